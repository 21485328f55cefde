"""What differs between two libraries: papers added, removed, renamed, and the fields that changed."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from plbib.identifiers import Identifier
from plbib.lock import Lock, record_tokens
from plbib.model import Date, Item, Library, Name, Record
from plbib.text import markup
from plbib.text.unicode import squeeze


class Summary(Struct, frozen=True, kw_only=True):
    """A paper by its key and title."""

    key: str
    title: str


class Renamed(Struct, frozen=True, kw_only=True):
    """A paper that has another key now."""

    old: str
    new: str
    title: str


class FieldChange(Struct, frozen=True, kw_only=True):
    """A CSL variable and what it said, as people read it; ``""`` where it said nothing."""

    field: str
    old: str
    new: str


class Changed(Struct, frozen=True, kw_only=True):
    """A paper some of whose fields changed."""

    key: str
    title: str
    fields: tuple[FieldChange, ...]


class Difference(Struct, frozen=True, kw_only=True):
    """All that differs, in the order of the new library; what was removed in that of the old."""

    added: tuple[Summary, ...] = ()
    removed: tuple[Summary, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    changed: tuple[Changed, ...] = ()


def difference(old: Library, new: Library) -> Difference:
    """How ``new`` differs from ``old``. Order, line breaks and the form of dashes and quotes are no difference.

    Papers are the same by their id in the lock; by key together with an identifier, or with title and year; by
    identifier, title and year, key, or former key alone, in this order.

    What a format may have no place for (``_MAY_LACK``) is compared only where both sides say it of some paper of the
    type; categories, where both sides have any. So a .bib does not differ from the list it was written from.
    """
    before, after = _Side(old), _Side(new)
    pairs = _pairs(old.records, new.records)
    matched = {id(record) for record, _ in pairs}
    known = {id(record) for _, record in pairs}
    changes = ((record, tuple(_changes(before, former, after, record))) for former, record in pairs)
    return Difference(
        added=tuple(_summary(record) for record in new.records if id(record) not in known),
        removed=tuple(_summary(record) for record in old.records if id(record) not in matched),
        renamed=tuple(
            Renamed(old=former.key, new=record.key, title=record.item.title)
            for former, record in pairs
            if former.key != record.key
        ),
        changed=tuple(
            Changed(key=record.key, title=record.item.title, fields=fields) for record, fields in changes if fields
        ),
    )


def _summary(record: Record) -> Summary:
    return Summary(key=record.key, title=record.item.title)


# Which papers are the same ------------------------------------------------------------------------------------------


def _pairs(old: tuple[Record, ...], new: tuple[Record, ...]) -> list[tuple[Record, Record]]:
    """Each new record with the old one of the same paper, one to one, in the order of the new.

    Where several have one name, they are paired in the order of their keys: neither the order of the records nor that
    of the two libraries matters.
    """
    found: dict[int, Record] = {}
    gone: set[int] = set()
    for names in _NAMES:
        holders = _holders((record for record in old if id(record) not in gone), names)
        askers = _holders((record for record in new if id(record) not in found), names)
        for name in sorted(holders.keys() & askers.keys()):
            left = [record for record in holders[name] if id(record) not in gone]
            right = [record for record in askers[name] if id(record) not in found]
            for before, after in zip(left, right, strict=False):
                found[id(after)] = before
                gone.add(id(before))
    return [(found[id(record)], record) for record in new if id(record) in found]


def _holders(records: Iterable[Record], names: Callable[[Record], Iterable[str]]) -> dict[str, list[Record]]:
    holders: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda record: record.key):
        for name in dict.fromkeys(names(record)):
            holders[name].append(record)
    return holders


def _ids(record: Record) -> Iterable[str]:
    return (record.id,) if record.id else ()


def _keys(record: Record) -> Iterable[str]:
    return (record.key.lower(),)


def _all_keys(record: Record) -> Iterable[str]:
    return (key.lower() for key in (record.key, *record.aliases))


def _identifiers(record: Record) -> Iterable[str]:
    own = {Identifier(kind, value).token for kind, value in record.identifiers.items()}
    return (name for name in own | record_tokens(record.item) if not name.startswith("url:"))


def _title(record: Record) -> Iterable[str]:
    year = record.item.issued.year if record.item.issued else None
    return (f"{squeeze(markup.plain(record.item.title))} {year}",) if record.item.title else ()


def _key_and_more(record: Record) -> Iterable[str]:
    return (f"{record.key.lower()} {name}" for name in (*_identifiers(record), *_title(record)))


_Names = Callable[[Record], Iterable[str]]
_NAMES: tuple[_Names, ...] = (_ids, _key_and_more, _identifiers, _title, _keys, _all_keys)

# What they say ------------------------------------------------------------------------------------------------------

_DAY = "day of issue"
_BIBTEX = frozenset({"event-title", "event-date", "container-title-short", _DAY})
_MAY_LACK = {".bib": _BIBTEX, ".ris": _BIBTEX, "-": _BIBTEX}
"""End of a source's name → variables for which a file of this kind may have no field."""


