"""The group library over HTTP: the one user of pyzotero. Every failure becomes one of the project's own errors.

Requests go through pyzotero's client and headers, one by one, since its own methods drop blocks that met a 429 and
ignore the reports of single objects. A request that fails for a while is sent again, writes, too: every object carries
its key and version, so that what had arrived is refused and nothing is made twice.
"""

import re
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx2
import msgspec
from msgspec import Struct
from pyzotero import zotero

from plbib.errors import ExitCode, PlbibError, UsageError
from plbib.zotero import wire
from plbib.zotero.items import Schema
from plbib.zotero.objects import Held, Remote, What
from plbib.zotero.permissions import AccessError, check_key, check_write

SERVER = "https://api.zotero.org"
BLOCK = 50
"""Most objects of a write, and of a read by key."""
_AT_A_TIME = 4
_LAST_PORT = 65_535
_PAGE = 100
_TIMEOUT = 60.0
_LOOPBACK = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\]):([0-9]{1,5})")
_KEY = re.compile(r"[A-Za-z0-9]+")
_SECONDS = re.compile(r"[0-9]{1,9}(\.[0-9]*)?")
_BUSY = frozenset({429, 500, 502, 503, 504})
_PATHS = {What.COLLECTION: "collections", What.ITEM: "items", What.LINK: "items"}
_AGAIN = "what was done is kept; run the same command again to go on"


_T = TypeVar("_T")
_Rows = list[Any]


class _Field(Struct, frozen=True):
    field: str


class _CreatorType(Struct, frozen=True, rename="camel"):
    creator_type: str


class _Deleted(Struct, frozen=True):
    items: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()


class RemoteError(PlbibError):
    """The server failed or refused; what was done is kept."""

    exit_code = ExitCode.REMOTE


class BusyError(RemoteError):
    """The server failed however often it was asked; ``lasting`` if the request itself seems to be what it fails at."""

    def __init__(self, message: str, *, lasting: bool) -> None:
        super().__init__(message, _AGAIN)
        self.lasting = lasting


class Patience(Struct, frozen=True, kw_only=True):
    """How often a request is sent and how long, in seconds, is waited: first, and at most when the server says."""

    attempts: int = 6
    first: float = 1.0
    longest: float = 300.0


def server(address: str) -> str:
    """The address of a server. Raises :class:`UsageError` unless it is Zotero's own or on this machine.

    A key is a secret of one's account: it goes nowhere else.
    """
    given = address.rstrip("/")
    local = _LOOPBACK.fullmatch(given)
    if given != SERVER and not (local and int(local[2]) <= _LAST_PORT):
        raise UsageError(
            f"no server to sync with: {address}", f"only {SERVER}, or a test server: http://127.0.0.1:PORT"
        )
    return given


