"""A bibliographic item as Zotero's fields, creators and lines of Extra, and back.

What an item says is held in one *canonical* form, the same for what is to be sent and for what the server holds:
``itemType``, ``creators``, base fields (:mod:`plbib.zotero.fields`) and, as ``extra.<label>``, the labelled lines of
Extra (:mod:`plbib.zotero.extra`). Variables for which a type of item has no field are such lines; Zotero's citation
processor reads them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from plbib import model
from plbib.formats import csljson
from plbib.model import Date, Item, Name
from plbib.text import dates
from plbib.zotero import extra as extras
from plbib.zotero import values
from plbib.zotero.fields import (
    BY_GENRE,
    CREATORS,
    CSL_TYPES,
    DATES,
    FIELDS,
    NAMES,
    TYPES,
    VARIABLES,
    base,
    specific,
)

ITEM_TYPES = frozenset([*TYPES.values(), *(kind for _, _, kind in BY_GENRE)])
"""All types of items that :func:`item_type` returns."""

_ATTRIBUTES = {field.encode_name: field.name for field in msgspec.structs.fields(Item)}
_WHOLE_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RENAMED = {"shortTitle": "title-short"}
# Tags are sent by themselves; type and key are not variables.
_NOT_WRITTEN = frozenset({"type", "other", "keyword", "citation-key"})
_NOT_FIELDS = frozenset({"key", "extra", "parentItem", "dateAdded", "dateModified"})
_LABELS = {extras.label(name): name for name in VARIABLES}
_SPELLED = _LABELS | {"affiliation": "Affiliation", "arxiv": "arXiv"}


class Creator(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """A creator in Zotero's form: a person by first and last name (either may be ``""``), or a ``name``."""

    creator_type: str
    first_name: str | None = None
    last_name: str | None = None
    name: str | None = None


Value = str | tuple[Creator, ...]
Fields = dict[str, Value]
"""Canonical field → value; what is empty is left out, but for changes, where ``""`` clears."""


class Schema(Struct, frozen=True, kw_only=True):
    """The fields and types of creators that the server has for types of items, the main type of creator first."""

    version: int
    fields: dict[str, tuple[str, ...]]
    creators: dict[str, tuple[str, ...]]


def item_type(item: Item) -> str:
    """The Zotero type of an item; the nearest if Zotero has none."""
    genre = (item.genre or "").lower()
    named = (kind for csl, word, kind in BY_GENRE if csl == item.type and word in genre)
    return next(named, TYPES.get(item.type, "document"))


def possible(kind: str, schema: Schema) -> frozenset[str]:
    """The canonical fields that an item of type ``kind`` can have beside lines of Extra; ``schema`` must know it."""
    return frozenset(["itemType", "creators", *(base(kind, name) for name in schema.fields[kind])]) - {"extra"}


# To Zotero ----------------------------------------------------------------------------------------------------------


def fields(
    item: Item, key: str, schema: Schema, extra: Mapping[str, str] | None = None, *, kind: str | None = None
) -> Fields:
    """What ``item`` says, in canonical form, as the server will give it back.

    ``key`` is its citation key, ``extra`` are lines for Extra by their labels, ``kind`` is the type of item if it is
    not to be :func:`item_type`; ``schema`` must know it. Keywords are left to people; only CSL's variables
    (:data:`VARIABLES`) are sent. Nothing is cut: a text of over 65,535 bytes or a name of over 255 characters is for
    the server to refuse.
    """
    fitting = item_type(item)
    kind = kind or fitting
    available = possible(kind, schema)
    roles = {CREATORS[name]: name for name in reversed(schema.creators[kind]) if name in CREATORS}
    canonical_fields: Fields = {"itemType": kind}
    lines = {"type": item.type} if kind == fitting and CSL_TYPES[kind] != item.type else {}
    people = _people(item)
    creators = (_creator(roles[role], name) for role, names in people.items() if role in roles for name in names)
    for variable, text in _texts(item, key):
        field = next((name for name in FIELDS.get(variable, ()) if name in available and _takes(name, text)), None)
        if field:
            canonical_fields[field] = text
        else:
            lines[variable] = text.replace("\n", " ")
    lines |= {role: "\n".join(map(values.join_name, names)) for role, names in people.items() if role not in roles}
    lines |= {name: values.clean_line(text) for name, text in (extra or {}).items()}
    canonical_fields |= {"creators": tuple(creators)} | {
        f"extra.{extras.label(name)}": text for name, text in lines.items()
    }
    return {name: value for name, value in canonical_fields.items() if value}


def data(changes: Fields, kind: str, extra: str = "") -> dict[str, Any]:
    """The properties to send that change an item of type ``kind`` whose Extra is ``extra``; ``""`` clears a field.

    New lines of Extra come in the order of their labels.
    """
    properties: dict[str, Any] = {}
    lines: dict[str, str] = {}
    for name, value in sorted(changes.items()):
        if not isinstance(value, str) or name == "creators":
            properties[name] = [msgspec.to_builtins(creator) for creator in value]
        elif name.startswith("extra."):
            label = name.removeprefix("extra.")
            lines[_SPELLED.get(label, label)] = value
        else:
            properties[specific(kind, name)] = value
    return properties | {"extra": extras.edit(extra, lines)} if lines else properties


