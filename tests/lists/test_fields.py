"""Venue, year and affiliation as lists print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.lists.fields.venues import VenueYear, trailing, venue_year
from plbib.lists.reader import read


@pytest.mark.parametrize(
    ("text", "venue", "year"),
    [
        ("ICLR'23", "ICLR", 2023),
        ("ICLR’23", "ICLR", 2023),
        ("ICLR '23", "ICLR", 2023),
        ("ICLR'2023", "ICLR", 2023),
        ("ICLR 2023", "ICLR", 2023),
        ("ICLR2023", "ICLR", 2023),
        ("ICLR-2023", "ICLR", 2023),
        ("(ICLR (Spotlight) 2023)", "ICLR (Spotlight)", 2023),
        ("[ICLR'23", "ICLR", 2023),
        ("2023-ICLR", "ICLR", 2023),
        ("(ICLR, 2023)", "ICLR", 2023),
        ("**ICLR'23**", "ICLR", 2023),
        ("EMNLP'22 Findings", "EMNLP Findings", 2022),
        ("CVPR 2022 (Oral)", "CVPR (Oral)", 2022),
        ("SOSP'69", "SOSP", 1969),
        ("SOSP'99", "SOSP", 1999),
        ("SOSP'68", "SOSP", 2068),
        ("2023", None, 2023),
        ("2023/05", None, 2023),
        ("2023.05.17", None, 2023),
    ],
)
def test_venue_and_year_as_printed(text: str, venue: str | None, year: int) -> None:
    assert venue_year(text) == VenueYear(venue, year)


@pytest.mark.parametrize("text", ["", "ICLR", "Conference'year", "pdf", "123", "x" * 121 + " 2023"])
def test_without_a_year_there_is_no_tag(text: str) -> None:
    assert venue_year(text) is None


@pytest.mark.parametrize(
    ("text", "affiliation"),
    [
        (", MIT </br>", "MIT"),
        (",  MIT <br>", "MIT"),
        (" MIT<br/>", "MIT"),
        (" \nIdiap, Switzerland </br>", "Idiap, Switzerland"),
        (" Huawei Noah’s Ark Lab", "Huawei Noah’s Ark Lab"),
        (" — AT&amp;T", "AT&T"),
        (" </br>", None),
        (", ", None),
    ],
)
def test_text_behind_a_title_is_the_affiliation(text: str, affiliation: str | None) -> None:
    assert trailing(text) == affiliation


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    said = venue_year(text)
    assert said is None or said.year is not None
    assert trailing(text) != ""


@pytest.mark.parametrize(
    ("printed", "venue", "note"),
    [
        ("Under review", None, "Under review"),
        ("To appear", None, "To appear"),
        ("In press", None, "In press"),
        ("Accepted", None, "Accepted"),
        ("Oral", None, "Oral"),
        ("Spotlight", None, "Spotlight"),
        ("Submitted to ICLR 2025", None, "Submitted to ICLR 2025"),
        ("To appear in ICLR 2025", "ICLR", None),
        ("ICML 2024 (Oral)", "ICML (Oral)", None),
        ("Review of Kites", "Review of Kites", None),
        ("Press of Kites 2020", "Press of Kites", None),
    ],
)
def test_how_far_a_paper_has_come_is_a_note(printed: str, venue: str | None, note: str | None) -> None:
    line = read(f"# L\n\n- [Boats that Sail by Night](https://a.org/1), Carl Cole, Dora Dunn. {printed}\n", "a.md")
    table = read(
        "# L\n\n| Title | Authors | Venue |\n|---|---|---|\n"
        f"| [Boats that Sail by Night](https://a.org/1) | Carl Cole | {printed} |\n",
        "a.md",
    )
    assert [(entry.venue, entry.notes) for reading in (line, table) for entry in reading.entries] == [(venue, note)] * 2


def test_the_day_of_noting_is_not_that_of_the_venue() -> None:
    table = "| Date | Title | Venue |\n|---|---|---|\n| 2022-12-01 | [Boats at Night Now](https://a.org/1) | {} |\n"
    held = [read(f"# L\n\n{table.format(venue)}", "a.md").entries[0] for venue in ("ICLR 2022", "ICLR 2023")]
    assert [(entry.year, entry.date) for entry in held] == [(2022, "2022-12-01"), (2023, None)]
