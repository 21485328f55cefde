"""What can go wrong on the way, at every request: the end is the same, and nothing is there twice."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.app.sync import Decisions, sync
from plbib.cli import main
from plbib.io.http.messages import RemoteError
from plbib.zotero.apply import Applied
from plbib.zotero.objects import ObjectKind
from plbib.zotero.outcome import ActionKind
from plbib.zotero.permissions import AccessError
from tests.conftest import examples
from tests.servers.zotero import Fault, Server
from tests.servers.zotero.exchange import Call
from tests.zotero.desk import QUICK, Desk, kinds
from tests.zotero.kites import TITLE, kites, paper

LIST = kites(40, linked=20)
"""Two blocks of items and links."""
ONCE: dict[str, list[dict[str, Any]]] = {
    "429": [{}, {"retry_after": 0}],
    "503": [{}, {"retry_after": 0}],
    "500": [{}],
    "backoff": [{"seconds": 0.01}],
    "drop-before": [{}],
    "drop-after": [{}],
    "truncate": [{}],
    "slow": [{"seconds": 0.05}],
}


class Bench:
    """A list, and the group library that a sync of it without any fault ends in; each try has a new server."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._monkeypatch = folder, monkeypatch
        with Server() as server:
            desk = Desk(server, folder, monkeypatch)
            desk.write(LIST)
            desk.sync()
            self.requests = [request.method for request in server.requests]
            self.end = server.snapshot()

    @contextmanager
    def first(self, *faults: Fault, old: bool = False) -> Iterator[Desk]:
        """A desk before the first sync; at the end list and group must agree."""
        with Server() as server:
            server.per_request_versions = old
            desk = Desk(server, self._folder, self._monkeypatch)
            (self._folder / "list.zotero.json").unlink(missing_ok=True)
            for fault in faults:
                server.faults.append(fault)
            yield desk
            server.faults.clear()
            assert server.snapshot() == self.end, faults
            desk.settled()

    def survives(self, *faults: Fault, old: bool = False) -> None:
        """Assert that a first sync comes to the same end in spite of ``faults``, and says so."""
        with self.first(*faults, old=old) as desk:
            done = desk.sync()
            assert done.applied is not None
            assert (done.applied.failures, done.applied.actions) == ((), ()), faults
            assert done.applied.written == len(done.plan.writes), faults

    def ends(self, *faults: Fault) -> None:
        """Assert that it does at last, if it is run again where the server failed for too long."""
        with self.first(*faults) as desk:
            for _ in range(10):
                with suppress(RemoteError):
                    done = desk.sync()
                    break
            assert done.applied is not None
            assert (done.applied.failures, done.applied.actions) == ((), ()), faults


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    "kind", [kind if kind == "drop-after" else pytest.param(kind, marks=pytest.mark.heavy) for kind in ONCE]
)
def test_a_fault_at_any_request_changes_nothing(bench: Bench, kind: str) -> None:
    for options in ONCE[kind]:
        for at in range(1, len(bench.requests) + 1):
            bench.survives(Fault(kind=kind, at=at, **options))


@pytest.mark.heavy
def test_a_request_that_fails_again_and_again_is_sent_again(bench: Bench) -> None:
    for kind in ("429", "503", "drop-before", "drop-after"):
        for at, _ in enumerate(bench.requests, 1):
            bench.survives(Fault(kind=kind, at=at, times=QUICK.attempts - 1))


@pytest.mark.heavy
@pytest.mark.parametrize("objects", [0, 1, 5, 49])
def test_a_block_that_breaks_off_is_completed(bench: Bench, objects: int) -> None:
    posts = bench.requests.count("POST")
    assert posts == 3
    for at in range(1, posts + 1):
        bench.survives(Fault(kind="500-after", at=at, objects=objects, match=("POST", "")))
    bench.survives(Fault(kind="500-after", times=posts, objects=objects, match=("POST", "")))


def test_a_server_that_breaks_off_at_each_block_is_outlasted(bench: Bench) -> None:
    """Each request commits a few objects more, and then fails."""
    bench.survives(Fault(kind="500-after", times=None, objects=20, match=("POST", "/items")))


@pytest.mark.heavy
def test_an_old_server(bench: Bench) -> None:
    """One version for all objects of a request, whatever goes wrong."""
    bench.survives(old=True)
    for kind in ("500-after", "drop-after", "truncate"):
        for at in range(1, bench.requests.count("POST") + 1):
            bench.survives(Fault(kind=kind, at=at, objects=7, match=("POST", "")), old=True)


faults = st.builds(
    lambda kind, at, times: Fault(kind=kind, at=at, times=times, seconds=0.001, objects=at * 3),
    st.sampled_from([*ONCE, "500-after"]),
    st.integers(1, 20),
    st.integers(1, 6),
)


