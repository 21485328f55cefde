"""Names as a style prints them: particles cut off, organisations whole, scripts without blanks known."""

from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from plbib.model import Name
from plbib.rendering import marks
from plbib.rendering.csl.fields import mark_field, mark_tags
from plbib.text.patterns import regex

_PARTICLE = regex(
    r"^((?:(?:van|von|vom|der|den|de|del|della|di|da|dos|du|des|do|ter|ten|tot|het|la|le|lo|zu|zum|zur|af|al|el|op|in"
    r"|'t|’t|of|y|e)\s+)+|(?:d['’]|al-|el-|l['’])\s*)(?=\S)"
)
_FIRST_WORD = regex(r"[^\W\d_][\w'’.]*\s+(?=\S)")
_WORD, _LOW = regex(r"\S+"), regex(r"[a-zà-ÿ'’][\w'’]*")
_SUFFIX = regex(r"\s*,(?:!\s*|\s+!?\s*)(?=\S)")
_UNSPACED = ((0x1100, 0x11FF), (0x3005, 0x3005), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF))
"""Hangul, kana, Han."""


class NameOrder(IntEnum):
    """Which name comes first: what the style says, or the family name wherever the name stands."""

    BY_STYLE = 0
    STATIC = 1
    SOLID = 2  # without a blank


class Person(NamedTuple):
    """One name in parts; ``literal`` alone for an organisation."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    particle: str = ""  # the non-dropping one
    suffix: str = ""
    comma_suffix: bool = False
    literal: str = ""
    order: NameOrder = NameOrder.BY_STYLE


People = tuple[Person, ...]
"""The names of one variable, in their order."""


@lru_cache(maxsize=50_000)
def person(name: Name) -> Person | None:
    """``name`` for a style; None if it says nothing. A particle written into the family or given name is cut off."""
    family, given = (name.family or "").strip(), (name.given or "").strip()
    if not family and not given:
        literal = mark_field((name.literal or "").strip())
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
        if not suffix and "," in given and (parted := _SUFFIX.search(given)):
            given, suffix, comma = given[: parted.start()], given[parted.end() :], comma or "!" in parted[0]
    order = NameOrder.STATIC if name.static_ordering else NameOrder.BY_STYLE
    if unspaced(family):
        order = NameOrder.SOLID if not given or unspaced(given) else NameOrder.STATIC
    return Person(
        family=_clean(family),
        given=_clean(given),
        dropping=_clean(dropping),
        particle=_clean(particle),
        suffix=_clean(suffix),
        comma_suffix=comma,
        order=order,
    )


def unspaced(text: str) -> bool:
    """Whether ``text`` holds characters of a script without blanks between words."""
    return not text.isascii() and any(first <= ord(sign) <= last for sign in text for first, last in _UNSPACED)


def _cut_first(family: str) -> tuple[str, str]:
    if family[0].isupper():  # no particle begins so
        return "", family
    end = 0
    while (word := _FIRST_WORD.match(family, end)) and word[0][0].islower():  # which no letter without case is
        end = word.end()
    if not end and (match := _PARTICLE.match(family)) and match.end() < len(family):
        return match[1].strip(" "), family[match.end() :]
    return family[:end].rstrip(), family[end:]


def _cut_last(given: str) -> tuple[str, str]:
    """The words in lower case at the end, behind another."""
    words = given.split()
    if not words or words[-1][0].isupper():  # nearly always
        return given, ""
    start = len(given)
    for word in reversed([*_WORD.finditer(given)]):
        if not word.start() or not _LOW.fullmatch(word[0]):
            break
        start = word.start()
    return (given[: start - 1], given[start:].strip()) if start < len(given) else (given, "")


def _clean(text: str) -> str:
    text = mark_tags(marks.plain(text))
    return text.replace("'", "’") if "'" in text else text
