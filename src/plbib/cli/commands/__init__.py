"""The command line: parse, call one function of :mod:`plbib.app`, print. Data on stdout, everything else on stderr."""

import click

from plbib import __version__
from plbib.cli.groups import ByTask, CommandLine

_TASKS = {
    "Begin": (CommandLine("init", "start:init", "Look at the list here, and write a plbib.toml."),),
    "Read a list, and see what is in it": (
        CommandLine("list", "lists:list_command", "Show the entries of a list as plbib reads them."),
        CommandLine("check", "lists:check", "Show what is wrong or doubtful."),
        CommandLine("explain", "lists:explain", "Say what the code of a finding means."),
        CommandLine("add", "lists:add", "Add papers, in the list's own form."),
    ),
    "Write a bibliography": (
        CommandLine("build", "bibliographies:build", "Write every output of a list into a folder."),
        CommandLine("export", "bibliographies:export", "Write one bibliography file."),
    ),
    "Write references and text": (
        CommandLine("render", "references:render", "Write a reference list in a citation style."),
        CommandLine("cite", "references:cite", "Write citations as they stand in the text, or all of a document."),
        CommandLine("styles", "references:styles", "Search the citation styles."),
        CommandLine("related-work", "related_work:related_work", "Write a related-work section in LaTeX or Markdown."),
    ),
    "Keep records and keys": (
        CommandLine("resolve", "records:resolve", "Look up the records that papers lack."),
        CommandLine("pin", "records:pin", "Settle by hand which record a paper has."),
        CommandLine("sources", "records:sources", "List the services that can be asked for records."),
        CommandLine("doctor", "records:doctor", "Ask whether the services answer as recorded."),
        CommandLine("keys", "records:keys", "Show or change the citation keys."),
        CommandLine("diff", "bibliographies:diff", "Show what differs between two bibliographies."),
        CommandLine("lock", "records:lock_commands", "Join the locks of two branches."),
    ),
    "Publish a page": (
        CommandLine("site", "site:site", "Write a page to browse, search and download from."),
        CommandLine("serve", "site:serve", "Show that page on this machine."),
        CommandLine("links", "site:links", "Put links to the page's .bib files into a list."),
    ),
    "Keep a Zotero library in step": (CommandLine("sync", "zotero:sync", "Bring a Zotero group library in step."),),
}
"""The commands by the task they are for, as the help shows them."""


@click.group(
    cls=ByTask,
    tasks=_TASKS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="plbib")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on standard error but errors.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def cli(quiet: bool, debug: bool) -> None:
    """Turn a Markdown paper list into a bibliography that can be trusted.

    SOURCE is a Markdown list, a bibliography (.bib, CSL-JSON …; plbib export --help names all), an address on the web,
    or - for standard input. Several lists, or a folder, are one library. Without SOURCE, plbib takes the list that
    plbib.toml names, else the one in this folder.

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
