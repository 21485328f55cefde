"""Other keys for the papers of a lock: by another pattern, or those that the same papers have in somebody's .bib.

A key that changes stays as an alias; where two papers would have one key, the older keeps it.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import Severity
from plbib.identifiers import Identifier
from plbib.keys import KeySpace, Pattern, safe
from plbib.lock import Lock, LockEntry, record_tokens
from plbib.model import Finding, Item, Record
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
    """Keys by ``pattern`` for all entries; of two that would be equal the first of ``order`` (ids) has the shorter.

    No key or former key of one paper is given to another. A second run changes nothing.
    """
    entries = _ordered(lock, order)
    space = KeySpace(name for entry in entries for name in (entry.key, *entry.aliases))
    wanted: dict[str, str] = {}
    for entry in entries:
        own = (entry.key, *entry.aliases)
        for name in own:
            space.release(name)
        wanted[entry.id] = space.new(entry.item, pattern, entry.identifiers)
        for name in own:
            space.reserve(name)
    return _made(lock, entries, wanted, [])


def adopted(lock: Lock, records: Iterable[Record], order: Sequence[str] = ()) -> Rekeyed:
    """The keys that the same papers have in ``records``, matched by DOI, other identifiers, or title and year.

    A key that another paper of the lock has, and keeps, is not taken.
    """
    entries = _ordered(lock, order)
    finder = _Finder(entries)
    wanted: dict[str, str] = {}
    findings: list[Finding] = []
    for record in records:
        known = finder.find(record)
        if known is None:
            findings.append(_finding("key-unmatched", record.key, f"no paper of the list is “{record.item.title}”"))
        elif not record.key or safe(record.key) != record.key:
            findings.append(_finding("key-unsafe", record.key, "not a key that every BibTeX program takes; not adopted"))
        elif wanted.setdefault(known.id, record.key) != record.key:
            message = f"“{known.item.title}” has the key {wanted[known.id]}, too; that one is adopted"
            findings.append(_finding("key-ambiguous", record.key, message))
    findings += _refuse(entries, wanted)
    final = {entry.id: replace(entry, provisional=False) for entry in entries if entry.id in wanted}
    changed = [final.get(entry.id, entry) for entry in entries]
    return _made(lock, changed, wanted, findings)


def _refuse(entries: list[LockEntry], wanted: dict[str, str]) -> list[Finding]:
    """Take out of ``wanted`` the keys that another paper has and keeps, or another wants, too."""
    findings = []
    former = {alias.lower(): entry.id for entry in entries for alias in entry.aliases}
    refused = True
    while refused:
        refused = False
        keeps = {entry.key.lower(): entry.id for entry in entries if entry.id not in wanted}
        first: dict[str, str] = {}
        for name, key in wanted.items():
            first.setdefault(key.lower(), name)
        for name, key in list(wanted.items()):
            holders = {table.get(key.lower(), name) for table in (former, keeps, first)}
            if holders != {name}:
                del wanted[name]
                findings.append(_finding("key-taken", key, "another paper of the list has or had this key; not adopted"))
                refused = True
    return findings


class _Finder:
    """Finds the lock entry of a paper."""

    def __init__(self, entries: list[LockEntry]) -> None:
        self._by_name: dict[str, list[LockEntry]] = {}
        for entry in entries:
            for name in {*_tokens(entry.item, entry.identifiers), _titled(entry.item)}:
                self._by_name.setdefault(name, []).append(entry)

    def find(self, record: Record) -> LockEntry | None:
        """The one entry with the same DOI, identifier, or title and year; None if there is none, or are several."""
        dois = [f"doi:{record.item.doi.lower()}"] if record.item.doi else []
        for name in [*dois, *_tokens(record.item, record.identifiers), _titled(record.item)]:
            found = self._by_name.get(name, [])
            if len(found) == 1:
                return found[0]
        return None


def _tokens(item: Item, identifiers: Mapping[str, str]) -> list[str]:
    own = {Identifier(kind, value).token for kind, value in identifiers.items()} | record_tokens(item)
    return sorted(name for name in own if not name.startswith("url:"))


def _titled(item: Item) -> str:
    return f"title:{squeeze(item.title)} {item.issued.year if item.issued else ''}"


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
    """``entry`` with another key; its former keys are those that no paper has now."""
    former = [*entry.aliases, entry.key] if key != entry.key else entry.aliases
    aliases = tuple(name for name in dict.fromkeys(former) if name.lower() not in keys)
    return replace(entry, key=key, aliases=aliases)


def _finding(code: str, key: str, message: str) -> Finding:
    cures = {"key-unmatched": "nothing to mend, unless it is listed under another title"}
    severity = Severity.INFO if code == "key-unmatched" else Severity.WARNING
    return Finding(code=code, severity=severity, message=f"{key}: {message}", cure=cures.get(code, ""), key=key)
