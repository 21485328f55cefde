"""Items as CSL-JSON, by the maps of the schema file."""

from typing import Any

from tests.servers.zotero import dates
from tests.servers.zotero.model import Item
from tests.servers.zotero.schema import Schema


def csl_item(schema: Schema, library: int, item: Item) -> dict[str, Any]:
    """The item; its id is the server's own number of the library and the key. Extra goes to ``note`` as it is."""
    maps = schema.raw["csl"]
    types = {kind: name for name, kinds in maps["types"].items() for kind in kinds}
    made: dict[str, Any] = {"id": f"{library}/{item.key}", "type": types.get(item.type, "document")}
    for name, fields in maps["fields"]["text"].items():
        values = (schema.value(item.type, item.fields, field) for field in fields)
        if text := next(filter(None, values), ""):
            made[name] = text[1:-1] if len(text) > 2 and text[0] == text[-1] == '"' else text
    for creator in item.creators:
        if name := _role(schema, maps["names"], item, creator):
            made.setdefault(name, []).append(_name(creator))
    for name, field in maps["fields"]["date"].items():
        if text := schema.value(item.type, item.fields, field):
            made[name] = _date(text)
    return made


def _role(schema: Schema, names: dict[str, str], item: Item, creator: dict[str, str]) -> str:
    primary = schema.types[item.type].creators[:1] == (creator["creatorType"],)
    return "author" if primary else names.get(creator["creatorType"], "")


def _name(creator: dict[str, str]) -> dict[str, str]:
    if "name" in creator:
        return {"literal": creator["name"]}
    return {"family": creator["lastName"], "given": creator["firstName"]}


def _date(text: str) -> dict[str, Any]:
    year, month, day = (int(part) for part in dates.parsed(text).split("-"))
    if not year:
        return {"literal": text}
    parts = [year, *([month, *([day] if day else [])] if month else [])]
    return {"date-parts": [parts]}
