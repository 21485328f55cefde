"""Corrections by people: a TOML or .bib file whose fields win over every source."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from plbib.findings import Code
from plbib.model import Date, Finding, Item, Library, Record, Status
from plbib.overrides.correction import GLOSS, NAME, Override, Overrides, short
from plbib.papers.identifiers import identify
from plbib.papers.identity import find_undated, names_of, paper_of, possible, title_alone
from plbib.papers.variables import texts_of
from plbib.text import dates
from plbib.text.unicode import near


def read(data: bytes | str, name: str) -> Overrides:
    """The corrections in a file called ``name``: TOML, or BibTeX if it ends in ``.bib``; a wrong one is a finding.

    A .bib may be Latin-1. Raises :class:`InputError` for a file that is neither.
    """
    reader = next((reader for end, reader in READERS.items() if name.lower().endswith(end)), _toml)
    return reader(data, name)


def _toml(data: bytes | str, name: str) -> Overrides:
    from plbib.overrides import toml

    return toml.read(data, name)


def _bib(data: bytes | str, name: str) -> Overrides:
    from plbib.overrides import bib

    return bib.read(data, name)


READERS: dict[str, Callable[[bytes | str, str], Overrides]] = {".toml": _toml, ".bib": _bib}
"""The reader of a file by the end of its name, loaded when it is needed; any other is TOML."""


def apply(library: Library, overrides: Overrides) -> Library:
    """``library`` with the corrections made, and a finding for each; keys do not change.

    A record of which only the list knew is given by people, once they correct it.
    """
    finder = _PaperFinder(library)
    keys = [record.key for record in library.records]
    records = {id(record): record for record in library.records}
    earlier: dict[int, dict[str, Any]] = {paper: {} for paper in records}
    findings = [*overrides.findings]
    for row in overrides.rows:
        matches = finder.find(row)
        if len(matches) != 1:
            findings.append(_report_unmatched(row, matches, keys))
            continue
        paper = id(matches[0])
        before, records[paper] = records[paper], _correct(records[paper], row)
        if not _is_empty(row):
            findings.append(_report_change(row, before, records[paper]))
        corrected = row.fields if row.year is None else {**row.fields, "issued": row.year}
        twice = [name for name, value in corrected.items() if earlier[paper].get(name, value) != value]
        earlier[paper] |= corrected
        if twice:
            findings.append(_report_repetition(row, before, twice))
    return replace(library, records=tuple(records.values()), findings=(*library.findings, *findings))


class _PaperFinder:
    """Finds the paper that a correction is about."""

    def __init__(self, library: Library) -> None:
        self._by_name: dict[str, tuple[int, list[Record]]] = {}
        self._by_title: dict[str, list[Record]] = defaultdict(list)
        for record in library.records:
            for name in title_alone(paper_of(record)):
                self._by_title[name].append(record)
            for name, rank in _names(record):
                best, records = self._by_name.get(name, (rank + 1, []))
                if rank < best:
                    self._by_name[name] = rank, [record]
                elif rank == best and record not in records:
                    records.append(record)

    def find(self, row: Override) -> list[Record]:
        """By key, former key, id or identifier, in this order; a row of a .bib also by what identifies its item.

        What only shares title and year with that, and is known to be another paper, is not the one meant.
        """
        identified = identify(row.name)
        for name in (row.name, *([identified.token] if identified else ())):
            if name in self._by_name:
                return self._by_name[name][1]
        item = row.item or Item(type="document")
        paper = paper_of(Record(key=row.name, item=item, status=Status.UNRESOLVED, identifiers=row.identifiers))
        hits = [possible(paper, self._by_name[name][1]) for name in names_of(paper) if name in self._by_name]
        hits += [find_undated(paper, self._by_title.get(name, ())) for name in title_alone(paper)]
        return next(filter(None, hits), [])


def _is_empty(row: Override) -> bool:
    """Whether nothing is left of a correction, because what it says was refused."""
    parts = (row.fields, row.identifiers, row.verified, row.gloss, row.called is not None, row.item and row.item.other)
    return not any(parts) and row.year is None and row.month is None


def _names(record: Record) -> Iterator[tuple[str, int]]:
    """What a record is called; of two records of one name it is that of lower rank."""
    for rank, names in enumerate(([record.key], record.aliases, [record.id], names_of(paper_of(record)))):
        yield from ((name, rank) for name in names if name)


def _correct(record: Record, row: Override) -> Record:
    short = {"container_title_short": None} if record.listed_only and "container_title" in row.fields else {}
    item = replace(record.item, **{"issued": _correct_date(record.item.issued, row), **short, **row.fields})
    custom = {name: value for name, value in ((GLOSS, row.gloss), (NAME, row.called)) if value is not None}
    other = {**(row.item.other if row.item else {}), **({"custom": custom} if custom else {})}
    other = {name: value for name, value in _merge(item.other, other).items() if value != ""}
    item = replace(item, other=other)
    before, after = _identifiers(record.item), _identifiers(item)
    changed = {kind: after.get(kind, "") for kind in before | after if before.get(kind) != after.get(kind)}
    names = {**record.identifiers, **changed, **row.identifiers}
    names = {kind: names[kind] for kind in sorted(names) if names[kind]}
    return replace(record, item=item, identifiers=names, status=_status(record, row))


def _status(record: Record, row: Override) -> Status:
    """How far a record can be trusted once corrected: where people speak, it is no longer only the list that does."""
    if row.verified:
        return Status.PINNED
    others = row.identifiers or (row.item and row.item.other)
    corrects = bool(row.fields or others) or row.year is not None or row.month is not None
    return Status.GIVEN if record.listed_only and corrects else record.status


def _correct_date(old: Date | None, row: Override) -> Date | None:
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


def _merge(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """``old`` with what ``new`` says, at every depth."""
    both = (name for name, value in old.items() if isinstance(value, dict) and isinstance(new.get(name), dict))
    return {**old, **new, **{name: _merge(old[name], new[name]) for name in both}}


def _identifiers(item: Item) -> dict[str, str]:
    identifiers = [identify(text) for text in (item.url, item.doi) if text]
    return {name.kind: name.value for name in identifiers if name}


def _report_change(row: Override, before: Record, after: Record) -> Finding:
    old, new = texts_of(before.item), texts_of(after.item)
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
    return Code.OVERRIDDEN.finding(message, cure, row.place, before.key)


def _report_repetition(row: Override, record: Record, fields: list[str]) -> Finding:
    message = f"{', '.join(fields).replace('_', '-')} of one paper corrected in two ways; this one is taken"
    return Code.OVERRIDE_REPEATED.finding(message, place=row.place, key=record.key)


def _report_unmatched(row: Override, matches: list[Record], keys: list[str]) -> Finding:
    meant = [record.key for record in matches] or near(row.name, keys, 3)
    cure = f"did you mean {' or '.join(meant)}?" if meant else "name it by its citation key, see plbib keys"
    what = "several papers of the list are" if matches else "no paper of the list is"
    message = f"a correction for {row.name}, which {what} called; left out"
    return Code.OVERRIDE_UNMATCHED.finding(message, cure, row.place)
