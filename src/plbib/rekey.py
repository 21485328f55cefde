"""Other keys for the papers of a lock: by another pattern, or those that the same papers have in somebody's .bib.

A key that changes stays as an alias; where two papers would have one key, the older keeps it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import Severity
from plbib.keys import KeySpace, Pattern, safe
from plbib.lock import Lock, LockEntry, named_tokens
from plbib.model import Finding, Item, Place, Record
from plbib.text import markup
from plbib.text.unicode import squeeze


class KeyChange(Struct, frozen=True, kw_only=True):
    """The key of one paper, before and after."""

    id: str
    title: str
    old: str
    new: str


class Rekeyed(Struct, frozen=True, kw_only=True):
    """A lock with other keys, what changed, and what could not."""

    lock: Lock
    changes: tuple[KeyChange, ...] = ()
    findings: tuple[Finding, ...] = ()


def rekeyed(lock: Lock, pattern: Pattern, order: Sequence[str] = ()) -> Rekeyed:
    """Keys by ``pattern`` for all entries; of two that would be equal the older keeps the shorter.

    Which is older their present keys tell: a final one is older than a provisional one, and one that had to be
    lengthened (it begins with another's whole key, the year at its end aside) younger than one that had not; of
    several that had, those of more letters and of higher numbers are the younger. Where this tells nothing, the first
    of ``order`` (ids) has the shorter. No key or former key of one paper is given to another. A second run changes
    nothing.
    """
    entries = _ordered(lock, order)
    names = _names(entries)
    space = KeySpace(names)
    wanted: dict[str, str] = {}
    for entry in _oldest_first(entries):
        own = [name for name in (entry.key, *entry.aliases) if names[name.lower()] == entry.id]
        for name in own:
            space.release(name)
        wanted[entry.id] = space.new(entry.item, pattern, entry.identifiers)
        for name in own:
            space.reserve(name)
    return _made(lock, entries, wanted, [])


_YEAR = re.compile(r"(?<=[^\W\d])\d{4}$")
"""At the end of a key: words that lengthen it come before."""


def _oldest_first(entries: list[LockEntry]) -> list[LockEntry]:
    """The entries by the age that their keys tell, else in the order given."""
    stems = {entry.id: _YEAR.sub("", entry.key.lower()) for entry in entries}
    known = set(stems.values())

    def age(entry: LockEntry) -> tuple[bool, int, int]:
        stem = stems[entry.id]
        added = next((stem[n:] for n in range(1, len(stem)) if stem[:n] in known), "")
        return entry.provisional, len(added), int(added) if added.isdecimal() else 0

    return sorted(entries, key=age)


def _names(entries: list[LockEntry]) -> dict[str, str]:
    """The keys in lower case → the ids of the papers they name; a former key names none that has a new owner."""
    former = {alias.lower(): entry.id for entry in reversed(entries) for alias in entry.aliases}
    return former | {entry.key.lower(): entry.id for entry in entries}


def adopted(lock: Lock, records: Iterable[Record], order: Sequence[str] = (), source: str = "") -> Rekeyed:
    """The keys that the same papers have in ``records``, matched by DOI, other identifiers, or title and year.

    A key that another paper of the lock has, and keeps, is not taken. Keys adopted are final. ``source`` names the
    file that the findings are about.
    """
    entries = _ordered(lock, order)
    finder = _Finder(entries)
    wanted: dict[str, str] = {}
    findings: list[Finding] = []
    for record in records:
        papers = finder.find(record)
        problem = _problem(record, papers, wanted)
        if problem is None:
            wanted[papers[0].id] = record.key
        else:
            findings.append(_finding(*problem, record.key, source))
    findings += [_finding(*_TAKEN, key, source) for key in _refuse(entries, wanted)]
    final = {entry.id: replace(entry, provisional=False) for entry in entries if entry.id in wanted}
    return _made(lock, [final.get(entry.id, entry) for entry in entries], wanted, findings)


_TAKEN = ("key-taken", "another paper of the list has or had this key; not adopted")


def _problem(record: Record, papers: list[LockEntry], wanted: Mapping[str, str]) -> tuple[str, str] | None:
    """Why the key of ``record`` is not adopted for the one of ``papers``: a code and a sentence."""
    title = record.item.title
    if not papers:
        return "key-unmatched", f"no paper of the list is “{title}”"
    if len(papers) > 1:
        names = ", ".join(paper.key for paper in papers)
        return "key-ambiguous", f"several papers of the list may be “{title}”: {names}; not adopted"
    if not record.key or safe(record.key) != record.key:
        return "key-unsafe", "not a key that every BibTeX program takes; not adopted"
    key = wanted.get(papers[0].id, record.key)
    if key != record.key:
        return "key-ambiguous", f"“{papers[0].item.title}” has the key {key}, too; that one is adopted"
    return None


def _refuse(entries: list[LockEntry], wanted: dict[str, str]) -> list[str]:
    """Take out of ``wanted`` the keys that another paper has and keeps, had, or wants, too; the keys taken out."""
    refused: list[str] = []
    names = _names(entries)
    own = {entry.id: entry.key.lower() for entry in entries}
    first: dict[str, str] = {}
    for name, key in sorted(wanted.items(), key=lambda pair: own[pair[0]] != pair[1].lower()):
        first.setdefault(key.lower(), name)
    waiting = list(wanted)
    for name in waiting:  # it grows
        low = wanted.get(name, "").lower()
        holder = names.get(low, name)
        given_up = holder in wanted and own[holder] == low
        if low and (first[low] != name or (holder != name and not given_up)):
            refused.append(wanted.pop(name))
            waiting.append(first.get(own[name], name))  # this one must look elsewhere: the paper keeps its key
    return refused


class _Finder:
    """Finds the lock entry of a paper."""

    def __init__(self, entries: list[LockEntry]) -> None:
        self._by_name: dict[str, list[LockEntry]] = {}
        for entry in entries:
            for name in {*named_tokens(entry.item, entry.identifiers), *_titled(entry.item)}:
                self._by_name.setdefault(name, []).append(entry)

    def find(self, record: Record) -> list[LockEntry]:
        """The one entry with the same DOI, identifier, or title and year; several where none of these tells."""
        dois = [f"doi:{record.item.doi.lower()}"] if record.item.doi else []
        several: list[LockEntry] = []
        for name in [*dois, *named_tokens(record.item, record.identifiers), *_titled(record.item)]:
            found = self._by_name.get(name, [])
            if len(found) == 1:
                return found
            several = several or found
        return several


def _titled(item: Item) -> list[str]:
    title = squeeze(markup.plain(item.title))
    return [f"title:{title} {item.issued.year if item.issued else ''}"] if title else []


def _ordered(lock: Lock, order: Sequence[str]) -> list[LockEntry]:
    """The entries in the order of their ids in ``order``, then the others."""
    place = {name: number for number, name in enumerate(order)}
    return sorted(lock.entries, key=lambda entry: (place.get(entry.id, len(place)), entry.id))


def _made(lock: Lock, entries: list[LockEntry], wanted: Mapping[str, str], findings: list[Finding]) -> Rekeyed:
    keys = {wanted.get(entry.id, entry.key).lower(): entry.id for entry in entries}
    changed = {entry.id: _renamed(entry, wanted.get(entry.id, entry.key), keys) for entry in entries}
    changes = [
        KeyChange(id=entry.id, title=entry.item.title, old=entry.key, new=changed[entry.id].key)
        for entry in entries
        if changed[entry.id].key != entry.key
    ]
    made = replace(lock, entries=tuple(changed[entry.id] for entry in lock.entries))
    return Rekeyed(lock=made, changes=tuple(changes), findings=tuple(findings))


def _renamed(entry: LockEntry, key: str, keys: Mapping[str, str]) -> LockEntry:
    """``entry`` with another key; its former keys are those that no other paper has now."""
    former = [*entry.aliases, entry.key] if key != entry.key else entry.aliases
    aliases = (name for name in dict.fromkeys(former) if name != key and keys.get(name.lower(), entry.id) == entry.id)
    return replace(entry, key=key, aliases=tuple(aliases))


def _finding(code: str, message: str, key: str, source: str) -> Finding:
    cures = {"key-unmatched": "nothing to mend, unless it is listed under another title"}
    return Finding(
        code=code,
        severity=Severity.INFO if code == "key-unmatched" else Severity.WARNING,
        message=f"{key}: {message}",
        cure=cures.get(code, ""),
        place=Place(file=source) if source else None,
        key=key,
    )
