"""A whole .bib file of either dialect: header, macros, entries, groups; and the way back.

An entry a paragraph, a field a line, two blanks of indent, fields in the order of the dialect's table, no time stamp.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain

from msgspec.structs import replace

from plbib.findings import Code
from plbib.formats.bib import crossrefs, dialect, groups, joins, reading, sets
from plbib.formats.bib.definitions import Definition, definitions, expand
from plbib.formats.bib.dialect import Dialect
from plbib.formats.bib.file import RawEntry, parse
from plbib.formats.bib.profiles import Options, Profile, apply_profile
from plbib.model import CategoryPath, Finding, Library, Record
from plbib.papers.field_repairs import repair_fields
from plbib.papers.keys import KeySpace, of_its_own, safe, title_words
from plbib.papers.repairs import Repair, findings, repair_item
from plbib.papers.venues import acronym
from plbib.text import dates, tex
from plbib.text.counting import count_noun
from plbib.text.macros import unknown_commands

# Writing ------------------------------------------------------------------------------------------------------------


def write(
    library: Library, form: Dialect, options: Options, section: str = "", entries: Mapping[str, str] | None = None
) -> bytes:
    """The library as a .bib file, in list order; ``section`` names the part of the list it is, if it is one.

    ``entries`` are those of the records by their keys, from those who have them already with the same options.
    """
    if options.utf8 and form.lettered:
        library = replace(library, records=tuple(map(_with_own_key, library.records)))
    records: Iterable[Record] = library.records
    if options.profile is not Profile.FULL:
        records = [apply_profile(record, options.profile) for record in records]
    if options.by_key:
        records = sorted(records, key=lambda record: (record.key.lower(), record.key))
    macros = _macros(records, form, options) if options.strings else {}
    if options.mergeable:
        records = [replace(record, categories=()) for record in records]
    header = _header(library, section, counted=not options.mergeable)
    parts = [header, _strings(macros)] if macros else [header]
    if entries is None:
        parts += [dialect.entry(record, form, utf8=options.utf8, macros=macros) for record in records]
    else:
        parts += [entries[record.key] for record in records]
    if not options.mergeable:
        parts.append(groups.write(library, dialect.key_form(form, utf8=options.utf8)))
    return "\n".join(filter(None, parts)).encode()


def _with_own_key(record: Record) -> Record:
    """``record`` under the key it was read with, if biber takes that; the other one is an alias."""
    own = of_its_own(record.key, record.id_given)
    if own == record.key:
        return record
    return replace(record, key=own, aliases=(record.key, *(alias for alias in record.aliases if alias != own)))


def _header(library: Library, section: str, *, counted: bool) -> str:
    count = len(library.records)
    number = count_noun(count, "entry", "entries")
    lines = [library.title, f"Section: {section}" if section else "", library.url]
    if counted:
        lines.append(number if count or not section else f"{number}: {_why_empty(library)}")
    return "".join(f"% {comment(line)}\n" for line in lines if line)


def _why_empty(library: Library) -> str:
    """Why a section has no entry: it holds no line, or lines that could not be read, which ``library`` then tells."""
    unread = sum(finding.code == str(Code.UNREAD_LINE) for finding in library.findings)
    if not unread:
        return "this section of the list is empty"
    return f"{count_noun(unread, 'line')} of this section could not be read, see report.md"


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
        uses.update(dict.fromkeys(fields[name] for name in _REPEATED if name in fields).keys())
        issued = record.item.issued
        venue = f"{acronym(record)} {issued.year if issued and issued.year else ''}"
        called |= {fields[name]: venue for name in _CONTAINERS if name in fields and acronym(record)}
    names: dict[str, str] = {}
    taken = KeySpace(dates.MONTHS)
    for text, count in uses.items():
        words = title_words(called.get(text) or tex.unescape(text))[:2]
        name = "".join(["v", *words] if words[0][:1].isdigit() else words)[:_MACRO_LENGTH] if words else "venue"
        if count * (len(text) - len(name)) > _AROUND + len(name) + len(text):
            names[text] = taken.reserve_numbered(name)
    return names


_MACRO_LENGTH = 20


def _strings(macros: dict[str, str]) -> str:
    return "".join(f"@string{{{name} = {text}}}\n" for text, name in macros.items())


# Reading ------------------------------------------------------------------------------------------------------------


def read(data: bytes | str, source: str, older: Dialect, newer: Dialect) -> tuple[list[Record], list[Finding]]:
    """The records of a .bib of either dialect, and findings about what was wrong or repaired in it, with its place."""
    file = parse(data, source)
    held, _ = groups.read(file.comments)
    records, problems = [], list(file.findings)
    defined = definitions(file.preambles)
    problems += [finding for row in file.rows for finding in _unknown(row, defined)]
    rows, lost = crossrefs.resolve(file.rows)
    certain = [_is_of(row.entry_type, row.fields, newer, older) for row in file.rows]
    useprefix = (newer if 2 * sum(certain) > len(certain) else older).useprefix
    for row, fields in rows:
        categories = held.get(row.key) or held.get(safe(row.key), ())
        record, repairs = read_entry(row, expand(fields, defined), older, newer, categories, useprefix=useprefix)
        records.append(replace(record, origin=row.place))
        problems += findings(repairs, place=row.place, key=row.key)
    return sets.with_members(records), problems + lost


_UNREAD = frozenset("url doi file pdf eprint ee biburl timestamp abstract options execute".split())
"""Fields in which no command is looked for."""


def _unknown(row: RawEntry, defined: Mapping[str, Definition]) -> Iterator[Finding]:
    """A finding for the commands of an entry that nobody knows."""
    used = (unknown_commands(value) for name, value in row.fields.items() if "\\" in value and name not in _UNREAD)
    names = [name for name in dict.fromkeys(chain.from_iterable(used)) if name not in defined]
    if names:
        listed = ", ".join(f"\\{name}" for name in names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
        what = "is no command" if len(names) == 1 else "are no commands"
        yield Code.UNKNOWN_COMMAND.finding(
            f"{row.key}: {listed} {what} plbib knows; what stands for it is its argument, or its name",
            place=row.place,
            key=row.key,
        )


_MOST_NAMED = 5


def read_entry(
    row: RawEntry,
    fields: Mapping[str, str],
    older: Dialect,
    newer: Dialect,
    categories: tuple[CategoryPath, ...] = (),
    *,
    anywhere: bool = True,
    useprefix: bool = True,
) -> tuple[Record, list[Repair]]:
    """The record in an entry with these ``fields`` (lower-case name → raw TeX), and what was repaired in it.

    ``useprefix``: particles count as part of family names where the entry says nothing of it. They do to BibTeX, and to
    biblatex they do not (manual, 3.1.3).
    """
    repaired, made = repair_fields(row.key, fields, row.head)
    is_newer = _is_of(row.entry_type, fields, newer, older)
    dialects = (newer, older) if is_newer else (older, newer)
    record = reading.record(
        row.key, row.entry_type, repaired, dialects, categories, anywhere=anywhere, useprefix=useprefix
    )
    item, more = repair_item(record.item)
    return record if item is record.item else replace(record, item=item), [*made, *more]


def _is_of(entry_type: str, fields: Iterable[str], form: Dialect, other: Dialect) -> bool:
    """Whether an entry can only be of ``form``."""
    own = _names_of_one(form, other)
    return entry_type in own or not own.isdisjoint(fields)


@cache
def _names_of_one(form: Dialect, other: Dialect) -> frozenset[str]:
    return own_names(form, other) | joins.PARTS


@cache
def own_names(form: Dialect, other: Dialect) -> frozenset[str]:
    """The entry types and fields that only ``form`` has, by which a file is known to be of it."""
    mine, others = (
        frozenset({entry for _, entry in one.types} | set(one.also) | {field.name for field in one.fields})
        for one in (form, other)
    )
    return mine - others
