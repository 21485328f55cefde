"""Names that tell a group of like cites apart: given names and more names, one after the other, until it parts.

The order of the steps is that of citeproc-js, on which the printed names depend. A step writes each cite once.
"""

from collections import Counter, deque

from plbib.rendering.csl.cite import Cites
from plbib.rendering.csl.distinction import NONE, Distinction
from plbib.rendering.csl.entry import BibliographyEntry
from plbib.rendering.csl.namesakes import Level


class NameSearch:
    """The search in one group; ``names`` and ``givens`` say what may be added."""

    def __init__(self, cites: Cites, members: list[BibliographyEntry], *, names: bool, givens: bool) -> None:
        self._cites, self._add_names, self._add_givens = cites, names, givens
        shown = {entry.at: cites.count_names(entry, NONE) for entry in members}
        # By the digits of the number of names, as citeproc-js has it.
        ordered = sorted(members, key=lambda entry: (str(shown[entry.at][1]), entry.record.key))
        self._most = shown[ordered[0].at][1]
        self._names = max(count for count, _, _ in shown.values())
        self._givens = [Level.FAMILY] * max(count for _, count, _ in shown.values())
        self._initials = any(initials for _, _, initials in shown.values())
        self._kept = Distinction(names=self._names, givens=tuple(self._givens))
        self._waiting = deque([ordered])
        self._spent = False  # whether there is nothing left to add
        self.distinctions: dict[int, Distinction] = {}

    def run(self) -> list[tuple[list[BibliographyEntry], Distinction]]:
        """The groups that stay alike, and what they show by then; what was told apart is in :attr:`distinctions`."""
        alike = []
        while self._waiting:
            left = self._split(self._waiting.popleft())
            if left:
                alike.append((left, self._kept))
        return alike

    def _split(self, members: list[BibliographyEntry]) -> list[BibliographyEntry]:
        """Tell the members of a list apart, step by step; those that nothing is left for come back."""
        self._at, still, last = 0, 0, False
        texts = self._write(members)
        while members:
            first = texts[members[0].at]
            before, still = still, Counter(texts.values())[first] - 1
            if self._spent:
                return members if still else self._note(members)
            if still:
                members = self._part(members, texts, improved=still < before, last=last)
            else:
                members = self._without_alone(members, texts, last=last)
            self._spent = self._spent or last
            last = False
            if still and members and not self._spent:
                last = self._step()
                texts = self._write(members)
            else:
                texts = {entry.at: texts[entry.at] for entry in members}
        return members

    def _part(
        self, members: list[BibliographyEntry], texts: dict[int, str], *, improved: bool, last: bool
    ) -> list[BibliographyEntry]:
        """The members to go on with where the first of them is cited like others."""
        partners = [entry for entry in members if texts[entry.at] == texts[members[0].at]]
        others = [entry for entry in members if texts[entry.at] != texts[members[0].at]]
        if len(others) == 1:
            self._keep()
            self._note(others)
        elif improved:
            self._keep()
            self._waiting.append(others)
        elif last:
            self._waiting.append(partners)
            return others
        else:
            return members
        return partners

    def _without_alone(
        self, members: list[BibliographyEntry], texts: dict[int, str], *, last: bool
    ) -> list[BibliographyEntry]:
        """The members without those at the start that stand alone; after the last step, without the first."""
        self._keep()
        counts = Counter(texts.values())
        at = 0
        while at < len(members) and counts[texts[members[at].at]] == 1 and not (last and at):
            at += 1
        if len(members) - at == 1:  # one that is left stands alone, too
            at = len(members)
        self._note(members[:at])
        return members[at:]

    def _write(self, members: list[BibliographyEntry]) -> dict[int, str]:
        """The cites by the place of the entry, with what was added so far."""
        shown = Distinction(names=self._names, givens=tuple(self._givens))
        return {entry.at: self._cites.write_plain(entry, shown) for entry in members}

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

    def _keep(self) -> None:
        """The last step helped: keep what it added."""
        kept = list(self._kept.givens)
        if self._at < len(kept):
            kept[self._at] = self._givens[self._at]
        self._kept = Distinction(names=self._names, givens=tuple(kept))

    def _note(self, entries: list[BibliographyEntry]) -> list[BibliographyEntry]:
        """Note that these are told apart, so that nothing is left to do for them."""
        self.distinctions.update({entry.at: self._kept for entry in entries})
        return []
