"""Mutants tried: each in a copy of the project, with the tests of its room, the nearest first."""

import contextlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from tests.conftest import ROOT
from tests.full.mutation.mutants import Mutant, mutants

ROOMS = ("formats", "library", "lists", "papers", "related_work", "text", "zotero")
_COPIED = ("src", "tests", "styles", "docs", "out", "pyproject.toml", "README.md", "CHANGELOG.md", "plbib.toml")
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", "full", ".hypothesis")
_PYTEST = ("-m", "pytest", "-x", "-q", "-n0", "-p", "no:cacheprovider", "--no-header")
_AFTER, _TIMES = 30, 4
"""A run may take as many seconds of the processor more, and times as long, as the tests do without a fault."""
_MEMORY = 4 << 30
"""Bytes that a run may take: a fault may let a text grow without end."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of a mutant: the test that noticed it, or nothing."""

    mutant: Mutant
    killed_by: str

    @property
    def killed(self) -> bool:
        return bool(self.killed_by)


def of_rooms(rooms: tuple[str, ...]) -> list[Mutant]:
    """Every mutant of these rooms, in the order of files and lines."""
    files = (path for room in rooms for path in sorted((ROOT / "src" / "plbib" / room).rglob("*.py")))
    return [
        mutant
        for path in files
        for mutant in mutants(path.relative_to(ROOT / "src" / "plbib").as_posix(), path.read_text(encoding="utf-8"))
    ]


@contextlib.contextmanager
def copy() -> Iterator[Path]:
    """A copy of the project in which files may be changed."""
    with tempfile.TemporaryDirectory(prefix="plbib-mutants-") as folder:
        for name in _COPIED:
            there = ROOT / name
            if there.is_dir():
                shutil.copytree(there, Path(folder, name), ignore=_LEFT_OUT, symlinks=True)
            elif there.exists():
                shutil.copy(there, Path(folder, name))
        yield Path(folder)


class Trial:
    """Tries mutants in a copy of the project."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._least: dict[str, float] = {}

    def baseline(self, room: str) -> float:
        """Seconds of the processor that the tests of ``room`` take. Raises where they fail without any fault."""
        if room not in self._least:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            done = self._pytest([f"tests/{room}"], 3600)
            if done.returncode:
                raise RuntimeError(f"the tests of {room} fail without a mutant:\n{done.stdout[-2000:]}")
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            self._least[room] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return self._least[room]

    def run(self, mutant: Mutant) -> Outcome:
        """``mutant`` put in, the tests run, and the file as it was."""
        path = self._folder / "src" / "plbib" / mutant.file
        whole = path.read_bytes()
        room = mutant.file.partition("/")[0]
        limit = int(self.baseline(room) * _TIMES + _AFTER)
        try:
            path.write_text(mutant.text, encoding="utf-8")
            near = sorted(self._near(mutant.file))
            for tests in ([near] if near else []) + [[f"tests/{room}", *(f"--ignore={name}" for name in near)]]:
                done = self._pytest(tests, limit)
                if done.returncode not in (0, 5):  # 5: no test there
                    return Outcome(mutant=mutant, killed_by=_first_failure(done))
        finally:
            path.write_bytes(whole)
        return Outcome(mutant=mutant, killed_by="")

    def _near(self, file: str) -> set[str]:
        """The files of tests that are named after the file of a mutant, in its room."""
        room, stem = file.partition("/")[0], Path(file).stem
        found = (self._folder / "tests" / room).rglob("test_*.py")
        named = stem if stem != "__init__" else Path(file).parent.name
        return {path.relative_to(self._folder).as_posix() for path in found if named in path.stem}

    def _pytest(self, tests: list[str], limit: int) -> "subprocess.CompletedProcess[str]":
        environment = {
            **os.environ,
            "PYTHONPATH": f"{self._folder / 'src'}{os.pathsep}{self._folder}",
            "HYPOTHESIS_PROFILE": "quick",
        }
        with subprocess.Popen(
            [sys.executable, *_PYTEST, *tests],
            cwd=self._folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            preexec_fn=lambda: _limit(limit),  # noqa: PLW1509 - no threads
            start_new_session=True,
        ) as child:
            try:
                output, _ = child.communicate(timeout=limit * 20)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, 9)
                output, _ = child.communicate()
        return subprocess.CompletedProcess(child.args, child.returncode, output, "")


def _limit(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _first_failure(done: "subprocess.CompletedProcess[str]") -> str:
    if done.returncode < 0:
        return "limit of time"
    lines = (line for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR ")))
    return next(lines, f"exit {done.returncode}").partition(" - ")[0]
