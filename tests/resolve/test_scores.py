"""Decisions scored, each set apart: *wrong* is accepted, and another work. The whole is in ``tests/full``.

A case that a list below names and that is decided fails, as does one that is not and is not listed.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from plbib.model import Record
from plbib.papers.titles import Likeness, compare_titles
from plbib.resolve import local
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.index import Index
from plbib.resolve.match import Decision, State, decide
from tests.resolve import corpora, scores, services
from tests.resolve.papers import record

WORDS = "kites spools strings tails reels winds knots frames bridles sails".split()
CHANGES = (0, 2, 3)
"""In capitals, a letter lost, with an ampersand: without its subtitle a title is that of its neighbours, too."""
PART = 12
"""One in so many works of the corpora is in the sample of continuous integration."""
OTHER_TITLES = {
    "Real-time patient-sepcific ecg classification by 1-d convolutional neural networks",
    "Splines Models for Observational Data",
    "Language-interfaced fine-tuning for non-language machine learning tasks",
    "The pandora's box problem with sequential inspections",
    "Deepseek-r1: Incentivizing reasoning capability in llms via reinforcement learning",
    (
        "Clap: Unsupervised 3d representation learning for fusion 3d perception via curvature sampling and prototype"
        " learning"
    ),
}
"""References of which a person saw that the record is theirs, although letters, year or authors say less: misspelt,
renamed by its journal, a preprint of two years before."""
REVIEWED = {
    "De novo generation of SARS-CoV-2 antibody cdrh3 with a pre-trained generative large language model",
    "TABLET: Learning from instructions for tabular data",
    "Towards better serialization of tabular data for few-shot classification with large language models",
}
"""References left to a person: each gives the DOI or arXiv id of another paper."""


def papers() -> list[Record]:
    """Invented papers with titles that share most of their words."""
    return [
        replace(
            record(
                f"{one.title()} and {other}: A Study of {other.title()} on Long {one}",
                authors=(f"{one}son".title(), f"{other}er".title()),
                year=2010 + number % 12,
                venue=("International Conference on Learning Representations", "Journal of Kites")[number % 2],
                doi=f"10.5555/{one}.{other}",
            ),
            key=f"{one}{other}",
        )
        for number, (one, other) in enumerate((one, other) for one in WORDS for other in WORDS if one != other)
    ]


def others(records: list[Record], seed: int) -> list[Record]:
    """Other works beside the papers, with titles that no slip makes theirs."""
    pairs = zip(records, corpora.neighbours(records, seed), strict=True)
    return [other for own, other in pairs if compare_titles(own.item.title, other.item.title) < Likeness.ALIKE]


def disturbed(records: list[Record]) -> Iterator[scores.Case]:
    """The papers as lists print them: with venue and year, with authors, or with nothing; every third title changed."""
    for number, found in enumerate(records):
        title = corpora.disturbed(found.item.title, CHANGES[number // 3 % 3]) if number % 3 == 0 else found.item.title
        own = replace(Candidate(record=found, source="").paper, title=title, tokens=frozenset())
        venue = ("ICLR", "Journal of Kites")[number % 2]
        how = number // 3 % 3
        forms = (
            Wanted(paper=replace(own, authors=()), venue=venue),
            Wanted(paper=replace(own, year=None)),
            Wanted(paper=replace(own, authors=(), year=None)),
        )
        yield scores.Case(wanted=forms[how], truth=(found,), witnessed=how < 2)


def test_papers_of_our_own_among_their_neighbours() -> None:
    records = papers()
    rows = [*records, *others(records, seed=7)]
    index = Index.of(Candidate(record=found, source="") for found in rows)
    score = scores.score(disturbed(records), lambda paper: local.settle(paper, [index]))
    assert score.wrong == []
    assert score.found == score.witnessed
    assert score.first >= 0.95 * (score.cases - score.witnessed)


def test_a_paper_whose_record_is_not_there_is_never_another() -> None:
    records = papers()
    index = Index.of(Candidate(record=found, source="") for found in others(records, seed=8))
    score = scores.score(disturbed(records), lambda paper: local.settle(paper, [index]))
    assert score.wrong == []


def outcome(decision: Decision) -> tuple[State, str | None]:
    chosen = decision.chosen
    return decision.state, chosen.candidate.record.item.title if chosen else None


@pytest.mark.heavy
@pytest.mark.shared
def test_references_of_real_papers(shared: Path) -> None:
    """At least 90 % of those that an answer holds are decided; order and doubled rows change nothing."""
    found = services.references(shared)
    decisions = {wanted.paper.title: decide(wanted, candidates) for wanted, candidates in found.values()}
    score = scores.score(scores.of_references(found), lambda wanted: decisions[wanted.paper.title])
    assert (len(found), score.witnessed) == (370, 302)
    assert {line.partition(" | ")[0] for line in score.wrong} == OTHER_TITLES
    exact = [case.wanted.paper.title for case in scores.of_references(found) if case.witnessed]
    assert {title for title in exact if not decisions[title].chosen} == REVIEWED
    for wanted, candidates in found.values():
        other = decide(wanted, [*candidates[::-1], *candidates[:2]])
        assert outcome(other) == outcome(decisions[wanted.paper.title])


def seed_lines(score: scores.Score, decisions: dict[str, Decision]) -> None:
    """Lines 12, 28, 74 and 91 of the list: another title, a nested link, another id, another name."""
    assert score.wrong == []
    states = {title.partition(":")[0].lower(): decision.state for title, decision in decisions.items()}
    assert states["gptq"] is State.TITLE_DIFFERS
    assert states["understanding the role of self attention for efficient speech recognition"] is State.ACCEPTED
    assert states["sparse moe as the new dropout"] is State.REVIEW
    assert states["flex"] in (State.NOT_FOUND, State.REVIEW)


@pytest.mark.shared
@pytest.mark.heavy
def test_a_sample_of_the_corpora(shared: Path) -> None:
    """Entries of the shown lists and papers of the corpora, against one work in twelve of these."""
    index = scores.part_index(shared, PART)
    for cases in (scores.of_lists(shared, index), scores.of_corpora(index, 600, 5)):
        score = scores.score(cases, lambda paper: local.settle(paper, [index]))
        print(score, *score.wrong, sep="\n")
        assert score.cases > 100
        assert score.wrong == []
        assert score.found >= 0.95 * score.witnessed
        assert score.first >= 0.95 * (score.cases - score.witnessed)
