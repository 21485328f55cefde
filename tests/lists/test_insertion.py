"""A new paper is put into a list behind the entries of its category, in their form, and nothing else changes."""

import re
from collections.abc import Callable
from difflib import ndiff

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plbib.lists.fields.pictures import is_picture
from plbib.lists.reader import read
from plbib.lists.writing.insertion import EntryInsertionError, insert
from plbib.lists.writing.writer import NewEntry
from plbib.model import CategoryPath, Link, Name
from plbib.papers.people import names
from tests.conftest import DATA, examples
from tests.lists.forms import FORMS, PAPERS, Form, text_of

UNLIKE = 8
"""Forms whose last entry differs when it is taken out and added again: dated keys, references, ids of others."""
UNREAD = {"html-table-bold"}
"""Forms in which nothing can be added by a machine."""

WIND = NewEntry(
    title="Wind: Reading the Sky",
    url="https://arxiv.org/abs/2401.00001",
    venue="ICML",
    year=2024,
    date="2024-07",
    authors=(Name(given="Ann", family="Berg"), Name(given="Carl", family="Dunn")),
)

FULL = replace(
    WIND,
    affiliation="ETH Zürich",
    links=(Link(label="code", url="https://github.com/kites/wind"),),
    short_name="Wind",
    volume="12",
    issue="3",
    pages="1-9",
)


def new(form: Form) -> NewEntry:
    """The last paper of a form as it is read: what ``list → items`` knows of it."""
    printed = read(text_of(form), "list.md").entries[-1]
    titled = [link for link in printed.links if link.label == "title"] or [*printed.links[:1]]
    return NewEntry(
        title=printed.title,
        url=titled[0].url if titled else "",
        venue=printed.venue,
        year=printed.year,
        date=printed.date,
        authors=names(printed.authors_text or ""),
        affiliation=printed.affiliation,
        links=tuple(link for link in printed.links if link not in titled),
        short_name=printed.short_name,
        volume=printed.volume,
        issue=printed.issue,
        pages=printed.pages,
        tags=tuple(tag for tag in printed.tags if not is_picture(tag)),
    )


def inserted(text: str, paper: NewEntry, category: CategoryPath = ()) -> str:
    return insert(text, read(text, "list.md"), paper, category).text


@pytest.mark.heavy
def test_last_entry_of_each_form_is_added_as_it_was() -> None:
    unlike = set()
    for name, form in FORMS.items():
        text = text_of(form, PAPERS[:-1])
        reading = read(text, "list.md")
        try:
            made = insert(text, reading, new(form), reading.entries[-1].category)
        except EntryInsertionError:
            assert name in UNREAD
            continue
        if made.text != text_of(form):
            unlike.add(name)
        again = read(made.text, "list.md").entries
        assert [entry.title for entry in again] == [*(entry.title for entry in reading.entries), PAPERS[-1].title], name
    assert len(unlike) == UNLIKE, sorted(unlike)


LIST = """\
# Toys

## Kites
- [ICLR'23] [Kites](https://a.org/k), MIT
  > A gloss.

## Strings

## Others
1. **Spools.** *Eva Frey and Bo Lund.* ACL 2022. [[paper](https://a.org/s)]
2. **Reels.** *Ida Holm and Per Falk.* ACL 2021. [[paper](https://a.org/r)]

## Bows
| Paper                        | Venue | Code |
|------------------------------|-------|------|
| [Tails](https://a.org/t)     | KDD   | -    |
| [Bows](https://a.org/b)      | ICML  | -    |
Last words.
"""
LINES: dict[CategoryPath, str] = {
    ("Kites",): "- [ICML'24] [Wind: Reading the Sky](https://arxiv.org/abs/2401.00001)",
    ("Strings",): (
        "1. **Wind: Reading the Sky.** *Ann Berg and Carl Dunn.* ICML 2024. [[paper](https://arxiv.org/abs/2401.00001)]"
    ),
    ("Others",): (
        "3. **Wind: Reading the Sky.** *Ann Berg and Carl Dunn.* ICML 2024. [[paper](https://arxiv.org/abs/2401.00001)]"
    ),
    ("Bows",): "| [Wind: Reading the Sky](https://arxiv.org/abs/2401.00001) | ICML  | -    |",
}
BEHIND: dict[CategoryPath, str] = {
    ("Kites",): "  > A gloss.",
    ("Others",): "2. **Reels.**",
    ("Bows",): "| [Bows]",
    ("Strings",): "## Strings\n",
}


@pytest.mark.parametrize("category", LINES)
def test_line_stands_behind_the_entries_of_its_category_in_their_form(category: CategoryPath) -> None:
    before, _, after = inserted(LIST, WIND, category).partition(LINES[category] + "\n")
    assert after
    assert before.rstrip("\n").split("\n")[-1].startswith(BEHIND[category].rstrip("\n"))
    assert re.sub("\n+", "\n", before + after) == re.sub("\n+", "\n", LIST)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("category", LINES)
def test_line_ends_stay(category: CategoryPath, ending: str) -> None:
    text = LIST.replace("\n", ending)
    assert inserted(text, WIND, category) == inserted(LIST, WIND, category).replace("\n", ending)


