"""Dates as people type them, for the ``raw`` dates of CSL-JSON."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.model import Date
from plbib.text.freedates import free


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1999", ((1999,),)),
        ("350", ((350,),)),
        ("-44", ((-44,),)),
        ("44 B.C.", ((-44,),)),
        ("50 AD", ((50,),)),
        ("May 1999", ((1999, 5),)),
        ("7th of May, 1999", ((1999, 5, 7),)),
        ("1999 Sept. 3", ((1999, 9, 3),)),
        ("2/13/1999", ((1999, 2, 13),)),
        ("13/2/1999", ((1999, 2, 13),)),
        ("1999/2/3", ((1999, 2, 3),)),
        ("2/1999", ((1999, 2),)),
        ("2020年5月7日", ((2020, 5, 7),)),
        ("Fall 1999", ((1999, 23),)),
        ("1999-05-07 12:00", ((1999, 5, 7),)),
        ("1999–2001", ((1999,), (2001,))),
        ("7-9 May 1999", ((1999, 5, 7), (1999, 5, 9))),
        ("May 1999-June 2000", ((1999, 5), (2000, 6))),
        ("Spring/Summer 1999", ((1999, 21), (1999, 22))),
        ("2015–Present", ((2015,),)),
        ("2015/open", ((2015,),)),
        ("12/12/1999", ((1999, 12, 12),)),
        ("13/12/1999", ((1999, 12, 13),)),
        ("12/13/1999", ((1999, 12, 13),)),
        ("2/3/1999-4/3/1999", ((1999, 2, 3), (1999, 4, 3))),
        ("1999/12/13", ((1999, 12, 13),)),
        ("1999-1-2", ((1999, 1, 2),)),
        ("12/1999", ((1999, 12),)),
        ("13/1999", ((1999,),)),
        ("2020年", ((2020,),)),
        ("2020年12月", ((2020, 12),)),
        ("2020年13月", ((2020,),)),
        ("9999", ((9999,),)),
        ("100 BC", ((-100,),)),
        ("1 May 1999", ((1999, 5, 1),)),
        ("31 May 1999", ((1999, 5, 31),)),
        ("0 May 1999", ((1999, 5),)),
        ("Winter 1999", ((1999, 24),)),
        ("Summer 1999", ((1999, 22),)),
        ("Autumn 2000", ((2000, 23),)),
        ("May 1999/May 1999", ((1999, 5),)),
        ("1999 12:30:15 GMT", ((1999,),)),
    ],
)
def test_typed_dates_are_read(text: str, parts: tuple[tuple[int, ...], ...]) -> None:
    assert free(text) == Date(date_parts=parts)


@pytest.mark.parametrize("text", ["ca. 1999", "c1999", "1999?", "circa 1999", "1999~"])
def test_what_is_about_a_year_says_so(text: str) -> None:
    assert free(text) == Date(date_parts=((1999,),), circa=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "n.d.",
        "forthcoming",
        "1990s",
        "1999 or 2000",
        "20th century",
        "May 7",
        "1, 2, 1999/3",
        "0",
        "10000",
        "13/13/1999",
        "1999/13/12",
        "32 May 1999",
        "May 1999 May 2000",
        "May 3 4 1999",
        "123456789 May 1999",
        "1999-2000-2001",
    ],
)
def test_what_tells_no_one_year_is_none(text: str) -> None:
    assert free(text) is None


@given(st.text("0123456789 -/–.,May?年月"))
def test_whatever_is_read_is_a_date(text: str) -> None:
    date = free(text)
    assert date is None or (1 <= len(date.date_parts) <= 2 and all(date.date_parts))


@pytest.mark.parametrize("text", ["1" * 8000, "²", "May ²", "12 " + "3" * 5000, "44444444444 BC"])
def test_a_number_that_is_none_of_a_date_gives_none(text: str) -> None:
    assert free(text) is None
