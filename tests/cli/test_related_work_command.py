"""``plbib related-work`` as an author runs it: what is written, kept, told; what goes wrong."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from plbib import errors
from plbib.cli.commands import cli

LIST = """\
# Kites

## Flying
[ICLR'21] [Kite: On Flying](https://arxiv.org/abs/2101.00001), Kite Institute
> halves the string
[ACL'22] [Tails that Hold](https://arxiv.org/abs/2201.00002), Kite Institute

## Falling
[ACL'23] [Down, Slowly](https://arxiv.org/abs/2301.00003), Nowhere & Sons

## Nothing yet
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kites.md").write_text(LIST, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    """The exit code, and what was said."""
    try:
        done = CliRunner().invoke(cli, ["related-work", "kites.md", *arguments], catch_exceptions=False)
    except errors.PlbibError as error:
        return error.exit_code, f"{error.message} | {error.hint}"
    return done.exit_code, done.stderr


def text(folder: Path, name: str = "related-work.tex") -> str:
    return (folder / name).read_text(encoding="utf-8")


def keys(folder: Path) -> set[str]:
    return set(re.findall(r"^@(?!Comment)\w+\{(.*?),", text(folder, "related-work.bib"), re.MULTILINE))


def replaced(folder: Path, name: str, old: str, new: str) -> None:
    was = text(folder, name)
    assert old in was
    (folder / name).write_text(was.replace(old, new), encoding="utf-8")


def test_a_draft_and_its_bib(folder: Path) -> None:
    code, said = run()
    assert code == 0
    assert said == "wrote: related-work.tex\nwrote: related-work.bib\n"
    assert r"\subsection{Flying}" in text(folder)
    assert "halves the string (ICLR 2021)." in text(folder)
    assert keys(folder) == {"iclr2021kite", "acl2022tails", "acl2023down"}
    assert run() == (0, "everything is up to date\n")


def test_only_one_category(folder: Path) -> None:
    run("--category", "falling", "-o", "new/deep")
    assert keys(folder / "new" / "deep") == {"acl2023down"}
    code, said = run("--category", "Fallin")
    assert code == 2
    assert "no category is called Fallin | did you mean Falling?" in said
    assert "Falling" in said
    code, said = run("--category", "Nothing yet")
    assert code == 2
    assert "no works to write about" in said


def test_what_the_author_edits_stays_and_the_list_moves_on(folder: Path) -> None:
    run()
    replaced(folder, "related-work.tex", "halves the string", "halves the string, in wind")
    code, said = run("--check")
    assert code == 0
    assert re.fullmatch(r"edited by you, kept: 1 \(s:[\w:-]+\)\neverything is up to date\n", said)
    replaced(folder, "kites.md", "> halves the string", "> doubles the height")
    replaced(folder, "kites.md", "## Falling\n", "## Falling\n[OSDI'23] [Landing](https://arxiv.org/abs/2301.00009)\n")
    before = text(folder)
    code, said = run("--check")
    assert code == 1
    assert "stale: related-work.tex\nstale: related-work.bib\n" in said
    assert text(folder) == before
    code, said = run()
    assert code == 0
    assert "halves the string, in wind" in text(folder)
    assert "the list now says: Kite~" in text(folder)
    assert "Landing" in text(folder)
    assert "osdi2023landing" in keys(folder)
    assert "edited by you, kept: 1 (" in said
    assert "the list now says something else, see the comment below each: 1 (" in said
    assert run("--check")[0] == 0


def test_the_bib_follows_what_the_author_cites(folder: Path) -> None:
    run("--category", "Flying")
    with (folder / "related-work.tex").open("a", encoding="utf-8") as file:
        file.write("\nSee also~\\cite{acl2023down,mine2020}.\n")
    code, said = run("--category", "Flying")
    assert code == 0
    assert "mine2020 is cited, but no paper has that key" in said
    assert keys(folder) == {"iclr2021kite", "acl2022tails", "acl2023down"}


def test_latex_and_markdown_share_the_bib(folder: Path) -> None:
    run("--category", "Flying")
    run("--to", "md", "--category", "Falling")
    assert "[@acl2023down]" in text(folder, "related-work.md") or "“Down, Slowly”" in text(folder, "related-work.md")
    assert keys(folder) == {"iclr2021kite", "acl2022tails", "acl2023down"}


def test_a_paper_around_it_is_the_authors_once_it_is_edited(folder: Path) -> None:
    assert "wrote: main.tex" in run("--standalone")[1]
    assert r"\documentclass{article}" in text(folder, "main.tex")
    run("--standalone", "--class", "acmart")
    assert r"\documentclass[sigconf,nonacm]{acmart}" in text(folder, "main.tex")
    replaced(folder, "main.tex", "acmart}", "acmart}\n% mine")
    code, said = run("--standalone")
    assert code == 0
    assert "not as plbib wrote it, left alone: main.tex" in said
    assert "% mine" in text(folder, "main.tex")


@pytest.mark.parametrize("options", [("--to", "md"), ("--class", "beamer"), ("-o", "elsewhere")])
def test_a_pack_that_cannot_be_leaves_no_file(folder: Path, options: tuple[str, str]) -> None:
    assert run("--pack", "pack", *options)[0] == 2
    assert not (folder / "pack").exists()


def test_a_pack_is_one_paper_with_one_bib(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    code, said = run("--pack", "pack", "--label", "rw")
    assert code == 2
    assert "pdflatex is not installed" in said
    names = ["related-work", "related-work-comparison", "related-work-taxonomy", "related-work-timeline"]
    for name in names:
        assert f"\\input{{{name}}}\n" in text(folder, "pack/main.tex")
        assert "label=rw" in text(folder, f"pack/{name}.tex").partition("\n")[0]
    assert text(folder, "pack/related-work.bib").count("{iclr2021kite,") == 1
    labels = re.findall(r"\\label\{.*?\}", "".join(text(folder, f"pack/{name}.tex") for name in names))
    assert len(labels) == len(set(labels)) > 3
    assert run("--pack", "pack", "--check") == (0, "everything is up to date\n")
    assert run("--pack", "pack", "--form", "table")[0] == 2


def test_a_pack_flags_only_what_is_cited_when_all_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not what a draft that is still to be written cites."""
    monkeypatch.setattr("plbib.cli.drafts._typeset", lambda *_: None)
    run("--pack", "pack")
    (folder / "kites.md").write_text(LIST.replace("[ACL'22] [Tails that Hold](https://arxiv.org/abs/2201.00002)", ""))
    for more in (["--check"], []):
        said = run("--pack", "pack", *more)[1]
        assert "removed, as the list has them no longer: 1" in said
        assert "no longer in the list" not in said
    assert "acl2022tails" not in text(folder, "pack/related-work.bib")
    replaced(folder, "pack/related-work.tex", "halves the string", r"follows~\cite{acl2022tails}")
    said = run("--pack", "pack", "--check")[1]
    assert said.count("acl2022tails is cited") == 1


def test_no_figure_is_headed_by_the_name_of_a_file(folder: Path) -> None:
    (folder / "mine.bib").write_text("@article{a, title={A}, journal={Nature}, year={2020}}\n")
    for form in ("taxonomy", "timeline"):
        CliRunner().invoke(cli, ["related-work", "mine.bib", "--form", form, "-o", form], catch_exceptions=False)
        shown = text(folder, f"{form}/related-work.tex")
        assert "mine" not in shown
        assert shown.count("All works") == 1
        assert "{};" not in shown


@pytest.mark.tex
def test_a_pack_has_what_arxiv_asks_for(folder: Path) -> None:
    code, said = run("--pack", "pack")
    assert code == 0, said
    assert r"\bibitem{iclr2021kite}" in text(folder, "pack/main.bbl")
    assert not (folder / "pack" / "main.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--cite", "parencite", "--bib", "bibtex"], r"\parencite is a command of biblatex"),
        (["--lang", "xx"], "no wording in xx"),
        (["--form", "table", "--columns", "name,venu"], "no column is called venu | did you mean venue?"),
        (["--to", "md", "--pdf"], "a paper is made around LaTeX only"),
        (["--class", "revtex", "--cite", "parencite"], "revtex has natbib, and cannot do with biblatex"),
        (["--class", "beamer", "--form", "table"], "a table is not broken into slides"),
        (["--font", 'a"})os.exit()'], "no font is called"),
        (["--template", "none.j2"], "none.j2: no such file"),
        (["--since", "2030"], "no works to write about"),
    ],
)
def test_wrong_usage(folder: Path, arguments: list[str], message: str) -> None:
    code, said = run(*arguments)
    assert code == 2
    assert message in said
    assert [path.name for path in folder.iterdir()] == ["kites.md"]


