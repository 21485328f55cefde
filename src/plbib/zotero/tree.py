"""The collections of a list: which object of the group library stands for which category."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from plbib.errors import DecisionError, UsageError
from plbib.model import CategoryPath
from plbib.zotero.desired import Desired, collection_name
from plbib.zotero.objects import Known, LibraryId, Lost, ObjectKind, Remote, free_key, object_key

ROOT: CategoryPath = ()
_KEY = re.compile(r"(?=.*\d)[2-9A-NP-Z]{8}")
_SAME_MEMBERS = 0.5
"""Least share of the smaller of two sets of papers that both have, for a category to be one that was renamed."""


def path_id(path: CategoryPath) -> str:
    """A category's name in the state file."""
    return "\n".join(path)


class CollectionTree:
    """The choice of a collection for each category.

    ``keys`` maps the path of each category (``()`` is the root) to the key of its collection, which need not be there
    yet; ``held`` are the collections that are, ``lost`` where those are that people took out, by key; ``gone`` those
    known that are not there any more. The root is ``by_key`` if its name is the key of a collection.
    """

    def __init__(self, wanted: Desired, group: LibraryId, known: Iterable[Known], remote: Remote) -> None:
        objects = tuple(known)
        self._name, self._group, self._deleted = wanted.name, group, remote.deleted
        self._known = {row.id: row for row in objects if row.what is ObjectKind.COLLECTION}
        self._by_key = {row.key: row for row in self._known.values()}
        self.held = {key: one for key, one in remote.objects.items() if "itemType" not in one.content.fields}
        self.held |= {row.key: row.as_held() for row in self._known.values() if self._stays(row)}
        self._papers: dict[CategoryPath, set[str]] = defaultdict(set)
        for paper in wanted.papers:
            for path in {filed[:depth] for filed in paper.paths for depth in range(1, len(filed) + 1)}:
                self._papers[path].add(paper.id)
        self._filed = self._members(objects)
        self.keys: dict[CategoryPath, str] = {}
        self.by_key = wanted.name in self.held and not self.held[wanted.name].trashed
        self.keys[ROOT] = self._root(wanted.name)
        self._choose(wanted.categories)
        self.lost = {key: lost for path, key in self.keys.items() if (lost := self._lost(path))}
        self.gone = frozenset(remote.deleted | {key for key in self._by_key if key not in self.held})

    def _above(self, row: Known) -> Iterator[Known]:
        """A known collection and those it lies in, innermost first; people can have put one into another crosswise."""
        seen: set[str] = set()
        current: Known | None = row
        while current and current.key not in seen:
            yield current
            seen.add(current.key)
            current = self._by_key.get((current.held or current.base).text("parentCollection"))

    def _stays(self, row: Known) -> bool:
        """Whether an object that was not read is as it was: of what is deleted the log names only the outermost."""
        for one in self._above(row):
            if one.key in self.held:
                return one is not row
            if not one.version or one.key in self._deleted or one.lost is Lost.DELETED:
                return False
        return True

    def _lost(self, path: CategoryPath) -> Lost | None:
        key = self.keys[path]
        if key in self.held:
            return Lost.TRASHED if self.held[key].trashed else None
        inside = path != ROOT and self._lost(path[:-1]) is Lost.DELETED
        row = self._by_key.get(key)
        was_there = row is not None and bool(row.version or row.lost)
        return Lost.DELETED if inside or was_there or key in self._deleted else None

    def _members(self, objects: tuple[Known, ...]) -> dict[str, set[str]]:
        """The papers that were filed in each known collection and in those below it."""
        filed: dict[str, set[str]] = {key: set() for key in self._by_key}
        for paper in objects:
            sent = paper.pending.collections if paper.pending else ()
            for key in (*paper.base.collections, *sent):
                for row in self._above(self._by_key[key]) if key in self._by_key else ():
                    filed[row.key].add(paper.id)
        return filed

    def _root(self, name: str) -> str:
        """The collection of the whole list: the one of this key, as known, as it is called, else a new one."""
        if self.by_key:
            return name
        if _KEY.fullmatch(name):
            raise UsageError(f"no collection of the group has the key {name}", "take it from the collection's address")
        known = self._known.get(path_id(ROOT))
        own = known.key if known else object_key(self._group, ObjectKind.COLLECTION, name)
        named = [] if known or own in self.held or own in self._deleted else self._named(name, "")
        if len(named) > 1:
            raise DecisionError(
                f"several collections of the group are called {name}: {', '.join(named)}",
                "name one by its key: --collection KEY",
            )
        return named[0] if named else own

    def _named(self, name: str, parent: str) -> list[str]:
        """The collections called ``name`` below ``parent`` that no category has yet."""
        wanted = {"name": name, "parentCollection": parent} if parent else {"name": name}
        taken = {*self.keys.values()}
        held = (one for one in self.held.values() if one.content.fields == wanted and not one.trashed)
        return sorted(one.key for one in held if one.key not in taken)

    def _choose(self, categories: tuple[CategoryPath, ...]) -> None:
        last_keys = {path: row.key for path in categories if (row := self._known.get(path_id(path)))}
        self.keys |= last_keys
        for path in categories:
            if path not in last_keys:
                self.keys[path] = self._renamed(path) or self._by_name(path)

    def _by_name(self, path: CategoryPath) -> str:
        """The collection that has the key of a new one (those of two lists differ), or is called like the category."""
        own = free_key(self._group, ObjectKind.COLLECTION, path_id((self._name, *path)), self.keys.values())
        named = [] if own in self._deleted else self._named(collection_name(path[-1]), self.keys[path[:-1]])
        return own if own in named or not named else named[0]

    def _renamed(self, path: CategoryPath) -> str:
        """The collection of a category that is gone and was this one under another name, or ``""``."""
        parent, taken = self.keys[path[:-1]], {*self.keys.values()}
        best = (0.0, False, "")
        for key, row in self._by_key.items():
            if key in taken or row.removed:
                continue
            beside = row.base.text("parentCollection") == parent
            score = self._alike(self._papers[path], self._filed[key], beside)
            if score >= _SAME_MEMBERS:
                best = max(best, (score, beside, key))
        return best[2]

    @staticmethod
    def _alike(now: set[str], before: set[str], beside: bool) -> float:
        """The share of the papers of the smaller that both have; empty categories in one place are alike."""
        if now and before:
            return len(now & before) / min(len(now), len(before))
        return float(beside and not now and not before)
