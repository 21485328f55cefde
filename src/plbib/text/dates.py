"""Dates as bibliographies write them."""

import re
from functools import lru_cache

from plbib.model import Date
from plbib.text.patterns import regex

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""BibTeX's month macros, January first."""

MONTH_NAMES = "january february march april may june july august september october november december".split()
_ISO = regex(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?:T.*)?")
_YEAR = regex(r"\d{3,4}")
_BEFORE = regex(r"(\d{1,4})\s*B\.?\s*C\.?(?:\s*E\.?)?")
_WORD = regex(r"[^\W\d_]+")


_YEARS = regex(r"(\d{4})\s*(?:-{1,3}|–|/)\s*(\d{4}|\d{2})")
_MONTH_DAY = regex(
    r"([A-Za-z]{3,9})\.?[\s~,.]*(\d{1,2})(?:st|nd|rd|th)?|(\d{1,2})(?:st|nd|rd|th)?[\s~.]*([A-Za-z]{3,9})\.?"
)


def from_bibtex(year: str, month: str, date: str, day: str = "") -> Date | None:
    """A date from the fields ``year``, ``month`` (a macro, name or number) and ``day``, or biblatex's ``date``.

    A month may hold the day, too (``jul~4``); years (``2019--2020``) and months (``jul # "--" # aug``) may be two. None
    if all are empty.
    """
    whole = edtf(_SHORT.sub(lambda part: f"-0{part[1]}", date))
    if whole:
        return whole
    year, number = year.strip(), month_number(month)
    if _YEAR.fullmatch(year):
        if (season := _SEASONS.get(month.strip().lower())) and not day:
            return Date(date_parts=((int(year),),), season=season)
        if two := months(month):
            return Date(date_parts=tuple((int(year), number) for number in two))
        named = _MONTH_DAY.fullmatch(month.strip().replace("\u00a0", " "))
        if named:
            number, day = month_number(named[1] or named[4]), named[2] or named[3]
        parts = (int(year), number, *([int(day)] if day.strip().isdecimal() else [])) if number else (int(year),)
        return Date(date_parts=(parts if _in_calendar(parts) else parts[:2],))
    years = _YEARS.fullmatch(year or date.strip())
    if years:
        first, last = int(years[1]), int(years[1][: 4 - len(years[2])] + years[2])
        return Date(date_parts=((first,), (last,)) if last > first else ((first,),))
    literal = year or date.strip()
    return _about(literal, number) or edtf(year) or (Date(literal=literal) if literal else None)


_SHORT = regex(r"(?<=\d)-(\d)(?!\d)")
"""A month or day without its zero."""
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_ABOUT = regex(r"(?:(c(?:a|irca)?\b\.?)\s*|\[)?(\d{4})(?:\?)?\]?([a-z])?", re.IGNORECASE)
_NAMED = regex(r"([A-Za-z]{3,9})\.?,?\s+(\d{4})")


def _about(text: str, month: int | None) -> Date | None:
    """A year as people write it: ``c. 1850``, ``[1850]``, ``2020a`` (the letter of a style), ``May 2020``."""
    if before := before_ours(text):
        return Date(date_parts=((*before.date_parts[0], month),)) if month else before
    named = _NAMED.fullmatch(text)
    if named and (number := month_number(named[1])):
        return Date(date_parts=((int(named[2]), number),))
    about = _ABOUT.fullmatch(text)
    if not about or (about[3] and (about[1] or "[" in text)):
        return None
    parts = (int(about[2]), month) if month else (int(about[2]),)
    return Date(date_parts=(parts,), circa=bool(about[1]) or "[" in text or "?" in text)


def before_ours(text: str) -> Date | None:
    """``45 BCE`` or ``45 B.C.`` as CSL has it."""
    before = _BEFORE.fullmatch(text.strip())
    return Date(date_parts=((-int(before[1]),),)) if before else None


_EDTF = regex(r"(-?)(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?([~?%]*)")
_UNKNOWN = frozenset({"", "..", "unknown", "open"})


