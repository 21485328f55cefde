"""Saved searches: their definitions. Nobody runs them here, nor on the real server."""

from dataclasses import asdict
from typing import Any

from tests.servers.zotero import access, php
from tests.servers.zotero.collections import cleaned_name
from tests.servers.zotero.exchange import ApiError, internal
from tests.servers.zotero.item_answers import library
from tests.servers.zotero.model import Search
from tests.servers.zotero.session import Session
from tests.servers.zotero.writes import Change, Kind

NAME_LENGTH = 255

_PROPERTIES = frozenset({"key", "version", "name", "conditions", "deleted"})
# The longest value of each part, and what the message calls it.
_PARTS = {"condition": (50, "condition"), "operator": (25, "operator"), "value": (255, "operator")}


def write(change: Change, old: Search | None, data: dict[str, Any]) -> tuple[Search, bool]:
    """Create the search or change it as the upload says."""
    _check(data, new=not (old and change.partial))
    store, number = change.session.store, change.session.library
    trashed = old.trashed if old and change.partial and not php.given(data, "deleted") else bool(data.get("deleted"))
    made = Search(
        id=old.id if old else store.next_id(),
        key=change.key or store.new_key(number, "search"),
        version=old.version if old else change.version,
        modified=old.modified if old else change.now,
        name=cleaned_name(data["name"]) if php.given(data, "name") else old.name if old else "",
        conditions=_conditions(old, data.get("conditions")),
        trashed=trashed,
    )
    if made == old:
        return made, False
    made = Search(**{**asdict(made), "version": change.version})
    store.put(number, "search", made)
    return made, True


def _conditions(old: Search | None, sent: list[dict[str, str]] | None) -> list[dict[str, str]]:
    """The new conditions; a list that only lacks the last of the old ones goes unnoticed."""
    known = old.conditions if old else []
    return known if sent is None or sent == known[: len(sent)] else sent


def _check(data: dict[str, Any], *, new: bool) -> None:
    for name in ("name", "conditions") if new else ():
        if not php.given(data, name):
            raise ApiError(400, f"'{name}' property not provided")
    for name, value in data.items():
        if name not in _PROPERTIES:
            raise ApiError(400, f"Invalid property '{name}'")
        if name == "name":
            _check_name(value)
        if name == "conditions":
            _check_conditions(value)
        if name == "deleted" and not isinstance(value, bool) and value not in (0, 1):
            raise internal("'deleted' must be a boolean")


def _check_name(value: Any) -> None:
    if not isinstance(value, str):
        raise ApiError(400, "'name' must be a string")
    if value == "":
        raise ApiError(400, "Search name cannot be empty")
    if len(value) > NAME_LENGTH:
        raise ApiError(413, f"Search name cannot be longer than {NAME_LENGTH} characters")


def _check_conditions(value: Any) -> None:
    if not isinstance(value, list):
        raise ApiError(400, f"'conditions' must be an array ({php.type_name(value)})")
    if not value:
        raise ApiError(400, "'conditions' cannot be empty")
    for condition in value:
        parts = condition if isinstance(condition, dict) else {}
        for name in _PARTS:
            if not php.given(parts, name):
                raise ApiError(400, f"'{name}' property not provided for search condition")
        for name, text in parts.items():
            _check_part(name, text)


def _check_part(name: str, text: Any) -> None:
    if not isinstance(text, str):
        raise ApiError(400, f"'{name}' must be a string")
    if name not in _PARTS:
        raise ApiError(400, f"Invalid property '{name}' for search condition")
    most, called = _PARTS[name]
    if text == "" and name != "value":
        raise ApiError(400, f"Search {called} cannot be empty")
    if len(text.encode()) > most:
        raise ApiError(400, f"Search {called} cannot be longer than {most} characters")


def show(session: Session, search: Search) -> dict[str, Any]:
    """The search as it is answered."""
    linked = access.links(session.call.base, session.path("searches", search.key))
    head = {"key": search.key, "version": search.version}
    made = {**head, "library": library(session), "links": {"self": linked["self"]}}
    if "data" not in session.options.include:
        return made
    deleted = {"deleted": True} if search.trashed else {}
    return {**made, "data": {**head, "name": search.name, "conditions": search.conditions, **deleted}}


def delete(session: Session, key: str, version: int) -> None:
    if session.store.get(session.library, "search", key):
        session.store.remove(session.library, "search", key)
        session.store.log_deletion(session.library, "search", key, version)


SEARCH = Kind(name="search", plural="searches", write=write, show=show, delete=delete, missing="Search not found")
