"""Answers written down as they came, to be looked into or played again: one file of JSON Lines a host.

No key, no address of a person and no cookie stands in them; what was asked for (titles, identifiers) does.
"""

import base64
from collections import defaultdict, deque
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from plbib.errors import InputError, OutputError, UsageError
from plbib.io import files
from plbib.io.http.answers import name_of
from plbib.io.http.messages import CallKind, Refusal, Request, Response, SendError
from plbib.io.http.safety import host_of

_SUFFIX = ".jsonl"


class Exchange(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One request, and its answer: ``text``, or ``base64`` of what is no UTF-8; or why there was none (``failed``)."""

    method: str
    url: str
    accept: str = "*/*"
    sent: str = ""
    status: int = 0
    headers: dict[str, str] = {}
    text: str = ""
    base64: str = ""
    failed: Refusal | None = None
    detail: str = ""

    @property
    def request(self) -> Request:
        return Request(url=self.url, method=self.method, headers={"accept": self.accept}, body=self.sent.encode())

    @property
    def result(self) -> Response | SendError:
        if self.failed:
            return SendError(self.failed, self.detail, lasting=True)
        body = base64.b64decode(self.base64) if self.base64 else self.text.encode()
        return Response(url=self.url, status=self.status, headers=self.headers, body=body)


class Recorder:
    """Writes exchanges into a folder, each at once; ``hidden`` is what must not stand in them."""

    def __init__(self, folder: Path, hidden: tuple[str, ...] = ()) -> None:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(f"{folder}: is there already, and not empty", "name a new folder")
        self._folder, self._hidden = folder, tuple(filter(None, hidden))

    def __call__(self, request: Request, result: Response | SendError) -> None:
        shown = Exchange(method=request.method, url=request.url, accept=request.accept, sent=request.body.decode())
        if isinstance(result, SendError):
            shown = msgspec.structs.replace(shown, failed=result.refusal.why, detail=result.refusal.detail)
        else:
            shown = msgspec.structs.replace(shown, status=result.status, headers=dict(result.headers), **_body(result))
        line = msgspec.json.encode(shown).decode()
        for word in self._hidden:
            line = line.replace(word, "[hidden]")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / f"{host_of(request.url) or 'none'}{_SUFFIX}").open("a", encoding="utf-8") as file:
                file.write(f"{line}\n")
        except OSError as error:
            raise OutputError(f"{self._folder}: cannot be written: {error.strerror}", "name another folder") from error


def _body(answer: Response) -> dict[str, str]:
    try:
        return {"text": answer.body.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(answer.body).decode()}


class RecordedWire:
    """Answers requests from a folder that a :class:`Recorder` wrote, and nobody is asked; its clock jumps.

    Several answers to one request come one after the other, the last again and again. ``hosts`` are those it has.
    """

    def __init__(self, folder: Path) -> None:
        self._clock = 0.0
        self._done: deque[tuple[int, Response | SendError]] = deque()
        self._held: defaultdict[str, deque[Exchange]] = defaultdict(deque)
        self.hosts: set[str] = set()
        for exchange in _exchanges(folder):
            self.hosts.add(host_of(exchange.url))
            self._held[name_of(exchange.request)].append(exchange)

    def now(self) -> float:
        return self._clock

    def submit(self, number: int, request: Request) -> None:
        held = self._held.get(name_of(request))
        if not held and request.kind is CallKind.RULES:  # not asked for by then, since its page was kept
            self._done.append((number, Response(url=request.url, status=404)))
            return
        if not held:
            self._done.append((number, SendError(Refusal.OFFLINE, "not in the recording", lasting=True)))
            return
        exchange = held.popleft() if len(held) > 1 else held[0]
        self._done.append((number, exchange.result))

    def wait(self, until: float | None) -> tuple[int, Response | SendError] | None:
        if self._done:
            return self._done.popleft()
        self._clock = max(self._clock, until or 0.0)
        return None

    def close(self) -> None:
        """Nothing is open."""


def _exchanges(folder: Path) -> Iterator[Exchange]:
    names = [name for name in files.list_files(folder, deep=False) if name.endswith(_SUFFIX)]
    if not names:
        raise InputError(f"{folder}: no recording in it", "name a folder that plbib resolve --record wrote")
    for name in names:
        for number, line in enumerate(files.read_bytes(folder / name).splitlines(), start=1):
            try:
                yield msgspec.json.decode(line, type=Exchange)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise InputError(f"{folder / name}:{number}: no exchange: {error}", "record it anew") from error
