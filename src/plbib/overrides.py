"""Corrections by people: a TOML or .bib file whose fields win over every source."""

import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from plbib.difference import said
from plbib.errors import InputError, Severity
from plbib.formats import bibfile, bibtex, csljson
from plbib.identifiers import Identifier, identify
from plbib.lock import record_tokens
from plbib.model import Date, Finding, Item, Library, Name, Place, Record, Status
from plbib.text import dates
from plbib.text.unicode import squeeze

_ATTRIBUTES = {field.encode_name: field.name for field in msgspec.structs.fields(Item) if field.name != "other"}
_EMPTY = Item(type="document")
_VERIFIED, _GLOSS = "verified", "gloss"
_KNOWN = {field.lower(): field for field in (*_ATTRIBUTES, _VERIFIED, _GLOSS)}
_SHOWN = 60


class Override(Struct, frozen=True, kw_only=True):
    """The corrections to one paper: ``fields`` by attribute of :class:`Item`, what is to be absent with its default.

    ``name`` is a citation key, former key, lock id or identifier (``doi:…``); ``item`` finds it where it is none.
    """

    name: str
    place: Place
    fields: dict[str, Any]
    verified: bool = False
    gloss: str | None = None
    item: Item | None = None
    identifiers: dict[str, str] = {}


class Overrides(Struct, frozen=True, kw_only=True):
    """A file of corrections, and what was wrong in it."""

    rows: tuple[Override, ...] = ()
    findings: tuple[Finding, ...] = ()


# Reading ------------------------------------------------------------------------------------------------------------


def read(text: str, name: str) -> Overrides:
    """The corrections in a file called ``name``: TOML, or BibTeX if it ends in ``.bib``; a wrong one is a finding.

    Raises :class:`InputError` for what is no such file.
    """
    return _read_bib(text, name) if name.lower().endswith(".bib") else _read_toml(text, name)


def _read_bib(text: str, name: str) -> Overrides:
    records, findings = bibtex.read(text, name)
    rows = bibfile.parse(text, name).rows
    made = (_of_entry(record, row) for record, row in zip(records, rows, strict=True))
    return Overrides(rows=tuple(made), findings=tuple(findings))


def _of_entry(record: Record, row: bibfile.Row) -> Override:
    """What an entry says; an empty field says that there is none, and ``@misc`` nothing of the type."""
    item = record.item
    own = [form for form in bibtex.DIALECT.fields if not form.types or row.entry_type in form.types]
    blank = {form.variable for form in own if not row.fields.get(form.name, form.name).strip()}
    fields = {name: getattr(item, name) for name in _ATTRIBUTES.values() if getattr(item, name) or name in blank}
    if row.entry_type == "misc" or item.type == _EMPTY.type:
        del fields["type"]
    return Override(name=record.key, place=row.place, fields=fields, item=item, identifiers=record.identifiers)


def _read_toml(text: str, name: str) -> Overrides:
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: not TOML: {error}", "mend the line it names") from error
    rows: list[Override] = []
    findings: list[Finding] = []
    for paper, table in tables.items():
        place = Place(file=name, line=_line(text, paper))
        if not isinstance(table, dict):
            message, cure = f"{paper} is no table of fields; left out", f"write [{paper}], and its fields below"
            findings.append(_finding("override-value", Severity.ERROR, message, cure, place))
            continue
        fields: dict[str, Any] = {}
        for field, value in table.items():
            where = Place(file=name, line=_line(text, paper, field) or place.line)
            known = _KNOWN.get(field.lower())
            if known is None:
                findings.append(_unknown(paper, field, value, where))
                continue
            try:
                fields[_ATTRIBUTES.get(known, known)] = _value(known, value)
            except ValueError as error:
                message = f"{field} of {paper} cannot be read; left out: {_short(str(value))}"
                findings.append(_finding("override-value", Severity.ERROR, message, str(error), where))
        verified, gloss = fields.pop(_VERIFIED, False), fields.pop(_GLOSS, None)
        rows.append(Override(name=paper, place=place, fields=fields, verified=verified, gloss=gloss))
    return Overrides(rows=tuple(rows), findings=tuple(findings))


