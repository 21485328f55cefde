"""Answers of our own in the true shape of each source, and what is to be read from them."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from plbib.resolve.sources import read
from plbib.resolve.sources.pubmed import XML
from plbib.resolve.sources.source import ATOM, BIBTEX, HTML, Answer, Call, Query, Reply

FOLDER = Path(__file__).resolve().parents[2] / "data" / "sources"


class Twin(NamedTuple):
    """A file of an answer, the source that gave it, and the titles that are read."""

    source: str
    file: str
    titles: tuple[str, ...]
    request: Mapping[str, object] = MappingProxyType({})

    @property
    def body(self) -> bytes:
        return (FOLDER / self.file).read_bytes()


STUDY = "Slow Caches & Fast Rivers: A Study"
YEAR, DIGEST = 2022, "0123456789abcdef0123456789abcdef"
NEURIPS = f"neurips:{YEAR}/{DIGEST}"
TWINS = (
    Twin(
        "crossref",
        "crossref_works.json",
        (
            "Slow Caches & Fast <i>Rivers</i>: A Study of Sediment",
            "Rivers of Tokens",
            "Proceedings of the Eighteenth European Conference on Computer Systems",
        ),
    ),
    Twin("dblp", "dblp_search.json", (STUDY, STUDY, "Rivers and Caches, 1st Workshop")),
    Twin("dblp", "dblp_record.bib", (STUDY,), {"accept": BIBTEX, "about": ("dblp:conf/iclr/LindM23",)}),
    Twin("openreview", "openreview_v1.json", (STUDY,)),
    Twin("openreview", "openreview_v2.json", ("Rivers of Tokens", "Rivers Again")),
    Twin(
        "proceedings",
        "proceedings_page.html",
        ("Slow Caches and Fast Rivers",),
        {"host": "proceedings.neurips.cc", "accept": HTML, "about": (NEURIPS,)},
    ),
    Twin(
        "proceedings",
        "proceedings_paper.bib",
        ("Slow Caches and Fast Rivers",),
        {
            "host": "proceedings.neurips.cc",
            "accept": BIBTEX,
            "about": (NEURIPS,),
            "path": f"/paper_files/paper/{YEAR}/file/{DIGEST}-Bibtex-Conference.bib",
        },
    ),
    Twin(
        "proceedings",
        "proceedings_list.html",
        (),
        {
            "host": "proceedings.mlsys.org",
            "path": "/paper_files/paper/2023",
            "accept": HTML,
            "title": "Slow Cache: Rivers at Scale",
        },
    ),
    Twin("schedule", "schedule_year.json", ("Slow Caches: Rivers at Scale",), {"about": ("event:mlsys/2023/100",)}),
    Twin("aclanthology", "acl_paper.bib", ("∞-rivers: Slow Caches",), {"accept": BIBTEX}),
    Twin("aclanthology", "acl_page.html", ("∞-rivers: Slow Caches",), {"accept": HTML}),
    Twin("usenix", "usenix_page.html", ("Slow Caches & High-Speed Rivers",), {"accept": HTML}),
    Twin("pmlr", "pmlr_page.html", ("Slow Caches and Fast Rivers",), {"accept": HTML}),
    Twin("cvf", "cvf_page.html", ("Deep Rivers for Image Recognition",), {"accept": HTML}),
    Twin("arxiv", "arxiv_feed.xml", ("An entropy of rivers", STUDY), {"accept": ATOM}),
    Twin("semanticscholar", "semanticscholar_batch.json", (STUDY, "Rivers of Blood Cells")),
    Twin("openalex", "openalex_works.json", ("Slow Caches & Fast Rivers", "Rivers of Tokens")),
    Twin("datacite", "datacite_doi.json", (STUDY,)),
    Twin("doi", "doi_item.json", ("Rivers in <i>vitro</i>",)),
    Twin("biorxiv", "biorxiv_details.json", ("Rivers in cells",)),
    Twin("pubmed", "pubmed_article.xml", ("Rivers in vitro",), {"accept": XML}),
    Twin("pubmed", "pubmed_search.xml", (), {"accept": XML, "title": "Rivers in vitro"}),
    Twin("europepmc", "europepmc_search.json", ("Rivers in vitro",)),
    Twin("springer", "springer_page.html", ("Rivers in vitro",), {"accept": HTML}),
    Twin("pages", "pages_jsonld.html", ("Slow Caches & Fast Rivers",), {"accept": HTML}),
    Twin("pages", "pages_dublincore.html", ("Slow Caches",), {"accept": HTML}),
)


def request(source: str, **known: object) -> Query:
    """A request to ``source``; what is not given does not matter for the reading."""
    values = {"host": "localhost", "path": "/", "call": Call.RECORD, **known}
    return Query(source=source, **values)  # type: ignore[arg-type]


def answered(twin: Twin, body: bytes | None = None) -> Reply:
    """What is read from a twin, or from another body in its place."""
    return read(request(twin.source, **twin.request), Answer(status=200, body=twin.body if body is None else body))


def twin(file: str) -> Twin:
    """The twin with this file."""
    return next(twin for twin in TWINS if twin.file == file)
