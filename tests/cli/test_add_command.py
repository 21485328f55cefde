"""Papers added to a list from the command line."""

from pathlib import Path

import pytest

from plbib.cli import main

LINES = [
    "# Toys",
    "",
    "## Air",
    "- [ICLR'23] [Kites](https://arxiv.org/abs/2301.00001), MIT",
    "- [ACL'22] [Bows](https://a.example/b), ETH",
]
LIST = "\r\n".join(LINES)
BIB = """\
@inproceedings{cole2024, author={Carl Cole and Dora Dunn}, title={Sails}, year=2024,
  booktitle={Proceedings of the 12th International Conference on Learning Representations}, doi={10.1000/sails}}
@misc{berg2023, author={Ann Berg}, title={Kites}, year=2023, eprint={2301.00001}, archiveprefix={arXiv}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "list.md").write_bytes(b"\xef\xbb\xbf" + LIST.encode())
    (tmp_path / "new.bib").write_text(BIB, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int | str | None:
    """The exit code of plbib, run in this process."""
    try:
        main([*arguments])
    except SystemExit as ended:
        return ended.code
    return 0


SAILS = "- [ICLR'24] [Sails](https://doi.org/10.1000/sails)"


def test_new_papers_of_a_bibliography_are_added_and_others_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("add", "new.bib", "--source", "list.md", "--write") == 0
    shown = capsys.readouterr()
    assert shown.out == f"{SAILS}\n"
    assert "already in the list: list.md:4:3: Kites" in shown.err
    assert (folder / "list.md").read_bytes() == b"\xef\xbb\xbf" + f"{LIST}\r\n{SAILS}".encode()
    assert run("add", "new.bib", "--source", "list.md", "--write") == 1
    assert (folder / "list.md").read_bytes() == b"\xef\xbb\xbf" + f"{LIST}\r\n{SAILS}".encode()
    assert sorted(path.name for path in folder.iterdir()) == ["list.md", "new.bib"]


def test_dry_run_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "list.md").read_bytes()
    assert run("add", "new.bib:cole2024", "--source", "list.md", "--write", "--dry-run") == 0
    assert f"\n+{SAILS}\n" in capsys.readouterr().out
    assert (folder / "list.md").read_bytes() == before


@pytest.mark.usefixtures("folder")
def test_identifier_is_looked_up_in_files_and_in_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("add", "https://doi.org/10.1000/SAILS", "--from", "new.bib", "--source", "list.md") == 0
    assert capsys.readouterr().out == "- [ICLR'24] [Sails](https://doi.org/10.1000/SAILS)\n"
    assert run("add", "2301.00001", "--source", "list.md") == 1
    assert run("add", "2301.00002", "--source", "list.md") == 2
    assert run("add", "2301.00002", "--title", "Kites", "--year", "2020", "--source", "list.md") == 3
    assert run("add", "2301.00002", "--title", "Kites", "--year", "2020", "--source", "list.md", "--force") == 0


def test_first_papers_of_a_list(folder: Path) -> None:
    (folder / "fresh.md").write_text("# Toys\n\n## Air\n\n## Water\n", encoding="utf-8")
    assert run("add", "new.bib:cole2024", "--source", "fresh.md", "--category", "Air", "--write") == 0
    assert (folder / "fresh.md").read_text(encoding="utf-8") == f"# Toys\n\n## Air\n\n{SAILS[2:]}\n\n## Water\n"
