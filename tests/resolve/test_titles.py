"""Titles of lists against titles of records."""

import pytest

from plbib.resolve.titles import TitleMatch, about, compare
from tests.resolve.papers import KITES


@pytest.mark.parametrize(
    ("printed", "title", "match"),
    [
        (KITES, KITES.upper(), TitleMatch.EQUAL),
        ("Kites", KITES, TitleMatch.SHORTENED),
        (KITES, "Kites", TitleMatch.SHORTENED),
        ("Strings and Tails", "Strings and Tails (Extended Version)", TitleMatch.SHORTENED),
        ("Strings and Tails (Student Abstract)", "Strings and Tails", TitleMatch.SHORTENED),
        ("Kites: Flying Small Network on Long Strings", KITES, TitleMatch.ALIKE),
        ("Dragons: Flying Small Networks on Long Strings", KITES, TitleMatch.NEAR),
        ("Bee: Adaptive Experts", "Tetrahedron: Adaptive Experts", TitleMatch.RENAMED),
        ("The SmallMT System for IWSLT 2008", "The SmallMT System for IWSLT 2007", TitleMatch.OTHER),
        ("A Theory of Caches, Part II", "A Theory of Caches, Part I", TitleMatch.OTHER),
        ("A Theory of Caches, Part II", "A Theory of Caches, Part 2", TitleMatch.EQUAL),
        ("A Theory of Caches", "Erratum: A Theory of Caches", TitleMatch.OTHER),
        ("A Theory of Caches", "A Theory of Caches: Supplementary Material", TitleMatch.OTHER),
        ("Comment on “A Theory of Caches”", "Comment on “A theory of caches”", TitleMatch.EQUAL),
        ("Review of Caches", "A Theory of Kites", TitleMatch.OTHER),
        ("", KITES, TitleMatch.UNLIKE),
        ("Spools that Never Tangle", KITES, TitleMatch.UNLIKE),
    ],
)
def test_how_far_titles_agree(printed: str, title: str, match: TitleMatch) -> None:
    assert compare(printed, [title]).match is match


def test_the_nearest_title_of_a_record_counts() -> None:
    assert compare("Geometry of Small Sets", ["Géométrie des petits ensembles", "Geometry of small sets"]).ratio == 100


def test_a_title_that_is_about_another_paper() -> None:
    assert about("Reply to Kites") == about("A response to Kites").replace("response", "reply")
    assert about("Reviewing Kites") == about("Correction by Kites: Strings") == ""
