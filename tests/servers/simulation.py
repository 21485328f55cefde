"""The web as one function under a clock that jumps: what takes minutes of waiting takes milliseconds of the test."""

import heapq
from collections.abc import Callable

from plbib.io.http.messages import Request, Response, SendError

Serve = Callable[[Request, float], Response]
"""Answers a request at a time, in seconds; may raise :class:`SendError`."""


class SimulatedWire:
    """Carries requests to ``serve``; every answer takes ``latency`` seconds. ``log`` holds when what was sent."""

    def __init__(self, serve: Serve, latency: float = 0.3) -> None:
        self._serve, self._latency = serve, latency
        self._clock, self._order = 0.0, 0
        self._flying: list[tuple[float, int, int, Response | SendError]] = []
        self.log: list[tuple[float, Request]] = []

    def now(self) -> float:
        return self._clock

    def submit(self, number: int, request: Request) -> None:
        self.log.append((self._clock, request))
        self._order += 1
        result: Response | SendError
        try:
            result = self._serve(request, self._clock)
        except SendError as error:
            result = error
        heapq.heappush(self._flying, (self._clock + self._latency, self._order, number, result))

    def wait(self, until: float | None) -> tuple[int, Response | SendError] | None:
        assert self._flying or until is not None, "nothing is under way: the client would wait forever"
        if self._flying and (until is None or self._flying[0][0] <= until):
            self._clock, _, number, result = heapq.heappop(self._flying)
            return number, result
        assert until is not None
        self._clock = max(self._clock, until)
        return None

    def close(self) -> None:
        """Nothing is open."""
