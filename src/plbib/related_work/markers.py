r"""How a fragment tells its pieces apart: comment lines that name what follows, in TeX or in Markdown.

A *piece* begins with a line of its own, ``% plbib <id> <digest>`` (in Markdown ``<!-- plbib <id> <digest> -->``), and
ends before the next such line or a blank line; the digest is that of its text as generated. The first line of a
fragment says what it is, and the options that it was asked for with; the last ones list its pieces, one a line in their
order (``% plbib-told <id>``), so that one that is gone is missed. Nothing in these lines changes but with a piece, so
that git merges them where it merges the text. (In version 1 the first line had a digest, the last ones digests of ids.)

The first letters of some ids mean something: ``h1:``, ``h2:`` … is a heading, under which all stands up to the next of
its rank; ``begin:x`` and ``end:x`` enclose what is between them.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache
from urllib.parse import quote, unquote

from msgspec import Struct

from plbib.text.unicode import digest

VERSION = 2
_LENGTH = 8
"""Characters of a digest, of 5 bits each."""
_LONGEST = 60
_OPEN = r"[ \t]*(?:%[% \t]*|<!--[ \t]*)plbib"
_CLOSE = r"[ \t]*(?:-->)?\s*"
_MARKER = re.compile(rf"{_OPEN}[ \t]+(\S+)[ \t]+([a-z2-7]{{{_LENGTH}}}){_CLOSE}")
_FLAG = re.compile(rf"{_OPEN}[ \t]+\S+[ \t]+the list (?:now says: |no longer has ).*", re.DOTALL)
_ABSTRACT = re.compile(rf"{_OPEN}-abstract[ \t].*", re.DOTALL)
_FIRST = re.compile(rf"{_OPEN}-fragment[ \t]+(\d{{1,9}})(?:[ \t]+(\S.*?))?{_CLOSE}")
_TOLD = re.compile(rf"{_OPEN}-told(?:[ \t]+(?!-->)(\S+))?{_CLOSE}")
_CONFLICT = re.compile(r"(?:<{7}|>{7})(?: .*)?\r?")
_LISTED = re.compile(rf"{_OPEN}-pieces((?:[ \t]+[a-z2-7]{{{_LENGTH}}})*){_CLOSE}")
_COPY = re.compile(rf"({_OPEN})(?:-copy)?([ \t]+\S+[ \t]+[a-z2-7]{{{_LENGTH}}}{_CLOSE})")
_WHITE = re.compile(r"[ \t\r\n]+")
_MANY_BLANK = re.compile(r"\n(?:[ \t]*\n){2,}")
_IN_ID = frozenset("-_.:/#+")
_PLAIN_ID = re.compile(r"[A-Za-z0-9_.:/#+-]*")
_LINE_END = "\n"
OF_WORKS = re.compile(r"(s|i|row|leaf):([a-z2-7]{4}):([a-z]-[a-z0-9]{4,10}(?:\+[a-z]-[a-z0-9]{4,10})*)")
"""The name of a piece about works: its kind, the mark of its group, the works."""
_SAFE = "/:,.+"


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


class FragmentPiece(Struct, frozen=True):
    """A piece as it stands in a file; ``gap``: whether a blank line goes before it."""

    id: str
    digest: str
    marker: str
    lines: tuple[str, ...]
    gap: bool

    @property
    def current(self) -> str:
        """The digest of its text as it is."""
        return digest_of(_LINE_END.join(self.lines))

    @property
    def intact(self) -> bool:
        """Whether it is as it was generated."""
        return self.current == self.digest


class Own(Enum):
    """Where in a file plbib's own lines stand."""

    FIRST = "first line"
    LISTED = "list of pieces"


