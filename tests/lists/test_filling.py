"""A form with the values of a paper in the places of its marks."""

import pytest

from plbib.lists.writing.filling import EntryWords, NewEntry, filled
from plbib.lists.writing.forms import LineForm
from plbib.lists.writing.marks import DAY, MM, MON, MONTH, SHORT, TITLE, YEAR

FORM = LineForm(f"{TITLE} ({DAY} {MONTH} {MON} {MM} {YEAR} {SHORT})")


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2022-01-31", "31 January Jan 01 2022 22"),
        ("2022-05-03", "3 May May 05 2022 22"),
        ("2022-12-01", "1 December Dec 12 2022 22"),
        ("1968-09-01", "1 September Sep 09 1968 1968"),  # two digits would be those of another century
        ("1969-09-01", "1 September Sep 09 1969 69"),
        ("2068-09-01", "1 September Sep 09 2068 68"),
        ("2069-09-01", "1 September Sep 09 2069 2069"),
    ],
)
def test_a_date_is_written_in_every_way(date: str, shown: str) -> None:
    new = NewEntry(title="Kites", url="https://example.org/k", year=int(date[:4]), date=date)
    assert filled(FORM, new, EntryWords()) == f"Kites ({shown})"


def test_a_month_is_short_as_in_the_list() -> None:
    new = NewEntry(title="Kites", url="https://example.org/k", year=2022, date="2022-09-01")
    assert filled(LineForm(MON), new, EntryWords(month="Sept")) == "Sept"
