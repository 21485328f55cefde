"""Dates as a style prints them: whole numbers within the calendar, seasons out of the months they hide in."""

from functools import lru_cache
from typing import NamedTuple

from plbib.model import Date
from plbib.rendering.csl.fields import mark_field

Point = tuple[int | None, int | None, int | None]
"""Year, month 1–12 or season 13–16, day 1–31; None for what is not known."""


class Day(NamedTuple):
    """A date, or with ``end`` a range; ``literal`` alone where it is only text.

    ``season`` is 1 (spring) to 4 or a word, where the date has a year alone and a season beside it.
    """

    begin: Point = (None, None, None)
    end: Point | None = None
    season: int | str | None = None
    circa: bool = False
    literal: str = ""


@lru_cache(maxsize=4096)
def day(date: Date) -> Day | None:
    """``date`` for a style; None if it says nothing. A month of 13 to 24 is a season (CSL-JSON, EDTF)."""
    season = mark_field(date.season) if isinstance(date.season, str) else date.season
    points: list[Point] = []
    for parts in date.date_parts[:2]:
        if not parts:
            continue
        year, month, number = (*parts, None, None)[:3]
        if month is not None and not 1 <= month <= 12:
            month, number = _season(month), None
        points.append((year, month, number if number and 1 <= number <= 31 else None))
    if not any(point[0] for point in points):  # a date without a year, or in the year 0, says nothing
        literal = mark_field(date.literal or "")
        return Day(literal=literal) if literal else None
    end = points[1] if points[1:] and points[1] != points[0] else None
    return Day(begin=points[0], end=end, season=season, circa=date.circa)


def _season(month: int) -> int | None:
    return (month - 1) % 4 + 13 if 13 <= month <= 24 else None
