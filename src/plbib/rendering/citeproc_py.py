"""citeproc-py as an engine: items in, marked text out.

Its formatter sees text of items and of the style alike and escapes neither reliably, so it gets one that only sets
marks; the output escapes. Items are given in a shape it does not stumble over, under keys of our own.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from plbib.errors import PlbibError, UsageError
from plbib.model import Date, Item, Name, Record
from plbib.rendering import marks, stylexml
from plbib.rendering.csl import style as csl
from plbib.rendering.listing import Layout, Reference
from plbib.rendering.marks import Mark
from plbib.text.patterns import regex
from plbib.text.unicode import clean

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


class CiteprocEngine:
    """A CSL style run by citeproc-py. Fulfils :class:`plbib.rendering.engine.Engine`.

    Raises :class:`UsageError` for a style or language it does not know; its calls :class:`PlbibError` where citeproc-py
    fails. Years are not told apart by letters, and citations have no labels: citeproc-py cannot.
    """

    def __init__(self, path: Path, locale: str | None = None) -> None:
        from citeproc import CitationStylesStyle

        self._name = path.stem
        self._file = csl.Style(stylexml.load(path))
        with _quiet():
            self._style = _load(CitationStylesStyle, path, locale)
        self.language: str = locale or self._file.default_locale or "en-US"

    @property
    def numeric(self) -> bool:
        return self._file.numeric

    @property
    def layout(self) -> Layout:
        return self._file.layout

    def sort(self, records: Sequence[Record]) -> list[Record]:
        """See :class:`plbib.rendering.engine.Engine`."""
        with _quiet(), _engine(f"{self._name}: the list cannot be put in order"):
            bibliography = self._registered(records)
            bibliography.sort()
            return [records[_place(item)] for item in bibliography.items]

    def write(
        self,
        sections: Sequence[Sequence[Record]],
        *,
        restart: bool = False,
        labels: bool = False,  # noqa: ARG002 - it has those of numeric styles only
    ) -> list[tuple[Reference, ...]]:
        """See :class:`plbib.rendering.engine.Engine`."""
        if restart:
            return [self._references(section) for section in sections]
        records = {record.key: record for section in sections for record in section}
        references = dict(zip(records, self._references(list(records.values())), strict=True))
        return [tuple(references[record.key] for record in section) for section in sections]

    def _references(self, records: Sequence[Record]) -> tuple[Reference, ...]:
        with _quiet():
            bibliography = self._registered(records)
            return tuple(
                self._reference(item, record) for item, record in zip(bibliography.items, records, strict=True)
            )

    def _reference(self, item: Any, record: Record) -> Reference:
        with _engine(f"{self._name}: the reference {record.key} cannot be written"):
            text = _reference(self._style, item)
        return Reference(record.key, text, str(_place(item) + 1) if self.numeric else "")

    def _registered(self, records: Sequence[Record]) -> Any:
        """The records under keys of our own: citeproc-py tells keys apart by their lower case."""
        from citeproc import Citation, CitationItem, CitationStylesBibliography
        from citeproc.source.json import CiteProcJSON

        rows = [_row(f"r{place}", record.item) for place, record in enumerate(records)]
        bibliography = CitationStylesBibliography(self._style, CiteProcJSON(rows), _FORMATTER)
        bibliography.register(Citation([CitationItem(row["id"]) for row in rows]))
        return bibliography


def _place(item: Any) -> int:
    return int(item.key[1:])


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the warnings about variables of CSL 1.0.2 that citeproc-py does not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _engine(what: str) -> Iterator[None]:
    """Around calls of citeproc-py, which reports what it does not expect by whatever exception it runs into."""
    try:
        yield
    except Exception as error:  # AttributeError, KeyError, NotImplementedError …: it checks no style and no item
        cause = f"{type(error).__name__}: {error}"
        raise PlbibError(f"{what}: citeproc-py: {cause}", "choose another style, or mend the record") from error


def _load(kind: Any, style: Path, locale: str | None) -> Any:
    from lxml.etree import XMLSyntaxError

    try:
        loaded = kind(str(style), locale=locale, validate=False)
    except (XMLSyntaxError, ValueError, AttributeError) as error:
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
        text = _text(getattr(item, attribute) or "")
        if text:
            row[variable] = text
    for variable in ("author", "editor", "translator"):
        people = [_name(person) for person in getattr(item, variable)]
        if any(people):
            row[variable] = [person for person in people if person]
    for variable in ("issued", "accessed"):
        date = _date(getattr(item, variable) or Date())
        if date:
            row[variable] = date
    return row


# Markup that citeproc-py reads in every field; text before it is printed twice where it is not closed.
_NEVER_CLOSED = regex(r"<(?=span class=\"nocase\">(?!.*</span>))", re.IGNORECASE)


def _text(text: str) -> str:
    """``text`` as the engine may see it: without marks, and without what it takes for half of its own markup."""
    text = marks.plain(clean(text))
    return _NEVER_CLOSED.sub("<" + marks.wrap(Mark.ITALIC, ""), text)


def _name(name: Name) -> dict[str, str]:
    """The parts of a name that say something; none of them if it has neither a family name nor a given one."""
    parts = {
        "family": name.family,
        "given": name.given,
        "suffix": name.suffix,
        "dropping-particle": name.dropping_particle,
        "non-dropping-particle": name.non_dropping_particle,
    }
    parts_given = {key: marks.plain(clean(part)) for key, part in parts.items() if part and clean(part)}
    literal = marks.plain(clean(name.literal or ""))
    if literal or "family" not in parts_given:
        literal = literal or parts_given.get("given", "")
        return {"literal": literal} if literal else {}
    return parts_given


def _date(date: Date) -> dict[str, Any]:
    """The first day of a date, as far as the calendar knows it, or its literal."""
    if date.year is not None:
        parts = [date.date_parts[0][0]]  # a range makes it fail in some styles
        for part, most in zip(date.date_parts[0][1:], (12, 31), strict=False):
            if not 1 <= part <= most:
                break
            parts.append(part)
        return {"date-parts": [parts]}
    literal = marks.plain(clean(date.literal or ""))
    return {"literal": literal} if literal else {}
