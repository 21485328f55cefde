"""Decisions scored: composed traps, and pairs of real records (a ratchet: a listed miss that passes fails, too)."""

import gzip
from collections import Counter
from itertools import permutations
from pathlib import Path
from typing import Any

import msgspec
import pytest

from plbib.model import Record
from plbib.papers.identity import paper_of
from plbib.papers.venues.compare import are_two_known
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.match import DECIDED, decide
from tests.resolve import traps
from tests.resolve.papers import of_corpus

OWN = traps.read(Path(__file__).with_name("traps.jsonl").read_bytes())


@pytest.mark.parametrize("trap", OWN, ids=lambda trap: trap["id"])
def test_traps(trap: dict[str, Any]) -> None:
    assert traps.outcome(trap) == traps.expected(trap)


def forms(title: str) -> tuple[str, ...]:
    """A title as lists disturb it, and still the same; one with commands of TeX stays as it is."""
    if "\\" in title:
        return (title,)
    braced = " ".join(f"{{{word}}}" for word in title.split(" "))
    return title.upper(), braced, f"\\emph{{{title}}}", title.replace(" & ", " \\& ")


@pytest.mark.parametrize("trap", OWN, ids=lambda trap: trap["id"])
def test_order_doubled_rows_and_spelling_change_nothing(trap: dict[str, Any]) -> None:
    holds_alike(trap)


def holds_alike(trap: dict[str, Any]) -> None:
    candidates = trap["candidates"]
    for rows in (candidates[::-1], [*candidates, *candidates], [*candidates[1:], *candidates[:1]]):
        state, place = traps.outcome({**trap, "candidates": rows})
        picked = None if place is None else candidates.index(rows[place])
        assert (state, picked) == traps.expected(trap)
    for title in forms(trap["entry"]["title"]):
        assert traps.outcome({**trap, "entry": {**trap["entry"], "title": title}}) == traps.expected(trap)


@pytest.mark.shared
def test_shared_traps(shared: Path) -> None:
    found = traps.read((shared / "resolving" / "traps.jsonl").read_bytes())
    assert {trap["id"] for trap in found if traps.outcome(trap) != traps.expected(trap)} == set()
    for trap in found:
        holds_alike(trap)


OTHER_WORKS = frozenset(
    "same-title-other-authors prefix-is-other-title-other-authors prefix-is-other-title-same-authors number-differs"
    " part-differs about-other-paper versions-other-year".split()
)
ONE_PAPER = {
    "A Unified Approach to Interpreting Model Predictions",
    "Gated Autoencoders with Tied Input Weights",
    "Geometric entropy minimization (GEM) for anomaly detection and localization",
    "High Dimensional Regression with Binary Coefficients. Estimating Squared Error and a Phase Transtition",
    "Looking to listen at the cocktail party",
    "Navigating the Post-API Dilemma",
    "Non-Ergodic Alternating Proximal Augmented Lagrangian Algorithms with Optimal Rates",
    "One-vs-Each Approximation to Softmax for Scalable Estimation of Probabilities",
    "Rate Distortion Codes in Sensor Networks",
    (
        "Riemannian Stochastic Recursive Gradient Algorithm with Retraction and Vector Transport and Its Convergence"
        " Analysis"
    ),
    "Steady State Analysis of Episodic Reinforcement Learning",
    "Vector Quotient Filters",
}
"""Pairs that the corpus counts as two papers, and a person who looked at them as one: of one venue and year, most of
them with one page of proceedings or DOI. A name was read wrongly (``Droniou Alain``), or a subtitle is missing."""
TWO_VENUES = 20
"""Looks at pairs that the corpus counts as one paper by title, people and year, and that are two versions by their
venues: of ICML and of JMLR, of AISTATS and of JMLR."""
RECOGNISED = 0.97
"""At least this part of two records of one paper, authors printed differently or in another order included."""


def decided(one: Record, other: Record) -> bool:
    """Whether ``other`` is taken for the paper of which ``one`` is printed."""
    wanted = Wanted(paper=paper_of(one), venue=one.item.container_title)
    return decide(wanted, [Candidate(record=other, source="corpus")]).state in DECIDED


def same_year(one: Record, other: Record) -> bool:
    return paper_of(one).year == paper_of(other).year


@pytest.mark.heavy
@pytest.mark.shared
def test_real_pairs(shared: Path) -> None:
    """Two records of one paper are recognised, and no two of different ones, whichever of them comes first."""
    states: Counter[tuple[str, bool]] = Counter()
    one_paper = set()
    two_venues = 0
    for line in gzip.decompress((shared / "corpora" / "real_pairs.jsonl.gz").read_bytes()).splitlines():
        pair = msgspec.json.decode(line)
        for one, other in permutations(map(of_corpus, pair["records"]), 2):
            if pair["kind"] == "versions-other-year" and same_year(one, other):
                continue  # of three records, two of one version
            apart = pair["kind"].startswith("same-paper") and are_two_known(one.item.container_title, other)
            if apart and not decided(one, other):
                two_venues += 1
                continue
            states[pair["kind"], state := decided(one, other)] += 1
            if state and pair["kind"] in OTHER_WORKS:
                one_paper.add(min(one.item.title, other.item.title, key=len))
    assert {kind for kind, _ in states} >= OTHER_WORKS
    for kind in {kind for kind, _ in states if kind.startswith("same-paper")}:
        assert states[kind, True] / (states[kind, True] + states[kind, False]) > RECOGNISED, kind
    assert states["versions-other-year", True] == 0
    assert two_venues == TWO_VENUES
    assert {title.casefold() for title in one_paper} == {title.casefold() for title in ONE_PAPER}
