"""Marked text as HTML, Markdown, LaTeX, plain text or JSON: the one place where it is escaped.

One file per form; a new form is a file and a line in :data:`_MODULES`.
"""

from collections.abc import Callable
from importlib import import_module
from types import MappingProxyType
from typing import Any

from plbib.errors import UsageError
from plbib.rendering.listing import ReferenceList
from plbib.rendering.output.text import to_text

_MODULES = MappingProxyType({"html": "html", "md": "markdown", "tex": "latex", "txt": "text", "json": "json"})
_INLINE = MappingProxyType({"html": "to_html", "md": "to_markdown", "tex": "to_latex", "txt": "to_text"})
NAMES = tuple(_MODULES)
"""The forms of a reference list."""
INLINE = tuple(_INLINE)
"""The forms of text within a line."""

__all__ = ["INLINE", "NAMES", "inline", "to_text", "write"]


def write(listing: ReferenceList, to: str, *, fragment: bool = False) -> str:
    """The list in one of the forms of :data:`NAMES`, ending with a line break.

    With ``fragment`` HTML is what goes into a page of one's own (:func:`~plbib.rendering.output.html.fragment`); the
    other forms are the same either way. Raises :class:`UsageError` for another form.
    """
    module = _module(to)
    made: str = module.fragment(listing) if fragment and to == "html" else module.page(listing)
    return made


def inline(marked: str, to: str) -> str:
    """Marked text as text of one of the forms of :data:`INLINE`. Raises :class:`UsageError` for another."""
    written: Callable[[str], str] = getattr(_module(to), _INLINE[to])
    return written(marked)


def _module(to: str) -> Any:
    """The module of a form, loaded when it is asked for: some need what takes a while."""
    if to not in _MODULES:
        raise UsageError(f"reference lists are not written as {to}", f"forms: {', '.join(NAMES)}")
    return import_module(f"{__name__}.{_MODULES[to]}")
