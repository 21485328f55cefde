"""The formats by name. A new one is a file beside this one and a line here."""

from importlib import import_module

from msgspec.structs import replace

from plbib import io
from plbib.errors import UsageError
from plbib.formats.profiles import Options
from plbib.model import Finding, Library, Place, Record
from plbib.repairs import findings as findings_of
from plbib.repairs import repair_item

_MODULES = {"bibtex": "bibtex", "biblatex": "biblatex", "csljson": "csljson", "ris": "ris", "hayagriva": "hayagriva"}
_DIALECTS = frozenset({"bibtex", "biblatex"})
NAMES = tuple(_MODULES)
READ_FROM = {".bib": "bibtex", ".bibtex": "bibtex", ".json": "csljson", ".ris": "ris"}
"""Ends of file names → the format they are read as; a .bib may be of either dialect."""


def write(library: Library, name: str, options: Options | None = None) -> bytes:
    """``library`` in the format ``name``; ``options`` are those of a .bib, and no other format has any."""
    if name not in _MODULES:
        raise UsageError(f"no format is called {name}", f"formats: {', '.join(NAMES)}")
    module = import_module(f"plbib.formats.{_MODULES[name]}")
    if options is not None and name not in _DIALECTS:
        raise UsageError(f"{name} has no profile, encoding, macros or order", "only bibtex and biblatex have")
    written: bytes = module.write(library, options) if options is not None else module.write(library)
    return written


def read(data: bytes, source: str, name: str) -> tuple[list[Record], list[Finding]]:
    """The records of a bibliography in the format ``name``, repaired, and findings about what is wrong in it."""
    module = import_module(f"plbib.formats.{_MODULES[name]}")
    if name in _DIALECTS:  # which repairs by itself, as it knows the lines
        found: tuple[list[Record], list[Finding]] = module.read(data, source)
        return found
    records, findings = module.read(io.decode(data, source), source)
    repaired = []
    for record in records:
        item, repairs = repair_item(record.item)
        repaired.append(replace(record, item=item))
        findings += findings_of(repairs, place=Place(file=source), key=record.key)
    return repaired, findings
