"""A list and a Zotero library opened together: which library, what the last sync knew of it, what is to be done."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from plbib.app.opening.lists import beside
from plbib.app.opening.source import LOCK, STDIN, Opened, Sources
from plbib.app.opening.sources import load_configuration, open_source
from plbib.app.stable_keys import keep_keys
from plbib.errors import UsageError
from plbib.findings import Code
from plbib.io import files
from plbib.io.http.messages import OFFLINE, Use
from plbib.io.http.patience import Patience
from plbib.model import Finding
from plbib.papers.succession import Same
from plbib.zotero import state
from plbib.zotero.api import SERVER, Api, check_server
from plbib.zotero.desired import Wishes, describe, item_kinds
from plbib.zotero.merge import Rules
from plbib.zotero.objects import OWN, Accepted, GroupState
from plbib.zotero.plan import PlanOptions
from plbib.zotero.reading import PlannedSync, Progress, read_and_plan, silent

STATE = ".zotero.json"


class Decisions(Struct, frozen=True, kw_only=True):
    """What the user asked of a sync; what is None is as configured.

    ``group`` is its number or its address; with ``user`` it is the personal library of the key's owner.
    """

    group: int | str | None = None
    user: bool = False
    collection: str | None = None
    endpoint: str | None = None
    ours: bool = False
    theirs: bool = False
    refile: bool = False
    prune: bool = False
    scope: tuple[str, ...] = ()
    same: tuple[Same, ...] = ()


class Feedback(Struct, frozen=True, kw_only=True):
    """Where a sync tells how far it is, and what it waits for."""

    progress: Progress = silent
    say: Callable[[str], None] = silent


_GROUP = re.compile(r"(?:(?:https?://)?(?:www\.|api\.)?zotero\.org/groups/)?([0-9]{1,10})(?:[/?#].*)?")
_NUMBER = "give --group NUMBER, from the group's address on zotero.org"


def group_number(given: int | str) -> int:
    """The number of a group in what the user gave: ``123``, ``zotero.org/groups/123/our_lab``.

    Raises :class:`UsageError` if there is none.
    """
    match = _GROUP.fullmatch(str(given).strip())
    if match is None and given not in (0, ""):
        raise UsageError(f"no group: {given}", _NUMBER)
    number = int(match[1]) if match else 0
    if number <= 0:
        raise UsageError("no group to sync into", _NUMBER)
    return number


class Session:
    """A source, a group library, and the state between them."""

    def __init__(self, source: Sources, decisions: Decisions, feedback: Feedback, patience: Patience | None) -> None:
        settings = load_configuration()
        self.feedback, self._decisions, self._settings = feedback, decisions, settings.zotero
        self.opened = open_source(source, settings)
        if self.opened.lock is None and self.opened.text and self.opened.library.source == STDIN:
            feedback.say("a list from standard input has no lock: its citation keys may change with its lines")
        findings = self.opened.library.findings
        self.incomplete = any(one.code == str(Code.MOSTLY_UNREAD) for one in findings)
        for line in _unread(findings):
            feedback.say(line)
        address = check_server(decisions.endpoint or os.environ.get("ZOTERO_ENDPOINT") or SERVER)
        is_own = decisions.user or (settings.zotero.user and decisions.group is None)
        given = decisions.group if decisions.group is not None else settings.zotero.group
        library = OWN if is_own else group_number(given)
        self.path = _state_path(self.opened)
        self._state = self._load()
        self._has_kept = False
        self.api = Api(library, os.environ.get("ZOTERO_API_KEY", ""), address, patience, feedback.say)
        if address == SERVER and Use().here().offline:
            raise UsageError(f"{OFFLINE} is set, and {SERVER} is on the network", f"unset {OFFLINE} for this command")
        if is_own:
            self.api.choose_own()
        name = str(self.api.library)
        self._name = name if address == SERVER else f"{address}/{name if is_own else f'groups/{name}'}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.api.close()

    def _load(self) -> state.SyncState:
        if self.path is None or not files.exists(self.path):
            return state.SyncState()
        return state.load(files.read_bytes(self.path), str(self.path))

    @property
    def last(self) -> GroupState:
        """What the last sync knew of the library."""
        return self._state.groups.get(self._name, GroupState())

    def save(self, group: GroupState) -> None:
        """Write what is known of the group now, and the lock, which keeps the citation keys that the group has."""
        if self.path is not None:
            files.replace_files({self.path: self._with(group), **self._lock()})

    def _with(self, group: GroupState) -> bytes:
        """The state file with what is known of the group now."""
        self._state = replace(self._state, groups={**self._state.groups, self._name: group})
        return state.dump(self._state)

    def _lock(self) -> dict[Path, bytes]:
        """The lock, as long as it is to be written."""
        stale = {path: data for path, data in beside(self.opened).items() if files.current(path) != data}
        for path in stale:
            if not files.exists(path):
                self.feedback.say(f"{path.name}: written, so that citation keys stay; commit it with the list")
        return stale

    def decide(self, same: tuple[Same, ...]) -> None:
        """Take a person's answers into account, from the next reading on."""
        self._decisions = replace(self._decisions, same=(*self._decisions.same, *same))

    def accept(self, rows: Iterable[Accepted]) -> None:
        """Note in the state file what a person accepts; all else that is known of the group stays as it was."""
        if self.path is None:
            raise UsageError("a list from standard input has no state to note it in", "name the file of the list")
        files.replace_files({self.path: self._with(replace(self.last, accepted=(*self.last.accepted, *rows)))})

    def read(self, *, everything: bool = False) -> PlannedSync:
        """The plan, and what it was made of."""
        last, asked = self.last, self._decisions
        self.opened, same = keep_keys(self.opened, last.objects, asked.same)
        library = self.opened.library
        schema = self.api.schema(item_kinds(library), last.schema)
        name = asked.collection or self._settings.collection or library.title
        wishes = Wishes(tags=self._settings.tags, order=self._settings.order)
        wanted = describe(library, schema, name, wishes)
        rules = Rules(ours=asked.ours, theirs=asked.theirs, refile=asked.refile)
        options = PlanOptions(rules=rules, scope=asked.scope, same=same, prune=asked.prune, everything=everything)
        read = read_and_plan(self.api, wanted, last, schema, options, self.feedback.progress)
        if read.plan.unknown:
            names = ", ".join(read.plan.unknown)
            raise UsageError(f"nothing is called {names}", "give a citation key, or a name that the plan shows")
        renamed = read.find_renamed() if self.opened.lock_path and not self._has_kept else ()
        if renamed:  # the lock takes over the citation keys that these papers have in the library
            self._has_kept = True
            self.decide(renamed)
            return self.read(everything=everything)
        return read


_SHOWN = 5


def _unread(findings: Iterable[Finding]) -> Iterator[str]:
    """What to tell of lines of the list that were not read: none of their papers gets into the group."""
    rows = [*findings]
    yield from (f"{one.place}: {one.message}; {one.cure}" for one in rows if one.code == str(Code.MOSTLY_UNREAD))
    lines = [one for one in rows if one.code == str(Code.UNREAD_LINE)]
    yield from (f"{one.place}: {one.message}" for one in lines[:_SHOWN])
    if len(lines) > _SHOWN:
        yield f"{len(lines) - _SHOWN} more lines that look like papers were not read; plbib check shows them"


def _state_path(opened: Opened) -> Path | None:
    """Where the state lies: beside the lock of the list; of the embedded list here; of standard input nowhere."""
    if opened.lock_path:
        return opened.lock_path.with_name(opened.lock_path.name.removesuffix(LOCK) + STATE)
    source = opened.library.source
    return None if source == STDIN else Path(source).with_suffix(STATE)
