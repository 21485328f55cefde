"""Items made ready: every variable normal, once (CSL 1.0.2, appendix IV "Variables"; appendix VI "Links")."""

from typing import Any

import pytest
from hypothesis import given

from plbib.model import Item
from plbib.rendering.csl.day import Day
from plbib.rendering.csl.item import address, english, variables
from plbib.rendering.csl.people import Person
from tests.rendering.csl.styles import item, people
from tests.samples import anything, items


def said(**given: Any) -> dict[str, Any]:
    return variables(item(**given))


def test_variables_have_the_names_of_csl() -> None:
    made = said(
        title="Kites", container_title="J", DOI="10.5555/a", author=people("Li, Wei"), issued={"date-parts": [[1]]}
    )
    assert made == {
        "type": "article-journal",
        "title": "Kites",
        "container-title": "J",
        "DOI": "10.5555/a",
        "author": (Person(family="Li", given="Wei"),),
        "issued": Day(begin=(1, None, None)),
    }


@pytest.mark.parametrize("nothing", ["", " ", "\n", None, []])
def test_empty_variables_are_left_out(nothing: Any) -> None:
    assert said(title="Kites", volume=nothing, note=nothing, author=nothing, issued=nothing) == {
        "type": "article-journal",
        "title": "Kites",
    }


def test_variables_plbib_does_not_use_are_there_for_styles() -> None:
    """CSL 1.0.2, appendix IV: any variable of CSL can be printed."""
    made = said(
        title="x", archive_location="Box 7", number_of_pages=312, director=people("Li, Wei"), original_date="1999"
    )
    assert made["archive_location"] == "Box 7"
    assert made["number-of-pages"] == "312"
    assert made["director"] == (Person(family="Li", given="Wei"),)
    assert made["original-date"].begin[0] == 1999


@pytest.mark.parametrize("value", [True, {"a": 1}, [1, 2], [["x"]]])
def test_what_has_no_shape_of_csl_is_no_variable(value: Any) -> None:
    assert "archive" not in said(title="x", archive=value)
    assert "director" not in said(title="x", director=True)


@pytest.mark.parametrize(
    ("page", "first"), [("12-19", "12"), ("S1–S4", "S1"), ("e7", "e7"), ("7, 9", "7"), ("1 & 3", "1")]
)
def test_the_first_page(page: str, first: str) -> None:
    """CSL 1.0.2, appendix IV: page-first."""
    assert said(title="x", page=page)["page-first"] == first
    assert said(title="x", page=page, page_first="99")["page-first"] == "99"


@pytest.mark.parametrize(
    ("given", "leads"),
    [
        ({"DOI": "10.5555/a", "URL": "https://e.example"}, "https://doi.org/10.5555/a"),
        ({"URL": "https://e.example"}, "https://e.example"),
        ({"PMCID": "PMC1", "PMID": "2"}, "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1"),
        ({"PMID": "2"}, "https://www.ncbi.nlm.nih.gov/pubmed/2"),
        ({}, ""),
    ],
)
def test_where_links_lead(given: dict[str, str], leads: str) -> None:
    """CSL 1.0.2, appendix VI "Links": DOI, URL, PMCID, PMID in turn."""
    assert address(said(title="x", **given)) == leads


@pytest.mark.parametrize(
    ("language", "is_english"), [("en", True), ("en-GB", True), ("EN", True), ("de", False), ("", None)]
)
def test_whether_an_item_is_in_english(language: str, is_english: bool | None) -> None:
    """CSL 1.0.2, "Title Case Conversion"."""
    assert english(item(title="x", language=language)) is is_english


@given(items(anything))
def test_any_item_becomes_variables_of_three_shapes(made: Item) -> None:
    found = variables(made)
    assert found["type"] == made.type
    assert all(value and isinstance(value, str | tuple) for value in found.values())
