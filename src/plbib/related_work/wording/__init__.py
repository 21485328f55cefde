"""The wording of a language: ``<code>.toml`` beside this file. A new language is a new file."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from plbib.errors import UsageError
from plbib.text.unicode import near

Tiers = tuple[tuple[str, ...], ...]
"""Patterns of a kind of sentence: those of the first tier with any that fit are taken."""
FIELD = re.compile(r"\{(\w+)\}")


class Medium(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a kind of venue is spoken of: ``conference``, ``journal`` or ``preprint``.

    ``at`` it, ``dated`` by its year; a second time ``again`` at the start of a sentence, ``too`` at its end; ``verb``:
    what people do there with a work.
    """

    at: str
    dated: str
    again: str
    too: str
    verb: str


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that join and count; ``later`` are the distances of years, from one year on."""

    and_: str = msgspec.field(name="and")
    comma: str
    last: str
    others: str
    it: str
    numbers: tuple[str, ...]
    in_year: str
    same_year: str
    later: tuple[str, ...]
    media: dict[str, Medium]
    undated: str
    elsewhere: str
    more: str

    def number(self, count: int) -> str:
        """A number in words as far as there are any."""
        return self.numbers[count] if count < len(self.numbers) else str(count)

    def place(self, how: str, venue: str, medium: str, year: int | None = None) -> str:
        """The venue as a place, said in one of the ways of :class:`Medium`; ``""`` for none."""
        return str(getattr(self.media[medium], how)).format(venue=venue, year=year) if venue else ""

    def verb(self, medium: str) -> str:
        """What authors do with a work, between blanks."""
        return f" {self.media[medium].verb} "

    def when(self, year: int, before: int | None) -> str:
        """How ``year`` follows the year ``before``."""
        if before == year:
            return self.same_year
        distance = year - before if before is not None else 0
        return self.later[distance - 1] if 1 <= distance <= len(self.later) else self.in_year.format(year=year)


class Language(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A language: its kinds of sentences (see the head of ``en.toml``), its words, heads of columns, captions."""

    opening: Tiers
    named: Tiers
    work: Tiers
    gloss: Tiers
    closing: Tiers
    item: Tiers
    words: Words
    columns: dict[str, str]
    captions: dict[str, str]


@cache
def language(code: str) -> Language:
    """The language called ``code``. Raises :class:`UsageError` for one that has no wording."""
    found = files(__name__).joinpath(f"{code}.toml")
    if code not in LANGUAGES:
        meant = near(code, LANGUAGES)
        raise UsageError(f"no wording in {code}", f"did you mean {meant[0]}?" if meant else f"known: {_KNOWN}")
    return msgspec.convert(tomllib.loads(found.read_text(encoding="utf-8")), Language)


LANGUAGES = tuple(sorted(path.name[:-5] for path in files(__name__).iterdir() if path.name.endswith(".toml")))
_KNOWN = ", ".join(LANGUAGES)
