"""What differs between two libraries: papers added, removed, renamed, and the fields that changed."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from plbib.identifiers import Identifier
from plbib.lock import Lock, record_tokens
from plbib.model import Date, Item, Library, Name, Record
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

    Papers are the same by key, former key, identifier, or title and year, in this order.
    """
    pairs = _pairs(old.records, new.records)
    matched = {id(before) for before, _ in pairs}
    known = {id(after) for _, after in pairs}
    changes = ((before, after, tuple(_changes(before, after))) for before, after in pairs)
    return Difference(
        added=tuple(_summary(record) for record in new.records if id(record) not in known),
        removed=tuple(_summary(record) for record in old.records if id(record) not in matched),
        renamed=tuple(
            Renamed(old=before.key, new=after.key, title=after.item.title)
            for before, after in pairs
            if before.key != after.key
        ),
        changed=tuple(
            Changed(key=after.key, title=after.item.title, fields=fields) for _, after, fields in changes if fields
        ),
    )


def _summary(record: Record) -> Summary:
    return Summary(key=record.key, title=record.item.title)


def _pairs(old: tuple[Record, ...], new: tuple[Record, ...]) -> list[tuple[Record, Record]]:
    """Each new record with the old one of the same paper, one to one, in the order of the new."""
    left = {id(record): record for record in old}
    found: dict[int, Record] = {}
    for names in _NAMES:
        holders: dict[str, Record] = {}
        for record in left.values():
            for name in names(record):
                holders.setdefault(name, record)
        for record in new:
            if id(record) in found:
                continue
            same = next((holders[name] for name in names(record) if id(holders.get(name)) in left), None)
            if same is not None:
                found[id(record)] = left.pop(id(same))
    return [(found[id(record)], record) for record in new if id(record) in found]


def _keys(record: Record) -> Iterable[str]:
    return (record.key,)


def _all_keys(record: Record) -> Iterable[str]:
    return (record.key, *record.aliases)


def _identifiers(record: Record) -> Iterable[str]:
    own = {Identifier(kind, value).token for kind, value in record.identifiers.items()}
    return sorted(name for name in own | record_tokens(record.item) if not name.startswith("url:"))


def _title(record: Record) -> Iterable[str]:
    year = record.item.issued.year if record.item.issued else None
    return (f"{squeeze(record.item.title)} {year}",) if record.item.title else ()


_NAMES: tuple[Callable[[Record], Iterable[str]], ...] = (_keys, _all_keys, _identifiers, _title)


def _changes(before: Record, after: Record) -> Iterator[FieldChange]:
    old, new = said(before.item), said(after.item)
    for field in sorted(old.keys() | new.keys()):
        if _folded(old.get(field, "")) != _folded(new.get(field, "")):
            yield FieldChange(field=field, old=old.get(field, ""), new=new.get(field, ""))
    for field, was, now in (
        ("verified", str(before.verified).lower(), str(after.verified).lower()),
        ("categories", _categories(before), _categories(after)),
    ):
        if was != now:
            yield FieldChange(field=field, old=was, new=now)


def _categories(record: Record) -> str:
    return "; ".join(sorted(" / ".join(path) for path in record.categories if path))


def said(item: Item) -> dict[str, str]:
    """What an item says, by CSL variable, as people read it; variables that say nothing are left out."""
    names = {field.name: field.encode_name for field in msgspec.structs.fields(Item)}
    plain = {names[name]: _text(getattr(item, name)) for name in Item.__struct_fields__ if name != "other"}
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
        return value.literal or "/".join("-".join(f"{part:02}" for part in day) for day in value.date_parts)
    if isinstance(value, tuple | list):
        return "; ".join(map(_text, value))
    return _name(value) if isinstance(value, Name) else str(value)


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
