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


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv-SE", ["Aho", "Zorn", "Åberg", "Ärlig", "Öberg"]),
        ("da-DK", ["Yde", "Zorn", "Ærø", "Østergaard", "Aagaard"]),
        ("de-DE", ["Aberg", "Ärmel", "Azur", "Öhm", "Zorn"]),
        ("cs-CZ", ["cihla", "čas", "dub", "hora", "chata", "ibis", "řeka", "sad", "šach"]),
        ("es-ES", ["nube", "ñandú", "ocho"]),
        ("pl-PL", ["lody", "łódka", "mama"]),
        ("tr-TR", ["hava", "ılık", "içki", "sis", "şarkı"]),
        ("ru-RU", ["1984", "Иван", "Йод", "Кант", "Abel"]),
        ("zh-CN", ["阿", "曾", "陈", "李", "芈", "欧", "王", "佚", "张", "Ab"]),
        ("zh-CN", ["陳", "橋", "王", "长", "龘", "Ab"]),
        ("zh-TW", ["一", "丁", "王", "李"]),
        ("ja-JP", ["Ab", "あべ", "カ", "佐藤", "山田", "田中", "鈴木"]),
        ("ko-KR", ["가", "김", "나", "高", "金", "李", "朴", "丁", "崔", "Ab"]),
        ("fa-IR", ["آب", "الخوري", "أبو", "باد", "Ab"]),
        ("ar", ["أبو", "الخوري", "آب", "باد", "Ab"]),
        ("en-US", ["Ab", "ءا", "آب", "أبو", "إبن", "الخوري", "باد"]),
        ("en-US", ["aagaard", "ñandú", "nube", "øre", "zorn", "þing"]),
    ],
)
def test_letters_in_the_order_of_a_language(language: str, words: list[str]) -> None:
    """Unicode CLDR, collation charts."""
    assert sorted(set(words), key=lambda word: collate(word, language)) == words


@given(st.integers(0), st.integers(0))
def test_numbers_go_by_their_value(one: int, two: int) -> None:
    assert (one < two) == (collate(f"Part {one}")[0] < collate(f"Part {two:05}")[0])


def test_a_hyphen_does_not_part_a_word_but_two_numbers() -> None:
    assert sorted(["few-shot", "fewer"], key=collate) == ["fewer", "few-shot"]
    assert sorted(["946", "945-950", "945"], key=collate) == ["945", "945-950", "946"]


def test_signs_that_are_no_punctuation_go_before_digits() -> None:
    assert sorted(["a", "1", "∞-former"], key=collate) == ["∞-former", "1", "a"]


@given(st.text(), st.sampled_from(["cs", "da-DK", "hu", "ko-KR", "ru-RU", "sr-Latn-RS", "sv", "tr-TR", "xx"]))
def test_any_text_sorts_in_any_language_punctuation_aside(text: str, language: str) -> None:
    marks = "".join(c for c in text if unicodedata.category(c).startswith("P"))
    assert collate(marks, language)[0] == ""
    assert collate(f"{text}a", language)[0] > collate(text, language)[0]


def test_an_old_letter_in_a_digraph_is_the_new_one() -> None:
    assert collate("ſz", "hu")[0] == collate("sz", "hu")[0]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-US", ["باقری", "پارسا", "تقوی", "چمران", "حسینی", "ژاله", "شفیعی", "کریمی", "گلستان", "لطفی", "یزدی"]),
        ("fa-IR", ["کریمی", "لطفی", "نراقی", "ورزی", "هاشمی", "یزدی"]),
    ],
)
def test_letters_of_persian_stand_beside_their_neighbours(language: str, words: list[str]) -> None:
    """Not behind the Arabic ones, as their code points do; in Persian itself, waw goes before heh."""
    backwards = words[::-1]
    assert sorted(backwards, key=lambda word: collate(word, language)) == words


def test_what_is_left_of_an_opening_mark_does_not_count() -> None:
    assert collate("« Histoire")[0] == collate("Histoire")[0]
