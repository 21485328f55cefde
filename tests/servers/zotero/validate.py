"""What an upload of an item may contain: one check for each property, the messages of the real server."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.servers.zotero import dates, php, relations
from tests.servers.zotero.exchange import ApiError, CrashError, internal
from tests.servers.zotero.model import CHILDREN, Item, valid_key
from tests.servers.zotero.schema import Schema
from tests.servers.zotero.templates import LINK_MODES

_HIGHLIGHTS = frozenset({"highlight", "underline"})
_NAME_PARTS = {"firstName": ("lastName",), "lastName": ("firstName",), "name": ()}
_RIVALS = {"firstName": ("name",), "lastName": ("name",), "name": ("firstName", "lastName")}


@dataclass(frozen=True, kw_only=True)
class Upload:
    """What is sent for an item and what is there already; ``type`` is the item type it will have."""

    schema: Schema
    data: dict[str, Any]
    old: Item | None
    type: str
    child: bool

    @property
    def link_mode(self) -> str:
        sent = self.data.get("linkMode")
        known = str(self.old.attachment.get("linkMode", "")) if self.old else ""
        return known if sent is None else str(sent).lower()


def check(schema: Schema, data: dict[str, Any], old: Item | None, *, partial: bool) -> dict[str, Any]:
    """Refuse what is wrong with an upload; returns it, with ``parentItem`` spelled out where it goes without saying."""
    if isinstance(data.get("items"), list):
        raise ApiError(400, "An 'items' array is not valid for single-item updates")
    partial = partial and old is not None
    data, child = _child(data, old, partial=partial)
    for name in _required(data, old, child=child, partial=partial):
        if not php.given(data, name):
            raise ApiError(400, f"'{name}' property not provided")
    kind = old.type if old and partial and not php.given(data, "itemType") else data.get("itemType")
    upload = Upload(schema=schema, data=data, old=old, type=kind if isinstance(kind, str) else "", child=child)
    for name, value in data.items():
        _CHECKS.get(name, _field)(upload, name, value)
    return data


def _child(data: dict[str, Any], old: Item | None, *, partial: bool) -> tuple[dict[str, Any], bool]:
    """Whether the item will have a parent; collections of a child without a word about its parent set it free."""
    parent = data.get("parentItem")
    if not (old and old.parent):
        return data, parent is not None and parent is not False
    if parent is False or (not partial and parent is None):
        return data, False
    if partial and parent is None and data.get("collections"):
        return {**data, "parentItem": False}, False
    return data, True


def _required(data: dict[str, Any], old: Item | None, *, child: bool, partial: bool) -> tuple[str, ...]:
    if partial:
        return ()
    if data.get("itemType") == "attachment":
        return ("linkMode",)
    if old is None:
        return ("itemType",)
    return ("itemType", "tags", "relations") if child else ("itemType", "tags", "relations", "collections")


def _passes(_upload: Upload, _name: str, _value: Any) -> None:
    """Looked at elsewhere."""


def _no_longer(_upload: Upload, name: str, _value: Any) -> None:
    raise ApiError(400, f"'{name}' property is no longer supported")


def _parent(upload: Upload, name: str, value: Any) -> None:
    if value is False:
        return
    if not valid_key(value):
        raise ApiError(400, f"'{name}' must be a valid item key or false")
    if value == upload.data.get("key"):
        raise internal("an item as its own parent")


def _item_type(upload: Upload, name: str, value: Any) -> None:
    if not isinstance(value, str):
        raise ApiError(400, f"'{name}' must be a string")
    if not value:
        raise internal("no name of a type")
    if value not in upload.schema.types:
        raise ApiError(400, f"'{value}' is not a valid itemType")
    if (upload.child or upload.data.get("parentItem")) and value not in CHILDREN:
        raise ApiError(400, "Child item must be note, attachment, or annotation")


def _array(name: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ApiError(400, f"'{name}' property must be an array")
    return value


def _tags(_upload: Upload, name: str, value: Any) -> None:
    for tag in _array(name, value):
        if not isinstance(tag, dict):
            raise ApiError(400, "Tag must be an object")
        if not tag:
            raise ApiError(400, "Tag object is empty")
        for part, content in tag.items():
            if part not in {"tag", "type"}:
                raise ApiError(400, f"Invalid tag property '{part}'")
            if part == "tag" and not isinstance(content, str | int | float):
                raise ApiError(400, "Invalid tag name")
            if part == "type" and not php.numeric(content):
                raise ApiError(400, f"Invalid tag type '{php.text(content)}'")


def _collections(upload: Upload, name: str, value: Any) -> None:
    keys = _array(name, value)
    if upload.child and keys:
        raise ApiError(400, "Child items cannot be assigned to collections")
    for key in keys:
        if not valid_key(key):
            raise ApiError(400, f"'{php.text(key)}' is not a valid collection key")


def _relations(_upload: Upload, _name: str, value: Any) -> None:
    relations.check("item", value)


def _creators(upload: Upload, name: str, value: Any) -> None:
    creators = _array(name, value)
    for creator in creators:
        if not isinstance(creator, dict) or not php.given(creator, "creatorType"):
            raise ApiError(400, "creator object must contain 'creatorType'")
        if not any(_filled(creator, part) for part in _NAME_PARTS):
            if len(creators) == 1 and upload.old is None:
                continue
            raise ApiError(400, "creator object must contain 'firstName'/'lastName' or 'name'")
        for part, content in creator.items():
            _creator_part(upload, creator, part, content)


def _filled(creator: dict[str, Any], part: str) -> bool:
    value = creator.get(part)
    if isinstance(value, list | dict):
        raise CrashError
    return bool(php.trim(php.text(value)))


def _creator_part(upload: Upload, creator: dict[str, Any], part: str, content: Any) -> None:
    if part == "creatorType":
        _creator_type(upload, content)
        return
    if part not in _NAME_PARTS:
        raise ApiError(400, f"Invalid creator property '{part}'")
    for other in _NAME_PARTS[part]:
        if not php.given(creator, other):
            raise ApiError(400, f"'{other}' creator field must be set if '{part}' is set")
    for rival in _RIVALS[part]:
        if php.given(creator, rival):
            pair = (rival, part) if part == "name" else (part, rival)
            raise ApiError(400, f"'{pair[0]}' and '{pair[1]}' creator fields are mutually exclusive")


def _creator_type(upload: Upload, value: Any) -> None:
    if not isinstance(value, str) or value not in upload.schema.creators:
        raise ApiError(400, f"'{php.text(value)}' is not a valid creator type")
    kind = upload.schema.types.get(upload.type)
    if kind and value not in kind.creators and value != "author":
        raise ApiError(400, f"'{value}' is not a valid creator type for item type '{upload.type}'")


def _note(upload: Upload, name: str, value: Any) -> None:
    if upload.type not in {"note", "attachment"}:
        raise ApiError(400, f"'{name}' property is valid only for note and attachment items")
    if upload.type == "attachment" and upload.link_mode == "embedded_image" and value != "":
        raise ApiError(400, f"'{name}' property is not valid for embedded images")


def _deleted(_upload: Upload, _name: str, value: Any) -> None:
    if not isinstance(value, bool) and value not in (0, 1):
        raise internal("'deleted' must be a boolean")


def _publications(_upload: Upload, _name: str, value: Any) -> None:
    if value:
        raise ApiError(400, "Group items cannot be added to My Publications")


def _link_mode(upload: Upload, _name: str, value: Any) -> None:
    mode = str(value).lower()
    if mode not in LINK_MODES:
        raise ApiError(400, f"'{php.text(value)}' is not a valid linkMode")
    if upload.old and mode != upload.old.attachment.get("linkMode"):
        raise ApiError(400, "Cannot change attachment linkMode")


def _attachment(upload: Upload, name: str, value: Any) -> None:
    if upload.type != "attachment":
        raise ApiError(400, f"'{name}' is valid only for attachment items")
    stored = upload.link_mode.startswith("imported_") or upload.link_mode == "embedded_image"
    if name in {"filename", "md5", "mtime"} and not stored:
        raise ApiError(400, f"'{name}' is valid only for imported and embedded-image attachments")
    if name == "path" and upload.link_mode != "linked_file":
        raise ApiError(400, f"'{name}' is valid only for linked file attachment items")
    if name == "charset" and upload.link_mode == "embedded_image" and value != "":
        raise ApiError(400, f"'{name}' is not valid for embedded images")
    if name == "md5" and value and not (len(str(value)) == 32 and set(str(value)) <= set("abcdef0123456789")):
        raise ApiError(400, f"'{php.text(value)}' is not a valid MD5 hash")


def _annotation(upload: Upload, name: str, _value: Any) -> None:
    if upload.type != "annotation":
        raise ApiError(400, f"'{name}' is valid only for annotation items")
    kind = upload.old.annotation.get("annotationType") if upload.old else upload.data.get("annotationType")
    if name == "annotationText" and kind not in _HIGHLIGHTS:
        raise ApiError(400, f"'{name}' can only be set for highlight and underline annotations")


def _access_date(_upload: Upload, name: str, value: Any) -> None:
    if value in ("", dates.NOW) or dates.is_sql(value) or dates.is_sql_time(value) or dates.is_iso(value):
        return
    forms = "ISO 8601 or UTC 'YYYY-MM-DD[ hh:mm:ss]' format or 'CURRENT_TIMESTAMP'"
    raise ApiError(400, f"'{name}' must be in {forms} ({php.text(value)})")


def _date(_upload: Upload, name: str, value: Any) -> None:
    if not dates.is_sql_time(value) and not dates.is_iso(value):
        raise ApiError(400, f"'{name}' must be in ISO 8601 or UTC 'YYYY-MM-DD hh:mm:ss' format ({php.text(value)})")


def _field(upload: Upload, name: str, value: Any) -> None:
    if name not in upload.schema.fields:
        raise ApiError(400, f"Invalid property '{name}'")
    if isinstance(value, list):
        raise ApiError(400, f"Unexpected array for property '{name}'")


_Check = Callable[[Upload, str, Any], None]
_CHECKS: dict[str, _Check] = {
    "key": _passes,
    "version": _passes,
    "parentItem": _parent,
    "itemType": _item_type,
    "tags": _tags,
    "collections": _collections,
    "relations": _relations,
    "creators": _creators,
    "note": _note,
    "notes": _no_longer,
    "attachments": _no_longer,
    "deleted": _deleted,
    "inPublications": _publications,
    "linkMode": _link_mode,
    **dict.fromkeys(("contentType", "charset", "filename", "md5", "mtime", "path"), _attachment),
    **dict.fromkeys(
        (f"annotation{part}" for part in "Type AuthorName Text Comment Color PageLabel SortIndex Position".split()),
        _annotation,
    ),
    "accessDate": _access_date,
    "dateAdded": _date,
    "dateModified": _date,
}
