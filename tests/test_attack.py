"""Inputs with which plbib was attacked: what a new user's list, lock and bibliography did that they should not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plbib import load
from plbib.findings import Code
from plbib.library import lock
from tests.conftest import DATA
from tests.program import run_plbib

ATTACK = DATA / "attack"
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs plbib in an empty folder and gives what it printed; any exit code but 0 is an error."""

    def call(*arguments: str) -> str:
        done = run_plbib(*arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return call


def test_a_list_whose_lines_are_all_different_loses_none() -> None:
    papers = {record.place.line: record for record in load(ATTACK / "dropped.md").records if record.place}
    assert [*papers] == [*range(5, 14)]
    assert {line: paper.item.title for line, paper in papers.items() if line in (6, 7, 8, 10, 12)} == {
        6: "Long Short-Term Memory",
        7: "Retentive Network: A Successor to Transformer",
        8: "The Lottery Ticket Hypothesis",
        10: "Deep Learning",
        12: "Attention Is All You Need",
    }
    assert papers[6].identifiers == {"doi": "10.1162/neco.1997.9.8.1735"}
    assert papers[7].identifiers == {"arxiv": "2307.08621"}
    assert papers[8].identifiers == {"arxiv": "1803.03635"}


def test_what_stands_beside_a_title_is_no_venue() -> None:
    entries = {
        entry.place.line: entry for paper in load(ATTACK / "venue-garbage.md").records for entry in paper.entries
    }
    assert {line: (entry.venue, entry.year) for line, entry in entries.items()} == {
        3: (None, 2020),
        4: ("TPAMI", 2020),
        5: ("NIPS", 2014),
        6: (None, None),
        7: ("CVPR", 2016),
        9: ("NeurIPS", 2017),
        10: ("NeurIPS", 2017),
        11: ("JMLR", 2014),
    }
    assert entries[3].authors_text == "Brown et al."
    assert entries[11].authors_text == "Srivastava, Hinton, et al."


def test_a_lock_of_papers_that_only_a_list_knows_keeps_its_bytes() -> None:
    data = (ATTACK / "good.json").read_bytes()
    assert lock.dump(lock.load(data, "l.lock.json")) == data


def test_keys_come_from_a_bibliography_and_from_corrections_although_the_list_has_no_year(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "l.md").write_text("# L\n\n- [Kites on Strings](https://arxiv.org/abs/2101.00001)\n", encoding="utf-8")
    entry = "@inproceedings{%s, title={Kites on strings}, author={Berg, Ann}, booktitle={ICLR}, year={2021}}\n"
    (tmp_path / "my.bib").write_text(entry % "berg2021kites", encoding="utf-8")
    run("build", "l.md")
    key = load(tmp_path / "l.md").records[0].key
    assert run("keys", "l.md", "--from", "my.bib").startswith(f"{key} → berg2021kites ")
    (tmp_path / "my.bib").write_text(entry % key, encoding="utf-8")
    (tmp_path / "plbib.toml").write_text('[list]\npath = "l.md"\noverrides = "my.bib"\n', encoding="utf-8")
    assert run("keys", "--pattern", "{family}{year}").startswith("berg2021kites → berg2021 ")
    bib = run("export")
    assert "@inproceedings{berg2021,\n  author = {Berg, Ann}," in bib
    assert "unverified" not in bib
    assert str(Code.UNRESOLVED_ENTRY) not in run("check", "-v")
