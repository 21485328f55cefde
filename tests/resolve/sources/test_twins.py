"""What is read from answers of each source's shape, field by field."""

from typing import Any

import msgspec
import pytest

from plbib.formats import csljson
from plbib.resolve.candidates import Candidate
from plbib.resolve.sources import read, records
from plbib.resolve.sources.source import HTML, Answer, Outcome
from tests.resolve.sources.twins import DIGEST, NEURIPS, answered, request, twin

LIND, MOOR = {"family": "Lind", "given": "Ada"}, {"family": "Moor", "given": "Bo", "non-dropping-particle": "van der"}
ICLR = "The Eleventh International Conference on Learning Representations"
ACL = "Proceedings of the 60th Annual Meeting of the Association for Computational Linguistics (Volume 1: Long Papers)"
NIPS = "Advances in Neural Information Processing Systems"
VITRO = {
    "type": "article-journal",
    "container-title": "River research",
    "container-title-short": "River Res",
    "author": [{"family": "Lind", "given": "Ada B"}, {"literal": "The River Group"}],
    "volume": "18",
    "issue": "3",
    "page": "231-234",
    "DOI": "10.1007/s00000-010-0192-1",
    "ISSN": "1566-2543",
    "identifiers": {"pmid": "12345678", "pmcid": "PMC1234567"},
}
FACTS: dict[tuple[str, int], dict[str, Any]] = {
    ("dblp_search.json", 0): {
        "type": "paper-conference",
        "author": [LIND, MOOR],
        "container-title": ICLR,
        "container-title-short": "ICLR",
        "publisher": "OpenReview.net",
        "issued": [[2023]],
        "URL": "https://openreview.net/forum?id=aB3dE_fG-h",
        "identifiers": {"dblp": "conf/iclr/LindM23", "openreview": "aB3dE_fG-h"},
    },
    ("dblp_search.json", 1): {
        "type": "article",
        "author": [LIND],
        "container-title": None,
        "volume": None,
        "number": "arXiv:2301.12345",
        "DOI": "10.48550/arXiv.2301.12345",
        "identifiers": {"dblp": "journals/corr/abs-2301-12345", "arxiv": "2301.12345"},
    },
    ("dblp_search.json", 2): {"whole": True, "DOI": "10.1145/1234567"},
    ("dblp_record.bib", 0): {
        "container-title": ICLR,
        "event-title": f"{ICLR} (ICLR 2023)",
        "event-place": "Kigali, Rwanda",
        "event-date": [[2023, 5, 1], [2023, 5, 5]],
        "editor": [{"family": "Eddy", "given": "Eve"}],
        "identifiers": {"dblp": "conf/iclr/LindM23", "openreview": "aB3dE_fG-h"},
    },
    ("openreview_v1.json", 0): {
        "type": "paper-conference",
        "author": [LIND, MOOR],
        "container-title": "The Tenth International Conference on Learning Representations",
        "publisher": "OpenReview.net",
        "issued": [[2022]],
        "identifiers": {"openreview": "aB3dE_fG-h"},
    },
    ("openreview_v2.json", 0): {"type": "article", "author": None, "container-title": "Submitted to ICLR 2024"},
    ("openreview_v2.json", 1): {
        "container-title": NIPS,
        "container-title-short": "NeurIPS",
        "publisher": "Curran Associates, Inc.",
        "volume": "36",
        "issued": [[2023]],
    },
    ("proceedings_page.html", 0): {
        "type": "paper-conference",
        "container-title": NIPS,
        "volume": "35",
        "identifiers": {"neurips": f"2022/{DIGEST}"},
    },
    ("proceedings_paper.bib", 0): {
        "page": None,
        "editor": [{"family": "Koyejo", "given": "S."}, {"family": "d'Alché-Buc", "given": "F."}],
        "URL": f"https://proceedings.neurips.cc/paper_files/paper/2022/hash/{DIGEST}-Abstract-Conference.html",
        "tokens": {NEURIPS},
    },
    ("schedule_year.json", 0): {
        "author": [LIND, MOOR],
        "container-title": "Proceedings of Machine Learning and Systems",
        "issued": [[2023]],
        "identifiers": {"openreview": "aB3dE_fG-h"},
        "tokens": {"event:mlsys/2023/100"},
    },
    ("acl_paper.bib", 0): {
        "container-title": ACL,
        "event-place": "Dublin, Ireland",
        "publisher-place": None,
        "page": "628-647",
        "issued": [[2022, 5]],
        "DOI": "10.18653/v1/2022.acl-long.999",
        "identifiers": {"acl": "2022.acl-long.999"},
    },
    ("acl_page.html", 0): {
        "container-title": ACL,
        "page": "628-647",
        "issued": [[2022, 5]],
        "identifiers": {"acl": "2022.acl-long.999"},
    },
    ("usenix_page.html", 0): {
        "container-title": "2022 USENIX Annual Technical Conference (USENIX ATC 22)",
        "event-place": "Carlsbad, CA",
        "ISBN": None,
        "page": "489-504",
        "issued": [[2022, 7]],
        "identifiers": {"usenix": "atc22/lind"},
    },
    ("pmlr_page.html", 0): {
        "container-title": "Proceedings of the 36th International Conference on Machine Learning",
        "collection-title": "Proceedings of Machine Learning Research",
        "volume": "97",
        "issued": [[2019, 6]],
        "abstract": None,
        "identifiers": {"pmlr": "v97/lind19a"},
    },
    ("cvf_page.html", 0): {"author": [LIND, MOOR, {"family": "Cole", "given": "Cleo"}], "issued": [[2016, 6]]},
    ("arxiv_feed.xml", 0): {
        "author": [{"family": "Cole", "given": "Cleo", "suffix": "Jr."}],
        "DOI": "10.48550/arXiv.math/0211159",
        "identifiers": {"arxiv": "math/0211159"},
    },
    ("arxiv_feed.xml", 1): {
        "type": "article",
        "author": [LIND, MOOR],
        "number": "arXiv:2301.12345",
        "issued": [[2023, 1, 29]],
        "note": None,
        "tokens": {"doi:10.1145/1234567.1234568"},
    },
    ("semanticscholar_batch.json", 0): {
        "type": "paper-conference",
        "DOI": None,
        "issued": None,
        "identifiers": {"arxiv": "2301.12345", "s2": "04d64be16fb402f28348faffef484bd419c8bd8f"},
        "tokens": {"dblp:journals/corr/abs-2301-12345"},
    },
    ("semanticscholar_batch.json", 1): {
        "type": "article-journal",
        "page": "1-11",
        "issued": [[2001, 2, 1]],
        "identifiers": {
            "pmid": "11330823",
            "pmcid": "PMC5815332",
            "s2": "19807da5b11f3e641535cb72e465001b49b48ee5",
        },
    },
    ("openalex_works.json", 0): {
        "type": "paper-conference",
        "author": [{"family": "Lind", "given": "Ada B."}, MOOR],
        "page": "233-248",
        "issued": [[2023]],
        "DOI": "10.1145/1234567.1234568",
        "tokens": {"arxiv:2301.12345"},
    },
    ("openalex_works.json", 1): {"type": "article", "container-title": None, "identifiers": {"arxiv": "2301.99999"}},
    ("datacite_doi.json", 0): {
        "type": "article",
        "author": [LIND, {"literal": "The River Group"}, MOOR],
        "issued": [[2023, 1]],
        "identifiers": {"arxiv": "2301.12345"},
        "tokens": {"doi:10.1145/1234567.1234568"},
    },
    ("doi_item.json", 0): VITRO
    | {
        "container-title": "River Research",
        "container-title-short": None,
        "author": [LIND],
        "ISSN": "1566-2543, 1572-8919",
        "identifiers": {},
    },
    ("biorxiv_details.json", 0): {
        "type": "article",
        "container-title": "bioRxiv",
        "issued": [[2024, 3, 1]],
        "tokens": {"doi:10.1038/s41586-024-00000-0"},
    },
    ("pubmed_article.xml", 0): VITRO | {"issued": [[2010, 9]]},
    ("europepmc_search.json", 0): VITRO | {"issued": [[2010, 9, 1]]},
    ("springer_page.html", 0): {
        "container-title": "River Research",
        "issued": [[2010, 9]],
        "page": "231-234",
        "DOI": "10.1007/s00000-010-0192-1",
    },
    ("pages_jsonld.html", 0): {
        "type": "article-journal",
        "author": [LIND, MOOR],
        "container-title": "River Research",
        "page": "1-9",
        "DOI": "10.1007/s00000-010-0192-1",
    },
    ("pages_dublincore.html", 0): {"container-title": "River Research", "issued": [[2015, 2, 9]]},
}


