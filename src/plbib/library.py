"""A reading and a lock become one immutable library; every entry is in it or explained by a finding."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import Severity
from plbib.identifiers import address, identify
from plbib.keys import DEFAULT, KeySpace, Pattern
from plbib.lock import Lock, LockEntry, LockIndex, entry_tokens
from plbib.model import Date, Entry, Finding, Item, Library, Reading, Record, Status
from plbib.text.unicode import squeeze
from plbib.venues import Kind
from plbib.venues import find as find_venue

_TYPES = {Kind.CONFERENCE: "paper-conference", Kind.JOURNAL: "article-journal"}


class Assembled(Struct, frozen=True):
    """A library, and the lock as it stands after reading: known entries recognised anew, new ones added."""

    library: Library
    lock: Lock


def assemble(
    reading: Reading, lock: Lock, *, title: str = "", url: str = "", source: str = "", pattern: Pattern = DEFAULT
) -> Assembled:
    """Join what the list says with what the lock knows; ``title`` and ``url`` are the list's, if configured.

    ``pattern`` is that of the keys of papers which the lock does not know.
    """
    matcher = _Matcher(lock, pattern)
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
    return Assembled(library, replace(lock, entries=tuple(matcher.known.values())))


class _Matcher:
    """Matches entries to lock entries; ``known`` is the lock as it grows."""

    def __init__(self, lock: Lock, pattern: Pattern) -> None:
        self._pattern = pattern
        self.known = {entry.id: entry for entry in lock.entries}
        self.findings: list[Finding] = []
        self._index = LockIndex(lock.entries)
        self._keys = KeySpace(key for entry in lock.entries for key in (entry.key, *entry.aliases))
        self._found: dict[str, list[Entry]] = {}

    def match(self, entries: Iterable[Entry]) -> None:
        """Find the lock entry of each entry: first of those the lock has as they are, then of the changed and the new.

        So a paper that is listed unchanged is never taken for another, wherever in the list it stands.
        """
        left = []
        for entry in entries:
            known = self._index.exact(entry)
            if known:
                self._found.setdefault(known.id, []).append(entry)
            else:
                left.append(entry)
        for name, listed in self._found.items():
            self._see(self.known[name], listed)
        for entry in left:
            self._match_changed(entry)
        for name, listed in self._found.items():
            if len(listed) == 1:
                continue
            listed.sort(key=_position)
            self.known[name] = _seen(self.known[name], listed)
            self.findings += [_duplicate(entry, listed[0], self.known[name].key) for entry in listed[1:]]

    def _match_changed(self, entry: Entry) -> None:
        known = self._index.find(entry, self._found)
        if known is None:
            known = self._new(entry)
        listed = self._found.setdefault(known.id, [])
        listed.append(entry)
        if len(listed) > 1:
            self._index.extend(known, entry)
        else:
            self._see(known, listed)

    def _see(self, known: LockEntry, listed: list[Entry]) -> None:
        self.known[known.id] = _seen(known, listed)
        self._index.add(self.known[known.id])

    def _new(self, entry: Entry) -> LockEntry:
        title, tokens, item = squeeze(entry.title), entry_tokens(entry), listed_item(entry)
        names = _identifiers(entry)
        return LockEntry(
            id=self._index.new_id(title, tokens),
            title=title,
            links=tokens,
            status=Status.UNRESOLVED,
            key=self._keys.new(item, self._pattern, names),
            provisional=True,
            item=item,
            identifiers=names,
        )

    def comment(self, commented: Iterable[Entry]) -> None:
        for entry in commented:
            known = self._index.find(entry)
            if known and known.id not in self._found:
                self.known[known.id] = replace(self.known[known.id], commented=True)

    def records(self) -> Iterable[Record]:
        for name, entries in sorted(self._found.items(), key=lambda found: _position(found[1][0])):
            yield _record(self.known[name], tuple(entries))


def _position(entry: Entry) -> tuple[int, int]:
    return entry.place.line, entry.place.column


def _seen(known: LockEntry, entries: list[Entry]) -> LockEntry:
    """``known`` with the fingerprint its entries have now; where only the list speaks, with what the first says now."""
    links = tuple(dict.fromkeys(name for entry in entries for name in entry_tokens(entry)))
    known = replace(known, title=squeeze(entries[0].title), links=links, commented=False)
    if known.status is Status.UNRESOLVED:
        known = replace(known, item=listed_item(entries[0]), identifiers=_identifiers(entries[0]))
    return known


def _identifiers(entry: Entry) -> dict[str, str]:
    found = (identify(link.url) for link in entry.links)
    return dict(sorted({name.kind: name.value for name in reversed([name for name in found if name])}.items()))


def listed_item(entry: Entry) -> Item:
    """What the list alone says about a paper, and nothing more; to be marked unverified wherever it is written."""
    names = _identifiers(entry)
    venue = find_venue(entry.venue) if entry.venue else None
    kind = _TYPES[venue.kind] if venue else "article" if "arxiv" in names else "document"
    home = entry.links[0].url if entry.links else None
    if home and not home.lower().startswith(("http://", "https://")):
        named = identify(home)
        home = address(named.kind, named.value) if named else None
    return Item(
        type=kind,
        title=entry.title,
        container_title=entry.venue,
        issued=Date(date_parts=((entry.year,),)) if entry.year else None,
        doi=names.get("doi"),
        url=home,
    )


def _duplicate(entry: Entry, first: Entry, key: str) -> Finding:
    return Finding(
        code="duplicate-entry",
        severity=Severity.WARNING,
        message=f"the paper of line {first.place.line} again: {entry.title}",
        cure="keep one of the two lines; in the bibliography it is one record, in both categories",
        place=entry.place,
        key=key,
    )


def of_lock(lock: Lock, source: str) -> Library:
    """The records of a lock file as a library; entries that are commented out in the list are none of it."""
    records = (_record(entry) for entry in lock.entries if not entry.commented)
    return Library(title=lock.list, source=source, records=tuple(records))


def _record(known: LockEntry, entries: tuple[Entry, ...] = ()) -> Record:
    return Record(
        key=known.key,
        item=known.item,
        status=known.status,
        id=known.id,
        entries=entries,
        categories=tuple(dict.fromkeys(entry.category for entry in entries)),
        identifiers=known.identifiers,
        sources=known.sources,
        aliases=known.aliases,
    )
