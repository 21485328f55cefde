"""Work in other processes, which end when this one does, however that happens."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from multiprocessing import Pool
from threading import Thread
from typing import TypeVar

_Result = TypeVar("_Result")
_LOOK = 0.5  # seconds between two looks at whether the parent is there


def parallel(function: Callable[..., _Result], rows: Sequence[tuple[object, ...]]) -> list[_Result]:
    """``function(*row)`` for each row, in order, on as many processors as there are; both must be picklable."""
    workers = min(len(rows), os.cpu_count() or 1)
    if workers <= 1:
        return [function(*row) for row in rows]
    with Pool(workers, _follow, (os.getpid(),)) as pool:  # leaving it ends the workers at once, also on an interrupt
        return pool.starmap(function, rows, chunksize=1)


def _follow(parent: int) -> None:
    """Make a worker leave interrupts to its parent, and end if the parent was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)
