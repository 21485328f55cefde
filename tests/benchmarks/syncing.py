"""What a sync computes, without the server: ``python -m tests.benchmarks.syncing`` (``--record`` keeps the results).

For lists of several sizes, each in a process of its own: what the group should hold (``wanted``), the plan of a first
sync (``first``), and the plan of one with nothing to do (``again``). Exit status 1 if a target is missed.
"""

import argparse
import gc
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import msgspec
from msgspec.structs import replace

from plbib.model import Library
from plbib.zotero import items
from plbib.zotero.desired import Wishes, describe
from plbib.zotero.objects import Remote
from plbib.zotero.plan import LastSync, PlanOptions, plan

from .measure import Clock, Measured, library
from .target import Target, table

_ROOT = Path(__file__).resolve().parents[2]
_RESULTS = Path(__file__).resolve().parent / "SYNCING.md"
_SCHEMA = _ROOT / "tests" / "data" / "zotero" / "schema.json"
_MOST_TIMES = 12.0
STEPS = ("wanted", "first", "again")


def main() -> int:
    """Measure, print, and with ``--record`` keep the results."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.syncing", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of entries, with commas")
    parser.add_argument("--record", action="store_true", help=f"write them to {_RESULTS.name}")
    parser.add_argument("--one", nargs=2, metavar=("SIZE", "FOLDER"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        gc.set_threshold(100_000, 50, 50)  # as the program does
        sys.stdout.buffer.write(msgspec.json.encode(measure(int(asked.one[0]), Path(asked.one[1]))))
        return 0
    runs = [_run(int(size)) for size in asked.sizes.split(",")]
    targets = [target for fewer, more in pairwise(runs) for target in _targets(fewer, more)]
    shown = markdown(runs, targets)
    print(shown, end="")
    if asked.record:
        day = datetime.now(tz=UTC).date().isoformat()
        _RESULTS.write_text(f"# Results of the benchmark of syncing\n\n{__doc__}\n{day}.\n\n{shown}", encoding="utf-8")
    return 0 if all(target.met for target in targets) else 1


def _run(size: int) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        for module, *given in (("generate", str(size), folder), ("syncing", "--one", str(size), folder)):
            command = [sys.executable, "-m", f"tests.benchmarks.{module}", *given]
            done = subprocess.run(command, cwd=_ROOT, capture_output=True, check=True)
    return msgspec.json.decode(done.stdout, type=Measured)


def measure(size: int, folder: Path) -> Measured:
    """The steps of a sync of the list in ``folder`` into an empty library, and of the next."""
    whole, clock, schema = library(folder), Clock(), _schema()
    wanted = clock.time("wanted", lambda: describe(whole, schema, "List", Wishes(tags=("venue", "year"))))
    empty = Remote(version=1, versions={}, objects={}, everything=True)
    made = clock.time("first", lambda: plan(wanted, LastSync(1, (), schema), empty, PlanOptions()))
    known = tuple(replace(write.after, version=2) for write in made.writes)
    same = Remote(version=2, versions={}, objects={})
    nothing = clock.time("again", lambda: plan(wanted, LastSync(1, known, schema), same, PlanOptions()))
    assert (nothing.writes, nothing.actions, bool(nothing.unread)) == ((), (), False)
    return _measured(size, whole, clock)


def _measured(size: int, whole: Library, clock: Clock) -> Measured:
    return Measured(
        size=size, entries=whole.entries_read, records=len(whole.records), findings=0, steps=tuple(clock.steps)
    )


def _schema() -> items.Schema:
    types = msgspec.json.decode(_SCHEMA.read_bytes())["itemTypes"]
    return items.Schema(
        version=41,
        fields={row["itemType"]: tuple(field["field"] for field in row["fields"]) for row in types},
        creators={row["itemType"]: tuple(one["creatorType"] for one in row["creatorTypes"]) for row in types},
    )


def _targets(fewer: Measured, more: Measured) -> list[Target]:
    """Ten times as many entries take at most so many times as long."""
    bound = _MOST_TIMES * more.size / fewer.size / 10
    rows = zip(STEPS, fewer.steps, more.steps, strict=True)
    times = [(name, large.seconds / small.seconds) for name, small, large in rows]
    return [
        Target(
            name=f"{name}, {more.size:,} entries against {fewer.size:,}",
            bound=f"at most {bound:g} times",
            value=f"{value:.1f}",
            met=value <= bound,
        )
        for name, value in times
    ]


def markdown(runs: list[Measured], targets: list[Target]) -> str:
    """Seconds of processor time, and the peak of the process in megabytes."""
    lines = ["| entries | " + " | ".join(STEPS) + " | MB |", "|--:|" + "--:|" * (len(STEPS) + 1)]
    lines += [
        f"| {run.size:,} | {' | '.join(f'{step.seconds:.2f}' for step in run.steps)} | {run.steps[-1].peak:,.0f} |"
        for run in runs
    ]
    return "\n".join([*lines, "", *table(targets), ""])


if __name__ == "__main__":
    sys.exit(main())
