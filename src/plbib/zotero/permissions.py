"""Whether a key may do what a sync does, checked before anything is written."""

from typing import Any

from plbib.errors import PlbibError
from plbib.zotero.objects import LibraryId

_KEYS = "make one at zotero.org/settings/keys with read and write access to it, and set ZOTERO_API_KEY to that"


class AccessError(PlbibError):
    """The key or the group does not allow it."""


def check_key(library: LibraryId, about: Any) -> None:
    """Whether a key (the answer of ``/keys/current``) may read the library. Raises :class:`AccessError`."""
    if not _rights(library, about).get("library"):
        raise AccessError(f"the key has no access to {_name(library)}", _KEYS)


def check_write(library: LibraryId, about: Any, metadata: Any) -> None:
    """Whether key and person may write to a library (a group's metadata are those of ``/groups/ID``).

    Raises :class:`AccessError`.

    A key may write only what its owner may: where ``libraryEditing`` is ``admins``, a plain member's key can not.
    """
    if not _rights(library, about).get("write"):
        raise AccessError(f"the key may read {_name(library)}, but not write to it", _KEYS)
    if isinstance(library, str):
        return
    data = _part(metadata, "data")
    people = {"owner": {data.get("owner")}, "admins": {*_list(data, "admins")}, "members": {*_list(data, "members")}}
    user = about.get("userID")
    if user in people["owner"] | people["admins"]:
        return
    if data.get("libraryEditing") == "admins":
        raise AccessError(
            f"only admins may edit group {library}, and the owner of the key is none",
            "use the key of an admin, or let members edit (the group's library settings)",
        )
    if user not in people["members"]:
        raise AccessError(
            f"the owner of the key is no member of group {library}", "join the group, or use a member's key"
        )


def _name(library: LibraryId) -> str:
    return "your own library" if isinstance(library, str) else f"group {library}"


def _rights(library: LibraryId, about: Any) -> dict[str, Any]:
    if isinstance(library, str):
        return _part(_part(about, "access"), "user")
    groups = _part(_part(about, "access"), "groups")
    own = _part(groups, str(library))
    return own or _part(groups, "all")


def _part(value: Any, name: str) -> dict[str, Any]:
    part = value.get(name) if isinstance(value, dict) else None
    return part if isinstance(part, dict) else {}


def _list(value: dict[str, Any], name: str) -> list[Any]:
    part = value.get(name)
    return part if isinstance(part, list) else []
