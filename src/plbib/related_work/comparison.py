"""A table that compares works: what a list marks them with, what their links lead to, what a person's table says."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from plbib.errors import UsageError
from plbib.related_work.layout import widest_word, width
from plbib.related_work.mentions import name_work
from plbib.related_work.sentences import Part, Tick
from plbib.related_work.tables import LINE, YEAR, Column, plain_cell
from plbib.related_work.wording import Language
from plbib.related_work.words import COLUMNS
from plbib.related_work.works import Work
from plbib.text.unicode import near

YES, NO = "✓", "–"
_ALWAYS = ("name", "year", "citation")
_YES = frozenset({"yes", "y", "true", "x", "1", "✓", "✔", "✅", "☑", "+"})
_NO = frozenset({"no", "n", "false", "0", "-", "–", "—", "✗", "✘", "❌", "none"})
_FEWEST = 2
"""Works that a mark has at least; one of a single work tells nothing from another."""
_SHARED = 0.9
"""The part of all works that have a mark of the list at most, for the same reason."""
_FIRST = 11.0
"""The em that the column of works takes at least."""
_GAP = 0.45
"""Between columns, one side, in em: they stand closer than in other tables."""
_ACRONYM = 4
_WIDEST = 8.0
"""The em of a column of features at most."""
_BOLD, _SPARE = 1.15, 0.5
"""How much wider heads are than plain letters; what a column has beside its text."""

Given = Mapping[str, Mapping[str, str]]
"""A person's own table: column → citation key → cell."""


class Feature(Struct, frozen=True, kw_only=True):
    """Something that works have, in the words of ``cells`` by key; what has none has ``absent``."""

    name: str
    cells: dict[str, str]
    absent: str = NO

    @property
    def is_counted(self) -> bool:
        return {*self.cells.values()} <= {YES, NO}

    @property
    def count(self) -> int:
        return sum(cell == YES for cell in self.cells.values())

    def cell(self, work: Work) -> tuple[Part, ...]:
        text = self.cells.get(work.key, self.absent)
        return (Tick() if text == YES else text,) if text else ()


def features(works: Iterable[Work], given: Given, language: Language) -> tuple[Feature, ...]:
    """What tells ``works`` apart: the columns of ``given``, kinds of links, marks of the list by their number.

    A column that says nothing of any of the works is left out.
    """
    works = {work.key: work for work in works}.values()
    keys = {work.key for work in works}
    own = [
        Feature(name=name, cells={key: _cell(text) for key, text in cells.items() if key in keys}, absent="")
        for name, cells in given.items()
    ]
    linked = [
        Feature(name=head, cells={work.key: YES for work in works if role in work.links})
        for role, head in language.links.items()
    ]
    counts = Counter(mark.casefold() for work in works for mark in work.marks)
    spelled = {mark.casefold(): mark for work in reversed([*works]) for mark in work.marks}
    common = [mark for mark, count in counts.most_common() if _FEWEST <= count <= max(_FEWEST, _SHARED * len(works))]
    marked = [
        Feature(
            name=_headed(spelled[mark]),
            cells={work.key: YES for work in works if mark in map(str.casefold, work.marks)},
        )
        for mark in common
    ]
    named: dict[str, Feature] = {}
    for feature in (*own, *sorted([*linked, *marked], key=lambda feature: -feature.count)):
        if any(cell != NO for cell in feature.cells.values()):
            named.setdefault(feature.name.casefold(), feature)
    return tuple(named.values())


def with_plain(
    asked: Iterable[str], some: Sequence[Feature], works: Sequence[Work], language: Language
) -> tuple[tuple[str, ...], tuple[Feature, ...]]:
    """The names of ``asked`` that are to be chosen, and ``some`` with the columns of other tables among them.

    Name, year and citation are in every comparison.
    """
    known = {feature.name.casefold() for feature in some}
    plain = {name: language.columns[name] for name in asked if name in COLUMNS and name.casefold() not in known}
    names = tuple(plain.get(name, name) for name in asked if name not in plain or name not in _ALWAYS)
    more = [_plain(name, works, language) for name in plain if name not in _ALWAYS]
    return names, (*some, *more)


def _plain(name: str, works: Iterable[Work], language: Language) -> Feature:
    cell = plain_cell(name, language.words)
    cells = {work.key: part for work in works for part in cell(work) if isinstance(part, str)}
    return Feature(name=language.columns[name], cells=cells, absent="")


def _headed(mark: str) -> str:
    """A mark as the head of a column; a short one may be an acronym."""
    return mark if len(mark) <= _ACRONYM else mark[:1].upper() + mark[1:]


def _cell(text: str) -> str:
    word = text.strip().casefold()
    return YES if word in _YES else NO if word in _NO else text.strip()


def comparison_columns(
    some: Sequence[Feature], asked: tuple[str, ...], language: Language, *, wide: bool
) -> tuple[Column, ...]:
    """A column of works, one of years, and those of features that fit a line, or those ``asked`` for by name.

    Raises :class:`UsageError` for a feature that no work has, and for more than fit a line.
    """
    chosen = [_named(name, some) for name in asked] or some
    room = LINE[wide] - _FIRST - YEAR - 2 * _GAP
    columns: list[Column] = []
    for column in map(_column, chosen):
        room -= column.ems + 2 * _GAP
        if room < 0 and asked:
            raise UsageError(f"{len(asked)} columns do not fit a line", f"{column.name} is the first that does not")
        if room < 0:
            break
        columns.append(column)
    fixed = YEAR + sum(column.ems for column in columns)
    first = Column(
        name="name",
        head=language.columns["name"],
        share=1,
        ems=-fixed,
        gaps=2 * (len(columns) + 1),
        cell=name_work,
        total=language.captions["total"] if any(column.total for column in columns) else "",
    )
    year = plain_cell("year", language.words)
    return (first, Column(name="year", head=language.columns["year"], share=0, ems=YEAR, gaps=0, cell=year), *columns)


def _named(name: str, some: Sequence[Feature]) -> Feature:
    by_name = {feature.name.casefold(): feature for feature in some}
    if name.casefold() not in by_name:
        names = [feature.name for feature in some]
        meant = near(name, names)
        hint = f"did you mean {meant[0]}?" if meant else f"there are: {', '.join(names[:12]) or 'none'}"
        raise UsageError(f"the works have nothing called {name}", hint)
    return by_name[name.casefold()]


def _column(feature: Feature) -> Column:
    """The column of a feature, as wide as its longest word, and as its head in two lines or its longest cell."""
    texts = [*feature.cells.values()]
    wanted = max(_BOLD * widest_word(feature.name), _BOLD * width(feature.name) / 2, *map(width, texts))
    least = max(map(widest_word, texts), default=0.0)
    return Column(
        name=feature.name,
        head=feature.name,
        share=0,
        ems=_SPARE + max(min(wanted, _WIDEST), min(least, 2 * _WIDEST), _BOLD * widest_word(feature.name)),
        gaps=0,
        cell=feature.cell,
        centred=feature.is_counted,
        total=str(feature.count) if feature.is_counted else "",
    )
