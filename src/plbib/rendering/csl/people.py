"""Names as a style prints them: particles cut off, organisations whole, scripts without blanks known."""

import re
from functools import lru_cache
from typing import NamedTuple

from plbib.model import Name
from plbib.rendering import marks
from plbib.rendering.csl.fields import marked, tagged

_PARTICLE = re.compile(
    r"^((?:(?:van|von|vom|der|den|de|del|della|di|da|dos|du|des|do|ter|ten|tot|het|la|le|lo|zu|zum|zur|af|al|el|op|in"
    r"|'t|’t|of|y|e)\s+)+|(?:d['’]|al-|el-|l['’])\s*)(?=\S)"
)
_LOWER_FIRST = re.compile(r"^((?:[^\W\dA-Z_][\w'’.]*\s+)+)(?=\S)")
_LOWER_LAST = re.compile(r"\s((?:[a-zà-ÿ'’][\w'’]*\s*)+)$")
_UNSPACED = ((0x1100, 0x11FF), (0x3005, 0x3005), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF))
"""Hangul, kana, Han."""


class Person(NamedTuple):
    """One name in parts; ``literal`` alone for an organisation, ``solid`` where family and given name join."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    particle: str = ""  # the non-dropping one
    suffix: str = ""
    comma_suffix: bool = False
    literal: str = ""
    solid: bool = False


@lru_cache(maxsize=50_000)
def person(name: Name) -> Person | None:
    """``name`` for a style; None if it says nothing. A particle written into the family or given name is cut off."""
    family, given = (name.family or "").strip(), (name.given or "").strip()
    if not family and not given:
        literal = marked((name.literal or "").strip())
        return Person(literal=literal) if literal else None
    if not family:
        family, given = given, ""
    dropping, particle = name.dropping_particle or "", name.non_dropping_particle or ""
    suffix, comma = name.suffix or "", name.comma_suffix
    if len(family) > 1 and family[0] == family[-1] == '"':  # protected against being cut
        family = family[1:-1]
    else:
        if not particle:
            particle, family = _cut_first(family)
        if not dropping:
            given, dropping = _cut_last(given)
        if not suffix and ", " in given:
            given, suffix = given.split(", ", 1)
            if suffix.startswith("!"):
                suffix, comma = suffix[1:].strip(), True
    solid = unspaced(family) and (not given or unspaced(given))
    return Person(
        family=_clean(family),
        given=_clean(given),
        dropping=_clean(dropping),
        particle=_clean(particle),
        suffix=_clean(suffix),
        comma_suffix=comma,
        solid=solid,
    )


def unspaced(text: str) -> bool:
    """Whether ``text`` holds characters of a script without blanks between words."""
    return not text.isascii() and any(first <= ord(sign) <= last for sign in text for first, last in _UNSPACED)


def _cut_first(family: str) -> tuple[str, str]:
    found = _LOWER_FIRST.match(family) or _PARTICLE.match(family)
    if not found or found.end() == len(family):
        return "", family
    return found[1].strip(" "), family[found.end() :]


def _cut_last(given: str) -> tuple[str, str]:
    found = _LOWER_LAST.search(given)
    return (given[: found.start()], found[1].strip()) if found else (given, "")


def _clean(text: str) -> str:
    text = tagged(marks.plain(text))
    return text.replace("'", "’") if "'" in text else text
