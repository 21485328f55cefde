"""A plan and all that it needs to know of the library: read what changed, plan, read what the plan still lacks."""

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from plbib.zotero.api import Api
from plbib.zotero.desired import Desired
from plbib.zotero.items import Schema
from plbib.zotero.objects import GroupState, Known, ObjectKind, Remote
from plbib.zotero.plan import LastSync, PlanOptions, SyncPlan, plan
from plbib.zotero.sides import Unread

Progress = Callable[[str, int, int], None]
"""Called with what is done, how much of it, and of how much."""


def silent(*_: object) -> None:
    """Progress that nobody looks at."""


class PlannedSync(Struct, frozen=True, kw_only=True):
    """A plan, what it is made of (``before`` is the last state), and the server's schema as far as it is needed."""

    wanted: Desired
    before: tuple[Known, ...]
    plan: SyncPlan
    remote: Remote
    schema: Schema

    def find_renamed(self) -> tuple[tuple[str, str], ...]:
        """The citation keys of papers that the list knows under a new name and key, and the keys of their items."""
        rows = {row.key: row for row in self.before if row.what is ObjectKind.ITEM}
        pairs = ((paper, rows.get(self.plan.items.get(paper.id, ""))) for paper in self.wanted.papers)
        return tuple(
            (paper.key, row.key)
            for paper, row in pairs
            if row and row.id != paper.id and row.base.text("citationKey") not in ("", paper.key)
        )

    def state(self, rows: Iterable[Known]) -> GroupState:
        """What is known of the library once its objects are known as ``rows``."""
        return GroupState(
            version=self.remote.version, schema=self.schema, objects=tuple(rows), accepted=self.plan.accepted
        )


def read_and_plan(
    api: Api, wanted: Desired, last: GroupState, schema: Schema, options: PlanOptions, progress: Progress
) -> PlannedSync:
    """The plan for a library. Nothing is written."""
    remote = _changes(api, last)
    while True:
        attempt = plan(wanted, LastSync(api.library, last.objects, schema, last.accepted), remote, options)
        if not attempt.unread:
            return PlannedSync(wanted=wanted, before=last.objects, plan=attempt, remote=remote, schema=schema)
        schema = api.schema(attempt.unread.kinds, schema)
        remote = _more(api, last, remote, attempt.unread, progress)


def _changes(api: Api, last: GroupState) -> Remote:
    """What changed since the last sync; what was known and is not there any more counts as deleted."""
    remote = api.changes(last.version)
    if remote.version < last.version or not last.version:  # another library than the one known: look at all of it
        remote = api.changes(0) if last.version else remote
        there = remote.versions.keys() | remote.objects.keys()
        missing = {row.key for row in last.objects if row.version and row.key not in there}
        remote = replace(remote, deleted=remote.deleted | missing)
    return replace(remote, deleted=remote.deleted - remote.versions.keys() - remote.objects.keys())


def _more(api: Api, last: GroupState, remote: Remote, unread: Unread, progress: Progress) -> Remote:
    """``remote`` with what a plan lacks."""
    objects, families, deleted = dict(remote.objects), remote.families, remote.deleted
    keys = {*unread.objects}
    if unread.everything and not remote.everything:
        whole = api.changes(0) if last.version else remote
        objects = {**whole.objects, **objects}
        deleted |= whole.deleted - whole.versions.keys() - whole.objects.keys()
        last_versions = {row.key: row.version for row in last.objects}
        keys |= {
            key for key, version in whole.versions.items() if key not in objects and last_versions.get(key) != version
        }
    read = api.objects(keys, lambda done: progress("reading", done, len(keys)))
    deleted |= keys - read.keys()
    objects |= read
    for parent in sorted(unread.families):
        objects |= api.family(parent)
        families |= {parent}
    return replace(
        remote,
        objects=objects,
        families=families,
        deleted=deleted,
        everything=remote.everything or unread.everything,
    )
