"""What can go wrong, on command."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from tests.servers.zotero.exchange import Answer, ApiError, Call, refusal

if TYPE_CHECKING:
    from tests.servers.zotero.server import Server

KINDS = frozenset(
    {"429", "503", "500", "500-after", "backoff", "drop-before", "drop-after", "truncate", "slow", "edit", "edit-after"}
)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that goes wrong with the ``at``-th request that matches, counted from when it is put on the list, and
    with ``times`` of them in a row (None: with all from there on).

    ``match`` is a method and a part of the path: ``("POST", "/items")``; the method ``"write"`` stands for all but GET
    and HEAD, an empty one for all. Without it every request counts. Requests of a ``Person`` never do.

    Kinds:

    - ``429``, ``503``: refused, with ``retry_after`` in the header of that name (seconds, or an HTTP date) or without;
    - ``500``: refused before anything is done; ``500-after``: broken off in mid-batch, ``objects`` are committed;
    - ``backoff``: done, and the answer asks for a pause of ``seconds``;
    - ``drop-before``, ``drop-after``: the connection is closed without an answer, before or after the commit;
    - ``truncate``: done, but half of the body gets lost; ``slow``: done after ``seconds``;
    - ``edit``, ``edit-after``: ``edit(server)`` is called right before or after the request is done, to be another
      user who comes in between (``server.person()`` works there).
    """

    kind: str
    at: int = 1
    times: int | None = 1
    match: tuple[str, str] | None = None
    retry_after: int | str | None = None
    seconds: float = 0
    objects: int = 1
    edit: Callable[["Server"], object] | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no kind of fault: {self.kind} (one of {', '.join(sorted(KINDS))})")

    def counts(self, call: Call) -> bool:
        """Whether the request is one of those it looks at."""
        if self.match is None:
            return True
        method, path = self.match
        return (method in {"", call.method} or (method == "write" and call.writing)) and path in call.path

    def hits(self, ordinal: int) -> bool:
        """Whether the request of this number, among those that count, is one that goes wrong."""
        return ordinal >= self.at and (self.times is None or ordinal < self.at + self.times)

    def refusal(self) -> Answer | None:
        """The answer, if it is one that is given instead of doing anything."""
        if self.kind not in {"429", "503", "500"}:
            return None
        message = {"429": "Request rate limit exceeded" if self.retry_after is not None else "Too many requests"}
        headers = {"Retry-After": str(self.retry_after)} if self.retry_after is not None else {}
        return refusal(ApiError(int(self.kind), message.get(self.kind, ""), headers=headers))


class Faults:
    """The faults to come, each with the number of requests it has seen since it was put here."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pending: list[tuple[Fault, Iterator[int]]] = []

    def append(self, fault: Fault) -> None:
        with self._lock:
            self._pending.append((fault, count(1)))

    def clear(self) -> None:
        with self._lock:
            self._pending.clear()

    def due(self, call: Call) -> list[Fault]:
        """The faults that hit this request."""
        with self._lock:
            return [fault for fault, seen in self._pending if fault.counts(call) and fault.hits(next(seen))]
