"""Which record is the paper: two witnesses, works before candidates, a person where they disagree."""

from itertools import permutations

import pytest
from msgspec.structs import replace

from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.match import ServiceAnswer, ServiceOutcome, State, decide
from tests.resolve.papers import KITES, candidate, wanted


def listed(title: str = KITES, *tokens: str, authors: tuple[str, ...] = ()) -> Wanted:
    """A paper as a list has it that prints the venue and year of the record."""
    return wanted(title, *tokens, authors=authors, venue="ICLR", year=2023)


@pytest.mark.parametrize(
    ("paper", "found", "state"),
    [
        (listed(), candidate(), State.ACCEPTED),
        (wanted(venue="ICLR", year=2024), candidate(), State.ACCEPTED),
        (wanted(venue="ICLR", year=2025), candidate(), State.REVIEW),
        (wanted(venue="ICLR"), candidate(), State.REVIEW),
        (wanted(year=2023), candidate(), State.REVIEW),
        (wanted(), candidate(), State.REVIEW),
        (wanted(venue="ICML", year=2023), candidate(), State.REVIEW),
        (wanted(authors=("Lind",)), candidate(), State.ACCEPTED),
        (listed(authors=("Chen", "Ruiz")), candidate(), State.REVIEW),
        (wanted(KITES, "arxiv:2301.00001"), candidate(arxiv="2301.00001"), State.ACCEPTED),
        (listed(KITES, "arxiv:2301.00002"), candidate(arxiv="2301.00001"), State.REVIEW),
        (wanted("Spools that Never Tangle", "arxiv:2301.00001"), candidate(arxiv="2301.00001"), State.REVIEW),
        (listed("Spools that Never Tangle"), candidate(), State.NOT_FOUND),
        (
            wanted("Dragons: Flying Small Networks on Long Strings", "arxiv:1"),
            candidate(arxiv="1"),
            State.TITLE_DIFFERS,
        ),
        (listed("Kites: Flying Small Network on Long Strings"), candidate(), State.TITLE_DIFFERS),
        (listed("Dragons: Flying Small Networks on Long Strings"), candidate(), State.REVIEW),
        (listed("Kites: Flying Small Networks on No Long Strings"), candidate(), State.REVIEW),
        (listed(f"Re: {KITES}"), candidate(), State.NOT_FOUND),
        (listed("Kites"), candidate(), State.TITLE_DIFFERS),
        (wanted("Kites"), candidate(), State.REVIEW),
        (listed("KITES: FLYING SMALL NETWORKS ON LONG STRINGS"), candidate(), State.ACCEPTED),
        (listed("Strings and Tails II"), candidate("Strings and Tails I"), State.NOT_FOUND),
        (listed("Strings and Tails II"), candidate("Strings and Tails, 2"), State.ACCEPTED),
        (listed(f"Reply to “{KITES}”"), candidate(), State.NOT_FOUND),
        (wanted(KITES, "arxiv:1"), candidate(venue="CoRR", kind="article-journal", arxiv="1"), State.PREPRINT),
        (listed(), candidate(venue="CoRR", kind="article-journal"), State.REVIEW),
    ],
)
def test_two_witnesses_decide(paper: Wanted, found: Candidate, state: State) -> None:
    assert decide(paper, [found]).state is state


def test_nothing_is_not_found() -> None:
    assert decide(listed(), []).state is State.NOT_FOUND


CONFERENCE = candidate()
PREPRINT = candidate(venue="CoRR", kind="article-journal", year=2022)
NAMESAKE = candidate(authors=("Chen", "Ruiz"))
ELSEWHERE = candidate(authors=("Chen", "Ruiz"), venue="Journal of Arboriculture")


@pytest.mark.parametrize("order", [*permutations([CONFERENCE, PREPRINT, ELSEWHERE, CONFERENCE])])
def test_records_of_one_work_are_counted_once_in_any_order(order: tuple[Candidate, ...]) -> None:
    found = decide(listed(), order)
    assert found.state is State.ACCEPTED
    assert found.chosen is not None
    assert found.chosen.candidate == CONFERENCE


def test_two_works_that_fit_are_for_a_person() -> None:
    found = decide(listed(), [CONFERENCE, NAMESAKE])
    assert (found.state, found.reason, found.chosen) == (State.REVIEW, "several papers fit", None)
    assert decide(listed(authors=("Chen",)), [CONFERENCE, NAMESAKE]).state is State.ACCEPTED


def test_versions_of_two_years_are_told_apart_by_what_is_printed() -> None:
    later = candidate(year=2024, venue="Journal of Kites", kind="article-journal")
    undated = decide(wanted(authors=("Lind",)), [CONFERENCE, later])
    assert (undated.state, undated.reason) == (State.REVIEW, "several versions of it fit")
    dated = decide(wanted(authors=("Lind",), year=2024), [CONFERENCE, later]).chosen
    assert dated is not None
    assert dated.candidate == later
    assert decide(wanted(authors=("Lind",)), [CONFERENCE, PREPRINT]).state is State.ACCEPTED


