"""What authors do with drafts of any form while a list moves on: items, rows, leaves, headings hold like sentences."""

import re
from pathlib import Path

import pytest

from tests.cli.test_related_work_edits import OMEGA, change, folder, run, text, times

__all__ = ["folder"]
FORMS = ("paragraphs", "itemize", "table", "taxonomy", "comparison")
MANY = "## Strings\n" + "".join(
    f"[ICLR'2{n % 10}] [Kite{n:03}xxxxxxxxxxxxxx: A Title](https://arxiv.org/abs/2002.{n:05})\n" for n in range(300)
)
PIECES = r"(?ms)^(?=% plbib(?:-told)? )"


def told(key: str, new: str | None) -> None:
    """Put ``new`` into the place of the name in the piece that cites ``key``, or delete the piece, its line, too."""
    parts = re.split(PIECES, text())
    (at,) = [n for n, part in enumerate(parts) if f"{{{key}}}" in part and part.startswith("% plbib ")]
    parts[at] = parts[at].replace("Alpha", new) if new is not None else "\n"
    Path("related-work.tex").write_text("".join(parts), encoding="utf-8")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("wide", [(), ("--two-column",)])
class TestEveryForm:
    def test_an_edited_piece_stays_and_nothing_is_told_twice(self, form: str, wide: tuple[str, ...]) -> None:
        run("--form", form, *wide)
        told("iclr2020alpha", "MY ALPHA")
        change("kites.md", "^## Strings\n", OMEGA.replace("Strings", "String design"))
        assert run()[0] == 0
        keys = ("iclr2020omega", "iclr2020alpha", "iclr2020beta", "iclr2021gamma", "iclr2015eta")
        assert [times(key) for key in keys] == [1] * 5
        assert "MY ALPHA" in text()
        assert "String design" in text()
        assert not re.search(r"^[^%\n]*Strings", text(), re.MULTILINE)  # in comments alone
        before = text()
        run()
        assert text() == before

    def test_a_deleted_piece_stays_deleted(self, form: str, wide: tuple[str, ...]) -> None:
        run("--form", form, *wide)
        told("iclr2015eta", None)
        change("kites.md", "^## Tails\n", OMEGA.replace("Strings", "Long tails"))
        run()
        assert (times("iclr2015eta"), times("iclr2020omega"), times("iclr2020alpha")) == (0, 1, 1)
        change("kites.md", "^## Long tails\n", OMEGA.replace("Strings", "Tails again").replace("mega", "psilon"))
        run()
        assert (times("iclr2015eta"), times("iclr2020omega"), times("iclr2020alpha")) == (0, 1, 1)

    def test_an_edited_heading_stays_where_its_category_is_renamed(self, form: str, wide: tuple[str, ...]) -> None:
        run("--form", form, *wide)
        change(
            "related-work.tex", r"^([^%\n]*)Strings", text().split("Strings}")[-2].rpartition("\n")[2] + "My strings"
        )
        change("kites.md", "^## Strings\n", OMEGA.replace("Strings", "String design"))
        run()
        assert text().count("My strings") == 1
        assert not re.search(r"^[^%\n]*String design", text(), re.MULTILINE)
        assert re.search(r"^% plbib \S+ the list now says: .*String design", text(), re.MULTILINE)

    def test_a_paper_that_left_is_flagged_where_it_is_cited(self, form: str, wide: tuple[str, ...]) -> None:
        run("--form", form, *wide)
        told("iclr2020alpha", "MY ALPHA")
        change("kites.md", r"^\[ICLR'20\] \[Alpha.*\n", "")
        _, said = run()
        assert "iclr2020alpha is cited, but its paper is no longer in the list; the .bib keeps it" in said
        assert re.search(r"^% plbib \S+ the list no longer has iclr2020alpha$", text(), re.MULTILINE)
        assert "iclr2020alpha" in text("related-work.bib")


