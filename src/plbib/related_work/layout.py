"""How much fits a page: texts measured by the widths of Latin letters, for TeX cannot say before it has run."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil
from typing import TypeVar

from plbib.text import markup
from plbib.text.mathematics import split

_One = TypeVar("_One")
_WIDTHS = {
    one: width
    for width, letters in {
        0.28: "!',.:;[]il|",
        0.31: "fj",
        0.33: " -",
        0.38: 'I"()rst',
        0.44: "cez",
        0.5: "?$*/0123456789\\`ago{}",
        0.53: "Jkqvxy",
        0.56: "S^bdhnpu~",
        0.62: "ZL",
        0.67: "FEP",
        0.72: "BCTw",
        0.75: "RAHNUVXYD_",
        0.78: "&+<=>@GKOQ",
        0.83: "#%m",
        0.92: "M",
        1.03: "W",
    }.items()
    for one in letters
}
"""Widths in em of Computer Modern at 10 pt; those of Times and Libertine are less."""
_COMMAND = re.compile(r"\\[A-Za-z]+")


def width(text: str) -> float:
    """The width of ``text``, which may hold CSL's markup and math, in em."""
    if "$" not in text and "<" not in text:  # as most are
        return sum(map(_width_of, text))
    return sum(
        sum(map(_width_of, _COMMAND.sub("x", part) if is_math else part)) for part, is_math in split(markup.plain(text))
    )


def widest_word(text: str) -> float:
    """The width of the longest word, in em: what a column takes at least."""
    return max(map(width, text.split()), default=0.0)


@lru_cache(maxsize=4096)
def _width_of(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    letters = unicodedata.normalize("NFKD", character)
    return sum(_WIDTHS.get(letter, 0.6) for letter in letters if not unicodedata.combining(letter))


def lines(text: float, width: float) -> int:
    """How many lines of ``width`` a text of the width ``text`` takes; lines are not filled to their ends."""
    return max(1, ceil(1.15 * text / max(width, 1)))


def batches(rows: Sequence[_One], sizes: Iterable[int], most: int) -> list[list[_One]]:
    """``rows`` cut into parts whose sizes are ``most`` at most, together; a larger row is a part of its own."""
    parts: list[list[_One]] = []
    left = 0
    for row, size in zip(rows, sizes, strict=True):
        if size > left:
            parts.append([])
            left = most
        parts[-1].append(row)
        left -= size
    return parts
