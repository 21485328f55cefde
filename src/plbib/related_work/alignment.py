"""An edited draft beside the list as it is now: which works its author has dealt with, and what its pieces are called.

Pieces are named by groups and works. Before a draft is brought up to date (:mod:`.pieces`), the names in it follow what
became of these: a category that was renamed, a work that joined a sentence. What an author tells, or has deleted, is
told nowhere else under that heading.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from plbib.related_work import markers
from plbib.related_work.grouping import WorkGroup
from plbib.related_work.markers import FragmentFile, FragmentPiece
from plbib.related_work.prose import group_mark
from plbib.text.unicode import digest

Cited = Callable[[str], tuple[str, ...]]
"""The works that a text cites, by their ids in names of pieces."""
_NAMED = re.compile(r"(s|i|row):([a-z2-7]{4}):([^:]+)")
_HEADING = re.compile(r"h\d+:")
_OLD_SENTENCE = re.compile(r"[si]-[a-z2-7]{8}")
_FEW = 5
"""Works that a sentence of before was about beside the first."""
_OLD_NAMES = ("named", "work", "author", "gloss")


class Alignment(Struct, frozen=True, kw_only=True):
    """The draft with the names that its pieces have now, and by group the works that its author has dealt with."""

    file: FragmentFile
    settled: dict[str, frozenset[str]]

    def matched(self, new: FragmentFile) -> FragmentFile:
        """The draft with the names of ``new`` for its sentences that nobody edited, by the works that they share."""
        old_ids, new_ids = {one.id for one in self.file.pieces}, {one.id for one in new.pieces}
        left = [one.id for one in self.file.pieces if one.intact and one.id not in new_ids and one.id.startswith("s:")]
        free = [one for one in new_ids - old_ids if one.startswith("s:")]
        pairs = sorted((-share, one, other) for one in left for other in free if (share := _share(one, other)))
        names: dict[str, str] = {}
        for _, one, other in pairs:
            if one not in names and other not in names.values():
                names[one] = other
        return _renamed(self.file, lambda name: names.get(name, name))


def align(file: FragmentFile, groups: Iterable[WorkGroup], cited: Cited) -> Alignment:
    """``file`` beside the list's ``groups``."""
    whole = [*_all(groups, 1)]
    if file.version == 1:
        file = _upgraded(file, whole, cited)
    file = _renamed(file, _Renames(file, whole).name)
    settled: dict[str, set[str]] = defaultdict(set)
    at_home = {group_mark(group.id): group.id for _, group in whole}
    for home, works in _dealt_with(file, {markers.token(f"h{depth}:{g.id}"): g.id for depth, g in whole}, cited):
        settled[at_home.get(home[1:], "") if home.startswith("#") else home] |= works
    return Alignment(file=file, settled={name: frozenset(works) for name, works in settled.items()})


def works_of(name: str) -> tuple[str, ...]:
    """The works in the name of a piece."""
    match = _NAMED.fullmatch(name)
    return tuple(match[3].split("+")) if match else ()


def authors_text(file: FragmentFile) -> str:
    """What the author of a draft wrote or changed."""
    lines: list[str] = []
    for entry in file.entries:
        if isinstance(entry, FragmentPiece):
            lines += () if entry.intact else ("", *entry.lines, "")
        elif isinstance(entry, str):
            lines.append(entry)
    return "\n".join(lines)


def _all(groups: Iterable[WorkGroup], depth: int) -> Iterator[tuple[int, WorkGroup]]:
    for group in groups:
        yield depth, group
        yield from _all(group.groups, depth + 1)


def _share(one: str, other: str) -> float:
    """How much of their works two sentences of one group share."""
    if one.split(":")[1] != other.split(":")[1]:
        return 0
    works, others = {*works_of(one)}, {*works_of(other)}
    return len(works & others) / len(works | others)


def _renamed(file: FragmentFile, name_of: Callable[[str], str]) -> FragmentFile:
    """``file`` with other names of pieces; a name is given once."""
    taken: set[str] = {one.id for one in file.pieces}
    entries: list[object] = []
    for entry in file.entries:
        if isinstance(entry, FragmentPiece) and (name := name_of(entry.id)) != entry.id and name not in taken:
            taken.add(name)
            marker = entry.marker.replace(f" {entry.id} ", f" {name} ", 1)
            entry = replace(entry, id=name, marker=marker)  # noqa: PLW2901
        entries.append(entry)
    listed = tuple(dict.fromkeys(map(name_of, file.listed)))
    return replace(file, entries=tuple(entries), listed=listed)


