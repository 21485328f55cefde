"""How much fits a page, by estimate: TeX cannot say before it has run."""

from collections.abc import Iterable, Sequence
from math import ceil
from typing import TypeVar

_One = TypeVar("_One")


def lines(characters: float, width: float) -> int:
    """How many lines of ``width`` characters a text of ``characters`` takes; lines are not filled to their ends."""
    return max(1, ceil(1.15 * characters / max(width, 1)))


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
