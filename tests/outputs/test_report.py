"""The report: counts and findings, for people and for programs."""

import json

import pytest
from hypothesis import given
from msgspec.structs import replace

from plbib.app.opening.lists import of_text
from plbib.errors import Severity
from plbib.findings import Code
from plbib.model import Entry, Finding, Library, Place, Status
from plbib.outputs.report import report, section_name, summary, to_json, to_markdown
from plbib.outputs.table import outputs
from tests.readers import Markdown
from tests.samples import HOSTILE, PAPERS, anything, library

FINDINGS = (
    Finding(
        code="wrong-year",
        severity=Severity.ERROR,
        message="2021, not 2020",
        cure="write 2021",
        place=Place(file="kites.md", line=7),
    ),
    Finding(code="odd-line", severity=Severity.WARNING, message="not an entry"),
    Finding(
        code="odd-line",
        severity=Severity.WARNING,
        message="not an entry either",
        place=Place(file="kites.md", line=9, column=2),
    ),
)


def listed() -> Library:
    """The small library, its first paper in the list twice."""
    place = Place(file="kites.md", line=3)
    entry = Entry(title="∞-Kites", venue="KITES", year=2021, category=("Kites", "Flying"), place=place, end_line=3)
    return replace(library(replace(PAPERS[0], entries=(entry, entry)), *PAPERS[1:]), entries_read=6)


def test_the_report_counts_papers_sections_years_and_venues() -> None:
    found = report(listed(), FINDINGS)
    assert (found.title, found.url) == ("Papers about kites", "https://kites.example/list")
    assert (found.entries, found.papers, found.verified) == (6, 5, 4)
    assert {row.category: row.papers for row in found.sections} == {
        ("Kites", "Flying"): 2,
        ("Kites", "Tails"): 1,
        ("Empty",): 0,
    }
    assert found.years == {"2021": 1, "2020": 1}
    assert found.venues == {"KITES": 2}
    assert found.findings_by_code == {"odd-line": 2, "wrong-year": 1}


def test_the_json_says_the_same() -> None:
    found = json.loads(to_json(report(listed(), FINDINGS)))
    assert found["papers"] == 5
    assert found["sections"][2] == {"category": ["Empty"], "papers": 0}
    assert found["findings"][0] == {
        "code": "wrong-year",
        "severity": "error",
        "message": "2021, not 2020",
        "cure": "write 2021",
        "place": {"file": "kites.md", "line": 7, "column": 0},
    }


def test_the_page_says_the_same() -> None:
    page = to_markdown(report(listed(), FINDINGS))
    assert page.startswith(
        "# Papers about kites: report\n\nList: <https://kites.example/list>\n\n"
        "5 papers (4 verified, 1 only listed) from 6 entries in 3 sections.\n\n"
        "| Section | Papers |\n|---|---|\n| Kites / Flying | 2 |\n"
    )
    assert page.endswith("| 9 | warning | odd-line | not an entry either |  |\n")


def test_a_record_nobody_asked_a_source_about_is_given() -> None:
    states = (Status.RESOLVED, Status.GIVEN, Status.GIVEN, Status.REVIEW)
    found = report(library(*(replace(paper, status=state) for paper, state in zip(PAPERS, states, strict=False))), ())
    assert (found.verified, found.given, found.listed_only) == (1, 2, 1)
    assert summary(found).startswith("4 papers, 3 sections, 1 verified, 2 as given, 1 only listed\n")
    given = report(library(replace(PAPERS[0], status=Status.GIVEN)), ())
    assert "1 paper (as given) from" in to_markdown(given)


def test_lines_that_could_not_be_read_are_counted() -> None:
    unread = Code.UNREAD_LINE.finding("looks like a paper", place=Place(file="kites.md", line=30))
    found = report(listed(), (*FINDINGS, unread))
    assert "4 verified, 1 only listed, 6 of 7 lines read\n" in summary(found)
    assert "\n1 more line looks like a paper and could not be read; see the findings.\n" in to_markdown(found)


def test_a_section_says_whether_it_is_empty_or_could_not_be_read() -> None:
    kite, prose = "- [ICLR 2024] [A Kite](https://e.example/a)", "We like [x](https://arxiv.org/abs/2301.00001)."
    text = f"# L\n\n## A\n\n{kite}\n\n## B\n\n{prose}\n\n## C\n"
    library = of_text(text, "l.md").library
    files = outputs(library, ()).files
    assert b"% 0 entries: this section of the list is empty\n" in files["bib/c.bib"]
    unread = sum(finding.code == "unread-line" for finding in library.findings)
    assert unread == 1
    assert b"% 0 entries: 1 line of this section could not be read, see report.md\n" in files["bib/b.bib"]


def test_a_list_in_order_is_verified_and_has_no_findings() -> None:
    page = to_markdown(report(library(PAPERS[0]), ()))
    assert "1 paper (verified) from 1 entry" in page
    assert page.endswith("## Findings\n\nNone.\n")


def test_the_summary_is_a_few_lines() -> None:
    assert summary(report(listed(), FINDINGS)) == (
        "5 papers, 3 sections, 4 verified, 1 only listed, from 6 entries\n"
        "3 findings (1 error, 2 warnings):\n    2  odd-line\n    1  wrong-year"
    )
    assert summary(report(library(PAPERS[0]), ())) == "1 paper, 3 sections, verified\nno findings"


def test_papers_above_the_first_heading_stand_under_no_section() -> None:
    assert section_name(()) == "(no section)"
    found = report(library(replace(PAPERS[1], categories=((),))), ())
    assert found.sections[-1].category == ()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a> [x](https://evil.example)", "https://a\n# b", "<x>"]
)
def test_an_address_that_is_none_is_text(url: str) -> None:
    seen = Markdown(to_markdown(replace(report(library(), ()), url=url)))
    assert not seen.links
    assert "".join(url.split()) in "".join(seen.text.split())


@given(anything)
def test_hostile_text_adds_no_markup_to_the_page(text: str) -> None:
    assert _markup(text) == _markup("plain")


@pytest.mark.parametrize("text", HOSTILE)
def test_nor_does_any_piece_of_it(text: str) -> None:
    assert _markup(text) == _markup("plain")


def _markup(text: str) -> set[str]:
    entry = Entry(title=text, venue=text or "x", year=1, place=Place(file="f", line=1), end_line=1)
    finding = Finding(code="odd-line", severity=Severity.INFO, message=text, cure=text, place=Place(file=text, line=1))
    paper = replace(PAPERS[0], entries=(entry,), categories=((text,),))
    return Markdown(to_markdown(report(library(paper, title=text), (finding,)))).markup


def test_a_line_of_another_file_is_named_with_it() -> None:
    found = [
        Finding(code="overridden", severity=Severity.INFO, message="x", place=Place(file=name, line=3))
        for name in ("kites.md", "corrections.toml")
    ]
    page = to_markdown(report(library(), tuple(found)))
    assert "| 3 | info | overridden |" in page
    assert "| corrections.toml:3 | info | overridden |" in page.replace("\\", "")


def test_the_report_of_a_list_without_a_title_has_a_heading() -> None:
    assert to_markdown(report(replace(library(), title=""), ())).startswith("# Report\n")
