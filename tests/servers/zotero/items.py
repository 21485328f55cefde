"""Items: how an upload changes one."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from tests.servers.zotero import dates, notes, php, relations, validate
from tests.servers.zotero.exchange import ApiError, CrashError, internal
from tests.servers.zotero.item_answers import show
from tests.servers.zotero.model import CHILDREN, Item
from tests.servers.zotero.schema import Schema, label
from tests.servers.zotero.session import Session
from tests.servers.zotero.writes import Change, Kind

FIELD_BYTES, NAME_LENGTH, TAG_LENGTH, EXCERPT = 65_535, 255, 255, 50

_QUIET = frozenset({"collections", "relations"})
"""What changes without a new date of modification."""

_ATTACHMENT = ("contentType", "charset", "filename", "md5", "mtime", "path")
_CLIENTS = ("Zotero", "Firefox")


class _Draft:
    """An item as it changes: the old one, overwritten property by property, and the names of what changed."""

    def __init__(self, change: Change, old: Item | None) -> None:
        self.change, self.session, self.old = change, change.session, old
        self.schema: Schema = change.session.schema
        self.changed: set[str] = set()
        self.date_sent = False
        made = asdict(old) if old else {"type": "", "added": "", "modified": ""}
        self.values: dict[str, Any] = {name: value for name, value in made.items() if name not in {"id", "version"}}
        for name in ("fields", "attachment", "annotation"):
            self.values.setdefault(name, {})
        for name in ("creators", "tags", "collections"):
            self.values.setdefault(name, [])
        self.relations: list[relations.Pair] | None = None

    @property
    def type(self) -> str:
        return str(self.values["type"])

    def set(self, part: str, value: Any) -> None:
        """Replace a part of the item, noting whether that changed it."""
        if self.values.get(part) != value:
            self.values[part] = value
            self.changed.add(part)


def write(change: Change, old: Item | None, data: dict[str, Any]) -> tuple[Item, bool]:
    """Create the item or change it as the upload says. Raises before anything is stored."""
    data = validate.check(change.session.schema, data, old, partial=change.partial)
    draft = _Draft(change, old)
    if data.get("itemType"):
        _set_type(draft, data["itemType"])
    if php.given(data, "parentItem"):
        _set_parent(draft, data["parentItem"] or None)
    for name, value in data.items():
        _SETTERS.get(name, _set_field)(draft, name, value)
    if not change.partial and not php.given(data, "parentItem") and draft.values.get("parent"):
        _set_parent(draft, None)
    if php.given(data, "deleted") or not change.partial:
        draft.set("trashed", bool(data.get("deleted")))
    if old and not draft.changed:
        return old, False
    return _save(draft), True


def _nothing(_draft: _Draft, _name: str, _value: Any) -> None:
    """Set elsewhere."""


def _set_type(draft: _Draft, kind: str) -> None:
    """Change the type: fields with a common base move, the others go; foreign creators become contributors."""
    before = draft.type
    draft.set("type", kind)
    if not before or before == kind:
        return
    schema, fields = draft.schema, {}
    for name, value in draft.values["fields"].items():
        base = schema.base_of(before, name)
        target = name if name in schema.types[kind].fields else schema.field_of(kind, base)
        if target:
            fields[target] = value
    draft.set("fields", fields)
    creators = draft.values["creators"]
    draft.set("creators", [_suited(creator, schema.types[kind].creators, "contributor") for creator in creators])


def _suited(creator: dict[str, str], allowed: tuple[str, ...], otherwise: str) -> dict[str, str]:
    return creator if creator["creatorType"] in allowed else {**creator, "creatorType": otherwise}


def _set_parent(draft: _Draft, parent: str | None) -> None:
    if draft.type not in CHILDREN:
        raise internal("only notes, attachments and annotations have parents")
    if draft.values.get("parent") != parent:
        draft.set("parent", parent)
        draft.values["collections"] = []


def _set_field(draft: _Draft, name: str, value: Any) -> None:
    if isinstance(value, str):
        value = php.trim(value)
    empty = value is None or value is False or value == ""
    if not empty and name not in draft.schema.types[draft.type].fields:
        raise ApiError(400, f"'{name}' is not a valid field for type '{draft.type}'")
    if isinstance(value, dict):
        raise CrashError
    if not empty and draft.schema.is_date(draft.type, name):
        value = dates.bare(php.text(value))
    elif name == "accessDate" and isinstance(value, str):
        value = dates.to_sql(value)
    fields, known = draft.values["fields"], draft.values["fields"].get(name)
    if (empty and known is None) or (isinstance(value, str) and known == value):
        return
    if value == dates.NOW and name == "accessDate":
        value = draft.change.now
    kept = {other: text for other, text in fields.items() if other != name}
    draft.values["fields"] = kept if empty else {**kept, name: php.text(value)}
    draft.changed.add("fields")


def _set_creators(draft: _Draft, _name: str, value: Any) -> None:
    made = []
    for creator in value:
        names = {part: php.trim_unicode(php.text(text)) for part, text in creator.items() if part != "creatorType"}
        names = {"name": names["name"]} if "name" in names else names
        if not any(names.values()):
            break
        made.append({"creatorType": creator["creatorType"], **{part: names[part] for part in sorted(names)}})
        for text in names.values():
            if len(text) > NAME_LENGTH:
                raise _creator_too_long(text)
    allowed = draft.schema.types[draft.type].creators
    if made and not allowed:
        raise internal("creators of a note")
    draft.set("creators", [_suited(creator, allowed, allowed[0]) for creator in made])


def _creator_too_long(text: str) -> ApiError:
    excerpt = text[:EXCERPT] + "…"
    reason = (
        f"The creator name ‘{excerpt}…’ is too long to sync. Shorten the name and sync again.\n\nIf you receive this "
        "message repeatedly for items saved from a particular site, you can report this issue in the Zotero Forums."
    )
    return ApiError(413, reason, data={"field": "creator", "value": excerpt})


def _set_tags(draft: _Draft, _name: str, value: Any) -> None:
    """Tags that are sent always count as a change, even the same ones; none and none before do not."""
    named = [(php.trim(php.text(tag.get("tag"))), php.integer(tag.get("type") or 0)) for tag in value]
    tags = sorted({tag for tag in named if tag[0]})
    if tags or draft.values["tags"]:
        draft.values["tags"] = [list(tag) for tag in tags]
        draft.changed.add("tags")


def _set_collections(draft: _Draft, _name: str, value: Any) -> None:
    if set(value) != set(draft.values["collections"]):
        draft.set("collections", list(dict.fromkeys(value)))


def _set_relations(draft: _Draft, _name: str, value: Any) -> None:
    wanted = relations.flat(value)
    session, key = draft.session, draft.values.get("key")
    address = session.address("items", key) if key else ""
    if sorted(wanted) != sorted(relations.visible(session.store, session.library, address)):
        draft.relations = wanted
        draft.changed.add("relations")


def _set_note(draft: _Draft, _name: str, value: Any) -> None:
    text = value if isinstance(value, str) else ""
    if len(text) > notes.LIMIT:
        where = f" for item '{_place(draft)}'" if draft.change.key else ""
        raise ApiError(413, f"Note '{notes.title(text, lines=False)}...' too long{where}")
    if len(text) > notes.CLEANER_LIMIT:
        raise internal("the cleaner of notes gives up")
    cleaned = notes.cleaned(text)
    if cleaned != draft.values.get("note", ""):
        draft.set("note", cleaned)


def _set_link_mode(draft: _Draft, _name: str, value: Any) -> None:
    if draft.type != "attachment":
        raise CrashError
    if str(value).lower() == "linked_file":
        raise ApiError(400, "Linked files can only be added to user libraries")
    _set_attachment(draft, "linkMode", str(value).lower())


def _set_attachment(draft: _Draft, name: str, value: Any) -> None:
    if name in {"md5", "mtime"} and not value:
        return
    known = draft.values["attachment"]
    if known.get(name, "") != (value or ""):
        draft.set("attachment", {**known, name: value or ""})


def _set_annotation(draft: _Draft, name: str, value: Any) -> None:
    draft.set("annotation", {**draft.values["annotation"], name: value})


def _set_date(draft: _Draft, name: str, value: str) -> None:
    part = {"dateAdded": "added", "dateModified": "modified"}[name]
    before = draft.values[part]
    draft.set(part, dates.to_sql(value))
    if part == "modified":
        own = any(client in draft.session.call.headers.get("user-agent", "") for client in _CLIENTS)
        draft.date_sent = own or draft.values[part] != before


_Setter = Callable[[_Draft, str, Any], None]
_SETTERS: dict[str, _Setter] = {
    **dict.fromkeys("key version parentItem itemType deleted inPublications".split(), _nothing),
    "creators": _set_creators,
    "tags": _set_tags,
    "collections": _set_collections,
    "relations": _set_relations,
    "note": _set_note,
    "linkMode": _set_link_mode,
    **dict.fromkeys(_ATTACHMENT, _set_attachment),
    **dict.fromkeys(
        (f"annotation{part}" for part in "Type AuthorName Text Comment Color PageLabel SortIndex Position".split()),
        _set_annotation,
    ),
    "dateAdded": _set_date,
    "dateModified": _set_date,
}


def _place(draft: _Draft) -> str:
    return f"{draft.session.library}/{draft.values['key']}"


def _save(draft: _Draft) -> Item:
    """Store the draft as a new version of the item, with what hangs on it."""
    change, session, values = draft.change, draft.session, draft.values
    store, library = session.store, session.library
    values["key"] = change.key or store.new_key(library, "item")
    _check_parent(draft)
    _check_lengths(draft)
    for key in values["collections"]:
        if store.get(library, "collection", key) is None:
            raise ApiError(409, f"Collection {key} not found", data={"collection": key})
    _check_tags(draft)
    if draft.old is None:
        values["created_by"] = store.first_creator(library, values["key"]) or session.user
        values["added"] = values["added"] or change.now
    if draft.changed - _QUIET:
        values["modified_by"] = session.user
        if not draft.date_sent:
            values["modified"] = change.now
    item = Item(id=draft.old.id if draft.old else store.next_id(), version=change.version, **values)
    store.put(library, "item", item)
    for name, kind in item.tags:
        store.know_tag(library, name, kind, change.version)
        store.forget(library, "tag", name)
    if draft.relations is not None:
        _relate(draft, item)
    return item


def _check_parent(draft: _Draft) -> None:
    key = draft.values.get("parent")
    if draft.type == "annotation" and not key:
        raise ApiError(400, "Annotation item must have a parent item")
    if not key or (draft.old and "parent" not in draft.changed):
        return
    parent = draft.session.store.get(draft.session.library, "item", key)
    if parent is None:
        raise ApiError(409, f"Parent item {key} not found", data={"parentItem": key})
    if draft.type == "annotation":
        return
    if draft.type == "attachment" and parent.parent:
        raise ApiError(400, f"Parent item {key} cannot be a child item")
    if parent.type in CHILDREN:
        raise ApiError(409, "Parent item cannot be a note or attachment", data={"parentItem": key})


def _check_lengths(draft: _Draft) -> None:
    for name, value in draft.values["fields"].items():
        if len(value.encode()) > FIELD_BYTES:
            excerpt = value[:EXCERPT] + ("..." if draft.old else "…")
            reason = f"{label(name)} field value '{excerpt}' too long for item '{_place(draft)}'"
            raise ApiError(413, reason, data={"field": label(name).lstrip("# "), "value": excerpt})


def _check_tags(draft: _Draft) -> None:
    for name, _kind in draft.values["tags"]:
        if len(name) > TAG_LENGTH:
            raise ApiError(413, f"Tag '{name[:EXCERPT]}…' too long", data={"tag": name})


def _relate(draft: _Draft, item: Item) -> None:
    """Store the relations; an item that an old one is newly related to gets the new version as well."""
    session, address = draft.session, draft.session.address("items", item.key)
    for target in relations.store_changes(session, address, draft.relations or []):
        key = target.removeprefix(session.address("items", ""))
        other = session.store.get(session.library, "item", key)
        if draft.old and other and key != item.key:
            session.store.put(session.library, "item", Item(**{**asdict(other), "version": item.version}))


def delete(session: Session, key: str, version: int) -> None:
    """Delete an item with its children; a key that is not there does not matter."""
    store, library = session.store, session.library
    item = store.get(library, "item", key)
    if item is None:
        return
    for child in store.children(library, "item", key):
        delete(session, child.key, version)
    store.forget_relations(library, session.address("items", key))
    store.remove(library, "item", key)
    store.log_deletion(library, "item", key, version, item.created_by)


ITEM = Kind(name="item", plural="items", write=write, show=show, delete=delete, missing="Item does not exist")
