"""Dates of BibTeX and biblatex."""

import pytest

from plbib.model import Date
from plbib.text.dates import MONTHS, edtf, from_bibtex, iso, month_number, months, to_edtf, to_iso


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


@pytest.mark.parametrize(
    ("year", "month", "day", "found"),
    [
        ("c. 1850", "", "", Date(date_parts=((1850,),), circa=True)),
        ("[1850]", "mar", "", Date(date_parts=((1850, 3),), circa=True)),
        ("2020a", "", "", Date(date_parts=((2020,),))),
        ("[2020a]", "", "", Date(literal="[2020a]")),
        ("c. 2020a", "", "", Date(literal="c. 2020a")),
        ("May, 2020", "", "", Date(date_parts=((2020, 5),))),
        ("Kite 2020", "", "", Date(literal="Kite 2020")),
        ("2021", "may", "3", Date(date_parts=((2021, 5, 3),))),
        ("2021", "may", "x", Date(date_parts=((2021, 5),))),
        ("2021", "", "3", Date(date_parts=((2021,),))),
        ("2021", "feb", "30", Date(date_parts=((2021, 2),))),
        ("2021", "3rd~May", "9", Date(date_parts=((2021, 5, 3),))),
        ("12", "", "", Date(literal="12")),
        ("123", "", "", Date(date_parts=((123,),))),
        ("12345", "", "", Date(literal="12345")),
    ],
)
def test_a_year_and_a_day_as_people_write_them(year: str, month: str, day: str, found: Date) -> None:
    assert from_bibtex(year, month, "", day) == found


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2012-20", None),
        ("2012-21", Date(date_parts=((2012,),), season=1)),
        ("2012-24", Date(date_parts=((2012,),), season=4)),
        ("2012-25", None),
        ("2010-12", Date(date_parts=((2010, 12),))),
        ("2010-13", None),
        ("2010-02-29", None),
        ("2012-02-29", Date(date_parts=((2012, 2, 29),))),
        ("2010-04-31", None),
        ("2010-05-03T10:00", Date(date_parts=((2010, 5, 3),))),
        ("-0343", Date(date_parts=((-344,),))),
        ("2010/", Date(date_parts=((2010,),))),
        ("../2010", Date(date_parts=((2010,),))),
        ("2010/2012", Date(date_parts=((2010,), (2012,)))),
        ("2010/2011/2012", None),
        ("2010/x", None),
        ("/", None),
        ("199X", Date(date_parts=((1990,), (1999,)))),
        ("19XX", Date(date_parts=((1900,), (1999,)))),
        ("2010-XX-XX", Date(date_parts=((2010,),))),
        ("2010-05-XX", Date(date_parts=((2010, 5),))),
        ("2010%", Date(date_parts=((2010,),), circa=True)),
        ("2010-05~/2011", Date(date_parts=((2010, 5), (2011,)), circa=True)),
    ],
)
def test_a_date_of_biblatex(text: str, date: Date | None) -> None:
    assert edtf(text) == date


@pytest.mark.parametrize(
    ("parts", "plain", "extended"),
    [
        (((2023,),), "2023", "2023"),
        (((2023, 5), (2024, 5, 1)), "2023-05/2024-05-01", "2023-05/2024-05-01"),
        (((999,),), "", "0999"),
        (((1000,),), "1000", "1000"),
        (((9999,),), "9999", "9999"),
        (((10000,),), "", ""),
        (((2023, 0),), "", ""),
        (((2023, 12, 31),), "2023-12-31", "2023-12-31"),
        (((2023, 4, 31),), "", ""),
        (((2023, 4, 30, 1),), "", ""),
        (((2023, 2, 29),), "", ""),
        (((2024, 2, 29),), "2024-02-29", "2024-02-29"),
        (((0,),), "", ""),
        (((-343,),), "", "-0342"),
        (((-343, 2, 29),), "", "-0342-02-29"),
        (((-9998,),), "", "-9997"),
        (((-9999,),), "", ""),
        ((), "", ""),
    ],
)
def test_what_can_be_written_as_a_date(parts: tuple[tuple[int, ...], ...], plain: str, extended: str) -> None:
    assert (to_iso(Date(date_parts=parts)), to_edtf(Date(date_parts=parts))) == (plain, extended)


@pytest.mark.parametrize(
    ("season", "circa", "parts", "written"),
    [
        (None, True, ((2023,),), "2023~"),
        (None, True, ((2023,), (2024,)), "2023~/2024~"),
        (1, False, ((2023,),), "2023-21"),
        (4, True, ((2023,),), "2023-24~"),
        (5, False, ((2023,),), "2023"),
        ("Trinity", True, ((2023,),), "2023~"),
        (2, False, ((2023, 5),), "2023-05"),
    ],
)
def test_seasons_and_doubt_are_written(
    season: int | str | None, circa: bool, parts: tuple[tuple[int, ...], ...], written: str
) -> None:
    assert to_edtf(Date(date_parts=parts, season=season, circa=circa)) == written


@pytest.mark.parametrize(
    ("text", "found"),
    [("Jul and Aug.", (7, 8)), ("Jul & Aug", (7, 8)), ("Aug to Jul", None), ("July/July", None), ("May/x", None)],
)
def test_two_months(text: str, found: tuple[int, int] | None) -> None:
    assert months(text) == found