@pytest.mark.usefixtures("folder")
def test_leaves_on_several_pages_share_their_works_out_anew() -> None:
    change("kites.md", "^## Strings\n", MANY)
    run("--form", "taxonomy")
    before = len(re.findall(r"^% plbib leaf:", text(), re.MULTILINE))
    assert before > 2
    told("iclr2020alpha", "MY ALPHA")  # the last leaf of its group
    change("kites.md", "^## Strings\n", OMEGA)
    run()
    assert {times(key) for key in re.findall(r"@\w+\{([^,]+),", text("related-work.bib"))} == {1}
    assert times("iclr2020omega") == 1
    assert "MY ALPHA" in text()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("known", "rows"), [(True, 1), (False, 1)])
def test_a_row_of_ones_own_is_no_reason_to_lose_one_of_the_lists(known: bool, rows: int) -> None:
    """A row cites others to compare with them; a paper that joins the list later has its row already."""
    if known:
        change("kites.md", "^## Strings\n", OMEGA)
    run("--form", "table")
    mine = "Mine & better than~\\cite{iclr2020omega}" if known else "Omega & mine~\\cite{iclr2020omega}"
    change("related-work.tex", r"^% plbib row:(?=.*\n[^\n]*beta)", f"\n{mine} & & & \\\\\n\n% plbib row:")
    if not known:
        change("kites.md", "^## Strings\n", OMEGA)
    run()
    assert times("iclr2020omega") == rows + known
    assert mine in text()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["table", "taxonomy"])
def test_in_markdown_a_group_follows_its_works_as_a_whole(form: str) -> None:
    run("--form", form, "--to", "md")
    draft = Path("related-work.md")
    draft.write_text(text("related-work.md").replace("Alpha", "MY ALPHA"), encoding="utf-8")
    change("kites.md", "^## Strings\n", OMEGA.replace("Strings", "String design"))
    run()
    lines = [line for line in text("related-work.md").split("\n") if not line.lstrip().startswith("<!--")]
    assert "\n".join(lines).count("[@iclr2020alpha]") == 1
    assert "MY ALPHA" in text("related-work.md")
    assert re.search("the list now says: .*iclr2020omega", text("related-work.md"))


@pytest.mark.usefixtures("folder")
def test_a_row_of_ones_own_table_about_no_paper_is_told_and_the_code_is_1() -> None:
    Path("own.csv").write_text("key,Wind\niclr2020alpha,yes\nnobody,no\n", encoding="utf-8")
    code, said = run("--form", "comparison", "--features", "own.csv")
    assert (code, "the row is about nobody" in said) == (1, True)
    assert "Wind" in text()
    Path("own.csv").write_text("key,Wind\niclr2020alpha,yes\n", encoding="utf-8")
    assert run()[0] == 0


@pytest.mark.usefixtures("folder")
def test_a_comparison_has_the_columns_of_a_table_too() -> None:
    Path("own.csv").write_text("key,Wind\niclr2020alpha,yes\n", encoding="utf-8")
    run("--form", "comparison", "--features", "own.csv", "--columns", "name,venue,Wind")
    assert r"\textbf{Work} & \textbf{Year} & \textbf{Venue} & \textbf{Wind} \\" in text()
    assert r"Alpha~\cite{iclr2020alpha} & 2020 & ICLR & $\checkmark$ \\" in text()
    code, said = run("--form", "table", "--columns", "name,Wind")
    assert (code, "--form comparison has columns for tags" in said) == (2, True)


@pytest.mark.usefixtures("folder")
def test_also_takes_a_bib_and_says_so() -> None:
    code, said = run("--also", "kites.md")
    assert (code, said.partition(" | ")[0]) == (2, "kites.md: no .bib")


@pytest.mark.usefixtures("folder")
def test_the_kind_of_the_only_draft_in_a_folder_is_remembered() -> None:
    run("--to", "md")
    assert run() == (0, "everything is up to date\n")
    assert not Path("related-work.tex").exists()
    run("--to", "tex")
    assert Path("related-work.tex").exists()
