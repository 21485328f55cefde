"""Collections: their tree, their uploads, and filing by a list of keys."""

import unicodedata
from dataclasses import asdict
from typing import Any

from tests.servers.zotero import access, php, relations
from tests.servers.zotero.exchange import ApiError, CrashError, internal
from tests.servers.zotero.item_answers import library
from tests.servers.zotero.model import Collection, Item, valid_key
from tests.servers.zotero.session import Session
from tests.servers.zotero.writes import Change, Kind

NAME_LENGTH, EXCERPT = 255, 50

_PROPERTIES = frozenset({"key", "version", "name", "parentCollection", "relations", "deleted"})


def write(change: Change, old: Collection | None, data: dict[str, Any]) -> tuple[Collection, bool]:
    """Create the collection or change it as the upload says."""
    _check(data, new=not (old and change.partial))
    session, store = change.session, change.session.store
    key = change.key or store.new_key(session.library, "collection")
    parent = _parent(change, old, data)
    trashed = old.trashed if old and change.partial and not php.given(data, "deleted") else bool(data.get("deleted"))
    name = cleaned_name(data["name"]) if php.given(data, "name") else old.name if old else ""
    made = Collection(
        id=old.id if old else store.next_id(),
        key=key,
        version=old.version if old else change.version,
        modified=old.modified if old else change.now,
        name=name,
        parent=parent,
        trashed=trashed,
    )
    wanted = _relations(change, key, data)
    if made == old and wanted is None:
        return made, False
    if parent and parent != (old.parent if old else None):
        _check_parent(change, key, parent, new=old is None)
    made = Collection(**{**asdict(made), "version": change.version})
    store.put(session.library, "collection", made)
    if wanted is not None:
        relations.store_changes(session, session.address("collections", key), wanted)
    return made, True


def cleaned_name(name: str) -> str:
    return unicodedata.normalize("NFC", php.trim(name))


def _check(data: dict[str, Any], *, new: bool) -> None:
    if new and not php.given(data, "name"):
        raise ApiError(400, "'name' property not provided")
    for name, value in data.items():
        if name not in _PROPERTIES:
            raise ApiError(400, f"Invalid property '{name}'")
        if name == "name":
            _check_name(value)
        if name == "parentCollection" and not isinstance(value, str) and value:
            raise ApiError(400, f"'{name}' must be a collection key or FALSE ({php.type_name(value)})")
        if name == "relations":
            relations.check("collection", value)
        if name == "deleted" and not isinstance(value, bool) and value not in (0, 1):
            raise internal("'deleted' must be a boolean")


def _check_name(value: Any) -> None:
    if not isinstance(value, str):
        raise ApiError(400, "'name' must be a string")
    if value == "":
        raise ApiError(400, "Collection name cannot be empty")
    if len(value) > NAME_LENGTH:
        excerpt = value[:EXCERPT] + "…"
        raise ApiError(413, f"Collection name '{excerpt}' too long", data={"value": excerpt})


def _parent(change: Change, old: Collection | None, data: dict[str, Any]) -> str | None:
    if not php.given(data, "parentCollection"):
        return old.parent if old and change.partial else None
    parent = data["parentCollection"] or None
    if parent is not None and not valid_key(parent):
        raise internal("not a key")
    return parent


def _relations(change: Change, key: str, data: dict[str, Any]) -> list[relations.Pair] | None:
    """The relations to store, None if they stay as they are."""
    if not php.given(data, "relations") and change.partial:
        return None
    wanted, session = relations.flat(data.get("relations")), change.session
    known = session.store.relations(session.library, session.address("collections", key))
    return None if sorted(wanted) == sorted(known) else wanted


def _check_parent(change: Change, key: str, parent: str, *, new: bool) -> None:
    """Refuse a parent that is not there; one that lies below is lifted to the top."""
    store, number = change.session.store, change.session.library
    found = store.get(number, "collection", parent)
    if found is None:
        raise ApiError(409, f"Parent collection {parent} not found", data={"collection": parent})
    if not new and parent == key:
        raise CrashError
    if not new and key in ancestors(change.session, found):
        store.put(number, "collection", Collection(**{**asdict(found), "parent": None, "version": change.version}))


def ancestors(session: Session, collection: Collection) -> list[str]:
    """The keys of the collections above, the nearest first."""
    found: list[str] = []
    while collection.parent and collection.parent not in found:
        found.append(collection.parent)
        collection = session.store.get(session.library, "collection", collection.parent)
    return found


def show(session: Session, collection: Collection) -> dict[str, Any]:
    """The collection as it is answered."""
    linked = access.links(session.call.base, session.path("collections", collection.key))
    if collection.parent:
        linked["up"] = access.links(session.call.base, session.path("collections", collection.parent))["self"]
    made = {
        "key": collection.key,
        "version": collection.version,
        "library": library(session),
        "links": linked,
        "meta": {
            "numCollections": session.store.count_children(session.library, "collection", collection.key),
            "numItems": sum(not item.trashed for item in members(session, collection.key)),
        },
    }
    return {**made, "data": data(session, collection)} if "data" in session.options.include else made


def data(session: Session, collection: Collection) -> dict[str, Any]:
    address = session.address("collections", collection.key)
    return {
        "key": collection.key,
        "version": collection.version,
        "name": collection.name,
        "parentCollection": collection.parent or False,
        "relations": dict(session.store.relations(session.library, address)),
        **({"deleted": True} if collection.trashed else {}),
    }


def members(session: Session, key: str) -> list[Item]:
    """The items filed in the collection itself."""
    return [item for item in session.store.all(session.library, "item") if key in item.collections]


def delete(session: Session, key: str, version: int) -> None:
    """Delete a collection with those below it. Only it is logged; its items leave it silently."""
    if session.store.get(session.library, "collection", key) is None:
        return
    _delete_tree(session, key)
    session.store.log_deletion(session.library, "collection", key, version)


def _delete_tree(session: Session, key: str) -> None:
    store, number = session.store, session.library
    store.remove(number, "collection", key)
    store.forget_relations(number, session.address("collections", key))
    for item in members(session, key):
        left = [other for other in item.collections if other != key]
        store.put(number, "item", Item(**{**asdict(item), "collections": left}))
    for child in store.children(number, "collection", key):
        _delete_tree(session, child.key)


def add_items(session: Session, key: str) -> None:
    """File the items of a list of keys. They get the library's version as it is: it does not rise."""
    store, number, version = session.store, session.library, session.version
    with store.transaction():
        for name in session.call.body.decode("utf-8", "replace").split(" "):
            if not valid_key(name):
                raise internal("not a key")
            item = store.get(number, "item", name)
            if item is None:
                raise ApiError(400, f"Item '{name}' not found in library")
            if item.parent:
                raise ApiError(400, "Child items cannot be added to collections directly")
            filed = list(dict.fromkeys([*item.collections, key]))
            store.put(number, "item", Item(**{**asdict(item), "collections": filed, "version": version}))


COLLECTION = Kind(
    name="collection", plural="collections", write=write, show=show, delete=delete, missing="Collection not found"
)
