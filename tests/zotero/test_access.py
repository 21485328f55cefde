"""What a key, a group and a server must be, told before anything is written; and where a key may be seen: nowhere."""

import json
import logging
import traceback
from collections.abc import Callable

import pytest

from plbib.cli import main
from plbib.errors import ConfigError, PlbibError, UsageError
from plbib.zotero.permissions import AccessError
from tests.servers.zotero import Fault, Server
from tests.zotero.desk import Desk
from tests.zotero.kites import kites

Told = tuple[int, str, str]
"""Exit status, standard output, standard error."""


@pytest.fixture
def listed(desk: Desk) -> Desk:
    desk.write(kites(6, linked=3))
    return desk


@pytest.fixture
def program(listed: Desk, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Callable[..., Told]:
    """Run the command with a key (None: without); what is told and written must not hold the key."""

    def run(key: str | None, group: int, *options: str) -> Told:
        caplog.set_level(logging.DEBUG)
        with pytest.MonkeyPatch.context() as patched:
            patched.delenv("ZOTERO_API_KEY")
            if key is not None:
                patched.setenv("ZOTERO_API_KEY", key)
            with pytest.raises(SystemExit) as left:
                main(["sync", str(listed.path), "--group", str(group), *options])
        out, err = capsys.readouterr()
        written = [path.read_text() for path in listed.folder.glob("*.*") if path.is_file()]
        assert not key or not any(key in text for text in (out, err, caplog.text, *written))
        return int(left.value.code or 0), out, err

    return run


def unknown_key(_: Server) -> tuple[str | None, int]:
    return "NoSuchKeyAnywhere0000000", 0


def read_key(server: Server) -> tuple[str | None, int]:
    return server.read_key, 0


def key_of_another_group(server: Server) -> tuple[str | None, int]:
    return server.more_key({server.more_group(): True}), 0


def key_of_no_group(server: Server) -> tuple[str | None, int]:
    return server.more_key({}), 0


def member_where_admins_edit(server: Server) -> tuple[str | None, int]:
    return server.member_key, server.admins_group


def group_of_others(server: Server) -> tuple[str | None, int]:
    return server.member_key, server.more_group(member=False)


def public_group_of_others(server: Server) -> tuple[str | None, int]:
    return server.member_key, server.more_group(member=False, public=True)


def unknown_group(server: Server) -> tuple[str | None, int]:
    return server.key, 99


def no_key(_: Server) -> tuple[str | None, int]:
    return None, 0


def empty_key(_: Server) -> tuple[str | None, int]:
    return " \n", 0


def odd_key(_: Server) -> tuple[str | None, int]:
    return "a key: naïve", 0


REFUSED = {
    unknown_key: "the server refuses: Invalid key",
    read_key: "the key may read group 2400001, but not write to it",
    key_of_another_group: "the key has no access to group 2400001",
    key_of_no_group: "the key has no access to group 2400001",
    member_where_admins_edit: "only admins may edit group 2400002, and the owner of the key is none",
    group_of_others: "there is no group 2400003, or the key may not see it",
    public_group_of_others: "the owner of the key is no member of group 2400003",
    unknown_group: "there is no group 99, or the key may not see it",
    no_key: "no key is set",
    empty_key: "no key is set",
    odd_key: "ZOTERO_API_KEY holds what is no key",
}


@pytest.mark.parametrize("given", REFUSED)
def test_a_sync_that_is_not_allowed_writes_nothing_and_says_why(
    listed: Desk, program: Callable[..., Told], given: Callable[[Server], tuple[str | None, int]]
) -> None:
    key, group = given(listed.server)
    before = listed.server.version
    code, out, err = program(key, group or listed.group, "--yes")
    assert (code, out) == (2, "")
    message, hint = err.splitlines()
    assert message == f"plbib: {REFUSED[given]}"
    assert hint.startswith("  ")
    assert len(hint) > 20
    assert not listed.server.writes
    assert listed.server.version == before
    assert not (listed.folder / "list.zotero.json").exists()


@pytest.mark.parametrize("mode", ["--dry-run", "--check", "--pull", "--status"])
def test_without_a_key_it_is_said_that_none_is_set(listed: Desk, program: Callable[..., Told], mode: str) -> None:
    code, _, err = program(None, listed.group, mode)
    assert code == 2
    assert "no key is set" in err


def test_whether_a_group_is_there_cannot_be_told_without_a_key(listed: Desk, program: Callable[..., Told]) -> None:
    told = [program(key, 99, "--dry-run")[2] for key in (None, listed.server.key)]
    assert ["set ZOTERO_API_KEY" in one for one in told] == [True, False]


def test_an_unknown_key_is_not_tried_again(listed: Desk, program: Callable[..., Told]) -> None:
    """The service locks out all keys of an address after six requests with an unknown one."""
    listed.server.lockout = True
    assert program("NoSuchKeyAnywhere0000000", listed.group, "--yes")[0] == 2
    assert [request.status for request in listed.server.requests] == [403]
    assert program(listed.server.key, listed.group, "--yes")[0] == 0


def test_what_reads_needs_no_right_to_write(listed: Desk, program: Callable[..., Told]) -> None:
    public = listed.server.more_group(public=True)
    for key, group in (
        (listed.server.read_key, listed.group),
        (listed.server.member_key, listed.server.admins_group),
        (None, public),
    ):
        code, out, _ = program(key, group, "--dry-run")
        assert (code, out.splitlines()[-1]) == (0, "13 to create")
        assert program(key, group, "--check")[0] == 1
    assert program(None, public, "--yes")[0] == 2
    assert program(None, listed.group, "--dry-run")[0] == 2
    assert not listed.server.writes


def test_who_may_write_does(listed: Desk, program: Callable[..., Told]) -> None:
    server, other = listed.server, listed.server.more_group()
    for key, group in (
        (server.key, server.admins_group),
        (server.member_key, server.group),
        (server.more_key({other: True}), other),
    ):
        assert program(key, group, "--yes")[0] == 0
        assert len(server.snapshot(group)["items"]) == 9


def test_a_key_that_is_revoked_during_a_run(listed: Desk) -> None:
    key = listed.server.more_key()

    def revoke(server: Server) -> None:
        status, _, _ = server.client(key).request("DELETE", "/keys/current")
        assert status == 204

    listed.server.faults.append(Fault(kind="edit", match=("POST", "/items"), edit=revoke))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ZOTERO_API_KEY", key)
        with pytest.raises(AccessError, match="Invalid key") as told:
            listed.sync()
    assert key not in "".join(traceback.format_exception(told.value))
    listed.server.faults.clear()
    assert len(listed.collections()) == 4
    listed.sync()
    assert len(listed.papers()) == 6
    listed.settled()


# Servers --------------------------------------------------------------------------------------------------------------

ELSEWHERE = [
    "https://evil.com",
    "http://user@127.0.0.1.evil.com:8080",
    "http://127.0.0.1.evil.com:8080",
    "http://127.0.0.1:8080@evil.com",
    "http://127.0.0.1:8080/api",
    "http://127.0.0.1:8080\n",
    "file:///etc/passwd",
    "http://127.0.0.1",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_a_key_goes_to_zotero_or_stays_here(
    listed: Desk, program: Callable[..., Told], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    for options in (("--endpoint", address), ()):
        code, out, err = program(listed.server.key, listed.group, "--yes", *options)
        assert (code, out) == (2, "")
        assert "no server to sync with" in err
        monkeypatch.setenv("ZOTERO_ENDPOINT", address)
    assert not listed.server.requests


@pytest.mark.parametrize("name", ["endpoint", "server", "key", "api_key", "host"])
def test_a_configuration_names_no_server_and_no_key(listed: Desk, name: str) -> None:
    (listed.folder / "plbib.toml").write_text(f'[zotero]\ngroup = {listed.group}\n{name} = "http://127.0.0.1:8080"\n')
    with pytest.raises(ConfigError, match=name):
        listed.sync()
    assert not listed.server.requests


def test_a_group_must_be_named(listed: Desk) -> None:
    for group, message in ((0, "no group to sync into"), (-5, "no group: -5")):
        with pytest.raises(UsageError, match=message):
            listed.sync(group=group)
    assert not listed.server.requests


# The key is nowhere ---------------------------------------------------------------------------------------------------


def test_a_key_is_in_no_output_no_file_and_no_error(listed: Desk, program: Callable[..., Told]) -> None:
    server = listed.server
    for options in ("--dry-run", "--yes", "--check"):
        for form in ("text", "json"):
            assert program(server.key, listed.group, options, "--format", form)[0] == 0
    state = json.loads((listed.folder / "list.zotero.json").read_text())
    assert [*state["groups"]] == [f"{server.url}/groups/{listed.group}"]
    for fault in (Fault(kind="truncate", times=None), Fault(kind="503", times=None), Fault(kind="500", times=None)):
        server.faults.append(fault)
        with pytest.raises(PlbibError) as told:
            listed.sync()
        assert server.key not in "".join(traceback.format_exception(told.value))
        server.faults.clear()
    assert not any(server.key in said for said in listed.said)
