"""The commands that write bibliographies, and compare two."""

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import click

from plbib.cli import choices
from plbib.cli.arguments import output_option, records_option, source_argument, write_result
from plbib.cli.choices import option
from plbib.cli.notes import note
from plbib.errors import ExitCode

if TYPE_CHECKING:  # --help loads none of it
    from plbib.app.opening.source import Sources


@click.command()
@source_argument
@click.option("-o", "--out", metavar="DIR", help="The output folder.  [default: out, or build.out in plbib.toml]")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything there is stale.")
@records_option
@click.option("--same", multiple=True, metavar="NEW=OLD", help="The new paper is one that the list had (NEW=: is not).")
def build(source: "Sources", out: str | None, check: bool, records: tuple[str, ...], same: tuple[str, ...]) -> None:
    """Write every output of SOURCE: its bibliography in several formats, reference lists, drafts, a report.

    Files that other programs put into the folder are left alone.
    """
    from plbib.app.build import build
    from plbib.app.questions import settle
    from plbib.cli import progress
    from plbib.cli.messages import report_build, report_mostly_unread
    from plbib.outputs.report import summary

    if same:
        settle(source, choices.pairs(same), records)
    with progress.show("reading") as steps:
        built = build(source, out, check, records, steps)
    note(summary(built.report))
    report_build(built, check=check)
    if report_mostly_unread(built.report.findings) or (check and built.stale):
        raise SystemExit(ExitCode.FINDINGS)


@click.command(cls=choices.OfFormats)
@source_argument
@option("--to", choices.formats, help="The format.  [default: by the end of FILE, else bibtex]")
@option("--profile", choices.profiles, help="How much a .bib says of a venue.")
@option("--encoding", choices.encodings, help="Of a .bib.  [default: ascii, biblatex utf-8]")
@click.option("--strings", is_flag=True, help="Repeated venues as @string macros: a smaller .bib.")
@option("--sort", choices.orders, help="The order of a .bib.  [default: list]")
@click.option("--category", metavar="NAME", help="Only the papers of one category (section) of the list.")
@click.option("--cited", metavar="FILE", help="Only the papers that a .aux, .bcf, .tex or .md file cites.")
@click.option("--resolve", "resolved", is_flag=True, help="First look up the records that papers lack.")
@output_option("the bibliography")
def export(
    source: "Sources",
    to: str | None,
    category: str | None,
    cited: str | None,
    resolved: bool,
    output: str | None,
    **options: Any,
) -> None:
    """Write SOURCE as one bibliography file.

    With --resolve, bibliographic services on the web are asked first, as by plbib resolve: the lock of a list keeps
    what they know, and the exit code is 3 if a person must decide, 4 if a service did not answer.

    \b
    Examples:
      plbib export README.md --category Model -o model.bib
      plbib export https://github.com/OWNER/REPO --resolve -o papers.bib
      plbib export README.md --to biblatex --cited paper.tex -o paper.bib
    """
    from plbib.app.export import export, in_ascii
    from plbib.app.formats import format_of
    from plbib.app.opening.sources import load
    from plbib.app.select import category as of_category
    from plbib.app.select import select_cited
    from plbib.app.untold import left_out
    from plbib.cli import messages, progress
    from plbib.cli.resolutions import look_up, services
    from plbib.formats.registry import LINES

    to = format_of(output, to, [(line.name, line.suffixes) for line in LINES], "bibtex")
    with nullcontext() if resolved else progress.show("reading"), services(asked=resolved) as asked:
        library, code = look_up(source, asked) if asked else (load(source), ExitCode.DONE)
    if category is not None:
        library = of_category(library, category)
    if cited is not None:
        library = select_cited(library, cited)
    messages.report_missing(library)
    text = export(library, to, **options)
    if in_ascii(to, **options):
        messages.report_utf8(text)
    messages.report_untold(left_out(library, to), to)
    write_result(text, output, source, cited)
    messages.fail_if_lost(library.findings)
    messages.fail_if_unread(library.findings)
    if code:
        raise SystemExit(code)


@click.command()
@click.argument("old")
@click.argument("new")
@option("--format", choices.differences, "form", default="text", show_default=True)
def diff(old: str, new: str, form: str) -> None:
    """Show what differs between two bibliographies: papers added, removed, renamed, fields changed.

    OLD and NEW are files (a bibliography, a Markdown list, a lock file), or a revision in git: HEAD~1 is the
    configured list there, v1.0:out/papers.bib any file. Order and line breaks are no difference.
    """
    from plbib.app.diff import compare
    from plbib.cli import printing

    click.echo(printing.DIFFERENCES[form](compare(old, new)), nl=False)