class FragmentFile(Struct, frozen=True, kw_only=True):
    """A file as it is read: pieces, and lines that belong to none, in order.

    ``version`` is that in its first line, None without one; ``options`` are what it was asked for with. ``listed`` are
    the ids of the pieces it was generated with; of version 1, ``marks`` are those by :func:`mark`.
    """

    entries: tuple[FragmentPiece | str | Own, ...]
    version: int | None
    first: str
    last: tuple[str, ...]
    listed: tuple[str, ...]
    marks: frozenset[str]
    untouched: bool
    options: dict[str, str]

    @property
    def pieces(self) -> tuple[FragmentPiece, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, FragmentPiece))


# Writing ------------------------------------------------------------------------------------------------------------


def piece(name: str, text: str, notation: Notation) -> str:
    """``text`` as the piece called ``name``. Raises :class:`ValueError` if it is empty or holds a blank line."""
    text = text.strip("\n")
    if not all(map(str.strip, text.split(_LINE_END))):
        raise ValueError(f"the piece {token(name)} is empty or holds a blank line, where a piece ends")
    named = f"plbib {token(name)} {digest_of(text)}"
    return f"{notation.before}{named}{notation.after}\n{text}\n"  # ids end no comment


def fragment(body: str, notation: Notation, options: Mapping[str, str] | None = None) -> str:
    """The file with the pieces in ``body``, which was asked for with ``options``.

    Raises :class:`ValueError` if two pieces have the same id.
    """
    body = _MANY_BLANK.sub("\n\n", body).strip("\n")
    named = (line for line in body.split("\n") if "plbib" in line)
    ids = [marker[1] for line in named if (marker := _MARKER.fullmatch(line))]
    twice = next((name for name, count in Counter(ids).items() if count > 1), None)
    if twice is not None:
        raise ValueError(f"two pieces are called {twice}")
    listed = "".join(f"{line}\n" for line in last_lines(ids, notation))
    asked = "".join(f" {name}={quote(value, safe=_SAFE)}" for name, value in (options or {}).items())
    first = notation.comment(f"plbib-fragment {VERSION}{asked}")
    return f"{first}\n{indent_comments(f'{body}{_LINE_END}{_LINE_END}{listed}', notation)}"


def last_lines(ids: Iterable[str], notation: Notation) -> list[str]:
    """The last lines of a fragment: the pieces that it has, or had, in their order."""
    return [f"{notation.before}plbib-told {name}{notation.after}" for name in ids] or [notation.comment("plbib-told")]


def seal(text: str) -> str:
    """A file of TeX that is plbib's as long as nobody touches it."""
    return f"{TEX.comment(f'plbib-fragment 1 {_whole(text)}')}\n{text}"


def is_sealed(text: str) -> bool:
    """Whether nobody has touched a file since :func:`seal` closed it."""
    first, _, rest = text.partition("\n")
    match = _FIRST.fullmatch(first)
    return bool(match) and match is not None and match[2] == _whole(rest)


def conflict(text: str) -> int:
    """The first line, from 1, at which a merge of git left a conflict; 0 without one."""
    return next((number for number, line in enumerate(text.split("\n"), 1) if _CONFLICT.fullmatch(line)), 0)


def indent_comments(text: str, notation: Notation) -> str:
    """``text`` with comment lines indented where they stand within a paragraph, for a language that asks for it."""
    if not notation.indent:
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        if _COPY.fullmatch(line) or _FLAG.fullmatch(line) or _ABSTRACT.fullmatch(line):
            before = lines[-1].rstrip() if lines else ""
            within = before and not before.startswith(("#", notation.before))
            lines.append((notation.indent if within else "") + line.lstrip(" \t"))
        else:
            lines.append(line)
    return "\n".join(lines)


def flag(name: str, says: str, notation: Notation, gone: Iterable[str] = ()) -> str:
    """The comment below what was edited: what the list says now, or what it has no longer (keys in ``gone``)."""
    message = f"the list now says: {says}" if says else f"the list no longer has {', '.join(gone) or 'this'}"
    return notation.comment(f"plbib {name} {message}")


def abstract(key: str, text: str, notation: Notation) -> str:
    """The comment above a sentence from which its author can write: the abstract of the work with this key."""
    return notation.comment(f"plbib-abstract {token(key)}: {text}")


