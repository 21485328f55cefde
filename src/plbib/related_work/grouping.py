"""Which works a text is about, and how they are grouped under headings."""

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from pathlib import PurePath

from msgspec import Struct

from plbib.errors import UsageError
from plbib.model import CategoryPath, Library
from plbib.related_work.topics import topics
from plbib.related_work.words import GROUPINGS
from plbib.related_work.works import Work, works


class WorkGroup(Struct, frozen=True, kw_only=True, dict=True, eq=False):
    """Works under a heading, in the order of the list, and the groups below it.

    ``id`` names the group lastingly; ``terms`` are those of a topic. A group may have no works of its own, and no
    heading if its works have no venue, year or category, or are ``rest``, of no topic.
    """

    id: str
    heading: str
    works: tuple[Work, ...] = ()
    groups: tuple["WorkGroup", ...] = ()
    terms: tuple[str, ...] = ()
    rest: bool = False

    @cached_property
    def all_works(self) -> tuple[Work, ...]:
        """The works of the group and of those below, each once."""
        below = (work for group in self.groups for work in group.all_works)
        return tuple({work.key: work for work in (*self.works, *below)}.values())


class Groups:
    """The works of ``library`` in groups; each grouping is made once, however many drafts are written from it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._groups: dict[tuple[str, int | None, int | None], tuple[WorkGroup, ...]] = {}

    def by(self, name: str, since: int | None = None, until: int | None = None) -> tuple[WorkGroup, ...]:
        """The works of the years ``since`` to ``until`` (both included), grouped by one of GROUPINGS.

        A work in two categories stands in both groups. With a limit, works without a year are left out. Groups
        without any work are left out, too.
        """
        if name not in GROUPINGS:
            raise UsageError(f"works are not grouped by {name}", f"known: {', '.join(GROUPINGS)}")
        wanted = (name, since, until)
        if wanted not in self._groups:
            chosen = tuple(work for work in self.works if _within(work, since, until))
            groups = _GROUPERS[name](self._library, chosen)
            self._groups[wanted] = tuple(group for group in groups if group.all_works)
        return self._groups[wanted]

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """All of them, in the order of the list."""
        return works(self._library)


def group_works(library: Library, by: str, since: int | None = None, until: int | None = None) -> tuple[WorkGroup, ...]:
    """The works of ``library``, grouped once (:meth:`Groups.by`)."""
    return Groups(library).by(by, since, until)


def _within(work: Work, since: int | None, until: int | None) -> bool:
    if since is None and until is None:
        return True
    return work.year is not None and (since or work.year) <= work.year <= (until or work.year)


def title_of(library: Library) -> str:
    """The title of the list; ``""`` if it is no more than its file's name, which is not the heading of a text."""
    return library.title if library.title != PurePath(library.source).stem else ""


def _by_category(library: Library, chosen: tuple[Work, ...]) -> list[WorkGroup]:
    """The tree of categories; works without a category come first, under the title of the list."""
    filed: dict[CategoryPath, list[Work]] = defaultdict(list)
    for work in chosen:
        for path in work.categories or ((),):
            filed[path].append(work)
    paths = dict.fromkeys([*(category.path for category in library.categories), *filed])
    inside: dict[CategoryPath, list[CategoryPath]] = defaultdict(list)
    for outer in dict.fromkeys(path[:depth] for path in paths for depth in range(1, len(path) + 1)):
        inside[outer[:-1]].append(outer)

    def below(parent: CategoryPath) -> tuple[WorkGroup, ...]:
        groups = (
            WorkGroup(id="/".join(map(_in_id, path)), heading=path[-1], works=tuple(filed[path]), groups=below(path))
            for path in inside[parent]
        )
        return tuple(group for group in groups if group.all_works)

    unfiled = [WorkGroup(id="", heading=title_of(library), works=tuple(filed[()]))] if filed[()] else []
    return [*unfiled, *below(())]


def _in_id(heading: str) -> str:
    """``heading`` without the signs that ids are joined with."""
    return heading.replace("%", "%25").replace("/", "%2F").replace("#", "%23")


def _by_topic(library: Library, chosen: tuple[Work, ...]) -> list[WorkGroup]:
    """The categories, with topics inside each; works without a topic come last."""
    return [with_topics(group, ()) for group in _by_category(library, chosen)]


_MOST = 9
"""Topics in a category at most."""


def with_topics(group: WorkGroup, above: tuple[str, ...]) -> WorkGroup:
    """``group``, which stands under the headings ``above``, with its works in topics, and so all groups below it."""
    path = (*above, group.heading)
    topics_inside = topics(tuple(work.title for work in group.works), path, _MOST)
    placed = {place for topic in topics_inside for place in topic.members}
    inner = tuple(
        WorkGroup(
            id=f"{group.id}#{topic.id}",
            heading=topic.heading,
            works=tuple(group.works[place] for place in topic.members),
            terms=topic.terms,
        )
        for topic in topics_inside
    )
    rest = tuple(work for place, work in enumerate(group.works) if place not in placed)
    others = [WorkGroup(id=f"{group.id}#", heading="", works=rest, rest=True)] if inner and rest else []
    return WorkGroup(
        id=group.id,
        heading=group.heading,
        works=() if inner else rest,
        groups=(*inner, *others, *(with_topics(one, path) for one in group.groups)),
        terms=group.terms,
    )


def _by(name: Callable[[Work], str], *, newest: bool = False) -> Callable[[Library, tuple[Work, ...]], list[WorkGroup]]:
    """Groups by a name that works have; those without one come last, without a heading."""

    def make(library: Library, chosen: tuple[Work, ...]) -> list[WorkGroup]:  # noqa: ARG001
        named: dict[str, list[Work]] = defaultdict(list)
        for work in chosen:
            named[name(work)].append(work)
        order = [*sorted(filter(None, named), key=str.casefold, reverse=newest), *([""] if "" in named else [])]
        return [WorkGroup(id=one, heading=one, works=tuple(named[one])) for one in order]

    return make


_BY_VENUE = _by(lambda work: work.venue)
_BY_YEAR = _by(lambda work: str(work.year or ""), newest=True)
_GROUPERS: dict[str, Callable[[Library, tuple[Work, ...]], list[WorkGroup]]] = dict(
    zip(GROUPINGS, (_by_category, _by_topic, _BY_VENUE, _BY_YEAR), strict=True)
)
