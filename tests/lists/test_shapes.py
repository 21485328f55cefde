"""What a printed text is like: a title, an author that is many people."""

import pytest

from plbib.lists.shapes import titleness
from plbib.papers.people import collective


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Planck Collaboration", True),
        ("Kite Study Group", True),
        ("The First Second Third Fourth Fifth Sixth Consortium", True),  # eight words
        ("The First Second Third Fourth Fifth Sixth Seventh Consortium", False),
        ("planck Collaboration", False),
        ("Collaboration of Kites", False),
        ("Berg, Ann, Kite Team", False),
    ],
)
def test_an_author_that_is_many_people_is_short_and_says_so(text: str, is_one: bool) -> None:
    assert collective(text) is is_one


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("", 0),
        ("Kites", 1),
        ("Kites Aloft", 2),
        ("Strings for Kites", 2),
        ("Strings for Kites Aloft", 3),
        ("kite " * 60, 3),
        ("kite " * 61, 0),
        ("ICML 2022", 0),
        ("ICML 2022 (Oral)", 0),
        ("2022 Kites", 0),
        ("Strings for Kites Aloft 2022", 3),
        ("Strings (Kites Aloft Today)", 3),
        ("arXiv:2301.00001", 0),
    ],
)
def test_a_title_has_words_and_no_more_than_a_title_has(text: str, score: int) -> None:
    assert titleness(text) == score
