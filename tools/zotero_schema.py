"""Make ``tests/data/zotero/schema.json`` from the schema that Zotero publishes: the types that occur in paper lists.

usage: python tools/zotero_schema.py SCHEMA.json

SCHEMA.json is https://api.zotero.org/schema.
"""

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "tests" / "data" / "zotero" / "schema.json"
TYPES = frozenset(
    "annotation attachment blogPost book bookSection computerProgram conferencePaper dataset dictionaryEntry document "
    "encyclopediaArticle journalArticle magazineArticle manuscript newspaperArticle note patent preprint presentation "
    "report standard thesis webpage".split()
)


def chosen(schema: dict[str, Any]) -> dict[str, Any]:
    """The facts about ``TYPES`` in a schema, in its own form."""
    types = sorted((one for one in schema["itemTypes"] if one["itemType"] in TYPES), key=lambda one: one["itemType"])
    fields = {name for one in types for field in one["fields"] for name in (field["field"], field.get("baseField"))}
    roles = {role["creatorType"] for one in types for role in one["creatorTypes"]}
    csl = schema["csl"]
    text = {name: sorted(fields & set(names), key=names.index) for name, names in csl["fields"]["text"].items()}
    kinds = {name: [kind for kind in names if kind in TYPES] for name, names in csl["types"].items()}
    return {
        "version": schema["version"],
        "itemTypes": types,
        "meta": {"fields": {name: facts for name, facts in schema["meta"]["fields"].items() if name in fields}},
        "csl": {
            "types": {name: names for name, names in kinds.items() if names},
            "fields": {
                "text": {name: names for name, names in text.items() if names},
                "date": {name: field for name, field in csl["fields"]["date"].items() if field in fields},
            },
            "names": {role: name for role, name in csl["names"].items() if role in roles},
        },
    }


def main(source: str) -> None:
    """Write the schema of the tests from the published one."""
    schema = chosen(json.loads(Path(source).read_text(encoding="utf-8")))
    lines = ",\n".join(f"  {json.dumps(one, separators=(',', ':'))}" for one in schema.pop("itemTypes"))
    head, tail = f'"version":{schema.pop("version")}', json.dumps(schema, separators=(",", ":"))[1:-1]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(f'{{{head},"itemTypes":[\n{lines}\n],{tail}}}\n', encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
