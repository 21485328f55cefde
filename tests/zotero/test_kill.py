"""A run that is killed, at any request: the next one completes, and the library ends as if nothing had happened."""

import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path
from threading import Event
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.cli import main
from tests.conftest import examples
from tests.servers.zotero import Fault, Server
from tests.zotero import fresh
from tests.zotero.desk import Desk
from tests.zotero.kites import kites, paper

KILLED: dict[str, tuple[dict[str, Any], ...]] = {
    "before": ({"kind": "edit"}, {"kind": "drop-before"}),
    "amid": ({"kind": "edit"}, {"kind": "500-after", "objects": 3}),
    "after": ({"kind": "edit-after"},),
}
"""The faults at a request whose sender is killed: of what was asked the server does nothing, a part, or all."""


def changed(text: str, linked: int) -> str:
    """A list from :func:`kites` with changes of every kind."""
    moved = paper(linked)
    new = "\n".join(paper(number, link=True) for number in range(500, 510))
    return (
        text.replace("of kind 1", "of sort 1")
        .replace("example.org/code/2", "example.org/program/2")
        .replace("## Section 1\n", "## Sector 1\n")
        .replace(f"{paper(3, link=True)}\n", "")
        .replace(f"{moved}\n", "")
        + f"{moved}\n\n## New section\n{new}\n"
    )


