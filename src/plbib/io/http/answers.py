"""Answers kept on disk between runs, so that nobody is asked twice: in one SQLite file below the cache's folder.

An answer is found by method, address (parameters in order), form asked for and body. It is that of the request before
a key is added, and nothing of a request's headers is kept: so no key is. Each answer is written at once: a run that is
killed has lost none.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec
from msgspec import Struct

from plbib.errors import OutputError
from plbib.io import cache
from plbib.io.http.messages import CallKind, Request, Response

_DAY = 86_400.0
_KEPT = 400 * _DAY
"""Seconds after which an answer is removed."""
_FRESH: Mapping[CallKind, float] = {
    CallKind.RECORD: 30 * _DAY,
    CallKind.LIST: 30 * _DAY,
    CallKind.SEARCH: 7 * _DAY,
    CallKind.PAGE: 180 * _DAY,
    CallKind.RULES: _DAY,
    CallKind.LINK: 7 * _DAY,
}
_MISSING = frozenset({404, 410})
_MISSING_FRESH = 3 * _DAY
_FILE = "answers.sqlite"
_TABLE = """
    create table if not exists answer (
        name text primary key, url text not null, status integer not null, headers blob not null,
        body blob not null, at real not null
    ) without rowid
"""
_GONE = "create table if not exists gone (url text primary key, day integer not null) without rowid"

_BUSY = "create table if not exists busy (name text primary key, until real not null, why text not null) without rowid"


class Kept(Struct, frozen=True, kw_only=True):
    """An answer from the disk, whether it may still be given without asking again, and its age in seconds."""

    response: Response
    fresh: bool
    age: float

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the answer only if it changed; empty where its server gives no marks."""
        headers = self.response.headers
        marks = {"if-none-match": headers.get("etag", ""), "if-modified-since": headers.get("last-modified", "")}
        return {name: mark for name, mark in marks.items() if mark}


def is_kept(request: Request, answer: Response) -> bool:
    """Whether an answer is worth keeping: one that says something, and not that the host is busy or unwilling."""
    gone = answer.status in _MISSING and request.kind is not CallKind.LINK
    return answer.status == 200 or gone or (request.kind is CallKind.RULES and 400 <= answer.status < 429)


def name_of(request: Request) -> str:
    """What an answer is found by."""
    parts = urlsplit(request.url)
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    url = urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, query, ""))
    asked = "\0".join((request.method, url, request.accept)).encode() + b"\0" + request.body
    return hashlib.blake2b(asked, digest_size=20).hexdigest()


class Answers:
    """The answers in a file, or, without one, of this run. Times are seconds since 1970."""

    def __init__(self, path: Path | None) -> None:
        try:
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._file = sqlite3.connect(path or ":memory:", timeout=30, isolation_level=None)
            try:
                self._prepare()
            except sqlite3.DatabaseError:
                if path is None or not _is_torn(path):
                    raise
                self._file.close()
                path.unlink()
                self._file = sqlite3.connect(path, timeout=30, isolation_level=None)
                self._prepare()
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                f"{path}: cannot be written: {error}", "free some space, or name another folder in XDG_CACHE_HOME"
            ) from error

    def _prepare(self) -> None:
        self._file.execute("pragma journal_mode=wal")
        self._file.execute("pragma synchronous=normal")
        self._file.execute(_TABLE)
        self._file.execute(_GONE)
        self._file.execute(_BUSY)

    def close(self) -> None:
        self._file.close()

    def find(self, request: Request, now: float) -> Kept | None:
        """The answer to a request, if there is one."""
        row = self._file.execute(
            "select url, status, headers, body, at from answer where name = ?", (name_of(request),)
        ).fetchone()
        if row is None:
            return None
        url, status, headers, body, at = row
        age = now - at
        lasts = _MISSING_FRESH if status in _MISSING and request.kind is not CallKind.RULES else _FRESH[request.kind]
        lasts = lasts if request.fresh is None else min(request.fresh, lasts)
        response = Response(
            url=url,
            status=status,
            headers=msgspec.json.decode(headers, type=dict[str, str]),
            body=zlib.decompress(body),
            cached=True,
        )
        return Kept(response=response, fresh=0 <= age < lasts, age=age)

    def keep(self, request: Request, answer: Response, now: float) -> None:
        """Write an answer; one that is not whole by then is not there."""
        headers, body = msgspec.json.encode(dict(answer.headers)), zlib.compress(answer.body)
        row = (name_of(request), answer.url, answer.status, headers, body, now)
        try:
            self._file.execute("insert or replace into answer values (?, ?, ?, ?, ?, ?)", row)
        except sqlite3.Error as error:
            raise OutputError(f"the cache cannot be written: {error}", "free some space") from error

    def gone_before(self, url: str, day: int) -> int | None:
        """The first day (of those since 1970) on which an address was gone, if that was before ``day``."""
        self._file.execute("insert or ignore into gone values (?, ?)", (url, day))
        (first,) = self._file.execute("select day from gone where url = ?", (url,)).fetchone()
        return int(first) if first < day else None

    def is_there(self, url: str) -> None:
        """Remember that an address is not gone."""
        self._file.execute("delete from gone where url = ?", (url,))

    def busy(self, name: str) -> tuple[float, str]:
        """Until when something is not to be asked, and why; 0 if nobody said so."""
        row = self._file.execute("select until, why from busy where name = ?", (name,)).fetchone()
        return (row[0], row[1]) if row else (0.0, "")

    def occupy(self, name: str, until: float, why: str) -> None:
        """Write down until when something is not to be asked, and why."""
        with suppress(sqlite3.Error):  # a disk that is full: the run itself knows
            self._file.execute("insert or replace into busy values (?, ?, ?)", (name, until, why))

    def tidy(self, now: float) -> None:
        """Remove what is old."""
        self._file.execute("delete from answer where at < ?", (now - _KEPT,))
        self._file.execute("delete from busy where until < ?", (now,))


def on_disk(replay: str = "") -> Answers:
    """The answers of this person, on this machine; those of a server for tests lie apart."""
    folder = cache.folder() / ("http-replay" if replay else "http")
    return Answers(folder / _FILE)


def _is_torn(path: Path) -> bool:
    """Whether a file is no database: something else wrote into it."""
    try:
        return not path.read_bytes()[:16].startswith(b"SQLite format 3\0") or path.stat().st_size < 512
    except OSError:
        return False
