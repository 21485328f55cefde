"""Mutants tried: each in a fork, with the tests of its room that run its line, the quickest of each function first.

A fault within a function is put into the function as it is loaded, beside the tests, in the process of its room. One in
what runs when a module is loaded (a table, a pattern) needs everything loaded anew, and is tried with all tests of the
room, first those of files named like its own.
"""

import contextlib
import gc
import os
import sys
import types
import warnings
from collections.abc import Iterable, Iterator
from importlib.machinery import SourceFileLoader
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct

from tests.full.mutation.forks import Forks
from tests.full.mutation.kept import Kept
from tests.full.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parents[3]
SRC = ROOT / "src" / "plbib"
ROOMS = ("formats", "library", "lists", "papers", "related_work", "text", "zotero")
_PYTEST = ("-q", "-n0", "-p", "no:cacheprovider", "--no-header", "--capture=sys")
_AFTER, _TIMES = 10, 4
"""A run may take as many seconds of the processor more, and times as long, as the tests do without a fault."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of a mutant: the test that noticed it, or nothing, after so many that were tried."""

    mutant: Mutant
    killed_by: str
    tests: int = 0

    @property
    def killed(self) -> bool:
        return bool(self.killed_by)


def of_rooms(rooms: tuple[str, ...]) -> list[Mutant]:
    """Every mutant of these rooms, in the order of files and lines."""
    files = (path for room in rooms for path in sorted((SRC / room).rglob("*.py")))
    return [
        mutant
        for path in files
        for mutant in mutants(path.relative_to(SRC).as_posix(), path.read_text(encoding="utf-8"))
    ]


def tried(drawn: list[Mutant], jobs: int) -> list[Outcome]:
    """Each of the mutants tried, so many at once; one that these tests have tried before is not tried again."""
    outcomes: list[Outcome] = []
    for room, group in groupby(drawn, lambda mutant: mutant.file.partition("/")[0]):
        of_room, kept = list(group), Kept(ROOT / "tests" / room)
        fresh = [mutant for mutant in of_room if not kept.known(mutant)]
        if fresh:
            _try_room(room, fresh, kept, jobs)
        for mutant in of_room:
            killed_by, tests = kept.outcome(mutant)
            outcomes.append(Outcome(mutant=mutant, killed_by=killed_by, tests=tests))
    return outcomes


def _try_room(room: str, drawn: list[Mutant], kept: Kept, jobs: int) -> None:
    """Try the mutants of a room; each outcome is kept as it comes."""
    answers: list[Any] = []
    forks = Forks(1)
    forks.start(lambda: _room(room, drawn, kept, jobs), answers.append)
    forks.finish()
    if answers == [None]:
        raise RuntimeError(f"the tests of {room} could not be run")
    kept.read()
    forks = Forks(jobs)
    for mutant, (tests, seconds) in zip(drawn, answers[0], strict=True):

        def done(test: str | None, mutant: Mutant = mutant, tests: list[str] = tests) -> None:
            kept.keep(mutant, test, len(tests))

        if not kept.known(mutant):
            forks.start(lambda mutant=mutant, tests=tests: _anew(mutant, tests), done, _limit(seconds))  # type: ignore[misc]
    forks.finish()


def _limit(seconds: float) -> int:
    return int(seconds * _TIMES + _AFTER)


