"""RIS, for EndNote, Mendeley and Zotero: one table of tags, read in both directions.

``TY  - CONF``, a tag a line, ``ER  - `` at the end of a record; UTF-8, lines end in CR LF as the format asks. A value is
one line: whatever could begin another is a blank.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from plbib.errors import Severity
from plbib.identifiers import identify
from plbib.model import Date, Finding, Item, Library, Name, Place, Record, Status
from plbib.text import markup
from plbib.text.unicode import clean

_UNVERIFIED = "Unverified"
_KEPT = "ris"
"""Under this name in an item's ``custom``: tags that have no CSL variable."""

# CSL type → RIS type; the first row with a RIS type is the one it is read as.
_TYPES = (
    ("paper-conference", "CONF"),
    ("article-journal", "JOUR"),
    ("article-magazine", "MGZN"),
    ("article-newspaper", "NEWS"),
    ("article", "UNPB"),
    ("manuscript", "UNPB"),
    ("book", "BOOK"),
    ("chapter", "CHAP"),
    ("thesis", "THES"),
    ("report", "RPRT"),
    ("webpage", "ELEC"),
    ("post-weblog", "BLOG"),
    ("software", "COMP"),
    ("dataset", "DATA"),
    ("patent", "PAT"),
    ("document", "GEN"),
)
_RIS_TYPE = dict(_TYPES)
_CSL_TYPE = {written: kind for kind, written in reversed(_TYPES)} | {
    "CPAPER": "paper-conference",
    "EJOUR": "article-journal",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "JFULL": "article-journal",
    "MANSCPT": "manuscript",
    "PREPRINT": "article",
    "WEB": "webpage",
}


class _Form(Struct, frozen=True):
    """How a value becomes lines of one tag, and how these are read."""

    write: Callable[[Any], list[str]]
    read: Callable[[list[str]], Any]


class _Tag(Struct, frozen=True):
    """A row: tag, attribute of :class:`Item`, form, the CSL types it holds for (none: all), other tags read as it."""

    tag: str
    attribute: str
    form: _Form
    types: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()


def _write_name(name: Name) -> str:
    family = " ".join(filter(None, [name.dropping_particle, name.non_dropping_particle, name.family]))
    if name.literal or not name.given:
        return name.literal or family
    return ", ".join(filter(None, [family, name.given, name.suffix])) if family else name.given


def _read_name(text: str) -> Name:
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1 or not all(parts[:2]):
        return Name(literal=text)
    return Name(family=parts[0], given=parts[1], suffix=", ".join(filter(None, parts[2:])) or None)


def _write_date(date: Date) -> list[str]:
    """``2023/05/01/``, what is not known being empty; only the first day, as the format has no range."""
    first = date.date_parts[0][:3] if date.date_parts else ()
    if not first:
        return [f"///{date.literal}"] if date.literal else []
    return ["/".join([f"{first[0]:04}", *(f"{part:02}" for part in first[1:]), *[""] * (4 - len(first))])]


def _read_date(lines: list[str]) -> Date | None:
    parts = [*lines[0].split("/"), "", "", ""]
    numbers = []
    for part in parts[:3]:
        if not part.strip().isdecimal():
            break
        numbers.append(int(part))
    if numbers:
        return Date(date_parts=(tuple(numbers),))
    rest = "/".join(parts).strip("/ ")
    return Date(literal=rest) if rest else None


_TEXT = _Form(lambda text: [text], lambda lines: lines[0])
_PEOPLE = _Form(lambda names: list(map(_write_name, names)), lambda lines: tuple(map(_read_name, lines)))
_DATE = _Form(_write_date, _read_date)
_IN = frozenset({"paper-conference", "chapter"})
_JOURNAL = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_NUMBERED = frozenset({"report", "patent", "dataset", "thesis"})
_OTHERS = frozenset(kind for kind, _ in _TYPES) - _IN - _JOURNAL

_TAGS = (
    _Tag("AU", "author", _PEOPLE, also=("A1",)),
    _Tag("TI", "title", _TEXT, also=("T1", "CT")),
    _Tag("T2", "container_title", _TEXT, also=("JO", "JF", "BT")),
    _Tag("J2", "container_title_short", _TEXT, also=("JA",)),
    _Tag("T3", "collection_title", _TEXT),
    _Tag("C3", "event_title", _TEXT, frozenset({"paper-conference"})),
    _Tag("C1", "event_place", _TEXT, frozenset({"paper-conference"})),
    _Tag("A2", "editor", _PEOPLE, also=("ED", "A3")),
    _Tag("A4", "translator", _PEOPLE),
    _Tag("ET", "edition", _TEXT),
    _Tag("VL", "volume", _TEXT),
    _Tag("IS", "issue", _TEXT, _IN | _JOURNAL | {"book"}, also=("M1",)),
    _Tag("IS", "number", _TEXT, _NUMBERED),
    _Tag("C7", "number", _TEXT, _IN | _JOURNAL),
    _Tag("PB", "publisher", _TEXT),
    _Tag("CY", "publisher_place", _TEXT, also=("PP",)),
    _Tag("M3", "genre", _TEXT),
    _Tag("ET", "version", _TEXT, frozenset({"software", "dataset"})),
    _Tag("DA", "issued", _DATE, also=("PY", "Y1")),
    _Tag("Y2", "accessed", _DATE),
    _Tag("DO", "doi", _TEXT),
    _Tag("UR", "url", _TEXT, also=("LK",)),
    _Tag("LA", "language", _TEXT),
    _Tag("AB", "abstract", _TEXT, also=("N2",)),
    _Tag("N1", "note", _TEXT),
)
_SEVERAL = frozenset({"AU", "A1", "A2", "A3", "A4", "ED", "KW"})
"""Tags that may stand in several lines."""


