"""Plain text: cleaning, comparing, folding to ASCII, file names."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any

from plbib.text.patterns import regex

_INVISIBLE = regex("[\u00ad\u200b-\u200d\u2060\ufeff\ufffc\u180e]")
WITHIN_WORDS = "\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff"
"""Soft hyphen, joiners, places to break, and marks of direction: Persian, Khmer and emoji are written with them.

A range for a pattern. What turns a whole line round is not among them.
"""
_BIDI = regex("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NONCHARACTERS = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
CONTROL = regex(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")
"""What no text holds: control characters, halves of a pair, and code points that are never characters."""
_TURNING = regex("[\u202a-\u202e\u2066-\u2069\ufffc]")
_NOT_WITHIN_WORDS = regex(f"[^{WITHIN_WORDS}]+")
_SPACE = regex(r"\s+")
_TEX_COMMAND = regex(r"\\[A-Za-z]+")
_NOT_ASCII = regex(r"[^\x00-\x7f]+")
_NOT_WORD = regex(r"[\W_]+")
_NOT_SLUG = regex(r"[^a-z0-9]+")
_RESERVED = frozenset(  # device names of Windows, which no file may bear whatever its extension
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)
_SLUG_LENGTH = 60
_NAME_LENGTH = 200  # of what is compared with known names


def clean(text: str) -> str:
    """``text`` on one line: no invisible, bidirectional or control characters, every white space one blank."""
    if text.isprintable() and "  " not in text and "\ufffc" not in text:  # U+FFFC is printable to Python
        return text.strip()
    line = text.replace("\n", " ").replace("\t", " ")
    if line.isprintable() and "\ufffc" not in line:  # no other white space is printable
        return " ".join(line.split())
    for pattern in (_INVISIBLE, _BIDI, CONTROL):
        text = pattern.sub("", text)
    return _SPACE.sub(" ", text).strip()


def on_one_line(text: str) -> str:
    """:func:`clean`, but what joins and turns letters within words stays; empty if there is nothing else."""
    if text.isprintable():
        return clean(text) if "  " in text or "\ufffc" in text else text.strip()
    for pattern in (_TURNING, CONTROL):
        text = pattern.sub("", text)
    return _SPACE.sub(" ", text).strip() if clean(text) else ""


def visible(text: str) -> str:
    """``text`` for a terminal or a log line: what could move the cursor or turn the line is shown as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in text)


def on_page(text: str) -> str:
    """``text`` for a page: as :func:`visible`, but what joins and turns letters within words stays as it is."""
    if text.isprintable():
        return text
    return _NOT_WITHIN_WORDS.sub(lambda found: visible(found[0]), text)


def squeeze(text: str) -> str:
    """The form in which titles are compared: letters and digits only, without case, accents or TeX commands."""
    if "\\" in text:
        text = _TEX_COMMAND.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    squeezed = _NOT_WORD.sub("", text.replace("&", " and ").casefold())
    return squeezed or clean(text).casefold()


def ascii_fold(text: str) -> str:
    """``text`` in ASCII, other scripts transliterated: ``Łukasz`` → ``Lukasz``, ``ß`` → ``ss``."""
    return text if text.isascii() else _NOT_ASCII.sub(lambda found: _folded(found[0]), text)


@lru_cache(maxsize=16384)  # most is a letter with an accent, or a sign
def _folded(characters: str) -> str:
    from anyascii import anyascii  # takes a while to load

    return str(anyascii(characters))


def slug(text: str) -> str:
    """A file name for ``text`` that is safe on every system: ``[a-z0-9-]``, never empty, never a device name."""
    name = _NOT_SLUG.sub("-", ascii_fold(text).lower()).strip("-")[:_SLUG_LENGTH].strip("-")
    return f"{name}-section" if name in _RESERVED else name or "section"


def near(name: str, names: Iterable[str], most: int = 1) -> list[str]:
    """Those of ``names`` that ``name`` may have been meant to be, nearest first."""
    from rapidfuzz import fuzz, process

    name = name[:_NAME_LENGTH]
    return [row[0] for row in process.extract(name, names, scorer=fuzz.ratio, limit=most, score_cutoff=60)]


def slugs(texts: list[str]) -> dict[str, str]:
    """Unique file names for distinct ``texts``; where several fold to one slug, each carries a digest of its text."""
    plain = {text: slug(text) for text in texts}
    uses = Counter(plain.values())
    return {text: f"{name}-{digest(text, 8)}" if uses[name] > 1 else name for text, name in plain.items()}


def digest(text: str, length: int) -> str:
    """``length`` characters of ``[a-z2-7]`` that follow from ``text`` alone; with a shorter one a longer one begins."""
    last = _sha256()(text.encode("utf-8", "surrogatepass")).digest()[-(length + 2) :]  # more bits than it takes
    bits = int.from_bytes(last)
    if length == 8:  # as pieces of drafts have, by the ten thousand
        first, second, third, fourth = bits & 1023, bits >> 10 & 1023, bits >> 20 & 1023, bits >> 30 & 1023
        return f"{_PAIRS[first]}{_PAIRS[second]}{_PAIRS[third]}{_PAIRS[fourth]}"
    return "".join([_PAIRS[(bits >> shift) & 1023] for shift in range(0, 5 * length, 10)])[:length]


@cache
def _sha256() -> Callable[[bytes], Any]:
    import hashlib  # takes a while to load

    return hashlib.sha256


_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [first + second for second in _ALPHABET for first in _ALPHABET]
"""Ten bits, the lower five first."""
