"""How well topics agree with the sub-headings that the maintainers of a list gave: the adjusted Rand index."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from math import comb

from plbib.model import Library
from plbib.related_work.grouping import Groups, WorkGroup, with_topics

_FEWEST = 10
"""Works below which chance decides."""


def adjusted_rand_index(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """1 where both part the same things alike, about 0 where they agree by chance (Hubert and Arabie 1985)."""

    def pairs(counts: Counter[Hashable]) -> int:
        return sum(comb(count, 2) for count in counts.values())

    both, left, right = pairs(Counter(zip(one, other, strict=True))), pairs(Counter(one)), pairs(Counter(other))
    by_chance = left * right / max(comb(len(one), 2), 1)
    most = (left + right) / 2
    return 1.0 if most == by_chance else (both - by_chance) / (most - by_chance)


def agreement(library: Library) -> float | None:
    """The mean over the headings of a list that have others below them, by their works; None without any such."""
    root = WorkGroup(id="", heading=library.title, groups=Groups(library).by("category"))
    rated = [*_rated(root, ())]
    works = sum(count for count, _ in rated)
    return sum(count * index for count, index in rated) / works if works else None


def _rated(group: WorkGroup, above: tuple[str, ...]) -> Iterator[tuple[int, float]]:
    """The works below each heading, and how well their topics agree with the headings right below it."""
    homes = {work.key: below.id for below in reversed(group.groups) for work in below.all_works}
    works = tuple(work for work in group.all_works if work.key in homes)
    if len(group.groups) > 1 and len(works) >= _FEWEST:
        made = with_topics(WorkGroup(id=group.id, heading=group.heading, works=works), above)
        topics = {work.key: topic.id for topic in made.groups for work in topic.works}
        yield len(works), adjusted_rand_index([homes[one.key] for one in works], [topics.get(one.key) for one in works])
    for below in group.groups:
        yield from _rated(below, (*above, group.heading))
