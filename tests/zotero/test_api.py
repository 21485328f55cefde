"""The adapter alone: which addresses and keys it takes, how it waits and gives up, how it reads long lists."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from plbib.errors import UsageError
from plbib.io.http.messages import RemoteError
from plbib.io.http.patience import Patience
from plbib.io.http.wire import proxy
from plbib.zotero.api import SERVER, Api, check_server
from plbib.zotero.objects import ObjectKind
from plbib.zotero.permissions import AccessError
from plbib.zotero.transport import BusyError
from tests.servers.zotero import Fault, Server

Answer = tuple[int, dict[str, str], bytes]
"""Status, headers and body."""
PATIENCE = Patience(attempts=4, first=1.0, longest=60.0)


def test_the_proxy_of_the_environment_is_for_zotero_s_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    assert proxy(SERVER) is None
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    assert proxy(SERVER) == "http://proxy.example:3128"
    monkeypatch.setenv("no_proxy", "zotero.org")
    assert proxy(SERVER) is None


# Addresses ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", [SERVER, "http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:65535", "http://127.0.0.1:8080/"]
)
def test_zotero_and_this_machine_are_servers(address: str) -> None:
    assert check_server(address) == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "api.zotero.org",
        "http://api.zotero.org",
        "https://api.zotero.org:443",
        "https://api.zotero.org.evil.com",
        "https://api.zotero.org@evil.com",
        "https://user@api.zotero.org",
        "https://api.zotero.org/groups",
        "https://api.zotero.org?key=",
        "https://evil.com",
        "https://127.0.0.1:8080",
        "http://127.0.0.1",
        "http://127.0.0.1:",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:port",
        "http://127.0.0.1:８０",
        "http://127.0.0.1:8080/path",
        "http://127.0.0.1:8080?query",
        "http://127.0.0.1:8080#fragment",
        "http://127.0.0.1:8080\n",
        "http://127.0.0.1:8080\r\nHost: evil.com",
        "\thttp://127.0.0.1:8080",
        "ht\ntp://127.0.0.1:8080",
        "http://127.0.0.1.evil.com:8080",
        "http://127.0.0.2:8080",
        "http://0.0.0.0:8080",
        "http://localhost.evil.com:8080",
        "http://user@127.0.0.1:8080",
        "http://:secret@127.0.0.1:8080",
        "http://@127.0.0.1:8080",
        "http://user@127.0.0.1.evil.com:8080",
        "http://127.0.0.1:8080@evil.com",
        "http://127.0.0.1:8080@evil.com:8080",
        "http://127.0.0.1:8080\\@evil.com",
        "http://evil.com\\@127.0.0.1:8080",
        "http://evil.com#@127.0.0.1:8080",
        "http://evil.com?@127.0.0.1:8080",
        "http://[::1]evil.com:8080",
        "http://[::1%25lo]:8080",
        "http:\\\\127.0.0.1:8080",
        "file:///etc/passwd",
        "ftp://127.0.0.1:8080",
    ],
)
def test_no_other_address_is(address: str) -> None:
    with pytest.raises(UsageError, match="no server to sync with"):
        check_server(address)


def test_a_redirect_is_not_followed() -> None:
    reached: list[str] = []

    def elsewhere(path: str) -> tuple[int, dict[str, str], bytes]:
        reached.append(path)
        return 200, {}, b"{}"

    with answering(elsewhere) as other:
        for status in (301, 302, 303, 307, 308):
            redirect = (status, {"Location": f"{other}/keys/current"}, b"")
            with (
                answering(partial(_same, redirect)) as address,
                using(address) as api,
                pytest.raises(RemoteError, match=f"the server answered {status}"),
            ):
                api.check_access(write=True)
    assert not reached


def test_a_key_goes_into_a_header_alone(server: Server) -> None:
    with using(server.url, group=server.group, key=f" {server.key}\n") as api:
        api.check_access(write=True)
        api.changes(0)
    assert {request.headers["authorization"] for request in server.requests} == {f"Bearer {server.key}"}
    assert not any(server.key in f"{request.path}{request.query}" for request in server.requests)


@pytest.mark.parametrize("key", ["two words", "line\nline", "ключ", "naïve", "\x00", "a:b"])
def test_what_is_no_key_is_not_sent(server: Server, key: str) -> None:
    with using(server.url, key=key) as api, pytest.raises(AccessError, match="no key") as told:
        api.check_access(write=False)
    assert key not in f"{told.value.message}{told.value.hint}"
    assert not server.requests


# Waiting --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited for, each in no time."""
    found: list[float] = []
    monkeypatch.setattr(time, "sleep", found.append)
    return found


def test_the_wait_grows_where_none_is_asked_for(server: Server, waits: list[float]) -> None:
    for kind in ("429", "503", "500", "drop-before"):
        waits.clear()
        server.faults.append(Fault(kind=kind, times=3))
        with using(server.url, group=server.group, key=server.key) as api:
            api.check_access(write=True)
        assert waits == [1, 2, 4], kind
        server.faults.clear()


