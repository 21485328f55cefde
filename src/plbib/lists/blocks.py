"""Lines to blocks: headings, runs of text that belong together, and what stands inside comments.

Paper lists are written line by line, not as CommonMark paragraphs: neighbouring entries have no blank line between
them, and one entry can go on over several lines. A block therefore ends at a blank line, a heading, a list marker, a
line that opens with a bracket or begins a quotation, or a line break tag.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?=[ \t]|$)")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_UNDERLINE = re.compile(r"^ {0,3}=+[ \t]*$")
_QUOTE = re.compile(r"^[ \t]*>")
_MARKER = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_OPENS = re.compile(r"^[ \t>]*(?:\[|\*\*|__)")
_BREAK = re.compile(r"<[\s/]*br[\s/]*>\s*$", re.IGNORECASE)
_LONE_TAG = re.compile(r"^[ \t>]*(?:[-*+][ \t]+)?\[[^\[\]]*\][ \t]*$")
MAX_BLOCK = 100_000
"""Characters; a longer block is no entry anybody wrote, and is reported instead of scanned."""


class Heading(Struct, frozen=True, kw_only=True):
    """A heading's level (1 to 6), its raw text, and its line."""

    level: int
    text: str
    line: int


class Block(Struct, frozen=True, kw_only=True):
    """Lines that belong together, joined by newlines and without their list marker.

    ``commented`` if in a comment, ``quoted`` if the first line is marked as a quotation.
    """

    text: str
    starts: tuple[int, ...]  # offset in ``text`` at which each line starts
    lines: tuple[int, ...]  # number of each line, from 1
    margins: tuple[int, ...]  # characters taken off the front of each line
    commented: bool = False
    quoted: bool = False

    def where(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character of ``text``."""
        row = bisect_right(self.starts, offset) - 1
        return self.lines[row], offset - self.starts[row] + self.margins[row] + 1

    def cut(self, offset: int) -> tuple["Block", "Block"]:
        """The block before and from ``offset``, both with their places."""
        row = bisect_right(self.starts, offset) - 1
        head = replace(
            self,
            text=self.text[:offset].rstrip(),
            starts=self.starts[: row + 1],
            lines=self.lines[: row + 1],
            margins=self.margins[: row + 1],
        )
        tail = replace(
            self,
            text=self.text[offset:],
            starts=(0, *(start - offset for start in self.starts[row + 1 :])),
            lines=self.lines[row:],
            margins=(self.margins[row] + offset - self.starts[row], *self.margins[row + 1 :]),
        )
        return head, tail


class Unclosed(Struct, frozen=True):
    """A comment or code fence, opened on ``line``, that hides the rest of the file since it never closes."""

    what: str
    line: int


class _Line(Struct, frozen=True, kw_only=True):
    number: int
    shown: str
    hidden: str  # the part inside comments, blanks elsewhere, so that columns stay


def split(text: str) -> Iterator[Heading | Block | Unclosed]:
    """The headings and blocks of ``text`` in order; a block of a comment comes where the comment stands."""
    shown = _Builder(commented=False)
    hidden = _Builder(commented=True)
    for line in _lines(text):
        if isinstance(line, Unclosed):
            yield line
            continue
        if not line.shown and not line.hidden:  # blank: most lines of many lists
            yield from shown.close()
            yield from hidden.close()
            continue
        yield from hidden.add(line.number, line.hidden)
        if not line.shown.strip() and line.hidden:
            continue  # a comment between two lines of an entry does not part them
        heading = _HEADING.match(line.shown)
        if heading:
            yield from shown.close()
            yield Heading(level=len(heading[1]), text=_unclosed(line.shown[heading.end() :]), line=line.number)
        elif _UNDERLINE.match(line.shown) and shown.single():
            yield Heading(level=1, text=shown.take(), line=line.number - 1)
        else:
            yield from shown.add(line.number, line.shown)
    yield from shown.close()
    yield from hidden.close()


def _unclosed(text: str) -> str:
    """The text of a heading without the optional run of ``#`` that closes it."""
    text = text.strip(" \t")
    bare = text.rstrip("#")
    return bare.rstrip(" \t") if not bare or bare[-1] in " \t" else text


class _Builder:
    """Collects lines into the block that is open, and closes it where the next one starts."""

    def __init__(self, commented: bool) -> None:
        self._commented = commented
        self._rows: list[tuple[int, int, str]] = []  # line number, margin, text
        self._quoted = False

    def add(self, number: int, line: str) -> Iterator[Block]:
        if not line.strip():
            yield from self.close()
            return
        marker = _MARKER.match(line)
        if self._rows and self._parts(line, bool(marker)):
            yield from self.close()
        if not self._rows:
            self._quoted = bool(_QUOTE.match(line))
        margin = marker.end() if marker else len(line) - len(line.lstrip(" \t>"))
        self._rows.append((number, margin, line[margin:].rstrip()))

    def _parts(self, line: str, marked: bool) -> bool:
        previous = self._rows[-1][2]
        if marked or _BREAK.search(previous[-16:]):
            return True
        if _QUOTE.match(line) and not self._quoted:
            return True
        return bool(_OPENS.match(line)) and not _LONE_TAG.match(previous[:200])

    def close(self) -> Iterator[Block]:
        if self._rows:
            yield self._block()
            self._rows = []

    def single(self) -> bool:
        return len(self._rows) == 1

    def take(self) -> str:
        text = self._rows[0][2]
        self._rows = []
        return text

    def _block(self) -> Block:
        numbers, margins, texts = zip(*self._rows, strict=True)
        starts, offset = [], 0
        for text in texts:
            starts.append(offset)
            offset += len(text) + 1
        return Block(
            text="\n".join(texts),
            starts=tuple(starts),
            lines=numbers,
            margins=margins,
            commented=self._commented,
            quoted=self._quoted,
        )


def _lines(text: str) -> Iterator[_Line | Unclosed]:
    """Lines with what is commented out taken apart; fenced code is left out, as it is no list."""
    fence, commented, opened = "", False, 0
    for number, line in enumerate(text.split("\n"), 1):
        opening = None if commented else _FENCE.match(line)
        if fence:
            if opening and opening[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            continue
        if opening:
            fence, opened = opening[1], number
            yield _Line(number=number, shown="", hidden="")
        elif commented or "<!--" in line:
            opened = opened if commented else number
            shown, hidden, commented = _part(line, commented)
            yield _Line(number=number, shown=shown, hidden=hidden)
        else:
            yield _Line(number=number, shown="" if line.isspace() else line, hidden="")
    if fence or commented:
        yield Unclosed("code fence" if fence else "comment", opened)


def _part(line: str, commented: bool) -> tuple[str, str, bool]:
    """``line`` as (outside comments, inside comments, whether a comment is open at its end), columns kept by blanks."""
    shown: list[str] = []
    hidden: list[str] = []
    at = 0
    while at < len(line):
        mark = "-->" if commented else "<!--"
        end = line.find(mark, at)
        piece = line[at : end if end >= 0 else len(line)]
        (hidden if commented else shown).append(piece)
        (shown if commented else hidden).append(" " * len(piece))
        if end < 0:
            break
        for side in (shown, hidden):
            side.append(" " * len(mark))
        commented, at = not commented, end + len(mark)
    return "".join(shown).rstrip(), "".join(hidden).rstrip(), commented
