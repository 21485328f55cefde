"""Decisions scored: composed traps, and pairs of real records (a ratchet: a listed miss that passes fails, too)."""

import gzip
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from plbib.papers.identity import paper_of
from plbib.resolve.match import DECIDED, Candidate, Wanted, decide
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
ONE_BY_ALL_WITNESSES = {
    "A Unified Approach to Interpreting Model Predictions",
    "Contextual Explanation Networks",
    (
        "Riemannian Stochastic Recursive Gradient Algorithm with Retraction and Vector Transport and Its Convergence"
        " Analysis"
    ),
    "Theoretical Justification of Popular Link Prediction Heuristics",
}
"""Pairs with one title, the same people and year, of which the corpus says that they are two: the first two are one
paper, of the others the first two records are one."""
RECOGNISED = 0.97
"""At least this part of two records of one paper, authors printed differently or in another order included."""


@pytest.mark.heavy
@pytest.mark.shared
def test_real_pairs(shared: Path) -> None:
    """Two records of one paper are recognised; two papers are one only where an identifier says so, or all but it."""
    states: Counter[tuple[str, bool]] = Counter()
    wrong = set()
    for line in gzip.decompress((shared / "corpora" / "real_pairs.jsonl.gz").read_bytes()).splitlines():
        pair = msgspec.json.decode(line)
        one, other = (of_corpus(found) for found in pair["records"][:2])
        wanted = Wanted(paper=paper_of(one), venue=one.item.container_title)
        decision = decide(wanted, [Candidate(record=other, source="corpus")])
        states[pair["kind"], decision.state in DECIDED] += 1
        if pair["kind"] in OTHER_WORKS and decision.chosen and not decision.chosen.identified:
            wrong.add(one.item.title)
    assert {kind for kind, _ in states} >= OTHER_WORKS
    for kind in {kind for kind, _ in states if kind.startswith("same-paper")}:
        assert states[kind, True] / (states[kind, True] + states[kind, False]) > RECOGNISED, kind
    assert wrong == ONE_BY_ALL_WITNESSES
