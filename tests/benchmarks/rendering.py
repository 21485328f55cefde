"""Reference lists by plbib beside other programs, as a user runs them: ``python -m tests.benchmarks.rendering``.

Every program in turn, in a fresh process, and that again; the least time of each counts. A program that took longer
than the limit is not asked for more items. Exit status 1 if a target is missed; what the machine does meanwhile slows
all of them, so the ratios are what counts.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from . import peers
from .peers import OUR_API, OURS, Peer
from .startup import MARK
from .target import Target, table

FEW, SOME, MANY, MOST = 70, 1_000, 10_000, 100_000
_REPEATS = {FEW: 5, SOME: 3, MANY: 2}
_TIMES_FASTEST = {FEW: 1.0, SOME: 0.33, MANY: 0.2}
_MOST_TIMES = 12.0
_MOST_MEGABYTES = 110.0
_STYLES = "ieee,apa,chicago-author-date,vancouver,chicago-notes-bibliography"
_ROOT = Path(__file__).resolve().parents[2]
_RESULTS = Path(__file__).resolve().parent / "RENDERING.md"
_CHILD = Path(__file__).resolve().parent / "child.py"
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Users' Pythons keep what they compiled; without it start-up takes several times as long."""


class Run(Struct, frozen=True, kw_only=True):
    """A reference list written: seconds on the clock and of the processor, peak memory; ``failed`` says why not."""

    program: str
    style: str
    size: int
    wall: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0
    failed: str = ""


class _Took(Struct, frozen=True):
    """What :mod:`child` says."""

    wall: float
    cpu: float
    peak: float
    code: int


class Report(Struct, frozen=True, kw_only=True):
    """A run of the benchmark."""

    machine: str
    versions: dict[str, str]
    runs: tuple[Run, ...]
    targets: tuple[Target, ...]


def main() -> int:
    """Measure, print, and with ``--record`` keep the results."""
    asked = _arguments()
    programs = [peer for peer in peers.installed() if not asked.only or peer.name in asked.only]
    runs = measure(programs, tuple(asked.styles.split(",")), asked.sizes, asked.repeat, asked.limit)
    versions = {peer.name: peer.version for peer in programs}
    made = Report(machine=_machine(), versions=versions, runs=runs, targets=tuple(targets(runs)))
    print(f"{made.machine}\n\n{markdown(made)}", end="")
    if asked.json:
        asked.json.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n")
    if asked.record:
        before = _RESULTS.read_text(encoding="utf-8") if _RESULTS.exists() else ""
        startup = "".join(before.partition(MARK)[1:])  # which is measured by itself
        _RESULTS.write_text(f"{_results(made)}{startup}", encoding="utf-8")
    return 0 if all(target.met for target in made.targets) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.rendering", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=(FEW, SOME, MANY, MOST), help="numbers of items, with commas")
    parser.add_argument("--styles", default=_STYLES, help=f"with commas ({_STYLES})")
    parser.add_argument("--only", action="append", metavar="PROGRAM", help="only this program; may be repeated")
    parser.add_argument("--repeat", type=int, help="how often each is measured (5, with more items less)")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds that another program may take (120)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results as JSON, too")
    parser.add_argument("--record", action="store_true", help=f"write them to {_RESULTS.name}")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted({int(size) for size in text.split(",")}))


def measure(
    programs: list[Peer], styles: tuple[str, ...], sizes: tuple[int, ...], repeat: int | None, limit: float
) -> tuple[Run, ...]:
    """The best run of every program in every style and size; of :data:`MOST` items plbib's command alone."""
    best: dict[tuple[str, int, str], Run] = {}
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            folder = Path(name) / str(size)
            _make(folder, size, styles)
            for style in styles:
                for _ in range(repeat or _REPEATS.get(size, 1)):
                    for peer in programs:
                        _once(peer, style, size, folder, best, limit)
    return tuple(best.values())


def _make(folder: Path, size: int, styles: tuple[str, ...]) -> None:
    folder.mkdir()
    command = [sys.executable, "-m", "tests.benchmarks.generate", str(size), str(folder), "references"]
    subprocess.run(command, cwd=_ROOT, check=True)
    peers.prepare(folder, styles)


def _once(peer: Peer, style: str, size: int, folder: Path, best: dict[tuple[str, int, str], Run], limit: float) -> None:
    ours = peer.name in (OURS, OUR_API)
    given_up = any(run.failed for (at, _, name), run in best.items() if (at, name) == (style, peer.name))
    if (given_up and not ours) or (size >= MOST and peer.name != OURS):
        return
    key = (style, size, peer.name)
    if key not in best and size <= SOME:
        run(peer, style, size, folder, limit)  # files are read once before the clock starts, and Python compiled
    made = run(peer, style, size, folder, None if ours else limit)
    before = best.get(key, made)
    best[key] = replace(
        made, wall=min(made.wall, before.wall), cpu=min(made.cpu, before.cpu), peak=max(made.peak, before.peak)
    )


