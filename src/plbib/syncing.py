"""The conversation of ``plbib sync``: the plan shown, a person asked, progress, what came of it, the exit code."""

import sys
import time
from typing import Any

import click

from plbib import app
from plbib.errors import ExitCode
from plbib.zotero import report
from plbib.zotero.outcome import Kind
from plbib.zotero.plan import Plan


def run(source: str | None, decided: dict[str, Any], form: str, *, pull: bool, check: bool, ask: bool | None) -> None:
    """Do it; ``ask`` before anything is written, or, if None, write nothing."""
    decisions = app.Decisions(**decided)
    telling = app.Telling(progress=_Progress(), say=lambda text: click.echo(text, err=True))
    if pull:
        click.echo(report.PULLED[form](app.pull(source, decisions, telling)), nl=False)
        return
    agreed = None if ask is None else (lambda plan: _agreed(plan, form, ask=ask))
    done = app.sync(source, decisions, agreed, telling)
    if form == "json":
        click.echo(report.as_json(done), nl=False)
    elif done.applied:
        click.echo(report.applied_text(done.applied), nl=False)
    elif ask is None:
        click.echo(report.plan_text(done.plan), nl=False)
    raise SystemExit(_exit_code(done, check=check, waits=ask is not None and not done.applied))


def _agreed(plan: Plan, form: str, *, ask: bool) -> bool:
    """Whether the plan is to be carried out: it is shown, and a person asked who is there to answer."""
    if form == "text":
        click.echo(report.plan_text(plan), nl=False)
    if not ask or not plan.writes:
        return True
    if form == "json" or not sys.stdin.isatty():
        click.echo("nothing was written: look at the plan, and run it with --yes", err=True)
        return False
    return click.confirm(f"Write {len(plan.writes)} objects?", err=True)


def _exit_code(done: Any, *, check: bool, waits: bool) -> ExitCode:
    applied = done.applied
    if applied and applied.failures:
        return ExitCode.REMOTE
    if check:
        return ExitCode.FINDINGS if done.plan.actions else ExitCode.DONE
    met = applied.actions if applied else ()
    conflict = any(action.do is Kind.CONFLICT for action in (*done.plan.actions, *met))
    return ExitCode.DECISION if waits or conflict else ExitCode.DONE


class _Progress:
    """A line on the terminal: how much is done, and how long the rest may take."""

    def __init__(self) -> None:
        self._started: dict[str, float] = {}

    def __call__(self, what: str, done: int, of: int) -> None:
        if not sys.stderr.isatty() or not of:
            return
        begun = self._started.setdefault(what, time.monotonic())
        left = (time.monotonic() - begun) / max(done, 1) * (of - done)
        click.echo(f"\r{what} {done} of {of}, {left:.0f} s left \x1b[K", err=True, nl=done >= of)
