"""Items as a compiled style reads them: one dictionary of variables, everything in it normal and marked, once."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from plbib.formats import csljson
from plbib.model import Date, Item
from plbib.rendering.csl import note
from plbib.rendering.csl.day import Day, day
from plbib.rendering.csl.fields import Quotes, marked
from plbib.rendering.csl.people import Person, person

Variables = dict[str, Any]
"""Text by variable; names as tuples of :class:`Person`, dates as :class:`Day`; ``type`` is always there."""

NAMES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer "
    "original-author performer producer recipient reviewed-author script-writer series-creator translator".split()
)
DATES = frozenset("accessed available-date event-date issued original-date submitted container".split())
_FIELDS = tuple(
    (field.name, field.encode_name)
    for field in msgspec.structs.fields(Item)
    if field.name not in {"type", "other", "abstract", "keyword"}
)
_RENAMED = {"archive-location": "archive_location"}
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_FIRST_PAGE = re.compile(r"[^\s\-–,&]+")


def variables(item: Item, quotes: Quotes = ()) -> Variables:
    """What ``item`` says; ``quotes`` finds quoted text. Empty variables are left out."""
    found: Variables = {"type": item.type}
    for name, value in _said(item) if ":" not in (item.note or "") else _with_note(item):
        made = _made(name, value, quotes)
        if made:
            found[name] = made
    if "DOI" in found and not found["DOI"].startswith("10."):
        found["DOI"] = _DOI.sub("", found["DOI"])
    if "page" in found and "page-first" not in found:
        first = _FIRST_PAGE.match(found["page"])
        found["page-first"] = first[0] if first else found["page"]
    return found


def _said(item: Item) -> Iterator[tuple[str, Any]]:
    for attribute, name in _FIELDS:
        value = getattr(item, attribute)
        if value:
            yield name, value
    for name, value in item.other.items():
        yield _RENAMED.get(name, name), value


def _with_note(item: Item) -> Iterator[tuple[str, Any]]:
    """What an item says, with the variables in its note: the type and dates there count, others where there is none."""
    said = dict(_said(item))
    written, said["note"] = note.split(item.note or "", NAMES)
    said |= {name: value for name, value in written.items() if name in DATES or name == "type" or name not in said}
    yield from said.items()


def _made(name: str, value: Any, quotes: Quotes) -> str | tuple[Person, ...] | Day | None:
    if type(value) is str and name not in NAMES and name not in DATES:
        return marked(value, quotes)
    if name in NAMES:
        people = value if isinstance(value, tuple) else csljson.names(value) or ()
        return tuple(made for one in people if (made := person(one)))
    if name in DATES:
        date = value if isinstance(value, Date) else csljson.date(value)
        return day(date) if date else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return marked(str(value), quotes)
    return None


def english(item: Item) -> bool | None:
    """Whether the item is in English; None if it does not say."""
    return item.language.lower().startswith("en") if item.language else None


def address(item: Variables) -> str:
    """Where a link of the item leads: its DOI, else its URL, PMCID or PMID (CSL 1.0.2, appendix "Links")."""
    if "DOI" in item:
        return f"https://doi.org/{item['DOI']}"
    if "URL" in item:
        return str(item["URL"])
    if "PMCID" in item:
        return f"https://www.ncbi.nlm.nih.gov/pmc/articles/{item['PMCID']}"
    return f"https://www.ncbi.nlm.nih.gov/pubmed/{item['PMID']}" if "PMID" in item else ""