def test_list_without_a_newline_at_its_end_has_none_afterwards() -> None:
    text = "- [ICLR'23] [Kites](https://a.org/k), MIT\n- [ICLR'22] [Bows](https://a.org/b), MIT"
    added = "- [ICML'24] [Wind: Reading the Sky](https://arxiv.org/abs/2401.00001)"
    assert inserted(text, WIND) == f"{text}\n{added}"
    assert inserted(f"{text}\n", WIND) == f"{text}\n{added}\n"


def test_entries_parted_by_blank_lines_stay_so() -> None:
    text = "[Kites](https://a.org/k), ICLR 2023\n\n[Bows](https://a.org/b), ACL 2022\n"
    added = "[Wind: Reading the Sky](https://arxiv.org/abs/2401.00001), ICML 2024"
    assert inserted(text, WIND) == f"{text}\n{added}\n"


def test_an_identifier_is_printed_as_the_list_prints_it() -> None:
    text = (
        "Ek B. Kites in the dark. Kite J. 2022;1(2):3-4. doi:10.1000/kites.1\n\n"
        "Ek B. Boats at night, and why. Kite J. 2021;1(2):5-6. doi:10.1000/kites.2\n"
    )
    printed = "Berg A, Dunn C. Wind: Reading the Sky. ICML. 2024."
    other = replace(WIND, url="https://doi.org/10.1000/kites.3")
    assert inserted(text, other) == f"{text}\n{printed} doi:10.1000/kites.3\n"
    assert inserted(text, WIND) == f"{text}\n{printed} https://arxiv.org/abs/2401.00001\n"


def test_a_line_below_a_heading_with_venue_and_year_is_read_below_it() -> None:
    text = "## ICLR 2023\n- Kites in the dark and why (MIT)\n- Boats at night and how (ETH)\n"
    added = inserted(text, NewEntry(title=WIND.title, affiliation="ETH"), ("ICLR 2023",))
    assert added == f"{text}- Wind: Reading the Sky (ETH)\n"


def test_what_would_not_be_read_is_refused() -> None:
    text = LIST.replace("## Strings", "## News")
    with pytest.raises(EntryInsertionError):
        inserted(text, WIND, ("News",))


READING = (DATA / "reading.md").read_text(encoding="utf-8")


@examples(40)
@given(
    title=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=3, max_size=40).map(
        lambda text: f"Kite {text} string"
    ),
    text=st.sampled_from([LIST, READING, *(text_of(FORMS[name]) for name in ("apa", "table", "bold-line"))]),
    ending=st.sampled_from(["\n", "\r\n"]),
    index=st.integers(0, 20),
)
def test_nothing_but_new_lines_is_in_the_list_afterwards(title: str, text: str, ending: str, index: int) -> None:
    text = text.replace("\n", ending)
    reading = read(text, "list.md")
    paths = sorted({entry.category for entry in reading.entries})
    try:
        made = insert(
            text, reading, NewEntry(title=title, url=WIND.url, venue="ICML", year=2024), paths[index % len(paths)]
        )
    except EntryInsertionError:
        return
    before, after = text.split(ending), made.text.split(ending)
    added = len(after) - len(before)
    at = next(at for at, line in enumerate([*after, None]) if at >= len(before) or line != before[at])
    starts = range(max(0, at - added), at + 1)
    assert any(after[:start] + after[start + added :] == before for start in starts)
    assert len(read(made.text, "list.md").entries) == len(reading.entries) + 1


OTHERS = {
    "all": FULL,
    "a title": NewEntry(title="Reading the Sky"),
    "a title and a link": NewEntry(title="Reading the Sky?", url="https://a.org/sky.pdf"),
    "one name": replace(WIND, authors=WIND.authors[:1], venue="", date=""),
    "many names": replace(
        FULL,
        authors=(
            Name(given="Jan", family="Berg", non_dropping_particle="van der"),
            Name(given="Martin Luther", family="King", suffix="Jr."),
            Name(literal="Kites & Sons, Inc."),
            Name(given="J.-P.", family="O’Neil"),
            Name(family="Quill"),
            *WIND.authors,
        ),
    ),
    "a year": replace(WIND, date="2024", url=""),
    "a day": replace(WIND, date="2024-05-03", venue="Journal of Kites", pages="e7", volume="2"),
    "no year": replace(FULL, year=None, date="", issue=""),
    "marks of Markdown": replace(WIND, title="[a]_b_ *c* | `d` <e> & f", venue="A & B", links=FULL.links * 2),
}


def test_papers_are_printed_in_each_form_as_they_were(golden: Callable[[str, str], None]) -> None:
    lines, papers = [], [*OTHERS.items()]
    for at, (name, form) in enumerate(FORMS.items()):
        text = text_of(form, PAPERS[at % 5 : at % 5 + 3])
        for which, paper in [papers[at % len(papers)], papers[(at + 4) % len(papers)]]:
            try:
                made = inserted(text, paper, ("Flying",) if "Flying" in text else ())
            except EntryInsertionError as error:
                made = f"{text}{error.args[0]}\n"
            new = ndiff(text.splitlines(), made.splitlines())
            lines += [f"== {name}, {which}", *(line for line in new if line.startswith(("+", "-")))]
    golden("insertions.txt", "\n".join(lines) + "\n")


