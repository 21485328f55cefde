"""Corrections written as BibTeX or biblatex entries."""

from collections.abc import Iterator

from msgspec.structs import replace

from plbib.findings import Code
from plbib.formats.bib import entry
from plbib.formats.bib.file import RawEntry, parse
from plbib.formats.bib.kept import class_only
from plbib.formats.bib.kept import fields as kept_fields
from plbib.model import Finding, Record
from plbib.overrides.correction import Override, Overrides, short
from plbib.overrides.values import ATTRIBUTES, EMPTY
from plbib.papers.repairs import findings as describe_repairs
from plbib.text.unicode import near


def read(data: bytes | str, name: str) -> Overrides:
    """The corrections in a .bib, which may be Latin-1."""
    file = parse(data, name)
    findings = [*file.findings]
    rows: list[Override] = []
    for row in file.rows:
        filled = {field: value for field, value in row.fields.items() if value.strip(_BLANK)}
        record, repairs = entry.read(row.key, row.entry_type, filled, row.head, anywhere=False)
        findings += describe_repairs(repairs, place=row.place, key=row.key)
        findings += _left_out(row, record)
        rows.append(_read_entry(row, filled, record))
    return Overrides(rows=tuple(rows), findings=tuple(findings))


_BLANK = " \t\r\n~{}"


def _read_entry(row: RawEntry, filled: dict[str, str], record: Record) -> Override:
    """The correction in an entry; an empty field clears the variable, and ``@misc`` leaves the type as it is."""
    item, names = record.item, row.fields.keys()
    blank = {
        _VARIABLES.get(form.variable, form.variable)
        for form in entry.fields(item)
        if form.name in names - filled.keys() - _BESIDE
    }
    fields = {name: getattr(item, name) for name in ATTRIBUTES.values() if getattr(item, name) or name in blank}
    if row.entry_type == "misc" or item.type == EMPTY.type:
        del fields["type"]
    date_fields, year = names & {"year", "month", "date"}, item.issued.year if item.issued else None
    if date_fields == {"year"} and year is not None:
        del fields["issued"]
    emptied = dict.fromkeys(blank - {*ATTRIBUTES.values()} - _OF_RECORD, "")
    other = {name: value for name, value in item.other.items() if name != "custom"}
    if preprint := class_only(item):
        other["custom"] = preprint
    return Override(
        name=record.key,
        place=row.place,
        fields=fields,
        item=replace(item, other=emptied | other),
        identifiers=dict.fromkeys(blank & {"arxiv"}, "") | record.identifiers,
        year=year if date_fields == {"year"} else None,
        month=0 if date_fields == {"month"} and "month" not in filled else None,
    )


_VARIABLES = {"keywords": "keyword", "thesis": "genre", "undated": "issued", "eprintclass": "archive_collection"}
"""Variables of a .bib → those of an item."""
_BESIDE = frozenset({"month", "archiveprefix", "eprinttype"})
"""Fields that only complete others."""
_OF_RECORD = frozenset({"arxiv", "aliases", "state", "unverified"})
"""Variables of a .bib that an item does not have."""


def _left_out(row: RawEntry, record: Record) -> Iterator[Finding]:
    """A finding for each field of an entry that corrects nothing."""
    own = {form.name for form in entry.fields(record.item)}
    kept = {name: value for name, value in kept_fields(record.item).items() if name not in entry.kept_as(record.item)}
    names = [name for name, value in row.fields.items() if not (value.strip(_BLANK) or name in own)]
    for name in dict.fromkeys([*kept, *names, *(["ids"] if "ids" in row.fields else [])]):
        homes = sorted(entry.homes(name))
        if name in own and name != "ids":
            value = short(row.fields.get(name, kept.get(name, "")))
            message = f"{name} of {row.key} cannot be read; left out: {value}"
            cure = "give a month, and the year, too" if name == "month" else "write it as BibTeX and biblatex have it"
            yield Code.OVERRIDE_VALUE.finding(message, cure, row.place)
            continue
        message = f"{name} is no field to correct; left out"
        if homes:
            message = f"{name} is no field of @{row.entry_type}; left out"
            cure = f"write the entry as {' or '.join(f'@{entry_type}' for entry_type in homes)}"
        elif close := near(name, entry.NAMES):
            cure = f"did you mean {close[0]}?"
        else:
            cure = "fields are those of BibTeX and biblatex"
        yield Code.OVERRIDE_UNKNOWN_FIELD.finding(message, cure, row.place)