def test_biblatex_goes_with_its_commands(folder: Path) -> None:
    run("--cite", "parencite")
    assert r"\parencite{" in text(folder)
    assert "date = {2021}" in text(folder, "related-work.bib")


def test_an_error_in_a_template_of_ones_own(folder: Path) -> None:
    (folder / "own.j2").write_text("a\n<< nothing >>\n", encoding="utf-8")
    assert "own.j2:2: 'nothing' is undefined" in run("--template", "own.j2")[1]
    (folder / "own.j2").write_text("<< piece('a', title) >>\n<< cite(sections[0].works[0]) >>\n", encoding="utf-8")
    assert run("--template", "own.j2")[0] == 0
    assert keys(folder) == {"iclr2021kite"}


def test_other_peoples_files_are_left_alone(folder: Path) -> None:
    (folder / "related-work.bib").write_text("@misc{mine, title={Mine}}\n", encoding="utf-8")
    code, said = run()
    assert code == 2
    assert "related-work.bib: is in the way" in said
    (folder / "related-work.bib").unlink()
    (folder / "related-work.tex").write_text("My own section.\n", encoding="utf-8")
    code, said = run()
    assert code == 2
    assert "related-work.tex: is no fragment of plbib's" in said
    assert text(folder) == "My own section.\n"