def facts(found: Candidate, names: set[str]) -> dict[str, Any]:
    """Those facts of a candidate that have these names; None for what it does not have."""
    variables = msgspec.json.decode(msgspec.json.encode(csljson.variables(found.record.item)))
    dates = {name: variables[name]["date-parts"] for name in ("issued", "event-date") if name in variables}
    own = {"identifiers": found.record.identifiers, "tokens": found.tokens, "whole": found.whole}
    every = variables | dates | own
    return {name: every.get(name) for name in names}


@pytest.mark.parametrize(("file", "number"), FACTS, ids=str)
def test_fields(file: str, number: int) -> None:
    expected = FACTS[file, number]
    assert facts(answered(twin(file)).candidates[number], set(expected)) == expected


def test_a_page_of_proceedings_leads_to_its_bibtex_and_to_no_other_host() -> None:
    (sent,) = answered(twin("proceedings_page.html")).requests
    assert (sent.host, sent.about) == ("proceedings.neurips.cc", (NEURIPS,))
    assert sent.path == f"/paper_files/paper/2022/file/{DIGEST}-Bibtex-Conference.bib"


def test_a_list_of_a_year_leads_to_the_pages_of_like_titles() -> None:
    (sent,) = answered(twin("proceedings_list.html")).requests
    assert sent.path == f"/paper_files/paper/2023/hash/{DIGEST}-Abstract-mlsys2023.html"


