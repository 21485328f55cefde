"""The list synced into a Zotero library."""

from collections.abc import Callable, Iterable
from pathlib import Path

from plbib.app.opening.source import Sources
from plbib.app.opening.sources import load_configuration
from plbib.app.pull import as_lines, with_corrections, with_papers
from plbib.app.zotero_session import Decisions, Feedback, Session
from plbib.io import files
from plbib.io.http.patience import Patience
from plbib.overrides.writer import write as write_corrections
from plbib.zotero import acceptance
from plbib.zotero.apply import Synced, apply
from plbib.zotero.objects import Known
from plbib.zotero.outcome import Action
from plbib.zotero.plan import SyncPlan
from plbib.zotero.pull import Addition, Pulled, additions, corrections, moves
from plbib.zotero.questions import ItemQuestion
from plbib.zotero.status import SyncStatus, status_of

__all__ = ["Decisions", "Feedback", "accept", "pull", "status", "sync"]


def sync(
    source: Sources,
    decisions: Decisions,
    approve: Callable[[SyncPlan], bool] | None,
    feedback: Feedback | None = None,
    patience: Patience | None = None,
    answer: Callable[[ItemQuestion], bool] | None = None,
) -> Synced:
    """Bring the group library in step with ``source``. ``approve`` is asked about the plan; None is for the plan alone.

    ``answer`` says whether two papers are the same; without it those that only a person can tell are left as they are.

    Raises :class:`~plbib.errors.PlbibError` for what cannot go on; what was done by then is kept.
    """
    with Session(source, decisions, feedback or Feedback(), patience) as session:
        session.api.check_access(write=approve is not None)
        read = session.read()
        if approve and answer and read.plan.questions:
            session.decide(tuple((one.new, one.old if answer(one) else "") for one in read.plan.questions))
            read = session.read()
        if approve is None or not approve(read.plan):
            return Synced(group=session.api.library, plan=read.plan, incomplete=session.incomplete)

        def save(rows: Iterable[Known]) -> None:
            session.save(read.state(rows))

        return Synced(
            group=session.api.library,
            plan=read.plan,
            applied=apply(read.plan, session.api, save, session.feedback.progress),
            incomplete=session.incomplete,
        )


def accept(source: Sources, decisions: Decisions, feedback: Feedback | None = None) -> tuple[Action, ...]:
    """Accept the differences between list and group, as they are now, that may stay; they are told no more.

    Nothing is written to the group. Returns what was accepted.
    """
    with Session(source, decisions, feedback or Feedback(), None) as session:
        session.api.check_access(write=False)
        read = session.read()
        rows = acceptance.accept(read.plan.actions, decisions.scope)
        session.accept(rows)
        left = acceptance.without(read.plan.actions, rows)
        return tuple(action for action in read.plan.actions if action not in left)


def pull(source: Sources, decisions: Decisions, feedback: Feedback | None = None, *, write: bool = False) -> Pulled:
    """What people put into the list's collections, as lines in the list's own form, and what they corrected.

    To ``write`` it puts the lines into their categories and the corrections into the file of overrides; what is left in
    the result could not be put there.
    """
    with Session(source, decisions, feedback or Feedback(), None) as session:
        session.api.check_access(write=False)
        read = session.read(everything=True)
        opened = session.opened
        papers: list[Addition] = [*additions(read.plan, read.remote)]
        tables = write_corrections(corrections(read, opened.library))
        changed: dict[Path, bytes] = {}
        if write and (papers or tables):
            changed, papers = with_papers(opened, papers)
            changed |= with_corrections(tables, load_configuration().list.overrides)
            files.replace_files(changed)
        lines, unread = as_lines(opened, papers)
        return Pulled(
            lines=lines,
            unread=unread,
            corrections="" if write else tables,
            moves=tuple(moves(read)),
            changed=tuple(str(path) for path in changed),
        )


def status(source: Sources, decisions: Decisions, feedback: Feedback | None = None) -> SyncStatus:
    """How list and library stand to each other. Nothing is written."""
    with Session(source, decisions, feedback or Feedback(), None) as session:
        session.api.check_access(write=False)
        return status_of(session.opened.library.source, session.api.library, session.last, session.read())
