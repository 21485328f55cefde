"""Where something that grows begins to be read otherwise: the bounds of the code, found from outside."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from itertools import pairwise, product

from tests.benchmarks.rows import EXPLICIT, functions, takes_text
from tests.pinned.functions import result

UNITS = ("a", "a ", "Kite ", "(", "A. ", "Ann Berg, ", "[x](y) ")
"""What a text is made of, once and many times."""
MOST = 700
FRAMES = ("{}", "{}, 2021", "Kites: {} (ICLR)", "[{}](https://a.org/1)")
"""What such a text stands in."""
_MANY = 6
"""More bounds than these are none: what is shown changes all the way."""


def bounds(show: Callable[[int], str], most: int = MOST) -> list[int]:
    """The numbers up to ``most`` from which on ``show`` says something else than for one less.

    Between numbers that are tried it is looked for by halving, so that one of two that are close can be missed.
    """
    told, number, tried = cache(show), 1, []
    while number < most:
        tried.append(number)
        number += 1 + number // 3
    found = []
    for low, high in pairwise([*tried, most]):
        below, above = low, high
        while told(low) != told(high) and above - below > 1:
            middle = (below + above) // 2
            below, above = (middle, above) if told(middle) == told(low) else (below, middle)
        found += [above] if told(low) != told(high) else []
        if len(found) > _MANY:
            return []
    return found


def without_lengths(unit: str, shown: str, count: int) -> str:
    """What is shown, with the same for any number of units and any place, and whether it holds all units."""
    word = unit.strip(" ,;\n") or unit
    there = shown.count(word)
    shown = re.sub(rf"(?:{re.escape(word)}(?:[\s,;]|\\n)*){{2,}}", lambda _: word, shown)
    shown = re.sub(r"\b(?:[4-9]|\d\d+)\b", "#", shown)
    return f"{shown} {'all' if there == count else 'none' if not there else 'some'}"


def table(rows: Iterable[tuple[str, Callable[[str], str]]], frames: Sequence[str], units: Sequence[str] = UNITS) -> str:
    """A line for each function: the units and frames for which it has bounds, beside that of one and several."""
    lines = []
    for name, run in rows:
        told = []
        for frame, unit in product(frames, units):
            found = bounds(partial(_grown, run, frame, unit))
            told += [f" {frame.replace('{}', unit)!r} {' '.join(map(str, found))}"] if found[-1:] > [2] else []
        lines += [f"{name}{','.join(told)}\n"] if told else []
    return "".join(lines)


def _grown(run: Callable[[str], str], frame: str, unit: str, count: int) -> str:
    return without_lengths(unit, run(frame.replace("{}", unit * count)), count)


def of_functions(package: str) -> str:
    """The bounds of the public functions of a package that take one text."""
    rows = (
        (name, partial(result, EXPLICIT.get(name, function)))
        for name, function in functions(package)
        if (name in EXPLICIT or takes_text(function)) and name not in _CONSTANT
    )
    return table(rows, FRAMES)


_CONSTANT = frozenset("text.texforms.signs text.macros.known_commands text.formulas.sign text.patterns.regex".split())
"""Functions that give the same for any text, and one that wraps another's."""
