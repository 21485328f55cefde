"""Other processes: workers that end when this one does, however that happens, and external programs."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Thread
from typing import TypeVar

from msgspec import Struct

from plbib.errors import InputError

_Result = TypeVar("_Result")
_LOOK = 0.5  # seconds between two looks at whether the parent is there


def parallel(function: Callable[..., _Result], rows: Sequence[tuple[object, ...]]) -> list[_Result]:
    """``function(*row)`` for each row, in order, on as many processors as there are; both must be picklable.

    Where processes are not forked, all in this one: a script without a guard for its main module would start anew.
    """
    from concurrent.futures import ProcessPoolExecutor  # both take a while to load
    from multiprocessing import active_children, get_context, get_start_method

    workers = min(len(rows), os.cpu_count() or 1) if get_start_method() == "fork" else 1
    if workers <= 1:
        return [function(*row) for row in rows]
    others = set(active_children())
    with ProcessPoolExecutor(workers, get_context("fork"), _follow, (os.getpid(),)) as pool:
        try:
            return [*pool.map(function, *zip(*rows, strict=True))]
        except BaseException:  # also an interrupt: leaving the pool waits for its workers, so that they end at once
            for worker in set(active_children()) - others:
                worker.kill()
            raise


def _follow(parent: int) -> None:
    """Make a worker leave interrupts to its parent, and end if the parent was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


class Done(Struct, frozen=True, kw_only=True):
    """How a program ended, and what it printed on its two streams."""

    status: int
    output: bytes
    errors: bytes


def run(
    program: str, arguments: Sequence[str], folder: Path, environment: Mapping[str, str], limit: float = 60
) -> Done:
    """Run an installed program in ``folder``, without a shell and without input, for at most ``limit`` seconds.

    ``environment`` is added to this process's. Raises :class:`InputError` if the program is missing or takes too long.
    """
    path = shutil.which(program)
    if path is None:
        raise InputError(f"{program} is not installed", f"install {program}, and put it on PATH")
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, and no shell
            [path, *arguments],
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(f"{program} did not end within {limit:g} s", "try again on a quiet machine") from error
    return Done(status=done.returncode, output=done.stdout, errors=done.stderr)