class _Failures:
    """A plug-in that notes what fails."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


def _room(room: str, drawn: list[Mutant], kept: Kept, jobs: int) -> list[tuple[list[str], float]]:
    """For each mutant its tests and the seconds they take; tried are those that need not be loaded anew."""
    from tests.full.mutation import tracing

    plugin = _Room(room, drawn, kept, jobs)
    plugin.loading.start()
    tracing.load_everything()
    with _quiet():
        pytest.main([*_PYTEST, f"tests/{room}"], plugins=[plugin])
    return plugin.answers


class _Room(_Failures):
    """A plug-in that, instead of running the tests, traces them once and then tries mutants with them."""

    def __init__(self, room: str, drawn: list[Mutant], kept: Kept, jobs: int) -> None:
        from tests.full.mutation import tracing

        super().__init__()
        self.loading = tracing.coverage()
        self.answers: list[tuple[list[str], float]] = []
        self._room, self._drawn, self._kept, self._jobs = room, drawn, kept, jobs

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from tests.full.mutation import tracing

        self.loading.stop()
        at_loading = tracing.Runs(lines=tracing.lines(self.loading))
        items = {item.nodeid: item for item in session.items}
        answers: list[Any] = []
        one = Forks(1)
        one.start(lambda: msgspec.to_builtins(tracing.trace(session.items, self.failed), str_keys=True), answers.append)
        one.finish()
        runs = msgspec.convert(answers[0], tracing.Runs, strict=False)
        print(f"{self._room}: {len(items)} tests, {len(runs.failed)} fail: {runs.failed[:3]}", file=sys.__stderr__)
        for failed in runs.failed:
            del runs.seconds[failed]
        forks = Forks(self._jobs)
        for mutant in self._drawn:
            path = str(SRC / mutant.file)
            loads = bool(at_loading.of(path, mutant.lines))
            tests = set(runs.seconds) if loads else runs.of(path, mutant.lines) & set(runs.seconds)
            picked = list(_in_order(tests, runs.seconds, _near(self._room, mutant.file)))
            seconds = sum(runs.seconds[test] for test in picked)

            self.answers.append((picked, seconds))

            def done(found: str | None, mutant: Mutant = mutant, tests: int = len(picked)) -> None:
                self._kept.keep(mutant, found, tests)

            if loads or _changes_closures(mutant):
                continue
            if picked:
                chosen = [items[test] for test in picked]
                forks.start(lambda mutant=mutant, chosen=chosen: self._try(mutant, chosen), done, _limit(seconds))  # type: ignore[misc]
            else:
                done("")
        forks.finish()
        return True

    def _try(self, mutant: Mutant, items: list[pytest.Item]) -> str:
        """The first test that fails with ``mutant`` in its function, or nothing."""
        self.failed.clear()
        _put_in(mutant)
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed:
                return self.failed[0]
        return ""


def _put_in(mutant: Mutant) -> None:
    """The functions of the file as they are with the fault, in place of what they run now."""
    path = str(SRC / mutant.file)
    codes = {(code.co_qualname, code.co_firstlineno): code for code in _functions(_compiled(mutant))}
    found = 0
    for function in gc.get_objects():
        if isinstance(function, types.FunctionType) and function.__code__.co_filename == path:
            code = codes.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
            if code and code.co_firstlineno <= mutant.lines[0] and code.co_qualname != "<lambda>":
                function.__code__ = code
                found += 1
    if not found:
        raise RuntimeError(f"no function of {mutant.name}")


def _changes_closures(mutant: Mutant) -> bool:
    """Whether a function with the fault takes other variables from around it: it cannot take the place of the old."""
    usual = (SRC / mutant.file).read_text(encoding="utf-8")
    old, new = (
        {(code.co_qualname, code.co_firstlineno): code.co_freevars for code in _functions(whole)}
        for whole in (compile(usual, mutant.file, "exec", dont_inherit=True), _compiled(mutant))
    )
    return old != new


def _compiled(mutant: Mutant) -> types.CodeType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(mutant.text, str(SRC / mutant.file), "exec", dont_inherit=True)


def _functions(code: types.CodeType) -> Iterator[types.CodeType]:
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield part
            yield from _functions(part)


def _anew(mutant: Mutant, tests: list[str]) -> str:
    """The first test that fails where everything is loaded with ``mutant``, or nothing."""
    path = str(SRC / mutant.file)
    usual = SourceFileLoader.get_code

    def get_code(loader: SourceFileLoader, name: str) -> types.CodeType | None:
        return _compiled(mutant) if loader.path == path else usual(loader, name)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign, assignment]
    plugin = _Picked(tests)
    with _quiet():
        code = pytest.main([*_PYTEST, "-x", f"tests/{mutant.file.partition('/')[0]}"], plugins=[plugin])
    return plugin.failed[0] if plugin.failed else f"exit {code}" if code else ""


class _Picked(_Failures):
    """A plug-in that runs these tests, in this order."""

    def __init__(self, tests: list[str]) -> None:
        super().__init__()
        self._places = {test: at for at, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self._places), key=lambda item: self._places[item.nodeid]
        )


def _in_order(tests: Iterable[str], seconds: dict[str, float], near: set[str]) -> Iterator[str]:
    """Of each function of tests the quickest case, then the others; files that are near first."""

    def place(test: str) -> tuple[bool, float, str]:
        return test.partition("::")[0] not in near, seconds[test], test

    of_function = groupby(sorted(tests), lambda test: test.partition("[")[0])
    cases = [sorted(group, key=place) for _, group in of_function]
    yield from sorted((group[0] for group in cases), key=place)
    yield from sorted((test for group in cases for test in group[1:]), key=place)


def _near(room: str, file: str) -> set[str]:
    """The files of tests that are named after the file of a mutant, in its room."""
    named = Path(file).stem if Path(file).stem != "__init__" else Path(file).parent.name
    found = (ROOT / "tests" / room).rglob("test_*.py")
    return {path.relative_to(ROOT).as_posix() for path in found if named in path.stem}


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """What pytest prints goes nowhere."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        yield
