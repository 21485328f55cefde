"""RIS, for EndNote, Mendeley and Zotero.

``TY  - CONF``, a tag a line, ``ER  - `` at the end of a record; UTF-8, lines end in CR LF as the format asks. A value
is one line: whatever could begin another is a blank.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import compress
from operator import attrgetter
from typing import Any

from plbib.findings import Code
from plbib.formats.format import Format
from plbib.formats.ristags import CSL_TYPE, REPORT, RIS_TYPE, SEVERAL, TAGS, TALK, WHOLE, RisTag, read_date
from plbib.io.files import decode
from plbib.model import Date, Finding, Item, Library, Place, Record, Status
from plbib.papers.identifiers import identify, is_isbn, is_issn
from plbib.text import dates, freedates, markup
from plbib.text.formulas import in_unicode
from plbib.text.unicode import clean, on_one_line

_UNVERIFIED = "Unverified"
_LENGTH = "number-of-pages"
_KEPT = "ris"
"""Under this name in an item's ``custom``: tags that have no CSL variable."""

# Writing ------------------------------------------------------------------------------------------------------------


def write(library: Library) -> bytes:
    """The library in list order."""
    return "".join(map(_record, library.records)).encode("utf-8", "replace")


def _record(record: Record) -> str:
    return "".join(f"{tag}  - {value}\r\n" for tag, value in [*write_tags(record), ("ER", "")]) + "\r\n"


def write_tags(record: Record) -> list[tuple[str, str]]:
    """A record as tags with their values, each on one line: ``TY`` and ``ID`` first, no ``ER``."""
    kind = RIS_TYPE.get(record.item.type, "GEN")
    return [("TY", kind), ("ID", clean(record.key)), *_lines(record, CSL_TYPE[kind])]


def _lines(record: Record, kind: str) -> Iterator[tuple[str, str]]:
    item = record.item
    for row, value in _values(item, kind):
        for text in filter(None, map(_line, row.form.write(value))):
            yield row.tag, text
            if row.tag == "C3" and not item.event_title:
                yield "T2", text  # where most programs look
    if item.issued and item.issued.year is not None:
        yield "PY", f"{item.issued.year:04}" if item.issued.year > 0 else f"{-item.issued.year} BCE"
    yield from _pages(_line(item.page or (str(item.other.get(_LENGTH, "")) if kind in WHOLE else "")))
    if kind in WHOLE and item.page and _line(item.page).isdecimal():
        yield "EP", _line(item.page)  # alone in SP it is the number of pages
    for number in (item.isbn, item.issn, item.number if kind in REPORT else None):
        if number and _line(number):
            yield "SN", _line(number)
    for keyword in _keywords(record):
        yield "KW", keyword
    if "arxiv" in record.identifiers:
        yield "AN", f"arXiv:{_line(record.identifiers['arxiv'])}"
    if record.listed_only:
        yield "RN", _UNVERIFIED
    yield from _kept(item)


def _values(item: Item, kind: str) -> Iterator[tuple[RisTag, Any]]:
    """The rows for which an item of a type has values, with these."""
    rows, of_item = _rows(kind, others=bool(item.other))
    if of_item is None:
        values = tuple(getattr(item, row.attribute, None) or item.other.get(row.attribute) for row in rows)
    else:
        values = of_item(item)
    return compress(zip(rows, values, strict=True), values)


@cache
def _rows(kind: str, *, others: bool) -> tuple[tuple[RisTag, ...], Callable[[Item], tuple[Any, ...]] | None]:
    """The rows that hold for a type of item; without ``others``, with what gets the variables that every item has."""
    rows = tuple(row for row in TAGS if kind in row.types and (others or row.attribute in _OF_ITEM))
    return rows, None if others else attrgetter(*[row.attribute for row in rows])


def _pages(page: str) -> Iterator[tuple[str, str]]:
    """First and last page; what is no such range whole in ``SP``, as EndNote writes it."""
    match = re.fullmatch(r"([^\s,;:–-]+) ?(?:-+|–) ?([^\s,;:–-]+)", page) if page else None
    if match:
        yield from (("SP", match[1]), ("EP", match[2]))
    elif page:
        yield "SP", page


def _line(text: str) -> str:
    """``text`` on one line and without markup."""
    return on_one_line(markup.plain(in_unicode(text)) if "$" in text or "<" in text else text)


