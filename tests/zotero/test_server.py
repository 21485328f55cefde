"""The Zotero server that other tests rely on: held against recorded answers, kept across restarts, run from a shell."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.servers.zotero import Person, Server, schema

ROOT = Path(__file__).resolve().parents[2]
NEW = {"itemType": "book", "title": "A Book of Kites"}


# Recorded answers -----------------------------------------------------------------------------------------------------


@pytest.fixture
def recorded(shared: Path) -> Iterator[Server]:
    """A server with the schema that the recorded answers were made with."""
    with Server(schema=shared / "zotero" / "schema.json") as running:
        yield running


def replay(shared: Path, server: Server, base: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Ask ``base`` what was asked of the real server, and compare."""
    command = [sys.executable, str(shared / "zotero" / "contract" / "contract.py"), "--base", base]
    given = {
        "group": server.group,
        "admins-group": server.admins_group,
        "key": server.key,
        "read-key": server.read_key,
        "member-key": server.member_key,
    }
    command += [part for name, value in given.items() for part in (f"--{name}", str(value))]
    return subprocess.run([*command, *options], capture_output=True, text=True, timeout=600, check=False)


@contextmanager
def proxy(shared: Path, base: str, fault: str) -> Iterator[str]:
    """The address of a proxy that spoils the answers of ``base``."""
    with Server() as placeholder:
        port = placeholder.url.rsplit(":")[-1]
    script = str(shared / "zotero" / "contract" / "faulty_proxy.py")
    with subprocess.Popen([sys.executable, script, port, base, fault]) as running:
        try:
            while not listening(int(port)):
                assert running.poll() is None
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()


def listening(port: int) -> bool:
    with socket.socket() as link:
        return link.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.heavy
@pytest.mark.shared
def test_it_answers_as_the_real_server_did(shared: Path, recorded: Server) -> None:
    made = replay(shared, recorded, recorded.url)
    assert (made.returncode, made.stderr) == (0, ""), made.stdout
    assert ", 0 steps differ in 0 scenarios" in made.stdout


@pytest.mark.heavy
@pytest.mark.shared
@pytest.mark.parametrize(
    ("fault", "part", "differs"),
    [
        ("none", "report-four-maps", 0),
        ("no-unchanged", "report-four-maps", 1),
        ("failed-key", "report-four-maps", 1),
        ("412-to-204", "precondition-412", 1),
        ("no-304", "conditional-read", 1),
        ("json-errors", "report-bad-bodies", 1),
        ("all-objects", "trash-visibility", 1),
    ],
)
def test_a_spoilt_answer_is_noticed(shared: Path, recorded: Server, fault: str, part: str, differs: int) -> None:
    with proxy(shared, recorded.url, fault) as base:
        made = replay(shared, recorded, base, "--match", part)
    assert made.returncode == differs, made.stdout


@pytest.mark.shared
def test_the_schema_of_the_tests_is_part_of_the_published_one(shared: Path) -> None:
    own, published = schema.load(), schema.load(shared / "zotero" / "schema.json")
    assert own.version == published.version
    assert own.types == {name: published.types[name] for name in own.types}
    assert all(published.is_date(kind, name) == own.is_date(kind, name) for kind in own.types for name in own.fields)


# The server as a whole ------------------------------------------------------------------------------------------------


def test_state_survives_a_restart(tmp_path: Path) -> None:
    data = tmp_path / "state.sqlite"
    with Server(data=data) as first:
        (collection,) = first.person().post("/collections", [{"name": "Kites"}])
        (item,) = first.person().post("/items", [{**NEW, "collections": [collection], "tags": [{"tag": "wind"}]}])
        gone, lost = first.person().post("/items", [NEW, NEW])
        first.person().delete(f"/items/{gone}")
        before = (first.snapshot(), first.version, first.group, first.key, first.read_key, first.member_key)
    with Server(data=data) as second:
        assert (
            second.snapshot(),
            second.version,
            second.group,
            second.key,
            second.read_key,
            second.member_key,
        ) == before
        assert second.person().items().keys() == {item, lost}
        assert second.person().get("/deleted?since=0")[2]["items"] == [gone]


def test_it_serves_from_a_shell_and_keeps_its_state(tmp_path: Path) -> None:
    with served(tmp_path) as facts:
        assert facts.keys() == {"url", "group", "admins_group", "key", "read_key", "member_key"}
        made = Person(facts["url"], facts["group"], facts["member_key"]).post("/items", [NEW])
    with served(tmp_path) as again:
        assert {**again, "url": ""} == {**facts, "url": ""}
        assert list(Person(again["url"], again["group"], again["read_key"]).items()) == made


@contextmanager
def served(folder: Path) -> Iterator[dict[str, Any]]:
    command = [sys.executable, "-m", "tests.servers.zotero", "--port", "0", "--data", str(folder / "state.sqlite")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        try:
            yield json.loads(running.stdout.readline())
        finally:
            running.terminate()


def test_every_server_is_one_of_its_own(server: Server) -> None:
    with Server() as other:
        other.person().post("/items", [NEW])
        assert other.url != server.url
        assert len(other.person().items()) == 1
        assert server.person().items() == {}


def test_requests_are_logged_as_they_came(server: Server) -> None:
    client = server.client()
    client.request("GET", "/items?limit=2&q=a%20b", headers={"X-Note": "n"})
    client.post("/items", [NEW])
    client.request("PATCH", "/items/AAAA2222", {"title": "T"})
    read, create, update = server.requests
    assert (read.method, read.path, read.query) == (
        "GET",
        f"/groups/{server.group}/items",
        {"limit": "2", "q": "a b"},
    )
    assert (read.status, read.headers["x-note"], read.headers["zotero-api-key"]) == (200, "n", server.key)
    assert json.loads(create.body) == [NEW]
    assert update.status == 404
    assert server.writes == [create, update]
    server.requests.clear()
    server.person().items()
    assert server.requests == []


def test_a_snapshot_tells_contents_from_history(server: Server) -> None:
    person, key = server.person(), "AAAA2222"
    person.post("/items", [{**NEW, "key": key, "version": 0}])
    first = server.snapshot()
    person.patch(f"/items/{key}", {"title": "Another"})
    assert server.snapshot() != first
    person.patch(f"/items/{key}", {"title": NEW["title"]})
    assert server.snapshot() == first
    assert first["items"][key]["title"] == NEW["title"]
    assert server.snapshot(server.admins_group) == {"items": {}, "collections": {}, "searches": {}, "settings": {}}


@pytest.mark.heavy
def test_two_thousand_items_are_read_whole(server: Server) -> None:
    person = server.person()
    for block in range(40):
        person.post("/items", [{"itemType": "book", "title": f"{block} {at}"} for at in range(50)])
    assert len(person.items()) == 2000
    assert server.version == 2001
