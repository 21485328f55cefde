"""The program's commands: loaded one by one, and listed by task."""

import pytest

from plbib.cli.commands import cli
from plbib.cli.groups import ByTask, CommandLine

assert isinstance(cli, ByTask)
LINES = [line for lines in cli.tasks.values() for line in lines]


def test_every_command_stands_once_in_the_help() -> None:
    assert sorted(line.name for line in LINES) == sorted(cli.commands)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_a_line_leads_to_the_command_of_its_name(line: CommandLine) -> None:
    command = cli.commands[line.name]
    assert command.name == line.name
    assert command.get_short_help_str(100) == line.short_help