class Scene:
    """A list before and after changes, each with its lock, and a folder for one run after another."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, count: int, linked: int) -> None:
        self._kept, self._folder, self._monkeypatch = folder / "kept", folder / "desk", monkeypatch
        self._folder.mkdir()
        with Server() as server:
            desk = Desk(server, self._folder, monkeypatch)
            first = kites(count, linked)
            for name, text in (("first", first), ("second", changed(first, linked))):
                desk.write(text)
                (self._kept / name).mkdir(parents=True)
                for path in self._folder.glob("list.*"):
                    shutil.copy(path, self._kept / name)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """A new group library, and nothing known of it."""
        with Server() as server:
            (self._folder / "list.zotero.json").unlink(missing_ok=True)
            yield Desk(server, self._folder, self._monkeypatch)

    def take(self, name: str) -> None:
        """Change the list to the one called ``first`` or ``second``."""
        shutil.copytree(self._kept / name, self._folder, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield Scene(tmp_path_factory.mktemp("scene"), monkeypatch, count=120, linked=60)


def kill(desk: Desk, moment: str, at: int, match: tuple[str, str] | None = None) -> None:
    """Run the program in a process of its own, and kill it at a request."""
    process = fresh.process("sync", "list.md", "--group", str(desk.group), "--yes")

    begun = Event()

    def killed(_: Server) -> None:
        begun.wait()
        process.kill()
        wait([process.sentinel])

    for fault in KILLED[moment]:
        desk.server.faults.append(Fault(at=at, match=match, edit=killed, **fault))
    process.start()
    begun.set()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    desk.server.faults.clear()


def complete(desk: Desk) -> None:
    """Run it again: it comes to the end, and after that there is nothing to do."""
    with pytest.raises(SystemExit) as left:
        main(["sync", "list.md", "--group", str(desk.group), "--yes"])
    assert left.value.code == 0
    desk.settled()


def live(desk: Desk) -> dict[str, Any]:
    """The papers by title with all that they hold and where they are filed, and their links; without the trash."""
    items = [one for one in desk.person.items().values() if not one.get("deleted")]
    title = {one["key"]: one["title"] for one in items}
    names = {key: path for path, key in desk.collections().items()}
    assert len(names) == len(desk.person.collections()), "duplicates"
    volatile = {"key", "version", "dateAdded", "dateModified", "collections"}
    papers = {
        one["title"]: {name: value for name, value in one.items() if name not in volatile}
        | {"filed": sorted(names[key] for key in one["collections"])}
        for one in items
        if one["itemType"] != "attachment"
    }
    links = [(title.get(one["parentItem"]), one["url"]) for one in items if one["itemType"] == "attachment"]
    assert len(papers) + len(links) == len(items), "duplicates"
    return {"papers": papers, "links": sorted(link for link in links if link[0])}


def assert_same(found: dict[str, Any], end: dict[str, Any]) -> None:
    """``found`` is ``end``, but for papers that were in the list at times: they are there, and filed nowhere."""
    gone = {title for title in found["papers"] if title not in end["papers"]}
    assert all(found["papers"][title]["filed"] == [] for title in gone)
    assert {title: row for title, row in found["papers"].items() if title not in gone} == end["papers"]
    assert [link for link in found["links"] if link[0] not in gone] == end["links"]


@pytest.mark.heavy
def test_a_first_sync_that_is_killed_at_any_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene(tmp_path, monkeypatch, count=55, linked=50)
    scene.take("first")
    with scene.desk() as desk:
        desk.sync()
        requests, end = [request.method for request in desk.server.requests], desk.server.snapshot()
    writes = [at for at, method in enumerate(requests, 1) if method == "POST"]
    assert len(writes) == 4
    for moment, places in (
        ("before", range(1, len(requests) + 1)),
        ("amid", writes),
        ("after", range(1, len(requests) + 1)),
    ):
        for at in places:
            with scene.desk() as desk:
                kill(desk, moment, at)
                complete(desk)
                assert desk.server.snapshot() == end, (moment, at)


@pytest.mark.heavy
@pytest.mark.parametrize("moment", KILLED)
def test_a_later_sync_that_is_killed_at_any_write(scene: Scene, moment: str) -> None:
    def until(kill_it: Callable[[Desk], None]) -> dict[str, Any]:
        with scene.desk() as desk:
            scene.take("first")
            desk.sync()
            scene.take("second")
            kill_it(desk)
            complete(desk)
            return desk.server.snapshot()

    writes: list[Any] = []

    def undisturbed(desk: Desk) -> None:
        desk.sync()
        writes.extend(desk.server.writes)

    end = until(undisturbed)
    assert len(writes) == 3
    for at in range(1, len(writes) + 1):
        assert until(partial(kill, moment=moment, at=at, match=("POST", ""))) == end, at


@pytest.mark.heavy
@pytest.mark.parametrize("moment", KILLED)
def test_a_list_that_changes_back_after_a_run_that_was_killed(scene: Scene, moment: str) -> None:
    for at in (1, 2, 3):
        with scene.desk() as desk:
            scene.take("first")
            desk.sync()
            before = live(desk)
            scene.take("second")
            kill(desk, moment, at, ("POST", ""))
            scene.take("first")
            complete(desk)
            assert_same(live(desk), before)


# Stopped again and again ----------------------------------------------------------------------------------------------


class Stop(BaseException):
    """The end of a run, which nothing in it can hinder."""


def stopping(desk: Desk, monkeypatch: pytest.MonkeyPatch, at: int, *, sent: bool, prune: bool) -> None:
    """A run that stops at a request, before it is sent or after it is done; or comes to its end before."""
    real, seen = httpx2.Client.request, 0

    def request(self: httpx2.Client, *asked: Any, **options: Any) -> httpx2.Response:
        nonlocal seen
        seen += 1
        if seen == at and not sent:
            raise Stop
        answer = real(self, *asked, **options)
        if seen == at:
            raise Stop
        return answer

    with monkeypatch.context() as patched:
        patched.setattr(httpx2.Client, "request", request)
        try:
            desk.sync(prune=prune)
        except Stop:
            return


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Scene, pytest.MonkeyPatch]]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield Scene(tmp_path_factory.mktemp("small"), monkeypatch, count=12, linked=6), monkeypatch


run = st.tuples(st.sampled_from(["first", "second"]), st.integers(6, 20), st.booleans(), st.booleans())


@pytest.mark.heavy
@examples(60)
@given(runs=st.lists(run, min_size=1, max_size=6), last=st.sampled_from(["first", "second"]))
def test_runs_of_changing_lists_that_stop_anywhere(
    runs: list[tuple[str, int, bool, bool]], last: str, small: tuple[Scene, pytest.MonkeyPatch]
) -> None:
    scene, monkeypatch = small
    with scene.desk() as desk:
        scene.take(last)
        desk.sync()
        end = live(desk)
    with scene.desk() as desk:
        for name, at, sent, prune in runs:
            scene.take(name)
            stopping(desk, monkeypatch, at, sent=sent, prune=prune)
        scene.take(last)
        desk.sync()
        assert_same(live(desk), end)
        desk.settled()
