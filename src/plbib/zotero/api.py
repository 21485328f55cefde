"""The group library over HTTP: the one user of pyzotero, whose calls go over a transport that is patient.

Where a method of pyzotero does the wrong thing, that place says which and why.
"""

import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import local
from typing import Any, TypeVar

import httpx2
import msgspec
from msgspec import Struct
from pyzotero import errors, zotero

from plbib.errors import UsageError
from plbib.io.http.messages import RemoteError
from plbib.io.http.patience import Patience
from plbib.io.http.wire import proxy
from plbib.zotero import wire
from plbib.zotero.items import Schema
from plbib.zotero.objects import Held, LibraryId, ObjectKind, Remote
from plbib.zotero.permissions import AccessError, check_key, check_write
from plbib.zotero.transport import AGAIN, PatientTransport

SERVER = "https://api.zotero.org"
BLOCK = 50
"""Most objects of a write, and of a read by key."""
_AT_A_TIME = 4
_LAST_PORT = 65_535
_PAGE = 100
_TIMEOUT = 60.0
_LOOPBACK = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\]):([0-9]{1,5})")
_KEY = re.compile(r"[A-Za-z0-9]+")
_NO_ANSWER = (ValueError, LookupError, RecursionError, errors.PyZoteroError)
"""What pyzotero raises at an answer with status 200 that is none."""

_T = TypeVar("_T")
_Rows = list[Any]


class _FieldRow(Struct, frozen=True):
    field: str


class _CreatorRow(Struct, frozen=True, rename="camel"):
    creator_type: str


class _Deleted(Struct, frozen=True):
    items: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()


def check_server(address: str) -> str:
    """The address of a server. Raises :class:`UsageError` unless it is Zotero's own or on this machine.

    A key is a secret of one's account: it goes nowhere else.
    """
    trimmed = address.rstrip("/")
    is_local = _LOOPBACK.fullmatch(trimmed)
    if trimmed != SERVER and not (is_local and int(is_local[2]) <= _LAST_PORT):
        raise UsageError(
            f"no server to sync with: {address}", f"only {SERVER}, or a test server: http://127.0.0.1:PORT"
        )
    return trimmed