COPY = candidate(source="dblp", venue="ICLR")


@pytest.mark.parametrize(
    ("found", "chosen"),
    [
        ([CONFERENCE, COPY], [COPY]),
        ([CONFERENCE, COPY, PREPRINT], [COPY, PREPRINT]),
        ([CONFERENCE, COPY, NAMESAKE], [COPY, NAMESAKE]),
        ([CONFERENCE, candidate(year=2021)], [CONFERENCE, candidate(year=2021)]),
        (
            [CONFERENCE, candidate(doi="10.1/a"), candidate(doi="10.1/b")],
            [candidate(doi="10.1/a"), candidate(doi="10.1/b")],
        ),
    ],
)
def test_a_person_chooses_among_publications_not_among_copies(found: list[Candidate], chosen: list[Candidate]) -> None:
    decision = decide(wanted(venue="ICLR"), found)
    assert decision.state is State.REVIEW
    shown = [one.candidate for one in decision.choices]
    assert sorted(shown, key=repr) == sorted(chosen, key=repr)


@pytest.mark.parametrize(
    ("venue", "state"),
    [
        ("ICLR", State.ACCEPTED),
        ("ICML", State.REVIEW),
        ("ICML 2023 (oral)", State.REVIEW),
        ("Journal of Machine Learning Research", State.REVIEW),
        ("Meeting of the Friends of Kites", State.ACCEPTED),
        ("arXiv", State.ACCEPTED),
    ],
)
def test_of_one_year_another_venue_that_is_known_is_another_version(venue: str, state: State) -> None:
    found = decide(wanted(authors=("Lind", "Petrov"), year=2023, venue=venue), [CONFERENCE])
    assert found.state is state


def test_of_a_workshop_and_a_conference_the_latter_is_meant_unless_the_former_is_printed() -> None:
    workshop = candidate(venue="ICML 2023 Workshops: Strings")
    for order in ([CONFERENCE, workshop], [workshop, CONFERENCE]):
        for venue, expected in (("arXiv", CONFERENCE), (None, CONFERENCE), ("ICML 2023 Workshop", workshop)):
            chosen = decide(wanted(authors=("Lind",), year=2023, venue=venue), order).chosen
            assert chosen is not None
            assert chosen.candidate == expected


def test_an_identifier_outweighs_a_search() -> None:
    linked = candidate(authors=("Chen", "Ruiz"), year=2019, venue="Toys", arxiv="1")
    found = decide(listed(KITES, "arxiv:1"), [CONFERENCE, linked])
    assert found.chosen is not None
    assert found.chosen.candidate == linked


@pytest.mark.parametrize("kind", ["dataset", "software", "thesis", "patent", "review-book"])
def test_what_has_the_title_of_a_paper_is_not_always_one(kind: str) -> None:
    data = candidate(kind=kind, doi="10.5555/data")
    assert decide(listed(authors=("Lind",)), [data]).state is State.REVIEW
    assert decide(listed(KITES, "doi:10.5555/data"), [data]).state is State.ACCEPTED
    of_data = replace(listed(authors=("Lind",)), type=kind)
    assert decide(of_data, [data]).state is State.ACCEPTED
    assert decide(of_data, [candidate()]).state is State.REVIEW


@pytest.mark.parametrize("title", ["Preface", "Editorial", "Letters to the Editor", "Guest editors’ introduction"])
def test_a_title_of_every_volume_is_no_witness(title: str) -> None:
    assert decide(listed(title, authors=("Lind",)), [candidate(title)]).state is State.REVIEW
    assert decide(listed(title, "doi:10.5555/1"), [candidate(title, doi="10.5555/1")]).state is State.ACCEPTED


def test_a_book_is_no_article_of_its_title() -> None:
    article = replace(listed(authors=("Lind",)), type="article-journal")
    assert decide(article, [candidate(kind="book")]).state is State.REVIEW
    assert decide(listed(authors=("Lind",)), [candidate(kind="book")]).state is State.ACCEPTED


def test_an_identifier_of_two_versions_is_for_a_person() -> None:
    """Some records give a paper of a conference the DOI of the later article."""
    article = listed(KITES, "doi:10.5555/1", authors=("Lind",))
    earlier = candidate(venue="Journal of Kites", year=2022, doi="10.5555/1")
    assert decide(article, [earlier]).state is State.REVIEW
    assert decide(article, [earlier, candidate(doi="10.5555/1")]).state is State.ACCEPTED
    doubled = wanted(KITES, "doi:10.5555/1", "arxiv:2301.00001", authors=("Lind",), year=2022)
    assert decide(doubled, [candidate(doi="10.5555/1", arxiv="2301.00002")]).state is State.REVIEW
    assert decide(doubled, [candidate(doi="10.5555/1", arxiv="2301.00001")]).state is State.ACCEPTED


