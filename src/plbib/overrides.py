"""Corrections by people: a TOML or .bib file whose fields win over every source."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from plbib.difference import said
from plbib.errors import InputError, Severity
from plbib.formats import bibtex, csljson
from plbib.identifiers import identify
from plbib.lock import record_tokens
from plbib.model import Finding, Item, Library, Place, Record, Status
from plbib.text.unicode import squeeze

_ATTRIBUTES = {field.encode_name: field.name for field in msgspec.structs.fields(Item) if field.name != "other"}
_LISTS = frozenset({"author", "editor", "translator"})
_VERIFIED, _GLOSS = "verified", "gloss"
_SHOWN = 60


class Override(Struct, frozen=True, kw_only=True):
    """The corrections to one paper: ``fields`` by attribute of :class:`Item`, None for one that is to be absent.

    ``name`` is a citation key, former key, lock id or identifier (``doi:…``); ``item`` finds the paper where it is none.
    """

    name: str
    place: Place
    fields: dict[str, Any]
    verified: bool = False
    gloss: str | None = None
    item: Item | None = None


class Overrides(Struct, frozen=True, kw_only=True):
    """A file of corrections, and what was wrong in it."""

    rows: tuple[Override, ...] = ()
    findings: tuple[Finding, ...] = ()


# Reading ------------------------------------------------------------------------------------------------------------


def read(text: str, name: str) -> Overrides:
    """The corrections in a file called ``name``: TOML, or BibTeX if it ends in ``.bib``.

    Raises :class:`InputError` for what is no such file.
    """
    return _read_bib(text, name) if name.lower().endswith(".bib") else _read_toml(text, name)


def _read_bib(text: str, name: str) -> Overrides:
    records, findings = bibtex.read(text, name)
    lines = _lines(text, r"^\s*@\s*[\w-]+\s*[{(]\s*%s\s*,")
    rows = [
        Override(
            name=record.key,
            place=Place(file=name, line=lines(record.key)),
            fields={field: getattr(record.item, field) for field in _present(record.item)},
            item=record.item,
        )
        for record in records
    ]
    return Overrides(rows=tuple(rows), findings=tuple(findings))


def _present(item: Item) -> list[str]:
    return [name for name in _ATTRIBUTES.values() if getattr(item, name)]


def _read_toml(text: str, name: str) -> Overrides:
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: not TOML: {error}", "mend the line it names") from error
    lines = _lines(text, r"^\s*\[\s*[\"']?%s[\"']?\s*\]")
    rows, findings = [], []
    for paper, table in tables.items():
        place = Place(file=name, line=lines(paper))
        if not isinstance(table, dict):
            raise InputError(f"{place}: {paper} is no table of fields", f"write [{paper}], and its fields below")
        rows.append(_override(paper, table, place))
        findings += _unknown(table, place)
    return Overrides(rows=tuple(rows), findings=tuple(findings))


def _override(paper: str, table: dict[str, Any], place: Place) -> Override:
    given = {field: _plain(value) for field, value in table.items() if field in _ATTRIBUTES}
    item = csljson.item({field: _people(value) if field in _LISTS else value for field, value in given.items()})
    fields: dict[str, Any] = {}
    for field, value in given.items():
        read = getattr(item, _ATTRIBUTES[field])
        if not read and value not in ("", []):
            raise InputError(f"{place}: {field} of {paper} cannot be read: {value}", "see “Correct a record” in the README")
        fields[_ATTRIBUTES[field]] = read if value not in ("", []) else () if field in _LISTS else None
    gloss = table.get(_GLOSS)
    return Override(
        name=paper,
        place=place,
        fields=fields,
        verified=table.get(_VERIFIED) is True,
        gloss=" ".join(str(gloss).split()) if gloss else None,
    )


def _plain(value: Any) -> Any:
    """TOML's own dates as text."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _people(value: Any) -> Any:
    """``"Frantar, Elias"`` as a name of two parts, ``"King, Jr., Martin"`` of three; a text without comma is literal."""
    people = value if isinstance(value, list) else [value]
    return [_person(person) if isinstance(person, str) else person for person in people if person != ""]


def _person(text: str) -> dict[str, str]:
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1:
        return {"literal": text}
    named = {"family": parts[0], "given": parts[-1]} | ({"suffix": parts[1]} if len(parts) == 3 else {})
    return {name: part for name, part in named.items() if part}


