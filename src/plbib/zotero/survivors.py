"""Items that people merged: Zotero keeps one, moves the others to the trash and notes in it what it ``dc:replaces``."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from plbib.zotero.objects import Content, Held, Known, ObjectKind, Remote


def survivors(objects: Mapping[str, Held]) -> dict[str, str]:
    """The key of each item that was merged into another → that of the item which is left of all of them."""
    into = {replaced: one.key for one in objects.values() for replaced in one.replaces}
    left: dict[str, str] = {}
    for merged in into:
        key, seen = merged, set[str]()
        while key in into and key not in seen:
            seen.add(key)
            key = into[key]
        if key in objects and not objects[key].trashed:
            left[merged] = key
    return left


def follow(rows: Iterable[Known], remote: Remote) -> tuple[Known, ...]:
    """The state of a library in which papers whose items were merged have the items that are left, with their links.

    Where that is the item of another paper of the list, the paper has none.
    """
    before = tuple(rows)
    left, taken = survivors(remote.objects), {row.key for row in before}
    moved: dict[str, str] = {}
    for row in before:
        key = left.get(row.key, "")
        if row.what is ObjectKind.ITEM and key and key not in taken and _is_out(row.key, remote):
            moved[row.key] = key
            taken.add(key)
    names = {row.id for row in before if row.what is ObjectKind.LINK}
    after = (_moved(row, moved, remote) for row in before)
    return tuple(row for row, old in zip(after, before, strict=True) if row.id == old.id or row.id not in names)


def _is_out(key: str, remote: Remote) -> bool:
    return key in remote.deleted or (key in remote.objects and remote.objects[key].trashed)


def _moved(row: Known, moved: Mapping[str, str], remote: Remote) -> Known:
    parent, _, address = row.id.partition("\n")
    if row.what is ObjectKind.LINK and parent in moved:
        base = replace(row.base, fields={**row.base.fields, "parentItem": moved[parent]})
        return replace(row, id=f"{moved[parent]}\n{address}", base=base)
    if row.what is not ObjectKind.ITEM or row.key not in moved:
        return row
    held = remote.objects[moved[row.key]]
    base = Content(  # what is empty in the item that is left is filled, as in any that people had
        fields={name: value for name, value in row.base.fields.items() if name in held.content.fields},
        tags=tuple(tag for tag in row.base.tags if tag in held.content.tags),
        collections=tuple(key for key in row.base.collections if key in held.content.collections),
    )
    return replace(row, key=held.key, version=held.version, base=base, held=None, lost=None, adopted=True)


def newly_out(rows: Iterable[Known], remote: Remote) -> bool:
    """Whether people took out items since the last sync, which can have been merged into others."""
    return any(
        row.what is ObjectKind.ITEM and not row.lost and not row.pruned and _is_out(row.key, remote) for row in rows
    )
