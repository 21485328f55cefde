"""Conservation: every line of a list that holds a paper is read, or named by a finding. The lines are counted while the
list is written, so nothing of the reader decides what is to be expected."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from plbib.lists.reader import read
from tests.lists.forms import FORMS, PAPERS

_MARKED = [name for name, form in FORMS.items() if form.line(PAPERS[0]).startswith(("- ", "* ", "+ ", "1. "))]
_NOISE = ("", "Some words about what follows, which are a sentence.", "> A remark by somebody.", "---", "<br>")


class Written(Struct):
    """A list, and the first and last line of each paper in it, counted from 1."""

    text: str
    papers: list[tuple[int, int]]


@st.composite
def lists(draw: st.DrawFn) -> Written:
    """Sections, each in a form of its own, some with lines in a form that the section does not have."""
    lines = ["# Papers about kites", ""]
    papers = []
    for at in range(draw(st.integers(1, 3))):
        form = FORMS[draw(st.sampled_from(sorted(FORMS)))]
        chosen = draw(st.lists(st.sampled_from(PAPERS), min_size=3, max_size=8, unique=True))
        noise = draw(st.sampled_from(_NOISE))
        lines += [
            "",
            *form.head.replace("Flying", f"Flying {at}").split("\n")[:-1],
            *([noise, ""] if noise and form.head.count("\n") == 2 else []),
        ]
        for number, paper in enumerate(chosen):
            held = form.line(paper).split("\n")
            lines += form.between.split("\n")[:-1] if number and lines[-1:] != [""] else []
            papers.append((len(lines) + 1, len(lines) + len(held)))
            lines += held
        lines += ["</table>" if "<table>" in form.head else "</ul>" if "<ul>" in form.head else "", ""]
    lines += [f"[ref{at}]: {paper.url}" for at, paper in enumerate(PAPERS)]
    return Written("\n".join(lines) + "\n", papers)


def told(text: str) -> set[int]:
    """The lines of a list that are read or named by a finding."""
    reading = read(text, "list.md")
    lines = {line for entry in reading.entries for line in range(entry.place.line, entry.end_line + 1)}
    return lines | {finding.place.line for finding in reading.findings if finding.place}


@given(lists())
def test_every_line_with_a_paper_is_read_or_named(written: Written) -> None:
    held = told(written.text)
    assert [paper for paper in written.papers if not held & {*range(paper[0], paper[1] + 1)}] == []


@given(
    st.sampled_from(_MARKED),
    st.sampled_from(
        [
            "10.1000/kites.9",
            "A title that has no link and no venue at all",
            "[100 %](https://k.example/a.pdf)",
            "[Kites] of (Paper)](https://k.example/b.pdf)",
            "PMID: 31954465",
        ]
    ),
    st.integers(1, 7),
)
def test_a_sibling_of_another_form_is_read_or_named(name: str, odd: str, place: int) -> None:
    form = FORMS[name]
    marker = "1." if form.line(PAPERS[0])[:1] == "1" else form.line(PAPERS[0])[:1]
    lines = ["# Kites", "", *form.head.split("\n")[:-1]]
    for number, paper in enumerate(PAPERS):
        if number == place:
            lines += ["", f"{marker} {odd}"]
            line = len(lines)
        lines += [*form.between.split("\n")[:-1], *form.line(paper).split("\n")]
    text = "\n".join(lines) + "\n\n" + "".join(f"[ref{at}]: {paper.url}\n" for at, paper in enumerate(PAPERS))
    assert line in told(text)


def test_a_bullet_among_bold_blocks_is_named() -> None:
    for name in ("bold-block", "bold-block-br", "bold-loose-author"):
        form = FORMS[name]
        lines = ["# Kites", "", *form.head.split("\n")[:-1], *(form.line(paper) + "\n" for paper in PAPERS[:4])]
        lines += ["- A title that has no link and no venue at all", ""]
        text = "\n".join([*lines, *(form.line(paper) + "\n" for paper in PAPERS[4:])])
        number = text.split("\n").index("- A title that has no link and no venue at all") + 1
        assert number in told(text), name
