"""What was measured, as a table, and whether the targets are met."""

import os
import platform
from collections.abc import Iterator

from msgspec import Struct

from .measure import STEPS, Measured
from .target import Target, table
from .writers import RECORDS, Written

SMALL, LARGE = 10_000, 100_000
_MOST_TIMES = 12.0
_MOST_SECONDS = 40.0
_MOST_MEGABYTES = 1_500.0
_WRITES_SMALL = 1.0
OURS = "plbib"
_TO_BIBTEX = frozenset({"read", "keys", "bibtex"})


class Report(Struct, frozen=True, kw_only=True):
    """A run of the benchmarks."""

    machine: str
    sizes: tuple[Measured, ...]
    writers: tuple[Written, ...]
    targets: tuple[Target, ...]

    @property
    def met(self) -> bool:
        return all(target.met for target in self.targets)


def report(sizes: tuple[Measured, ...], writers: tuple[Written, ...]) -> Report:
    """The report of what was measured; a target is left out where its sizes were not asked for."""
    targets = (*_targets(sizes), *_writing(writers))
    return Report(machine=_machine(), sizes=sizes, writers=writers, targets=targets)


def _machine() -> str:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, {platform.system()}, {python}"


def _targets(sizes: tuple[Measured, ...]) -> Iterator[Target]:
    by_size = {measured.size: measured for measured in sizes}
    small, large = by_size.get(SMALL), by_size.get(LARGE)
    if small and large:
        for name in STEPS:
            times = _seconds(large, name) / _seconds(small, name)
            yield Target(
                name=f"{name}: {LARGE:,} entries against {SMALL:,}",
                bound=f"at most {_MOST_TIMES:g} times",
                value=f"{times:.1f}",
                met=times <= _MOST_TIMES,
            )
    if large:
        seconds = sum(_seconds(large, name) for name in _TO_BIBTEX)
        peak = next(step.peak for step in large.steps if step.name == "bibtex")
        name = f"read, keys and BibTeX of {LARGE:,} entries"
        yield Target(name=name, bound=f"under {_MOST_SECONDS:g} s", value=f"{seconds:.1f}", met=seconds < _MOST_SECONDS)
        bound = f"peak under {_MOST_MEGABYTES:,.0f} MB"
        yield Target(name=name, bound=bound, value=f"{peak:,.0f}", met=peak < _MOST_MEGABYTES)


def _writing(writers: tuple[Written, ...]) -> Iterator[Target]:
    """The fastest, fast, and linear."""
    seconds = {(written.task, written.size, written.writer): written.seconds for written in writers}
    for task, size, writer in seconds:
        if writer == OURS and size in (SMALL, LARGE):
            others = [took for (*of, name), took in seconds.items() if of == [task, size] and not name.startswith(OURS)]
            times = min(others) / seconds[task, size, OURS]
            name = f"writing {size:,} entries {task}, against the fastest other writer"
            yield Target(name=name, bound="faster", value=f"{times:.1f} times", met=times > 1)
    small, large = seconds.get((RECORDS, SMALL, OURS)), seconds.get((RECORDS, LARGE, OURS))
    if small:
        bound = f"under {_WRITES_SMALL:g} s"
        yield Target(name=f"writing {SMALL:,} entries", bound=bound, value=f"{small:.2f}", met=small < _WRITES_SMALL)
    if small and large:
        name = f"writing {LARGE:,} entries against {SMALL:,}"
        times = large / small
        yield Target(name=name, bound=f"at most {_MOST_TIMES:g} times", value=f"{times:.1f}", met=times <= _MOST_TIMES)


def _seconds(measured: Measured, name: str) -> float:
    return next(step.seconds for step in measured.steps if step.name == name)


def markdown(made: Report) -> str:
    """Two Markdown tables: what was measured, and the targets."""
    lines = ["| entries | step | seconds | peak MB | entries/s | × size before |", "|--:|:--|--:|--:|--:|--:|"]
    before: Measured | None = None
    for measured in made.sizes:
        for step in measured.steps:
            ratio = f"{step.seconds / _seconds(before, step.name):.1f}" if before else ""
            rate = measured.entries / step.seconds
            cells = f"{step.name} | {step.seconds:.3f} | {step.peak:,.0f} | {rate:,.0f} | {ratio}"
            lines.append(f"| {measured.size:,} | {cells} |")
        before = measured
    lines += ["", "| entries | writing | with | seconds | MB grown | entries/s |", "|--:|:--|:--|--:|--:|--:|"]
    lines += [
        f"| {w.size:,} | {w.task} | {w.writer} | {w.seconds:.3f} | {w.grown:,.0f} | {w.entries / w.seconds:,.0f} |"
        for w in made.writers
    ]
    return "\n".join([*lines, "", *table(made.targets)]) + "\n"
