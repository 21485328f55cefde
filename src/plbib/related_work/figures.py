"""Figures that count works: by year and category, and by venue; from the data alone."""

from collections.abc import Callable, Iterable, Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import UsageError
from plbib.related_work.grouping import WorkGroup
from plbib.related_work.layout import batches, lines, width
from plbib.related_work.wording import Language
from plbib.related_work.works import Work
from plbib.rendering.drawings import Drawing, bars, commonest, grid, year_grid
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
    if not any(work.year for work in works):
        return
    if len(groups) == 1 and groups[0].groups:
        groups = groups[0].groups
    everything = (language.captions["all"], _years(works))
    if len(groups) == 1 and not groups[0].heading:
        groups = ()
    rest = language.captions["rest"]
    named = [(clean(markup.plain(group.heading)) or rest, _years(group.all_works)) for group in groups]
    heads, rows = year_grid([*named, everything], _YEARS[wide], everything[1])
    if paged:
        rows = [replace(row, height=_LINE * lines(width(row.label), _LABELS[wide]) + 1 - _LINE) for row in rows]
    *rows, whole = rows
    most = max(count for row in rows or [whole] for count in row.counts)
    parts = (batches(rows, [ceil(row.height) for row in rows], _ROWS) if paged else [rows]) or [[]]
    for number, part in enumerate(parts, 1):
        caption = language.captions["timeline" if number == 1 else "continued"]
        yield Figure(drawing=grid(heads, [*part, *([whole] if number == len(parts) else [])], most), caption=caption)


def _years(works: Iterable[Work]) -> list[int]:
    return [work.year for work in works if work.year]
