"""What a library holds. Values are frozen; lists and dicts inside them are never changed in place."""

from dataclasses import dataclass, field
from typing import Any

KEY_LETTERS = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"
"""Of keys that clients may choose; those made by the server have no L and no Y."""

CHILDREN = frozenset({"note", "attachment", "annotation"})
"""Types of items that may have a parent."""

Tag = list[Any]
"""Name and type."""


def valid_key(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 8 and all(letter in KEY_LETTERS for letter in value)


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What items, collections and searches have in common. ``id`` is the order in which they were made."""

    id: int
    key: str
    version: int
    modified: str
    trashed: bool = False
    parent: str | None = None


@dataclass(frozen=True, kw_only=True)
class Item(Thing):
    """An item; ``fields`` holds what is not empty, as text. Relations are kept beside it (see ``store``)."""

    type: str
    added: str
    fields: dict[str, str] = field(default_factory=dict)
    creators: list[dict[str, str]] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    collections: list[str] = field(default_factory=list)
    note: str = ""
    attachment: dict[str, Any] = field(default_factory=dict)
    annotation: dict[str, Any] = field(default_factory=dict)
    created_by: int | None = None
    modified_by: int | None = None


@dataclass(frozen=True, kw_only=True)
class Collection(Thing):
    """A collection."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Search(Thing):
    """A saved search: its definition."""

    name: str
    conditions: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class User:
    """An account."""

    id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group and its rules; ``library`` is the server's own number of its library, ``version`` of this record.

    One of the type ``Personal`` is the library of a person, whose number it has.
    """

    id: int
    name: str
    owner: int
    library: int
    type: str = "Private"
    editing: str = "members"
    reading: str = "members"
    admins: list[int] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    created: str = ""
    version: int = 1

    def role(self, user: int | None) -> str:
        if user == self.owner:
            return "owner"
        return "admin" if user in self.admins else "member" if user in self.members else ""


@dataclass(frozen=True, kw_only=True)
class ApiKey:
    """A key; ``groups`` maps a group's id, or ``all``, to whether it may write there too."""

    key: str
    user: int
    groups: dict[str, bool] = field(default_factory=dict)
    library: dict[str, bool] = field(default_factory=dict)
