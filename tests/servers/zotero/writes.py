"""The protocol of writes, the same for items, collections and searches: versions, reports, deletions."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.servers.zotero import access, dates, php
from tests.servers.zotero.exchange import Answer, ApiError, CrashError, as_json, escaped, internal, no_content
from tests.servers.zotero.model import Thing, valid_key
from tests.servers.zotero.session import Session

MOST = 50
"""Objects in one POST."""

_UNMODIFIED = "if-unmodified-since-version"
_CONTROL = dict.fromkeys((*range(9), *range(11, 32), 127))
_LONE = re.compile(r"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, kw_only=True)
class Change:
    """What writing one object needs to know. ``partial`` leaves alone what is not sent."""

    session: Session
    key: str | None
    version: int
    partial: bool
    now: str


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of object. ``write`` returns what is stored now and whether it changed."""

    name: str
    plural: str
    write: Callable[[Change, Any, dict[str, Any]], tuple[Thing, bool]]
    show: Callable[[Session, Any], dict[str, Any]]
    delete: Callable[[Session, str, int], None]
    missing: str

    @property
    def title(self) -> str:
        return self.name.capitalize()


def decoded(body: bytes) -> Any:
    """The JSON of a body, control characters removed from its texts. Lone surrogates spoil it silently."""
    try:
        text = body.decode()
        value = json.loads(text, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise ApiError(400, "JSON Error: Malformed UTF-8 characters") from None
    except RecursionError:
        raise ApiError(400, "JSON Error: Maximum stack depth exceeded") from None
    except ValueError as error:
        control = "control character" in str(error)
        reason = "Unexpected control character found" if control else "Syntax error, malformed JSON"
        raise ApiError(400, f"JSON Error: {reason}") from None
    if _LONE.search(text):
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            return None
    return _cleaned(value)


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_CONTROL)
    if isinstance(value, list):
        return [_cleaned(part) for part in value]
    return {name: _cleaned(part) for name, part in value.items()} if isinstance(value, dict) else value


def check_library(session: Session, *, required: bool = False) -> bool:
    """Compare the header with the library's version. Whether there was one."""
    given = session.call.headers.get(_UNMODIFIED)
    if given is None:
        if required:
            raise ApiError(428, "If-Unmodified-Since-Version not provided")
        return False
    if not php.numeric(given):
        raise ApiError(400, "Invalid If-Unmodified-Since-Version value")
    if session.version > php.integer(given):
        raise ApiError(412, _modified("Library", given, session.version))
    return True


def _modified(what: str, expected: Any, found: int) -> str:
    return f"{what} has been modified since specified version (expected {expected}, found {found})"


def post(session: Session, kind: Kind) -> Answer:
    """Write a list of objects, each on its own, in order; the answer is the report."""
    guarded = check_library(session)
    objects = _objects(session, kind)
    shared = session.store.bump(session.library) if session.per_request else None
    report: dict[str, dict[str, Any]] = {"successful": {}, "success": {}, "unchanged": {}, "failed": {}}
    for at, raw in enumerate(objects):
        if at == session.stop_after:
            raise CrashError
        try:
            thing, changed = _post_one(session, kind, raw, at=at, guarded=guarded, shared=shared)
        except ApiError as error:
            report["failed"][str(at)] = _failure(kind, raw, error)
            continue
        if changed:
            report["successful"][str(at)] = kind.show(session, thing)
        report["success" if changed else "unchanged"][str(at)] = thing.key
    if str(len(objects) - 1) not in report["failed"]:
        access.use_token(session.store, session.call, session.key)
    return as_json(report, {"Last-Modified-Version": str(session.version)})


def _objects(session: Session, kind: Kind) -> list[Any]:
    objects = decoded(session.call.body)
    if not isinstance(objects, list):
        raise ApiError(400, "Uploaded data must be a JSON array")
    if len(objects) > MOST:
        raise ApiError(413, f"Cannot add more than {MOST} {kind.plural} at a time")
    return objects


def _post_one(
    session: Session, kind: Kind, raw: Any, *, at: int, guarded: bool, shared: int | None
) -> tuple[Thing, bool]:
    with session.store.transaction():
        version = session.store.bump(session.library) if shared is None else shared
        if not isinstance(raw, dict):
            reason = f"Invalid value for index {at} in uploaded data; expected JSON {kind.name} object"
            raise ApiError(400, reason)
        data = _editable(raw)
        key = _key(kind, data)
        old = session.store.get(session.library, kind.name, key) if key else None
        _check_object_version(kind, data, old, required=not guarded, own=shared)
        change = Change(session=session, key=key, version=version, partial=True, now=dates.now())
        return kind.write(change, old, _object(kind, data))


def _failure(kind: Kind, raw: Any, error: ApiError) -> dict[str, Any]:
    """One entry of ``failed``: no key, unless the upload names it in the way of older versions."""
    legacy = raw.get(f"{kind.name}Key") if isinstance(raw, dict) else None
    named = {"key": legacy} if legacy is not None else {}
    details = {"data": error.data} if error.data else {}
    return {**named, "code": error.code, "message": escaped(error.message), **details}


