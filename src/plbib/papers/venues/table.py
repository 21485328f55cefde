"""What people call venues, and what these are: a table of facts (``data/venues.toml``)."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from plbib.model import Record
from plbib.text.patterns import regex
from plbib.text.unicode import squeeze

_FILE = Path(__file__).resolve().parents[2] / "data" / "venues.toml"
_IN_EVENT = regex(r"\((?=[^()A-Za-z]*[A-Za-z])([^()]*\b\d{4})\)\s*$")
_TAGGED_YEAR = regex(r"(?<![\s'’])[\s'’]*(?:\d{2}|\d{4})$")
_EVERY = "-"
"""The span of all years."""


class VenueKind(StrEnum):
    """How a venue publishes."""

    CONFERENCE = "conference"
    JOURNAL = "journal"


class Meeting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where and when a conference met (EDTF), and who edited its proceedings: ``Wallach, Hanna M.``."""

    place: str = ""
    dates: str = ""
    editors: tuple[str, ...] = ()


class Venue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the table, as the head of its file explains; spans of years are ``2016``, ``-2017``, ``2022-``."""

    kind: VenueKind
    acronym: str = ""
    names: tuple[str, ...] = ()
    common: bool = False
    beside: str = ""
    titles: dict[str, str] = {}
    counted: int = 0
    volume: int = 0
    volumes: dict[str, str] = {}
    publisher: str = ""
    series: str = ""
    issn: tuple[str, ...] = ()
    journal: dict[str, str] = {}
    meetings: dict[str, Meeting] = {}

    def title(self, year: int | None) -> str:
        """The official title of what it published in a year; ``""`` if the table does not say it."""
        if year is None:
            pattern = self.titles.get(_EVERY, "")
            return "" if "{" in pattern else pattern
        pattern = next((text for span, text in self.titles.items() if _spans(span, year)), "")
        if not pattern or ("{" not in pattern):
            return pattern
        number = year - self.counted
        words = _in_words(number) if "{words}" in pattern else ""
        return pattern.format(year=year, yy=f"{year % 100:02}", nth=_ordinal(number), words=words)

    def volume_of(self, year: int) -> str:
        """The number of the volume of a year; ``""`` if the table does not say it."""
        number = year - self.volume if self.volume else 0
        return self.volumes.get(str(year), str(number) if number > 0 else "")

    def meeting_of(self, year: int | None) -> Meeting | None:
        """The meeting of a year, None if the table does not tell of it or its papers appear in a journal."""
        return self.meetings.get(str(year)) if self.journal_of(year) is None else None

    def journal_of(self, year: int | None) -> "Venue | None":
        """The journal in which the papers of a conference's year appear; None if they appear in proceedings."""
        name = next((name for span, name in self.journal.items() if year is not None and _spans(span, year)), None)
        return _rows()[name] if name else None

    @property
    def journals(self) -> tuple["Venue", ...]:
        """All journals in which its papers have appeared."""
        return tuple(_rows()[name] for name in dict.fromkeys(self.journal.values()))

    @property
    def spellings(self) -> set[str]:
        """All names, those of its journals included, and its titles that are the same every year."""
        own = {self.acronym, *self.names, *filter(None, [self.title(None)])}
        return own.union(*(row.spellings for row in self.journals))


def _spans(span: str, year: int) -> bool:
    first, dash, last = span.partition("-")
    return (int(first or 0) <= year <= int(last or 9999)) if dash else span == str(year)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_ONES = (
    "Zeroth First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth Fourteenth"
    " Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth"
).split()
_TENS = "Twent Thirt Fort Fift Sixt Sevent Eight Ninet".split()