@pytest.mark.heavy
@examples(60)
@given(chosen=st.lists(faults, min_size=2, max_size=5, unique_by=lambda fault: fault.at))
def test_any_mixture_of_faults(chosen: list[Fault], bench_once: Bench) -> None:
    bench_once.ends(*chosen)


@pytest.fixture(scope="module")
def bench_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield Bench(tmp_path_factory.mktemp("bench"), monkeypatch)


# A server that does not recover ---------------------------------------------------------------------------------------


@pytest.mark.heavy
@pytest.mark.parametrize("kind", ["429", "503", "500", "drop-before", "drop-after", "truncate"])
@pytest.mark.parametrize("match", [("", ""), ("POST", ""), ("POST", "/items")], ids=["all", "writes", "items"])
def test_what_was_done_is_kept_where_the_server_does_not_recover(
    bench: Bench, kind: str, match: tuple[str, str]
) -> None:
    for at in (1, 2):
        with bench.first(Fault(kind=kind, at=at, times=None, match=match)) as desk:
            with pytest.raises(RemoteError) as told:
                desk.sync()
            assert told.value.exit_code == 4
            assert "what was done is kept" in told.value.hint
            assert len(desk.server.requests) < 60
            with suppress(RemoteError):  # unless all has arrived, and only the answers got lost
                desk.sync()
            desk.server.faults.clear()
            desk.sync()


class Stumbles(Fault):
    """A fault at every request that holds a text."""

    text = b""

    def counts(self, call: Call) -> bool:
        return super().counts(call) and self.text in call.body


class AtSeven(Stumbles):
    text = b"kind 7 aloft"


@pytest.mark.parametrize("kind", ["500", "500-after"])
def test_an_object_at_which_the_server_fails_is_left_out_alone(bench: Bench, kind: str) -> None:
    with bench.first(AtSeven(kind=kind, times=None, objects=0)) as desk:
        for _ in range(2):
            done = desk.sync()
            assert done.applied is not None
            assert [(target.what, target.title[:15], why.code) for target, why in done.applied.failures] == [
                (ObjectKind.ITEM, "Kites of kind 7", 500),
                (ObjectKind.LINK, "Kites of kind 7", 409),  # its paper is not there
            ]
            assert not done.applied.actions
            assert len(desk.papers()) == 39
        desk.server.faults.clear()
        desk.sync()


