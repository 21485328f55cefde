"""Requests really sent, each from a thread of its own, over a connection to the number that was checked."""

import os
import re
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from queue import Empty, Queue
from typing import TYPE_CHECKING, Protocol
from urllib import request as environment
from urllib.parse import urlsplit

from plbib.errors import UsageError
from plbib.io.http.messages import CallKind, Refusal, Request, Response, Send, SendError
from plbib.io.http.safety import Resolve, allowed_hosts, check, public_number, system_resolve

if TYPE_CHECKING:  # takes a while to load, and most commands ask nobody
    import httpx2

REPLAY = "PLBIB_REPLAY"
"""The variable of the environment that names a server on this machine, to which all requests go instead."""
_LOOPBACK = re.compile(r"http://(?:127\.0\.0\.1|localhost|\[::1\]):[0-9]{1,5}/?")
_LARGEST = 32_000_000
"""Bytes of an answer, decoded."""
_LINK = 65_536
"""Bytes that are read of what is only looked for."""
_CONNECT, _READ, _WHOLE = 10.0, 30.0, 90.0
"""Seconds: until there is a connection, between two pieces, until an answer is whole."""


class Wire(Protocol):
    """What carries requests, and its clock. Times are seconds."""

    def now(self) -> float: ...

    def submit(self, number: int, request: Request) -> None:
        """Begin to send; ``number`` says later which answer it is."""

    def wait(self, until: float | None) -> tuple[int, Response | SendError] | None:
        """The next answer that is there, at the latest at ``until``; None if there is none by then."""

    def close(self) -> None: ...


class ThreadWire:
    """Sends by a function, so many requests at once as are begun; time is that of the machine."""

    def __init__(self, send: Send, close: Callable[[], None] = lambda: None) -> None:
        self._send, self.close = send, close
        self._done: Queue[tuple[int, Response | SendError | BaseException]] = Queue()

    def now(self) -> float:
        return time.monotonic()

    def submit(self, number: int, request: Request) -> None:
        # A thread that is waiting for an answer must not keep an interrupted program alive.
        threading.Thread(target=self._carry, args=(number, request), daemon=True).start()

    def _carry(self, number: int, request: Request) -> None:
        try:
            self._done.put((number, self._send(request)))
        except BaseException as error:  # noqa: BLE001 (it is raised where the answer is waited for)
            self._done.put((number, error))

    def wait(self, until: float | None) -> tuple[int, Response | SendError] | None:
        try:
            number, result = self._done.get(timeout=None if until is None else max(0.0, until - self.now()))
        except Empty:
            return None
        if isinstance(result, BaseException) and not isinstance(result, SendError):
            raise result
        return number, result


def proxy(url: str) -> str | None:
    """The proxy of the environment for an address: a client that is given its transport looks for none."""
    parts = urlsplit(url)
    if environment.proxy_bypass(parts.hostname or ""):
        return None
    proxies = environment.getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")


def replay_address() -> str:
    """The server that is asked instead of all others, if the environment names one. Only this machine's are taken."""
    given = os.environ.get(REPLAY, "").strip()
    if given and not _LOOPBACK.fullmatch(given):
        raise UsageError(f"{REPLAY} is no address of this machine: {given}", "it is for tests: http://127.0.0.1:PORT")
    return given.rstrip("/")


class Sender:
    """Sends requests by httpx2, with a client a host: hosts that share a number must not share a connection."""

    def __init__(self, resolve: Resolve = system_resolve, replay: str = "") -> None:
        self._resolve, self._replay, self._allowed = resolve, replay, allowed_hosts()
        self._clients: dict[tuple[str, str], httpx2.Client] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        for client in self._clients.values():
            client.close()

    def __call__(self, request: Request) -> Response:
        """The answer to one request. Raises :class:`SendError`."""
        import httpx2  # as above

        parts = check(request.url, plain=request.anywhere, allowed=self._allowed)
        host, scheme = parts.hostname or "", parts.scheme
        way = None if self._replay else proxy(request.url)
        url, extensions = httpx2.URL(request.url), {}
        headers = dict(request.headers)
        if self._replay:
            headers["host"] = parts.netloc
            here = urlsplit(self._replay)
            url = url.copy_with(scheme="http", host=here.hostname or "", port=here.port)
        elif way is None:
            port = parts.port or (443 if scheme == "https" else 80)
            number = public_number(url.raw_host.decode("ascii"), port, self._resolve, self._allowed)
            headers["host"], extensions["sni_hostname"] = url.netloc.decode("ascii"), url.raw_host.decode("ascii")
            url = url.copy_with(host=number)
        try:
            return self._exchange(self._client(scheme, host, way), url, request, headers, extensions)
        except httpx2.TimeoutException as error:
            raise SendError(Refusal.SILENT, "it takes too long") from error
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise SendError(Refusal.SILENT, type(error).__name__) from error

    def _client(self, scheme: str, host: str, way: str | None) -> "httpx2.Client":
        import httpx2  # as above

        with self._lock:
            if (scheme, host) not in self._clients:
                secure = scheme == "https" and not self._replay
                transport = httpx2.HTTPTransport(verify=secure, trust_env=secure, proxy=way)
                timeout = httpx2.Timeout(_READ, connect=_CONNECT)
                self._clients[scheme, host] = httpx2.Client(transport=transport, timeout=timeout)
            return self._clients[scheme, host]

    @staticmethod
    def _exchange(
        client: "httpx2.Client",
        url: "httpx2.URL",
        request: Request,
        headers: dict[str, str],
        extensions: dict[str, str],
    ) -> Response:
        begun = time.monotonic()
        with client.stream(
            request.method, url, headers=headers, content=request.body or None, extensions=extensions
        ) as answer:
            answer_headers = {name.lower(): value for name, value in answer.headers.items()}
            if request.method == "HEAD":
                return Response(url=request.url, status=answer.status_code, headers=answer_headers)
            pieces, size = [], 0
            for piece in _decoded(answer, answer_headers.get("content-encoding", "")):
                pieces.append(piece)
                size += len(piece)
                if request.kind is CallKind.LINK and size >= _LINK:
                    break
                if size > _LARGEST:
                    raise SendError(Refusal.LARGE, f"more than {_LARGEST:,} bytes", lasting=True)
                if time.monotonic() - begun > _WHOLE:
                    raise SendError(Refusal.SILENT, "it takes too long")
        return Response(url=request.url, status=answer.status_code, headers=answer_headers, body=b"".join(pieces))


def _decoded(answer: "httpx2.Response", coding: str) -> Iterator[bytes]:
    """The body in pieces, each no longer than what can be had at once: a small answer may unpack to a huge one."""
    if coding.lower() not in ("gzip", "x-gzip"):
        if coding.lower() not in ("", "identity"):
            raise SendError(Refusal.BROKEN, f"packed as {coding}, which was not asked for", lasting=True)
        yield from answer.iter_raw()
        return
    unpack, some = zlib.decompressobj(zlib.MAX_WBITS | 16), False
    for piece in answer.iter_raw():
        left, some = piece, True
        while left and not unpack.eof:
            try:
                yield unpack.decompress(left, _LINK)
            except zlib.error as error:
                raise SendError(Refusal.BROKEN, "not gzip, although it says so") from error
            left = unpack.unconsumed_tail
    if some and not unpack.eof:
        raise SendError(Refusal.BROKEN, "the answer is cut")
