"""What Zotero's server sends, as the objects of this package; what is odd in it is dropped, not guessed."""

from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from msgspec import Struct

from plbib.zotero import items
from plbib.zotero.items import Fields
from plbib.zotero.objects import Content, Held, Tag

_LINK_FIELDS = ("itemType", "linkMode", "title", "url", "parentItem")
_CHILDREN = frozenset({"attachment", "note", "annotation"})


class Failure(Struct, frozen=True, kw_only=True):
    """An object that the server did not take: code and message as it gave them, and the object that it missed."""

    code: int
    message: str
    missing: str = ""


class WriteReport(Struct, frozen=True, kw_only=True):
    """The answer to a write, by place in the request: new versions, and failures; what is in neither was unchanged."""

    versions: Mapping[int, int]
    failed: Mapping[int, Failure]


def read_object(row: Any) -> Held | None:
    """An object of the library, or None if ``row`` does not describe one."""
    data = row.get("data") if isinstance(row, dict) else None
    if not isinstance(data, dict) or not isinstance(data.get("key"), str) or not isinstance(data.get("version"), int):
        return None
    tags = tuple(_tags(data.get("tags")))
    return Held(
        key=data["key"],
        version=data["version"],
        content=Content(
            fields=_fields(data),
            tags=tuple(sorted({tag.tag for tag in tags})),
            collections=tuple(sorted(filter(None, map(_text, data.get("collections") or ())))),
        ),
        tags=tags,
        extra=_text(data.get("extra")),
        parent=_text(data.get("parentItem")),
        trashed=bool(data.get("deleted")),
        foreign=bool(data.get("note") or data.get("relations")),
        replaces=tuple(_replaced(data.get("relations"))),
    )


def _fields(data: dict[str, Any]) -> Fields:
    if "itemType" not in data:
        fields = {name: _text(data.get(name)) for name in ("name", "parentCollection")}
    elif data["itemType"] in _CHILDREN:
        fields = {name: _text(data.get(name)) for name in _LINK_FIELDS}
    else:
        return items.canonical(data)
    return {name: value for name, value in fields.items() if value}


def _tags(value: Any) -> list[Tag]:
    rows = value if isinstance(value, list) else []
    return [
        Tag(row["tag"], 1 if row.get("type") == 1 else 0)
        for row in rows
        if isinstance(row, dict) and isinstance(row.get("tag"), str)
    ]


def _replaced(relations: Any) -> Iterator[str]:
    """The keys of the items that were merged into one: Zotero gives one address as text, several as a list."""
    value = relations.get("dc:replaces", ()) if isinstance(relations, dict) else ()
    for address in [value] if isinstance(value, str) else value if isinstance(value, list) else ():
        if isinstance(address, str):
            yield address.rpartition("/")[2]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def read_report(value: dict[str, Any], size: int) -> WriteReport | None:
    """The report of a write of ``size`` objects, or None for an answer that leaves the fate of an object open."""
    done, same, failed = (value.get(part) for part in ("successful", "unchanged", "failed"))
    if not (isinstance(done, dict) and isinstance(same, dict) and isinstance(failed, dict)):
        return None
    if {*done, *same, *failed} != {str(place) for place in range(size)}:
        return None
    versions = {int(place): row.get("version") for place, row in done.items() if isinstance(row, dict)}
    return WriteReport(
        versions={place: version for place, version in versions.items() if isinstance(version, int)},
        failed={int(place): _failure(row) for place, row in failed.items()},
    )


def _failure(value: Any) -> Failure:
    row = value if isinstance(value, dict) else {}
    data = row.get("data")
    details = data if isinstance(data, dict) else {}
    code = row.get("code")
    return Failure(
        code=code if isinstance(code, int) else 0,
        message=unescape(_text(row.get("message"))),
        missing=_text(details.get("collection")) or _text(details.get("parentItem")),
    )
