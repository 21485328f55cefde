"""Papers that take fields from their proceedings: ``crossref`` and ``xdata``."""

import pytest

from plbib.formats import bibtex
from plbib.formats.bibfile import Row
from plbib.formats.crossrefs import missing, resolved
from plbib.model import Name, Place

PLACE = Place(file="f.bib", line=1)
PROCEEDINGS = """@proceedings{conf/kites/2023, title={Proceedings of Kites}, editor={Ada Ed}, year=2023,
  doi={10.5555/all}, publisher={String}, pages={1-900}, url={https://kites.example/all}}
"""


def inherited(*rows: tuple[str, str, dict[str, str]]) -> dict[str, dict[str, str]]:
    made = [Row(entry_type, key, fields, PLACE) for entry_type, key, fields in rows]
    return {row.key: fields for row, fields in resolved(made)}


@pytest.mark.parametrize("paper_first", [True, False])
def test_a_paper_has_from_its_proceedings_what_it_lacks_and_what_is_theirs(paper_first: bool) -> None:
    paper = "@inproceedings{a, title={Kites}, author={Ann Berg}, pages={1--2}, crossref={Conf/Kites/2023}}\n"
    records, findings = bibtex.read(paper + PROCEEDINGS if paper_first else PROCEEDINGS + paper, "f.bib")
    assert {finding.code for finding in findings} <= {"repaired"}
    item = next(record.item for record in records if record.key == "a")
    assert (item.title, item.container_title, item.page) == ("Kites", "Proceedings of Kites", "1-2")
    assert (item.publisher, item.editor) == ("String", (Name(family="Ed", given="Ada"),))
    assert (item.doi, item.url, item.other) == (None, None, {})
    assert {record.key: record.item.type for record in records} == {"a": "paper-conference", "conf/kites/2023": "book"}


def test_its_own_field_wins_and_a_book_takes_no_title() -> None:
    made = inherited(
        ("inproceedings", "a", {"crossref": "p", "year": "2022", "booktitle": "Own"}),
        ("book", "b", {"crossref": "p"}),
        ("proceedings", "p", {"title": "Whole", "year": "2023"}),
    )
    assert made["a"] == {"year": "2022", "booktitle": "Own"}
    assert made["b"] == {"year": "2023"}


def test_xdata_is_a_store_of_fields_and_no_entry() -> None:
    made = inherited(
        ("inproceedings", "a", {"title": "x", "xdata": "p, q"}),
        ("xdata", "p", {"publisher": "String", "title": "y", "doi": "10.5555/x"}),
        ("xdata", "q", {"year": "2020", "xdata": "p"}),
    )
    assert made == {"a": {"title": "x", "publisher": "String", "doi": "10.5555/x", "year": "2020"}}


def test_a_circle_ends() -> None:
    made = inherited(("misc", "a", {"crossref": "b", "year": "1"}), ("misc", "b", {"crossref": "a", "note": "n"}))
    assert made["a"] == {"year": "1"}
    assert made["b"] == {"note": "n", "year": "1"}
    assert inherited(("misc", "c", {"crossref": "c", "year": "1"})) == {"c": {"year": "1"}}


def test_what_is_not_there_is_a_finding_and_the_reference_stays() -> None:
    records, findings = bibtex.read("@inproceedings{a, title={x}, crossref={nowhere}}", "f.bib")
    assert [(finding.code, str(finding.place), finding.key) for finding in findings] == [
        ("missing-crossref", "f.bib:1:1", "a")
    ]
    assert "  crossref = {nowhere},\n" in bibtex.entry(records[0])
    assert missing([Row("misc", "a", {"title": "x"}, PLACE)]) == []


def test_a_long_chain_is_followed() -> None:
    rows = [("misc", f"k{n}", {"crossref": f"k{n + 1}"}) for n in range(300)] + [("misc", "k300", {"year": "1"})]
    assert inherited(*rows)["k0"] == {"year": "1"}
