"""The command line: parse, call one function of :mod:`plbib.app`, print. Data on stdout, everything else on stderr."""

import click

from plbib import __version__
from plbib.cli.commands import bibliographies, lists, records, references, related_work, site, start, zotero
from plbib.cli.groups import ByTask

_TASKS = {
    "Begin": (start.init,),
    "Read a list, and see what is in it": (lists.list_command, lists.check, lists.explain, lists.add),
    "Write a bibliography": (bibliographies.build, bibliographies.export),
    "Write references and text": (references.render, references.cite, references.styles, related_work.related_work),
    "Keep records and keys": (
        records.resolve,
        records.pin,
        records.sources,
        records.keys,
        bibliographies.diff,
        records.lock_commands,
    ),
    "Publish a page": (site.site, site.serve, site.links),
    "Keep a Zotero library in step": (zotero.sync,),
}
"""The commands by the task they are for, as the help shows them."""


@click.group(cls=ByTask, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="plbib")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on standard error but errors.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def cli(quiet: bool, debug: bool) -> None:
    """Turn a Markdown paper list into a bibliography that can be trusted.

    SOURCE is a Markdown list, a bibliography (.bib, CSL-JSON, RIS …; plbib export --help names all formats), or - for
    standard input. Several lists, or a folder of them, are one library. Without SOURCE, plbib takes the list that
    plbib.toml names, or else the one list in this folder.

    \b
    Start here:
      plbib init                     what plbib understands of the list here, and a plbib.toml
      plbib build README.md          every output of the list, into out/
      plbib check README.md          what is wrong or doubtful in it
      plbib export README.md -o papers.bib
      plbib render README.md --style apa
      plbib build --demo             the same for the list that comes with plbib

    Exit codes: 0 done, 1 findings or stale output, 2 wrong usage or unreadable input, 3 a person must decide, 4 a
    remote service failed, 130 interrupted.
    """


for task, commands in _TASKS.items():
    cli.add_task(task, commands)
