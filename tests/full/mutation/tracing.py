"""Which tests of a room run which lines, and how long they take; known anew only where a file has changed."""

import gc
import hashlib
import importlib
import inspect
import pkgutil
import time
import warnings
from functools import lru_cache
from itertools import groupby

import msgspec
import pytest
from coverage import Coverage
from msgspec import Struct, field

import plbib
from tests.full.mutation.kept import FOLDER, code


class Runs(Struct, kw_only=True):
    """What the tests of a room run: the seconds of each, and by file and line those that run it."""

    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    lines: dict[str, dict[int, list[str]]] = field(default_factory=dict)

    def of(self, file: str, lines: tuple[int, int]) -> set[str]:
        """The tests that run one of these lines."""
        known = self.lines.get(_within(file), {})
        return {test for line in range(lines[0], lines[1] + 1) for test in known.get(line, ())}

    def add(self, other: "Runs") -> None:
        self.seconds |= other.seconds
        self.failed += other.failed
        for file, lines in other.lines.items():
            for line, tests in lines.items():
                self.lines.setdefault(_within(file), {}).setdefault(line, []).extend(tests)


def _within(file: str) -> str:
    """The path of a file within the package, wherever that is."""
    return file.rpartition("src/plbib/")[2]


def coverage() -> Coverage:
    """A new record of the lines of plbib, kept in memory."""
    return Coverage(data_file=None, source=list(plbib.__path__), config_file=False)


def load_everything() -> None:
    """Every module, so that what runs when one is loaded is not taken for what a test runs."""
    for module in pkgutil.walk_packages(plbib.__path__, "plbib."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def lines(record: Coverage) -> dict[str, dict[int, list[str]]]:
    """By file and line what ran it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a file whose tests are all skipped runs nothing
        data = record.get_data()
    return {_within(file): data.contexts_by_lineno(file) for file in data.measured_files()}


def trace(items: list[pytest.Item], failed: list[str]) -> Runs:
    """What all items run; ``failed`` fills meanwhile."""
    FOLDER.mkdir(exist_ok=True)
    runs, whole = Runs(), code()
    for path, group in groupby(items, lambda item: item.path):
        kept = FOLDER / f"{hashlib.sha256(whole + path.read_bytes()).hexdigest()}.json"
        if kept.exists():
            runs.add(msgspec.json.decode(kept.read_bytes(), type=Runs))
            continue
        failed.clear()
        of_file = _traced(list(group))
        of_file.failed = sorted(set(failed))
        kept.write_bytes(msgspec.json.encode(of_file))
        runs.add(of_file)
    return runs


def _traced(items: list[pytest.Item]) -> Runs:
    """The items run one after the other, what caches remember forgotten before each."""
    caches = [cache for cache in gc.get_objects() if _forgets(cache)]
    record, runs = coverage(), Runs()
    record.start()
    for item, following in zip(items, [*items[1:], None], strict=True):
        for cache in caches:
            cache.cache_clear()
        record.switch_context(item.nodeid)
        before = time.process_time()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        runs.seconds[item.nodeid] = time.process_time() - before
    record.stop()
    runs.lines = lines(record)
    return runs


def _forgets(cache: object) -> bool:
    """Whether it is a cache of plbib for many values; rows of a single table are compared by identity, and stay."""
    if not isinstance(cache, type(lru_cache(len))) or not cache.__module__.startswith("plbib."):
        return False
    return bool(inspect.signature(cache).parameters)
