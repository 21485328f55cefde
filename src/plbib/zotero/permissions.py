"""Whether a key may do what a sync does, told before anything is written."""

from typing import Any

from plbib.errors import PlbibError

_KEYS = "make one at zotero.org/settings/keys with read and write access to the group, and set ZOTERO_API_KEY to it"


class AccessError(PlbibError):
    """The key or the group does not allow it."""


def check_key(group: int, about: Any) -> None:
    """Whether a key (the answer of ``/keys/current``) may read the group. Raises :class:`AccessError`."""
    if not _rights(group, about).get("library"):
        raise AccessError(f"the key has no access to group {group}", _KEYS)


def check_write(group: int, about: Any, metadata: Any) -> None:
    """Whether key and person may write to the group (the answer of ``/groups/ID``). Raises :class:`AccessError`.

    A key may write only what its owner may: where ``libraryEditing`` is ``admins``, a plain member's key can not.
    """
    if not _rights(group, about).get("write"):
        raise AccessError(f"the key may read group {group}, but not write to it", _KEYS)
    data = _part(metadata, "data")
    people = {"owner": {data.get("owner")}, "admins": {*_list(data, "admins")}, "members": {*_list(data, "members")}}
    user = about.get("userID")
    if user in people["owner"] | people["admins"]:
        return
    if data.get("libraryEditing") == "admins":
        raise AccessError(
            f"only admins may edit group {group}, and the owner of the key is none",
            "use the key of an admin, or let members edit (the group's library settings)",
        )
    if user not in people["members"]:
        raise AccessError(
            f"the owner of the key is no member of group {group}", "join the group, or use a member's key"
        )


def _rights(group: int, about: Any) -> dict[str, Any]:
    groups = _part(_part(about, "access"), "groups")
    own = _part(groups, str(group))
    return own or _part(groups, "all")


def _part(value: Any, name: str) -> dict[str, Any]:
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _list(value: dict[str, Any], name: str) -> list[Any]:
    found = value.get(name)
    return found if isinstance(found, list) else []
