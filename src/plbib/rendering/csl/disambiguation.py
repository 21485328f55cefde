"""Telling cites apart: more names, given names, year suffixes (CSL 1.0.2, "Disambiguation")."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from plbib.rendering.csl.context import Context
from plbib.rendering.csl.people import Person
from plbib.rendering.csl.signs import bare
from plbib.rendering.csl.style import Style

if TYPE_CHECKING:
    from plbib.rendering.csl.compiler import Layout
    from plbib.rendering.csl.engine import Entry


class Expansion(Struct, frozen=True):
    """Given names of a cite shown, of all names or the first alone, in full or as initials."""

    first_only: bool = False
    initials: bool = False

    def given(self, _person: Person, at: int) -> str:
        """How much of the given name at a place is shown."""
        if self.first_only and at:
            return ""
        return "initials" if self.initials else "full"


class Distinction(Struct):
    """What tells one entry from those cited alike."""

    year_suffix: str = ""
    disambiguate: bool = False
    more_names: int = 0


def letters(number: int) -> str:
    """``0`` → ``a``, ``25`` → ``z``, ``26`` → ``aa``."""
    out = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(97 + rest) + out
    return out


class Disambiguation:
    """The rule of one style."""

    def __init__(self, style: Style, layout: "Layout | None") -> None:
        citation = style.citation
        options = {} if citation is None else dict(citation.attrib)
        self._parts = layout.parts if layout else []
        self._add_suffix = options.get("disambiguate-add-year-suffix") == "true"
        self._add_names = options.get("disambiguate-add-names") == "true"
        self._add_given = options.get("disambiguate-add-givenname") == "true"
        rule = options.get("givenname-disambiguation-rule", "by-cite")
        self._given = Expansion("primary" in rule, "initials" in rule) if self._add_given else None
        self._tests = style.tests("disambiguate")
        self.needed = layout is not None and (self._add_suffix or self._add_names or self._tests)

    def distinctions(self, entries: Iterable["Entry"]) -> dict[int, Distinction]:
        """By the number of the entry, what those need that are cited like another; ``entries`` in list order."""
        found: dict[int, Distinction] = {}
        if not self.needed:
            return found
        context = Context()
        alike: dict[str, list[Entry]] = {}
        for entry in entries:
            alike.setdefault(self._cite(context, entry), []).append(entry)
        for text, members in alike.items():
            if text and len(members) > 1:
                self._tell_apart(context, members, found)
        return found

    def _cite(
        self, context: Context, entry: "Entry", names: int = 0, *, given: bool = False, flag: bool = False
    ) -> str:
        entry.begin(context)
        context.position = "first"
        context.more_names, context.disambiguate = names, flag
        context.expansion = self._given if given else None
        return bare("".join([part(context) for part in self._parts]))

    def _tell_apart(self, context: Context, members: list["Entry"], found: dict[int, Distinction]) -> None:
        if self._add_names:
            for part in self._parted(context, members, given=self._add_given):
                self._refine(context, part, 1, found)
        for same in self._parted(context, members, given=self._add_given, names=10**6 if self._add_names else 0):
            if len(same) < 2:
                continue
            flags = {self._cite(context, entry, flag=True) for entry in same}
            if len(flags) == len(same):
                for entry in same:
                    found.setdefault(entry.at, Distinction()).disambiguate = True
            elif self._add_suffix:
                for number, entry in enumerate(same):
                    found.setdefault(entry.at, Distinction()).year_suffix = letters(number)

    def _parted(self, context: Context, members: list["Entry"], names: int = 0, *, given: bool) -> list[list["Entry"]]:
        parts: dict[str, list[Entry]] = {}
        for entry in members:
            parts.setdefault(self._cite(context, entry, names, given=given), []).append(entry)
        return list(parts.values())

    def _refine(self, context: Context, members: list["Entry"], count: int, found: dict[int, Distinction]) -> None:
        """Show more names while that parts ``members``."""
        if len(members) < 2:
            return
        most = max(len(entry.item.get("author") or entry.item.get("editor") or ()) for entry in members)
        for names in range(count + 1, most + 1):
            parts = self._parted(context, members, names, given=self._add_given)
            if len(parts) > 1:
                for part in parts:
                    for entry in part:
                        found.setdefault(entry.at, Distinction()).more_names = names
                    self._refine(context, part, names, found)
                return