@pytest.mark.parametrize("kind", ["429", "503"])
def test_the_wait_that_is_asked_for_is_kept(server: Server, waits: list[float], kind: str) -> None:
    for asked in (10, 60):
        server.faults.append(Fault(kind=kind, times=3, retry_after=asked))
        with using(server.url, group=server.group, key=server.key) as api:
            api.check_access(write=True)
        server.faults.clear()
    assert waits == [10, 10, 10, 60, 60, 60]


@pytest.mark.parametrize("asked", ["-5", "nan", "inf", "soon", "1e9", "Wed, 21 Oct 2026 07:28:00 GMT", "٣"])
def test_an_odd_wait_is_none(server: Server, waits: list[float], asked: str) -> None:
    server.faults.append(Fault(kind="429", times=2, retry_after=asked.encode().decode("latin-1")))
    with using(server.url, group=server.group, key=server.key) as api:
        api.check_access(write=True)
    assert waits == [1, 2]


def test_a_wait_of_hours_is_left_to_the_next_run(server: Server, waits: list[float]) -> None:
    server.faults.append(Fault(kind="503", retry_after=3600))
    with (
        using(server.url, group=server.group, key=server.key) as api,
        pytest.raises(RemoteError, match="503: 3600 s would have to be waited"),
    ):
        api.check_access(write=True)
    assert (waits, len(server.requests)) == ([], 1)


def test_backoff_is_waited_for_before_the_next_request(server: Server, waits: list[float]) -> None:
    server.faults.append(Fault(kind="backoff", seconds=30))
    with using(server.url, group=server.group, key=server.key) as api:
        api.check_access(write=False)
        assert waits == [pytest.approx(30, abs=1)]


def test_backoff_of_the_last_request_is_no_failure(server: Server, waits: list[float]) -> None:
    server.faults.append(Fault(kind="backoff", seconds=3600))
    with using(server.url, group=server.group, key=server.key) as api:
        assert api.write(ObjectKind.COLLECTION, [{"name": "Kites"}]).versions
        with pytest.raises(RemoteError, match="asked for a pause"):
            api.changes(0)
    assert (waits, len(server.requests)) == ([], 1)


