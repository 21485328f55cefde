"""What a heading gives to the entries below it."""

import pytest

from plbib.lists.sections import dated


@pytest.mark.parametrize(
    ("name", "venue", "year"),
    [
        ("ICLR 2023", "ICLR", 2023),
        ("2023", None, 2023),
        ("2023 Papers", None, 2023),
        ("Papers accepted in 2023", None, 2023),
        ("Year 2023", None, 2023),
        ("ICLR 2023 Papers", "ICLR", 2023),
        ("Accepted Papers: ICLR 2023", "ICLR", 2023),
        ("Kites of 2023", None, None),  # a subject, whose papers may be of any year
        ("Papers", None, None),
        ("Kites", None, None),
        ("2023" + " " * 76, None, 2023),
        ("2023" + " " * 77, None, None),  # longer than a heading is
    ],
)
def test_a_heading_gives_venue_and_year_where_it_says_nothing_else(
    name: str, venue: str | None, year: int | None
) -> None:
    assert dated(name) == (venue, year)
