"""A reading and a lock become one immutable library; every entry is in it or explained by a finding."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import Severity
from plbib.identifiers import address, identify
from plbib.keys import KeySpace
from plbib.lock import Lock, LockEntry, LockIndex, entry_tokens
from plbib.model import Category, CategoryPath, Date, Entry, Finding, Item, Library, Place, Reading, Record, Status
from plbib.text.unicode import squeeze
from plbib.venues import Kind
from plbib.venues import find as find_venue

_TYPES = {Kind.CONFERENCE: "paper-conference", Kind.JOURNAL: "article-journal"}


class Assembled(Struct, frozen=True):
    """A library, and the lock as it stands after reading: known entries recognised anew, new ones added."""

    library: Library
    lock: Lock


def assemble(reading: Reading, lock: Lock, *, title: str = "", url: str = "", source: str = "") -> Assembled:
    """Join what the list says with what the lock knows; ``title`` and ``url`` are the list's, if configured."""
    matcher = _Matcher(lock)
    for entry in reading.entries:
        matcher.match(entry)
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
    """Matches entries to lock entries one by one; ``known`` is the lock as it grows."""

    def __init__(self, lock: Lock) -> None:
        self.known = {entry.id: entry for entry in lock.entries}
        self.findings: list[Finding] = []
        self._index = LockIndex(lock.entries)
        self._keys = KeySpace(key for entry in lock.entries for key in (entry.key, *entry.aliases))
        self._found: dict[str, list[Entry]] = {}

    def match(self, entry: Entry) -> None:
        known = self._index.find(entry)
        if known is None:
            self._foreign_link(entry)
            known = self._new(entry)
        elif known.id in self._found:
            self.findings.append(_duplicate(entry, self._found[known.id][0], self.known[known.id].key))
            self._found[known.id].append(entry)
            return
        self._found[known.id] = [entry]
        self.known[known.id] = _seen(self.known[known.id], entry)

    def _new(self, entry: Entry) -> LockEntry:
        title, tokens, item = squeeze(entry.title), entry_tokens(entry), listed_item(entry)
        added = LockEntry(
            id=self._index.new_id(title, tokens),
            title=title,
            links=tokens,
            status=Status.UNRESOLVED,
            key=self._keys.new(item),
            provisional=True,
            item=item,
            identifiers=_identifiers(entry),
        )
        self.known[added.id] = added
        self._index.add(added)
        return added

    def _foreign_link(self, entry: Entry) -> None:
        """Report an unknown entry whose link is that of a paper with quite another title."""
        for other in self._index.linked(entry_tokens(entry))[:1]:
            self.findings.append(
                Finding(
                    code="wrong-link",
                    severity=Severity.ERROR,
                    message=f"the link of “{entry.title}” is that of “{other.item.title}”",
                    cure="give the address of this paper",
                    place=entry.place,
                )
            )

    def comment(self, commented: Iterable[Entry]) -> None:
        for entry in commented:
            known = self._index.find(entry)
            if known and known.id not in self._found:
                self.known[known.id] = replace(self.known[known.id], commented=True)

    def records(self) -> Iterable[Record]:
        for name, entries in self._found.items():
            known = self.known[name]
            yield Record(
                key=known.key,
                item=known.item,
                status=known.status,
                id=known.id,
                entries=tuple(entries),
                categories=tuple(dict.fromkeys(entry.category for entry in entries)),
                identifiers=known.identifiers,
                sources=known.sources,
            )


def _seen(known: LockEntry, entry: Entry) -> LockEntry:
    """``known`` with the fingerprint the list has now; where only the list speaks, with what it says now."""
    known = replace(known, title=squeeze(entry.title), links=entry_tokens(entry), commented=False)
    if known.status is Status.UNRESOLVED:
        known = replace(known, item=listed_item(entry), identifiers=_identifiers(entry))
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


def of_items(records: Iterable[Record], *, title: str, source: str, findings: tuple[Finding, ...] = ()) -> Library:
    """A library of records read from a bibliography; of equal keys the first stays, the others are numbered."""
    keys, kept, problems = KeySpace(), [], list(findings)
    for record in records:
        key = keys.numbered(record.key) if record.key else keys.new(record.item)
        if record.key and key != record.key:
            problems.append(_key_clash(record.key, key, source))
        kept.append(replace(record, key=key))
    paths = dict.fromkeys(path for record in kept for path in record.categories if path)
    return Library(
        title=title,
        source=source,
        records=tuple(kept),
        categories=tuple(Category(path=path) for path in paths),
        findings=tuple(problems),
        entries_read=len(kept),
    )


def _key_clash(key: str, new: str, source: str) -> Finding:
    return Finding(
        code="key-clash",
        severity=Severity.WARNING,
        message=f"the key {key} is used twice; the second is written as {new}",
        cure="give one of them another key",
        place=Place(file=source),
        key=new,
    )


def of_category(library: Library, path: CategoryPath) -> Library:
    """The part of ``library`` in one category, its subcategories included."""
    return library.replace_records(
        record for record in library.records if any(category[: len(path)] == path for category in record.categories)
    )
