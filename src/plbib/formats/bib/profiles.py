"""How much a .bib says of a venue: everything, its acronym and year, or all of it packed into the book's title."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from plbib.formats.bib.words import Encoding, Order, Profile
from plbib.model import Date, Item, Record
from plbib.papers.venues import acronym

__all__ = ["BiblatexOptions", "Encoding", "Options", "Order", "Profile", "apply_profile"]

_MONTHS = "January February March April May June July August September October November December".split()


class Options(Struct, frozen=True, kw_only=True):
    """How a .bib is to look: how much of a venue, in which characters, with macros for venues, in which order.

    ``mergeable``: entries alone, as git can merge them: no number of them and no categories, which change with others.
    """

    profile: Profile = Profile.FULL
    encoding: Encoding = Encoding.ASCII
    strings: bool = False
    sort: Order = Order.LIST
    mergeable: bool = False

    @property
    def utf8(self) -> bool:
        """Whether characters stay that LaTeX knows."""
        return self.encoding is Encoding.UTF8

    @property
    def by_key(self) -> bool:
        """Whether entries stand in the order of their keys."""
        return self.sort is Order.KEY


class BiblatexOptions(Options, frozen=True, kw_only=True):
    """The same for biblatex, whose biber reads UTF-8."""

    encoding: Encoding = Encoding.UTF8


def apply_profile(record: Record, profile: Profile) -> Record:
    """``record`` with only what ``profile`` says of its venue."""
    change = _CHANGES.get(profile)
    return replace(record, item=change(record)) if change else record


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
