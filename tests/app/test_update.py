"""Records looked up once more: what changes in the lock, and what never does."""

import dataclasses
import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from plbib.app.resolve import pin, resolve
from plbib.app.services import Services
from plbib.app.update import update, update_bibliography
from plbib.io.http.answers import Answers
from plbib.io.http.client import Client
from plbib.io.http.credentials import Identity
from plbib.io.http.messages import Request, Response
from plbib.model import NoticeKind
from tests.cli.test_records_command import run as plbib
from tests.resolve import online
from tests.resolve.test_run import KITES, Crossref
from tests.servers.metadata import Contract, Row, World
from tests.servers.simulation import SimulatedWire

NONE = dict.fromkeys(("crossref", "dblp", "openalex", "semanticscholar"), 0)
PREPRINT = "- [arXiv'22] [Spools that Never Tangle](https://arxiv.org/abs/2201.00001)\n"
KITE = "- [Kites: Flying Small Networks on Long Strings](https://doi.org/10.1145/1)\n"


def services(serve: Callable[[Request, float], Response]) -> Services:
    """Services whose answers ``serve`` gives, under a clock that jumps."""
    identity = Identity(environment={"PLBIB_MAILTO": "me@example.org"})
    return Services(client=lambda _: Client(SimulatedWire(serve), Answers(None), identity=identity))


def entries() -> dict[str, dict[str, Any]]:
    rows = json.loads(Path("list.lock.json").read_bytes())["entries"]
    return {row["key"]: row for row in rows}


LIST = "# Balloons\n\n## All\n\n- [arXiv'23] [Balloons of Paper](https://arxiv.org/abs/2301.00001)\n"


def before() -> World:
    """The services' double of the time before the preprint was published."""
    rows = [row for row in online.twin().rows if row.ids.get("doi") != "10.1145/3333.4444"]
    return World([replace_ids(row) if "arxiv" in row.ids else row for row in rows], 3)


