"""BibTeX: one table of fields, read in both directions.

Form: one entry a paragraph, one field a line, two blanks of indent, list order, fields in the order of the table; ASCII
with TeX escapes; ``url``, ``doi`` and ``eprint`` verbatim. No time stamp.
"""

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from plbib.errors import InputError, Severity
from plbib.identifiers import identify, is_isbn, is_issn
from plbib.keys import safe
from plbib.model import Finding, Item, Library, Place, Record, Status
from plbib.text import dates, names, tex
from plbib.text.capitals import protect

_UNVERIFIED = "Unverified: only what the list says; no source has confirmed it."
_KEPT = "bibtex"
"""Under this name in an item's ``custom``: fields of a .bib that have no CSL variable."""

# CSL type → BibTeX entry type; the first row with an entry type is the one it is read as.
_TYPES = (
    ("paper-conference", "inproceedings"),
    ("article-journal", "article"),
    ("article-magazine", "article"),
    ("article-newspaper", "article"),
    ("book", "book"),
    ("chapter", "incollection"),
    ("thesis", "phdthesis"),
    ("report", "techreport"),
    ("document", "misc"),
)
_ENTRY_TYPE = dict(_TYPES)
_CSL_TYPE = {entry: csl for csl, entry in reversed(_TYPES)} | {
    "conference": "paper-conference",
    "inbook": "chapter",
    "proceedings": "book",
    "booklet": "book",
    "manual": "report",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "report": "report",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "dataset": "dataset",
    "software": "software",
    "unpublished": "manuscript",
}
# Spellings of biblatex and of other programs for fields of the table.
_SPELLINGS = {"journaltitle": "journal", "location": "address", "annotation": "annote", "eprinttype": "archiveprefix"}


