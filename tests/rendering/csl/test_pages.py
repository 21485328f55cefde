"""Page ranges (CSL 1.0.2, "Page Ranges" and appendix V "Page Range Formats")."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.rendering.csl.pages import formatter

FORMATS = (None, "expanded", "minimal", "minimal-two", "chicago", "chicago-15", "chicago-16")


def pages(text: str, form: str | None, delimiter: str = "–") -> str:
    return formatter(form, delimiter)(text)


@pytest.mark.parametrize(
    ("form", "text", "printed"),
    [
        *(
            ("expanded", text, made)
            for text, made in (("42-5", "42–45"), ("321-8", "321–328"), ("2787-816", "2787–2816"))
        ),
        *(
            ("minimal", text, made)
            for text, made in (("42-45", "42–5"), ("321-328", "321–8"), ("2787-2816", "2787–816"))
        ),
        *(
            ("minimal-two", text, made)
            for text, made in (
                ("42-45", "42–45"),
                ("321-328", "321–28"),
                ("2787-2816", "2787–816"),
                ("101-108", "101–08"),
            )
        ),
    ],
)
def test_ranges_are_expanded_or_shortened(form: str, text: str, printed: str) -> None:
    """CSL 1.0.2, appendix V."""
    assert pages(text, form) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("3-10", "3–10"),
        ("71-72", "71–72"),
        ("100-104", "100–104"),
        ("600-613", "600–613"),
        ("1100-1123", "1100–1123"),
        ("107-108", "107–8"),
        ("505-517", "505–17"),
        ("1002-1006", "1002–6"),
        ("321-325", "321–25"),
        ("415-532", "415–532"),
        ("1536-1538", "1536–38"),
        ("11564-11568", "11564–68"),
        ("13792-13803", "13792–803"),
    ],
)
@pytest.mark.parametrize("form", ["chicago", "chicago-15", "chicago-16"])
def test_the_rules_of_the_chicago_manual(form: str, text: str, printed: str) -> None:
    """CSL 1.0.2, appendix V: the table of the Chicago Manual of Style."""
    assert pages(text, form) == printed


@pytest.mark.parametrize(
    ("form", "printed"), [("chicago", "1496–1504"), ("chicago-15", "1496–1504"), ("chicago-16", "1496–504")]
)
def test_the_fifteenth_edition_repeats_four_digits_where_three_change(form: str, printed: str) -> None:
    """CSL 1.0.2, appendix V: chicago-15 and chicago-16."""
    assert pages("1496-1504", form) == printed


@pytest.mark.parametrize("text", ["e7", "12", "S1", "xii", "123e45", "in press", "1:1-1:20", "10.1-10.15"])
@pytest.mark.parametrize("form", FORMATS)
def test_what_is_no_range_of_pages_stays(text: str, form: str | None) -> None:
    assert pages(text, form) == text


def test_without_a_format_only_the_dash_changes() -> None:
    """CSL 1.0.2, "Page Ranges": page-range-format is optional."""
    assert [pages(text, None) for text in ("101-9", "101 – 109", "101—109")] == ["101–9", "101–109", "101–109"]


def test_the_dash_is_the_locales() -> None:
    """CSL 1.0.2, appendix II: page-range-delimiter."""
    assert pages("1-16", None, "\u2011") == "1\u201116"
    assert pages("i-xvi", "minimal", "-") == "i-xvi"


def test_ranges_in_a_list_are_each_formatted() -> None:
    assert pages("321-328, 400, 501-509&3", "minimal") == "321–8, 400, 501–9 & 3"


def test_letters_before_pages_are_kept() -> None:
    assert pages("S101-S109", "minimal") == "S101–9"
    assert pages("S101-9", "expanded") == "S101-9"
    assert pages("A1-B9", "minimal") == "A1-B9"


@pytest.mark.parametrize(("text", "printed"), [("20-10", "20–10"), ("109-101", "109–101"), ("7-7", "7–7")])
@pytest.mark.parametrize("form", FORMATS[1:])
def test_a_range_that_does_not_ascend_loses_no_digit(form: str, text: str, printed: str) -> None:
    assert pages(text, form) == printed


@given(st.integers(1, 99999), st.integers(1, 5000), st.sampled_from(["minimal", "minimal-two", *FORMATS[4:]]))
def test_a_shortened_range_can_be_expanded_again(first: int, more: int, form: str) -> None:
    last = first + more
    assert pages(pages(f"{first}-{last}", form), "expanded") == f"{first}–{last}"


@given(st.text(max_size=30), st.sampled_from(FORMATS))
def test_any_text_is_printed_with_its_letters(text: str, form: str | None) -> None:
    made = pages(text, form)
    assert [c for c in text if c.isalpha()] == [c for c in made if c.isalpha()]
