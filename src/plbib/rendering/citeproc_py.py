"""citeproc-py as an engine: items in, marked text out.

Its formatter sees text of items and of the style alike and escapes neither reliably, so it gets one that only sets
marks; the output escapes. Items are given in a shape it does not stumble over, under keys of our own.
"""

import warnings
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from plbib.errors import UsageError
from plbib.model import Date, Item, Library, Name
from plbib.rendering import marks
from plbib.rendering.marks import Mark
from plbib.rendering.output import Reference

_FORMATTER = SimpleNamespace(
    preformat=str,
    Italic=partial(marks.wrap, Mark.ITALIC),
    Oblique=partial(marks.wrap, Mark.ITALIC),
    Bold=partial(marks.wrap, Mark.BOLD),
    Light=str,
    Underline=partial(marks.wrap, Mark.UNDERLINE),
    Superscript=partial(marks.wrap, Mark.SUPERSCRIPT),
    Subscript=partial(marks.wrap, Mark.SUBSCRIPT),
    SmallCaps=partial(marks.wrap, Mark.SMALL_CAPS),
)
_VARIABLES = {
    "title": "title",
    "container_title": "container-title",
    "container_title_short": "container-title-short",
    "collection_title": "collection-title",
    "event_title": "event",
    "event_place": "event-place",
    "edition": "edition",
    "volume": "volume",
    "issue": "issue",
    "number": "number",
    "page": "page",
    "publisher": "publisher",
    "publisher_place": "publisher-place",
    "genre": "genre",
    "version": "version",
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "url": "URL",
    "note": "note",
}
_KNOWN_TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter dataset entry "
    "entry-dictionary entry-encyclopedia figure graphic interview legal_case legislation manuscript map motion_picture "
    "musical_score pamphlet paper-conference patent personal_communication post post-weblog report review review-book "
    "song speech thesis treaty webpage".split()
)


def render(library: Library, style: Path, locale: str | None = None) -> list[Reference]:
    """The references of ``library`` in the style's own order. Raises :class:`UsageError` for a style it cannot read."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
    from citeproc.source.json import CiteProcJSON

    keys = {f"r{number}": record.key for number, record in enumerate(library.records)}
    rows = [_row(name, record.item) for name, record in zip(keys, library.records, strict=True)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about variables of CSL 1.0.2 that it does not know
        loaded = _load(CitationStylesStyle, style, locale)
        bibliography = CitationStylesBibliography(loaded, CiteProcJSON(rows), _FORMATTER)
        bibliography.register(Citation([CitationItem(name) for name in keys]))
        bibliography.sort()
        return [Reference(keys[item.key], _reference(loaded, item)) for item in bibliography.items]


def _load(kind: Any, style: Path, locale: str | None) -> Any:
    from lxml.etree import XMLSyntaxError

    try:
        loaded = kind(str(style), locale=locale, validate=False)
    except (XMLSyntaxError, ValueError) as error:
        raise UsageError(f"{style}: not a citation style: {error}", "give a .csl file of CSL 1.0") from error
    if not loaded.has_bibliography():
        raise UsageError(f"{style.stem}: the style formats citations only, no reference list", "choose another style")
    return loaded


def _reference(style: Any, item: Any) -> str:
    layout = style.root.bibliography.layout
    text = "".join(map(str, style.render_bibliography([item])))
    if style.root.bibliography.get("second-field-align"):
        layout.repressed = {}
        label = str(layout.getchildren()[0].render(item) or "")
        if label and text.startswith(label):
            rest = text.removeprefix(label).lstrip()
            return marks.wrap(Mark.LEFT, label) + " " + marks.wrap(Mark.RIGHT, rest)
    return text


def _row(name: str, item: Item) -> dict[str, Any]:
    row: dict[str, Any] = {"id": name, "type": item.type if item.type in _KNOWN_TYPES else "article"}
    for attribute, variable in _VARIABLES.items():
        value = getattr(item, attribute)
        if value:
            row[variable] = marks.plain(value)
    for variable in ("author", "editor", "translator"):
        people = [_name(person) for person in getattr(item, variable)]
        if people:
            row[variable] = people
    for variable in ("issued", "accessed"):
        date = getattr(item, variable)
        if date and (date.date_parts or date.literal):
            row[variable] = _date(date)
    return row


def _name(name: Name) -> dict[str, str]:
    if name.literal or not name.family:
        return {"literal": marks.plain(name.literal or name.given or "")}
    parts = {
        "family": name.family,
        "given": name.given,
        "suffix": name.suffix,
        "dropping-particle": name.dropping_particle,
        "non-dropping-particle": name.non_dropping_particle,
    }
    return {key: marks.plain(part) for key, part in parts.items() if part}


def _date(date: Date) -> dict[str, Any]:
    if date.date_parts:
        return {"date-parts": [list(date.date_parts[0])]}  # a range makes it fail in some styles
    return {"literal": marks.plain(date.literal or "")}
