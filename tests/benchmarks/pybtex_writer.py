"""Our BibTeX writer beside pybtex's on the same entries: ``python -m tests.benchmarks.pybtex_writer FOLDER``."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct
from pybtex.database import parse_string

from plbib.formats import bibtex

from .measure import library

_REPEATS = 5


class Compared(Struct, frozen=True, kw_only=True):
    """Seconds of processor time that each writer takes for the same entries, at best."""

    entries: int
    ours: float
    theirs: float

    @property
    def faster(self) -> float:
        return self.theirs / self.ours


def compare(folder: Path) -> Compared:
    """Write the library of the list in ``folder`` with both; pybtex is given what it reads from our file."""
    whole = library(folder)
    parsed = parse_string(bibtex.write(whole).decode(), "bibtex")
    if len(parsed.entries) != len(whole.records):
        raise ValueError(f"pybtex reads {len(parsed.entries)} of {len(whole.records)} entries")
    ours, theirs = [], []
    for _ in range(_REPEATS):  # in turn, so that what else the machine does slows both
        ours.append(_seconds(lambda: bibtex.write(whole)))
        theirs.append(_seconds(lambda: parsed.to_string("bibtex")))
    return Compared(entries=len(whole.records), ours=min(ours), theirs=min(theirs))


def _seconds(write: Callable[[], object]) -> float:
    start = time.process_time()
    write()
    return time.process_time() - start


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(compare(Path(sys.argv[1]))))
