"""What each grammar finds in a line by itself: where the title stands, who wrote it, how much it is like a title."""

import pytest

from plbib.lists.grammars import GRAMMARS
from plbib.lists.lexed import Title, lex
from plbib.lists.markdown.blocks import Block


def find(grammar: str, text: str) -> Title | None:
    return GRAMMARS[grammar](lex(Block(text=text, starts=(0,), lines=(1,), margins=(0,)), {}))


@pytest.mark.parametrize(
    ("grammar", "text", "title", "score"),
    [
        ("named", "Ann M. Berg, Strings for Kites Aloft (Vinger Press 1980).", "Strings for Kites Aloft", 3),
        ("named", "Ann M. Berg, Wei Li, Strings for Kites Aloft. Vinger.", "Strings for Kites Aloft", 3),
        ("named", "Ann M. Berg, Strings for Kites (Vinger Press 1980).", "", 0),  # three words are a phrase
        ("named", "Strings for Kites Aloft, Ann M. Berg (Vinger Press 1980).", "", 0),
        ("quoted", "Berg: “Strings for Kites Aloft”, ICML 2022", "Strings for Kites Aloft", 3),
        ("linked", "[Strings for Kites Aloft](https://arxiv.org/abs/2301.00001)", "Strings for Kites Aloft", 3),
        ("bold", "**Strings for Kites Aloft**, Ann Berg, ICML 2022", "Strings for Kites Aloft", 3),
        ("italic", "Ann Berg. *Strings for Kites Aloft*. ICML 2022", "Strings for Kites Aloft", 3),
        ("reference", "Berg, A. (2022). Strings for kites aloft. ICML.", "Strings for kites aloft", 3),
    ],
)
def test_a_title_is_found_with_its_likeness_from_one_to_three(grammar: str, text: str, title: str, score: int) -> None:
    found = find(grammar, text)
    assert (found.text if found else "", found.score if found else 0) == (title, score)
    assert found is None or text[found.start : found.end].strip("“”*[]").startswith(title)
