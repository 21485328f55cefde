"""What counts as a number (CSL 1.0.2, "Choose": is-numeric), as several ("Label": plural), and Roman numerals."""

from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.rendering.csl.locale import Locale
from plbib.rendering.csl.numerals import counted, formatter, is_numeric, is_plural, normal, roman

_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@pytest.mark.parametrize("value", ["2", "2nd", "D2", "L2d", "2, 3", "2-4", "2 & 4", "2–4", "007"])
def test_numbers_may_have_affixes_and_stand_in_lists_and_ranges(value: str) -> None:
    """CSL 1.0.2, "Choose": is-numeric ("L2d", "2, 3", "2-4", "2 & 4")."""
    assert is_numeric(value)


@pytest.mark.parametrize("value", ["", "second", "2nd edition", "special issue", "Spring", "n.p.", "e-book"])
def test_words_are_no_numbers(value: str) -> None:
    """CSL 1.0.2, "Choose": "2nd edition" is not numeric."""
    assert not is_numeric(value)


@pytest.mark.parametrize("value", ["2-4", "2–4", "2 & 4", "2, 4", "x–xii", "S1-S4", "2 and 3"])
def test_a_list_or_range_is_plural(value: str) -> None:
    """CSL 1.0.2, "Label": contextual plural."""
    assert is_plural("page", value)


@pytest.mark.parametrize("value", ["2", "x", "S4", "e7", "12a"])
def test_one_number_is_singular(value: str) -> None:
    """CSL 1.0.2, "Label": contextual plural."""
    assert not is_plural("page", value)


@pytest.mark.parametrize(("value", "plural"), [("1", False), ("2", True), ("0", False), ("312", True)])
def test_how_many_there_are_decides_for_counts(value: str, plural: bool) -> None:
    """CSL 1.0.2, "Label": number-of-pages and number-of-volumes are plural above 1."""
    assert is_plural("number-of-pages", value) is plural
    assert is_plural("number-of-volumes", value) is plural
    assert not is_plural("volume", value)


@pytest.mark.parametrize(
    ("value", "text"),
    [("2-4", "2–4"), ("2 - 4", "2–4"), ("1&2", "1 & 2"), ("1, 2", "1, 2"), ("a-b", "a-b"), ("7", "7")],
)
def test_lists_and_ranges_of_digits_are_spaced(value: str, text: str) -> None:
    """CSL 1.0.2, "Number": form="numeric"."""
    assert normal(value) == text


@given(st.integers(1, 4999))
def test_a_roman_numeral_can_be_read_back(number: int) -> None:
    digits = [_VALUES[sign] for sign in roman(number)]
    following = [*digits[1:], 0]
    assert sum(-one if one < after else one for one, after in zip(digits, following, strict=True)) == number
    assert not {"iiii", "xxxx", "cccc", "vv", "ll", "dd"} & {
        roman(number)[at : at + size] for at in range(20) for size in (2, 4)
    }


@pytest.mark.parametrize("number", [0, 5000, 123456])
def test_what_has_no_roman_numeral_stays_in_digits(number: int) -> None:
    assert roman(number) == str(number)


@pytest.mark.heavy
@given(st.text(max_size=30))
def test_any_text_is_judged_without_error(text: str) -> None:
    assert is_numeric(text) in (True, False)
    assert is_plural("page", text) in (True, False)
    assert normal(text).strip() or not text.strip()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("8,765,432", "8,765,432"),
        ("US 8,765,432 B2", "US 8,765,432 B2"),
        ("n11564-n11568", "n11564–n11568"),
        ("A12-B15", "A12-B15"),
        ("IV-VI", "IV–VI"),
        ("1-2-3", "1-2–3"),
        ("TR-18-2", "TR-18-2"),
        ("12-", "12-"),
        ("1, 2 and 3-5", "1, 2 and 3–5"),
    ],
)
def test_numbers_with_commas_and_letters_stay_whole(value: str, text: str) -> None:
    """As citeproc-js has it, but for the letters of a range, which it drops."""
    assert normal(value) == text


@pytest.mark.parametrize(("value", "plural"), [("8,765,432", False), ("n1-n2", True), ("2, 3", True), ("12-", True)])
def test_one_number_with_commas_is_no_list(value: str, plural: bool) -> None:
    assert is_plural("number", value) is plural


@pytest.mark.parametrize(
    ("locator", "own"),
    [
        ("ch. 5", ("5", "chapter")),
        ("pp. iv-vi", ("iv-vi", "page")),
        (" 5 ", ("5", "section")),
        ("chapter 5", ("chapter 5", "section")),
        ("no. such", ("no. such", "section")),
    ],
)
def test_a_locator_may_say_itself_what_it_counts(locator: str, own: tuple[str, str]) -> None:
    """As citeproc-js reads ``ch. 5``."""
    assert counted(locator, "section") == own


def test_ranges_of_other_variables_keep_their_hyphen() -> None:
    """As citeproc-js has it; ranges of chapters are of whole numbers that ascend."""
    english = Locale("en-US", Element("style"))
    made = [formatter(None, english, name)("1-3") for name in ("volume", "version", "chapter-number")]
    assert made == ["1–3", "1-3", "1–3"]
    assert formatter(None, english, "chapter-number")("100-1") == "100-1"
