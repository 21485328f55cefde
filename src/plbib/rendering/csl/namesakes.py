"""Persons with one family name: how much of the given name tells them apart (CSL 1.0.2, "Disambiguation": rules)."""

from copy import copy
from enum import IntEnum
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from plbib.rendering.csl.initials import initialize
from plbib.rendering.csl.people import People, Person
from plbib.rendering.csl.style import Style

_family = attrgetter("family")


class Level(IntEnum):
    """How much of the given name is shown."""

    FAMILY = 0
    INITIALS = 1
    FULL = 2


class Namesakes:
    """The persons met so far, by ``givenname-disambiguation-rule``."""

    def __init__(self, style: Style) -> None:
        self._rule = style.options("citation").get("givenname-disambiguation-rule", "by-cite")
        self._with_particle = style.demote == "never"
        self.by_cite = self._rule == "by-cite"
        self.with_initials = self._rule.endswith("-with-initials")
        self._primary = self._rule.startswith("primary-name")
        self.met: dict[int, tuple[People, ...]] = {}  # by cite: of each entry, which takes less memory
        self.alone: set[int] = set()  # by cite: entries in which nobody has a namesake
        self._entry = -1  # by cite, of which those in the table are
        self.by_family: dict[str, dict[str, set[str]]] = {}
        self._cited: dict[int, Level] = {}

    def copy(self) -> "Namesakes":
        """The same persons, to whom others may be added."""
        other = copy(self)
        other.met, other.alone = self.met.copy(), self.alone.copy()
        other.by_family = {
            key: {first: set(full) for first, full in alike.items()} for key, alike in self.by_family.items()
        }
        return other

    def note_cited(self, entry: int, usual: Level) -> None:
        """Note how much of given names the cite of an entry shows before anything is added."""
        self._cited[entry] = usual

    def cited(self, entry: int) -> Level:
        """How much of given names the cite of an entry shows; by cite, the list shows no less (so citeproc-js)."""
        return self._cited.get(entry, Level.FAMILY) if self.by_cite else Level.FAMILY

    def meet(self, entry: int, people: People) -> None:
        """Note the persons of an entry."""
        if not self.by_cite:
            self._add(people)
            return
        met = self.met.get(entry, ())
        if people not in met:
            self.met[entry] = (*met, people)
            self.alone.discard(entry)
            self._entry = -1

    def are_usual(self, entry: int, usual: Level, requested: Level) -> bool:
        """Whether :meth:`level` is certainly ``usual``, what the style shows, for all names of an entry."""
        if usual is Level.FULL or (self.by_cite and usual is requested):
            return True
        return self.by_cite and usual > requested and self._are_alone(entry)

    def _are_alone(self, entry: int) -> bool:
        """Whether certainly nobody in an entry has a namesake there; nearly always."""
        if entry in self.alone:
            return True
        people = [*chain.from_iterable(self.met.get(entry, ()))]
        families = [*map(_family, people)]
        if not "".join(families).isalpha():  # then namesakes may be spelt in several ways, as "St. John"
            spelt = (f"{one.family}{one.particle}" if self._with_particle else one.family for one in people)
            families = "".join("|".join(spelt).replace(".", " ").split()).split("|")
        if len({*families}) < len(families):
            return False
        self.alone.add(entry)
        return True

    def _turn_to(self, entry: int) -> None:
        """By cite, only persons of the same entry are compared."""
        if self.by_cite and entry != self._entry:
            self._entry, self.by_family = entry, {}
            for people in self.met.get(entry, ()):
                self._add(people)

    def _add(self, people: People) -> None:
        for person in people[:1] if self._primary else people:
            key, first, full = self._parts(person)
            if first and not person.literal:
                self.by_family.setdefault(key, {}).setdefault(first, set()).add(full)

    def _parts(self, person: Person) -> tuple[str, str, str]:
        """Among whom a person is looked for, and the given name."""
        family, with_particle, first, full = _parts(person)
        return with_particle if self._with_particle else family, first, full

    def shared(self, people: People) -> bool:
        """Whether one of these persons has a namesake, by a rule that looks beyond the entry."""
        known = (self.by_family.get(self._parts(person)[0], {}) for person in people)
        return any(len(alike) > 1 or any(len(full) > 1 for full in alike.values()) for alike in known)

    def level(self, entry: int, person: Person, at: int, usual: Level, requested: Level, *, initials: bool) -> Level:
        """How much of the given name of the name ``at`` a place of an entry is shown.

        ``usual`` is what the style shows, ``requested`` what the cite needs, ``initials`` whether it has initials.
        """
        if self.by_cite and usual <= requested:
            return requested
        if person.literal or (self._primary and at):
            return usual
        self._turn_to(entry)
        key, first, _ = self._parts(person)
        namesakes = self.by_family.get(key, {})
        alike = namesakes.get(first)
        if alike is None:
            return usual
        several = len(namesakes) > 1
        if self.with_initials:
            return max(usual, Level.INITIALS) if several else usual
        if len(alike) > 1 or (several and not initials):
            return Level.FULL
        return max(usual, Level.INITIALS) if several else usual


@lru_cache(maxsize=50_000)
def _parts(person: Person) -> tuple[str, str, str, str]:
    """The family name, without and with its particle, and the given name, as initials and in full."""
    family, full = _words(person.family), _words(person.given)
    with_particle = f"{family} {person.particle}" if person.particle else family
    return family, with_particle, initialize(full, "", hyphen=True), full


def _words(text: str) -> str:
    return " ".join(text.replace(".", " ").split())
