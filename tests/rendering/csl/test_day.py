"""Dates made ready for a style: the calendar, seasons, ranges (CSL 1.0.2, "Date", "Seasons"; CSL-JSON)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.model import Date
from plbib.rendering.csl.date import sort_key
from plbib.rendering.csl.day import Day, day


@pytest.mark.parametrize(
    ("parts", "begin"),
    [
        (((2020,),), (2020, None, None)),
        (((2020, 5),), (2020, 5, None)),
        (((2020, 5, 3),), (2020, 5, 3)),
        (((2020, 0),), (2020, None, None)),
        (((2020, 99),), (2020, None, None)),
        (((2020, 5, 99),), (2020, 5, None)),
        (((2020, 5, 0),), (2020, 5, None)),
        (((-44, 3, 15),), (-44, 3, 15)),
    ],
)
def test_only_what_is_in_the_calendar_is_kept(
    parts: tuple[tuple[int, ...], ...], begin: tuple[int | None, ...]
) -> None:
    assert day(Date(date_parts=parts)) == Day(begin=begin)  # type: ignore[arg-type]


@pytest.mark.parametrize(("month", "season"), [(13, 1), (16, 4), (17, 1), (21, 1), (24, 4), (25, None), (-1, None)])
def test_months_beyond_the_twelfth_are_seasons(month: int, season: int | None) -> None:
    """CSL 1.0.2, "Seasons": 13 to 16 of older data, 21 to 24 of EDTF."""
    assert day(Date(date_parts=((2020, month),))) == Day(begin=(2020, season and season + 12, None))


def test_a_range_that_begins_where_it_ends_is_one_day() -> None:
    """CSL 1.0.2, "Date Ranges"."""
    assert day(Date(date_parts=((2020, 5), (2020, 5)))) == Day(begin=(2020, 5, None))
    assert day(Date(date_parts=((2020,), (2021,)))) == Day(begin=(2020, None, None), end=(2021, None, None))


@pytest.mark.parametrize(
    "date", [Date(), Date(date_parts=((),)), Date(date_parts=((), ())), Date(date_parts=((0,),)), Date(literal="")]
)
def test_what_says_nothing_is_no_day(date: Date) -> None:
    assert day(date) is None


def test_numbers_are_preferred_to_words() -> None:
    assert day(Date(date_parts=((2020,),), literal="last year")) == Day(begin=(2020, None, None))
    assert day(Date(literal="last year")) == Day(literal="last year")


def test_circa_is_kept() -> None:
    """CSL 1.0.2, "Approximate Dates"."""
    assert day(Date(date_parts=((2020,),), circa=True)) == Day(begin=(2020, None, None), circa=True)


points = st.tuples(st.integers(-9999, 9999), st.integers(1, 12), st.integers(1, 31))


@given(points, points)
def test_sort_keys_are_in_the_order_of_time(one: tuple[int, int, int], two: tuple[int, int, int]) -> None:
    """CSL 1.0.2, "Sorting Variables": dates, years before the common era first."""
    assert (one < two) == (sort_key(Day(begin=one)) < sort_key(Day(begin=two)))


def test_what_is_not_known_sorts_before_what_is() -> None:
    """CSL 1.0.2, "Sorting Variables"."""
    dates = [(2020, None, None), (2020, 5, None), (2020, 5, 3), (2020, 12, 1), (2021, None, None)]
    keys = [sort_key(Day(begin=begin)) for begin in dates]
    assert keys == sorted(keys)


@given(st.lists(st.lists(st.integers(), max_size=4).map(tuple), max_size=3).map(tuple), st.none() | st.integers())
def test_any_numbers_make_a_day_within_the_calendar(parts: tuple[tuple[int, ...], ...], season: int | None) -> None:
    made = day(Date(date_parts=parts, season=season))
    if made is None:
        assert not any(part[0] for part in parts[:2] if part)
        return
    for year, month, number in [made.begin, *([made.end] if made.end else [])]:
        assert year is not None
        assert month is None or 1 <= month <= 16
        assert number is None or 1 <= number <= 31