def test_the_list_itself_is_never_overwritten(folder: Path) -> None:
    run("--to", "md")
    bib = text(folder, "related-work.bib")
    done = CliRunner().invoke(cli, ["related-work", "related-work.bib", "--group-by", "year", "--to", "md"])
    assert isinstance(done.exception, errors.UsageError)
    assert "is what the list is made from" in str(done.exception)
    assert text(folder, "related-work.bib") == bib


def test_without_tex_the_draft_is_written_and_the_cure_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    code, said = run("--pdf")
    assert code == 2
    assert (
        "pdflatex is not installed | install pdflatex, and put it on PATH (TeX Live has it); or compile main.tex"
        in said
    )
    assert r"\subsection{Flying}" in text(folder)
    assert r"\input{related-work}" in text(folder, "main.tex")


@pytest.mark.tex
def test_a_pdf(folder: Path) -> None:
    code, said = run("--pdf")
    assert code == 0, said
    assert "wrote: main.pdf" in said
    assert (folder / "main.pdf").read_bytes().startswith(b"%PDF")
    assert run("--pdf")[0] == 0


@pytest.mark.tex
def test_characters_that_are_missing_are_named(folder: Path) -> None:
    replaced(folder, "kites.md", "Down, Slowly", "凧: 風")
    code, said = run("--pdf")
    assert code == 1
    assert "the fonts lack 凧 (U+51E7), 風 (U+98A8)" in said
    assert (folder / "main.pdf").exists()


@pytest.mark.tex
def test_a_paper_that_fails_leaves_its_log(folder: Path) -> None:
    run("--standalone")
    replaced(folder, "main.tex", r"\begin{document}", "\\begin{document}\n\\nosuchcommand")
    code, said = run("--pdf")
    assert code == 2
    assert "pdflatex failed: ! Undefined control sequence." in said
    assert "the log is main.log" in said
    assert "nosuchcommand" in text(folder, "main.log")
    assert not (folder / "main.pdf").exists()


@pytest.mark.tex
def test_tex_runs_no_program_and_writes_nothing_outside(folder: Path) -> None:
    run("--standalone", "-o", "paper")
    outside = folder / "outside.txt"
    commands = rf"\immediate\write18{{touch {outside}}}\newwrite\f\immediate\openout\f={outside}"
    replaced(folder, "paper/main.tex", r"\begin{document}", rf"\begin{{document}}{commands}")
    run("--pdf", "-o", "paper")
    assert not outside.exists()
