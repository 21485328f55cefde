"""Names as a style prints them: particles cut off, organisations whole, scripts without blanks known."""

from enum import IntEnum
from typing import NamedTuple

from plbib.model import Name
from plbib.rendering import marks
from plbib.rendering.csl.fields import mark_field, mark_quotes, mark_tags
from plbib.text.patterns import regex

_FIRST_PART = regex(r"[^ ]+?(?:[-’'ʻ] *| +)(?=.)")
_LAST_WORD = regex(r" +[^ ]+$")
_MOST_KEPT = 50_000
_BEFORE_LETTER = "-’'ʻ "
_SUFFIX = regex(r"\s*,(!?)\s*(!?)\s*")
_UNSPACED = ((0x1100, 0x11FF), (0x3005, 0x3005), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF))
"""Hangul, kana, Han."""
_FIRST_UNSPACED = chr(_UNSPACED[0][0])


class NameOrder(IntEnum):
    """Which name comes first: what the style says, or the family name wherever the name stands."""

    BY_STYLE = 0
    STATIC = 1
    SOLID = 2  # without a blank
    LONE = 3  # a given name alone


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


class _Persons(dict[Name, Person | None]):
    """Names as :func:`person` has them, each made when it is first asked for: most come again."""

    def __missing__(self, name: Name) -> Person | None:
        if len(self) > _MOST_KEPT:
            self.clear()
        made = self[name] = person(name)
        return made


persons = _Persons()


def person(name: Name) -> Person | None:
    """``name`` for a style; None if it says nothing. A particle written into the family or given name is cut off."""
    family, given = (name.family or "").strip(), (name.given or "").strip()
    if not family and not given:
        literal = mark_field((name.literal or "").strip())
        return Person(literal=literal) if literal else None
    order = NameOrder.STATIC if name.static_ordering else NameOrder.BY_STYLE
    if not family:
        family, given, order = given, "", NameOrder.LONE
    dropping, particle = name.dropping_particle or "", name.non_dropping_particle or ""
    suffix, comma = name.suffix or "", name.comma_suffix
    if len(family) > 1 and family[0] == family[-1] == '"':  # protected against being cut
        family = family[1:-1]
    elif given and not particle:
        particle, family = _cut_first(family)
        if not suffix and "," in given and (parted := _SUFFIX.search(given)):
            given, suffix, comma = given[: parted.start()], given[parted.end() :], comma or "!" in parted[0]
        given, own = _cut_last(given)
        dropping = own or dropping
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
    if text.isascii() or max(text) < _FIRST_UNSPACED:
        return False
    return any(first <= ord(sign) <= last for sign in text for first, last in _UNSPACED)


def _cut_first(family: str) -> tuple[str, str]:
    """The words in lower case at the beginning, before another, and what an apostrophe or hyphen joins to it."""
    end = 0
    while not family[end].isupper() and (part := _FIRST_PART.match(family, end)) and _is_low(part[0]):
        end = part.end()
    particle = family[:end].rstrip()
    return f"{particle} " if particle[-1:] in ("’", "'") and family[end - 1] == " " else particle, family[end:]


def _cut_last(given: str) -> tuple[str, str]:
    """The words in lower case at the end, behind another."""
    if given[given.rfind(" ") + 1 :][:1].isupper():  # nearly always
        return given, ""
    end = len(given)
    while (word := _LAST_WORD.search(given, 0, end)) and _is_low(word[0]):
        end = word.start()
    return given[:end], given[end:].strip()


def _is_low(word: str) -> bool:
    """Whether the first letter of ``word`` is in lower case, which no letter without case is."""
    return word.lstrip(_BEFORE_LETTER)[:1].islower()


def _clean(text: str) -> str:
    text = mark_tags(marks.plain(text))
    return mark_quotes(text, ()).replace("'", "’") if "'" in text or '"' in text else text
