"""Dates as the server keeps and shows them: SQL in UTC inside, ISO 8601 outside, free text in date fields."""

import re
from datetime import UTC, datetime
from typing import Any

NOW = "CURRENT_TIMESTAMP"

_SQL_DATE = r"-?\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_SQL_TIME = re.compile(_SQL_DATE + r" ([01]\d|2[0-3]):[0-5]\d:[0-5]\d")
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:?\d\d)")
_MULTIPART = re.compile(r"(\d{4})-(0\d|1[0-2])-(0\d|[12]\d|3[01]) (.*)", re.DOTALL)
_NUMBERS = re.compile(r"(.*?)\b(\d{1,4})(?:([-/.年])(\d{1,2}))?(?:([-/.月])(\d{1,4}))?((?:\b|\D).*?)")
_YEAR = re.compile(r"(.*?)\b(\d{3,4})\b(.*)")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = re.compile(rf"(.*)\b({'|'.join(_MONTHS)})[^ ]*(?: (.*))?", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", re.IGNORECASE)


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")


def is_sql(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(_SQL_DATE, value) is not None


def is_sql_time(value: Any) -> bool:
    return isinstance(value, str) and _SQL_TIME.fullmatch(value) is not None


def is_iso(value: Any) -> bool:
    return isinstance(value, str) and _ISO.fullmatch(value) is not None and _moment(value) is not None


def to_sql(value: str) -> str:
    """An ISO 8601 time as SQL in UTC; anything else as it is."""
    moment = _moment(value) if is_iso(value) else None
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if moment else value


def to_iso(value: str) -> str:
    """``2024-05-00`` as ``2024-05``, an SQL time as ``…T…Z``."""
    date, _, time = value.partition(" ")
    short = re.sub(r"(-00)+$", "", date)
    return f"{short}T{time}Z" if time else short


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def bare(value: str) -> str:
    """What a person wrote, of a value that may carry the server's own ``YYYY-MM-DD `` in front."""
    found = _MULTIPART.fullmatch(value)
    return found[4] if found and (found[1] == "0000" or found[1] in found[4]) else value


def parsed(value: str) -> str:
    """The date found in free text as ``YYYY-MM-DD``, zeros for what it does not say."""
    year, month, day = _parts(" ".join(value.split()))
    return f"{year or 0:04}-{month if month and month <= 12 else 0:02}-{day if day and day <= 31 else 0:02}"


def _parts(value: str) -> tuple[int | None, int | None, int | None]:
    year, month, day, rest = _from_numbers(value)
    if not year and (found := _YEAR.fullmatch(rest)):
        year, rest = int(found[2]), found[1] + found[3]
    if not month and (found := _MONTH.fullmatch(rest)):
        month, rest = _MONTHS.index(found[2].lower()) + 1, found[1] + (found[3] or "")
    if not day and (found := _DAY.search(rest)) and int(found[1]) <= 31:
        day = int(found[1])
    return year, month, day


def _from_numbers(value: str) -> tuple[int | None, int | None, int | None, str]:
    """Year, month, day and what is left over, of ``2024-05-01``, ``5/1/2024`` and the like."""
    found = _NUMBERS.fullmatch(value)
    if not found:
        return None, None, None, value
    before, first, gap, second, gap2, third, after = found.groups()
    same = not gap2 or gap == gap2 or (gap, gap2) == ("年", "月")
    if not same or not (all((first, second, third)) or not (before or after)):
        return None, None, None, value
    big = len(first) >= 3 or gap == "年"
    year, month, day = (
        int(part) if part else None for part in ((first, second, third) if big else (third, first, second))
    )
    if month and month > 12:
        month, day = day, month
    if (month and month > 12) or (day and day > 31):
        return None, None, None, value
    return _century(year), month, day, before + after


def _century(year: int | None) -> int | None:
    if not year or year >= 100:
        return year
    this = datetime.now(UTC).year
    return this - this % 100 + year - (100 if year > this % 100 else 0)
