"""How far a long command is: a bar on a terminal, with an estimate of the time that is left."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bar:
    """The bars of what is being done, on standard error; nothing where that is no terminal, or with ``--quiet``."""

    def __init__(self) -> None:
        context = click.get_current_context(silent=True)
        quiet = context is not None and context.find_root().params.get("quiet")
        self._shows = sys.stderr.isatty() and not quiet
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def show(self, what: str, done: int, of: int) -> None:
        """Show that so much is done, and of how much; the bars go once all is."""
        if not self._shows or not of:
            return
        progress = self._progress or self._start()
        if what not in self._tasks:
            self._tasks[what] = progress.add_task(what, total=of)
        progress.update(self._tasks[what], completed=done, total=of)
        if done >= of:
            self._stop()

    def _start(self) -> "Progress":
        from rich.console import Console  # takes a while to load, and a terminal is rare in scripts
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._progress.start()
        return self._progress

    def _stop(self) -> None:
        if self._progress:
            self._progress.stop()
        self._progress, self._tasks = None, {}
