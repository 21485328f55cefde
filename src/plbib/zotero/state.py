"""The state file ``<list>.zotero.json``: what the last sync knew, by group. Losing it loses no data."""

import msgspec
from msgspec import Struct

from plbib.errors import InputError
from plbib.zotero.objects import GroupState

VERSION = 2


class SyncState(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file; ``groups`` are by id, those of another server by its address and the id."""

    plbib_zotero: int = VERSION
    groups: dict[str, GroupState] = {}


class _StateVersion(Struct):
    plbib_zotero: int


def load(data: bytes, name: str) -> SyncState:
    """The state in ``data``. Raises :class:`InputError` for other data, or if a newer program wrote it."""
    try:
        if msgspec.json.decode(data, type=_StateVersion).plbib_zotero > VERSION:
            raise InputError(f"{name}: written by a newer plbib", "upgrade plbib; nothing was changed")
        return msgspec.json.decode(data, type=SyncState)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            f"{name}: not the state of a sync: {error}",
            "restore it (git checkout), or remove it: the next sync finds everything again",
        ) from error


def dump(state: SyncState) -> bytes:
    """The one byte form of a state: objects by kind and id, an object a line, UTF-8, a newline at the end."""
    groups = {
        name: msgspec.structs.replace(
            group,
            objects=tuple(sorted(group.objects, key=lambda row: (row.what, row.id))),
            accepted=tuple(sorted({*group.accepted})),
        )
        for name, group in sorted(state.groups.items())
    }
    return msgspec.json.format(msgspec.json.encode(SyncState(groups=groups)), indent=1) + b"\n"
