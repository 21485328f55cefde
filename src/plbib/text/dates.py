"""Dates as bibliographies write them."""

import re

from plbib.model import Date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's month macros, January first."""

_ISO = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_YEAR = re.compile(r"^\s*(\d{4})\s*$")


def from_bibtex(year: str, month: str, date: str) -> Date | None:
    """A date from the fields ``year`` and ``month`` (a macro, name or number) or biblatex's ``date``; None if empty."""
    iso = _ISO.match(date.strip())
    if iso:
        return Date(date_parts=(tuple(int(part) for part in iso.groups() if part),))
    plain = _YEAR.match(year)
    if not plain:
        return Date(literal=year.strip()) if year.strip() else None
    number = month_number(month)
    return Date(date_parts=((int(plain[1]), number) if number else (int(plain[1]),),))


def month_number(text: str) -> int | None:
    """1 to 12 for ``may``, ``May``, ``5`` or ``September``; None for anything else."""
    text = text.strip().strip(".").lower()
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    return MONTHS.index(text[:3]) + 1 if text[:3] in MONTHS else None
