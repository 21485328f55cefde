"""Our writers of .bib files beside pybtex's and bibtexparser's: ``python -m tests.benchmarks.writers SIZE WRITER``.

Each writes the same entries, in a process of its own, from its own model of them, which is made before the clock starts.
"""

import resource
import sys
import time
from collections.abc import Callable, Iterator

import msgspec
from bibtexparser.bibdatabase import BibDatabase
from bibtexparser.bwriter import BibTexWriter
from msgspec import Struct
from pybtex.database import BibliographyData, Person
from pybtex.database import Entry as PybtexEntry

from plbib.formats import biblatex, bibtex
from plbib.formats.dialect import fields_of
from plbib.model import Library, Record

from . import generate

Write = Callable[[], object]


class Written(Struct, frozen=True, kw_only=True):
    """Seconds of processor time to write so many entries, and the megabytes by which the process grew over it."""

    writer: str
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


def _rows(whole: Library) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Key, entry type and fields without the outer braces, as other programs keep them."""
    for record in whole.records:
        entry_type, fields = fields_of(record, bibtex.DIALECT, utf8=False)
        yield record.key, entry_type, {name: text.removeprefix("{").removesuffix("}") for name, text in fields.items()}


def _ours(whole: Library) -> Write:
    return lambda: bibtex.write(whole)


def _biblatex(whole: Library) -> Write:
    return lambda: biblatex.write(whole)


def _pybtex(whole: Library) -> Write:
    entries = {}
    for key, entry_type, fields in _rows(whole):
        persons = {
            role: [Person(name) for name in fields.pop(role).split(" and ")]
            for role in ("author", "editor")
            if role in fields
        }
        entries[key] = PybtexEntry(entry_type, fields=fields, persons=persons)
    data = BibliographyData(entries)
    return lambda: data.to_string("bibtex")


def _bibtexparser(whole: Library) -> Write:
    database = BibDatabase()
    database.entries = [{**fields, "ENTRYTYPE": entry_type, "ID": key} for key, entry_type, fields in _rows(whole)]
    return lambda: BibTexWriter().write(database)


WRITERS: dict[str, Callable[[Library], Write]] = {
    "plbib": _ours,
    "plbib, biblatex": _biblatex,
    "bibtexparser": _bibtexparser,
    "pybtex": _pybtex,
}


def measure(size: int, writer: str) -> Written:
    """Write ``size`` entries once, after a few to warm up."""
    WRITERS[writer](library(50))()
    whole = library(size)
    write = WRITERS[writer](whole)
    before, start = _peak(), time.process_time()
    write()
    seconds = time.process_time() - start
    return Written(
        writer=writer, size=size, entries=len(whole.records), seconds=seconds, grown=max(_peak() - before, 0.0)
    )


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e6 / 1024)  # bytes there, KiB elsewhere


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(measure(int(sys.argv[1]), sys.argv[2])))
