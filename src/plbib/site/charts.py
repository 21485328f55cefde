"""Counts of papers by year, by venue, and by year and category, as a page draws them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup
from msgspec import Struct

from plbib.model import CategoryPath
from plbib.rendering import drawings
from plbib.site.papers import PagePaper, category_text

_HEIGHT = 100
_FEWEST = 2
"""Rows that tell something from another."""
_YEARS = 12
_TITLE = "Papers by year and category"


class ChartBar(Struct, frozen=True, kw_only=True):
    """One bar: its label, how many papers, its length in hundredths of the longest, the address that filters by it."""

    label: str
    count: int
    length: int
    address: str


class Timeline(Struct, frozen=True, kw_only=True):
    """A picture of years and categories, and what it shows as rows, each with the address of its papers."""

    picture: Markup
    heads: tuple[str, ...]
    rows: tuple[tuple[drawings.GridRow, str], ...]


def by_year(papers: Iterable[PagePaper]) -> tuple[ChartBar, ...]:
    """A bar a year, the years between the first and the last included if they are no more than half a century."""
    counts = Counter(int(paper.year) for paper in papers if paper.year)
    return _bars("year", [(str(year), count) for year, count in drawings.by_year(counts)])


def by_venue(papers: Iterable[PagePaper]) -> tuple[ChartBar, ...]:
    """The commonest venues, the first one first."""
    return _bars("venue", drawings.commonest(paper.venue for paper in papers))


def timeline(papers: Sequence[PagePaper], shelves: Mapping[CategoryPath, str]) -> Timeline | None:
    """The papers by year and outermost category, or by those below it if that is one; None where one row is all.

    ``shelves`` are the categories in their order, with their addresses.
    """
    depth = 2 if len({path[:1] for path in shelves}) == 1 else 1
    held: dict[CategoryPath, list[int]] = {path[:depth]: [] for path in shelves}
    years = [int(paper.year) for paper in papers if paper.year]
    for paper in papers:
        for path in dict.fromkeys(path[:depth] for path in paper.categories or ((),)):
            if paper.year:
                held.setdefault(path, []).append(int(paper.year))
    named = [(category_text(path[depth - 1 :] or path) or "Other", path, some) for path, some in held.items() if some]
    if len(named) < _FEWEST:
        return None
    heads, rows = drawings.year_grid([*((name, some) for name, _, some in named), ("All papers", years)], _YEARS, years)
    most = max(count for row in rows[:-1] for count in row.counts)
    addresses = [*(shelves.get(path, "") for _, path, _ in named), ""]
    told = [f"{row.label}: {', '.join(_counts(heads, row))}." for row in rows]
    return Timeline(
        picture=Markup(drawings.to_svg(drawings.grid(heads, rows, most), _TITLE, " ".join(told))),  # noqa: S704 - escaped there
        heads=tuple(heads),
        rows=tuple(zip(rows, addresses, strict=True)),
    )


def _counts(heads: Sequence[str], row: drawings.GridRow) -> Iterator[str]:
    return (f"{count} in {head}" for head, count in zip(heads, row.counts, strict=True) if count)


def _bars(facet: str, rows: list[tuple[str, int]]) -> tuple[ChartBar, ...]:
    most = max((count for _, count in rows), default=0)
    return tuple(
        ChartBar(label=label, count=count, length=-(-_HEIGHT * count // most), address="#" + urlencode({facet: label}))
        for label, count in rows
    )
