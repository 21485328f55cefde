"""Telling cites apart: names, given names, the disambiguate condition, year suffixes (CSL 1.0.2, "Disambiguation").

The order of the steps is that of citeproc-js, on which the printed names depend.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from plbib.rendering.csl.cite import Cites
from plbib.rendering.csl.namesakes import Level, Namesakes
from plbib.rendering.csl.style import Style

if TYPE_CHECKING:
    from plbib.rendering.csl.context import Printer
    from plbib.rendering.csl.engine import Entry


class Distinction(Struct, frozen=True):
    """What tells one entry from those cited alike: so many names at least, given names so far, a suffix or more."""

    names: int = 0
    givens: tuple[Level, ...] = ()
    year_suffix: str = ""
    disambiguate: bool = False


NONE = Distinction()


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
        search = _NameSearch(cites, members, names=self._names, givens=self._by_cite)
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


class _NameSearch:
    """The search for names that tell a group of like cites apart."""

    def __init__(self, cites: Cites, members: "list[Entry]", *, names: bool, givens: bool) -> None:
        self._cites, self._add_names, self._add_givens = cites, names, givens
        shown = {entry.at: cites.names_shown(entry, NONE) for entry in members}
        ordered = sorted(members, key=lambda entry: (str(shown[entry.at][1]), entry.record.key))
        self._most = shown[ordered[0].at][1]
        self._names = max(count for count, _, _ in shown.values())
        self._givens = [Level.FAMILY] * max(count for _, count, _ in shown.values())
        self._initials = any(initials for _, _, initials in shown.values())
        self._kept = Distinction(names=self._names, givens=tuple(self._givens))
        self._waiting = [ordered]
        self._spent = False  # whether there is nothing left to add
        self.found: dict[int, Distinction] = {}

    def run(self) -> "list[tuple[list[Entry], Distinction]]":
        """The groups that stay alike, and what they show by then; what was told apart is in :attr:`found`."""
        alike: list[tuple[list[Entry], Distinction]] = []
        while self._waiting:
            members = self._waiting.pop(0)
            self._at, before, still = 0, 1, 0
            fresh = True
            while members:
                if self._spent:
                    if len(self._parted(members)[0]) > 1:
                        alike.append((members, self._kept))
                    else:
                        self._tell(members)
                    break
                last = not fresh and self._step()
                fresh = False
                partners, others = self._parted(members)
                before, still = still, len(partners) - 1
                members, fresh = self._settled(members, partners, others, before, last)
                self._spent = self._spent or last
        return alike

    def _step(self) -> bool:
        """Add a little: the next level of a given name, or one name more. Whether that was the last there is."""
        grown = self._at < len(self._givens) and self._givens[self._at] < Level.FULL
        if self._add_givens and grown:
            self._givens[self._at] = Level(self._givens[self._at] + 1)
        elif self._add_names and self._at < self._most:
            self._names += 1
            self._at += 1
        names_spent = not self._add_names or self._at == self._most
        at_end = self._at >= len(self._givens) or self._givens[self._at] is Level.FULL
        if grown and self._add_givens and not self._initials:
            self._givens[self._at] = Level.FULL
        return names_spent and (not self._add_givens or at_end)

    def _parted(self, members: "list[Entry]") -> "tuple[list[Entry], list[Entry]]":
        """The first and those cited like it, and the others."""
        shown = Distinction(names=self._names, givens=tuple(self._givens))
        texts = [self._cites.compared(entry, shown) for entry in members]
        partners = [entry for entry, text in zip(members, texts, strict=True) if text == texts[0]]
        return partners, [entry for entry, text in zip(members, texts, strict=True) if text != texts[0]]

    def _settled(
        self, members: "list[Entry]", partners: "list[Entry]", others: "list[Entry]", before: int, last: bool
    ) -> "tuple[list[Entry], bool]":
        """What is left of the group, and whether it starts afresh, after those that stand alone were found."""
        still = len(partners) - 1
        if not still:
            self._keep()
            self._tell(partners + (others if len(others) == 1 else []))
            return ([], False) if len(others) == 1 else (others, bool(others))
        if len(others) == 1:
            self._keep()
            self._tell(others)
        elif still < before:
            self._keep()
            self._waiting.append(others)
        elif last:
            self._waiting.append(partners)
            return others, False
        else:
            return members, False
        return partners, False

    def _keep(self) -> None:
        """The last step helped: keep what it added."""
        kept = list(self._kept.givens)
        if self._at < len(kept):
            kept[self._at] = self._givens[self._at]
        self._kept = Distinction(names=self._names, givens=tuple(kept))

    def _tell(self, entries: "list[Entry]") -> None:
        self.found.update({entry.at: self._kept for entry in entries})
