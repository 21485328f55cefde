"""Corrections as TOML, for a person to add to the file of corrections: the inverse of the reader."""

import json
import re
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from plbib.model import Date, Item, Name, Record
from plbib.overrides import values
from plbib.overrides.values import ATTRIBUTES, EMPTY
from plbib.text import dates
from plbib.text.unicode import clean


def write(corrections: Iterable[tuple[Record, Item]]) -> str:
    """For each record, and the item as a person has it, a table of the fields that differ; ``""`` if none does.

    Read and applied to the records, it gives the person's values; a field that the person has emptied is ``""``. White
    space counts as one blank in texts, and not at all around them and the parts of names. Left out is what the file of
    corrections cannot say: variables in ``other``, the comma before a suffix, names without family and given name, a
    type that CSL does not have, a URL or DOI that is malformed, dates outside the calendar or the years 1000 to 9999.

    Tables are sorted by citation key, which is to occur once, fields in the order of :class:`Item`.
    """
    tables = [_format_table(record, item) for record, item in sorted(corrections, key=lambda row: row[0].key)]
    return "\n".join(filter(None, tables))


def _format_table(record: Record, item: Item) -> str:
    before, after = _spell_fields(record.item), _spell_fields(item)
    fields = [f"{field} = {_toml(value)}\n" for field, value in after.items() if before.get(field) != value]
    title = clean(record.item.title or item.title)
    return "".join([f"# {title}\n" if title else "", f"[{_key(record.key)}]\n", *fields]) if fields else ""


def _spell_fields(item: Item) -> dict[str, Any]:
    """Each variable as the file says it; those that it cannot say are missing."""
    spelled = {field: _spell(field, getattr(item, attribute)) for field, attribute in ATTRIBUTES.items()}
    return {field: value for field, value in spelled.items() if value is not None}


def _spell(field: str, value: Any) -> Any:
    """What the file says for ``value``, or None if the reader would read none of its forms as ``value``."""
    forms: list[Any] = [""]
    if isinstance(value, str):
        value = " ".join(value.split())
        forms = [value]
    elif isinstance(value, Date):
        forms = [dates.to_iso(value), value.literal, json.loads(msgspec.json.encode(value))]
    elif value:
        value = tuple(name for name in map(_plain_name, value) if name.family or name.given or name.literal)
        forms = [[_spell_name(field, name) for name in value] or ""]
    value = value or getattr(EMPTY, ATTRIBUTES[field])
    return next((form for form in forms if _reads_as(field, form, value)), None)


def _plain_name(name: Name) -> Name:
    """``name`` without blanks around its parts, and without the comma."""
    parts = {
        field: part.strip() or None for field, part in msgspec.structs.asdict(name).items() if isinstance(part, str)
    }
    return replace(name, **parts, comma_suffix=False)


def _spell_name(field: str, name: Name) -> Any:
    """``Family, Given`` if it is read as ``name``, else a table of the parts."""
    family = " ".join(filter(None, [name.non_dropping_particle, name.family]))
    short = name.literal or ", ".join(filter(None, [family, name.suffix, name.given]))
    return short if _reads_as(field, [short], (name,)) else msgspec.to_builtins(name)


def _reads_as(field: str, form: Any, value: Any) -> bool:
    try:
        return bool(values.read(field, form) == value)
    except ValueError:
        return False


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{name} = {_toml(part)}' for name, part in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # TOML's strings are JSON's but for this


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _toml(key)
