"""What commands print: nothing in it moves the cursor, ends an annotation or is lost."""

import json

import jsonschema
import pytest
from click import unstyle
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plbib.cli.printing import (
    entries_json,
    entries_text,
    findings_github,
    findings_json,
    findings_sarif,
    findings_text,
)
from plbib.errors import Severity
from plbib.findings import Code, together
from plbib.model import Edit, Entry, Finding, Link, Place
from tests.conftest import DATA
from tests.samples import anything

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
    assert unstyle(findings_text((FINDING, BARE))) == (
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
        "::error file=a%2Cb%3Ac.md,line=7,col=3,title=wrong-year::50%25 of: a, b%0Awrite 2021\n"
    )


def test_github_is_told_the_ten_worst_that_somebody_can_mend() -> None:
    doubts = [replace(BARE, severity=Severity.WARNING, message=str(n)) for n in range(12)]
    lines = findings_github((BARE, *doubts, FINDING)).splitlines()
    assert [line.partition(" ")[0] for line in lines[:10]] == ["::error", *["::warning"] * 9]
    assert lines[10:] == ["and 3 more; plbib check names them"]


def test_an_annotation_of_a_worse_code_comes_first() -> None:
    odd, link = Code.PUNCTUATION.finding("odd"), Code.TITLE_DIFFERS.finding("title")
    assert [line.rpartition(":")[2] for line in findings_github((odd, link)).splitlines()] == [
        "title%0Awrite the published title",
        "odd%0Awrite the same signs everywhere",
    ]


def test_many_alike_are_one_more_behind_the_first_three() -> None:
    same = [Code.HTTP_LINK.finding(f"{n}", place=Place(file="a.md", line=n)) for n in range(1, 21)]
    few = [Code.BAD_LINK.finding(f"{n}") for n in range(5)]
    alone = [Code.UNRESOLVED_ENTRY.finding("kite"), Code.UNRESOLVED_ENTRY.finding("boat")]
    shown = together((*same, *few, *alone))
    assert [*shown[:8]] == [*same[:3], *few]
    assert [finding.message for finding in shown[8:]] == [
        "17 more like these, on lines 4, 5, 6, 7, 8, 9, 10, 11 … (-v names each)",
        "2 papers are not verified: only the list knows them (-v names each)",
    ]
    assert together(tuple(same), shortened=False) == tuple(same)


@given(st.lists(st.sampled_from([Code.HTTP_LINK, Code.BAD_LINK, Code.UNRESOLVED_ENTRY, Code.WRONG_LINK]), max_size=40))
def test_findings_told_together_stand_for_all(codes: list[Code]) -> None:
    findings = tuple(code.finding(str(number)) for number, code in enumerate(codes))
    shown = together(findings)
    single = [finding for finding in shown if finding in findings]
    counted = [int(finding.message.split()[0]) for finding in shown if finding not in findings]
    assert len(single) + sum(counted) == len(findings)


EDITED = replace(FINDING, code="http-link", edit=Edit(line=7, column=3, old="abc", new="\u202ed\x1b"))


def test_sarif_is_what_code_scanning_takes() -> None:
    sarif = json.loads(findings_sarif((Code.EMPTY_SECTION.finding("hm"), EDITED)))
    (run,) = sarif["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert (sarif["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    assert [rule["id"] for rule in rules] == [*map(str, Code)]
    first, second = run["results"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert (first["level"], second["level"]) == ("error", "note")
    (where,) = first["locations"]
    assert where["physicalLocation"] == {
        "artifactLocation": {"uri": "a%2Cb%3Ac.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 7, "startColumn": 3, "endLine": 7, "endColumn": 6},
    }
    (fix,) = first["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["replacements"][0]["insertedContent"]["text"] == "\u202ed\x1b"
    assert first["message"]["text"] == "50% of: a, b. Cure: write 2021"
    assert second["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


SARIF = jsonschema.Draft7Validator(json.loads((DATA / "sarif-2.1.0-parts.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("ruleIndex", "0"),
        ("level", "info"),
        ("level", "fatal"),
        ("message", {}),
        ("locations", [{"physicalLocation": {"region": {"startLine": 1}}}]),
        ("locations", [{"physicalLocation": {"artifactLocation": {"uri": "a b"}}}]),
        ("locations", [{"physicalLocation": {"artifactLocation": {"uri": "a"}, "region": {"startLine": 0}}}]),
        ("fixes", [{"artifactChanges": []}]),
        ("severity", "error"),
    ],
)
def test_the_schema_of_sarif_knows_faults(part: str, value: object) -> None:
    sarif = json.loads(findings_sarif((EDITED,)))
    assert SARIF.is_valid(sarif)
    sarif["runs"][0]["results"][0][part] = value
    assert not SARIF.is_valid(sarif)


@given(st.lists(st.sampled_from([*Code]), max_size=4), anything, anything, st.integers(0, 9))
def test_sarif_of_any_text_is_valid_and_moves_no_cursor(codes: list[Code], text: str, name: str, line: int) -> None:
    place = Place(file=name, line=line)
    edit = Edit(line=max(line, 1), column=1, old="x", new=text)
    printed = findings_sarif(tuple(code.finding(text, text, place, edit=edit) for code in codes))
    assert all(character.isprintable() or character == "\n" for character in printed)
    SARIF.validate(json.loads(printed))
    for result in json.loads(printed)["runs"][0]["results"]:
        where = result["locations"][0]["physicalLocation"]
        assert where["region"]["startLine"] > 0
        assert where["artifactLocation"]["uri"].isascii()
        assert not any(mark in where["artifactLocation"]["uri"] for mark in '\\ \n<>"')


def test_an_absolute_name_is_an_address_of_a_file() -> None:
    finding = replace(EDITED, place=Place(file="/lists/kites and boats.md", line=1))
    where = json.loads(findings_sarif((finding,)))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert where["artifactLocation"] == {"uri": "file:///lists/kites%20and%20boats.md"}


@given(anything)
def test_json_says_the_same_without_moving_a_cursor(text: str) -> None:
    printed = findings_json((replace(BARE, message=text),))
    assert all(character.isprintable() or character == "\n" for character in printed)
    assert json.loads(printed)[0]["message"] == text


findings = st.builds(
    Finding,
    code=st.just("odd"),
    severity=st.sampled_from([Severity.ERROR, Severity.WARNING]),
    message=anything,
    cure=anything,
    place=st.none() | st.builds(Place, file=anything, line=st.integers(0, 9)),
)


@given(findings)
def test_any_text_of_a_finding_stays_on_its_line_and_moves_no_cursor(finding: Finding) -> None:
    lines = unstyle(findings_text((finding,))).removesuffix("\n").split("\n")
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
            "date": None,
            "inherited": None,
            "urls": [{"label": "title", "url": "https://kites.example", "role": "other"}],
            "authors_text": None,
            "affiliation": None,
            "short_name": None,
            "volume": None,
            "issue": None,
            "pages": None,
            "notes": None,
            "tags": [],
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