class _Form(Struct, frozen=True):
    """How a kind of value is written (between the braces) and read."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


class _Field(Struct, frozen=True):
    """A row: BibTeX field, attribute of :class:`Item`, form, and the entry types it holds for (none: all)."""

    name: str
    attribute: str
    form: _Form
    types: frozenset[str] = frozenset()


def _read_text(text: str) -> str | None:
    return " ".join(tex.unescape(text).split()) or None


def _word(text: str) -> str:
    """``text`` where styles make an address or the name of a command of it: an escape would act there, too."""
    return _NOT_WORD.sub("-", text).strip("-")


_NOT_WORD = re.compile(r"[^A-Za-z0-9./:+-]+")
_RANGE = re.compile(r"(?<=[\w.])\s*[-–—]+\s*(?=\w)")
_NOT_VERBATIM = re.compile(r"\\url\b|[\\{}]")
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def _write_pages(pages: str) -> str:
    return "--".join(map(tex.escape, _RANGE.split(pages)))


def _write_doi(doi: str) -> str:
    """The bare name; ``<`` and ``>`` stay, for a DOI with ``%3C`` is another one."""
    return tex.address(_DOI_PREFIX.sub("", doi)).replace("%3C", "<").replace("%3E", ">")


def _read_doi(text: str) -> str:
    return _DOI_PREFIX.sub("", _read_verbatim(text))


def _read_verbatim(text: str) -> str:
    return _NOT_VERBATIM.sub("", text).strip()


# Papers of one venue share its name, publisher and editors.
_TEXT = _Form(lru_cache(maxsize=1024)(tex.escape), _read_text)
_TITLE = _Form(protect, _read_text)
_NAMES = _Form(lru_cache(maxsize=1024)(names.to_bibtex), names.from_bibtex)
_PAGES = _Form(_write_pages, lambda text: _RANGE.sub("-", _read_text(text) or ""))
_WORD = _Form(_word, _read_text)
_VERBATIM = _Form(tex.address, _read_verbatim)
_DOI = _Form(_write_doi, _read_doi)

# A number whose check digit does not hold is another book's or nobody's; a finding says that it is left out.
_ISBN = _Form(lambda text: tex.escape(text) if is_isbn(text) else "", _read_text)
_ISSN = _Form(lambda text: tex.escape(text) if is_issn(text) else "", _read_text)

_IN_BOOK = frozenset({"inproceedings", "incollection"})
_THESIS = frozenset({"phdthesis"})
_REPORT = frozenset({"techreport"})
_ARTICLE = frozenset({"article"})
_OTHER_TYPES = frozenset(_ENTRY_TYPE.values()) - _THESIS - _REPORT

_FIELDS = (
    _Field("author", "author", _NAMES),
    _Field("title", "title", _TITLE),
    _Field("booktitle", "container_title", _TEXT, _IN_BOOK),
    _Field("journal", "container_title", _TEXT, _ARTICLE),
    _Field("howpublished", "container_title", _TEXT, frozenset({"misc"})),
    _Field("series", "collection_title", _TEXT),
    _Field("edition", "edition", _TEXT),
    _Field("editor", "editor", _NAMES),
    _Field("volume", "volume", _TEXT),
    _Field("number", "issue", _TEXT, _ARTICLE),
    _Field("number", "number", _TEXT, _REPORT),
    _Field("pages", "page", _PAGES),
    _Field("address", "publisher_place", _TEXT),
    _Field("address", "event_place", _TEXT),
    _Field("publisher", "publisher", _TEXT, _OTHER_TYPES),
    _Field("school", "publisher", _TEXT, _THESIS),
    _Field("institution", "publisher", _TEXT, _REPORT),
    _Field("year", "issued", _Form(lambda date: str(date.year or tex.escape(date.literal or "")), str)),
    _Field("doi", "doi", _DOI),
    _Field("isbn", "isbn", _ISBN),
    _Field("issn", "issn", _ISSN),
    _Field("url", "url", _VERBATIM),
    _Field("language", "language", _WORD),
    _Field("keywords", "keyword", _TEXT),
    _Field("note", "note", _TEXT),
)


@cache
def _row(entry_type: str) -> tuple[_Field, ...]:
    return tuple(field for field in _FIELDS if not field.types or entry_type in field.types)


def write(library: Library, section: str = "") -> bytes:
    """The library as a .bib file in list order; ``section`` names the part of the list it is, if it is one."""
    return "\n".join([_header(library, section), *map(entry, library.records)]).encode("utf-8")


def _header(library: Library, section: str) -> str:
    count = len(library.records)
    number = f"{count:,} {'entry' if count == 1 else 'entries'}"
    lines = [library.title, f"Section: {section}" if section else "", library.url]
    lines.append(number if count or not section else f"{number}: this section of the list is empty")
    return "".join(f"% {comment(line)}\n" for line in lines if line)


def comment(text: str) -> str:
    """``text`` for outside an entry, where BibTeX knows no comment and takes ``@`` for the start of an entry."""
    for mark, written in (("@", "(at)"), ("{", "("), ("}", ")")):
        text = text.replace(mark, written)
    return " ".join(tex.escape(" ".join(text.split())).replace("{", "(").replace("}", ")").split())


def entry(record: Record) -> str:
    """One entry with its final newline."""
    item = record.item
    entry_type = _ENTRY_TYPE.get(item.type, "misc")
    lines, written = [f"@{entry_type}{{{safe(record.key)},"], set()
    for field in _row(entry_type):
        value = getattr(item, field.attribute)
        text = field.form.write(value) if value and field.name not in written else ""
        if text:
            lines.append(f"  {field.name} = {{{text}}},")
            written.add(field.name)
        month = item.issued.month if field.name == "year" and item.issued else None
        if month and 1 <= month <= 12:
            lines.append(f"  month = {dates.MONTHS[month - 1]},")
            written.add("month")
        if field.name == "url":
            lines += _preprint(record)
            written |= {"eprint", "archiveprefix"} if "arxiv" in record.identifiers else set()
    lines += _own(record, written)
    lines += ["  title = {},"] if len(lines) == 1 else []  # most programs leave out an entry without fields
    return "\n".join([*lines, "}", ""])


def _preprint(record: Record) -> list[str]:
    arxiv = _word(record.identifiers.get("arxiv", ""))
    return [f"  eprint = {{{arxiv}}},", "  archiveprefix = {arXiv},"] if arxiv else []


def _own(record: Record, written: set[str]) -> list[str]:
    """The fields that are no variable of the item: what a .bib held besides, the mark of the unverified."""
    fields: dict[str, str] = {}
    kept = record.item.other.get("custom")
    foreign = kept.get(_KEPT) if isinstance(kept, dict) else None
    foreign = foreign if isinstance(foreign, dict) else {}
    fields |= {name: tex.escape(str(value)) for name, value in foreign.items() if _FIELD_NAME.fullmatch(name)}
    if not record.verified:
        fields["annote"] = tex.escape(_UNVERIFIED)
    return [f"  {name} = {{{value}}}," for name, value in fields.items() if value and name not in written]


_FIELD_NAME = re.compile(r"[a-z][a-z0-9_-]*")


# Reading ------------------------------------------------------------------------------------------------------------

_START = re.compile(r"@\s*([A-Za-z][\w-]*)\s*([{(])\s*([^\s,{}]*)")
_NO_ENTRY = frozenset({"comment", "string", "preamble"})


def read(text: str, source: str) -> tuple[list[Record], list[Finding]]:
    """The records of a .bib file, and a finding with its line for each entry bibtexparser would drop.

    A macro that the file does not define is read as its name. Raises :class:`InputError` for hostile nesting.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = _parse(text)
        records = [_record(row) for row in rows]
    except RecursionError as error:
        raise InputError(f"{source}: braces nested too deeply", "look for an entry with many braces") from error
    return records, _dropped(text, Counter(row["ID"] for row in rows), source)


