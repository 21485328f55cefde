"""What a group library should hold by the list: collections for its categories, an item a paper, a child a link."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from msgspec import Struct

from plbib.identifiers import token
from plbib.lock import paper_tokens
from plbib.model import CategoryPath, Library, Link, Record
from plbib.text.unicode import clean
from plbib.zotero import items
from plbib.zotero.items import Fields, Schema

_LONGEST = 255
"""Characters of a collection's name and of a tag."""


class Address(Struct, frozen=True):
    """A link of a paper beside the item's own address."""

    title: str
    url: str


class Paper(Struct, frozen=True, kw_only=True):
    """A paper as the library is to hold it; ``id`` is the list's lasting name for it, ``tokens`` identify it."""

    id: str
    key: str  # citation key
    title: str
    fields: Fields
    tags: tuple[str, ...]
    paths: tuple[CategoryPath, ...]
    links: tuple[Address, ...]
    tokens: frozenset[str]
    family: str  # of the first author
    year: int | None


class Desired(Struct, frozen=True, kw_only=True):
    """The whole: ``name`` of the root collection, the categories below it, the papers."""

    name: str
    categories: tuple[CategoryPath, ...]
    papers: tuple[Paper, ...]


def desired(library: Library, schema: Schema, name: str, tags: Iterable[str]) -> Desired:
    """What the group library should hold; ``schema`` has the server's fields of every type in ``library``.

    ``tags`` are some of :data:`plbib.config.TAGS`.
    """
    wanted = tuple(tags)
    paths = [path for category in library.categories for path in _outer(category.path)]
    paths += [path for record in library.records for listed in record.categories for path in _outer(listed)]
    return Desired(
        name=collection_name(name),
        categories=tuple(dict.fromkeys(paths)),
        papers=tuple(_paper(record, schema, wanted) for record in library.records),
    )


def collection_name(heading: str) -> str:
    """A heading as the name of a collection, which is neither empty nor longer than the server allows."""
    return clean(heading)[:_LONGEST].strip() or "(no name)"


def _outer(path: CategoryPath) -> Iterable[CategoryPath]:
    """The categories that ``path`` lies in, and itself."""
    return (path[:depth] for depth in range(1, len(path) + 1))


def _paper(record: Record, schema: Schema, tags: tuple[str, ...]) -> Paper:
    item, name = record.item, record.id or record.key
    affiliation = next((entry.affiliation for entry in record.entries if entry.affiliation), "")
    first = item.author[0] if item.author else None
    return Paper(
        id=name,
        key=record.key,
        title=item.title,
        fields=items.fields(item, record.key, schema, marker=name, affiliation=affiliation),
        tags=tuple(sorted({tag for kind in tags for tag in _tags(kind, record)})),
        paths=record.categories or ((),),
        links=tuple(_links(record)),
        tokens=frozenset(paper_tokens(item, record.identifiers)),
        family=(first.family or first.literal or "") if first else "",
        year=item.issued.year if item.issued else None,
    )


def _tags(kind: str, record: Record) -> Iterable[str]:
    item, listed = record.item, record.entries
    found: dict[str, Iterable[str | None]] = {
        "venue": [entry.venue for entry in listed] or [item.container_title_short],
        "year": [str(item.issued.year) if item.issued and item.issued.year else None],
        "category": [path[-1] for path in record.categories if path],
    }
    return (clean(tag)[:_LONGEST].strip() for tag in found[kind] if tag and clean(tag))


def _links(record: Record) -> Iterable[Address]:
    """The links of the list that lead elsewhere than the item's own address, each once."""
    own = {token(record.item.url)} if record.item.url else set()
    seen: set[str] = set()
    for entry in record.entries:
        for link in entry.links:
            name = token(link.url)
            if name not in own | seen and link.url.startswith(("https://", "http://")):
                seen.add(name)
                yield Address(_title(link), link.url)


def _title(link: Link) -> str:
    """A link's label, or where the title is the link, the host it leads to."""
    label = clean(link.label) if link.label != "title" else ""
    return label[:_LONGEST] or (urlsplit(link.url).hostname or link.url)
