"""Files of records read piece by piece, so that one of millions needs little memory: a file beside this one each.

Each has ``starts(head)``, which tells by the name and the first bytes, and ``read(file, name, keys)``, which gives a
candidate or a finding for each record. What ends within a record raises :class:`~plbib.errors.InputError`.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from plbib.model import Finding
from plbib.resolve.candidates import Candidate
from plbib.resolve.dumps import anthology, dblp, lines
from plbib.resolve.dumps.keys import Keys

HEAD = 4096
"""Bytes that tell what a file is."""
Reader = Callable[[BinaryIO, str, Keys], Iterator[Candidate | Finding]]


def reader(name: str, head: bytes) -> Reader | None:
    """What reads a file called ``name`` that begins with ``head``; None if it is no dump."""
    return next((kind.read for kind in (lines, dblp, anthology) if kind.starts(name, head)), None)


def pieces(name: str, file: BinaryIO, shown: str, keys: Keys, size: int) -> Iterator[tuple[object, ...]] | None:
    """How ``size`` records each of a file called ``name`` are read, for other processes; None if it has no pieces."""
    return lines.pieces(file, shown, keys, size) if lines.starts(name, b"") else None
