"""Reading a list: fields, places and categories of its entries, and no line that looks like a paper lost."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.library.assemble import assemble
from plbib.library.lock import Lock
from plbib.lists.reader import read
from plbib.model import Entry, Finding, Reading

MINI = """\
# Papers about kites

Venues: ICLR/ACL, and [a site](https://example.org/kites).

Example: [Conference'year] [Title](doi), First-author Affiliation

## Flying
[ICLR'23] [Kites: Flying Small Networks](https://openreview.net/pdf?id=aBcDe-fGh-), University of Somewhere </br>
[ACL'22] [∞-kites & <b>toys</b>](https://aclanthology.org/2022.acl-long.9999/)  Institut für Drachen <br>
[NeurIPS'20] [Strings that Hold](https://example.org/strings.pdf)\x20
Institute of String, Switzerland </br>
<!-- [ICLR'19] [Grounded Kites](https://openreview.net/pdf?id=zZzZz) Nowhere </br> -->

[OSDI'21][Spools](https://www.usenix.org/conference/osdi21/presentation/nobody), Nowhere
[MLSys'22] [Winding Down]([https://openreview.net/pdf?id=other](https://openreview.net/pdf?id=right)), Winders </br>
## Falling

### Slowly
"""


def found(reading: Reading) -> list[tuple[str, int]]:
    return [(finding.code, finding.place.line) for finding in reading.findings if finding.place]


def one(text: str) -> Entry:
    reading = read(text, "f.md")
    assert len(reading.entries) == 1, reading
    return reading.entries[0]


def the_finding(text: str) -> Finding:
    reading = read(text, "f.md")
    assert not reading.entries
    assert len(reading.findings) == 1, reading
    return reading.findings[0]


@pytest.mark.parametrize(
    ("below", "gloss", "end_line"),
    [
        ("> halves the  string", "halves the string", 2),
        ("  > halves\n  > the string", "halves the string", 3),
        ("> halves, see [1]\n[B'22] [Other](https://a.org/o)", "halves, see [1]", 2),
        ("> see [Kites](https://a.org/k)", None, 1),  # a link may be a paper, and is read as one
        ("> halves it, as [Kites](https://a.org/k) do", "halves it, as [Kites](https://a.org/k) do", 2),
        ("> [B'22] [Kites](https://a.org/k), there", None, 1),
        ("\n> not about this paper alone", None, 1),
        ("<!-- > hidden -->", None, 1),
    ],
)
@pytest.mark.parametrize("ending", ["", " </br>"])
def test_a_quotation_below_an_entry_is_its_gloss(below: str, gloss: str | None, end_line: int, ending: str) -> None:
    entry = read(f"[A'21] [Strings](https://a.org/s), Nowhere{ending}\n{below}", "f.md").entries[0]
    assert (entry.title, entry.affiliation, entry.gloss, entry.end_line) == ("Strings", "Nowhere", gloss, end_line)


def test_in_a_list_that_is_a_quotation_there_are_no_glosses() -> None:
    entry = one("> [A'21] [Strings](https://a.org/s),\n> Nowhere")
    assert (entry.affiliation, entry.gloss) == ("Nowhere", None)


def test_small_list_is_read_field_by_field() -> None:
    reading = read(MINI, "kites.md")
    rows = [
        (entry.place.line, entry.end_line, entry.venue, entry.year, entry.title, entry.affiliation)
        for entry in reading.entries
    ]
    assert rows == [
        (8, 8, "ICLR", 2023, "Kites: Flying Small Networks", "University of Somewhere"),
        (9, 9, "ACL", 2022, "∞-kites & toys", "Institut für Drachen"),
        (10, 11, "NeurIPS", 2020, "Strings that Hold", "Institute of String, Switzerland"),
        (14, 14, "OSDI", 2021, "Spools", "Nowhere"),
        (15, 15, "MLSys", 2022, "Winding Down", "Winders"),
    ]
    assert [entry.links[0].url for entry in reading.entries][::4] == [
        "https://openreview.net/pdf?id=aBcDe-fGh-",
        "https://openreview.net/pdf?id=right",
    ]
    assert {link.label for entry in reading.entries for link in entry.links} == {"title"}
    assert [entry.title for entry in reading.commented] == ["Grounded Kites"]
    assert found(reading) == [("commented-entry", 12), ("nested-link", 15)]


def test_two_papers_may_stand_on_one_line() -> None:
    text = "[ICML'23] [Kites of Bergen](https://example.org/a) [ICML'24] [Boats of Oslo](https://example.org/b)\n"
    assert [(entry.title, entry.year) for entry in read(text, "f.md").entries] == [
        ("Kites of Bergen", 2023),
        ("Boats of Oslo", 2024),
    ]


def test_empty_categories_exist_and_mere_parents_do_not() -> None:
    reading = read(MINI, "kites.md")
    assert reading.title == "Papers about kites"
    assert [(category.path, category.line) for category in reading.categories] == [
        (("Flying",), 7),
        (("Falling", "Slowly"), 18),
    ]


def test_table_of_contents_is_no_category_unless_it_lists_papers() -> None:
    listed = "## Contents\n- [Flying](#flying)\n## Flying\n"
    assert [category.path for category in read(listed, "f.md").categories] == [("Flying",)]
    holding = read("## Contents\n[ICLR'23] [Kites](https://a.org/k)\n", "f.md")
    assert [category.path for category in holding.categories] == [holding.entries[0].category] == [("Contents",)]


@pytest.mark.parametrize(("title", "is_entry"), [("{} on Long Ropes", True), ("{}", False)])
def test_headings_with_a_link_below_are_entries_where_they_are_like_titles(title: str, is_entry: bool) -> None:
    names = ["Kites", "Strings", "Tails", "Spools"]
    papers = [
        f"### {title.format(name)}\n[pdf](https://arxiv.org/abs/2101.0000{at})\n" for at, name in enumerate(names)
    ]
    reading = read("# L\n\n## S\n\n" + "\n".join(papers), "l.md")
    assert [entry.title for entry in reading.entries] == ([title.format(name) for name in names] if is_entry else [])
    assert [finding.code for finding in reading.findings] == ([] if is_entry else ["unread-line"] * 4)


def test_heading_is_called_by_what_it_prints() -> None:
    text = "# Kites [![Badge](https://img.org/b.svg)](https://a.org)\n## [Flying](#flying) **high**\n"
    reading = read(text, "f.md")
    assert (reading.title, reading.categories[0].path) == ("Kites", ("Flying high",))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_mark_do_not_matter(line_end: str) -> None:
    assert read("\ufeff" + MINI.replace("\n", line_end), "f.md") == read(MINI, "f.md")


@pytest.mark.parametrize(
    ("text", "title", "venue", "year", "affiliation"),
    [
        ("[ICLR'23] **Kites**, MIT", "Kites", "ICLR", 2023, "MIT"),
        ("[ICLR'23] “Kites.” [[pdf](https://a.org/k)]", "Kites", "ICLR", 2023, None),
        ("[ICLR'23] [Oral] [Kites](https://a.org/k) MIT", "Kites", "ICLR", 2023, "MIT"),
        ("🔥 [ICLR'23] [Kites](https://a.org/k)", "Kites", "ICLR", 2023, None),
        ("New: **[ICLR'23]** [Kites](https://a.org/k)", "Kites", "ICLR", 2023, None),
        ("[ICLR'23 [Kites](https://a.org/k)", "Kites", "ICLR", 2023, None),
        ("- [ICLR'23] [Kites [v2] (toy)](https://a.org/k_(toy))", "Kites [v2] (toy)", "ICLR", 2023, None),
        ("[ICLR'23]\n[Kites](https://a.org/k), MIT", "Kites", "ICLR", 2023, "MIT"),
        ("[Kites](https://arxiv.org/abs/2301.00001), ICLR 2023", "Kites", "ICLR", 2023, None),
        ("[2023] [Kites](https://a.org/k)", "Kites", None, 2023, None),
        ("[Kites](https://a.org/k), ICLR 2023", "Kites", "ICLR", 2023, None),
        ("[ICLR'23] [Kites](https://a.org/k), MIT [[code](https://b.org)]", "Kites", "ICLR", 2023, "MIT"),
    ],
)
def test_entry_however_it_is_tagged(
    text: str, title: str, venue: str | None, year: int, affiliation: str | None
) -> None:
    entry = one(text)
    assert (entry.title, entry.venue, entry.year, entry.affiliation) == (title, venue, year, affiliation)


def test_every_link_is_kept_with_its_label() -> None:
    entry = one(
        "[ICLR'23] [Kites](https://a.org/k) [![pdf](https://i.org/x.svg)](https://b.org) [[code]](https://c.org)"
    )
    assert [(link.label, link.url) for link in entry.links] == [
        ("title", "https://a.org/k"),
        ("pdf", "https://b.org"),
        ("[code]", "https://c.org"),
    ]


def test_two_entries_on_one_line_are_two() -> None:
    text = "- [ICLR'23] [Kites](https://a.org/k), MIT </br> [ACL'22] [Spools](https://a.org/s), ETH </br>"
    first, second = read(text, "f.md").entries
    assert (first.title, first.affiliation, first.place.column) == ("Kites", "MIT", 3)
    assert (second.title, second.affiliation, second.place.column) == ("Spools", "ETH", text.index("[ACL") + 1)
    assert [link.url for link in first.links] == ["https://a.org/k"]


@pytest.mark.parametrize(
    "text",
    [
        "Our [survey](https://arxiv.org/abs/2301.00001) is out",
        "[pdf](https://arxiv.org/abs/2301.00001)",
        "[ICLR'23]",
        "### [Kites](https://arxiv.org/abs/2301.00001)",
    ],
)
def test_line_that_looks_like_a_paper_and_cannot_be_read_is_reported(text: str) -> None:
    assert the_finding(text).code == "unread-line"


def test_each_such_line_of_a_block_is_reported() -> None:
    rows = "[pdf](https://arxiv.org/abs/2301.00001)\n[code](https://arxiv.org/abs/2301.00002)\n"
    assert found(read(rows, "f.md")) == [("unread-line", 1), ("unread-line", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "As in [Smith 2017] the kites flew",
        "Last updated [May 2023]",
        "- [Kites](#kites)",
        "- [ ] [a task](https://a.org)",
        "See [a site](https://a.org) and https://b.org.",
        "Example: [Conference'year] [Title](doi), Affiliation",
    ],
)
def test_prose_is_no_paper(text: str) -> None:
    reading = read(text, "f.md")
    assert (reading.entries, reading.findings) == ((), ())


@pytest.mark.parametrize("text", ["[ICLR'23] [Title](https://a.org)", "Format: [ICLR'23] [Kites](https://a.org), MIT"])
def test_sample_of_the_format_is_named_as_one(text: str) -> None:
    assert the_finding(text).code == "format-sample"


@pytest.mark.parametrize("address", ["doi", "", "javascript:alert(1)", "data:text/html,x", "https://" + "a" * 3000])
def test_what_is_no_web_address_is_reported_and_left_out(address: str) -> None:
    reading = read(f"[ICLR'23] [Kites]({address})", "f.md")
    assert [entry.links for entry in reading.entries] == [()]
    assert found(reading) == [("bad-link", 1)]


def test_findings_carry_place_and_cure() -> None:
    for finding in read(MINI, "kites.md").findings:
        assert finding.place is not None
        assert finding.place.file == "kites.md"
        assert finding.message
        assert finding.cure


HOSTILE = st.sampled_from(
    [
        r"\input{/etc/passwd} \write18{x}",
        "@article{evil, title = {}}",
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "../../etc/passwd",
        "Kites **bold** _under_ `code` $x_1$",
        "Kites [v2] (toy)",
        "𝕶ites \u202eevil\u202c \x1b[31m red",
        "凧と紐",
        "=cmd|' /C calc'!A0",
    ]
)
TITLE = HOSTILE | st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=1).filter(
    lambda text: "<!--" not in text and not text.isspace()
)
LINE = st.builds(
    lambda tag, joint, title, form, tail, end: (form, f"[{tag}]{joint}", title, tail + end),
    tag=st.sampled_from(["ICLR'23", "NeurIPS’19", "Zzz'01", "ACL 2022", "Findings of X'21"]),
    joint=st.sampled_from([" ", "", "  "]),
    title=TITLE,
    form=st.sampled_from(
        ["[{0}]({1})", "[{0}]([https://x.org/other]({1}))", "{0} [[pdf]]({1})", "<!-- [Grounded]({1}) -->"]
    ),
    tail=st.sampled_from(["", ", MIT", " MIT", ",  MIT, Boston", " \nMIT, Boston"]),
    end=st.sampled_from(["", " </br>", "<br>", " "]),
)


@given(st.lists(st.tuples(LINE, st.sampled_from(["\n", "\n\n", "\n- "]), st.integers(0, 3)), max_size=8))
def test_every_printed_entry_line_is_an_entry_or_a_finding(
    lines: list[tuple[tuple[str, str, str, str], str, int]],
) -> None:
    text, starts = "## Kites", []
    for (form, tag, title, tail), between, number in lines:
        text += between
        starts.append(text.count("\n") + 1)
        body = form.format(title, f"https://arxiv.org/abs/2301.0000{number}")
        text += f"<!-- {tag}{body.removeprefix('<!-- ')}" if form.startswith("<!--") else tag + body
        text += tail
    reading = read(text, "f.md")
    places = [entry.place.line for entry in reading.entries] + [line for _, line in found(reading)]
    assert set(starts) <= set(places)
    library = assemble(reading, Lock(list="f.md")).library
    assert len(reading.entries) == library.entries_read == sum(len(record.entries) for record in library.records)


@given(
    st.text() | st.lists(st.sampled_from([*MINI, "[ICLR'23]", "](https://a.org)", "\n", "<!--", "-->"])).map("".join)
)
def test_any_text_is_taken_and_no_entry_lost_on_the_way(text: str) -> None:
    reading = read(text, "f.md")
    library = assemble(reading, Lock(list="f.md")).library
    assert len(reading.entries) == sum(len(record.entries) for record in library.records)
    paths = {category.path for category in reading.categories}
    assert {entry.category for entry in reading.entries} <= {(), *paths}


def test_line_of_five_megabytes_is_reported_instead_of_read() -> None:
    for piece in ("[ICLR'23] [Kites](https://a.org), MIT ", "[", "a ", "]("):
        assert the_finding(piece * (5_000_000 // len(piece))).code == "long-line"
    assert the_finding("# [Kites](https://a.org)" + " " * 5_000_000 + "x").code == "long-line"


@pytest.mark.parametrize(
    "piece", ["**a ", "`", "< ", "[a] ", "[ICLR'23] [T](u) ", "[a](", "https://a.org/2023/schedule?"]
)
def test_time_grows_with_the_length_alone(piece: str) -> None:
    read("[ICLR'23] [Kites](https://mlsys.org/) <" + piece * (99_000 // len(piece)), "f.md")


@pytest.mark.heavy
@pytest.mark.shared
def test_lists_of_other_grammars_are_read_without_stopping(shared: Path) -> None:
    for path in sorted((shared / "lists" / "raw").glob("*.md")):
        reading = read(path.read_text(encoding="utf-8"), path.name)
        assert reading.entries or reading.findings


@pytest.mark.shared
def test_revisions_of_the_list_lose_no_line(shared: Path) -> None:
    revisions = sorted((shared / "lists" / "history").glob("*.md"))
    assert len(revisions) == 6
    for path in revisions:
        text = path.read_text(encoding="utf-8")
        reading = read(text, path.name)
        tagged = [number for number, line in enumerate(text.split("\n"), 1) if re.match(r"\[\w+'\d\d\]", line)]
        places = {entry.place.line for entry in reading.entries} | {line for _, line in found(reading)}
        assert tagged
        assert set(tagged) <= places
        assert [entry.place.line for entry in reading.entries] == tagged


@pytest.mark.parametrize("opening", ["```", "~~~~", "<!--", "text <!-- more"])
def test_what_never_closes_is_reported_since_it_hides_the_rest(opening: str) -> None:
    reading = read(f"[ICLR'23] [Kites](https://a.org/k)\n\n{opening}\n[ICLR'23] [Spools](https://a.org/s)\n", "list.md")
    assert [entry.title for entry in reading.entries] == ["Kites"]
    (unclosed,) = [finding for finding in reading.findings if finding.code == "unclosed-block"]
    assert unclosed.place is not None
    assert unclosed.place.line == 3


def test_an_item_above_whole_references_is_their_category() -> None:
    text = """\
- Kites
  - Long strings
    - Holm, A. B. (1966). Tension and diversity in strings. *Kite Letters* 100:65–75.
    - Sand, C. D. (1972). Will a long string be stable? *Kite Letters* 238:413–414.
"""
    entries = read(text, "list.md").entries
    assert [(entry.year, entry.category) for entry in entries] == [
        (1966, ("Kites", "Long strings")),
        (1972, ("Kites", "Long strings")),
    ]
