"""How time grows with the worst input: ``python -m tests.benchmarks.growth``.

Every reader, every text function and every shape is measured at n and 4n characters, up to 64,000; processor time, the
least of three. Four times the input may take five times as long. Exit status 1 if one takes longer.
"""

import argparse
import functools
import gc
import random
import resource
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any

from msgspec import Struct

from plbib.errors import PlbibError

from .rows import Case, cases

BOUND = 5.0
_SIZES = (1_000, 4_000, 16_000, 64_000)
"""Characters; each four times the one before."""
_SHORT = 0.02
"""Seconds that tell nothing: whatever is quadratic takes longer at the largest size."""
_ENOUGH = 0.4
"""Seconds after which no larger input is tried."""
_TIMES, _ROUNDS, _PATIENCE = 3, 3, 3.0
"""How often each size is measured; how often before a case counts as too slow, and for how many seconds."""


class Growth(Struct, frozen=True):
    """How many times longer a case takes for four times the input, at worst, and the seconds this took."""

    case: Case
    ratio: float
    size: int = 0
    seconds: float = 0.0
    failed: str = ""

    def __str__(self) -> str:
        what = self.failed or f"{self.ratio:.1f} times ({self.seconds:.3f} s at {self.size:,})"
        return f"{self.case.row} | {self.case.shape} | {what}"


def main() -> int:
    """Measure, and print what grows too fast, then the worst of the rest."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.growth", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORD", help="only rows or shapes that hold one of these")
    parser.add_argument("--bound", type=float, default=BOUND, help=f"most times as long ({BOUND:g})")
    parser.add_argument("--sample", type=int, help="so many cases only, taken by --seed")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    chosen = [case for case in cases() if not asked.words or any(w in f"{case.row} {case.shape}" for w in asked.words)]
    if asked.sample:
        chosen = sample(chosen, asked.sample, asked.seed)
    measured = []
    for case in chosen:
        measured.append(growth(case, asked.bound))
        if too_fast(measured[-1], asked.bound):
            print(f"TOO FAST {measured[-1]}", flush=True)
    measured.sort(key=lambda one: -one.ratio)
    print(f"{len(measured):,} cases; the worst that hold:")
    print(*[one for one in measured if not too_fast(one, asked.bound)][:10], sep="\n")
    return int(any(too_fast(one, asked.bound) for one in measured))


def sample(every: Sequence[Case], size: int, seed: int) -> list[Case]:
    """Some of the cases, the same for the same seed."""
    return random.Random(seed).sample(every, min(size, len(every)))  # noqa: S311 - nothing secret


def too_fast(grown: Growth, bound: float) -> bool:
    """Whether a case grows faster than ``bound`` allows, or ends in an exception that is no message."""
    return bool(grown.failed) or grown.ratio > bound


def growth(case: Case, bound: float = BOUND) -> Growth:
    """How ``case`` grows at worst; what is over ``bound`` is measured again, for a machine has other things to do."""
    worst = Growth(case, 0.0)
    try:
        _time(case, _SIZES[0])  # tables are loaded once
        for small, large in pairwise(_SIZES):
            slow = _time(case, large)
            if slow < _SHORT:
                continue
            fast, number = min(_time(case, small) for _ in range(_TIMES)), 0
            while slow > bound * fast and number < _TIMES * _ROUNDS and number * slow < _PATIENCE:
                number += 1
                slow = min(slow, _time(case, large))
                fast = min(fast, _time(case, small))
            if slow / fast > worst.ratio:
                worst = Growth(case, slow / fast, large, slow)
            if slow > _ENOUGH or worst.ratio > bound:
                break
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what this looks for
        return Growth(case, 0.0, failed=f"{type(error).__name__}: {str(error)[:80]}")
    return worst


def _time(case: Case, size: int) -> float:
    """Seconds of the processor, of workers, too, with nothing kept from the last time."""
    text = case.text(size)
    for kept in _caches():
        kept.cache_clear()
    gc.disable()
    try:
        start = _processor()
        with suppress(PlbibError):  # a message is an answer
            case.run(text)
        return max(_processor() - start, 1e-9)
    finally:
        gc.enable()


@functools.cache
def _caches() -> list[Any]:
    """What keeps some results of functions; what keeps all holds tables."""
    kept: list[Any] = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]  # noqa: SLF001
    return [one for one in kept if one.__module__.startswith("plbib.") and one.cache_parameters()["maxsize"]]


def _processor() -> float:
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + workers.ru_utime + workers.ru_stime


if __name__ == "__main__":
    sys.exit(main())
