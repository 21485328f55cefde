"""``crossref`` and ``xdata``: entries of a .bib that take fields from others, as a paper from its proceedings."""

from collections.abc import Iterator, Mapping, Sequence

from plbib.errors import Severity
from plbib.formats.bibfile import Row
from plbib.model import Finding

_REFERENCES = ("crossref", "xdata")
_OWN = frozenset(
    "abstract author date doi entrysubtype eprint file ids keywords note pages shorttitle subtitle title url".split()
)
"""Fields of the whole that say nothing of its parts."""
_IN = frozenset({"inproceedings", "incollection", "inbook", "conference", "inreference"})


def resolved(rows: Sequence[Row]) -> Iterator[tuple[Row, dict[str, str]]]:
    """Each row with its fields and those it has from others; a reference to what is not there stays.

    An ``@xdata`` is no row of its own: like a macro, it only holds what others take from it.
    """
    known = _by_key(rows)
    for row in (row for row in rows if row.entry_type != "xdata"):
        yield row, _inherited(row, known, frozenset()) if _references(row.fields) else row.fields


def missing(rows: Sequence[Row]) -> list[Finding]:
    """A finding for each reference to an entry that the file does not have."""
    known = _by_key(rows)
    return [
        Finding(
            code="missing-crossref",
            severity=Severity.WARNING,
            message=f"{row.key} refers to {name}, which is not in the file; its fields are missing",
            cure="add that entry, or write its fields into this one",
            place=row.place,
            key=row.key,
        )
        for row in rows
        for name in _references(row.fields)
        if name.lower() not in known
    ]


def _by_key(rows: Sequence[Row]) -> dict[str, Row]:
    """The first row of each key, case aside, as BibTeX has it."""
    return {row.key.lower(): row for row in reversed(rows)}


def _references(fields: Mapping[str, str]) -> list[str]:
    named = ",".join(fields[name] for name in _REFERENCES if name in fields)
    return [name.strip() for name in named.split(",") if name.strip()]


def _inherited(row: Row, known: Mapping[str, Row], seen: frozenset[str]) -> dict[str, str]:
    """The fields of ``row``, then what it lacks and the entries it refers to have; a circle ends where it closes."""
    names = _references(row.fields)
    there = [name.lower() for name in names if name.lower() in known]
    fields = dict(row.fields)
    if len(there) == len(names):
        fields = {name: value for name, value in fields.items() if name not in _REFERENCES}
    for name in there:
        if name in seen or name == row.key.lower():
            continue
        whole = _inherited(known[name], known, seen | {row.key.lower()})
        own = frozenset() if known[name].entry_type == "xdata" else _OWN
        if own and row.entry_type in _IN and "title" in whole:
            fields.setdefault("booktitle", whole.get("booktitle", whole["title"]))
        for field, value in whole.items():
            if field not in own and field not in _REFERENCES:
                fields.setdefault(field, value)
    return fields