def without_abstracts(body: str) -> str:
    """``body`` without such comments."""
    if "-abstract" not in body:
        return body
    return "\n".join(line for line in body.split("\n") if not _ABSTRACT.fullmatch(line))


def mark(name: str) -> str:
    """An id as the list of pieces at the end of a file has it."""
    return digest(name, _LENGTH)


def token(name: str) -> str:
    """An id as it stands in a comment: letters, digits and a few signs; the end of a long one is a digest.

    Names of works are kept whole, however many they are.
    """
    if OF_WORKS.fullmatch(name):
        return name
    plain = name if _PLAIN_ID.fullmatch(name) else "".join(map(_in_id, unicodedata.normalize("NFC", name)))
    text = plain.replace("--", "-%2D")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}+{mark(name)}"


@lru_cache(maxsize=4096)
def _in_id(character: str) -> str:
    if character.isalnum() or character in _IN_ID:
        return character
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def digest_of(text: str) -> str:
    """The digest that a piece with ``text`` has.

    White space and abstracts aside: a paragraph may be filled anew, a comment deleted.
    """
    text = without_abstracts(text)
    has_blanks_alone = text.isprintable() and "  " not in text
    return digest((text if has_blanks_alone else _WHITE.sub(" ", text)).strip(" "), _LENGTH)


def _whole(text: str) -> str:
    return digest(text.replace("\r\n", "\n"), 2 * _LENGTH)


# Reading ------------------------------------------------------------------------------------------------------------


def read(text: str) -> FragmentFile:
    """A file as it is, without flags. A piece that is there twice is one: the copy's line becomes ``plbib-copy``."""
    return _FragmentReader().read(text)


class _FragmentReader:
    def __init__(self) -> None:
        self._entries: list[FragmentPiece | str | Own] = []
        self._first: re.Match[str] | None = None
        self._last: list[str] = []
        self._listed: list[str] = []
        self._seen: set[str] = set()
        self._marks: set[str] = set()
        self._ids: set[str] = set()
        self._head: tuple[str, str, str, bool] | None = None  # of the piece that is being read
        self._lines: list[str] = []

    def read(self, text: str) -> FragmentFile:
        for line in text.split("\n"):
            if not _FLAG.fullmatch(line):
                self._line(line)
        self._close()
        version, asked = (int(self._first[1]), self._first[2] or "") if self._first else (None, "")
        return FragmentFile(
            entries=tuple(self._entries),
            version=version,
            first=self._first[0] if self._first else "",
            last=tuple(self._last),
            listed=tuple(self._listed),
            marks=frozenset(self._marks),
            untouched=_whole(text.partition("\n")[2]) == asked if version == 1 else bool(version) and self._untouched(),
            options={name: unquote(value) for name, _, value in (one.partition("=") for one in asked.split()) if value},
        )

    def _untouched(self) -> bool:
        """Whether every piece is there, as generated, in its place, and nothing else."""
        ids = [one.id for one in self._entries if isinstance(one, FragmentPiece) and one.intact]
        own = any(isinstance(one, str) and one.strip() for one in self._entries)
        pieces = sum(isinstance(one, FragmentPiece) for one in self._entries)
        return not own and len(ids) == pieces and ids == self._listed

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
        first, listed, told_ = _FIRST.fullmatch(line), _LISTED.fullmatch(line), _TOLD.fullmatch(line)
        if first and not self._first:
            self._place(Own.FIRST)
            self._first = first
        elif listed or told_:
            if not self._last:
                self._place(Own.LISTED)
            self._last.append(line)
            self._marks.update(listed[1].split() if listed else ())
            if told_ and told_[1] and told_[1] not in self._seen:
                self._seen.add(told_[1])
                self._listed.append(told_[1])
        return bool(first or listed or told_)

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
            name, digest_then, marker, gap = self._head
            self._entries.append(FragmentPiece(name, digest_then, marker, tuple(self._lines), gap))
        self._head = None
