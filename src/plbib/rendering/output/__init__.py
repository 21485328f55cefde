"""Marked text as HTML, Markdown, LaTeX, plain text or JSON: the one place where it is escaped.

One file per form; a new form is a file and a line in :data:`_PAGES`.
"""

from collections.abc import Callable

from plbib.errors import UsageError
from plbib.rendering.listing import ReferenceList
from plbib.rendering.output import html, json, latex, markdown, text
from plbib.rendering.output.html import to_html
from plbib.rendering.output.latex import to_latex
from plbib.rendering.output.markdown import to_markdown
from plbib.rendering.output.text import to_text

__all__ = ["NAMES", "to_html", "to_latex", "to_markdown", "to_text", "write"]

_PAGES: dict[str, Callable[[ReferenceList], str]] = {
    "html": html.page,
    "md": markdown.page,
    "tex": latex.page,
    "txt": text.page,
    "json": json.page,
}
_FRAGMENTS = {**_PAGES, "html": html.fragment}
NAMES = tuple(_PAGES)


def write(listing: ReferenceList, to: str, *, fragment: bool = False) -> str:
    """The list in one of the forms of :data:`NAMES`, ending with a line break.

    With ``fragment`` HTML is what goes into a page of one's own (:func:`~plbib.rendering.output.html.fragment`); the
    other forms are the same either way. Raises :class:`UsageError` for another form.
    """
    if to not in _PAGES:
        raise UsageError(f"reference lists are not written as {to}", f"forms: {', '.join(NAMES)}")
    return (_FRAGMENTS if fragment else _PAGES)[to](listing)
