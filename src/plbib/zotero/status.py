"""How a list and a library stand to each other, in a few figures for a person."""

from collections import Counter

from msgspec import Struct

from plbib.zotero.objects import GroupState, LibraryId, Lost, ObjectKind
from plbib.zotero.outcome import ActionKind
from plbib.zotero.reading import PlannedSync


class SyncStatus(Struct, frozen=True, kw_only=True):
    """Of the papers of a list how many are in the library, and where the others are; what a sync would do.

    ``version`` is that of the library at the last sync, 0 before the first; ``now`` that of today.
    """

    source: str
    library: LibraryId
    collection: str
    version: int
    now: int
    papers: int
    there: int
    trashed: int
    deleted: int
    actions: dict[ActionKind, int]
    accepted: int


def status_of(source: str, library: LibraryId, last: GroupState, read: PlannedSync) -> SyncStatus:
    """The status of a library that has been read."""
    plan = read.plan
    items = {*plan.items.values()}
    rows = [row for row in plan.known if row.what is ObjectKind.ITEM and row.key in items]
    lost = Counter(row.lost for row in rows)
    return SyncStatus(
        source=source,
        library=library,
        collection=read.wanted.name,
        version=last.version,
        now=read.remote.version,
        papers=len(read.wanted.papers),
        there=lost[None],
        trashed=lost[Lost.TRASHED],
        deleted=lost[Lost.DELETED],
        actions=dict(Counter(action.do for action in plan.actions)),
        accepted=len(plan.accepted),
    )
