"""The part of a library that is wanted: one category, or what a document cites."""

from pathlib import Path

from msgspec.structs import replace

from plbib.documents.registry import find_citations
from plbib.errors import InputError
from plbib.io import files
from plbib.library.select import category_path, of_category, of_citations
from plbib.model import Library


def category(library: Library, wanted: str) -> Library:
    """The part of ``library`` in the category called ``wanted`` (its name or its path with ``/``, case aside)."""
    return of_category(library, category_path(library, wanted))


def category_alone(library: Library, wanted: str) -> Library:
    """That part, its papers filed there alone, also those that other categories have, too."""
    path = category_path(library, wanted)
    part = of_category(library, path)
    records = (
        replace(record, categories=tuple(one for one in record.categories if one[: len(path)] == path))
        for record in part.records
    )
    return replace(part, records=tuple(records))


def select_cited(library: Library, document: str | Path) -> Library:
    """The part of ``library`` that a document cites: a LaTeX ``.aux``, ``.bcf`` or ``.tex`` file, or Markdown.

    A key that no paper has is a finding of the result, with its place.
    """
    path = Path(document)
    files.read_bytes(path)  # an error if it cannot be read; files that it includes may be missing
    citations = find_citations(str(path), _text_of)
    if not citations.citations and not citations.everything:
        raise InputError(f"{path}: cites nothing", "cite with \\cite{key} in LaTeX, [@key] in Markdown")
    return of_citations(library, citations)


def _text_of(name: str) -> str | None:
    data = files.current(Path(name))
    return None if data is None else data.decode("utf-8", errors="replace")
