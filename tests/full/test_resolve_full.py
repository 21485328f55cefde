"""Every decision about real records, scored: minutes, so only if asked for. See ``tests/resolve/scores.py``."""

from pathlib import Path

import pytest

from plbib.resolve import local, match
from plbib.resolve.candidates import Wanted
from plbib.resolve.index import Index
from plbib.resolve.match import Decision
from tests.oracles import results
from tests.resolve import scores, services
from tests.resolve.test_scores import OTHER_TITLES, seed_lines

PAPERS, SEED = 9000, 5
ENOUGH = 0.95

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def index(shared: Path) -> Index:
    return scores.whole_index(shared)


def hold(name: str, score: scores.Score) -> None:
    """At most 1 in 1,000 wrong; of those with a second witness enough found, of the others enough first."""
    results.note(name, str(score))
    print(score, *score.wrong, sep="\n")
    assert len(score.wrong) <= score.cases / 1000
    assert score.found >= ENOUGH * score.witnessed
    assert score.first >= ENOUGH * (score.cases - score.witnessed)


def test_entries_of_the_shown_lists_against_all_corpora(shared: Path, index: Index) -> None:
    score = scores.score(scores.of_lists(shared, index), lambda paper: local.settle(paper, [index]))
    hold("Full records: entries of the shown lists, links hidden, every third title disturbed", score)


def test_papers_of_the_corpora_against_all_of_them(index: Index) -> None:
    score = scores.score(scores.of_corpora(index, PAPERS, SEED), lambda paper: local.settle(paper, [index]))
    hold(f"Full records: {PAPERS} papers of the corpora as lists print them (seed {SEED})", score)


def test_the_papers_that_come_with_plbib(shared: Path, index: Index) -> None:
    """Against the corpora and recorded answers, without the verified records themselves."""
    sources = [index, *scores.recorded(shared)]
    decisions: dict[str, Decision] = {}

    def decide(paper: Wanted) -> Decision:
        decisions[paper.paper.title] = found = local.settle(paper, sources)
        return found

    score = scores.score(scores.of_seed(shared), decide)
    results.note("Full records: the 71 papers that come with plbib", str(score))
    seed_lines(score, decisions)


def test_references(shared: Path) -> None:
    found = services.references(shared)
    score = scores.score(scores.of_references(found), lambda paper: match.decide(*found[paper.paper.title]))
    results.note(
        "Full records: references of ten papers, against recorded answers of five services",
        f"{score}. The {len(score.wrong)} called wrong were looked at (`OTHER_TITLES` of tests/resolve/test_scores.py):"
        " each record is that of the reference, under another title.",
    )
    assert {line.partition(" | ")[0] for line in score.wrong} == OTHER_TITLES
    assert score.found >= 0.9 * score.witnessed
