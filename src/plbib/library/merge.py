"""Two locks of one list that grew apart, as on two branches, become one: entries are independent of each other."""

from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import fields, replace

from plbib.library.lock import Lock, LockEntry, LockIndex
from plbib.model import Item, Status
from plbib.papers.keys import KeySpace

_Values = TypeVar("_Values", LockEntry, Item)
_ABSENT = object()


class MergedLocks(Struct, frozen=True, kw_only=True):
    """The lock; the ``conflicts`` in which ours was kept; papers of theirs that got another key or id (``changes``)."""

    lock: Lock
    conflicts: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


def merge(base: Lock, ours: Lock, theirs: Lock) -> MergedLocks:
    """What both sides did since ``base``: entries of either, fields of an entry that either changed.

    An entry that one side removed stays if the other changed it. Where both changed a field to different values, ours
    is kept, and it is a conflict. A record stands or falls as a whole, with its status, sources and evidence: what was
    learnt wins over what was not, a record settled by a person over one that was verified, this over one as given; only
    two of one rank that differ are a conflict. Of two different papers with one key or one id, that of theirs is given
    another.
    """
    before, mine = ({entry.id: entry for entry in lock.entries} for lock in (base, ours))
    index = LockIndex((*ours.entries, *theirs.entries))
    changes: list[str] = []
    conflicts: list[str] = []
    other: dict[str, LockEntry] = {}
    for entry in theirs.entries:
        same = mine.get(entry.id)
        if same and entry.id not in before and same.title != entry.title and not same.tokens() & entry.tokens():
            entry = replace(entry, id=index.new_id(entry.title, entry.links))  # noqa: PLW2901
            index.add(entry)
            changes.append(f"{entry.key}: the id {entry.id}, as {same.id} is {same.key}'s")
        other[entry.id] = entry
    entries: dict[str, LockEntry] = {}
    for name in dict.fromkeys((*mine, *other)):
        sides = before.get(name), mine.get(name), other.get(name)
        joined = _entry(*sides, conflicts)
        if joined:
            entries[name] = joined
    keyed = _keyed(entries, mine, changes)
    lock = replace(ours, entries=tuple(keyed))
    return MergedLocks(lock=lock, conflicts=tuple(conflicts), changes=tuple(changes))


def _entry(
    base: LockEntry | None, ours: LockEntry | None, theirs: LockEntry | None, conflicts: list[str]
) -> LockEntry | None:
    if ours is None or theirs is None:
        left = ours or theirs
        return None if left == base else left
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    theirs, ours = _of_higher_rank(base, ours, theirs)
    return _fields(base, ours, theirs, ours.key, conflicts)


_RANKS = (Status.UNRESOLVED, Status.REVIEW, Status.GIVEN, Status.RESOLVED, Status.PINNED)
_RECORD = ("status", "item", "identifiers", "sources", "provenance", "evidence", "others", "related", "notices")
"""The fields that make the record of a paper, and how it was learnt."""


def _of_higher_rank(base: LockEntry | None, ours: LockEntry, theirs: LockEntry) -> tuple[LockEntry, LockEntry]:
    """Theirs and ours, where both changed the record: both with that of the side that knows more."""
    own, other, old = (side and [getattr(side, name) for name in _RECORD] for side in (ours, theirs, base))
    if own == other or old in (own, other) or ours.status is theirs.status:
        return theirs, ours
    better = max(ours, theirs, key=lambda side: _RANKS.index(side.status))
    values = {name: getattr(better, name) for name in _RECORD}
    return replace(theirs, **values), replace(ours, **values)


def _fields(base: _Values | None, ours: _Values, theirs: _Values, where: str, conflicts: list[str]) -> _Values:
    """``ours`` with what only ``theirs`` changed."""
    values: dict[str, Any] = {}
    for field in fields(ours):
        name = field.name
        old: Any = getattr(base, name, _ABSENT)
        mine: Any = getattr(ours, name)
        other: Any = getattr(theirs, name)
        if other in (mine, old):
            continue
        if isinstance(mine, Item):
            values[name] = _fields(old if isinstance(old, Item) else None, mine, other, where, conflicts)
        elif mine == old:
            values[name] = other
        elif name in _SETS:
            values[name] = tuple(dict.fromkeys((*mine, *other)))
        elif name in _WORDS:
            continue
        elif isinstance(mine, dict):
            values[name] = _keys(old if isinstance(old, dict) else {}, mine, other, f"{where}: {name}", conflicts)
        else:
            conflicts.append(f"{where}: {field.encode_name}")
    return replace(ours, **values)


_WORDS = frozenset({"evidence"})
"""What only says in words why: where both sides do, ours is enough."""
_SETS = frozenset({"links", "aliases", "sources"})
"""Of these what either side added is kept."""


def _keys(
    base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any], where: str, conflicts: list[str]
) -> dict[str, Any]:
    merged = dict(ours)
    for name in dict.fromkeys((*ours, *theirs)):
        old, mine, other = (side.get(name, _ABSENT) for side in (base, ours, theirs))
        if other in (mine, old):
            continue
        if mine != old:
            conflicts.append(f"{where}.{name}")
        elif other is _ABSENT:
            del merged[name]
        else:
            merged[name] = other
    return merged


def _keyed(entries: dict[str, LockEntry], mine: dict[str, LockEntry], changes: list[str]) -> list[LockEntry]:
    """The entries with a key each: those of ours first."""
    ordered = sorted(entries.values(), key=lambda entry: (entry.id not in mine, entry.id))
    names = [name for entry in ordered for name in (entry.key, *entry.aliases)]
    space, taken = KeySpace(names), set[str]()
    keyed = []
    for entry in ordered:
        if entry.key.lower() in taken:
            key = space.new(entry.item, identifiers=entry.identifiers)
            changes.append(f"{key}: the key of “{entry.item.title}”, as {entry.key} is another paper's")
            entry = replace(entry, key=key)  # noqa: PLW2901
        taken.add(entry.key.lower())
        keyed.append(entry)
    return keyed
