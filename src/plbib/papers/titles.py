"""Titles of papers as they are compared: one form, and how far two of them agree."""

import re
import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from plbib.text import untex
from plbib.text.patterns import regex
from plbib.text.unicode import clean, squeeze

_ALIKE = 95.0
"""Least ``rapidfuzz.fuzz.ratio`` of the forms of titles that differ by a slip: 0.33 % of 1,500 titles have another
paper's at it, most of these with another number (``spec/metadata-sources.md`` §6.1, §6.4)."""
_MENDED = 60.0
"""The least at which an equal identifier still means the same paper: below it, the link is another paper's (§6.4)."""
_ENTITY = regex(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED = 3
"""How often entities are at most escaped, by one program after another."""
_TAG = regex(
    r"</?(?:i|b|em|strong|u|tt|italic|bold|monospace|su[bp]|inf|scp?|small|span|font|br|p|mml:\w+|jats:[\w-]+"
    r"|math|mrow|m[ino]|msu[bp]|msubsup|mtext|mfrac|mover|munder)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_COMMAND = regex(r"\\[A-Za-z]+")
_PLUSES = regex(r"(?<=\w)\++(?!\w)")
_THOUSANDS = regex(r"(?<=\d),(?=\d{3}(?!\d))")
NOT_WORD = regex(r"[\W_]+")
_APART = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))
"""ASCII, with a blank in place of what is no letter and no digit."""
_COUNTED = regex(r"\d|(?<![^\W_])[ivx]+(?![^\W_])")
_NUMERAL = regex(r"(?=.)(x{0,3})(ix|iv|v?i{0,3})")
_UNITS = ("", *"i ii iii iv v vi vii viii ix".split())
_NUMERALS = frozenset(ten + unit for ten in ("", "x", "xx", "xxx") for unit in _UNITS)
"""The words that it fits."""
_DIGITS = regex(r"\d+")
_PART = frozenset("part pt volume vol book chapter section paper report number no".split())
"""Words after which one letter is a number."""
_GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi"
_FOLDS = {
    **dict(zip("αβγδεζηθικλμνξοπρστυφ", _GREEK.split(), strict=True)),
    **dict(zip("χψωæœþ", ("chi", "psi", "omega", "ae", "oe", "th"), strict=True)),
    **dict(zip("øłđðħı", "olddhi", strict=True)),
}
"""What people write for a letter that Unicode does not take apart, once it is in lower case."""
_FOLDED = regex(f"[\u0300-\u036f{''.join(_FOLDS)}]")
"""Those letters, and accents."""


@lru_cache(maxsize=32768)
def fingerprint(title: str) -> str:
    """The form of a title that a lock file holds. It never changes, or no lock written before would be understood."""
    return squeeze(title)


@lru_cache(maxsize=32768)
def normalise(title: str) -> str:
    """The form in which titles are compared: letters and digits alone.

    Case, accents, punctuation, markup, TeX and entities make no difference, nor do ``&`` and ``and``, a Greek letter
    and its name, ``Part II`` and ``Part 2``. Other numbers do, and so does ``++`` at the end of a word.
    """
    return split(title)[0]


@lru_cache(maxsize=32768)
def split(title: str) -> tuple[str, tuple[str, ...]]:
    """The form of a title (:func:`normalise`), and its words as they stand there."""
    text = fold(title)
    words = tuple(words_of(text))
    letters = "".join(words)
    if letters.isascii() and _counts_nothing(words):
        return letters, words
    if not _COUNTED.search(text):
        return letters or clean(title).casefold(), words
    counted = _words(text)
    form = "".join(
        f".{word}" if word[0].isdigit() and before[-1:].isdigit() else word
        for before, word in zip(("", *counted), counted, strict=False)
    )
    return form, words


def fold(title: str) -> str:
    """``title`` in plain lower case, its words still apart."""
    text = _as_characters(title) if "\\" in title or "&" in title or "<" in title else title
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = _FOLDED.sub(lambda letter: _FOLDS.get(letter[0], ""), text)
    text = text.casefold().replace("&", " and ")
    return _PLUSES.sub(lambda pluses: "plus" * len(pluses[0]), text) if "+" in text else text


@lru_cache(maxsize=4096)  # few titles have any, and TeX takes long
def _as_characters(text: str) -> str:
    """``text`` without TeX, entities and tags."""
    if "\\" in text:
        text = _COMMAND.sub(lambda command: untex.unescape(command[0]), untex.unescape(text))
    for _ in range(_ESCAPED):
        text = _ENTITY.sub(_character, text)
    return _TAG.sub("", text)


def _character(entity: re.Match[str]) -> str:
    from html import unescape  # takes a while to load

    return unescape(entity[0])


def words_of(text: str) -> list[str]:
    """The words of a folded title."""
    if text.isascii():
        return text.encode().translate(_APART).decode().split()
    return [word for word in NOT_WORD.split(text) if word]


def _counts_nothing(words: Sequence[str]) -> bool:
    """Whether there are words, and none is a number, as nearly always."""
    return "".join(words).isalpha() and _NUMERALS.isdisjoint(words)


def _words(text: str) -> list[str]:
    """The words of a folded title, Roman numbers as Arabic."""
    words = words_of(_THOUSANDS.sub("", text))
    return [
        _arabic(word) if len(word) > 1 or before in _PART else word
        for before, word in zip(("", *words), words, strict=False)
    ]


def _arabic(word: str) -> str:
    """A Roman number up to 39 in digits; any other word as it is."""
    numeral = _NUMERAL.fullmatch(word)
    if not numeral:
        return word
    units = {"iv": 4, "ix": 9}.get(numeral[2], 5 * numeral[2].count("v") + numeral[2].count("i"))
    return str(10 * len(numeral[1]) + units)


def numbers_of(title: str) -> list[str]:
    """The numbers in a title, which tell apart what else is alike: parts I and II, versions 3 and 4."""
    text = fold(title)
    if _counts_nothing(words_of(text)):
        return []
    return sorted(number for word in _words(text) for number in _DIGITS.findall(_arabic(word)))


def closeness(one: str, other: str) -> float:
    """How close two forms are, from 0 to 100: the measure of every figure in ``spec/metadata-sources.md`` §6."""
    from rapidfuzz import fuzz  # takes a while to load

    return fuzz.ratio(one, other)


class Likeness(IntEnum):
    """How far two titles agree."""

    UNLIKE = 0
    MENDED = 1
    """Alike enough for one that was mended, or there is but one title."""
    ALIKE = 2
    """Different by a slip, with the same numbers."""
    EQUAL = 3


def compare_titles(one: str, other: str) -> Likeness:
    """How far two titles, as printed, agree."""
    form, other_form = normalise(one), normalise(other)
    if not form or not other_form:
        return Likeness.MENDED
    if form == other_form:
        return Likeness.EQUAL
    ratio = closeness(form, other_form)
    if ratio >= _ALIKE and numbers_of(one) == numbers_of(other):
        return Likeness.ALIKE
    return Likeness.MENDED if ratio >= _MENDED else Likeness.UNLIKE


def same_system(one: str, other: str) -> bool:
    """Whether two titles begin with the same name of what they are about, as one paper's do that was renamed."""
    names = [title.partition(":")[0] if ":" in title else "" for title in (one, other)]
    forms = [normalise(name) if 0 < len(name) <= _LONGEST_NAME else "" for name in names]
    return forms[0] == forms[1] != ""


_LONGEST_NAME = 30
"""Characters of the name of a system."""


def resemble(one: str, other: str) -> bool:
    """Whether one of two fingerprints can be the other, mended."""
    return closeness(one, other) >= _MENDED
