"""Other keys for the papers of a lock: by another pattern, or those that the same papers have in somebody's .bib.

A key that changes stays as an alias; where two papers would have one key, the older keeps it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plbib.findings import Code
from plbib.library.lock import Lock, LockEntry
from plbib.model import Finding, Place, Record
from plbib.papers.identity import Described, find_undated, names_of, paper_of, possible, title_alone
from plbib.papers.keys import KeySpace, Pattern, safe


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


def rekey(lock: Lock, pattern: Pattern, listed: Sequence[Record] = ()) -> Rekeyed:
    """Keys by ``pattern`` for all entries; of two that would be equal the older keeps the shorter.

    Which is older their present keys tell: a final one is older than a provisional one, and one that had to be
    lengthened (it begins with another's whole key, the year at its end aside) younger than one that had not; of
    several that had, those of more letters and of higher numbers are the younger. Where this tells nothing, the first
    of ``listed`` has the shorter. No key or former key of one paper is given to another. A second run changes
    nothing. ``listed`` are the records of the list in its order, as people have corrected them.
    """
    entries, papers = _ordered(lock, listed), _as_listed(lock, listed)
    names = _names(entries)
    space = KeySpace(names)
    wanted: dict[str, str] = {}
    for entry in _oldest_first(entries):
        own = [name for name in (entry.key, *entry.aliases) if names[name.lower()] == entry.id]
        for name in own:
            space.release(name)
        paper = papers[entry.id]
        wanted[entry.id] = space.new(paper.item, pattern, paper.identifiers)
        for name in own:
            space.reserve(name)
    return _with_keys(lock, entries, wanted, [])


_YEAR = re.compile(r"(?<=[^\W\d])\d{4}$")
"""At the end of a key: words that lengthen it come before."""


def _oldest_first(entries: list[LockEntry]) -> list[LockEntry]:
    """The entries by the age that their keys tell, else in the order given."""
    stems = {entry.id: _YEAR.sub("", entry.key.lower()) for entry in entries}
    whole = set(stems.values())

    def age(entry: LockEntry) -> tuple[bool, int, int]:
        stem = stems[entry.id]
        added = next((stem[n:] for n in range(1, len(stem)) if stem[:n] in whole), "")
        return entry.provisional, len(added), int(added) if added.isdecimal() else 0

    return sorted(entries, key=age)


def _names(entries: list[LockEntry]) -> dict[str, str]:
    """The keys in lower case → the ids of the papers they name; a former key names none that has a new owner."""
    former = {alias.lower(): entry.id for entry in reversed(entries) for alias in entry.aliases}
    return former | {entry.key.lower(): entry.id for entry in entries}


def adopt(lock: Lock, records: Iterable[Record], listed: Sequence[Record] = (), source: str = "") -> Rekeyed:
    """The keys that the same papers have in ``records``, matched by DOI, other identifiers, or title and year.

    Where the list or the record has no year, the title is enough, if no other paper has it. ``listed`` as for
    :func:`rekey`.

    A key that another paper of the lock has, and keeps, is not taken. Keys adopted are final. ``source`` names the
    file that the findings are about.
    """
    entries = _ordered(lock, listed)
    finder = _Finder(entries, _as_listed(lock, listed))
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
    return _with_keys(lock, [final.get(entry.id, entry) for entry in entries], wanted, findings)


def keep(lock: Lock, keys: Mapping[str, str]) -> Lock:
    """``lock`` with the ``keys`` (by id) that its papers have elsewhere already; none of other papers."""
    entries = [*lock.entries]
    wanted = {entry.id: key for entry in entries if (key := keys.get(entry.id, "")) and safe(key) == key}
    _refuse(entries, wanted)
    return replace(lock, entries=tuple(replace(entry, key=wanted.get(entry.id, entry.key)) for entry in entries))


_TAKEN = (Code.KEY_TAKEN, "another paper of the list has or had this key; not adopted")


def _problem(record: Record, papers: list[LockEntry], wanted: Mapping[str, str]) -> tuple[Code, str] | None:
    """Why the key of ``record`` is not adopted for the one of ``papers``: a code and a sentence."""
    title = record.item.title
    if not papers:
        return Code.KEY_UNMATCHED, f"no paper of the list is “{title}”"
    if len(papers) > 1:
        names = ", ".join(paper.key for paper in papers)
        return Code.KEY_AMBIGUOUS, f"several papers of the list may be “{title}”: {names}; not adopted"
    if not record.key or safe(record.key) != record.key:
        return Code.KEY_UNSAFE, "not a key that every BibTeX program takes; not adopted"
    key = wanted.get(papers[0].id, record.key)
    if key != record.key:
        return Code.KEY_AMBIGUOUS, f"“{papers[0].item.title}” has the key {key}, too; that one is adopted"
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

    def __init__(self, entries: list[LockEntry], papers: Mapping[str, Described]) -> None:
        self._entries = {id(papers[entry.id]): entry for entry in entries}
        self._by_name: dict[str, list[Described]] = defaultdict(list)
        for entry in entries:
            paper = paper_of(papers[entry.id])
            for name in (*names_of(paper), *title_alone(paper)):
                self._by_name[name].append(papers[entry.id])

    def find(self, record: Record) -> list[LockEntry]:
        """The one entry with the same DOI, identifier, or title and year; several where none of these tells.

        What shares title and year with ``record`` and is known to be another paper is none of them.
        """
        paper = paper_of(record)
        names = sorted(names_of(paper), key=lambda name: not name.startswith("doi:"))
        groups = [possible(paper, self._by_name.get(name, ())) for name in names]
        groups += [find_undated(paper, self._by_name.get(name, ())) for name in title_alone(paper)]
        one = next((group for group in groups if len(group) == 1), None)
        return [self._entries[id(paper)] for paper in one or next(filter(None, groups), [])]


def _as_listed(lock: Lock, listed: Sequence[Record]) -> dict[str, Described]:
    """What is known of each paper of the lock, by id: as ``listed`` has it, else as the lock does."""
    return {entry.id: entry for entry in lock.entries} | {record.id: record for record in listed}


def _ordered(lock: Lock, listed: Sequence[Record]) -> list[LockEntry]:
    """The entries in the order in which they are ``listed``, then the others."""
    place = {record.id: number for number, record in enumerate(listed)}
    return sorted(lock.entries, key=lambda entry: (place.get(entry.id, len(place)), entry.id))


def _with_keys(lock: Lock, entries: list[LockEntry], wanted: Mapping[str, str], findings: list[Finding]) -> Rekeyed:
    keys = {wanted.get(entry.id, entry.key).lower(): entry.id for entry in entries}
    changed = {entry.id: _renamed(entry, wanted.get(entry.id, entry.key), keys) for entry in entries}
    changes = [
        KeyChange(id=entry.id, title=entry.item.title, old=entry.key, new=changed[entry.id].key)
        for entry in entries
        if changed[entry.id].key != entry.key
    ]
    renamed = replace(lock, entries=tuple(changed[entry.id] for entry in lock.entries))
    return Rekeyed(lock=renamed, changes=tuple(changes), findings=tuple(findings))


def _renamed(entry: LockEntry, key: str, keys: Mapping[str, str]) -> LockEntry:
    """``entry`` with another key; its former keys are those that no other paper has now."""
    former = [*entry.aliases, entry.key] if key != entry.key else entry.aliases
    aliases = (name for name in dict.fromkeys(former) if name != key and keys.get(name.lower(), entry.id) == entry.id)
    return replace(entry, key=key, aliases=tuple(aliases))


def _finding(code: Code, message: str, key: str, source: str) -> Finding:
    cure = None if code is Code.KEY_UNMATCHED else ""
    return code.finding(f"{key}: {message}", cure, Place(file=source) if source else None, key)
