"""What every source keeps to."""

import re

import pytest

from plbib.papers.identifiers import Identifier
from plbib.papers.identity import Paper
from plbib.resolve.candidates import Wanted
from plbib.resolve.sources import NAMES, load, read
from plbib.resolve.sources.source import BIBTEX, HTML, JSON, Answer, Outcome, Query
from tests.resolve.sources.twins import TWINS, Twin, answered, request

VALUES = {
    "doi": ("10.1145/1234567.1234568", "10.1002/(sici)1097(199)1:2<3::aid-a,b>3.0.co;2-f", "10.1/a|b"),
    "dblp": ("conf/iclr/LindM23", "journals/corr/abs-2301-12345"),
    "openreview": ("aB3dE_fG-h", "-_x9-"),
    "neurips": ("2022/0123456789abcdef0123456789abcdef", "2019/0123456789abcdef0123456789abcdef"),
    "mlsys": ("2023/0123456789abcdef0123456789abcdef", "2020/0123456789abcdef0123456789abcdef"),
    "event": ("mlsys/2023/2472", "neurips/2022/55"),
    "acl": ("2022.acl-long.1", "P17-2044"),
    "usenix": ("osdi22/yu", "usenixsecurity22/bulekov"),
    "pmlr": ("v97/mao19a", "v37/abbasi-yadkori15"),
    "cvf": ("He_Deep_Residual_Learning_CVPR_2016_paper", "Yang_Panoptic_Scenes_CVPR_2023_paper"),
    "arxiv": ("2301.12345", "math/0211159", "astro-ph/9812133"),
    "s2": ("04d64be16fb402f28348faffef484bd419c8bd8f",),
    "pmid": ("12345678", "9997"),
    "pmcid": ("PMC1234567",),
    "url": ("example.org/a b/ü?id=1&x=é", "papers.example.org", "münchen.example/x", "example.org/100%/x"),
    "aaai": ("19922",),
    "ijcai": ("2023/512",),
}
"""Identifiers of each kind, the odd ones too."""
OWN = {
    "biorxiv": ("10.1101/2020.07.21.214197", "10.64898/2025.12.01.1"),
    "springer": ("10.1007/978-3-1_4", "10.1007/b<c"),
}
"""DOIs for sources that only know those of their own."""
TITLES = (
    "Slow Caches & Fast Rivers: A Study",
    r"$\infty$-former: {I}nfinite \emph{Memory} -- (c:d) \"x\" OR 1|2 *",
    "深度学习综述",
    "x" * 5000,
    "?",
)
BODIES = (
    b"",
    b"null",
    b"[]",
    b"{}",
    b"[[null]]",
    b"0",
    b'"text"',
    b"<html></html>",
    b"\xff\xfe\x00",
    b"[" * 5000,
    b"{",
)
"""What is no answer of any source."""


@pytest.mark.parametrize("name", NAMES)
def test_every_source_says_what_it_is(name: str) -> None:
    source = load(name)
    assert source.name == name
    assert all((source.title, source.hosts or name == "pages", source.calls))
    assert source.batch >= 1
    assert bool(source.kinds) == (source.by_identifier is not None)
    assert source.by_identifier or source.search
    assert {credential.variable.isupper() for credential in source.credentials} <= {True}
    assert all(set(credential.hosts) <= set(source.hosts) for credential in source.credentials)


@pytest.mark.parametrize("name", NAMES)
def test_requests_by_identifiers_name_each_of_them(name: str) -> None:
    source = load(name)
    for kind in source.kinds:
        identifiers = [Identifier(kind, value) for value in OWN.get(name, VALUES[kind])]
        for asked in ([identifiers[0]], identifiers):
            assert source.by_identifier is not None
            requests = source.by_identifier(asked)
            assert {token for sent in requests for token in sent.about} == {one.token for one in asked}
            for sent in requests:
                check(name, sent)


@pytest.mark.parametrize("name", [name for name in NAMES if load(name).search])
def test_requests_by_title_are_short(name: str) -> None:
    search = load(name).search
    assert search is not None
    for title in TITLES:
        for sent in search(Wanted(paper=Paper(title=title, year=2023), venue="NeurIPS")):
            assert sent.title == title
            assert len(sent.url) < 4000
            check(name, sent)


def check(name: str, sent: Query | None) -> None:
    """What holds for every request, and for those that may follow it."""
    source = load(name)
    while sent is not None:
        assert sent.source == name
        assert not source.hosts or {sent.host, *sent.mirrors} <= set(source.hosts)
        assert re.fullmatch(r"[a-z0-9.-]+", sent.host)
        assert re.fullmatch(r"/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*", sent.path), sent.path
        assert sent.call in source.calls
        assert sent.url.isascii()
        sent = sent.otherwise


@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_answer_gives_no_record(name: str) -> None:
    for body in BODIES:
        for accept in (JSON, HTML, BIBTEX):
            reply = read(request(name, accept=accept), Answer(status=200, body=body))
            assert reply.candidates == ()
            assert reply.outcome is not Outcome.FOUND


@pytest.mark.parametrize("name", NAMES)
def test_only_a_missing_record_is_empty(name: str) -> None:
    outcomes = {status: read(request(name), Answer(status=status)).outcome for status in (404, 400, 403, 429, 503)}
    assert outcomes == {
        404: Outcome.EMPTY,
        400: Outcome.FAILED,
        403: Outcome.REFUSED,
        429: Outcome.REFUSED,
        503: Outcome.FAILED,
    }


def test_a_page_where_data_were_asked_for_is_a_refusal() -> None:
    page = Answer(status=200, headers={"content-type": "text/html; charset=UTF-8"}, body=b"<title>Just a moment")
    assert read(request("crossref"), page).outcome is Outcome.REFUSED
    assert read(request("usenix", accept=HTML), page).outcome is Outcome.REFUSED
    other = Answer(status=200, body=b"<title>Home</title>")
    assert read(request("usenix", accept=HTML), other).outcome is Outcome.FAILED


def test_the_next_request_is_made_where_there_is_no_record() -> None:
    following = request("crossref", path="/next")
    asked = request("crossref", otherwise=following)
    assert read(asked, Answer(status=404)).requests == (following,)
    assert read(asked, Answer(status=503)).requests == ()


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.file)
def test_twins_are_read(twin: Twin) -> None:
    reply = answered(twin)
    assert tuple(candidate.record.item.title for candidate in reply.candidates) == twin.titles
    assert {candidate.source for candidate in reply.candidates} <= {twin.source}


def test_every_source_has_a_twin() -> None:
    assert {twin.source for twin in TWINS} == set(NAMES)
