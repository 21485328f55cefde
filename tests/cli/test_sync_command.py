"""``plbib sync`` as its user runs it: streams, questions, exit codes."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DATA
from tests.program import run_plbib
from tests.servers.zotero import Server

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(server: Server, tmp_path: Path) -> Run:
    """Runs ``plbib sync`` in a folder that holds the list ``reading.md``, with the server's group and key."""
    (tmp_path / "reading.md").write_bytes((DATA / "reading.md").read_bytes())
    environment = {"ZOTERO_ENDPOINT": server.url, "ZOTERO_API_KEY": server.key}

    def call(*arguments: str, group: int | None = server.group, **more: str) -> "subprocess.CompletedProcess[str]":
        given = [] if group is None else ["--group", str(group)]
        return run_plbib("sync", "reading.md", *given, *arguments, cwd=tmp_path, environment={**environment, **more})

    return call


def test_dry_run_prints_the_plan(run: Run, server: Server) -> None:
    done = run("--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    assert "create    collection  Reading list\n" in done.stdout
    assert done.stdout.splitlines()[-1] == "8 to create"
    assert not server.writes


def test_nobody_to_ask(run: Run, server: Server) -> None:
    done = run()
    assert done.returncode == 3
    assert "--yes" in done.stderr
    assert "8 to create" in done.stdout
    assert not server.writes
    assert run("--format", "json").returncode == 3
    assert not server.writes


def test_yes_does_it_and_check_sees_it(run: Run) -> None:
    assert run("--check").returncode == 1
    done = run("--yes")
    assert done.returncode == 0
    assert done.stderr == "reading.lock.json: written, so that citation keys stay; commit it with the list\n"
    assert done.stdout.endswith("8 objects written\n")
    checked = run("--check")
    assert (checked.returncode, checked.stdout) == (0, "nothing to do\n")
    assert run().returncode == 0  # nothing to ask about


@pytest.mark.heavy
def test_json(run: Run) -> None:
    planned = json.loads(run("--dry-run", "--format", "json").stdout)
    assert planned["written"] is None
    assert {row["do"] for row in planned["plan"]} == {"create"}
    done = json.loads(run("--yes", "--format", "json").stdout)
    assert (done["written"], done["failures"]) == (8, [])
    assert done["plan"] == planned["plan"]
    assert json.loads(run("--pull", "--format", "json").stdout) == {
        "lines": [],
        "unread": [],
        "corrections": "",
        "moves": [],
        "changed": [],
    }


@pytest.mark.heavy
def test_what_people_did_is_told(run: Run, server: Server) -> None:
    run("--yes")
    person = server.person()
    items = person.items()
    (key,) = (key for key, row in items.items() if row["title"].startswith("Spools"))
    person.patch(f"/items/{key}", {"title": "Spools\x1b[31m that Tangle", "collections": []})
    done = run("--check")
    assert done.returncode == 1
    assert "Spools[31m that Tangle → Spools that Never Tangle" in done.stdout
    assert "people took it out of Systems" in done.stdout
    assert run("--yes").returncode == 0
    pulled = run("--pull")
    assert 'title = "Spools[31m that Tangle"' in pulled.stdout


def test_a_conflict_is_for_a_person(run: Run, server: Server, tmp_path: Path) -> None:
    run("--yes")
    person = server.person()
    (key,) = (key for key, row in person.items().items() if row["title"].startswith("Spools"))
    person.patch(f"/items/{key}", {"title": "Spools that Tangle"})
    text = (tmp_path / "reading.md").read_text(encoding="utf-8")
    (tmp_path / "reading.md").write_text(text.replace("Never Tangle", "Hardly Tangle"), encoding="utf-8")
    done = run("--yes")
    assert done.returncode == 3
    assert "conflict" in done.stdout
    assert run("--yes", "--theirs").returncode == 0
    assert run("--yes").returncode == 0
    assert run("--ours", "--theirs").returncode == 2


@pytest.mark.parametrize(("answer", "objects"), [("y", 8), ("n", 0)])
def test_a_person_is_asked(server: Server, tmp_path: Path, answer: str, objects: int) -> None:
    (tmp_path / "reading.md").write_bytes((DATA / "reading.md").read_bytes())
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "plbib", "sync", "reading.md", "--group", str(server.group)],
        cwd=tmp_path,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "ZOTERO_ENDPOINT": server.url, "ZOTERO_API_KEY": server.key},
    ) as process:
        os.write(ours, f"{answer}\n".encode())
        shown, asked = process.communicate(timeout=600)
    os.close(ours)
    os.close(theirs)
    assert b"create    item" in shown
    assert b"Write 8 objects? [y/N]" in asked
    person = server.person()
    assert len(person.items()) + len(person.collections()) == objects
    assert process.returncode == (0 if objects else 3)


