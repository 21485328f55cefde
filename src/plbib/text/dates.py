"""Dates as bibliographies write them."""

import re
from calendar import monthrange

from plbib.model import Date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's month macros, January first."""

_NAMES = "january february march april may june july august september october november december".split()
_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?:T.*)?")
_YEAR = re.compile(r"\d{4}")
_WORD = re.compile(r"[^\W\d_]+")


def from_bibtex(year: str, month: str, date: str) -> Date | None:
    """A date from the fields ``year`` and ``month`` (a macro, name or number) or biblatex's ``date``; None if empty."""
    found = iso(date)
    if found:
        return found
    if _YEAR.fullmatch(year.strip()):
        number = month_number(month)
        return Date(date_parts=((int(year), number) if number else (int(year),),))
    literal = year.strip() or date.strip()
    return Date(literal=literal) if literal else None


def iso(text: str) -> Date | None:
    """The date in ``2023``, ``2023-05``, ``2023-05-01``, or two of them with ``/`` between; None for anything else."""
    days = [_ISO.fullmatch(part.strip()) for part in text.split("/")]
    parts = tuple(tuple(int(part) for part in day.groups() if part) for day in days if day)
    return Date(date_parts=parts) if len(parts) == len(days) <= 2 else None


def month_number(text: str) -> int | None:
    """1 to 12 for ``may``, ``May``, ``5``, ``Sept.`` or ``21--27 Jul``; None for anything else, as for two months."""
    if text.strip().isdecimal():
        return int(text) if len(text.strip()) <= 2 and 1 <= int(text) <= 12 else None
    words = _WORD.findall(text.lower())
    if len(words) != 1 or len(words[0]) < 3:
        return None
    return next((number for number, name in enumerate(_NAMES, 1) if name.startswith(words[0])), None)


def to_iso(date: Date) -> str:
    """``2023``, ``2023-05``, ``2023-05-01``, or two of them with ``/`` between; ``""`` for what is no such date."""
    if not all(len(day) <= 3 and 1000 <= day[0] <= 9999 and _in_calendar(day) for day in date.date_parts):
        return ""
    return "/".join(f"{day[0]:04}" + "".join(f"-{part:02}" for part in day[1:]) for day in date.date_parts)


def _in_calendar(day: tuple[int, ...]) -> bool:
    year, month, number = (*day, 1, 1)[:3]
    return 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]
