"""Relations of items and collections: which are allowed, which an object shows, what setting them does."""

import re
from typing import Any

from tests.servers.zotero.exchange import ApiError, internal
from tests.servers.zotero.session import Session
from tests.servers.zotero.store import Store

RELATED, SAME = "dc:relation", "owl:sameAs"

Pair = tuple[str, str]
"""Predicate and object."""

_FREE = frozenset(
    f"mendeleyDB:{name}"
    for name in "documentUUID remoteDocumentUUID fileHash annotationUUID remoteFolderUUID relatedDocumentUUID "
    "relatedRemoteDocumentUUID relatedFileHash".split()
)
_FOLDER = "mendeleyDB:remoteFolderUUID"
_ALLOWED = {"item": {SAME, RELATED, "dc:replaces"} | (_FREE - {_FOLDER}), "collection": {SAME, _FOLDER}}
_PLURALS = {"item": "items", "collection": "collections"}


def check(kind: str, value: Any) -> None:
    """Refuse relations that an object of the kind cannot have."""
    if value == [] and isinstance(value, list):
        return
    if not isinstance(value, dict):
        raise ApiError(400, "'relations' property must be an object")
    address = re.compile(rf"http://zotero\.org/(users|groups)/\d+/(publications/)?{_PLURALS[kind]}/[A-Z0-9]{{8}}")
    for predicate, objects in value.items():
        if predicate not in _ALLOWED[kind]:
            raise ApiError(400, f"Unsupported predicate '{predicate}'")
        if predicate in _FREE:
            continue
        for one in _several(objects):
            if not (isinstance(one, str) and address.fullmatch(one)):
                raise ApiError(400, f"'relations' values currently must be Zotero {kind} URIs")


def _several(objects: Any) -> list[Any]:
    """What a predicate points to, as far as it is looked at: numbers slip through."""
    if isinstance(objects, str):
        return [objects]
    return list(objects.values()) if isinstance(objects, dict) else objects if isinstance(objects, list) else []


def flat(value: Any) -> list[Pair]:
    """Relations of an upload as pairs."""
    pairs = []
    for predicate, objects in (value or {}).items():
        for one in objects if isinstance(objects, list) else [objects]:
            if not isinstance(one, str | int | float) or isinstance(one, bool):
                raise internal("a relation to nothing")
            pairs.append((predicate, str(one)))
    return pairs


def visible(store: Store, library: int, address: str) -> list[Pair]:
    """What an object shows: its own relations, and those of others that point back at it."""
    pairs = store.relations(library, address)
    for predicate, subject in store.relations_to(library, address):
        if predicate in {RELATED, SAME} and (predicate, subject) not in pairs:
            pairs.append((predicate, subject))
    return pairs


def shown(pairs: list[Pair]) -> dict[str, Any]:
    """One value of a predicate as text, several as a list."""
    made: dict[str, Any] = {}
    for predicate, target in pairs:
        known = made.get(predicate)
        made[predicate] = target if known is None else [*(known if isinstance(known, list) else [known]), target]
    return made


def store_changes(session: Session, address: str, wanted: list[Pair]) -> list[str]:
    """Make the relations of an object ``wanted``; returns what was newly related by ``dc:relation``."""
    store, library = session.store, session.library
    before = visible(store, library, address)
    for predicate, target in before:
        if (predicate, target) not in wanted:
            store.unrelate(library, address, predicate, target)
            if predicate == SAME:
                store.unrelate(library, target, predicate, address)
    new = [pair for pair in wanted if pair not in before]
    for predicate, target in new:
        store.relate(library, address, predicate, target)
    return [target for predicate, target in new if predicate == RELATED]
