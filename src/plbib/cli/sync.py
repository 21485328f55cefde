"""The conversation of ``plbib sync``: the plan shown, a person asked, progress, what came of it, the exit code."""

import sys
from typing import Any

import click

from plbib.app.opening.source import Sources
from plbib.app.sync import Decisions, Feedback, accept, pull, status, sync
from plbib.cli.bar import Bar
from plbib.cli.notes import note
from plbib.errors import ExitCode
from plbib.text.counting import count_noun
from plbib.zotero import report
from plbib.zotero.apply import Synced
from plbib.zotero.outcome import ActionKind
from plbib.zotero.plan import SyncPlan
from plbib.zotero.questions import ItemQuestion

_MODES = ("accept", "check", "dry_run", "pull", "status", "yes")
_ALONE = ("pull", "accept", "status")
"""Modes that change nothing in the library."""


def run(source: Sources, form: str, options: dict[str, Any]) -> None:
    """Do what the options of the command ask for."""
    with Bar() as bar:
        _run(source, form, options, Feedback(progress=bar.show, say=note))


def _run(source: Sources, form: str, options: dict[str, Any], feedback: Feedback) -> None:
    modes = {name: options.pop(name) for name in _MODES}
    write = options.pop("write")
    _refuse_contradictions(modes, options)
    if write and not modes["pull"]:
        raise click.UsageError("--write goes with --pull; what the list says is written by --yes")
    decisions = _decisions(options)
    if modes["pull"]:
        pulled = pull(source, decisions, feedback, write=write)
        click.echo(report.PULLED[form](pulled), nl=False)
        raise SystemExit(ExitCode.FINDINGS if pulled.unread else ExitCode.DONE)
    if modes["status"]:
        click.echo(report.STATUS[form](status(source, decisions, feedback)), nl=False)
        return
    if modes["accept"]:
        click.echo(report.accepted_text(accept(source, decisions, feedback)), nl=False)
        return
    writes = not (modes["check"] or modes["dry_run"])
    talk = _Talk(form, ask=not modes["yes"], prune_all=options["prune_all"])
    answer = talk.answer if talk.is_possible else None
    done = sync(source, decisions, talk.approve if writes else None, feedback, answer=answer)
    if form == "json":
        click.echo(report.as_json(done), nl=False)
    elif done.applied:
        click.echo(report.applied_text(done.applied), nl=False)
    elif not writes:
        click.echo(report.plan_text(done.plan), nl=False)
    raise SystemExit(_exit_code(done, check=modes["check"], waits=writes and not done.applied))


def _refuse_contradictions(modes: dict[str, bool], options: dict[str, Any]) -> None:
    if options["ours"] and options["theirs"]:
        raise click.UsageError("--ours and --theirs exclude each other")
    if options["user"] and options["group"]:
        raise click.UsageError("--user and --group exclude each other")
    alone = [name for name in _ALONE if modes[name]]
    if alone and sum(modes.values()) > 1:
        others = ", ".join(f"--{name.replace('_', '-')}" for name in _MODES if modes[name] and name != alone[0])
        raise click.UsageError(f"--{alone[0]} changes nothing in the group: leave out {others}")


def _decisions(options: dict[str, Any]) -> Decisions:
    same = []
    for pair in options["same"]:
        new, sign, old = pair.partition("=")
        if not sign or not new.strip():
            raise click.UsageError(f"--same {pair}: give NEW=OLD, or NEW= for a paper that is new")
        same.append((new.strip(), old.strip()))
    prune = options["prune"] or options["prune_all"]
    rest = {name: value for name, value in options.items() if name not in ("same", "prune", "prune_all")}
    return Decisions(**rest, same=tuple(same), prune=prune)


class _Talk:
    """What a person is asked, if one is there to answer; with ``ask`` also whether to write at all."""

    def __init__(self, form: str, *, ask: bool, prune_all: bool) -> None:
        self._form, self._ask, self._prune_all = form, ask, prune_all
        self.is_possible = form == "text" and sys.stdin.isatty()

    def approve(self, plan: SyncPlan) -> bool:
        """Whether the plan, which is shown, is to be carried out."""
        if self._form == "text":
            click.echo(report.plan_text(plan), nl=False)
        if not plan.writes:
            return True
        if plan.prunes_many and not self._prune_all and not self._prunes_all(plan):
            return False
        if not self._ask:
            return True
        if not self.is_possible:
            click.echo("nothing was written: look at the plan, and run it with --yes", err=True)
            return False
        return click.confirm(f"Write {count_noun(len(plan.writes), 'object')}?", err=True)

    def _prunes_all(self, plan: SyncPlan) -> bool:
        if self.is_possible:
            return click.confirm(f"Move {plan.pruned} of the list's items to the trash?", err=True)
        many = f"{plan.pruned} items would go to the trash"
        click.echo(f"nothing was written: {many}; if they are to, give --prune-all", err=True)
        return False

    def answer(self, question: ItemQuestion) -> bool:
        """Whether a new paper is one that the list had."""
        click.echo(report.question_text(question), nl=False, err=True)
        return click.confirm("Is it the same paper?", err=True)


def _exit_code(done: Synced, *, check: bool, waits: bool) -> ExitCode:
    applied = done.applied
    if applied and applied.failures:
        return ExitCode.REMOTE
    if check:
        return ExitCode.FINDINGS if done.plan.actions or done.incomplete else ExitCode.DONE
    encountered = applied.actions if applied else ()
    open_ones = (ActionKind.CONFLICT, ActionKind.ASK)
    is_open = any(action.do in open_ones for action in (*done.plan.actions, *encountered))
    return ExitCode.DECISION if waits or is_open else ExitCode.FINDINGS if done.incomplete else ExitCode.DONE
