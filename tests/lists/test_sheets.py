"""Papers as data: tables, JSON, YAML, front matter."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.errors import InputError
from plbib.io.config import COLUMNS
from plbib.lists.kinds import read
from plbib.lists.sheets.columns import ROLES
from plbib.lists.sheets.fields import PaperFields
from plbib.lists.sheets.objects import tree_of_json
from plbib.lists.sheets.sheet import Mapping
from plbib.model import Entry, Reading

KITES = "https://openreview.net/forum?id=kItEs"


def only(reading: Reading) -> Entry:
    (entry,) = reading.entries
    return entry


def attempt(text: str, file: str) -> Reading | str:
    """The reading, or the message of the error."""
    try:
        return read(text, file)
    except InputError as error:
        return error.message


def links(entry: Entry) -> dict[str, str]:
    return {link.label: link.url for link in entry.links}


def test_columns_are_known_by_their_names() -> None:
    entry = only(
        read(
            "Paper title,Authors,Conf,Year,Topic,Paper,Code,Notes,Stars\n"
            f'"Flying *Kites*, again","Berg, Ann; Cole, Carl",ICLR,2023,Kites / Tails,{KITES},'
            "https://github.com/x/y,read,5\n",
            "a.csv",
        )
    )
    assert entry.title == "Flying *Kites*, again"
    assert (entry.venue, entry.year, entry.authors_text) == ("ICLR", 2023, "Berg, Ann; Cole, Carl")
    assert (entry.category, entry.notes) == (("Kites", "Tails"), "read; Stars: 5")
    assert links(entry) == {"Paper": KITES, "Code": "https://github.com/x/y"}
    assert (str(entry.place), entry.end_line) == ("a.csv:2", 2)


def test_a_table_without_names_is_read_by_what_stands_in_it() -> None:
    rows = "Ann Berg, Carl Cole;Flying Kites on Long Strings;ICLR 2023;https://openreview.net/forum?id=kItEs\n"
    rows += "Dan Dunn, Eve Egg;Sinking Boats with Heavy Loads;ACL 2022;https://arxiv.org/abs/2205.00001\n"
    reading = read(rows, "a.csv")
    assert [(entry.title, entry.venue, entry.year, entry.authors_text) for entry in reading.entries] == [
        ("Flying Kites on Long Strings", "ICLR", 2023, "Ann Berg, Carl Cole"),
        ("Sinking Boats with Heavy Loads", "ACL", 2022, "Dan Dunn, Eve Egg"),
    ]


def test_columns_are_declared() -> None:
    text = "Thing\tWhere\tWhen\nFlying Kites\tICLR\t2023\n"
    declared = {"title": ("Thing",), "venue": ("where",), "year": ("When",)}
    entry = only(read(text, "a.tsv", declared))
    assert (entry.title, entry.venue, entry.year) == ("Flying Kites", "ICLR", 2023)
    with pytest.raises(InputError, match="no column is called Nothing") as raised:
        read(text, "a.tsv", {"title": ("Nothing",)})
    assert "Thing, Where, When" in raised.value.hint
    assert set(COLUMNS) == set(ROLES)


def test_volume_issue_and_pages_have_columns() -> None:
    rows = "Kites,Kite Letters,12,3,1-9\n"
    entry = only(read(f"Title,Journal,Volume,Issue,Pages\n{rows}", "a.csv"))
    assert (entry.volume, entry.issue, entry.pages, entry.notes) == ("12", "3", "1-9", None)
    for head, row in (("No,Title,Issue,Volume", "1,Kites,3,12"), ("Issue,Title,Volume,No", "3,Kites,12,1")):
        assert only(read(f"{head}\n{row}\n", "a.csv")).issue == "3"
    numbered = only(read(f"No,Title,Journal,Page\n1,Kites,Kite Letters,{KITES}\n", "a.csv"))
    assert (numbered.issue, numbered.pages, [link.url for link in numbered.links]) == (None, None, [KITES])


def test_lists_in_a_list_are_called_as_they_say() -> None:
    text = (
        "- section: Wind\n  papers:\n    - {title: Flying Kites, year: 2003}\n"
        "- name: Rain\n  items:\n    - {title: Wet Kites, year: 2004}\n"
    )
    assert [entry.category for entry in read(text, "a.yml").entries] == [("Wind",), ("Rain",)]


def test_rows_that_are_no_paper_are_findings_with_their_line() -> None:
    reading = read(f'Title,URL\nKites,{KITES}\n"a\nb",\n\n,x\nBoats,,,3\n,10.1000/x\n', "a.csv")
    assert [entry.title for entry in reading.entries] == ["Kites", "a b", "10.1000/x"]
    assert [(finding.code, str(finding.place)) for finding in reading.findings] == [
        ("not-an-item", "a.csv:6"),
        ("not-an-item", "a.csv:7"),
        ("title-unknown", "a.csv:8"),
    ]


YAML = """
title: Toys
Kites:
  - title: "Flying: Kites"
    authors: [Ann Berg, "Cole, Carl", {given: Dan, family: Dunn}]
    venue: ICLR 2023
    links: {pdf: "https://openreview.net/pdf?id=kItEs", code: https://github.com/x/y}
    citekey: berg2023
    tags: [wind, no]
Boats:
  Sub:
    - title: Boats
      published: 2022-05-01
      links:
        - {name: arXiv, url: https://arxiv.org/abs/2205.00001}
"""


def test_yaml_with_headings() -> None:
    reading = read(YAML, "a.yml")
    kites, boats = reading.entries
    assert (reading.title, kites.title, kites.authors_text) == (
        "Toys",
        "Flying: Kites",
        "Ann Berg, Carl Cole, Dan Dunn",
    )
    assert (kites.key, kites.tags, kites.category) == ("berg2023", ("wind", "no"), ("Kites",))
    assert links(kites) == {"pdf": "https://openreview.net/pdf?id=kItEs", "code": "https://github.com/x/y"}
    assert (boats.category, boats.date, links(boats)) == (
        ("Boats", "Sub"),
        "2022-05-01",
        {"arXiv": "https://arxiv.org/abs/2205.00001"},
    )
    assert (kites.place.line, boats.place.line) == (4, 12)


def test_json_in_several_forms() -> None:
    paper = {"title": "Kites 🪁", "authors": [{"name": "Ann Berg"}], "year": 2023, "url": KITES}
    for value in ([paper], {"papers": [paper]}, paper, {"berg2023": paper}, [paper, "Boats"]):
        entry = only(read(json.dumps(value), "a.json"))
        assert (entry.title, entry.authors_text, entry.year) == ("Kites 🪁", "Ann Berg", 2023)
    reading = read('[\n  {"title": "Kites"},\n\n "Boats",\n {"title":\n "Tails"}, "10.1000/x"]', "a.json")
    assert [(entry.title, entry.place.line) for entry in reading.entries] == [
        ("Kites", 2),
        ("Tails", 5),
        ("10.1000/x", 5),
    ]
    assert [finding.code for finding in reading.findings] == ["not-an-item", "title-unknown"]


@pytest.mark.parametrize(
    ("text", "file", "place"),
    [
        ("a: [1\nb: 2\n", "a.yml", "a.yml:2:"),
        ("a: &x [1]\nb: *x\n", "a.yml", "a.yml:2:4"),
        ("? [a]\n: b\n", "a.yml", "a.yml:1:3"),
        ('Title,Year\n"Kites,2023\nBoats,2022\n', "a.csv", "a.csv:3"),
        ('[{"title": "a"},]', "a.json", "a.json"),
        ("---\ntitle: [\n---\n", "a.md", "a.md:3:"),
        ("+++\ntitle = \n+++\n", "a.md", "a.md"),
    ],
)
def test_what_is_malformed_is_named_with_its_place(text: str, file: str, place: str) -> None:
    with pytest.raises(InputError) as raised:
        read(text, file)
    assert raised.value.message.startswith(place), raised.value.message
    assert raised.value.hint


def bombs() -> dict[str, str]:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    merged = [f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}" for n in range(1, 12)]
    return {
        "laughs": "\n".join(["a0: &a0 [lol]", *levels]),
        "merges": "\n".join(["m0: &m0 {x: 1}", *merged]),
        "tags": "!!python/object/apply:os.system ['touch /tmp/plbib-was-here']",
        "long text": "a: &a " + "x" * 50_000 + "\nauthors: [" + ", ".join(["*a"] * 20_000) + "]\n",
        "deep": "[" * 20_000,
        "deeper": "- " * 5_000 + "a",
        "mappings": "{a: " * 5_000,
        "keys": "".join(f"k{n}: v\n" for n in range(20_000)),
    }


@pytest.mark.parametrize("name", bombs())
def test_hostile_yaml_is_harmless_and_quick(name: str) -> None:
    start = time.process_time()
    result = attempt(bombs()[name], "a.yml")
    assert result.startswith("a.yml") if isinstance(result, str) else len(result.entries) < 2
    assert time.process_time() - start < 10


def test_an_alias_stands_for_a_text() -> None:
    first, second = read(
        "- {title: A, venue: &v ICLR, year: 2023}\n- {title: B, venue: *v, year: 2023}\n", "a.yml"
    ).entries
    assert (first.venue, second.venue) == ("ICLR", "ICLR")


PAPER = """---
title: "Flying Kites"
authors:
  - Ann Berg
  - Carl Cole
date: 2023-05-01T00:00:00Z
publication: "*International Conference on Learning Representations*"
publication_short: ICLR
url_pdf: https://openreview.net/pdf?id=kItEs
categories: [Kites, Wind]
---
Its text cites [another](https://arxiv.org/abs/2301.00009).
"""


def test_the_page_of_a_paper() -> None:
    reading = read(PAPER, "kites.md")
    entry = only(reading)
    assert reading.single
    assert (entry.title, entry.venue, entry.year, entry.date) == ("Flying Kites", "ICLR", 2023, "2023-05-01")
    assert (entry.authors_text, entry.category, entry.tags) == ("Ann Berg, Carl Cole", ("Kites",), ("Wind",))
    assert (entry.place.line, entry.end_line) == (1, 11)


def test_a_note_is_called_as_its_heading_or_file() -> None:
    note = "---\r\nauthors: Ann Berg\r\ndoi: 10.1000/kites\r\n---\r\n"
    assert only(read(note, "notes/Flying Kites.md")).title == "Flying Kites"
    assert only(read(note + "# Kites that Fly\r\n", "notes/Flying Kites.md")).title == "Kites that Fly"
    toml = '+++\ntitle = "Kites"\nauthors = ["Ann Berg"]\ndate = 2023-05-01\n+++\n'
    assert (only(read(toml, "a.md")).title, only(read(toml, "a.md")).date) == ("Kites", "2023-05-01")


def test_links_of_a_wiki_are_what_they_show() -> None:
    note = '---\ntitle: Kites\nauthors: "[[Ann Berg]], [[people/cole|Carl Cole]]"\nvenue: "[[ICLR]]"\nyear: 2023\n---\n'
    entry = only(read(note, "kites.md"))
    assert (entry.authors_text, entry.venue) == ("Ann Berg, Carl Cole", "ICLR")


def test_a_page_that_lists_papers_is_a_list() -> None:
    text = "---\ntitle: Toys\nauthor: me\nlayout: page\n---\n- [ICLR'23] [Kites](https://openreview.net/pdf?id=kItEs)\n"
    reading = read(text, "a.md")
    assert (reading.title, only(reading).title, only(reading).place.line) == ("Toys", "Kites", 6)
    rules = "---\n\n- [ICLR'23] [Kites](https://openreview.net/pdf?id=kItEs)\n\n---\n\nEnd: of it\n"
    assert only(read(rules, "a.md")).place.line == 3


values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9999) | st.text(max_size=8) | st.just(KITES),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "authors", "year", "url", "links", "venue", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(values)
def test_any_json_is_read_or_refused(value: Any) -> None:
    text = json.dumps(value, indent=1)
    result = attempt(text, "a.json")
    entries = () if isinstance(result, str) else result.entries
    assert all(entry.title and 0 <= entry.place.line <= text.count("\n") + 1 for entry in entries)


@given(st.text(max_size=60), st.sampled_from(["a.yml", "a.csv", "a.json", "a.tsv"]))
def test_any_text_is_read_or_refused(text: str, file: str) -> None:
    result = attempt(text, file)
    assert not isinstance(result, str) or result.startswith(file)


@given(st.text(max_size=40), st.sampled_from(["---", "+++"]))
def test_any_front_matter_is_read_or_refused(text: str, mark: str) -> None:
    result = attempt(f"{mark}\n{text}\n{mark}\nx", "a.md")
    assert not isinstance(result, str) or result.startswith("a.md")


@pytest.mark.parametrize(
    ("first", "second", "venue"),
    [
        ("International Conference on Machine Learning", "ICML", "ICML"),
        ("ICML", "International Conference on Machine Learning", "ICML"),
        ("Conference on Kites", "KITES", "Conference on Kites"),  # shorter, and not known
        ("ICML", "IJCV", "ICML"),  # known, and not shorter
        ("", "KITES", "KITES"),
    ],
)
def test_of_two_venues_the_shorter_counts_where_it_is_known(first: str, second: str, venue: str) -> None:
    fields = PaperFields()
    fields.take("venue", "venue", first)
    fields.take("venue", "journal", second)
    assert fields.venue == venue


@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ('{"a": ', "}")])
@pytest.mark.parametrize(("levels", "line"), [(0, 1), (5, 6), (6, 7), (7, 0)])
def test_lines_are_counted_on_as_many_levels_as_papers_are_looked_for(
    begin: str, end: str, levels: int, line: int
) -> None:
    value = tree_of_json(f"{begin}\n" * levels + '{"title": "Kites"}' + end * levels, "a.json")
    for _ in range(levels):
        value = value.fields["a"] if isinstance(value, Mapping) else value[0]
    assert isinstance(value, Mapping)
    assert (value.line, value.fields) == (line, {"title": "Kites"})


def test_questions_name_columns_too() -> None:
    text = 'Paper,Who,Where,When\nKites in the wild,"Berg, A.; Cole, C.",ICML,2021\n'
    (entry,) = read(text, "kites.csv").entries
    assert (entry.title, entry.authors_text, entry.venue, entry.year) == (
        ("Kites in the wild", "Berg, A.; Cole, C.", "ICML", 2021)
    )
