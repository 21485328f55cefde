"""A whole .bib file of either dialect: header, macros, entries, groups; and the way back.

An entry a paragraph, a field a line, two blanks of indent, fields in the order of the dialect's table, no time stamp.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from msgspec.structs import replace

from plbib.formats import bibfile, crossrefs, dialect, groups
from plbib.formats.bibfile import Row
from plbib.formats.dialect import Dialect
from plbib.formats.profiles import Options, Profile, acronym, profiled
from plbib.keys import KeySpace, safe, title_words
from plbib.model import CategoryPath, Finding, Library, Record
from plbib.repairs import Repair, findings, repair_fields, repair_item
from plbib.text import dates, tex

# Writing ------------------------------------------------------------------------------------------------------------


def write(library: Library, form: Dialect, options: Options, section: str = "") -> bytes:
    """The library as a .bib file, in list order; ``section`` names the part of the list it is, if it is one."""
    records: Iterable[Record] = library.records
    if options.profile is not Profile.FULL:
        records = [profiled(record, options.profile) for record in records]
    if options.by_key:
        records = sorted(records, key=lambda record: (record.key.lower(), record.key))
    macros = _macros(records, form, options) if options.strings else {}
    parts = [_header(library, section), _strings(macros)] if macros else [_header(library, section)]
    parts += [dialect.entry(record, form, utf8=options.utf8, macros=macros) for record in records]
    return "\n".join(filter(None, [*parts, groups.write(library)])).encode()


def _header(library: Library, section: str) -> str:
    count = len(library.records)
    number = f"{count:,} {'entry' if count == 1 else 'entries'}"
    lines = [library.title, f"Section: {section}" if section else "", library.url]
    lines.append(number if count or not section else f"{number}: this section of the list is empty")
    return "".join(f"% {comment(line)}\n" for line in lines if line)


def comment(text: str) -> str:
    """``text`` for outside an entry, where BibTeX knows no comment and takes ``@`` for the start of an entry."""
    return groups.harmless(tex.escape(groups.harmless(text)))


_CONTAINERS = ("booktitle", "journal", "journaltitle")
_REPEATED = (*_CONTAINERS, "publisher", "address", "location", "venue", "eventtitle", "series")
"""Fields of a venue, whose text many papers share."""
_AROUND = len("@string{ = }")


def _macros(records: Iterable[Record], form: Dialect, options: Options) -> dict[str, str]:
    """Texts of fields, braces included, that are longer in all than as a macro → the macro's name."""
    uses: Counter[str] = Counter()
    called: dict[str, str] = {}
    for record in records:
        fields = dialect.fields_of(record, form, utf8=options.utf8)[1]
        uses.update({fields[name] for name in _REPEATED if name in fields})
        issued = record.item.issued
        venue = f"{acronym(record)} {issued.year if issued and issued.year else ''}"
        called |= {fields[name]: venue for name in _CONTAINERS if name in fields and acronym(record)}
    names: dict[str, str] = {}
    taken = KeySpace(dates.MONTHS)
    for text, count in uses.items():
        words = title_words(called.get(text) or tex.unescape(text))[:2]
        name = "".join(["v", *words] if words[0][:1].isdigit() else words)[:_MACRO_LENGTH] if words else "venue"
        if count * (len(text) - len(name)) > _AROUND + len(name) + len(text):
            names[text] = taken.numbered(name)
    return names


_MACRO_LENGTH = 20


def _strings(macros: dict[str, str]) -> str:
    return "".join(f"@string{{{name} = {text}}}\n" for text, name in macros.items())


# Reading ------------------------------------------------------------------------------------------------------------


def read(data: bytes | str, source: str, older: Dialect, newer: Dialect) -> tuple[list[Record], list[Finding]]:
    """The records of a .bib of either dialect, and findings about what was wrong or repaired in it, with its place."""
    file = bibfile.parse(data, source)
    held, _ = groups.read(file.comments)
    records, problems = [], list(file.findings)
    for row, fields in crossrefs.resolved(file.rows):
        categories = held.get(row.key) or held.get(safe(row.key), ())
        record, repairs = read_entry(row, fields, older, newer, categories)
        records.append(replace(record, origin=row.place))
        problems += findings(repairs, place=row.place, key=row.key)
    return records, problems + crossrefs.missing(file.rows)


def read_entry(
    row: Row, fields: Mapping[str, str], older: Dialect, newer: Dialect, categories: tuple[CategoryPath, ...] = ()
) -> tuple[Record, list[Repair]]:
    """The record in an entry with these ``fields`` (lower-case name → raw TeX), and what was repaired in it."""
    repaired, made = repair_fields(row.key, fields, row.head)
    is_newer = not own_names(newer, older).isdisjoint([row.entry_type, *row.fields])
    dialects = (newer, older) if is_newer else (older, newer)
    record = dialect.record(row.key, row.entry_type, repaired, dialects, categories)
    item, more = repair_item(record.item)
    return replace(record, item=item), [*made, *more]


@cache
def own_names(form: Dialect, other: Dialect) -> frozenset[str]:
    """The entry types and fields that only ``form`` has, by which a file is known to be of it."""
    mine, others = (
        frozenset({entry for _, entry in one.types} | set(one.also) | {field.name for field in one.fields})
        for one in (form, other)
    )
    return mine - others