class Api:
    """A group library; ``say`` is told what is waited for. Close it in the end."""

    def __init__(
        self,
        group: int,
        key: str,
        address: str = SERVER,
        patience: Patience | None = None,
        say: Callable[[str], None] | None = None,
    ) -> None:
        self.group, self._key, self._patience, self._say = group, key.strip(), patience or Patience(), say
        client = httpx2.Client(trust_env=address == SERVER, timeout=_TIMEOUT, follow_redirects=False)
        self._zotero = zotero.Zotero(group, "group", self._key or None, client=client)
        self._zotero.endpoint = address
        self._client, self._address = client, address
        self._pause = 0.0

    def close(self) -> None:
        self._client.close()

    # Requests --------------------------------------------------------------------------------------------------------

    def _send(self, method: str, path: str, body: Any = None, **query: Any) -> httpx2.Response:
        """The answer to a request that succeeded. Raises :class:`RemoteError` or :class:`AccessError` otherwise."""
        wait, asked, problem = self._patience.first, 0.0, ""
        for attempt in range(self._patience.attempts):
            if attempt:
                self._wait(max(wait, asked), problem)
                wait, asked = wait * 2, 0.0
            try:
                answer = self._once(method, path, body, query)
            except httpx2.RequestError as error:
                problem = f"no answer from {urlsplit(self._address).netloc} ({type(error).__name__})"
                continue
            if answer.status_code not in _BUSY:
                return _checked(answer, self.group)
            problem = f"{urlsplit(self._address).netloc} answered {answer.status_code}"
            asked = _asked(answer, "Retry-After")
        raise BusyError(f"{problem}, {self._patience.attempts} times", lasting=problem.endswith(" 500"))

    def _once(self, method: str, path: str, body: Any, query: dict[str, Any]) -> httpx2.Response:
        pause = self._pause - time.monotonic()
        if pause > 0:
            self._wait(pause, "the server asked for a pause")
        headers = {**self._zotero.default_headers(), "Content-Type": "application/json"}
        content = None if body is None else msgspec.json.encode(body)
        url = f"{self._address}/{path}"
        answer = self._client.request(method, url, params=query, content=content, headers=headers)
        backoff = _asked(answer, "Backoff")
        if backoff:
            self._pause = time.monotonic() + backoff
        return answer

    def _wait(self, seconds: float, why: str) -> None:
        if seconds > self._patience.longest:
            raise RemoteError(f"{why}: {seconds:.0f} s would have to be waited", _AGAIN)
        if seconds >= 1 and self._say:
            self._say(f"{why}; waiting {seconds:.0f} s")
        time.sleep(seconds)

    def _json(self, kind: type[_T], path: str, **query: Any) -> tuple[_T, int]:
        """What a path of the group holds, and the library version that it was read at."""
        answer = self._send("GET", f"groups/{self.group}/{path}", **query)
        return _decoded(answer, kind), _number(answer, "Last-Modified-Version")

    # Before anything -------------------------------------------------------------------------------------------------

    def check_access(self, *, write: bool) -> None:
        """Raises :class:`AccessError` if the key may not read the group, or, to ``write``, not write to it."""
        about: Any = None
        if self._key:
            if not _KEY.fullmatch(self._key):
                raise AccessError("ZOTERO_API_KEY holds what is no key", "a key is of letters and digits alone")
            about = _decoded(self._send("GET", "keys/current"), dict)
            check_key(self.group, about)
        elif write:
            raise AccessError("no key to write with", "set ZOTERO_API_KEY; make one at zotero.org/settings/keys")
        metadata = _decoded(self._send("GET", f"groups/{self.group}"), dict)
        if write:
            check_write(self.group, about, metadata)

    def schema(self, kinds: Iterable[str], cached: Schema | None) -> Schema:
        """The fields and creators that the server has for item types; those of ``cached`` are not asked again."""
        fields, creators = (dict(cached.fields), dict(cached.creators)) if cached else ({}, {})
        new = sorted({*kinds} - fields.keys())
        version = cached.version if cached else 0
        with ThreadPoolExecutor(_AT_A_TIME) as pool:
            for kind, answers in zip(new, pool.map(self._kind, new), strict=True):
                fields[kind], creators[kind], version = answers
        return Schema(version=version, fields=fields, creators=creators)

    def _kind(self, kind: str) -> tuple[tuple[str, ...], tuple[str, ...], int]:
        fields = self._send("GET", "itemTypeFields", itemType=kind)
        creators = self._send("GET", "itemTypeCreatorTypes", itemType=kind)
        return (
            tuple(row.field for row in _decoded(fields, list[_Field])),
            tuple(row.creator_type for row in _decoded(creators, list[_CreatorType])),
            _number(fields, "Zotero-Schema-Version"),
        )

    # Reading ---------------------------------------------------------------------------------------------------------

    def changes(self, since: int) -> Remote:
        """What changed in the library after version ``since`` (0: all of it): collections whole, items by version."""
        for _ in range(self._patience.attempts):
            versions, first = self._json(dict[str, int], "items", format="versions", includeTrashed=1, since=since)
            collections, second = self._collections(since)
            deleted, third = self._json(_Deleted, "deleted", since=since)
            if first == second == third:
                gone = frozenset([*deleted.items, *deleted.collections])
                return Remote(version=first, versions=versions, objects=collections, deleted=gone)
        raise RemoteError("people are changing the library at this moment", "run the same command again in a minute")

    def _collections(self, since: int) -> tuple[dict[str, Held], int]:
        found: dict[str, Held] = {}
        while True:
            rows, version = self._json(_Rows, "collections", since=since, limit=_PAGE, start=len(found), sort="title")
            found |= {one.key: one for row in rows if (one := wire.held(row))}
            if len(rows) < _PAGE:
                return found, version

    def objects(self, keys: Iterable[str], told: Callable[[int], None] | None = None) -> dict[str, Held]:
        """Items and links as they are now; a key that is not in the result is of nothing."""
        ordered = sorted(keys)
        blocks = [ordered[at : at + BLOCK] for at in range(0, len(ordered), BLOCK)]
        found: dict[str, Held] = {}
        with ThreadPoolExecutor(_AT_A_TIME) as pool:
            for rows in pool.map(self._block, blocks):
                found |= {one.key: one for row in rows if (one := wire.held(row))}
                if told:
                    told(len(found))
        return found

    def _block(self, keys: list[str]) -> list[Any]:
        return self._json(_Rows, "items", itemKey=",".join(keys), includeTrashed=1, limit=_PAGE)[0]

    def family(self, parent: str) -> dict[str, Held]:
        """The children of an item."""
        found: dict[str, Held] = {}
        while True:
            rows, _ = self._json(_Rows, f"items/{parent}/children", includeTrashed=1, limit=_PAGE, start=len(found))
            found |= {one.key: one for row in rows if (one := wire.held(row))}
            if len(rows) < _PAGE:
                return found

    def collection(self, key: str) -> Held | None:
        """A collection as it is now."""
        rows, _ = self._json(_Rows, "collections", collectionKey=key)
        return next((one for row in rows if (one := wire.held(row))), None)

    # Writing ---------------------------------------------------------------------------------------------------------

    def write(self, what: What, bodies: list[dict[str, Any]]) -> wire.Report:
        """Send at most ``BLOCK`` objects; the fate of each is in the report.

        Raises :class:`BusyError` when the server fails at the block again and again.
        """
        answer = self._send("POST", f"groups/{self.group}/{_PATHS[what]}", body=bodies)
        report = wire.report(_decoded(answer, dict), len(bodies))
        if report is None:
            raise RemoteError("the server's report is none", _AGAIN)
        return report


