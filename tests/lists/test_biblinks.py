"""Links to bibliography entries, put into lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.lists.reader import read
from plbib.lists.writing.biblinks import has_line, with_line, with_links

OWN = "https://e.org/papers/"
LINES = (
    "- [ICLR'23] [Kites of paper](https://arxiv.org/abs/2301.00001), Fanø\n",
    "- [ICLR'23] [Reels of steel](https://arxiv.org/abs/2301.00002) [[code](https://github.com/a/b)]\n",
    "- [NeurIPS'22] [Knots in rope](https://arxiv.org/abs/2201.00003) [code](https://github.com/a/c)\n",
    "- [NeurIPS'22] [Tails of silk](https://arxiv.org/abs/2201.00004)\n",
)
TABLE = (
    "| Title | Venue | Code |\n|---|---|---|\n"
    "| [Kites of paper](https://arxiv.org/abs/2301.00001) | ICLR 2023 | [code](https://github.com/a/b) |\n"
    "| [Reels of steel](https://arxiv.org/abs/2301.00002) | ICLR 2022 | |\n"
    "| [Tails of silk](https://arxiv.org/abs/2301.00003) | ICLR 2021 | |\n"
)
BOLD = (
    "- **Kites of paper**. A. Berg and C. Cole. ICLR 2023. [[paper](https://arxiv.org/abs/2301.00001)]\n"
    "- **Reels of steel**. A. Berg. ICLR 2022. [[paper](https://arxiv.org/abs/2201.00001)] [[code](https://e.org/c)]\n"
)


def targets(text: str, word: str = "k") -> dict[int, str]:
    return {entry.place.line: f"{OWN}{word}{at}.bib" for at, entry in enumerate(read(text, "list.md").entries)}


@pytest.mark.parametrize("text", ["".join(LINES), TABLE, BOLD, "".join(LINES).replace("\n", "\r\n")])
def test_every_entry_gets_its_link_is_renewed_and_given_back(text: str) -> None:
    text = f"# Kites\n\n## Sails\n\n{text}"
    reading = read(text, "list.md")
    linked = with_links(text, reading, targets(text), OWN)
    assert linked.left == ()
    after = read(linked.text, "list.md").entries
    assert [entry.links[-1].url for entry in after] == list(targets(text).values())
    assert [(entry.title, entry.venue, entry.affiliation) for entry in after] == [
        (entry.title, entry.venue, entry.affiliation) for entry in reading.entries
    ]
    again = with_links(linked.text, read(linked.text, "list.md"), targets(text), OWN)
    assert again.text == linked.text
    renewed = with_links(linked.text, read(linked.text, "list.md"), targets(text, "new"), OWN)
    assert renewed.text == linked.text.replace("/k", "/new")
    assert with_links(linked.text, read(linked.text, "list.md"), {}, OWN).text == text


def test_the_link_has_the_form_of_its_neighbour() -> None:
    text = "".join(LINES)
    made = with_links(text, read(text, "list.md"), targets(text), OWN).text.splitlines()
    assert made[0].endswith(f", Fanø [bib]({OWN}k0.bib)")
    assert made[1].endswith(f"[[code](https://github.com/a/b)] [[bib]({OWN}k1.bib)]")
    assert made[2].endswith(f"[code](https://github.com/a/c) [bib]({OWN}k2.bib)")


def test_links_of_other_people_stay() -> None:
    text = LINES[3].replace("\n", " [bib](https://other.example/x.bib)\n") + LINES[0]
    assert with_links(text, read(text, "list.md"), {}, OWN).text == text


@given(st.lists(st.sampled_from([*LINES, "\n", "## Sails\n", "Some words.\n", "- a [b] (c\n", TABLE]), max_size=12))
def test_no_entry_is_lost_and_nothing_else_moves(parts: list[str]) -> None:
    text = "".join(parts)
    reading = read(text, "list.md")
    linked = with_links(text, reading, targets(text), OWN)
    assert [entry.title for entry in read(linked.text, "list.md").entries] == [one.title for one in reading.entries]
    assert with_links(linked.text, read(linked.text, "list.md"), {}, OWN).text == text


PAGE = "https://e.org/"
"""Where the page of these lists lies."""


@pytest.mark.parametrize(
    "head",
    [
        "# Kites\n\nOf paper.\n\n",
        "# Kites\n## Sails\n",
        "",
        "---\ntitle: x\n# y\n---\n\n# Kites\n\n",
        "# Kites\r\n\r\n",
    ],
)
def test_a_line_below_the_title_is_written_renewed_and_given_back(head: str) -> None:
    text = head + "".join(LINES).replace("\n", "\r\n" if "\r" in head else "\n")
    written = with_line(text, PAGE, 4)
    assert (
        "[![BibTeX](https://e.org/badge.svg)](https://e.org/) [BibTeX of all 4 papers](https://e.org/papers.bib)"
        in written
    )
    assert has_line(written, PAGE)
    assert [entry.title for entry in read(written, "").entries] == [entry.title for entry in read(text, "").entries]
    if "# Kites" in head:
        assert written.index("# Kites") < written.index("badge.svg") < written.index("Kites of paper")
    assert with_line(written, PAGE, 4) == written
    assert with_line(written, PAGE, 5) == written.replace("all 4", "all 5")
    assert with_line(written, PAGE, 0) == text
    assert not has_line(text, PAGE)


def test_blank_lines_stand_around_the_line() -> None:
    line = f"[![BibTeX]({PAGE}badge.svg)]({PAGE}) [BibTeX of the paper]({PAGE}papers.bib)"
    assert with_line(f"# Kites\n\n{LINES[0]}", PAGE, 1) == f"# Kites\n\n{line}\n\n{LINES[0]}"
    assert with_line(f"# Kites\n{LINES[0]}", PAGE, 1).startswith(f"# Kites\n{line}\n\n")
