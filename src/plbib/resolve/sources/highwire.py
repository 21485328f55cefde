"""What a page says of its paper in its head, for search engines (§3.14, §5.5).

Highwire's ``citation_*`` first, then Dublin Core and PRISM, then JSON-LD of schema.org. Of social media's tags nothing
is taken: they name pages rather than papers.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plbib.resolve.candidates import Candidate
from plbib.resolve.sources import bibs, records, trees, values
from plbib.resolve.sources.source import Answer
from plbib.text.patterns import regex

_MOST = 5_000
"""Tags of a page that are looked at."""
_AS = {
    "dc.title": "citation_title",
    "dcterms.title": "citation_title",
    "dc.creator": "citation_author",
    "dc.creator.personalname": "citation_author",
    "dcterms.creator": "citation_author",
    "dc.date": "citation_date",
    "dc.issued": "citation_date",
    "dcterms.issued": "citation_date",
    "dcterms.date": "citation_date",
    "dc.identifier.doi": "citation_doi",
    "dc.publisher": "citation_publisher",
    "prism.publicationname": "citation_journal_title",
    "prism.publicationdate": "citation_date",
    "prism.volume": "citation_volume",
    "prism.number": "citation_issue",
    "prism.startingpage": "citation_firstpage",
    "prism.endingpage": "citation_lastpage",
    "prism.doi": "citation_doi",
    "prism.issn": "citation_issn",
}
"""Names of Dublin Core and PRISM, and those of Highwire that say the same."""
_VENUES = {
    "citation_conference_title": "paper-conference",
    "citation_journal_title": "article-journal",
    "citation_inbook_title": "chapter",
    "citation_book_title": "chapter",
}
_INSTITUTIONS = {"citation_dissertation_institution": "thesis", "citation_technical_report_institution": "report"}
_DATES = ("citation_publication_date", "citation_cover_date", "citation_date", "citation_year", "citation_online_date")
_ARTICLES = {
    "ScholarlyArticle": "article-journal",
    "MedicalScholarlyArticle": "article-journal",
    "Thesis": "thesis",
    "Book": "book",
    "Chapter": "chapter",
    "Report": "report",
    "Dataset": "dataset",
    "BlogPosting": "post-weblog",
}
_BIBTEX = (
    "//*[contains(concat(' ', @class, ' '), ' bibtex-text-entry ')]",
    "//*[contains(concat(' ', @class, ' '), ' bibref ')]",
    "//*[@id='citeBibtexContent' or @id='bibtex']",
)
"""Where pages show their BibTeX: USENIX, CVF, the ACL Anthology, PMLR."""
_AMPERSANDS = regex(r"(?m)^\s*(?:author|editor)\s*=.*$")
"""Lines in which some pages write ``&`` for BibTeX's ``and``."""
_NO_PAPERS = ("url", "event")
"""Kinds of tokens that are no identifiers of a paper."""
_ENTRY = regex(r"\s*@[A-Za-z]+\s*\{")


def candidate(source: str, answer: Answer, tokens: Sequence[str] = (), kind: str = "") -> Candidate | None:
    """The candidate in the head of a page, of the type ``kind`` if the source knows; None where there is none."""
    root = trees.html(answer.body)
    tags = _tags(root)
    row = _row(tags) if tags.get("citation_title") else next(_linked(root), {})
    if not row:
        return None
    own = {"type": kind} if kind else {}
    canonical = root.xpath("string(//link[@rel='canonical']/@href)")
    address = answer.url or canonical or _first(tags, "citation_abstract_html_url")
    arxiv = records.read_identifier(_first(tags, "citation_arxiv_id"), "arxiv")
    named = (*map(records.parse, tokens), records.read_identifier(address), arxiv)
    names = [name for name in named if name and name.kind not in _NO_PAPERS]
    return records.candidate(source, {"URL": address, **row, **own}, names, key=address, tokens=tokens)


def from_bibtex(source: str, answer: Answer, tokens: Sequence[str] = ()) -> list[Candidate]:
    """The candidate in the BibTeX that a page shows; none where it shows none that can be read."""
    root = trees.html(answer.body)
    for path in _BIBTEX:
        for element in root.xpath(path)[:5]:
            text = _AMPERSANDS.sub(lambda line: line[0].replace(" & ", " and "), trees.lines(element))
            if _ENTRY.match(text):
                try:
                    return bibs.candidates(source, text.encode(), tokens)
                except values.UnreadableError:
                    return []
    return []


