"""Work done in forks of this process, so that nothing it does to its modules stays."""

import json
import os
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from typing import IO, Any

_MEMORY = 4 << 30
"""Bytes that a fork may take: a fault may let a text grow without end."""
_WAITING = 20
"""How many times as long as its limit of the processor a fork may last."""


class Forks:
    """So many forks at once; what the work of each gives, as JSON, goes to its ``done``, None if a limit ended it."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._running: dict[int, tuple[IO[bytes], Callable[[Any], None]]] = {}

    def start(self, work: Callable[[], object], done: Callable[[Any], None], seconds: int = 0) -> None:
        """Work that may take so many seconds of the processor (0: any), begun as soon as there is room for it."""
        if len(self._running) == self._jobs:
            self._wait()
        answer = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the fork has ended
        pid = os.fork()
        if not pid:
            code = 1
            try:
                _limit(seconds)
                answer.write(json.dumps(work()).encode())
                answer.flush()
                code = 0
            except MemoryError:
                os.kill(os.getpid(), signal.SIGKILL)
            except BaseException:  # noqa: BLE001 - nothing above may go on in the fork
                traceback.print_exc(file=sys.__stderr__)
            finally:
                os._exit(code)
        self._running[pid] = (answer, done)

    def finish(self) -> None:
        """Wait for all."""
        while self._running:
            self._wait()

    def _wait(self) -> None:
        pid, status = os.wait()
        answer, done = self._running.pop(pid)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status):
            raise RuntimeError("a fork failed")  # of itself: a limit ends it by a signal
        with answer:
            answer.seek(0)
            done(None if status else json.loads(answer.read()))


def _limit(seconds: int) -> None:
    if seconds:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        signal.alarm(seconds * _WAITING)
