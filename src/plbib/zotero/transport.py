"""What carries pyzotero's requests: it sends again what failed for a while, keeps the pace the server asks for, counts.

Writes are sent again, too: every object carries its key and version, so that what had arrived is refused and nothing is
made twice. Every failure becomes one of the project's own errors; what pyzotero sees is a success.
"""

import re
import time
from collections.abc import Callable
from threading import Lock

import httpx2

from plbib.io.http.messages import RemoteError
from plbib.io.http.patience import BUSY, Patience, asked_seconds
from plbib.zotero.permissions import AccessError

AGAIN = "what was done is kept; run the same command again to go on"
_LONGEST_REPLY = 300
_TOKEN = "Zotero-Write-Token"  # noqa: S105 (a header's name)


class BusyError(RemoteError):
    """The server failed however often it was asked; ``lasting`` if the request itself seems to be what it fails at."""

    def __init__(self, message: str, *, lasting: bool) -> None:
        super().__init__(message, AGAIN)
        self.lasting = lasting


class PatientTransport(httpx2.BaseTransport):
    """The transport of a client; ``say`` is called with what is waited for, ``count`` says how many were sent."""

    def __init__(self, inner: httpx2.BaseTransport, patience: Patience, say: Callable[[str], None] | None) -> None:
        self._inner, self._patience, self._say = inner, patience, say
        self._pause = 0.0
        self._counting = Lock()
        self.attempts = patience.attempts
        self.count = 0

    def close(self) -> None:
        self._inner.close()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer, read whole, to a request that succeeded. Raises RemoteError or AccessError otherwise."""
        # Each call of pyzotero makes up a token, which the server refuses the second time, whatever came of the first.
        request.headers.pop(_TOKEN, None)
        asked, problem = 0.0, ""
        for attempt in range(self._patience.attempts):
            if attempt:
                self._wait(max(self._patience.pause(attempt), asked), problem)
                asked = 0.0
            try:
                answer = self._once(request)
            except httpx2.RequestError as error:
                problem = f"no answer from {_name(request)} ({type(error).__name__})"
                continue
            if answer.status_code not in BUSY:
                return _check(answer)
            problem = f"{_name(request)} answered {answer.status_code}"
            asked = asked_seconds(answer.headers.get("Retry-After", ""))
        raise BusyError(f"{problem}, {self._patience.attempts} times", lasting=problem.endswith(" 500"))

    def _once(self, request: httpx2.Request) -> httpx2.Response:
        pause = self._pause - time.monotonic()
        if pause > 0:
            self._wait(pause, "the server asked for a pause")
        with self._counting:
            self.count += 1
        answer = self._inner.handle_request(request)
        answer.request = request
        answer.read()
        backoff = asked_seconds(answer.headers.get("Backoff", ""))
        if backoff:
            self._pause = time.monotonic() + backoff
            del answer.headers["Backoff"]  # pyzotero would wait, too, however long, and for its next call alone
        return answer

    def _wait(self, seconds: float, why: str) -> None:
        if seconds > self._patience.longest:
            raise RemoteError(f"{why}: {seconds:.0f} s would have to be waited", AGAIN)
        if seconds >= 1 and self._say:
            self._say(f"{why}; waiting {seconds:.0f} s")
        time.sleep(seconds)


def _name(request: httpx2.Request) -> str:
    return request.url.netloc.decode("ascii")


def _check(answer: httpx2.Response) -> httpx2.Response:
    """``answer`` if it is a success."""
    status = answer.status_code
    if status == httpx2.codes.OK:
        return answer
    path, has_key = answer.request.url.path, "Authorization" in answer.request.headers
    reply = answer.text[:_LONGEST_REPLY].strip()
    if status == httpx2.codes.FORBIDDEN and not has_key:
        raise AccessError("no key is set, and the library is not open to everybody", _SET_KEY)
    if status == httpx2.codes.FORBIDDEN:
        raise AccessError(
            f"the server refuses: {reply}", "check ZOTERO_API_KEY, and what the key may do, at zotero.org/settings/keys"
        )
    if status == httpx2.codes.NOT_FOUND and _GROUP.fullmatch(path):
        seen = "the key may not see it" if has_key else "it is not open to everybody, and no key is set"
        raise AccessError(
            f"there is no group {path.rpartition('/')[2]}, or {seen}",
            "the number is in the group's address: zotero.org/groups/NUMBER" + ("" if has_key else f"; {_SET_KEY}"),
        )
    if status == httpx2.codes.CONTENT_TOO_LARGE:
        raise BusyError("the server says that the request is too large", lasting=True)
    raise RemoteError(f"the server answered {status}: {reply}", AGAIN)


_GROUP = re.compile(r"/groups/[0-9]+")
_SET_KEY = "set ZOTERO_API_KEY; make one at zotero.org/settings/keys"
