"""The command that keeps a Zotero library in step."""

from typing import TYPE_CHECKING, Any

import click

from plbib.cli import choices
from plbib.cli.arguments import source_argument
from plbib.cli.choices import option

if TYPE_CHECKING:  # --help loads none of it
    from plbib.app.opening.source import Sources


@click.command()
@source_argument
@click.option("--group", metavar="ID", help="The group's number, or its address, zotero.org/groups/ID.")
@click.option("--user", is_flag=True, help="Your personal library, that of the key's owner, in place of a group.")
@click.option("--collection", metavar="NAME", help="The root collection, by name or key.  [default: the list's title]")
@click.option("--dry-run", is_flag=True, help="Show the plan, and change nothing.")
@click.option("--yes", is_flag=True, help="Do what the plan says, and do not ask.")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if group and list differ.")
@click.option(
    "--pull", is_flag=True, help="Show what people added and corrected, as lines of the list and corrections."
)
@click.option("--accept", is_flag=True, help="Accept what people have otherwise: it is told no more. Changes no item.")
@click.option("--write", is_flag=True, help="With --pull: put lines into the list, and corrections into their file.")
@click.option("--status", is_flag=True, help="A short report of how list and library stand. Changes nothing.")
@click.option("--prune", is_flag=True, help="Move to the trash what left the list and holds nothing of people.")
@click.option("--prune-all", is_flag=True, help="The same, however many items these are.")
@click.option("--refile", is_flag=True, help="Put back what people took out of collections, and tags they took off.")
@click.option("--theirs", is_flag=True, help="Where list and people changed the same: leave what people have.")
@click.option("--ours", is_flag=True, help="Where list and people changed the same: write what the list says.")
@click.option(
    "--for",
    "scope",
    multiple=True,
    metavar="NAME[:FIELD]",
    help="Decide with --ours, --theirs, --refile or --accept on this alone: a citation key, an item, a collection.",
)
@click.option("--same", multiple=True, metavar="NEW=OLD", help="The new paper is one that the list had (NEW=: is not).")
@click.option("--endpoint", metavar="URL", help="A test server on this machine (or ZOTERO_ENDPOINT).")
@option("--format", choices.plans, "form", default="text", show_default=True)
def sync(source: "Sources", form: str, **options: Any) -> None:
    """Bring a Zotero group library in step with SOURCE, and leave what people did there.

    The key of a member who may write is taken from ZOTERO_API_KEY. Without --yes the plan is shown, and asked for;
    where nobody can answer, nothing is done (exit 3, as for what only a person can decide).

    \b
    Examples:
      plbib sync README.md --group 123456 --dry-run
      plbib sync README.md --group 123456 --yes
    """
    from plbib.cli.sync import run

    run(source, form, options)
