"""plbib as its user runs it: arguments, two streams and an exit code.

On Linux the quick tests run it in a fork of their own process, which has loaded everything already; continuous
integration starts the program, as does a test of what is settled when Python starts.
"""

import importlib
import io
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import plbib
from plbib.cli import main
from tests.conftest import REQUIRE_ALL

_AT_START = ("PYTHON", "LC_", "LANG", "TZ")
"""How the names of variables begin that Python heeds when it starts."""

Done = subprocess.CompletedProcess[str]


def run_plbib(*arguments: str, cwd: Path | None = None, given: str = "", environment: Mapping[str, str] = {}) -> Done:
    """One run in a folder, with ``given`` as standard input and more variables in the environment."""
    if REQUIRE_ALL or sys.platform != "linux" or any(name.startswith(_AT_START) for name in environment):
        return subprocess.run(
            [sys.executable, "-m", "plbib", *arguments],
            cwd=cwd,
            input=given,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **environment},
            timeout=600,
            check=False,
        )
    _load_everything()
    reading, writing = os.pipe()
    with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as stderr, open(reading, "rb") as stdout:  # noqa: PTH123
        stdin.write(given.encode())
        stdin.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pytest-xdist has threads, which a fork leaves behind
            pid = os.fork()
        if not pid:
            _become(arguments, cwd, environment, (stdin.fileno(), writing, stderr.fileno()))
        os.close(writing)
        printed = stdout.read()
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        stderr.seek(0)
        texts = [io.StringIO(text.decode(), newline=None).getvalue() for text in (printed, stderr.read())]
        return Done(["plbib", *arguments], status, *texts)


@cache
def _load_everything() -> None:
    for module in pkgutil.walk_packages(plbib.__path__, "plbib."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def _become(arguments: Sequence[str], cwd: Path | None, environment: Mapping[str, str], streams: Sequence[int]) -> None:
    """Run plbib in this process, with these streams, and end it."""
    code: object = 1
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115 - as Python starts
        os.chdir(cwd or ".")
        os.environ.update(environment)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        warnings.simplefilter("ignore")
        try:
            main([*arguments])
            code = 0
        except SystemExit as left:
            code = left.code or 0
        except BaseException:  # noqa: BLE001 - nothing of pytest may go on in the fork
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code if isinstance(code, int) else 1)
