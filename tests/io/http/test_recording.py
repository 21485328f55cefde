"""Recordings: what stands in them, and what does not; what is played again."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plbib.errors import PlbibError
from plbib.io.http.answers import Answers
from plbib.io.http.client import Client, replay
from plbib.io.http.credentials import Credential, Identity
from plbib.io.http.messages import CallKind, Refusal, Request, Response, SendError, Unanswered, Use
from plbib.io.http.recording import Exchange, Recorder
from tests.servers.simulation import Serve, SimulatedWire

SECRET = "s3cret-key"  # noqa: S105 (of a test)
ASKED = Request(url="https://api.crossref.org/works/10.1", headers={"accept": "application/json"})


def recording(folder: Path, serve: Serve, answers: Answers | None = None, use: Use | None = None) -> Client:
    """A client with a key and an address, whose answers are written into ``folder``."""
    key = Credential(variable="KEY", hosts=("api.crossref.org",), parameter="key")
    identity = Identity([key], {"KEY": SECRET, "PLBIB_MAILTO": "me@example.org"})
    recorder = Recorder(folder, (identity.mailto,))
    return Client(SimulatedWire(serve), answers or Answers(None), identity=identity, use=use, record=recorder)


def echo(request: Request, _: float) -> Response:
    """An answer that repeats all that was sent."""
    body = f'{{"you": "{request.url} {dict(request.headers)}"}}'.encode()
    return Response(url=request.url, status=200, headers={"content-type": "text/plain", "set-cookie": "a=b"}, body=body)


def text(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))


def test_no_key_no_address_and_no_cookie_stands_in_a_recording(tmp_path: Path) -> None:
    recording(tmp_path / "rec", echo).ask(Request(url=ASKED.url))
    held = text(tmp_path / "rec")
    assert "works/10.1" in held
    assert [word for word in (SECRET, "me@example.org", "a=b", "set-cookie") if word in held] == []


def test_what_was_recorded_is_played_again_with_its_failures_and_redirects(tmp_path: Path) -> None:
    def serve(request: Request, now: float) -> Response:
        if request.url.endswith("/old"):
            return Response(url="", status=301, headers={"location": "/new"})
        if request.url.endswith("/shut"):
            raise SendError(Refusal.NOWHERE, "x", lasting=True)
        if now < 1:
            return Response(url="", status=503)
        return Response(url="", status=200, headers={"content-type": "application/json"}, body=b'{"a": 1}')

    urls = [f"https://api.crossref.org/{name}" for name in ("old", "shut", "works")]
    first = recording(tmp_path / "rec", serve)
    live = [first.ask(Request(url=url, kind=CallKind.RECORD)) for url in urls]
    played = replay(tmp_path / "rec")
    again = [played.ask(Request(url=url, kind=CallKind.RECORD)) for url in urls]
    assert again == live
    other = played.ask(Request(url="https://api.crossref.org/other"))
    assert isinstance(other, Unanswered)
    assert other.why is Refusal.OFFLINE


def test_what_the_cache_answers_is_recorded_too(tmp_path: Path) -> None:
    answers = Answers(None)
    recording(tmp_path / "one", echo, answers).ask(ASKED)
    recording(tmp_path / "two", echo, answers, Use(offline=True)).ask(ASKED)
    assert text(tmp_path / "one") == text(tmp_path / "two")


def test_a_folder_with_something_in_it_is_not_recorded_into_and_one_without_is_not_played(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(PlbibError, match="not empty"):
        Recorder(tmp_path / "full")
    with pytest.raises(PlbibError, match="no exchange"):
        replay(tmp_path / "full")
    with pytest.raises(PlbibError, match="no recording"):
        replay(tmp_path / "none")


@given(st.binary(max_size=60), st.text(max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_body_comes_back(tmp_path_factory: pytest.TempPathFactory, body: bytes, sent: str) -> None:
    folder = tmp_path_factory.mktemp("any") / "rec"
    request = Request(url="https://a.example/b", method="POST", body=sent.encode("utf-8", "ignore"))
    answer = Response(url=request.url, status=200, body=body)
    Recorder(folder)(request, answer)
    exchange = msgspec.json.decode((folder / "a.example.jsonl").read_bytes(), type=Exchange)
    assert exchange.result == answer
    assert exchange.request.body == request.body