def _editable(raw: Any) -> Any:
    """The part of an upload that counts: what is inside ``data``, if there is one."""
    return raw["data"] if isinstance(raw, dict) and php.given(raw, "data") else raw


def _key(kind: Kind, data: Any, at: str | None = None) -> str | None:
    """The key of the object to write, from the address or the upload."""
    sent = data.get("key") if isinstance(data, dict) else None
    if sent is None:
        return at
    if not isinstance(sent, str):
        raise ApiError(400, "'key' must be a string")
    if not valid_key(sent):
        raise ApiError(400, f"'{sent}' is not a valid {kind.name} key")
    if at is not None and sent != at:
        raise ApiError(409, f"'key' property in JSON does not match {kind.name} key of request")
    return sent


def _check_object_version(
    kind: Kind, data: Any, old: Thing | None, *, required: bool, own: int | None = None, at: str | None = None
) -> None:
    """Compare the upload's version with the object's; ``own`` is the version that this request gives."""
    if not isinstance(data, dict):
        return
    for name, now in ((f"{kind.name}Key", "key"), (f"{kind.name}Version", "version")):
        if php.given(data, name):
            raise ApiError(400, f"'{name}' property is now '{now}'")
    if not php.given(data, "version"):
        if required and php.given(data, "key"):
            reason = "Either If-Unmodified-Since-Version or 'version' property must be provided for 'key'-based writes"
            raise ApiError(428, reason)
        return
    sent, found = data["version"], old.version if old else 0
    if not php.numeric(sent):
        raise ApiError(400, "'version' must be an integer")
    if at is None and not php.given(data, "key"):
        raise ApiError(400, f"'version' is valid only if {kind.name} key is provided")
    if found > php.integer(sent):
        if found != own:
            raise ApiError(412, _modified(kind.title, sent, found))
    elif php.integer(sent) > 0 and not found:
        raise ApiError(404, f"{kind.title} doesn't exist (expected version {sent}; use 0 instead)")


def single(session: Session, kind: Kind, key: str) -> Answer:
    """PUT, PATCH or DELETE of one object."""
    old = session.store.get(session.library, kind.name, key)
    deleting = session.call.method == "DELETE"
    raw = None if deleting else decoded(session.call.body)
    check_single(session, kind.title, old and old.version, _editable(raw))
    before = session.version
    with session.store.transaction():
        version = session.store.bump(session.library)
        if deleting:
            kind.delete(session, key, version)
            return no_content(version)
        data = _editable(raw)
        _key(kind, data, key)
        _check_object_version(kind, data, old, required=False, at=key)
        partial = session.call.method == "PATCH"
        change = Change(session=session, key=key, version=version, partial=partial, now=dates.now())
        changed = kind.write(change, old, _object(kind, data))[1]
    access.use_token(session.store, session.call, session.key)
    return no_content(version if changed else before)


def _object(kind: Kind, data: Any) -> dict[str, Any]:
    if isinstance(data, dict):
        return data
    if kind.name != "item":
        raise internal("not an object")
    raise ApiError(400, f"Invalid item object (found {php.type_name(data)} '{php.text(data)}')")


def check_single(session: Session, what: str, found: int | None, data: Any, *, required: bool = False) -> None:
    """Compare the version that is sent, in the header or the upload, with the one found. None finds nothing there, and
    then one need not be sent unless it is ``required``.
    """
    header = session.call.headers.get(_UNMODIFIED)
    sent = data.get("version") if isinstance(data, dict) else None
    if session.call.method == "DELETE" and header is None:
        raise ApiError(428, "If-Unmodified-Since-Version must be provided for delete requests")
    if header is not None and not php.numeric(header):
        raise ApiError(400, f"Invalid If-Unmodified-Since-Version value '{header}'")
    if sent is not None and not php.numeric(sent):
        raise ApiError(400, f"Invalid JSON 'version' property value '{php.text(sent)}'")
    given = [php.integer(value) for value in (header, sent) if value is not None]
    if len(set(given)) > 1:
        reason = "If-Unmodified-Since-Version value does not match JSON 'version' property"
        raise ApiError(400, f"{reason} ({given[0]} != {given[1]})")
    if found is None and not (required and not given):
        _check_missing(session, what, given)
    elif not given:
        reason = "Either If-Unmodified-Since-Version or object version property must be provided for key-based writes"
        raise ApiError(428, reason)
    elif found is not None and found > given[0]:
        raise ApiError(412, _modified(what, given[0], found), headers={"Last-Modified-Version": str(found)})


def _check_missing(session: Session, what: str, given: list[int]) -> None:
    if session.call.method == "PATCH" and not given:
        hint = "to create, use If-Unmodified-Since-Version: 0, JSON 'version' 0, or PUT method"
        raise ApiError(404, f"{what} not found ({hint})")
    if given and given[0] > 0:
        raise ApiError(412, f"{what} not found (expected version {given[0]})")


def delete_many(session: Session, kind: Kind) -> Answer:
    """DELETE of the objects named in the query; those that are not there do not matter."""
    check_library(session)
    with session.store.transaction():
        version = session.store.bump(session.library)
        for key in session.options.keys or ():
            kind.delete(session, key, version)
    return no_content(version)
