"""Figures that count works: by year and category, and by venue; from the data alone."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import ceil

from msgspec import Struct

from plbib.errors import UsageError
from plbib.related_work.grouping import WorkGroup
from plbib.related_work.layout import batches, lines, width
from plbib.related_work.wording import Language
from plbib.related_work.works import Work
from plbib.rendering.drawings import Drawing, GridRow, bars, by_year, commonest, grid
from plbib.text import markup
from plbib.text.unicode import clean

_LABELS = {False: 12.5, True: 18.5}
"""The em of a label in a figure's small letters, in one column and across two."""
_YEARS = {False: 11, True: 17}
"""Columns that fit."""
_ROWS = 30
"""Rows of a figure at most."""
_LINE = 0.8
"""The height of a line, in rows of one."""
COUNTED: dict[str, Callable[[Work], object]] = {"timeline": lambda work: work.year, "chart": lambda work: work.venue}
"""Forms that count works, and what a work needs for it."""


class Figure(Struct, frozen=True, kw_only=True):
    """A drawing and what is said below it."""

    drawing: Drawing
    caption: str


def figures(
    form: str, groups: Sequence[WorkGroup], language: Language, *, wide: bool, paged: bool
) -> tuple[Figure, ...]:
    """The figures of a form of :data:`.words.FIGURES`. One of many rows is several if ``paged``.

    Raises :class:`UsageError` where there is nothing to count.
    """
    make = {"timeline": _timeline, "chart": _chart}[form]
    some = tuple(make(groups, language, wide=wide, paged=paged))
    if not some:
        raise UsageError(f"no figure of the form {form}", "no work has a year" if form == "timeline" else "no venue")
    return some


def _all(groups: Iterable[WorkGroup]) -> tuple[Work, ...]:
    return tuple({work.key: work for group in groups for work in group.all_works}.values())


def _chart(groups: Sequence[WorkGroup], language: Language, *, wide: bool, paged: bool) -> Iterable[Figure]:  # noqa: ARG001
    named = [clean(markup.plain(work.venue)) for work in _all(groups) if work.venue]
    rows = commonest(named)
    others = len(named) - sum(count for _, count in rows)
    if rows:
        rows += [(language.captions["other"], others)] if others else []
        yield Figure(drawing=bars(rows), caption=language.captions["venues"])


def _timeline(groups: Sequence[WorkGroup], language: Language, *, wide: bool, paged: bool) -> Iterable[Figure]:
    """Rows of the outermost groups, or of those below it if that is one; the sum counts each work once."""
    works = _all(groups)
    years = by_year(Counter(work.year for work in works if work.year))
    if not years:
        return
    if len(groups) == 1 and groups[0].groups:
        groups = groups[0].groups
    shown = [year for year, _ in years[-_YEARS[wide] :]]
    first = shown[0] if len(shown) < len(years) else None
    heads = [f"≤ {year}" if year == first else str(year) for year in shown]
    rows = [_row(group.heading, group.all_works, shown, wide=wide) for group in groups]
    rows = [row for row in rows if any(row.counts)]
    whole = _row(language.captions["all"], works, shown, wide=wide)
    most = max(count for row in rows for count in row.counts)
    parts = batches(rows, [ceil(row.height) for row in rows], _ROWS) if paged else [rows]
    for number, part in enumerate(parts, 1):
        caption = language.captions["timeline" if number == 1 else "continued"]
        yield Figure(drawing=grid(heads, [*part, *([whole] if number == len(parts) else [])], most), caption=caption)


def _row(label: str, works: Iterable[Work], years: Sequence[int], *, wide: bool) -> GridRow:
    """The counts of the works by year; the first of the years stands for those before it, too."""
    counts = Counter(max(work.year, years[0]) for work in works if work.year)
    text = clean(markup.plain(label))
    return GridRow(
        label=text,
        counts=tuple(counts[year] for year in years),
        height=_LINE * lines(width(text), _LABELS[wide]) + 1 - _LINE,
    )
