"""Settings of a library: a few names with values."""

import json
import re
from typing import Any

from tests.servers.zotero import php, writes
from tests.servers.zotero.exchange import Answer, ApiError, as_json, internal, no_content
from tests.servers.zotero.session import Session

VALUE_LENGTH, MOST = 30_000, 270

_NAMES = frozenset(
    "attachmentRenameTemplate autoRenameFiles autoRenameFilesFileTypes feeds tagColors readerCustomThemes".split()
)
_NAME_PATTERN = re.compile(r"lastPageIndex_(u|g\d+)_[A-Z0-9]{8}|lastRead_g\d+_[A-Z0-9]{8}")
_ARRAYS = frozenset({"autoRenameFilesFileTypes", "readerCustomThemes", "tagColors"})


def page(session: Session) -> Answer:
    found = session.store.settings(session.library)
    since = session.options.after
    values = {name: {"value": value, "version": at} for name, (value, at) in found.items() if at > since}
    return as_json(values, {"Last-Modified-Version": str(session.version)})


def one(session: Session, name: str) -> Answer:
    """GET, PUT or DELETE of one setting."""
    session.allow("GET", "PUT", "DELETE")
    value, version = session.store.settings(session.library).get(name, (None, None))
    if version is None and session.call.method != "PUT":
        raise ApiError(404, "Setting not found")
    if session.call.method == "GET":
        return as_json({"value": value, "version": version}, {"Last-Modified-Version": str(version)})
    sent = writes.decoded(session.call.body) if session.call.method == "PUT" else None
    writes.check_single(session, "Setting", version, sent, required=True)
    return _put(session, {name: sent}) if session.call.method == "PUT" else _remove(session, name)


def _remove(session: Session, name: str) -> Answer:
    with session.store.transaction():
        version = session.store.bump(session.library)
        session.store.unset(session.library, name)
        session.store.log_deletion(session.library, "setting", name, version)
    return no_content(version)


def post(session: Session) -> Answer:
    """Several settings at once: all or nothing, one version."""
    writes.check_library(session)
    sent = writes.decoded(session.call.body)
    if not isinstance(sent, dict):
        raise internal("not an object")
    if len(sent) > MOST:
        raise ApiError(413, f"Cannot add more than {MOST} settings at a time")
    return _put(session, sent)


def _put(session: Session, sent: dict[str, Any]) -> Answer:
    known = session.store.settings(session.library)
    for name, given in sent.items():
        _check(name, given)
    changed = {name: given["value"] for name, given in sent.items() if known.get(name, (None,))[0] != given["value"]}
    if not changed:
        return no_content(session.version)
    with session.store.transaction():
        version = session.store.bump(session.library)
        for name, value in changed.items():
            session.store.set(session.library, name, value, version)
            session.store.forget(session.library, "setting", name)
    return no_content(version)


def _check(name: str, given: Any) -> None:
    if not isinstance(given, dict):
        raise ApiError(400, f"Invalid property '{name}'; expected JSON setting object")
    if name not in _NAMES and not _NAME_PATTERN.fullmatch(name):
        raise ApiError(400, f"Invalid setting '{name}'")
    if not php.given(given, "value"):
        raise ApiError(400, "'value' property not provided")
    for part in given:
        if part not in {"value", "version"}:
            raise ApiError(400, f"Invalid property '{part}'")
    value = given["value"]
    if len(value if isinstance(value, str) else json.dumps(value)) > VALUE_LENGTH:
        raise ApiError(400, f"'value' cannot be longer than {VALUE_LENGTH} characters")
    if name in _ARRAYS and not isinstance(value, list):
        raise ApiError(400, "'value' must be an array")
    if name in _ARRAYS and not value:
        raise ApiError(400, "'value' array cannot be empty")
