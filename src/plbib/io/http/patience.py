"""How often a request is sent, and how long is waited in between: of all clients, Zotero's included."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from msgspec import Struct

BUSY = frozenset({429, 500, 502, 503, 504})
"""Statuses that may be others the next time."""
_SECONDS = re.compile(r"[0-9]{1,9}(\.[0-9]*)?")


class Patience(Struct, frozen=True, kw_only=True):
    """How often a request is sent and how long, in seconds, is waited: first, and at most.

    ``jitter`` is the part by which a wait may be longer or shorter, lest many clients return at once.
    """

    attempts: int = 6
    first: float = 1.0
    longest: float = 300.0
    jitter: float = 0.0

    def pause(self, failures: int, luck: float = 0.5) -> float:
        """Seconds to wait after so many failures; ``luck`` lies between 0 and 1."""
        doubled = self.first * 2.0 ** min(failures - 1, 30)
        return float(min(doubled, self.longest) * (1 + self.jitter * (2 * luck - 1)))


def asked_seconds(text: str, now: datetime | None = None) -> float:
    """The seconds that a header such as ``Retry-After`` asks to wait: it holds them, or a date; 0 if neither."""
    text = text.strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())
