"""Run the benchmarks: every list is made and measured in processes of its own.

Exit status 1 if a target is missed. Seconds are processor time, of a step the median of the repeats; peaks are the
highest of them.
"""

import argparse
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import msgspec
from msgspec.structs import replace

from .measure import Measured, Step
from .report import LARGE, SMALL, Report, markdown, report
from .writers import WRITERS, Written

_ROOT = Path(__file__).resolve().parents[2]
_RESULTS = Path(__file__).resolve().parent / "RESULTS.md"


def main() -> int:
    """Measure, print, and with ``--record`` keep the results."""
    asked = _arguments()
    made = report(_measure(asked.sizes, asked.repeat), _compare(asked.sizes, asked.repeat))
    print(f"{made.machine}\n\n{markdown(made)}", end="")
    if asked.json:
        asked.json.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n")
    if asked.record:
        _RESULTS.write_text(_results(made), encoding="utf-8")
    return 0 if made.met else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=(1_000, SMALL, LARGE), help="numbers of entries, with commas")
    parser.add_argument("--repeat", type=_positive, default=3, help="how often each size is measured (3)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results as JSON, too")
    parser.add_argument("--record", action="store_true", help=f"write them to {_RESULTS.name}")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted({_positive(size) for size in text.split(",")}))


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number above zero: {text}")
    return int(text)


def _measure(sizes: tuple[int, ...], repeat: int) -> tuple[Measured, ...]:
    """Every size in turn and that again, so that what else the machine does meanwhile slows all of them."""
    with tempfile.TemporaryDirectory() as name:
        folders = {size: Path(name) / str(size) for size in sizes}
        for size, folder in folders.items():
            folder.mkdir()
            _run("generate", str(size), str(folder))
        runs = [
            {size: _run("measure", str(size), str(folder)) for size, folder in folders.items()} for _ in range(repeat)
        ]
    return tuple(_typical([msgspec.json.decode(run[size], type=Measured) for run in runs]) for size in sizes)


def _typical(runs: list[Measured]) -> Measured:
    return replace(runs[0], steps=tuple(map(_step, zip(*(run.steps for run in runs), strict=True))))


def _step(steps: tuple[Step, ...]) -> Step:
    return replace(steps[0], seconds=median(step.seconds for step in steps), peak=max(step.peak for step in steps))


def _compare(sizes: tuple[int, ...], repeat: int) -> tuple[Written, ...]:
    """Every writer in turn and that again; the best time of each."""
    kinds = [(task, writer) for task, writers in WRITERS.items() for writer in writers]
    best: dict[tuple[int, str, str], Written] = {}
    for size, task, writer in [(size, *kind) for size in sizes for _ in range(repeat) for kind in kinds]:
        made = msgspec.json.decode(_run("writers", str(size), task, writer), type=Written)
        before = best.get((size, task, writer), made)
        best[size, task, writer] = replace(
            made, seconds=min(made.seconds, before.seconds), grown=max(made.grown, before.grown)
        )
    return tuple(best.values())


def _run(module: str, *arguments: str) -> bytes:
    """The output of a module of this package in a process of its own."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    return subprocess.run(command, cwd=_ROOT, check=True, stdout=subprocess.PIPE).stdout


def _results(made: Report) -> str:
    return (
        "# Results of the benchmarks\n\n"
        "Written by `python -m tests.benchmarks --record`. Lists are invented (`generate.py`). Seconds are processor "
        "time, the median of the repeats; the peak is that of the process up to the end of the step.\n\n"
        f"{datetime.now(tz=UTC):%Y-%m-%d}, {made.machine}\n\n{markdown(made)}"
    )


if __name__ == "__main__":
    sys.exit(main())
