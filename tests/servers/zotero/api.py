"""The front of the service: checks that come before every answer, in the order of the real server."""

import gzip
import zlib

from tests.servers.zotero import access, options, php, routes, templates
from tests.servers.zotero.exchange import Answer, ApiError, Call, CrashError, as_json, page_missing, refusal
from tests.servers.zotero.limits import Limits
from tests.servers.zotero.model import ApiKey, Group
from tests.servers.zotero.routes import Route
from tests.servers.zotero.schema import Schema
from tests.servers.zotero.session import Session
from tests.servers.zotero.store import Store

VERSION = 3

_LIBRARY_WIDE = {
    "schema": templates.whole,
    "itemTypes": templates.item_types,
    "itemFields": templates.item_fields,
    "itemTypeFields": templates.item_type_fields,
    "itemTypeCreatorTypes": templates.item_type_creators,
    "creatorFields": templates.creator_fields,
    "items/new": templates.new_item,
}
_CONDITIONAL = frozenset({"items", "collections", "searches", "settings", "tags"})
_METHODS = frozenset({"HEAD", "OPTIONS", "GET", "PUT", "POST", "DELETE", "PATCH"})


class Api:
    """Answers calls on a store. ``per_request`` brings back versions as before March 2026."""

    def __init__(self, store: Store, schema: Schema) -> None:
        self.store, self.schema, self.limits = store, schema, Limits()
        self.per_request = False

    def answer(self, call: Call, stop_after: int | None = None) -> Answer:
        """The answer to one call; ``stop_after`` breaks a POST off with 500 after so many objects."""
        try:
            return self._answer(_prepared(call), stop_after)
        except ApiError as error:
            return refusal(error)
        except CrashError:
            return refusal(ApiError(500))

    def who(self, call: Call) -> str:
        """The account that limits count for."""
        try:
            key = access.identify(self.store, call)
        except ApiError:
            key = None
        return str(key.user) if key else ""

    def _answer(self, call: Call, stop_after: int | None) -> Answer:
        parts = [part for part in call.path.split("/") if part]
        if not _served(parts):
            return page_missing()
        if call.method == "OPTIONS":
            return Answer()
        key = self._identified(call)
        if parts[:1] == ["groups"]:
            return self._in_group(call, key, parts, stop_after)
        version = options.api_version(call)
        return self._elsewhere(call, key, parts).adding(self._signature(version))

    def _signature(self, version: int) -> dict[str, str]:
        return {"Zotero-API-Version": str(version), "Zotero-Schema-Version": str(self.schema.version)}

    def _identified(self, call: Call) -> ApiKey | None:
        sent = access.key_sent(call)
        if sent:
            self.limits.check_lockout()
        try:
            key = access.identify(self.store, call)
        except ApiError as error:
            if error.code == 403:
                self.limits.note_failure()
            raise
        if key:
            access.check_token(self.store, call, key)
        elif call.method != "GET" and not call.path.startswith("/keys/"):
            raise ApiError(403, "An API key is required for write requests.")
        return key

    def _elsewhere(self, call: Call, key: ApiKey | None, parts: list[str]) -> Answer:
        if not parts:
            return Answer(headers={"Content-Type": "text/html; charset=UTF-8"}, body=b"Nothing to see here.")
        if parts[0] == "keys":
            return access.own_key(self.store, call, key, parts[1])
        if parts[0] == "users" and parts[2:] != ["groups"]:
            own = self.store.find(Group, int(parts[1]))
            return (
                refusal(ApiError(403))
                if own is None or own.type != "Personal"
                else self._in_library(call, key, own, parts, None)
            )
        if parts[0] == "users":
            return self._groups_of(call, key, int(parts[1]))
        return _LIBRARY_WIDE["/".join(parts)](call, self.schema)

    def _groups_of(self, call: Call, key: ApiKey | None, user: int) -> Answer:
        """The groups of a person, as far as the key may see them."""
        found = [group for group in self.store.every(Group) if group.role(user) and access.can_read(group, key)]
        headers = {"Total-Results": str(len(found))}
        if call.value("format") == "versions":
            return as_json({str(group.id): group.version for group in found}, headers)
        return as_json([self._about(call, group, key) for group in found], headers)

    def _about(self, call: Call, group: Group, key: ApiKey | None) -> dict[str, object]:
        return access.about_group(group, key, call.base, len(self.store.all(group.library, "item")))

    def _in_group(self, call: Call, key: ApiKey | None, parts: list[str], stop_after: int | None) -> Answer:
        group = self._group(parts[1])
        if len(parts) == 2:
            return self._group_itself(call, group, key)
        return self._in_library(call, key, group, parts, stop_after)

    def _in_library(
        self, call: Call, key: ApiKey | None, group: Group, parts: list[str], stop_after: int | None
    ) -> Answer:
        found = routes.match(parts[2:])
        if found is None:
            return page_missing()
        route, variables = found
        if self._unchanged(call, group, key, route):
            return Answer(status=304)
        version = options.api_version(call)
        session = Session(
            store=self.store,
            schema=self.schema,
            call=call,
            group=group,
            key=key,
            options=options.read(call, route.action, single=route.single),
            per_request=self.per_request,
            stop_after=stop_after,
        )
        return _handled(session, route, variables).adding(self._signature(version))

    def _group(self, number: str) -> Group:
        if not number.isdecimal() or int(number) == 0:
            raise ApiError(400, "Invalid group ID")
        group = self.store.find(Group, int(number))
        if group is None or group.type == "Personal":
            raise ApiError(404)
        return group

    def _group_itself(self, call: Call, group: Group, key: ApiKey | None) -> Answer:
        version = options.api_version(call)
        if not access.can_read(group, key):
            raise ApiError(404)
        if call.writing:
            raise ApiError(403)
        headers = {"Last-Modified-Version": str(group.version), **self._signature(version)}
        return as_json(self._about(call, group, key), headers)

    def _unchanged(self, call: Call, group: Group, key: ApiKey | None, route: Route) -> bool:
        """Whether a conditional read of a list finds nothing newer."""
        given = call.headers.get("if-modified-since-version")
        if given is None or call.writing or route.single or route.action not in _CONDITIONAL:
            return False
        readable = php.numeric(given) and access.can_read(group, key)
        return readable and self.store.version(group.library) <= php.integer(given)


