"""Values of an item's variables as people write them in TOML: texts, lists of names, dates."""

import re
from typing import Any

from msgspec.structs import fields

from plbib.formats import csljson
from plbib.model import TYPES, Date, Item, Name
from plbib.overrides.correction import GLOSS, NAME, VERIFIED
from plbib.text import dates
from plbib.text.unicode import near

ATTRIBUTES = {field.encode_name: field.name for field in fields(Item) if field.name != "other"}
"""CSL variable → attribute of :class:`Item`."""
EMPTY = Item(type="document")


def read(field: str, value: Any) -> Any:
    """What ``value`` says of a variable, ``verified`` or ``gloss``; ``""`` is the variable's default.

    Raises :class:`ValueError` with what to write instead.
    """
    if field == VERIFIED:
        return _check(value, isinstance(value, bool), "write true or false")
    if field == NAME and value == "":
        return ""
    if value in ("", []) and field != "type":
        return None if field == GLOSS else getattr(EMPTY, ATTRIBUTES[field])
    if field in _LISTS:
        _check(value, not (isinstance(value, str) and _AND.search(value)), _ONE_EACH)
        return tuple(map(_read_name, value if isinstance(value, list) else [value]))
    if field in _DATES:
        return _read_date(value)
    plain = isinstance(value, str | int | float) and not isinstance(value, bool)
    text = " ".join(str(_check(value, plain, "write a text in quotes")).split())
    if field == "type" and text not in TYPES:
        types = sorted(TYPES)
        meant = near(text, types)
        raise ValueError(f"did you mean {meant[0]}?" if meant else f"types of CSL are: {', '.join(types)}")
    _check(text, field != "URL" or re.match(r"https?://\S+$", text), "write an address that starts with https://")
    _check(text, field != "DOI" or re.match(r"10\.\d+/\S+$", text), "write the DOI alone, as 10.1145/3600006.3613165")
    return text


def _check(value: Any, holds: object, cure: str) -> Any:
    if not holds:
        raise ValueError(cure)
    return value


_LISTS = frozenset({"author", "editor", "translator"})
_DATES = frozenset({"issued", "accessed", "event-date"})
_AND = re.compile(r"\sand\s")
_ONE_EACH = 'write a list with one name each, as in ["Berg, Ann", { literal = "The Kite Society" }]'
_NAME_PARTS = {field.encode_name: field.name for field in fields(Name)}
_UNDATED = frozenset({"in press", "forthcoming", "submitted", "n.d."})


def _read_name(value: Any) -> Name:
    """``"van der Berg, Ann"`` as a name of three parts, ``"King, Jr., Martin"`` too; without comma it is literal."""
    if isinstance(value, str) and value.strip():
        family, *others = (part.strip() for part in value.split(","))
        if not others:
            return Name(literal=family)
        _check(value, bool(family) and len(others) <= 2 and not _AND.search(value), _ONE_EACH)
        low = re.match(r"(?:[^\W\d_A-Z][\w'’]*\s+)*", family)
        at = low.end() if low and family[: low.end()].islower() else 0
        parts = {"family": family[at:], "given": others[-1], "non-dropping-particle": family[:at].strip()}
        value = parts | ({"suffix": others[0]} if len(others) > 1 else {})
    _check(value, isinstance(value, dict) and all(isinstance(part, str) for part in value.values()), _ONE_EACH)
    wrong = [part for part in value if part not in _NAME_PARTS]
    _check(value, not wrong, f"parts of a name are: {', '.join(_NAME_PARTS)}")
    name = Name(**{_NAME_PARTS[part]: text.strip() for part, text in value.items() if text.strip()})
    return _check(name, bool(name.family or name.given or name.literal), _ONE_EACH)  # type: ignore[no-any-return]


def _read_date(value: Any) -> Date:
    """A date of TOML, a year, a text such as ``2020-05`` or ``in press``, or a date of CSL."""
    cure = 'write "2020-05-01", "2020-05" or 2020; for what is no date { literal = "…" }'
    value = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    value = value.isoformat() if hasattr(value, "isoformat") else value
    date = dates.iso(value) if isinstance(value, str) else None
    if isinstance(value, dict) and value.keys() <= {"date-parts", "literal", "circa", "season"}:
        date = csljson.item({"issued": value}).issued
    elif isinstance(value, str) and value in _UNDATED:
        date = Date(literal=value)
    if date is None or not (date.literal or dates.to_iso(date)):
        raise ValueError(cure)
    return date
