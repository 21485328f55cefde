"""A library's reference list: the style's order or the list's, in sections, numbered on or anew."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import UsageError
from plbib.model import Library, Record
from plbib.papers.venues import acronym
from plbib.rendering import catalog, engines
from plbib.rendering.csl.engine import CslEngine
from plbib.rendering.listing import ListedSection, Reference, ReferenceList
from plbib.rendering.words import GROUPINGS, NUMBERINGS, ORDERS

Grouped = Sequence[tuple[tuple[str, ...], list[Record]]]
"""Headings of a section from the outermost in, and its records."""


class Arrangement(Struct, frozen=True, kw_only=True):
    """How references stand: ``order`` is one of :data:`ORDERS`, ``group_by`` empty or one of :data:`GROUPINGS`.

    With ``numbering`` ``restart`` every section begins at 1; else a paper has one number wherever it stands.
    """

    order: str = "style"
    group_by: str = ""
    numbering: str = "continue"

    def checked(self) -> "Arrangement":
        """Itself. Raises :class:`UsageError` for any other word."""
        for word, words in ((self.order, ORDERS), (self.group_by, ("", *GROUPINGS)), (self.numbering, NUMBERINGS)):
            if word not in words:
                raise UsageError(f"references are not arranged by {word}", f"known: {', '.join(filter(None, words))}")
        return self


def references(
    library: Library,
    style: str,
    locale: str | None = None,
    *,
    engine: str | None = None,
    arrangement: Arrangement | None = None,
    labels: bool = False,
) -> ReferenceList:
    """The reference list of ``library`` in ``style``, by one of :data:`engines.NAMES` (:func:`engines.load`).

    With ``labels`` each reference says what a citation of it prints, which LaTeX needs.
    """
    arranged = (arrangement or Arrangement()).checked()
    run = engines.load(style, locale, engine)
    records: Sequence[Record] = library.records
    if catalog.is_own(style):
        records = list(map(_with_acronym, records))
    if arranged.order == "style":
        records = run.sort(records)
    sections: Grouped = _GROUPED[arranged.group_by](library, records) if arranged.group_by else [((), list(records))]
    lists = run.write([inside for _, inside in sections], restart=arranged.numbering == "restart", labels=labels)
    spoken = {record.key: record.item.language for record in records if record.item.language}
    lists = (
        [tuple(_in_language(entry, spoken.get(entry.key)) for entry in entries) for entries in lists]
        if spoken
        else lists
    )
    return ReferenceList(
        title=library.title or "References",
        style=style,
        language=run.language,
        numeric=run.numeric,
        layout=run.layout,
        sections=tuple(
            ListedSection(path=path, references=shown)
            for (path, _), entries in zip(sections, lists, strict=True)
            if (shown := tuple(entry for entry in entries if entry.marked)) or not entries
        ),
        unprinted=tuple(dict.fromkeys(entry.key for entries in lists for entry in entries if not entry.marked)),
    )


def _in_language(entry: Reference, language: str | None) -> Reference:
    return replace(entry, language=language) if language else entry


def in_text(library: Library, keys: Sequence[str], engine: CslEngine) -> str:
    """The citation of the papers with ``keys``, with marks, beside the reference list of the whole ``library``."""
    (text,) = engine.cite(engine.sort(library.records), [keys])
    return text


def _with_acronym(record: Record) -> Record:
    """``record`` with its venue as people call it in ``container-title-short``, which our own styles print."""
    called = acronym(record)
    findings = "Findings of " if (record.item.container_title or "").startswith("Findings of ") else ""
    return replace(record, item=replace(record.item, container_title_short=findings + called)) if called else record


def _by_category(library: Library, records: Sequence[Record]) -> Grouped:
    """In the order of the list; a paper of several categories stands in each, one of none at the end."""
    held: dict[tuple[str, ...], list[Record]] = {category.path: [] for category in library.categories}
    for record in records:
        for path in record.categories or (_NO_CATEGORY,):
            held.setdefault(path, []).append(record)
    return [(path, inside) for path, inside in held.items() if inside]


_NO_CATEGORY = ("Other",)


def _by_year(_library: Library, records: Sequence[Record]) -> Grouped:
    """The newest first, undated papers at the end."""
    years = {record.key: record.item.issued.year if record.item.issued else None for record in records}
    order = sorted({year for year in years.values() if year is not None}, reverse=True)
    sections = [((str(year),), [record for record in records if years[record.key] == year]) for year in order]
    undated = [record for record in records if years[record.key] is None]
    return [*sections, (("Undated",), undated)] if undated else sections


def _by_venue(_library: Library, records: Sequence[Record]) -> Grouped:
    """By the name that people call the venue, in the order of the alphabet; papers without one at the end."""
    held: dict[str, list[Record]] = {}
    for record in records:
        held.setdefault(acronym(record) or record.item.container_title or "", []).append(record)
    names = sorted(filter(None, held), key=str.casefold)
    sections = [((name,), held[name]) for name in names]
    return [*sections, (_NO_CATEGORY, held[""])] if "" in held else sections


_GROUPED: dict[str, Callable[[Library, Sequence[Record]], Grouped]] = dict(
    zip(GROUPINGS, (_by_category, _by_year, _by_venue), strict=True)
)
