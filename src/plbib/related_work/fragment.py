"""A fragment: the text for a paper, made by a template from groups of works.

What templates can use, and can rely on:

``title``       the title of the list
``sections``    all groups (:class:`.sections.Section`), each before those below it; ``tree``: the outermost
``columns``     the columns of a table (:class:`.tables.Column`)
``tables``      function: the tables (:class:`.tables.Table`) of all sections or of those given
``trees``       function: the trees (:class:`.taxonomy.Tree`), one a figure
``options``     what was asked for (:class:`.options.Options`); ``captions``: texts of the language
``heading``     function of a section: its heading, with its label if labels are wanted
``label``       function of words: a label, or nothing if labels are not wanted
``cite``        function of works: one citation of them all
``piece``       function of an id and a text: a piece that an author can edit, and that is kept then; also around text
                (``<% call piece("id") %>…<% endcall %>``)
"""

from collections.abc import Callable, Iterable
from typing import Any

from plbib.errors import InputError, UsageError
from plbib.formats import bibtex
from plbib.model import Library
from plbib.related_work import markers
from plbib.related_work.grouping import grouped
from plbib.related_work.options import Options
from plbib.related_work.prose import Telling
from plbib.related_work.sections import Section, flat, sections
from plbib.related_work.sentences import Cite, Sentence
from plbib.related_work.tables import Table, columns, tables
from plbib.related_work.taxonomy import Tree, trees
from plbib.related_work.templates import Markup, render
from plbib.related_work.wording import language
from plbib.related_work.works import Work
from plbib.related_work.writers import WRITERS


def fragment(library: Library, options: Options, template: tuple[str, str] | None = None) -> str:
    """The fragment with the works of ``library``; ``template`` is the name and the text of a user's own.

    Raises :class:`~plbib.errors.UsageError` for options that do not fit, :class:`~plbib.errors.InputError` for what is
    wrong in a template.
    """
    options.check()
    context = _Context(library, options)
    name, own = template or (f"{options.form}.{options.to}.j2", None)
    body = render(name, context.names(), context.writer.text, own)
    try:
        return markers.fragment(f"{context.writer.needs(body, _untold(library))}{body}", context.writer.notation)
    except ValueError as error:
        raise InputError(f"{name}: {error}", "give each piece an id of its own") from error


def _untold(library: Library) -> str:
    """The characters of the .bib that TeX has no command for."""
    return "".join(sorted({one for one in bibtex.write(library).decode() if not one.isascii()}))


class _Context:
    """What a template is filled with; tables and trees are made when it asks for them."""

    def __init__(self, library: Library, options: Options) -> None:
        self._title, self._options = library.title, options
        self._language = language(options.language)
        self.writer = WRITERS[options.to](options)
        self._telling = Telling(language=self._language, textual=options.textual)
        groups = grouped(library, options.group_by, options.since, options.until)
        if not groups:
            raise UsageError("no works to write about", "take another category, or other years")
        words = self._language.words
        unnamed = words.undated if options.group_by == "year" else words.elsewhere
        self._tree = sections(groups, unnamed, self._telling, self.writer)

    def names(self) -> dict[str, Any]:
        options = self._options
        return {
            "title": self._title,
            "sections": tuple(flat(self._tree)),
            "tree": self._tree,
            "columns": columns(options.columns, self._language),
            "tables": self._tables,
            "trees": self._trees,
            "options": options,
            "captions": self._language.captions,
            "heading": self._heading,
            "label": self._label,
            "cite": self._cite,
            "piece": self._piece,
        }

    def _tables(self, some: Iterable[Section] | None = None) -> tuple[Table, ...]:
        options = self._options
        paged = options.wide and options.to == "tex"
        return tables(
            flat(self._tree) if some is None else some, options.columns, self.writer, self._language.words, paged=paged
        )

    def _trees(self) -> tuple[Tree, ...]:
        options = self._options
        paged = options.to == "tex"
        return trees(self._tree, self.writer, self._telling, two_column=options.wide, limit=options.limit, paged=paged)

    def _heading(self, section: Section) -> Markup:
        return Markup(self.writer.heading(section.heading, section.depth, section.label))

    def _label(self, *words: object) -> Markup:
        return Markup(self.writer.label(*map(str, words)))

    def _cite(self, *works: Work) -> Markup:
        keys = tuple(work.key for work in works)
        return Markup(self.writer.sentence(Sentence(id="", parts=(Cite(keys),))))

    def _piece(self, name: str, text: str = "", caller: Callable[[], str] | None = None) -> Markup:
        """A piece on lines of its own; what comes from a call block is markup already, and ends with its line."""
        body = Markup(caller()) if caller else text
        written = body if isinstance(body, Markup) else self.writer.text(body)
        piece = markers.piece(str(name), written, self.writer.notation)
        return Markup(piece if caller else piece.rstrip("\n"))
