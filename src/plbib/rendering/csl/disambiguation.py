"""Telling cites apart: names, given names, the disambiguate condition, year suffixes (CSL 1.0.2, "Disambiguation").

The order of the steps is that of citeproc-js, on which the printed names depend.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from plbib.rendering.csl.cite import Cites
from plbib.rendering.csl.context import Printer
from plbib.rendering.csl.distinction import NONE, Distinction
from plbib.rendering.csl.entry import BibliographyEntry
from plbib.rendering.csl.namesakes import Namesakes
from plbib.rendering.csl.namesearch import NameSearch
from plbib.rendering.csl.people import Person
from plbib.rendering.csl.style import Style


class FirstCites(NamedTuple):
    """The cites of some entries: who is named in them; by the identity of the item, text and whom it begins with."""

    namesakes: Namesakes | None
    written: dict[int, tuple[str, tuple[Person, ...]]]


def letters(number: int) -> str:
    """``0`` → ``a``, ``25`` → ``z``, ``26`` → ``aa``."""
    out = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(97 + rest) + out
    return out


def number_of(suffix: str) -> int:
    """``a`` → 0, ``aa`` → 26; the way back from :func:`letters`."""
    number = 0
    for letter in suffix:
        number = number * 26 + ord(letter) - 96
    return number - 1


class Disambiguation:
    """The rules of one style."""

    def __init__(self, style: Style) -> None:
        options = style.options("citation")
        self._style = style
        self._suffix = options.get("disambiguate-add-year-suffix") == "true"
        self._names = options.get("disambiguate-add-names") == "true"
        self._givens = options.get("disambiguate-add-givenname") == "true"
        self.by_cite = self._givens and options.get("givenname-disambiguation-rule", "by-cite") == "by-cite"
        self.everywhere = self._givens and not self.by_cite
        self._condition = style.tests("disambiguate")
        self.needed = self._suffix or self._names or self._givens or self._condition

    def write_first(self, entries: Sequence[BibliographyEntry], parts: list[Printer]) -> FirstCites:
        """The cites before anything is done to tell them apart, and whom they name."""
        cites = Cites(parts, Namesakes(self._style) if self._givens else None)
        written = {}
        for entry in entries:
            text = cites.write_plain(entry, NONE)
            written[id(entry.record.item)] = text, cites.leading
        return FirstCites(cites.namesakes, written)

    def run(
        self, entries: Sequence[BibliographyEntry], parts: list[Printer], first: FirstCites | None = None
    ) -> tuple[dict[int, Distinction], Namesakes | None]:
        """By the place of the entry, what those need that are cited like another; and the persons met.

        ``entries`` are in the order of the reference list, by which year suffixes are given; ``parts`` write a cite.
        ``first`` are their cites if they are written by now.
        """
        if not (self.needed and parts):
            return {}, None
        first = first or self.write_first(entries, parts)
        cites = Cites(parts, first.namesakes)
        alike: dict[str, list[BibliographyEntry]] = {}
        for entry, text in zip(entries, self._write_all(cites, entries, first, parts), strict=True):
            alike.setdefault(text, []).append(entry)
        distinctions: dict[int, Distinction] = {}
        for text, members in alike.items():
            if text and len(members) > 1:
                for group, base in self._tell_apart_by_names(cites, members, distinctions):
                    self._tell_apart_by_suffix(group, base, distinctions)
        return distinctions, cites.namesakes

    def _write_all(
        self, cites: Cites, entries: Sequence[BibliographyEntry], first: FirstCites, parts: list[Printer]
    ) -> Iterator[str]:
        """The cites before anything is done to tell them apart, with given names where the rule asks for them.

        Where no names are added, given names do not count, as citeproc-js has it: letters tell apart what they do.
        """
        if self.everywhere and not self._names:
            cites = Cites(parts)
            for entry in entries:
                yield cites.write_plain(entry, NONE)
            return
        namesakes = None if self.by_cite else first.namesakes
        for entry in entries:
            text, people = first.written[id(entry.record.item)]
            # Everybody is met by now.
            yield cites.write_plain(entry, NONE) if namesakes and namesakes.shared(people) else text

    def _tell_apart_by_names(
        self, cites: Cites, members: list[BibliographyEntry], distinctions: dict[int, Distinction]
    ) -> list[tuple[list[BibliographyEntry], Distinction]]:
        """Show given names and more names, one after the other, until no cite is like another or nothing is left.

        Those that can be told apart are put into ``distinctions``; the others come back in groups.
        """
        if self.everywhere and not self._names:
            return [(group, NONE) for group in _apart(cites, members)]
        if not (self._names or self.by_cite):
            return [(members, NONE)]
        search = NameSearch(cites, members, names=self._names, givens=self.by_cite)
        rest = search.run()
        distinctions.update(search.distinctions)
        return rest

    def _tell_apart_by_suffix(
        self, members: list[BibliographyEntry], base: Distinction, distinctions: dict[int, Distinction]
    ) -> None:
        """Year suffixes in the order of the list; in a style without them, the disambiguate condition."""
        if self._suffix and len(members) > 1:
            ordered = sorted(members, key=lambda entry: entry.at)
            suffixed = {entry.at: replace(base, year_suffix=letters(at)) for at, entry in enumerate(ordered)}
            distinctions.update(suffixed)
        else:
            flagged = replace(base, disambiguate=self._condition and len(members) > 1)
            distinctions.update({entry.at: flagged for entry in members})


def _apart(cites: Cites, members: list[BibliographyEntry]) -> list[list[BibliographyEntry]]:
    """What given names leave alike of a group: all of it where they leave the first so, as citeproc-js has it."""
    alike: dict[str, list[BibliographyEntry]] = {}
    for entry in members:
        alike.setdefault(cites.write_plain(entry, NONE), []).append(entry)
    first, *others = alike.values()
    return [members] if len(first) > 1 else [group for group in others if len(group) > 1]