# Writing ------------------------------------------------------------------------------------------------------------


def write(library: Library) -> bytes:
    """The library in list order."""
    return "".join(map(_record, library.records)).encode("utf-8", "replace")


def _record(record: Record) -> str:
    lines = [("TY", _RIS_TYPE.get(record.item.type, "GEN")), ("ID", record.key), *_lines(record), ("ER", "")]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines) + "\r\n"


def _lines(record: Record) -> Iterator[tuple[str, str]]:
    item = record.item
    written: set[str] = set()
    for row in _TAGS:
        value = getattr(item, row.attribute)
        if not value or (row.types and item.type not in row.types) or row.tag in written:
            continue
        for text in filter(None, map(_line, row.form.write(value))):
            written.add(row.tag)
            yield row.tag, text
        if row.tag == "DA" and item.issued and item.issued.year is not None:
            yield "PY", str(item.issued.year)
    first, _, last = (item.page or "").partition("-")
    yield from ((tag, text) for tag, text in (("SP", _line(first)), ("EP", _line(last))) if text)
    for number in filter(None, (item.isbn, item.issn)):
        yield "SN", _line(number)
    for keyword in _keywords(record):
        yield "KW", keyword
    if "arxiv" in record.identifiers:
        yield "AN", f"arXiv:{_line(record.identifiers['arxiv'])}"
    if not record.verified:
        yield "RN", _UNVERIFIED
    for tag, text in _kept(item):
        if tag not in written:
            yield tag, text


def _line(text: str) -> str:
    """``text`` on one line and without markup."""
    return clean(markup.plain(text))


def _keywords(record: Record) -> list[str]:
    own = (record.item.keyword or "").split(",")
    headings = [heading for path in record.categories for heading in path]
    return list(dict.fromkeys(filter(None, map(_line, [*own, *headings]))))


def _kept(item: Item) -> Iterator[tuple[str, str]]:
    custom = item.other.get("custom")
    kept = custom.get(_KEPT) if isinstance(custom, dict) else None
    for tag, values in kept.items() if isinstance(kept, dict) else ():
        if _TAG_NAME.fullmatch(tag):
            yield from ((tag, text) for text in map(_line, map(str, values)) if text)


# Reading ------------------------------------------------------------------------------------------------------------

_TAG_NAME = re.compile(r"[A-Z][A-Z0-9]")
_LINE = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*))?$", re.DOTALL)


def read(text: str, source: str) -> tuple[list[Record], list[Finding]]:
    """The records of a RIS file, and a finding with its line for what begins none."""
    records: list[Record] = []
    findings: list[Finding] = []
    tags: dict[str, list[str]] | None = None
    last = ""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), 1):
        found = _LINE.match(line.rstrip())
        tag, value = (found[1], (found[2] or "").strip()) if found else ("", line.strip())
        if tag == "TY":
            if tags is not None:
                records.append(_read(tags))
            tags = {"TY": [value]}
        elif tag == "ER":
            if tags is not None:
                records.append(_read(tags))
            tags = None
        elif tags is None:
            if value or tag:
                findings.append(_lost(source, number))
        elif tag:
            tags.setdefault(tag, []).append(value)
        elif value and last in tags:  # a value that goes on in the next line
            tags[last][-1] += f" {value}"
        last = tag or last
    if tags is not None:
        records.append(_read(tags))
    return records, findings


def _lost(source: str, line: int) -> Finding:
    return Finding(
        code="unread-entry",
        severity=Severity.ERROR,
        message="a line outside any record: left out",
        cure="a record starts with TY  - and ends with ER  -",
        place=Place(file=source, line=line, column=1),
    )


def _read(tags: dict[str, list[str]]) -> Record:
    kind = _CSL_TYPE.get(tags.pop("TY")[0].upper(), "document")
    left = {tag: [value for value in values if value] for tag, values in tags.items()}
    left = {tag: values for tag, values in left.items() if values}
    values: dict[str, Any] = {}
    for row in _TAGS:
        if (row.types and kind not in row.types) or row.attribute in values:
            continue
        for tag in (row.tag, *row.also):
            if tag in left:
                values[row.attribute] = row.form.read(left[tag])
                rest = [] if tag in _SEVERAL else left[tag][1:]
                left.pop(tag)
                left |= {tag: rest} if rest else {}
                break
    left.pop("PY", None)
    pages = [left.pop(tag, [""])[0] for tag in ("SP", "EP")]
    values["page"] = "-".join(filter(None, pages))
    for number in left.pop("SN", []):
        values["issn" if len(re.sub(r"\W", "", number)) == 8 else "isbn"] = number
    values["keyword"] = ", ".join(left.pop("KW", []))
    identifiers = _identifiers(left, values)
    key = left.pop("ID", [""])[0]
    unverified = left.get("RN") == [_UNVERIFIED]
    left = {tag: texts for tag, texts in left.items() if not (tag == "RN" and unverified)}
    if kind == "manuscript" and "arxiv" in identifiers:
        kind = "article"
    known = {name: value for name, value in values.items() if value}
    return Record(
        key=key,
        item=Item(type=kind, **known, other={"custom": {_KEPT: left}} if left else {}),
        status=Status.UNRESOLVED if unverified else Status.PINNED,
        identifiers=dict(sorted(identifiers.items())),
    )


def _identifiers(left: dict[str, list[str]], values: dict[str, Any]) -> dict[str, str]:
    found = {name.kind: name.value for name in map(identify, filter(None, [values.get("url"), values.get("doi")])) if name}
    archived = identify(left["AN"][0].lower()) if left.get("AN", [""])[0].lower().startswith("arxiv:") else None
    if archived:
        del left["AN"]
        found[archived.kind] = archived.value
    return found
