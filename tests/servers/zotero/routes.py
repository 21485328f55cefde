"""What each address of a group's library does."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tests.servers.zotero import access, collections, item_answers, searching, settings, tags, writes
from tests.servers.zotero.collections import COLLECTION
from tests.servers.zotero.csl import csl_item
from tests.servers.zotero.exchange import Answer, ApiError, as_json, internal
from tests.servers.zotero.items import ITEM
from tests.servers.zotero.listing import cut, page, page_headers
from tests.servers.zotero.model import Collection, Item, Thing, valid_key
from tests.servers.zotero.searches import SEARCH
from tests.servers.zotero.session import Session
from tests.servers.zotero.writes import Kind

_LIST = ("HEAD", "GET", "POST", "DELETE")
_ONE = ("HEAD", "GET", "PUT", "PATCH", "DELETE")
_CSL = "application/vnd.citationstyles.csl+json"
_BIBLIOGRAPHY = 150
_T = TypeVar("_T", bound=Thing)

Handler = Callable[..., Answer]
"""Takes the session and the variable parts of the path."""


@dataclass(frozen=True, kw_only=True)
class Route:
    """``action`` decides which parameters are looked at and who may come in; ``single`` is one object."""

    action: str
    handler: Handler
    single: bool = False


def match(parts: list[str]) -> tuple[Route, list[str]] | None:
    """The route of a path below a group, and its variable parts."""
    for pattern, route in _ROUTES.items():
        steps = pattern.split("/")
        if len(steps) == len(parts) and all(step in {"*", part} for step, part in zip(steps, parts, strict=True)):
            return route, [part for step, part in zip(steps, parts, strict=True) if step == "*"]
    return None


def _only_read(session: Session) -> None:
    """Refuse what no list allows, then what this one does not."""
    session.allow(*_LIST)
    session.allow("GET")


# Items


def _items(session: Session) -> Answer:
    session.allow(*_LIST)
    if session.call.method == "POST":
        return writes.post(session, ITEM)
    if session.call.method == "DELETE":
        return writes.delete_many(session, ITEM)
    return _item_page(session, searching.find(session))


def _top_items(session: Session) -> Answer:
    _only_read(session)
    return _item_page(session, searching.find(session, top=True))


def _trash(session: Session) -> Answer:
    _only_read(session)
    return _item_page(session, searching.find(session, trash_only=True))


def _item_page(session: Session, items: list[Item]) -> Answer:
    if session.options.format == "bib" and len(items) > _BIBLIOGRAPHY:
        raise ApiError(413, f"Cannot generate bibliography with more than {_BIBLIOGRAPHY} items")
    if session.options.format == "csljson":
        return _csl(session, cut(items, session.options)).adding(page_headers(session, len(items)))
    return page(session, items, lambda item: item_answers.show(session, item))


def _csl(session: Session, items: Iterable[Item]) -> Answer:
    made = [csl_item(session.schema, session.library, item) for item in items]
    return as_json({"items": made}, kind=_CSL)


def _item(session: Session, key: str) -> Answer:
    session.allow(*_ONE)
    if not valid_key(key):
        raise ApiError(404)
    item = session.store.get(session.library, "item", key)
    if item is not None and not access.can_read(session.group, session.key):
        raise ApiError(404)
    if session.call.writing:
        return writes.single(session, ITEM, key)
    if item is None:
        raise ApiError(404, ITEM.missing)
    if session.options.format == "csljson":
        return _csl(session, [item]).adding(_at(item))
    return _shown(session, ITEM, item)


def _at(thing: Thing) -> dict[str, str]:
    return {"Last-Modified-Version": str(thing.version)}


def _shown(session: Session, kind: Kind, thing: Thing) -> Answer:
    if session.options.format != "json":
        raise internal("other formats need servers that are not here")
    return as_json(kind.show(session, thing), _at(thing))


def _children(session: Session, key: str) -> Answer:
    session.allow(*_LIST)
    item = session.store.get(session.library, "item", key)
    if item is None:
        raise ApiError(404, "Item not found")
    if item.type == "attachment" and not item_answers.is_pdf(item):
        raise ApiError(400, "/children cannot be called on non-PDF attachments")
    session.allow("GET")
    children = session.store.children(session.library, "item", key)
    return _item_page(session, searching.find(session, among=[child.key for child in children]))


# Collections


def _collections(session: Session) -> Answer:
    session.allow(*_LIST)
    if session.call.method == "POST":
        return writes.post(session, COLLECTION)
    if session.call.method == "DELETE":
        return writes.delete_many(session, COLLECTION)
    return _collection_page(session, session.store.all(session.library, "collection"))


def _top_collections(session: Session) -> Answer:
    _only_read(session)
    found = session.store.all(session.library, "collection")
    return _collection_page(session, [collection for collection in found if collection.parent is None])


def _collection(session: Session, key: str) -> Answer:
    return _one(session, COLLECTION, key)


def _one(session: Session, kind: Kind, key: str) -> Answer:
    session.allow(*_ONE)
    if not valid_key(key):
        raise ApiError(404)
    if session.call.writing:
        return writes.single(session, kind, key)
    thing = session.store.get(session.library, kind.name, key)
    if thing is None:
        raise ApiError(404, kind.missing)
    return _shown(session, kind, thing)


def _subcollections(session: Session, key: str) -> Answer:
    _only_read(session)
    _found(session, key)
    return _collection_page(session, session.store.children(session.library, "collection", key))


def _found(session: Session, key: str) -> Collection:
    found = session.store.get(session.library, "collection", key) if valid_key(key) else None
    if not isinstance(found, Collection):
        raise ApiError(404, COLLECTION.missing)
    return found


def _collection_page(session: Session, found: list[Collection]) -> Answer:
    return page(session, _chosen(session, found), lambda collection: collections.show(session, collection))


def _chosen(session: Session, things: Sequence[_T]) -> list[_T]:
    """What the options ask for of collections or searches, in their order."""
    options = session.options
    keys = {key: at for at, key in enumerate(options.keys or ())}
    named = options.sort == "title"

    def rank(thing: _T) -> tuple[object, ...]:
        first = searching.fold(getattr(thing, "name", "")) if named else keys.get(thing.key, 0)
        return (first if named or options.sort.endswith("KeyList") else thing.modified, thing.version, thing.id)

    found = [thing for thing in things if options.keys is None or thing.key in keys]
    found = [thing for thing in found if thing.version > options.after]
    found = [thing for thing in found if searching.fold(options.q) in searching.fold(getattr(thing, "name", ""))]
    return sorted(found, key=rank, reverse=options.descending)


def _filed(session: Session, key: str, *, top: bool) -> list[Item]:
    """The items of a collection; but for ``top``, with their children."""
    own = [item.key for item in collections.members(session, key)]
    if top:
        return searching.find(session, top=True, among=own)
    children = [child.key for one in own for child in session.store.children(session.library, "item", one)]
    return searching.find(session, among=[*own, *children])


def _collection_items(session: Session, key: str) -> Answer:
    session.allow(*_LIST)
    session.allow("GET", "POST")
    _found(session, key)
    if session.call.method == "POST":
        writes.check_library(session)
        collections.add_items(session, key)
        return Answer(status=204, headers={"Last-Modified-Version": str(session.version)})
    return _item_page(session, _filed(session, key, top=False))


def _collection_top_items(session: Session, key: str) -> Answer:
    session.allow(*_LIST)
    session.allow("GET", "POST")
    _found(session, key)
    return _item_page(session, _filed(session, key, top=True))


def _collection_item(session: Session, key: str, item: str) -> Answer:
    """Taking an item out of a collection this way breaks the real server."""
    session.allow(*_ONE)
    session.allow("DELETE")
    _found(session, key)
    if session.store.get(session.library, "item", item) is None:
        raise ApiError(404, ITEM.missing)
    raise internal("a transaction left open")


# Searches, tags, the log of deletions, settings


def _searches(session: Session) -> Answer:
    session.allow(*_LIST)
    if session.call.method == "POST":
        return writes.post(session, SEARCH)
    if session.call.method == "DELETE":
        return writes.delete_many(session, SEARCH)
    found = session.store.all(session.library, "search")
    return page(session, _chosen(session, found), lambda search: SEARCH.show(session, search))


def _search(session: Session, key: str) -> Answer:
    return _one(session, SEARCH, key)


def _tags(session: Session) -> Answer:
    session.allow("GET", "DELETE")
    return tags.delete(session) if session.call.method == "DELETE" else tags.page(session)


def _tag(session: Session, name: str) -> Answer:
    session.allow("GET")
    return tags.page(session, name=name)


def _item_tags(session: Session, key: str) -> Answer:
    session.allow("GET")
    item = session.store.get(session.library, "item", key)
    if item is None:
        raise ApiError(404)
    return tags.page(session, [item])


def _tags_within(find: Callable[[Session], list[Item]]) -> Handler:
    def handler(session: Session) -> Answer:
        session.allow("GET")
        return tags.page(session, find(tags.item_session(session)))

    return handler


def _collection_tags(session: Session, key: str) -> Answer:
    session.allow("GET")
    _found(session, key)
    return tags.page(session, collections.members(session, key))


def _tags_filed(*, top: bool) -> Handler:
    def handler(session: Session, key: str) -> Answer:
        session.allow("GET")
        _found(session, key)
        return tags.page(session, _filed(tags.item_session(session), key, top=top))

    return handler


def _deleted(session: Session) -> Answer:
    session.allow("GET")
    since = session.options.since
    if since is None:
        raise ApiError(400, "'since' parameter must be provided")
    kinds = {"collections": "collection", "items": "item", "searches": "search", "tags": "tag", "settings": "setting"}
    found = {name: session.store.deleted(session.library, kind, since) for name, kind in kinds.items()}
    return as_json(found, {"Last-Modified-Version": str(session.version)})


def _settings(session: Session) -> Answer:
    session.allow("GET", "POST")
    return settings.post(session) if session.call.method == "POST" else settings.page(session)


_ROUTES = {
    "items": Route(action="items", handler=_items),
    "items/top": Route(action="items", handler=_top_items),
    "items/trash": Route(action="items", handler=_trash),
    "items/tags": Route(action="tags", handler=_tags_within(searching.find)),
    "items/top/tags": Route(action="tags", handler=_tags_within(lambda session: searching.find(session, top=True))),
    "items/trash/tags": Route(
        action="tags", handler=_tags_within(lambda session: searching.find(session, trash_only=True))
    ),
    "items/*": Route(action="items", handler=_item, single=True),
    "items/*/children": Route(action="items", handler=_children),
    "items/*/tags": Route(action="tags", handler=_item_tags),
    "collections": Route(action="collections", handler=_collections),
    "collections/top": Route(action="collections", handler=_top_collections),
    "collections/*": Route(action="collections", handler=_collection, single=True),
    "collections/*/collections": Route(action="collections", handler=_subcollections),
    "collections/*/items": Route(action="items", handler=_collection_items),
    "collections/*/items/top": Route(action="items", handler=_collection_top_items),
    "collections/*/items/tags": Route(action="tags", handler=_tags_filed(top=False)),
    "collections/*/items/top/tags": Route(action="tags", handler=_tags_filed(top=True)),
    "collections/*/items/*": Route(action="items", handler=_collection_item, single=True),
    "collections/*/tags": Route(action="tags", handler=_collection_tags),
    "searches": Route(action="searches", handler=_searches),
    "searches/*": Route(action="searches", handler=_search, single=True),
    "tags": Route(action="tags", handler=_tags),
    "tags/*": Route(action="tags", handler=_tag),
    "deleted": Route(action="deleted", handler=_deleted),
    "settings": Route(action="settings", handler=_settings),
    "settings/*": Route(action="settings", handler=settings.one, single=True),
}
