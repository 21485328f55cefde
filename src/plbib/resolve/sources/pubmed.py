"""PubMed by NCBI's E-utilities (https://www.ncbi.nlm.nih.gov/books/NBK25501), by number and by title.

Many numbers are one call. A search gives numbers, which are asked for next (§11.16).
"""

from collections.abc import Iterator, Sequence
from typing import Any

from plbib.model import Notice
from plbib.papers.identifiers import Identifier, address
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.sources import queries, records, trees, values
from plbib.resolve.sources.source import Answer, Call, Query, Reply, Source
from plbib.text.patterns import regex

XML = "application/xml"
_HOST = "eutils.ncbi.nlm.nih.gov"
_BATCH = 100
_ROWS = "5"
_SHORTENED = regex(r"(\d+)-(\d+)")
_MONTHS = dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True))


def _by_identifier(identifiers: Sequence[Identifier]) -> Iterator[Query]:
    """One call for all; more would be over what an address may hold."""
    ids = [name.value for name in identifiers if name.value.isdigit()]
    about = tuple(name.token for name in identifiers if name.value.isdigit())
    if ids:
        yield _fetch(ids, about)


def _fetch(ids: Sequence[str], about: tuple[str, ...], title: str = "") -> Query:
    return Query(
        source="pubmed",
        host=_HOST,
        path="/entrez/eutils/efetch.fcgi",
        parameters=(("db", "pubmed"), ("id", ",".join(ids)), ("retmode", "xml")),
        call=Call.LIST if len(ids) > 1 else Call.RECORD,
        accept=XML,
        about=about,
        title=title,
    )


def _search(wanted: Wanted) -> Iterator[Query]:
    if words := " ".join(queries.bare(wanted.paper.title)):
        asked = (("db", "pubmed"), ("term", f"{words}[Title]"), ("retmode", "xml"), ("retmax", _ROWS))
        yield Query(
            source="pubmed",
            host=_HOST,
            path="/entrez/eutils/esearch.fcgi",
            parameters=asked,
            call=Call.SEARCH,
            accept=XML,
            title=wanted.paper.title,
        )


def _read(request: Query, answer: Answer) -> Reply:
    """The articles of a list, or the next request for those that a search names."""
    root = trees.xml(answer.body)
    if root.tag == "eSearchResult":
        ids = [number for element in root.findall("IdList/Id") if (number := trees.line(element)).isdigit()]
        return records.reply([], [_fetch(ids[: int(_ROWS)], (), request.title)] if ids else [])
    if root.tag not in ("PubmedArticleSet", "PubmedArticle"):
        raise values.UnreadableError("no articles")
    articles = root.findall("PubmedArticle") if root.tag == "PubmedArticleSet" else [root]
    return records.reply(map(_article, articles))


def _article(element: Any) -> Candidate | None:
    citation = element.find("MedlineCitation")
    article = citation.find("Article") if citation is not None else None
    if article is None:
        return None

    def text(path: str) -> str:
        return values.text(trees.line(article.find(path)))

    ids = _ids(element, article)
    pmid, doi = values.text(trees.line(citation.find("PMID"))), ids.get("doi", "")
    csl = {
        "type": "article-journal",
        "title": text("ArticleTitle").removesuffix(".").removeprefix("[").removesuffix("]"),
        "author": list(_people(article)),
        "container-title": text("Journal/Title"),
        "container-title-short": text("Journal/ISOAbbreviation"),
        "volume": text("Journal/JournalIssue/Volume"),
        "issue": text("Journal/JournalIssue/Issue"),
        "page": _pages(text("Pagination/MedlinePgn")),
        "issued": _issued(article),
        "ISSN": text("Journal/ISSN"),
        "DOI": doi,
        "URL": f"https://doi.org/{doi}" if doi else f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/",
    }
    names = [Identifier(kind, value) for kind, value in (("pmid", pmid), ("pmcid", ids.get("pmc", ""))) if value]
    titles = [text("VernacularTitle").removesuffix(".")]
    return records.candidate("pubmed", csl, names, key=pmid, titles=titles, notices=_notices(citation))


def _notices(citation: Any) -> Iterator[Notice]:
    for other in citation.findall("CommentsCorrectionsList/CommentsCorrections"):
        kind, number = other.get("RefType", ""), values.text(trees.line(other.find("PMID")))
        if kind.endswith("In"):
            yield from records.notice("pubmed", kind, address("pmid", number) or "" if number else "")


def _ids(element: Any, article: Any) -> dict[str, str]:
    """The article's own identifiers by kind; references have such lists, too, deeper in the tree."""
    own = element.findall("PubmedData/ArticleIdList/ArticleId")
    found = {name.get("IdType", ""): trees.line(name) for name in own}
    for place in article.findall("ELocationID"):
        if place.get("EIdType") == "doi" and place.get("ValidYN") != "N":
            found.setdefault("doi", trees.line(place))
    return found


def _people(article: Any) -> Iterator[dict[str, Any]]:
    for author in article.findall("AuthorList/Author"):
        parts = {
            "family": values.text(trees.line(author.find("LastName"))),
            "given": values.text(trees.line(author.find("ForeName")) or trees.line(author.find("Initials"))),
            "suffix": values.text(trees.line(author.find("Suffix"))),
        }
        if parts["family"]:
            yield {part: value for part, value in parts.items() if value}
        elif name := values.text(trees.line(author.find("CollectiveName"))):
            yield {"literal": name}


def _pages(pages: str) -> str:
    """Pages in full: ``2603-4`` is ``2603-2604``."""
    match = _SHORTENED.fullmatch(pages)
    if not match or len(match[2]) >= len(match[1]):
        return pages
    return f"{match[1]}-{match[1][: -len(match[2])]}{match[2]}"


def _issued(article: Any) -> dict[str, Any]:
    date = article.find("Journal/JournalIssue/PubDate")
    if date is None:
        return {}
    year, month, day = (values.text(trees.line(date.find(part))) for part in ("Year", "Month", "Day"))
    if not year.isdigit():
        return records.iso(values.text(trees.line(date.find("MedlineDate")))[:4])
    number = int(month) if month.isdigit() else _MONTHS.get(month[:3].lower())
    return records.day(int(year), number, int(day) if day.isdigit() else None)


SOURCE = Source(
    name="pubmed",
    title="PubMed",
    hosts=(_HOST,),
    calls=(Call.RECORD, Call.LIST, Call.SEARCH),
    kinds=frozenset({"pmid"}),
    batch=_BATCH,
    by_identifier=lambda identifiers: tuple(_by_identifier(identifiers)),
    search=lambda wanted: tuple(_search(wanted)),
    read=_read,
)
