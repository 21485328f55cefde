"""Where PHP shows through: what counts as a number, what a value looks like as text, what is white space."""

import re
import unicodedata
from typing import Any

_NUMBER = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*")
_SPACE = " \t\n\r\0\x0b"
_TYPES = {bool: "boolean", int: "integer", float: "double", str: "string", list: "array", dict: "object"}


def numeric(value: Any) -> bool:
    if isinstance(value, str):
        return _NUMBER.fullmatch(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def integer(value: Any) -> int:
    """The integer of a numeric value, cut towards zero."""
    return int(float(value)) if isinstance(value, str) else int(value)


def text(value: Any) -> str:
    """A scalar as text: nothing for null and false, 1 for true."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    return "Array" if isinstance(value, list | dict) else str(value)


def type_name(value: Any) -> str:
    return _TYPES.get(type(value), "NULL")


def given(data: dict[str, Any], name: str) -> bool:
    """Whether a property counts as set: null does not."""
    return data.get(name) is not None


def trim(value: str) -> str:
    return value.strip(_SPACE)


def trim_unicode(value: str) -> str:
    """The text without separators and control characters of any kind at its ends."""
    start, end = 0, len(value)
    while start < end and unicodedata.category(value[start])[0] in "ZC":
        start += 1
    while end > start and unicodedata.category(value[end - 1])[0] in "ZC":
        end -= 1
    return value[start:end]
