"""Who is asking, and what they may do."""

import re
import time
from typing import Any

from tests.servers.zotero.exchange import Answer, ApiError, Call, as_json
from tests.servers.zotero.model import ApiKey, Group, User
from tests.servers.zotero.store import Store

_TOKEN_SECONDS = 12 * 3600
WEB = "https://www.zotero.org"


def identify(store: Store, call: Call) -> ApiKey | None:
    """The key of a call, None without one. Raises for an unknown key and for keys that contradict each other."""
    name = key_sent(call)
    if not name:
        return None
    key = store.find(ApiKey, name)
    if key is None:
        raise ApiError(403, "Invalid key")
    return key


def key_sent(call: Call) -> str:
    """The key in a call, empty if there is none."""
    header, parameter = call.headers.get("zotero-api-key", ""), call.value("key")
    if header and parameter is not None and parameter != header:
        raise ApiError(400, "Zotero-API-Key header and 'key' parameter differ")
    bearer = call.headers.get("authorization", "")
    if header or parameter or not re.match("bearer", bearer, re.IGNORECASE):
        return header or parameter or ""
    found = re.fullmatch(r"bearer +([a-z0-9]+)", bearer, re.IGNORECASE)
    if not found:
        raise ApiError(400, "Invalid Authorization header format")
    return found[1]


def check_token(store: Store, call: Call, key: ApiKey) -> None:
    """Refuse a write token that was used already, or is none."""
    token = call.headers.get("zotero-write-token")
    if not token or not call.writing:
        return
    if not 5 <= len(token) <= 32:
        raise ApiError(400, "Write token must be 5-32 characters in length")
    if store.token_used(key.key, token, time.time() - _TOKEN_SECONDS):
        raise ApiError(412, "Write token already used")


def use_token(store: Store, call: Call, key: ApiKey | None) -> None:
    token = call.headers.get("zotero-write-token")
    if token and key:
        store.use_token(key.key, token, time.time())


def can_read(group: Group, key: ApiKey | None) -> bool:
    if group.type == "Personal":
        return key is not None and key.user == group.owner and key.library.get("library", False)
    public = group.type != "Private" and group.reading == "all"
    if public or key is None:
        return public
    named = str(group.id) in key.groups or "all" in key.groups
    return named and bool(group.role(key.user))


def can_write(group: Group, key: ApiKey | None) -> bool:
    """Whether the key may write, and its owner too: in some groups only admins edit."""
    if group.type == "Personal":
        return can_read(group, key) and key is not None and key.library.get("write", False)
    if key is None or not key.groups.get(str(group.id), key.groups.get("all", False)):
        return False
    role = group.role(key.user)
    return role in {"owner", "admin"} or (role == "member" and group.editing == "members")


def about_user(store: Store, user: int) -> dict[str, Any]:
    """An account as it stands in the meta data of items."""
    found = store.find(User, user)
    name = found.name if found else ""
    link = {"href": f"{WEB}/{name}", "type": "text/html"}
    return {"id": user, "username": name, "name": "", "links": {"alternate": link}}


def about_group(group: Group, key: ApiKey | None, base: str, items: int) -> dict[str, Any]:
    """A group's own record."""
    data: dict[str, Any] = {
        "id": group.id,
        "version": group.version,
        "name": group.name,
        "owner": group.owner,
        "type": group.type,
        "description": "",
        "url": "",
        "libraryEditing": group.editing,
        "libraryReading": group.reading,
        "fileEditing": "members",
    }
    data |= {name: people for name, people in (("admins", group.admins), ("members", group.members)) if people}
    admin = bool(key) and group.role(key.user if key else None) in {"owner", "admin"}
    return {
        "id": group.id,
        "version": group.version,
        "links": links(base, f"groups/{group.id}"),
        "meta": {"created": group.created, "lastModified": group.created, "numItems": items, "isAdmin": admin},
        "data": data,
    }


def links(base: str, path: str) -> dict[str, Any]:
    """Where the API and the web site show something."""
    return {
        "self": {"href": f"{base}/{path}", "type": "application/json"},
        "alternate": {"href": f"{WEB}/{path}", "type": "text/html"},
    }


def about_key(store: Store, key: ApiKey) -> dict[str, Any]:
    user = store.find(User, key.user)
    name = user.name if user else ""
    groups = {group: {"library": True, "write": write} for group, write in key.groups.items()}
    access = {part: granted for part, granted in (("user", key.library), ("groups", groups)) if granted}
    record = {"key": key.key, "userID": key.user, "username": name, "displayName": name}
    return {**record, "access": access} if access else record


def own_key(store: Store, call: Call, key: ApiKey | None, name: str) -> Answer:
    """``/keys/current`` and ``/keys/KEY``: what a key may do, or its end."""
    found = key if name == "current" else store.find(ApiKey, name)
    if found is None:
        raise ApiError(403) if name == "current" else ApiError(404, f"Key '{name}' not found")
    if call.method == "DELETE":
        store.drop_key(found.key)
        return Answer(status=204)
    if call.method in {"POST", "PUT"}:
        raise ApiError(403)
    if call.method != "GET":
        raise ApiError(405, headers={"Allow": "GET, POST, PUT, DELETE"})
    return as_json(about_key(store, found))
