"""Bibliographies read by plbib beside other programs: ``python -m tests.benchmarks.reading``.

Each reads the same file in a process of its own, from its bytes to names that are split and text without TeX, as far as
it can. Programs take turns; the least time of each counts. Seconds are processor time of the whole process, start-up
included. Exit status 1 if a target is missed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from plbib.formats import ris
from plbib.model import Library

from . import generate, readers
from .peers import BIB, ITEMS
from .target import Target, table

SOME, MANY, MOST = 1_000, 20_000, 100_000
RIS = "items.ris"
_ROOT = Path(__file__).resolve().parents[2]
_CHILD = Path(__file__).resolve().with_name("child.py")
_RESULTS = Path(__file__).resolve().with_name("READING.md")
_REPEATS = {SOME: 3, MANY: 2}
_MOST_TIMES, _MOST_SECONDS, _MOST_MEGABYTES = 6.0, 4.0, 300.0


class Run(Struct, frozen=True, kw_only=True):
    """A file read: seconds of the processor, peak memory in megabytes; ``failed`` says why not."""

    program: str
    file: str
    size: int
    cpu: float = 0.0
    peak: float = 0.0
    failed: str = ""


class _Took(Struct, frozen=True):
    """What :mod:`child` says."""

    wall: float
    cpu: float
    peak: float
    code: int


def main() -> int:
    """Measure, print, and with ``--record`` keep the results."""
    asked = _arguments()
    programs = readers.installed()
    runs = measure(programs, asked.sizes, asked.limit)
    kept = [*targets(runs)]
    text = f"{_machine()}\n\n{markdown(programs, runs, kept)}"
    print(text, end="")
    if asked.record:
        _RESULTS.write_text(f"# Results of the benchmark of reading\n\n{_HOW}\n\n{text}", encoding="utf-8")
    return 0 if all(target.met for target in kept) else 1


_HOW = (
    "Written by `python -m tests.benchmarks.reading --record`. Entries are invented (`generate.py`). Every program "
    "runs in turn, each time in a fresh process; the least processor time of the repeats counts, start-up included; "
    "the peak is that of the process."
)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.reading", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=(SOME, MANY, MOST), help="numbers of entries, with commas")
    parser.add_argument("--limit", type=float, default=300.0, help="seconds that another program may take (300)")
    parser.add_argument("--record", action="store_true", help=f"write the results to {_RESULTS.name}")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted({int(size) for size in text.split(",")}))


def measure(programs: tuple[readers.Reader, ...], sizes: tuple[int, ...], limit: float) -> tuple[Run, ...]:
    """The best run of every program on every file it reads; one that took too long is not given a larger file."""
    best: dict[tuple[str, str, int], Run] = {}
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            folder = Path(name) / str(size)
            folder.mkdir()
            _make(folder, size)
            for _ in range(_REPEATS.get(size, 1)):
                for reader in programs:
                    if not any(run.failed for (program, *_), run in best.items() if program == reader.name):
                        _once(reader, size, folder, limit, best)
    return tuple(best.values())


def _make(folder: Path, size: int) -> None:
    records = generate.references(size)
    generate.write_references(size, folder)
    (folder / RIS).write_bytes(ris.write(Library(title="Invented", records=tuple(records))))


def _once(reader: readers.Reader, size: int, folder: Path, limit: float, best: dict[tuple[str, str, int], Run]) -> None:
    for file in (name for name in (BIB, ITEMS, RIS) if name in reader.files):
        run = _run(reader, file, size, folder, limit)
        before = best.get((reader.name, file, size), run)
        best[reader.name, file, size] = replace(run, cpu=min(run.cpu, before.cpu), peak=max(run.peak, before.peak))


def _run(reader: readers.Reader, file: str, size: int, folder: Path, limit: float) -> Run:
    """Read ``file`` once; a program that finds another number of entries has failed."""
    command = [sys.executable, "-I", "-S", str(_CHILD), str(limit), str(folder), *reader.command(file)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, check=True, env=os.environ)
    took = msgspec.json.decode(done.stdout, type=_Took)
    entries = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    failed = f"over {limit:g} s" if took.code < 0 else "" if entries == str(size) else entries[-200:] or "failed"
    return Run(program=reader.name, file=file, size=size, cpu=took.cpu, peak=took.peak, failed=failed)


def targets(runs: tuple[Run, ...]) -> Iterator[Target]:
    """Of a .bib: so many seconds and megabytes, faster than any other; of every file: linear."""
    ours = {(run.file, run.size): run for run in runs if run.program == readers.OURS}
    for (file, size), run in ours.items():
        others = [other for other in runs if (other.file, other.size) == (file, size) and other.program != run.program]
        fastest = min((other for other in others if not other.failed), key=lambda other: other.cpu, default=None)
        if fastest and size >= SOME and not run.failed:
            times = fastest.cpu / run.cpu
            name = f"{file}, {size:,} entries, against {fastest.program}"
            yield Target(name=name, bound="faster", value=f"{times:.1f} times", met=times > 1)
        if (file, size) == (BIB, MANY):
            rows: tuple[tuple[str, float, float, Callable[[float], str]], ...] = (
                ("s", _MOST_SECONDS, run.cpu, "{:.2f} s".format),
                ("MB", _MOST_MEGABYTES, run.peak, "{:,.0f} MB".format),
            )
            for unit, bound, value, form in rows:
                name = f"{file}, {size:,} entries"
                yield Target(name=name, bound=f"under {bound:g} {unit}", value=form(value), met=value < bound)
        if size == MOST and (file, MANY) in ours:
            times = run.cpu / ours[file, MANY].cpu
            name = f"{file}, {MOST:,} entries against {MANY:,}"
            yield Target(
                name=name, bound=f"at most {_MOST_TIMES:g} times", value=f"{times:.1f}", met=times <= _MOST_TIMES
            )
    for run in (run for run in ours.values() if run.failed):
        yield Target(name=f"{run.file}, {run.size:,} entries", bound="reads all", value=run.failed, met=False)


def _machine() -> str:
    system = os.uname()
    load = f"load {os.getloadavg()[0]:.1f}"
    return f"{datetime.now(tz=UTC):%Y-%m-%d}, {os.cpu_count()} cores ({system.machine}), {system.sysname}, {load}."


def markdown(programs: tuple[readers.Reader, ...], runs: tuple[Run, ...], kept: list[Target]) -> str:
    """What was measured, and the targets, as Markdown tables."""
    lines = [", ".join(f"{reader.name} {reader.version}" for reader in programs), ""]
    lines += ["| file | entries | program | CPU s | MB | × plbib |", "|:--|--:|:--|--:|--:|--:|"]
    ours = {(run.file, run.size): run.cpu for run in runs if run.program == readers.OURS and not run.failed}
    for run in runs:
        head = f"| {run.file} | {run.size:,} | {run.program} |"
        times = f"{run.cpu / ours[run.file, run.size]:.2f}" if (run.file, run.size) in ours else ""
        lines.append(
            f"{head} {run.failed} | | |" if run.failed else f"{head} {run.cpu:.2f} | {run.peak:,.0f} | {times} |"
        )
    return "\n".join([*lines, "", *table(kept)]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
