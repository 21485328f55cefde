r"""How a fragment tells its pieces apart: comment lines that name what follows, in TeX or in Markdown.

A *piece* begins with a line of its own, ``% plbib <id> <digest>`` (in Markdown ``<!-- plbib <id> <digest> -->``), and
ends before the next such line or a blank line; the digest is that of its text as generated. The first line of a
fragment says what it is, the last ones list its pieces (``% plbib-pieces …``), so that one that is gone is missed.

The first letters of some ids mean something: ``h1:``, ``h2:`` … is a heading, under which all stands up to the next of
its rank; ``begin:x`` and ``end:x`` enclose what is between them.
"""

import re
import unicodedata
from enum import Enum

from msgspec import Struct

from plbib.text.unicode import digest

VERSION = 1
_LENGTH = 8
"""Characters of a digest, of 5 bits each."""
_LONGEST = 60
_IDS_IN_LINE = 12
_OPEN = r"[ \t]*(?:%[% \t]*|<!--[ \t]*)plbib"
_CLOSE = r"[ \t]*(?:-->)?\s*"
_MARKER = re.compile(rf"{_OPEN}[ \t]+(\S+)[ \t]+([a-z2-7]{{{_LENGTH}}}){_CLOSE}")
_FLAG = re.compile(rf"{_OPEN}[ \t]+\S+[ \t]+the list (?:now says: |no longer has this).*", re.DOTALL)
_FIRST = re.compile(rf"{_OPEN}-fragment[ \t]+(\d{{1,9}})(?:[ \t]+([a-z2-7]+))?{_CLOSE}")
_LISTED = re.compile(rf"{_OPEN}-pieces((?:[ \t]+[a-z2-7]{{{_LENGTH}}})*){_CLOSE}")
_COPY = re.compile(rf"({_OPEN})(?:-copy)?([ \t]+\S+[ \t]+[a-z2-7]{{{_LENGTH}}}{_CLOSE})")
_WHITE = re.compile(r"[ \t\r\n]+")
_MANY_BLANK = re.compile(r"\n(?:[ \t]*\n){2,}")
_IN_ID = frozenset("-_.:/#+")


class Notation(Struct, frozen=True):
    """How a language writes a comment line; ``indent`` goes before one that stands within a paragraph."""

    before: str
    after: str = ""
    indent: str = ""

    def comment(self, text: str) -> str:
        """``text`` as a comment line; the end of a comment in it is broken."""
        text = text.replace(self.after.strip(), "- ->") if self.after else text
        return f"{self.before}{_WHITE.sub(' ', text)}{self.after}"


TEX = Notation("% ")
MARKDOWN = Notation("<!-- ", " -->", "    ")
"""A comment ends the paragraph that it stands in, unless it is indented (CommonMark 0.31 §4.4, §4.6; pandoc, too)."""


class Piece(Struct, frozen=True):
    """A piece as it stands in a file; ``gap``: whether a blank line goes before it."""

    id: str
    digest: str
    marker: str
    lines: tuple[str, ...]
    gap: bool

    @property
    def current(self) -> str:
        """The digest of its text as it is."""
        return _digest("\n".join(self.lines))

    @property
    def intact(self) -> bool:
        """Whether it is as it was generated."""
        return self.current == self.digest


class Own(Enum):
    """Where in a file plbib's own lines stand."""

    FIRST = "first line"
    LISTED = "list of pieces"


class File(Struct, frozen=True, kw_only=True):
    """A file as it is read: pieces, and lines that belong to none, in order.

    ``version`` is that in its first line, None without one; ``listed`` holds :func:`mark` of the pieces it was
    generated with.
    """

    entries: tuple[Piece | str | Own, ...]
    version: int | None
    first: str
    last: tuple[str, ...]
    listed: frozenset[str]
    untouched: bool

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, Piece))


# Writing ------------------------------------------------------------------------------------------------------------


def piece(name: str, text: str, notation: Notation) -> str:
    """``text`` as the piece called ``name``. Raises :class:`ValueError` if it is empty or holds a blank line."""
    text = text.strip("\n")
    if not all(line.strip() for line in text.split("\n")):
        raise ValueError(f"the piece {token(name)} is empty or holds a blank line, where a piece ends")
    return f"{notation.comment(f'plbib {token(name)} {_digest(text)}')}\n{text}\n"


