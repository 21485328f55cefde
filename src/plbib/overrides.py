"""Corrections by people: a TOML or .bib file whose fields win over every source."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import InputError, Severity
from plbib.formats import bibentry, bibfile, tomlvalues
from plbib.formats.tomlvalues import ATTRIBUTES, EMPTY, GLOSS, VERIFIED
from plbib.identifiers import Identifier, identify
from plbib.io import decode
from plbib.lock import named_tokens
from plbib.model import Date, Finding, Item, Library, Place, Record, Status
from plbib.repairs import findings as told
from plbib.text import dates
from plbib.text.unicode import near, squeeze
from plbib.variables import said

_KNOWN = {field.lower(): field for field in (*ATTRIBUTES, VERIFIED, GLOSS)}
_SHOWN = 60


class Override(Struct, frozen=True, kw_only=True):
    """The corrections to one paper: ``fields`` by attribute of :class:`Item`, what is to be absent with its default.

    ``name`` is a citation key, former key, lock id or identifier (``doi:…``); ``item`` finds it where it is none.
    ``year`` and ``month`` are said alone, and leave the rest of the date as it is; month 0 is that there is none.
    """

    name: str
    place: Place
    fields: dict[str, Any]
    verified: bool = False
    gloss: str | None = None
    item: Item | None = None
    identifiers: dict[str, str] = {}
    year: int | None = None
    month: int | None = None


class Overrides(Struct, frozen=True, kw_only=True):
    """A file of corrections, and what was wrong in it."""

    rows: tuple[Override, ...] = ()
    findings: tuple[Finding, ...] = ()


# Reading ------------------------------------------------------------------------------------------------------------


def read(data: bytes | str, name: str) -> Overrides:
    """The corrections in a file called ``name``: TOML, or BibTeX if it ends in ``.bib``; a wrong one is a finding.

    A .bib may be Latin-1. Raises :class:`InputError` for what is no such file.
    """
    if name.lower().endswith(".bib"):
        return _read_bib(data, name)
    return _read_toml(decode(data, name) if isinstance(data, bytes) else data, name)


def _read_bib(data: bytes | str, name: str) -> Overrides:
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
            message = f"{name} of {row.key} cannot be read; left out: {_short(row.fields.get(name, kept.get(name)))}"
            cure = "give a month, and the year, too" if name == "month" else "write it as BibTeX and biblatex have it"
            yield _finding("override-value", Severity.ERROR, message, cure, row.place)
            continue
        message = f"{name} is no field to correct; left out"
        if homes:
            message = f"{name} is no field of @{row.entry_type}; left out"
            cure = f"write the entry as {' or '.join(f'@{entry_type}' for entry_type in homes)}"
        elif close := near(name, bibentry.NAMES):
            cure = f"did you mean {close[0]}?"
        else:
            cure = "fields are those of BibTeX and biblatex"
        yield _finding("override-unknown-field", Severity.WARNING, message, cure, row.place)


def _read_toml(text: str, name: str) -> Overrides:
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: not TOML: {error}", "mend the line it names") from error
    lines = _lines(text)
    rows: list[Override] = []
    findings: list[Finding] = []
    for paper, table in tables.items():
        place = Place(file=name, line=lines.get((paper, ""), 0))
        if not isinstance(table, dict):
            message, cure = f"{paper} is no table of fields; left out", f"write [{paper}], and its fields below"
            findings.append(_finding("override-value", Severity.ERROR, message, cure, place))
            continue
        fields: dict[str, Any] = {}
        for field, value in table.items():
            where = Place(file=name, line=lines.get((paper, field), place.line))
            known = _KNOWN.get(field.lower())
            if known is None:
                findings.append(_unknown(paper, field, value, where))
                continue
            try:
                fields[ATTRIBUTES.get(known, known)] = tomlvalues.read(known, value)
            except ValueError as error:
                message = f"{field} of {paper} cannot be read; left out: {_short(str(value))}"
                findings.append(_finding("override-value", Severity.ERROR, message, str(error), where))
        verified, gloss = fields.pop(VERIFIED, False), fields.pop(GLOSS, None)
        rows.append(Override(name=paper, place=place, fields=fields, verified=verified, gloss=gloss))
    return Overrides(rows=tuple(rows), findings=tuple(findings))


_TOML_KEY = r"""(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+))"""
_TOML_LINE = re.compile(rf"[ \t]*(\[\[?[ \t]*)?{_TOML_KEY}[ \t]*(?:\.[ \t]*{_TOML_KEY}[ \t]*)?[\].=]")


def _lines(text: str) -> dict[tuple[str, str], int]:
    """The lines where the table of each paper begins (with ``""``), and each field in it, as far as they are found."""
    lines: dict[tuple[str, str], int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        found = _TOML_LINE.match(line)
        if not found:
            continue
        first, second = (next(filter(None, found.group(*group)), "") for group in ((2, 3, 4), (5, 6, 7)))
        if found[1]:
            table = first
        elif table:
            first, second = table, first
        lines.setdefault((first, ""), number)
        lines.setdefault((first, second), number)
    return lines


def _finding(code: str, severity: Severity, message: str, cure: str, place: Place, key: str = "") -> Finding:
    return Finding(code=code, severity=severity, message=message, cure=cure, place=place, key=key)


def _unknown(paper: str, field: str, value: Any, place: Place) -> Finding:
    named = _BIBTEX.get(field.lower())
    meant = named or next(iter(near(field.lower(), _KNOWN.keys())), None)
    cure = f"did you mean {_KNOWN[meant]}?" if meant else f"known are: {', '.join(sorted(_KNOWN.values()))}"
    if isinstance(value, dict):
        cure = f'a name that holds a dot stands in quotes: ["{paper}.{field}"]'
    message = f"{field} is no field to correct; left out"
    return _finding("override-unknown-field", Severity.WARNING, message, cure, place)


_BIBTEX = {"pages": "page", "series": "collection-title", "address": "publisher-place", "location": "event-place"}
_BIBTEX |= {"year": "issued", "month": "issued", "booktitle": "container-title", "journal": "container-title"}
"""What other fields are called in BibTeX."""


# Applying -----------------------------------------------------------------------------------------------------------


def apply(library: Library, overrides: Overrides) -> Library:
    """``library`` with the corrections made, and a finding for each; keys do not change."""
    finder = _Finder(library)
    keys = [record.key for record in library.records]
    records = {id(record): record for record in library.records}
    taken: dict[int, dict[str, Any]] = {known: {} for known in records}
    findings = [*overrides.findings]
    for row in overrides.rows:
        found = finder.find(row)
        if len(found) != 1:
            findings.append(_unmatched(row, found, keys))
            continue
        known = id(found[0])
        before, records[known] = records[known], _corrected(records[known], row)
        findings.append(_applied(row, before, records[known]))
        said_here = row.fields if row.year is None else {**row.fields, "issued": row.year}
        twice = [name for name, value in said_here.items() if taken[known].get(name, value) != value]
        taken[known] |= said_here
        if twice:
            findings.append(_repeated(row, before, twice))
    return replace(library, records=tuple(records.values()), findings=(*library.findings, *findings))


class _Finder:
    """Finds the paper that a correction is about."""

    def __init__(self, library: Library) -> None:
        self._by_name: dict[str, tuple[int, list[Record]]] = {}
        for record in library.records:
            for name, rank in _names(record):
                best, records = self._by_name.get(name, (rank + 1, []))
                if rank < best:
                    self._by_name[name] = rank, [record]
                elif rank == best and record not in records:
                    records.append(record)

    def find(self, row: Override) -> list[Record]:
        """By key, former key, id or identifier, in this order; a row of a .bib also by what identifies its item."""
        identified = identify(row.name)
        names = [row.name, *([identified.token] if identified else ()), *_called(row.identifiers)]
        names += _tokens(row.item) if row.item else ()
        return next((self._by_name[name][1] for name in names if name in self._by_name), [])


def _names(record: Record) -> Iterator[tuple[str, int]]:
    """What a record is called; of two records of one name it is that of lower rank."""
    identified = [*_called(record.identifiers), *_tokens(record.item)]
    for rank, names in enumerate(([record.key], record.aliases, [record.id], identified)):
        yield from ((name, rank) for name in names if name)


def _called(identifiers: dict[str, str]) -> list[str]:
    return [Identifier(kind, value).token for kind, value in identifiers.items() if value]


def _tokens(item: Item) -> list[str]:
    year = item.issued.year if item.issued else None
    return [*named_tokens(item, {}), *([f"title:{squeeze(item.title)} {year}"] if item.title else [])]


def _corrected(record: Record, row: Override) -> Record:
    item = replace(record.item, **{"issued": _dated(record.item.issued, row), **row.fields})
    other = {**(row.item.other if row.item else {}), **({"custom": {GLOSS: row.gloss}} if row.gloss else {})}
    other = {name: value for name, value in _merged(item.other, other).items() if value != ""}
    item = replace(item, other=other)
    gone, now = _identified(record.item), _identified(item)
    changed = {kind: now.get(kind, "") for kind in gone | now if gone.get(kind) != now.get(kind)}
    names = {**record.identifiers, **changed, **row.identifiers}
    names = {kind: names[kind] for kind in sorted(names) if names[kind]}
    return replace(record, item=item, identifiers=names, status=Status.PINNED if row.verified else record.status)


def _dated(old: Date | None, row: Override) -> Date | None:
    """The date with the year that ``row`` says, or without its month; a day that the other year has not goes."""
    if not old or not old.date_parts:
        return old if row.year is None else Date(date_parts=((row.year,),))
    if row.month is not None:
        return replace(old, date_parts=(old.date_parts[0][:1],))
    if row.year is None:
        return old
    later = row.year - old.date_parts[0][0]
    moved = Date(date_parts=tuple((day[0] + later, *day[1:]) for day in old.date_parts))
    parts = moved.date_parts if dates.to_iso(moved) else tuple(day[:2] for day in moved.date_parts)
    return replace(old, date_parts=parts)


def _merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """``old`` with what ``new`` says, at every depth."""
    both = (name for name, value in old.items() if isinstance(value, dict) and isinstance(new.get(name), dict))
    return {**old, **new, **{name: _merged(old[name], new[name]) for name in both}}


def _identified(item: Item) -> dict[str, str]:
    found = [identify(text) for text in (item.url, item.doi) if text]
    return {name.kind: name.value for name in found if name}


def _applied(row: Override, before: Record, after: Record) -> Finding:
    old, new = said(before.item), said(after.item)
    changed = [
        f"{field}: {_short(old.get(field, ''))} → {_short(new.get(field, ''))}"
        for field in sorted(old.keys() | new.keys())
        if old.get(field) != new.get(field)
    ]
    changed += ["verified"] if after.verified != before.verified else []
    changed += ["identifiers"] if not changed and after.identifiers != before.identifiers else []
    if changed:
        message, cure = f"corrected by hand: {'; '.join(changed)}", "nothing to mend"
    else:
        message, cure = "corrected by hand, and the record says the same by now", "remove the correction"
    return _finding("overridden", Severity.INFO, message, cure, row.place, before.key)


def _repeated(row: Override, record: Record, fields: list[str]) -> Finding:
    message = f"{', '.join(fields).replace('_', '-')} of one paper corrected in two ways; this one is taken"
    return _finding("override-repeated", Severity.WARNING, message, "keep one of the two", row.place, record.key)


def _short(text: str) -> str:
    if not text:
        return "nothing"
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"


def _unmatched(row: Override, found: list[Record], keys: list[str]) -> Finding:
    meant = [record.key for record in found] or near(row.name, keys, 3)
    cure = f"did you mean {' or '.join(meant)}?" if meant else "name it by its citation key, see plbib keys"
    what = "several papers of the list are" if found else "no paper of the list is"
    message = f"a correction for {row.name}, which {what} called; left out"
    return _finding("override-unmatched", Severity.WARNING, message, cure, row.place)