def test_a_search_for_numbers_leads_to_their_records() -> None:
    (sent,) = answered(twin("pubmed_search.xml")).requests
    assert sent.parameters == (("db", "pubmed"), ("id", "12345678"), ("retmode", "xml"))


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("dblp", b'{"result": {"hits": {"@total": "0", "@computed": "0", "@sent": "0", "@first": "0"}}}'),
        ("crossref", b'{"status": "ok", "message-type": "work-list", "message": {"total-results": 0, "items": []}}'),
        ("semanticscholar", b"[null]"),
        ("openalex", b'{"meta": {"count": 0}, "results": []}'),
        ("openreview", b'{"notes": [], "count": 0}'),
        ("biorxiv", b'{"messages": [{"status": "no posts found"}], "collection": []}'),
        ("europepmc", b'{"hitCount": 0, "resultList": {"result": []}}'),
        ("arxiv", b'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>'),
        ("pubmed", b"<PubmedArticleSet></PubmedArticleSet>"),
    ],
)
def test_a_clean_answer_without_records_is_empty(source: str, body: bytes) -> None:
    assert read(request(source), Answer(status=200, body=body)).outcome is Outcome.EMPTY


@pytest.mark.parametrize(
    ("file", "number", "change", "kind"),
    [
        ("openalex_works.json", 0, (b'"is_retracted": false', b'"is_retracted": true'), "retraction"),
        (
            "arxiv_feed.xml",
            1,
            (b"Accepted to ICLR 2023", b"This paper has been withdrawn by the authors"),
            "withdrawal",
        ),
        ("openreview_v2.json", 0, (b"Rejected_Submission", b"Withdrawn_Submission"), "withdrawal"),
        (
            "pubmed_article.xml",
            0,
            (
                b"</MedlineCitation>",
                (
                    b'<CommentsCorrectionsList><CommentsCorrections RefType="ErratumIn"><PMID>87654321</PMID>'
                    b'</CommentsCorrections><CommentsCorrections RefType="Cites"><PMID>1234</PMID>'
                    b"</CommentsCorrections>"
                    b"</CommentsCorrectionsList></MedlineCitation>"
                ),
            ),
            "correction",
        ),
        (
            "europepmc_search.json",
            0,
            (
                b'"pubYear"',
                b'"commentCorrectionList": {"commentCorrection": [{"id": "1234", "type": "Retraction in"}]}, "pubYear"',
            ),
            "retraction",
        ),
    ],
)
def test_notices(file: str, number: int, change: tuple[bytes, bytes], kind: str) -> None:
    own = twin(file)
    assert change[0] in own.body
    assert answered(own).candidates[number].record.notices == ()
    (notice,) = answered(own, own.body.replace(*change)).candidates[number].record.notices
    assert (notice.kind, notice.source) == (kind, own.source)


