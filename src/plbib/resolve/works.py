"""Records gathered into works: one paper has a record of its conference, one of its preprint, one in each index."""

from collections import defaultdict
from collections.abc import Sequence

from plbib.papers.identity import Agreement, Paper, compare_people, named_tokens
from plbib.papers.titles import normalise

_LATER = 5
"""Years from a preprint to its publication at most (``spec/metadata-sources.md`` §6.6), either way."""


def gather(papers: Sequence[Paper]) -> list[int]:
    """The number of the work of each paper: those of one share an identifier, or title and authors.

    A record without authors is of the only work of its title and year.
    Authors that are not known are no difference, unless another record of this title has others.
    """
    work = list(range(len(papers)))

    def root(place: int) -> int:
        while work[place] != place:
            place = work[place]
        return place

    def join(one: int, other: int) -> None:
        first, second = sorted((root(one), root(other)))
        work[second] = first

    named: dict[str, int] = {}
    titled: dict[str, list[int]] = defaultdict(list)
    for place, paper in enumerate(papers):
        for token in named_tokens(paper.tokens):
            join(named.setdefault(token, place), place)
        titled[normalise(paper.title)].append(place)
    for places in titled.values():
        for number, place in enumerate(places):
            for other in places[:number]:
                if _is_one(papers[place], papers[other]):
                    join(place, other)
        for place in (place for place in places if not papers[place].authors):
            same = [other for other in places if papers[other].year == papers[place].year]
            if len({root(other) for other in same if papers[other].authors}) <= 1:
                for other in same:
                    join(place, other)
    return [root(place) for place in range(len(papers))]


def _is_one(one: Paper, other: Paper) -> bool:
    """Whether two records of one title are of one work."""
    near = one.year is None or other.year is None or abs(one.year - other.year) <= _LATER
    return near and compare_people(one.authors, other.authors) is Agreement.AGREE
