"""What tests make go wrong with the Zotero server, does go wrong, and only that."""

import http.client
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from tests.servers.zotero import Fault, Person, Server, limits

NEW = {"itemType": "book", "title": "A Book of Kites"}


@pytest.fixture
def client(server: Server) -> Person:
    return server.client()


def create(client: Person, objects: int = 1) -> tuple[int, dict[str, str], object]:
    return client.request("POST", "/items", [NEW] * objects)


def statuses(server: Server) -> list[int]:
    return [request.status for request in server.requests]


@pytest.mark.parametrize(
    ("fault", "status", "waits"),
    [
        (Fault(kind="429", retry_after=7), 429, "7"),
        (Fault(kind="429"), 429, None),
        (Fault(kind="503", retry_after="Wed, 21 Oct 2026 07:28:00 GMT"), 503, "Wed, 21 Oct 2026 07:28:00 GMT"),
        (Fault(kind="503"), 503, None),
        (Fault(kind="500"), 500, None),
    ],
    ids=lambda value: value.kind if isinstance(value, Fault) else None,
)
def test_a_refused_request_does_nothing(
    server: Server, client: Person, fault: Fault, status: int, waits: str | None
) -> None:
    server.faults.append(fault)
    before = server.version
    found, headers, text = create(client)
    assert (found, headers.get("retry-after"), headers["content-type"]) == (status, waits, "text/html; charset=UTF-8")
    assert isinstance(text, str)
    assert server.version == before
    assert create(client)[0] == 200


def test_backoff_comes_with_a_success(server: Server, client: Person) -> None:
    server.faults.append(Fault(kind="backoff", seconds=3))
    status, headers, _report = create(client)
    assert (status, headers["backoff"]) == (200, "3")
    assert len(server.person().items()) == 1
    assert "backoff" not in create(client)[1]


def test_a_batch_breaks_off_after_some_objects(server: Server, client: Person) -> None:
    server.faults.append(Fault(kind="500-after", objects=2))
    assert create(client, 5)[0] == 500
    assert len(server.person().items()) == 2


@pytest.mark.parametrize(("kind", "written"), [("drop-before", 0), ("drop-after", 1)])
def test_a_connection_is_lost_before_or_after_the_commit(
    server: Server, client: Person, kind: str, written: int
) -> None:
    server.faults.append(Fault(kind=kind))
    with pytest.raises(http.client.RemoteDisconnected):
        create(client)
    assert len(server.person().items()) == written
    assert statuses(server) == [0]
    assert create(client)[0] == 200


def test_half_of_a_body_gets_lost(server: Server, client: Person) -> None:
    server.faults.append(Fault(kind="truncate"))
    with pytest.raises(http.client.IncompleteRead) as caught:
        create(client)
    assert caught.value.partial
    assert len(server.person().items()) == 1


def test_a_slow_answer_is_slow(server: Server, client: Person) -> None:
    server.faults.append(Fault(kind="slow", seconds=0.2))
    start = time.monotonic()
    assert create(client)[0] == 200
    assert time.monotonic() - start >= 0.2


def test_another_person_comes_in_between(server: Server, client: Person) -> None:
    (key,) = client.post("/items", [NEW])
    version = client.get(f"/items/{key}")[2]["version"]
    edit = Fault(
        kind="edit", match=("PATCH", "/items/"), edit=lambda at: at.person().patch(f"/items/{key}", {"extra": "e"})
    )
    server.faults.append(edit)
    held = {"If-Unmodified-Since-Version": str(version)}
    assert client.request("PATCH", f"/items/{key}", {"title": "T"}, held)[0] == 412
    assert (client.get(f"/items/{key}")[2]["data"]["extra"]) == "e"


def test_another_person_comes_in_afterwards(server: Server, client: Person) -> None:
    server.faults.append(Fault(kind="edit-after", edit=lambda at: at.person().post("/items", [NEW])))
    _status, headers, _report = create(client)
    assert int(headers["last-modified-version"]) == server.version - 1


def test_requests_are_counted_from_the_moment_of_appending(server: Server, client: Person) -> None:
    create(client)
    server.faults.append(Fault(kind="429", at=2, times=2))
    assert [create(client)[0] for _ in range(4)] == [200, 429, 429, 200]


def test_only_matching_requests_are_counted(server: Server, client: Person) -> None:
    server.faults.append(Fault(kind="503", at=2, match=("write", "/items")))
    client.get("/items")
    create(client)
    client.request("POST", "/collections", [{"name": "c"}])
    client.get("/items")
    server.person().post("/items", [NEW])
    assert create(client)[0] == 503
    assert statuses(server) == [200, 200, 200, 200, 503]


def test_without_an_end_every_request_fails_until_faults_are_cleared(server: Server, client: Person) -> None:
    server.faults.append(Fault(kind="500", times=None))
    assert [create(client)[0] for _ in range(3)] == [500, 500, 500]
    server.faults.clear()
    assert create(client)[0] == 200


def test_faults_that_fall_together_all_happen(server: Server, client: Person) -> None:
    server.faults.append(Fault(kind="edit", edit=lambda at: at.person().post("/items", [NEW])))
    server.faults.append(Fault(kind="429", retry_after=1))
    assert create(client)[0] == 429
    assert len(server.person().items()) == 1


def test_an_unknown_kind_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no kind of fault: 418"):
        Fault(kind="418")


# The limits of the real service ---------------------------------------------------------------------------------------


def test_a_hundred_requests_at_once_are_too_many(
    server: Server, client: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: 0.0))
    server.rate_limits = True
    answers = [client.get("/items?limit=1") for _ in range(130)]
    refused = [headers["retry-after"] for status, headers, _value in answers if status == 429]
    assert all(status == 200 for status, _headers, _value in answers[:100])
    assert set(refused) == {"10"}


def test_six_requests_at_the_same_time_are_too_many(server: Server, client: Person) -> None:
    server.rate_limits = True
    begun, go_on = threading.Semaphore(0), threading.Event()

    def hold(_server: Server) -> None:
        begun.release()
        go_on.wait(600)

    server.faults.append(Fault(kind="edit", times=5, edit=hold))
    with ThreadPoolExecutor(5) as pool:
        running = [pool.submit(client.get, "/items?limit=1") for _ in range(5)]
        assert all(begun.acquire(timeout=600) for _ in running)
        status, headers, text = client.get("/items?limit=1")
        go_on.set()
        assert [one.result()[0] for one in running] == [200] * 5
    assert (status, text, headers["retry-after"]) == (429, "Concurrent request limit exceeded", "1")


def test_wrong_keys_lock_out_the_right_ones(server: Server, client: Person) -> None:
    server.lockout = True
    stranger = server.client("unknown")
    assert [stranger.get("/items")[0] for _ in range(7)] == [403] * 6 + [429]
    status, headers, text = client.get("/items")
    assert (status, text) == (429, "Too many authentication failures")
    assert "retry-after" not in headers
    server.lockout = False
    assert client.get("/items")[0] == 200
