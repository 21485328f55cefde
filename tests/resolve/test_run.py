"""Which services are asked about a paper, and what is made of what they say."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec
import pytest

from plbib.io.http.answers import Answers
from plbib.io.http.client import Client
from plbib.io.http.credentials import Identity
from plbib.io.http.messages import Request, Response, Use
from plbib.papers.identity import Paper
from plbib.resolve.candidates import Wanted
from plbib.resolve.match import Decision, ServiceOutcome, State
from plbib.resolve.run import Desk
from tests.servers.simulation import SimulatedWire

KITES = {
    "DOI": "10.1145/1",
    "title": ["Kites: Flying Small Networks on Long Strings"],
    "author": [{"family": "Lind", "given": "Ada"}],
    "issued": {"date-parts": [[2023]]},
    "type": "proceedings-article",
    "container-title": ["Proceedings of the 29th Kite Conference"],
    "page": "1-9",
}


def found(*works: Mapping[str, Any], status: int = 200) -> Response:
    message = {"items": list(works)} if len(works) != 1 else works[0]
    body = msgspec.json.encode({"status": "ok", "message": message})
    return Response(url="", status=status, headers={"content-type": "application/json"}, body=body)


class Crossref:
    """A few records; all other hosts have nothing. ``fault`` is the status of all answers."""

    def __init__(self, works: Sequence[Mapping[str, Any]] = (KITES,), fault: int = 200) -> None:
        self.works, self.fault = works, fault

    def __call__(self, request: Request, _: float) -> Response:
        parts = urlsplit(request.url)
        if parts.netloc != "api.crossref.org":
            return Response(url=request.url, status=404 if self.fault == 200 else self.fault)
        if self.fault != 200:
            return Response(url=request.url, status=self.fault)
        query = parse_qs(parts.query)
        if "filter" in query:
            asked = {part.removeprefix("doi:") for part in query["filter"][0].split(",")}
            if "10.1145/bad" in asked:
                return Response(url=request.url, status=400, headers={"content-type": "application/json"}, body=b"{}")
            rows = [work for work in self.works if work["DOI"] in asked]
            return found(*rows) if len(rows) != 1 else found({"items": rows})
        if "query.bibliographic" in query:
            return found({"items": list(self.works)})
        doi = unquote(parts.path.removeprefix("/works/"))
        rows = [work for work in self.works if work["DOI"] == doi]
        return found(*rows) if rows else Response(url=request.url, status=404, body=b"Resource not found.")


def wanted(title: str, *tokens: str, venue: str | None = None, year: int | None = 2023) -> Wanted:
    return Wanted(paper=Paper(title=title, tokens=frozenset(tokens), authors=(), year=year), venue=venue)


def looked_up(
    serve: Crossref, *papers: Wanted, use: Use | None = None, answers: Answers | None = None
) -> tuple[list[Decision], list[str]]:
    wire = SimulatedWire(serve)
    client = Client(wire, answers or Answers(None), identity=Identity(environment={}), use=use)
    desk = Desk(papers)
    decisions = dict(client.run({at: desk.look_up(paper) for at, paper in enumerate(papers)}))
    return [decisions[at] for at in range(len(papers))], [request.url for _, request in wire.log]


TITLE = "Kites: Flying Small Networks on Long Strings"


def test_a_doi_is_asked_for_once_and_no_search_is_made() -> None:
    (decision,), urls = looked_up(Crossref(), wanted(TITLE, "doi:10.1145/1"))
    assert decision.state is State.ACCEPTED
    assert urls == ["https://api.crossref.org/works/10.1145%2F1"]


def test_several_dois_are_asked_for_in_one_call() -> None:
    other = {**KITES, "DOI": "10.1145/2", "title": ["Spools that Never Tangle"]}
    papers = (wanted(TITLE, "doi:10.1145/1"), wanted("Spools that Never Tangle", "doi:10.1145/2"))
    decisions, urls = looked_up(Crossref([KITES, other]), *papers)
    assert [decision.state for decision in decisions] == [State.ACCEPTED, State.ACCEPTED]
    assert len(urls) == 1
    assert "filter=doi%3A10.1145%2F1%2Cdoi%3A10.1145%2F2" in urls[0]


def test_a_call_for_several_that_is_refused_is_made_one_by_one() -> None:
    papers = (wanted(TITLE, "doi:10.1145/1"), wanted("Another Thing Altogether", "doi:10.1145/bad"))
    decisions, urls = looked_up(Crossref(), *papers)
    assert decisions[0].state is State.ACCEPTED
    assert decisions[1].chosen is None
    assert "https://api.crossref.org/works/10.1145%2F1" in urls


def test_without_an_identifier_the_title_is_searched_and_venue_and_year_are_the_second_witness() -> None:
    (decision,), urls = looked_up(Crossref(), wanted(TITLE, venue="Proceedings of the 29th Kite Conference"))
    assert decision.state is State.ACCEPTED
    assert [url.partition("?")[0] for url in urls] == ["https://api.crossref.org/works"]


def test_a_title_alone_is_for_a_person() -> None:
    (decision,), _ = looked_up(Crossref(), wanted(TITLE, year=None))
    assert decision.state is State.REVIEW


@pytest.mark.parametrize("fault", [400, 401, 403, 414, 429, 500, 503])
def test_a_service_that_fails_is_no_proof_that_there_is_no_paper(fault: int) -> None:
    (decision,), _ = looked_up(Crossref(fault=fault), wanted(TITLE, "doi:10.1145/1"))
    assert decision.state is State.UNAVAILABLE
    assert decision.chosen is None
    assert {answer.source for answer in decision.answers if answer.outcome is ServiceOutcome.FAILED} >= {
        "crossref",
        "dblp",
    }


def test_offline_the_answers_of_the_last_run_are_read_and_nobody_is_asked() -> None:
    answers, paper = Answers(None), wanted(TITLE, "doi:10.1145/1")
    (first,), _ = looked_up(Crossref(), paper, answers=answers)
    (again,), urls = looked_up(Crossref(), paper, answers=answers, use=Use(offline=True))
    assert (again, urls) == (first, [])
    (nothing,), urls = looked_up(Crossref(), wanted("Another", "doi:10.1145/2"), use=Use(offline=True))
    assert (nothing.state, urls) == (State.UNKEPT, [])
