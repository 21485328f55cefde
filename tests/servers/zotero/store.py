"""The state, in SQLite: one connection, used under the server's one lock."""

import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from tests.servers.zotero.model import KEY_LETTERS, ApiKey, Collection, Group, Item, Search, Thing, User

_T = TypeVar("_T", User, Group, ApiKey)
_SERVER_LETTERS = KEY_LETTERS.replace("L", "").replace("Y", "")
_KINDS: dict[str, type[Thing]] = {"item": Item, "collection": Collection, "search": Search}
_TABLES = """
CREATE TABLE IF NOT EXISTS records (kind TEXT, id TEXT, body TEXT, PRIMARY KEY (kind, id));
CREATE TABLE IF NOT EXISTS libraries (library INTEGER PRIMARY KEY, version INTEGER);
CREATE TABLE IF NOT EXISTS things (
  id INTEGER PRIMARY KEY, library INTEGER, kind TEXT, key TEXT, parent TEXT, body TEXT, UNIQUE (library, kind, key)
);
CREATE INDEX IF NOT EXISTS by_parent ON things (library, kind, parent);
CREATE TABLE IF NOT EXISTS relations (
  library INTEGER, subject TEXT, predicate TEXT, object TEXT, UNIQUE (library, subject, predicate, object)
);
CREATE INDEX IF NOT EXISTS by_object ON relations (library, object);
CREATE TABLE IF NOT EXISTS tags (
  id INTEGER PRIMARY KEY, library INTEGER, name TEXT, type INTEGER, version INTEGER, UNIQUE (library, name, type)
);
CREATE TABLE IF NOT EXISTS settings (
  library INTEGER, name TEXT, value TEXT, version INTEGER, PRIMARY KEY (library, name)
);
CREATE TABLE IF NOT EXISTS deleted (
  library INTEGER, kind TEXT, key TEXT, version INTEGER, created_by INTEGER, PRIMARY KEY (library, kind, key)
);
CREATE TABLE IF NOT EXISTS tokens (key TEXT, token TEXT, used REAL, PRIMARY KEY (key, token));
"""


