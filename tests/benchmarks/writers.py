"""Our writers of .bib files beside those of others: ``python -m tests.benchmarks.writers SIZE TASK WRITER``.

Each writes the same entries, in a process of its own, from its own model of them, made before the clock starts. Task
``of records`` starts from plain text, which each turns into TeX by its own means; the other from TeX.
"""

import resource
import sys
import time
from collections.abc import Callable, Iterator

import msgspec
from bibtexparser.bibdatabase import BibDatabase
from bibtexparser.bwriter import BibTexWriter
from bibtexparser.latexenc import string_to_latex
from msgspec import Struct
from pybtex.database import BibliographyData, Person
from pybtex.database import Entry as PybtexEntry

from plbib.formats.bib import biblatex, bibtex
from plbib.formats.bib.dialect import fields_of, layout
from plbib.model import Library, Record

from . import generate

Write = Callable[[], object]


class Written(Struct, frozen=True, kw_only=True):
    """Seconds of processor time to write so many entries, and the megabytes by which the process grew over it."""

    writer: str
    task: str
    size: int
    entries: int
    seconds: float
    grown: float


def library(size: int) -> Library:
    """The records of the invented list of ``size`` entries."""
    _, known = generate.make(size)
    records = (
        Record(key=entry.key, item=entry.item, status=entry.status, identifiers=entry.identifiers)
        for entry in known.entries
    )
    return Library(title="Invented", records=tuple(records))


def _text_rows(whole: Library) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Key, entry type and fields in plain text, as a program keeps them that turns them into TeX itself."""
    for record in whole.records:
        entry_type, fields = fields_of(record, bibtex.DIALECT, utf8=False)
        plain = {
            name: " ".join(getattr(record.item, attribute).split()) for name, attribute in _PLAIN if name in fields
        }
        people = {
            role: " and ".join(f"{name.family}, {name.given}" for name in getattr(record.item, role))
            for role in _ROLES
            if role in fields
        }
        bare = {name: text.removeprefix("{").removesuffix("}") for name, text in fields.items()}
        yield record.key, entry_type, {**bare, **plain, **people}


_PLAIN = (("title", "title"), ("booktitle", "container_title"), ("address", "event_place"), ("publisher", "publisher"))
_ROLES = ("author", "editor")


def _tex_rows(whole: Library) -> list[tuple[str, str, dict[str, str]]]:
    """Key, entry type and fields that are TeX already, braces included."""
    return [(record.key, *fields_of(record, bibtex.DIALECT, utf8=False)) for record in whole.records]


def _ours(whole: Library) -> Write:
    return lambda: bibtex.write(whole)


def _biblatex(whole: Library) -> Write:
    return lambda: biblatex.write(whole)


def _pybtex(whole: Library) -> Write:
    entries = {}
    for key, entry_type, fields in _text_rows(whole):
        persons = {role: [*map(Person, fields.pop(role).split(" and "))] for role in _ROLES if role in fields}
        entries[key] = PybtexEntry(entry_type, fields=fields, persons=persons)
    data = BibliographyData(entries)
    return lambda: data.to_string("bibtex")


def _bibtexparser(whole: Library) -> Write:
    """With its own ``string_to_latex`` for what holds text; that puts no braces around capitals."""
    rows = [{**fields, "ENTRYTYPE": kind, "ID": key} for key, kind, fields in _text_rows(whole)]
    names = {*_ROLES, *(name for name, _ in _PLAIN)}

    def write() -> str:
        database = BibDatabase()
        database.entries = [
            {name: string_to_latex(text) if name in names else text for name, text in row.items()} for row in rows
        ]
        written: str = BibTexWriter().write(database)
        return written

    return write


def _ours_of_tex(whole: Library) -> Write:
    rows = _tex_rows(whole)
    return lambda: "\n".join([layout(entry_type, key, fields) for key, entry_type, fields in rows])


def _bibtexparser_of_tex(whole: Library) -> Write:
    database = BibDatabase()
    database.entries = [
        {name: text.removeprefix("{").removesuffix("}") for name, text in fields.items()}
        | {"ENTRYTYPE": entry_type, "ID": key}
        for key, entry_type, fields in _tex_rows(whole)
    ]
    return lambda: BibTexWriter().write(database)


RECORDS, TEX = "of records", "of text that is TeX already"
WRITERS: dict[str, dict[str, Callable[[Library], Write]]] = {
    RECORDS: {"plbib": _ours, "plbib (biblatex)": _biblatex, "bibtexparser": _bibtexparser, "pybtex": _pybtex},
    TEX: {"plbib": _ours_of_tex, "bibtexparser": _bibtexparser_of_tex},
}
"""By what they start from; pybtex has no writer for text that is TeX already."""


def measure(size: int, task: str, writer: str) -> Written:
    """Write ``size`` entries once, after a few to warm up."""
    prepare = WRITERS[task][writer]
    prepare(library(50))()
    whole = library(size)
    write = prepare(whole)
    before, start = _peak(), time.process_time()
    write()
    seconds = time.process_time() - start
    return Written(
        writer=writer,
        task=task,
        size=size,
        entries=len(whole.records),
        seconds=seconds,
        grown=max(_peak() - before, 0.0),
    )


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e6 / 1024)  # bytes there, KiB elsewhere


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(measure(int(sys.argv[1]), *sys.argv[2:4])))
