"""What the groups of an older draft are called now: one whose name the list has no longer is known by its works."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from plbib.related_work import markers
from plbib.related_work.grouping import WorkGroup
from plbib.related_work.markers import FragmentFile
from plbib.related_work.nesting import scopes
from plbib.related_work.prose import group_mark
from plbib.related_work.works import Work

Trail = tuple[WorkGroup, ...]
"""A group below those that it is in, the outermost first."""
Cited = Callable[[str], tuple[str, ...]]
"""The works that a text cites, by their ids in names of pieces."""

_GROUPED = re.compile(r"(?:(h)\d+:|(group):\d+:|(?:begin:|end:)?(node):\d+:|(?:begin:|end:)(list):|(table):)(.+)")
WHOLE = ("table:", "node:")
"""How the pieces of Markdown begin that tell all works of a group."""


def trails(groups: Iterable[WorkGroup], above: Trail = ()) -> Iterator[Trail]:
    """All ``groups``, each with those above it, and before those below it."""
    for group in groups:
        yield (*above, group)
        yield from trails(group.groups, (*above, group))


def works_of(name: str) -> tuple[str, ...]:
    """The works in the name of a piece."""
    match = markers.OF_WORKS.fullmatch(name)
    return tuple(match[3].split("+")) if match else ()


def names_in(file: FragmentFile) -> tuple[str, ...]:
    """The pieces that a draft was generated with, in their order."""
    return file.listed or tuple(one.id for one in file.pieces)


class Headings:
    """Pieces that are named by groups: headings, rows and branches that stand for them, what encloses their works."""

    def __init__(self, whole: Iterable[Trail]) -> None:
        self._whole = tuple(whole)
        self._groups: dict[str, dict[str, str]] = {}

    def group(self, name: str) -> str | None:
        """The id of the group that a piece of this name stands for; None if there is none."""
        match = _GROUPED.fullmatch(name)
        if not match:
            return None
        start = "h" if match[1] else name[: match.start(6)]
        if start not in self._groups:
            self._groups[start] = {self.name(start, trail): trail[-1].id for trail in self._whole}
        return self._groups[start].get(name)

    @staticmethod
    def name(start: str, trail: Trail) -> str:
        """The name that begins so, of the piece for the last of ``trail``."""
        return markers.token(f"{f'h{len(trail)}:' if start == 'h' else start}{trail[-1].id}")


class Renames:
    """The names that pieces of a draft have now, by the groups with most of the works that theirs had."""

    def __init__(self, file: FragmentFile, headings: Headings, whole: Iterable[Trail], cited: Cited) -> None:
        self._headings = headings
        self._names: dict[str, str] = {}
        self._marks: dict[str, str] = {}
        new = {group_mark(trail[-1].id): trail for trail in whole}
        everything = {work.short for trail in new.values() for work in trail[-1].works}
        names = names_in(file)
        above = {name: scope.above for name, scope in zip(names, scopes(names), strict=True)}
        works, homes = _groups_of(above)
        for mark in [mark for mark in works if mark not in new]:
            free = {other: trail for other, trail in new.items() if other not in works and other not in self._taken}
            best = _alike(works[mark] & everything, {other: trail[-1].works for other, trail in free.items()})
            if best:
                self._marks[mark] = best
                self._follow(homes[mark], new[best])
        self._whole_pieces(file, above, new, cited)

    @property
    def _taken(self) -> set[str]:
        return {*self._marks.values()}

    def name(self, name: str) -> str:
        """The name now of a piece of this name."""
        match = markers.OF_WORKS.fullmatch(name)
        return f"{match[1]}:{self._marks.get(match[2], match[2])}:{match[3]}" if match else self._names.get(name, name)

    def _follow(self, above: tuple[str, ...], trail: Trail) -> None:
        """Take what stands above a group along, its own headings last."""
        kinds: dict[str, list[str]] = defaultdict(list)
        for name in above:
            match = _GROUPED.fullmatch(name)
            if match and match.lastindex:
                kinds[next(filter(None, match.groups()))].append(name)
        for names in kinds.values():
            whole = len(names) == len(trail)
            for depth, name in enumerate(names, 1) if whole else [(len(trail), names[-1])]:
                self._rename(name, trail[:depth])

    def _rename(self, name: str, trail: Trail) -> None:
        match = _GROUPED.fullmatch(name)
        if match and self._headings.group(name) is None:
            for old in {name, name.replace("begin:", "end:", 1)}:
                start = "h" if match[1] else old[: len(old) - len(match[6])]
                self._names[old] = self._headings.name(start, trail)

    def _whole_pieces(
        self, file: FragmentFile, above: Mapping[str, tuple[str, ...]], new: Mapping[str, Trail], cited: Cited
    ) -> None:
        """Rename pieces that tell a whole group, by what they cite."""
        for one in file.pieces:
            if one.id.startswith(WHOLE) and self._headings.group(one.id) is None:
                start = _GROUPED.sub(lambda match: match[0][: match.start(6)], one.id)
                free = {
                    mark: trail[-1].all_works
                    for mark, trail in new.items()
                    if (name := self._headings.name(start, trail)) not in above and name not in self._names.values()
                }
                best = _alike({*cited("\n".join(one.lines))}, free)
                if best:
                    self._follow((*above.get(one.id, ()), one.id), new[best])


def _alike(works: set[str], groups: Mapping[str, Iterable[Work]]) -> str:
    """The group that has more than half of ``works``, by its mark; ``""`` if there is none."""
    shared = {mark: len(works & {work.short for work in some}) for mark, some in groups.items()}
    best = max(shared, key=lambda mark: shared[mark], default="")
    return best if best and 2 * shared[best] > len(works) else ""


def _groups_of(
    standing: Mapping[str, tuple[str, ...]],
) -> tuple[dict[str, set[str]], dict[str, tuple[str, ...]]]:
    """The works of each group by its mark, and what stood above most of them; pieces come with what is above them."""
    works: dict[str, set[str]] = defaultdict(set)
    counted: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    row = ""
    for name, above in standing.items():
        match = markers.OF_WORKS.fullmatch(name)
        if name.startswith("group:"):
            row = name
        elif match:
            works[match[2]].update(works_of(name))
            counted[match[2]][(*above, *filter(None, [row]))] += 1
    return works, {mark: homes.most_common(1)[0][0] for mark, homes in counted.items()}
