"""The lock file: what was learnt about each paper of a list, in one canonical form, and how entries find it again."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping

import msgspec
from msgspec import Struct, field

from plbib.errors import LockError
from plbib.identifiers import Identifier, token
from plbib.keys import safe
from plbib.model import VERIFIED, Entry, Item, Status
from plbib.text.unicode import digest, squeeze, visible

VERSION = 1
_ID_LENGTH = 6
_SAME_PAPER = 60.0
"""Least ``rapidfuzz.fuzz.ratio`` of squeezed titles at which an equal link still means the same paper: below it, the
link is another paper's (spec: "identity equal and ratio < 0.60 is a conflict")."""

_YEAR = "year:"
_SHARED = 4
"""More papers than this under one address: it is a page about them, and identifies none."""


class LockEntry(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One paper of the list: its fingerprint (``title`` squeezed, ``links`` as tokens), its record, its key.

    ``links`` are those of all lines that name the paper; for a line without one, ``year:2023`` stands.

    ``provenance`` names the source of a field where it is known; ``sources`` those of the record. ``provisional`` says
    that the key may still change once, when the authors become known.
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
    item: Item
    identifiers: dict[str, str] = field(default_factory=dict)

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


def record_tokens(item: Item) -> set[str]:
    """The tokens of an item's own DOI and address."""
    tokens = {token(item.url)} if item.url else set()
    if item.doi:
        tokens.add(Identifier("doi", item.doi).token)
    return tokens


def paper_tokens(item: Item, identifiers: Mapping[str, str]) -> set[str]:
    """The tokens of a record: of its identifiers, its DOI, its address."""
    return {Identifier(kind, value).token for kind, value in identifiers.items()} | record_tokens(item)


def named_tokens(item: Item, identifiers: Mapping[str, str]) -> list[str]:
    """Those that name one paper, sorted: all but an address that is no identifier."""
    return sorted(name for name in paper_tokens(item, identifiers) if not name.startswith("url:"))


def entry_tokens(entry: Entry) -> tuple[str, ...]:
    """The tokens of an entry's links, in order; where it has none, its year stands for them."""
    return tuple(dict.fromkeys(token(link.url) for link in entry.links)) or (f"{_YEAR}{entry.year or ''}",)


def load(data: bytes, name: str) -> Lock:
    """The lock in ``data``. Raises :class:`LockError` if it is not one, or is newer than this program."""
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


class LockIndex:
    """Finds the lock entry that an entry of the list is about.

    A title is recognised by its squeezed form, a link by its token. The title decides, since a wrong link is a more
    common slip than a wrong title; a link alone is enough only where the titles are alike.
    """

    def __init__(self, entries: Iterable[LockEntry]) -> None:
        self._entries: dict[str, LockEntry] = {}
        self._named: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)  # (title, token) → ids; "" is any
        for entry in entries:
            self.add(entry)

    def add(self, entry: LockEntry) -> None:
        """Index ``entry``, in place of an older state of the same."""
        older = self._entries.get(entry.id)
        if older == entry:
            return
        for name in _names(older) if older else ():
            del self._named[name][entry.id]
        self._entries[entry.id] = entry
        for name in _names(entry):
            self._named[name][entry.id] = None

    def extend(self, known: LockEntry, entry: Entry) -> None:
        """Index ``known`` by one more line that names the same paper."""
        for title in {squeeze(entry.title), known.title, squeeze(known.item.title), ""}:
            for name in (*entry_tokens(entry), ""):
                self._named[title, name][known.id] = None

    def find(self, entry: Entry, claimed: Container[str] = ()) -> LockEntry | None:
        """The lock entry for ``entry``, or None if the lock does not know the paper.

        ``claimed`` holds the ids of lock entries that other entries of the list are about. Beside such a one, a paper
        of the same title with another identifier is another paper, and an address that is no identifier (a home page)
        does not make two titles one; without it, link or title was mended.
        """
        exact = self.exact(entry)
        if exact:
            return exact
        title, tokens = squeeze(entry.title), entry_tokens(entry)
        named = self._all(title, "")
        if len(named) == 1 and not (named[0].id in claimed and _other_paper(named[0], entry, tokens)):
            return named[0]
        weak = [name for name in tokens if name.startswith("url:")]
        strong = [name for name in tokens if name not in weak]
        by_link = [*self.linked(strong), *(known for known in self.linked(weak) if known.id not in claimed)]
        return next((known for known in by_link if _alike(title, known)), None)

    def exact(self, entry: Entry) -> LockEntry | None:
        """The lock entry whose title and link (without one: whose year) are those of ``entry``."""
        title = squeeze(entry.title)
        return next((known for name in entry_tokens(entry) for known in self._all(title, name)), None)

    def linked(self, tokens: Iterable[str]) -> list[LockEntry]:
        """The lock entries that one of the tokens names; a token that many share (a home page) names none."""
        return [known for name in tokens if not name.startswith(_YEAR) for known in self._all("", name)]

    def _all(self, title: str, name: str) -> list[LockEntry]:
        found = self._named.get((title, name), {})
        return [self._entries[known] for known in sorted(found)] if len(found) <= _SHARED else []

    def new_id(self, title: str, tokens: Iterable[str]) -> str:
        """An id no entry of the lock has, from the fingerprint alone."""
        full = digest("\n".join([title, *sorted(tokens)]), 26)
        length = _ID_LENGTH
        while (name := f"e-{full[:length]}") in self._entries:
            length += 1
        return name


def _names(entry: LockEntry) -> set[tuple[str, str]]:
    """What ``entry`` is found by: a title, a token, both."""
    titles, tokens = {entry.title, squeeze(entry.item.title)}, entry.tokens()
    return {(title, name) for title in (*titles, "") for name in (*tokens, "")}


def _alike(title: str, known: LockEntry) -> bool:
    from rapidfuzz import fuzz  # takes a while to load

    return any(fuzz.ratio(title, other) >= _SAME_PAPER for other in (known.title, squeeze(known.item.title)))


def _other_paper(known: LockEntry, entry: Entry, tokens: tuple[str, ...]) -> bool:
    """Whether an entry of the same title is another paper.

    So it is if only what the list says is known of ``known``, and the two carry identifiers of one kind that differ,
    or differ in year.
    """
    names = known.tokens()
    kinds = {name.partition(":")[0] for name in names} - {"url", "year"}
    differing = any(name not in names and name.partition(":")[0] in kinds for name in tokens)
    year = known.item.issued.year if known.item.issued else None
    later = year is not None and entry.year is not None and year != entry.year
    # A verified paper may be listed with a wrong link or a wrong year; with both, it is not that paper.
    return (differing and later) if known.status in VERIFIED else (differing or later)
