"""Papers looked up at services: which is asked when, until it is decided. Pure: requests go out by who runs it.

A paper is a *conversation* (:mod:`plbib.io.http.client`): its identifiers first, then searches by its title; each
source is asked only if the answers before it do not decide, or leave the record without what a citation needs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from plbib.io.http import messages as http
from plbib.io.http.client import Conversation
from plbib.io.http.credentials import Credential
from plbib.model import Item
from plbib.papers.identifiers import Identifier
from plbib.papers.identity import Agreement, Paper
from plbib.papers.titles import normalise
from plbib.papers.venues import recognise
from plbib.papers.venues.compare import names_preprint
from plbib.resolve import sources
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.match import Decision, ServiceAnswer, ServiceOutcome, State, decide
from plbib.resolve.merge import merge
from plbib.resolve.sources import routes
from plbib.resolve.sources.source import Answer, Call, Outcome, Query, Reply, Source
from plbib.resolve.titles import TitleMatch

_KINDS = {
    Call.RECORD: http.CallKind.RECORD,
    Call.LIST: http.CallKind.LIST,
    Call.SEARCH: http.CallKind.SEARCH,
    Call.PAGE: http.CallKind.PAGE,
}
_OUTCOMES = {Outcome.FOUND: ServiceOutcome.FOUND, Outcome.EMPTY: ServiceOutcome.EMPTY}
_LAST = "url"
"""The kind of plain addresses: they are asked for only where no search finds the paper."""
_FOLLOWED = frozenset("doi acl dblp neurips mlsys pmlr usenix cvf".split())
"""Kinds of the published paper: what a source names by one of these is asked for there, too."""
_LOCKED = frozenset({"openreview", "openalex"})
"""Sources that are not asked without a key: one answers nobody, one gives no more than a few searches a day."""
_NO_PAGES = frozenset({"ICLR", "TMLR", "COLM"})
"""Venues whose papers have neither pages nor DOIs."""
_DEEPEST = 6
"""So many requests follow from one another at most."""
_PAGES_ELSEWHERE = frozenset({("NeurIPS", 2019), ("NeurIPS", 2021)})
"""Volumes whose own BibTeX has no pages, and dblp does (§0, §3.5): dblp is asked in its place."""
_MOST_LEADS = 3
_FURTHER = 1
"""So many searches are made for the publication of a preprint, or for what a record lacks."""


def credentials() -> tuple[Credential, ...]:
    """The keys that the sources take."""
    return tuple(
        Credential(variable=one.variable, hosts=one.hosts, header=one.header, parameter=one.parameter, form=one.form)
        for name in sources.NAMES
        for one in sources.load(name).credentials
    )


class _SentQuery(Struct, frozen=True, kw_only=True):
    """A request on its way: the identifier it asks for (None: it searches), how deep it follows from others.

    ``origin`` is the host that was asked before the one that it goes to now.
    """

    request: Query
    origin: str = ""
    name: Identifier | None = None
    covers: bool = False
    depth: int = 0


class Desk:
    """Looks up papers that are all named beforehand, since services take several identifiers in one call.

    ``has_key`` says whether a host is sent a key: some sources are not asked without one. Without ``abstracts``
    no record has one.
    """

    def __init__(
        self, papers: Iterable[Wanted], has_key: Callable[[str], bool] = lambda _: False, *, abstracts: bool = False
    ) -> None:
        self._has_key, self._abstracts = has_key, abstracts
        self._batches: dict[tuple[str, Identifier], tuple[Query, ...]] = {}
        self._replies: dict[Query, Reply] = {}
        self._mirrors: dict[tuple[str, Call], str] = {}
        self._plan(papers)

    def _plan(self, papers: Iterable[Wanted]) -> None:
        """Gather what is asked for in one call."""
        asked: defaultdict[str, set[Identifier]] = defaultdict(set)
        for paper in papers:
            for step in routes.steps(paper):
                if step.identifier and self._source(step.source):
                    asked[step.source].add(step.identifier)
        for source, names in asked.items():
            own = sources.load(source)
            ordered = sorted((name for name in names if name.kind in own.kinds), key=lambda name: name.token)
            for chunk in (ordered[at : at + own.batch] for at in range(0, len(ordered), own.batch)):
                requests = _by_identifier(own, chunk)
                for name in chunk:
                    about = tuple(request for request in requests if name.token in request.about)
                    self._batches[source, name] = about or requests

    def _source(self, name: str) -> Source | None:
        """The source called so, if there is one, and it answers us."""
        if name not in sources.NAMES:
            return None
        own = sources.load(name)
        return own if name not in _LOCKED or any(map(self._has_key, own.hosts)) else None

    def look_up(
        self, wanted: Wanted, given: Sequence[Candidate] = (), *, published: bool = False
    ) -> Conversation[Decision]:
        """What becomes of a paper; ``given`` are records at hand. ``published``: its publication is looked for."""
        paper = _AskedPaper(wanted, given, published=published)
        steps = routes.steps(wanted)
        by_name = _by_name(steps)
        yield from self._follow(paper, {name: by_name[name] for name in by_name if name.kind != _LAST})
        yield from self._search(paper, [step.source for step in steps if step.identifier is None])
        if not paper.decision.chosen:
            yield from self._follow(paper, {name: by_name[name] for name in by_name if name.kind == _LAST})
        return paper.decision

    def fetch(self, name: Identifier) -> Conversation[list[Candidate]]:
        """The records that an identifier names, the first source first."""
        paper = _AskedPaper(Wanted(paper=Paper(title="", tokens=frozenset({name.token}), authors=(), year=None)), ())
        yield from self._ask_first(paper, name)
        return paper.with_token(name)

    def ask_for(self, wanted: Wanted, name: Identifier) -> Conversation[Decision]:
        """What the first source says of a paper that has a record of its identifier."""
        paper = _AskedPaper(wanted, ())
        yield from self._ask_first(paper, name)
        return paper.decision

    def ask_source(
        self, source: str, wanted: Wanted, name: Identifier | None
    ) -> Conversation[tuple[list[Candidate], list[ServiceAnswer]]]:
        """What one source says, asked by an identifier, or, without one, by title."""
        paper, own = _AskedPaper(wanted, ()), self._source(source)
        searches = own.search(wanted) if own and own.search and not name else ()
        calls = [*self._calls(source, name)] if name else [_SentQuery(request=request) for request in searches]
        yield from self._ask(paper, calls)
        return paper.heard

    def asks(self, source: str) -> bool:
        """Whether a source is asked: some are not without a key."""
        return self._source(source) is not None

    def _ask_first(self, paper: "_AskedPaper", name: Identifier) -> Conversation[None]:
        for step in routes.leads(frozenset({name.token})):
            yield from self._ask(paper, [*self._calls(step.source, name)])
            if paper.holds(name):
                return

    def _follow(self, paper: "_AskedPaper", names: Mapping[Identifier, Sequence[str]]) -> Conversation[None]:
        """Ask by identifiers, and by those that the answers give for what was published."""
        left = {name: names[name] for name in names if name not in paper.asked}
        while left and not paper.is_settled:
            name = next(iter(left))
            paper.asked.add(name)
            for source in left.pop(name):
                yield from self._ask(paper, [*self._calls(source, name)])
                if paper.is_settled or (paper.holds(name) and not paper.is_preprint):
                    break
            left |= {lead: rest for lead, rest in paper.leads().items() if lead not in paper.asked and lead not in left}

    def _calls(self, source: str, name: Identifier) -> Iterator[_SentQuery]:
        own = self._source(source)
        if own and name.kind in own.kinds:
            for request in self._batches.get((source, name)) or _by_identifier(own, [name]):
                yield _SentQuery(request=request, name=name)

    def _search(self, paper: "_AskedPaper", names: Sequence[str]) -> Conversation[None]:
        """Search by title, and by the title of what its identifier leads to.

        Crossref first where it has papers of the venue, since it may be asked more often than others.
        """
        searched = 0
        for name in sorted(names, key=lambda name: not (name == "crossref" and routes.covers(name, paper.wanted))):
            if paper.is_settled or searched >= paper.searches_left():
                return
            own, covers = self._source(name), routes.covers(name, paper.wanted)
            if own is None or own.search is None or (paper.decision.chosen and not covers):
                continue
            searched += 1
            requests = [request for wanted in paper.titled() for request in own.search(wanted)]
            yield from self._ask(paper, [_SentQuery(request=request, covers=covers) for request in requests])
            yield from self._follow(paper, paper.leads())

    def _ask(self, paper: "_AskedPaper", calls: Sequence[_SentQuery]) -> Conversation[None]:
        """Ask, and go on where the answers say; what comes of it is added to the paper."""
        while calls:
            outcomes = yield [self._sent(call.request) for call in calls]
            following: list[_SentQuery] = []
            for call, outcome in zip(calls, outcomes, strict=True):
                following += self._take(paper, call, outcome)
            calls = [call for call in following if call.depth < _DEEPEST]

    def _sent(self, request: Query) -> http.Request:
        """A request as the client sends it: to the host that answered last, where there are several."""
        host = self._mirrors.get((request.host, request.call), request.host)
        own = sources.load(request.source)
        headers = {"accept": request.accept}
        if request.body:
            headers["content-type"] = "application/json"
        return http.Request(
            url=replace(request, host=host).url,
            method=request.method,
            kind=_KINDS[request.call],
            headers=headers,
            body=request.body,
            family=(*own.hosts, *own.family),
        )

    def _take(self, paper: "_AskedPaper", call: _SentQuery, outcome: http.Outcome) -> Iterator[_SentQuery]:
        """Add what an answer says to the paper; what is to be asked next."""
        request = call.request
        if isinstance(outcome, http.Unanswered) and outcome.why is http.Refusal.OFFLINE:
            paper.miss(request.source)
            return
        reply, detail = self._read(request, outcome)
        if reply.outcome in (Outcome.FAILED, Outcome.REFUSED):
            another = _elsewhere(call)
            if another:
                yield another
                return
            if request.call is Call.LIST and call.name and isinstance(outcome, http.Response):
                own = sources.load(request.source)
                alone = _by_identifier(own, [call.name])
                if request not in alone:
                    yield from (_SentQuery(request=one, name=call.name, depth=call.depth + 1) for one in alone)
                    return
        elif call.origin:
            self._mirrors[call.origin, request.call] = request.host
        candidates = reply.candidates
        if call.name and len(request.about) > 1:
            candidates = tuple(found for found in candidates if call.name.token in found.paper.tokens)
        paper.take(request.source, reply.outcome, candidates, covers=call.covers, detail=detail)
        settled = paper.is_settled or paper.is_completed_elsewhere
        enough = settled if call.name else paper.decision.chosen and reply.outcome is Outcome.EMPTY
        if not enough:
            for following in reply.requests:
                yield replace(call, request=following, origin="", depth=call.depth + 1)

    def _read(self, request: Query, outcome: http.Outcome) -> tuple[Reply, str]:
        """What an answer says, and, where it says nothing, why in words. A call for many is read once."""
        if isinstance(outcome, http.Unanswered):
            return Reply(outcome=Outcome.FAILED), str(outcome)
        if request in self._replies:
            return self._replies[request], ""
        raw = Answer(status=outcome.status, headers=outcome.headers, body=outcome.body, url=outcome.url)
        reply = sources.read(request, raw, abstracts=self._abstracts)
        if len(request.about) > 1:
            self._replies[request] = reply
        return reply, "" if reply.outcome in _OUTCOMES else f"status {outcome.status}"


def _by_name(steps: Iterable[routes.Step]) -> dict[Identifier, list[str]]:
    """The sources that are asked by each identifier, in order."""
    grouped: dict[Identifier, list[str]] = {}
    for step in steps:
        if step.identifier:
            grouped.setdefault(step.identifier, []).append(step.source)
    return grouped


def _by_identifier(source: Source, names: Sequence[Identifier]) -> tuple[Query, ...]:
    return tuple(source.by_identifier(names)) if source.by_identifier else ()


def _elsewhere(call: _SentQuery) -> _SentQuery | None:
    """The same question to the next host that answers it."""
    request = call.request
    if not request.mirrors:
        return None
    host, *mirrors = request.mirrors
    there = replace(request, host=host, mirrors=tuple(mirrors))
    return replace(call, request=there, origin=call.origin or request.host)


def _is_full(item: Item) -> bool:
    """Whether a record can be cited: people, year and venue, and where in it, if papers of the venue have such."""
    core = item.author and item.issued and item.issued.year and item.container_title
    venue = recognise(item.container_title or "")
    return bool(core and (item.doi or item.page or item.number or (venue and venue.acronym in _NO_PAGES)))


class _AskedPaper:
    """What was learnt about a paper so far, and what that comes to."""

    def __init__(self, wanted: Wanted, given: Sequence[Candidate], *, published: bool = False) -> None:
        self.wanted, self._published = wanted, published
        self.asked: set[Identifier] = set()
        self._candidates = list(given)
        self._answers: dict[str, ServiceAnswer] = {}
        self._decision: Decision | None = None

    @property
    def decision(self) -> Decision:
        if self._decision is None:
            self._decision = decide(self.wanted, self._candidates, tuple(self._answers.values()))
        return self._decision

    @property
    def heard(self) -> tuple[list[Candidate], list[ServiceAnswer]]:
        """All that was said."""
        return self._candidates, [*self._answers.values()]

    def miss(self, source: str) -> None:
        """Note that a source was not to be asked."""
        self._answers.setdefault(source, ServiceAnswer(source=source, outcome=ServiceOutcome.UNKEPT))
        self._decision = None

    def take(self, source: str, said: Outcome, candidates: Sequence[Candidate], *, covers: bool, detail: str) -> None:
        """Add an answer; of several by one source the most telling counts."""
        outcome = _OUTCOMES.get(said, ServiceOutcome.FAILED)
        new = ServiceAnswer(source=source, outcome=outcome, covers=covers, detail=detail)
        held = self._answers.get(source)
        if held is None or _WEIGHT[outcome] > _WEIGHT[held.outcome]:
            self._answers[source] = replace(new, covers=covers or bool(held and held.covers))
        elif covers and not held.covers:
            self._answers[source] = replace(held, covers=True)
        self._candidates += candidates
        self._decision = None

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing left to ask: it is decided, published, and the record can be cited."""
        decision = self.decision
        if self._published:
            return any(_is_full(found.candidate.record.item) for found in decision.publications)
        if not decision.chosen or (decision.state is State.PREPRINT and not self._wants_preprint):
            return False
        return self._wants_preprint or _is_full(merge(decision).item)

    @property
    def is_completed_elsewhere(self) -> bool:
        """Whether it is decided, and what it lacks is not where it was found."""
        chosen = self.decision.chosen
        item = chosen.candidate.record.item if chosen else None
        venue = recognise(item.container_title or "") if item else None
        year = item.issued.year if item and item.issued else None
        return venue is not None and (venue.acronym, year) in _PAGES_ELSEWHERE

    @property
    def is_preprint(self) -> bool:
        return self.decision.state is State.PREPRINT

    @property
    def _wants_preprint(self) -> bool:
        return names_preprint(self.wanted.venue or "")

    def searches_left(self) -> int:
        """How many searches the paper is worth."""
        return _FURTHER + self._published if self.decision.chosen else len(sources.NAMES)

    def holds(self, name: Identifier) -> bool:
        """Whether a record with this identifier was given."""
        return bool(self.with_token(name))

    def with_token(self, name: Identifier) -> list[Candidate]:
        return [found for found in self._candidates if name.token in found.paper.tokens]

    def leads(self) -> dict[Identifier, list[str]]:
        """Identifiers of the published paper in what was found so far, and who knows them."""
        chosen = self.decision.chosen
        likely = [
            found
            for found in self.decision.judged
            if (found.work == chosen.work if chosen else found.title.match >= TitleMatch.SHORTENED)
        ]
        tokens = {token for found in likely for token in found.candidate.paper.tokens}
        followed = frozenset(token for token in tokens if token.partition(":")[0] in _FOLLOWED)
        return dict(islice(_by_name(routes.leads(followed)).items(), _MOST_LEADS))

    def titled(self) -> Iterator[Wanted]:
        """The paper, and, where its identifier leads to another title, the paper by that title."""
        yield self.wanted
        for found in self.decision.judged:
            title = found.candidate.record.item.title
            if found.identifiers is Agreement.AGREE and normalise(title) != normalise(self.wanted.paper.title):
                yield replace(self.wanted, paper=replace(self.wanted.paper, title=title))
                return


_WEIGHT = {ServiceOutcome.UNKEPT: -1, ServiceOutcome.EMPTY: 0, ServiceOutcome.FAILED: 1, ServiceOutcome.FOUND: 2}
"""Which of several answers of one source tells more: after a failure an empty one is no proof."""