def _prepared(call: Call) -> Call:
    """The call with its body unpacked. Raises for what the real server does not even look at."""
    if call.method not in _METHODS:
        raise ApiError(501)
    if "expect" in call.headers:
        raise ApiError(417, "Expect header is not supported")
    if call.method in {"POST", "PUT", "PATCH"} and not call.body:
        raise ApiError(400, f"{call.method} data not provided")
    if call.headers.get("content-encoding") != "gzip":
        return call
    try:
        return _with_body(call, gzip.decompress(call.body))
    except (OSError, EOFError, zlib.error):
        return _with_body(call, b"")


def _with_body(call: Call, body: bytes) -> Call:
    return Call(method=call.method, target=call.target, headers=call.headers, body=body, base=call.base)


def _served(parts: list[str]) -> bool:
    """Whether there is such an address, whatever may be behind it."""
    if not parts or "/".join(parts) in _LIBRARY_WIDE:
        return True
    if parts[0] == "keys":
        return len(parts) == 2
    if parts[0] == "users":
        return len(parts) > 2 and parts[1].isdecimal()
    return parts[0] == "groups" and len(parts) > 1


def _handled(session: Session, route: Route, variables: list[str]) -> Answer:
    try:
        _check_access(session, route)
        return route.handler(session, *variables)
    except ApiError as error:
        return refusal(error)
    except CrashError:
        return refusal(ApiError(500))


def _check_access(session: Session, route: Route) -> None:
    readable = access.can_read(session.group, session.key)
    if route.action != "items" and not readable:
        raise ApiError(403)
    if session.call.writing and not access.can_write(session.group, session.key):
        raise ApiError(403, "Write access denied")
    if not readable and not route.single:
        raise ApiError(403)
