"""Venue, year and affiliation as lists print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.lists.fields.venues import VenueYear, trailing, venue_year


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
