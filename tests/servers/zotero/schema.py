"""Types, fields and creator types, from the schema file that Zotero publishes, and their names for people."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

OWN = Path(__file__).resolve().parents[2] / "data" / "zotero" / "schema.json"
"""The project's own schema: the types that occur in paper lists."""

# Not to be had by splitting the name into words.
_LABELS = {
    "abstractNote": "Abstract",
    "accessDate": "Accessed",
    "archiveID": "Archive ID",
    "archiveLocation": "Loc. in Archive",
    "artworkMedium": "Medium",
    "attorneyAgent": "Attorney/Agent",
    "audioFileType": "File Type",
    "audioRecordingFormat": "Format",
    "computerProgram": "Software",
    "email": "E-mail",
    "forumTitle": "Forum/Listserv Title",
    "interviewMedium": "Medium",
    "interviewee": "Interview With",
    "journalAbbreviation": "Journal Abbr",
    "letterType": "Type",
    "manuscriptType": "Type",
    "mapType": "Type",
    "nameOfAct": "Name of Act",
    "numPages": "# of Pages",
    "numberOfVolumes": "# of Volumes",
    "presentationType": "Type",
    "programmingLanguage": "Prog. Language",
    "publicationTitle": "Publication",
    "repositoryLocation": "Repo. Location",
    "rights": "License",
    "thesisType": "Type",
    "tvBroadcast": "TV Broadcast",
    "url": "URL",
    "versionNumber": "Version",
    "videoRecordingFormat": "Format",
    "webpage": "Web Page",
}
# The version of the schema that brought a field to a type: clients of an older one do not see it while it is empty.
_SINCE = {"citationKey": 39, "eventPlace": 40}
_CITATION_KEY_EARLY = frozenset({"preprint", "dataset", "standard"})
_CITATION_KEY_EARLY_SINCE = 33


@dataclass(frozen=True, kw_only=True)
class ItemType:
    """Fields in the order of answers, their base fields, creator types with the primary one first."""

    name: str
    fields: tuple[str, ...]
    bases: dict[str, str]
    creators: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Schema:
    """A schema, read once. ``raw`` is what ``/schema`` answers."""

    version: int
    types: dict[str, ItemType]
    fields: frozenset[str]
    creators: frozenset[str]
    date_fields: frozenset[str]
    raw: dict[str, Any]

    def base_of(self, kind: str, field: str) -> str:
        """The field that stands for it in all types, or itself."""
        return self.types[kind].bases.get(field, field)

    def field_of(self, kind: str, base: str) -> str | None:
        """The name of a base field in a type, if it has it."""
        found = self.types[kind]
        return next((name for name, of in found.bases.items() if of == base), base if base in found.fields else None)

    def value(self, kind: str, fields: dict[str, str], base: str) -> str:
        """The value of a base field, empty if there is none."""
        return fields.get(self.field_of(kind, base) or "", "")

    def is_date(self, kind: str, field: str) -> bool:
        return field in self.date_fields or self.base_of(kind, field) == "date"

    def since(self, kind: str, field: str) -> int:
        """The schema version in which the type got the field, 0 for always."""
        early = field == "citationKey" and kind in _CITATION_KEY_EARLY
        return _CITATION_KEY_EARLY_SINCE if early else _SINCE.get(field, 0)


@cache
def load(path: Path = OWN) -> Schema:
    """The schema in a file of the published form."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    types = {entry["itemType"]: _item_type(entry) for entry in raw["itemTypes"]}
    return Schema(
        version=raw["version"],
        types=types,
        fields=frozenset(name for kind in types.values() for name in (*kind.fields, *kind.bases.values())),
        creators=frozenset(name for kind in types.values() for name in kind.creators),
        date_fields=frozenset(name for name, facts in raw["meta"]["fields"].items() if facts["type"] == "date"),
        raw=raw,
    )


def _item_type(entry: dict[str, Any]) -> ItemType:
    creators = sorted(entry["creatorTypes"], key=lambda creator: not creator.get("primary"))
    return ItemType(
        name=entry["itemType"],
        fields=tuple(field["field"] for field in entry["fields"]),
        bases={field["field"]: field["baseField"] for field in entry["fields"] if "baseField" in field},
        creators=tuple(creator["creatorType"] for creator in creators),
    )


def label(name: str) -> str:
    """What people read for a type, a field or a creator type."""
    if name in _LABELS or name.isupper():
        return _LABELS.get(name, name)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return words[0].upper() + words[1:]
