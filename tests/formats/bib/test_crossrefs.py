"""Papers that take fields from their proceedings: ``crossref`` and ``xdata``."""

import pytest

from plbib.formats.bib import bibtex
from plbib.formats.bib.crossrefs import resolve
from plbib.formats.bib.file import RawEntry
from plbib.model import Name, Place

PLACE = Place(file="f.bib", line=1)
PROCEEDINGS = """@proceedings{conf/kites/2023, title={Proceedings of Kites}, editor={Ada Ed}, year=2023,
  doi={10.5555/all}, publisher={String}, pages={1-900}, url={https://kites.example/all}}
"""


def inherited(*rows: tuple[str, str, dict[str, str]]) -> dict[str, dict[str, str]]:
    made = [RawEntry(entry_type, key, fields, PLACE) for entry_type, key, fields in rows]
    return {row.key: fields for row, fields in resolve(made)[0]}


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
    made = inherited(("misc", "a", {"crossref": "b", "year": "1"}), ("misc", "b", {"crossref": "a", "label": "n"}))
    assert made["a"] == {"year": "1"}
    assert made["b"] == {"label": "n", "year": "1"}
    assert inherited(("misc", "c", {"crossref": "c", "year": "1"})) == {"c": {"year": "1"}}


def test_what_is_not_there_is_a_finding_and_the_reference_stays() -> None:
    records, findings = bibtex.read("@inproceedings{a, title={x}, crossref={nowhere}}", "f.bib")
    assert [(finding.code, str(finding.place), finding.key) for finding in findings] == [
        ("missing-crossref", "f.bib:1:1", "a")
    ]
    assert "  crossref = {nowhere},\n" in bibtex.entry(records[0])
    assert resolve([RawEntry("misc", "a", {"title": "x"}, PLACE)])[1] == []


def test_a_long_chain_is_followed() -> None:
    rows = [("misc", f"k{n}", {"crossref": f"k{n + 1}"}) for n in range(300)] + [("misc", "k300", {"year": "1"})]
    assert inherited(*rows)["k0"] == {"year": "1"}


@pytest.mark.parametrize("much", [1_200, 3_000])
def test_a_chain_or_a_circle_of_thousands_takes_no_stack(much: int) -> None:
    """In an attack a chain of 1,200 and a circle of 2,000 ended in a RecursionError."""
    chain = [("inproceedings", f"k{n}", {"title": f"T{n}", "crossref": f"k{n + 1}"}) for n in range(much)]
    assert inherited(*chain, ("inproceedings", f"k{much}", {"title": "T", "year": "1"}))["k0"] == {
        "title": "T0",
        "booktitle": "T",
        "year": "1",
    }
    circle = [*chain[:-1], ("inproceedings", f"k{much - 1}", {"title": "T", "crossref": "k0", "year": "1"})]
    made = inherited(*circle)
    assert {fields["year"] for fields in made.values()} == {"1"}
    assert not any("crossref" in fields for fields in made.values())


def test_who_would_have_all_of_all_others_is_a_finding() -> None:
    """A chain in which each has a field of its own would make a file as long as its square."""
    rows = [RawEntry("misc", f"k{n}", {f"f{n}": "x", "crossref": f"k{n + 1}"}, PLACE) for n in range(1_500)]
    entries, findings = resolve(rows)
    assert len(entries) == 1_500
    assert sum(len(fields) for _, fields in entries) < 100_000
    assert {finding.code for finding in findings} == {"missing-crossref"}
    assert {"k1499", "k0"} <= {finding.key for finding in findings}  # k1499 names what is not there


def test_proceedings_that_repeat_their_title_for_their_papers_are_in_no_book() -> None:
    text = "@proceedings{p, title={Kites 2022}, booktitle={Kites 2022}}\n@inproceedings{a, title={T}, crossref=p}"
    records = {record.key: record for record in bibtex.read(text, "f.bib")[0]}
    assert records["p"].item.container_title is None
    assert records["a"].item.container_title == "Kites 2022"
    assert "  booktitle = {Kites 2022},\n" in bibtex.entry(records["p"])
