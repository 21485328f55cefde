"""JSON Lines: one item of CSL-JSON a line, or one object with keys of its own that are declared."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any, BinaryIO

import msgspec

from plbib.errors import InputError
from plbib.findings import Code
from plbib.formats import csljson
from plbib.model import Finding, Place, Status
from plbib.resolve.candidates import Candidate
from plbib.resolve.dumps.keys import Keys

ENDS = (".jsonl", ".ndjson")
_LONGEST = 50 * 10**6
"""Bytes of a line; a record has fewer."""
_PIECE = 4 * 10**6


def starts(name: str, _: bytes) -> bool:
    """Whether the name is that of JSON Lines."""
    return name.lower().endswith(ENDS)


def pieces(file: BinaryIO, name: str, keys: Keys, lines: int) -> Iterator[tuple[object, ...]]:
    """A file in pieces of so many ``lines``, and no more than some megabytes: how the records of each are read."""
    number, read_one = 0, False
    while piece := [*islice(_lines(file, name, number), lines)]:
        data = b"".join(piece)
        yield _read_piece, data, name, keys, number, read_one
        read_one = read_one or not data.isspace()
        number += len(piece)


def _lines(file: BinaryIO, name: str, number: int) -> Iterator[bytes]:
    """The next lines, some megabytes of them; ``number`` have been read before."""
    left = _PIECE
    while left > 0 and (line := file.readline(_LONGEST)):
        number += 1
        if len(line) == _LONGEST:
            raise InputError(f"{name}:{number}: a line longer than any record", "give one record a line")
        left -= len(line)
        yield line


def _read_piece(data: bytes, *more: Any) -> Iterator[Candidate | Finding]:
    return read(BytesIO(data), *more)


def read(
    file: BinaryIO, name: str, keys: Keys, number: int = 0, read_one: bool = False
) -> Iterator[Candidate | Finding]:
    """The records of all lines; a line that is none is a finding. So many lines, and records, were read before.

    Raises :class:`InputError` if the last line is cut, and if no line is JSON.
    """
    while line := file.readline(_LONGEST):
        number += 1
        line = line.removeprefix(BOM_UTF8) if number == 1 else line
        if len(line) == _LONGEST:
            raise InputError(f"{name}:{number}: a line longer than any record", "give one record a line")
        if line.isspace():
            continue
        try:
            record = csljson.record(line) if not keys else csljson.record(keys.rename(msgspec.json.decode(line)))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            if not read_one or not line.endswith(b"\n"):
                raise InputError(
                    f"{name}:{number}: no JSON: {error}", "give one record a line; fetch it again"
                ) from error
            record = None
        read_one = True
        if record is None or not record.item.title:
            message = f"line {number} is no record with a title; left out"
            yield Code.NOT_AN_ITEM.finding(message, place=Place(file=name, line=number))
        elif record.status is Status.GIVEN:
            bare = msgspec.structs.replace(record, sources=()) if record.sources else record
            yield Candidate(record=bare, source="")
