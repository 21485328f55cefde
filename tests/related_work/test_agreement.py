"""Topics beside the sub-headings of maintainers, a ratchet: a list that scores less fails, and one that scores more."""

import json
from pathlib import Path

import pytest

import plbib
from plbib.model import Library
from tests.related_work.agreement import adjusted_rand_index, agreement
from tests.related_work.drafts import library, record

SCORES: dict[str, float | None] = json.loads(Path(__file__).with_name("agreement.json").read_text(encoding="utf-8"))
"""List → index, to three places; null: its headings have none below them."""


@pytest.mark.parametrize(
    ("one", "other", "index"),
    [
        ("aabb", "xxyy", 1.0),
        ("aabb", "yyxx", 1.0),
        ("aabb", "xyxy", -0.5),
        ("aaab", "xxyy", 0.0),
        ("aabbcc", "xxyyyy", 4 / 9),
        ("aaaa", "xxxx", 1.0),
        ("abcd", "wxyz", 1.0),
        ("aaaa", "wxyz", 0.0),
        ("", "", 1.0),
    ],
)
def test_the_index(one: str, other: str, index: float) -> None:
    assert adjusted_rand_index(one, other) == pytest.approx(index)
    assert adjusted_rand_index(other, one) == pytest.approx(index)


def kites(*headings: str) -> Library:
    """Five works of each kind, under headings that are called so or otherwise."""
    kinds = ("Spar", "Tail", "Bridle")
    return library(
        *(
            record(f"{kind}{number}", f"{word} {kind}", f"Kites/{heading}")
            for kind, heading in zip(kinds, headings, strict=True)
            for number, word in enumerate(("Red", "Blue", "Green", "Grey", "Pink"))
        )
    )


def test_topics_that_are_the_maintainers_agree_with_them() -> None:
    assert agreement(kites("Spars", "Tails", "Bridles")) == 1
    assert agreement(kites("One", "One", "Two")) == pytest.approx(4 / 9, abs=0.15)
    assert agreement(library(*kites("One", "Two", "Three").records[:9])) is None  # too few to say
    assert agreement(library(record("a", "A"))) is None


@pytest.mark.shared
@pytest.mark.heavy
@pytest.mark.parametrize("name", sorted(SCORES))
def test_topics_agree_as_much_with_the_maintainers_of_real_lists_as_they_did(name: str, shared: Path) -> None:
    found = agreement(plbib.load(shared / "lists" / "raw" / f"{name}.md"))
    shown = None if found is None else round(found, 3)
    assert shown == SCORES[name], "if it is more, write it into agreement.json"


@pytest.mark.shared
def test_all_lists_are_rated(shared: Path) -> None:
    assert {path.stem for path in (shared / "lists" / "raw").glob("*.md")} == {*SCORES}
