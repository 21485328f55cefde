"""What tests share: the reference data beside the checkout, golden files, a list of our own."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.servers.zotero import Server
from tests.zotero.desk import Desk

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().parent / "data"
FULL = Path(__file__).resolve().parent / "full"
GOLDEN = Path(__file__).resolve().parent / "golden"
REQUIRE_ALL = os.environ.get("PLBIB_REQUIRE_ALL") == "1"

LEFT_TO_CI = ("tex", "heavy")
"""Markers of tests that run only where everything is required, or if ``-m`` asks for them."""

settings.register_profile(
    "full", deadline=None, derandomize=True, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("quick", parent=settings.get_profile("full"), max_examples=20)
settings.register_profile("deep", parent=settings.get_profile("full"), derandomize=False, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "full" if REQUIRE_ALL else "quick"))


def examples(full: int) -> settings:
    """For a property that is costly to try: so many examples in the full profile, fewer or more in others."""
    return settings(max_examples=max(5, full * settings().max_examples // settings.get_profile("full").max_examples))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """``tests/full`` takes minutes: it runs only if it is named."""
    named = any("full" in Path(argument.partition("::")[0]).parts for argument in config.args)
    return True if collection_path == FULL and not named else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what is left to continuous integration, with the reason, unless everything or a marker is asked for."""
    if REQUIRE_ALL or config.option.markexpr:
        return
    for item in items:
        for marker in LEFT_TO_CI:
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(f"left to continuous integration: pytest -m {marker} runs it"))


def missing(what: str) -> None:
    """Skip with a reason, or fail where everything is required."""
    if REQUIRE_ALL:
        pytest.fail(f"{what} (required by PLBIB_REQUIRE_ALL)")
    pytest.skip(what)


@pytest.fixture(autouse=True, scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nobody is asked, what other runs kept is not there, and programs that are started need not compile plbib each.

    Files need not outlive a loss of power, either: to wait for the disk takes more than most tests.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        if os.environ.get("PYTHONDONTWRITEBYTECODE"):
            base = tmp_path_factory.getbasetemp()
            of_run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
            patch.delenv("PYTHONDONTWRITEBYTECODE")
            patch.setenv("PYTHONPYCACHEPREFIX", str(of_run / "bytecode"))
        patch.setenv("PLBIB_OFFLINE", "1")
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data: PLBIB_SHARED, else ``shared`` beside the checkout."""
    folder = Path(os.environ.get("PLBIB_SHARED") or ROOT.parent / "shared")
    if not (folder / "papers.md").is_file():
        missing(f"no reference data in {folder}")
    return folder


@pytest.fixture(scope="session")
def records(shared: Path) -> dict[int, dict[str, Any]]:
    """The verified facts of the embedded list, by line."""
    return {row["line"]: row for row in json.loads((shared / "records.json").read_text(encoding="utf-8"))}


@pytest.fixture
def program() -> Callable[[str], str]:
    """The path of an external program; skips (or fails) where it is not installed."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            missing(f"{name} is not installed")
        return str(path)

    return find


@pytest.fixture
def golden() -> Callable[[str, bytes | str], None]:
    """Compare with ``tests/golden/NAME``; ``PLBIB_REFRESH_GOLDEN=1`` writes it instead. Read the diff."""

    def compare(name: str, made: bytes | str) -> None:
        data = made.encode() if isinstance(made, str) else made
        path = GOLDEN / name
        if os.environ.get("PLBIB_REFRESH_GOLDEN") == "1":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        assert path.read_bytes().decode() == data.decode(), (
            f"{name} differs: PLBIB_REFRESH_GOLDEN=1 pytest, read the diff"
        )

    return compare


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of Zotero's kind, with an empty group."""
    with Server() as running:
        yield running


@pytest.fixture
def desk(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A list that is synced into the group of ``server``."""
    return Desk(server, tmp_path, monkeypatch)
