"""Citation keys that a Zotero library has: a list that has no lock yet, or a paper under a new name, keeps them."""

from collections.abc import Iterable

from msgspec.structs import replace

from plbib.app.opening.source import Opened
from plbib.io import files
from plbib.library import rekey
from plbib.papers.succession import Same
from plbib.zotero.objects import Known, ObjectKind


def keep_keys(opened: Opened, rows: Iterable[Known], same: Iterable[Same]) -> tuple[Opened, tuple[Same, ...]]:
    """``opened`` with the citation keys of the last sync, and ``same`` by names that do not change with them.

    A lock that lies beside the list knows the keys of its papers better, but for one that is the same as another was.
    """
    items = [row for row in rows if row.what is ObjectKind.ITEM and row.base.text("citationKey")]
    keys = {row.id: row.base.text("citationKey") for row in items}
    own = {record.key: record.id for record in opened.library.records}
    former = {name: row for row in items for name in (row.key, row.base.text("citationKey"))}
    pairs: list[Same] = []
    again: dict[str, str] = {}
    for pair in same:
        new, old = pair if pair[0] in own or not pair[1] else pair[::-1]
        pairs.append((own.get(new, new), former[old].key if old in former else old))
        if new in own and old in former:
            again[own[new]] = former[old].base.text("citationKey")
    if opened.lock is None or opened.lock_path is None:
        return opened, tuple(pairs)
    listed = {record.id for record in opened.library.records}
    once = {*again.values()}  # of papers that are in the list under another name now
    entries = tuple(one for one in opened.lock.entries if one.id in listed or one.key not in once)
    kept = again if files.exists(opened.lock_path) else keys | again
    lock = rekey.keep(replace(opened.lock, entries=entries), kept)
    by_id = {entry.id: entry.key for entry in lock.entries}
    records = tuple(replace(record, key=by_id.get(record.id, record.key)) for record in opened.library.records)
    return replace(opened, lock=lock, library=replace(opened.library, records=records)), tuple(pairs)