def test_a_pause_holds_for_all_requests_at_once(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    sleep = time.sleep

    def noted(seconds: float) -> None:
        slept.append(seconds)
        sleep(seconds)

    monkeypatch.setattr(time, "sleep", noted)
    keys = server.person().post("/items", [{"itemType": "book", "title": f"Kites {n}"} for n in range(50)])
    keys += server.person().post("/items", [{"itemType": "book", "title": f"Strings {n}"} for n in range(50)])
    server.faults.append(Fault(kind="backoff", seconds=0.2))
    with using(server.url, group=server.group, key=server.key) as api:
        api.changes(0)
        api.objects(keys)
    assert len(slept) <= 2
    assert all(seconds <= 0.2 for seconds in slept)
    server.faults.append(Fault(kind="backoff", seconds=0.4))
    arrived: list[float] = []
    server.faults.append(Fault(kind="edit", times=None, edit=lambda _: arrived.append(time.monotonic())))
    with using(server.url, group=server.group, key=server.key) as api:
        api.collection("ABCDEFGH")
        api.objects(keys)
    first, *others = arrived
    assert len(others) == 2
    assert all(moment - first >= 0.39 for moment in others)


def test_patience_ends(server: Server, waits: list[float]) -> None:
    said: list[str] = []
    for kind, lasting in (("429", False), ("503", False), ("500", True), ("drop-before", False)):
        server.requests.clear()
        server.faults.append(Fault(kind=kind, times=None))
        with (
            using(server.url, group=server.group, key=server.key, say=said.append) as api,
            pytest.raises(BusyError, match=r"127\.0\.0\.1:\d+.*, 4 times") as told,
        ):
            api.check_access(write=True)
        assert told.value.lasting is lasting
        assert told.value.hint.startswith("what was done is kept")
        assert len(server.requests) == 4
        server.faults.clear()
    assert len(waits) == 12
    assert said[0].endswith("answered 429; waiting 1 s")


def test_a_server_that_is_not_there(waits: list[float]) -> None:
    with answering(lambda _: (200, {}, b"{}")) as address:
        pass
    with using(address) as api, pytest.raises(BusyError, match="no answer from 127"):
        api.check_access(write=True)
    assert waits == [1, 2, 4]


def test_what_is_refused_is_not_asked_for_again(server: Server, waits: list[float]) -> None:
    with using(server.url, group=server.group, key=server.read_key) as api, pytest.raises(AccessError):
        api.write(ObjectKind.COLLECTION, [{"name": "Kites"}])
    with using(server.url, group=server.group, key=server.key) as api, pytest.raises(BusyError, match="too large"):
        api.write(ObjectKind.COLLECTION, [{"name": "Kites"}] * 51)
    with using(server.url, group=server.group, key=server.key) as api, pytest.raises(RemoteError, match="answered 404"):
        api.family("ABCDEFGH")
    assert len(server.requests) == 3
    assert not waits


# Odd answers ----------------------------------------------------------------------------------------------------------

ODD = [b"", b"null", b"5", b'"text"', b"[5]", b"[[]]", b"[null]", b'{"a": 5', b"\xff", b"<html></html>", b"[" * 100_000]


@pytest.mark.parametrize("body", ODD, ids=lambda body: str(body[:12]))
def test_an_odd_answer_is_a_failure_of_the_server(body: bytes) -> None:
    calls: list[Callable[[Api], object]] = [
        lambda api: api.check_access(write=True),
        lambda api: api.schema(["book"], None),
        lambda api: api.changes(0),
        lambda api: api.write(ObjectKind.ITEM, [{"itemType": "book"}]),
    ]
    with answering(lambda _: (200, {"Last-Modified-Version": "odd"}, body)) as address, using(address) as api:
        for call in calls:
            with pytest.raises((RemoteError, AccessError)):
                call(api)


@pytest.mark.parametrize(
    "report",
    [
        {},
        {"successful": {}, "unchanged": {}, "failed": {}},
        {"successful": [], "unchanged": [], "failed": []},
        {"successful": {"0": {}}, "failed": {}},
        {"successful": {"1": {}}, "unchanged": {}, "failed": {}},
        {"successful": {"x": {}}, "unchanged": {}, "failed": {}},
        {"successful": {"0": {}, "1": {}}, "unchanged": {}, "failed": {}},
    ],
    ids=str,
)
def test_a_report_tells_the_fate_of_every_object(report: object) -> None:
    answer: Answer = (200, {}, json.dumps(report).encode())
    with (
        answering(partial(_same, answer)) as address,
        using(address) as api,
        pytest.raises(RemoteError, match="report"),
    ):
        api.write(ObjectKind.ITEM, [{"itemType": "book"}])


def test_a_body_that_cannot_be_unpacked_is_asked_for_again(waits: list[float]) -> None:
    bodies = iter([b"no gzip", b"{}"])

    def answer(_: str) -> tuple[int, dict[str, str], bytes]:
        body = next(bodies, b"{}")
        return 200, {"Content-Encoding": "gzip"} if body == b"no gzip" else {}, body

    with answering(answer) as address, using(address) as api, pytest.raises(AccessError, match="no access"):
        api.check_access(write=True)
    assert waits == [1]


# Long lists -----------------------------------------------------------------------------------------------------------


def test_all_collections_and_children_are_read(server: Server) -> None:
    person = server.person()
    (parent,) = person.post("/items", [{"itemType": "book", "title": "Kites"}])
    for at in range(0, 250, 50):
        person.post("/collections", [{"name": f"Kites {at + n}"} for n in range(50)])
        link = {"itemType": "attachment", "linkMode": "linked_url", "parentItem": parent}
        person.post("/items", [{**link, "url": f"https://example.org/{at + n}"} for n in range(50)])
    with using(server.url, group=server.group, key=server.key) as api:
        remote = api.changes(0)
        assert len(remote.objects) == 250
        assert len(remote.versions) == 251
        assert len(api.family(parent)) == 250
        assert api.objects(remote.versions).keys() == remote.versions.keys()


def test_a_library_that_changes_while_it_is_read_is_read_again(server: Server) -> None:
    def edit(at: Server) -> None:
        at.person().post("/collections", [{"name": "Kites"}])

    with using(server.url, group=server.group, key=server.key) as api:
        for ordinal in (1, 2):
            server.faults.append(Fault(kind="edit-after", at=ordinal, edit=edit))
            remote = api.changes(0)
            assert remote.version == server.version
            assert len(remote.objects) == ordinal
            server.faults.clear()
        server.faults.append(Fault(kind="edit", times=None, edit=edit))
        with pytest.raises(RemoteError, match="people are changing the library"):
            api.changes(0)


# ----------------------------------------------------------------------------------------------------------------------


@contextmanager
def using(
    address: str, *, group: int = 5, key: str = "secretkey", say: Callable[[str], None] | None = None
) -> Iterator[Api]:
    api = Api(group, key, address, PATIENCE, say)
    try:
        yield api
    finally:
        api.close()


def _same(answer: Answer, path: str) -> Answer:  # noqa: ARG001
    """The same answer for every path."""
    return answer


@contextmanager
def answering(answer: Callable[[str], Answer]) -> Iterator[str]:
    """The address of a server that answers every path with status, headers and body."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        thread = Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.server_port}"
        finally:
            listener.shutdown()
            thread.join()
