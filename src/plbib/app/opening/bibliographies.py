"""Bibliographies opened: one file, or several as one library."""

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from plbib.app.opening.source import COMMON, STDIN, Opened
from plbib.errors import InputError, Severity, UsageError
from plbib.formats import registry
from plbib.library.bibliography import of_items
from plbib.model import Library, Record


def bibliography(data: bytes, form: str, name: str) -> Opened:
    """The library of a bibliography in the format ``form``. Raises :class:`InputError` if there is no entry in it."""
    records, findings = registry.read(data, name, form)
    if not records and not any(finding.severity is Severity.ERROR for finding in findings):
        raise InputError(f"{name}: no entry in it", f"give a bibliography: {registry.readable()}")
    title = Path(name).stem if name != STDIN else ""
    library = of_items(records, title=title, source=name, findings=tuple(findings))
    return Opened(library=library, form=form, data=data)


def join(held: Iterable[tuple[str, bytes]]) -> Opened:
    """Several bibliographies, by name and content, as one library: all records, below a category for each file."""
    libraries = [_library(name, data) for name, data in held]
    records = [_below(library.title, record) for library in libraries for record in library.records]
    findings = tuple(finding for library in libraries for finding in library.findings)
    return Opened(library=of_items(records, title="", source=COMMON, findings=findings))


def _library(name: str, data: bytes) -> Library:
    form = registry.of_file(name)
    if form is None:
        raise UsageError(f"{name}: no bibliography", f"give one of: {registry.readable()}")
    return bibliography(data, form, name).library


def _below(category: str, record: Record) -> Record:
    paths = tuple((category, *path) for path in record.categories) or ((category,),)
    return replace(record, categories=paths)
