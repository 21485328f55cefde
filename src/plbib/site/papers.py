"""What the page shows of one paper: plain texts, titles as HTML, addresses that may be followed."""

from collections.abc import Iterable

from markupsafe import Markup, escape
from msgspec import Struct

from plbib.lists import titles
from plbib.model import Category, CategoryPath, Finding, Library, Name, Record
from plbib.papers.identifiers import address, token
from plbib.papers.notices import is_retracted
from plbib.papers.people import OTHERS
from plbib.papers.venues import acronym
from plbib.rendering.output.links import safe
from plbib.text import markup
from plbib.text.formulas import in_unicode
from plbib.text.patterns import regex
from plbib.text.readable import readable
from plbib.text.unicode import clean, slugs

_LINK = regex(r"\[([^\[\]]*)\]\([^()\s]*\)")
_ELEMENTS = {"i": ("<i>", "</i>"), "b": ("<b>", "</b>"), "sub": ("<sub>", "</sub>"), "sup": ("<sup>", "</sup>")}
_SMALL_CAPS = ('<span class="small-caps">', "</span>")
_OF_IDENTIFIER = {"doi": "DOI", "arxiv": "arXiv", "acl": "ACL Anthology", "ieee": "IEEE Xplore"}
_TITLE = "title"
"""The label of a link whose text is the title."""


class PaperLink(Struct, frozen=True):
    """A link of a paper: what it is called, and an address of the web."""

    label: str
    url: str


class PagePaper(Struct, frozen=True, kw_only=True):
    """One paper on the page. ``file`` is the name of its own files without their ends, ``number`` counts from 0."""

    number: int
    record: Record
    file: str
    title: str
    title_html: Markup
    authors: tuple[str, ...]
    venue: str
    where: str
    year: str
    affiliations: tuple[str, ...]
    categories: tuple[CategoryPath, ...]
    links: tuple[PaperLink, ...]
    badges: tuple[str, ...]
    gloss: str
    abstract: str
    findings: tuple[Finding, ...]

    @property
    def key(self) -> str:
        return self.record.key


def files_of(library: Library) -> dict[str, str]:
    """The names of the papers' own files, without their ends, by citation key."""
    return slugs([record.key for record in library.records])


def papers_of(library: Library, findings: Iterable[Finding]) -> tuple[PagePaper, ...]:
    """The papers of ``library`` in its order; ``findings`` are those about its records, each shown with its paper."""
    files = files_of(library)
    about: dict[str, list[Finding]] = {}
    for finding in findings:
        about.setdefault(finding.key, []).append(finding)
    return tuple(
        _paper(number, record, files[record.key], tuple(about.get(record.key, ())))
        for number, record in enumerate(library.records)
    )


def _paper(number: int, record: Record, file: str, findings: tuple[Finding, ...]) -> PagePaper:
    item, entries = record.item, record.entries
    year = item.issued.year if item.issued else None
    glosses = (entry.gloss for entry in entries if entry.gloss)
    return PagePaper(
        number=number,
        record=record,
        file=file,
        title=plain(item.title) or record.key,
        title_html=title_html(item.title) or escape(record.key),
        authors=tuple(filter(None, map(_name, item.author))),
        venue=plain(acronym(record) or item.container_title or ""),
        where=plain(item.container_title or item.event_title or item.publisher or ""),
        year=str(year or ""),
        affiliations=tuple(dict.fromkeys(plain(entry.affiliation) for entry in entries if entry.affiliation)),
        categories=tuple(path for path in record.categories if path),
        links=_links(record),
        badges=(*_badges(record), *(["finding"] if findings else [])),
        gloss=plain(titles.plain(_LINK.sub(r"\1", next(glosses, "")))),
        abstract=plain(item.abstract or ""),
        findings=findings,
    )


def plain(text: str) -> str:
    """``text`` on one line, without markup; formulas that Unicode can write are in Unicode."""
    return clean(markup.plain(in_unicode(text)))


def title_html(text: str) -> Markup:
    """``text`` with its markup as elements of HTML, all else escaped."""

    def around(tag: str, inner: str) -> str:
        before, after = _SMALL_CAPS if tag == "sc" else _ELEMENTS.get(tag, ("", ""))
        return f"{before}{inner}{after}"

    return Markup(markup.render(clean(readable(text)), lambda part: str(escape(part)), around))  # noqa: S704 - escaped


def category_text(path: CategoryPath) -> str:
    """A category as the page calls it."""
    return " / ".join(map(clean, path))


def paths_of(library: Library) -> tuple[CategoryPath, ...]:
    """Every category of ``library``, those above others included, in its order."""
    listed = (*library.categories, *(Category(path=path) for record in library.records for path in record.categories))
    whole = (category.path[:depth] for category in listed for depth in range(1, len(category.path) + 1))
    return tuple(dict.fromkeys(whole))


def _name(name: Name) -> str:
    if name == OTHERS:
        return "et al."
    parts = (name.given, name.dropping_particle, name.non_dropping_particle, name.family, name.suffix)
    return plain(name.literal or " ".join(filter(None, parts)))


def _links(record: Record) -> tuple[PaperLink, ...]:
    """The list's own links first, then where its identifiers lead; each place once, and only places of the web."""
    listed = [(link.label, link.url) for entry in record.entries for link in entry.links]
    known = [
        (_OF_IDENTIFIER[kind], address(kind, value)) for kind, value in _identifiers(record) if kind in _OF_IDENTIFIER
    ]
    others = [("Paper", record.item.url or ""), *known]
    links: dict[str, PaperLink] = {}
    for label, url in (*listed, *others):
        target = safe(url or "")
        if target:
            name = "Paper" if label == _TITLE else clean(label) or "Link"
            links.setdefault(token(target), PaperLink(name, target))
    return tuple(links.values())


def _identifiers(record: Record) -> Iterable[tuple[str, str]]:
    if record.item.doi:
        yield "doi", record.item.doi
    yield from ((kind, value) for kind, value in record.identifiers.items() if kind != "doi" or not record.item.doi)


def _badges(record: Record) -> Iterable[str]:
    if is_retracted(record.item):
        yield "retracted"
    if record.item.type == "article" and not record.item.container_title:
        yield "preprint"
    if record.listed_only:
        yield "unverified"
