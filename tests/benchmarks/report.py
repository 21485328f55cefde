"""What was measured, as a table, and whether the targets are met."""

import os
import platform
from collections.abc import Iterator

from msgspec import Struct

from .measure import STEPS, Measured
from .pybtex_writer import Compared

SMALL, LARGE = 10_000, 100_000
COMPARED = 2_000
_MOST_TIMES = 12.0
_MOST_SECONDS = 40.0
_MOST_MEGABYTES = 1_500.0
_LEAST_FASTER = 5.0
_TO_BIBTEX = frozenset({"read", "keys", "bibtex"})


class Target(Struct, frozen=True, kw_only=True):
    """A bound and the value found."""

    name: str
    bound: str
    value: str
    met: bool


class Report(Struct, frozen=True, kw_only=True):
    """A run of the benchmarks."""

    machine: str
    sizes: tuple[Measured, ...]
    pybtex: Compared
    targets: tuple[Target, ...]

    @property
    def met(self) -> bool:
        return all(target.met for target in self.targets)


def report(sizes: tuple[Measured, ...], pybtex: Compared) -> Report:
    """The report of what was measured; a target is left out where its sizes were not asked for."""
    return Report(machine=_machine(), sizes=sizes, pybtex=pybtex, targets=tuple(_targets(sizes, pybtex)))


def _machine() -> str:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, {platform.system()}, {python}"


def _targets(sizes: tuple[Measured, ...], pybtex: Compared) -> Iterator[Target]:
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
    if pybtex.entries >= COMPARED * 0.9:  # fewer say nothing
        yield Target(
            name=f"writing {pybtex.entries:,} entries as BibTeX against pybtex",
            bound=f"at least {_LEAST_FASTER:g} times as fast",
            value=f"{pybtex.faster:.1f}",
            met=pybtex.faster >= _LEAST_FASTER,
        )


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
    pybtex = made.pybtex
    lines += ["", f"BibTeX of {pybtex.entries:,} records: {pybtex.ours:.3f} s, pybtex {pybtex.theirs:.3f} s."]
    lines += ["", "| target | bound | found | |", "|:--|:--|--:|:--|"]
    lines += [f"| {t.name} | {t.bound} | {t.value} | {'met' if t.met else '**missed**'} |" for t in made.targets]
    return "\n".join(lines) + "\n"
