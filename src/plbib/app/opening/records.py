"""Files of records in which papers are looked up: bibliographies as a whole, dumps piece by piece.

Large ones are indexed once, and the index is kept (:mod:`plbib.io.cache`): it is found again by the file's content.
"""

import gzip
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

import msgspec

from plbib import __version__
from plbib.app.opening.source import shown_path
from plbib.errors import InputError, Severity, UsageError
from plbib.formats import registry
from plbib.io import cache, files, processes
from plbib.library.bibliography import of_items
from plbib.model import Finding
from plbib.resolve import dumps, local
from plbib.resolve.candidates import Candidate
from plbib.resolve.dumps.keys import Keys
from plbib.resolve.index import PIECE, Index, pieces
from plbib.resolve.parts import FORM

_Row = TypeVar("_Row")
_GZIP = ".gz"
_KIND = "records"
LARGE = 5000
"""More records than this are indexed in a file that is kept."""
_SMALLEST = 100 * LARGE // 10
"""Bytes of a file, packed, that can hold so many."""


def open_records(names: Sequence[str | Path], declared: Mapping[str, str] | None = None) -> tuple[Index, ...]:
    """The records in files, or in all files of a folder, each once; ``declared`` are the keys of foreign JSON Lines."""
    keys = Keys(declared or {})
    paths = dict.fromkeys(path for name in names for path in _files(Path(name)))
    return tuple(_index(path, keys) for path in paths)


def _files(path: Path) -> list[Path]:
    return [path / name for name in files.list_files(path, deep=False)] if path.is_dir() else [path]


def _index(path: Path, keys: Keys) -> Index:
    shown = shown_path(path)
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        size = 0
    if size < _SMALLEST:
        return _new_index(path, shown, keys, None)
    name = cache.digest(path, __version__, str(FORM), path.name, msgspec.json.encode(keys.declared).decode())
    kept = cache.find(_KIND, name)
    return (kept and Index.open(kept, shown)) or _new_index(path, shown, keys, name)


def _new_index(path: Path, shown: str, keys: Keys, name: str | None) -> Index:
    """The index of a file that has none yet: in memory, or kept under ``name`` if there are many records."""
    with _rows(path, shown, keys) as (rows, mends):
        first = list(islice(rows, LARGE + 1))
        if mends and not first:
            raise InputError(f"{shown}: no entry in it", f"give a bibliography: {registry.readable()}, or .jsonl")
        if name is None or len(first) <= LARGE:
            return Index.of(chain(first, rows), shown, mends=mends)
        kept = cache.keep(_KIND, name, lambda target: _make(target, path, shown, keys, chain(first, rows), mends))
    index = Index.open(kept, shown)
    if index is None:
        raise InputError(f"{kept}: is no index", "remove it, and run again")
    return index


def _make(target: Path, path: Path, shown: str, keys: Keys, rows: Iterator[Candidate | Finding], mends: bool) -> None:
    """Write the index of a file of which ``rows`` are read here, unless other processes can read it in pieces."""
    with _reading(shown):
        file = _open(path)
    with closing(file):
        lines = dumps.pieces(path.name.removesuffix(_GZIP), file, shown, keys, PIECE)
        Index.make(target, _read(lines, shown) if lines else pieces(rows), mends=mends, pipe=processes.map_ahead)


@contextmanager
def _rows(path: Path, shown: str, keys: Keys) -> Iterator[tuple[Iterator[Candidate | Finding], bool]]:
    """The records of a file one after the other, and whether they are as they stand there and still to be mended."""
    whole = path.name.removesuffix(_GZIP)
    with _reading(shown):
        head = _head(path, shown)
    read = dumps.reader(whole, head)
    if read is None:
        yield iter(_bibliography(path, shown, whole)), False
        return
    with closing(_open(path)) as file:
        yield _read(read(file, shown, keys), shown), True


def _read(rows: Iterator[_Row], shown: str) -> Iterator[_Row]:
    """``rows``; what cannot be read is told here, lest it be taken for trouble with what is written meanwhile."""
    with _reading(shown):
        yield from rows


@contextmanager
def _reading(shown: str) -> Iterator[None]:
    """Raise :class:`InputError` where a file is not there, cannot be read, or is the beginning of a gzip file."""
    try:
        yield
    except FileNotFoundError as error:
        raise InputError(f"{shown}: no such file", "check the path") from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(f"{shown}: not a whole gzip file: {error}", "fetch it again") from error
    except OSError as error:
        raise InputError(f"{shown}: cannot be read: {error}", "check its permissions") from error


def _open(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path)) if path.name.lower().endswith(_GZIP) else path.open("rb")


def _head(path: Path, shown: str) -> bytes:
    try:
        file = _open(path)
    except ValueError as error:  # a name that no file has
        raise InputError(f"{shown}: cannot be read: {error}", "check the path") from error
    with file:
        return file.read(dumps.HEAD)


def _bibliography(path: Path, shown: str, whole: str) -> list[Candidate | Finding]:
    """The records of a bibliography without those of which only a list knew, and what is wrong in it."""
    form = registry.of_file(whole)
    if form is None:
        raise UsageError(f"{shown}: no bibliography", f"give one of: {registry.readable()}, or .jsonl")
    with _reading(shown), _open(path) as file:
        data = files.whole(file, shown)
    records, findings = registry.read(data, shown, form)
    if not records and not any(finding.severity is Severity.ERROR for finding in findings):
        raise InputError(f"{shown}: no entry in it", f"give a bibliography: {registry.readable()}")
    library = of_items(records, title=path.stem, source=shown, findings=tuple(findings))
    return [*local.of_bibliography(library.records), *library.findings]
