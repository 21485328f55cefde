"""Text in Markdown stays text: nothing of it becomes markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.text.markdown import address, escape
from tests.readers import Markdown
from tests.samples import anything


@pytest.mark.parametrize(
    "text",
    [
        "- a",
        "+ a",
        "1. a",
        "1) a",
        "# a",
        "> a",
        "---",
        "===",
        "    code",
        "\tcode",
        "| a | b |",
        "*a* _b_ **c** `d` ~~e~~",
        "[a](b)",
        "![a](b)",
        "[a]: http://example.org",
        "<script>",
        "<https://example.org>",
        "&amp; &#35; &copy;",
        "a\\",
        "\\*",
        "$x$",
        ":tada:",
        "[^1]",
        "@name",
    ],
)
def test_markup_is_visible_text(text: str) -> None:
    seen = Markdown(escape(text))
    assert (seen.text, seen.markup) == (text.strip(), {"paragraph"})


@given(anything)
def test_any_text_is_one_paragraph_of_itself(text: str) -> None:
    seen = Markdown(escape(text))
    assert seen.text.split() == text.replace("\0", "\ufffd").split()
    assert seen.markup <= {"paragraph"}


@given(anything)
def test_any_text_fits_into_a_cell_of_a_table(text: str) -> None:
    seen = Markdown(f"| head | more |\n|---|---|\n| {escape(text)} | end |\n")
    cell = seen.text.removeprefix("headmore").removesuffix("end")
    assert cell.split() == text.replace("\0", "\ufffd").split()
    assert seen.markup == {"table", "thead", "tbody", "tr", "th", "td"}


def test_ordinary_titles_stay_readable() -> None:
    title = "LLM-Kites: 1-bit strings, 100% wind (and more) – “fast”!"
    assert escape(title) == title


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (" 12. a", r" 12\. a"),
        ("1 a 2. b", "1 a 2. b"),
        ("= a", r"\= a"),
        (": a", r"\: a"),
        ("% a 5%", r"\% a 5%"),
        ("a:b: c", r"a\:b: c"),
        ("& a &amp;", r"& a \&amp;"),
        ("!a ![a", r"!a \!\[a"),
        ("    a\nb", " a b"),
    ],
)
def test_a_backslash_stands_where_markup_would_begin_and_nowhere_else(text: str, written: str) -> None:
    assert escape(text) == written


def test_only_an_address_of_the_web_is_a_link() -> None:
    assert address("http://a.b") == "<http://a.b>"
    assert [address(text) for text in ("ftp://a.b", "http://a b", "https://a/<c>")] == [
        "ftp://a.b",
        "http://a b",
        r"https://a/\<c\>",
    ]


@given(st.text(st.sampled_from("aé1 &#;:![]()`*_<>~$^@|\\"), max_size=10))
def test_each_sign_that_may_be_markup_is_escaped_and_no_other(text: str) -> None:
    """As each of them is written down by itself, behind a letter."""
    plain = re.compile(r"[\\`*_\[\]<>#|~$^@]|&(?=#?\w+;)|!(?=\[)|:(?=\w+:)")
    assert escape(f"a{text}") == plain.sub(r"\\\g<0>", f"a{text}")