class Store:
    """Reads and writes of the state; every method is one statement or a few, none decides anything."""

    def __init__(self, path: Path | None = None) -> None:
        self._db = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._db.executescript("PRAGMA synchronous=OFF;" + _TABLES)

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; an error rolls back."""
        self._db.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # Users, groups, keys

    def save(self, record: User | Group | ApiKey) -> None:
        name = record.key if isinstance(record, ApiKey) else str(record.id)
        row = (type(record).__name__, name, json.dumps(asdict(record)))
        self._db.execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", row)

    def find(self, kind: type[_T], name: str | int) -> _T | None:
        body = self._one("SELECT body FROM records WHERE kind = ? AND id = ?", kind.__name__, str(name))
        return kind(**json.loads(body)) if body else None

    def every(self, kind: type[_T]) -> list[_T]:
        rows = self._all("SELECT body FROM records WHERE kind = ? ORDER BY rowid", kind.__name__)
        return [kind(**json.loads(body)) for (body,) in rows]

    def drop_key(self, key: str) -> None:
        self._db.execute("DELETE FROM records WHERE kind = 'ApiKey' AND id = ?", (key,))

    # Versions

    def version(self, library: int) -> int:
        return int(self._one("SELECT version FROM libraries WHERE library = ?", library) or 0)

    def bump(self, library: int) -> int:
        """The next version of the library, which is now its version."""
        self._db.execute(
            "INSERT INTO libraries VALUES (?, 1) ON CONFLICT (library) DO UPDATE SET version = version + 1", (library,)
        )
        return self.version(library)

    # Items, collections, searches

    def get(self, library: int, kind: str, key: str) -> Any:
        """The object, or None."""
        row = "SELECT body FROM things WHERE library = ? AND kind = ? AND key = ?"
        body = self._one(row, library, kind, key)
        return _decode(kind, body) if body else None

    def all(self, library: int, kind: str) -> list[Any]:
        """Every object of a kind, oldest first."""
        rows = self._all("SELECT body FROM things WHERE library = ? AND kind = ? ORDER BY id", library, kind)
        return [_decode(kind, body) for (body,) in rows]

    def children(self, library: int, kind: str, parent: str) -> list[Any]:
        row = "SELECT body FROM things WHERE library = ? AND kind = ? AND parent = ? ORDER BY id"
        return [_decode(kind, body) for (body,) in self._all(row, library, kind, parent)]

    def count_children(self, library: int, kind: str, parent: str) -> int:
        row = "SELECT count(*) FROM things WHERE library = ? AND kind = ? AND parent = ?"
        return int(self._one(row, library, kind, parent))

    def put(self, library: int, kind: str, thing: Thing) -> None:
        """Add or replace the object; it leaves the log of deletions."""
        row = (thing.id, library, kind, thing.key, thing.parent, json.dumps(asdict(thing)))
        self._db.execute("INSERT OR REPLACE INTO things VALUES (?, ?, ?, ?, ?, ?)", row)
        self.forget(library, kind, thing.key)

    def remove(self, library: int, kind: str, key: str) -> None:
        self._db.execute("DELETE FROM things WHERE library = ? AND kind = ? AND key = ?", (library, kind, key))

    def next_id(self) -> int:
        return int(self._one("SELECT coalesce(max(id), 0) + 1 FROM things"))

    def new_key(self, library: int, kind: str) -> str:
        while True:
            key = "".join(secrets.choice(_SERVER_LETTERS) for _ in range(8))
            if self.get(library, kind, key) is None:
                return key

    # Relations: subjects are addresses of items and collections

    def relations(self, library: int, subject: str) -> list[tuple[str, str]]:
        row = "SELECT predicate, object FROM relations WHERE library = ? AND subject = ? ORDER BY rowid"
        return self._all(row, library, subject)

    def relations_to(self, library: int, target: str) -> list[tuple[str, str]]:
        """Predicate and subject of what points to ``target``."""
        row = "SELECT predicate, subject FROM relations WHERE library = ? AND object = ? ORDER BY rowid"
        return self._all(row, library, target)

    def relate(self, library: int, subject: str, predicate: str, target: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO relations VALUES (?, ?, ?, ?)", (library, subject, predicate, target))

    def unrelate(self, library: int, subject: str, predicate: str, target: str) -> None:
        row = "DELETE FROM relations WHERE library = ? AND subject = ? AND predicate = ? AND object = ?"
        self._db.execute(row, (library, subject, predicate, target))

    def forget_relations(self, library: int, address: str) -> None:
        """Drop what points from and to a deleted object, but for the trace of a merge."""
        row = "DELETE FROM relations WHERE library = ? AND (subject = ? OR object = ?) AND predicate <> 'dc:replaces'"
        self._db.execute(row, (library, address, address))

    # Tags: the names in use once, with the version at which they came

    def know_tag(self, library: int, name: str, kind: int, version: int) -> None:
        row = "INSERT OR IGNORE INTO tags (library, name, type, version) VALUES (?, ?, ?, ?)"
        self._db.execute(row, (library, name, kind, version))

    def tags(self, library: int) -> list[tuple[int, str, int, int]]:
        """Id, name, type and version of each."""
        return self._all("SELECT id, name, type, version FROM tags WHERE library = ? ORDER BY id", library)

    def drop_tag(self, library: int, name: str) -> None:
        self._db.execute("DELETE FROM tags WHERE library = ? AND name = ?", (library, name))

    # Settings

    def settings(self, library: int) -> dict[str, tuple[Any, int]]:
        rows = self._all("SELECT name, value, version FROM settings WHERE library = ? ORDER BY name", library)
        return {name: (json.loads(value), version) for name, value, version in rows}

    def set(self, library: int, name: str, value: Any, version: int) -> None:
        row = (library, name, json.dumps(value), version)
        self._db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?, ?, ?)", row)
        self.forget(library, "setting", name)

    def unset(self, library: int, name: str) -> None:
        self._db.execute("DELETE FROM settings WHERE library = ? AND name = ?", (library, name))

    # The log of deletions

    def log_deletion(self, library: int, kind: str, key: str, version: int, created_by: int | None = None) -> None:
        row = (library, kind, key, version, created_by)
        self._db.execute("INSERT OR REPLACE INTO deleted VALUES (?, ?, ?, ?, ?)", row)

    def deleted(self, library: int, kind: str, since: int) -> list[str]:
        row = "SELECT key FROM deleted WHERE library = ? AND kind = ? AND version > ? ORDER BY rowid"
        return [key for (key,) in self._all(row, library, kind, since)]

    def first_creator(self, library: int, key: str) -> int | None:
        """Who made the item that had this key before it was deleted."""
        row = "SELECT created_by FROM deleted WHERE library = ? AND kind = 'item' AND key = ?"
        found = self._one(row, library, key)
        return int(found) if found else None

    def forget(self, library: int, kind: str, key: str) -> None:
        self._db.execute("DELETE FROM deleted WHERE library = ? AND kind = ? AND key = ?", (library, kind, key))

    # Write tokens

    def use_token(self, key: str, token: str, moment: float) -> None:
        self._db.execute("INSERT OR REPLACE INTO tokens VALUES (?, ?, ?)", (key, token, moment))

    def token_used(self, key: str, token: str, after: float) -> bool:
        row = "SELECT 1 FROM tokens WHERE key = ? AND token = ? AND used > ?"
        return self._one(row, key, token, after) is not None

    def _one(self, statement: str, *values: Any) -> Any:
        row = self._db.execute(statement, values).fetchone()
        return row[0] if row else None

    def _all(self, statement: str, *values: Any) -> list[Any]:
        return self._db.execute(statement, values).fetchall()


@lru_cache(maxsize=20_000)
def _decode(kind: str, body: str) -> Thing:
    return _KINDS[kind](**json.loads(body))