class _Side:
    """One of the two libraries: what its records say, and what its format has no place for."""

    def __init__(self, library: Library) -> None:
        self.said = {id(record): _said(record) for record in library.records}
        self.lacks = next((names for end, names in _MAY_LACK.items() if library.source.endswith(end)), frozenset())
        self._told = {(record.item.type, name) for record in library.records for name in self._names(record)}
        self.sorts = any(map(_categories, library.records))

    def _names(self, record: Record) -> Iterable[str]:
        said = self.said[id(record)]
        return (*said, _DAY) if _month(said.get("issued", "")) != said.get("issued", "") else said

    def mute(self, record: Record) -> frozenset[str]:
        """The variables that no record of this one's type says, perhaps for lack of a field."""
        return frozenset(name for name in self.lacks if (record.item.type, name) not in self._told)


def _changes(before: _Side, former: Record, after: _Side, record: Record) -> Iterator[FieldChange]:
    mute = before.mute(former) | after.mute(record)
    sorts = before.sorts and after.sorts
    old, new = dict(before.said[id(former)]), dict(after.said[id(record)])
    if sorts:
        old["categories"], new["categories"] = _categories(former), _categories(record)
    headings = set() if sorts else _headings(former) | _headings(record)
    for said in (old, new):
        said["keyword"] = ", ".join(word for word in _words(said.get("keyword", "")) if word not in headings)
    if before.lacks or after.lacks:
        _join_places(old, new)
    seen = {"DOI": str.lower, "issued": _month if _DAY in mute else _folded}
    for field in sorted((old.keys() | new.keys()) - mute):
        was, now = old.get(field, ""), new.get(field, "")
        same = seen.get(field, _folded)
        if same(was) != same(now):
            yield FieldChange(field=field, old=was, new=now)


def _join_places(old: dict[str, str], new: dict[str, str]) -> None:
    """Where one side names one place, and the other not the same alone: the ``address`` of BibTeX, of either kind."""
    was, now = (said.keys() & {"event-place", "publisher-place"} for said in (old, new))
    if was != now and 1 in (len(was), len(now)):
        for said in (old, new):
            event = said.pop("event-place", "")
            said["publisher-place"] = said.get("publisher-place") or event


def _month(date: str) -> str:
    """A date without the day, and without the end of a range."""
    found = re.match(r"-?\d+(?:-\d\d)?", date)
    return found[0] if found else date


def _words(keywords: str) -> list[str]:
    return [word.strip() for word in keywords.split(",")]


def _headings(record: Record) -> set[str]:
    """The headings a paper stands under, in the form of keywords."""
    return {" ".join(heading.replace(",", ";").split()) for path in record.categories for heading in path}


def _categories(record: Record) -> str:
    return "; ".join(sorted(" / ".join(path) for path in record.categories if path))


def _said(record: Record) -> dict[str, str]:
    """What a record says, as people read it: its item's variables, its arXiv id, whether a source confirms it."""
    arxiv = record.identifiers.get("arxiv")
    verified = str(record.verified).lower()
    return {**said(record.item), **({"arxiv": arxiv} if arxiv else {}), "verified": verified}


_VARIABLES = {field.name: field.encode_name for field in msgspec.structs.fields(Item)}


def said(item: Item) -> dict[str, str]:
    """What an item says, by CSL variable, as people read it; variables that say nothing are left out."""
    plain = {csl: _text(getattr(item, name)) for name, csl in _VARIABLES.items() if name != "other"}
    return {name: text for name, text in ({**dict(_flat("", item.other)), **plain}).items() if text}


def _flat(prefix: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(f"{prefix}.{name}" if prefix else str(name), inner)
    else:
        yield prefix, _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Date):
        return _date(value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {_text(inner)}" for name, inner in sorted(value.items()))
    if isinstance(value, tuple | list):
        return "; ".join(map(_text, value))
    return _name(value) if isinstance(value, Name) else str(value)


def _date(date: Date) -> str:
    days = "/".join("-".join(f"{part:02}" for part in day) for day in date.date_parts)
    season = f" season {date.season}" if date.season else ""
    return date.literal or f"{days}{season}{'~' if date.circa else ''}"


def _name(name: Name) -> str:
    if name.literal:
        return name.literal
    family = " ".join(filter(None, [name.dropping_particle, name.non_dropping_particle, name.family]))
    return ", ".join(filter(None, [family, name.suffix, name.given]))


_FOLDS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "\u00a0": " "})


def _folded(text: str) -> str:
    """``text`` in the form in which two are compared: what a .bib in ASCII cannot tell apart is the same."""
    folded = unicodedata.normalize("NFC", text).translate(_FOLDS).replace("''", '"').replace("``", '"')
    return re.sub(r"-+", "-", " ".join(folded.split()))


def library_of_lock(lock: Lock, source: str) -> Library:
    """The records of a lock file as a library; entries that are commented out in the list are none of it."""
    records = (
        Record(
            key=entry.key,
            item=entry.item,
            status=entry.status,
            id=entry.id,
            identifiers=entry.identifiers,
            sources=entry.sources,
            aliases=entry.aliases,
        )
        for entry in lock.entries
        if not entry.commented
    )
    return Library(title=lock.list, source=source, records=tuple(records))
