"""What records tell of retraction, withdrawal and correction: three kinds, apart."""

import io

import pytest
from msgspec.structs import replace

from plbib.model import Notice, NoticeKind
from plbib.resolve import notices
from plbib.resolve.candidates import Candidate
from plbib.resolve.dumps import anthology
from plbib.resolve.dumps.keys import Keys
from plbib.resolve.match import State, decide
from plbib.resolve.merge import merge
from tests.resolve.papers import KITES, candidate, record, wanted

RETRACTION, WITHDRAWAL, CORRECTION = NoticeKind.RETRACTION, NoticeKind.WITHDRAWAL, NoticeKind.CORRECTION


@pytest.mark.parametrize(
    ("title", "bare", "kinds"),
    [
        (f"RETRACTED: {KITES}", KITES, [RETRACTION]),
        (f"RETRACTED ARTICLE: {KITES}", KITES, [RETRACTION]),
        (f"[Retracted] {KITES}", KITES, [RETRACTION]),
        (f"WITHDRAWN: {KITES}", KITES, [WITHDRAWAL]),
        (f"Retraction: {KITES}", f"Retraction: {KITES}", []),
        (f"Retraction notice to {KITES}", f"Retraction notice to {KITES}", []),
        ("Retracted Kites and Other Stories", "Retracted Kites and Other Stories", []),
        ("Erratum: Kites", "Erratum: Kites", []),
    ],
)
def test_marks_of_titles(title: str, bare: str, kinds: list[NoticeKind]) -> None:
    assert notices.bare_title(title) == bare
    assert [notice.kind for notice in notices.of_title(title)] == kinds


@pytest.mark.parametrize(
    ("remark", "told"),
    [
        ("This paper has been withdrawn by the authors due to an error in Lemma 2", True),
        ("Withdrawn: superseded", True),
        ("12 pages; money that is withdrawable", False),
        ("Accepted to ICLR 2023", False),
    ],
)
def test_remarks_of_authors(remark: str, told: bool) -> None:
    assert bool(notices.of_remark(remark)) is told


def test_a_marked_title_is_that_of_the_paper_and_a_notice_is_another_work() -> None:
    marked = candidate(f"RETRACTED: {KITES}", doi="10.5555/1")
    notice = candidate(f"Retraction: {KITES}", doi="10.5555/2")
    decision = decide(wanted(venue="ICLR", year=2023), [marked, notice])
    assert (decision.state, decision.chosen and decision.chosen.candidate) == (State.ACCEPTED, marked)
    merged = merge(decision)
    assert merged.item.title == KITES
    assert merged.notices == (Notice(kind=RETRACTION, source="papers.bib"),)


def test_notices_of_all_sources_are_kept_once() -> None:
    told = Notice(kind=CORRECTION, name="10.5555/9")
    one = Candidate(record=replace(record(doi="10.5555/1"), notices=(told,)), source="crossref")
    other = Candidate(record=replace(record(doi="10.5555/1"), notices=(told,)), source="pubmed")
    merged = merge(decide(wanted(venue="ICLR", year=2023), [one, other]))
    assert merged.notices == (Notice(kind=CORRECTION, name="10.5555/9", source="crossref"),)


def test_the_anthology_tells_of_retractions_and_errata() -> None:
    data = (
        b'<collection id="2020.kite"><volume id="1"><meta><booktitle>Kites</booktitle><year>2020</year></meta>'
        b'<paper id="1"><title>One</title><retracted date="2021-01-01">Why.</retracted></paper>'
        b'<paper id="2"><title>Two</title><erratum id="1" hash="x">2020.kite-1.2e1</erratum></paper>'
        b'<paper id="3"><title>Three</title><revision id="1" href="2020.kite-1.3v1"/></paper></volume></collection>'
    )
    found = [each for each in anthology.read(io.BytesIO(data), "k.xml", Keys({})) if isinstance(each, Candidate)]
    assert [[notice.kind for notice in each.record.notices] for each in found] == [[RETRACTION], [CORRECTION], []]
    assert found[1].record.notices[0].name == "https://aclanthology.org/2020.kite-1.2e1"
