"""The list synced into a Zotero group library."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from plbib import io
from plbib.app.source import STDIN
from plbib.app.sources import configured, open_source
from plbib.config import Config
from plbib.errors import UsageError
from plbib.lists.writer import written as line
from plbib.overrides.writer import written as corrected
from plbib.zotero import items, state
from plbib.zotero.api import SERVER, Api, Patience, server
from plbib.zotero.apply import Synced, apply
from plbib.zotero.desired import desired
from plbib.zotero.merge import Rules
from plbib.zotero.objects import Group, Known
from plbib.zotero.plan import Options, Plan
from plbib.zotero.pull import Pulled, additions, corrections
from plbib.zotero.reading import Progress, Read, read_and_plan, silent

STATE = ".zotero.json"


class Decisions(Struct, frozen=True, kw_only=True):
    """What the user asked of a sync; what is None is as configured."""

    group: int | None = None
    collection: str | None = None
    endpoint: str | None = None
    ours: bool = False
    theirs: bool = False
    refile: bool = False
    prune: bool = False


class Telling(Struct, frozen=True, kw_only=True):
    """Where a sync tells how far it is, and what it waits for."""

    progress: Progress = silent
    say: Callable[[str], None] = silent


def sync(
    source: str | Path | None,
    decisions: Decisions,
    agreed: Callable[[Plan], bool] | None,
    telling: Telling | None = None,
    patience: Patience | None = None,
) -> Synced:
    """Bring the group library in step with ``source``. ``agreed`` is asked about the plan; None is for the plan alone.

    Raises :class:`~plbib.errors.PlbibError` for what cannot go on; what was done by then is kept.
    """
    with _Session(source, decisions, telling or Telling(), patience) as session:
        session.api.check_access(write=agreed is not None)
        read = session.read()
        if agreed is None or not agreed(read.plan):
            return Synced(group=session.api.group, plan=read.plan)

        def save(rows: Iterable[Known]) -> None:
            session.save(Group(version=read.remote.version, schema=read.schema, objects=tuple(rows)))

        return Synced(
            group=session.api.group,
            plan=read.plan,
            applied=apply(read.plan, session.api, save, session.telling.progress),
        )


def pull(source: str | Path | None, decisions: Decisions, telling: Telling | None = None) -> Pulled:
    """What people put into the list's collections, as lines in the list's own form, and what they corrected."""
    with _Session(source, decisions, telling or Telling(), None) as session:
        session.api.check_access(write=False)
        read = session.read(everything=True)
        opened = session.opened
        entries = [entry for record in opened.library.records for entry in record.entries]
        added = additions(read.plan, read.remote)
        lines = tuple((" / ".join(one.category), line(one.entry, opened.text, entries)) for one in added)
        return Pulled(
            lines=lines, corrections=corrected(corrections(read.plan, read.remote, opened.library, read.wanted))
        )


class _Session:
    """A source, a group library, and the state between them."""

    def __init__(
        self, source: str | Path | None, decisions: Decisions, telling: Telling, patience: Patience | None
    ) -> None:
        settings = configured()
        self.telling, self._decisions, self._settings = telling, decisions, settings.zotero
        self.opened = open_source(source, settings)
        address = server(decisions.endpoint or os.environ.get("ZOTERO_ENDPOINT") or SERVER)
        group = decisions.group if decisions.group is not None else settings.zotero.group
        if group <= 0:
            raise UsageError("no group to sync into", "give --group NUMBER, from the group's address on zotero.org")
        self._path = _state_path(source, settings)
        self._name = str(group) if address == SERVER else f"{address}/groups/{group}"
        self._state = self._load()
        self.api = Api(group, os.environ.get("ZOTERO_API_KEY", ""), address, patience, telling.say)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.api.close()

    def _load(self) -> state.State:
        if self._path is None or not io.exists(self._path):
            return state.State()
        return state.load(io.read_bytes(self._path), str(self._path))

    def save(self, known: Group) -> None:
        """Write what is known of the group now."""
        if self._path is not None:
            self._state = replace(self._state, groups={**self._state.groups, self._name: known})
            io.replace_files({self._path: state.dump(self._state)})

    def read(self, *, everything: bool = False) -> Read:
        """The plan, and what it was made of."""
        last, asked, library = self._state.groups.get(self._name, Group()), self._decisions, self.opened.library
        schema = self.api.schema({items.item_type(record.item) for record in library.records}, last.schema)
        name = asked.collection or self._settings.collection or library.title
        wanted = desired(library, schema, name, self._settings.tags)
        rules = Rules(ours=asked.ours, theirs=asked.theirs, refile=asked.refile)
        options = Options(rules=rules, prune=asked.prune, everything=everything)
        return read_and_plan(self.api, wanted, last, schema, options, self.telling.progress)


def _state_path(source: str | Path | None, settings: Config) -> Path | None:
    """Where the state lies: beside the list; of the embedded list here; of standard input nowhere."""
    given = source if source is not None else settings.list.path or "papers.md"
    return None if str(given) == STDIN else Path(given).with_suffix(STATE)
