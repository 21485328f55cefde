"""The objects of a library as the last sync knew them and as they are now, and what must be read to tell."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from plbib.zotero.objects import Held, Known, Lost, ObjectKind, Remote


class Unread(Struct, frozen=True, kw_only=True):
    """What must be read before the plan is one: objects by key, children of items, fields of types, or all items."""

    kinds: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.kinds or self.objects or self.families or self.everything)


class Sides:
    """Both sides of every object. Asking for what has not been read notes that it is to be, for :meth:`unread`.

    ``gone`` are the collections that are not there any more: nothing is in them.
    """

    def __init__(self, rows: Iterable[Known], remote: Remote, gone: frozenset[str]) -> None:
        self.remote = remote
        self.rows = {row.key: row for row in rows}
        self.by_id = {(row.what, row.id): row for row in self.rows.values()}
        self._gone = gone
        self._children: dict[str, list[Held]] = defaultdict(list)
        for held in remote.objects.values():
            self._children[held.parent].append(held)
        self._kinds: set[str] = set()
        self._objects: set[str] = set()
        self._families: set[str] = set()
        self._everything = False

    def find(self, key: str) -> Held | None:
        """An object as it is in the library: as read, else as known if it has not changed since."""
        if key in self.remote.objects:
            return self.remote.objects[key].outside(self._gone)
        known = self.rows.get(key)
        if known is None or key in self.remote.deleted or known.lost is Lost.DELETED:
            return None
        if self.remote.versions.get(key, known.version) != known.version:
            self._objects.add(key)
        return known.as_held().outside(self._gone) if known.version else None

    def lost(self, key: str) -> Lost | None:
        """Whether people deleted an object."""
        known = self.rows.get(key)
        gone = key in self.remote.deleted or (known and known.lost is Lost.DELETED)
        return Lost.DELETED if gone and key not in self.remote.objects else None

    def children(self, parent: str) -> list[Held] | None:
        """The children of an item; None as long as they have not been read."""
        if not self.remote.everything and parent not in self.remote.families:
            self._families.add(parent)
            return None
        return self._children[parent]

    # What is to be read ----------------------------------------------------------------------------------------------

    def read_whole(self, key: str) -> None:
        """Note that an object is to be read if only a part of it is known."""
        held = self.remote.objects.get(key)
        if not (held and held.whole):
            self._objects.add(key)

    def read_changed(self) -> None:
        """Note that all that changed is to be read."""
        self._objects |= self.remote.versions.keys() - self.remote.objects.keys()

    def read_known(self) -> None:
        """Note that all items and links known are to be read."""
        self._objects |= {
            row.key
            for row in self.rows.values()
            if row.what is not ObjectKind.COLLECTION
            and row.lost is not Lost.DELETED
            and row.version
            and row.key not in self.remote.objects
            and row.key not in self.remote.deleted
        }

    def read_everything(self) -> None:
        """Note that all items of the library are to be read."""
        self._everything = not self.remote.everything

    def read_kind(self, kind: str) -> None:
        """Note that the fields of a type of items are to be read."""
        self._kinds.add(kind)

    def unread(self) -> Unread:
        return Unread(
            kinds=frozenset(self._kinds),
            objects=frozenset(self._objects),
            families=frozenset(self._families),
            everything=self._everything,
        )
