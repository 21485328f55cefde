"""Whom to ask for what."""

import pytest

from plbib.papers.identifiers import Identifier
from plbib.papers.identity import Paper
from plbib.resolve.candidates import Wanted
from plbib.resolve.sources import NAMES, load
from plbib.resolve.sources.routes import ROUTES, Step, covers, leads, steps
from tests.resolve.sources.test_registry import VALUES


def wanted(*tokens: str, title: str = "Slow Caches", venue: str | None = None) -> Wanted:
    return Wanted(paper=Paper(title=title, tokens=frozenset(tokens)), venue=venue)


@pytest.mark.parametrize("kind", ROUTES)
def test_sources_of_a_route_can_be_asked_so(kind: str) -> None:
    for name in ROUTES[kind].split():
        source = load(name.removeprefix("title:"))
        asked_by = source.search if name.startswith("title:") else kind.partition(":")[0] in source.kinds
        assert asked_by, f"{name} cannot be asked by {kind or 'title'}"


def test_every_source_is_on_a_route_and_every_identifier_has_one() -> None:
    on_routes = {name.removeprefix("title:") for route in ROUTES.values() for name in route.split()}
    assert on_routes == set(NAMES)
    assert {kind.partition(":")[0] for kind in ROUTES} == {*VALUES, "ieee", ""}


def test_identifiers_go_before_titles_and_sure_ones_before_others() -> None:
    asked = steps(wanted("arxiv:2301.12345", "doi:10.1145/1.2", "year:2023"))
    doi, arxiv = Identifier("doi", "10.1145/1.2"), Identifier("arxiv", "2301.12345")
    assert asked[:2] == (Step("crossref", doi), Step("doi", doi))
    assert Step("arxiv", arxiv) in asked
    places = [step.identifier is None for step in asked]
    assert places == sorted(places)
    assert len(set(asked)) == len(asked)


def test_dois_go_to_their_agency() -> None:
    assert steps(wanted("doi:10.5281/zenodo.1"))[0].source == "datacite"
    assert steps(wanted("doi:10.1101/2024.1"))[0].source == "biorxiv"
    assert all(step.identifier is None for step in steps(wanted("doi:10.5555/1.2")))


def test_papers_of_ijcai_have_dois_since_2017() -> None:
    assert steps(wanted("ijcai:2018/512"))[0] == Step("crossref", Identifier("doi", "10.24963/ijcai.2018/512"))
    assert steps(wanted("ijcai:2009/12"))[0] == Step("pages", Identifier("ijcai", "2009/12"))


def test_without_a_title_nothing_is_searched() -> None:
    assert steps(wanted(title="")) == ()


def test_a_candidate_leads_to_its_own_publication() -> None:
    doi = Identifier("doi", "10.1145/1.2")
    found = leads(frozenset({"doi:10.1145/1.2", "url:example.org/x", "year:2023"}))
    assert found[0] == Step("crossref", doi)
    assert all(step.identifier == doi for step in found)


@pytest.mark.parametrize(
    ("source", "venue", "is_covered"),
    [
        ("crossref", "EuroSys'23", True),
        ("crossref", "ICLR 2023", False),
        ("crossref", "arXiv", False),
        ("dblp", "ICLR 2023", True),
        ("dblp", "Journal of River Research", False),
        ("dblp", None, True),
        ("semanticscholar", "ICLR 2023", True),
        ("pubmed", "The Lancet", False),
    ],
)
def test_an_empty_answer_says_something_only_where_the_venue_is_covered(
    source: str, venue: str | None, *, is_covered: bool
) -> None:
    assert covers(source, wanted(venue=venue)) is is_covered