@lru_cache(maxsize=4096)  # the papers of a file are of few years
def edtf(text: str) -> Date | None:
    """The date in biblatex's form of ISO 8601-2 (manual, 2.3.8): ``1723~``, ``2012-21`` (spring), ``-0343``, ``2010/``.

    Years before ours are as in CSL, where 344 BCE is -344. Of a range that is open the known end is the date.
    """
    text = _UNSPECIFIED.sub(_span, text.strip()) if "X" in text else text
    ends = [_EDTF.fullmatch(part.strip()) for part in text.split("/") if part.strip() not in _UNKNOWN]
    days = [end for end in ends if end]
    if not days or len(days) < len(ends) or text.count("/") > 1:
        return None
    parts, season = [], None
    for sign, year, month, day, _ in (end.groups() for end in days):
        number = (int(year) or -1) if not sign else -int(year) - 1
        part = (number, *(int(value) for value in (month, day) if value))
        if month and 21 <= int(month) <= 24:
            part, season = (number,), int(month) - 20
        if not _in_calendar((max(part[0], 1), *part[1:])):
            return None
        parts.append(part)
    return Date(date_parts=tuple(parts), circa=any(end[5] for end in days), season=season)


_UNSPECIFIED = regex(r"(\d{2})(?:(\d)X|XX)$|(\d{4})(?:-(\d{2}))?-XX(?:-XX)?$")


def _span(match: re.Match[str]) -> str:
    """A year whose last digits are not told as the years it can be; a month or day that is not told as none."""
    if match[3]:
        return f"{match[3]}-{match[4]}" if match[4] else match[3]
    return f"{match[1]}{match[2] or 0}0/{match[1]}{match[2] or 9}9"


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
    return next((number for number, name in enumerate(MONTH_NAMES, 1) if name.startswith(words[0])), None)


def months(text: str) -> tuple[int, int] | None:
    """Two months of a year, ``July/August``; None for anything else."""
    two = _MONTHS.fullmatch(text.strip())
    first, last = (month_number(two[1]), month_number(two[2])) if two else (None, None)
    return (first, last) if first and last and first < last else None


_MONTHS = regex(r"([A-Za-z]{3,9})\.?\s*(?:-{1,3}|[–—/&]|and|to)\s*([A-Za-z]{3,9})\.?")


def to_iso(date: Date) -> str:
    """``2023``, ``2023-05``, ``2023-05-01``, or two of them with ``/`` between; ``""`` for what is no such date."""
    if not all(len(day) <= 3 and 1000 <= day[0] <= 9999 and _in_calendar(day) for day in date.date_parts):
        return ""
    return "/".join(_day(day) for day in date.date_parts)


@lru_cache(maxsize=4096)  # many works are of one year
def to_edtf(date: Date) -> str:
    """The date as :func:`edtf` reads it: with ``~`` behind what is about, a number from 21 for a season."""
    if not all(len(day) <= 3 and -9998 <= day[0] <= 9999 and day[0] and _in_calendar(day) for day in date.date_parts):
        return ""
    season = date.season if isinstance(date.season, int) and 0 < date.season <= 4 else None
    alone = all(len(day) == 1 for day in date.date_parts)
    end = (f"-{season + 20}" if season and alone else "") + ("~" if date.circa else "")
    return "/".join(_day(day) + end for day in date.date_parts)


def _day(day: tuple[int, ...]) -> str:
    return _year(day[0]) + "".join(f"-{part:02}" for part in day[1:])


def _year(year: int) -> str:
    return f"{year:04}" if year > 0 else f"-{-year - 1:04}" if year < -1 else "0000"


def _in_calendar(day: tuple[int, ...]) -> bool:
    year, month, number = (*day, 1, 1)[:3]
    is_leap = year <= 0 or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    short = month == 2 and not is_leap
    return 1 <= month <= 12 and 1 <= number <= (28 if short else _DAYS[month - 1])


_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