def _tags(root: Any) -> dict[str, list[str]]:
    """The contents of the tags by name, in order; names of Dublin Core and PRISM where Highwire's are missing."""
    own: dict[str, list[str]] = defaultdict(list)
    others: dict[str, list[str]] = defaultdict(list)
    for tag in root.xpath("//meta")[:_MOST]:
        name = (tag.get("name") or tag.get("property") or "").strip().lower()
        content = values.text(tag.get("content"))
        if content and name.startswith("citation_"):
            own[name].append(content)
        elif content and name in _AS:
            others[_AS[name]].append(content)
    return {**others, **own} if own.get("citation_title") or others.get("citation_title") else {}


def _first(tags: Mapping[str, list[str]], *names: str) -> str:
    return next((tags[name][0] for name in names if tags.get(name)), "")


def _row(tags: Mapping[str, list[str]]) -> dict[str, Any]:
    """CSL's variables for the tags of a page."""
    if arxiv := _first(tags, "citation_arxiv_id"):
        return _preprint(tags, arxiv)
    venue = next((name for name in _VENUES if tags.get(name)), "")
    institution = next((name for name in _INSTITUTIONS if tags.get(name)), "")
    authors = tags.get("citation_author") or _listed(_first(tags, "citation_authors"))
    return {
        "type": _VENUES.get(venue) or _INSTITUTIONS.get(institution, "document"),
        "title": _first(tags, "citation_title"),
        "author": records.people(authors),
        "container-title": _first(tags, venue),
        "container-title-short": _first(tags, "citation_journal_abbrev"),
        "publisher": _first(tags, institution, "citation_publisher"),
        "issued": next((date for name in _DATES if (date := records.iso(_first(tags, name)))), {}),
        "volume": _first(tags, "citation_volume"),
        "issue": _first(tags, "citation_issue"),
        "page": records.pages(_first(tags, "citation_firstpage"), _first(tags, "citation_lastpage")),
        "number": _first(tags, "citation_technical_report_number"),
        "DOI": _first(tags, "citation_doi"),
        "ISBN": _first(tags, "citation_isbn"),
        "ISSN": _first(tags, "citation_issn"),
    }


def _preprint(tags: Mapping[str, list[str]], arxiv: str) -> dict[str, Any]:
    """CSL's variables for a page of arXiv."""
    return {
        "type": "article",
        "title": _first(tags, "citation_title"),
        "author": records.people(tags.get("citation_author", [])),
        "issued": records.iso(_first(tags, "citation_date")),
        "publisher": "arXiv",
        "number": f"arXiv:{arxiv}",
        "DOI": f"10.48550/arXiv.{arxiv}",
    }


def _listed(authors: str) -> list[str]:
    """Authors in one tag, parted by semicolons."""
    return [author for author in map(str.strip, authors.split(";")) if author]


def _linked(root: Any) -> Iterator[dict[str, Any]]:
    """The works that JSON-LD describes."""
    for script in root.xpath("//script[@type='application/ld+json']")[:20]:
        try:
            data = values.decode((script.text or "").encode())
        except values.UnreadableError:
            continue
        for row in (*values.objects(data), *values.objects(values.part(data, "@graph"))):
            kind = next((_ARTICLES[name] for name in values.texts(row.get("@type")) if name in _ARTICLES), "")
            title = values.text(row, "headline") or values.text(row, "name")
            if kind and title:
                yield _described(row, kind, title)


def _described(row: dict[str, Any], kind: str, title: str) -> dict[str, Any]:
    inside = values.part(row, "isPartOf")
    doi = records.read_identifier(
        values.text(row, "doi") or values.text(row, "sameAs") or values.text(row, "@id"), "doi"
    )
    authors = [
        values.text(author, "name") if isinstance(author, dict) else values.text(author)
        for author in values.members(row.get("author"))
    ]
    return {
        "type": kind,
        "title": title,
        "author": records.people(authors),
        "container-title": values.text(inside, "isPartOf", "isPartOf", "name")
        or values.text(inside, "isPartOf", "name")
        or values.text(inside, "name"),
        "publisher": values.text(row, "publisher", "name"),
        "issued": records.iso(values.text(row, "datePublished")),
        "page": values.text(row, "pagination")
        or records.pages(values.text(row, "pageStart"), values.text(row, "pageEnd")),
        "DOI": doi.value if doi else "",
    }