def _in_words(number: int) -> str:
    if number < len(_ONES):
        return _ONES[number]
    tens = _TENS[number // 10 - 2]
    return f"{tens}y-{_ONES[number % 10]}" if number % 10 else f"{tens}ieth"


# Looking up -----------------------------------------------------------------------------------------------------------


@cache
def _rows() -> dict[str, Venue]:
    """The table as it stands in the file."""
    import tomllib  # these two take a while to load

    rows = msgspec.convert(tomllib.loads(_FILE.read_text(encoding="utf-8")), dict[str, Venue])
    return {name: replace(row, acronym=name) for name, row in rows.items()}


@cache
def _table() -> dict[str, Venue]:
    """The venues by those of their names that mean nothing else."""
    named = ((name, row) for row in _rows().values() for name in row.names)
    acronyms = ((row.acronym, row) for row in _rows().values() if not row.common)
    return {squeeze(name): row for name, row in (*named, *acronyms)}


@cache
def _reduced() -> dict[str, Venue]:
    """The venues by what is left of their names, of their titles, and of these with another year."""
    return {squeeze(_bare(name)): row for row in _rows().values() for name in _long_names(row)}


def _long_names(row: Venue) -> Iterator[str]:
    yield from row.names
    for span in row.titles if not row.common or row.kind is VenueKind.CONFERENCE else ():
        year = int(re.sub(r"\D", " ", span).split()[0]) if span != _EVERY else row.counted + 20
        yield row.title(year)


def find(printed: str) -> Venue | None:
    """The venue that is called ``printed`` (without year) wherever it stands, or None.

    Names that are common words or names of people, such as CHI, are left to :func:`recognise`.
    """
    return _table().get(squeeze(printed))


_YEAR = regex(r"(?<!\w)(?:19|20)\d\d(?!\w)|(?<=[A-Za-z])(?:19|20)\d\d(?!\w)|(?<!\s)\s*['’]\s?\d\d(?!\w)")
_COUNT = regex(
    r"(?i)\b(?:\d{1,3}(?:st|nd|rd|th)"
    r"|(?:(?:twenty|thirty|forty|fifty|sixty)[- ]?)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|(?:twent|thirt|fort|fift|sixt)ieth)\b"
)
_LEADING = regex(r"(?i)^(?:\W|\b(?:in|the|proceedings of|proc\. of|proc\.|annual)\b)+")
_SOCIETY = regex(r"^(?:(?:ACM|IEEE|USENIX|CVF|RSJ|IFIP)\b[\s/-]*)+(?=\S)")
_VOLUME = regex(r"(?i)(?<!\s)\s*\((?:volume|vol\.|part)\s[^()]{0,40}\)$|(?<=\w)\s+\d{1,3}(?:\s?\(\d{1,3}\))?$")
_INITIALS = regex(r"(?!ORAL|POSTER|SPOTLIGHT)[A-Z]{2,6}(?:\s\d{2,4})?")
_MEETING = regex(r"(?<=^[A-Z]{4})-\d\d$|(?<=^[A-Z]{5})-\d\d$")
"""``AAAI-20``, ``IJCAI-19``"""
_BEHIND = regex(r"(?<!\s)\s*\(([^()]{1,60})\)\s*$")


@lru_cache(maxsize=8192)
def recognise(printed: str) -> Venue | None:
    """The venue that ``printed`` means where a venue is expected, with or without year, number and society, or None.

    What says more than the venue (a workshop, Findings, a track) is not that venue.
    """
    name = _MEETING.sub("", _VOLUME.sub("", printed.strip(" \t\n,.;:")))
    venue = find(name) or _common(name)
    if venue or len(name) > 250:
        return venue
    behind = _BEHIND.search(name)
    if behind:
        called, outside = recognise(behind[1]), name[: behind.start()]
        whole = recognise(outside)
        initials = " " in outside and bool(_INITIALS.fullmatch(behind[1]))
        return whole if whole and (whole is called or initials or not _bare(behind[1])) else None
    bare = _bare(name)
    short = _SOCIETY.sub("", bare)
    return find(bare) or _common(bare) or _reduced().get(squeeze(bare)) or find(short) or _common(short)


def _bare(name: str) -> str:
    """``name`` without the year, number and ``Proceedings of the``."""
    plain = _COUNT.sub(" ", _YEAR.sub(" ", _BEHIND.sub("", name)))
    return " ".join(_LEADING.sub("", plain).strip(" \t\n,.;:-–—/").split())


def bare_name(name: str) -> str:
    """``name`` without the volume, year, number, society and ``Proceedings of the``, by which sources differ."""
    return _SOCIETY.sub("", _bare(_VOLUME.sub("", name)))


def _common(name: str) -> Venue | None:
    row = _rows().get(name)
    return row if row and row.common else None


# Records --------------------------------------------------------------------------------------------------------------


def acronym(record: Record) -> str:
    """The venue as people call it, without year, ``""`` if nothing tells: ``ICLR``.

    From the event's title ``(ICLR 2023)``, the tag in the list, the short form of the container's title; of a journal
    its short form first, for the list may be tagged with the conference that publishes in it. Names of one venue
    (``NIPS``, ``NeurIPS``) give one.
    """
    item = record.item
    if item.type == "article-journal" and item.container_title_short:
        return item.container_title_short
    match = _IN_EVENT.search(item.event_title or "")
    if match:
        return match[1][:-4].strip()
    tagged = next((entry.venue for entry in record.entries if entry.venue), None)
    called = tagged or item.container_title_short or ""
    venue = recognise(called) if called else None
    return venue.acronym if venue else _TAGGED_YEAR.sub("", called)


def spellings(printed: str) -> set[str]:
    """``printed`` and, where the table knows the venue, all its other names and those of the journals of its papers."""
    venue = recognise(printed)
    return {printed} | (venue.spellings if venue else set())


_SHORTEST_NAME = 12
"""Letters of a name that is looked for within a longer text: less is a word of it."""
_SHORTEST_INITIALS = 4
"""Letters of an acronym that is recognised by the words it stands for."""
_CAPITAL = regex(r"\b[A-Z][^\W\d_]*")
_ACRONYM = r"[A-Z][\w/&+@-]{1,14}"
_BRACKETED = regex(rf"\(({_ACRONYM})[\s'’]*(?:\d{{2}}|\d{{4}})?\)")
_DATED = regex(rf"(?:^|[,:–—-] ?)({_ACRONYM})[ '’]+(?:\d{{2}}|\d{{4}})(?=[,.:\s]|$)")
_WORKSHOP = regex(r"(?i)\bworkshops?\b")


def short_name(text: str) -> str:
    """What people call the venue that ``text`` names, be it a name or the title of proceedings; ``""`` if none tells.

    ``Proceedings of the 29th Symposium on Operating Systems Principles`` → ``SOSP``; an acronym in brackets or before
    the year is taken as it stands. A workshop is not called as the conference that it is part of.
    """
    venue = recognise(text)
    if venue:
        return venue.acronym
    printed = _BRACKETED.search(text) or _DATED.search(text)
    if printed or _WORKSHOP.search(text):
        return printed[1] if printed else ""
    whole = squeeze(_TAGGED_YEAR.sub("", text))
    rows = [(name, row.acronym) for name, row in _table().items()]
    within = [(len(name), acronym) for name, acronym in rows if len(name) >= _SHORTEST_NAME and name in whole]
    initials = "".join(word[0] for word in _CAPITAL.findall(text))
    within += [
        (len(name), acronym)
        for name, acronym in rows
        if len(name) >= _SHORTEST_INITIALS and re.search(name, initials, re.IGNORECASE)
    ]
    return max(within)[1] if within else ""