def _line(text: str, paper: str, field: str = "") -> int:
    """The line where the table of a paper begins, or the field in it; 0 where it is not found."""
    forms = (r"^[ \t]*\[\[?[ \t]*{0}[ \t]*[\].]", r"^[ \t]*{0}[ \t]*[.=]")
    quoted = [rf"[\"']?{re.escape(name)}[\"']?" for name in (paper, field)]
    for form in forms:
        found = re.search(form.format(quoted[0]), text, re.MULTILINE)
        if found and field:
            found = re.compile(forms[1].format(quoted[1]), re.MULTILINE).search(text, found.end())
        if found:
            return text.count("\n", 0, found.end()) + 1
    return 0


def _finding(code: str, severity: Severity, message: str, cure: str, place: Place, key: str = "") -> Finding:
    return Finding(code=code, severity=severity, message=message, cure=cure, place=place, key=key)


def _unknown(paper: str, field: str, value: Any, place: Place) -> Finding:
    near = _BIBTEX.get(field.lower()) or next(iter(get_close_matches(field.lower(), _KNOWN, n=1)), None)
    cure = f"did you mean {_KNOWN[near]}?" if near else f"known are: {', '.join(sorted(_KNOWN.values()))}"
    if isinstance(value, dict):
        cure = f'a name that holds a dot stands in quotes: ["{paper}.{field}"]'
    message = f"{field} is no field to correct; left out"
    return _finding("override-unknown-field", Severity.WARNING, message, cure, place)


_BIBTEX = {"pages": "page", "series": "collection-title", "address": "publisher-place", "location": "event-place"}
_BIBTEX |= {"year": "issued", "month": "issued", "booktitle": "container-title", "journal": "container-title"}
"""What other fields are called in BibTeX."""


# Values of TOML -----------------------------------------------------------------------------------------------------


def _value(field: str, value: Any) -> Any:
    """What ``value`` says of a field. Raises :class:`ValueError` with what to write instead."""
    if field == _VERIFIED:
        return _checked(value, isinstance(value, bool), "write true or false")
    if value in ("", []) and field != "type":
        return None if field == _GLOSS else getattr(_EMPTY, _ATTRIBUTES[field])
    if field in _LISTS:
        _checked(value, not (isinstance(value, str) and _AND.search(value)), _ONE_EACH)
        return tuple(map(_name, value if isinstance(value, list) else [value]))
    if field in _DATES:
        return _date(value)
    plain = isinstance(value, str | int | float) and not isinstance(value, bool)
    text = " ".join(str(_checked(value, plain, "write a text in quotes")).split())
    if field == "type" and text not in _TYPES:
        near = get_close_matches(text, _TYPES, n=1)
        raise ValueError(f"did you mean {near[0]}?" if near else f"types of CSL are: {', '.join(_TYPES)}")
    return text


def _checked(value: Any, holds: bool, cure: str) -> Any:
    if not holds:
        raise ValueError(cure)
    return value


_LISTS = frozenset({"author", "editor", "translator"})
_DATES = frozenset({"issued", "accessed", "event-date"})
_AND = re.compile(r"\sand\s")
_ONE_EACH = 'write a list with one name each, as in ["Berg, Ann", { literal = "The Kite Society" }]'
_NAME_PARTS = {field.encode_name: field.name for field in msgspec.structs.fields(Name)}
_UNDATED = frozenset({"in press", "forthcoming", "submitted", "n.d."})
_TYPES = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage"
).split()


