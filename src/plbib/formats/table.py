"""Tables for spreadsheets: CSV and TSV, a row a paper below a row of names, written and read by one table of columns.

Rows are quoted as RFC 4180 has it and end with CR LF; a cell is one line. The file begins with a byte order mark:
without it Excel takes UTF-8 for the code page of the machine, and programs that need none pass over it. A cell that a
spreadsheet would take for a formula has an apostrophe before it, which is taken away again when it is read.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from plbib.errors import InputError
from plbib.findings import Code
from plbib.formats.format import Format, Read
from plbib.formats.ristags import read_date
from plbib.io.files import decode
from plbib.model import LISTED_ONLY, TYPES, Date, Finding, Item, Library, Name, Place, Record, Status
from plbib.papers.identifiers import identify
from plbib.text import dates, markup
from plbib.text.unicode import clean, on_one_line

if TYPE_CHECKING:
    from _csv import Reader as _Rows


class _CellForm(Struct, frozen=True):
    """How a value becomes the text of a cell, and how that is read; a cell is never read empty."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


class _TableColumn(Struct, frozen=True):
    """A column: its name, the attribute of :class:`Item` or :class:`Record`, its form, other names it is read by."""

    name: str
    attribute: str
    form: _CellForm
    also: tuple[str, ...] = ()


# Cells --------------------------------------------------------------------------------------------------------------

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_OTHERS = "others"
_PART = re.compile(r"\{([^{}]*)\}|([^;{}]+)")


def _plain(text: str) -> str:
    return on_one_line(markup.plain(text))


def _guarded(cell: str) -> str:
    """``cell`` so that no spreadsheet runs it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _write_names(names: tuple[Name, ...]) -> str:
    """``Family, Given; Family, Given, Suffix``; in braces what a comma or semicolon in it would make something else."""
    return "; ".join(filter(None, map(_write_name, names)))


def _write_name(name: Name) -> str:
    family = " ".join(filter(None, [name.dropping_particle, name.non_dropping_particle, name.family]))
    parts = [_plain(part or "").replace("{", "(").replace("}", ")") for part in (family, name.given, name.suffix)]
    whole = _plain(name.literal or "").replace("{", "(").replace("}", ")")
    if not whole and parts[0] and any(parts[1:]) and not re.search("[,;]", "".join(parts)):
        return ", ".join(parts if parts[2] else parts[:2])
    whole = whole or " ".join(filter(None, [parts[1], parts[0], parts[2]]))
    return f"{{{whole}}}" if re.search("[,;]", whole) else whole


def _read_names(cell: str) -> tuple[Name, ...]:
    found = (part for part in _PART.finditer(cell) if part[0].strip())
    return tuple(Name(literal=part[1]) if part[1] else _read_name(part[2]) for part in found)


def _read_name(text: str) -> Name:
    if text.strip("., ").lower() in ("et al", "and others", _OTHERS):
        return Name(literal=_OTHERS)
    family, *rest = (part.strip() for part in text.split(","))
    if not family or not any(rest):
        return Name(literal=text.strip(", ") or text.strip())
    return Name(family=family, given=rest[0] or None, suffix=", ".join(filter(None, rest[1:])) or None)


def _write_date(date: Date) -> str:
    return dates.to_iso(date) or _plain(date.literal or "")


def _read_date(cell: str) -> Date:
    return read_date([cell]) or Date(literal=cell)


def _year(date: Date) -> str:
    return str(date.year or "")


def _paths(categories: tuple[tuple[str, ...], ...]) -> str:
    """``Kites / Flying; Tails``."""
    paths = (" / ".join(_plain(heading).replace(";", ",") for heading in path) for path in categories)
    return "; ".join(filter(None, paths))


def _read_paths(cell: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(clean(heading) for heading in path.split(" / ")) for path in cell.split(";") if path.strip())


_UNTYPED = "document"
_ZOTERO = {
    "journalarticle": "article-journal",
    "magazinearticle": "article-magazine",
    "newspaperarticle": "article-newspaper",
    "conferencepaper": "paper-conference",
    "booksection": "chapter",
    "preprint": "article",
    "blogpost": "post-weblog",
    "computerprogram": "software",
}
"""Types in Zotero's own CSV → CSL types."""