def replace_ids(row: Row) -> Row:
    return dataclasses.replace(row, ids={"arxiv": row.ids["arxiv"]})


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A list with a preprint that has its record; what its lock has of it."""
    monkeypatch.chdir(tmp_path)
    Path("list.md").write_text(LIST, encoding="utf-8")
    done = resolve("list.md", (), services=services(Contract(before(), lacks=NONE)))
    assert [paper.decision.state for paper in done.papers] == ["preprint"]
    return next(iter(entries().values()))


def test_a_preprint_gets_the_record_of_its_publication_and_keeps_its_key(listed: dict[str, Any]) -> None:
    contract = Contract(online.twin(), lacks=NONE)
    dry = update("list.md", services(Contract(online.twin(), lacks=NONE)), dry_run=True)
    assert entries()[listed["key"]] == listed
    done = update("list.md", services(contract))
    assert dry == done
    assert [change.field for change in done.difference.changed[0].fields]
    now = entries()[listed["key"]]
    assert (now["key"], now["id"], now["status"]) == (listed["key"], listed["id"], "resolved")
    assert (now["item"]["DOI"], now["item"]["container-title"]) == ("10.1145/3333.4444", "Journal of Light Things")
    assert now["identifiers"]["arxiv"] == "2301.00001"
    assert contract.violations == []
    again = update("list.md", services(Contract(online.twin(), lacks=NONE)))
    assert (again.papers, again.difference.changed) == ((), ())


def test_a_record_that_a_person_chose_stays_and_the_publication_is_told(listed: dict[str, Any]) -> None:
    pin("list.md", listed["key"], "2301.00001", services=services(Contract(before(), lacks=NONE)))
    pinned = entries()[listed["key"]]
    (paper,) = update("list.md", services(Contract(online.twin(), lacks=NONE))).papers
    assert paper.published is not None
    assert not paper.taken
    assert entries()[listed["key"]] == pinned


def test_where_nothing_is_published_or_nobody_answers_nothing_changes(listed: dict[str, Any]) -> None:
    held = Path("list.lock.json").read_bytes()
    assert update("list.md", services(Contract(before(), lacks=NONE))).papers == ()
    (silent,) = update("list.md", services(lambda request, _: Response(url=request.url, status=503))).papers
    assert "arxiv" in silent.unanswered
    assert Path("list.lock.json").read_bytes() == held
    assert listed["key"] in held.decode()


def test_a_retraction_is_noted_once_and_the_record_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.md").write_text(KITE, encoding="utf-8")
    resolve("list.md", (), services=services(Crossref()))
    (held,) = entries().values()
    retracted = {**KITES, "updated-by": [{"type": "retraction", "DOI": "10.1145/9", "label": "Retraction"}]}
    (paper,) = update("list.md", services(Crossref([retracted]))).papers
    assert [(notice.kind, notice.name) for notice in paper.notices] == [(NoticeKind.RETRACTION, "10.1145/9")]
    (now,) = entries().values()
    assert {**now, "notices": None} == {**held, "notices": None}
    assert now["notices"] == [{"kind": "retraction", "name": "10.1145/9", "source": "crossref"}]
    assert update("list.md", services(Crossref([retracted]))).papers == ()


def test_a_preprint_in_a_bibliography_becomes_its_publication_with_notes_and_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("refs.bib").write_text(
        "@misc{mine, title={Balloons of Paper}, author={Lind, Ada and Air, Finn}, year=2023, eprint={2301.00001},"
        " archiveprefix={arXiv}, keywords={light}, note={read twice}}\n",
        encoding="utf-8",
    )
    done = update_bibliography("refs.bib", services(Contract(online.twin(), lacks=NONE)))
    assert done.completed is not None
    (record,) = done.completed.records
    assert (record.key, record.item.doi, record.item.keyword) == ("mine", "10.1145/3333.4444", "light")
    assert record.item.note == "read twice"


def test_of_two_publications_neither_is_taken_and_a_person_is_asked(
    listed: dict[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Path("list.lock.json").read_bytes()
    rows = [*online.twin().rows]
    (paper,) = [row for row in rows if row.ids.get("doi") == "10.1145/3333.4444"]
    other = dataclasses.replace(paper, venue="Annals of Paper", year=2025, ids={"doi": "10.1145/3333.6666"})
    both = World([replace_ids(row) if "arxiv" in row.ids else row for row in (*rows, other)], 3)
    made = services(Contract(both, lacks=NONE))
    monkeypatch.setattr(Services, "of_this_machine", lambda _: made.client(made))
    assert plbib("resolve", "list.md", "--update") == 3
    shown = capsys.readouterr().out
    assert f"review: {listed['key']}" in shown
    assert shown.count(f"plbib pin {listed['key']} crossref:10.1145/3333.") == 2
    assert Path("list.lock.json").read_bytes() == held


def test_who_interrupts_keeps_what_was_learnt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.md").write_text(KITE + "- [Spools](https://doi.org/10.1145/2)\n", encoding="utf-8")

    def serve(request: Request, now: float) -> Response:
        if "dblp" in request.url:
            raise KeyboardInterrupt
        return Crossref()(request, now)

    with pytest.raises(KeyboardInterrupt):
        resolve("list.md", (), services=services(serve))
    assert sorted(entry["status"] for entry in entries().values()) == ["resolved", "unresolved"]
    assert not any("not found" in entry.get("evidence", "") for entry in entries().values())


def test_the_command_offline_says_what_it_cannot_know(
    listed: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert plbib("resolve", "list.md", "--update", "--offline") == 0
    assert plbib("resolve", "list.md", "--update", "--from", "x.bib") == 2
    assert plbib("resolve", "list.md", "--update", "-o", "x.bib") == 2
    assert plbib("resolve", "list.md", "--update", "--format", "json") == 0
    assert listed["key"] in entries()
    assert "1 paper asked about: 1 nothing kept" in capsys.readouterr().err


@pytest.mark.parametrize("wanted", [True, False])
def test_abstracts_of_services_are_kept_if_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.md").write_text(KITE, encoding="utf-8")
    works = [
        {
            **KITES,
            "abstract": "<jats:title>Abstract</jats:title><jats:p>High &amp; <jats:italic>far</jats:italic></jats:p>",
        }
    ]
    asked = replace(services(Crossref(works)), abstracts=wanted)
    monkeypatch.setattr(Services, "of_this_machine", lambda _: asked.client(asked))
    assert plbib("resolve", "list.md", *(["--abstracts"] if wanted else [])) == 0
    (entry,) = entries().values()
    assert entry["item"].get("abstract") == ("High & <i>far</i>" if wanted else None)
    assert "abstract" not in entry.get("provenance", {}) or wanted
    pin("list.md", entry["key"], "10.1145/1", services=services(Crossref(works)))
    assert "abstract" not in next(iter(entries().values()))["item"]


def test_who_is_ended_by_a_signal_keeps_what_was_learnt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.md").write_text(KITE + "- [Spools](https://doi.org/10.1145/2)\n", encoding="utf-8")
    ended: list[int] = []

    def serve(request: Request, now: float) -> Response:
        if "dblp" in request.url:
            signal.raise_signal(signal.SIGTERM)
        return Crossref()(request, now)

    asked = services(serve)
    monkeypatch.setattr(Services, "of_this_machine", lambda _: asked.client(asked))
    monkeypatch.setattr("plbib.cli.program.os.kill", lambda _, number: ended.append(number))
    assert plbib("resolve", "list.md") == 0
    assert ended == [signal.SIGTERM]
    assert sorted(entry["status"] for entry in entries().values()) == ["resolved", "unresolved"]
