"""Links checked against a real server on this machine, which answers for every host as hosts on the web do."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from plbib.app.check import check
from plbib.app.services import Services
from plbib.checks.reach import LinkVerdict, judge
from plbib.io.http.answers import Answers
from plbib.io.http.client import Client
from plbib.io.http.credentials import Identity
from plbib.io.http.messages import Refusal, Request, Response, Unanswered
from plbib.io.http.patience import Patience
from plbib.io.http.wire import Sender, ThreadWire
from tests.servers.simulation import SimulatedWire

SNAPSHOT = (
    b'{"archived_snapshots":{"closest":{"status":"200","available":true,'
    b'"url":"http://web.archive.org/web/2020/https://gone.example/p.pdf"}}}'
)
LINKS = {
    "fine.example/p.pdf": None,
    "no-head.example/p.pdf": None,
    "moved.example/p.pdf": None,
    "gone.example/p.pdf": "lost-link",
    "removed.example/p.pdf": "lost-link",
    "once.example/p.pdf": None,
    "home.example/p.pdf": "moved-link",
    "login.example/p.pdf": "moved-link",
    "advertising.example/p.pdf": "moved-link",
    "blocks.example/p.pdf": "unchecked-link",
    "busy.example/p.pdf": "unchecked-link",
    "broken.example/p.pdf": "unchecked-link",
    "condition.example/p.pdf": "unchecked-link",
    "circle.example/p.pdf": "unchecked-link",
    "inside.example/p.pdf": "unchecked-link",
}
"""Addresses, and the finding that each comes to on the first day."""
STATUS = {"gone": 404, "removed": 410, "blocks": 403, "busy": 429, "broken": 502, "condition": 412}
REDIRECTS = {
    "moved": "https://press.example/papers/p.html",
    "home": "https://home.example/",
    "login": "https://login.example/users/sign_in?next=/p.pdf",
    "advertising": "https://buy-this-domain.example/",
    "circle": "https://circle.example/p.pdf",
    "inside": "https://127.0.0.1/admin",
}


ASKED: list[str] = []


def answer(method: str, host: str, path: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of what a host says."""
    name = host.partition(".")[0]
    ASKED.append(f"{method} {host}{path}")
    if name in REDIRECTS and path == "/p.pdf":
        return 301, {"location": REDIRECTS[name]}, b""
    if name == "no-head" and method == "HEAD":
        return 405, {}, b""
    if name == "once" and sum("once" in line for line in ASKED) <= 2:
        return 404, {}, b""  # for a moment
    if name == "archive":
        body = SNAPSHOT if "gone.example" in path else b'{"archived_snapshots":{}}'
        return 200, {"content-type": "application/json"}, body
    return STATUS.get(name, 200), {}, b"%PDF-1.7"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        status, headers, body = answer(self.command, self.headers["Host"], self.path)
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 (names of http.server)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def simulated(request: Request, _: float) -> Response:
    parts = urlsplit(request.url)
    status, headers, body = answer(request.method, parts.netloc, f"{parts.path}?{parts.query}".rstrip("?"))
    return Response(url=request.url, status=status, headers=headers, body=body)


@pytest.fixture
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def services(base: str, folder: Path, *, days: int) -> Services:
    """Hosts that are asked really, at ``base``, or under a clock that jumps."""

    def client(_: Services) -> Client:
        sender = Sender(replay=base)
        return Client(
            ThreadWire(sender, sender.close) if base else SimulatedWire(simulated),
            Answers(folder / "answers.sqlite"),
            identity=Identity(environment={}),
            patience=Patience(attempts=2, first=0.01),
            today=lambda: 1.7e9 + days * 86_400,
        )

    return Services(client=client)


def found(base: str, folder: Path, days: int) -> dict[str, tuple[str, str]]:
    """By address the code and the cure of what is told of it."""
    findings = check(str(folder / "list.md"), services=services(base, folder, days=days))
    told = [one for one in findings if one.code.endswith("-link") and ": " in one.message]
    return {one.message.partition(": ")[0].removeprefix("https://"): (one.code, one.cure) for one in told}


def check_them(base: str, folder: Path) -> None:
    ASKED.clear()
    lines = "".join(f"- [ICLR'23] [Kites {place}](https://{url})\n" for place, url in enumerate(LINKS))
    (folder / "list.md").write_text(f"# Kites\n\n{lines}", encoding="utf-8")
    first = found(base, folder, 0)
    assert {url: first.get(url, (None,))[0] for url in LINKS} == LINKS
    assert first["gone.example/p.pdf"][1] == (
        "an archived copy is at https://web.archive.org/web/2020/https://gone.example/p.pdf"
    )
    asked = len(ASKED)
    later = found(base, folder, 1)
    assert later["gone.example/p.pdf"][0] == later["removed.example/p.pdf"][0] == "dead-link"
    assert not any("fine.example" in line for line in ASKED[asked:])  # it was kept


def test_links_are_judged_as_people_would(tmp_path: Path) -> None:
    check_them("", tmp_path)
    assert found("", tmp_path, 1)["gone.example/p.pdf"][0] == "dead-link"


def test_on_one_day_nothing_dies(tmp_path: Path) -> None:
    ASKED.clear()
    (tmp_path / "list.md").write_text("- [ICLR'23] [Kites](https://gone.example/p.pdf)\n", encoding="utf-8")
    codes = [found("", tmp_path, 0)["gone.example/p.pdf"][0] for _ in range(3)]
    assert codes == ["lost-link"] * 3


@pytest.mark.heavy
def test_links_are_judged_so_over_real_connections(base: str, tmp_path: Path) -> None:
    check_them(base, tmp_path)


@pytest.mark.parametrize("refusal", [why for why in Refusal if why not in (Refusal.NOWHERE, Refusal.OFFLINE)])
def test_only_who_says_so_is_gone(refusal: Refusal) -> None:
    assert judge("https://a.example/p", Unanswered(why=refusal)).verdict is LinkVerdict.UNSURE
    assert judge("https://a.example/p", Unanswered(why=Refusal.NOWHERE)).verdict is LinkVerdict.GONE
    assert judge("https://a.example/p", Unanswered(why=Refusal.OFFLINE)).verdict is LinkVerdict.UNASKED


@pytest.mark.parametrize("status", [400, 401, 403, 405, 406, 412, 418, 429, 451, 500, 502, 503, 504])
def test_a_refusal_is_no_death(status: int) -> None:
    assert (
        judge("https://a.example/p", Response(url="https://a.example/p", status=status)).verdict is LinkVerdict.UNSURE
    )