def _keywords(record: Record) -> list[str]:
    own = (record.item.keyword or "").split(",")
    headings = [heading for path in record.categories for heading in path]
    return list(dict.fromkeys(filter(None, map(_line, [*own, *headings]))))


def _kept(item: Item) -> Iterator[tuple[str, str]]:
    custom = item.other.get("custom") if item.other else None
    kept = custom.get(_KEPT) if isinstance(custom, dict) else None
    for tag, values in kept.items() if isinstance(kept, dict) else ():
        if _TAG_NAME.fullmatch(tag) and tag not in _FRAME and isinstance(values, list):
            yield from ((tag, text) for text in map(_line, map(str, values)) if text)


_DATES = ("DA", "Y1", "PY")
_OF_ITEM = frozenset(Item.__struct_fields__)

# Reading ------------------------------------------------------------------------------------------------------------

_TAG_NAME = re.compile(r"[A-Z][A-Z0-9]")
_FRAME = frozenset({"TY", "ID", "ER"})
_LINE = re.compile(rf"({_TAG_NAME.pattern})(?:  -| -(?= |$))(.*)", re.DOTALL)


def read(text: str, source: str) -> tuple[list[Record], list[Finding]]:
    """The records of a RIS file, and a finding with its line for what begins none."""
    records: list[Record] = []
    findings: list[Finding] = []
    for line, pairs in _chunks(text):
        if pairs[0][0] == "TY":
            records.append(of_tags([(tag, on_one_line(" ".join(parts))) for tag, parts in pairs]))
        else:
            findings.append(_unread(source, line, any(tag for tag, _ in pairs)))
    return records, findings


def _chunks(text: str) -> Iterator[tuple[int, list[tuple[str, list[str]]]]]:
    """What stands between starts and ends of records: its first line, and its tags with the lines of each value."""
    pairs: list[tuple[str, list[str]]] = []
    start = 0
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), 1):
        match = _LINE.fullmatch(line)
        tag, value = (match[1], match[2].strip()) if match else ("", line.strip())
        if tag in ("TY", "ER") and pairs:
            yield start, pairs
            pairs = []
        if tag == "ER" or not (tag or value):
            continue
        start = start if pairs else number
        if tag or not pairs or pairs[-1][0] == "KW":  # EndNote writes a keyword a line
            pairs.append((tag or (pairs[-1][0] if pairs else ""), [value]))
        else:
            pairs[-1][1].append(value)
    if pairs:
        yield start, pairs


def _unread(source: str, line: int, tagged: bool) -> Finding:
    return Code.UNREAD_ENTRY.finding(
        instead=not tagged,
        message="a record without a type: left out" if tagged else "text outside any record: left out",
        cure="a record starts with TY  - and ends with ER  -",
        place=Place(file=source, line=line, column=1),
    )


def of_tags(pairs: list[tuple[str, str]]) -> Record:
    """The record that tags with their values say, ``TY`` first; those without a variable are kept under ``custom``."""
    named, kind = pairs[0][1].upper(), "document"
    kind = CSL_TYPE.get(named, kind)
    left: dict[str, list[str]] = {}
    for tag, value in pairs[1:]:
        dated = tag in _DATES and not value.strip("0/- ")  # Scopus writes 0000 for no date
        left.setdefault("AU" if tag == "A1" else tag, []).extend([value] if value and not dated else [])
    left = {tag: values for tag, values in left.items() if values}
    if kind in TALK:
        _as_endnote(left, named)
    values = _pulled(left, kind)
    identifiers = _identifiers(left, values)
    key = " ".join(left.pop("ID", [])[:1])
    unverified = left.get("RN") == [_UNVERIFIED] and bool(left.pop("RN"))
    return Record(
        key=key,
        item=Item(
            type=kind,
            **{name: value for name, value in values.items() if name in _OF_ITEM},
            other={name: value for name, value in values.items() if name not in _OF_ITEM}
            | ({"custom": {_KEPT: dict(sorted(left.items()))}} if left else {}),
        ),
        status=Status.UNRESOLVED if unverified else Status.GIVEN,
        identifiers=dict(sorted(identifiers.items())),
    )


def _as_endnote(left: dict[str, list[str]], named: str) -> None:
    """Publishers put the proceedings in ``T2``, Springer (``CPAPER``) the publisher's place in ``CY``."""
    if left.get("T2") and left.get("C3", left["T2"]) == left["T2"]:
        left["C3"] = left.pop("T2")
    if named == "CPAPER" and "CY" in left:
        left.setdefault("C1", left.pop("CY"))


