"""A library's reference list in a style: find the style, run the engine, put the entries in order."""

from plbib.model import Library
from plbib.rendering import catalog, citeproc_py
from plbib.rendering.listing import ReferenceList, Section


def references(library: Library, style: str, locale: str | None = None) -> ReferenceList:
    """The reference list of ``library`` in ``style`` (see :func:`plbib.rendering.catalog.find`)."""
    language = locale or catalog.language(style)
    found = tuple(citeproc_py.render(library, catalog.find(style), language))
    return ReferenceList(
        title=library.title or "References", style=style, language=language, sections=(Section(references=found),)
    )
