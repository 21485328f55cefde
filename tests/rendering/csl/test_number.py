"""``<number>`` (CSL 1.0.2, "Number"): digits, ordinals and Roman numerals in the language of the style."""

import pytest

from tests.rendering.csl.styles import TITLE, html, item, locale, printed

ORDINAL = '<number variable="{}" form="ordinal"/>'


def number(value: str, form: str = "", language: str = "en-US", variable: str = "edition", **style: str) -> str:
    asked = f'form="{form}"' if form else ""
    body = f'<number variable="{variable}" {asked}/>'
    return printed(body, item(title="x", **{variable: value}), language, **style)


@pytest.mark.parametrize(
    ("value", "text"),
    [("2", "2"), ("2-4", "2–4"), ("2&3", "2 & 3"), ("2, 3", "2, 3"), ("8,765,432", "8,765,432"), ("D2", "D2")],
)
def test_numbers_lists_and_ranges_are_spaced(value: str, text: str) -> None:
    """CSL 1.0.2, "Number": form="numeric"."""
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((str(n), f"{n}th") for n in (4, 10, 11, 12, 13, 20, 111, 112)),
        *(("1", "1st"), ("2", "2nd"), ("3", "3rd"), ("21", "21st"), ("102", "102nd"), ("1003", "1003rd")),
        ("2-4", "2nd–4th"),
    ],
)
def test_english_ordinals_go_by_the_last_two_digits_then_the_last(value: str, text: str) -> None:
    """CSL 1.0.2, "Ordinal Suffixes"."""
    assert number(value, "ordinal") == text


@pytest.mark.parametrize(("value", "text"), [("1", "first"), ("10", "tenth"), ("11", "11th"), ("0", "0")])
def test_long_ordinals_end_at_ten(value: str, text: str) -> None:
    """CSL 1.0.2, "Long Ordinals": beyond the tenth they are ordinals."""
    assert number(value, "long-ordinal") == text


@pytest.mark.parametrize(("value", "text"), [("4", "iv"), ("1999", "mcmxcix"), ("2-4", "ii–iv"), ("3rd", "3rd")])
def test_roman_numerals(value: str, text: str) -> None:
    """CSL 1.0.2, "Number": form="roman"."""
    assert number(value, "roman") == text


@pytest.mark.parametrize("form", ["", "ordinal", "long-ordinal", "roman"])
@pytest.mark.parametrize("value", ["second edition", "2nd edition revised", "special issue", "part 2 of 3"])
def test_what_is_no_number_is_printed_as_it_is(value: str, form: str) -> None:
    """CSL 1.0.2, "Number": non-numeric variables."""
    assert number(value, form) == value


@pytest.mark.parametrize(
    ("variable", "value", "text"),
    [
        ("edition", "1", "1<sup>re</sup>"),
        ("edition", "2", "2<sup>e</sup>"),
        ("edition", "21", "21<sup>e</sup>"),
        ("edition", "101", "101<sup>e</sup>"),
        ("volume", "1", "1<sup>er</sup>"),
        ("issue", "1", "1<sup>er</sup>"),
        ("volume", "11", "11<sup>e</sup>"),
    ],
)
def test_french_ordinals_have_the_gender_of_their_noun(variable: str, value: str, text: str) -> None:
    """CSL 1.0.2, "Gender-specific Ordinals"; ``match="whole-number"`` is for 1 alone."""
    made = html(ORDINAL.format(variable), item(title="x", **{variable: value}), "fr-FR")
    assert made.replace("</sup><sup>", "") == text


@pytest.mark.parametrize(
    ("language", "value", "text"),
    [("de-DE", "3", "3."), ("de-DE", "21", "21."), ("ja-JP", "2", "2番目"), ("ar", "2", "2")],
)
def test_ordinals_of_other_languages(language: str, value: str, text: str) -> None:
    """CSL 1.0.2, "Ordinal Suffixes"; an empty suffix is no reason to fall back to English."""
    assert number(value, "ordinal", language) == text


def test_german_long_ordinals_are_words() -> None:
    """CSL 1.0.2, "Long Ordinals"."""
    assert [number(value, "long-ordinal", "de-DE") for value in ("3", "12")] == ["dritter", "12."]


@pytest.mark.parametrize(("value", "text"), [("1", "1a"), ("11", "11b"), ("21", "21a"), ("111", "111b"), ("5", "5x")])
def test_a_style_may_bring_ordinals_of_its_own(value: str, text: str) -> None:
    """CSL 1.0.2, "Ordinal Suffixes": a set replaces that of the locale as a whole."""
    own = locale('<term name="ordinal">x</term><term name="ordinal-01">a</term><term name="ordinal-11">b</term>')
    assert number(value, "ordinal", locales=own) == text


@pytest.mark.parametrize(
    ("match", "suffixed"),
    [("last-digit", [2, 12, 22, 102, 112]), ("last-two-digits", [2, 102]), ("whole-number", [2])],
)
def test_an_ordinal_says_what_it_matches(match: str, suffixed: list[int]) -> None:
    """CSL 1.0.2, "Ordinal Suffixes": match, on ordinal-00 to ordinal-09."""
    own = locale(f'<term name="ordinal">.</term><term name="ordinal-02" match="{match}">!</term>')
    made = {n: number(str(n), "ordinal", locales=own) for n in (2, 3, 12, 22, 102, 112)}
    assert [n for n, text in made.items() if text.endswith("!")] == suffixed


def test_the_pages_as_a_number_follow_the_format_of_pages() -> None:
    """CSL 1.0.2, "Page Ranges"."""
    assert number("101-109", variable="page", root='page-range-format="minimal"') == "101–9"


def test_the_citation_number_is_a_number() -> None:
    assert printed(f'<number variable="citation-number" suffix=". "/>{TITLE}', item(title="Kites")) == "1. Kites"


def test_a_missing_number_has_no_affixes() -> None:
    """CSL 1.0.2, "Affixes"."""
    assert printed(f'<number variable="edition" suffix=" ed. "/>{TITLE}', item(title="Kites")) == "Kites"


def test_a_number_changes_case() -> None:
    """CSL 1.0.2, "Number" takes text-case."""
    body = '<number variable="edition" form="roman" text-case="uppercase"/>'
    assert printed(body, item(title="x", edition="7")) == "VII"