def _asked(answer: httpx2.Response, header: str) -> float:
    """The seconds that a header asks to wait; Zotero gives no dates."""
    said = answer.headers.get(header, "")
    return float(said) if _SECONDS.fullmatch(said) else 0.0


def _decoded(answer: httpx2.Response, kind: type[_T]) -> _T:
    """The JSON of an answer. Raises :class:`RemoteError` for what is none, or not of this kind."""
    try:
        return msgspec.json.decode(answer.content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RemoteError(f"the server's answer makes no sense: {error}", _AGAIN) from error


def _number(answer: httpx2.Response, header: str) -> int:
    said = answer.headers.get(header, "")
    return int(said) if said.isdecimal() else 0


def _checked(answer: httpx2.Response, group: int) -> httpx2.Response:
    """``answer`` if it is a success."""
    status = answer.status_code
    if status == httpx2.codes.OK:
        return answer
    said = answer.text[:_SAID].strip()
    if status == httpx2.codes.FORBIDDEN:
        raise AccessError(
            f"the server refuses: {said}", "check ZOTERO_API_KEY, and what the key may do, at zotero.org/settings/keys"
        )
    if status == httpx2.codes.NOT_FOUND and answer.request.url.path == f"/groups/{group}":
        raise AccessError(
            f"there is no group {group}, or the key may not see it",
            "the number is in the group's address: zotero.org/groups/NUMBER",
        )
    if status == httpx2.codes.CONTENT_TOO_LARGE:
        raise BusyError("the server says that the request is too large", lasting=True)
    raise RemoteError(f"the server answered {status}: {said}", _AGAIN)


_SAID = 300
