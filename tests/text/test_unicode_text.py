"""Cleaning, showing, comparing and naming text."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.text.unicode import clean, digest, near, on_one_line, on_page, slug, slugs, squeeze, visible
from tests.samples import anything


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  two\n lines\t", "two lines"),
        ("two\u2028lines\n\n of  \ufffcthree\n", "two lines of three"),
        ("a\x1cline\n", "aline"),
        ("so\u00adft hy\u200bphen", "soft hyphen"),
        ("abc\u202ecba\u202c", "abccba"),
        ("bell\x07, escape\x1b[31m", "bell, escape[31m"),
        ("non-breaking\u00a0space", "non-breaking space"),
        ("\ufeffé ∞ 李", "é ∞ 李"),
    ],
)
def test_clean_text_is_one_visible_line(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),
        (" so\u00adft\u200b\nk\u200fw", "so\u00adft\u200b k\u200fw"),
        ("a\u202ab\x07\u2069", "ab"),
        ("\u200b \u200f", ""),
    ],
)
def test_a_line_keeps_what_joins_letters(text: str, line: str) -> None:
    assert on_one_line(text) == line


@given(anything)
def test_clean_text_holds_no_control_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in cleaned)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", cleaned)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("text", "shown"),
    [("plain é 李", "plain é 李"), ("\x1b[31mred", "\\x1b[31mred"), ("a\u202eb", "a\\u202eb"), ("a\nb", "a\\nb")],
)
def test_what_could_move_the_cursor_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_visible_text_is_printable(text: str) -> None:
    assert visible(text).isprintable()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("{AraT5}: A Kite", "AraT5 - a kite"),
        ("Schrödinger’s Kite", "schrodingers kite"),
        ("Kites & Strings", "kites and strings"),
        ("\\emph{Kite}", "Kite"),
        ("ﬁne", "fine"),
    ],
)
def test_titles_that_differ_in_writing_only_squeeze_to_one_form(left: str, right: str) -> None:
    assert squeeze(left) == squeeze(right)


def test_a_title_without_letters_squeezes_to_itself() -> None:
    assert squeeze("∞ !") == "∞ !"


@given(anything)
def test_a_slug_is_a_file_name_everywhere(text: str) -> None:
    made = slug(text)
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,66}[a-z0-9])?", made)
    assert made not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


@pytest.mark.parametrize(
    ("text", "name"),
    [("Kites / Flying", "kites-flying"), ("Über Łódź", "uber-lodz"), ("CON", "con-section"), ("???", "section")],
)
def test_slugs_are_readable(text: str, name: str) -> None:
    assert slug(text) == name


def test_texts_with_one_slug_each_carry_a_digest() -> None:
    names = slugs(["Kites", "kites!", "Tails"])
    assert names["Tails"] == "tails"
    assert names["Kites"].startswith("kites-")
    assert names["kites!"].startswith("kites-")


@given(st.lists(anything, unique=True, max_size=6))
def test_distinct_texts_have_distinct_slugs_in_any_order(texts: list[str]) -> None:
    names = slugs(texts)
    assert len(set(names.values())) == len(texts)
    assert slugs(texts[::-1]) == names


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u200db\n", "a\u200db\\n"),
        ("so\u00adft\x1b", "so\u00adft\\x1b"),
        ("a\u200bb", "a\u200bb"),
        ("a\u2064b\u2065", "a\u2064b\\u2065"),
        ("a\u202e", "a\\u202e"),
    ],
)
def test_a_page_shows_what_joins_letters(text: str, shown: str) -> None:
    assert on_page(text) == shown


@pytest.mark.parametrize(
    ("text", "form"), [(r"\emph{K} & É_1", "kande1"), ("a&b", "aandb"), ("", ""), ("\u200b!  ?", "! ?")]
)
def test_the_form_in_which_titles_are_compared(text: str, form: str) -> None:
    assert squeeze(text) == form


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 60),
        ("a" * 59 + " b", "a" * 59),
        ("com0", "com0-section"),
        ("com9", "com9-section"),
        ("com10", "com10"),
        ("aux-", "aux-section"),
        ("lpt1 x", "lpt1-x"),
    ],
)
def test_the_length_and_the_reserved_names_of_slugs(text: str, name: str) -> None:
    assert slug(text) == name


def test_a_digest_never_changes() -> None:
    assert digest("Kites", 32) == "4drv4tf4ohu43mqpxjgkcohousysvcnt"
    assert [digest("Kites", length) for length in (1, 2, 3, 8)] == ["4", "4d", "4dr", "4drv4tf4"]


def test_near_names_are_the_likest_first() -> None:
    assert near("apa-7th", ["apa", "asa", "acm", "apa-6th"], 2) == ["apa-6th", "apa"]
    assert near("apa-7th", ["apa", "apa-6th"]) == ["apa-6th"]
    assert near("xyz", ["apa"]) == []
