"""The rows of a table of works, and how wide its columns are."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from plbib.model import category_name
from plbib.related_work.layout import batches, lines
from plbib.related_work.mentions import families
from plbib.related_work.prose import group_mark
from plbib.related_work.sections import Section
from plbib.related_work.sentences import Cite, Part, Sentence
from plbib.related_work.templates import Markup
from plbib.related_work.wording import Language, Words
from plbib.related_work.works import Work
from plbib.related_work.writers import FragmentWriter

_WEIGHTS = {
    "name": 10,
    "title": 14,
    "authors": 6,
    "venue": 3.5,
    "year": 0,
    "affiliation": 7.5,
    "citation": 4.5,
    "gloss": 10,
}
"""How wide a column is, against others; the 0 stands for :data:`YEAR`."""
YEAR = 2.6
"""The width of a column of years, in em."""
_CHARACTERS, _LINES = 100, 36
"""Of a table across two columns: characters in a line, lines on a page at most."""
_CITED = 20
"""Characters of a citation by authors and year."""


class Column(Struct, frozen=True, kw_only=True):
    """A column: its width is ``share`` of a line, and ``ems`` em, less so many ``gaps`` between columns (one side)."""

    name: str
    head: str
    share: float
    ems: float
    gaps: float


class TableRow(Struct, frozen=True, kw_only=True):
    """A work, or, without cells, the heading of those below it; ``id`` is that of its piece."""

    id: str
    heading: Markup = Markup()
    cells: tuple[Markup, ...] = ()


class Table(Struct, frozen=True, kw_only=True):
    """Rows that fit a page, or all of them."""

    rows: tuple[TableRow, ...]


_CELLS: dict[str, Callable[[Work, Words], Part]] = {
    "name": lambda work, _: work.name or work.title,
    "title": lambda work, _: work.title,
    "authors": families,
    "venue": lambda work, _: work.venue,
    "year": lambda work, _: str(work.year or ""),
    "affiliation": lambda work, _: work.affiliation,
    "citation": lambda work, _: Cite((work.key,)),
    "gloss": lambda work, _: work.gloss,
}


def columns(names: tuple[str, ...], language: Language) -> tuple[Column, ...]:
    """The columns with these names."""
    total = sum(_WEIGHTS[name] for name in names) or 1
    fixed = YEAR * sum(not _WEIGHTS[name] for name in names)
    sized = []
    for name in names:
        share = _WEIGHTS[name] / total
        gaps = 2 * (len(names) - 1) * share
        ems = -fixed * share if share else YEAR
        sized.append(Column(name=name, head=language.columns[name], share=share, ems=ems, gaps=gaps))
    return tuple(sized)


def tables(
    sections: Iterable[Section], names: tuple[str, ...], writer: FragmentWriter, words: Words, *, paged: bool
) -> tuple[Table, ...]:
    """One table, or, if ``paged``, as many as it takes for each to fit a page."""
    rows = [(section, work) for section in sections for work in section.works]
    shares = [_WEIGHTS[name] / (sum(map(_WEIGHTS.__getitem__, names)) or 1) for name in names]
    sizes = [_height(work, names, shares, words) for _, work in rows]
    parts = batches(rows, sizes, _LINES) if paged else [rows]
    return tuple(
        Table(rows=tuple(_rows(part, number, names, writer, words))) for number, part in enumerate(parts, 1) if part
    )


def _height(work: Work, names: tuple[str, ...], shares: list[float], words: Words) -> int:
    """The lines of a row, by estimate; a year takes one."""
    cells = (_CELLS[name](work, words) for name in names)
    return max(
        lines(len(cell) if isinstance(cell, str) else _CITED, _CHARACTERS * share) if share else 1
        for cell, share in zip(cells, shares, strict=True)
    )


def _rows(
    part: list[tuple[Section, Work]], number: int, names: tuple[str, ...], writer: FragmentWriter, words: Words
) -> Iterator[TableRow]:
    above: Section | None = None
    for section, work in part:
        if section is not above:
            above = section
            if section.heading:
                heading = Markup(writer.text(category_name(section.path)))
                yield TableRow(id=f"group:{number}:{section.id}", heading=heading)
        cells = [_CELLS[name](work, words) for name in names]
        yield TableRow(
            id=f"row:{group_mark(section.id)}:{work.short}",
            cells=tuple(Markup(writer.sentence(Sentence(id="", parts=(cell,) if cell else ()))) for cell in cells),
        )
