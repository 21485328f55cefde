"""The help of the program: its commands by the task they are for."""

from collections.abc import Iterable
from typing import Any

import click


class ByTask(click.Group):
    """A group of commands whose help lists them by task."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.tasks: dict[str, list[str]] = {}

    def add_task(self, task: str, commands: Iterable[click.Command]) -> None:
        """Add ``commands``, which the help lists under ``task``."""
        for command in commands:
            self.add_command(command)
            self.tasks.setdefault(task, []).append(command.name or "")

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click gives it
        """Write the commands, a section a task."""
        width = max(map(len, self.commands))
        for task, names in self.tasks.items():
            rows = [
                (f"{name:{width}}", self.commands[name].get_short_help_str(limit=formatter.width - width - 6))
                for name in names
            ]
            with formatter.section(task):
                formatter.write_dl(rows)
