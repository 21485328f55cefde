"""One entry of a .bib of either dialect: how it is read, what is left of a record in it, which dialect a file is of."""

from collections.abc import Mapping

from plbib.formats.bib import biblatex, bibtex, dialect, scanner
from plbib.formats.bib.dialect import Field
from plbib.formats.bib.document import own_names, read_entry
from plbib.formats.bib.file import RawEntry
from plbib.model import Item, Place, Record
from plbib.papers.repairs import Repair

_BIB = "bibtex"
DIALECTS = {form.name: form for form in (bibtex.DIALECT, biblatex.DIALECT)}


_NEWER = own_names(biblatex.DIALECT, bibtex.DIALECT)
_OLDER = own_names(bibtex.DIALECT, biblatex.DIALECT) | {"year"}  # which biblatex has for what is no date
NAMES = tuple(dict.fromkeys(field.name for form in DIALECTS.values() for field in form.fields))
"""The fields of either dialect."""


def fields(item: Item) -> tuple[Field, ...]:
    """The rows of both dialects for items of this one's type."""
    return tuple(
        field
        for form in DIALECTS.values()
        for field in form.fields
        if not field.types or form.entry_type(item) in field.types
    )


def homes(name: str) -> frozenset[str]:
    """The entry types that a field belongs to; none for a field of all."""
    rows = (field for form in DIALECTS.values() for field in form.fields if field.name == name)
    return frozenset(entry_type for field in rows for entry_type in field.types)


def form_of(data: bytes, form: str) -> str:
    """The format of a file that is read as ``form``: of a .bib the dialect that more of its entries are written in."""
    if form != _BIB:
        return form
    text = data.decode("utf-8", errors="replace")
    entries = [{block.word, *(field.name for field in block.fields)} for block in scanner.blocks(text)]
    newer, older = (sum(not names.isdisjoint(own) for names in entries) for own in (_NEWER, _OLDER))
    return biblatex.DIALECT.name if newer > older else bibtex.DIALECT.name


def kept_as(item: Item) -> frozenset[str]:
    """The fields kept in an item that say a variable of it, in words of their own."""
    rows = [row for row in fields(item) if getattr(item, row.variable, None) or item.other.get(row.variable)]
    return frozenset(name for row in rows for name in (row.name, *row.also))


def read(
    key: str, entry_type: str, fields: Mapping[str, str], head: str = "", *, anywhere: bool = True
) -> tuple[Record, list[Repair]]:
    """The record in an entry (lower-case name → raw TeX), and what was repaired in it; ``head`` is its start.

    ``anywhere``: also fields that the entry type does not have, but others do.
    """
    row = RawEntry(entry_type, key, dict(fields), Place(file=""), head)
    return read_entry(row, row.fields, bibtex.DIALECT, biblatex.DIALECT, anywhere=anywhere)


def through(record: Record, form: str) -> Record:
    """``record`` as it reads once written in the dialect ``form``: without what that has no field for."""
    entry_type, written = dialect.fields_of(record, DIALECTS[form], utf8=False)
    fields = {name: text[1:-1] if text.startswith("{") else text for name, text in written.items()}
    return read(record.key, entry_type, fields)[0]
