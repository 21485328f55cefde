"""Titles of lists against titles of records."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.papers.titles import NOT_WORD
from plbib.resolve.titles import TitleMatch, about, compare
from tests.resolve.papers import KITES


@pytest.mark.parametrize(
    ("printed", "title", "match"),
    [
        (KITES, KITES.upper(), TitleMatch.EQUAL),
        ("Kites", KITES, TitleMatch.SHORTENED),
        (KITES, "Kites", TitleMatch.SHORTENED),
        ("Flying Strings and Tails of Kites", "KiteNet: Flying Strings and Tails of Kites", TitleMatch.SHORTENED),
        ("Flying Strings and Tails of Kites", "POSTER: Flying Strings and Tails of Kites", TitleMatch.NEAR),
        ("Strings and Tails", "Strings and Tails (Extended Version)", TitleMatch.SHORTENED),
        ("Strings and Tails (Student Abstract)", "Strings and Tails", TitleMatch.SHORTENED),
        ("Kites: Flying Small Network on Long Strings", KITES, TitleMatch.ALIKE),
        ("Kites: Flying Small Networsk on Long Stings", KITES, TitleMatch.ALIKE),
        (
            "Analysing the Behaviour of Long Kites in Wind",
            "Analyzing the Behavior of Long Kites in Wind",
            TitleMatch.ALIKE,
        ),
        (
            "Unsupervised Learning of Kites on Long Strings",
            "Supervised Learning of Kites on Long Strings",
            TitleMatch.NEAR,
        ),
        (
            "Explicit Learning of Kites on Very Long Strings",
            "Implicit Learning of Kites on Very Long Strings",
            TitleMatch.NEAR,
        ),
        (
            "Small Kites Can Fly on Strings of Any Length",
            "Small Kites Cannot Fly on Strings of Any Length",
            TitleMatch.NEAR,
        ),
        (
            "Learning to Fly with Strings of Great Length",
            "Learning to Fly without Strings of Great Length",
            TitleMatch.NEAR,
        ),
        (
            "A Reconfigurable Analog LSI Kite Network Chip",
            "A Reconfigurable Analog VLSI Kite Network Chip",
            TitleMatch.NEAR,
        ),
        ("Dilated Kites wth Learnable Strings", "Dilated Kites with Learnable Strings", TitleMatch.ALIKE),
        ("Dragons: Flying Small Networks on Long Strings", KITES, TitleMatch.NEAR),
        ("Bee: Adaptive Experts", "Tetrahedron: Adaptive Experts", TitleMatch.RENAMED),
        ("The SmallMT System for IWSLT 2008", "The SmallMT System for IWSLT 2007", TitleMatch.OTHER),
        ("A Theory of Caches, Part II", "A Theory of Caches, Part I", TitleMatch.OTHER),
        ("A Theory of Caches, Part II", "A Theory of Caches, Part 2", TitleMatch.EQUAL),
        ("A Theory of Caches", "Erratum: A Theory of Caches", TitleMatch.OTHER),
        ("A Theory of Caches", "A Theory of Caches: Supplementary Material", TitleMatch.OTHER),
        ("A Theory of Caches", "A Theory of Caches—Reply", TitleMatch.OTHER),
        ("A Theory of Caches", "A Theory of Caches: Discussion", TitleMatch.OTHER),
        ("A Theory of Caches", "A Theory of Caches (Oral)", TitleMatch.SHORTENED),
        ("A Theory of Caches (CACHE)", "A Theory of Caches", TitleMatch.SHORTENED),
        ("A Theory of Caches (II)", "A Theory of Caches", TitleMatch.OTHER),
        ("Book Reviews: Strings and Kites", "Book Reviews", TitleMatch.UNLIKE),
        ("Hypertension in Flyers of Kites", "Hypotension in Flyers of Kites", TitleMatch.NEAR),
        ("Macroscale Kites on Strings of Great Length", "Microscale Kites on Strings of Great Length", TitleMatch.NEAR),
        ("Comment on “A Theory of Caches”", "Comment on “A theory of caches”", TitleMatch.EQUAL),
        ("Review of Caches", "A Theory of Kites", TitleMatch.OTHER),
        ("", KITES, TitleMatch.UNLIKE),
        ("Spools that Never Tangle", KITES, TitleMatch.UNLIKE),
    ],
)
def test_how_far_titles_agree(printed: str, title: str, match: TitleMatch) -> None:
    assert compare(printed, [title]).match is match


@given(st.integers(1, len(KITES) - 2), st.sampled_from("bcdkxz"))
def test_a_letter_too_many_or_too_few_in_a_long_word_is_a_slip(place: int, letter: str) -> None:
    words = NOT_WORD.split(KITES)
    word = words[place % len(words)]
    if len(word) > 4:
        at = 1 + place % (len(word) - 1)
        for slip in (word[:at] + letter + word[at:], word[:at] + word[at + 1 :]):
            assert compare(KITES.replace(word, slip, 1), [KITES]).match >= TitleMatch.ALIKE


def test_the_nearest_title_of_a_record_counts() -> None:
    assert compare("Geometry of Small Sets", ["Géométrie des petits ensembles", "Geometry of small sets"]).ratio == 100


def test_a_title_that_is_about_another_paper() -> None:
    assert about("Reply to Kites") == about("A response to Kites").replace("response", "reply")
    assert about("Reviewing Kites") == about("Correction by Kites: Strings") == ""
