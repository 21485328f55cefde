"""What people did in the group that the list lacks: papers they filed in its collections, records they corrected."""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import fields as struct_fields
from msgspec.structs import replace

from plbib.formats.profiles import acronym
from plbib.identifiers import address
from plbib.lists.writer import NewEntry
from plbib.model import CategoryPath, Item, Library, Link, Record, Status
from plbib.zotero import items
from plbib.zotero.desired import Desired
from plbib.zotero.items import Fields
from plbib.zotero.matching import is_item
from plbib.zotero.objects import Held, Remote
from plbib.zotero.plan import Plan


class Addition(Struct, frozen=True, kw_only=True):
    """A paper that people filed under ``category``."""

    category: CategoryPath
    entry: NewEntry


class Pulled(Struct, frozen=True, kw_only=True):
    """What people did that the list lacks: lines below the heading of their category, and corrections as TOML."""

    lines: tuple[tuple[str, str], ...]
    corrections: str


def additions(plan: Plan, remote: Remote) -> tuple[Addition, ...]:
    """The items in the list's collections that are no papers of the list, by category and title."""
    ours = {*plan.items.values()} | {write.target.key for write in plan.writes}  # what left the list is still filed
    children: dict[str, list[Held]] = defaultdict(list)
    for held in remote.objects.values():
        children[held.parent].append(held)
    found = [
        Addition(category=plan.collections[key], entry=_entry(held, children[held.key]))
        for held in remote.objects.values()
        if is_item(held) and not held.trashed and held.key not in ours
        for key in held.content.collections
        if key in plan.collections
    ]
    order = {path: place for place, path in enumerate(plan.collections.values())}
    return tuple(sorted(found, key=lambda one: (order[one.category], one.entry.title)))


def _entry(held: Held, children: list[Held]) -> NewEntry:
    item = _item(held.content.fields)
    home = item.url or (address("doi", item.doi) if item.doi else None) or ""
    links = (
        Link(label=child.content.text("title") or (urlsplit(url).hostname or url), url=url)
        for child in children
        if not child.trashed and (url := child.content.text("url"))
    )
    return NewEntry(
        title=item.title,
        url=home,
        venue=_venue(item) or None,
        year=item.issued.year if item.issued else None,
        affiliation=held.content.text("extra.affiliation") or None,
        links=tuple(links),
    )


def _venue(item: Item) -> str | None:
    """What a list calls the venue: its acronym, where the item tells it; of a preprint the repository."""
    named = acronym(Record(key="", item=item, status=Status.UNRESOLVED)) or item.container_title
    return named or (item.publisher if item.type == "article" else None)


def corrections(plan: Plan, remote: Remote, library: Library, wanted: Desired) -> Iterator[tuple[Record, Item]]:
    """The records of ``library`` whose items people changed, each with the item as they have it."""
    papers = {paper.id: paper for paper in wanted.papers}
    for record in library.records:
        name = record.id or record.key
        held = remote.objects.get(plan.items.get(name, ""))
        if held is None or held.trashed:
            continue
        ours, theirs = _item(papers[name].fields), _item(held.content.fields)
        changed = {
            field.name: getattr(theirs, field.name)
            for field in struct_fields(Item)
            if field.name not in _NOT_CORRECTED and getattr(ours, field.name) != getattr(theirs, field.name)
        }
        if changed:
            yield record, replace(record.item, **changed)


_NOT_CORRECTED = frozenset({"abstract", "keyword", "note", "other"})


def _item(fields: Fields) -> Item:
    return items.item(items.data(fields, str(fields["itemType"])))
