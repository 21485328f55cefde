"""What is kept between runs is whole or not there, is found again by its content, and goes when nobody uses it."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from plbib.errors import OutputError
from plbib.io import cache


def writing(data: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "plbib" / "kind"


def test_what_was_made_is_found_again(place: Path) -> None:
    assert cache.find("kind", "name") is None
    made = cache.keep("kind", "name", writing(b"whole"))
    assert cache.find("kind", "name") == made == place / "name"
    assert made.read_bytes() == b"whole"


def test_half_of_it_is_never_found(place: Path) -> None:
    def stopped(path: Path) -> None:
        path.write_bytes(b"ha")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.keep("kind", "name", stopped)
    assert cache.find("kind", "name") is None
    assert list(place.iterdir()) == []


def test_two_at_a_time_leave_one_of_theirs(place: Path) -> None:
    def meanwhile(path: Path) -> None:
        cache.keep("kind", "name", writing(b"other"))
        path.write_bytes(b"own")

    assert cache.keep("kind", "name", meanwhile).read_bytes() == b"own"
    assert [path.name for path in place.iterdir()] == ["name"]


def test_what_was_not_used_for_long_goes(place: Path) -> None:
    for name in ("old", "left.part", "new"):
        cache.keep("kind", name, writing(b"x"))
    day = 86400
    for name, age in (("old", 61 * day), ("left.part", 2 * day), ("new", 59 * day)):
        then = (place / name).stat().st_mtime - age
        os.utime(place / name, (then, then))
    cache.keep("kind", "next", writing(b"x"))
    assert {path.name for path in place.iterdir()} == {"new", "next"}


@pytest.mark.skipif(sys.platform == "win32", reason="files have no locks")
def test_what_a_killed_run_left_goes_and_what_another_writes_stays(place: Path) -> None:
    def meanwhile(path: Path) -> None:
        for found in (path, place / "left.part"):
            found.write_bytes(b"")
            os.utime(found, (time.time() - 3,) * 2)
        cache.keep("kind", "other", writing(b"x"))
        assert {found.name for found in place.iterdir()} == {path.name, "other"}
        path.write_bytes(b"own")

    assert cache.keep("kind", "name", meanwhile).read_bytes() == b"own"


def test_another_content_has_another_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"b")
    names = {cache.digest(tmp_path / "a"), cache.digest(tmp_path / "b"), cache.digest(tmp_path / "a", "more")}
    assert len(names) == 3
    assert cache.digest(tmp_path / "a") in names


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "plbib").write_bytes(b"")
    with pytest.raises(OutputError, match="cannot be written"):
        cache.keep("kind", "name", writing(b"x"))


def test_a_folder_that_is_not_named_whole_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    assert cache.folder().is_absolute()
