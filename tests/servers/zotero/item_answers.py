"""Items as they are answered."""

from typing import Any

from tests.servers.zotero import access, dates, php, relations
from tests.servers.zotero.csl import csl_item
from tests.servers.zotero.exchange import internal
from tests.servers.zotero.model import CHILDREN, Item
from tests.servers.zotero.schema import Schema
from tests.servers.zotero.session import Session


def show(session: Session, item: Item) -> dict[str, Any]:
    """The item as it is answered."""
    path = session.path("items", item.key)
    linked = access.links(session.call.base, path)
    if item.parent:
        linked["up"] = access.links(session.call.base, session.path("items", item.parent))["self"]
    made = {
        "key": item.key,
        "version": item.version,
        "library": library(session),
        "links": linked,
        "meta": _meta(session, item),
    }
    for part in session.options.include:
        if part == "data":
            made[part] = data(session, item)
        elif part == "csljson":
            made[part] = csl_item(session.schema, session.library, item)
        elif part != "none":
            raise internal("other formats need servers that are not here")
    return made


def library(session: Session) -> dict[str, Any]:
    group = session.group
    alternate = {"href": f"{access.WEB}/groups/{group.id}", "type": "text/html"}
    return {"type": "group", "id": group.id, "name": group.name, "links": {"alternate": alternate}}


def _meta(session: Session, item: Item) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if item.created_by:
        made["createdByUser"] = access.about_user(session.store, item.created_by)
    if item.modified_by and item.modified_by != item.created_by:
        made["lastModifiedByUser"] = access.about_user(session.store, item.modified_by)
    regular = item.type not in CHILDREN
    if regular and (summary := creator_summary(session.schema, item)):
        made["creatorSummary"] = summary
    if regular and (date := session.schema.value(item.type, item.fields, "date")):
        found = dates.parsed(date)
        if not found.startswith("0000"):
            made["parsedDate"] = dates.to_iso(found)
    if regular or item.type == "note" or is_pdf(item):
        made["numChildren"] = session.store.count_children(session.library, "item", item.key)
    return made


def is_pdf(item: Item) -> bool:
    facts = item.attachment
    return facts.get("contentType") == "application/pdf" and facts.get("linkMode") != "linked_url"


def creator_summary(schema: Schema, item: Item) -> str:
    """One name, two with "and", or the first of more."""
    for kind in (*schema.types[item.type].creators[:1], "editor", "contributor"):
        names = [one.get("name") or one.get("lastName", "") for one in item.creators if one["creatorType"] == kind]
        if names:
            return f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    return ""


def data(session: Session, item: Item) -> dict[str, Any]:
    """The part of an answer that can be sent back: every field of the type."""
    made: dict[str, Any] = {"key": item.key, "version": item.version}
    if item.parent:
        made["parentItem"] = item.parent
    made["itemType"] = item.type
    kind, regular = session.schema.types[item.type], item.type not in CHILDREN
    fields = _fields(session, item)
    if regular:
        first = session.schema.field_of(item.type, "title") or kind.fields[0]
        made |= {first: fields.pop(first, ""), "creators": item.creators}
    made |= {"linkMode": item.attachment["linkMode"]} if item.type == "attachment" else {}
    made |= fields
    if item.type in {"note", "attachment"}:
        made["note"] = item.note
    made |= _attachment(item) | item.annotation
    if item.trashed:
        made["deleted"] = 1
    made["tags"] = [{"tag": name, **({"type": kind} if kind else {})} for name, kind in item.tags]
    if not item.parent:
        made["collections"] = _in_order(session, item)
    address = session.address("items", item.key)
    made["relations"] = relations.shown(relations.visible(session.store, session.library, address))
    return {**made, "dateAdded": dates.to_iso(item.added), "dateModified": dates.to_iso(item.modified)}


def _fields(session: Session, item: Item) -> dict[str, str]:
    """Fields by name, empty ones too, but for those that a client of an older schema would not know."""
    sent = session.call.headers.get("zotero-schema-version")
    known = php.integer(sent) if php.numeric(sent) else session.schema.version
    made = {}
    for name in session.schema.types[item.type].fields:
        value = item.fields.get(name, "")
        if value or session.schema.since(item.type, name) <= known:
            made[name] = dates.to_iso(value) if value and name == "accessDate" else value
    return made


def _attachment(item: Item) -> dict[str, Any]:
    if item.type != "attachment":
        return {}
    facts = item.attachment
    made: dict[str, Any] = {"contentType": facts.get("contentType", ""), "charset": facts.get("charset", "")}
    if facts["linkMode"] != "linked_url":
        made |= {"filename": facts.get("filename", ""), "md5": facts.get("md5"), "mtime": facts.get("mtime")}
    return made


def _in_order(session: Session, item: Item) -> list[str]:
    """Collections as the server sorts them: the oldest first."""
    if len(item.collections) < 2:
        return item.collections
    found = [session.store.get(session.library, "collection", key) for key in item.collections]
    return [collection.key for collection in sorted(found, key=lambda collection: collection.id)]
