"""Records that come with plbib, and those that people have, from the command line."""

import gzip
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import plbib
from plbib.cli import main
from plbib.resolve import dumps, local

EMBEDDED = Path(plbib.__file__).parent / "data"
LIST = "# Toys\n[ICLR'23] [Kites on Strings](https://a.example/1), MIT\n[ICML'22] [Spools](https://a.example/2), ETH\n"
KITES = (
    "@inproceedings{old, author={Lind, Ada}, title={Kites on Strings}, year=2023,"
    " booktitle={International Conference on Learning Representations}}\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "list.md").write_text(LIST, encoding="utf-8")
    (tmp_path / "mine.bib").write_text(KITES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int | str | None:
    """The exit code of plbib, run in this process."""
    try:
        main([*arguments])
    except SystemExit as ended:
        return ended.code
    return 0


def entries(path: Path) -> dict[str, dict[str, object]]:
    """The entries of a lock by their keys."""
    return {entry["key"]: entry for entry in json.loads(path.read_bytes())["entries"]}


def test_the_embedded_list_under_another_name_is_verified(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (EMBEDDED / "papers.md").read_text(encoding="utf-8")
    (folder / "README.md").write_text(text, encoding="utf-8")
    assert run("build", "README.md") == 0
    assert "70 papers, 8 sections, all verified" in capsys.readouterr().err
    known = json.loads((EMBEDDED / "papers.lock.json").read_bytes())["entries"]
    made = entries(folder / "README.lock.json")
    commented = {entry["key"] for entry in known if entry.get("commented")}
    assert made.keys() == {entry["key"] for entry in known} - commented
    for entry in known:
        if entry["key"] in made:
            found = made[entry["key"]]
            assert found["item"] == entry["item"]
            assert found["sources"] == ["plbib", *entry["sources"]]
            assert found["evidence"]


def test_a_bibliography_fills_in_what_it_has(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build", "list.md", "--from", "mine.bib") == 0
    shown = capsys.readouterr().err
    assert "2 papers, 1 section, 1 as given, 1 only listed" in shown
    assert "mine.bib: 1 record, taken for 1 paper" in shown
    report = (folder / "out" / "report.md").read_text(encoding="utf-8")
    assert "| lind2023kites | mine.bib | same title, same venue, same year |" in report
    assert run("build", "list.md", "--check") == 0


def test_a_record_without_a_year_has_that_of_the_list(folder: Path) -> None:
    (folder / "mine.bib").write_text(
        "@inproceedings{tails, title = {Kites: Flying Small Networks}, author = {Lind, Ada}, eprint = {2301.00001},"
        " archiveprefix = {arXiv}, booktitle = {Kites}}",
        encoding="utf-8",
    )
    (folder / "list.md").write_text(
        "- [ICLR'23] [Kites: Flying Small Networks](https://arxiv.org/abs/2301.00001)\n", encoding="utf-8"
    )
    assert run("resolve", "list.md", "--from", "mine.bib") == 0
    (entry,) = json.loads((folder / "list.lock.json").read_bytes())["entries"]
    assert entry["status"] == "resolved"
    assert entry["item"]["author"] == [{"family": "Lind", "given": "Ada"}]
    assert entry["item"]["issued"] == {"date-parts": [[2023]]}
    assert entry["key"] == "lind2023kites"


def test_a_bibliography_named_in_the_configuration(folder: Path) -> None:
    (folder / "plbib.toml").write_text('[list]\npath = "list.md"\nrecords = ["mine.bib"]\n', encoding="utf-8")
    assert run("build") == 0
    assert set(entries(folder / "list.lock.json")) == {"lind2023kites", "icml2022spools"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list.md", "--from", "none.bib"], "none.bib"),
        (["list.md", "--from", "list.md"], "list.md: no bibliography"),
        (["mine.bib", "--from", "mine.bib"], "mine.bib: has records of its own"),
        (["--demo", "--from", "mine.bib"], "has records of its own"),
    ],
)
def test_what_cannot_be_looked_up_in(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run("build", *arguments) == 2
    assert message in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_broken_entries_of_a_bibliography_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mine.bib").write_text(KITES + "@article{broken, title={Kites", encoding="utf-8")
    run("build", "list.md", "--from", "mine.bib")
    assert "mine.bib:2" in capsys.readouterr().err


def test_a_list_of_known_papers_loads_no_bundled_records(folder: Path) -> None:
    (folder / "list.md").write_text(LIST.splitlines()[1], encoding="utf-8")
    run("build", "list.md", "--from", "mine.bib")
    code = (
        "import sys; from plbib.cli import main; main(['list', 'list.md']);"
        "print({'plbib.app.opening.bundled', 'plbib.resolve', 'rapidfuzz'} & sys.modules.keys())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "set()"


@pytest.fixture
def toys(folder: Path) -> Path:
    """A list of four papers, and records of which one fits, one may, and two share a title."""
    (folder / "list.md").write_text(
        LIST
        + "\n## More\n- [Tails](https://arxiv.org/abs/2101.00003)\n- [Tangles](https://arxiv.org/abs/2101.00004)\n",
        encoding="utf-8",
    )
    (folder / "mine.bib").write_text(
        KITES + "@article{tails, author={Tail, Cleo}, title={Tails}, year=2020, journal={Tails Today}}\n",
        encoding="utf-8",
    )
    return folder


def test_resolve_verifies_asks_and_says_what_it_did_not_find(toys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("resolve", "list.md", "--from", "mine.bib", "--dry-run") == 3
    assert "author: (none) → Lind, Ada" in capsys.readouterr().out
    assert not (toys / "list.lock.json").exists()
    assert run("resolve", "list.md", "--from", "mine.bib") == 3
    shown = capsys.readouterr()
    assert shown.err == "1 accepted, 1 review, 2 not found\n"
    assert "plbib pin anontails mine.bib:tails --source list.md" in shown.out
    held = entries(toys / "list.lock.json")
    assert (held["lind2023kites"]["status"], held["lind2023kites"]["sources"]) == ("resolved", ["mine.bib"])
    assert (held["anontails"]["status"], held["anontails"]["evidence"]) == ("review", "review: same title")
    assert held["icml2022spools"]["status"] == "unresolved"
    assert str(held["icml2022spools"]["evidence"]).startswith("not found")


def test_what_is_settled_by_hand_outlives_later_runs(toys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("resolve", "list.md", "--from", "mine.bib")
    assert run("pin", "anontails", "mine.bib:tails", "--source", "list.md") == 0
    assert "anontails: Tails" in capsys.readouterr().err
    pinned = entries(toys / "list.lock.json")["anontails"]
    assert (pinned["status"], pinned["sources"]) == ("pinned", ["mine.bib"])
    (toys / "mine.bib").write_text(KITES, encoding="utf-8")
    assert run("resolve", "list.md", "--from", "mine.bib") == 0
    assert run("build", "list.md") == 0
    assert entries(toys / "list.lock.json")["anontails"] == pinned


@pytest.mark.parametrize(
    ("record", "options"),
    [
        ("one.bib", []),
        ("10.5555/TAILS", ["--from", "one.bib"]),
        ("https://doi.org/10.5555/tails", ["--from", "mine.bib", "--from", "one.bib"]),
        ("plbib:frantar2023optq", []),
    ],
)
def test_ways_to_name_a_record(toys: Path, record: str, options: list[str]) -> None:
    (toys / "one.bib").write_text("@misc{x, title={Tails}, author={Tail, C.}, doi={10.5555/tails}}", encoding="utf-8")
    run("build", "list.md")
    assert run("pin", "anontails", record, "--source", "list.md", *options) == 0
    assert entries(toys / "list.lock.json")["anontails"]["status"] == "pinned"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nobody", "mine.bib:tails", "--source", "list.md"], "no paper of the list has the key nobody"),
        (["anontails", "mine.bib:none", "--source", "list.md"], "mine.bib:none: no such record"),
        (["anontails", "mine.bib", "--source", "list.md"], "mine.bib: more than one record in it"),
        (["anontails", "10.5555/none", "--source", "list.md"], "10.5555/none: no such record"),
        (["anontails", "mine.bib:tails", "--source", "demo:"], "no lock to keep records in"),
        (["anontails", "mine.bib:tails", "--source", "mine.bib"], "no lock to keep records in"),
    ],
)
def test_what_cannot_be_settled(
    toys: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run("pin", *arguments) == 2
    assert message in capsys.readouterr().err
    assert not (toys / "list.lock.json").exists()


@pytest.mark.usefixtures("toys")
def test_resolve_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("resolve", "list.md", "--from", "mine.bib", "--format", "json") == 3
    papers = json.loads(capsys.readouterr().out)
    assert {paper["state"] for paper in papers} == {"accepted", "review", "not found"}
    (candidate,) = next(paper["candidates"] for paper in papers if paper["state"] == "review")
    assert (candidate["record"], candidate["ratio"], candidate["item"]["title"]) == ("mine.bib:tails", 100, "Tails")


ITEM = (
    '{"id": "k", "type": "paper-conference", "title": "Spools", "container-title": "ICML",'
    ' "issued": {"date-parts": [[2022]]}}'
)


def test_many_papers_are_looked_up_by_several_processes(toys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same lock, wherever a paper is decided about: listed twice, at hand already, changed since."""
    lines = (toys / "list.md").read_text(encoding="utf-8")
    lines += "".join(f"[ICLR'23] [Kites on Strings {n // 2}](https://a.example/k{n // 2}), MIT\n" for n in range(40))
    (toys / "list.md").write_text(lines, encoding="utf-8")
    found = []
    for few in (1000, 2):
        monkeypatch.setattr("plbib.app.parallel._FEW", few)
        (toys / "list.lock.json").unlink(missing_ok=True)
        assert run("resolve", "list.md", "--from", "mine.bib") == 3
        first = (toys / "list.lock.json").read_bytes()
        assert run("resolve", "list.md", "--from", "mine.bib") == 3
        found.append((first, (toys / "list.lock.json").read_bytes()))
    assert found[0] == found[1]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.json.gz", "a.ndjson"])
def test_records_packed(toys: Path, name: str) -> None:
    text = f"[{ITEM}]" if ".json." in name else f"{ITEM}\n\n{ITEM}\n"
    (toys / name).write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    assert run("build", "list.md", "--from", name) == 0
    assert [entry["status"] for entry in entries(toys / "list.lock.json").values()].count("given") == 1


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.json.gz", b"[]", "a.json.gz: not a whole gzip file"),
        ("a.json.gz", gzip.compress(ITEM.encode())[:-9], "a.json.gz: not a whole gzip file"),
        ("a.jsonl", f"{ITEM}\n{{".encode(), "a.jsonl:2: no JSON"),
        ("a.jsonl", b"", "a.jsonl: no entry in it"),
    ],
)
def test_packed_records_that_are_broken(
    toys: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, message: str
) -> None:
    (toys / name).write_bytes(data)
    assert run("build", "list.md", "--from", name) == 2
    assert message in capsys.readouterr().err


def test_many_records_are_indexed_once(
    toys: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(toys / "cache"))
    other = [ITEM.replace("Spools", f"Knots {number}").replace('"k"', f'"n{number}"') for number in range(5000)]
    (toys / "a.jsonl").write_text("\n".join([*other, ITEM, ITEM, "{"]) + "\n", encoding="utf-8")
    assert run("resolve", "list.md", "--from", "a.jsonl", "--dry-run") == 0
    first = capsys.readouterr()
    assert "1 accepted" in first.err
    assert "a.jsonl:5003: error: line 5003 is no record with a title; left out" in first.err
    (index,) = (toys / "cache" / "plbib" / "records").iterdir()
    whole = index.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(dumps, "reader", lambda *_: pytest.fail("read again"))
        assert run("resolve", "list.md", "--from", "a.jsonl", "--dry-run") == 0
    assert capsys.readouterr() == first
    index.write_bytes(whole[:-4096])
    assert run("resolve", "list.md", "--from", "a.jsonl", "--dry-run") == 0
    assert capsys.readouterr() == first
    assert index.read_bytes() == whole
    assert run("pin", "anontails", "a.jsonl:k", "--source", "list.md") == 2
    assert "a.jsonl:k: more than one record" in capsys.readouterr().err


def test_foreign_keys_are_declared(toys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (toys / "a.jsonl").write_text('{"name": "Spools", "where": "ICML", "when": 2022}\n', encoding="utf-8")
    maps = ("--map", "title=name", "--map", "container-title=where", "--map", "issued=when")
    run("resolve", "list.md", "--from", "a.jsonl", *maps)
    assert "accepted: icml2022spools" in capsys.readouterr().out
    assert run("resolve", "list.md", "--from", "a.jsonl", "--map", "who=name") == 2
    assert "who: no variable of CSL" in capsys.readouterr().err
    assert run("resolve", "list.md", "--from", "a.jsonl", "--map", "title") == 2


def test_a_bibliography_is_completed(toys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (toys / "refs.bib").write_text(
        "@inproceedings{my, title={Kites on Strings}, booktitle={ICLR}, year={2023}}\n@misc{x, title={Tails}}\n",
        encoding="utf-8",
    )
    assert run("resolve", "refs.bib", "--from", "mine.bib", "-o", "better.bib") == 3
    shown = capsys.readouterr()
    assert "author: (none) → Lind, Ada" in shown.out
    assert "plbib pin" not in shown.out
    assert shown.err == "1 accepted, 1 review\n"
    better = (toys / "better.bib").read_text(encoding="utf-8")
    assert "@inproceedings{my,\n  author = {Lind, Ada}," in better
    assert "booktitle = {ICLR}" in better
    assert run("resolve", "refs.bib", "--from", "mine.bib", "-o", "mine.bib") == 2
    assert (toys / "mine.bib").read_text(encoding="utf-8").startswith(KITES)
    assert run("resolve", "list.md", "--from", "mine.bib", "-o", "better.bib") == 2
    assert not (toys / "list.lock.json").exists()


def test_reviews_are_asked_one_by_one(
    toys: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("9\n1\n"))
    assert run("resolve", "list.md", "--from", "mine.bib", "--ask") == 0
    shown = capsys.readouterr().err
    assert "Tails Today" in shown
    assert "1 paper settled" in shown
    held = entries(toys / "list.lock.json")["anontails"]
    assert (held["status"], held["sources"]) == ("pinned", ["mine.bib"])


def test_records_that_differ_under_one_doi_are_told(toys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (toys / "own.bib").write_text("@article{a, title={Tails}, doi={10.5555/1}}\n", encoding="utf-8")
    item = '{"id": "%s", "type": "article-journal", "title": "%s", "DOI": "10.5555/1"}\n'
    records = item % ("a", "Tails") + item % ("b", "Spools that \\u001b[31mTangle")
    (toys / "two.jsonl").write_text(records, encoding="utf-8")
    assert run("resolve", "own.bib", "--from", "two.jsonl") == 0
    shown = capsys.readouterr().out
    assert "two.jsonl:a: same title, same identifier; another record of this identifier is “Spools that" in shown
    assert "\x1b[31m" not in shown


@pytest.mark.parametrize("said", ["n\n", "q\n", ""])
def test_what_is_not_answered_stays_for_review(toys: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    assert run("resolve", "list.md", "--from", "mine.bib", "--ask") == 3
    assert entries(toys / "list.lock.json")["anontails"]["status"] == "review"
    assert run("resolve", "mine.bib", "--from", "mine.bib", "--ask") == 2


class Interrupted(io.StringIO):
    """An input at which somebody presses Ctrl-C."""

    def readline(self, *_: object) -> str:  # type: ignore[override]
        raise KeyboardInterrupt


def test_who_interrupts_a_question_ends_the_command(toys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Interrupted())
    assert run("resolve", "list.md", "--from", "mine.bib", "--ask") == 130
    assert entries(toys / "list.lock.json")["anontails"]["status"] == "review"


def test_abstracts_are_kept_if_wanted(toys: Path) -> None:
    (toys / "mine.bib").write_text(KITES.replace("year=2023", "year=2023, abstract={Long.}"), encoding="utf-8")
    run("resolve", "list.md", "--from", "mine.bib")
    assert "abstract" not in str(entries(toys / "list.lock.json")["lind2023kites"]["item"])
    (toys / "list.lock.json").unlink()
    run("resolve", "list.md", "--from", "mine.bib", "--abstracts")
    assert "'abstract': 'Long.'" in str(entries(toys / "list.lock.json")["lind2023kites"]["item"])


def test_a_lock_that_another_process_changed_is_left(
    toys: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("build", "list.md")
    there = toys / "list.lock.json"
    decided = local.settle

    def meanwhile(*arguments: Any) -> Any:
        there.write_bytes(there.read_bytes().replace(b"anontails", b"anontail"))
        return decided(*arguments)

    monkeypatch.setattr(local, "settle", meanwhile)
    assert run("resolve", "list.md", "--from", "mine.bib") == 2
    assert "another process changed it meanwhile; nothing was written" in capsys.readouterr().err
    assert "anontail" in entries(there)
    assert {entry["status"] for entry in entries(there).values()} == {"unresolved"}


def test_a_retracted_paper_is_told(toys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (toys / "mine.bib").write_text(KITES.replace("{Kites on", "{RETRACTED: Kites on"), encoding="utf-8")
    run("resolve", "list.md", "--from", "mine.bib")
    held = entries(toys / "list.lock.json")["lind2023kites"]
    assert held["notices"] == [{"kind": "retraction", "source": "mine.bib"}]
    assert held["item"]["title"] == "Kites on Strings"  # type: ignore[index]
    assert run("check", "list.md") == 1
    assert "error: the paper was retracted: Kites on Strings (says mine.bib)" in capsys.readouterr().out