def _unknown(table: Mapping[str, Any], place: Place) -> Iterator[Finding]:
    known = (*_ATTRIBUTES, _VERIFIED, _GLOSS)
    for field in table:
        if field not in known:
            near = get_close_matches(field, known, n=1)
            yield Finding(
                code="override-unknown-field",
                severity=Severity.WARNING,
                message=f"{field} is no variable of CSL; left out",
                cure=f"did you mean {near[0]}?" if near else f"known are: {', '.join(sorted(known))}",
                place=place,
            )


def _lines(text: str, pattern: str) -> Any:
    """A function from a name to the line where its table or entry starts; 0 where it is not found."""

    def line(name: str) -> int:
        found = re.search(pattern % re.escape(name), text, re.MULTILINE)
        return text.count("\n", 0, found.end()) + 1 if found else 0

    return line


# Applying -----------------------------------------------------------------------------------------------------------


def apply(library: Library, overrides: Overrides) -> Library:
    """``library`` with the corrections made, and a finding for each; keys do not change."""
    finder = _Finder(library)
    records = {id(record): record for record in library.records}
    findings = [*overrides.findings]
    for row in overrides.rows:
        record = finder.find(row)
        if record is None:
            findings.append(_unmatched(row, library))
            continue
        before = records[id(record)]
        after = _corrected(before, row)
        records[id(record)] = after
        findings.append(_applied(row, before, after))
    return replace(library, records=tuple(records.values()), findings=(*library.findings, *findings))


class _Finder:
    """Finds the paper that a correction is about."""

    def __init__(self, library: Library) -> None:
        self._by_name: dict[str, Record] = {}
        for record in library.records:
            for name in _names(record):
                self._by_name.setdefault(name, record)

    def find(self, row: Override) -> Record | None:
        """By key, former key, id or identifier; a row of a .bib also by what identifies its item."""
        identified = identify(row.name.removeprefix("doi:").removeprefix("arxiv:"))
        names = [row.name, identified.token if identified else "", *(_tokens(row.item) if row.item else ())]
        return next((self._by_name[name] for name in names if name in self._by_name), None)


def _names(record: Record) -> list[str]:
    identifiers = [f"{kind}:{value.lower() if kind == 'doi' else value}" for kind, value in record.identifiers.items()]
    return [name for name in (record.key, *record.aliases, record.id, *identifiers, *_tokens(record.item)) if name]


def _tokens(item: Item) -> list[str]:
    year = item.issued.year if item.issued else None
    named = [name for name in sorted(record_tokens(item)) if not name.startswith("url:")]
    return [*named, *([f"title:{squeeze(item.title)} {year}"] if item.title else [])]


def _corrected(record: Record, row: Override) -> Record:
    item = replace(record.item, **row.fields)
    if row.item is not None and row.item.type != "document":
        item = replace(item, type=row.item.type)
    if row.gloss:
        custom = item.other.get("custom")
        kept = custom if isinstance(custom, dict) else {}
        item = replace(item, other={**item.other, "custom": {**kept, _GLOSS: row.gloss}})
    return replace(record, item=item, status=Status.PINNED if row.verified else record.status)


def _applied(row: Override, before: Record, after: Record) -> Finding:
    old, new = said(before.item), said(after.item)
    changed = [
        f"{field}: {_short(old.get(field, ''))} → {_short(new.get(field, ''))}"
        for field in sorted(old.keys() | new.keys())
        if old.get(field) != new.get(field)
    ]
    changed += ["verified"] if after.verified != before.verified else []
    if changed:
        message, cure = f"corrected by hand: {'; '.join(changed)}", "nothing to mend"
    else:
        message, cure = "corrected by hand, and the record says the same by now", "remove the correction"
    return Finding(
        code="overridden", severity=Severity.INFO, message=message, cure=cure, place=row.place, key=before.key
    )


def _short(text: str) -> str:
    if not text:
        return "nothing"
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"


def _unmatched(row: Override, library: Library) -> Finding:
    near = get_close_matches(row.name, [record.key for record in library.records], n=3)
    return Finding(
        code="override-unmatched",
        severity=Severity.WARNING,
        message=f"a correction for {row.name}, which no paper of the list is called",
        cure=f"did you mean {' or '.join(near)}?" if near else "name it by its citation key, see plbib keys",
        place=row.place,
    )
