"""Which capitals of a title are protected: those of names and acronyms, and no others."""

import re

import pytest
from hypothesis import given

from plbib.text import tex
from plbib.text.capitals import protect
from samples import anything


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("A Kite with BERT", "A Kite with {BERT}"),
        ("LLMs and GPUs", "{LLM}s and {GPU}s"),
        ("AraT5 and NxMTransformer", "{AraT5} and {NxMTransformer}"),
        ("T5 on an iPhone", "{T5} on an {iPhone}"),
        ("GPT-4 and LIMU-BERT", "{GPT}-4 and {LIMU}-{BERT}"),
        ("The Arabic and English Monte Carlo", "The {A}rabic and {E}nglish {M}onte {C}arlo"),
        ("Gaussian kites", "{G}aussian kites"),
        ("BERT & Ernie_2", "{BERT} \\& Ernie\\_2"),
        ("ÉCLAIR Nyström", "{{\\'E}CLAIR} {N}ystr{\\\"o}m"),
    ],
)
def test_acronyms_names_and_words_with_inner_capitals_are_protected(title: str, written: str) -> None:
    assert protect(title) == written


@pytest.mark.parametrize(
    "title",
    [
        "Kites",
        "A Theory of Kites",
        "Title Case Is Not a Name: The Second Part",
        "An article by A. Nobody",
        "english in lower case",
        "I, Kite",
        "Kites of the 1990s",
        "Englishness is no English word".replace(" English ", " such "),
    ],
)
def test_ordinary_words_stay_free_for_the_style_to_lower(title: str) -> None:
    assert protect(title) == title


def test_a_title_all_in_capitals_holds_no_names() -> None:
    assert protect("ATTENTION IS ALL KITES NEED") == "ATTENTION IS ALL KITES NEED"
    assert protect("BERT GPT") == "{BERT} {GPT}"


@given(anything)
def test_protection_adds_braces_and_nothing_else(title: str) -> None:
    assert protect(title).replace("{", "").replace("}", "") == tex.escape(title).replace("{", "").replace("}", "")


@given(anything)
def test_no_braces_hold_two_words(title: str) -> None:
    assert not re.search(r"\{[A-Za-z]+ [A-Za-z ]*\}", protect(title))