def run(peer: Peer, style: str, size: int, folder: Path, limit: float | None) -> Run:
    """Run a program once in ``folder``. Its output is looked at: a list that lacks entries has failed."""
    output = folder / f"out{peer.suffix}"
    output.unlink(missing_ok=True)
    made = Run(program=peer.name, style=style, size=size)
    command = [sys.executable, "-I", "-S", str(_CHILD), str(limit or 0), str(folder), *peer.command(style, output.name)]
    done = subprocess.run(command, env=_ENVIRONMENT, capture_output=True, check=True)
    took = msgspec.json.decode(done.stdout, type=_Took)
    if limit is not None and took.wall >= limit:
        return replace(made, wall=took.wall, failed=f"over {limit:g} s")
    said = done.stderr.decode(errors="replace").strip()[-200:] or "failed"
    failed = said if took.code else _lacking(output, size)
    return replace(made, wall=took.wall, cpu=took.cpu, peak=took.peak, failed=failed)


def _lacking(output: Path, size: int) -> str:
    """What is wrong with an output; empty if nothing."""
    if not output.exists():
        return "wrote nothing"
    data = output.read_bytes()
    if output.suffix == ".pdf":
        return "" if data.startswith(b"%PDF") else "no PDF"
    entries = data.count(b'class="csl-entry"')
    return "" if entries == size else f"{entries:,} of {size:,} entries"


def targets(runs: tuple[Run, ...]) -> Iterator[Target]:
    """Against the fastest other program, linear, and small; of seconds of the processor, those on the clock beside."""
    done = {(run.style, run.size, run.program): run for run in runs if not run.failed}
    for (style, size, program), ours in done.items():
        others = [run for (*of, name), run in done.items() if of == [style, size] and not name.startswith(OURS)]
        if program == OURS and size in _TIMES_FASTEST and others:
            fastest = min(others, key=lambda run: run.cpu)
            name = f"{style}, {size:,} items, against {fastest.program}"
            yield _times(name, _TIMES_FASTEST[size], ours, fastest)
        if program == OURS and size == MOST and (style, MANY, OURS) in done:
            fewer = done[style, MANY, OURS]
            yield _times(f"{style}, {MOST:,} items against {MANY:,}", _MOST_TIMES, ours, fewer)
        if program == OURS and size == MANY:
            bound, small = f"under {_MOST_MEGABYTES:g} MB", ours.peak < _MOST_MEGABYTES
            yield Target(name=f"{style}, {size:,} items, memory", bound=bound, value=f"{ours.peak:,.0f} MB", met=small)
    for failed in (run for run in runs if run.failed and run.program.startswith(OURS)):
        name = f"{failed.style}, {failed.size:,} items, {failed.program}"
        yield Target(name=name, bound="writes all entries", value=failed.failed, met=False)


def _times(name: str, bound: float, ours: Run, other: Run) -> Target:
    times = ours.cpu / other.cpu
    value = f"{times:.2f} (clock {ours.wall / other.wall:.2f})"
    return Target(name=name, bound=f"at most {bound:g} times", value=value, met=times <= bound)


def _machine() -> str:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    system = os.uname()
    return (
        f"{os.cpu_count()} cores ({system.machine}), {memory:.0f} GB, {system.sysname}, load {os.getloadavg()[0]:.1f}"
    )


def markdown(made: Report) -> str:
    """What was measured, and the targets, as Markdown tables."""
    lines = [", ".join(f"{name} {version}" for name, version in made.versions.items()), ""]
    lines += ["| style | items | program | seconds | CPU | MB | × plbib |", "|:--|--:|:--|--:|--:|--:|--:|"]
    ours = {(run.style, run.size): run for run in made.runs if run.program == OURS}
    for row in made.runs:
        head = f"| {row.style} | {row.size:,} | {row.program} |"
        reference = ours.get((row.style, row.size))
        times = f"{row.wall / reference.wall:.2f}" if reference and reference.wall and not row.failed else ""
        measured = f"{row.wall:.2f} | {row.cpu:.2f} | {row.peak:,.0f} | {times}"
        lines.append(f"{head} {' '.join(row.failed.split()) + ' | | |' if row.failed else measured} |")
    return "\n".join([*lines, "", *table(made.targets)]) + "\n"


def _results(made: Report) -> str:
    return (
        "# Results of the benchmark of reference lists\n\n"
        "Written by `python -m tests.benchmarks.rendering --record`. Items are invented (`generate.py`), the style is "
        "the same file for all but typst, which brings its own. Every program runs in turn, each time in a fresh "
        "process, from the items in a file to the reference list in a file; the least time of the repeats counts. "
        "Seconds on the clock, those of the processor beside them; the peak is that of the process.\n\n"
        f"{datetime.now(tz=UTC):%Y-%m-%d}, {made.machine}.\n\n{markdown(made)}"
    )


if __name__ == "__main__":
    sys.exit(main())