def _name(value: Any) -> Name:
    """``"van der Berg, Ann"`` as a name of three parts, ``"King, Jr., Martin"`` too; without comma it is literal."""
    if isinstance(value, str) and value.strip():
        family, *others = (part.strip() for part in value.split(","))
        if not others:
            return Name(literal=family)
        _checked(value, bool(family) and len(others) <= 2 and not _AND.search(value), _ONE_EACH)
        low = re.match(r"(?:[^\W\d_A-Z][\w'’]*\s+)*", family)
        at = low.end() if low and family[: low.end()].islower() else 0
        parts = {"family": family[at:], "given": others[-1], "non-dropping-particle": family[:at].strip()}
        value = parts | ({"suffix": others[0]} if len(others) > 1 else {})
    _checked(value, isinstance(value, dict) and all(isinstance(part, str) for part in value.values()), _ONE_EACH)
    wrong = [part for part in value if part not in _NAME_PARTS]
    _checked(value, not wrong, f"parts of a name are: {', '.join(_NAME_PARTS)}")
    name = Name(**{_NAME_PARTS[part]: text.strip() for part, text in value.items() if text.strip()})
    return _checked(name, bool(name.family or name.given or name.literal), _ONE_EACH)  # type: ignore[no-any-return]


def _date(value: Any) -> Date:
    """A date of TOML, a year, a text such as ``2020-05`` or ``in press``, or a date of CSL."""
    cure = 'write "2020-05-01", "2020-05" or 2020; for what is no date { literal = "…" }'
    value = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    value = value.isoformat() if hasattr(value, "isoformat") else value
    date = dates.iso(value) if isinstance(value, str) else None
    if isinstance(value, dict) and value.keys() <= {"date-parts", "literal", "circa", "season"}:
        date = csljson.item({"issued": value}).issued
    elif isinstance(value, str) and value in _UNDATED:
        date = Date(literal=value)
    if date is None or not (date.literal or dates.to_iso(date)):
        raise ValueError(cure)
    return date


# Applying -----------------------------------------------------------------------------------------------------------


def apply(library: Library, overrides: Overrides) -> Library:
    """``library`` with the corrections made, and a finding for each; keys do not change."""
    finder = _Finder(library)
    records = {id(record): record for record in library.records}
    taken: dict[int, dict[str, Any]] = {known: {} for known in records}
    findings = [*overrides.findings]
    for row in overrides.rows:
        found = finder.find(row)
        if len(found) != 1:
            findings.append(_unmatched(row, found, library))
            continue
        known = id(found[0])
        before, records[known] = records[known], _corrected(records[known], row)
        findings.append(_applied(row, before, records[known]))
        twice = [name for name, value in row.fields.items() if taken[known].get(name, value) != value]
        taken[known] |= row.fields
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
    return [Identifier(kind, value).token for kind, value in identifiers.items()]


def _tokens(item: Item) -> list[str]:
    year = item.issued.year if item.issued else None
    named = [name for name in sorted(record_tokens(item)) if not name.startswith("url:")]
    return [*named, *([f"title:{squeeze(item.title)} {year}"] if item.title else [])]


def _corrected(record: Record, row: Override) -> Record:
    item = replace(record.item, **row.fields)
    other = {**(row.item.other if row.item else {}), **({"custom": {_GLOSS: row.gloss}} if row.gloss else {})}
    item = replace(item, other=_merged(item.other, other)) if other else item
    gone, now = _identified(record.item), _identified(item)
    changed = {kind: now.get(kind, "") for kind in gone | now if gone.get(kind) != now.get(kind)}
    names = {**record.identifiers, **changed, **row.identifiers}
    names = {kind: names[kind] for kind in sorted(names) if names[kind]}
    return replace(record, item=item, identifiers=names, status=Status.PINNED if row.verified else record.status)


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


def _unmatched(row: Override, found: list[Record], library: Library) -> Finding:
    near = [record.key for record in found]
    near = near or get_close_matches(row.name, [record.key for record in library.records], n=3)
    cure = f"did you mean {' or '.join(near)}?" if near else "name it by its citation key, see plbib keys"
    what = "several papers of the list are" if found else "no paper of the list is"
    message = f"a correction for {row.name}, which {what} called; left out"
    return _finding("override-unmatched", Severity.WARNING, message, cure, row.place)
