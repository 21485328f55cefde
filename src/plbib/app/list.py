"""The entries of a list as they are read."""

from typing import TYPE_CHECKING

from plbib.app.opening.source import Sources
from plbib.app.opening.sources import open_source
from plbib.errors import UsageError
from plbib.lists.account import Account
from plbib.lists.reader import account
from plbib.model import Entry, Library

if TYPE_CHECKING:
    from plbib.library.assemble import LookUp


def entries(source: Sources = None) -> list[Entry]:
    """The parsed entries of a Markdown list, in its order. Raises :class:`UsageError` for a bibliography."""
    return of_library(open_list(source))


def open_list(source: Sources = None) -> Library:
    """A list opened for its entries alone: no records are looked up for them. Raises as :func:`load` does."""
    return open_source(source, look_ups=_without_records).library


def _without_records(_given: object) -> "LookUp":
    return lambda _entry: None


def of_library(library: Library) -> list[Entry]:
    """The entries of an opened list, in its order. Raises :class:`UsageError` for a bibliography."""
    listed = in_order(library)
    if library.records and not listed:
        raise UsageError(f"{library.source}: a bibliography, not a list", "list shows Markdown lists; try export")
    return listed


def explain_reading(source: Sources = None) -> list[Account]:
    """How each file of a list was understood. Raises :class:`UsageError` for a bibliography."""
    opened = open_source(source)
    if not opened.texts:
        raise UsageError(f"{opened.library.source}: a bibliography, not a list", "list explains Markdown lists")
    return [account(text, name, opened.profile) for name, text in opened.texts.items()]


def in_order(library: Library) -> list[Entry]:
    """The entries of a library, file by file and line by line; none of a bibliography."""
    listed = [entry for record in library.records for entry in record.entries]
    order = {name: rank for rank, name in enumerate(dict.fromkeys(entry.place.file for entry in listed))}
    return sorted(listed, key=lambda entry: (order[entry.place.file], entry.place.line, entry.place.column))
