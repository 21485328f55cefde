"""Locks of one list from two branches: what each did stays, and what both did to one thing is told."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from plbib.errors import LockError
from plbib.library import lock
from plbib.library.lock import Lock, LockEntry
from plbib.library.merge import merge
from plbib.model import Item, Status


def entry(name: str, **values: object) -> LockEntry:
    item = Item(type="book", title=name.title())
    made = LockEntry(id=f"e-{name}", title=name, links=(f"doi:{name}",), status=Status.PINNED, key=name, item=item)
    return replace(made, **values)


def of(*entries: LockEntry) -> Lock:
    return Lock(list="papers.md", entries=entries)


KITE, SPOOL, TAIL = entry("kite"), entry("spool"), entry("tail")


def test_papers_that_either_side_added_are_there_and_those_either_removed_are_not() -> None:
    made = merge(of(KITE), of(KITE, SPOOL), of(KITE, TAIL))
    assert made.lock == of(KITE, SPOOL, TAIL)
    assert merge(of(KITE, SPOOL, TAIL), of(KITE, TAIL), of(SPOOL, KITE)).lock == of(KITE)
    assert made.conflicts == made.changes == ()


def test_what_one_side_removed_and_the_other_changed_stays() -> None:
    later = replace(KITE, key="kite2")
    assert merge(of(KITE), of(), of(later)).lock.entries == (later,)
    assert merge(of(KITE), of(later), of()).lock.entries == (later,)


def test_changes_to_different_fields_of_a_paper_are_joined() -> None:
    base = entry("kite", provenance={"page": "dblp"}, aliases=("a",))
    ours = replace(base, item=replace(base.item, publisher="String"), aliases=("a", "b"))
    theirs = replace(
        base, item=replace(base.item, page="1-2"), aliases=("a", "c"), provenance={"page": "acl", "doi": "x"}
    )
    made = merge(of(base), of(ours), of(theirs))
    (whole,) = made.lock.entries
    assert (whole.item.publisher, whole.item.page, whole.aliases) == ("String", "1-2", ("a", "b", "c"))
    assert whole.provenance == {"page": "acl", "doi": "x"}
    assert made.conflicts == ()


def test_one_field_changed_on_both_sides_is_a_conflict_in_which_ours_is_kept() -> None:
    ours, theirs = (replace(KITE, item=replace(KITE.item, publisher=name)) for name in ("String", "Cord"))
    made = merge(of(KITE), of(ours), of(theirs))
    assert made.lock.entries == (ours,)
    assert made.conflicts == ("kite: publisher",)
    assert merge(of(), of(ours), of(theirs)).conflicts == ("kite: publisher",)
    both = [replace(KITE, provenance={"page": name}) for name in ("dblp", "acl")]
    assert merge(of(KITE), of(both[0]), of(both[1])).conflicts == ("kite: provenance.page",)


def learnt(status: Status, title: str, evidence: str = "") -> LockEntry:
    item = Item(type="book", title=title)
    return replace(KITE, status=status, item=item, sources=(title,), evidence=evidence)


LISTED = learnt(Status.UNRESOLVED, "Kite")


@pytest.mark.parametrize(
    ("ours", "theirs", "kept"),
    [
        (learnt(Status.GIVEN, "A"), learnt(Status.RESOLVED, "B", "same title"), "B"),
        (learnt(Status.RESOLVED, "A", "same title"), learnt(Status.GIVEN, "B"), "A"),
        (learnt(Status.REVIEW, "A", "review: same title"), learnt(Status.PINNED, "B"), "B"),
        (replace(LISTED, evidence="not found: no record"), learnt(Status.RESOLVED, "B", "same title"), "B"),
    ],
)
def test_a_record_is_taken_whole_with_its_evidence(ours: LockEntry, theirs: LockEntry, kept: str) -> None:
    made = merge(of(LISTED), of(ours), of(theirs))
    assert made.lock.entries == (next(side for side in (ours, theirs) if side.item.title == kept),)
    assert made.conflicts == ()


def test_two_verified_records_that_differ_are_a_conflict_and_two_reasons_for_one_are_none() -> None:
    ours, theirs = (learnt(Status.RESOLVED, title, f"same title as {title}") for title in "AB")
    assert merge(of(LISTED), of(ours), of(theirs)).conflicts == ("kite: title",)
    again = replace(ours, evidence="same identifier")
    made = merge(of(LISTED), of(ours), of(again))
    assert (made.lock.entries, made.conflicts) == ((ours,), ())


def test_two_papers_with_one_key_or_one_id_are_told_apart() -> None:
    ours, theirs = entry("spool"), replace(entry("tail"), key="spool")
    made = merge(of(), of(ours), of(theirs))
    assert made.lock.entries[0] == ours
    assert made.lock.entries[1].key not in ("spool", "")
    assert len(made.changes) == 1
    same_id = replace(TAIL, id=SPOOL.id)
    made = merge(of(), of(SPOOL), of(same_id))
    assert {one.title: one.id == SPOOL.id for one in made.lock.entries} == {"spool": True, "tail": False}


@pytest.mark.parametrize("data", [b"<<<<<<< HEAD\n{", b'{\n<<<<<<< ours\n"a"\n=======\n>>>>>>> theirs\n}'])
def test_marks_of_a_conflict_are_named_with_what_joins_them(data: bytes) -> None:
    with pytest.raises(LockError, match=r"papers.lock.json:\d: git left a conflict in it") as caught:
        lock.load(data, "papers.lock.json")
    assert caught.value.hint.startswith("join the two sides: plbib lock merge papers.lock.json")


LINE = "[ICLR'23] [{0}](https://openreview.net/pdf?id={0}{0}{0}), Somewhere\n\n"


@pytest.fixture
def shell(program: Callable[[str], str], tmp_path: Path) -> Callable[..., str]:
    """Commands in a repository with a list and its lock, on two branches that each added a paper at the same place."""
    program("git")
    (tmp_path / "bin").mkdir()
    ours = tmp_path / "bin" / "plbib"
    ours.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m plbib "$@"\n', encoding="utf-8")
    ours.chmod(0o755)
    names = {f"GIT_{who}_{what}": "kite@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    path = f"{ours.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **names, "PATH": path, "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(tmp_path)}

    def run(command: str, code: int = 0) -> str:
        done = subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    def listed(*titles: str) -> None:
        (tmp_path / "l.md").write_text("".join(map(LINE.format, titles)), encoding="utf-8")
        run("plbib build l.md && git add l.md l.lock.json && git commit -qm x")

    run("git init -q -b main")
    listed("Kites")
    run("git checkout -q -b other")
    listed("Kites", "Spools", "Reels", "Bridles")
    run("git checkout -q main")
    listed("Kites", "Tails", "Winders", "Lines")
    return run


def titles(folder: Path) -> list[str]:
    return [one.item.title for one in lock.load((folder / "l.lock.json").read_bytes(), "l.lock.json").entries]


@pytest.mark.heavy
def test_git_joins_locks_by_the_driver(shell: Callable[..., str], tmp_path: Path) -> None:
    shell('git config merge.plbib.driver "plbib lock merge %O %A %B"')
    shell('echo "*.lock.json merge=plbib" > .gitattributes; echo "l.md merge=union" >> .gitattributes')
    shell("git merge -q --no-edit other")
    assert sorted(titles(tmp_path)) == ["Bridles", "Kites", "Lines", "Reels", "Spools", "Tails", "Winders"]
    shell("plbib build l.md && git diff --exit-code l.lock.json")


@pytest.mark.heavy
def test_a_conflict_that_git_left_is_joined(shell: Callable[..., str], tmp_path: Path) -> None:
    shell('echo "l.md merge=union" > .gitattributes')
    shell("git merge -q --no-edit other", code=1)
    assert "git left a conflict in it\n  join the two sides: plbib lock merge l.lock.json" in shell(
        "plbib build l.md", 2
    )
    assert "7 papers" in shell("plbib lock merge l.lock.json")
    assert sorted(titles(tmp_path)) == ["Bridles", "Kites", "Lines", "Reels", "Spools", "Tails", "Winders"]
    shell("git add l.md l.lock.json && git commit -qm joined")
    assert "git holds no two sides of it" in shell("plbib lock merge l.lock.json", 2)
    assert "one lock, or three" in shell("plbib lock merge a b", 2)
