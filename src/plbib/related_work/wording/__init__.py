"""The wording of a language: ``<code>.toml`` beside this file. A new language is a new file."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from plbib.errors import UsageError
from plbib.related_work.appearance import Appearance
from plbib.text.unicode import near

Tiers = tuple[tuple[str, ...], ...]
"""Patterns of a kind of sentence: those of the first tier with any that fit are taken."""
FIELD = re.compile(r"\{(\w+)\}")


class PlaceWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a sentence says of a place, by what is known of it."""

    at: str = ""
    dated: str = ""
    bare: str = ""
    bare_dated: str = ""


class Medium(PlaceWords, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a kind of place is spoken of (:data:`.appearance.MEDIA`): as the head of its part of ``en.toml`` says."""

    source: str
    verb: str
    several: PlaceWords = PlaceWords()


_FORMS = {(True, True): "dated", (True, False): "at", (False, True): "bare_dated", (False, False): "bare"}


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, eq=False):
    """Words that join, and those that go with one work or with several."""

    and_: str = msgspec.field(name="and")
    comma: str
    last: str
    others: str
    by: str
    appeared: str
    out: str
    was: str
    were: str
    is_: str = msgspec.field(name="is")
    are: str
    third: str
    in_year: str
    media: dict[str, Medium]
    undated: str
    elsewhere: str
    more: str

    def where(self, appeared: Appearance, *, several: bool = False) -> str:
        """Where and when as a sentence says it, as far as it is known: ``at ICLR 2023``, ``in Nature``.

        ``several`` works of a year may have been at one workshop of a conference or at two, and are no one preprint.
        """
        return _where(self, appeared, several)

    def source(self, appeared: Appearance) -> str:
        """Where and when as brackets and tables say it: ``ICLR 2023``, ``thesis, University of Delft, 1998``."""
        return _source(self, appeared)

    def verb(self, medium: str) -> str:
        """What authors do there with a work; ``""`` where they just have it appear."""
        return self.media[medium].verb


@lru_cache(maxsize=16384)  # many papers appear in one place
def _where(words: Words, appeared: Appearance, several: bool) -> str:
    medium = words.media[appeared.medium]
    said, year = appeared.said, appeared.year
    name = _FORMS[bool(said), bool(year)]
    pattern = (several and getattr(medium.several, name)) or getattr(medium, name)
    return (pattern or (words.in_year if name == "bare_dated" else "")).format(venue=said, year=year)


@lru_cache(maxsize=16384)
def _source(words: Words, appeared: Appearance) -> str:
    shown = words.media[appeared.medium].source.format(venue=appeared.venue, year=appeared.year or "")
    return ", ".join(filter(None, (" ".join(part.split()) for part in shown.split(", "))))


class Language(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, eq=False):
    """A language: its kinds of sentences (see the head of ``en.toml``), its words, heads of columns, captions."""

    gloss: Tiers
    told: Tiers
    apart: Tiers
    item: Tiers
    words: Words
    columns: dict[str, str]
    links: dict[str, str]
    captions: dict[str, str]


@cache
def language(code: str) -> Language:
    """The language called ``code``. Raises :class:`UsageError` for one that has no wording."""
    file = files(__name__).joinpath(f"{code}.toml")
    if code not in LANGUAGES:
        meant = near(code, LANGUAGES)
        raise UsageError(f"no wording in {code}", f"did you mean {meant[0]}?" if meant else f"known: {_KNOWN}")
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Language)


LANGUAGES = tuple(sorted(path.name[:-5] for path in files(__name__).iterdir() if path.name.endswith(".toml")))
_KNOWN = ", ".join(LANGUAGES)
