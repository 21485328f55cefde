"""The command line: parse, call one function of :mod:`plbib.app`, print. Data on stdout, everything else on stderr."""

import gc
import os
import shutil
import sys
from collections.abc import Callable
from typing import Any

import click

from plbib import __version__
from plbib.errors import ExitCode, OutputError, PlbibError

_FORMATS = ("bibtex", "biblatex", "csljson", "ris", "hayagriva")
_FORMS = ("html", "md", "tex", "txt", "json")

source_argument = click.argument("source", required=False)


def output_option(what: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """``-o FILE``."""
    return click.option("-o", "--output", metavar="FILE", help=f"Write {what} to FILE instead of standard output.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="plbib")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def cli(debug: bool) -> None:
    """Turn a Markdown paper list into a bibliography.

    SOURCE is a Markdown list, a .bib, CSL-JSON or RIS file, or - for standard input. Without it, plbib takes the list
    named in plbib.toml, or else the list of papers on resource-efficient language models that comes with it.

    \b
    Start here:
      plbib build                    every output of the list, into out/
      plbib check README.md          what is wrong or doubtful in a list
      plbib export README.md --to biblatex -o papers.bib
      plbib render README.md --style apa --to md

    Exit codes: 0 done, 1 findings or stale output, 2 wrong usage or unreadable input, 3 a person must decide, 4 a
    remote service failed, 130 interrupted.
    """


@cli.command()
@source_argument
@click.option("-o", "--out", metavar="DIR", help="The output folder.  [default: out, or build.out in plbib.toml]")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything there is stale.")
def build(source: str | None, out: str | None, check: bool) -> None:
    """Write every output of SOURCE: .bib files, CSL-JSON, RIS, Typst, reference lists, a report.

    Files that other programs put into the folder are left alone.
    """
    from plbib import app
    from plbib.report import summary
    from plbib.telling import built as told

    built = app.build(source, out, check)
    click.echo(summary(built.report), err=True)
    told(built, check=check)
    if check and built.stale:
        raise SystemExit(ExitCode.FINDINGS)


@cli.command("list")
@source_argument
@click.option("--json", "as_json", is_flag=True, help="As a JSON array, one object an entry.")
def list_command(source: str | None, as_json: bool) -> None:
    """Show the entries of a Markdown list as plbib reads them."""
    from plbib import app, printing

    entries = app.entries(source)
    click.echo((printing.entries_json if as_json else printing.entries_text)(entries), nl=False)


@cli.command()
@source_argument
@click.option("--to", type=click.Choice(_FORMATS), default="bibtex", show_default=True, help="The format.")
@click.option("--profile", type=click.Choice(["full", "short", "dblp"]), help="How much a .bib says of a venue.")
@click.option("--encoding", type=click.Choice(["ascii", "utf-8"]), help="Of a .bib.  [default: ascii, biblatex utf-8]")
@click.option("--strings", is_flag=True, help="Repeated venues as @string macros: a smaller .bib.")
@click.option("--sort", type=click.Choice(["list", "key"]), help="The order of a .bib.  [default: list]")
@click.option("--category", metavar="NAME", help="Only the papers of one category (section) of the list.")
@click.option("--cited", metavar="FILE", help="Only the papers that a .aux, .bcf, .tex or .md file cites.")
@output_option("the bibliography")
def export(
    source: str | None, to: str, category: str | None, cited: str | None, output: str | None, **options: Any
) -> None:
    """Write SOURCE as one bibliography file.

    \b
    Examples:
      plbib export README.md --category Model -o model.bib
      plbib export README.md --to biblatex --cited paper.tex -o paper.bib
    """
    from plbib import app, telling

    library = app.load(source)
    if category is not None:
        library = app.category(library, category)
    if cited is not None:
        library = app.cited(library, cited)
    telling.missing(library)
    text = app.export(library, to, **options)
    if to.startswith("bib") and (options["encoding"] or app.ENCODINGS[to == "biblatex"]) == "ascii":
        telling.utf8(text)
    _put(text, output, source, cited)


_style_option = click.option(
    "--style", required=True, metavar="NAME", help="A CSL style (ieee, apa …), a path to a .csl, or a .bst."
)
_locale_option = click.option("--locale", metavar="CODE", help="The language, such as de-DE.  [default: the style's]")


@cli.command()
@source_argument
@_style_option
@click.option("--to", type=click.Choice(_FORMS), default="txt", show_default=True, help="The form.")
@click.option("--category", metavar="NAME", help="Only the papers of one category (section) of the list.")
@_locale_option
@click.option("--order", type=click.Choice(["style", "list"]), default="style", show_default=True)
@click.option("--group-by", type=click.Choice(["category", "year", "venue"]), help="A heading for each.")
@click.option("--numbering", type=click.Choice(["continue", "restart"]), default="continue", show_default=True)
@click.option("--engine", type=click.Choice(["csl", "citeproc-py", "pybtex", "bibtex"]), help="What runs the style.")
@click.option("--fragment", is_flag=True, help="HTML to put into a page of one's own.")
@output_option("the reference list")
def render(source: str | None, category: str | None, output: str | None, **options: Any) -> None:
    """Write the reference list of SOURCE in a citation style.

    \b
    Examples:
      plbib render --style apa --to html -o references.html
      plbib render README.md --style ieee --group-by category --to md
    """
    from plbib import app, telling

    library = app.load(source)
    telling.missing(library)
    if category is not None:
        library = app.category(library, category)
    text = app.render(library, **options)
    if options["to"] == "tex":
        telling.utf8(text)
    style = options["style"]
    _put(text, output, source, style if style.lower().endswith((".csl", ".bst")) else None)


@cli.command()
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@click.option("--source", metavar="SOURCE", help="The list or bibliography.  [default: as of the other commands]")
@_style_option
@click.option("--to", type=click.Choice(["html", "md", "tex", "txt"]), default="txt", show_default=True)
@_locale_option
def cite(keys: tuple[str, ...], source: str | None, **options: Any) -> None:
    """Write the citation of the papers with these citation keys, as it stands in the text.

    It is that of a first citation, without page numbers (locators) and "ibid."; numbers and year letters are those of
    the whole reference list.

    \b
    Example: plbib cite frantar2023optq bolya2023token --style apa
    """
    from plbib import app, telling

    library = app.load(source)
    telling.missing(library)
    text = app.cite(library, keys, **options)
    if options["to"] == "tex":
        telling.utf8(text)
    click.echo(text)


@cli.command()
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Show no more than so many.")
def styles(words: tuple[str, ...], form: str, limit: int) -> None:
    """Search the citation styles: by name, title, field (biology …) and kind (numeric, author-date, note …).

    A style is shown if every WORD begins a word of it, the nearest first.

    \b
    Example: plbib styles ecology author-date
    """
    from plbib import app, printing

    found = app.styles(" ".join(words))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo(printing.STYLES[form](found[:limit], width), nl=False)
    shown = f", {limit} shown (--limit)" if len(found) > limit else ""
    click.echo(f"{len(found)} style{'s' * (len(found) != 1)}{shown}", err=True)


@cli.command()
@source_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="The form.",
)
@click.option("--strict", is_flag=True, help="Exit 1 for warnings, too.")
def check(source: str | None, form: str, strict: bool) -> None:
    """Show what is wrong or doubtful in the list and its records.

    Exits 1 if there are findings of severity error (with --strict, also warning).
    """
    from plbib import app, printing
    from plbib.errors import Severity

    findings = app.check(source)
    click.echo(printing.FINDINGS[form](findings), nl=False)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(finding.severity in failing for finding in findings):
        raise SystemExit(ExitCode.FINDINGS)


@cli.command()
@source_argument
@click.option("--pattern", metavar="PATTERN", help="Make keys anew: default, bbt, acl, dblp or a template.")
@click.option("--from", "old", metavar="FILE", help="Take the keys of the same papers in a .bib, CSL-JSON or RIS file.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def keys(source: str | None, pattern: str | None, old: str | None, dry_run: bool, form: str) -> None:
    """Show the citation keys of SOURCE, or change them in its lock file; a former key stays as an alias.

    \b
    Examples:
      plbib keys README.md --pattern acl --dry-run
      plbib keys README.md --pattern "{family}{year}{word}"
      plbib keys README.md --from old.bib
    """
    from plbib import app, printing

    if pattern is None and old is None:
        click.echo(printing.KEYS[form](app.load(source)), nl=False)
        return
    made = app.citation_keys(source, pattern, old, dry_run=dry_run)
    click.echo(printing.findings_text(made.findings), err=True, nl=False)
    click.echo(printing.KEY_CHANGES[form](made.changes), nl=False)
    done = "would change" if dry_run else "changed"
    click.echo(f"{len(made.changes)} keys {done}" + ("" if dry_run else "; run plbib build"), err=True)


@cli.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def diff(old: str, new: str, form: str) -> None:
    """Show what differs between two bibliographies: papers added, removed, renamed, fields changed.

    OLD and NEW are files (.bib, CSL-JSON, RIS, a Markdown list, a lock file), or a revision in git: HEAD~1 is the
    configured list there, v1.0:out/papers.bib any file. Order and line breaks are no difference.
    """
    from plbib import app, printing

    click.echo(printing.DIFFERENCES[form](app.compare(old, new)), nl=False)


@cli.command()
@source_argument
@click.option("--group", type=int, metavar="ID", help="The group's number, as in zotero.org/groups/ID.")
@click.option("--collection", metavar="NAME", help="The root collection, by name or key.  [default: the list's title]")
@click.option("--dry-run", is_flag=True, help="Show the plan, and change nothing.")
@click.option("--yes", is_flag=True, help="Do what the plan says, and do not ask.")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if group and list differ.")
@click.option(
    "--pull", is_flag=True, help="Show what people added and corrected, as lines of the list and corrections."
)
@click.option("--prune", is_flag=True, help="Move to the trash what left the list and holds nothing of people.")
@click.option("--refile", is_flag=True, help="Put back what people took out of collections, and tags they took off.")
@click.option("--theirs", is_flag=True, help="Where list and people changed the same: leave what people have.")
@click.option("--ours", is_flag=True, help="Where list and people changed the same: write what the list says.")
@click.option("--endpoint", metavar="URL", help="A test server on this machine (or ZOTERO_ENDPOINT).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def sync(source: str | None, dry_run: bool, yes: bool, check: bool, pull: bool, form: str, **decided: Any) -> None:
    """Bring a Zotero group library in step with SOURCE, and leave what people did there.

    The key of a member who may write is taken from ZOTERO_API_KEY. Without --yes the plan is shown, and asked for;
    where nobody can answer, nothing is done (exit 3, as for conflicts that a person must decide).

    \b
    Examples:
      plbib sync README.md --group 123456 --dry-run
      plbib sync README.md --group 123456 --yes
    """
    from plbib.syncing import run

    if decided["ours"] and decided["theirs"]:
        raise click.UsageError("--ours and --theirs exclude each other")
    if pull and (check or dry_run or yes):
        raise click.UsageError("--pull changes nothing: leave out --check, --dry-run and --yes")
    run(source, decided, form, pull=pull, check=check, ask=None if check or dry_run else not yes)


@cli.command("related-work")
@source_argument
@click.option("-o", "--out", metavar="DIR", default=".", show_default=True, help="The folder.")
@click.option("--form", type=click.Choice(["paragraphs", "itemize", "table", "taxonomy"]), default="paragraphs")
@click.option("--to", type=click.Choice(["tex", "md"]), default="tex", help="LaTeX, or Markdown with [@key].")
@click.option("--group-by", type=click.Choice(["category", "topic", "venue", "year"]), default="category")
@click.option("--category", metavar="NAME", help="Only the works of one category (section) of the list.")
@click.option("--since", type=int, metavar="YEAR", help="Only works of this year and later.")
@click.option("--until", type=int, metavar="YEAR", help="Only works of this year and earlier.")
@click.option("--cite", type=click.Choice(["cite", "citep", "citet", "parencite", "textcite", "autocite"]))
@click.option("--bib", type=click.Choice(["bibtex", "biblatex"]), help="The .bib.  [default: what --cite is for]")
@click.option("--level", type=click.Choice(["section", "subsection", "paragraph"]), default="subsection")
@click.option("--label", default="", metavar="PREFIX", help="Give headings, tables and figures a label PREFIX:….")
@click.option("--lang", "language", default="en", show_default=True, help="The language of the sentences.")
@click.option(
    "--columns", metavar="NAMES", help="Of a table: name,title,authors,venue,year,affiliation,citation,gloss."
)
@click.option(
    "--limit", type=click.IntRange(min=1), help="A taxonomy names so many works in a leaf, and counts the rest."
)
@click.option("--class", "document_class", type=click.Choice(["article", "ieeetran", "acmart"]), default="article")
@click.option("--two-column", is_flag=True, help="Tables and figures span two columns, as in IEEEtran and acmart.")
@click.option("--template", metavar="FILE", help="A template of your own (see the README).")
@click.option("--standalone", "paper", is_flag=True, help="A main.tex around it, too.")
@click.option("--pdf", is_flag=True, help="Compile main.tex.")
@click.option("--engine", type=click.Choice(["pdflatex", "lualatex"]), default="pdflatex", show_default=True)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if the list has moved on since.")
def related_work(source: str | None, out: str, pdf: bool, engine: str, check: bool, **asked: Any) -> None:
    """Write a related-work section about SOURCE, and a .bib with exactly what it cites.

    A section that is there is brought up to date: what you edited stays.

    \b
    Examples:
      plbib related-work README.md --cite citep -o paper
      plbib related-work --form taxonomy --group-by topic --class acmart --pdf -o paper
    """
    from plbib.drafting import run

    how = {name: asked.pop(name) for name in ("category", "template", "paper")}
    run(source, out, asked, engine=engine if pdf else None, check=check, **how)


def _put(text: str, output: str | None, *inputs: str | None) -> None:
    from plbib import app

    if output is None or output == app.STDIN:
        click.echo(text, nl=False)
    else:
        app.save(text, output, *inputs)


def main(arguments: list[str] | None = None) -> None:
    """Run the program and exit. The one place where an exception becomes a message and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    gc.set_threshold(100_000, 50, 50)  # a command makes many values that stay until it ends
    given = sys.argv[1:] if arguments is None else arguments
    try:
        cli.main(given, prog_name="plbib", standalone_mode=False)
    except PlbibError as error:
        if "--debug" in given:
            raise
        _fail(error)
    except click.ClickException as error:
        error.show()
        raise SystemExit(ExitCode.USAGE) from error
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        raise SystemExit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left: nothing more to say
        raise SystemExit(ExitCode.DONE) from None
    except OSError as error:  # standard output on a full disk
        _fail(OutputError(f"cannot write: {error.strerror or error}", "free some space, or write elsewhere"))


def _fail(error: PlbibError) -> None:
    from plbib.text.unicode import visible

    click.echo(f"plbib: {visible(error.message)}", err=True)
    if error.hint:
        click.echo(f"  {visible(error.hint)}", err=True)
    raise SystemExit(error.exit_code)
