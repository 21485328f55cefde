"""CSL-JSON, read tolerantly and written by the schema; what is plbib's own stands under ``custom``."""

import re
from contextlib import suppress
from typing import Any

import msgspec
from msgspec import Struct

from plbib.errors import InputError, Severity
from plbib.model import Date, Finding, Item, Library, Name, Place, Record, Status
from plbib.text import dates

_FIELDS = {field.encode_name: field for field in msgspec.structs.fields(Item) if field.name != "other"}
_NAMES = frozenset({"author", "editor", "translator"})
_DATES = frozenset({"issued", "accessed", "event-date"})
_NAME_PARTS = tuple(field.encode_name for field in msgspec.structs.fields(Name) if field.name != "comma_suffix")
_NOBODY = Name()
_TRUE = (True, 1, "1", "true")
_OWN = frozenset({"id", "custom"})
# Spellings of older or other programs.
_RENAMED = {"event": "event-title", "shortTitle": "title-short", "journalAbbreviation": "container-title-short"}


class Custom(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What plbib adds to an item under ``custom``."""

    categories: tuple[tuple[str, ...], ...] = ()
    identifiers: dict[str, str] = {}
    sources: tuple[str, ...] = ()
    unverified: bool = False
    aliases: tuple[str, ...] = ()


def write(library: Library) -> bytes:
    """The library's items as a CSL-JSON array in list order: UTF-8, two blanks of indent, ``id`` the citation key."""
    array = b"[%b]" % b",".join(msgspec.json.encode(_written(record)) for record in library.records)
    return msgspec.json.format(array, indent=2) + b"\n"


def _written(record: Record) -> dict[str, Any]:
    custom = Custom(
        categories=record.categories,
        identifiers=record.identifiers,
        sources=record.sources,
        unverified=not record.verified,
        aliases=record.aliases,
    )
    plain = variables(record.item)
    kept = plain.pop("custom", None)
    own = msgspec.to_builtins(custom)
    return {"id": record.key, **plain, "custom": {**kept, **own} if isinstance(kept, dict) else own}


def variables(item: Item) -> dict[str, Any]:
    """An item as a dictionary of CSL variables."""
    plain: dict[str, Any] = msgspec.to_builtins(item)
    other = plain.pop("other", {})
    return {**other, **plain}


def read(text: str, source: str) -> tuple[list[Record], list[Finding]]:
    """The records in CSL-JSON ``text`` (an array, or one object). What is no item is reported."""
    try:
        rows = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"{source}: not JSON: {error}", "give a CSL-JSON file: an array of items") from error
    if isinstance(rows, dict):
        rows = rows["items"] if isinstance(rows.get("items"), list) else [rows]
    if not isinstance(rows, list) or (len(rows) == 1 and not _is_item(rows[0])):
        raise InputError(f"{source}: not CSL-JSON: no array of items", "give a CSL-JSON file: an array of items")
    records: list[Record] = []
    findings: list[Finding] = []
    for number, row in enumerate(rows, 1):
        if _is_item(row):
            records.append(_record(row))
        else:
            findings.append(_no_item(number, source))
    return records, findings


def _is_item(row: Any) -> bool:
    return isinstance(row, dict) and not row.keys().isdisjoint(("id", *_FIELDS, *_RENAMED))


def _record(row: dict[str, Any]) -> Record:
    custom = row.get("custom") or {}
    foreign = custom if isinstance(custom, dict) else {"custom": custom}
    try:
        own = msgspec.convert(foreign, Custom)
    except msgspec.ValidationError:
        own = Custom()
    else:
        foreign = {name: value for name, value in foreign.items() if name not in Custom.__struct_fields__}
    return Record(
        key=str(row.get("id") or ""),
        item=item(
            {
                **{name: value for name, value in row.items() if name not in _OWN},
                **({"custom": foreign} if foreign else {}),
            }
        ),
        status=Status.UNRESOLVED if own.unverified else Status.PINNED,
        categories=own.categories,
        identifiers=own.identifiers,
        sources=own.sources,
        aliases=own.aliases,
    )


def _no_item(number: int, source: str) -> Finding:
    return Finding(
        code="not-an-item",
        severity=Severity.ERROR,
        message=f"element {number} of the array is no object with variables; left out",
        cure="remove it, or make it a CSL-JSON item",
        place=Place(file=source),
    )


def item(row: dict[str, Any]) -> Item:
    """The item in a dictionary of CSL variables; variables unknown here, or of an unknown shape, go to ``other``."""
    known: dict[str, Any] = {}
    other: dict[str, Any] = {}
    for written, value in row.items():
        name = written if written in _FIELDS else _RENAMED.get(written, written)
        if value is None or value in ("", []):
            continue
        if name not in _FIELDS or name in known:
            other[written] = value
            continue
        converted = names(value) if name in _NAMES else date(value) if name in _DATES else _text(value)
        if converted is None and name != "type":
            other[written] = value
        elif converted:
            known[_FIELDS[name].name] = converted
    known.setdefault("type", "document")
    return Item(**known, other=other)


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return str(value[0]) if len(value) == 1 else None  # Crossref gives lists of one
    return None


def names(value: Any) -> tuple[Name, ...] | None:
    """Names, or None if one of them is neither an object nor a string."""
    with suppress(msgspec.ValidationError):  # nearly all
        plain = msgspec.convert(value, tuple[Name, ...])
        return tuple(name for name in plain if name != _NOBODY)
    found = []
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, str):
            found.append(Name(literal=part))
            continue
        if not isinstance(part, dict):
            return None
        known = {key: _text(part[key]) for key in _NAME_PARTS if key in part}
        said: dict[str, Any] = {key: text for key, text in known.items() if text is not None}
        if said and part.get("comma-suffix") in _TRUE:
            said["comma-suffix"] = True
        found.append(msgspec.convert(said, Name))
    return tuple(name for name in found if name != _NOBODY)


def date(value: Any) -> Date | None:
    """A date whose parts may be strings or partly null, as some programs write them; None if no part can be read."""
    if isinstance(value, str):
        return dates.iso(value) or Date(literal=value)
    if not isinstance(value, dict):
        return None
    rows = value.get("date-parts")
    parts = [numbers for row in (rows if isinstance(rows, list) else []) if (numbers := _numbers(row))]
    raw = value.get("raw")
    known = dates.iso(raw) if isinstance(raw, str) else None
    if known and not parts:
        parts = list(known.date_parts)
    literal = value.get("literal") or (None if known else raw)
    season = value.get("season")
    if not parts and not literal:
        return None
    return Date(
        date_parts=tuple(parts[:2]),
        literal=str(literal) if literal else None,
        circa=value.get("circa") in _TRUE,
        season=int(str(season)) if _SEASON.fullmatch(str(season)) else None,
    )


_SEASON = re.compile(r"[0-9]{1,4}")
_WHOLE = re.compile(r"\s*-?\d{1,6}\s*")


def _numbers(row: Any) -> tuple[int, ...]:
    """The leading parts of ``row`` that are whole numbers, at most three."""
    numbers: list[int] = []
    for part in row[:3] if isinstance(row, list) else []:
        if isinstance(part, bool) or not _WHOLE.fullmatch(str(part)):
            break
        numbers.append(int(part))
    return tuple(numbers)