def test_a_request_that_is_too_large_is_sent_in_parts(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    real = httpx2.HTTPTransport.handle_request

    def handle(self: httpx2.HTTPTransport, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(413) if len(request.read()) > 5_000 else real(self, request)

    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", handle)
    bench.survives()


# Answers that are none ------------------------------------------------------------------------------------------------

PAGE = b"<!DOCTYPE html><html><body><h1>Sign in to the network</h1></body></html>"


@pytest.mark.heavy
@pytest.mark.parametrize("body", [PAGE, b"", b"null", b'{"x": 1', b"5"], ids=["page", "empty", "null", "half", "odd"])
def test_an_answer_that_is_none_stops_the_run_and_harms_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    real = httpx2.Client.request
    for at, method in enumerate(bench.requests, 1):
        counted = count(1)

        def request(self: httpx2.Client, *asked: Any, **options: Any) -> httpx2.Response:
            answer = real(self, *asked, **options)
            if next(counted) != at:  # noqa: B023
                return answer
            return httpx2.Response(200, content=body, request=answer.request)

        with bench.first() as desk:
            monkeypatch.setattr(httpx2.Client, "request", request)
            with pytest.raises((RemoteError, AccessError)):
                desk.sync()
            monkeypatch.setattr(httpx2.Client, "request", real)
            assert len(desk.server.requests) >= at, method
            desk.sync()


# What the server does not take ----------------------------------------------------------------------------------------

LONG = "Kites & Strings " * 10_000


def test_an_item_that_is_refused_is_told_by_name_and_the_rest_is_written(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    good = [
        {"id": f"k{n}", "type": "book", "title": f"Kites & <Strings> {n}", "URL": f"https://example.org/{n}"}
        for n in range(60)
    ]
    long_title = {"id": "long", "type": "book", "title": LONG, "URL": "https://example.org/long"}
    long_name = {**good[0], "id": "name", "title": "Names", "author": [{"family": "N" * 300, "given": "A"}]}
    desk.path = desk.folder / "books.json"
    desk.path.write_text(json.dumps([*good[:5], long_title, *good[5:], {**long_name, "URL": "https://example.org/n"}]))
    for run in range(2):
        done = desk.sync()
        assert done.applied is not None
        assert sorted((target.name, failure.code) for target, failure in done.applied.failures) == [
            ("long", 413),
            ("name", 413),
        ]
        assert "too long" in done.applied.failures[0][1].message
        assert len(desk.papers()) == 60
        assert len(desk.server.writes) == 2 - run + (run == 0), run
    assert exit_code(desk, "--yes") == 4
    out = capsys.readouterr().out
    assert "failed    item        long  (413: " in out
    assert "&amp;" not in out
    desk.path.write_text(json.dumps(good))
    desk.sync()
    desk.settled()


def exit_code(desk: Desk, *options: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["sync", str(desk.path), "--group", str(desk.group), *options])
    return int(left.value.code or 0)


# Others write at the same moment --------------------------------------------------------------------------------------

NEWER = LIST.replace("aloft", "in the air").replace("Kite Institute", "Kite Works")


class Meeting:
    """A sync of a changed list, and a person who comes in between its reading and its writing."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.person = desk, desk.person
        desk.write(LIST)
        desk.sync()
        self.key = desk.paper("Kites of kind 7 ")["key"]
        self.path = f"/items/{self.key}"
        desk.write(NEWER)

    def during(self, edit: Callable[[], object], *, each: bool = False) -> tuple[Applied, dict[str, Any]]:
        """What came of the sync, and the paper's item; every other paper must be as the list says."""
        times = None if each else 1
        self.desk.server.faults.append(Fault(kind="edit", times=times, match=("POST", "/items"), edit=lambda _: edit()))
        done = self.desk.sync().applied
        self.desk.server.faults.clear()
        assert done is not None
        items = self.person.items()
        others = [one for one in items.values() if one["itemType"] != "attachment" and one["key"] != self.key]
        assert len(others) == 39
        assert all(one["title"].endswith("in the air") for one in others)
        assert all("Affiliation: Kite Works" in one["extra"] for one in others)
        return done, items.get(self.key, {})


@pytest.fixture
def meeting(desk: Desk) -> Meeting:
    return Meeting(desk)


def test_fields_and_tags_and_collections_of_a_person_stay(meeting: Meeting) -> None:
    (mine,) = meeting.person.post("/collections", [{"name": "Mine"}])
    before = meeting.person.item(meeting.key)
    theirs = {
        "rights": "free",
        "tags": [*before["tags"], {"tag": "mine"}],
        "collections": [*before["collections"], mine],
        "extra": before["extra"] + "\nread",
    }
    done, item = meeting.during(lambda: meeting.person.patch(meeting.path, theirs))
    assert (done.failures, done.actions) == ((), ())
    assert item["title"] == "Kites of kind 7 in the air"
    assert item["extra"] == before["extra"].replace("Institute", "Works") + "\nread"
    assert item["rights"] == "free"
    assert {"tag": "mine"} in item["tags"]
    assert mine in item["collections"]
    assert len(item["collections"]) == 2
    meeting.desk.settled()


def test_what_a_person_corrects_at_the_same_moment_is_a_conflict(meeting: Meeting) -> None:
    done, item = meeting.during(lambda: meeting.person.patch(meeting.path, {"title": "Kites of my kind"}))
    assert kinds(done.actions) == [ActionKind.CONFLICT]
    assert not done.failures
    assert item["title"] == "Kites of my kind"
    assert "Kite Works" in item["extra"]
    assert kinds(meeting.desk.plan()) == [ActionKind.CONFLICT]


def test_what_a_person_takes_out_at_the_same_moment_stays_out(meeting: Meeting) -> None:
    done, item = meeting.during(lambda: meeting.person.patch(meeting.path, {"collections": [], "tags": []}))
    assert {*kinds(done.actions)} == {ActionKind.KEEP}
    assert (item["title"], item["collections"], item["tags"]) == ("Kites of kind 7 in the air", [], [])
    meeting.desk.settled()


def test_what_a_person_throws_away_at_the_same_moment_stays_there(meeting: Meeting) -> None:
    done, item = meeting.during(lambda: meeting.person.patch(meeting.path, {"deleted": 1}))
    assert [(action.do, action.reason) for action in done.actions] == [
        (ActionKind.KEEP, "people moved it to the trash")
    ]
    assert (item["title"], item["deleted"]) == ("Kites of kind 7 aloft", 1)
    meeting.desk.settled()


def test_what_a_person_deletes_at_the_same_moment_stays_deleted(meeting: Meeting) -> None:
    done, item = meeting.during(lambda: meeting.person.delete(meeting.path))
    assert [(action.do, action.reason) for action in done.actions] == [(ActionKind.KEEP, "people deleted it")]
    assert not item
    assert not done.failures
    meeting.desk.settled()


def test_a_person_who_edits_without_end_is_left_to_the_next_run(meeting: Meeting) -> None:
    rights = count()
    done, item = meeting.during(lambda: meeting.person.patch(meeting.path, {"rights": str(next(rights))}), each=True)
    assert [(target.key, failure.code) for target, failure in done.failures] == [(meeting.key, 412)]
    assert item["title"] == "Kites of kind 7 aloft"
    meeting.desk.sync()
    assert meeting.desk.paper("Kites of kind 7 ")["title"] == "Kites of kind 7 in the air"
    meeting.desk.settled()


def test_collections_that_people_move_rename_and_delete_at_the_same_moment(desk: Desk) -> None:
    desk.write(LIST)
    names = ["Kites/Section 1", "Kites/Section 2", "Kites/Section 3", "Kites/Section 4"]

    def edit(_: Server) -> None:
        keys = [desk.collections()[name] for name in names]
        desk.person.patch(f"/collections/{keys[0]}", {"name": "Mine"})
        desk.person.patch(f"/collections/{keys[1]}", {"parentCollection": keys[0]})
        desk.person.patch(f"/collections/{keys[2]}", {"deleted": True})
        desk.person.delete(f"/collections/{keys[3]}")

    desk.server.faults.append(Fault(kind="edit", match=("POST", "/items"), edit=edit))
    done = desk.sync().applied
    assert done is not None
    assert not done.failures
    assert desk.collections().keys() == {TITLE, "Kites/Mine", "Kites/Mine/Section 2", "Kites/Section 3"}
    assert len(desk.papers()) == 30
    assert [action.reason for action in done.actions] == ["people deleted what it was to be put into"] * 10
    desk.server.faults.clear()
    assert desk.sync().applied
    assert len(desk.papers()) == 30
    desk.settled()


def test_a_paper_that_loses_one_of_its_collections_at_the_same_moment(desk: Desk) -> None:
    twice = paper(0, link=True)
    desk.write(f"# Kites\n\n## A\n{twice}\n{paper(1)}\n\n## B\n{twice}\n")

    def edit(_: Server) -> None:
        desk.person.delete(f"/collections/{desk.collections()['Kites/B']}")

    desk.server.faults.append(Fault(kind="edit", match=("POST", "/items"), edit=edit))
    done = desk.sync().applied
    assert done is not None
    assert (done.failures, done.actions) == ((), ())
    assert desk.filed("Kites of kind 0") == {"Kites/A"}
    assert len(desk.person.items()) == 3
    desk.settled()


def test_the_root_is_deleted_while_its_collections_are_made(desk: Desk) -> None:
    desk.write(LIST)

    def edit(_: Server) -> None:
        desk.person.delete(f"/collections/{desk.collections()[TITLE]}")

    desk.server.faults.append(Fault(kind="edit", match=("POST", "/items"), edit=edit))
    done = desk.sync().applied
    assert done is not None
    assert not done.failures
    assert (desk.collections(), desk.person.items()) == ({}, {})
    desk.server.faults.clear()
    desk.sync()
    assert (desk.collections(), desk.person.items()) == ({}, {})
    desk.settled()
    desk.sync(refile=True)
    assert (len(desk.collections()), len(desk.papers())) == (5, 40)
    desk.settled()


def test_links_that_people_touch_at_the_same_moment(desk: Desk) -> None:
    desk.write(LIST)
    desk.sync()
    links = {one["url"]: one["key"] for one in desk.person.items().values() if one["itemType"] == "attachment"}
    keys = [links[f"https://example.org/code/{number}"] for number in range(4)]
    desk.write(LIST.replace("example.org/code", "example.org/program"))

    def edit(_: Server) -> None:
        desk.person.patch(f"/items/{keys[0]}", {"note": "<p>mine</p>"})
        desk.person.patch(f"/items/{keys[1]}", {"tags": [{"tag": "mine"}]})
        desk.person.patch(f"/items/{keys[2]}", {"deleted": 1})
        desk.person.delete(f"/items/{keys[3]}")

    desk.server.faults.append(Fault(kind="edit", match=("POST", "/items"), edit=edit))
    done = desk.sync().applied
    assert done is not None
    assert not done.failures
    items = desk.person.items()
    assert [items[key].get("deleted", 0) for key in keys[:3]] == [0, 0, 1]
    assert keys[3] not in items
    assert len([one for one in items.values() if one["itemType"] == "attachment" and not one.get("deleted")]) == 22
    desk.settled()


@pytest.mark.heavy
def test_two_runs_at_once(bench: Bench) -> None:
    """Another machine syncs the same list between any two requests of this one."""
    for at, _ in enumerate(bench.requests, 1):
        with bench.first() as desk:
            state = desk.folder / "list.zotero.json"

            def other(_: Server, desk: Desk = desk, state: Path = state) -> None:
                before = state.read_bytes() if state.exists() else None
                state.unlink(missing_ok=True)
                sync(desk.path, Decisions(group=desk.group), lambda _: True, patience=QUICK)
                state.unlink() if before is None else state.write_bytes(before)

            desk.server.faults.append(Fault(kind="edit", at=at, edit=other))
            done = desk.sync().applied
            assert done is not None
            assert (done.failures, done.actions) == ((), ()), at
