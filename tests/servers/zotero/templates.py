"""The answers that need no library: lists of types and fields, templates of new items, the schema itself."""

from collections.abc import Iterable
from typing import Any

from tests.servers.zotero.exchange import Answer, ApiError, Call, as_json
from tests.servers.zotero.schema import Schema, label

LINK_MODES = ("imported_file", "imported_url", "linked_file", "linked_url", "embedded_image")
_ANNOTATIONS = ("highlight", "underline", "note", "image", "ink")
_NAMES = {"firstName": "First", "lastName": "Last", "name": "Name"}
_NO_EMBEDDED = ("title", "url", "accessDate", "tags", "collections", "relations", "note", "charset")


def whole(_call: Call, schema: Schema) -> Answer:
    return as_json(schema.raw)


def item_types(_call: Call, schema: Schema) -> Answer:
    return _list("itemType", _sorted(set(schema.types) - {"attachment", "annotation"}))


def item_fields(_call: Call, schema: Schema) -> Answer:
    used = {name for kind in schema.types.values() for name in kind.fields}
    return _list("field", _sorted(used))


def item_type_fields(call: Call, schema: Schema) -> Answer:
    return _list("field", schema.types[_asked(call, schema)].fields)


def item_type_creators(call: Call, schema: Schema) -> Answer:
    creators = schema.types[_asked(call, schema)].creators
    return _list("creatorType", [*creators[:1], *_sorted(creators[1:])])


def creator_fields(_call: Call, _schema: Schema) -> Answer:
    return as_json([{"field": name, "localized": text} for name, text in _NAMES.items()])


def _list(name: str, values: Iterable[str]) -> Answer:
    return as_json([{name: value, "localized": label(value)} for value in values])


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(names, key=label)


def _asked(call: Call, schema: Schema) -> str:
    kind = call.value("itemType")
    if not kind:
        raise ApiError(400, "'itemType' not provided")
    if kind not in schema.types or kind == "annotation":
        raise ApiError(400, f"Invalid item type '{kind}'")
    return kind


def new_item(call: Call, schema: Schema) -> Answer:
    """An empty item of a type, as clients fill it in."""
    kind = call.value("itemType")
    if not kind:
        raise ApiError(400, "'itemType' not provided")
    if kind == "attachment":
        return as_json(_attachment(_link_mode(call), schema))
    if kind == "annotation":
        return as_json(_annotation(_annotation_type(call)))
    if kind not in schema.types:
        raise ApiError(400, f"Invalid item type '{kind}'")
    made: dict[str, Any] = {"itemType": kind}
    for at, name in enumerate(schema.types[kind].fields):
        made[name] = ""
        if at == 0:
            primary = schema.types[kind].creators[0]
            made["creators"] = [{"creatorType": primary, "firstName": "", "lastName": ""}]
    if kind == "note":
        made["note"] = ""
    return as_json({**made, "tags": [], "collections": [], "relations": {}})


def _link_mode(call: Call) -> str:
    mode = call.value("linkMode")
    if not mode:
        raise ApiError(400, "linkMode required for itemType=attachment")
    if mode not in LINK_MODES:
        raise ApiError(400, f"Invalid linkMode '{mode}'")
    return mode


def _annotation_type(call: Call) -> str:
    kind = call.value("annotationType")
    if not kind:
        raise ApiError(400, "annotationType required for itemType=annotation")
    if kind not in _ANNOTATIONS:
        raise ApiError(400, f"Invalid annotationType '{kind}'")
    return kind


def _attachment(mode: str, schema: Schema) -> dict[str, Any]:
    fields = [name for name in schema.types["attachment"].fields if name != "url" or mode.endswith("_url")]
    made: dict[str, Any] = {"itemType": "attachment", "linkMode": mode, **dict.fromkeys(fields, "")}
    made |= {"note": "", "tags": [], "collections": [], "relations": {}, "contentType": "", "charset": ""}
    if mode == "linked_file":
        made["path"] = ""
    elif mode != "linked_url":
        made |= {"filename": "", "md5": None, "mtime": None}
    if mode != "embedded_image":
        return made
    return {name: value for name, value in made.items() if name not in _NO_EMBEDDED} | {"parentItem": ""}


def _annotation(kind: str) -> dict[str, Any]:
    made: dict[str, Any] = {"itemType": "annotation", "parentItem": "", "annotationType": kind}
    if kind in {"highlight", "underline"}:
        made["annotationText"] = ""
    made |= dict.fromkeys(("annotationComment", "annotationColor", "annotationPageLabel"), "")
    place: dict[str, Any] = (
        {"pageIndex": 0, "paths": [], "width": 2} if kind == "ink" else {"pageIndex": 0, "rects": []}
    )
    if kind == "image":
        place |= {"width": 0, "height": 0}
    return {**made, "annotationSortIndex": "00000|000000|00000", "annotationPosition": place, "tags": []}