def _people(item: Item) -> dict[str, list[tuple[str, ...]]]:
    """The parts of the names in each variable that holds any, in the order of :data:`NAMES`."""
    people = {}
    for role in NAMES:
        attribute = _ATTRIBUTES.get(role)
        names = getattr(item, attribute) if attribute else csljson.names(item.other.get(role, []))
        parts = [*filter(None, map(values.format_name, names or ()))]
        if parts:
            people[role] = parts
    return people


def _creator(kind: str, parts: tuple[str, ...]) -> Creator:
    if len(parts) == 1:
        return Creator(creator_type=kind, name=parts[0])
    return Creator(creator_type=kind, last_name=parts[0], first_name=parts[1])


def _texts(item: Item, key: str) -> Iterator[tuple[str, str]]:
    """The variables that do not hold names, as texts that are not empty."""
    attributes = ((name, getattr(item, attribute, None)) for name, attribute in _ATTRIBUTES.items())
    other = ((_RENAMED.get(name, name), value) for name, value in item.other.items())
    for name, value in (*attributes, *other):
        if name in VARIABLES and name not in NAMES and name not in _NOT_WRITTEN and (text := _text(name, value)):
            yield name, text
    if values.clean_text(key):
        yield "citation-key", values.clean_text(key)


def _text(variable: str, value: Any) -> str:
    if variable in DATES and value is not None:
        date = value if isinstance(value, Date) else csljson.date(value)
        return values.format_date(date) if date else ""
    return values.clean_text(str(value)) if type(value) in (str, int, float) else ""


def _takes(field: str, text: str) -> bool:
    """Whether the server accepts a text for a field: the day of access must be a whole one."""
    return field != "accessDate" or bool(_WHOLE_DAY.fullmatch(text) and dates.to_iso(values.parse_date(text)))


# From Zotero --------------------------------------------------------------------------------------------------------


def canonical(data: Mapping[str, Any]) -> Fields:
    """The canonical form of an item whose ``data`` the server sent."""
    kind = data["itemType"]
    texts = {
        name: value for name, value in data.items() if value and isinstance(value, str) and name not in _NOT_FIELDS
    }
    canonical_fields: Fields = {base(kind, name): value for name, value in texts.items()}
    creators = msgspec.convert(data.get("creators") or (), tuple[Creator, ...])
    if creators:
        canonical_fields["creators"] = creators
    return canonical_fields | {f"extra.{label}": text for label, text in extras.lines(data.get("extra") or "").items()}


def item(data: Mapping[str, Any]) -> Item:
    """The item that Zotero's ``data`` describes; fields go before lines of Extra, of which only CSL's variables count.

    It equals the item that :func:`fields` sent but for what is not sent, white space, and particles and suffixes that
    stood within a family or given name (:func:`plbib.zotero.values.parse_name`). The abstract is read, too.
    """
    canonical_fields = canonical(data)
    lines = {
        name.removeprefix("extra."): value for name, value in canonical_fields.items() if name.startswith("extra.")
    }
    variables: dict[str, Any] = _read_people(canonical_fields.get("creators") or ())
    for variable, names in FIELDS.items():
        text = next((canonical_fields[name] for name in names if name in canonical_fields), None)
        if text:
            variables[variable] = values.parse_date(str(text)) if variable in DATES else text
    for label, text in lines.items():
        variable = _LABELS.get(label, "")
        if variable and variable not in variables:
            variables[variable] = _read_line(variable, str(text))
    variables.pop("citation-key", None)
    kind = lines.get("type")
    kind = kind if kind in model.TYPES else CSL_TYPES.get(data["itemType"], "document")
    attributes = {_ATTRIBUTES[name]: value for name, value in variables.items() if name in _ATTRIBUTES}
    other = {name: value for name, value in variables.items() if name not in _ATTRIBUTES}
    # As it stands in a file of CSL-JSON.
    return Item(**{"type": kind, **attributes}, other=msgspec.json.decode(msgspec.json.encode(other)))


def _read_people(creators: Iterable[Creator | str]) -> dict[str, tuple[Name, ...]]:
    people: dict[str, tuple[Name, ...]] = {}
    for creator in creators:
        if isinstance(creator, Creator) and creator.creator_type in CREATORS:
            role = CREATORS[creator.creator_type]
            parts = (creator.name,) if creator.name else (creator.last_name or "", creator.first_name or "")
            people[role] = (*people.get(role, ()), values.parse_name(parts))
    return people


def _read_line(variable: str, text: str) -> str | Date | tuple[Name, ...]:
    """The value of a variable in Extra: a name for each line, of anything else the first one."""
    if variable in NAMES:
        return tuple(values.parse_name(values.split_name(line)) for line in text.split("\n"))
    first = text.split("\n", 1)[0]
    return values.parse_date(first) if variable in DATES else first
