"""Findings about lists and records: each says what, where and what to do, and none is raised without reason."""

import pytest
from msgspec.structs import replace

from plbib.checks import check
from plbib.errors import Severity
from plbib.formats.bib import biblatex, bibtex
from plbib.model import Date, Entry, Finding, Item, Library, Link, Name, Place, Record, Status
from plbib.papers.venues import VenueKind, find

ITEM = Item(
    type="paper-conference",
    title="Kites: Flying Small Networks",
    author=(Name(family="Nobody", given="Ann"),),
    container_title="Proceedings of Kites",
    issued=Date(date_parts=((2023,),)),
    url="https://openreview.net/forum?id=kItEs",
)
ENTRY = Entry(
    title="KITES: flying small networks",
    venue="ICLR",
    year=2023,
    links=(Link(label="title", url="https://openreview.net/pdf?id=kItEs"),),
    place=Place(file="f.md", line=7, column=1),
    end_line=7,
)
RECORD = Record(
    key="nobody2023kites",
    item=ITEM,
    status=Status.RESOLVED,
    entries=(ENTRY,),
    identifiers={"arxiv": "2301.00001", "openreview": "kItEs"},
)


def findings(record: Record) -> list[Finding]:
    return list(check(Library(title="Kites", records=(record,))))


def listed(entry: Entry) -> list[str]:
    return [finding.code for finding in findings(replace(RECORD, entries=(entry,)))]


def published(item: Item) -> list[str]:
    return [finding.code for finding in findings(replace(RECORD, item=item))]


def linked(url: str, label: str = "title") -> Entry:
    return replace(ENTRY, links=(Link(label=label, url=url),))


def test_entry_that_agrees_with_its_record_gives_no_finding() -> None:
    assert findings(RECORD) == []


@pytest.mark.parametrize("status", [Status.UNRESOLVED, Status.REVIEW])
def test_paper_nobody_looked_up_is_reported_and_not_compared(status: Status) -> None:
    entry = replace(ENTRY, title="Balloons", year=1999)
    (finding,) = findings(replace(RECORD, status=status, entries=(entry,)))
    assert (finding.code, finding.severity, finding.key) == ("unresolved-entry", Severity.INFO, RECORD.key)


def test_record_of_a_bibliography_needs_no_looking_up() -> None:
    assert findings(replace(RECORD, status=Status.UNRESOLVED, entries=())) == []


def test_identifier_of_another_paper_is_an_error_with_the_right_address() -> None:
    (finding,) = findings(replace(RECORD, entries=(linked("https://openreview.net/pdf?id=other"),)))
    assert (finding.code, finding.severity) == ("wrong-link", Severity.ERROR)
    assert "https://openreview.net/forum?id=kItEs" in finding.cure
    assert finding.place == ENTRY.place


@pytest.mark.parametrize(
    "entry",
    [
        linked("https://arxiv.org/pdf/2301.00001v2"),
        linked("https://aclanthology.org/2023.acl-long.1"),
        linked("https://example.org/kites.pdf"),
        linked("https://arxiv.org/abs/2301.99999", label="code"),
        replace(ENTRY, links=()),
    ],
)
def test_link_that_the_record_does_not_contradict_is_right(entry: Entry) -> None:
    assert listed(entry) == []


def test_doi_is_the_same_in_either_case() -> None:
    record = replace(
        RECORD, item=replace(ITEM, doi="10.1000/KITES"), entries=(linked("https://doi.org/10.1000/kites"),)
    )
    assert findings(record) == []


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (replace(ENTRY, title="Kites: Flying Large Networks"), "title-differs"),
        (replace(ENTRY, year=2022), "year-differs"),
    ],
)
def test_list_that_differs_from_the_record_is_reported(entry: Entry, code: str) -> None:
    assert listed(entry) == [code]


@pytest.mark.parametrize("entry", [replace(ENTRY, year=None), replace(ENTRY, venue=None), replace(ENTRY, venue="Zzz")])
def test_what_the_list_does_not_say_does_not_differ(entry: Entry) -> None:
    assert listed(entry) == []


def test_paper_of_the_findings_tagged_as_the_conference() -> None:
    item = replace(ITEM, container_title="Findings of the Association for Kites")
    assert published(item) == ["venue-findings"]
    entry = replace(ENTRY, venue="ACL Findings")
    assert findings(replace(RECORD, item=item, entries=(entry,))) == []


