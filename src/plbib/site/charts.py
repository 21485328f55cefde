"""Counts of papers by year and by venue, as bars that a page draws."""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlencode

from msgspec import Struct

from plbib.rendering import drawings
from plbib.site.papers import Paper

_HEIGHT = 100


class Bar(Struct, frozen=True, kw_only=True):
    """One bar: its label, how many papers, its length in hundredths of the longest, the address that filters by it."""

    label: str
    count: int
    length: int
    address: str


def by_year(papers: Iterable[Paper]) -> tuple[Bar, ...]:
    """A bar a year, the years between the first and the last included if they are no more than half a century."""
    counts = Counter(int(paper.year) for paper in papers if paper.year)
    return _bars("year", [(str(year), count) for year, count in drawings.by_year(counts)])


def by_venue(papers: Iterable[Paper]) -> tuple[Bar, ...]:
    """The commonest venues, the first one first."""
    return _bars("venue", drawings.commonest(paper.venue for paper in papers))


def _bars(facet: str, rows: list[tuple[str, int]]) -> tuple[Bar, ...]:
    most = max((count for _, count in rows), default=0)
    return tuple(
        Bar(label=label, count=count, length=-(-_HEIGHT * count // most), address="#" + urlencode({facet: label}))
        for label, count in rows
    )
