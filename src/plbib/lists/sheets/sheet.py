"""What a file of data holds before its columns have a meaning: texts, lists and mappings, with their places."""

from typing import Any

from msgspec import Struct, field

from plbib.model import CategoryPath, Finding

Value = Any
"""A text, a list of values, or a :class:`Mapping`. What is null or empty is the empty text."""


class Mapping(Struct, frozen=True, kw_only=True):
    """Values by their names, and where they begin (line and column from 1; 0: not known)."""

    line: int = 0
    column: int = 0
    fields: dict[str, Value] = field(default_factory=dict)


class SheetRow(Struct, frozen=True, kw_only=True):
    """What may be one paper: its fields, the headings above it, the line on which it ends."""

    cells: Mapping
    category: CategoryPath = ()
    end_line: int = 0
    key: str = ""  # under which it stands, where rows are named


class Sheet(Struct, frozen=True, kw_only=True):
    """The rows of a file. ``headed``: its columns have names."""

    rows: tuple[SheetRow, ...]
    title: str = ""
    headed: bool = True
    findings: tuple[Finding, ...] = ()


def text_of(value: Value) -> str:
    """``value`` as one text: members of a list apart by semicolons, of a mapping its values."""
    if isinstance(value, str):
        return value
    members = value.fields.values() if isinstance(value, Mapping) else value
    return "; ".join(filter(None, map(text_of, members)))
