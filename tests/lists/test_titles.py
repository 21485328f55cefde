"""Printed text without its marks, and which text is a title."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.lists import titles
from plbib.lists.markdown.links import LinkToken

MARKED = st.lists(
    st.sampled_from(
        [
            "**",
            "*",
            "_",
            "`",
            "~~",
            "$",
            "\\",
            "<b>",
            "</b>",
            "<",
            "&amp;",
            "&#27;",
            "&#x202e;",
            "word",
            " ",
            "\x1b",
            "“",
        ]
    )
).map("".join)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("**Kites** and *strings*", "Kites and strings"),
        ("__Kites__ and _strings_", "Kites and strings"),
        ("`Kites` and ~~strings~~", "Kites and strings"),
        ("snake_case_words * stars", "snake_case_words * stars"),
        ("<b>Kites</b><br>&amp; strings", "Kites & strings"),
        ("Kites < strings > toys", "Kites < strings > toys"),
        (r"Kites \* strings \[1\]", "Kites * strings [1]"),
        (r"$\infty$-kites: $k_1 * k_2$", r"$\infty$-kites: $k_1 * k_2$"),
        ("Ki\u00adtes\u200b on\u00a0strings", "Kites on strings"),
        ("Kites\non  strings", "Kites on strings"),
        ("Kites \u202eon\u202c \x1bstrings", "Kites on strings"),
        ("∞-kites für Drachen", "∞-kites für Drachen"),
    ],
)
def test_text_as_a_reader_sees_it(text: str, read: str) -> None:
    assert titles.plain(text) == read


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('"Kites on Strings."', "Kites on Strings"),
        ("“Kites on Strings”", "Kites on Strings"),
        ("``Kites''", "Kites"),
        ("Kites.", "Kites"),
        ("Kites...", "Kites..."),
        ("“Kites” and “Strings”", "“Kites” and “Strings”"),
        ("What Is a Kite?", "What Is a Kite?"),
        (".", ""),
    ],
)
def test_title_has_no_quotes_around_it_and_no_full_stop(text: str, title: str) -> None:
    assert titles.title(text) == title


@pytest.mark.parametrize(
    "label", ["pdf", "[Code]", "Project Page", "Paper_Link", "", "![arXiv](https://img.org/a.svg)"]
)
def test_role_word_is_no_title(label: str) -> None:
    assert titles.is_role(label)


@pytest.mark.parametrize("label", ["Kites", "Paper Kites", "Code Llama"])
def test_title_may_hold_a_role_word(label: str) -> None:
    assert not titles.is_role(label)


def test_placeholder_only_says_where_a_title_goes() -> None:
    assert titles.is_placeholder("Paper Title")
    assert not titles.is_placeholder("Titles of Papers")


@pytest.mark.parametrize(("raw", "label"), [("**code**", "code"), ("![arXiv](https://img.org/a.svg)", "arXiv")])
def test_label_as_printed(raw: str, label: str) -> None:
    assert titles.label(LinkToken(label=raw, target="https://a.org", start=0, end=1)) == label


@given(st.text() | MARKED)
def test_plain_text_has_no_control_characters(text: str) -> None:
    for made in (titles.plain(text), titles.title(text)):
        assert not any(
            unicodedata.category(char) in ("Cc", "Cs") or char in "\u202a\u202e\u2066\u200b" for char in made
        )
        assert "  " not in made
        assert made == made.strip()
