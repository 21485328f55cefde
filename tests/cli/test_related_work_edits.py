"""What authors do with a draft while the list moves on: renamed categories, papers that come and go, git, options."""

import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from plbib import errors
from plbib.cli.commands import cli
from plbib.related_work import markers
from plbib.text.unicode import digest

LIST = """\
# Kites
## Strings
[ICLR'20] [Alpha: One](https://arxiv.org/abs/2001.00001)
[ICLR'20] [Beta: Two](https://arxiv.org/abs/2001.00002)
[ICLR'21] [Gamma: Three](https://arxiv.org/abs/2101.00001)
[ICLR'21] [Delta: Four](https://arxiv.org/abs/2101.00002)
## Tails
[ICLR'15] [Eta: Seven](https://arxiv.org/abs/1501.00001)
[ICLR'15] [Theta: Eight](https://arxiv.org/abs/1501.00002)
"""
OMEGA = "## Strings\n[ICLR'20] [Omega: Zero](https://arxiv.org/abs/2001.00009)\n"
MINE = r"Gamma~\cite{iclr2021gamma} and Delta~\cite{iclr2021delta} changed the field."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kites.md").write_text(LIST, encoding="utf-8")
    return tmp_path


def run(*arguments: str, command: str = "related-work") -> tuple[int, str]:
    """The exit code, and what was said."""
    try:
        done = CliRunner().invoke(cli, [command, "kites.md", *arguments], catch_exceptions=False)
    except errors.PlbibError as error:
        return error.exit_code, f"{error.message} | {error.hint}"
    return done.exit_code, done.stderr


def text(name: str = "related-work.tex") -> str:
    return Path(name).read_text(encoding="utf-8")


def prose(name: str = "related-work.tex") -> str:
    """The draft without comments."""
    return "\n".join(line for line in text(name).split("\n") if not line.startswith("%"))


def change(name: str, pattern: str, new: str) -> None:
    changed, count = re.subn(pattern, lambda _: new, text(name), flags=re.MULTILINE)
    assert count == 1, pattern
    Path(name).write_text(changed, encoding="utf-8")


def edit() -> None:
    """Write a draft, and put a sentence of one's own in the place of one."""
    run()
    change("related-work.tex", r"^.*\\cite\{iclr2021gamma\}.*$", MINE)


def times(key: str, name: str = "related-work.tex") -> int:
    return prose(name).count(f"{{{key}}}")


def bib_keys() -> set[str]:
    return set(re.findall(r"^@(?!Comment)\w+\{(.*?),", text("related-work.bib"), re.MULTILINE))


