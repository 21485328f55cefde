"""The formats by name. A new one is a file beside this one and a line here."""

from collections.abc import Callable
from importlib import import_module

from plbib.errors import UsageError
from plbib.model import Finding, Library, Record

_MODULES = {"bibtex": "bibtex", "csljson": "csljson"}
NAMES = tuple(_MODULES)

Writer = Callable[[Library], bytes]
Reader = Callable[[str, str], tuple[list[Record], list[Finding]]]


def writer(name: str) -> Writer:
    """The function that writes a library in the format ``name``."""
    if name not in _MODULES:
        raise UsageError(f"no format is called {name}", f"formats: {', '.join(NAMES)}")
    write: Writer = import_module(f"plbib.formats.{_MODULES[name]}").write
    return write


def reader(name: str) -> Reader:
    """The function that reads a bibliography in the format ``name``: ``(text, source) → (records, findings)``."""
    read: Reader = import_module(f"plbib.formats.{_MODULES[name]}").read
    return read
