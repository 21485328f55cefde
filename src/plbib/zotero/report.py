"""A plan and what came of it, as text and as JSON."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import msgspec

from plbib.text.unicode import visible
from plbib.zotero.apply import Applied, Synced
from plbib.zotero.outcome import Action, Kind
from plbib.zotero.plan import Plan
from plbib.zotero.pull import Pulled

_NOTHING = "(nothing)"
_SHOWN = 60
_DONE = {
    Kind.CREATE: "to create",
    Kind.ADOPT: "to adopt",
    Kind.CHANGE: "to change",
    Kind.FILE: "to file",
    Kind.UNFILE: "to unfile",
    Kind.TRASH: "to the trash",
    Kind.RESTORE: "to restore",
    Kind.CONFLICT: "in conflict",
    Kind.KEEP: "kept as people have it",
}


def plan_text(plan: Plan) -> str:
    """One action a line, then their numbers."""
    return "".join(f"{_line(action)}\n" for action in plan.actions) + f"{summary(plan.actions)}\n"


def _line(action: Action) -> str:
    words = [f"{action.do:8}", f"{action.what:10}", visible(action.name)]
    if action.field:
        words.append(f"{action.field}: {_value(action.old)} → {_value(action.new)}")
    elif action.do is Kind.FILE:
        words.append(f"→ {visible(action.new)}")
    elif action.do is Kind.UNFILE:
        words.append(f"out of {visible(action.old)}")
    elif action.title:
        words.append(_cut(visible(action.title)))
    return "  ".join(words) + (f"  ({visible(action.reason)})" if action.reason else "")


def _value(text: str) -> str:
    return _cut(visible(text)) or _NOTHING


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"


def summary(actions: Iterable[Action]) -> str:
    """How many actions of which kind."""
    counts = Counter(action.do for action in actions)
    return ", ".join(f"{counts[kind]} {words}" for kind, words in _DONE.items() if counts[kind]) or "nothing to do"


def applied_text(done: Applied) -> str:
    """What was written, met on the way, and not taken."""
    lines = [_line(action) for action in done.actions]
    lines += [
        f"failed    {target.what:10}  {visible(target.name)}  ({failure.code}: {visible(failure.message)})"
        for target, failure in done.failures
    ]
    return "".join(f"{line}\n" for line in [*lines, f"{done.written} objects written"])


def as_json(synced: Synced) -> str:
    """The plan, and what came of it: ``written`` is null where nothing was sent."""
    done = synced.applied
    rows: dict[str, Any] = {
        "group": synced.group,
        "plan": synced.plan.actions,
        "written": done.written if done else None,
        "met": done.actions if done else (),
        "failures": [
            {"key": target.key, "name": target.name, "code": failure.code, "message": failure.message}
            for target, failure in (done.failures if done else ())
        ],
    }
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


def pulled_text(pulled: Pulled) -> str:
    """The lines below the headings of their categories, then the corrections."""
    text = "".join(
        f"{'#' * 2} {heading}\n" + "".join(f"{line}\n" for _, line in lines) + "\n"
        for heading, lines in groupby(pulled.lines, key=lambda row: row[0])
    )
    return text + (f"# corrections, for the file of overrides\n{pulled.corrections}" if pulled.corrections else "")


def pulled_json(pulled: Pulled) -> str:
    """The same as a JSON object."""
    rows = {
        "lines": [{"category": heading, "line": line} for heading, line in pulled.lines],
        "corrections": pulled.corrections,
    }
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


PULLED = {"text": pulled_text, "json": pulled_json}
