"""The command that writes a related-work section."""

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from plbib.cli import choices
from plbib.cli.arguments import source_argument
from plbib.cli.choices import option

if TYPE_CHECKING:  # --help loads none of it
    from plbib.app.opening.source import Sources


@click.command("related-work")
@source_argument
@click.option("-o", "--out", metavar="DIR", default=".", show_default=True, help="The folder.")
@option("--form", choices.drafts, default="paragraphs")
@option("--to", choices.draft_types, default="tex", help="LaTeX, or Markdown with [@key].")
@option("--group-by", choices.draft_groupings, default="category")
@click.option("--category", metavar="NAME", help="The works of one category (section) of the list alone.")
@click.option("--also", metavar="FILE", multiple=True, help="A .bib of your own, whose keys the section may cite, too.")
@click.option("--since", type=int, metavar="YEAR", help="Only works of this year and later.")
@click.option("--until", type=int, metavar="YEAR", help="Only works of this year and earlier.")
@option("--cite", choices.citations)
@option("--bib", choices.dialects, help="The .bib.  [default: what --cite is for]")
@option("--level", choices.levels, default="subsection")
@click.option("--label", default="", metavar="PREFIX", help="Give headings, tables and figures a label PREFIX:….")
@click.option("--lang", "language", default="en", show_default=True, help="The language of the sentences.")
@click.option(
    "--columns",
    metavar="NAMES",
    help="Some of name,title,authors,venue,year,affiliation,citation,gloss; of a comparison, its features, too.",
)
@click.option("--features", metavar="FILE", help="A CSV of your own with columns for a comparison, by citation key.")
@click.option(
    "--limit", type=click.IntRange(min=1), help="A taxonomy names so many works in a leaf, and counts the rest."
)
@click.option("--abstracts", is_flag=True, help="Abstracts of works as comments above their sentences, to write from.")
@click.option(
    "--quote-abstracts", is_flag=True, help="Quote the first sentence of a work's abstract where it has no gloss."
)
@option("--class", choices.classes, "document_class", default="article")
@click.option("--two-column", is_flag=True, help="Tables and figures span two columns, as in IEEEtran and acmart.")
@click.option("--template", metavar="FILE", help="A template of your own (see docs/related-work.md).")
@click.option(
    "--pack", metavar="DIR", help="Prose, taxonomy, comparison and timeline as one paper, with main.bbl for arXiv."
)
@click.option("--standalone", "paper", is_flag=True, help="A main.tex around it, too.")
@click.option("--pdf", is_flag=True, help="Compile main.tex.")
@option("--engine", choices.tex_engines, default="pdflatex", show_default=True)
@click.option("--font", metavar="NAME", multiple=True, help="For letters that the paper's font lacks, with lualatex.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if the list has moved on since.")
def related_work(
    source: "Sources", out: str, pack: str | None, pdf: bool, engine: str, check: bool, **asked: Any
) -> None:
    """Write a related-work section about SOURCE, and a .bib with exactly what it cites.

    A section that is there is brought up to date, with the options that it was written with: what you edited stays.

    \b
    Examples:
      plbib related-work README.md --cite citep -o paper
      plbib related-work --form taxonomy --group-by topic --class acmart --pdf -o paper
    """
    from plbib.cli.drafts import run, run_pack

    how = {name: asked.pop(name) for name in ("template", "paper")}
    origin = click.get_current_context().get_parameter_source
    given = {name: value for name, value in asked.items() if origin(name) is not ParameterSource.DEFAULT}
    if pack is not None:
        if origin("out") is not ParameterSource.DEFAULT:
            raise click.UsageError("--pack names the folder: leave -o out")
        run_pack(source, pack, given, engine=engine, pdf=pdf, check=check, template=how["template"])
    else:
        run(source, out, given, engine=engine if pdf else None, check=check, **how)
