"""What a person must say before the lock is written: whether a paper is one that the list had before."""

from collections.abc import Sequence
from pathlib import Path

from plbib.app.opening.source import Opened, Sources
from plbib.app.opening.sources import open_source
from plbib.app.saved_files import save_lock
from plbib.errors import DecisionError, UsageError
from plbib.library import doubt
from plbib.library.doubt import Question
from plbib.library.lock import Lock
from plbib.papers.succession import Same


def refuse_undecided(opened: Opened) -> None:
    """Raise :class:`DecisionError` if a paper of the list may be one of the lock, under another title and link."""
    if opened.questions:
        raise DecisionError(f"nothing was written, a person must decide: {_describe(opened.questions)}", _hint(opened))


def lock_of(opened: Opened) -> Lock:
    """The lock that what was learnt is written into. Raises :class:`UsageError` if there is none."""
    if opened.lock is None or opened.lock_path is None:
        raise UsageError("the source has no lock to keep records in", "give a Markdown list that lies in a file")
    refuse_undecided(opened)
    return opened.lock


def settle(source: Sources, same: Sequence[Same], records: Sequence[str | Path] = ()) -> None:
    """Write into the lock what a person said of papers that may be ones of the lock.

    Raises :class:`UsageError` for what is not asked.
    """
    opened = open_source(source, records=records)
    if opened.lock is None or opened.lock_path is None:
        raise UsageError("the source has no lock", "give a Markdown list that lies in a file")
    new_lock = doubt.settle(opened.lock, opened.questions, same)
    answered = {first for first, _ in same}
    left = tuple(question for question in opened.questions if question.new.key not in answered)
    if left:
        raise DecisionError(f"nothing was written, a person must decide about all: {_describe(left)}", _hint(opened))
    save_lock(opened, new_lock)


def _describe(questions: Sequence[Question]) -> str:
    return "; ".join(f"{question.place or ''}: {question.message}" for question in questions)


def _hint(opened: Opened) -> str:
    pairs = " ".join(f"--same {question.new.key}={question.old.key}" for question in opened.questions)
    return f"if so: plbib build {opened.library.source} {pairs}; if not, leave out what stands behind ="
