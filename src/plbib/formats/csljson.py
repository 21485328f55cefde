"""CSL-JSON, read tolerantly and written by the schema; what is plbib's own stands under ``custom``."""

from contextlib import suppress
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from plbib.errors import InputError
from plbib.findings import Code
from plbib.formats.format import Format
from plbib.formats.othervariables import FOREIGN, as_csl
from plbib.io.files import decode
from plbib.model import TYPES, Date, Finding, Item, Library, Name, Place, Record, Status
from plbib.papers.identifiers import identify
from plbib.text import freedates
from plbib.text.formulas import as_markup
from plbib.text.patterns import regex

_FIELDS = {field.encode_name: field for field in msgspec.structs.fields(Item) if field.name != "other"}
_NAMES = frozenset({"author", "editor", "translator"})
_DATES = frozenset({"issued", "accessed", "event-date"})
_SAID = ("comma-suffix", "static-ordering")
_NAME_PARTS = tuple(part.encode_name for part in msgspec.structs.fields(Name) if part.encode_name not in _SAID)
_NAMED = frozenset({"family", "given", "literal"})
_NOBODY = Name()
_TRUE = (True, 1, "1", "true")
_OWN = frozenset({"id", "custom"})


class Custom(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What plbib adds to an item under ``custom``."""

    categories: tuple[tuple[str, ...], ...] = ()
    identifiers: dict[str, str] = {}
    sources: tuple[str, ...] = ()
    unverified: bool = False
    aliases: tuple[str, ...] = ()


def write(library: Library) -> bytes:
    """The library's items as a CSL-JSON array in list order: UTF-8, two blanks of indent, ``id`` the citation key."""
    array = b"[%b]" % b",".join(msgspec.json.encode(_to_object(record)) for record in library.records)
    return msgspec.json.format(array, indent=2) + b"\n"


def _to_object(record: Record) -> dict[str, Any]:
    custom = Custom(
        categories=record.categories,
        identifiers=record.identifiers,
        sources=record.sources,
        unverified=record.listed_only,
        aliases=tuple(alias for alias in record.aliases if alias != record.id_given),
    )
    plain = {name: as_markup(text) if isinstance(text, str) else text for name, text in variables(record.item).items()}
    kept = plain.pop("custom", None)
    own = msgspec.to_builtins(custom)
    return {"id": record.id_given or record.key, **plain, "custom": {**kept, **own} if isinstance(kept, dict) else own}


def variables(item: Item) -> dict[str, Any]:
    """An item as a dictionary of CSL variables."""
    plain: dict[str, Any] = msgspec.to_builtins(item)
    other = plain.pop("other", {})
    return {**other, **plain}


# Reading what is as the schema has it, and nothing else --------------------------------------------------------------

_Text = Annotated[str, Meta(min_length=1)]
_Day = Annotated[tuple[Annotated[int, Meta(ge=-999_999, le=999_999)], ...], Meta(min_length=1, max_length=3)]


class _StrictDate(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True, gc=False):
    """A date that reads as it stands."""

    date_parts: Annotated[tuple[_Day, ...], Meta(min_length=1, max_length=2)]
    literal: _Text | None = None
    circa: bool = False
    season: Annotated[int, Meta(ge=1, le=9999)] | None = None


class _StrictCustom(Custom, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What plbib alone has added."""


def _row() -> Any:
    """The type of a row that holds variables of :class:`Item` only, each of the type it has there."""
    types: dict[str, Any] = dict.fromkeys(_FIELDS, _Text | None) | dict.fromkeys(_DATES, _StrictDate | None)
    types |= dict.fromkeys(_NAMES, tuple[Name, ...])
    fields: list[Any] = [
        ("type", _Text),
        *((_FIELDS[name].name, kind, _FIELDS[name].default) for name, kind in types.items() if name != "type"),
        ("id", _Text),
        ("custom", _StrictCustom | None, None),
    ]
    names = {field.name: written for written, field in _FIELDS.items()}
    return msgspec.defstruct("_Row", fields, kw_only=True, rename=names, forbid_unknown_fields=True, gc=False)


_Row = _row()
_ROWS: Any = list[_Row]  # type: ignore[valid-type]


def _plain_record(row: Any) -> Record:
    own = row.custom or _NOTHING
    item: Item = msgspec.convert(row, Item, from_attributes=True)
    if item.type not in TYPES:
        item = msgspec.structs.replace(item, type=_typed(item.type))
    if _NOBODY in item.author or _NOBODY in item.editor or _NOBODY in item.translator:
        raise msgspec.ValidationError("a name in other words, or none")  # read once more, tolerantly
    return _with_own(row.id, item, own)


_NOTHING = Custom()


def _with_own(key: str, item: Item, own: Custom) -> Record:
    return Record(
        key=key,
        item=item,
        status=Status.UNRESOLVED if own.unverified else Status.GIVEN,
        categories=own.categories,
        identifiers=own.identifiers or _preprint(item),
        sources=own.sources,
        aliases=own.aliases,
    )


def _preprint(item: Item) -> dict[str, str]:
    """The arXiv id that an item tells in whichever variable."""
    told = [item.url, item.doi, item.number]
    if "arxiv" not in f"{item.url} {item.doi} {item.number} {item.other.get('archive')}".lower():  # nearly always
        return {}
    if str(item.other.get("archive")).lower() == "arxiv":
        told.append(
            f"arxiv:{item.other.get('archive_location') or item.number}".lower().replace("arxiv:arxiv", "arxiv")
        )
    found = [name for text in told if text and (name := identify(text)) and name.kind == "arxiv"]
    return {"arxiv": found[0].value} if found else {}


# Reading the rest ---------------------------------------------------------------------------------------------------


def read(text: str, source: str) -> tuple[list[Record], list[Finding]]:
    """The records in CSL-JSON ``text`` (an array, or one object). What is no item is reported."""
    with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return [_plain_record(row) for row in msgspec.json.decode(text, type=_ROWS)], []
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
        found = record(row)
        if found:
            records.append(found)
        else:
            findings.append(_no_item(number, source))
    return records, findings


def record(row: bytes | dict[str, Any]) -> Record | None:
    """The record in one item, as JSON or decoded; None if it is no item. Raises ``DecodeError`` for no JSON."""
    try:
        return _plain_record(
            msgspec.json.decode(row, type=_Row) if isinstance(row, bytes) else msgspec.convert(row, _Row)
        )
    except msgspec.ValidationError:
        plain = msgspec.json.decode(row) if isinstance(row, bytes) else row
        return _record(plain) if _is_item(plain) else None


def _is_item(row: Any) -> bool:
    return isinstance(row, dict) and not row.keys().isdisjoint(("id", *_FIELDS, *FOREIGN))


def _record(row: dict[str, Any]) -> Record:
    custom = row.get("custom") or {}
    foreign = custom if isinstance(custom, dict) else {"custom": custom}
    try:
        own = msgspec.convert(foreign, Custom)
    except msgspec.ValidationError:
        own = Custom()
    else:
        foreign = {name: value for name, value in foreign.items() if name not in Custom.__struct_fields__}
    plain = {name: value for name, value in row.items() if name not in _OWN}
    return _with_own(str(row.get("id") or ""), item(plain | ({"custom": foreign} if foreign else {})), own)


def _no_item(number: int, source: str) -> Finding:
    return Code.NOT_AN_ITEM.finding(
        message=f"element {number} of the array is no object with variables; left out",
        place=Place(file=source),
    )


def item(row: dict[str, Any]) -> Item:
    """The item in a dictionary of CSL variables; variables unknown here, or of an unknown shape, go to ``other``."""
    known: dict[str, Any] = {}
    other: dict[str, Any] = {}
    for name, value in as_csl(row).items():
        if value is None or value in ("", []):
            continue
        if name not in _FIELDS:
            other[name] = value
            continue
        converted = names(value) if name in _NAMES else date(value) if name in _DATES else _text(value)
        if converted is None and name != "type":
            other[name] = value
        elif converted:
            known[_FIELDS[name].name] = converted
    known["type"] = _typed(known.get("type") or "document")
    return Item(**known, other=other)


def _typed(kind: str) -> str:
    return kind if kind in TYPES else _TYPES.get(kind.lower(), kind)


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return ", ".join(value) if len(value) == 1 or all(map(_NUMBER.fullmatch, value)) else None  # as Crossref does
    return None


_NUMBER = regex(r"[0-9-]{7,16}[0-9Xx]")
"""An ISSN or ISBN, of which a work can have several."""
_TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "book-track": "chapter",
    "reference-entry": "entry-encyclopedia",
    "posted-content": "article",
    "peer-review": "review",
    "edited-book": "book",
    "reference-book": "book",
    "monograph": "book",
    "book-set": "book",
    "book-series": "book",
    "proceedings": "book",
    "proceedings-series": "book",
    "journal": "periodical",
    "journal-volume": "periodical",
    "journal-issue": "periodical",
    "report-series": "report",
    "report-component": "report",
    "dissertation": "thesis",
    "database": "dataset",
    "grant": "document",
    "component": "document",
    "other": "document",
}
"""Crossref's names of types → CSL's; doi.org gives them for ``application/vnd.citationstyles.csl+json``."""


def names(value: Any) -> tuple[Name, ...] | None:
    """Names, or None if one of them is neither an object nor a string."""
    with suppress(msgspec.ValidationError):  # nearly all
        plain = msgspec.convert(value, tuple[Name, ...])
        if _NOBODY not in plain:
            return plain
    found = []
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, str):
            found.append(Name(literal=part))
            continue
        if not isinstance(part, dict):
            return None
        known = {key: _text(part[key]) for key in _NAME_PARTS if key in part}
        if "name" in part and not part.keys() & _NAMED:  # as Crossref calls organisations
            name = _text(part["name"]) or ""
            known["literal"] = name if any(map(str.isalnum, name)) else None
        said: dict[str, Any] = {key: text for key, text in known.items() if text is not None}
        if said:
            said |= {key: True for key in _SAID if part.get(key) in _TRUE}
        found.append(msgspec.convert(said, Name))
    return tuple(name for name in found if name != _NOBODY)


def date(value: Any) -> Date | None:
    """A date whose parts may be strings or partly null, as some programs write them; None if no part can be read."""
    if isinstance(value, str):
        return _raw(value)
    if not isinstance(value, dict):
        return None
    rows = value.get("date-parts") or [[value.get(part) for part in ("year", "month", "day")]]
    parts = [numbers for row in (rows if isinstance(rows, list) else []) if (numbers := _numbers(row))]
    raw, literal = value.get("raw"), value.get("literal")
    told = _raw(str(raw)) if raw and not parts and not literal else None
    if told and told.literal is None:
        return told
    literal = literal or (told.literal if told else None)
    if not parts and not literal:
        return None
    return Date(
        date_parts=tuple(parts[:2]),
        literal=str(literal) if literal else None,
        circa=value.get("circa") in _TRUE,
        season=_season(value.get("season")),
    )


def _raw(text: str) -> Date:
    """A date as text, in whatever form; what cannot be read, or stands in quotes, is kept as it is."""
    quoted = _QUOTED.fullmatch(text)
    if quoted:
        return Date(literal=quoted[1])
    return freedates.free(text) or Date(literal=text)


def _season(value: Any) -> int | str | None:
    """A season by its number, or by its name in English; another word as it is."""
    text = " ".join(str(value or "").split())
    if _SEASON.fullmatch(text):
        return int(text)
    return _SEASONS.get(text.lower()) or (text if isinstance(value, str) and text else None)


_QUOTED = regex(r'"([^"]+)"')
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_SEASON = regex(r"[0-9]{1,4}")
_WHOLE = regex(r"\s*-?\d{1,6}\s*")


def _numbers(row: Any) -> tuple[int, ...]:
    """The leading parts of ``row`` that are whole numbers, at most three."""
    numbers: list[int] = []
    for part in row[:3] if isinstance(row, list) else []:
        if isinstance(part, bool) or not _WHOLE.fullmatch(str(part)):
            break
        numbers.append(int(part))
    return tuple(numbers)


def _starts(text: str) -> bool:
    """Whether ``text`` is JSON: a Markdown list can begin with a bracket, too."""
    try:
        return text[:1] in ("[", "{") and msgspec.json.decode(text) is not None
    except (msgspec.DecodeError, RecursionError):
        return False


FORMAT = Format(
    media_type="application/vnd.citationstyles.csl+json",
    write=write,
    read=lambda data, source: read(decode(data, source), source),
    starts=_starts,
    whole=True,
    build={"papers.json": {}},
)