class _Macros(dict[str, str]):
    """What ``@string`` defines; bibtexparser would stop at a name that nothing defines."""

    def __missing__(self, name: str) -> str:
        return name


def _parse(text: str) -> list[dict[str, str]]:
    from bibtexparser.bparser import BibTexParser

    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False, homogenize_fields=False)
    parser.bib_database.strings = _Macros(parser.bib_database.strings)
    rows: list[dict[str, str]] = parser.parse(text, partial=True).entries
    return rows


def _dropped(text: str, parsed: Counter[str], source: str) -> list[Finding]:
    findings = []
    for found in _starts(text):
        key = found[3]
        if parsed[key] > 0:
            parsed[key] -= 1
            continue
        line = text.count("\n", 0, found.start()) + 1
        findings.append(
            Finding(
                code="unread-entry",
                severity=Severity.ERROR,
                message=f"the entry {key or '(without key)'} could not be read: left out",
                cure="check its braces, its commas and that it has fields",
                place=Place(file=source, line=line, column=found.start() - text.rfind("\n", 0, found.start())),
            )
        )
    return findings


def _starts(text: str) -> Iterator[re.Match[str]]:
    """Where entries start: outside other entries, and not in a line that ``%`` takes out."""
    closing, at = _closing(text), 0
    while found := _START.search(text, at):
        before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if found[1].lower() not in _NO_ENTRY and not before.lstrip().startswith("%"):
            yield found
        at = closing.get(found.start(2), found.end())


def _closing(text: str) -> dict[int, int]:
    """The position of each brace that is closed, and of the one that closes it; BibTeX knows no escaped brace."""
    opened: list[int] = []
    closing: dict[int, int] = {}
    for found in re.finditer(r"[{}]", text):
        if found[0] == "{":
            opened.append(found.start())
        elif opened:
            closing[opened.pop()] = found.start()
    return closing


def _record(row: dict[str, str]) -> Record:
    entry_type, key = row["ENTRYTYPE"].lower(), row["ID"]
    csl_type = _CSL_TYPE.get(entry_type, "document")
    # bibtexparser gives the last field first
    fields = {_SPELLINGS.get(name, name): row[name] for name in reversed(row) if name not in ("ENTRYTYPE", "ID")}
    used = {"year", "date"}
    values: dict[str, Any] = {}
    for field in _row(_ENTRY_TYPE.get(csl_type, "misc")):
        if field.name in fields and field.attribute not in values and field.name not in used:
            values[field.attribute] = field.form.read(fields[field.name])
            used.add(field.name)
    issued = dates.from_bibtex(*(tex.unescape(fields.get(name, "")) for name in ("year", "month", "date")))
    values["issued"] = issued
    used |= {"month"} if issued and issued.month else set()
    arxiv = _arxiv(fields)
    used |= {"eprint", "archiveprefix"} if arxiv else set()
    unverified = tex.unescape(fields.get("annote", "")) == _UNVERIFIED
    used |= {"annote"} if unverified else set()
    foreign = {name: tex.unescape(value) for name, value in fields.items() if name not in used}
    if csl_type == "document" and arxiv:
        csl_type = "article"
    values = {name: value for name, value in values.items() if value}
    return Record(
        key=key,
        item=Item(type=csl_type, **values, other={"custom": {_KEPT: foreign}} if foreign else {}),
        status=Status.UNRESOLVED if unverified else Status.PINNED,
        identifiers=dict(sorted({**_identified(values), **({"arxiv": arxiv} if arxiv else {})}.items())),
    )


def _arxiv(fields: dict[str, str]) -> str | None:
    if "eprint" in fields and fields.get("archiveprefix", "arxiv").lower() == "arxiv":
        found = identify(f"arxiv:{fields['eprint'].strip()}")
        return found.value if found else None
    return None


def _identified(values: dict[str, Any]) -> dict[str, str]:
    found = [identify(values[name]) for name in ("url", "doi") if values.get(name)]
    return {name.kind: name.value for name in found if name}
