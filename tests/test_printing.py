"""What commands print: nothing in it moves the cursor, ends an annotation or is lost."""

import json

from hypothesis import given
from hypothesis import strategies as st

from plbib.errors import Severity
from plbib.model import Entry, Finding, Link, Place
from plbib.printing import entries_json, entries_text, findings_github, findings_json, findings_text
from samples import anything

FINDING = Finding(
    code="wrong-year",
    severity=Severity.ERROR,
    message="50% of: a, b",
    cure="write 2021",
    place=Place(file="a,b:c.md", line=7, column=3),
    key="li2021kites",
)
BARE = Finding(code="odd", severity=Severity.INFO, message="hm")
ENTRY = Entry(
    title="Kites",
    venue="KITES",
    year=2021,
    links=(Link(label="title", url="https://kites.example"),),
    category=("A", "B"),
    place=Place(file="kites.md", line=12, column=1),
    end_line=13,
)


def test_a_finding_is_place_severity_message_and_code_with_its_cure_below() -> None:
    assert findings_text((FINDING, BARE)) == (
        "a,b:c.md:7:3: error: 50% of: a, b [wrong-year]\n    write 2021\n-: info: hm [odd]\n"
    )


def test_a_finding_is_a_json_object_without_what_it_does_not_say() -> None:
    assert json.loads(findings_json((FINDING, BARE))) == [
        {
            "code": "wrong-year",
            "severity": "error",
            "message": "50% of: a, b",
            "cure": "write 2021",
            "place": {"file": "a,b:c.md", "line": 7, "column": 3},
            "key": "li2021kites",
        },
        {"code": "odd", "severity": "info", "message": "hm"},
    ]
    assert findings_json(()) == "[]\n"


def test_a_finding_is_an_annotation_github_shows_at_the_line() -> None:
    assert findings_github((FINDING, BARE)) == (
        "::error file=a%2Cb%3Ac.md,line=7,col=3,title=wrong-year::50%25 of: a, b%0Awrite 2021\n::notice title=odd::hm\n"
    )


findings = st.builds(
    Finding,
    code=st.just("odd"),
    severity=st.sampled_from(Severity),
    message=anything,
    cure=anything,
    place=st.none() | st.builds(Place, file=anything, line=st.integers(0, 9)),
)


@given(findings)
def test_any_text_of_a_finding_stays_on_its_line_and_moves_no_cursor(finding: Finding) -> None:
    lines = findings_text((finding,)).removesuffix("\n").split("\n")
    assert len(lines) == (2 if finding.cure else 1)
    assert all(map(str.isprintable, lines))


@given(findings)
def test_any_text_of_a_finding_makes_one_annotation(finding: Finding) -> None:
    (line,) = findings_github((finding,)).removesuffix("\n").split("\n")
    assert line.isprintable()
    properties = line.removeprefix("::").split("::", 1)[0].partition(" ")[2]
    assert {pair.split("=")[0] for pair in properties.split(",")} <= {"file", "line", "col", "title"}


def test_an_entry_is_a_line_of_its_number_tag_and_title() -> None:
    assert entries_text([ENTRY]) == "    12  KITES 2021      Kites\n"


def test_an_entry_is_a_json_object_that_says_null_for_what_the_list_does_not() -> None:
    assert json.loads(entries_json([ENTRY])) == [
        {
            "line": 12,
            "end_line": 13,
            "title": "Kites",
            "venue": "KITES",
            "year": 2021,
            "urls": [{"label": "title", "url": "https://kites.example"}],
            "authors_text": None,
            "affiliation": None,
            "gloss": None,
            "category_path": ["A", "B"],
        }
    ]


@given(anything, st.none() | anything)
def test_any_title_stays_on_its_line(title: str, venue: str | None) -> None:
    entry = Entry(title=title, venue=venue, place=Place(file="f", line=1), end_line=1)
    (line,) = entries_text([entry]).removesuffix("\n").split("\n")
    assert line.isprintable()
    assert json.loads(entries_json([entry]))[0]["title"] == title