_LONE = NewEntry(title="Kites in the Rain", url="https://a.org/9", authors=(Name(given="Ann", family="Berg"),))


@pytest.mark.parametrize(
    ("lines", "new", "line"),
    [
        (
            "- [Kites](https://a.org/1) (2022)",
            replace(_LONE, year=2020),
            "- [Kites in the Rain](https://a.org/9) (2020)",
        ),
        ("- [Kites](https://a.org/1) (2022)", _LONE, "- [Kites in the Rain](https://a.org/9)"),
        ("- [Kites](https://a.org/1) (2022)", replace(_LONE, venue="ICML"), "- [Kites in the Rain](https://a.org/9)"),
        ("- (2022) [Kites](https://a.org/1)", replace(_LONE, venue="ICML"), "- [Kites in the Rain](https://a.org/9)"),
        ("- Kites (ICML 2022) [[pdf](https://a.org/1)]", _LONE, "- Kites in the Rain [[pdf](https://a.org/9)]"),
        (
            "- Cole, C. (2021). *Boats at sea*. Kite Press. https://a.org/2",
            replace(_LONE, venue="ICML"),
            "- Berg, A. *Kites in the Rain*. ICML. https://a.org/9",
        ),
        (
            "- Cole, C. (2021). *Boats at sea*. Sea Press. https://a.org/2",
            _LONE,
            "- Berg, A. *Kites in the Rain*. https://a.org/9",
        ),
        (
            "- **Boats at Sea** (2021), Carl Cole. [[pdf](https://a.org/2)]",
            _LONE,
            "- **Kites in the Rain**, Ann Berg. [[pdf](https://a.org/9)]",
        ),
        (
            "- **Boats at Sea** (2021), Carl Cole. [[pdf](https://a.org/2)]",
            replace(_LONE, authors=()),
            "- **Kites in the Rain**. [[pdf](https://a.org/9)]",
        ),
    ],
)
def test_what_a_paper_lacks_leaves_no_brackets_behind(lines: str, new: NewEntry, line: str) -> None:
    other = lines.replace("a.org/", "b.org/").replace("Kites", "Boats by Night").replace("Boats at", "Nets at")
    text = f"# Toys\n\n{lines}\n{other}\n"
    assert insert(text, read(text, "list.md"), new, ()).line == line


def test_further_links_are_printed_as_the_list_prints_them() -> None:
    text = (
        "# Toys\n\n- [Kites at Night](https://a.org/1), ICML 2022 [[code]](https://b.org/1)\n"
        "- [Boats at Sea](https://a.org/2), ICML 2021\n- [Nets at Sea](https://a.org/3), ICML 2021\n"
    )
    links = (Link(label="code", url="https://b.org/9"), Link(label="data", url="https://c.org/9"))
    new = NewEntry(title="Kites in the Rain", url="https://a.org/9", venue="ICML", year=2021, links=links)
    line = "- [Kites in the Rain](https://a.org/9), ICML 2021 [[code]](https://b.org/9) [[data]](https://c.org/9)"
    assert insert(text, read(text, "list.md"), new, ()).line == line


def test_separators_of_links_are_repeated() -> None:
    text = (
        "# Toys\n\n- **Kites at Night** [paper](https://a.org/1) • [code](https://b.org/1) • [data](https://c.org/1)\n"
        "- **Boats at Sea** [paper](https://a.org/2) • [code](https://b.org/2)\n"
    )
    links = (Link(label="code", url="https://b.org/9"), Link(label="data", url="https://c.org/9"))
    new = NewEntry(title="Kites in the Rain", url="https://a.org/9", links=links)
    line = "- **Kites in the Rain** [paper](https://a.org/9) • [code](https://b.org/9) • [data](https://c.org/9)"
    assert insert(text, read(text, "list.md"), new, ()).line == line


@pytest.mark.parametrize(
    ("people", "printed"),
    [
        (("Ann Berg",), "Ann Berg"),
        (("Ann Berg", "Carl Dunn"), "Ann Berg and Carl Dunn"),
        (("Ann Berg", "Carl Dunn", "Eva Frey"), "Ann Berg, Carl Dunn, and Eva Frey"),
    ],
)
def test_a_comma_stands_before_the_last_of_three_names(people: tuple[str, ...], printed: str) -> None:
    text = (
        "# Toys\n\n- Bo Lund, Ida Holm, and Per Falk. *Kites at Night*. ICML 2022.\n"
        "- Bo Lund and Per Falk. *Boats at Sea*. ICML 2021.\n- Ida Holm, Bo Lund, and Eva Ek. *Nets*. ACL 2021.\n"
    )
    names = tuple(Name(given=given, family=family) for given, _, family in (one.rpartition(" ") for one in people))
    new = NewEntry(title="Kites in the Rain", venue="ICML", year=2020, authors=names)
    assert insert(text, read(text, "list.md"), new, ()).line == f"- {printed}. *Kites in the Rain*. ICML 2020."
