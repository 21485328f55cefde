"""What it takes to look up a list among many records: ``python -m tests.benchmarks.resolving``.

The records are those of the corpora (``PLBIB_SHARED``), and copies of them that are other works: a word of the title is
another, and so are people, year and identifiers. Without the corpora they are invented. Of the entries, a quarter each
has venue and year, people, the title alone, and a title that no record has; of each three titles one has a slip.
The list is looked up twice: first the index is made, then it is there. ``--record`` keeps the figures in ``DUMPS.md``.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plbib.model import Record
from tests.resolve import corpora

from .generate import references

_RESULTS = Path(__file__).resolve().parent / "DUMPS.md"
_SEED = 3
_SLIPS = (0, 2, 3)
"""Titles in capitals, with a letter lost, with an ampersand."""
LIST, RECORDS = "list.md", "records.jsonl"


class Run(Struct, frozen=True, kw_only=True):
    """One run: seconds of the processor and of the clock, the most memory that a process held, what it said last."""

    name: str
    seconds: float
    clock: float
    peak: float
    said: str


def main() -> None:
    """Measure, print, and with ``--record`` keep the results."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.resolving", description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000, help="records that are searched (1,000,000)")
    parser.add_argument("--entries", type=int, default=10_000, help="entries that are looked up (10,000)")
    parser.add_argument("--record", action="store_true", help=f"write the results to {_RESULTS.name}")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, asked.records, asked.entries)
        runs = [_run(folder, "index made"), _run(folder, "index there")]
    text = _results(asked.records, asked.entries, runs)
    print(text, end="")
    if asked.record:
        _RESULTS.write_text(text, encoding="utf-8")


def write(folder: Path, size: int, entries: int) -> None:
    """Write ``size`` records, and a list of ``entries`` papers, most of them among the records."""
    chance = random.Random(_SEED)  # noqa: S311 - the same each time, no secret
    given = _given(size // 2)
    with (folder / RECORDS).open("wb") as file:
        file.writelines(map(corpora.as_line, islice(_among(given), size)))
    usable = [record for record in given if record.item.author and record.item.container_title]
    lines = map(_entry, count(), chance.choices(usable, k=entries))
    (folder / LIST).write_text("# Papers\n\n## All\n\n" + "".join(lines), encoding="utf-8")


def _given(size: int) -> list[Record]:
    shared = os.environ.get("PLBIB_SHARED")
    if not shared:
        return references(size)
    records = [*corpora.records(Path(shared) / "corpora")]
    return random.Random(_SEED).sample(records, min(size, len(records)))  # noqa: S311 - as above


def _among(given: list[Record]) -> Iterator[Record]:
    """The records, and then other works like them, without end."""
    yield from given
    for seed in count(1):
        for record in corpora.neighbours(given, seed):
            yield replace(record, key=f"{record.key}:{seed}")


def _entry(number: int, record: Record) -> str:
    item = record.item
    title = corpora.disturbed(item.title, _SLIPS[number // 3 % 3]) if number % 3 == 0 else item.title
    title = " ".join(title.translate(str.maketrans("", "", "*_|[]`<>")).split())
    year = item.issued.year if item.issued else ""
    people = ", ".join(f"{name.given or ''} {name.family or ''}".strip() for name in item.author[:3])
    forms = (
        f"**{title}**, {(item.container_title or '')[:60]}, {year}",
        f"{people}. **{title}**. {year}",
        f"**{title}**",
        f"**{title} for Kites {number}**, Journal of Kites, {year}",
    )
    return f"- {forms[number % 4]}\n"


def _run(folder: Path, name: str) -> Run:
    """Look up the list by a process of its own, with a cache in ``folder``."""
    (folder / "list.lock.json").unlink(missing_ok=True)
    command = [sys.executable, "-m", "plbib", "resolve", LIST, "--from", RECORDS]
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    said = folder / "said.txt"
    with said.open("wb") as file:
        start = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=file)
        _, status, usage = os.wait4(process.pid, 0)
        clock = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    last = said.read_text(encoding="utf-8").splitlines()[-1:]
    if process.returncode not in (0, 3):
        raise SystemExit(f"plbib resolve ended with {process.returncode}: {last}")
    return Run(
        name=name,
        seconds=usage.ru_utime + usage.ru_stime,
        clock=clock,
        peak=usage.ru_maxrss / 1024,
        said="".join(last),
    )


_ABOUT = """\
# Results of the benchmark of looking papers up

Written by `python -m tests.benchmarks.resolving --record`: `plbib resolve` of a list against records in JSON Lines, all
its processes together. The second run finds the index that the first has made.

"""
_HEAD = "| run | CPU s | s | peak MB |\n|---|--:|--:|--:|\n"


def _results(size: int, entries: int, runs: list[Run]) -> str:
    load = f"{datetime.now(tz=UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}."
    rows = "".join(f"| {run.name} | {run.seconds:.1f} | {run.clock:.1f} | {run.peak:,.0f} |\n" for run in runs)
    return f"{_ABOUT}{load} {entries:,} entries, {size:,} records: {runs[-1].said}.\n\n{_HEAD}{rows}"


if __name__ == "__main__":
    main()
