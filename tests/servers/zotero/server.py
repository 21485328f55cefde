"""The server as tests use it."""

import threading
import time
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.servers.zotero import collections, dates, item_answers, options, schema
from tests.servers.zotero.api import Api
from tests.servers.zotero.exchange import Answer, ApiError, Call, Request, refusal
from tests.servers.zotero.faults import Fault, Faults
from tests.servers.zotero.model import ApiKey, Group, User
from tests.servers.zotero.person import MARK, Person
from tests.servers.zotero.session import Session
from tests.servers.zotero.store import Store
from tests.servers.zotero.transport import Delivery, Listener

OWNER, MEMBER = User(id=475001, name="owner"), User(id=475002, name="member")
_FIRST_GROUP, _FIRST_LIBRARY = 2400001, 71
_TIMES = ("version", "dateAdded", "dateModified")


class Server:
    """A Zotero server on loopback, running inside a ``with``.

    It comes with a private group in which members edit (``group``) and one in which admins do (``admins_group``); with
    keys of the owner (``key``: everything, ``read_key``: reads ``group`` alone) and of a member (``member_key``:
    everything). ``schema`` is a schema file other than the project's own; with ``data`` the state is kept in that file.
    """

    def __init__(self, *, schema: Path | None = None, data: Path | None = None, port: int = 0) -> None:
        self._store = Store(data)
        self._api = Api(self._store, _schema(schema))
        self._lock = threading.RLock()
        self._listener = Listener(port, self._serve)
        self._thread = threading.Thread(
            target=self._listener.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self.requests: list[Request] = []
        self.faults = Faults()
        if not self._store.every(Group):
            self._populate()
        self.group, self.admins_group = (group.id for group in self._store.every(Group)[:2])
        self.key, self.read_key, self.member_key = (key.key for key in self._store.every(ApiKey)[:3])

    def _populate(self) -> None:
        for user in (OWNER, MEMBER):
            self._store.save(user)
        first = self.more_group()
        self.more_group(editing="admins")
        self.more_key(name="ownerWritesEverywhere")
        self.more_key({first: False}, name="ownerReadsOneGroup")
        self.more_key(user=MEMBER.id, name="memberWritesEverywhere")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.stop()
        self._thread.join()
        self._store.close()

    @property
    def url(self) -> str:
        return self._listener.url

    @property
    def version(self) -> int:
        """The library version of ``group``."""
        with self._lock:
            return self._store.version(self._record(self.group).library)

    @property
    def writes(self) -> list[Request]:
        """The requests that are no reads."""
        return [request for request in self.requests if request.method not in {"GET", "HEAD"}]

    @property
    def per_request_versions(self) -> bool:
        """Whether all objects of a POST get one version, as before March 2026."""
        return self._api.per_request

    @per_request_versions.setter
    def per_request_versions(self, value: bool) -> None:
        self._api.per_request = value

    @property
    def rate_limits(self) -> bool:
        """Whether the service's limits hold: a bucket of 100 requests, 10 more each second, 5 at once."""
        return self._api.limits.rate

    @rate_limits.setter
    def rate_limits(self, value: bool) -> None:
        self._api.limits.rate = value

    @property
    def lockout(self) -> bool:
        """Whether six requests with unknown keys lock out all keys for five minutes."""
        return self._api.limits.lockout

    @lockout.setter
    def lockout(self, value: bool) -> None:
        self._api.limits.lockout = value

    def more_group(self, *, editing: str = "members", public: bool = False, member: bool = True) -> int:
        """Another group of the owner; its id. ``members`` edit in it, or ``admins``; anybody reads a ``public`` one."""
        with self._lock:
            count = len(self._store.every(Group))
            group = Group(
                id=_FIRST_GROUP + count,
                name=f"Group {count + 1}",
                owner=OWNER.id,
                library=_FIRST_LIBRARY + count,
                type="PublicClosed" if public else "Private",
                editing=editing,
                reading="all" if public else "members",
                members=[MEMBER.id] if member else [],
                created=dates.to_iso(dates.now()),
            )
            self._store.save(group)
            self._store.bump(group.library)
            return group.id

    def more_key(self, groups: dict[int, bool] | None = None, *, user: int = OWNER.id, name: str = "anotherKey") -> str:
        """Another key. ``groups`` are the ids of those it may read, and whether write; without them all, to write."""
        access = {"all": True} if groups is None else {str(group): write for group, write in groups.items()}
        with self._lock:
            count = len(self._store.every(ApiKey)) + 1
            key = ApiKey(key=f"{name}{count:0{max(24 - len(name), 1)}}", user=user, groups=access)
            self._store.save(key)
            return key.key

    def own_library(self) -> str:
        """Give the owner a personal library; a key that may write to it."""
        with self._lock:
            library = _FIRST_LIBRARY + len(self._store.every(Group))
            self._store.save(Group(id=OWNER.id, name=OWNER.name, owner=OWNER.id, library=library, type="Personal"))
            self._store.bump(library)
            key = ApiKey(key="ownerWritesAtHome0000001", user=OWNER.id, library={"library": True, "write": True})
            self._store.save(key)
            return key.key

    def person(self, group: int | None = None) -> Person:
        """Someone else who works in a group."""
        return Person(self.url, group or self.group, self.member_key)

    def client(self, key: str | None = None, group: int | None = None) -> Person:
        """A bare client, with the owner's key unless told otherwise; its requests count, unlike those of a person."""
        return Person(self.url, group or self.group, self.key if key is None else key, logged=True)

    def snapshot(self, group: int | None = None) -> dict[str, dict[str, Any]]:
        """Everything in a library by key, without versions and times: equal for two ways to the same end."""
        with self._lock:
            session = self._session(self._record(group or self.group))
            store, number = session.store, session.library
            return {
                "items": {one.key: _timeless(item_answers.data(session, one)) for one in store.all(number, "item")},
                "collections": {
                    one.key: _timeless(collections.data(session, one)) for one in store.all(number, "collection")
                },
                "searches": {
                    one.key: {"name": one.name, "conditions": one.conditions} for one in store.all(number, "search")
                },
                "settings": {name: value for name, (value, _version) in store.settings(number).items()},
            }

    def _record(self, group: int) -> Group:
        found = self._store.find(Group, group)
        assert found is not None, f"no group {group}"
        return found

    def _session(self, group: Group) -> Session:
        call = Call(method="GET", target="/", headers={}, body=b"", base=self.url)
        schema = self._api.schema
        return Session(store=self._store, schema=schema, call=call, group=group, key=None, options=options.Options())

    def _serve(self, call: Call) -> Delivery:
        """Answer a call, with all that is to go wrong; it is in the log before the client hears of it."""
        if MARK in call.headers:
            return Delivery(answer=self._answer(call))
        delivery = self._limited(call, self.faults.due(call))
        status = delivery.answer.status if delivery.answer else 0
        self.requests.append(call.logged(status))
        return delivery

    def _limited(self, call: Call, due: list[Fault]) -> Delivery:
        with self._lock:
            who = self._api.who(call)
        try:
            with self._api.limits.slot(who):
                return self._faulty(call, due)
        except ApiError as error:
            return Delivery(answer=refusal(error))

    def _faulty(self, call: Call, due: list[Fault]) -> Delivery:
        kinds = {fault.kind: fault for fault in due}
        self._edit(kinds.get("edit"))
        if "slow" in kinds:
            time.sleep(kinds["slow"].seconds)
        refused = next(filter(None, (fault.refusal() for fault in due)), None)
        if refused or "drop-before" in kinds:
            return Delivery(answer=refused)
        answer = self._answer(call, kinds["500-after"].objects if "500-after" in kinds else None)
        self._edit(kinds.get("edit-after"))
        if "drop-after" in kinds:
            return Delivery(answer=None)
        if "backoff" in kinds:
            answer = replace(answer, headers={**answer.headers, "Backoff": f"{kinds['backoff'].seconds:g}"})
        return Delivery(answer=answer, part=0.5 if "truncate" in kinds else 1)

    def _edit(self, fault: Fault | None) -> None:
        if fault and fault.edit:
            fault.edit(self)

    def _answer(self, call: Call, stop_after: int | None = None) -> Answer:
        with self._lock:
            return self._api.answer(call, stop_after)


def _schema(path: Path | None) -> schema.Schema:
    return schema.load(path) if path else schema.load()


def _timeless(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in _TIMES}