def test_conference_paper_published_in_a_journal() -> None:
    (finding,) = findings(replace(RECORD, item=replace(ITEM, type="article-journal")))
    assert (finding.code, finding.severity) == ("venue-journal", Severity.WARNING)
    endowment = replace(ITEM, type="article-journal", container_title="Proceedings of the VLDB Endowment")
    (finding,) = findings(replace(RECORD, item=endowment, entries=(replace(ENTRY, venue="VLDB"),)))
    assert (finding.code, finding.severity) == ("venue-journal", Severity.INFO)
    journal = replace(ENTRY, venue="TMLR")
    assert findings(replace(RECORD, item=replace(ITEM, type="article-journal"), entries=(journal,))) == []


def test_character_without_tex_form_is_named() -> None:
    (finding,) = findings(replace(RECORD, item=replace(ITEM, publisher="凧", author=(Name(literal="凧"),))))
    assert (finding.code, finding.severity) == ("no-tex-form", Severity.INFO)
    assert "凧" in finding.message


@pytest.mark.parametrize(
    ("kind", "lost"),
    [("book", "bibtex, biblatex"), ("thesis", "bibtex, biblatex"), ("dataset", "biblatex"), ("chapter", "")],
)
def test_what_a_bib_has_no_field_for_is_named_and_what_it_has_is_written(kind: str, lost: str) -> None:
    record = Record(key="k", item=Item(type=kind, title="Kites", container_title="Notes"), status=Status.GIVEN)
    told = [each.message for each in findings(record) if each.code == "no-bib-field"]
    assert told == ([f"left out of the .bib ({lost}): the {kind} stands in Notes"] if lost else [])
    for dialect in (bibtex, biblatex):
        assert ("Notes" in dialect.entry(record)) == (dialect.DIALECT.name not in lost)
    (again,), _ = bibtex.read("@book{k, title = {Kites}, booktitle = {Notes}}", "f.bib")
    assert again.item.container_title == "Notes"
    assert "no-bib-field" not in [each.code for each in findings(again)]


def test_findings_come_in_the_order_of_their_places() -> None:
    late, early = (replace(ENTRY, year=2000, place=Place(file="f.md", line=line, column=1)) for line in (10, 9))
    read = Finding(code="x", severity=Severity.INFO, message="read", place=Place(file="f.md", line=9, column=4))
    library = Library(title="", records=(replace(RECORD, entries=(late, early)),), findings=(read,))
    assert [finding.place.line for finding in check(library) if finding.place] == [9, 9, 10]
    assert check(library) == check(replace(library, findings=library.findings))


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("ICLR", VenueKind.CONFERENCE),
        ("nips", VenueKind.CONFERENCE),
        ("The Web Conference", VenueKind.CONFERENCE),
        ("TMLR", VenueKind.JOURNAL),
    ],
)
def test_venue_is_known_by_any_of_its_names(printed: str, kind: VenueKind) -> None:
    venue = find(printed)
    assert venue is not None
    assert venue.kind is kind


def test_unknown_venue_is_none() -> None:
    assert find("Zzz") is None


@pytest.mark.parametrize(
    ("tag", "container", "codes"),
    [
        ("ICLR", "Proceedings of the 40th International Conference on Machine Learning", ["venue-differs"]),
        ("ICML", "Proceedings of the 40th International Conference on Machine Learning", []),
        ("NIPS", "Advances in Neural Information Processing Systems", []),
        ("arXiv", "Advances in Neural Information Processing Systems", ["venue-differs"]),
        ("Kite Conference", "Advances in Neural Information Processing Systems", []),
        ("ICLR", "Proceedings of Kites", []),
        ("ICML Workshop", "Advances in Neural Information Processing Systems", []),
    ],
)
def test_a_venue_that_differs_from_that_of_the_record(tag: str, container: str, codes: list[str]) -> None:
    record = replace(RECORD, item=replace(ITEM, container_title=container), entries=(replace(ENTRY, venue=tag),))
    found = findings(record)
    assert [finding.code for finding in found] == codes
    assert {finding.severity for finding in found} <= {Severity.INFO if tag == "arXiv" else Severity.WARNING}