@pytest.mark.heavy
def test_mass_pruning_is_asked_about(run: Run, server: Server, tmp_path: Path) -> None:
    run("--yes")
    (tmp_path / "reading.md").write_text(
        "# Reading list\n\n## Models\n[ICLR'23] [Else](https://arxiv.org/abs/2301.00009), KIT\n"
    )
    before = len(server.writes)
    done = run("--yes", "--prune")
    assert done.returncode == 3
    assert "--prune-all" in done.stderr
    assert len(server.writes) == before
    assert run("--yes", "--prune-all").returncode == 0
    assert any(row.get("deleted") for row in server.person().items().values())


@pytest.mark.heavy
def test_what_stays_is_accepted_once(run: Run, server: Server) -> None:
    run("--yes")
    person = server.person()
    (key,) = (key for key, row in person.items().items() if row["title"].startswith("Spools"))
    person.patch(f"/items/{key}", {"title": "Spools that Tangle"})
    assert run("--check").returncode == 1
    done = run("--accept")
    assert (done.returncode, done.stdout.splitlines()[-1].split(" ")[0]) == (0, "1")
    assert run("--check").returncode == 0
    assert "nothing to do; 1 " in run("--status").stdout


def test_the_group_may_be_configured(run: Run, server: Server, tmp_path: Path) -> None:
    (tmp_path / "plbib.toml").write_text(
        f'[list]\npath = "reading.md"\n[zotero]\ngroup = {server.group}\ncollection = "Ours"\ntags = ["category"]\n'
    )
    assert run("--yes", group=None).returncode == 0
    person = server.person()
    assert "Ours" in {row["name"] for row in person.collections().values()}
    assert {tag["tag"] for row in person.items().values() for tag in row["tags"]} == {"Models", "Systems"}


@pytest.mark.heavy
def test_the_root_may_be_given_by_its_key(run: Run, server: Server) -> None:
    person = server.person()
    (key,) = person.post("/collections", [{"name": "Readings of the lab"}])
    assert run("--yes", "--collection", key).returncode == 0
    assert person.collection(key)["name"] == "Readings of the lab"
    assert {row["parentCollection"] for row in person.collections().values()} == {False, key}
    assert run("--check", "--collection", key).returncode == 0
    done = run("--yes", "--collection", "ABCD2345")
    assert done.returncode == 2
    assert "ABCD2345" in done.stderr


def test_two_collections_of_the_name_are_for_a_person(run: Run, server: Server) -> None:
    keys = server.person().post("/collections", [{"name": "Reading list"}, {"name": "Reading list"}])
    done = run("--yes")
    assert done.returncode == 3
    assert all(key in done.stderr for key in keys)
    assert not server.writes


@pytest.mark.heavy
def test_wrong_usage(run: Run, server: Server, tmp_path: Path) -> None:
    assert run(group=None).returncode == 2
    assert run("--pull", "--yes").returncode == 2
    (tmp_path / "reading.zotero.json").write_text("{")
    done = run("--yes")
    assert done.returncode == 2
    assert "remove it" in done.stderr
    assert not server.writes


def test_offline_zotero_is_not_asked(run: Run) -> None:
    done = run("--dry-run", ZOTERO_ENDPOINT="", PLBIB_OFFLINE="1")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "plbib: PLBIB_OFFLINE is set, and https://api.zotero.org is on the network\n"
        "  unset PLBIB_OFFLINE for this command\n"
    )


@pytest.mark.heavy
def test_a_list_from_standard_input_has_no_state(server: Server, tmp_path: Path) -> None:
    environment = {**os.environ, "ZOTERO_ENDPOINT": server.url, "ZOTERO_API_KEY": server.key}
    command = [sys.executable, "-m", "plbib", "sync", "-", "--group", str(server.group), "--yes"]
    text = (DATA / "reading.md").read_text(encoding="utf-8")
    for written in (8, 0):
        done = subprocess.run(
            command, cwd=tmp_path, input=text, capture_output=True, encoding="utf-8", env=environment, check=False
        )
        assert done.returncode == 0
        assert f"{written} objects written" in done.stdout
    assert list(tmp_path.iterdir()) == []


UNREAD = "We like [one](https://arxiv.org/abs/2301.00001) and [another](https://arxiv.org/abs/2301.00002)\n"


def test_a_list_that_is_mostly_unread_is_told_and_fails(run: Run, tmp_path: Path) -> None:
    (tmp_path / "reading.md").write_text(UNREAD)
    done = run("--yes")
    assert done.returncode == 1
    assert "reading.md" in done.stderr
    assert [run("--dry-run").returncode, run("--check").returncode] == [1, 1]
    (tmp_path / "reading.md").write_text(UNREAD + "- [A paper about kites](https://arxiv.org/abs/2301.00003)\n")
    assert run("--dry-run").returncode == 0
