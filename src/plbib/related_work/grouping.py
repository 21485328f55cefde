"""Which works a text is about, and how they are grouped under headings."""

from collections import defaultdict
from collections.abc import Callable

from msgspec import Struct

from plbib.errors import UsageError
from plbib.model import CategoryPath, Library
from plbib.related_work.topics import topics
from plbib.related_work.works import Work, works


class Group(Struct, frozen=True, kw_only=True):
    """Works under a heading, in the order of the list, and the groups below it.

    ``id`` names the group lastingly; ``terms`` are those of a topic. A group may have no works of its own, and no
    heading if its works have no venue or year.
    """

    id: str
    heading: str
    works: tuple[Work, ...] = ()
    groups: tuple["Group", ...] = ()
    terms: tuple[str, ...] = ()

    @property
    def all_works(self) -> tuple[Work, ...]:
        """The works of the group and of those below, each once."""
        below = (work for group in self.groups for work in group.all_works)
        return tuple({work.key: work for work in (*self.works, *below)}.values())


def grouped(library: Library, by: str, since: int | None = None, until: int | None = None) -> tuple[Group, ...]:
    """The works of ``library`` of the years ``since`` to ``until`` (both included), grouped ``by`` one of GROUPINGS.

    A work in two categories stands in both groups. With a limit, works without a year are left out. Groups without any
    work are left out, too.
    """
    if by not in GROUPINGS:
        raise UsageError(f"works are not grouped by {by}", f"known: {', '.join(GROUPINGS)}")
    chosen = tuple(work for work in works(library) if _within(work, since, until))
    return tuple(group for group in GROUPINGS[by](library, chosen) if group.all_works)


def _within(work: Work, since: int | None, until: int | None) -> bool:
    if since is None and until is None:
        return True
    return work.year is not None and (since or work.year) <= work.year <= (until or work.year)


def _by_category(library: Library, chosen: tuple[Work, ...]) -> list[Group]:
    """The tree of categories; works of none come first, under the title of the list."""
    filed: dict[CategoryPath, list[Work]] = defaultdict(list)
    for work in chosen:
        for path in work.categories or ((),):
            filed[path].append(work)
    paths = dict.fromkeys([*(category.path for category in library.categories), *filed])
    inside: dict[CategoryPath, list[CategoryPath]] = defaultdict(list)
    for outer in dict.fromkeys(path[:depth] for path in paths for depth in range(1, len(path) + 1)):
        inside[outer[:-1]].append(outer)

    def below(parent: CategoryPath) -> tuple[Group, ...]:
        made = (
            Group(id="/".join(map(_in_id, path)), heading=path[-1], works=tuple(filed[path]), groups=below(path))
            for path in inside[parent]
        )
        return tuple(group for group in made if group.all_works)

    unfiled = [Group(id="", heading=library.title, works=tuple(filed[()]))] if filed[()] else []
    return [*unfiled, *below(())]


def _in_id(heading: str) -> str:
    """``heading`` without the signs that ids are joined with."""
    return heading.replace("%", "%25").replace("/", "%2F").replace("#", "%23")


def _by_topic(library: Library, chosen: tuple[Work, ...]) -> list[Group]:
    """The categories, with topics inside each; works of no topic stay with the category."""
    return [_with_topics(group) for group in _by_category(library, chosen)]


def _with_topics(group: Group) -> Group:
    found = topics(tuple(work.title for work in group.works))
    taken = {place for topic in found for place in topic.members}
    inner = tuple(
        Group(
            id=f"{group.id}#{topic.id}",
            heading=topic.heading,
            works=tuple(group.works[place] for place in topic.members),
            terms=topic.terms,
        )
        for topic in found
    )
    rest = tuple(work for place, work in enumerate(group.works) if place not in taken)
    return Group(
        id=group.id,
        heading=group.heading,
        works=rest,
        groups=(*inner, *(_with_topics(one) for one in group.groups)),
        terms=group.terms,
    )


def _by(name: Callable[[Work], str], *, newest: bool = False) -> Callable[[Library, tuple[Work, ...]], list[Group]]:
    """Groups by a name that works have; those without one come last, without a heading."""

    def make(library: Library, chosen: tuple[Work, ...]) -> list[Group]:  # noqa: ARG001
        found: dict[str, list[Work]] = defaultdict(list)
        for work in chosen:
            found[name(work)].append(work)
        order = [*sorted(filter(None, found), key=str.casefold, reverse=newest), *([""] if "" in found else [])]
        return [Group(id=one, heading=one, works=tuple(found[one])) for one in order]

    return make


GROUPINGS: dict[str, Callable[[Library, tuple[Work, ...]], list[Group]]] = {
    "category": _by_category,
    "topic": _by_topic,
    "venue": _by(lambda work: work.venue),
    "year": _by(lambda work: str(work.year or ""), newest=True),
}
"""How works can be grouped."""
