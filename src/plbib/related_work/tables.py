"""The rows of a table of works, and how wide its columns are."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from plbib.model import category_name
from plbib.related_work.layout import batches, lines, width
from plbib.related_work.mentions import families
from plbib.related_work.prose import group_mark
from plbib.related_work.sections import DraftSection, Statement
from plbib.related_work.sentences import Mention, Part, Sentence, Tick
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
GAP = 0.67
"""Between columns, one side, in em."""
LINE = {False: 37.0, True: 50.0}
"""The em of a line in a table's small letters, in a paper of one column and across two."""
_LINES = 36
"""Lines on a page at most, of a table across two columns."""
_SUMS = 2
"""Lines that the row of sums takes with its rule."""
CITED = 8.0
"""The em of a citation by authors and year."""


class Column(Struct, frozen=True, kw_only=True):
    """A column: its width is ``share`` of a line, and ``ems`` em, less so many ``gaps`` between columns (one side).

    ``cell`` makes its text of a work; ``total`` stands below them.
    """

    name: str
    head: str
    share: float
    ems: float
    gaps: float
    cell: Callable[[Work], tuple[Part, ...]]
    centred: bool = False
    total: str = ""

    def width(self, line: float) -> float:
        """Its width in em, in a line of so many."""
        return self.share * line + self.ems - self.gaps * GAP


class TableRow(Struct, frozen=True, kw_only=True):
    """A work, or, without cells, the heading of those below it; ``id`` is that of its piece. The last may be a sum."""

    id: str
    heading: Markup = Markup()
    cells: tuple[Markup, ...] = ()
    is_total: bool = False

    def joined(self, between: str) -> Markup:
        """The cells as one text, with ``between``, which is markup, between them."""
        return Markup(between.join(self.cells))


class Table(Struct, frozen=True, kw_only=True):
    """Rows that fit a page, or all of them."""

    rows: tuple[TableRow, ...]

    def parts(self, between: str) -> list[tuple[TableRow | None, list[Statement]]]:
        """Headings, if there are some, each with the works below it as texts of cells with ``between`` between them.

        The sums are a part of their own, of which they are the head.
        """
        parts: list[tuple[TableRow | None, list[Statement]]] = []
        for row in self.rows:
            if row.is_total or not row.cells:
                parts.append((row, []))
                continue
            if not parts:
                parts.append((None, []))
            parts[-1][1].append(Statement(id=row.id, text=row.joined(between)))
        return parts


_CELLS: dict[str, Callable[[Work, Words], Part]] = {
    "name": lambda work, _: work.name or work.title,
    "title": lambda work, _: work.title,
    "authors": families,
    "venue": lambda work, _: work.venue,
    "year": lambda work, _: str(work.year or ""),
    "affiliation": lambda work, _: work.affiliation,
    "citation": lambda work, _: Mention((work.key,)),
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
        cell = _noted if name == "gloss" else plain_cell(name, language.words)
        sized.append(Column(name=name, head=language.columns[name], share=share, ems=ems, gaps=gaps, cell=cell))
    return tuple(sized)


def _noted(work: Work) -> tuple[Part, ...]:
    """What people say of a work, with its citations."""
    return work.noted


def plain_cell(name: str, words: Words) -> Callable[[Work], tuple[Part, ...]]:
    """The function that makes the cell of the column of this name."""
    made = _CELLS[name]

    def cell(work: Work) -> tuple[Part, ...]:
        part = made(work, words)
        return (part,) if part else ()

    return cell


def tables(
    sections: Iterable[DraftSection], columns: Sequence[Column], writer: FragmentWriter, *, paged: bool
) -> tuple[Table, ...]:
    """One table, or, if ``paged``, as many as it takes for each to fit a page; sums stand below the last."""
    rows = [(section, work) for section in sections for work in section.open_works]
    has_sums = any(column.total for column in columns)
    most = _LINES - _SUMS if has_sums else _LINES
    sizes = (_height(work, columns) for _, work in rows)
    parts = [part for part in (batches(rows, sizes, most) if paged else [rows]) if part]
    told: Counter[str] = Counter()

    @cache  # works share venues and years
    def written(cell: tuple[Part, ...]) -> Markup:
        return Markup(writer.sentence(Sentence(id="", parts=cell)))

    made = [[*_rows(part, told, columns, writer.text, written)] for part in parts]
    if made and has_sums:
        cells = tuple(Markup(writer.text(column.total)) for column in columns)
        made[-1].append(TableRow(id="total", cells=cells, is_total=True))
    return tuple(Table(rows=tuple(rows)) for rows in made)


def _height(work: Work, columns: Sequence[Column]) -> int:
    """The lines of a row across two columns."""
    return max(
        lines(sum(map(size_of, cell)), column.width(LINE[True]))
        for column, cell in ((column, column.cell(work)) for column in columns)
    )


def size_of(part: Part) -> float:
    """The em that a part of a sentence takes."""
    if isinstance(part, Mention):
        return CITED
    return 1.0 if isinstance(part, Tick) else width(part if isinstance(part, str) else part.text) + 1.0


def _rows(
    part: list[tuple[DraftSection, Work]],
    told: Counter[str],
    columns: Sequence[Column],
    text: Callable[[str], str],
    written: Callable[[tuple[Part, ...]], Markup],
) -> Iterator[TableRow]:
    """The rows of a table; ``told`` counts the tables that each section has stood in."""
    above: DraftSection | None = None
    for section, work in part:
        if section is not above:
            above = section
            if section.heading:
                told[section.id] += 1
                heading = Markup(text(category_name(section.path)))
                yield TableRow(id=f"group:{told[section.id]}:{section.id}", heading=heading)
        cells = tuple([written(column.cell(work)) for column in columns])
        yield TableRow(id=f"row:{group_mark(section.id)}:{work.short}", cells=cells)
