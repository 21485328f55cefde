"""What an item says, by CSL variable, as people read it."""

from collections.abc import Iterator
from typing import Any

import msgspec

from plbib.model import Date, Item, Name

VARIABLES = {field.name: field.encode_name for field in msgspec.structs.fields(Item) if field.name != "other"}


def texts_of(item: Item) -> dict[str, str]:
    """Variable → text; variables that say nothing are left out. Of an object each member is one: ``custom.gloss``."""
    plain = {csl: _text(getattr(item, name)) for name, csl in VARIABLES.items()}
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
