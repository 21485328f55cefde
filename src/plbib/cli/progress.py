"""What a terminal shows while a command takes longer than a second: what is being done, and for how long."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from threading import Event

_PATIENCE, _PACE = 1.0, 0.25
"""Seconds until something is shown, and between two changes of it."""


class Progress:
    """What is being done; a function that does it in steps calls it with each."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __call__(self, what: str, done: int, of: int) -> None:
        """``what`` begins, as step ``done`` (from 0) of so many."""
        self.what = f"{what} ({done + 1} of {of})"


@contextmanager
def show(what: str) -> Iterator[Progress]:
    """Tell a person who waits at a terminal; nothing stays of it when the block is over, and a pipe gets nothing."""
    progress = Progress(what)
    dumb = os.environ.get("TERM") == "dumb"  # cannot clear a line
    if dumb or not sys.stderr.isatty() or click.get_current_context().find_root().params.get("quiet"):
        yield progress
        return
    from threading import Event, Thread  # only who waits needs it

    ended = Event()
    ticker = Thread(target=_tick, args=(progress, ended), daemon=True)
    ticker.start()
    try:
        yield progress
    finally:
        ended.set()
        ticker.join()


def _tick(progress: Progress, ended: "Event") -> None:
    begun = time.monotonic()
    if ended.wait(_PATIENCE):
        return
    while True:
        _put(f"\r{progress.what}, {time.monotonic() - begun:.0f} s\x1b[K")
        if ended.wait(_PACE):
            _put("\r\x1b[K")
            return


def _put(text: str) -> None:
    """Past the buffer, whose lock a worker that is just being started would inherit."""
    os.write(sys.stderr.fileno(), text.encode())
