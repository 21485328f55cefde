"""Corrections written as TOML: a table a paper, a key a variable."""

import re
import tomllib
from typing import Any

from plbib.errors import InputError
from plbib.findings import Code
from plbib.io.files import decode
from plbib.model import Finding, Place
from plbib.overrides import values
from plbib.overrides.correction import GLOSS, NAME, VERIFIED, Override, Overrides, short
from plbib.overrides.values import ATTRIBUTES
from plbib.text.unicode import near

_KNOWN = {field.lower(): field for field in (*ATTRIBUTES, VERIFIED, GLOSS, NAME)}


def read(data: bytes | str, name: str) -> Overrides:
    """The corrections in a TOML file. Raises :class:`InputError` for a file that is not TOML."""
    text = decode(data, name) if isinstance(data, bytes) else data
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: not TOML: {error}", "mend the line it names") from error
    lines = _lines(text)
    rows: list[Override] = []
    findings: list[Finding] = []
    for paper, table in tables.items():
        place = Place(file=name, line=lines.get((paper, ""), 0))
        if not isinstance(table, dict):
            message, cure = f"{paper} is no table of fields; left out", f"write [{paper}], and its fields below"
            findings.append(Code.OVERRIDE_VALUE.finding(message, cure, place))
            continue
        fields: dict[str, Any] = {}
        for field, value in table.items():
            where = Place(file=name, line=lines.get((paper, field), place.line))
            variable = _KNOWN.get(field.lower())
            if variable is None:
                findings.append(_unknown(paper, field, value, where))
                continue
            try:
                fields[ATTRIBUTES.get(variable, variable)] = values.read(variable, value)
            except ValueError as error:
                message = f"{field} of {paper} cannot be read; left out: {short(str(value))}"
                findings.append(Code.OVERRIDE_VALUE.finding(message, str(error), where))
        verified, gloss, called = fields.pop(VERIFIED, False), fields.pop(GLOSS, None), fields.pop(NAME, None)
        rows.append(Override(name=paper, place=place, fields=fields, verified=verified, gloss=gloss, called=called))
    return Overrides(rows=tuple(rows), findings=tuple(findings))


_TOML_KEY = r"""(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+))"""
_TOML_LINE = re.compile(rf"[ \t]*(\[\[?[ \t]*)?{_TOML_KEY}[ \t]*(?:\.[ \t]*{_TOML_KEY}[ \t]*)?[\].=]")


def _lines(text: str) -> dict[tuple[str, str], int]:
    """The lines where the table of each paper begins (with ``""``), and each field in it, as far as they are found."""
    lines: dict[tuple[str, str], int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        match = _TOML_LINE.match(line)
        if not match:
            continue
        first, second = (next(filter(None, match.group(*group)), "") for group in ((2, 3, 4), (5, 6, 7)))
        if match[1]:
            table = first
        elif table:
            first, second = table, first
        lines.setdefault((first, ""), number)
        lines.setdefault((first, second), number)
    return lines


def _unknown(paper: str, field: str, value: Any, place: Place) -> Finding:
    named = _BIBTEX.get(field.lower())
    meant = named or next(iter(near(field.lower(), _KNOWN.keys())), None)
    cure = f"did you mean {_KNOWN[meant]}?" if meant else f"known are: {', '.join(sorted(_KNOWN.values()))}"
    if isinstance(value, dict):
        cure = f'a name that holds a dot stands in quotes: ["{paper}.{field}"]'
    message = f"{field} is no field to correct; left out"
    return Code.OVERRIDE_UNKNOWN_FIELD.finding(message, cure, place)


_BIBTEX = {"pages": "page", "series": "collection-title", "address": "publisher-place", "location": "event-place"}
_BIBTEX |= {"year": "issued", "month": "issued", "booktitle": "container-title", "journal": "container-title"}
"""What other fields are called in BibTeX."""
