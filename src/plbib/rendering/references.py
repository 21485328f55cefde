"""A library's reference list in a style: find the style, run the engine."""

from plbib.model import Library
from plbib.rendering import catalog, citeproc_py
from plbib.rendering.output import ReferenceList


def references(library: Library, style: str, locale: str | None = None) -> ReferenceList:
    """The reference list of ``library`` in ``style`` (see :func:`plbib.rendering.catalog.find`)."""
    language = locale or catalog.language(style)
    return ReferenceList(
        title=library.title or "References",
        style=style,
        language=language,
        references=tuple(citeproc_py.render(library, catalog.find(style), language)),
    )
