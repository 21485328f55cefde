"""The program as a group of commands: one is loaded when it is run; the help lists all by the task they are for."""

from collections import UserDict
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click


class CommandLine(NamedTuple):
    """A command's name, where it is (module of :mod:`plbib.cli.commands`:name in it), and what the help says of it."""

    name: str
    row: str
    short_help: str

    def load(self) -> click.Command:
        """The command itself."""
        module, _, name = self.row.partition(":")
        command: click.Command = getattr(import_module(f"plbib.cli.commands.{module}"), name)
        command.short_help = self.short_help
        return command


class _Commands(UserDict[str, Any]):
    """Commands by their names, given as lines: one that is asked for is loaded, and no other."""

    def __getitem__(self, name: str) -> click.Command:
        held: CommandLine | click.Command = self.data[name]  # a command that was added is one already
        return held.load() if isinstance(held, CommandLine) else held


class ByTask(click.Group):
    """A group of commands, given by the task they are for."""

    def __init__(self, *, tasks: Mapping[str, tuple[CommandLine, ...]], **options: Any) -> None:
        lines = {line.name: line for group in tasks.values() for line in group}
        super().__init__(commands=_Commands(lines), **options)
        self.tasks = tasks

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click gives it
        """Write the commands, a section a task."""
        width = max(map(len, self.commands))
        for task, lines in self.tasks.items():
            with formatter.section(task):
                formatter.write_dl([(f"{line.name:{width}}", line.short_help) for line in lines])
