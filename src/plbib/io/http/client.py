"""The client: asks what it is asked to, host by host at their pace, and remembers.

What is asked for, and what follows from an answer, is written as a *conversation*: a generator that yields requests, is
sent their outcomes, and returns a value. Many run side by side in one thread; each host has its queue. So the rules
need no locks, and tests run them under a clock that jumps.
"""

import random
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urljoin, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from plbib.io.http import answers as kept_answers
from plbib.io.http.answers import Answers, Kept, is_kept, name_of
from plbib.io.http.credentials import Credential, Identity, Recorded
from plbib.io.http.messages import CallKind, Outcome, Refusal, Request, Response, SendError, Unanswered, Use
from plbib.io.http.pace import Calendar, Meter, Paces, group
from plbib.io.http.patience import BUSY, Patience
from plbib.io.http.recording import RecordedWire, Recorder
from plbib.io.http.safety import allowed_hosts, check, host_of, is_same_family
from plbib.io.http.verdicts import judge
from plbib.io.http.wire import Sender, ThreadWire, Wire, replay_address

if TYPE_CHECKING:  # takes a while to load, and most commands ask for no pages
    from protego import Protego

T = TypeVar("T")
K = TypeVar("K")

Conversation = Generator[Sequence[Request], Sequence[Outcome], T]
"""Yields requests that may go out at once, is sent what came of each, returns what it was about."""

PATIENCE = Patience(attempts=5, first=1.0, longest=60.0, jitter=0.2)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_UNCHANGED = 304
_REFUSALS = frozenset({401, 403})
_AGENT = "plbib"


class _Hop(Struct, frozen=True):
    """One request to be sent once, when its host has time."""

    request: Request


_Step = Sequence[Request] | _Hop
_Running = Generator[Any, Any, Any]


