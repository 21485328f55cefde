"""An item of a group as a list prints it: which venue, which address, which links."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from msgspec.structs import replace

from plbib.lists.writing.writer import NewEntry
from plbib.model import Item, Link
from plbib.papers import kinds, venues
from plbib.papers.identifiers import address, identify
from plbib.zotero import items
from plbib.zotero.items import Fields
from plbib.zotero.objects import Held

_LONGEST = 40
"""Characters of a venue as lists print it; longer ones are titles of proceedings."""
_PUBLISHED = frozenset({"book", "dataset", "software"})
"""Of these lists print the publisher as the venue."""


def entry_of(held: Held, children: Iterable[Held]) -> NewEntry:
    """The entry of an item with its ``children``."""
    item = item_of(held.content.fields)
    links = (
        Link(label=child.content.text("title") or (urlsplit(url).hostname or url), url=url)
        for child in children
        if not child.trashed and (url := child.content.text("url"))
    )
    year = item.issued.year if item.issued else None
    home = _home(item)
    return NewEntry(
        title=item.title,
        url=home,
        venue=venue(item, home) if year else None,  # what stands alone in brackets is read as no venue
        year=year,
        affiliation=held.content.text("extra.affiliation") or (None if year else _publisher(item)),
        links=tuple(links),
    )


def item_of(fields: Fields) -> Item:
    """The item that canonical fields describe; its DOI without a resolver."""
    item = items.item(items.data(fields, str(fields["itemType"])))
    named = identify(item.doi or "")
    return replace(item, doi=named.value) if named and named.kind == "doi" else item


def _home(item: Item) -> str:
    """The address of an item, or what its identifiers make one of; ``""`` without any."""
    number = identify(item.number or "")
    named = address(number.kind, number.value) if number else None
    return item.url or (address("doi", item.doi) if item.doi else None) or named or ""


def venue(item: Item, home: str) -> str | None:
    """What a list calls the venue, without a year: what people call it, if anything tells; no title of proceedings."""
    if item.type == "thesis":
        return ", ".join(filter(None, [item.genre, item.publisher])) or None
    if item.type == "article":
        return item.publisher if kinds.kind_of(item.publisher, [home]) == "article" else None
    names = [*_names(item)]
    short = next(filter(None, map(venues.short_name, names)), "")
    return short or next((name for name in names if len(name) <= _LONGEST and not _has_number(name)), None)


def _publisher(item: Item) -> str | None:
    """Who brought out an item without a year, of which a list prints no venue."""
    return item.publisher or item.container_title


def _names(item: Item) -> Iterator[str]:
    journal = item.type == "article-journal"
    named = (item.container_title, item.container_title_short, item.event_title)
    yield from filter(None, named if journal else (item.event_title, *named[:2]))
    yield from filter(None, [item.publisher if item.type in _PUBLISHED else None])


def _has_number(text: str) -> bool:
    return any(character.isdigit() for character in text)
