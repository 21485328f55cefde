"""Titles as they are compared: their form, their numbers, and the bounds of being alike."""

import pytest

from plbib.papers.titles import normalise, numbers_of, resemble, same_system


@pytest.mark.parametrize(
    ("title", "form", "numbers"),
    [
        ("Part II", "part2", ["2"]),
        ("Part i, Book v, Section a", "part1book5sectiona", ["1", "5"]),
        ("Volume x of 1,000", "volume10of1000", ["10", "1000"]),
        ("1,0000", "1.0000", ["0000", "1"]),
        ("Kites xxxix, xxxx, iiii, xiv, ix", "kites39xxxxiiii14.9", ["14", "39", "9"]),
        ("Kites xxxix", "kites39", ["39"]),
        ("Kites xxxx", "kitesxxxx", []),
        ("kites_x_", "kitesx", ["10"]),
        ("Kites 3 4", "kites3.4", ["3", "4"]),
        ("Kites 34", "kites34", ["34"]),
        ("C++ and C+", "cplusplusandcplus", []),
        ("α-kites & Œuvre ØÞß", "alphakitesandoeuvreothss", []),
        (r"<i>a</i>b \alpha &amp;amp; c", "abalphaandc", []),
        ("+ !", "+ !", []),
    ],
)
def test_the_form_of_a_title(title: str, form: str, numbers: list[str]) -> None:
    assert (normalise(title), numbers_of(title)) == (form, numbers)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kite: a", "KITE: b", True),
        ("Kite", "Kite", False),
        (": a", ": b", False),
        ("K" * 30 + ": a", "K" * 30 + ": b", True),
        ("K" * 31 + ": a", "K" * 31 + ": b", False),
        ("Kite: a", "Tail: a", False),
    ],
)
def test_one_system_has_one_name(one: str, other: str, same: bool) -> None:
    assert same_system(one, other) is same


def test_three_letters_of_five_are_enough_for_a_mended_title() -> None:
    assert resemble("abcde", "abcxy")
    assert not resemble("abcde", "abwxy")