class _Renames:
    """The names that groups of a draft have now: those with most of the works that they had."""

    def __init__(self, file: FragmentFile, whole: list[tuple[int, WorkGroup]]) -> None:
        self._headings: dict[str, str] = {}
        self._paths: dict[str, str] = {}
        self._marks: dict[str, str] = {}
        new = {group_mark(group.id): (depth, group) for depth, group in whole}
        old, under = self._groups_of(file)
        everything = {work.short for _, group in whole for work in group.works}
        for mark in [mark for mark in old if mark not in new]:
            left = old[mark] & everything
            shared = {
                other: len(left & {work.short for work in group.works})
                for other, (_, group) in new.items()
                if other not in old and other not in self._marks.values()
            }
            best = max(shared, key=lambda other: shared[other], default="")
            if best and 2 * shared[best] > len(left):
                depth, group = new[best]
                self._marks[mark] = best
                if under.get(mark):
                    self._heading(under[mark], markers.token(f"h{depth}:{group.id}"), whole)

    @staticmethod
    def _groups_of(file: FragmentFile) -> tuple[dict[str, set[str]], dict[str, str]]:
        """The works of each group by its mark, and the name of the heading that it stood under."""
        works: dict[str, set[str]] = defaultdict(set)
        counted: dict[str, Counter[str]] = defaultdict(Counter)
        heading = ""
        for name in file.listed or [one.id for one in file.pieces]:
            match = _NAMED.fullmatch(name)
            if _HEADING.match(name):
                heading = name
            elif match:
                works[match[2]].update(works_of(name))
                counted[match[2]][heading] += 1
        return works, {mark: headings.most_common(1)[0][0] for mark, headings in counted.items()}

    def _heading(self, old: str, new: str, whole: list[tuple[int, WorkGroup]]) -> None:
        """A heading, and those above it whose names are no longer there."""
        there = {markers.token(f"h{depth}:{group.id}") for depth, group in whole}
        paths, others = old.partition(":")[2].split("/"), new.partition(":")[2].split("/")
        for depth in range(1, len(paths) + 1):
            before, after = "/".join(paths[:depth]), "/".join(others[:depth])
            if len(paths) == len(others) and f"h{depth}:{before}" not in there:
                self._headings[f"h{depth}:{before}"] = f"h{depth}:{after}"
                self._paths[before] = after

    def name(self, name: str) -> str:
        match = _NAMED.fullmatch(name)
        if match:
            return f"{match[1]}:{self._marks.get(match[2], match[2])}:{match[3]}"
        if name in self._headings:
            return self._headings[name]
        part = re.fullmatch(
            r"((?:group|(?:begin:|end:)?node):\d+:|(?:begin:|end:)list:|leaf:|table:)(.+?)(:\d+)?", name
        )
        return f"{part[1]}{self._paths.get(part[2], part[2])}{part[3] or ''}" if part else name


def _dealt_with(file: FragmentFile, headings: Mapping[str, str], cited: Cited) -> Iterator[tuple[str, set[str]]]:
    """Works that the author tells or has deleted, with the group under whose heading, or with ``#`` and its mark."""
    here, own = "", []
    for entry in file.entries:
        if isinstance(entry, str):
            own.append(entry)
        elif isinstance(entry, FragmentPiece):
            yield here, {*cited("\n".join(own))}
            own = []
            here = headings.get(entry.id, "") if _HEADING.match(entry.id) else here
            if not entry.intact:
                works = {*cited("\n".join(entry.lines))}
                if entry.id.startswith("s:"):
                    works |= {*works_of(entry.id)}
                elif entry.id.startswith("i:"):
                    works -= {*works_of(entry.id)}
                yield here, works
                mark = _NAMED.fullmatch(entry.id)
                yield (f"#{mark[2]}" if mark else here), works
    yield here, {*cited("\n".join(own))}
    there = {one.id for one in file.pieces}
    for name in file.listed:
        if name.startswith("s:") and name not in there:
            yield f"#{name.split(':')[1]}", {*works_of(name)}


# Drafts of before ---------------------------------------------------------------------------------------------------


def _upgraded(file: FragmentFile, whole: list[tuple[int, WorkGroup]], cited: Cited) -> FragmentFile:
    """A draft whose sentences were named by digests: named by the works that they cite, or cited before."""
    by_heading = {markers.token(f"h{depth}:{group.id}"): group.id for depth, group in whole}
    told = {*cited("\n".join(line for one in file.pieces for line in one.lines)), *cited(authors_text(file))}
    deleted = _deleted(file, whole, told)
    names: dict[str, str] = {}
    mark = group_mark("")
    for one in file.pieces:
        works = cited("\n".join(one.lines))
        if _HEADING.match(one.id):
            mark = group_mark(by_heading[one.id]) if one.id in by_heading else digest(one.id, 4)
        elif _OLD_SENTENCE.fullmatch(one.id) and (works or one.id in deleted):
            names[one.id] = f"{one.id[0]}:{mark}:{'+'.join(works)}" if works else deleted.pop(one.id)
        elif one.id.startswith("row:") and not _NAMED.fullmatch(one.id) and works:
            names[one.id] = f"row:{mark}:{works[-1]}"
    upgraded = _renamed(file, lambda name: names.get(name, name))
    return replace(upgraded, listed=(*(one.id for one in upgraded.pieces), *dict.fromkeys(deleted.values())))


def _deleted(file: FragmentFile, whole: list[tuple[int, WorkGroup]], told: set[str]) -> dict[str, str]:
    """The sentences of which nothing is left, by their old ids: about a work, and others of its place and year."""
    deleted: dict[str, str] = {}
    for _, group in whole:
        for work in group.works:
            ids = [f"s-{digest(f'{group.id} {name} {work.key}', 8)}" for name in _OLD_NAMES]
            named = next((name for name in ids if markers.mark(name) in file.marks), "")
            if named and work.short not in told:
                mates = [one.short for one in group.works if one.appeared == work.appeared and one.short not in told]
                deleted[named] = f"s:{group_mark(group.id)}:{'+'.join(dict.fromkeys([work.short, *mates[:_FEW]]))}"
    return deleted
