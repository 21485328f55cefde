"""The formats of bibliographies. A new one is a file beside this one, which exports ``FORMAT``, and a line here.

A line holds what the command line shows before any format is loaded; all else is in the format's own row.
"""

from enum import Enum
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from plbib.errors import UsageError

if TYPE_CHECKING:  # a command line that only shows names loads none of it
    from collections.abc import Mapping

    from msgspec import Struct

    from plbib.formats.format import Format, Read
    from plbib.model import Library


class FormatLine(NamedTuple):
    """A format's name, where its row is (module below this folder:name), what it is for, and ends of its files' names.

    ``built``: every build writes it; the others are written where ``[build] formats`` asks for them.
    """

    name: str
    row: str
    title: str
    suffixes: tuple[str, ...]
    built: bool = False


LINES = (
    FormatLine(
        "bibtex", "bib.bibtex:FORMAT", "BibTeX: LaTeX, Overleaf, JabRef, Zotero", (".bib", ".bibtex"), built=True
    ),
    FormatLine("biblatex", "bib.biblatex:FORMAT", "biblatex with biber", (".bib",), built=True),
    FormatLine("csljson", "csljson:FORMAT", "CSL-JSON: pandoc, citeproc, Zotero", (".json",), built=True),
    FormatLine("ris", "ris:FORMAT", "RIS: EndNote, Mendeley, Zotero", (".ris",), built=True),
    FormatLine("hayagriva", "hayagriva:FORMAT", "Hayagriva: Typst", (".yml", ".yaml"), built=True),
    FormatLine("csv", "table:CSV", "CSV: spreadsheets", (".csv",)),
    FormatLine("tsv", "table:TSV", "TSV: spreadsheets", (".tsv", ".tab")),
    FormatLine("endnote", "endnote:FORMAT", "EndNote XML: EndNote, Zotero", (".xml",)),
)
NAMES = tuple(line.name for line in LINES)
_BY_NAME = {line.name: line for line in LINES}


def load(name: str) -> "Format":
    """The row of the format ``name``. Raises :class:`UsageError` if there is none."""
    if name not in _BY_NAME:
        raise UsageError(f"no format is called {name}", f"formats: {', '.join(NAMES)}")
    from plbib.formats.format import Format

    module, _, attribute = _BY_NAME[name].row.partition(":")
    row = getattr(import_module(f"plbib.formats.{module}"), attribute)
    if not isinstance(row, Format):
        raise TypeError(f"{_BY_NAME[name].row} is no format")
    return row


def of_file(name: str) -> str | None:
    """The format of a file by the end of its name; None for a list. Of a .bib either dialect is read as the first."""
    end = PurePath(name).suffix.lower()
    return next((line.name for line in LINES if end in line.suffixes), None)


def of_text(text: str) -> str | None:
    """The format that a text is in, by its start; None for a list."""
    start = text.lstrip("\ufeff \t\r\n")
    return next((line.name for line in reversed(LINES) if load(line.name).starts(start)), None)  # .bib: slowest to load


def readable() -> str:
    """The ends of names of files that can be read, for a hint."""
    return " ".join(dict.fromkeys(end for line in LINES if load(line.name).read for end in line.suffixes))


def options(name: str, words: "Mapping[str, Any]") -> "Struct | None":
    """The options of the format ``name``, given in the words of the command line; None if it has none.

    Raises :class:`UsageError` for an option that it has not, and for a word that is none of the option's.
    """
    import msgspec

    kind = load(name).options
    known = {field.name: field.type for field in msgspec.structs.fields(kind)} if kind else {}
    for option, word in words.items():
        if option not in known:
            having = [
                line.name for line in LINES if option in getattr(load(line.name).options, "__struct_fields__", ())
            ]
            raise UsageError(f"{name} has no option {option}", f"formats with it: {', '.join(having) or 'none'}")
        if issubclass(known[option], Enum) and word not in [*known[option]]:
            raise UsageError(f"nothing is called {word} here", f"known are: {', '.join(known[option])}")
    return msgspec.convert(words, kind) if kind else None


def write(library: "Library", name: str, options: "Struct | None" = None) -> bytes:
    """``library`` in the format ``name``; ``options`` are of its own type, if it has any (default: the defaults)."""
    row = load(name)
    if row.options is None:
        return row.write(library)
    return row.write(library, row.options() if options is None else options)


def read(data: bytes, source: str, name: str) -> "Read":
    """The records of a bibliography in the format ``name``, repaired, and findings about what is wrong in it."""
    row = load(name)
    if row.read is None:
        raise UsageError(
            f"{source}: {name} is only written, not read", f"give a Markdown list, or one of: {readable()}"
        )
    records, findings = row.read(data, source)
    from plbib.papers.locators import locate

    if row.repairs:
        return list(map(locate, records)), findings
    from msgspec.structs import replace

    from plbib.model import Place
    from plbib.papers.repairs import findings as findings_of
    from plbib.papers.repairs import repair_item

    repaired = []
    for record in records:
        item, repairs = repair_item(record.item)
        repaired.append(locate(record if item is record.item else replace(record, item=item)))
        findings += findings_of(repairs, place=record.origin or Place(file=source), key=record.key)
    return repaired, findings
