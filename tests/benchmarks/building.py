"""What a build takes: ``python -m tests.benchmarks.building``.

Of an invented list without a lock, as a newcomer has it: the processor's time of the whole program with all its
processes, the least of the repeats. ``--source`` measures another checkout's ``src`` in turn with this one, so that
their ratio holds while the machine does other things. ``--record`` keeps the figures in ``BUILDING.md``.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from .generate import LIST, make

_OWN = Path(__file__).resolve().parents[2] / "src"
_RESULTS = Path(__file__).resolve().parent / "BUILDING.md"


class Build(Struct, frozen=True, kw_only=True):
    """A build of so many entries: seconds of the processor, and the most memory that one of its processes held."""

    entries: int
    seconds: float
    peak: float
    other: float | None = None  # seconds of the other checkout


def main() -> None:
    """Measure, print, and with ``--record`` keep the results."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.building", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000", help="numbers of entries, with commas")
    parser.add_argument("--repeat", type=int, default=3, help="how often each size is measured (3)")
    parser.add_argument("--source", type=Path, metavar="SRC", help="the src of another checkout, to compare with")
    parser.add_argument("--record", action="store_true", help=f"write them to {_RESULTS.name}")
    asked = parser.parse_args()
    text = _results([measure(int(size), asked.repeat, asked.source) for size in asked.sizes.split(",")])
    print(text, end="")
    if asked.record:
        _RESULTS.write_text(text, encoding="utf-8")


def measure(size: int, repeat: int, source: Path | None) -> Build:
    """A build of ``size`` entries by this checkout and, in turn with it, by the one whose ``src`` is ``source``."""
    with tempfile.TemporaryDirectory() as name:
        own, other = [], []
        for at in range(repeat):
            own.append(_run(Path(name) / f"own-{at}", size, _OWN))
            other += [_run(Path(name) / f"other-{at}", size, source.resolve())] if source else []
        seconds = min(seconds for seconds, _ in other) if other else None
        return Build(entries=size, seconds=min(own)[0], peak=max(peak for _, peak in own), other=seconds)


def _run(folder: Path, size: int, source: Path) -> tuple[float, float]:
    """Seconds of the processor and MB of a build in a new folder."""
    folder.mkdir()
    (folder / LIST).write_text(make(size)[0], encoding="utf-8")
    command = [sys.executable, "-m", "plbib", "build", LIST, "-o", "out"]
    environment = {**os.environ, "PYTHONPATH": str(source)}
    process = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"a build of {size} entries failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


_ABOUT = """\
# Results of the benchmark of builds

Written by `python -m tests.benchmarks.building --record`: `plbib build` of an invented list without a lock, all its
processes together, the least of the repeats. The last columns compare with an earlier version, in turn.

"""
_HEAD = "| entries | CPU s | peak MB | entries/s | CPU s before | ratio |\n|--:|--:|--:|--:|--:|--:|\n"


def _results(builds: list[Build]) -> str:
    date = f"{datetime.now(tz=UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.\n\n"
    return _ABOUT + date + _HEAD + "".join(map(_row, builds))


def _row(one: Build) -> str:
    before = f"{one.other:.1f} | {one.seconds / one.other:.2f}" if one.other else " |"
    speed = one.entries / one.seconds
    return f"| {one.entries:,} | {one.seconds:.1f} | {one.peak:,.0f} | {speed:,.0f} | {before} |\n"


if __name__ == "__main__":
    main()
