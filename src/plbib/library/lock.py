"""The lock file: what was learnt about each paper of a list, in one canonical form, and how entries find it again."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct, field

from plbib.errors import LockError
from plbib.model import VERIFIED, Entry, Item, Notice, Status
from plbib.papers.identifiers import token
from plbib.papers.identity import SHARED, Agreement, compare_identifiers, compare_years, paper_tokens
from plbib.papers.keys import KeySpace, safe
from plbib.papers.titles import Likeness, compare_titles, fingerprint, normalise, resemble
from plbib.text.patterns import regex
from plbib.text.unicode import digest, visible

VERSION = 1
_ID_LENGTH = 6
_YEAR = "year:"
_HELD = "held:"
_CONFLICT = regex(rb"^(?:<{7}|>{7}) ", re.MULTILINE)


class LockEntry(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One paper of the list: its fingerprint (``title`` squeezed, ``links`` as tokens), its record, its key.

    ``links`` are those of all lines that name the paper; for a line without one, ``year:2023`` stands.

    ``provenance`` names the source of a field where it is known; ``sources`` those of the record. ``provisional`` says
    that the key may still change once, when the authors become known. ``evidence`` says in words why the record was
    taken for that of the paper, if plbib decided it. ``others`` are values that sources give otherwise: field → source
    → value, as in CSL-JSON. ``related`` are the tokens of other versions: of its ``preprint``, of what was
    ``published``, of another ``version``.
    """

    id: str
    title: str
    links: tuple[str, ...] = ()
    status: Status
    commented: bool = False
    key: str
    provisional: bool = False
    aliases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    provenance: dict[str, str] = field(default_factory=dict)
    evidence: str = ""
    item: Item
    identifiers: dict[str, str] = field(default_factory=dict)
    others: dict[str, dict[str, Any]] = field(default_factory=dict)
    related: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()

    def own_tokens(self) -> set[str]:
        """The tokens the record itself has."""
        return paper_tokens(self.item, self.identifiers)

    def tokens(self) -> set[str]:
        """Everything by which a link can name this paper, or by mistake has."""
        return self.own_tokens().union(self.links)