def _read_type(cell: str) -> str:
    kind = _ZOTERO.get(cell.lower(), cell.lower())
    return kind if kind in TYPES else _UNTYPED


def _read_status(cell: str) -> Status:
    """As of the other formats: a file can say that only the list knows a record, and vouches for nothing."""
    return Status.UNRESOLVED if cell.lower() in LISTED_ONLY else Status.GIVEN


_TEXT = _CellForm(_plain, str)
_NAMES = _CellForm(_write_names, _read_names)
_DATE = _CellForm(_write_date, _read_date)
_COLUMNS = (
    _TableColumn("key", "key", _TEXT, ("citation key", "id")),
    _TableColumn("type", "type", _CellForm(str, _read_type), ("item type",)),
    _TableColumn("title", "title", _TEXT),
    _TableColumn("authors", "author", _NAMES, ("author",)),
    _TableColumn("year", "issued", _CellForm(_year, _read_date), ("publication year",)),
    _TableColumn("date", "issued", _DATE),
    _TableColumn("container", "container_title", _TEXT, ("publication title", "journal", "venue", "proceedings title")),
    _TableColumn("volume", "volume", _TEXT),
    _TableColumn("issue", "issue", _TEXT),
    _TableColumn("number", "number", _TEXT),
    _TableColumn("pages", "page", _TEXT),
    _TableColumn("editors", "editor", _NAMES, ("editor",)),
    _TableColumn("event", "event_title", _TEXT, ("conference name",)),
    _TableColumn("event place", "event_place", _TEXT),
    _TableColumn("series", "collection_title", _TEXT),
    _TableColumn("edition", "edition", _TEXT),
    _TableColumn("genre", "genre", _TEXT),
    _TableColumn("publisher", "publisher", _TEXT),
    _TableColumn("publisher place", "publisher_place", _TEXT, ("place",)),
    _TableColumn("DOI", "doi", _TEXT),
    _TableColumn("arXiv", "arxiv", _TEXT),
    _TableColumn("ISBN", "isbn", _TEXT),
    _TableColumn("ISSN", "issn", _TEXT),
    _TableColumn("URL", "url", _TEXT),
    _TableColumn("language", "language", _TEXT),
    _TableColumn("categories", "categories", _CellForm(_paths, _read_paths)),
    _TableColumn("keywords", "keyword", _TEXT),
    _TableColumn("note", "note", _TEXT),
    _TableColumn("abstract", "abstract", _TEXT, ("abstract note",)),
    _TableColumn("status", "status", _CellForm(str, _read_status)),
)
_BY_NAME = {name.lower(): column for column in _COLUMNS for name in (column.name, *column.also)}
_OF_RECORD = frozenset({"key", "categories", "status"})
_KEPT = "table"
"""Under this name in an item's ``custom``: cells of columns that have no variable."""

# Writing ------------------------------------------------------------------------------------------------------------


