"""Items as a compiled style reads them: one dictionary of variables, everything in it normal and marked, once."""

import re
from collections.abc import Iterable
from itertools import compress
from operator import attrgetter
from typing import Any

import msgspec

from plbib.formats import csljson
from plbib.model import Date, Item
from plbib.rendering.csl import note
from plbib.rendering.csl.day import Day, day
from plbib.rendering.csl.fields import MarkedTexts, Quotes, mark_field
from plbib.rendering.csl.people import Person, persons
from plbib.text.patterns import regex
from plbib.text.readable import protect

Variables = dict[str, Any]
"""Text by variable; names as tuples of :class:`Person`, dates as :class:`Day`; ``type`` is always there."""

NAMES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer "
    "original-author performer producer recipient reviewed-author script-writer series-creator translator".split()
)
DATES = frozenset("accessed available-date event-date issued original-date submitted container".split())
LONG = ("abstract", "keyword")
"""What few styles print, and is left out for all others."""
_NO_TEXT = NAMES | DATES
_LISTED = [field for field in msgspec.structs.fields(Item) if field.name not in {"type", "other", *LONG}]
_FIELDS = tuple(field.encode_name for field in _LISTED)
_values = attrgetter(*(field.name for field in _LISTED))
_RENAMED = {"archive-location": "archive_location", "shortTitle": "title-short"}
_DOI = regex(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_ADDRESSES = frozenset({"URL", "DOI"})
_SHARED = frozenset(
    "collection-title container-title container-title-short event event-place event-title genre publisher "
    "publisher-place".split()
)
"""What many papers have in common."""
_LABELLED = {
    name: regex(rf"^(?:{words})\.\s*(?=\d)")
    for name, words in (("page", "pp?"), ("volume", "vol"), ("issue", "no"), ("number", "no"))
}
"""What a number variable may say itself before its number: styles have a label for it."""
_BEHIND_FIRST_PAGE = regex(r"(?<!\s)\s*(?:&|, |[-–])\s*")


def variables(item: Item, texts: MarkedTexts | None = None, more: Iterable[str] = ()) -> Variables:
    """What ``item`` says, of :data:`LONG` variables ``more``; ``texts`` marks it. Empty ones are left out."""
    known = MarkedTexts() if texts is None else texts
    quotes = known.quotes
    prepared: Variables = {"type": item.type}
    for name in more:
        if value := getattr(item, name):
            prepared[name] = mark_field(value, quotes)
    for name, value in _list_fields(item) if ":" not in (item.note or "") else _with_note(item):
        if type(value) is not str or name in _NO_TEXT:
            ready = _prepare(name, value, quotes)
        else:
            text = protect(value) if "$" in value and name not in _ADDRESSES else value
            ready = known[text] if name in _SHARED else mark_field(text, quotes)
        if ready:
            prepared[name] = ready
    if "DOI" in prepared and not prepared["DOI"].startswith("10."):
        prepared["DOI"] = _DOI.sub("", prepared["DOI"])
    for name, other in (("event", "event-title"), ("event-title", "event")):
        if name in prepared:  # one variable under two names: that of CSL 1.0.1, and of 1.0.2
            prepared.setdefault(other, prepared[name])
    for name, label in _LABELLED.items():
        if name in prepared and not prepared[name][0].isdecimal():
            prepared[name] = label.sub("", prepared[name])
    if "page" in prepared and "page-first" not in prepared:
        prepared["page-first"] = _BEHIND_FIRST_PAGE.split(prepared["page"], maxsplit=1)[0] or prepared["page"]
    return prepared


def _list_fields(item: Item) -> list[tuple[str, Any]]:
    values = _values(item)
    fields = [*compress(zip(_FIELDS, values, strict=True), values)]
    return fields + [(_RENAMED.get(name, name), value) for name, value in item.other.items()] if item.other else fields


def _with_note(item: Item) -> list[tuple[str, Any]]:
    """What an item says, with the variables in its note: a type or date there wins, others only fill gaps."""
    fields = dict(_list_fields(item))
    noted, fields["note"] = note.split(item.note or "", NAMES)
    fields |= {name: value for name, value in noted.items() if name in DATES or name == "type" or name not in fields}
    return [*fields.items()]


def _prepare(name: str, value: Any, quotes: Quotes) -> str | tuple[Person, ...] | Day | None:
    """What is no text, or should not be."""
    if name in NAMES:
        people = value if isinstance(value, tuple) else csljson.names(value) or ()
        return tuple(filter(None, map(persons.__getitem__, people)))
    if name in DATES:
        date = value if isinstance(value, Date) else csljson.date(value)
        return day(date) if date else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return mark_field(str(value), quotes)
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