@pytest.mark.usefixtures("folder")
class TestEdits:
    def test_a_paper_added_above_leaves_an_edited_sentence_alone(self) -> None:
        run()
        change("related-work.tex", r"^.*\\cite\{iclr2020alpha\}.*$", r"Alpha~\cite{iclr2020alpha} and others.")
        change("kites.md", "^## Strings\n", OMEGA)
        code, said = run()
        assert code == 0
        assert r"Alpha~\cite{iclr2020alpha} and others." in text()
        assert (times("iclr2020omega"), times("iclr2020alpha"), times("iclr2020beta")) == (1, 1, 0)
        assert "the list" not in text()
        assert run("--check") == (0, said.partition("\n")[2].partition("wrote")[0] + "everything is up to date\n")

    @pytest.mark.parametrize("line_too", [False, True])
    def test_a_deleted_sentence_stays_deleted(self, line_too: bool) -> None:
        run()
        change("related-work.tex", ("^% plbib s:.*\n" if line_too else "") + r"^.*\\cite\{iclr2020alpha\}.*\n", "")
        for name in ("Omega", "Psi"):
            change("kites.md", "^## Strings\n", OMEGA.replace("Omega", name).replace("00009", f"0001{len(name)}"))
            run()
            assert (times("iclr2020alpha"), times("iclr2020beta")) == (0, 0)
        assert (times("iclr2020omega"), times("iclr2020psi")) == (1, 1)

    def test_a_renamed_category_takes_its_pieces_along(self) -> None:
        edit()
        change("kites.md", "^## Strings$", "## String design")
        code, _ = run()
        assert code == 0
        head, _, strings = prose().partition(r"\subsection{String design}")
        assert "Alpha" not in head
        assert MINE in strings.partition(r"\subsection{Tails}")[0]
        assert (times("iclr2021gamma"), times("iclr2020alpha")) == (1, 1)
        assert "the list" not in text()

    def test_works_in_a_sentence_of_ones_own_are_told_nowhere_else_in_that_section(self) -> None:
        run()
        change("related-work.tex", "^% plbib h1:Tails", "I prefer~\\cite{iclr2020alpha}.\n\n% plbib h1:Tails")
        run()
        assert (times("iclr2020alpha"), times("iclr2020beta")) == (1, 1)
        change("related-work.tex", r"^I prefer.*\n", "")
        run()
        assert times("iclr2020alpha") == 1

    def test_a_moved_sentence_follows_the_list_and_stays_true(self) -> None:
        run()
        (sentence,) = re.findall(r"% plbib s:\S+ \S+\n.*\\cite\{iclr2021gamma\}.*\n", text())
        change("related-work.tex", re.escape(sentence), "")
        change("related-work.tex", r"^(?=% plbib-told h1:Strings)", f"{sentence}\n")
        change("kites.md", r"^\[ICLR'21\] \[Delta.*\n", "")
        run()
        tails = prose().partition(r"\subsection{Tails}")[2]
        assert times("iclr2021gamma") == 1
        assert r"\cite{iclr2021gamma}" in tails
        assert "Delta" not in prose()

    def test_a_paper_that_left_is_flagged_and_stays_in_the_bib(self) -> None:
        edit()
        change("kites.md", r"^\[ICLR'21\] \[Gamma.*\n", "")
        code, said = run()
        assert code == 0
        assert "iclr2021gamma is cited, but its paper is no longer in the list; the .bib keeps it" in said
        assert re.search(r"changed the field\.\n% plbib \S+ the list no longer has iclr2021gamma\n", text())
        assert "iclr2021gamma" in bib_keys()
        assert run("--check")[0] == 0
        assert run()[0] == 0
        assert "iclr2021gamma" in bib_keys()
        change("related-work.tex", "Gamma~.cite.iclr2021gamma. and ", "")
        run()
        assert "iclr2021gamma" not in bib_keys()
        assert "no longer has" not in text()
        assert "the list now says: Delta" in text()

    def test_renamed_keys(self) -> None:
        CliRunner().invoke(cli, ["build", "kites.md", "-o", "pub"], catch_exceptions=False)
        edit()
        CliRunner().invoke(cli, ["keys", "kites.md", "--pattern", "{word}{yy}"], catch_exceptions=False)
        code, said = run()
        assert (code, "no paper has" in said) == (0, False)
        assert MINE in text()
        assert (times("iclr2021gamma"), times("gamma21"), times("alpha20")) == (1, 0, 1)
        assert {"iclr2021gamma", "iclr2021delta", "alpha20"} <= bib_keys()
        assert "gamma21" not in bib_keys()

    def test_keys_of_ones_own_bib_are_no_error(self) -> None:
        run()
        Path("own.bib").write_text("@misc{mine, title = {Mine}, year = 2020}\n", encoding="utf-8")
        with Path("related-work.tex").open("a", encoding="utf-8") as file:
            file.write("\nSee~\\cite{mine}.\n")
        assert "mine is cited, but no paper has that key" in run()[1]
        assert "is cited" not in run("--also", "own.bib", "--standalone")[1]
        assert "is cited" not in run()[1]
        assert "mine" not in bib_keys()
        assert "no longer has" not in text()
        assert r"\bibliography{related-work,own}" in text("main.tex")

    def test_two_drafts_merge(self) -> None:
        def git(*arguments: str) -> subprocess.CompletedProcess[str]:
            who = ("-c", "user.email=a@b", "-c", "user.name=a")
            return subprocess.run(["git", *who, *arguments], capture_output=True, text=True, check=False)

        run()
        git("init", "-q", "-b", "main", ".")
        git("add", "-A")
        git("commit", "-qm", "base")
        for person, line, heading in (
            ("ann", "[ICLR'19] [Ann: A]", "## Strings\n"),
            ("bob", "[ICLR'18] [Bob: B]", "## Tails\n"),
        ):
            git("checkout", "-q", "-b", person, "main")
            change("kites.md", f"^{heading}", f"{heading}{line}(https://arxiv.org/abs/1901.0000{len(person)})\n")
            run()
            git("commit", "-qam", person)
        assert git("merge", "-q", "ann", "-m", "both").returncode == 0
        assert (times("iclr2019ann"), times("iclr2018bob")) == (1, 1)
        assert run("--check") == (0, "everything is up to date\n")

    def test_a_file_with_a_conflict_is_never_written_into(self) -> None:
        run()
        change("related-work.tex", r"^\\subsection\{Tails\}$", "<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> ann")
        before = text()
        change("kites.md", "^## Strings\n", OMEGA)
        code, said = run()
        assert code == 2
        line = before.split("\n").index("<<<<<<< HEAD") + 1
        assert f"related-work.tex:{line}: a conflict of a merge stands here" in said
        assert text() == before
        assert "omega" not in text("related-work.bib")

    def test_options_are_remembered(self) -> None:
        run("--cite", "citep", "--form", "itemize", "--group-by", "year", "--class", "acmart")
        before = text()
        assert before.startswith("% plbib-fragment 2 form=itemize group-by=year cite=citep document-class=acmart\n")
        assert run() == (0, "everything is up to date\n")
        assert text() == before
        run("--cite", "cite")
        assert r"\citep" not in text()
        assert r"\begin{itemize}" in text()

    def test_another_form_is_another_file(self) -> None:
        run("--cite", "citep")
        before = text()
        code, said = run("--form", "table")
        assert code == 0
        assert "wrote: related-work-table.tex" in said
        assert r"\citep{iclr2020alpha} \\" in text("related-work-table.tex")
        assert text() == before
        change("kites.md", "^## Strings\n", OMEGA)
        run("--form", "table")
        assert "Omega" in text("related-work-table.tex")
        assert "Omega" not in text()
        assert "iclr2020omega" in bib_keys()
        run()
        assert "Omega" in text()

    def test_a_category_is_written_alone(self) -> None:
        change("kites.md", r"^## Tails\n", "## Tails\n[ICLR'20] [Alpha: One](https://arxiv.org/abs/2001.00001)\n")
        run()
        before = text()
        run("--category", "Tails")
        assert text() == before
        assert "Strings" not in prose("related-work-tails.tex")
        assert times("iclr2020alpha", "related-work-tails.tex") == 1
        run("--category", "Tails", "-o", "alone")
        assert "Strings" not in prose("alone/related-work.tex")
        assert run("-o", "alone") == (0, "everything is up to date\n")

    def test_a_draft_of_before_is_understood(self) -> None:
        """One whose pieces were named by digests, and listed by digests in the last line."""

        def old(name: str, words: str) -> str:
            return f"% plbib {name} {markers.digest_of(words)}\n{words}\n"

        named = [f"s-{digest(f'Strings named {key}', 8)}" for key in ("iclr2020alpha", "iclr2021gamma")]
        gone = f"s-{digest('Tails named iclr2015eta', 8)}"
        first = r"At ICLR 2020, Alpha~\cite{iclr2020alpha} and Beta~\cite{iclr2020beta} were published."
        second = r"A year later, Gamma~\cite{iclr2021gamma} and Delta~\cite{iclr2021delta} appeared at ICLR."
        ids = ["h1:Strings", "s-aaaaaaaa", *named, "h1:Tails", gone]
        draft = "".join(
            [
                "% plbib-fragment 1 aaaaaaaaaaaaaaaa\n",
                old("h1:Strings", r"\subsection{Strings}"),
                "\n",
                old("s-aaaaaaaa", "The four works considered here date from 2020 to 2021."),
                old(named[0], first),
                old(named[1], second).replace(second, MINE),
                "\n",
                old("h1:Tails", r"\subsection{Tails}"),
                "\nMine.\n\n% plbib-pieces ",
                " ".join(map(markers.mark, ids)),
                "\n",
            ]
        )
        Path("related-work.tex").write_text(draft, encoding="utf-8")
        code, said = run()
        assert code == 0, said
        assert "considered here" not in text()
        assert MINE in text()
        assert (times("iclr2020alpha"), times("iclr2021gamma"), times("iclr2015eta")) == (1, 1, 0)
        assert "the list now says" not in text()
        assert text().startswith("% plbib-fragment 2\n")
        assert "everything is up to date" in run("--check")[1]
        change("kites.md", "^## Tails$", "## Long tails")
        run()
        assert times("iclr2015eta") == 0
        assert r"\subsection{Long tails}" in text()
