"""Dates of BibTeX and biblatex."""

import pytest

from plbib.model import Date
from plbib.text.dates import MONTHS, edtf, from_bibtex, iso, month_number, to_edtf


@pytest.mark.parametrize("number", range(1, 13))
def test_a_month_is_read_from_its_macro_and_its_number(number: int) -> None:
    assert month_number(MONTHS[number - 1]) == number
    assert month_number(str(number)) == number
    assert month_number(f"{number:02}") == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("May", 5), ("JUNE", 6), ("Sept.", 9), ("September", 9), (" dec ", 12), ("21--27 Jul", 7), ("December 1", 12)],
)
def test_a_month_is_read_in_every_spelling(text: str, number: int) -> None:
    assert month_number(text) == number


@pytest.mark.parametrize("text", ["", "0", "13", "ma", "decade", "spring", "June--July", "²"])
def test_what_is_no_single_month_is_not_guessed(text: str) -> None:
    assert month_number(text) is None


@pytest.mark.parametrize(
    ("year", "month", "date", "found"),
    [
        ("2021", "", "", Date(date_parts=((2021,),))),
        (" 2021 ", "may", "", Date(date_parts=((2021, 5),))),
        ("2021", "someday", "", Date(date_parts=((2021,),))),
        ("", "", "2021-05-03", Date(date_parts=((2021, 5, 3),))),
        ("1999", "jan", "2021-05", Date(date_parts=((2021, 5),))),
        ("in press", "", "", Date(literal="in press")),
        ("1850?", "mar", "", Date(date_parts=((1850, 3),), circa=True)),
        ("", "", "0000", Date(date_parts=((-1,),))),
        ("", "", "0001", Date(date_parts=((1,),))),
        ("", "", "-0001", Date(date_parts=((-2,),))),
        ("45 BCE", "mar", "", Date(date_parts=((-45, 3),))),
        ("344 B.C.", "", "", Date(date_parts=((-344,),))),
        ("800", "", "", Date(date_parts=((800,),))),
        ("1999", "Jul/Aug", "", Date(date_parts=((1999, 7), (1999, 8)))),
        ("1999", "Aug/Jul", "", Date(date_parts=((1999,),))),
        ("1999--2003", "", "", Date(date_parts=((1999,), (2003,)))),
        ("1998/99", "", "", Date(date_parts=((1998,), (1999,)))),
        ("1999--1999", "", "", Date(date_parts=((1999,),))),
        ("1999-98", "", "", Date(date_parts=((1999,),))),
        ("2021", "Jul 31", "", Date(date_parts=((2021, 7, 31),))),
        ("2021", "Jun 31", "", Date(date_parts=((2021, 6),))),
        ("2021", "28 Feb", "", Date(date_parts=((2021, 2, 28),))),
        ("2021", "29 Feb", "", Date(date_parts=((2021, 2),))),
        ("2020", "29 Feb", "", Date(date_parts=((2020, 2, 29),))),
        ("", "", "ca. 2021", Date(date_parts=((2021,),), circa=True)),
        ("", "", "about 2021", Date(literal="about 2021")),
        ("", "may", "", None),
    ],
)
def test_a_date_comes_from_the_fields_that_tell_it(year: str, month: str, date: str, found: Date | None) -> None:
    assert from_bibtex(year, month, date) == found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2021", ((2021,),)),
        ("2021-05-03T10:00:00Z", ((2021, 5, 3),)),
        ("2021-05-03/2021-05-07", ((2021, 5, 3), (2021, 5, 7))),
    ],
)
def test_iso_dates_and_ranges(text: str, parts: tuple[tuple[int, ...], ...]) -> None:
    assert iso(text) == Date(date_parts=parts)


@pytest.mark.parametrize(
    "text", ["", "May 2021", "2021-13", "2021-05-32", "2021/..", "2020/2021/2022", "2021 in press"]
)
def test_what_is_no_iso_date_is_none(text: str) -> None:
    assert iso(text) is None


@pytest.mark.parametrize(("written", "year"), [("0000", -1), ("-0001", -2), ("0001", 1), ("-9997", -9998)])
def test_years_before_ours_are_written_as_they_are_read(written: str, year: int) -> None:
    assert edtf(written) == Date(date_parts=((year,),))
    assert to_edtf(Date(date_parts=((year,),))) == written
