"""Full records for the papers of a list: looked up, decided by witnesses, and by people where these do not agree."""

from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plbib.app import parallel
from plbib.app.opening import bundled
from plbib.app.opening import records as of_people
from plbib.app.opening.source import Opened, Sources
from plbib.app.opening.sources import load_configuration, open_source
from plbib.app.questions import lock_of
from plbib.app.saved_files import save_lock
from plbib.app.services import Services
from plbib.compare import Difference, difference
from plbib.errors import UsageError
from plbib.io import files
from plbib.io.http.messages import Use
from plbib.library.assemble import Learnt, LookUp, adopt
from plbib.library.lock import Lock, LockEntry
from plbib.model import Entry, Library, Place, Status
from plbib.papers.identifiers import token
from plbib.resolve import local, merge, notices
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.index import Index
from plbib.resolve.match import Decision, State
from plbib.text.counting import count_noun

_HELD = {State.REVIEW: Status.REVIEW, State.NOT_FOUND: Status.UNRESOLVED, State.UNAVAILABLE: Status.UNRESOLVED}
"""What the lock holds of a paper that has no record."""


class Resolved(Struct, frozen=True, kw_only=True):
    """What became of one paper: its key, title and place in the source, and the decision."""

    key: str
    title: str
    place: Place | None
    decision: Decision


class Resolution(Struct, frozen=True, kw_only=True):
    """What became of the papers that had no record; ``given`` are the bibliographies that were asked.

    ``difference`` is that of the records before and after, where nothing was written. ``completed`` is the bibliography
    that was looked up, with what it lacked; a list has none. ``library`` is what was looked up, with its records.
    """

    papers: tuple[Resolved, ...]
    given: tuple[Index, ...]
    difference: Difference | None = None
    completed: Library | None = None
    library: Library


def _decides(given: Sequence[Index]) -> Callable[[Wanted], Decision]:
    """Decides about papers by the records ``given`` and those that come with plbib, all at once."""
    return lambda paper: local.settle(paper, (bundled.records(), *given))


class _Resolver:
    """Looks papers up, and remembers what it decided about each line, and who was meant."""

    def __init__(self) -> None:
        self.decisions: dict[Place, Decision] = {}
        self.wanted: dict[Place, Wanted] = {}
        self._decide: Callable[[Wanted], Decision] = _decides(())
        self._ahead: Generator[Decision, None, None] | None = None
        self._expected: deque[Place] = deque()

    def looks_up(self, given: Sequence[Index]) -> LookUp:
        """How papers are looked up in the bibliographies ``given``."""
        self._decide = _decides(given)
        return self

    def __call__(self, entry: Entry) -> Learnt | None:
        """The record of a paper."""
        self.wanted[entry.place] = wanted = local.describe(entry)
        self.decisions[entry.place] = decision = self._foreseen(entry.place) or self._decide(wanted)
        return local.learnt(decision, Status.RESOLVED)

    def expect(self, entries: Sequence[Entry]) -> None:
        """Begin to decide about papers that may be asked for."""
        self._expected = deque(entry.place for entry in entries)
        self._ahead = parallel.decisions([*map(local.describe, entries)], self._decide)

    def _foreseen(self, place: Place) -> Decision | None:
        """What was decided about a paper that was expected; papers that stood before it are not asked for any more."""
        if self._ahead is None or place not in self._expected:
            return None
        while self._expected.popleft() != place:
            next(self._ahead)
        return next(self._ahead)

    def close(self) -> None:
        """Leave what is expected."""
        if self._ahead:
            self._ahead.close()

    def repeats(self, _: Sequence[Index]) -> LookUp:
        """What was decided before, told again."""

        def find(entry: Entry) -> Learnt | None:
            decision = self.decisions.get(entry.place)
            if decision and self.wanted[entry.place] != local.describe(entry):  # the list changed meanwhile
                return None
            return local.learnt(decision, Status.RESOLVED) if decision else None

        return find

    def ask(self, services: Services, given: Sequence[Index]) -> bool:
        """Ask services about the papers that the records at hand do not decide; whether nobody interrupted it.

        Of papers that were not asked about by then, nothing is known.
        """
        left = [place for place, decision in self.decisions.items() if decision.chosen is None]
        decided: dict[Place, Decision] = {}
        try:
            services.decide(
                {place: (self.wanted[place], _candidates(self.wanted[place], given)) for place in left}, decided
            )
        except KeyboardInterrupt:
            services.say(f"interrupted; what was learnt of {count_noun(len(decided), 'paper')} is kept")
        self.decisions = {place: own for place, own in self.decisions.items() if place not in left} | decided
        return len(decided) == len(left)


