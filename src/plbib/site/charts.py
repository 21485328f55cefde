"""Counts of papers by year and by venue, as bars that a page draws."""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlencode

from msgspec import Struct

from plbib.site.papers import Paper

_VENUES = 12
_HEIGHT = 100


class Bar(Struct, frozen=True, kw_only=True):
    """One bar: its label, how many papers, its length in hundredths of the longest, the address that filters by it."""

    label: str
    count: int
    length: int
    address: str


def by_year(papers: Iterable[Paper]) -> tuple[Bar, ...]:
    """A bar a year, the years between the first and the last included if they are no more than half a century."""
    counts = Counter(paper.year for paper in papers if paper.year)
    years = sorted(map(int, counts))
    if years and years[-1] - years[0] <= _YEARS:
        years = list(range(years[0], years[-1] + 1))
    return _bars("year", [(str(year), counts[str(year)]) for year in years[-_YEARS - 1 :]])


_YEARS = 50


def by_venue(papers: Iterable[Paper]) -> tuple[Bar, ...]:
    """The commonest venues, the first one first."""
    counts = Counter(paper.venue for paper in papers if paper.venue)
    return _bars("venue", sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:_VENUES])


def _bars(facet: str, rows: list[tuple[str, int]]) -> tuple[Bar, ...]:
    most = max((count for _, count in rows), default=0)
    return tuple(
        Bar(label=label, count=count, length=-(-_HEIGHT * count // most), address="#" + urlencode({facet: label}))
        for label, count in rows
    )
