"""The limits of the real service, off unless switched on: rate, concurrency, and the lock after wrong keys."""

import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager

from tests.servers.zotero.exchange import ApiError

BURST, PER_SECOND, CONCURRENT, RETRY = 100, 10, 5, 10
FAILURES, FAILURE_SECONDS = 6, 300


class Limits:
    """Counts of what each account does. ``rate`` and ``lockout`` are the switches."""

    def __init__(self) -> None:
        self.rate = False
        self.lockout = False
        self._lock = threading.Lock()
        self._running: Counter[str] = Counter()
        self._buckets: dict[str, tuple[float, float]] = {}
        self._failures: deque[float] = deque()

    def check_lockout(self) -> None:
        """Refuse every request with a key for a while after too many wrong ones."""
        since = time.monotonic() - FAILURE_SECONDS
        if self.lockout and sum(moment > since for moment in self._failures) >= FAILURES:
            raise ApiError(429, "Too many authentication failures")

    def note_failure(self) -> None:
        self._failures.append(time.monotonic())

    @contextmanager
    def slot(self, who: str) -> Iterator[None]:
        """A place among the requests that run at once, and a token of the bucket; raises when there is none."""
        if self.rate:
            self._enter(who)
        try:
            yield
        finally:
            if self.rate:
                with self._lock:
                    self._running[who] -= 1

    def _enter(self, who: str) -> None:
        with self._lock:
            left, then = self._buckets.get(who, (float(BURST), time.monotonic()))
            now = time.monotonic()
            left = min(BURST, left + (now - then) * PER_SECOND)
            self._buckets[who] = (max(left - 1, 0), now)
            if left < 1:
                raise ApiError(429, "Request rate limit exceeded", headers={"Retry-After": str(RETRY)})
            if self._running[who] >= CONCURRENT:
                raise ApiError(429, "Concurrent request limit exceeded", headers={"Retry-After": "1"})
            self._running[who] += 1
