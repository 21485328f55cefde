"""Corrections put into a file of corrections, where nothing else changes."""

import re
import tomllib
from typing import Any

_HEADER = re.compile(r"""^[ \t]*\[[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+))[ \t]*\][ \t]*(?:#.*)?$""")
_FIELD = re.compile(r"""^[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+))[ \t]*=""")


class CorrectionInsertionError(ValueError):
    """The file with the corrections in it would not say the same and these."""


def insert(text: str, tables: str) -> str:
    """``text``, a TOML file, with ``tables`` (:func:`plbib.overrides.writer.write`): new ones at its end.

    Fields of a table that is there come below its heading, or in the place of their old values. Raises
    :class:`CorrectionInsertionError` where that cannot be done line by line.
    """
    lines = text.split("\n")
    appended: list[str] = []
    for block in filter(str.strip, tables.split("\n\n")):
        rows = block.strip("\n").split("\n")
        head = next(at for at, row in enumerate(rows) if _HEADER.match(row))
        start = _find(lines, _name(_HEADER, rows[head]))
        if start is None:
            appended.append("\n".join(rows))
        else:
            _fill(lines, start, rows[head + 1 :])
    body = "\n".join(lines)
    whole = "\n\n".join(filter(None, [body.rstrip("\n"), *appended])) + "\n" if appended else body
    if _loads(whole) != _merged(_loads(text), _loads(tables)):
        raise CorrectionInsertionError
    return whole


def _name(form: re.Pattern[str], line: str) -> str | None:
    match = form.match(line)
    return next((part for part in match.groups() if part is not None), None) if match else None


def _find(lines: list[str], name: str | None) -> int | None:
    return next((at for at, line in enumerate(lines) if name and _name(_HEADER, line) == name), None)


def _fill(lines: list[str], start: int, rows: list[str]) -> None:
    """Put the fields of a table below its heading, or in the place of those of the same name."""
    end = next((at for at in range(start + 1, len(lines)) if lines[at].lstrip().startswith("[")), len(lines))
    there = {_name(_FIELD, lines[at]): at for at in range(start + 1, end)}
    new = []
    for row in rows:
        at = there.get(_name(_FIELD, row))
        if at is None:
            new.append(row)
        else:
            lines[at] = row
    lines[start + 1 : start + 1] = new


def _loads(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise CorrectionInsertionError from error


def _merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    merged = dict(one)
    for name, table in other.items():
        before = merged.get(name, {})
        merged[name] = {**before, **table} if isinstance(before, dict) else table
    return merged
