"""How much a .bib says of a venue: everything, its acronym and year, or all of it packed into the book's title."""

import re
from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from plbib.model import Date, Item, Record

_IN_EVENT = re.compile(r"\(([^()]*[A-Za-z][^()]*\b\d{4})\)\s*$")
_TAGGED_YEAR = re.compile(r"[\s'’]*(?:\d{2}|\d{4})$")
_MONTHS = "January February March April May June July August September October November December".split()


class Profile(StrEnum):
    """The forms of a .bib by the user's name for them."""

    FULL = "full"
    SHORT = "short"
    DBLP = "dblp"


class Options(Struct, frozen=True, kw_only=True):
    """How a .bib is to look: how much of a venue, in UTF-8 or ASCII, with macros for repeated venues, sorted by key."""

    profile: Profile = Profile.FULL
    utf8: bool = False
    strings: bool = False
    by_key: bool = False


def profiled(record: Record, profile: Profile) -> Record:
    """``record`` with only what ``profile`` says of its venue."""
    change = _CHANGES.get(profile)
    return replace(record, item=change(record)) if change else record


def acronym(record: Record) -> str:
    """The venue as people call it, without year, ``""`` if nothing tells: ``ICLR``.

    From the event's title ``(ICLR 2023)``, the tag in the list, the short form of the container's title; of a journal
    its short form first, for the list may be tagged with the conference that publishes in it.
    """
    item = record.item
    if item.type == "article-journal" and item.container_title_short:
        return item.container_title_short
    found = _IN_EVENT.search(item.event_title or "")
    if found:
        return found[1][:-4].strip()
    tagged = next((entry.venue for entry in record.entries if entry.venue), None)
    return _TAGGED_YEAR.sub("", tagged or item.container_title_short or "")


def _short(record: Record) -> Item:
    """``booktitle = {ICLR 2023}``; no editors, publisher, address or numbers of the book."""
    item, called = record.item, acronym(record)
    container = item.container_title
    if container and called:
        year = (item.event_date or item.issued or Date()).year
        findings = "Findings of " if container.startswith("Findings of ") else ""
        container = f"{findings}{called} {year}" if item.type == "paper-conference" and year else called
    return replace(
        item,
        container_title=container,
        collection_title=None,
        editor=(),
        publisher=item.publisher if item.type in _MADE_BY_PUBLISHER else None,
        publisher_place=None,
        event_title=None,
        event_place=None,
        event_date=None,
        isbn=None,
        issn=None,
    )


_MADE_BY_PUBLISHER = frozenset({"book", "thesis", "report", "software", "dataset"})
"""Types that are nobody's without the publisher, school or institution."""


def _packed(record: Record) -> Item:
    """``booktitle = {The Eleventh …, {ICLR} 2023, Kigali, Rwanda, May 1-5, 2023}``, as dblp writes it."""
    item, called = record.item, acronym(record)
    if item.type != "paper-conference" or not item.container_title:
        return item
    date = item.event_date or Date()
    year = date.year or (item.issued.year if item.issued else None)
    venue = f'<span class="nocase">{called}</span> {year or ""}'.strip() if called else ""
    if item.container_title == called:  # all that a list says
        return replace(item, container_title=venue)
    pieces = [item.container_title, venue, item.event_place, _days(date)]
    return replace(item, container_title=", ".join(filter(None, pieces)), event_place=None)


def _days(date: Date) -> str:
    """``May 1-5, 2023``, ``April 29 - May 3, 2023``, or ``""`` if the days are not known."""
    days = [day for day in date.date_parts if len(day) == 3 and 1 <= day[1] <= 12]
    if not days or len(days) < len(date.date_parts):
        return ""
    first, last = days[0], days[-1]
    begin, end = (f"{_MONTHS[day[1] - 1]} {day[2]}" for day in (first, last))
    if first == last:
        return f"{begin}, {first[0]}"
    if first[0] != last[0]:
        return f"{begin}, {first[0]} - {end}, {last[0]}"
    return f"{begin}-{last[2]}, {first[0]}" if first[1] == last[1] else f"{begin} - {end}, {first[0]}"


_CHANGES: dict[Profile, Callable[[Record], Item]] = {Profile.SHORT: _short, Profile.DBLP: _packed}
