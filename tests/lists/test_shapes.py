"""What a printed text is like: how much it is like a title."""

import pytest

from plbib.lists.shapes import titleness


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
