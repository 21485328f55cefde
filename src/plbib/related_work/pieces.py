r"""A fragment that an author edits while the list moves on: its pieces (:mod:`.markers`) brought up to date one by one.

What holds when a fragment is written again (:func:`merge`):

* A file that nobody touched is written anew, whole.
* A piece whose text is as it was generated follows the list, wherever its line was moved with it, also into another
  paragraph. White space does not count: a paragraph filled anew, tabs and CRLF are not edits, and stay until the list
  says something new. New lines end as the first line of the file does.
* An edited piece stays word for word. While the list says something else than it said when the piece was generated, one
  comment below tells what; it goes when the text says the same. A piece of which only the line is left is edited, too:
  so a sentence is deleted. A piece whose line is deleted is the author's own, and does not come back.
* What an author tells, or has deleted, is told nowhere else under its heading (:mod:`.alignment`). A table or a tree in
  Markdown is one piece a group, and stays, or follows the list, as a whole.
* What is new stands behind what precedes it under its heading. Where the author deleted the heading with all that is
  below, nothing new comes.
* ``begin`` and ``end`` go with the last of what stands between them.
* All other text stays where it is. What is written on the line below a piece counts as an edit of that piece; with a
  blank line between, it does not. Of a piece that is there twice, the second counts as text.

The limits: plbib's own comments are its own, and what is written into them is lost; without the last lines of the file,
deleted pieces come back. Pieces that change places in the list change them in a file that nobody touched, and in no
other. What a template writes outside of pieces is written once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import OutputError
from plbib.related_work import markers
from plbib.related_work.markers import MARKDOWN, TEX, FragmentFile, FragmentPiece, Notation, Own
from plbib.related_work.nesting import scopes

Place = tuple[str, str]
"""``("before", id)`` or ``("after", id)`` of a piece in the old file, or ``("end", "")``."""
_END: Place = ("end", "")


class MergedFragment(Struct, frozen=True, kw_only=True):
    """A fragment brought up to date, and the ids of its pieces by what became of them.

    ``kept`` are those that the author edited, ``flagged`` those of them on which the list has moved on; ``left_out``
    are new, and belong under a heading that the author deleted.
    """

    text: str
    updated: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    flagged: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


class Knowledge(Struct, frozen=True, kw_only=True):
    """What is known beside a fragment as generated, for what an author edited.

    ``file`` is the old fragment with the names that its pieces have now; ``retold`` are sentences as they would be
    generated about the works of edited ones; ``gone`` finds what a text cites that the list has no longer. In a file
    that was ``upgraded`` these are taken for what the list said, for only their wording is known to be new.
    """

    file: FragmentFile
    retold: dict[str, str] = {}
    gone: Callable[[str], tuple[str, ...]]
    upgraded: bool = False


def merge(old: str, new: str, known: Knowledge | None = None) -> MergedFragment:
    """``old``, a fragment that may have been edited, with what ``new``, as generated, says; an empty file is new.

    Merging what was merged changes nothing. Raises :class:`OutputError` if ``old`` is not a fragment, or one of a newer
    plbib.
    """
    there, fresh = known.file if known else markers.read(old), markers.read(new)
    if not old.strip():
        return MergedFragment(text=new, added=tuple(one.id for one in fresh.pieces))
    check(there)
    notation = TEX if new.startswith(TEX.before) else MARKDOWN
    known = known or Knowledge(file=there, gone=lambda _: ())
    end = "\r" if old.partition("\n")[0].endswith("\r") else ""
    merged = _Merge(there, fresh, notation, end, known).merge()
    changed = merged.updated or merged.added or merged.removed or there.options != fresh.options
    moved = [one.id for one in there.pieces] != [one.id for one in fresh.pieces]
    return _write_anew(merged, old, new) if there.untouched and (changed or moved) else merged


def check(there: FragmentFile) -> None:
    """Raise :class:`OutputError` if a file is no fragment, or one of a newer plbib."""
    if there.version is None and not there.pieces:
        raise OutputError("is no fragment of plbib's: it has no line that begins with % plbib", "move it away")
    if there.version is not None and there.version > markers.VERSION:
        raise OutputError("was written by a newer plbib", "update plbib, or move the file away")


def stale(old: str, new: str) -> bool:
    """Whether the list has moved on since ``old`` was written: merging would change it."""
    return merge(old, new).text != old


def _write_anew(merged: MergedFragment, old: str, new: str) -> MergedFragment:
    text = new.replace("\n", "\r\n") if "\r\n" in old else new
    return MergedFragment(text=text, updated=merged.updated, added=merged.added, removed=merged.removed)


# Where what is new goes -------------------------------------------------------------------------------------------


class _Places:
    """Where the new pieces of a text go into an old one, by the old piece next to them."""

    def __init__(self, old: FragmentFile, new: FragmentFile) -> None:
        self._there = {one.id for one in old.pieces}
        self._listed, self._marks = frozenset(old.listed), old.marks
        self._pieces = new.pieces
        self._scopes = scopes([one.id for one in new.pieces])
        self._ends = {one.id: scope.end for one, scope in zip(new.pieces, self._scopes, strict=True)}
        self._last: dict[str, Place] = {}  # behind what was placed last under a heading; "" is the file
        self._deserted: set[str] = set()
        self.at: dict[Place, list[FragmentPiece]] = defaultdict(list)
        self.left_out: list[str] = []
        for place, one in enumerate(self._pieces):
            self._put(place, one)

    def _put(self, place: int, one: FragmentPiece) -> None:
        above = ("", *self._scopes[place].above)
        if one.id in self._there:
            self._last |= dict.fromkeys([*above, one.id], ("after", one.id))
        elif one.id in self._listed or markers.mark(one.id) in self._marks:
            return  # the author deleted it
        elif spot := self._last.get(above[-1]) or self._ahead(place, above[-1]):
            self.at[spot].append(one)
            self._last |= dict.fromkeys([*above, one.id], spot)
        else:
            self.left_out.append(one.id)

    def _ahead(self, place: int, scope: str) -> Place | None:
        """The place before the next piece of the scope that is in the old file; None without such a piece."""
        if scope in self._deserted:
            return None
        end = self._ends.get(scope, len(self._pieces))
        following = next((one.id for one in self._pieces[place + 1 : end] if one.id in self._there), None)
        if following is not None:
            return ("before", following)
        self._deserted.add(scope)
        return None if scope else _END


def _still_needed(old: FragmentFile, kept: Iterable[str]) -> set[str]:
    """The begins and ends between which something stays; so do those without the other, and of others that stay."""
    stays = set(kept)
    needed: set[str] = set()
    open_: list[list[object]] = []  # the name of an environment, and whether something in it stays
    for entry in old.entries:
        if isinstance(entry, FragmentPiece) and entry.id.startswith("begin:"):
            open_.append([entry.id.removeprefix("begin:"), entry.id in stays])
        elif isinstance(entry, FragmentPiece) and entry.id.startswith("end:"):
            name = entry.id.removeprefix("end:")
            holds = entry.id in stays or not open_ or open_[-1][0] != name
            if open_ and open_[-1][0] == name:
                holds = bool(open_.pop()[1]) or holds
            if holds:
                needed |= {f"begin:{name}", f"end:{name}"}
            if holds and open_:
                open_[-1][1] = True
        elif open_ and (
            entry.id in stays if isinstance(entry, FragmentPiece) else isinstance(entry, str) and entry.strip()
        ):
            open_[-1][1] = True
    return needed | {f"begin:{name}" for name, _ in open_}


# Writing it down ----------------------------------------------------------------------------------------------------


class _Lines:
    """The lines of a file in the making; ``end`` is what stands at the end of those that are ours."""

    def __init__(self, end: str) -> None:
        self._end = end
        self._text_lines: list[str] = []
        self._gap = self._joined = False

    def gap(self) -> None:
        """See to it that a blank line goes before the next line."""
        self._gap = True

    def join(self) -> None:
        """Something was left out: of the blank lines around it one is enough."""
        self._joined = True

    def add(self, *lines: str, ours: bool = False) -> None:
        for line in lines:
            blank = not line.strip()
            after_blank = not self._text_lines or not self._text_lines[-1].strip()
            if blank and after_blank and self._joined:
                self._joined = False
                continue
            if self._gap and not blank and not after_blank:
                self._text_lines.append(self._end)
            self._gap = self._joined = False
            self._text_lines.append(line + self._end if ours else line)

    def __str__(self) -> str:
        return "\n".join(self._text_lines)


class _Merge:
    def __init__(self, old: FragmentFile, new: FragmentFile, notation: Notation, end: str, known: Knowledge) -> None:
        self._old, self._new, self._notation, self._known = old, new, notation, known
        self._fresh = {one.id: one for one in new.pieces}
        follows = zip(new.pieces, new.pieces[1:], strict=False)
        self._gap_after = {one.id for one, following in follows if following.gap}
        self._places = _Places(old, new)
        self._needed = _still_needed(old, (one.id for one in old.pieces if one.id in self._fresh or not one.intact))
        self._lines = _Lines(end)
        self._fates: dict[str, list[str]] = defaultdict(list)

    def merge(self) -> MergedFragment:
        for entry in self._entries():
            if isinstance(entry, FragmentPiece):
                self._add_all(("before", entry.id))
                self._piece(entry)
                self._add_all(("after", entry.id))
            elif entry is Own.FIRST:
                self._own([self._old.first], [self._new.first])
            elif entry is Own.LISTED:
                self._add_all(_END)
                self._own(self._old.last, markers.last_lines(self._listed(), self._notation))
            elif isinstance(entry, str):
                self._lines.add(entry)
                gone = self._known.gone(entry)
                if gone:
                    self._lines.add(markers.flag("text", "", self._notation, gone), ours=True)
                    self._fates["flagged"].append("text")
        fates = {name: tuple(ids) for name, ids in self._fates.items()}
        text = markers.indent_comments(str(self._lines), self._notation)
        return MergedFragment(text=text, left_out=tuple(self._places.left_out), **fates)

    def _listed(self) -> list[str]:
        """The pieces that there are, or were and are edited or deleted, each behind what it stood behind."""
        fresh = [one.id for one in self._new.pieces]
        removed = {one.id for one in self._old.pieces if self._is_removed(one)}
        behind: dict[str, list[str]] = defaultdict(list)
        last = ""
        for name in self._old.listed or [one.id for one in self._old.pieces]:
            if name in self._fresh:
                last = name
            elif name not in removed:
                behind[last].append(name)
        listed = [*behind[""], *(name for one in fresh for name in (one, *behind[one]))]
        return [*dict.fromkeys(listed)]

    def _entries(self) -> Iterator[FragmentPiece | str | Own]:
        """Those of the old file; plbib's own lines at its ends if they are gone."""
        entries = self._old.entries
        last = entries[-1:] if entries[-1] == "" else ()
        if Own.FIRST not in entries:
            yield Own.FIRST
        yield from entries[: len(entries) - len(last)]
        if Own.LISTED not in entries:
            self._lines.gap()
            yield Own.LISTED
        yield from last

    def _own(self, old: Sequence[str], new: Sequence[str]) -> None:
        """Lines of plbib's; as they are, if they differ in white space only."""
        same = [line.strip() for line in old] == list(new)
        self._lines.add(*(old if same else new), ours=not same)

    def _add_all(self, place: Place) -> None:
        for one in self._places.at.get(place, ()):
            if one.gap:
                self._lines.gap()
            self._lines.add(one.marker, *one.lines, ours=True)
            if one.id in self._gap_after:
                self._lines.gap()
            self._fates["added"].append(one.id)

    def _is_removed(self, one: FragmentPiece) -> bool:
        return one.id not in self._fresh and one.intact and one.id not in self._needed

    def _piece(self, one: FragmentPiece) -> None:
        fresh = self._fresh.get(one.id)
        if self._is_removed(one):
            self._lines.join()
            self._fates["removed"].append(one.id)
        elif fresh is None:
            retold = self._known.retold.get(one.id, "")
            if retold and self._known.upgraded:
                now = markers.digest_of(retold)
                one = replace(one, digest=now, marker=one.marker.replace(one.digest, now))
            self._keep(one, moved_on=not retold or markers.digest_of(retold) != one.digest, says=retold)
        elif one.current == fresh.digest:
            self._lines.add(one.marker) if one.digest == fresh.digest else self._lines.add(fresh.marker, ours=True)
            self._lines.add(*one.lines)
        elif one.intact:
            self._lines.add(fresh.marker, *fresh.lines, ours=True)
            self._fates["updated"].append(one.id)
        else:
            self._keep(one, moved_on=fresh.digest != one.digest, says=" ".join(fresh.lines))

    def _keep(self, one: FragmentPiece, *, moved_on: bool, says: str = "") -> None:
        self._lines.add(one.marker, *one.lines)
        self._fates["kept"].append(one.id)
        gone = self._known.gone("\n".join(one.lines))
        if moved_on or gone:
            says = "" if gone else " ".join(says.split("\n"))
            self._lines.add(markers.flag(one.id, says, self._notation, gone), ours=True)
            self._fates["flagged"].append(one.id)