def test_records_of_one_identifier_that_differ_are_told() -> None:
    paper = wanted(KITES, "doi:10.5555/1")
    own = candidate(doi="10.5555/1")
    title = decide(paper, [own, candidate("Spools that Never Tangle", doi="10.5555/1")])
    assert title.state is State.ACCEPTED
    assert title.reason.endswith("another record of this identifier is “Spools that Never Tangle”")
    people = decide(paper, [own, candidate(authors=("Chen", "Ruiz", "Hall"), doi="10.5555/1")])
    assert people.state is State.REVIEW
    assert people.reason.startswith("records of it name other authors: ")
    printed = decide(
        listed(authors=("Lind",)), [own, candidate(authors=("Chen", "Ruiz", "Hall"), venue="Toys", doi="10.5555/1")]
    )
    assert printed.state is State.ACCEPTED
    assert printed.remarks == ("another record of this identifier is by Chen and Ruiz and others",)
    glued = candidate(authors=("ChenLind",), doi="10.5555/1", source="openalex")
    assert decide(paper, [own, glued]).state is State.ACCEPTED


def test_a_volume_is_no_paper_and_its_identifier_names_none() -> None:
    volume = candidate("Proceedings of the Conference on Kites", whole=True, doi="10.5555/1")
    paper = candidate(doi="10.5555/1.7")
    found = decide(listed(KITES, "doi:10.5555/1"), [volume, paper])
    assert found.chosen is not None
    assert found.chosen.candidate == paper


def test_the_reason_names_witnesses_and_what_speaks_against() -> None:
    (agreeing,) = decide(listed(authors=("Lind",)), [candidate()]).judged
    assert agreeing.reason() == "same title, same authors, same venue, same year"
    (against,) = decide(wanted(authors=("Chen",), venue="ICML", year=2019), [candidate()]).judged
    assert against.reason() == "same title; but other authors, other venue, other year"


def answers(**outcomes: ServiceOutcome) -> list[ServiceAnswer]:
    return [ServiceAnswer(source=source, outcome=outcome) for source, outcome in outcomes.items()]


@pytest.mark.parametrize(
    ("said", "state", "reason"),
    [
        ({}, State.NOT_FOUND, "no record at hand has this identifier, or a title like this"),
        (
            {"dblp": ServiceOutcome.EMPTY, "crossref": ServiceOutcome.FOUND, "openalex": ServiceOutcome.FAILED},
            State.NOT_FOUND,
            "crossref and dblp have no record with this identifier, or a title like this",
        ),
        (
            {"dblp": ServiceOutcome.EMPTY, "crossref": ServiceOutcome.FAILED},
            State.UNAVAILABLE,
            "crossref did not answer",
        ),
        (
            {"dblp": ServiceOutcome.EMPTY},
            State.UNAVAILABLE,
            "only dblp that covers the venue could be asked, and one empty answer is no proof",
        ),
    ],
)
def test_one_empty_answer_is_no_proof(said: dict[str, ServiceOutcome], state: State, reason: str) -> None:
    found = decide(listed(), [], answers(**said))
    assert (found.state, found.reason) == (state, reason)


def test_a_source_that_does_not_cover_the_venue_proves_nothing() -> None:
    said = [
        *answers(dblp=ServiceOutcome.EMPTY),
        ServiceAnswer(source="pubmed", outcome=ServiceOutcome.EMPTY, covers=False),
    ]
    assert decide(listed(), [], said).state is State.UNAVAILABLE


def test_a_source_that_failed_lowers_no_decision_and_makes_none() -> None:
    said = answers(dblp=ServiceOutcome.FAILED, crossref=ServiceOutcome.FOUND)
    accepted = decide(listed(), [CONFERENCE], said)
    assert (accepted.state, accepted.failed) == (State.ACCEPTED, ("dblp",))
    unsure = decide(wanted(), [CONFERENCE], said)
    assert (unsure.state, unsure.reason) == (State.REVIEW, "same title; dblp did not answer")


def test_an_index_with_the_title_of_another_paper_is_no_witness() -> None:
    mixed_up = candidate(doi="10.5555/1", source="openalex")
    giver = candidate("Spools that Never Tangle", doi="10.5555/1", source="crossref")
    assert decide(listed(), [mixed_up]).state is State.ACCEPTED
    assert decide(listed(), [mixed_up, giver]).chosen is None
    assert decide(listed(), [mixed_up, candidate(doi="10.5555/1", source="crossref")]).state is State.ACCEPTED
