"""A plan and all that it needs to know of the library: read what changed, plan, read what the plan still lacks."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from plbib.zotero.api import Api
from plbib.zotero.desired import Desired
from plbib.zotero.items import Schema
from plbib.zotero.objects import Group, Remote
from plbib.zotero.plan import Before, Options, Plan, Unread, plan

Progress = Callable[[str, int, int], None]
"""Told what is done, how much of it, and of how much."""


def silent(*_: object) -> None:
    """For those who need not be told."""


class Read(Struct, frozen=True, kw_only=True):
    """A plan, what it is made of, and the server's schema as far as it is needed."""

    wanted: Desired
    plan: Plan
    remote: Remote
    schema: Schema


def read_and_plan(api: Api, wanted: Desired, last: Group, schema: Schema, options: Options, progress: Progress) -> Read:
    """The plan for a library. Nothing is written."""
    remote = _changes(api, last)
    while True:
        made = plan(wanted, Before(api.group, last.objects, schema), remote, options)
        if not made.unread:
            return Read(wanted=wanted, plan=made, remote=remote, schema=schema)
        schema = api.schema(made.unread.kinds, schema)
        remote = _more(api, last, remote, made.unread, progress)


def _changes(api: Api, last: Group) -> Remote:
    """What changed since the last sync; what was known and is not there any more counts as deleted."""
    remote = api.changes(last.version)
    if remote.version < last.version or not last.version:  # another library than the one known: look at all of it
        remote = api.changes(0) if last.version else remote
        there = remote.versions.keys() | remote.objects.keys()
        missing = {row.key for row in last.objects if row.version and row.key not in there}
        remote = replace(remote, deleted=remote.deleted | missing)
    return replace(remote, deleted=remote.deleted - remote.versions.keys() - remote.objects.keys())


def _more(api: Api, last: Group, remote: Remote, unread: Unread, progress: Progress) -> Remote:
    """``remote`` with what a plan lacks."""
    objects, families, deleted = dict(remote.objects), remote.families, remote.deleted
    keys = {*unread.objects}
    if unread.everything and not remote.everything:
        whole = api.changes(0) if last.version else remote
        objects = {**whole.objects, **objects}
        deleted |= whole.deleted - whole.versions.keys() - whole.objects.keys()
        known = {row.key: row.version for row in last.objects}
        keys |= {key for key, version in whole.versions.items() if key not in objects and known.get(key) != version}
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