@pytest.mark.parametrize(
    ("printed", "year", "expected"),
    [
        ("NeurIPS", 2022, {"container-title": NIPS, "volume": "35", "publisher": "Curran Associates, Inc."}),
        ("NIPS", 2005, {"container-title": NIPS}),
        ("ACL (1)", 2022, {"container-title": ACL.partition(" (Volume")[0], "container-title-short": "ACL"}),
        ("River Systems (12)", 2022, {"container-title": "River Systems"}),
        ("Rivers", None, {"container-title": "Rivers"}),
    ],
)
def test_what_people_call_a_venue_is_its_volume_of_the_year(
    printed: str, year: int | None, expected: dict[str, str]
) -> None:
    found = records.venue("paper-conference", printed, year)
    assert {name: found.get(name) for name in expected} == expected
    assert (found.get("publisher") is not None) == (year == 2022 and "River" not in printed)


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://openreview.net/pdf?id=aB3dE_fG-h", "https://openreview.net/forum?id=aB3dE_fG-h"),
        ("http://aclanthology.org/2022.acl-long.1.pdf", "https://aclanthology.org/2022.acl-long.1/"),
        (
            f"http://papers.nips.cc/paper_files/paper/2022/hash/{DIGEST}-Abstract-Conference.html",
            f"https://proceedings.neurips.cc/paper_files/paper/2022/hash/{DIGEST}-Abstract-Conference.html",
        ),
        (
            f"https://proceedings.neurips.cc/paper/2020/file/{DIGEST}-Paper.pdf",
            f"https://proceedings.neurips.cc/paper_files/paper/2020/hash/{DIGEST}-Abstract.html",
        ),
        ("http://proceedings.mlr.press/v97/mao19a/mao19a.pdf", "https://proceedings.mlr.press/v97/mao19a.html"),
        ("https://doi.org/10.1145/1.2", "https://doi.org/10.1145/1.2"),
        ("https://example.org/kites.pdf", "https://example.org/kites.pdf"),
    ],
)
def test_addresses_are_those_of_pages(url: str, page: str) -> None:
    assert records.find_landing_page(url) == page
    assert records.find_landing_page(page) == page


def test_pages_are_read_in_the_encoding_they_declare() -> None:
    page = '<meta charset="gb2312"><meta name=citation_title content="\u98ce\u7b5d">'
    for body in (page.encode("gb2312"), page.encode(), page.replace("gb2312", "utf-8").encode()):
        (found,) = read(request("pages", accept=HTML), Answer(status=200, body=body)).candidates
        assert found.record.item.title == "\u98ce\u7b5d"


def test_a_page_of_arxiv_is_a_preprint() -> None:
    page = b"""<meta name=citation_title content="Kites"><meta name=citation_author content="Lind, Ada">
    <meta name=citation_date content="2019/01/28"><meta name=citation_arxiv_id content="1901.09839">"""
    (found,) = read(request("pages", accept=HTML), Answer(status=200, body=page)).candidates
    expected = {"type": "article", "number": "arXiv:1901.09839", "DOI": "10.48550/arXiv.1901.09839"}
    assert facts(found, {*expected}) == expected


BOMB = b"""<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM
"file:///etc/passwd">]><feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2301.12345</id>
<title>&b;&f;</title></entry></feed>"""


def test_entities_of_strangers_are_not_read() -> None:
    assert read(request("arxiv"), Answer(status=200, body=BOMB)).outcome is Outcome.FAILED


def test_what_is_hostile_stays_text() -> None:
    page = b"""<meta name=citation_title content="A \xe2\x80\xaegnp.exe \x1b[31m<script>alert(1)</script>">
    <meta name=citation_author content="Lind, \\input{/etc/passwd}"><meta name=citation_doi content="javascript:x">
    <meta name=citation_publication_date content="9999/99"><link rel=canonical href="javascript:alert(1)">"""
    (found,) = read(request("pages", accept=HTML), Answer(status=200, body=page)).candidates
    item = found.record.item
    assert item.title.isprintable()
    assert (item.doi, item.url, item.issued) == (None, None, None)
