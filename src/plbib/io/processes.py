"""Other processes: workers that end when this one does, however that happens, and external programs."""

import gc
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

from msgspec import Struct

from plbib.errors import InputError

_Result = TypeVar("_Result")
_LOOK = 0.5  # seconds between two looks at whether the parent is there


def parallel(function: Callable[..., _Result], rows: Sequence[tuple[object, ...]]) -> list[_Result]:
    """The results of :func:`in_turn`, all at once."""
    with closing(in_turn(function, rows)) as results:
        return [*results]


def in_turn(function: Callable[..., _Result], rows: Sequence[tuple[object, ...]]) -> Generator[_Result, None, None]:
    """``function(*row)`` for each row, in order, on as many processors as there are; results must be picklable.

    Workers have the rows as they are, for they are forked from this process. Where processes are not forked, all in
    this one: a script without a guard for its main module would start anew.
    """
    from concurrent.futures import ProcessPoolExecutor  # both take a while to load
    from multiprocessing import active_children, get_context, get_start_method

    workers = min(len(rows), os.cpu_count() or 1) if get_start_method() == "fork" else 1
    if workers <= 1:
        yield from (function(*row) for row in rows)
        return
    others = set(active_children())
    with ProcessPoolExecutor(workers, get_context("fork"), _follow, (os.getpid(), function, rows)) as pool:
        try:
            with _signals_held():  # all workers start here
                waiting = deque(pool.submit(_run_row, number) for number in range(len(rows)))
            while waiting:  # not pool.map: what it cancels when it is left, its thread cannot mark as broken
                yield waiting.popleft().result()
        except BaseException:  # also an interrupt: leaving the pool waits for its workers, so that they end at once
            with _signals_held():
                for worker in set(active_children()) - others:
                    worker.kill()
            raise


def map_ahead(function: Callable[..., _Result], rows: Iterator[tuple[object, ...]]) -> Generator[_Result, None, None]:
    """``function(*row)`` for each row, in order, made by other processes a few rows ahead; else as above."""
    from concurrent.futures import Future, ProcessPoolExecutor  # both take a while to load
    from multiprocessing import active_children, get_context, get_start_method

    workers = os.cpu_count() or 1
    if get_start_method() != "fork" or workers == 1:
        yield from (function(*row) for row in rows)
        return
    others = set(active_children())
    waiting: deque[Future[_Result]] = deque()
    with ProcessPoolExecutor(workers, get_context("fork"), _follow, (os.getpid(),)) as pool:
        try:
            for row in rows:
                with _signals_held():  # all workers start with the first
                    waiting.append(pool.submit(function, *row))
                if len(waiting) > 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BaseException:  # as above
            with _signals_held():
                for worker in set(active_children()) - others:
                    worker.kill()
            raise


_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""Signals that end a program."""


@contextmanager
def _signals_held() -> Iterator[None]:
    """Signals that end this process wait until the block is over: what they raise within a fork would be lost."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_inherited: list[tuple[Callable[..., Any], Sequence[tuple[object, ...]]]] = []
"""In a worker: its function, and all rows."""


def _run_row(at: int) -> Any:
    function, rows = _inherited[0]
    return function(*rows[at])


def _follow(parent: int, function: Callable[..., Any] | None = None, rows: Sequence[tuple[object, ...]] = ()) -> None:
    """Make a worker leave interrupts to its parent, and end if it is told to, or the parent was killed.

    It keeps what it has inherited, and does not look through it for garbage: it would be copied.
    """
    gc.freeze()
    if function:
        _inherited[:] = [(function, rows)]
    for number in _ENDING:
        signal.signal(number, signal.SIG_IGN if number is signal.SIGINT else signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
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

    ``environment`` is added to this process's. If this process is killed, the program may go on for as long as it
    takes. Raises :class:`InputError` if the program is missing or takes too long.
    """
    path = _path(program)
    with subprocess.Popen(  # noqa: S603 - a list of arguments, and no shell
        [path, *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        try:
            return _done(child, program, limit)
        finally:
            child.kill()


def run_guarded(
    program: str, arguments: Sequence[str], folder: Path, environment: Mapping[str, str], limit: float
) -> Done:
    """:func:`run` for what takes a while: however this process ends, the program and what it has started end, too."""
    path = _path(program)
    with _guarded(_ENDS_A_PROGRAM, path, *arguments, cwd=folder, env={**os.environ, **environment}) as child:
        return _done(child, program, limit)


def _path(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise InputError(f"{program} is not installed", f"install {program}, and put it on PATH")
    return path


def _done(child: "subprocess.Popen[bytes]", program: str, limit: float) -> Done:
    try:
        output, errors = child.communicate(timeout=limit)
    except subprocess.TimeoutExpired as error:
        raise InputError(f"{program} did not end within {limit:g} s", "try again on a quiet machine") from error
    return Done(status=child.returncode, output=output, errors=errors)


@contextmanager
def workspace() -> Iterator[Path]:
    """A temporary folder that is removed at the end, also if this process is killed."""
    import tempfile  # takes a while to load

    folder = Path(tempfile.gettempdir(), f"plbib-{os.urandom(8).hex()}")
    with _guarded(_REMOVES_A_FOLDER, str(folder)):
        folder.mkdir(mode=0o700)
        yield folder


@contextmanager
def _guarded(code: str, *arguments: str, **options: Any) -> "Iterator[subprocess.Popen[bytes]]":
    """A Python that does its work once the pipe at its input ends: when this block does, or this process.

    In a session of its own signals to this process do not reach it.
    """
    command = [sys.executable, "-I", "-S", "-c", code, *arguments]
    reading, writing = os.pipe()
    try:
        child = subprocess.Popen(  # noqa: S603 - a program of our own
            command, stdin=reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, **options
        )
    except BaseException:  # a signal, too: the other end would wait for ever
        os.close(writing)
        raise
    finally:
        os.close(reading)
    with child:
        try:
            yield child
        finally:
            os.close(writing)


_ENDS_A_PROGRAM = """
import os, signal, subprocess, sys, threading
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)
def watch():
    sys.stdin.buffer.read()
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (AttributeError, OSError):  # no groups of processes here, or it has just ended
        child.kill()
threading.Thread(target=watch, daemon=True).start()
status = child.wait()
os._exit(status if status >= 0 else 128 - status)
"""
_REMOVES_A_FOLDER = """
import os, shutil, sys, time
sys.stdin.buffer.read()
for _ in range(100):  # a program that ends meanwhile may still write
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    if not os.path.exists(sys.argv[1]):
        break
    time.sleep(0.05)
"""
