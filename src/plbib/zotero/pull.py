"""What people did in the group that the list lacks: papers they filed in its collections, records they corrected."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import fields as struct_fields
from msgspec.structs import replace

from plbib.lists.writing.writer import NewEntry
from plbib.model import CategoryPath, Item, Library, Record, category_name
from plbib.papers import venues
from plbib.zotero.listing import entry_of, item_of
from plbib.zotero.matching import is_item
from plbib.zotero.meaning import same
from plbib.zotero.objects import Held, Remote
from plbib.zotero.plan import SyncPlan
from plbib.zotero.reading import PlannedSync


class Addition(Struct, frozen=True, kw_only=True):
    """A paper that people filed under ``category``."""

    category: CategoryPath
    entry: NewEntry


class Move(Struct, frozen=True):
    """A paper of the list that people took out of some categories and filed in others."""

    title: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


class Pulled(Struct, frozen=True, kw_only=True):
    """What people did that the list lacks: lines below the heading of their category, corrections as TOML, moves."""

    lines: tuple[tuple[str, str], ...]
    corrections: str
    moves: tuple[Move, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()  # lines that the list's readers would not take for papers
    changed: tuple[str, ...] = ()  # the files that were written


def additions(plan: SyncPlan, remote: Remote) -> tuple[Addition, ...]:
    """The items in the list's collections that are not papers of the list, by category and title."""
    ours = {*plan.items.values()} | {write.target.key for write in plan.writes}  # what left the list is still filed
    children: dict[str, list[Held]] = defaultdict(list)
    for held in remote.objects.values():
        children[held.parent].append(held)
    papers = [
        Addition(category=plan.collections[key], entry=entry_of(held, children[held.key]))
        for held in remote.objects.values()
        if is_item(held) and not held.trashed and held.key not in ours
        for key in held.content.collections
        if key in plan.collections
    ]
    order = {path: place for place, path in enumerate(plan.collections.values())}
    return tuple(sorted(papers, key=lambda one: (order[one.category], one.entry.title)))


def corrections(read: PlannedSync, library: Library) -> Iterator[tuple[Record, Item]]:
    """The records of ``library`` whose items people changed, each with the item as they have it."""
    papers = {paper.id: paper for paper in read.wanted.papers}
    rows = {row.key: row.base.fields for row in read.before}
    for record in library.records:
        name = record.id or record.key
        held = read.remote.objects.get(read.plan.items.get(name, ""))
        if held is None or held.trashed:
            continue
        kind = held.content.text("itemType")
        theirs = item_of(held.content.fields)
        ours = item_of(papers[name].fields_of(kind, read.schema))
        last = rows.get(held.key)
        changed = _corrected(theirs, ours, item_of({**last, "itemType": kind}) if last else Item(type=theirs.type))
        if kind != papers[name].fields["itemType"]:  # another type has no place for some fields
            changed = {field: value for field, value in changed.items() if value} | {"type": theirs.type}
        if changed:
            yield record, replace(record.item, **changed)


def _corrected(theirs: Item, ours: Item, last: Item) -> dict[str, Any]:
    """What people have otherwise than the list has it, and than it was at the ``last`` sync.

    Names of one venue are no correction; where the venue is another, its short name goes, too.
    """
    differ = [
        field.name
        for field in struct_fields(Item)
        if field.name not in _NOT_CORRECTED
        and getattr(theirs, field.name) not in (getattr(ours, field.name), getattr(last, field.name))
    ]
    changed = {name: getattr(theirs, name) for name in differ}
    if "container_title" in changed:
        now, was = theirs.container_title or "", ours.container_title or ""
        known = venues.recognise(was)
        another = known is not None and known is not venues.recognise(now)
        if same("publicationTitle", now, was):
            del changed["container_title"]
        elif another and ours.container_title_short == theirs.container_title_short:
            changed["container_title_short"] = None
    return changed


_NOT_CORRECTED = frozenset({"type", "abstract", "keyword", "note", "other"})


def moves(read: PlannedSync) -> Iterator[Move]:
    """The papers of the list that people filed in other categories than the last sync did."""
    rows = {row.key: row for row in read.before}
    keys = {path: key for key, path in read.plan.collections.items()}
    for paper in read.wanted.papers:
        key = read.plan.items.get(paper.id, "")
        held = read.remote.objects.get(key)
        if held is None or held.trashed:
            continue
        wanted = {keys[path] for path in paper.paths if path in keys}
        last = {*rows[key].base.collections} & keys_of(read) if key in rows else wanted
        now = {*held.content.collections} & keys_of(read)
        removed, added = last - now, now - last - wanted
        if added:
            names = (
                tuple(sorted(category_name(read.plan.collections[one]) for one in part)) for part in (removed, added)
            )
            yield Move(paper.title, *names)


def keys_of(read: PlannedSync) -> set[str]:
    """The collections that stand for categories of the list."""
    return {*read.plan.collections}
