"""JSON Lines: one item of CSL-JSON a line, or one object with keys of its own that are declared."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import BinaryIO

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


def starts(name: str, _: bytes) -> bool:
    """Whether the name is that of JSON Lines."""
    return name.lower().endswith(ENDS)


def read(file: BinaryIO, name: str, keys: Keys) -> Iterator[Candidate | Finding]:
    """The records of all lines; a line that is none is a finding.

    Raises :class:`InputError` if the last line is cut, and if no line is JSON.
    """
    read_one = False
    number = 0
    while line := file.readline(_LONGEST):
        number += 1
        line = line.removeprefix(BOM_UTF8) if number == 1 else line
        if len(line) == _LONGEST:
            raise InputError(f"{name}:{number}: a line longer than any record", "give one record a line")
        if line.isspace():
            continue
        try:
            record = csljson.record(line) if not keys else csljson.record(keys.renamed(msgspec.json.decode(line)))
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
            yield Candidate(record=msgspec.structs.replace(record, sources=()), source="")
