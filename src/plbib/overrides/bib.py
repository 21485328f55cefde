"""Corrections written as BibTeX or biblatex entries."""

from collections.abc import Iterator

from msgspec.structs import replace

from plbib.errors import Severity
from plbib.formats import bibentry, bibfile
from plbib.model import Finding, Record
from plbib.overrides.correction import Override, Overrides, finding, short
from plbib.overrides.values import ATTRIBUTES, EMPTY
from plbib.repairs import findings as told
from plbib.text.unicode import near


def read(data: bytes | str, name: str) -> Overrides:
    """The corrections in a .bib, which may be Latin-1."""
    file = bibfile.parse(data, name)
    findings = [*file.findings]
    rows: list[Override] = []
    for row in file.rows:
        filled = {field: value for field, value in row.fields.items() if value.strip(_BLANK)}
        record, repairs = bibentry.read(row.key, row.entry_type, filled, row.head)
        findings += told(repairs, place=row.place, key=row.key)
        findings += _left_out(row, record)
        rows.append(_of_entry(row, filled, record))
    return Overrides(rows=tuple(rows), findings=tuple(findings))


_BLANK = " \t\r\n~{}"


def _of_entry(row: bibfile.Row, filled: dict[str, str], record: Record) -> Override:
    """What an entry says; an empty field says that there is none, and ``@misc`` nothing of the type."""
    item, names = record.item, row.fields.keys()
    blank = {
        _AS.get(form.variable, form.variable)
        for form in bibentry.fields(item)
        if form.name in names - filled.keys() - _BESIDE
    }
    fields = {name: getattr(item, name) for name in ATTRIBUTES.values() if getattr(item, name) or name in blank}
    if row.entry_type == "misc" or item.type == EMPTY.type:
        del fields["type"]
    dated, year = names & {"year", "month", "date"}, item.issued.year if item.issued else None
    if dated == {"year"} and year is not None:
        del fields["issued"]
    gone = dict.fromkeys(blank - {*ATTRIBUTES.values()} - _OF_RECORD, "")
    other = {name: value for name, value in item.other.items() if name != "custom"}
    return Override(
        name=record.key,
        place=row.place,
        fields=fields,
        item=replace(item, other=gone | other),
        identifiers=dict.fromkeys(blank & {"arxiv"}, "") | record.identifiers,
        year=year if dated == {"year"} else None,
        month=0 if dated == {"month"} and "month" not in filled else None,
    )


_AS = {"keywords": "keyword", "thesis": "genre", "undated": "issued"}
"""Variables of a .bib → those of an item."""
_BESIDE = frozenset({"month", "archiveprefix", "eprinttype"})
"""Fields that say nothing alone."""
_OF_RECORD = frozenset({"arxiv", "aliases", "state", "unverified"})
"""Variables of a .bib that are none of an item."""


def _left_out(row: bibfile.Row, record: Record) -> Iterator[Finding]:
    """What an entry says that is no correction."""
    own = {form.name for form in bibentry.fields(record.item)}
    kept = record.item.other.get("custom", {}).get("bibtex", {})
    names = [name for name, value in row.fields.items() if not (value.strip(_BLANK) or name in own)]
    for name in dict.fromkeys([*kept, *names, *(["ids"] if "ids" in row.fields else [])]):
        homes = sorted(bibentry.homes(name))
        if name in own and name != "ids":
            message = f"{name} of {row.key} cannot be read; left out: {short(row.fields.get(name, kept.get(name)))}"
            cure = "give a month, and the year, too" if name == "month" else "write it as BibTeX and biblatex have it"
            yield finding("override-value", Severity.ERROR, message, cure, row.place)
            continue
        message = f"{name} is no field to correct; left out"
        if homes:
            message = f"{name} is no field of @{row.entry_type}; left out"
            cure = f"write the entry as {' or '.join(f'@{entry_type}' for entry_type in homes)}"
        elif close := near(name, bibentry.NAMES):
            cure = f"did you mean {close[0]}?"
        else:
            cure = "fields are those of BibTeX and biblatex"
        yield finding("override-unknown-field", Severity.WARNING, message, cure, row.place)
