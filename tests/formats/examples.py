"""Papers and their entries in a .bib, for ``tests/pinned/calls.py``."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from plbib.formats import csljson, registry, ris
from plbib.formats.bib import biblatex, bibtex
from plbib.formats.bib.dialect import Dialect
from plbib.formats.bib.file import RawEntry, parse
from plbib.formats.bib.profiles import Options, Profile
from plbib.formats.registry import NAMES
from plbib.model import Library, Record
from tests.formats.test_variations import SLIPS
from tests.pinned.calls import Values
from tests.pinned.examples import of_papers, records

_DIALECTS = [bibtex.DIALECT, biblatex.DIALECT]


def _in_formats(values: Values, at: int) -> Values:
    record: Record = values[Record][at % 2]
    dialect = _DIALECTS[at // 2 % 2]
    module = (bibtex, biblatex)[at // 2 % 2]
    library: Library = values[Library][0]
    data = module.write(library)
    rows = parse(data, "kites.bib").rows
    csl = csljson.variables(record.item)
    told = [
        *csl.values(),
        [],
        {},
        7,
        "",
        [{"family": "Berg"}, "Ann Cole"],
        {"raw": "May 2020"},
        {"date-parts": [["2020"]]},
    ]
    return values | {
        Dialect: [dialect, *_DIALECTS],
        Profile: [*Profile][at % 3 :],
        Options: [Options(strings=at % 3 == 0, mergeable=at % 5 == 0)],
        RawEntry: rows,
        bytes: [data],
        bytes | str: [data],
        dict[str, str]: [row.fields for row in rows],
        Mapping[str, str]: [row.fields for row in rows],
        dict[str, Any]: [csl],
        Mapping[str, Any]: [csl],
        bytes | dict[str, Any]: [csl],
        Any: told[at % len(told) :],
        list[tuple[str, str]]: [ris.write_tags(record)],
        "Library": [library],
        ("name", str): [*NAMES, "DOI", "title", "issued", "volume", "pages", "author"],
        ("entry_type", str): [row.entry_type for row in rows],
    }


def _files() -> Iterator[Values]:
    """Files of every format that is read, with a slip in most of them."""
    pairs = records()
    slips: list[Callable[[str], str]] = [str, *SLIPS.values()]
    for step, name in enumerate(["bibtex", "biblatex", "csljson", "endnote", "ris", "tsv", "csv"]):
        for at in range(0, len(pairs), 9):
            library = Library(title="Kites", records=tuple(record for record, _ in pairs[at : at + 18 : 2]))
            text = slips[(at // 9 * 3 + step) % len(slips)](registry.write(library, name).decode())
            yield {
                str: [text, "kites"],
                bytes: [text.encode()],
                bytes | str: [text.encode()],
                ("name", str): [name],
                Dialect: _DIALECTS,
            }


EXAMPLES = [*(_in_formats(values, at) for at, values in enumerate(of_papers()[::2])), *_files()]
