"""What is asked of the web, and what comes of it: an answer, or the reason why there is none."""

import os
from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct

from plbib.errors import ExitCode, PlbibError

OFFLINE = "PLBIB_OFFLINE"
"""The variable of the environment that stands for ``--offline``."""


class Use(Struct, frozen=True, kw_only=True):
    """How the network may be used: not at all (``offline``); asked again for what the cache holds (``refresh``).

    ``age``: asked again for what the cache holds for longer than so many seconds.
    """

    offline: bool = False
    refresh: bool = False
    age: float = float("inf")

    def here(self) -> "Use":
        """The same, and offline where the environment says so."""
        forbidden = os.environ.get(OFFLINE, "").strip() not in ("", "0")
        return Use(offline=self.offline or forbidden, refresh=self.refresh, age=self.age)


class RemoteError(PlbibError):
    """A remote service failed or refused; what was done is kept."""

    exit_code = ExitCode.REMOTE


class CallKind(StrEnum):
    """The kinds of call: each has its own pace, and its own time in the cache."""

    RECORD = "record"  # one, by its identifier
    LIST = "list"  # several, by their identifiers
    SEARCH = "search"
    PAGE = "page"  # made for people: robots.txt is obeyed
    RULES = "rules"  # robots.txt itself
    LINK = "link"  # is it there? HEAD, or GET and not read to the end


class Request(Struct, frozen=True, kw_only=True):
    """One question. ``headers`` have lower-case names.

    Redirects are followed within the domain, and to the hosts of ``family``, by https alone. ``anywhere``: to any
    public host, and plain http is no fault. ``fresh`` are the seconds for which an answer that was kept is given
    without asking again, where that is not so long as of the others of its kind.
    """

    url: str
    method: str = "GET"
    kind: CallKind = CallKind.RECORD
    headers: Mapping[str, str] = {}
    body: bytes = b""
    family: tuple[str, ...] = ()
    anywhere: bool = False
    fresh: float | None = None

    @property
    def accept(self) -> str:
        return self.headers.get("accept", "*/*")


class Response(Struct, frozen=True, kw_only=True):
    """One answer: ``url`` is the last address of redirects, ``headers`` have lower-case names, ``body`` is decoded."""

    url: str
    status: int
    headers: Mapping[str, str] = {}
    body: bytes = b""
    cached: bool = False


class Refusal(StrEnum):
    """Why there is no answer."""

    OFFLINE = "not in the cache, and the network is not to be used"
    BUSY = "too busy"
    SILENT = "no answer"
    NOWHERE = "there is no such host"
    BLOCKED = "keeps programs out"
    ROBOTS = "robots.txt asks programs to stay away"
    UNSAFE = "not a public address"
    MOVED = "leads elsewhere"
    LARGE = "too large"
    BROKEN = "not a whole answer"


class Unanswered(Struct, frozen=True, kw_only=True):
    """A question without an answer: which says nothing about what was asked for."""

    why: Refusal
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.why} ({self.detail})" if self.detail else str(self.why)


Outcome = Response | Unanswered

Send = Callable[[Request], Response]
"""Sends one request and reads its answer whole; redirects are not followed. Raises :class:`SendError`."""


class SendError(Exception):
    """A request that got no answer; ``lasting`` if it would get none the next time, either."""

    def __init__(self, why: Refusal, detail: str = "", *, lasting: bool = False) -> None:
        super().__init__(f"{why}: {detail}")
        self.refusal = Unanswered(why=why, detail=detail)
        self.lasting = lasting
