"""A paper told to other programs: COinS for reference managers, tags of HTML for search engines, JSON-LD.

COinS is an OpenURL (ANSI/NISO Z39.88-2004) in the title of an empty ``span``; ``citation_*`` are the tags that Google
Scholar asks for; JSON-LD is schema.org's ``ScholarlyArticle``.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from plbib.model import Date, Item, Name
from plbib.papers.people import OTHERS
from plbib.site.papers import PagePaper, plain

_JOURNAL, _BOOK, _DUBLIN_CORE, _DISSERTATION = (
    f"info:ofi/fmt:kev:mtx:{name}" for name in ("journal", "book", "dc", "dissertation")
)
_GENRES = {
    "article-journal": (_JOURNAL, "article"),
    "paper-conference": (_BOOK, "proceeding"),
    "chapter": (_BOOK, "bookitem"),
    "book": (_BOOK, "book"),
    "report": (_BOOK, "report"),
    "thesis": (_DISSERTATION, "dissertation"),
}
_ZOTERO = {
    "article": "preprint",
    "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle",
    "broadcast": "tvBroadcast",
    "dataset": "dataset",
    "entry-dictionary": "dictionaryEntry",
    "entry-encyclopedia": "encyclopediaArticle",
    "interview": "interview",
    "manuscript": "manuscript",
    "map": "map",
    "motion_picture": "film",
    "patent": "patent",
    "post": "forumPost",
    "post-weblog": "blogPost",
    "software": "computerProgram",
    "song": "audioRecording",
    "speech": "presentation",
    "standard": "standard",
}
"""The type of an item in Zotero, which it reads from Dublin Core; others are web pages."""
_SCHEMA = {
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "software": "SoftwareSourceCode",
    "thesis": "Thesis",
    "report": "Report",
    "webpage": "WebPage",
    "post-weblog": "BlogPosting",
}


def coins(paper: PagePaper) -> str:
    """The OpenURL of a paper, for the title of a ``span`` of class ``Z3988``."""
    return urlencode([(name, value) for name, value in _openurl(paper) if value], encoding="utf-8", errors="replace")


def _openurl(paper: PagePaper) -> Iterator[tuple[str, str]]:
    item = paper.record.item
    kind, genre = _GENRES.get(item.type, (_DUBLIN_CORE, ""))
    container = plain(item.container_title or "")
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", kind
    yield "rfr_id", "info:sid/plbib"
    if item.doi:
        yield "rft_id", f"info:doi/{item.doi}"
    if paper.links:
        yield "rft_id", paper.links[0].url
    if kind == _DUBLIN_CORE:
        zotero = _ZOTERO.get(item.type, "webpage")
        yield from (("rft.type", zotero), ("rft.title", paper.title), ("rft.source", container))
        yield "rft.description", paper.abstract
    else:
        yield "rft.genre", genre
        title = {_JOURNAL: "rft.atitle", _DISSERTATION: "rft.title"}.get(kind)
        yield title or ("rft.btitle" if genre in ("book", "report") else "rft.atitle"), paper.title
        yield {_JOURNAL: "rft.jtitle"}.get(kind, "rft.btitle"), container
    yield from _people(item, kind)
    yield "rft.date", date_text(item.issued)
    for name, value in (("volume", item.volume), ("issue", item.issue), ("pages", item.page), ("isbn", item.isbn)):
        yield f"rft.{name}", plain(value or "")
    yield "rft.issn", plain(item.issn or "")
    yield "rft.edition", plain(item.edition or "")
    yield "rft.series", plain(item.collection_title or "")
    yield {_DISSERTATION: "rft.inst"}.get(kind, "rft.pub"), plain(item.publisher or "")
    if kind == _DISSERTATION:
        yield "rft.degree", plain(item.genre or "")
    yield "rft.place", plain(item.publisher_place or "")
    yield "rft.language", plain(item.language or "")


def people(item: Item) -> list[Name]:
    """The authors by name, without the mark that there are others."""
    return [name for name in item.author if name != OTHERS]


def _people(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    """The first author by its parts, then all: the family first, so that a reader need not guess where it begins."""
    if item.author and item.author[0].family and kind != _DUBLIN_CORE:
        yield "rft.aulast", plain(family(item.author[0]))
        yield "rft.aufirst", plain(item.author[0].given or "")
        yield "rft.ausuffix", plain(item.author[0].suffix or "")
    for name in people(item):
        parts = (family(name), name.given, name.suffix)
        inverted = ", ".join(plain(part) for part in parts if part) if name.given else _natural(name)
        yield "rft.creator" if kind == _DUBLIN_CORE else "rft.au", plain(name.literal or "") or inverted


def family(name: Name) -> str:
    """A family name with its particles."""
    return " ".join(filter(None, [name.dropping_particle, name.non_dropping_particle, name.family]))


def _natural(name: Name) -> str:
    return plain(name.literal or " ".join(filter(None, [name.given, family(name), name.suffix])))


def date_text(date: Date | None, joint: str = "-") -> str:
    """The first day of a date as far as it is known: ``2023``, ``2023-05``."""
    parts = date.date_parts[0] if date and date.date_parts else ()
    return joint.join(f"{part:04}" if at == 0 else f"{part:02}" for at, part in enumerate(parts))


_VENUES = {
    "article-journal": ("citation_journal_title",),
    "article-magazine": ("citation_journal_title",),
    "article-newspaper": ("citation_journal_title",),
    "chapter": ("citation_inbook_title", "citation_book_title"),
    "entry-dictionary": ("citation_inbook_title", "citation_book_title"),
    "entry-encyclopedia": ("citation_inbook_title", "citation_book_title"),
    "paper-conference": ("citation_conference_title",),
}
"""What the container is called: Google Scholar's name, then others'. Other types have none."""
_PUBLISHERS = {"thesis": "citation_dissertation_institution", "report": "citation_technical_report_institution"}


def citation_tags(paper: PagePaper) -> list[tuple[str, str]]:
    """Name and content of the ``meta`` elements of a paper's page, in Google Scholar's names."""
    item = paper.record.item
    first, _, last = (item.page or "").partition("-")
    rows = [("citation_title", paper.title)]
    rows += [("citation_author", _natural(name)) for name in people(item)]
    rows += [
        ("citation_publication_date", date_text(item.issued, "/")),
        *((venue, item.container_title or "") for venue in _VENUES.get(item.type, ())),
        ("citation_volume", item.volume or ""),
        ("citation_issue", item.issue or ""),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_doi", item.doi or ""),
        ("citation_isbn", item.isbn or ""),
        ("citation_issn", item.issn or ""),
        ("citation_arxiv_id", paper.record.identifiers.get("arxiv", "")),
        ("citation_technical_report_number", (item.number or "") if item.type == "report" else ""),
        (_PUBLISHERS.get(item.type, "citation_publisher"), item.publisher or ""),
        ("citation_language", item.language or ""),
        ("citation_pdf_url", next((link.url for link in paper.links if link.url.lower().endswith(".pdf")), "")),
    ]
    return [(name, plain(content)) for name, content in rows if content]


def linked_data(paper: PagePaper, page: str = "") -> dict[str, Any]:
    """A paper as an object of schema.org; ``page`` is the address of its page, if that is known."""
    item = paper.record.item
    container = plain(item.container_title or "")
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _SCHEMA.get(item.type, "ScholarlyArticle"),
        "name": paper.title,
        "headline": paper.title[:110],
        "author": [_person(name) for name in people(item)],
        "datePublished": date_text(item.issued),
        "isPartOf": {"@type": "PublicationIssue" if item.issue else "Periodical", "name": container}
        if container
        else None,
        "publisher": {"@type": "Organization", "name": plain(item.publisher)} if item.publisher else None,
        "pagination": plain(item.page or ""),
        "abstract": paper.abstract,
        "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": item.doi} if item.doi else None,
        "sameAs": [link.url for link in paper.links],
        "url": page,
    }
    return {name: value for name, value in described.items() if value}


def _person(name: Name) -> dict[str, str]:
    if name.literal:
        return {"@type": "Organization", "name": plain(name.literal)}
    parts = {"givenName": plain(name.given or ""), "familyName": plain(family(name))}
    return {"@type": "Person", "name": _natural(name), **{key: value for key, value in parts.items() if value}}
