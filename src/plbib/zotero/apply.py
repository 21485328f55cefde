"""A plan carried out: block by block, each object's fate looked at, the state saved after every block.

It can be stopped at any moment. What was sent and not answered is in the state as pending; the next run sees whether it
arrived. An object that changed in between is read and merged anew, and only that one is sent again.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from plbib.zotero import removal
from plbib.zotero.api import BLOCK, Api
from plbib.zotero.objects import Held, Known, LibraryId, Lost, ObjectKind
from plbib.zotero.outcome import Action, ActionKind, ObjectOutcome, Target, Write, outcome
from plbib.zotero.plan import SyncPlan
from plbib.zotero.reading import Progress
from plbib.zotero.transport import BusyError
from plbib.zotero.wire import Failure, WriteReport

_TRIES = 6
"""How often one object is merged anew before it is left to the next run."""
_DOWN = 3
"""At how many single objects in a row the server fails that is down, and not at a loss with one of them."""
_CHANGED = frozenset({404, 412, 428})
_MISSING = 409


class Applied(Struct, frozen=True, kw_only=True):
    """What was done: objects written, what was met on the way, what the server did not take."""

    written: int
    actions: tuple[Action, ...]
    failures: tuple[tuple[Target, Failure], ...]


class Synced(Struct, frozen=True, kw_only=True):
    """A plan for a group, and what came of it; ``applied`` is None where nothing was to be sent.

    ``incomplete`` says that most of the list was not read, so that most papers are missing.
    """

    group: LibraryId
    plan: SyncPlan
    applied: Applied | None = None
    incomplete: bool = False


def apply(plan: SyncPlan, api: Api, save: Callable[[Iterable[Known]], None], progress: Progress) -> Applied:
    """Send the writes of ``plan``; ``save`` is given the state before the first and after every block."""
    work = _WritesLeft(plan, api, save, progress)
    work.run()
    return Applied(written=work.written, actions=tuple(work.actions), failures=tuple(work.failures))


class _WritesLeft:
    """The writes that are left, and the state as it grows."""

    def __init__(self, plan: SyncPlan, api: Api, save: Callable[[Iterable[Known]], None], progress: Progress) -> None:
        self._view, self._api, self._save, self._progress = plan.view, api, save, progress
        self._known = {row.key: row for row in plan.known}
        self._queue: deque[Write] = deque()
        self._tries: dict[str, int] = {}
        self._left_out = 0  # since the last success
        self._total = len(plan.writes)
        self._plan = plan
        self.written = 0
        self.actions: list[Action] = []
        self.failures: list[tuple[Target, Failure]] = []

    def run(self) -> None:
        for write in self._plan.writes:
            self._known[write.target.key] = write.interim
        self._save(self._known.values())
        writes = self._plan.writes
        self._send_all(write for write in writes if write.target.what is ObjectKind.COLLECTION)
        self._send_all(write for write in writes if write.target.what is not ObjectKind.COLLECTION)

    def _send_all(self, writes: Iterable[Write]) -> None:
        self._queue.extend(writes)
        while self._queue:
            block = [self._queue.popleft() for _ in range(min(BLOCK, len(self._queue)))]
            self._send(block)
            self._save(self._known.values())
            self._progress("writing", self._total - len(self._queue), self._total)

    def _send(self, block: list[Write]) -> None:
        """Send a block; where the server fails at it, its halves, down to the one object that it fails at."""
        try:
            report = self._api.write(block[0].target.what, [write.body for write in block])
        except BusyError as error:
            self._left_out += len(block) == 1
            if not error.lasting or self._left_out == _DOWN:
                raise
            if len(block) == 1:
                self.failures.append((block[0].target, Failure(code=500, message=error.message)))
                return
            self._send(block[: len(block) // 2])
            self._send(block[len(block) // 2 :])
            return
        self._left_out = 0
        self._take(block, report)

    def _take(self, block: list[Write], report: WriteReport) -> None:
        again: list[tuple[Write, Failure]] = []
        for place, write in enumerate(block):
            failure = report.failed.get(place)
            if failure is None:
                self.written += 1
                self._record_success(write, report.versions.get(place, write.version))
            elif failure.code in _CHANGED or (failure.code == _MISSING and failure.missing):
                again.append((write, failure))
            else:
                self._record_failure(write, failure)
        if again:
            self._merge_anew(again)

    def _record_success(self, write: Write, version: int) -> None:
        self._known[write.target.key] = replace(write.after, version=version)

    def _record_failure(self, write: Write, failure: Failure) -> None:
        self.failures.append((write.target, failure))
        if write.before:
            self._known[write.target.key] = write.before
        else:
            self._known.pop(write.target.key, None)

    def _merge_anew(self, rows: list[tuple[Write, Failure]]) -> None:
        """Read objects that changed while they were being written, and merge them as they are now."""
        held = self._read({write.target.key: write.target.what for write, _ in rows})
        for write, failure in rows:
            key, missing = write.target.key, failure.missing
            self._tries[key] = self._tries.get(key, 0) + 1
            if any(missing == other.target.key for other in self._queue):
                self._queue.append(write)  # after what it was to be put into, which is sent again, too
            elif self._tries[key] > _TRIES or any(missing == target.key for target, _ in self.failures):
                self._record_failure(write, failure)
            else:
                self._resume(write, self._outcome(write, failure, held.get(key)))

    def _resume(self, write: Write, result: ObjectOutcome) -> None:
        notable = [action for action in result.actions if action.do in (ActionKind.KEEP, ActionKind.CONFLICT)]
        self.actions += notable
        self.written += not (result.write or notable)  # it had arrived, and only the answer had not
        row = result.write.interim if result.write else result.known
        if row:
            self._known[write.target.key] = row
        else:
            self._known.pop(write.target.key, None)
        if result.write:
            self._queue.append(result.write)

    def _read(self, kinds: Mapping[str, ObjectKind]) -> dict[str, Held]:
        collections = [key for key, what in kinds.items() if what is ObjectKind.COLLECTION]
        objects = {key: one for key in collections if (one := self._api.collection(key))}
        return objects | self._api.objects(key for key in kinds if key not in collections)

    def _outcome(self, write: Write, failure: Failure, held: Held | None) -> ObjectOutcome:
        target, known = write.target, self._known.get(write.target.key)
        if failure.code == _MISSING:
            return self._without(write, failure.missing, held)
        if write.leaves and held and known:
            if target.what is ObjectKind.LINK:
                return removal.link(known, held)
            return removal.item(known, held, None, frozenset(), self._view)
        if held is None and write.version:
            return outcome(target, write.before, None, self._view, Lost.DELETED)
        return outcome(target, known if held else None, held, self._view)

    def _without(self, write: Write, missing: str, held: Held | None) -> ObjectOutcome:
        """The outcome for an object whose collection or parent people deleted a moment ago."""
        target = write.target
        collections = tuple(key for key in target.content.collections if key != missing)
        if target.what is not ObjectKind.ITEM or not collections:
            action = Action(
                do=ActionKind.KEEP,
                what=target.what,
                key=target.key,
                name=target.name,
                title=target.title,
                reason=_ORPHAN,
            )
            return ObjectOutcome(actions=(action,), known=write.before)
        content = replace(target.content, collections=collections)
        return outcome(replace(target, content=content), write.before, held, self._view)


_ORPHAN = "people deleted what it was to be put into"
