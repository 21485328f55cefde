"""Venue, year and affiliation out of the text around a title."""

import re
from functools import lru_cache

from msgspec import Struct

from plbib.lists.titles import plain
from plbib.text.patterns import regex

_APOSTROPHE = "'’‘`´ʼ"
_VENUE_YEAR = regex(
    rf"^(?P<venue>[^\W\d_].*?|\S.*?[^\W\d_].*?)[\s,\-–—]*(?:[{_APOSTROPHE}]\s*(?P<short>\d{{2}})"
    rf"|[{_APOSTROPHE}]?(?P<full>(?:19|20)\d{{2}}))"
    r"(?P<track>\s*[^\d].*)?$"
)
_YEAR_VENUE = regex(r"^(?P<full>(?:19|20)\d{2})[\s.,/\-–—]*(?P<venue>[^\W\d_].*)$")
_YEAR = regex(r"^(?P<full>(?:19|20)\d{2})(?:[-/.]\d{1,2}){0,2}$")
_BREAK = regex(r"<[\s/]*br[\s/]*>", re.IGNORECASE)
_SEPARATORS = " \t\n,;:|·•–—-"
_CENTURY_PIVOT = 69  # POSIX strptime: '69 to '99 are of the last century


class VenueYear(Struct, frozen=True):
    """Where and when, as printed; either may be missing."""

    venue: str | None
    year: int | None


@lru_cache(maxsize=8192)
def venue_year(text: str) -> VenueYear | None:
    """``ICLR'23``, ``NeurIPS 2022``, ``2019-CVPR``, ``EMNLP'22 Findings`` … or None if ``text`` holds no year."""
    text = _unwrapped(plain(text))
    if len(text) > 120:
        return None
    date = _YEAR.match(text)
    if date:
        return VenueYear(None, int(date["full"]))
    match = _VENUE_YEAR.match(text)
    if match:
        year = int(match["full"]) if match["full"] else _century(int(match["short"]))
        track = (match["track"] or "").strip(_SEPARATORS)
        venue = match["venue"].strip(_SEPARATORS + "([{")
        return VenueYear(f"{venue} {track}".strip() if track else venue, year)
    match = _YEAR_VENUE.match(text)
    return VenueYear(match["venue"].strip(_SEPARATORS), int(match["full"])) if match else None


def _unwrapped(text: str) -> str:
    """``text`` without the brackets around it, and without those that have no partner in it."""
    text = text.strip(_SEPARATORS).lstrip("([{")
    for left, right in ("()", "[]", "{}"):
        extra = text.count(right) - text.count(left)
        at_end = len(text) - len(text.rstrip(right))
        text = text[: len(text) - max(0, min(extra, at_end))]
    return text.strip(_SEPARATORS)


def _century(two_digits: int) -> int:
    return two_digits + (1900 if two_digits >= _CENTURY_PIVOT else 2000)


def trailing(text: str) -> str | None:
    """What stands after a title, without separators and line breaks: the affiliation in ``[V'YY] [T](u), A``."""
    return plain(_BREAK.sub(" ", text)).strip(_SEPARATORS) or None
