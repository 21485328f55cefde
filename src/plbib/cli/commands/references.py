"""The commands that write references and citations in a style."""

import sys
from typing import TYPE_CHECKING, Any

import click

from plbib.cli import choices
from plbib.cli.arguments import (
    locale_option,
    output_option,
    source_argument,
    source_option,
    style_option,
    styles_option,
    write_result,
)
from plbib.cli.choices import option
from plbib.cli.notes import note

if TYPE_CHECKING:  # --help loads none of it
    from pathlib import Path

    from plbib.app.opening.source import Sources
    from plbib.model import Library


@click.command()
@source_argument
@styles_option
@option("--to", choices.forms, help="The form.  [default: by the end of FILE (also .docx, .odt, .pdf), else txt]")
@click.option("--category", metavar="NAME", help="Only the papers of one category (section) of the list.")
@locale_option
@option("--order", choices.reference_orders, default="style", show_default=True)
@option("--group-by", choices.reference_groupings, help="A heading for each.")
@option("--numbering", choices.numberings, default="continue", show_default=True)
@option("--engine", choices.engines, help="What runs the style.")
@click.option("--fragment", is_flag=True, help="HTML to put into a page of one's own.")
@output_option("the reference list")
def render(source: "Sources", styles: tuple[str, ...], to: str | None, output: str | None, **options: Any) -> None:
    """Write the reference list of SOURCE in a citation style, or in several.

    \b
    Examples:
      plbib render --style apa --to html -o references.html
      plbib render README.md --style ieee --group-by category --to md
      plbib render README.md --style ieee --style apa --to html -o references
    """
    from plbib.app.formats import format_of
    from plbib.app.opening.sources import load
    from plbib.cli import messages, progress
    from plbib.io.stylefiles import is_style_file
    from plbib.rendering import output as output_forms
    from plbib.rendering.words import PRINTED

    folder = _folder(output) if len(styles) > 1 else None
    named = [(name, (f".{name}",)) for name in (*output_forms.NAMES, *PRINTED)]
    to = format_of(None if folder else output, to, named, "txt")
    with progress.show("reading"):
        library = load(source)
    messages.report_missing(library)
    category = options.pop("category")
    if category is not None:
        from plbib.app.select import category as of_category

        library = of_category(library, category)
    texts = _in_styles(library, styles, to, options) if folder else {"": _in_style(library, styles[0], to, options)}
    if to not in PRINTED and output_forms.load(to).tex:
        messages.report_utf8("".join(map(str, texts.values())))
    for style in styles:
        messages.report_style(style)
    for name, text in texts.items():
        write_result(text, f"{folder / name}" if folder else output, source, *filter(is_style_file, styles))
    if folder:
        note(f"{folder}/: {', '.join(texts)} written")
    messages.fail_if_unread(library.findings)


def _folder(output: str | None) -> "Path":
    """The folder for the lists in several styles."""
    from pathlib import Path

    from plbib.app.opening.source import STDIN
    from plbib.errors import UsageError

    if output is None or output == STDIN:
        raise UsageError("lists in several styles are several files", "name a folder for them with -o")
    return Path(output)


def _in_style(library: "Library", style: str, to: str, options: dict[str, Any]) -> str | bytes:
    """The list in one style."""
    from plbib.app.render import render
    from plbib.cli import messages, progress
    from plbib.rendering.words import PRINTED

    options["unprinted"] = messages.report_unprinted
    if to in PRINTED:
        from plbib.app.printed import render_printed

        with progress.show("making the document"):
            return render_printed(library, style, to, **options)
    with progress.show("writing the reference list"):
        return render(library, style, to, **options)


def _in_styles(library: "Library", styles: tuple[str, ...], to: str, options: dict[str, Any]) -> dict[str, str | bytes]:
    """The lists in several styles, by their files."""
    from plbib.app.in_styles import render_in
    from plbib.cli import messages, progress

    with progress.show("writing the reference lists"):
        return render_in(library, styles, to, unprinted=messages.report_unprinted, **options)


@click.command()
@click.argument("keys", nargs=-1, metavar="[KEY|CITATION]...")
@click.option("--in", "document", metavar="FILE", help="A Markdown document to write them into, or JSON citations.")
@source_option("The list or bibliography")
@style_option
@option("--to", choices.inline_forms, default="txt", show_default=True)
@locale_option
@output_option("the document or the citations")
def cite(keys: tuple[str, ...], document: str | None, source: "Sources", output: str | None, **options: Any) -> None:
    """Write citations as they stand in the text.

    KEYs are cited together, as if first; numbers and year letters are those of the whole reference list. CITATIONs in
    pandoc's syntax, or those of a document, are written one after the other, with page numbers, words around them,
    "ibid." and the numbers of what is cited; a document gets the list of it.

    \b
    Examples:
      plbib cite frantar2023optq bolya2023token --style apa
      plbib cite "[see @frantar2023optq, pp. 3-5]" "@bolya2023token" --style apa
      plbib cite --in paper.md --style chicago-notes-bibliography -o written.md
    """
    from plbib.app.citations import cite_in
    from plbib.app.cite import cite
    from plbib.app.opening.sources import load
    from plbib.cli import messages
    from plbib.errors import UsageError
    from plbib.rendering import output as output_forms

    if not keys and document is None:
        raise UsageError("no paper is named to be cited", "give citation keys; plbib keys shows them")
    library = load(source)
    messages.report_missing(library)
    messages.report_mostly_unread(library.findings)
    if document is None and not any("@" in key for key in keys):
        text = cite(library, keys, **options) + "\n"
    else:
        text = cite_in(library, keys, document, unprinted=messages.report_unprinted, **options)
    messages.report_style(options["style"])
    if output_forms.load(options["to"]).tex:
        messages.report_utf8(text)
    write_result(text, output, source, document)


@click.command()
@click.argument("words", nargs=-1, metavar="[WORD]...")
@option("--format", choices.styles, "form", default="text", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Show no more than so many.")
def styles(words: tuple[str, ...], form: str, limit: int) -> None:
    """Search the citation styles: by name, title, field (biology …) and kind (numeric, author-date, note …).

    A style is shown if every WORD begins a word of it, the nearest first.

    \b
    Example: plbib styles ecology author-date
    """
    from shutil import get_terminal_size  # takes a while to load

    from plbib.app.styles import styles
    from plbib.cli import printing
    from plbib.text.counting import count_noun

    matches = styles(" ".join(words))
    width = get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo(printing.STYLES[form](matches[:limit], width), nl=False)
    shown = f", {limit} shown (--limit)" if len(matches) > limit else ""
    note(f"{count_noun(len(matches), 'style')}{shown}")
