"""A new paper stands at its place in a list that is in an order, and else behind the others."""

import pytest
from msgspec.structs import replace

from plbib.lists.reader import read
from plbib.lists.writing.insertion import insert
from plbib.lists.writing.writer import NewEntry
from plbib.model import Name

NEW = NewEntry(
    title="Masts", url="https://b.org/m", venue="ACL", year=2020, authors=(Name(given="Ida", family="Holm"),)
)
NAMES = ("Ann Abel", "Bo Dunn", "Cy Frey", "Dan Gran", "Eva Lund", "Per Quist")
TITLES = ("Kites", "Boats", "Nets", "Oars", "Anchors", "Winches")
YEARS = (2023, 2022, 2021, 2019, 2018, 2017)


def placed(form: str, new: NewEntry, *columns: tuple[object, ...]) -> int:
    """How many entries stand before the new one; all others are as they were."""
    rows = [form.format(*row, at=at) for at, row in enumerate(zip(*columns, strict=True), 1)]
    text = "\n".join(["# Toys", "", *rows, ""])
    made = insert(text, read(text, "list.md"), new, ()).text.split("\n")
    at = next(at for at, line in enumerate(made) if "Masts" in line)
    assert made[:at] + made[at + 1 :] == text.split("\n")
    return at - 2


DATED = "- [{0}](https://a.org/{at}), ACL {1}"
BY = "- {1}. *{0}*. ACL {2}. https://a.org/{at}"


@pytest.mark.parametrize(
    ("year", "falling", "rising"), [(2020, 3, 3), (2021, 2, 4), (2025, 0, 6), (2001, 6, 0), (2017, 5, 1)]
)
def test_dates(year: int, falling: int, rising: int) -> None:
    new = replace(NEW, year=year)
    assert placed(DATED, new, TITLES, YEARS) == falling
    assert placed(DATED, new, TITLES, YEARS[::-1]) == rising


def test_titles_and_first_authors() -> None:
    mixed = (2020, 2017, 2021, 2019, 2023, 2018)
    assert placed(DATED, NEW, tuple(sorted(TITLES)), mixed) == 3
    assert placed(BY, NEW, TITLES, NAMES, mixed) == 4
    assert placed(DATED, NEW, TITLES, mixed) == 6


def test_few_entries_and_equal_ones_are_in_no_order() -> None:
    assert placed(DATED, replace(NEW, year=2025), TITLES[:4], YEARS[:4]) == 4
    assert placed(DATED, replace(NEW, year=2025), TITLES, (2020,) * 6) == 6


def test_numbers_are_not_changed() -> None:
    new = replace(NEW, year=2025)
    assert placed("{at}. [{0}](https://a.org/{at}), ACL {1}", new, TITLES, YEARS) == 6
    assert placed("1. [{0}](https://a.org/{at}), ACL {1}", new, TITLES, YEARS) == 0


def test_numbers_that_count_down_go_on_above() -> None:
    rows = [f"{9 - at}. [{title}](https://a.org/{at}), ACL 2020" for at, title in enumerate(TITLES)]
    text = "\n".join(rows)
    made = insert(text, read(text, "list.md"), NEW, ()).text
    assert made == f"10. [Masts](https://b.org/m), ACL 2020\n{text}"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_blank_lines_between_entries_stay(ending: str) -> None:
    rows = [f"[{title}](https://a.org/{year}), ACL {year}" for title, year in zip(TITLES, YEARS, strict=True)]
    text = (ending * 2).join(rows) + ending
    made = insert(text, read(text, "list.md"), NEW, ()).text
    rows.insert(3, "[Masts](https://b.org/m), ACL 2020")
    assert made == (ending * 2).join(rows) + ending


def test_rows_of_a_table_are_in_an_order() -> None:
    rows = [f"| [{title}](https://a.org/{year}) | {year} |" for title, year in zip(TITLES, YEARS, strict=True)]
    text = "\n".join(["| Title | Year |", "|---|---|", *rows, ""])
    made = insert(text, read(text, "list.md"), replace(NEW, year=2024), ()).text
    assert made.split("\n")[2] == "| [Masts](https://b.org/m) | 2024 |"
