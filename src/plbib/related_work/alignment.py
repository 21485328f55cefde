"""An edited draft beside the list as it is now: which works its author has dealt with, and what its pieces are called.

Pieces are named by groups and works. Before a draft is brought up to date (:mod:`.pieces`), the names in it follow what
became of these: a category that was renamed, a work that joined a sentence. What an author tells, or has deleted, is
told nowhere else under that heading.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from plbib.related_work import markers
from plbib.related_work.grouping import WorkGroup
from plbib.related_work.markers import OF_WORKS, FragmentFile, FragmentPiece
from plbib.related_work.prose import group_mark
from plbib.related_work.renames import WHOLE, Cited, Headings, Renames, Trail, names_in, trails, works_of
from plbib.text.unicode import digest

_TELLING = ("s:", "leaf:")
"""Pieces about several works, which they tell: when works come and go, the piece about most of them is theirs."""
_HEADING = re.compile(r"h\d+:")
_STARTS = (*(f"h{rank}:" for rank in range(1, 10)), "group:", "begin:node:", "end:node:")
_OLD_SENTENCE = re.compile(r"[si]-[a-z2-7]{8}")
_FEW = 5
"""Works that a sentence of before was about beside the first."""
_OLD_NAMES = ("named", "work", "author", "gloss")


class Alignment(Struct, frozen=True, kw_only=True):
    """The draft with the names that its pieces have now, and by group the works that its author has dealt with.

    ``leaves`` are the works of edited leaves of a tree, by group: each stays a leaf.
    """

    file: FragmentFile
    settled: dict[str, frozenset[str]]
    leaves: dict[str, tuple[tuple[str, ...], ...]] = {}

    def match(self, new: FragmentFile) -> FragmentFile:
        """The draft with the names of ``new`` for sentences and leaves that nobody edited, by the works they share."""
        old_ids, new_ids = {one.id for one in self.file.pieces}, {one.id for one in new.pieces}
        left = [
            one.id for one in self.file.pieces if one.intact and one.id not in new_ids and one.id.startswith(_TELLING)
        ]
        free = [one for one in new_ids - old_ids if one.startswith(_TELLING)]
        pairs = sorted((-share, one, other) for one in left for other in free if (share := _share(one, other)))
        names: dict[str, str] = {}
        for _, one, other in pairs:
            if one not in names and other not in names.values():
                names[one] = other
        return _renamed(self.file, lambda name: names.get(name, name))


def align(file: FragmentFile, groups: Iterable[WorkGroup], cited: Cited) -> Alignment:
    """``file`` beside the list's ``groups``."""
    whole = [*trails(groups)]
    headings = Headings(whole)
    if file.version == 1:
        file = _upgraded(file, whole, cited)
    file = _renamed(file, Renames(file, headings, whole, cited).name)
    names = names_in(file)
    if any(name.startswith(WHOLE) for name in names):
        return Alignment(file=file, settled={})
    settled: dict[str, set[str]] = defaultdict(set)
    at_home = {group_mark(trail[-1].id): trail[-1].id for trail in whole}
    for home, works in _dealt_with(file, headings, cited):
        settled[at_home.get(home[1:], "") if home.startswith("#") else home] |= works
    for name in names:  # a row that is there, or was, stays: what is cited in another is compared, not told
        if name.startswith("row:"):
            settled[at_home.get(name.split(":")[1], "")] -= {*works_of(name)}
    leaves: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for one in file.pieces:
        if one.id.startswith("leaf:") and not one.intact:
            leaves[at_home.get(one.id.split(":")[1], "")].append(works_of(one.id))
    return Alignment(
        file=file,
        settled={name: frozenset(works) for name, works in settled.items()},
        leaves={name: tuple(some) for name, some in leaves.items()},
    )


def authors_text(file: FragmentFile) -> str:
    """What the author of a draft wrote or changed."""
    lines: list[str] = []
    for entry in file.entries:
        if isinstance(entry, FragmentPiece):
            lines += () if entry.intact else ("", *entry.lines, "")
        elif isinstance(entry, str):
            lines.append(entry)
    return "\n".join(lines)


def _share(one: str, other: str) -> float:
    """How much of their works two sentences, or leaves, of one group share."""
    if one.split(":")[:2] != other.split(":")[:2]:
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


def _dealt_with(file: FragmentFile, headings: Headings, cited: Cited) -> Iterator[tuple[str, set[str]]]:
    """Works that the author tells or has deleted, with the group under whose heading, or with ``#`` and its mark."""
    here, own = "", []
    for entry in file.entries:
        if isinstance(entry, str):
            own.append(entry)
        elif isinstance(entry, FragmentPiece):
            yield here, {*cited("\n".join(own))}
            own = []
            if entry.id.startswith(_STARTS):
                here = headings.group(entry.id) or ""
            if not entry.intact:
                works = {*cited("\n".join(entry.lines))}
                if entry.id.startswith(_TELLING):
                    works |= {*works_of(entry.id)}
                elif entry.id.startswith("i:"):
                    works -= {*works_of(entry.id)}
                yield here, works
                mark = OF_WORKS.fullmatch(entry.id)
                yield (f"#{mark[2]}" if mark else here), works
    yield here, {*cited("\n".join(own))}
    there = {one.id for one in file.pieces}
    for name in file.listed:
        if name.startswith(_TELLING) and name not in there:
            yield f"#{name.split(':')[1]}", {*works_of(name)}


# Drafts of before ---------------------------------------------------------------------------------------------------


def _upgraded(file: FragmentFile, whole: list[Trail], cited: Cited) -> FragmentFile:
    """A draft whose sentences were named by digests: named by the works that they cite, or cited before."""
    by_heading = {Headings.name("h", trail): trail[-1].id for trail in whole}
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
        elif one.id.startswith("row:") and not OF_WORKS.fullmatch(one.id) and works:
            names[one.id] = f"row:{mark}:{works[-1]}"
    upgraded = _renamed(file, lambda name: names.get(name, name))
    return replace(upgraded, listed=(*(one.id for one in upgraded.pieces), *dict.fromkeys(deleted.values())))


def _deleted(file: FragmentFile, whole: list[Trail], told: set[str]) -> dict[str, str]:
    """The sentences of which nothing is left, by their old ids: about a work, and others of its place and year."""
    deleted: dict[str, str] = {}
    for *_, group in whole:
        for work in group.works:
            ids = [f"s-{digest(f'{group.id} {name} {work.key}', 8)}" for name in _OLD_NAMES]
            named = next((name for name in ids if markers.mark(name) in file.marks), "")
            if named and work.short not in told:
                mates = [one.short for one in group.works if one.appeared == work.appeared and one.short not in told]
                deleted[named] = f"s:{group_mark(group.id)}:{'+'.join(dict.fromkeys([work.short, *mates[:_FEW]]))}"
    return deleted
