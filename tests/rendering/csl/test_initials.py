"""Given names as initials (CSL 1.0.2, "Name": initialize, initialize-with; "Hyphenation of Initialized Names")."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.rendering.csl.initials import initialize, respace


@pytest.mark.parametrize(
    ("name", "dot", "spaced", "bare"),
    [
        ("John", "J.", "J.", "J"),
        ("John Ronald", "J.R.", "J. R.", "JR"),
        ("J. R. R.", "J.R.R.", "J. R. R.", "JRR"),
        ("J.R.R.", "J.R.R.", "J. R. R.", "JRR"),
        ("Jean-Paul", "J.-P.", "J.-P.", "J-P"),
        ("Élodie", "É.", "É.", "É"),
        ("Ph. D.", "Ph.D.", "Ph. D.", "PhD"),
        ("Лев Николаевич", "Л.Н.", "Л. Н.", "ЛН"),
    ],
)
def test_every_word_becomes_its_first_letter(name: str, dot: str, spaced: str, bare: str) -> None:
    """CSL 1.0.2, "Name": initialize-with ".", ". " and ""."""
    made = [initialize(name, mark, hyphen=True) for mark in (".", ". ", "")]
    assert made == [dot, spaced, bare]


def test_hyphens_can_be_dropped() -> None:
    """CSL 1.0.2, "Hyphenation of Initialized Names": initialize-with-hyphen="false"."""
    assert initialize("Jean-Paul", ".", hyphen=False) == "J.P."
    assert initialize("Jean-Paul", ". ", hyphen=False) == "J. P."


def test_words_in_lower_case_are_no_names() -> None:
    assert initialize("Ahmed ibn Ali", ". ", hyphen=True) == "A. ibn A."
    assert initialize("Guo-ping", ".", hyphen=True) == "G."


@pytest.mark.parametrize(
    ("name", "mark", "text"),
    [
        ("John R.", ".", "John R."),
        ("John R. R.", ". ", "John R. R."),
        ("J R", ".", "J.R."),
        ("J. R.", "", "JR"),
        ("John", ".", "John"),
        ("Mary-Ann", ".", "Mary-Ann"),
    ],
)
def test_names_in_full_keep_their_words(name: str, mark: str, text: str) -> None:
    """CSL 1.0.2, "Name": initialize="false" touches initials alone."""
    assert respace(name, mark) == text


names = st.lists(
    st.text("ABCDEÉŽ", min_size=1, max_size=1).flatmap(lambda c: st.just(c + "nn")), min_size=1, max_size=4
)


@given(names)
def test_as_many_initials_as_words(words: list[str]) -> None:
    assert initialize(" ".join(words), ".", hyphen=True) == "".join(f"{word[0]}." for word in words)
    assert initialize(" ".join(words), ". ", hyphen=True) == " ".join(f"{word[0]}." for word in words)


@given(names)
def test_initials_of_initials_are_the_same(words: list[str]) -> None:
    once = initialize(" ".join(words), ". ", hyphen=True)
    assert initialize(once, ". ", hyphen=True) == once


@given(st.text(max_size=30), st.sampled_from([".", ". ", "", " "]), st.booleans())
def test_any_given_name_is_initialized_without_error(name: str, mark: str, hyphen: bool) -> None:
    made = initialize(name, mark, hyphen=hyphen)
    assert made == made.strip() or mark == " "
    assert (
        bool(made.strip(" .-")) == bool(name.strip(" \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0.-")) or not name.isprintable()
    )
    assert isinstance(respace(name, mark), str)
