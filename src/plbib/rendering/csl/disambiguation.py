"""Telling cites apart: names, given names, the disambiguate condition, year suffixes (CSL 1.0.2, "Disambiguation").

The order of the steps is that of citeproc-js, on which the printed names depend.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from plbib.rendering.csl.cite import Cites
from plbib.rendering.csl.distinction import NONE, Distinction
from plbib.rendering.csl.namesakes import Namesakes
from plbib.rendering.csl.namesearch import NameSearch
from plbib.rendering.csl.style import Style

if TYPE_CHECKING:
    from plbib.rendering.csl.context import Printer
    from plbib.rendering.csl.engine import Entry


def letters(number: int) -> str:
    """``0`` → ``a``, ``25`` → ``z``, ``26`` → ``aa``."""
    out = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(97 + rest) + out
    return out


class Disambiguation:
    """The rules of one style."""

    def __init__(self, style: Style) -> None:
        options = {} if style.citation is None else dict(style.citation.attrib)
        self._style = style
        self._suffix = options.get("disambiguate-add-year-suffix") == "true"
        self._names = options.get("disambiguate-add-names") == "true"
        self._givens = options.get("disambiguate-add-givenname") == "true"
        self._by_cite = self._givens and options.get("givenname-disambiguation-rule", "by-cite") == "by-cite"
        self.everywhere = self._givens and not self._by_cite
        self._condition = style.tests("disambiguate")
        self.needed = self._suffix or self._names or self._givens or self._condition

    def met(self, entries: "Sequence[Entry]", parts: "list[Printer]") -> Namesakes | None:
        """The persons cited, where the rule tells them apart :attr:`everywhere`, not only in cites that look alike."""
        if not (self.everywhere and parts):
            return None
        cites = Cites(parts, Namesakes(self._style))
        for entry in entries:
            cites.compared(entry, NONE)
        return cites.namesakes

    def run(
        self, entries: "Sequence[Entry]", parts: "list[Printer]"
    ) -> "tuple[dict[int, Distinction], Namesakes | None]":
        """By the place of the entry, what those need that are cited like another; and the persons met.

        ``entries`` are in the order of the reference list, by which year suffixes are given; ``parts`` write a cite.
        """
        if not (self.needed and parts):
            return {}, None
        cites = Cites(parts, Namesakes(self._style) if self._givens else None)
        alike: dict[str, list[Entry]] = {}
        for entry, text in zip(entries, self._texts(cites, entries), strict=True):
            alike.setdefault(text, []).append(entry)
        found: dict[int, Distinction] = {}
        for text, members in alike.items():
            if text and len(members) > 1:
                for group, base in self._by_names(cites, members, found):
                    self._by_text(group, base, found)
        return found, cites.namesakes

    def _texts(self, cites: Cites, entries: "Sequence[Entry]") -> list[str]:
        """The cites before anything is done to tell them apart, with given names where the rule asks for them."""
        texts, leading = [], []
        for entry in entries:
            texts.append(cites.compared(entry, NONE))
            leading.append(cites.leading)
        namesakes = cites.namesakes
        if namesakes is None or namesakes.by_cite:
            return texts
        return [  # everybody is met by now
            cites.compared(entry, NONE) if namesakes.shared(people) else text
            for entry, text, people in zip(entries, texts, leading, strict=True)
        ]

    def _by_names(
        self, cites: Cites, members: "list[Entry]", found: dict[int, Distinction]
    ) -> "list[tuple[list[Entry], Distinction]]":
        """Show given names and more names, one after the other, until no cite is like another or nothing is left.

        Those that can be told apart are put into ``found``; the others come back in groups.
        """
        if not (self._names or self._by_cite):
            return [(members, NONE)]
        search = NameSearch(cites, members, names=self._names, givens=self._by_cite)
        rest = search.run()
        found.update(search.found)
        return rest

    def _by_text(self, members: "list[Entry]", base: Distinction, found: dict[int, Distinction]) -> None:
        """Year suffixes in the order of the list; in a style without them, the disambiguate condition."""
        if self._suffix and len(members) > 1:
            ordered = sorted(members, key=lambda entry: entry.at)
            suffixed = {entry.at: replace(base, year_suffix=letters(at)) for at, entry in enumerate(ordered)}
            found.update(suffixed)
        else:
            flagged = replace(base, disambiguate=self._condition and len(members) > 1)
            found.update({entry.at: flagged for entry in members})