class Client:
    """Asks by ``wire``, remembers in ``answers``; ``say`` is told, once each, what a person should know.

    ``record`` is handed every request with what came of it, without keys; those that the cache answers, too.
    """

    def __init__(
        self,
        wire: Wire,
        answers: Answers,
        *,
        identity: Identity | None = None,
        use: Use | None = None,
        patience: Patience = PATIENCE,
        say: Callable[[str], None] = lambda _: None,
        today: Callable[[], float] = time.time,
        record: Callable[[Request, Response | SendError], None] = lambda _, __: None,
    ) -> None:
        self.identity = identity or Identity()
        self.sent = 0
        self.answers, self.today, self._record = answers, today, record
        self._wire, self._use, self._patience, self._say = wire, use or Use(), patience, say
        self._queues: dict[tuple[str, str], deque[tuple[_Hop, _Running]]] = {}
        self._active: dict[str, int] = {}
        self._flying: dict[int, tuple[_Hop, _Running]] = {}
        self._number = 0
        self._ready: deque[tuple[_Running, Any]] = deque()
        self._parents: dict[_Running, Callable[[Any], None]] = {}
        self._waiting: dict[str, list[Callable[[Outcome], None]]] = {}
        self._robots: dict[str, Protego | None] = {}
        self._luck = random.Random(0)  # noqa: S311 (no secret hangs on it)
        self._allowed = allowed_hosts()
        self._paces = Paces(Calendar(answers, wire.now, today), self.identity.knows)

    def close(self) -> None:
        self.answers.close()
        self._wire.close()

    def ask(self, request: Request) -> Outcome:
        """What comes of one request."""

        def only() -> Conversation[Outcome]:
            (outcome,) = yield [request]
            return outcome

        return next(outcome for _, outcome in self.run({"": only()}))

    def run(self, conversations: Mapping[K, Conversation[T]]) -> Iterator[tuple[K, T]]:
        """Hold conversations side by side: each name, with what was returned, as it ends."""
        ended: deque[tuple[K, T]] = deque()
        for name, conversation in conversations.items():
            self._begin(conversation, partial(_note, ended, name))
        for _ in conversations:
            while not ended:
                self._turn()
            yield ended.popleft()

    # Conversations ---------------------------------------------------------------------------------------------------

    def _begin(self, running: _Running, then: Callable[[Any], None]) -> None:
        self._parents[running] = then
        self._go_on(running, None)

    def _go_on(self, running: _Running, value: Any) -> None:
        """Have a generator run, soon, to its next question."""
        self._ready.append((running, value))

    def _advance(self, running: _Running, value: Any) -> None:
        try:
            step: _Step = running.send(value)
        except StopIteration as stop:
            self._parents.pop(running)(stop.value)
            return
        if isinstance(step, _Hop):
            self._queue(step, running)
        elif not step:
            self._go_on(running, ())
        else:
            self._ask_all(step, running)

    def _ask_all(self, requests: Sequence[Request], running: _Running) -> None:
        outcomes: dict[int, Outcome] = {}

        def take(place: int, outcome: Outcome) -> None:
            outcomes[place] = outcome
            if len(outcomes) == len(requests):
                self._go_on(running, tuple(outcomes[at] for at in range(len(requests))))

        for place, request in enumerate(requests):
            self._ask(request, partial(take, place))

    def _ask(self, request: Request, then: Callable[[Outcome], None]) -> None:
        """Ask, unless the same is being asked at this moment: then both get the answer."""
        name = name_of(request)
        if name in self._waiting:
            self._waiting[name].append(then)
            return
        self._waiting[name] = [then]

        def tell(outcome: Outcome) -> None:
            for each in self._waiting.pop(name):
                each(outcome)

        self._begin(self._exchange(request), tell)

    # One exchange ----------------------------------------------------------------------------------------------------

    def _exchange(self, request: Request) -> Generator[_Step, Any, Outcome]:
        """What comes of a request: from the cache, or from its host, after redirects and in spite of short failures."""
        kept = self.answers.find(request, self.today())
        use = self._use
        if kept and (use.offline or (kept.fresh and not use.refresh and kept.age < use.age)):
            self._record(request, kept.response)
            return kept.response
        if self._use.offline:
            return Unanswered(why=Refusal.OFFLINE)
        asked = replace(request, headers={**request.headers, **kept.conditions}) if kept else request
        outcome = yield from self._follow(asked)
        if isinstance(outcome, Unanswered):
            return outcome
        return self._remember(request, outcome, kept)

    def _remember(self, request: Request, answer: Response, kept: Kept | None) -> Response:
        if answer.status == _UNCHANGED and kept:
            answer = kept.response
            self._record(request, answer)
        if is_kept(request, answer):
            self.answers.keep(request, replace(answer, cached=False), self.today())
        return answer

    def _follow(self, request: Request) -> Generator[_Step, Any, Outcome]:
        first = host_of(request.url)
        for _ in range(_MOST_REDIRECTS + 1):
            if request.kind is CallKind.PAGE:
                forbidden = yield from self._forbidden(request)
                if forbidden:
                    return forbidden
            outcome: Outcome = yield from self._insist(request)
            target = outcome.headers.get("location", "") if isinstance(outcome, Response) else ""
            if isinstance(outcome, Unanswered) or outcome.status not in _REDIRECTS or not target:
                return outcome
            try:
                url = urljoin(request.url, target).partition("#")[0]
                host = check(url, plain=request.anywhere, allowed=self._allowed).hostname or ""
            except ValueError:
                return Unanswered(why=Refusal.UNSAFE, detail="a redirect to no address")
            except SendError as error:
                return replace(error.refusal, detail=f"a redirect: {error.refusal.detail}")
            if not request.anywhere and not is_same_family(first, host, request.family):
                return Unanswered(why=Refusal.MOVED, detail=f"from {first} to {host}")
            request = replace(request, url=url)
            if outcome.status == 303 or (outcome.status in (301, 302) and request.method == "POST"):
                request = replace(request, method="GET", body=b"")
        return Unanswered(why=Refusal.MOVED, detail="redirects without an end")

    def _forbidden(self, request: Request) -> Generator[_Step, Any, Unanswered | None]:
        """Why a page must not be asked for, by the rules of its host for programs (RFC 9309)."""
        from protego import Protego  # as above

        parts = urlsplit(request.url)
        host = parts.netloc
        if host not in self._robots:
            asked = Request(url=f"{parts.scheme}://{host}/robots.txt", kind=CallKind.RULES, anywhere=request.anywhere)
            (outcome,) = yield [asked]
            if isinstance(outcome, Unanswered) or outcome.status >= 500:
                why = str(outcome) if isinstance(outcome, Unanswered) else f"status {outcome.status}"
                return Unanswered(why=Refusal.SILENT, detail=f"robots.txt of {host}: {why}")
            text = outcome.body.decode("utf-8", errors="replace") if outcome.status == 200 else ""
            self._robots[host] = Protego.parse(text) if text else None
        rules = self._robots[host]
        if rules is None:
            return None
        delay = rules.crawl_delay(_AGENT)
        if delay:
            self._paces.meter(parts.hostname or "", request.kind).slow_to(min(delay, self._patience.longest))
        return None if rules.can_fetch(request.url, _AGENT) else Unanswered(why=Refusal.ROBOTS, detail=host)

    def _insist(self, request: Request) -> Generator[_Step, Any, Outcome]:
        """Send a request as often as is worth it."""
        host = host_of(request.url)
        problem, failures = Unanswered(why=Refusal.BUSY), 0
        while failures < self._patience.attempts:
            had_key = self.identity.has_key(host)
            result: Response | SendError | Unanswered = yield _Hop(request)
            if isinstance(result, Unanswered):
                return problem if failures else result
            if isinstance(result, SendError):
                if result.lasting:
                    return result.refusal
                problem = result.refusal
            else:
                self._heed(host, request.kind, result)
                if result.status in _REFUSALS and had_key:
                    self._drop_key(host, result.status)
                    continue
                outcome = self._weigh(request, result)
                if isinstance(outcome, Response) or outcome.why is Refusal.BLOCKED:
                    return outcome
                problem = outcome
            failures += 1
            now = self._wire.now()
            self._paces.breaker(host).note_failure(now, str(problem))
            self._paces.meter(host, request.kind).pause(now + self._patience.pause(failures, self._luck.random()))
        return problem

    def _heed(self, host: str, kind: CallKind, answer: Response) -> None:
        """Take over the pace that an answer asks for; for a pause of hours the host is left alone."""
        meter, now = self._paces.meter(host, kind), self._wire.now()
        asked = meter.learn(answer)
        if asked > self._patience.longest:
            self._paces.shut(host, now + asked, f"{host} asks for a pause of {_span(asked)}")
        elif asked:
            self._paces.pause(meter, now + asked)

    def _weigh(self, request: Request, answer: Response) -> Outcome:
        """What an answer is worth."""
        host = host_of(request.url)
        if answer.status in BUSY:
            return Unanswered(why=Refusal.BUSY, detail=f"{host} answered {answer.status}")
        fault = judge(request, answer)
        if fault and fault.why is Refusal.BROKEN:
            return fault
        if fault or answer.status in _REFUSALS:
            self._paces.breaker(host).note_failure(self._wire.now(), f"{host} {Refusal.BLOCKED}")
        else:
            self._paces.breaker(host).note_success()
        return fault or answer

    def _drop_key(self, host: str, status: int) -> None:
        variable = self.identity.drop(host)
        if variable:
            self._say(f"{host} refuses the key in {variable} ({status}): going on without it")

    # The queues of the hosts -----------------------------------------------------------------------------------------

    def _queue(self, hop: _Hop, running: _Running) -> None:
        host = host_of(hop.request.url)
        self._paces.meter(host, hop.request.kind)
        self._queues.setdefault((host, group(host, hop.request.kind)), deque()).append((hop, running))

    def _turn(self) -> None:
        """Send what may be sent now, then take the next answer, or wait until more may be sent."""
        while self._ready:
            self._advance(*self._ready.popleft())
        soonest = self._send_due()
        if self._ready:
            return
        if not self._flying and soonest is None and not any(self._queues.values()):
            return
        arrived = self._wire.wait(soonest)
        if arrived is None:
            return
        number, result = arrived
        hop, running = self._flying.pop(number)
        self._active[host_of(hop.request.url)] -= 1
        if isinstance(result, Response):
            result = self.identity.redacted(result)
            result = replace(result, url=hop.request.url)
        if not (isinstance(result, Response) and result.status == _UNCHANGED):
            self._record(hop.request, result)
        self._go_on(running, result)

    def _send_due(self) -> float | None:
        """Send what is due; when the next is, if nothing but time is missing."""
        soonest: float | None = None
        for (host, counted), queue in list(self._queues.items()):
            breaker, meter = self._paces.breaker(host), self._paces.find_meter(host, counted)
            while queue:
                now = self._wire.now()
                if breaker.is_open(now):
                    waiting = list(queue)
                    queue.clear()
                    for _, running in waiting:
                        self._go_on(running, Unanswered(why=Refusal.BUSY, detail=breaker.why))
                    break
                if self._active.get(host, 0) >= meter.at_once:
                    break
                if meter.free_at > now:
                    soonest = meter.free_at if soonest is None else min(soonest, meter.free_at)
                    break
                self._send(*queue.popleft(), host, meter)
        return soonest

    def _send(self, hop: _Hop, running: _Running, host: str, meter: Meter) -> None:
        self._number += 1
        self._flying[self._number] = hop, running
        self._active[host] = self._active.get(host, 0) + 1
        self._paces.sent(meter)
        self.sent += 1
        self._wire.submit(self._number, self.identity.signed(hop.request))


def _note(ended: deque[tuple[K, T]], name: K, value: T) -> None:
    ended.append((name, value))


def _span(seconds: float) -> str:
    """A span of time as people say it."""
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


def online(
    use: Use | None = None,
    say: Callable[[str], None] = lambda _: None,
    credentials: Sequence[Credential] = (),
    record: Path | None = None,
) -> Client:
    """The client of this machine, with its cache; where the environment names a server for tests, it is asked alone.

    Every answer is written into the folder ``record``, if one is named.
    """
    replay, identity = replay_address(), Identity(credentials)
    recorder = Recorder(record, (identity.mailto,)) if record else lambda _, __: None
    answers = kept_answers.on_disk(replay)
    answers.tidy(time.time())
    sender = Sender(replay=replay)
    wire = ThreadWire(sender, sender.close)
    return Client(wire, answers, identity=identity, use=use, say=say, record=recorder)


def replay(folder: Path, say: Callable[[str], None] = lambda _: None) -> Client:
    """A client that takes its answers from a recording, and asks nobody."""
    wire = RecordedWire(folder)
    return Client(wire, Answers(None), identity=Recorded(wire.hosts), say=say)
