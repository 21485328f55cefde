"""What a sync costs the server: requests counted, from 0 to 2,000 items."""

import threading
import time
from math import ceil

import pytest

from plbib.zotero import api, transport
from tests.servers.zotero import Fault
from tests.zotero.desk import Desk
from tests.zotero.kites import kites

AT_A_TIME = 4


def a_list(count: int) -> str:
    """A list of papers in sections of 40; every second has a link beside its own."""
    return kites(count, linked=count // 2, sections=ceil(count / 40))


@pytest.mark.parametrize("count", [1, 120, pytest.param(2000, marks=pytest.mark.heavy)])
def test_requests_of_first_and_later_syncs(desk: Desk, count: int) -> None:
    desk.path.write_text(a_list(count), encoding="utf-8")
    done = desk.sync()
    assert done.applied is not None
    assert not done.applied.failures
    collections = ceil(count / 40) + 1
    assert done.applied.written == count + count // 2 + collections
    writes = len(desk.server.writes)
    assert writes == ceil((count + count // 2) / 50) + ceil(collections / 50)
    assert len(desk.server.requests) - writes <= 10  # whatever the size
    desk.settled()
    desk.path.write_text(a_list(count).replace("kind 0 aloft", "kind 0 aloft and away"), encoding="utf-8")
    desk.sync()
    assert len(desk.server.writes) == 1
    desk.settled()


@pytest.mark.heavy
def test_two_thousand_items_in_sixty_requests(desk: Desk) -> None:
    desk.path.write_text(kites(2000, sections=50), encoding="utf-8")
    desk.sync()
    assert len(desk.server.requests) <= 60
    desk.settled()


def test_later_syncs_read_only_what_changed(desk: Desk) -> None:
    desk.path.write_text(a_list(120), encoding="utf-8")
    desk.sync()
    desk.settled()
    version = desk.server.version
    desk.settled()
    asked = [
        request.query for request in desk.server.requests if "/items" in request.path or "/deleted" in request.path
    ]
    assert len(asked) == 2
    assert all(str(version) in str(query) for query in asked)
    desk.person.patch(f"/items/{desk.paper('Kites of kind 7 ')['key']}", {"rights": "free"})
    desk.sync()
    assert not desk.server.writes
    assert len(desk.server.requests) <= 6  # one of them reads the one that changed


@pytest.mark.heavy
def test_a_library_full_of_other_papers_is_read_in_blocks(desk: Desk) -> None:
    for start in range(0, 1000, 50):
        rows = [{"itemType": "book", "title": f"Book {n}"} for n in range(start, start + 50)]
        desk.person.post("/items", rows)
    desk.path.write_text(a_list(40), encoding="utf-8")
    desk.sync()
    assert len(desk.server.requests) <= 1000 / api.BLOCK + 14
    assert len(desk.papers()) == 1040
    desk.settled()


def test_at_most_so_many_requests_at_a_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for start in range(0, 600, 50):
        desk.person.post("/items", [{"itemType": "book", "title": f"Book {n}"} for n in range(start, start + 50)])
    lock, now, most = threading.Lock(), 0, 0
    send = transport.PatientTransport._once  # noqa: SLF001

    def counted(*given: object, **more: object) -> object:
        nonlocal now, most
        with lock:
            now, most = now + 1, max(most, now + 1)
        try:
            time.sleep(0.02)
            return send(*given, **more)  # type: ignore[arg-type]
        finally:
            with lock:
                now -= 1

    monkeypatch.setattr(transport.PatientTransport, "_once", counted)
    desk.path.write_text(a_list(10), encoding="utf-8")
    desk.sync()
    assert 1 < most <= AT_A_TIME


def test_the_service_s_own_limits_are_kept(desk: Desk) -> None:
    desk.server.rate_limits = True
    desk.path.write_text(a_list(120), encoding="utf-8")
    done = desk.sync()
    assert done.applied is not None
    assert not done.applied.failures
    assert all(request.status != 429 for request in desk.server.requests)


def test_a_pause_is_kept_before_the_next_request(desk: Desk) -> None:
    desk.server.faults.append(Fault(kind="backoff", at=3, seconds=1))
    desk.path.write_text(a_list(1), encoding="utf-8")
    begun = time.monotonic()
    desk.sync()
    assert time.monotonic() - begun >= 1
