"""The lock file: what was learnt about each paper of a list, in one canonical form, and how entries find it again."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec
from msgspec import Struct, field
from rapidfuzz import fuzz

from plbib.errors import LockError
from plbib.identifiers import Identifier, token
from plbib.model import Entry, Item, Status
from plbib.text.unicode import digest, squeeze

VERSION = 1
_ID_LENGTH = 6
_SAME_PAPER = 60.0
"""Least ``rapidfuzz.fuzz.ratio`` of squeezed titles at which an equal link still means the same paper: below it, the
link is another paper's (spec: "identity equal and ratio < 0.60 is a conflict")."""

_SHARED = 4
"""More papers than this under one address: it is a page about them, and identifies none."""


class LockEntry(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One paper of the list: its fingerprint (``title`` squeezed, ``links`` as tokens), its record, its key.

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

    def tokens(self) -> set[str]:
        """Everything by which a link can name this paper."""
        known = {Identifier(kind, value).token for kind, value in self.identifiers.items()}
        known.update(self.links)
        known.update(record_tokens(self.item))
        return known


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


def entry_tokens(entry: Entry) -> tuple[str, ...]:
    """The tokens of an entry's links, in order."""
    return tuple(dict.fromkeys(token(link.url) for link in entry.links))


def load(data: bytes, name: str) -> Lock:
    """The lock in ``data``. Raises :class:`LockError` if it is not one, or is newer than this program."""
    try:
        version = msgspec.json.decode(data, type=_Versioned).plbib_lock
        if version > VERSION:
            raise LockError(
                f"{name}: written by a newer plbib (lock version {version})", "upgrade plbib; nothing was changed"
            )
        return msgspec.json.decode(data, type=Lock)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LockError(
            f"{name}: not a lock file: {error}",
            "restore it (git checkout), or move it away and build again; it was not changed",
        ) from error


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
        self._by_title: dict[str, list[LockEntry]] = defaultdict(list)
        self._by_token: dict[str, list[LockEntry]] = defaultdict(list)
        self._by_both: dict[tuple[str, str], LockEntry] = {}
        self._ids: set[str] = set()
        for entry in entries:
            self.add(entry)

    def add(self, entry: LockEntry) -> None:
        self._ids.add(entry.id)
        titles, tokens = {entry.title, squeeze(entry.item.title)}, entry.tokens()
        for title in titles:
            self._by_title[title].append(entry)
            for name in tokens:
                self._by_both.setdefault((title, name), entry)
        for name in tokens:
            self._by_token[name].append(entry)

    def find(self, entry: Entry) -> LockEntry | None:
        """The lock entry for ``entry``, or None if the lock does not know the paper."""
        title, tokens = squeeze(entry.title), entry_tokens(entry)
        for name in tokens:
            if (title, name) in self._by_both:
                return self._by_both[title, name]
        named = self._by_title.get(title, ())
        if len(named) == 1 and not _other_paper(named[0], entry, tokens):
            return named[0]
        return next((known for known in self.linked(tokens) if _alike(title, known)), None)

    def linked(self, tokens: Iterable[str]) -> list[LockEntry]:
        """The lock entries that one of the tokens names; a token that many share (a home page) names none."""
        found = (self._by_token.get(name, ()) for name in tokens)
        return [known for group in found if len(group) <= _SHARED for known in group]

    def new_id(self, title: str, tokens: Iterable[str]) -> str:
        """An id no entry of the lock has, from the fingerprint alone."""
        full = digest("\n".join([title, *sorted(tokens)]), 26)
        length = _ID_LENGTH
        while (name := f"e-{full[:length]}") in self._ids:
            length += 1
        return name


def _alike(title: str, known: LockEntry) -> bool:
    return any(fuzz.ratio(title, other) >= _SAME_PAPER for other in (known.title, squeeze(known.item.title)))


def _other_paper(known: LockEntry, entry: Entry, tokens: tuple[str, ...]) -> bool:
    """Whether an entry of the same title is another paper.

    So it is if only what the list says is known of ``known``, and the two carry identifiers of one kind that differ,
    or differ in year.
    """
    if known.status is not Status.UNRESOLVED:
        return False
    kinds = {name.partition(":")[0]: name for name in known.tokens() if not name.startswith("url:")}
    differing = any(kinds.get(name.partition(":")[0], name) != name for name in tokens)
    year = known.item.issued.year if known.item.issued else None
    return differing or (year is not None and entry.year is not None and year != entry.year)