def _write(library: Library, delimiter: str) -> bytes:
    """The library in list order."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    kept = [_kept(record.item) for record in library.records]
    more = [*dict.fromkeys(name for cells in kept for name in cells)]
    writer.writerow([*(column.name for column in _COLUMNS), *map(_guarded, more)])
    for record, cells in zip(library.records, kept, strict=True):
        writer.writerow([*_row(record), *(_guarded(cells.get(name, "")) for name in more)])
    return text.getvalue().encode("utf-8-sig", "replace")


def _row(record: Record) -> list[str]:
    values = {column.attribute: getattr(record, column.attribute, None) for column in _COLUMNS}
    values |= {column.attribute: getattr(record.item, column.attribute) for column in _COLUMNS if _in_item(column)}
    values["arxiv"] = record.identifiers.get("arxiv")
    return [_guarded(column.form.write(value)) if (value := values[column.attribute]) else "" for column in _COLUMNS]


def _kept(item: Item) -> dict[str, str]:
    """Cells that a table had in columns without a variable, by the names of these."""
    custom = item.other.get("custom")
    cells = custom.get(_KEPT) if isinstance(custom, dict) else None
    pairs = cells.items() if isinstance(cells, dict) else ()
    return {clean(name): clean(cell) for name, cell in pairs if clean(name) and isinstance(cell, str)}


def _in_item(column: _TableColumn) -> bool:
    return column.attribute in Item.__struct_fields__


# Reading ------------------------------------------------------------------------------------------------------------

_DELIMITERS = (",", ";", "\t")
"""Excel writes the second where the comma is the sign of decimals."""


def _delimiter(text: str) -> str:
    """What parts the names of the first row, ``title`` and another of ours among them; ``""`` if nothing does."""
    line = re.split(r"[\r\n]", text.lstrip("\r\n")[:_LONGEST_HEAD], maxsplit=1)[0]
    heads = {sign: [name.lower() in _BY_NAME for name in _head(line, sign)] for sign in _DELIMITERS}
    best = max(heads, key=lambda sign: sum(heads[sign]))
    return best if sum(heads[best]) > 1 and "title" in map(str.lower, _head(line, best)) else ""


_LONGEST_HEAD = 10_000


def _head(line: str, delimiter: str) -> list[str]:
    return [clean(name) for name in next(csv.reader([line], delimiter=delimiter), [])]


def _read(data: bytes, source: str) -> Read:
    """The records of a table whose first row has ``title`` and other names of columns; of each row a record."""
    text = decode(data, source)
    delimiter = _delimiter(text)
    if not delimiter:
        raise InputError(
            f"{source}: no table of papers", "name the columns in its first row: title, authors, year, DOI …"
        )
    csv.field_size_limit(max(len(text), csv.field_size_limit()))  # a paper may have thousands of authors
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return _records(rows, source)
    except csv.Error as error:
        raise InputError(
            f"{source}:{rows.line_num}: {error}", "put quotes around the cell, and double those in it"
        ) from error


def _records(rows: "_Rows", source: str) -> Read:
    records: list[Record] = []
    findings: list[Finding] = []
    head: list[str] = []
    start = 1
    for cells in rows:
        place, start = Place(file=source, line=start), rows.line_num + 1
        if not any(map(str.strip, cells)):
            continue
        if not head:
            head = [clean(_unguarded(name)) for name in cells]
        elif len(cells) > len(head) and any(cells[len(head) :]):
            findings.append(_crowded(place))
        else:
            records.append(_record(_filled(head, cells), place))
    return records, findings


def _filled(head: list[str], cells: list[str]) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, cell in zip(head, cells, strict=False) if name and (text := clean(_unguarded(cell))))


def _record(cells: Iterable[tuple[str, str]], place: Place) -> Record:
    values: dict[str, Any] = {}
    kept: dict[str, str] = {}
    for name, cell in cells:
        column = _BY_NAME.get(name.lower())
        value = column.form.read(cell) if column else None
        if column and _says_more(value, cell, values.get(column.attribute)):
            values[column.attribute] = value
        else:
            kept[name] = f"{kept[name]}; {cell}" if name in kept else cell
    found = [identify(values[name]) for name in ("url", "doi") if name in values]
    identifiers = {one.kind: one.value for one in found if one}
    arxiv = values.pop("arxiv", "")
    return Record(
        key=values.pop("key", ""),
        status=values.pop("status", Status.GIVEN),
        categories=values.pop("categories", ()),
        identifiers=dict(sorted({**identifiers, **({"arxiv": arxiv} if arxiv else {})}.items())),
        item=Item(**{"type": _UNTYPED, **values}, other={"custom": {_KEPT: kept}} if kept else {}),
        origin=place,
    )


def _says_more(value: Any, cell: str, known: Any) -> bool:
    """Whether ``value`` is to be taken beside what another column said; a type that is none says nothing."""
    if isinstance(value, Date) and isinstance(known, Date):
        return bool(value.date_parts) or not known.date_parts
    return known is None and (value != _UNTYPED or cell.lower() == _UNTYPED)


def _crowded(place: Place) -> Finding:
    cure = "put quotes around cells that hold the sign between cells"
    return Code.NOT_AN_ITEM.finding("the row has more cells than there are columns; left out", cure, place)


def _format(delimiter: str, media_type: str, file: str, starts: tuple[str, ...]) -> Format:
    return Format(
        media_type=media_type,
        write=lambda library: _write(library, delimiter),
        read=_read,
        starts=lambda text: _delimiter(text) in starts,
        build={file: {}},
    )


CSV = _format(",", "text/csv", "papers.csv", (",", ";"))
TSV = _format("\t", "text/tab-separated-values", "papers.tsv", ("\t",))
