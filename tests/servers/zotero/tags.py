"""Tags: lists of them with counts, and their removal from all items."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import quote_plus

from tests.servers.zotero import access, writes
from tests.servers.zotero.exchange import Answer, ApiError, as_json, no_content
from tests.servers.zotero.listing import cut, page_headers
from tests.servers.zotero.model import Item
from tests.servers.zotero.searching import alternatives, fold
from tests.servers.zotero.session import Session

_Row = tuple[int, str, int, int]
"""Id, name, type and version."""


def item_session(session: Session) -> Session:
    """The session that finds the items whose tags are asked for: their own parameters begin with ``item``."""
    call = session.call
    asked = replace(
        session.options,
        q=call.value("itemQ") or "",
        tags=tuple(call.values("itemTag")),
        since=None,
        sort="dateModified",
    )
    return replace(session, options=asked)


def page(session: Session, within: Iterable[Item] | None = None, name: str | None = None) -> Answer:
    """The tags of the items given, else of all; those that no item carries are not listed."""
    everything = session.store.all(session.library, "item")
    counts = Counter((tag, kind) for item in everything for tag, kind in item.tags)
    carried = {(tag, kind) for item in (everything if within is None else within) for tag, kind in item.tags}
    rows = session.store.tags(session.library)
    if name is not None and name not in {row[1] for row in rows}:
        raise ApiError(404)
    found = [row for row in rows if (row[1], row[2]) in carried and name in {None, row[1]} and _asked(session, row)]
    chosen = cut(_sorted(session, found, counts), session.options)
    return as_json(
        [_show(session, tag, kind, counts[tag, kind]) for _id, tag, kind, _version in chosen],
        page_headers(session, len(found)),
    )


def _asked(session: Session, row: _Row) -> bool:
    options, (_id, name, kind, version) = session.options, row
    if len(options.tags) > 1:
        raise ApiError(400, "Cannot specify 'tag' more than once")
    if options.tags and options.tags[0] and name not in options.tags[0].split(" || "):
        return False
    for value in options.tag_types:
        negated, kinds = alternatives(value)
        if (str(kind) in kinds) == negated:
            return False
    fits = name.startswith(options.q) if options.qmode == "startswith" else options.q in name
    return fits and version > options.after


def _sorted(session: Session, rows: list[_Row], counts: Counter[tuple[str, int]]) -> list[_Row]:
    orders: dict[str, Any] = {
        "title": lambda row: (fold(row[1]), row[1]),
        "numItems": lambda row: counts[row[1], row[2]],
    }
    return sorted(rows, key=orders.get(session.options.sort, lambda row: row[0]), reverse=session.options.descending)


def _show(session: Session, name: str, kind: int, items: int) -> dict[str, Any]:
    linked = access.links(session.call.base, session.path("tags", quote_plus(name)))
    return {"tag": name, "links": linked, "meta": {"type": kind, "numItems": items}}


def delete(session: Session) -> Answer:
    """Take the tags named in the query from all items, which get a new version but no new date."""
    writes.check_library(session, required=True)
    store, number = session.store, session.library
    names = [name for value in session.options.tags for name in value.split(" || ")]
    with store.transaction():
        version = store.bump(number)
        for name in {row[1] for row in store.tags(number)} & set(names):
            for item in store.all(number, "item"):
                left = [tag for tag in item.tags if tag[0] != name]
                if left != item.tags:
                    store.put(number, "item", Item(**{**asdict(item), "tags": left, "version": version}))
            store.drop_tag(number, name)
            store.log_deletion(number, "tag", name, version)
    return no_content(version)