def _candidates(paper: Wanted, given: Sequence[Index]) -> list[Candidate]:
    """The records at hand that a paper may be."""
    return [candidate for records in (bundled.records(), *given) for candidate in records.find(paper)]


def resolve(
    source: Sources,
    records: Sequence[str | Path],
    *,
    dry_run: bool = False,
    abstracts: bool = False,
    keys: Mapping[str, str] | None = None,
    services: Services | None = None,
) -> Resolution:
    """Look up the papers of a list of which only the list knows, and write what was learnt into its lock.

    A record that two witnesses accept is verified; where they do not agree the paper is for review, and a person
    settles it by :func:`pin`. With ``dry_run`` nothing is written; ``abstracts`` are kept if they are wanted.
    ``keys`` are those of foreign JSON Lines. ``services`` are asked about what the records at hand do not decide
    (default: nobody is asked). Raises :class:`KeyboardInterrupt` again once what was learnt by then is written.
    """
    resolver, use, whole = _Resolver(), services.use if services else None, True
    with closing(resolver):
        opened = open_source(source, records=records, look_ups=resolver.looks_up, keys=keys, use=use)
    given = opened.given
    if services and any(decision.chosen is None for decision in resolver.decisions.values()):
        lock_of(opened)
        whole = resolver.ask(services, given)
        opened = open_source(source, look_ups=resolver.repeats, use=use)
    if opened.lock_path is None and not resolver.decisions:  # such as the list that comes with plbib
        return Resolution(papers=(), given=given, library=opened.library)
    held = lock_of(opened)
    papers = tuple(
        Resolved(key=record.key, title=entry.title, place=entry.place, decision=resolver.decisions[entry.place])
        for record in opened.library.records
        for entry in record.entries[:1]
        if entry.place in resolver.decisions
    )
    decisions = {paper.key: paper.decision for paper in papers}
    new_lock = replace(
        held,
        entries=tuple(_explained(entry, decisions.get(entry.key), abstracts=abstracts) for entry in held.entries),
    )
    if dry_run:
        before = _as_it_is(source, use).library
        changes = difference(before, opened.library)
        return Resolution(papers=papers, given=given, difference=changes, library=opened.library)
    save_lock(opened, new_lock)
    if not whole:
        raise KeyboardInterrupt
    library = opened.library if abstracts else _without_abstracts(opened.library, decisions)
    return Resolution(papers=papers, given=given, library=library)


def _without_abstracts(library: Library, decisions: Mapping[str, Decision]) -> Library:
    """``library`` as its lock keeps it: with no abstracts of records that were just looked up."""
    records = (
        replace(record, item=replace(record.item, abstract=None)) if record.key in decisions else record
        for record in library.records
    )
    return replace(library, records=tuple(records))


def complete(
    source: str | Path,
    records: Sequence[str | Path],
    *,
    abstracts: bool = False,
    keys: Mapping[str, str] | None = None,
    services: Services | None = None,
) -> Resolution:
    """Look up the papers of a bibliography in others, and add what its records lack; what they say stays."""
    opened, given = open_source(source, use=services.use if services else None), _open_records(records, keys)
    about = _decides(given)
    before = opened.library
    papers = [local.wanted_record(record) for record in before.records]
    decisions = [*parallel.decisions(papers, about)]
    if services:
        undecided = [place for place, decision in enumerate(decisions) if decision.chosen is None]
        asked = services.decide({place: (papers[place], _candidates(papers[place], given)) for place in undecided})
        decisions = [asked.get(place, decision) for place, decision in enumerate(decisions)]
    pairs = zip(before.records, decisions, strict=True)
    after = tuple(merge.complete(record, decision, abstracts=abstracts) for record, decision in pairs)
    completed = replace(before, records=after)
    return Resolution(
        papers=tuple(
            Resolved(key=record.key, title=record.item.title, place=record.place, decision=decision)
            for record, decision in zip(before.records, decisions, strict=True)
        ),
        given=given,
        difference=difference(before, completed),
        completed=completed,
        library=completed,
    )


def _as_it_is(source: Sources, use: Use | None = None) -> Opened:
    """``source`` opened, and no paper looked up."""
    return open_source(source, look_ups=lambda _: lambda _: None, use=use)


def _explained(entry: LockEntry, decision: Decision | None, *, abstracts: bool) -> LockEntry:
    """``entry`` with the reason why it has no record, if that was decided; with its abstract only if that is wanted."""
    if decision is None or decision.state is State.UNKEPT:
        return entry
    if decision.state not in _HELD:
        provenance = {field: source for field, source in entry.provenance.items() if field != "abstract"}
        bare = replace(entry, item=replace(entry.item, abstract=None), provenance=provenance)
        return entry if abstracts else bare
    return replace(entry, status=_HELD[decision.state], evidence=f"{decision.state}: {decision.reason}")


