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
        ["O’Brian", "OBrien", "O’Neil"],
    ],
)
def test_words_in_the_order_of_a_dictionary(words: list[str]) -> None:
    backwards = words[::-1]
    assert sorted(backwards, key=collate) == words


def test_punctuation_is_passed_over_blanks_go_first() -> None:
    assert collate("O’Neil")[0] == collate("ONeil")[0] == collate("o'neil!")[0]
    assert collate("a z")[0] < collate("ab")[0]


def test_digits_go_before_letters_and_scripts_by_code_point() -> None:
    assert sorted(["李", "Б", "b", "1"], key=collate) == ["1", "b", "Б", "李"]


@given(st.text())
def test_case_makes_no_difference(text: str) -> None:
    plain = "".join(c for c in text if len(c.upper()) == 1 and c.upper().lower() == c.lower())
    assert collate(plain.upper()) == collate(plain.lower())


accented = st.characters().filter(lambda c: (unicodedata.decomposition(c) or "<")[0] == "0")
"""Letters of which the first part stands in the first rows of Unicode."""


@given(st.text(accented | st.sampled_from("äÖéñçŠžabc")))
def test_composed_and_decomposed_text_is_the_same(text: str) -> None:
    letters = "".join(c for c in text if unicodedata.normalize("NFD", c)[0] < "\x80")
    composed, decomposed = (unicodedata.normalize(form, letters) for form in ("NFC", "NFD"))
    assert collate(composed)[0] == collate(decomposed)[0]
