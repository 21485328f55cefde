"""A reading and a lock become one immutable library; every entry is in it or explained by a finding."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol, runtime_checkable

from msgspec import Struct
from msgspec.structs import replace

from plbib.findings import Code
from plbib.library.lock import Lock, LockEntry, LockIndex, entry_tokens
from plbib.model import (
    LISTED_ONLY,
    CategoryPath,
    Date,
    Entry,
    Finding,
    Inherited,
    Item,
    Library,
    Notice,
    Place,
    Reading,
    Record,
    Status,
)
from plbib.papers import people
from plbib.papers.identifiers import address, identify
from plbib.papers.keys import DEFAULT, KeySpace, Pattern, safe
from plbib.papers.kinds import kind_of, meeting_fields, venue_fields, volume_fields
from plbib.papers.titles import fingerprint
from plbib.text.patterns import regex


class Learnt(Struct, frozen=True, kw_only=True):
    """A record that was taken for that of a paper, and why."""

    status: Status
    item: Item
    identifiers: dict[str, str]
    sources: tuple[str, ...]
    provenance: dict[str, str]
    evidence: str
    others: dict[str, dict[str, Any]] = {}
    related: dict[str, tuple[str, ...]] = {}
    notices: tuple[Notice, ...] = ()


LookUp = Callable[[Entry], Learnt | None]
"""Finds the record of a paper of which the lock has none."""


@runtime_checkable
class Expects(Protocol):
    """A :data:`LookUp` that is told beforehand which papers it may be asked for, in the order in which it is asked."""

    def expect(self, entries: Sequence[Entry]) -> None: ...


class Assembled(Struct, frozen=True):
    """A library, and the lock as it stands after reading: known entries recognised anew, new ones added."""

    library: Library
    lock: Lock


def assemble(
    reading: Reading,
    lock: Lock,
    *,
    title: str = "",
    url: str = "",
    source: str = "",
    pattern: Pattern = DEFAULT,
    look_up: LookUp = lambda _: None,
    own: Mapping[Place, Learnt] | None = None,
) -> Assembled:
    """Join what the list says with what the lock knows; ``title`` and ``url`` are the list's, if configured.

    ``pattern`` is that of the keys of papers which the lock does not know. ``look_up`` is asked for the record of each
    paper of which only the list knows; a key that the lock has stays, a new one is made from the record. ``own`` are
    records that stand in the list itself: what they say now counts.
    """
    matcher = _Matcher(lock, pattern, look_up, own or {})
    matcher.match(reading.entries)
    matcher.comment(reading.commented)
    library = Library(
        title=title or reading.title,
        url=url,
        source=source,
        records=tuple(matcher.records()),
        categories=reading.categories,
        findings=(*reading.findings, *matcher.findings),
        entries_read=len(reading.entries),
    )
    return Assembled(library, replace(lock, entries=tuple(matcher.entries.values())))


class _Matcher:
    """Matches entries to lock entries; ``entries`` are those of the lock as it grows, by id."""

    def __init__(self, lock: Lock, pattern: Pattern, look_up: LookUp, own: Mapping[Place, Learnt]) -> None:
        self._own = own
        self._pattern = pattern
        self._look_up = look_up
        self.entries = {entry.id: entry for entry in lock.entries}
        self.findings: list[Finding] = []
        self._index = LockIndex(lock.entries)
        self._keys = KeySpace(key for entry in lock.entries for key in (entry.key, *entry.aliases))
        self._listed: dict[str, list[Entry]] = {}
        self._files: dict[str, int] = {}  # in the order of the reading

    def match(self, entries: Iterable[Entry]) -> None:
        """Find the lock entry of each entry: first of those the lock has as they are, then of the changed and the new.

        So a paper that is listed unchanged is never taken for another, wherever in the list it stands.
        """
        left = []
        for entry in entries:
            self._files.setdefault(entry.place.file, len(self._files))
            stored = self._index.exact(entry)
            if stored:
                self._listed.setdefault(stored.id, []).append(entry)
            else:
                left.append(entry)
        if isinstance(self._look_up, Expects):
            known = (entries[0] for name, entries in self._listed.items() if self.entries[name].status in LISTED_ONLY)
            self._look_up.expect([*known, *left])
        for name, listed in self._listed.items():
            self._see(self.entries[name], listed)
        for entry in left:
            self._match_changed(entry)
        for name, listed in self._listed.items():
            if len(listed) == 1:
                continue
            listed.sort(key=self._position)
            self.entries[name] = _with_fingerprint(self.entries[name], listed)
            self.findings += _duplicates(listed, self.entries[name].key)

    def _match_changed(self, entry: Entry) -> None:
        stored = self._index.find(entry, self._listed)
        if stored is None:
            stored = self._new(entry)
            self._listed[stored.id] = [entry]
            self._keep(stored)
            return
        listed = self._listed.setdefault(stored.id, [])
        listed.append(entry)
        if len(listed) > 1:
            self._index.extend(stored, entry)
        else:
            self._see(stored, listed)

    def _see(self, stored: LockEntry, listed: list[Entry]) -> None:
        self._keep(self._complete(_with_fingerprint(stored, listed), listed[0]))

    def _keep(self, stored: LockEntry) -> None:
        self.entries[stored.id] = stored
        self._index.add(stored)

    def _new(self, entry: Entry) -> LockEntry:
        title, tokens, item = fingerprint(entry.title), entry_tokens(entry), listed_item(entry)
        listed = LockEntry(
            id=self._index.new_id(title, tokens),
            title=title,
            links=tokens,
            status=Status.UNRESOLVED,
            key="",
            provisional=True,
            item=item,
            identifiers=_identifiers(entry),
        )
        completed = self._complete(listed, entry)
        if entry.key and safe(entry.key) == entry.key and entry.key not in self._keys:
            self._keys.reserve(entry.key)
            return replace(completed, key=entry.key, provisional=False)
        key = self._keys.new(completed.item, self._pattern, completed.identifiers)
        return replace(completed, key=key, provisional=completed.status is Status.UNRESOLVED)

    def _complete(self, stored: LockEntry, entry: Entry) -> LockEntry:
        """``stored`` with its record, where only the list has spoken so far and one is found."""
        learnt = self._look_up(entry) if stored.status in LISTED_ONLY else None
        if stored.status is Status.GIVEN:
            learnt = self._own.get(entry.place)
        if learnt is None:
            return stored
        return adopt(stored, learnt)

    def comment(self, commented: Iterable[Entry]) -> None:
        for entry in commented:
            stored = self._index.find(entry)
            if stored and stored.id not in self._listed:
                self.entries[stored.id] = replace(self.entries[stored.id], commented=True)

    def records(self) -> Iterable[Record]:
        for name, entries in sorted(self._listed.items(), key=lambda pair: self._position(pair[1][0])):
            yield _record(self.entries[name], tuple(entries))

    def _position(self, entry: Entry) -> tuple[int, int, int]:
        return self._files[entry.place.file], entry.place.line, entry.place.column


def _with_fingerprint(stored: LockEntry, entries: list[Entry]) -> LockEntry:
    """``stored`` with the fingerprint that its entries have now; where only the list speaks, as the first says it."""
    links = tuple(dict.fromkeys(name for entry in entries for name in entry_tokens(entry)))
    stored = replace(stored, title=fingerprint(entries[0].title), links=links, commented=False)
    if stored.status in LISTED_ONLY:
        stored = replace(stored, item=listed_item(entries[0]), identifiers=_identifiers(entries[0]))
    return stored


def _identifiers(entry: Entry) -> dict[str, str]:
    found = [name for link in entry.links if (name := identify(link.url))]
    return dict(sorted({name.kind: name.value for name in reversed(found)}.items())) if found else {}


def listed_item(entry: Entry) -> Item:
    """What the list alone says about a paper, and nothing more; to be marked unverified wherever it is written."""
    identifiers = _identifiers(entry)
    home = entry.links[0].url if entry.links else None
    if home and not home.lower().startswith(("http://", "https://")):
        named = identify(home)
        home = address(named.kind, named.value) if named else None
    above = entry.inherited or Inherited()
    venue, year = entry.venue or above.venue, entry.year or above.year
    counted = bool(entry.venue and entry.volume)
    printed = entry.authors_text or ""
    names = (people.names(printed) or people.single(printed)) if printed else ()
    edited = people.EDITORS.search(printed) is not None
    kind = "book" if edited else kind_of(venue, [link.url for link in entry.links], year, counted=counted)
    numbers = {"volume": entry.volume, "issue": entry.issue, "page": _HYPHEN.sub("-", entry.pages or "")}
    authors = () if edited else names
    fields = {**_fields_of_venue(kind, venue, year)}
    if not authors:  # a style would name the editors in the place of the authors
        fields["editor"] = names if edited else ()
    if kind == "thesis" and entry.affiliation:
        fields.setdefault("publisher", entry.affiliation)
    return Item(
        type=kind,
        title=entry.title,
        author=authors,
        issued=Date(date_parts=((year,),)) if year else None,
        doi=identifiers.get("doi"),
        url=home,
        **fields | {name: value for name, value in numbers.items() if value},
    )


@lru_cache(maxsize=4096)  # many papers appear in one place
def _fields_of_venue(kind: str, venue: str | None, year: int | None) -> Mapping[str, Any]:
    """What a printed venue says of an item of this type, by Python names."""
    return {**volume_fields(kind, venue, year), **venue_fields(kind, venue, year), **meeting_fields(kind, venue, year)}


_HYPHEN = regex(r"\s?[-–—]{1,2}\s?")


def adopt(stored: LockEntry, learnt: Learnt) -> LockEntry:
    """``stored`` with the record that was found for it, and with all that is known of how it was found."""
    return replace(
        stored,
        status=learnt.status,
        item=fill_from_list(learnt.item, stored.item),
        identifiers=learnt.identifiers,
        sources=learnt.sources,
        provenance=learnt.provenance,
        evidence=learnt.evidence,
        others=learnt.others,
        related=learnt.related,
        notices=learnt.notices,
    )


def fill_link(item: Item, listed: Item) -> Item:
    """``item`` with the link of the list, where a record has neither address nor DOI."""
    return item if item.url or item.doi else replace(item, url=listed.url)


def fill_from_list(item: Item, listed: Item) -> Item:
    """``item`` with the link of the list, and with its year, where a record has none."""
    return fill_link(item if item.issued else replace(item, issued=listed.issued), listed)


def _duplicates(listed: list[Entry], key: str) -> Iterator[Finding]:
    """A finding for each entry of a paper but the first."""
    places: dict[CategoryPath, Place] = {}
    for entry in listed:
        if places:
            first = places.get(entry.category, listed[0].place)
            where = f"line {first.line}" if first.file == entry.place.file else str(first)
            yield Code.DUPLICATE_ENTRY.finding(
                message=f"the paper of {where} again: {entry.title}",
                cure=None if entry.category in places else "nothing to mend, if it is meant to stand in both sections",
                place=entry.place,
                key=key,
                instead=entry.category not in places,
            )
        places.setdefault(entry.category, entry.place)


def of_lock(lock: Lock, source: str) -> Library:
    """The records of a lock file as a library; without the entries that are commented out in the list."""
    records = (_record(entry) for entry in lock.entries if not entry.commented)
    return Library(title=lock.list, source=source, records=tuple(records))


def _record(stored: LockEntry, entries: tuple[Entry, ...] = ()) -> Record:
    return Record(
        key=stored.key,
        item=stored.item,
        status=stored.status,
        id=stored.id,
        entries=entries,
        categories=tuple(dict.fromkeys(entry.category for entry in entries)),
        identifiers=stored.identifiers,
        sources=stored.sources,
        evidence=stored.evidence,
        notices=stored.notices,
        aliases=stored.aliases,
    )