def _open_records(records: Sequence[str | Path], keys: Mapping[str, str] | None = None) -> tuple[Index, ...]:
    """The records in files, and in those that are configured."""
    settings = load_configuration().list
    return of_people.open_records((*records, *settings.records), {**settings.map, **(keys or {})})


def pin(
    source: Sources,
    name: str,
    record: str,
    records: Sequence[str | Path] = (),
    keys: Mapping[str, str] | None = None,
    services: Services | None = None,
) -> LockEntry:
    """Settle by hand which record a paper has, and write it into the lock; no later run changes it.

    ``name`` is the paper's key or id. ``record`` is ``FILE:KEY``, ``plbib:KEY`` (one that comes with plbib), a file
    with one record, or the DOI or another identifier of a record in ``records``, else one that ``services`` know;
    ``SOURCE:ID`` names one of these.
    """
    opened = _as_it_is(source, services.use if services else None)
    entry = _named(lock_of(opened), name)
    return _pinned(opened, {entry.id: named_record(record, records, keys, services)})[0]


def pin_all(source: Sources, chosen: Mapping[str, Candidate]) -> tuple[LockEntry, ...]:
    """Settle at once which records the papers with these keys have; see :func:`pin`."""
    opened = _as_it_is(source)
    held = lock_of(opened)
    return _pinned(opened, {_named(held, name).id: candidate for name, candidate in chosen.items()})


def _named(held: Lock, name: str) -> LockEntry:
    """The paper that ``name`` names. Raises :class:`UsageError` if there is none."""
    entry = next((entry for entry in held.entries if name in (entry.id, entry.key, *entry.aliases)), None)
    if entry is None:
        raise UsageError(f"no paper of the list has the key {name}", "plbib keys shows all")
    return entry


def _pinned(opened: Opened, chosen: Mapping[str, Candidate]) -> tuple[LockEntry, ...]:
    """The papers with these ids, with their records, written into the lock."""
    held = lock_of(opened)
    new_lock = replace(held, entries=tuple(_with_record(entry, chosen.get(entry.id)) for entry in held.entries))
    save_lock(opened, new_lock)
    return tuple(entry for entry in new_lock.entries if entry.id in chosen)


def _with_record(entry: LockEntry, chosen: Candidate | None) -> LockEntry:
    if chosen is None:
        return entry
    settled = Learnt(
        status=Status.PINNED,
        item=chosen.record.item,
        identifiers=chosen.record.identifiers,
        sources=chosen.record.sources or (chosen.source,),
        provenance={},
        evidence="settled by a person",
        notices=notices.of_record(chosen.record, chosen.source),
    )
    return adopt(entry, settled)


def named_record(
    name: str,
    files_given: Sequence[str | Path],
    keys: Mapping[str, str] | None = None,
    services: Services | None = None,
) -> Candidate:
    """The record that ``name`` names (see :func:`pin`). Raises :class:`UsageError` unless it is one."""
    if files.exists(Path(name)):
        candidates = [candidate for records in of_people.open_records([name], keys) for candidate in islice(records, 2)]
    elif name.startswith(f"{local.BUNDLED}:"):
        candidates = bundled.records().find_keyed(name.removeprefix(f"{local.BUNDLED}:"))
    elif cut := next((cut for cut in _colons(name) if files.exists(Path(name[:cut]))), None):
        file, key = name[:cut], name[cut + 1 :]
        candidates = [
            candidate for records in of_people.open_records([file], keys) for candidate in records.find_keyed(key)
        ]
    else:
        candidates = with_token(token(name), files_given, keys)[:1] or (services.fetch(name)[:1] if services else [])
    if len(candidates) != 1:
        what = "more than one record in it" if candidates else "no such record"
        raise UsageError(f"{name}: {what}", "name one: FILE:KEY, or a DOI or another identifier")
    return candidates[0]


def with_token(name: str, files_given: Sequence[str | Path], keys: Mapping[str, str] | None = None) -> list[Candidate]:
    """The records at hand that an identifier names: those in files, and those that come with plbib."""
    return [
        candidate
        for records in (*_open_records(files_given, keys), bundled.records())
        for candidate in records.with_token(name)
    ]


def _colons(name: str) -> Iterator[int]:
    """Where a name of a file can end in ``FILE:KEY``: keys can hold colons, too."""
    return (place for place, sign in enumerate(name) if sign == ":")
