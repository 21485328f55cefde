"""How fast each host may be asked, by kind of call: as documented, and slower where its answers say so.

The figures are those of ``spec/metadata-sources.md`` §3.0 and §11.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Protocol

from msgspec import Struct

from plbib.io.http.messages import CallKind, Response
from plbib.io.http.patience import BUSY, asked_seconds

TOO_MANY = 429
_SLOWEST = 8.0
"""Seconds between two requests at most, however often a host says that it is too busy."""
_LONGEST = 60.0
"""Seconds that a pause of a former run between two calls is kept at most."""
_EPOCH = 1_000_000_000
"""A larger number is no span of time, but a date in seconds."""


class Limit(Struct, frozen=True):
    """Seconds between two requests of one kind, and how many of all kinds may be under way at once."""

    seconds: float
    at_once: int = 1


_PAGES = Limit(2.0)
_ELSEWHERE = Limit(1.0)
_SINGLE, _ARRAY = "single", "array"
"""Crossref counts records and lists apart; other hosts count all calls as one."""
_LIMITS: Mapping[tuple[str, str], tuple[Limit, Limit]] = {
    ("api.crossref.org", _SINGLE): (Limit(1 / 4, 1), Limit(1 / 8, 3)),
    ("api.crossref.org", _ARRAY): (Limit(1.0, 1), Limit(1 / 2, 3)),
    ("api.semanticscholar.org", ""): (Limit(3.0), Limit(1.0)),
    **{
        (host, ""): (at_most, at_most)
        for host, at_most in {
            "doi.org": Limit(1 / 5),
            "data.crosscite.org": Limit(1 / 3),
            "dblp.org": Limit(2.0),
            "dblp.uni-trier.de": Limit(2.0),
            "dblp.dagstuhl.de": Limit(2.0),
            "export.arxiv.org": Limit(3.0),
            "api.openalex.org": Limit(1 / 5, 4),
            "api.datacite.org": Limit(1 / 3, 2),
            "api.openreview.net": Limit(2.0),
            "api2.openreview.net": Limit(2.0),
            "raw.githubusercontent.com": Limit(1 / 2, 2),
            "api.github.com": Limit(1.0),
            "gitlab.com": Limit(1 / 2, 2),
        }.items()
    },
}
"""By host and group of calls: as for anybody, and for who says who asks."""


def group(host: str, kind: CallKind) -> str:
    """The calls of a host that are counted together."""
    if host == "api.crossref.org":
        return _SINGLE if kind is CallKind.RECORD else _ARRAY
    return ""


def limit(host: str, kind: CallKind, *, identified: bool) -> Limit:
    """The documented pace of a host; ``identified``: it is told who asks, by an address or a key."""
    limits = _LIMITS.get((host, group(host, kind)))
    if limits:
        return limits[identified]
    return _PAGES if kind in (CallKind.PAGE, CallKind.RULES) else _ELSEWHERE


class Meter:
    """When the next request of one kind may go to a host; times are seconds of the clock that is handed in."""

    def __init__(self, given: Limit) -> None:
        self.seconds, self.at_once = given.seconds, given.at_once
        self.free_at = 0.0

    def sent(self, now: float) -> None:
        self.free_at = max(self.free_at, now + self.seconds)

    def pause(self, until: float) -> None:
        self.free_at = max(self.free_at, until)

    def slow_to(self, seconds: float) -> None:
        """At least so many seconds between two requests: what ``robots.txt`` asks for."""
        self.seconds = max(self.seconds, seconds)

    def learn(self, answer: Response) -> float:
        """Take over what an answer says about the pace; the seconds that it asks to wait now (0: none)."""
        headers = answer.headers
        named = ("x-rate-limit-limit", "x-ratelimit-limit", "x-rate-limit")
        count = next((_figure(headers[name]) for name in named if name in headers), 0.0)
        span = next((_figure(headers[n]) for n in ("x-rate-limit-interval", "x-ratelimit-interval") if n in headers), 0)
        if count and span:
            self.slow_to(span / count)
        most = int(_figure(headers.get("x-concurrency-limit", "")))
        if most:
            self.at_once = min(self.at_once, most)
        if answer.status == TOO_MANY:
            self.seconds = min(max(self.seconds, 0.5) * 2, max(_SLOWEST, self.seconds))
        asked = asked_seconds(headers.get("retry-after", "")) if answer.status in BUSY else 0.0
        if headers.get("x-ratelimit-remaining", "").strip() == "0":
            reset = _figure(headers.get("x-ratelimit-reset", ""))
            asked = max(asked, reset - datetime.now(UTC).timestamp() if reset > _EPOCH else reset)
        return asked


def _figure(text: str) -> float:
    """The number that a header begins with (``1s``, ``10``); 0 where it holds none."""
    digits = text.strip().rstrip("s ")
    try:
        value = float(digits)
    except ValueError:
        return 0.0
    return value if 0 < value < float("inf") else 0.0


class Breaker:
    """Leaves a host alone for a while that failed again and again, or asked for a longer pause than anybody waits."""

    FAILURES = 5
    SHORT, LONG = 60.0, 300.0

    def __init__(self) -> None:
        self._failures, self._opened = 0, 0
        self._until = 0.0
        self.why = ""

    def is_open(self, now: float) -> bool:
        return now < self._until

    def note_success(self) -> None:
        self._failures = self._opened = 0

    def note_failure(self, now: float, why: str) -> None:
        self._failures += 1
        if self._failures >= self.FAILURES:
            self.open(now + min(self.SHORT * 2.0**self._opened, self.LONG), why)
            self._opened += 1
            self._failures = self.FAILURES - 1  # one try, when the pause is over

    def open(self, until: float, why: str) -> None:
        self._until, self.why = max(self._until, until), why


class Store(Protocol):
    """What is kept between runs: until when something is not to be asked, in seconds since 1970, and why."""

    def busy(self, name: str) -> tuple[float, str]: ...

    def occupy(self, name: str, until: float, why: str) -> None: ...


class Calendar(Struct, frozen=True):
    """The clock of a run (``now``) and that of the world (``today``), and what former runs left behind."""

    store: Store
    now: Callable[[], float]
    today: Callable[[], float]

    def left(self, name: str, most: float = float("inf")) -> tuple[float, str]:
        """Until when something is not to be asked, by the clock of the run, but no longer than ``most`` seconds."""
        until, why = self.store.busy(name)
        seconds = min(until - self.today(), most)
        return (self.now() + seconds, why) if seconds > 0 else (0.0, "")

    def mark(self, name: str, until: float, why: str = "") -> None:
        """Write down until when something is not to be asked, by the clock of the run."""
        self.store.occupy(name, self.today() + until - self.now(), why)


class Paces:
    """The meters and breakers of all hosts; ``knows`` says whether a host is told who asks.

    What a host asked for holds in the next run, too: a pause between two calls, and one of hours.
    """

    def __init__(self, calendar: Calendar, knows: Callable[[str], bool]) -> None:
        self._calendar, self._knows = calendar, knows
        self._meters: dict[tuple[str, str], Meter] = {}
        self._names: dict[Meter, str] = {}
        self._breakers: dict[str, Breaker] = {}

    def meter(self, host: str, kind: CallKind) -> Meter:
        name = host, group(host, kind)
        if name not in self._meters:
            meter = Meter(limit(host, kind, identified=self._knows(host)))
            self._names[meter] = f"{host} {name[1]}"
            meter.pause(self._calendar.left(self._names[meter], _LONGEST)[0])
            self._meters[name] = meter
        return self._meters[name]

    def find_meter(self, host: str, counted: str) -> Meter:
        """The meter of a group of calls of which one was asked for before."""
        return self._meters[host, counted]

    def sent(self, meter: Meter) -> None:
        """A request goes out now."""
        meter.sent(self._calendar.now())
        self._calendar.mark(self._names[meter], meter.free_at)

    def pause(self, meter: Meter, until: float) -> None:
        """No request of its kind goes out until then."""
        meter.pause(until)
        self._calendar.mark(self._names[meter], meter.free_at)

    def breaker(self, host: str) -> Breaker:
        if host not in self._breakers:
            self._breakers[host] = Breaker()
            until, why = self._calendar.left(self._name(host))
            if until:
                self._breakers[host].open(until, why)
        return self._breakers[host]

    def shut(self, host: str, until: float, why: str) -> None:
        """A host asks to be left alone for long."""
        self.breaker(host).open(until, why)
        self._calendar.mark(self._name(host), until, why)

    def _name(self, host: str) -> str:
        """Who has a key, or says who asks, is another caller than who does not."""
        return f"{host} {'known' if self._knows(host) else 'anybody'}"
