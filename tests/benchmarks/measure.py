"""Times and peak memory of the steps to a bibliography: ``python -m tests.benchmarks.measure SIZE FOLDER``.

One list a process, since the peak is the process's. Tables that are loaded once (venues, TeX, names) are loaded before
the clock starts, or they would flatter the ratio of two sizes.
"""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from plbib.formats import csljson
from plbib.formats.bib import bibtex
from plbib.io import files
from plbib.library import lock
from plbib.library.assemble import assemble
from plbib.lists import reader
from plbib.model import Library, Reading
from plbib.papers.keys import KeySpace

from . import generate

STEPS = ("read", "match", "keys", "bibtex", "csljson")
_T = TypeVar("_T")


class Step(Struct, frozen=True, kw_only=True):
    """Seconds of processor time of one step, and the peak memory (megabytes) of the process up to its end."""

    name: str
    seconds: float
    peak: float


class Measured(Struct, frozen=True, kw_only=True):
    """The steps of one list."""

    size: int
    entries: int
    records: int
    findings: int
    steps: tuple[Step, ...]


class Clock:
    """Runs steps and keeps what they took."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def time(self, name: str, step: Callable[[], _T]) -> _T:
        start = time.process_time()
        made = step()
        seconds = time.process_time() - start
        self.steps.append(Step(name=name, seconds=seconds, peak=_peak()))
        return made


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e6 / 1024)  # bytes there, KiB elsewhere


def library(folder: Path, clock: Clock | None = None) -> Library:
    """The library of the list in ``folder``."""
    clock = clock or Clock()
    reading = clock.time("read", lambda: reader.read(files.read_text(folder / generate.LIST), generate.LIST))
    return clock.time("match", lambda: _match(reading, folder / generate.LOCK))


def _match(reading: Reading, path: Path) -> Library:
    return assemble(reading, lock.load(files.read_bytes(path), path.name), source=generate.LIST).library


def _keys(whole: Library) -> int:
    keys = KeySpace()
    return len([keys.new(record.item) for record in whole.records])


def measure(size: int, folder: Path) -> Measured:
    """Run every step on the list of ``size`` entries in ``folder``."""
    _warm_up()
    clock = Clock()
    whole = library(folder, clock)
    clock.time("keys", lambda: _keys(whole))
    clock.time("bibtex", lambda: len(bibtex.write(whole)))
    clock.time("csljson", lambda: len(csljson.write(whole)))
    return Measured(
        size=size,
        entries=whole.entries_read,
        records=len(whole.records),
        findings=len(whole.findings),
        steps=tuple(clock.steps),
    )


def _warm_up() -> None:
    text, known = generate.make(50)
    whole = assemble(reader.read(text, generate.LIST), known).library
    _keys(whole)
    bibtex.write(whole)
    csljson.write(whole)


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(measure(int(sys.argv[1]), Path(sys.argv[2]))))
