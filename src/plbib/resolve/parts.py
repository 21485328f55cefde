"""What an index holds, in memory or in a file: parts of up to a million records each.

A part has its records one after the other, where each ends, the forms of their titles, where each of these ends, the
years, and all terms in order, each with the place of its record. A file ends in what it holds and where, and is mapped
into memory: what is not looked at is not read.
"""

import mmap
from array import array
from bisect import bisect_left
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct

from plbib.model import Finding
from plbib.resolve import terms
from plbib.resolve.terms import NO_YEAR, SORTED_APART, Prepared, in_order

FORM = 4
"""Counted up when what an index holds changes, so that one made before is made anew."""
_MARK = b"plbib index\n"
_LENGTH = 8
_MOST_FINDINGS = 100
"""So many of what is wrong in a file are kept, the first."""

Pipe = Callable[[Callable[..., Any], Iterator[tuple[object, ...]]], Generator[Any, None, None]]
"""Applies a function to rows of arguments, here or in other processes, and gives the results in order."""


class About(Struct, frozen=True, kw_only=True):
    """What an index holds: how many records, whether these are still to be mended, where each section of a part is."""

    size: int
    mends: bool
    findings: tuple[Finding, ...]
    parts: tuple[tuple[tuple[int, int], ...], ...]


class IndexWriter:
    """Writes an index into a file; ``pipe`` sorts."""

    def __init__(self, file: BinaryIO, pipe: Pipe) -> None:
        self._file, self._pipe = file, pipe
        self._position = self._size = 0
        self._findings: list[Finding] = []
        self._parts: list[tuple[tuple[int, int], ...]] = []
        self._begin()

    def _begin(self) -> None:
        self._start = self._position
        self._ends, self._form_ends, self._years = array("Q"), array("Q"), array("i")
        self._forms = bytearray()
        self._heaps = [array("d") for _ in range(SORTED_APART)]

    def add(self, made: Prepared, place: int) -> None:
        """Add records, of which the first has this place, in the part that was begun last or in the next."""
        if place == 0 and self._ends:
            self._end()
        for ends, sizes in ((self._ends, made.sizes), (self._form_ends, made.form_sizes)):
            last = ends[-1] if ends else 0
            ends.extend([last] * (place - len(ends)))  # of what is no record
            ends.extend([*accumulate(sizes, initial=last)][1:])
        self._years.extend([NO_YEAR] * (place - len(self._years)))
        self._years.extend(made.years)
        self._forms += made.forms
        for heap, more in zip(self._heaps, made.terms, strict=True):
            heap.extend(more)
        self._findings += made.findings[: _MOST_FINDINGS - len(self._findings)]
        self._size += len(made.sizes)
        self._write(made.records)

    def finish(self, *, mends: bool) -> None:
        """Write what is left."""
        self._end()
        about = About(size=self._size, mends=mends, findings=tuple(self._findings), parts=tuple(self._parts))
        data = msgspec.json.encode(about)
        self._file.write(data + len(data).to_bytes(_LENGTH) + _MARK)

    def _end(self) -> None:
        """Write all of a part but its records, which are written."""
        records = (self._start, self._position)
        sections = [self._write(bytes(data)) for data in (self._ends, self._forms, self._form_ends, self._years)]
        start = self._position
        heaps = ((bytes(heap),) for heap in self._heaps)
        with closing(self._pipe(in_order, heaps)) as ordered:
            for data in ordered:
                self._write(data)
        self._parts.append((records, *sections, (start, self._position)))
        self._begin()

    def _write(self, data: bytes) -> tuple[int, int]:
        """Write ``data``; where they begin and end."""
        start = self._position
        self._file.write(data)
        self._position += len(data)
        return start, self._position


class IndexPart:
    """One part: the records, by their places, and the places that each term has.

    ``terms`` are all in order, each as one number with a place.
    """

    def __init__(self, whole: memoryview, sections: tuple[tuple[int, int], ...]) -> None:
        data, ends, forms, form_ends, years, found = (whole[start:stop] for start, stop in sections)
        self._data, self._forms = data, forms
        self._ends, self._form_ends = ends.cast("Q"), form_ends.cast("Q")
        self._years, self.terms = years.cast("i"), found.cast("d")

    def __len__(self) -> int:
        return len(self._ends)

    def data(self, place: int) -> memoryview:
        """The record at a place, empty if there is none."""
        return self._data[self._ends[place - 1] if place else 0 : self._ends[place]]

    def form(self, place: int) -> str:
        """The form of its title."""
        return str(self._forms[self._form_ends[place - 1] if place else 0 : self._form_ends[place]], "utf-8")

    def year(self, place: int) -> int | None:
        """Its year."""
        return None if self._years[place] == NO_YEAR else self._years[place]

    def count(self, term: int) -> int:
        """How many records have a term."""
        start, stop = self._range(term)
        return stop - start

    def places(self, term: int) -> list[int]:
        """Where these are, in order."""
        first = term * terms.PLACES
        return [int(value) - first for value in self._having(term)]

    def both(self, one: int, other: int) -> list[int]:
        """Where the records are that have two terms, in no order."""
        first, step = other * terms.PLACES, (other - one) * terms.PLACES
        found = {value + step for value in self._having(one)}.intersection(self._having(other).tolist())
        return [int(value) - first for value in found]

    def _having(self, term: int) -> "memoryview[float]":
        start, stop = self._range(term)
        return self.terms[start:stop]

    def _range(self, term: int) -> tuple[int, int]:
        start = bisect_left(self.terms, term * terms.PLACES)
        return start, bisect_left(self.terms, (term + 1) * terms.PLACES, lo=start)


def in_memory(write: Callable[[BinaryIO], None]) -> tuple[About, tuple[IndexPart, ...]]:
    """What ``write`` writes, read at once."""
    file = BytesIO()
    write(file)
    return _read(memoryview(file.getvalue()))


def map_file(path: Path) -> tuple[About, tuple[IndexPart, ...]]:
    """What is in a file. Raises :class:`ValueError` if it is none that was written here, or only its beginning."""
    with path.open("rb") as file:
        return _read(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))


def _read(whole: memoryview) -> tuple[About, tuple[IndexPart, ...]]:
    end = len(whole) - len(_MARK)
    if end < _LENGTH or whole[end:] != _MARK:
        raise ValueError("no index")
    size = int.from_bytes(whole[end - _LENGTH : end])
    about = msgspec.json.decode(whole[end - _LENGTH - size : end - _LENGTH], type=About)
    return about, tuple(IndexPart(whole, sections) for sections in about.parts)
