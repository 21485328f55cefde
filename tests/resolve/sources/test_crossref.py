"""Records of Crossref."""

import pytest

from plbib.model import Date, Name, Notice, NoticeKind
from plbib.papers.identifiers import Identifier
from plbib.papers.identity import Paper
from plbib.resolve.candidates import Wanted
from plbib.resolve.sources.crossref import SOURCE, work
from plbib.resolve.sources.source import Call
from tests.resolve.sources.twins import answered, twin

REPLY = answered(twin("crossref_works.json"))


def test_a_work_of_proceedings() -> None:
    found = REPLY.candidates[0]
    item = found.record.item
    assert item.type == "paper-conference"
    assert item.container_title == "Proceedings of the Eighteenth European Conference on Computer Systems"
    assert item.issued == Date(date_parts=((2023, 5, 8),))
    assert item.event_date == Date(date_parts=((2023, 5, 8), (2023, 5, 12)))
    assert item.author[1:] == (Name(family="Moor", given="Bo", suffix="Jr."), Name(literal="The River Group"))
    assert (item.doi, item.isbn, item.page) == ("10.1145/1234567.1234568", "9781450394871", "233-248")
    assert found.titles == ("Slow Caches &amp; Fast <i>Rivers</i>",)
    assert found.tokens == {"arxiv:2301.12345"}


def test_authors_in_alphabetical_order_are_left_to_others() -> None:
    assert REPLY.candidates[1].record.item.author == ()


def test_a_volume_is_no_paper() -> None:
    assert [found.whole for found in REPLY.candidates] == [False, False, True]


def test_many_dois_are_one_call() -> None:
    assert SOURCE.by_identifier is not None
    names = [Identifier("doi", value) for value in ("10.1/a", "10.1/b", "10.1/c,d")]
    joint, alone = SOURCE.by_identifier(names)
    assert (joint.call, dict(joint.parameters)["filter"]) == (Call.LIST, "doi:10.1/a,doi:10.1/b")
    assert (alone.call, alone.path) == (Call.RECORD, "/works/10.1%2Fc%2Cd")


def test_notices_about_a_work_are_told() -> None:
    updates = [
        {"DOI": "10.1145/9.9", "type": "retraction", "label": "Retraction"},
        {"DOI": "10.1145/9.8", "type": "new_version"},
    ]
    row = {"type": "journal-article", "title": ["Kites"], "DOI": "10.1145/9.7", "updated-by": updates}
    found = work(row, "crossref")
    assert found is not None
    assert found.record.notices == (Notice(kind=NoticeKind.RETRACTION, name="10.1145/9.9", source="crossref"),)
    own = {"type": "journal-article", "title": ["RETRACTED: Kites"], "DOI": "10.1016/J.X.1"}
    itself = work(own | {"update-to": [{"DOI": "10.1016/j.x.1", "type": "retraction"}]}, "crossref")
    other = work(own | {"update-to": [{"DOI": "10.1016/j.x.2", "type": "retraction"}]}, "crossref")
    assert itself is not None
    assert other is not None
    assert [len(one.record.notices) for one in (itself, other)] == [1, 0]


def test_papers_of_ieee_are_known_by_the_number_of_their_file() -> None:
    link = {"URL": "http://xplorestaging.ieee.org/ielx7/1/2/010071077.pdf?arnumber=10071077", "content-type": "x"}
    found = work({"type": "proceedings-article", "title": ["Kites"], "DOI": "10.1109/x.1", "link": [link]}, "crossref")
    assert found is not None
    assert "ieee:10071077" in found.tokens
    assert SOURCE.search is not None
    paper = Paper(title="Kites", tokens=frozenset({"ieee:10071077"}))
    (sent,) = SOURCE.search(Wanted(paper=paper))
    assert ("filter", "prefix:10.1109") in sent.parameters


def test_days_that_are_in_no_calendar_are_cut() -> None:
    row = {"type": "journal-article", "title": ["Kites"], "published": {"date-parts": [[2023, 13, 45]]}}
    found = work(row, "crossref")
    assert found is not None
    assert found.record.item.issued == Date(date_parts=((2023,),))


@pytest.mark.parametrize(
    ("doi", "token"),
    [
        ("10.1609/aaai.v36i1.19922", "aaai:19922"),
        ("10.24963/ijcai.2018/512", "ijcai:2018/512"),
        ("10.18653/v1/p17-2044", "acl:P17-2044"),
        ("10.18653/v1/2022.acl-long.1", "acl:2022.acl-long.1"),
    ],
)
def test_a_doi_tells_the_number_that_lists_link_to(doi: str, token: str) -> None:
    found = work({"type": "proceedings-article", "title": ["Kites"], "DOI": doi}, "crossref")
    assert found is not None
    assert token in found.tokens
