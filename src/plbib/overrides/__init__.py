"""Corrections by people: a TOML or .bib file whose fields win over every source."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from msgspec.structs import replace

from plbib.errors import Severity
from plbib.identifiers import Identifier, identify
from plbib.lock import named_tokens
from plbib.model import Date, Finding, Item, Library, Record, Status
from plbib.overrides.correction import GLOSS, Override, Overrides, finding, short
from plbib.text import dates
from plbib.text.unicode import near, squeeze
from plbib.variables import said

_READERS = {".bib": "bib"}
"""The reader of a file by the end of its name; any other is TOML."""


def read(data: bytes | str, name: str) -> Overrides:
    """The corrections in a file called ``name``: TOML, or BibTeX if it ends in ``.bib``; a wrong one is a finding.

    A .bib may be Latin-1. Raises :class:`InputError` for what is no such file.
    """
    ending = next((reader for end, reader in _READERS.items() if name.lower().endswith(end)), "toml")
    found: Overrides = import_module(f"plbib.overrides.{ending}").read(data, name)
    return found


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
        f"{field}: {short(old.get(field, ''))} → {short(new.get(field, ''))}"
        for field in sorted(old.keys() | new.keys())
        if old.get(field) != new.get(field)
    ]
    changed += ["verified"] if after.verified != before.verified else []
    changed += ["identifiers"] if not changed and after.identifiers != before.identifiers else []
    if changed:
        message, cure = f"corrected by hand: {'; '.join(changed)}", "nothing to mend"
    else:
        message, cure = "corrected by hand, and the record says the same by now", "remove the correction"
    return finding("overridden", Severity.INFO, message, cure, row.place, before.key)


def _repeated(row: Override, record: Record, fields: list[str]) -> Finding:
    message = f"{', '.join(fields).replace('_', '-')} of one paper corrected in two ways; this one is taken"
    return finding("override-repeated", Severity.WARNING, message, "keep one of the two", row.place, record.key)


def _unmatched(row: Override, found: list[Record], keys: list[str]) -> Finding:
    meant = [record.key for record in found] or near(row.name, keys, 3)
    cure = f"did you mean {' or '.join(meant)}?" if meant else "name it by its citation key, see plbib keys"
    what = "several papers of the list are" if found else "no paper of the list is"
    message = f"a correction for {row.name}, which {what} called; left out"
    return finding("override-unmatched", Severity.WARNING, message, cure, row.place)
