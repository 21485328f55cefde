"""Papers that may be ones known before under another title and another link: pairs for a person to judge.

A preprint is published under a new name, and its line gets both. Whoever is sure asks :mod:`plbib.papers.identity`.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plbib.papers.identity import Agreement, Paper, compare_identifiers, surname
from plbib.papers.titles import NOT_WORD, closeness, fold, normalise
from plbib.text.patterns import regex

_ALIKE = 85.0
"""Least closeness of two titles for the question; the slips that need none are closer (:mod:`plbib.papers.titles`)."""
ANY_TITLE, NO_TITLE = 0.0, math.inf
"""The same first author is enough, or never."""
_SYSTEM = regex(r"^([^\s:]{2,30}):\s")
_MANY = 200
"""More papers than this that are new and that left are another list, not one that changed."""

Same = tuple[str, str]
"""Two names of one paper, the new one and the old; the second is empty for a paper that is none before."""


class Earlier(Struct, frozen=True):
    """A paper of before, by a name; ``nearly`` is the least closeness of titles that the same first author needs."""

    name: str
    paper: Paper
    nearly: float


def successors(new: Mapping[str, Paper], old: Sequence[Earlier]) -> dict[str, tuple[str, str]]:
    """For new papers, by their names, which old one each may be, and why; no old one twice, the likest pairs first."""
    if min(len(new), len(old)) > _MANY:
        return {}
    pairs = (
        (-score, name, earlier.name, reason)
        for name, paper in new.items()
        for earlier in old
        for score, reason in _evidence(paper, earlier)
    )
    chosen: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()
    for _, name, other, reason in sorted(pairs):
        if name not in chosen and other not in taken:
            taken.add(other)
            chosen[name] = other, reason
    return chosen


def _evidence(new: Paper, earlier: Earlier) -> Iterator[tuple[float, str]]:
    """How likely two papers are one, from 0 to 100, and what speaks for it; nothing if nothing does."""
    old = earlier.paper
    near = new.year is not None and old.year is not None and abs(new.year - old.year) <= 1
    ratio = closeness(normalise(new.title), normalise(old.title))
    if compare_identifiers(new.tokens, old.tokens) is Agreement.AGREE:
        yield 100.0, "they share an identifier"
    elif ratio >= _ALIKE:
        yield ratio, "their titles are alike"
    elif near and _system(new.title) and _system(new.title) == _system(old.title):
        yield 80.0, "their titles begin with the same name"
    elif near and ratio >= earlier.nearly and surname(new.authors) and surname(new.authors) == surname(old.authors):
        yield 20.0 + ratio / 2, "their first author is the same, and the year nearly"


def _system(title: str) -> str:
    """The name that a title begins with, folded: ``GPTQ: Accurate …`` → ``gptq``; ``""`` if it begins with none."""
    match = _SYSTEM.match(title)
    return NOT_WORD.sub("", fold(match[1])) if match else ""
