"""What a short command costs before it does anything: ``python -m tests.benchmarks.startup``.

Run by the Python of an environment into which plbib was installed (``pip install .``) and compiled. Commands run in
turn; what counts is the processor's time of whole processes, and of two commands the median of the ratios of their
runs. ``--record`` keeps them in ``RENDERING.md``.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import plbib

from . import peers

MARK = "\n## Start-up\n"
"""Where this part of the results begins."""
RESULTS = Path(__file__).resolve().parent / "RENDERING.md"
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def main() -> None:
    """Measure, print, and with ``--record`` keep the results."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.startup", description=__doc__)
    parser.add_argument("--runs", type=int, default=20, help="of each command (20)")
    parser.add_argument("--record", action="store_true", help=f"write them to {RESULTS.name}")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = [measure(*row, Path(folder), asked.runs) for row in commands(Path(folder))]
    text = _section(rows)
    print(text, end="")
    if asked.record:
        before = RESULTS.read_text(encoding="utf-8").partition(MARK)[0]
        RESULTS.write_text(f"{before}{text}", encoding="utf-8")


def commands(folder: Path) -> list[tuple[str, list[str], str, list[str]]]:
    """What is compared: a name and a command of plbib, then those of the other program, which runs in ``folder``."""
    ours = str(Path(sys.executable).with_name("plbib"))
    rows = [("--help", [ours, "--help"], "python -c 'import click'", [sys.executable, "-c", "import click"])]
    (folder / peers.ITEMS).write_text(plbib.export(plbib.load(plbib.DEMO), "csljson"), encoding="utf-8")
    peers.prepare(folder, ())
    for other in (peer for peer in peers.installed() if peer.name == "pandoc"):
        for source in (peers.ITEMS, "--demo"):  # the same papers: the file that pandoc reads, and the list itself
            for form, theirs in (("txt", "plain"), ("html", "html")):
                arguments = ["render", source, "--style", "ieee", "--to", form]
                command = [*other.command("ieee", "-"), "-t", theirs]
                rows.append((" ".join(arguments), [ours, *arguments], f"pandoc {other.version} -t {theirs}", command))
    return rows


def measure(name: str, ours: list[str], other: str, theirs: list[str], folder: Path, runs: int) -> tuple[str, ...]:
    """A row of the table: both names, the medians in milliseconds, the median of the ratios."""
    pairs = [(_cpu(ours, folder), _cpu(theirs, folder)) for _ in range(runs + 1)][1:]  # the first reads files
    own, of_others = (1000 * statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / two for one, two in pairs)
    return name, other, f"{own:.0f}", f"{of_others:.0f}", f"{ratio:.2f}"


def _cpu(command: list[str], folder: Path) -> float:
    """Seconds of the processor that a command takes."""
    process = subprocess.Popen(command, cwd=folder, env=_ENVIRONMENT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed")
    return usage.ru_utime + usage.ru_stime


def _section(rows: list[tuple[str, ...]]) -> str:
    head = "| plbib | against | ms | ms of the other | ratio |\n|:--|:--|--:|--:|--:|\n"
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    about = "Written by `python -m tests.benchmarks.startup --record`: the list of 70 papers that comes with plbib, the"
    more = "same style file for both, medians of the processor's time of whole processes that run in turn."
    date = f"{datetime.now(tz=UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}."
    return f"{MARK}\n{about} {more}\n\n{date}\n\n{head}{table}"


if __name__ == "__main__":
    main()
