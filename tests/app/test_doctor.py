"""Services examined: what has drifted is named, what is silent is no drift."""

import json
from collections.abc import Callable

import pytest

from plbib.app.doctor import examine
from plbib.app.services import Services
from plbib.errors import UsageError
from plbib.io.http.answers import Answers
from plbib.io.http.client import Client
from plbib.io.http.credentials import Identity
from plbib.io.http.messages import Request, Response, Use
from plbib.resolve import sources
from plbib.resolve.doctor import PROBES, Probe, Visit
from tests.cli.test_records_command import run as plbib
from tests.resolve import online
from tests.servers.metadata import Contract, Faults
from tests.servers.simulation import SimulatedWire

STRINGNET = "StringNet & Spool: Kites on Phones"
OWN = (
    Probe("crossref", "doi", "10.1145/1111.2222", STRINGNET, "Reel", 2020, "container-title publisher DOI"),
    Probe("dblp", "dblp", "conf/mobicom/ReelO20", STRINGNET, "Reel", 2020, "container-title"),
    Probe("usenix", "usenix", "osdi22/tail", "Tails in the Wind", "Tail", 2022, "container-title page"),
    Probe("openreview", "openreview", "kItEs12345", "Kites: Flying Small Networks on Long Strings", "Lind", 2023),
)
"""Papers that the services' double has."""
CROSSREF = frozenset({"api.crossref.org"})
NONE = dict.fromkeys(("crossref", "dblp", "openalex", "semanticscholar"), 0)
Spoil = Callable[[Request, Response], Response]


def visits(spoil: Spoil = lambda _, answer: answer, faults: Faults | None = None) -> dict[str, Visit]:
    contract = Contract(online.twin(), faults, lacks=NONE)

    def serve(request: Request, now: float) -> Response:
        return spoil(request, contract(request, now))

    identity = Identity(environment={"PLBIB_MAILTO": "me@example.org"})
    services = Services(client=lambda _: Client(SimulatedWire(serve), Answers(None), identity=identity))
    made = examine(services, probes=OWN)
    assert contract.violations == []
    return {visit.source: visit for visit in made}


def spoiling(host: str, change: Callable[[bytes], bytes], status: int = 200) -> Spoil:
    """Changes every answer of a host."""

    def spoil(request: Request, answer: Response) -> Response:
        if host not in request.url or request.url.endswith("robots.txt"):
            return answer
        return Response(url="", status=status, headers=answer.headers, body=change(answer.body))

    return spoil


def test_services_that_answer_as_recorded_have_not_drifted() -> None:
    found = visits()
    assert [visit for visit in found.values() if visit.drift or visit.silent] == []
    assert found["openreview"].unasked == "OPENREVIEW_TOKEN is not set"


@pytest.mark.parametrize(
    ("host", "old", "new", "source", "says"),
    [
        ("api.crossref.org", b'"container-title"', b'"container"', "crossref", "container-title is missing"),
        ("api.crossref.org", b'"author"', b'"contributors"', "crossref", "author is missing"),
        ("api.crossref.org", b'"message"', b'"result"', "crossref", "its answer cannot be read"),
        ("api.crossref.org", b'"items"', b'"rows"', "crossref", ""),
        ("search/publ", b'"hits"', b'"results"', "dblp", "by title"),
        ("dblp.org/rec", b"booktitle", b"container", "dblp", "container-title is missing"),
        ("www.usenix.org", b"citation_title", b"dc_title", "usenix", "by identifier"),
        ("www.usenix.org", b"Tail", b"Head", "usenix", "Tails in the Wind"),
    ],
)
def test_a_drift_is_named(host: str, old: bytes, new: bytes, source: str, says: str) -> None:
    found = visits(spoiling(host, lambda body: body.replace(old, new)))
    assert says in "; ".join(found[source].drift)
    assert found[source].drift
    assert [visit.source for visit in found.values() if visit.drift] == [source]


@pytest.mark.parametrize(
    "faults", [Faults(down=frozenset({"api.crossref.org"})), Faults(asleep=frozenset({"api.crossref.org"}))]
)
def test_a_service_that_does_not_answer_has_not_drifted(faults: Faults) -> None:
    found = visits(faults=faults)["crossref"]
    assert found.drift == ()
    assert found.silent


def test_every_service_has_a_probe_of_a_kind_that_it_is_asked_by() -> None:
    probed = [probe.source for probe in PROBES]
    assert [*probed, "pages"] == [*sources.NAMES]  # pages are of no service
    assert all(probe.kind in sources.load(probe.source).kinds for probe in PROBES)


def test_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert plbib("doctor") == 2  # offline
    monkeypatch.delenv("PLBIB_OFFLINE")

    def client(services: Services) -> Client:
        assert services.use.refresh
        silent = SimulatedWire(lambda request, _: Response(url=request.url, status=503))
        return Client(silent, Answers(None), identity=Identity(environment={}))

    monkeypatch.setattr(Services, "of_this_machine", client)
    assert plbib("doctor", "crossref", "--format", "json") == 4
    (shown,) = json.loads(capsys.readouterr().out)
    assert shown["source"] == "crossref"
    assert plbib("doctor", "crosref") == 2
    assert plbib("doctor") == 4
    assert "not asked: OPENREVIEW_TOKEN is not set" in capsys.readouterr().out


@pytest.mark.parametrize(("name", "hint"), [("dblq", "near: dblp"), ("zzzzzzzz", "plbib sources names all")])
def test_a_service_that_is_none_is_told_with_those_near(name: str, hint: str) -> None:
    with pytest.raises(UsageError) as told:
        examine(Services(), [name])
    assert told.value.hint == hint


def test_offline_nobody_is_examined() -> None:
    with pytest.raises(UsageError, match="nobody is to be asked"):
        examine(Services(use=Use(offline=True)))