def fragment(body: str, notation: Notation) -> str:
    """The file with the pieces in ``body``. Raises :class:`ValueError` if two have the same id."""
    body = _MANY_BLANK.sub("\n\n", body).strip("\n")
    ids = [found[1] for line in body.split("\n") if (found := _MARKER.fullmatch(line))]
    twice = next((name for at, name in enumerate(ids) if name in ids[:at]), None) if len({*ids}) < len(ids) else None
    if twice is not None:
        raise ValueError(f"two pieces are called {twice}")
    marks = [mark(name) for name in ids]
    rows = [marks[at : at + _IDS_IN_LINE] for at in range(0, max(1, len(marks)), _IDS_IN_LINE)]
    listed = "\n".join(notation.comment(" ".join(["plbib-pieces", *row])) for row in rows)
    whole = indented(f"{body}\n\n{listed}\n", notation)
    return f"{notation.comment(f'plbib-fragment {VERSION} {_whole(whole)}')}\n{whole}"


def indented(text: str, notation: Notation) -> str:
    """``text`` with comment lines indented where they stand within a paragraph, for a language that asks for it."""
    if not notation.indent:
        return text
    made: list[str] = []
    for line in text.split("\n"):
        if _COPY.fullmatch(line) or _FLAG.fullmatch(line):
            before = made[-1].rstrip() if made else ""
            within = before and not before.startswith(("#", notation.before))
            made.append((notation.indent if within else "") + line.lstrip(" \t"))
        else:
            made.append(line)
    return "\n".join(made)


def flag(name: str, says: str, notation: Notation) -> str:
    """The comment below a piece that was edited: what the list says now, or that it has it no longer."""
    said = f"the list now says: {says}" if says else "the list no longer has this"
    return notation.comment(f"plbib {name} {said}")


def mark(name: str) -> str:
    """An id as the list of pieces at the end of a file has it."""
    return digest(name, _LENGTH)


def token(name: str) -> str:
    """An id as it stands in a comment: letters, digits and a few signs; the end of a long one is a digest."""
    text = "".join(map(_in_id, unicodedata.normalize("NFC", name))).replace("--", "-%2D")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}+{mark(name)}"


def _in_id(character: str) -> str:
    if character.isalnum() or character in _IN_ID:
        return character
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def _digest(text: str) -> str:
    """White space aside: a paragraph may be filled anew."""
    return digest(_WHITE.sub(" ", text).strip(" "), _LENGTH)


def _whole(text: str) -> str:
    return digest(text.replace("\r\n", "\n"), 2 * _LENGTH)


# Reading ------------------------------------------------------------------------------------------------------------


def read(text: str) -> File:
    """A file as it is, without flags. A piece that is there twice is one: the copy's line becomes ``plbib-copy``."""
    return _Reader().read(text)


class _Reader:
    def __init__(self) -> None:
        self._entries: list[Piece | str | Own] = []
        self._first: re.Match[str] | None = None
        self._last: list[str] = []
        self._listed: set[str] = set()
        self._ids: set[str] = set()
        self._head: tuple[str, str, str, bool] | None = None  # of the piece that is being read
        self._lines: list[str] = []

    def read(self, text: str) -> File:
        for line in text.split("\n"):
            if not _FLAG.fullmatch(line):
                self._line(line)
        self._close()
        return File(
            entries=tuple(self._entries),
            version=int(self._first[1]) if self._first else None,
            first=self._first[0] if self._first else "",
            last=tuple(self._last),
            listed=frozenset(self._listed),
            untouched=bool(self._first) and _whole(text.partition("\n")[2]) == (self._first[2] if self._first else ""),
        )

    def _line(self, line: str) -> None:
        marker = _MARKER.fullmatch(line)
        if marker and marker[1] not in self._ids:
            self._open(marker)
        elif (copy := _COPY.fullmatch(line)) or not line.strip():
            self._close()
            self._entries.append(f"{copy[1]}-copy{copy[2]}" if copy else line)
        elif not self._own(line):
            (self._lines if self._head else self._entries).append(line)

    def _own(self, line: str) -> bool:
        """Whether ``line`` is plbib's; then it ends a piece, unless it is there again."""
        first, listed = _FIRST.fullmatch(line), _LISTED.fullmatch(line)
        if first and not self._first:
            self._place(Own.FIRST)
            self._first = first
        elif listed:
            if not self._last:
                self._place(Own.LISTED)
            self._last.append(line)
            self._listed.update(listed[1].split())
        return bool(first or listed)

    def _place(self, own: Own) -> None:
        self._close()
        self._entries.append(own)

    def _open(self, marker: re.Match[str]) -> None:
        self._close()
        self._ids.add(marker[1])
        before = self._entries[-1] if self._entries else "x"
        gap = isinstance(before, str) and not before.strip()
        self._head, self._lines = (marker[1], marker[2], marker[0], gap), []

    def _close(self) -> None:
        if self._head:
            name, was, marker, gap = self._head
            self._entries.append(Piece(name, was, marker, tuple(self._lines), gap))
        self._head = None
