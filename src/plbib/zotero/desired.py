"""What a group library should hold by the list: collections for its categories, an item a paper, a child a link."""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from plbib.model import CategoryPath, Item, Library, Link, Record
from plbib.papers import identity, venues
from plbib.papers.identifiers import token
from plbib.text.unicode import clean
from plbib.zotero import items, preprints
from plbib.zotero.items import Fields, Schema

_LONGEST = 255
"""Characters of a collection's name and of a tag."""
_LONGEST_TAG = 40
"""Characters of a venue that is a tag as printed."""
_KEYWORDS = re.compile(r"\s*[,;]\s*")
_TAIL = 75
"""Characters of the end of a heading that is too long for a name."""


class LinkAttachment(Struct, frozen=True):
    """A link of a paper beside the item's own address."""

    title: str
    url: str


class DesiredPaper(Struct, frozen=True, kw_only=True):
    """A paper as the library is to hold it; ``id`` is the list's lasting name for it, ``work`` what identifies it."""

    id: str
    key: str  # citation key
    title: str
    item: Item
    lines: dict[str, str]  # of Extra, by their labels
    fields: Fields
    tags: tuple[str, ...]
    paths: tuple[CategoryPath, ...]
    links: tuple[LinkAttachment, ...]
    work: identity.Paper
    untyped: bool = False  # nothing tells of what type it is: that of the item in the library is as good

    def fields_of(self, kind: str, schema: Schema) -> Fields:
        """The fields of the paper's item if it is of type ``kind``."""
        return items.fields(self.item, self.key, schema, self.lines, kind=kind)


class Desired(Struct, frozen=True, kw_only=True):
    """The whole: ``name`` of the root collection, the categories below it, the papers."""

    name: str
    categories: tuple[CategoryPath, ...]
    papers: tuple[DesiredPaper, ...]


class Wishes(Struct, frozen=True, kw_only=True):
    """What items are to have beside their record: ``tags`` are some of :data:`plbib.io.config.TAGS`.

    With ``order`` the call number is the place in the list. A library has no order of its own, and this is the column
    that Zotero's users sort by where they want one: it is a field of every type, and no style prints it.
    """

    tags: tuple[str, ...] = ()
    order: bool = False


def describe(library: Library, schema: Schema, name: str, wishes: Wishes) -> Desired:
    """What the group library should hold; ``schema`` has the server's fields of every type in ``library``."""
    paths = [path for category in library.categories for path in _outer(category.path)]
    paths += [path for record in library.records for listed in record.categories for path in _outer(listed)]
    categories = tuple(dict.fromkeys(paths))
    places = _places(library, categories) if wishes.order else {}
    return Desired(
        name=collection_name(name),
        categories=categories,
        papers=tuple(
            _paper(record, schema, wishes.tags, places.get(record.id or record.key, "")) for record in library.records
        ),
    )


def _places(library: Library, categories: tuple[CategoryPath, ...]) -> dict[str, str]:
    """The place of each paper: the number of its category and its own in it, so that a new one moves few others."""
    numbers = {path: number for number, path in enumerate(categories, 1)}
    counts: Counter[int] = Counter()
    places: dict[str, str] = {}
    for record in library.records:
        category = numbers.get(record.categories[0], 0) if record.categories else 0
        counts[category] += 1
        places[record.id or record.key] = f"{category:03}.{counts[category]:04}"
    return places


def item_kinds(library: Library) -> set[str]:
    """Zotero's types of the items of ``library``."""
    return {items.item_type(preprints.complete(record)) for record in library.records}


def collection_name(heading: str) -> str:
    """A heading as the name of a collection, which is neither empty nor longer than the server allows.

    Of what is too long the middle is left out.
    """
    name = clean(heading)
    if len(name) > _LONGEST:
        head, tail = name[: _LONGEST - _TAIL - 3], name[-_TAIL:]
        name = f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"
    return name or "(no name)"


def _outer(path: CategoryPath) -> Iterable[CategoryPath]:
    """The categories that ``path`` lies in, and itself."""
    return (path[:depth] for depth in range(1, len(path) + 1))


def _paper(record: Record, schema: Schema, tags: tuple[str, ...], place: str) -> DesiredPaper:
    item, name = preprints.complete(record), record.id or record.key
    if place:
        item = replace(item, other={**item.other, "call-number": place})
    lines = {"affiliation": next((entry.affiliation for entry in record.entries if entry.affiliation), "")}
    lines |= {"arxiv": preprints.arxiv_line(record), "plbib-id": name}
    return DesiredPaper(
        id=name,
        key=record.key,
        title=item.title,
        item=item,
        lines=lines,
        fields=items.fields(item, record.key, schema, lines),
        tags=tuple(sorted({tag for kind in tags for tag in _tags(kind, record)})),
        paths=record.categories or ((),),
        links=tuple(_links(record)),
        work=identity.paper_of(record),
        untyped=record.listed_only and item.type == "document",
    )


def _tags(kind: str, record: Record) -> Iterable[str]:
    item, listed = record.item, record.entries
    values: dict[str, Iterable[str | None]] = {
        "venue": [_venue_tag(entry.venue) for entry in listed if entry.venue] or [item.container_title_short],
        "year": [str(item.issued.year) if item.issued and item.issued.year else None],
        "category": [path[-1] for path in record.categories if path],
        "tags": [tag for entry in listed for tag in entry.tags] or _KEYWORDS.split(item.keyword or ""),
    }
    return (clean(tag)[:_LONGEST].strip() for tag in values[kind] if tag and clean(tag))


def _venue_tag(venue: str) -> str:
    """A printed venue as a tag; of the whole title of proceedings what people call it."""
    return venue if len(venue) <= _LONGEST_TAG else venues.short_name(venue)


def _links(record: Record) -> Iterable[LinkAttachment]:
    """The links of the list that lead elsewhere than the item's own address, each once."""
    own = {token(record.item.url)} if record.item.url else set()
    seen: set[str] = set()
    for entry in record.entries:
        for link in entry.links:
            name = token(link.url)
            if name not in own | seen and link.url.startswith(("https://", "http://")):
                seen.add(name)
                yield LinkAttachment(_title(link), link.url)


def _title(link: Link) -> str:
    """A link's label, or where the title is the link, the host it leads to."""
    label = clean(link.label) if link.label != "title" else ""
    return label[:_LONGEST] or (urlsplit(link.url).hostname or link.url)
