"""Fields that mean the same wherever they stand, for entry types whose rows do not have them."""

from typing import Any

from plbib.formats.bib.forms import DATE, KEYED, NAMES, TEXT, Form
from plbib.text.formulas import as_markup

_VARIABLES = {
    "volume": "volume", "edition": "edition", "isbn": "isbn", "issn": "issn", "series": "collection_title",
    "publisher": "publisher", "institution": "publisher", "school": "publisher", "organization": "publisher",
    "location": "publisher_place", "address": "publisher_place", "version": "version", "booktitle": "container_title",
    "journaltitle": "container_title", "journal": "container_title", "eventtitle": "event_title",
    "venue": "event_place", "number": "number", "chapter": "chapter-number", "volumes": "number-of-volumes",
    "pagetotal": "number-of-pages", "type": "genre", "part": "part-number", "library": "call-number",
    "eventdate": "event_date", "bookauthor": "container-author", "howpublished": "container_title",
}  # fmt: skip
_FORMS: dict[str, Form] = {"eventdate": DATE, "bookauthor": NAMES, "type": KEYED}


def read(left: dict[str, str], values: dict[str, Any]) -> list[str]:
    """Move what these fields say from ``left`` to ``values``; the fields, which are to be written where they were.

    Proceedings that repeat their title as ``booktitle``, for the papers that take it by ``crossref``, are in no book.
    """
    names: list[str] = []
    if not left:
        return names
    for name, variable in _VARIABLES.items():
        value = form(name).read(left[name]) if name in left and variable not in values else ""
        if value and not (variable == "container_title" and as_markup(value) == as_markup(values.get("title") or "")):
            values[variable] = value
            names.append(name)
            del left[name]
    return names


def variable(name: str) -> str:
    """The variable that a field says where no row of its entry type has it; ``""`` for other fields."""
    return _VARIABLES.get(name, "")


def form(name: str) -> Form:
    """How such a field is read."""
    return _FORMS.get(name, TEXT)
