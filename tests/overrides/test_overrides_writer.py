"""Corrections that are written are read and applied as what the person said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plbib.model import Date, Item, Library, Name, Record, Status
from plbib.overrides import apply, read
from plbib.overrides.writer import write
from tests.samples import PAPERS, anything, items, libraries, library, record

PAPER = record(
    "berg2023kites",
    title="Kites",
    author=(Name(family="Berg", given="Ann"),),
    page="1-12",
    issued=Date(date_parts=((2023, 5),)),
    url="https://a.org/k",
    language="en",
)


def corrected(papers: Library, text: str) -> Library:
    made = apply(papers, read(text, "c.toml"))
    assert {found.code for found in made.findings} <= {"overridden"}
    return made


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": ' A\n "Kite" \\ '}, [r'title = "A \"Kite\" \\"']),
        ({"title": "\x7f\x00\x1b"}, [r'title = "\u007f\u0000\u001b"']),
        ({"page": None, "title": "", "author": ()}, ['title = ""', 'author = ""', 'page = ""']),
        ({"volume": "3", "type": "book"}, ['type = "book"', 'volume = "3"']),
        ({"doi": "10.5555/k", "container_title": "Proc."}, ['container-title = "Proc."', 'DOI = "10.5555/k"']),
        ({"issued": Date(date_parts=((2023,),))}, ['issued = "2023"']),
        (
            {"issued": Date(date_parts=((2023, 5, 1), (2023, 5, 3)), circa=True)},
            ["issued = { date-parts = [[2023, 5, 1], [2023, 5, 3]], circa = true }"],
        ),
        ({"issued": Date(literal="in press")}, ['issued = "in press"']),
        ({"issued": Date(literal="Spring")}, ['issued = { literal = "Spring" }']),
        (
            {"author": (Name(family="Berg", given="Jan", non_dropping_particle="van der"), Name(literal="Kite Club"))},
            ['author = ["van der Berg, Jan", "Kite Club"]'],
        ),
        (
            {"author": (Name(family="King", given="M. L.", suffix="Jr.", comma_suffix=True), Name())},
            ['author = ["King, Jr., M. L."]'],
        ),
        (
            {"author": (Name(family="Li"), Name(literal="Kites, Inc."), Name(family="Mao ", dropping_particle="de"))},
            ['author = [{ family = "Li" }, { literal = "Kites, Inc." }, { family = "Mao", dropping-particle = "de" }]'],
        ),
    ],
)
def test_only_what_differs_is_written(changes: dict[str, object], fields: list[str]) -> None:
    text = write([(PAPER, replace(PAPER.item, **changes))])
    assert text.split("\n") == ["# Kites", "[berg2023kites]", *fields, ""]
    (made,) = corrected(library(PAPER), text).records
    assert write([(made, replace(PAPER.item, **changes))]) == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "kite"},
        {"url": "javascript:alert(1)"},
        {"doi": "not a doi"},
        {"issued": Date(date_parts=((2023, 13),))},
        {"issued": Date(date_parts=((476,),))},
        {"author": (Name(family=" Berg", given="Ann ", comma_suffix=True), Name(suffix="Jr."))},
        {"title": " Kites\n"},
        {"publisher": " "},
        {"other": {"custom": {"gloss": "a classic"}}},
    ],
)
def test_what_cannot_be_said_is_left_out(changes: dict[str, object]) -> None:
    assert write([(PAPER, replace(PAPER.item, **changes))]) == ""
    with_page = write([(PAPER, replace(PAPER.item, page="7", **changes))])
    assert with_page == '# Kites\n[berg2023kites]\npage = "7"\n'


def test_tables_are_sorted_and_keys_quoted_where_they_must_be() -> None:
    papers = [replace(PAPER, key=key) for key in ("b", "DBLP:conf/k", 'a"]\n[c', "c")]
    rows = [(paper, replace(PAPER.item, page="7")) for paper in papers]
    rows[-1] = papers[-1], PAPER.item
    assert (
        write(reversed(rows))
        == write(rows)
        == "\n".join(f'# Kites\n[{key}]\npage = "7"\n' for key in ('"DBLP:conf/k"', r'"a\"]\n[c"', "b"))
    )
    assert [made.item.page for made in corrected(library(*papers), write(rows)).records] == ["7", "7", "7", "1-12"]


def test_title_stays_in_its_comment() -> None:
    evil = replace(PAPER, item=replace(PAPER.item, title="Kites\r\n[evil]\x00\u2028\x85 fly"))
    assert write([(evil, replace(evil.item, page="7"))]).startswith("# Kites [evil] fly\n[berg2023kites]\n")
    untitled = record("k")
    assert write([(untitled, replace(untitled.item, page="7"))]) == '[k]\npage = "7"\n'


def test_nothing_is_written_where_nothing_differs() -> None:
    assert write([]) == ""
    assert write((paper, paper.item) for paper in PAPERS) == ""


def spaced(item: Item) -> dict[str, object]:
    """The variables of an item with single blanks, and the names that say somebody."""
    said: dict[str, object] = {}
    for field in item.__struct_fields__:
        value = getattr(item, field)
        if isinstance(value, tuple):
            value = [part for part in map(named, value) if part.keys() & {"family", "given", "literal"}]
        said[field] = " ".join(value.split()) if isinstance(value, str) else value or ""
    return said


def named(name: Name) -> dict[str, str]:
    parts = {field: getattr(name, field) or "" for field in name.__struct_fields__ if field != "comma_suffix"}
    return {field: part.strip() for field, part in parts.items() if part.strip()}


sayable = st.builds(
    lambda item, url, doi: replace(item, url=url, doi=doi),
    items(anything),
    st.none() | st.sampled_from(["https://a.org/k?a=1&b='\"\\", "http://a.org/\x7f凧"]),
    st.none() | st.sampled_from(["10.5555/k_[1]", '10.5555/(k)<"\\">']),
)


@pytest.mark.heavy
@given(libraries(sayable), st.lists(sayable, min_size=3, max_size=3))
def test_what_is_written_makes_the_record_the_persons(papers: Library, persons: list[Item]) -> None:
    rows = list(zip(papers.records, persons, strict=False))
    made = corrected(papers, write(rows))
    assert [spaced(paper.item) for paper in made.records] == [spaced(item) for _, item in rows]
    assert write(zip(made.records, persons, strict=False)) == ""


@given(anything, items(anything), items(anything))
def test_any_text_is_a_file_of_corrections(key: str, known: Item, item: Item) -> None:
    paper = Record(key=key, item=known, status=Status.RESOLVED)
    rows = read(write([(paper, item)]), "c.toml")
    assert rows.findings == ()
    assert [row.name for row in rows.rows] in ([], [key])
