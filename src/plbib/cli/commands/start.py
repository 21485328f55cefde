"""The command that begins a project."""

from typing import TYPE_CHECKING

import click

from plbib.cli.arguments import source_argument
from plbib.errors import ExitCode

if TYPE_CHECKING:  # --help loads none of it
    from plbib.app.opening.source import Sources


@click.command()
@source_argument
@click.option("--workflow", is_flag=True, help="Also .github/workflows/plbib.yml, which checks the list on GitHub.")
@click.option("--publish", is_flag=True, help="Also a workflow that publishes the page and proposes a new lock file.")
def init(source: "Sources", workflow: bool, publish: bool) -> None:
    """Look at the list in this folder, or at SOURCE, say what was understood, and write a commented plbib.toml.

    Files that are there are left as they are.

    \b
    Examples:
      plbib init
      plbib init README.md surveys --workflow --publish
    """
    from plbib.app.init import init
    from plbib.cli.messages import report_project

    if report_project(init(source, workflow=workflow, publish=publish)):
        raise SystemExit(ExitCode.FINDINGS)
