"""Real requests to a server on this machine, and what must never be connected to."""

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from plbib.errors import UsageError
from plbib.io.http.answers import Answers
from plbib.io.http.client import Client
from plbib.io.http.credentials import Identity
from plbib.io.http.messages import CallKind, Refusal, Request, Response, SendError
from plbib.io.http.wire import Sender, ThreadWire, replay_address

BOMB = gzip.compress(bytes(40_000_000))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        answers = {
            "/plain": (200, b"plain", {}),
            "/gzip": (200, gzip.compress(b"packed"), {"Content-Encoding": "gzip"}),
            "/bomb": (200, BOMB, {"Content-Encoding": "gzip"}),
            "/cut": (200, gzip.compress(b"packed" * 999)[:-20], {"Content-Encoding": "gzip"}),
            "/torn": (200, b"no gzip", {"Content-Encoding": "gzip"}),
            "/brotli": (200, b"?", {"Content-Encoding": "br"}),
            "/long": (200, bytes(33_000_000), {}),
            "/host": (200, str(self.headers["Host"]).encode(), {}),
            "/home": (302, b"", {"Location": "https://localhost/"}),
        }
        number, body, headers = answers.get(self.path.partition("?")[0], (404, b"", {}))
        self.send_response(number)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 (names of http.server)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLBIB_ALLOW_HOSTS", "127.0.0.1, papers.example")


def sent(url: str, kind: CallKind = CallKind.RECORD, method: str = "GET", **how: str) -> Response:
    sender = Sender(resolve=lambda host, _: [how.get(host.partition(".")[0], "127.0.0.1")])
    try:
        return sender(Request(url=url, kind=kind, method=method, anywhere=True))
    finally:
        sender.close()


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize(("path", "body"), [("/plain", b"plain"), ("/gzip", b"packed")])
def test_an_answer_is_read_whole_and_unpacked(base: str, path: str, body: bytes) -> None:
    answer = sent(base + path)
    assert (answer.status, answer.body) == (200, body)


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize(
    ("path", "why", "lasting"),
    [
        ("/bomb", Refusal.LARGE, True),
        ("/long", Refusal.LARGE, True),
        ("/cut", Refusal.BROKEN, False),
        ("/torn", Refusal.BROKEN, False),
        ("/brotli", Refusal.BROKEN, True),
    ],
)
def test_what_is_too_large_or_cut_is_no_answer(base: str, path: str, why: Refusal, lasting: bool) -> None:
    with pytest.raises(SendError) as caught:
        sent(base + path)
    assert (caught.value.refusal.why, caught.value.lasting) == (why, lasting)


@pytest.mark.usefixtures("allowed")
def test_of_what_is_only_looked_for_the_beginning_is_enough(base: str) -> None:
    assert sent(f"{base}/bomb", CallKind.LINK).status == 200
    assert sent(f"{base}/bomb", CallKind.LINK, "HEAD").body == b""


@pytest.mark.usefixtures("allowed")
def test_the_connection_goes_to_the_number_and_the_name_is_told(base: str) -> None:
    port = base.rpartition(":")[2]
    assert sent(f"http://papers.example:{port}/host").body == f"papers.example:{port}".encode()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://127.1/", "http://[::1]/", "http://localhost:1/"])
def test_this_machine_is_not_asked_unless_it_is_allowed(url: str) -> None:
    with pytest.raises(SendError) as caught:
        sent(url)
    assert caught.value.refusal.why is Refusal.UNSAFE


@pytest.mark.parametrize(
    "number",
    [
        *("10.0.0.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "0.0.0.0"),  # noqa: S104
        *("::1", "fe80::1%eth0", "fc00::1", "::ffff:192.168.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
def test_a_public_name_with_a_private_number_is_not_connected_to(number: str) -> None:
    with pytest.raises(SendError) as caught:
        sent("https://rebinding.example/", rebinding=number)
    assert caught.value.refusal.why is Refusal.UNSAFE


def test_a_host_without_a_number_gives_no_answer() -> None:
    def none(_: str, __: int) -> list[str]:
        raise OSError

    with pytest.raises(SendError) as caught:
        Sender(resolve=none)(Request(url="https://gone.example/"))
    assert caught.value.refusal.why is Refusal.NOWHERE


def test_tests_ask_one_server_of_this_machine_instead_of_all(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLBIB_REPLAY", f"{base}/")
    sender = Sender(resolve=lambda *_: pytest.fail("no name is looked up"), replay=replay_address())
    assert sender(Request(url="https://api.crossref.org/host?a=1")).body == b"api.crossref.org"
    sender.close()


@pytest.mark.parametrize("given", ["http://example.org:80", "https://127.0.0.1:1", "http://127.0.0.1.evil.example:1"])
def test_only_this_machine_may_stand_for_all_others(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLBIB_REPLAY", given)
    with pytest.raises(UsageError):
        replay_address()


@pytest.mark.usefixtures("allowed")
def test_the_client_over_real_connections(base: str) -> None:
    sender = Sender()
    client = Client(ThreadWire(sender), Answers(None), identity=Identity(environment={}), today=time.time)
    answer = client.ask(Request(url=f"{base}/plain"))
    home = client.ask(Request(url=f"{base}/home"))
    assert isinstance(answer, Response)
    assert answer.body == b"plain"
    assert str(home) == "not a public address (a redirect: localhost is a private name)"
    client.close()
    sender.close()