def _pulled(left: dict[str, list[str]], kind: str) -> dict[str, Any]:
    """The variables of an item of type ``kind``, taken out of ``left``."""
    values: dict[str, Any] = {"issued": _issued(left)}
    work = identify(left["M3"][0]) if "M3" in left and "DO" not in left else None
    if work and work.kind == "doi":  # where older programs have it
        left["DO"] = [_first(left, "M3")]
    for row in TAGS:
        tag = next((tag for tag in (row.tag, *row.also) if tag in left), None)
        if tag and kind in row.types and row.attribute not in values:
            texts = left.pop(tag) if tag in SEVERAL else [_first(left, tag)]
            values[row.attribute] = row.form.read(texts)
    if kind in REPORT and "SN" not in left and (number := _first(left, "IS") or _first(left, "M1")):
        values["number"] = number
    start = _first(left, "SP")
    end = "" if re.fullmatch(r"\d+ ?[-–]+ ?\d+", start) else _first(left, "EP")  # EndNote has the range in SP
    values["keyword"] = ", ".join(left.pop("KW", []))
    length = kind in WHOLE and not end and start.isdecimal()
    page = "-".join(filter(None, [start, end]))
    values[_LENGTH if length else "page"] = re.sub(r"^(\d+)-\1$", r"\1", page) if kind in WHOLE else page
    for number in left.pop("SN", []):
        name = _numbered(number, kind)
        if name in values:
            left.setdefault("SN", []).append(number)
        values.setdefault(name, number)
    return {name: value for name, value in values.items() if value}


def _first(left: dict[str, list[str]], tag: str) -> str:
    """The first value of ``tag``, taken out of ``left``; ``""`` if there is none."""
    texts = left.pop(tag, [""])
    left |= {tag: texts[1:]} if texts[1:] else {}
    return texts[0]


def _issued(left: dict[str, list[str]]) -> Date | None:
    """The date that says most; none that it holds is left. A month alone in ``DA`` belongs to the year in ``PY``."""
    printed = [(tag, text, date) for tag in _DATES for text in left.get(tag, ()) if (date := read_date([text]))]
    most = known = max((date for *_, date in printed), key=_telling, default=None)
    for tag, text, date in printed:
        month = dates.month_number(date.literal or "")
        if month and known and known.date_parts and len(known.date_parts[0]) == 1:
            whole = freedates.free(f"{date.literal} {known.year}")
            known = whole or Date(date_parts=((*known.date_parts[0], month),))
        if date == most or _holds(most, date) or (month and date.literal == _letters(date.literal)):
            left[tag].remove(text)
    for tag in [tag for tag in _DATES if not left.get(tag, [""])]:
        del left[tag]
    return known


def _telling(date: Date) -> tuple[int, str, str]:
    """How much a date says; of two that say as much it does not matter which stands first."""
    return len(date.date_parts[0]) if date.date_parts else 0, str(date.date_parts), date.literal or ""


def _holds(most: Date | None, date: Date) -> bool:
    """Whether a date says nothing that ``most`` does not say."""
    if not most or not most.date_parts or not date.date_parts or date.season or len(date.date_parts) > 1:
        return False
    return most.date_parts[0][: len(date.date_parts[0])] == date.date_parts[0]


def _letters(text: str | None) -> str:
    return "".join(filter(str.isalpha, text or ""))


def _numbered(number: str, kind: str) -> str:
    if is_issn(number) or is_isbn(number):
        return "issn" if is_issn(number) else "isbn"
    if kind in REPORT:
        return "number"
    return "issn" if len(re.sub(r"\W", "", number)) == 8 else "isbn"


def _identifiers(left: dict[str, list[str]], values: dict[str, Any]) -> dict[str, str]:
    known = [identify(values[name]) for name in ("url", "doi") if name in values]
    archived = identify(left["AN"][0]) if left.get("AN", [""])[0].lower().startswith("arxiv:") else None
    if archived:
        _first(left, "AN")
    return {name.kind: name.value for name in (*known, archived) if name}


_START = re.compile(r"TY  ?- ")
FORMAT = Format(
    media_type="application/x-research-info-systems",
    write=write,
    read=lambda data, source: read(decode(data, source), source),
    starts=lambda text: bool(_START.match(text)),
    build={"papers.ris": {}},
)
