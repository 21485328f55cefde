"""The commands that read a list and say what is in it."""

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import click

from plbib.cli import choices
from plbib.cli.arguments import source_argument
from plbib.cli.choices import option
from plbib.errors import ExitCode

if TYPE_CHECKING:  # --help loads none of it
    from plbib.app.opening.source import Sources


@click.command("list")
@source_argument
@click.option("--json", "as_json", is_flag=True, help="As a JSON array, one object an entry.")
@click.option("--explain", is_flag=True, help="How the list is understood instead, section by section.")
def list_command(source: "Sources", as_json: bool, explain: bool) -> None:
    """Show the entries of a Markdown list as plbib reads them.

    With --explain, how the list was understood: where titles stand, which lines were taken for papers and why, and
    what was left out. What it says can be corrected by [list.profile] in plbib.toml.
    """
    from plbib.app.list import explain_reading, of_library, open_list
    from plbib.cli import messages, printing

    if explain:
        from plbib.cli import accounts

        click.echo((accounts.as_json if as_json else accounts.as_text)(explain_reading(source)), nl=False)
        return
    library = open_list(source)
    messages.report_mostly_unread(library.findings)
    click.echo((printing.entries_json if as_json else printing.entries_text)(of_library(library)), nl=False)
    messages.fail_if_unread(library.findings)


@click.command()
@source_argument
@option("--format", choices.findings, "form", default="text", show_default=True, help="The form.")
@click.option("--strict", is_flag=True, help="Exit 1 for warnings, too.")
@option("--ignore", choices.codes, multiple=True, metavar="CODE", help="Leave out findings of a code.")
@click.option("--fix", is_flag=True, help="Mend in the list what is certain, and show what is left.")
@click.option("--dry-run", is_flag=True, help="With --fix: show what would change as a diff, and change nothing.")
@click.option("--links", is_flag=True, help="Ask whether the links still lead somewhere.")
@click.option("-v", "--verbose", is_flag=True, help="Name each of many findings that are alike.")
def check(
    source: "Sources",
    form: str,
    strict: bool,
    ignore: tuple[str, ...],
    fix: bool,
    dry_run: bool,
    links: bool,
    verbose: bool,
) -> None:
    """Show what is wrong or doubtful in the list and its records.

    Exits 1 if there are findings of severity error (with --strict, also warning). --fix mends links, punctuation and
    titles where that is certain; afterwards the same papers are read, with the same keys.
    """
    from plbib.app.check import check
    from plbib.cli import printing, progress
    from plbib.cli.resolutions import services
    from plbib.errors import Severity
    from plbib.findings import together

    if dry_run and not fix:
        raise click.UsageError("--dry-run is for --fix")
    if fix:
        from plbib.cli.fixes import run

        if run(source, ignore, dry_run=dry_run):
            return
    with nullcontext() if links else progress.show("checking"), services(asked=links) as asked:
        findings = check(source, ignore, asked)
    shown = together(findings, shortened=form == "text") if form in printing.JOINED and not verbose else findings
    click.echo(printing.FINDINGS[form](shown), nl=False)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(finding.severity in failing for finding in findings):
        raise SystemExit(ExitCode.FINDINGS)


@click.command()
@click.argument("code", required=False)
@option("--format", choices.rules, "form", default="text", show_default=True)
def explain(code: str | None, form: str) -> None:
    """Show what the code of a finding means, with an example and the cure; without CODE, all codes.

    \b
    Example: plbib explain title-differs
    """
    from plbib.app.explain import explain
    from plbib.cli import printing

    rules = explain(code)
    click.echo(printing.RULES[form](rules) if code is None else printing.RULE[form](rules[0]), nl=False)


@click.command()
@click.argument("records", nargs=-1, required=True, metavar="RECORD...")
@click.option("--source", metavar="SOURCE", help="The list.  [default: as of the other commands]")
@click.option(
    "--from", "known", multiple=True, metavar="FILE", help="Look identifiers up in a bibliography that you have."
)
@click.option("--category", metavar="NAME", help="The category, by its name or its path with /.")
@click.option("--write", is_flag=True, help="Put the lines into the list, at the end of the category.")
@click.option("--dry-run", is_flag=True, help="Show what --write would change as a diff, and change nothing.")
@click.option("--force", is_flag=True, help="Add papers that the list has, or may have, too.")
@click.option("--title", metavar="TEXT", help="The title, where no record says it, or another one.")
@click.option("--authors", metavar="NAMES", help="The authors, as lists print them.")
@click.option("--venue", metavar="TEXT", help="The venue, without the year.")
@click.option("--year", type=int, help="The year.")
@click.option("--affiliation", metavar="TEXT", help="The affiliation.")
def add(
    records: tuple[str, ...],
    source: str | None,
    known: tuple[str, ...],
    category: str | None,
    write: bool,
    dry_run: bool,
    force: bool,
    **given: Any,
) -> None:
    """Print papers as lines of a list, in the form that its entries have, or put them into it.

    RECORD is a bibliography (.bib, CSL-JSON …) of which all papers are added, FILE:KEY, plbib:KEY for a record that
    comes with plbib, - for standard input, a DOI, an arXiv id or another address. Papers that the list has are left
    out; where that is not certain, a person must decide (exit 3), and --force adds them.

    \b
    Examples:
      plbib add new.bib --source README.md
      plbib add new.bib:berg2024 --category "Input" --write
      plbib add 2301.00001 --from papers.bib --category "Input" --dry-run
      plbib add https://example.org/kites --title "Kites" --year 2024
    """
    from plbib.app.add import Given
    from plbib.cli.additions import run

    run(records, source, known, Given(**given), category, write=write, dry_run=dry_run, force=force)
