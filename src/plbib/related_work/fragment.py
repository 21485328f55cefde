"""A fragment: the text for a paper, made by a template from groups of works.

What templates can use, and can rely on:

``title``       the title of the list
``sections``    all groups (:class:`.sections.DraftSection`), each before those below it; ``tree``: the outermost
``columns``     the columns of a table (:class:`.tables.Column`)
``tables``      function: the tables (:class:`.tables.Table`) of all sections or of those given
``trees``       function: the trees (:class:`.taxonomy.TaxonomyTree`), one a figure
``figures``     function: the drawings (:class:`.figures.Figure`) of a form that counts works
``picture``     function: the name of the file with the first of them as SVG, in Markdown
``options``     what was asked for (:class:`.options.DraftOptions`); ``captions``: texts of the language
``heading``     function of a section: its heading, with its label if labels are wanted
``label``       function of words: a label, or nothing if labels are not wanted
``cite``        function of works: one citation of them all
``piece``       function of an id and a text: a piece that an author can edit, and that is kept then; also around text
                (``<% call piece("id") %>…<% endcall %>``); ``before`` and ``after`` are markup on the text's line
``pieces``      function of sentences or items: a piece of each, with a blank line before one that opens a paragraph
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from plbib.errors import InputError, UsageError
from plbib.formats.bib import bibtex
from plbib.model import Library
from plbib.related_work import markers
from plbib.related_work.alignment import Alignment
from plbib.related_work.comparison import Given, comparison_columns, features, with_plain
from plbib.related_work.figures import Figure, figures
from plbib.related_work.grouping import Groups, WorkGroup, title_of
from plbib.related_work.options import DraftOptions
from plbib.related_work.prose import Narration, paragraph, tell
from plbib.related_work.sections import DraftSection, Statement, flat, sections, write_statement
from plbib.related_work.sentences import Mention, Sentence
from plbib.related_work.tables import Column, Table, columns, tables
from plbib.related_work.taxonomy import TaxonomyTree, trees
from plbib.related_work.templates import Markup, render
from plbib.related_work.wording import language
from plbib.related_work.works import Work
from plbib.related_work.writers import WRITERS
from plbib.rendering.drawings import to_svg
from plbib.text.unicode import slug


def fragment(
    library: Library,
    options: DraftOptions,
    template: tuple[str, str] | None = None,
    bib: bytes | None = None,
    groups: Groups | None = None,
    alignment: Alignment | None = None,
    given: Given | None = None,
) -> str:
    """The fragment with the works of ``library``; ``template`` is the name and the text of a user's own.

    ``bib`` is the .bib of ``library``, ``groups`` are its groups, from those who have them already.
    ``given`` is the author's own table for a comparison.
    ``alignment`` tells which works the author of an earlier draft tells.
    Raises :class:`~plbib.errors.UsageError` for options that do not fit, :class:`~plbib.errors.InputError` for what is
    wrong in a template.
    """
    options.check()
    context = _TemplateContext(title_of(library), groups or Groups(library), options, alignment, given or {})
    name, own = template or (f"{options.form}.{options.to}.j2", None)
    body = render(name, context.names(), context.writer.text, own)
    cited = bibtex.write(library) if bib is None else bib
    try:
        return markers.fragment(
            f"{context.writer.needs(body, cited)}{body}",
            context.writer.notation,
            options.remember(),
        )
    except ValueError as error:
        raise InputError(f"{name}: {error}", "give each piece an id of its own") from error


def retell(group: WorkGroup, works: Sequence[Work], options: DraftOptions) -> str:
    """What a fragment would say about ``works`` in one sentence, or in several if they have glosses."""
    writer, narration = WRITERS[options.to](options), _narration(options)
    alone = len(works) == 1 or not any(work.told for work in works)
    sentences = [tell(works, group, narration)] if alone else paragraph(replace(group, works=tuple(works)), narration)
    return " ".join(str(write_statement(sentence, writer).text) for sentence in sentences)


def picture(library: Library, options: DraftOptions, groups: Groups | None = None) -> bytes:
    """The SVG that a fragment in Markdown of a form that counts works refers to, as :func:`picture_name`."""
    (figure,) = _figures_of((groups or Groups(library)).by(options.group_by, options.since, options.until), options)
    return to_svg(figure.drawing, figure.caption).encode()


def picture_name(options: DraftOptions) -> str:
    """The file of the picture of a draft."""
    return "-".join(["related-work", options.form, *([slug(options.category)] if options.category else [])]) + ".svg"


def _figures_of(groups: Sequence[WorkGroup], options: DraftOptions) -> tuple[Figure, ...]:
    paged = options.to == "tex"
    return figures(options.form, groups, language(options.language), wide=options.wide or not paged, paged=paged)


def _narration(options: DraftOptions) -> Narration:
    return Narration(
        language=language(options.language),
        textual=options.textual,
        abstracts=options.abstracts,
        quotes=options.quote_abstracts,
    )


class _TemplateContext:
    """What a template is filled with; tables and trees are made when it asks for them."""

    def __init__(
        self,
        title: str,
        works: Groups,
        options: DraftOptions,
        alignment: Alignment | None,
        given: Given,
    ) -> None:
        self._title, self._options = title, options
        self._language = language(options.language)
        self.writer = WRITERS[options.to](options)
        self._narration = _narration(options)
        groups = self._groups = works.by(options.group_by, options.since, options.until)
        if not groups:
            raise UsageError("no works to write about", "take another category, or other years")
        words = self._language.words
        unnamed = {"year": words.undated, "venue": words.elsewhere}.get(options.group_by, "")
        self._given = given
        self._tree = sections(groups, unnamed, self._narration, self.writer, alignment)

    def names(self) -> dict[str, Any]:
        options = self._options
        return {
            "title": self._title,
            "sections": tuple(flat(self._tree)),
            "tree": self._tree,
            "columns": self._columns,
            "tables": self._tables,
            "trees": self._trees,
            "figures": self._figures,
            "picture": self._picture,
            "options": options,
            "captions": self._language.captions,
            "heading": self._heading,
            "label": self._label,
            "cite": self._cite,
            "piece": self._piece,
            "pieces": self._pieces,
        }

    @cached_property
    def _columns(self) -> tuple[Column, ...]:
        options = self._options
        if options.form != "comparison":
            return columns(options.columns, self._language)
        works = [work for section in flat(self._tree) for work in section.works]
        asked = options.columns if options.columns != DraftOptions().columns else ()
        asked, some = with_plain(asked, features(works, self._given, self._language), works, self._language)
        return comparison_columns(some, asked, self._language, wide=options.wide)

    def _tables(self, some: Iterable[DraftSection] | None = None) -> tuple[Table, ...]:
        options = self._options
        paged = options.wide and options.to == "tex"
        return tables(flat(self._tree) if some is None else some, self._columns, self.writer, paged=paged)

    def _trees(self) -> tuple[TaxonomyTree, ...]:
        options = self._options
        paged = options.to == "tex"
        return trees(
            self._tree,
            self.writer,
            self._narration,
            self._title or self._language.captions["section"],
            two_column=options.wide,
            limit=options.limit,
            paged=paged,
        )

    def _figures(self) -> tuple[Figure, ...]:
        return _figures_of(self._groups, self._options)

    def _picture(self) -> str:
        return picture_name(self._options)

    def _heading(self, section: DraftSection) -> Markup:
        return Markup(self.writer.heading(section.heading, section.depth, section.label))

    def _label(self, *words: object) -> Markup:
        return Markup(self.writer.label(*map(str, words)))

    def _cite(self, *works: Work) -> Markup:
        keys = tuple(work.key for work in works)
        return Markup(self.writer.sentence(Sentence(id="", parts=(Mention(keys),))))

    def _piece(
        self, name: str, text: str = "", caller: Callable[[], str] | None = None, *, before: str = "", after: str = ""
    ) -> Markup:
        """A piece on lines of its own; what comes from a call block is markup already, and ends with its line.

        ``before`` and ``after`` are markup on the line of the text.
        """
        body = Markup(caller()) if caller else text
        markup = body if isinstance(body, Markup) else self.writer.text(body)
        piece = markers.piece(str(name), f"{before}{markup}{after}", self.writer.notation)
        return Markup(piece if caller else piece.rstrip("\n"))

    def _pieces(self, statements: Iterable[Statement], *, before: str = "", after: str = "") -> Markup:
        """A piece of each, with the end of its line but for the last one."""
        notation = self.writer.notation
        pieces = [
            "\n" * one.opens + markers.piece(one.id, f"{before}{one.text}{after}", notation) for one in statements
        ]
        return Markup("".join(pieces).removesuffix("\n"))
