"""Marked text as HTML, Markdown, LaTeX, plain text or JSON: the one place where it is escaped.

A new form is a file beside this one, which exports ``WRITER``, and a line here. A line holds what the command line
shows before any form is loaded.
"""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from plbib.errors import UsageError

if TYPE_CHECKING:  # a command line that only shows names loads none of it
    from plbib.rendering.listing import ReferenceList
    from plbib.rendering.output.writer import Writer


class FormLine(NamedTuple):
    """A form's name, which is also the end of its files' names, its module, and what people call it.

    ``inline``: it has a form for text within a line; ``built``: every build writes it.
    """

    name: str
    module: str
    title: str
    inline: bool = True
    built: bool = True


LINES = (
    FormLine("html", "html", "HTML"),
    FormLine("md", "markdown", "Markdown"),
    FormLine("tex", "latex", "LaTeX"),
    FormLine("txt", "text", "text"),
    FormLine("json", "json", "JSON", inline=False, built=False),
)
NAMES = tuple(line.name for line in LINES)
"""The forms of a reference list."""
INLINE = tuple(line.name for line in LINES if line.inline)
"""The forms of text within a line."""
_MODULES = {line.name: line.module for line in LINES}


def load(to: str) -> "Writer":
    """The writer of a form of :data:`NAMES`. Raises :class:`UsageError` for another."""
    if to not in _MODULES:
        raise UsageError(f"reference lists are not written as {to}", f"forms: {', '.join(NAMES)}")
    from plbib.rendering.output.writer import Writer

    row = import_module(f"{__name__}.{_MODULES[to]}").WRITER
    if not isinstance(row, Writer):
        raise TypeError(f"{_MODULES[to]} is no form of output")
    return row


def write(listing: "ReferenceList", to: str, *, fragment: bool = False) -> str:
    """The list in one of the forms of :data:`NAMES`, ending with a line break.

    With ``fragment`` what goes into a page of one's own (:func:`~plbib.rendering.output.html.fragment`); a form without
    such is the same either way. Raises :class:`UsageError` for another form.
    """
    row = load(to)
    return (row.fragment or row.page)(listing) if fragment else row.page(listing)


def inline(marked: str, to: str) -> str:
    """Marked text as text of one of the forms of :data:`INLINE`. Raises :class:`UsageError` for another."""
    row = load(to)
    if row.inline is None:
        raise UsageError(f"text within a line is not written as {to}", f"forms: {', '.join(INLINE)}")
    return row.inline(marked)


def to_text(marked: str) -> str:
    """Marked text as plain text."""
    return inline(marked, "txt")
