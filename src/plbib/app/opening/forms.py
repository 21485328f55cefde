"""What a file is: a bibliography in one of the formats, or a list of papers, which can be data, too."""

from pathlib import PurePath

from plbib.app.opening.source import DATA
from plbib.errors import InputError
from plbib.formats import registry
from plbib.io import files
from plbib.model import TYPES

_TABLES = ("csv", "tsv")
_OF_BIBLIOGRAPHIES = frozenset(
    "key|citation key|citekey|bibtex key|volume|issue|pages|issn|isbn|publisher|item type|container".split("|")
)
"""Columns that lists have no place for: a table with one of them is a bibliography."""
_OF_CSL = (b'"issued"', b'"container-title"', b'"DOI"', b'"family"', b'"citation-key"')
_OF_LISTS = frozenset(["venue", "authors", "year", "url", "conference", "link", "paper", "pdf"])


def form_of(name: str, data: bytes, *, columns: bool = False) -> str | None:
    """The format of a bibliography called ``name``; None for a list, as are data with ``columns`` that are declared."""
    form = registry.of_file(name)
    if form is None or PurePath(name).suffix.lower() not in DATA:
        return form
    if columns or registry.load(form).read is None:
        return None
    try:
        text = files.decode(data, name)
        listed = _is_table_of_papers(text) if form in _TABLES else _are_papers(data, text, name)
    except InputError:
        return form  # whose reader says what is wrong
    return None if listed else form


def _is_table_of_papers(text: str) -> bool:
    from plbib.lists.sheets import delimited  # most bibliographies are no tables

    names = {name.lower() for name in delimited.head(text)}
    return bool(names) and not names & _OF_BIBLIOGRAPHIES


def _are_papers(data: bytes, text: str, name: str) -> bool:
    """Whether JSON holds papers, and nothing that only CSL-JSON has."""
    if any(word in data for word in _OF_CSL):
        return False
    from plbib.lists.sheets import objects  # most JSON is CSL's

    rows = objects.sheet(objects.tree_of_json(text, name), name).rows
    fields = [row.cells.fields for row in rows]
    return bool(rows) and not any(row.get("type") in TYPES and _OF_LISTS.isdisjoint(row) for row in fields)
