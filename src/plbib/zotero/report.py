"""A plan and what came of it, as text and as JSON."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby, takewhile
from typing import Any

import msgspec

from plbib.text.counting import count_noun
from plbib.text.unicode import visible
from plbib.zotero.apply import Applied, Synced
from plbib.zotero.outcome import Action, ActionKind
from plbib.zotero.plan import SyncPlan
from plbib.zotero.pull import Move, Pulled
from plbib.zotero.questions import ItemQuestion
from plbib.zotero.status import SyncStatus
from plbib.zotero.words import REPORTS

_NOTHING = "(nothing)"
_SHOWN, _AROUND = 60, 12
_SUMMARY_WORDS = {
    ActionKind.CREATE: "to create",
    ActionKind.ADOPT: "to adopt",
    ActionKind.CHANGE: "to change",
    ActionKind.FILE: "to file",
    ActionKind.UNFILE: "to unfile",
    ActionKind.TRASH: "to the trash",
    ActionKind.RESTORE: "to restore",
    ActionKind.CONFLICT: "in conflict",
    ActionKind.ASK: "to be asked about",
    ActionKind.KEEP: "kept as people have it",
}


def plan_text(plan: SyncPlan) -> str:
    """One action a line, then their numbers."""
    return "".join(f"{_line(action)}\n" for action in plan.actions) + f"{summary(plan.actions)}\n"


def _line(action: Action) -> str:
    words = [f"{action.do:8}", f"{action.what:10}", visible(action.name)]
    if action.field:
        old, new = (visible(text) or _NOTHING for text in _differing(action.old, action.new))
        words.append(f"{action.field}: {old} → {new}")
    elif action.do is ActionKind.FILE:
        words.append(f"→ {visible(action.new)}")
    elif action.do is ActionKind.UNFILE:
        words.append(f"out of {visible(action.old)}")
    elif action.title:
        words.append(_cut(visible(action.title)))
    return "  ".join(words) + (f"  ({visible(action.reason)})" if action.reason else "")


def _differing(old: str, new: str) -> tuple[str, str]:
    """Two values as far as a line has room: of long ones what differs, with what stands around it."""
    if max(len(old), len(new)) <= _SHOWN or not (old and new):
        return _cut(old), _cut(new)
    same = _shared(old, new)
    rest = _shared(old[same:][::-1], new[same:][::-1])
    start = max(old.rfind(" ", 0, max(same - _AROUND, 0)), 0)
    return _excerpt(old, start, len(old) - rest), _excerpt(new, start, len(new) - rest)


def _shared(one: str, other: str) -> int:
    """With how many equal characters two texts begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _excerpt(text: str, start: int, end: int) -> str:
    """``text`` from a word's beginning to the end of a word behind ``end``, at most as long as is shown."""
    after = text.find(" ", end + _AROUND)
    part = text[start : after if after >= 0 else len(text)].strip()
    return "…" * (start > 0) + (_cut(part) if len(part) > _SHOWN else part + "…" * (after >= 0))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"


def summary(actions: Iterable[Action]) -> str:
    """How many actions of which kind."""
    counts = Counter(action.do for action in actions)
    return (
        ", ".join(f"{counts[kind]} {words}" for kind, words in _SUMMARY_WORDS.items() if counts[kind])
        or "nothing to do"
    )


def applied_text(applied: Applied) -> str:
    """What was written, met on the way, and not taken."""
    lines = [_line(action) for action in applied.actions]
    lines += [
        f"failed    {target.what:10}  {visible(target.name)}  ({failure.code}: {visible(failure.message)})"
        for target, failure in applied.failures
    ]
    return "".join(f"{line}\n" for line in [*lines, f"{count_noun(applied.written, 'object')} written"])


def accepted_text(actions: Iterable[Action]) -> str:
    """What a person accepted."""
    lines = [f"accepted  {_line(action)}\n" for action in actions]
    return "".join(lines) + f"{len(lines)} differences accepted; they are told no more until they change\n"


def question_text(question: ItemQuestion) -> str:
    """Two papers that may be one, for a person to compare."""
    rows = (("new", question.new, question.new_title), ("before", question.old, question.old_title))
    papers = "".join(f"  {which:7} {visible(key)}  {visible(title)}\n" for which, key, title in rows)
    return f"{papers}  ({question.reason})\n"


def status_text(status: SyncStatus) -> str:
    """A short report."""
    library = status.library if isinstance(status.library, str) else f"group {status.library}"
    places = ((status.there, "there"), (status.trashed, "in the trash"), (status.deleted, "deleted by people"))
    there = ", ".join(f"{count} {words}" for count, words in places if count) or "none there yet"
    changed = "" if status.now == status.version else f", now at {status.now}"
    synced = f"last synced at version {status.version}{changed}" if status.version else "not synced yet"
    do = ", ".join(
        f"{status.actions[kind]} {words}" for kind, words in _SUMMARY_WORDS.items() if kind in status.actions
    )
    accepted = f"; {status.accepted} differences accepted" if status.accepted else ""
    return (
        f"{visible(status.source)} in {library}, collection {visible(status.collection)}: {synced}\n"
        f"{status.papers} papers in the list: {there}\n"
        f"a sync: {do or 'nothing to do'}{accepted}\n"
    )


def status_json(status: SyncStatus) -> str:
    """The same as a JSON object."""
    return msgspec.json.format(msgspec.json.encode(status), indent=2).decode() + "\n"


def as_json(synced: Synced) -> str:
    """The plan, and what came of it: ``written`` is null where nothing was sent."""
    applied = synced.applied
    rows: dict[str, Any] = {
        "group": synced.group,
        "plan": synced.plan.actions,
        "written": applied.written if applied else None,
        "met": applied.actions if applied else (),
        "failures": [
            {"key": target.key, "name": target.name, "code": failure.code, "message": failure.message}
            for target, failure in (applied.failures if applied else ())
        ],
    }
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


def pulled_text(pulled: Pulled) -> str:
    """The lines below the headings of their categories, then the corrections and all else."""
    parts = (
        _by_category(pulled.lines),
        "# not read as papers in this list: give them a year, a venue or a link\n" if pulled.unread else "",
        _by_category(pulled.unread),
        f"# corrections, for the file of overrides\n{pulled.corrections}" if pulled.corrections else "",
        *(f"written: {visible(name)}\n" for name in pulled.changed),
        "# moved by people to other categories\n" if pulled.moves else "",
        *map(_move, pulled.moves),
    )
    return "".join(parts)


def _by_category(lines: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f"## {heading or '(no category)'}\n" + "".join(f"{line}\n" for _, line in rows) + "\n"
        for heading, rows in groupby(lines, key=lambda row: row[0])
    )


def _move(move: Move) -> str:
    before, after = (visible(", ".join(names)) or _NOTHING for names in (move.removed, move.added))
    return f"{visible(move.title)}: {before} → {after}\n"


def pulled_json(pulled: Pulled) -> str:
    """The same as a JSON object."""
    rows = {
        "lines": [{"category": heading, "line": line} for heading, line in pulled.lines],
        "unread": [{"category": heading, "line": line} for heading, line in pulled.unread],
        "corrections": pulled.corrections,
        "moves": pulled.moves,
        "changed": pulled.changed,
    }
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


STATUS = dict(zip(REPORTS, (status_text, status_json), strict=True))
PULLED = dict(zip(REPORTS, (pulled_text, pulled_json), strict=True))
