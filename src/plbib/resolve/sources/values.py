"""What services send, read without trust: any key may be missing, null, or of another shape than it was."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import Any

import msgspec

from plbib.text.unicode import clean

_LONGEST = 10_000
"""Characters of a text; no title, name or venue has so many."""
_MOST = 5_000
"""Members of a list: the authors of the largest collaborations are fewer."""


class UnreadableError(Exception):
    """The body of an answer is not what was asked for."""


def decode(body: bytes) -> Any:
    """The JSON of a body. Raises :class:`UnreadableError` if it is none."""
    try:
        return msgspec.json.decode(body.removeprefix(BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError("no JSON") from error


def part(value: Any, *path: str) -> Any:
    """What lies at a path of keys, None if nothing does; of a list the first member counts."""
    for key in path:
        value = _single(value)
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _single(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def members(value: Any) -> list[Any]:
    """The members of a list; what is none is the only member."""
    if value is None:
        return []
    return value[:_MOST] if isinstance(value, list) else [value]


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects in a list, or the one that stands in place of a list."""
    return [member for member in members(value) if isinstance(member, dict)]


def texts(value: Any) -> list[str]:
    """The texts in a list, or the one that stands in place of it, on one line each; numbers are texts."""
    return list(_texts(value))


def _texts(value: Any) -> Iterator[str]:
    for member in members(value):
        if isinstance(member, str | int | float) and not isinstance(member, bool):
            line = clean(str(member)[: _LONGEST + 1])
            if line and len(line) <= _LONGEST:
                yield line


def text(value: Any, *path: str) -> str:
    """The first text at a path, ``""`` if there is none."""
    return next(iter(texts(part(value, *path))), "")


def number(value: Any, *path: str) -> int | None:
    """The whole number at a path, also where it is written as a text."""
    written = text(value, *path)
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None
