"""Capitals, spellings of affiliations, and signs between the parts of entries."""

import pytest

from plbib.checks.wording import _pairs
from tests.checks.samples import codes_of, entry, found, mended


def url(number: int) -> str:
    return f"https://arxiv.org/abs/2301.{number:05}"


def listed(count: int, rest: str = ", Kite Club") -> str:
    return "".join(entry(f"Flying Kites in Wind of Force {number}", url(number), rest) for number in range(count))


@pytest.mark.parametrize(
    ("title", "shouted"),
    [
        ("FLYING KITES AT NIGHT", True),
        ("KITE: FLYING IN WIND AND RAIN", True),
        ("Flying Kites at Night", False),
        ("BERT", False),
        ("GPT 4 IN VR", False),
        ("KITE: Flying", False),
    ],
)
def test_a_title_in_capitals(title: str, shouted: bool) -> None:
    assert codes_of(entry(title, url(1))) == (["shouted-title"] if shouted else [])


@pytest.mark.parametrize(
    ("counts", "pairs"),
    [
        ({"Univ. of Kites": 1, "University of Kites": 2}, {("Univ. of Kites", "University of Kites")}),
        (
            {"UIUC": 5, "University of Illinois Urbana-Champaign": 2},
            {("University of Illinois Urbana-Champaign", "UIUC")},
        ),
        ({"MIT": 1, "Massachusetts Institute of Technology": 2}, {("MIT", "Massachusetts Institute of Technology")}),
        ({"Kite Univeristy": 1, "Kite University": 2}, {("Kite Univeristy", "Kite University")}),
        ({"Hunan University": 1, "Henan University": 2}, set()),
        ({"USC": 9, "University of Southern California": 1, "University of South Carolina": 1}, set()),
        ({"Google": 3, "Google Research": 1}, set()),
        ({"CU": 3, "Columbia University": 1}, set()),
        ({"Kite University 1": 1, "Kite University 2": 2}, set()),
    ],
)
def test_an_affiliation_spelled_in_two_ways(counts: dict[str, int], pairs: set[tuple[str, str]]) -> None:
    assert {*_pairs(counts)} == pairs


def test_each_spelling_is_reported_once_where_it_first_stands() -> None:
    text = (
        listed(3, ", Kite University")
        + entry("Boats", url(11), ", Kite Univ.")
        + entry("Ships", url(12), ", Kite Univ.")
    )
    (finding,) = found(text)
    assert (finding.code, str(finding.place)) == ("affiliation-spelling", "list.md:4:54")
    assert "“Kite Univ.” in 2 entries, “Kite University” in 3 entries" in finding.message


@pytest.mark.parametrize(
    ("odd", "message"),
    [
        (entry("Boats", url(99), " Kite Club"), "a blank between the title and the affiliation"),
        (entry("Boats", url(99), ",  Kite Club"), "“,  ” between the title and the affiliation"),
        (entry("Boats", url(99), ", Kite Club<br>"), "“<br>” after the affiliation"),
        (entry("Boats", url(99)).replace("] [", "]["), "nothing between the venue and the title"),
    ],
)
def test_signs_are_judged_by_those_of_most_entries(odd: str, message: str) -> None:
    text = listed(10) + odd
    (finding,) = found(text)
    assert finding.code == "punctuation"
    assert finding.message.startswith(message)
    assert mended(text, finding) == listed(10) + entry("Boats", url(99))
    assert codes_of(mended(text, finding)) == []


def test_without_a_majority_nothing_is_odd_but_blanks() -> None:
    both = listed(12) + listed(22, " Kite Club").split("\n", 12)[-1]
    assert codes_of(both) == []
    odd = both + entry("Boats", url(99), "  Kite Club")
    assert [finding.message for finding in found(odd)] == [
        "two blanks between the title and the affiliation, where 10 of 11 entries have a blank"
    ]


def test_a_few_entries_make_no_rule() -> None:
    assert codes_of(listed(5) + entry("Boats", url(99), " Kite Club")) == []