class Api:
    """A library; ``say`` is called with what is waited for. Close it in the end."""

    def __init__(
        self,
        library: LibraryId,
        key: str,
        address: str = SERVER,
        patience: Patience | None = None,
        say: Callable[[str], None] | None = None,
    ) -> None:
        self.library, self._key, self._address = library, key.strip(), address
        is_own = address == SERVER
        # Reading the certificates of the system takes longer than a request on loopback, which has none to verify.
        verify = not address.startswith("http:")
        inner = httpx2.HTTPTransport(verify=verify, trust_env=is_own, proxy=proxy(SERVER) if is_own else None)
        self._transport = PatientTransport(inner, patience or Patience(), say)
        self._client = httpx2.Client(transport=self._transport, timeout=_TIMEOUT, follow_redirects=False)
        self._local = local()
        self._used: list[zotero.Zotero] = []  # one that is forgotten closes the client, which is all threads'

    def close(self) -> None:
        self._client.close()

    @property
    def requests(self) -> int:
        """How many requests have been sent."""
        return self._transport.count

    @property
    def _path(self) -> str:
        return self.library if isinstance(self.library, str) else f"groups/{self.library}"

    # Calls -----------------------------------------------------------------------------------------------------------

    def _call(self, kind: type[_T], call: Callable[[zotero.Zotero], Any]) -> tuple[_T, httpx2.Headers]:
        """What a call of pyzotero gives, checked, and the headers of the answer.

        Raises :class:`RemoteError` if the answer is not JSON, or not of this kind.
        """
        client = self._of_thread()
        client.url_params = None  # those of a call that failed would go into the next
        try:
            value = call(client)
            answer = client.request
            if isinstance(value, httpx2.Response):
                answer, value = value, value.json()
            return msgspec.convert(value, kind, strict=True), answer.headers if answer else httpx2.Headers()
        except _NO_ANSWER as error:
            raise RemoteError(f"the server's answer makes no sense: {error}", AGAIN) from error

    def _of_thread(self) -> zotero.Zotero:
        """The object of pyzotero, which keeps what it is at in itself: one for each thread."""
        if not hasattr(self._local, "client"):
            kind, _, number = self._path.partition("s/")
            self._local.client = zotero.Zotero(number, kind, self._key or None, client=self._client)
            self._local.client.endpoint = self._address
            self._used.append(self._local.client)
        own: zotero.Zotero = self._local.client
        return own

    def _get(self, path: str) -> dict[str, Any]:
        """What pyzotero has no method for: it has none for one group, and that for a key puts the key into the path."""
        return self._call(dict, lambda client: client._retrieve_data(path))[0]  # noqa: SLF001

    # Before anything -------------------------------------------------------------------------------------------------

    def about_key(self) -> dict[str, Any]:
        """What the server tells of the key. Raises :class:`AccessError` if there is none, or it is no key."""
        if not self._key:
            raise AccessError("no key is set", "set ZOTERO_API_KEY; make one at zotero.org/settings/keys")
        if not _KEY.fullmatch(self._key):
            raise AccessError("ZOTERO_API_KEY holds what is no key", "a key is of letters and digits alone")
        return self._get("/keys/current")

    def choose_own(self) -> None:
        """Take the personal library of the key's owner."""
        number = self.about_key().get("userID")
        if not isinstance(number, int):
            raise RemoteError("the server does not tell whose key it is", AGAIN)
        self.library = f"users/{number}"
        self._local = local()

    def check_access(self, *, write: bool) -> None:
        """Raises :class:`AccessError` if the key may not read the library, or, to ``write``, not write to it."""
        about = self.about_key() if self._key or write else None
        if about is not None:
            check_key(self.library, about)
        is_group = not isinstance(self.library, str)
        metadata = self._get(f"/{self._path}") if is_group else {}
        if write:
            check_write(self.library, about, metadata)

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
        fields, headers = self._call(list[_FieldRow], lambda client: client.item_type_fields(kind))
        creators, _ = self._call(list[_CreatorRow], lambda client: client.item_creator_types(kind))
        return (
            tuple(row.field for row in fields),
            tuple(row.creator_type for row in creators),
            _number(headers, "Zotero-Schema-Version"),
        )

    # Reading ---------------------------------------------------------------------------------------------------------

    def changes(self, since: int) -> Remote:
        """What changed in the library after version ``since`` (0: all of it): collections whole, items by version."""
        for _ in range(self._transport.attempts):
            versions, first = self._read(dict[str, int], "item_versions", includeTrashed=1, since=since)
            collections, second = self._collections(since)
            deleted, third = self._read(_Deleted, "deleted", since=since)
            if first == second == third:
                gone = frozenset([*deleted.items, *deleted.collections])
                return Remote(version=first, versions=versions, objects=collections, deleted=gone)
        raise RemoteError("people are changing the library at this moment", "run the same command again in a minute")

    def _read(self, kind: type[_T], method: str, *given: str, **query: Any) -> tuple[_T, int]:
        """What a method of pyzotero reads, and the library version that it was read at."""
        value, headers = self._call(kind, lambda client: getattr(client, method)(*given, **query))
        return value, _number(headers, "Last-Modified-Version")

    def _collections(self, since: int) -> tuple[dict[str, Held], int]:
        return self._pages("collections", since=since, sort="title")

    def _pages(self, method: str, *given: str, **query: Any) -> tuple[dict[str, Held], int]:
        """All objects of a list. What pyzotero follows are the server's links, which repeat some parameters wrong."""
        objects: dict[str, Held] = {}
        while True:
            rows, version = self._read(_Rows, method, *given, limit=_PAGE, start=len(objects), **query)
            objects |= {one.key: one for row in rows if (one := wire.read_object(row))}
            if len(rows) < _PAGE:
                return objects, version

    def objects(self, keys: Iterable[str], report_count: Callable[[int], None] | None = None) -> dict[str, Held]:
        """Items and links as they are now; a key without an object is left out."""
        ordered = sorted(keys)
        blocks = [ordered[at : at + BLOCK] for at in range(0, len(ordered), BLOCK)]
        held: dict[str, Held] = {}
        with ThreadPoolExecutor(_AT_A_TIME) as pool:
            for rows in pool.map(self._block, blocks):
                held |= {one.key: one for row in rows if (one := wire.read_object(row))}
                if report_count:
                    report_count(len(held))
        return held

    def _block(self, keys: list[str]) -> list[Any]:
        return self._read(_Rows, "items", itemKey=",".join(keys), includeTrashed=1, limit=_PAGE)[0]

    def family(self, parent: str) -> dict[str, Held]:
        """The children of an item."""
        return self._pages("children", parent, includeTrashed=1)[0]

    def collection(self, key: str) -> Held | None:
        """A collection as it is now. pyzotero's ``collection`` fails for one that is not there."""
        rows, _ = self._read(_Rows, "collections", collectionKey=key)
        return next((one for row in rows if (one := wire.read_object(row))), None)

    # Writing ---------------------------------------------------------------------------------------------------------

    def write(self, what: ObjectKind, bodies: list[dict[str, Any]]) -> wire.WriteReport:
        """Send at most ``BLOCK`` objects, new and changed ones; the fate of each is in the report.

        pyzotero's methods that create give the server's report; those that update ignore it, and say that all is well.
        Of collections each body has to say its name and its parent, or pyzotero puts it at the top.

        Raises :class:`BusyError` when the server fails at the block again and again.
        """
        method = "create_collections" if what is ObjectKind.COLLECTION else "create_items"
        answer, _ = self._call(dict, lambda client: getattr(client, method)([dict(body) for body in bodies]))
        report = wire.read_report(answer, len(bodies))
        if report is None:
            raise RemoteError("the server's report is none", AGAIN)
        return report


def _number(headers: httpx2.Headers, name: str) -> int:
    text = headers.get(name, "")
    return int(text) if text.isdecimal() else 0