class Lock(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lock file; ``list`` names the list it stands beside."""

    plbib_lock: int = VERSION
    list: str
    entries: tuple[LockEntry, ...] = ()


def entry_tokens(entry: Entry) -> tuple[str, ...]:
    """The tokens of an entry's links, in order; where it has none, its year stands for them."""
    if len(entry.links) == 1:  # as most have
        return (token(entry.links[0].url),)
    return tuple(dict.fromkeys(token(link.url) for link in entry.links)) or (f"{_YEAR}{entry.year or ''}",)


def load(data: bytes, name: str) -> Lock:
    """The lock in ``data``. Raises :class:`LockError` if it is not one, or is newer than this program."""
    torn = _CONFLICT.search(data)
    if torn:
        line = data.count(b"\n", 0, torn.start()) + 1
        raise LockError(
            f"{name}:{line}: git left a conflict in it",
            f"join the two sides: plbib lock merge {name}; it was not changed",
        )
    try:
        version = msgspec.json.decode(data, type=_Versioned).plbib_lock
        if version > VERSION:
            raise LockError(
                f"{name}: written by a newer plbib (lock version {version})", "upgrade plbib; nothing was changed"
            )
        lock = msgspec.json.decode(data, type=Lock)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise LockError(
            f"{name}: not a lock file: {error}",
            "restore it (git checkout), or move it away and build again; it was not changed",
        ) from error
    _check_names(lock, name)
    return lock


def _check_names(lock: Lock, name: str) -> None:
    """Refuse what merging two branches by hand can leave, since an entry or a citation would be lost with it."""
    for kind, names in (
        ("id", [entry.id for entry in lock.entries]),
        ("key", [entry.key.lower() for entry in lock.entries]),
    ):
        twice = [value for value, uses in Counter(names).items() if uses > 1]
        if twice:
            raise LockError(
                f"{name}: two entries have the {kind} {twice[0]}",
                "leave one of the two in it, or give one another key; it was not changed",
            )
    unsafe = next((entry for entry in lock.entries if not entry.key or safe(entry.key) != entry.key), None)
    if unsafe:
        raise LockError(
            f"{name}: the key “{visible(unsafe.key)}” of {visible(unsafe.id)} is no citation key",
            "use ASCII letters, digits and : . + / _ - in it; it was not changed",
        )


class _Versioned(Struct):
    plbib_lock: int


def dump(lock: Lock) -> bytes:
    """The one byte form of a lock: entries by id, two blanks of indent, UTF-8, a newline at the end."""
    ordered = msgspec.structs.replace(lock, entries=tuple(sorted(lock.entries, key=lambda entry: entry.id)))
    return msgspec.json.format(msgspec.json.encode(ordered), indent=2) + b"\n"


def join(own: Lock, others: Iterable[Lock]) -> Lock:
    """``own`` with the papers that only ``others`` know; where a key is another paper's by now, it gets a number."""
    entries = {entry.id: entry for entry in own.entries}
    lines = {(entry.title, name) for entry in own.entries for name in entry.links}
    keys = KeySpace(key for entry in own.entries for key in (entry.key, *entry.aliases))
    for other in others:
        for entry in other.entries:
            if entry.id in entries or any((entry.title, name) in lines for name in entry.links):
                continue
            aliases = tuple(key for key in entry.aliases if key not in keys)
            entries[entry.id] = msgspec.structs.replace(entry, key=keys.reserve_numbered(entry.key), aliases=aliases)
            lines |= {(entry.title, name) for name in entry.links}
            for key in aliases:
                keys.reserve(key)
    return msgspec.structs.replace(own, entries=tuple(entries.values()))


class LockIndex:
    """Finds the lock entry that an entry of the list is about.

    The title decides, since a wrong link is a more common slip than a wrong title; a link alone is enough only where
    the titles are alike.
    """

    def __init__(self, entries: Iterable[LockEntry]) -> None:
        self._entries: dict[str, LockEntry] = {}
        self._ids: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)  # (title, token) → ids; "" is any
        for entry in entries:
            self.add(entry)

    def add(self, entry: LockEntry) -> None:
        """Index ``entry``, in place of an older state of the same."""
        older = self._entries.get(entry.id)
        if older == entry:
            return
        for name in _names(older) if older else ():
            del self._ids[name][entry.id]
        self._entries[entry.id] = entry
        for name in _names(entry):
            self._ids[name][entry.id] = None

    def extend(self, paper: LockEntry, entry: Entry) -> None:
        """Index ``paper`` by one more line that names it."""
        for title in {*_titles(entry), *_titles_of(paper), ""}:
            for name in (*entry_tokens(entry), ""):
                self._ids[title, name][paper.id] = None

    def find(self, entry: Entry, claimed: Container[str] = ()) -> LockEntry | None:
        """The lock entry for ``entry``, or None if the lock does not know the paper.

        ``claimed`` holds the ids of lock entries that other entries of the list are about. Beside such a one, a paper
        of the same title with another identifier is another paper, and an address that is no identifier (a home page)
        does not make two titles one; without it, link or title was mended.
        """
        titles, tokens = self._known(_titles(entry)), entry_tokens(entry)
        exact = self._first(titles, tokens)
        if exact:
            return exact
        titled = next(filter(None, (self._all(title, "") for title in titles)), [])
        if len(titled) == 1 and not (titled[0].id in claimed and _is_other_paper(titled[0], entry, tokens)):
            return titled[0]
        weak = [name for name in tokens if name.startswith("url:")]
        strong = [name for name in tokens if name not in weak]
        linked = [*self.find_linked(strong), *(paper for paper in self.find_linked(weak) if paper.id not in claimed)]
        return next((paper for paper in linked if _has_like_title(paper, entry)), None)

    def exact(self, entry: Entry) -> LockEntry | None:
        """The lock entry whose title and link (without one: whose year) are those of ``entry``."""
        return self._first(self._known(_titles(entry)), entry_tokens(entry)) if self._ids else None

    def _known(self, titles: Iterable[str]) -> list[str]:
        """Those of the titles that any lock entry has."""
        return [title for title in titles if self._ids.get((title, ""))]

    def _first(self, titles: Sequence[str], tokens: Sequence[str]) -> LockEntry | None:
        """The first lock entry with one of the titles and one of the tokens."""
        return next((paper for title in titles for name in tokens for paper in self._all(title, name)), None)

    def find_linked(self, tokens: Iterable[str]) -> list[LockEntry]:
        """The lock entries that one of the tokens names; a token that many share (a home page) names none."""
        return [paper for name in tokens if not name.startswith(_YEAR) for paper in self._all("", name)]

    def _all(self, title: str, name: str) -> list[LockEntry]:
        ids = self._ids.get((title, name))
        if not ids:
            return []
        return [self._entries[paper] for paper in sorted(ids)] if len(ids) <= SHARED else []

    def new_id(self, title: str, tokens: Iterable[str]) -> str:
        """An id no entry of the lock has, from the fingerprint alone."""
        whole = "\n".join([title, *sorted(tokens)])
        length = _ID_LENGTH
        while (name := f"e-{digest(whole, length)}") in self._entries:
            length += 1
        return name


def _titles(entry: Entry) -> tuple[str, str]:
    """What the title of ``entry`` is looked up by: the form in which titles are compared, and the one that locks hold.

    The latter tells less (``Kites 3.5`` is ``Kites 35``), and is a name of its own.
    """
    return normalise(entry.title), _HELD + fingerprint(entry.title)


def _titles_of(paper: LockEntry) -> tuple[str, ...]:
    """What ``paper`` is looked up by: the record's title and, where the list has another, the list's."""
    title = paper.item.title
    listed = () if fingerprint(title) == paper.title else (_HELD + paper.title,)
    return (normalise(title), *listed)


def _names(paper: LockEntry) -> set[tuple[str, str]]:
    """What ``paper`` is found by: a title, a token, both."""
    titles, tokens = (*_titles_of(paper), ""), (*paper.tokens(), "")
    return {(title, name) for title in titles for name in tokens}


def _has_like_title(paper: LockEntry, entry: Entry) -> bool:
    like = compare_titles(entry.title, paper.item.title) >= Likeness.MENDED
    return like or resemble(fingerprint(entry.title), paper.title)


def _is_other_paper(paper: LockEntry, entry: Entry, tokens: tuple[str, ...]) -> bool:
    """Whether an entry of the same title is another paper: the two disagree in identifier, or in year.

    A verified paper may be listed with a wrong link or a wrong year; only with both, it is not that paper.
    """
    year = paper.item.issued.year if paper.item.issued else None
    differing = compare_identifiers(frozenset(tokens), frozenset(paper.tokens())) is Agreement.DISAGREE
    later = compare_years(entry.year, year) is Agreement.DISAGREE
    return (differing and later) if paper.status in VERIFIED else (differing or later)
