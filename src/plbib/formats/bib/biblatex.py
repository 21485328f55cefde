"""biblatex: its entry types and fields, each only where its data model has it (``biber --validate-datamodel``)."""

from plbib.formats.bib import document
from plbib.formats.bib.dialect import UNVERIFIED, Dialect, Field
from plbib.formats.bib.dialect import entry as entry_of
from plbib.formats.bib.forms import (
    BIBER_NAMES,
    DATE,
    DOI,
    EPRINT,
    ISBN,
    ISSN,
    KEYED,
    KEYS,
    LANGUAGE,
    LIST,
    NUMBER,
    PAGES,
    PLACES,
    SERIES,
    STATE,
    TEXT,
    TITLE,
    UNDATED,
    URL,
    VOLUME,
    WORD,
    constant,
    thesis,
)
from plbib.formats.bib.profiles import BiblatexOptions, Options
from plbib.formats.format import Format
from plbib.model import Item, Library, Record

_TYPES = (
    ("paper-conference", "inproceedings"),
    ("article-journal", "article"),
    ("article-magazine", "article"),
    ("article-newspaper", "article"),
    ("book", "book"),
    ("chapter", "incollection"),
    ("entry-encyclopedia", "inreference"),
    ("entry-dictionary", "inreference"),
    ("review", "article"),  # the data model has no fields for @review
    ("review-book", "article"),
    ("thesis", "thesis"),
    ("report", "report"),
    ("webpage", "online"),
    ("article", "online"),
    ("post", "online"),
    ("post-weblog", "online"),
    ("software", "software"),
    ("dataset", "dataset"),
    ("manuscript", "unpublished"),
    ("patent", "patent"),
    ("document", "misc"),
)
_ALSO = {
    "reference": {"type": "book", "like": "collection"},
    "mvbook": {"type": "book", "like": "book"},
    "mvcollection": {"type": "book", "like": "collection"},
    "mvproceedings": {"type": "book", "like": "collection"},
    "mvreference": {"type": "book", "like": "collection"},
    "proceedings": {"type": "book", "like": "collection"},
    "collection": {"type": "book"},
    "commentary": {"type": "book", "like": "book"},
    "periodical": {"type": "periodical", "like": "collection"},
    "manual": {"type": "book", "like": "manual"},
    "booklet": {"type": "pamphlet", "like": "misc"},
    "inbook": {"type": "chapter", "like": "incollection"},
    "bookinbook": {"type": "chapter", "like": "incollection"},
    "suppbook": {"type": "chapter", "like": "incollection"},
    "suppcollection": {"type": "chapter", "like": "incollection"},
    "inreference": {"type": "entry-encyclopedia", "like": "incollection"},
    "suppperiodical": {"type": "article-journal", "like": "article"},
    "conference": {"type": "paper-conference", "like": "inproceedings"},
    "review": {"type": "review", "like": "article"},
    "electronic": {"type": "webpage", "like": "online"},
    "www": {"type": "webpage", "like": "online"},
    "mathesis": {"type": "thesis", "genre": "Master's thesis", "like": "thesis"},
    "bathesis": {"type": "thesis", "genre": "Bachelor's thesis", "like": "thesis"},
    "candthesis": {"type": "thesis", "genre": "Candidate thesis", "like": "thesis"},
    "techreport": {"type": "report", "like": "report"},
    "standard": {"type": "standard", "like": "report"},
    "legislation": {"type": "legislation", "like": "misc"},
    "jurisdiction": {"type": "legal_case", "like": "misc"},
    "legal": {"type": "treaty", "like": "misc"},
    "letter": {"type": "personal_communication", "like": "misc"},
    "artwork": {"type": "graphic", "like": "misc"},
    "image": {"type": "graphic", "like": "misc"},
    "audio": {"type": "song", "like": "misc"},
    "music": {"type": "song", "like": "misc"},
    "movie": {"type": "motion_picture", "like": "misc"},
    "video": {"type": "motion_picture", "like": "misc"},
    "performance": {"type": "performance", "like": "misc"},
    "bibnote": {"type": "document", "like": "misc"},
    "set": {"type": "document", "like": "misc"},
} | {f"custom{letter}": {"type": "document", "like": "misc"} for letter in "abcdef"}
"""The other entry types of the manual (2.1), and others in use."""


def _refine(item: Item, entry_type: str) -> str:
    """A book that only has editors is a collection; ``report`` only with the type that the data model asks of it."""
    if entry_type == "report" and not item.genre:
        return "techreport"
    return "collection" if entry_type == "book" and item.editor and not item.author else entry_type


_ARTICLE = frozenset({"article"})
_INPROCEEDINGS = frozenset({"inproceedings"})
_IN_BOOK = _INPROCEEDINGS | {"incollection"}
_BOOK = frozenset({"book", "collection"})
_THESIS = frozenset({"thesis"})
_REPORT = frozenset({"report"})
_ONLINE = frozenset({"online"})
_MISC = frozenset({"misc", "software"})
_DATASET = frozenset({"dataset"})
_UNPUBLISHED = frozenset({"unpublished"})
_PATENT = frozenset({"patent"})
_MANUAL = frozenset({"manual"})
_PERIODICAL = frozenset({"periodical"})
_PLACED = _MANUAL | _IN_BOOK | _BOOK | _THESIS | _REPORT | _MISC | _DATASET | _UNPUBLISHED | _PATENT
_EDITED = _ARTICLE | _IN_BOOK | _BOOK | _MISC | _DATASET | _ONLINE
_VOLUMES = _ARTICLE | _IN_BOOK | _BOOK
_PAGED = _VOLUMES | _THESIS | _REPORT

_FIELDS = (
    Field("ids", "aliases", KEYS),
    Field("author", "author", BIBER_NAMES),
    Field("title", "volume-title", TITLE, _BOOK, beside="maintitle"),
    Field("maintitle", "title", TITLE, _BOOK, after="title"),
    Field("title", "container_title", TITLE, _PERIODICAL, beside="issuetitle"),
    Field("issuetitle", "title", TITLE, _PERIODICAL, after="title"),
    Field("title", "title", TITLE),
    Field("shorttitle", "volume-title-short", TITLE, _BOOK, beside="maintitle", after="maintitle"),
    Field("shorttitle", "title-short", TITLE),
    Field("booktitle", "volume-title", TEXT, _IN_BOOK, beside="maintitle"),
    Field("maintitle", "container_title", TEXT, _IN_BOOK, beside="booktitle", after="booktitle"),
    Field("booktitle", "container_title", TEXT, _IN_BOOK),
    Field("bookauthor", "container-author", BIBER_NAMES, _IN_BOOK),
    Field("journaltitle", "container_title", TEXT, _ARTICLE, also=("journal",)),
    Field("howpublished", "container_title", TEXT, _MISC | _UNPUBLISHED),
    Field("titleaddon", "container_title", TEXT, _ONLINE),
    Field("shortjournal", "container_title_short", TEXT, _ARTICLE),
    Field("series", "collection_title", SERIES, _ARTICLE),
    Field("series", "collection_title", TEXT, _VOLUMES | _DATASET),
    Field("eventtitle", "event_title", TEXT, _INPROCEEDINGS | _UNPUBLISHED),
    Field("eventdate", "event_date", DATE, _INPROCEEDINGS | _UNPUBLISHED),
    Field("venue", "event_place", TEXT, _INPROCEEDINGS | _UNPUBLISHED),
    Field("edition", "edition", TEXT, frozenset({"incollection"}) | _BOOK | _DATASET),
    Field("editor", "editor", BIBER_NAMES, _EDITED),
    Field("translator", "translator", BIBER_NAMES, _ARTICLE | _BOOK | {"incollection"}),
    Field("volume", "volume", VOLUME, _VOLUMES),
    Field("number", "issue", NUMBER, _PERIODICAL, beside="series"),
    Field("number", "issue", NUMBER, _ARTICLE | _IN_BOOK | _PERIODICAL, also=("issue",)),
    Field("number", "number", TEXT, _REPORT | _BOOK | _DATASET | _PATENT),
    Field("number", "collection-number", TEXT, _IN_BOOK | _BOOK, beside="series"),
    Field("pages", "page", PAGES, _PAGED),
    Field("pagetotal", "number-of-pages", TEXT, _BOOK | _THESIS | _REPORT),
    Field("eid", "number", TEXT, _ARTICLE | _IN_BOOK),
    Field("chapter", "chapter-number", TEXT, _IN_BOOK | _BOOK | _THESIS | _REPORT),
    Field("volumes", "number-of-volumes", TEXT, _IN_BOOK | _BOOK),
    Field("location", "publisher_place", PLACES, _PLACED, also=("address",)),
    Field("publisher", "publisher", LIST, _IN_BOOK | _BOOK | _DATASET, also=("institution", "organization", "school")),
    Field("institution", "publisher", LIST, _THESIS | _REPORT, also=("school", "publisher", "organization")),
    Field("organization", "publisher", LIST, _ONLINE | _MISC | _MANUAL, also=("publisher", "institution")),
    Field("type", "thesis", thesis({"PhD thesis": "phdthesis", "Master's thesis": "mathesis"}), _THESIS),
    Field("type", "genre", KEYED, _REPORT | _MISC | _DATASET | _UNPUBLISHED | _PATENT),
    Field("version", "version", TEXT, _ARTICLE | _MISC | _DATASET | _ONLINE | _REPORT | _PATENT),
    Field("date", "issued", DATE),
    Field("origdate", "original-date", DATE, _BOOK | _IN_BOOK | _ARTICLE),
    Field("origtitle", "original-title", TEXT, _BOOK | _IN_BOOK | _ARTICLE),
    Field("origpublisher", "original-publisher", LIST, _BOOK | _IN_BOOK | _ARTICLE),
    Field("origlocation", "original-publisher-place", LIST, _BOOK | _IN_BOOK | _ARTICLE),
    Field("year", "undated", UNDATED),
    Field("pubstate", "state", STATE, unless="year"),
    Field("doi", "doi", DOI),
    Field("isbn", "isbn", ISBN, _IN_BOOK | _BOOK),
    Field("issn", "issn", ISSN, _ARTICLE),
    Field("url", "url", URL),
    Field("urldate", "accessed", DATE),
    Field("eprint", "arxiv", EPRINT),
    Field("eprinttype", "arxiv", constant("arxiv"), also=("archiveprefix",)),
    Field("eprint", "pubmed", WORD, also=("pmid",)),
    Field("eprinttype", "pubmed", constant("pubmed"), after="eprint"),
    Field("eprintclass", "eprintclass", WORD, also=("primaryclass",)),
    Field("langid", "language", LANGUAGE, also=("hyphenation", "language")),
    Field("keywords", "keywords", TEXT),
    Field("abstract", "abstract", TEXT),
    Field("note", "note", TEXT),
    Field("unverified", "unverified", UNVERIFIED),
    Field("annotation", "annote", TEXT, also=("annote",)),
)
DIALECT = Dialect(
    name="biblatex", types=_TYPES, also=_ALSO, fields=_FIELDS, lettered=True, useprefix=False, refine=_refine
)


def write(library: Library, options: Options = Options(), section: str = "") -> bytes:  # noqa: B008 - it is frozen
    """The library as a .bib file for biblatex; ``section`` names the part of the list it is, if it is one."""
    return document.write(library, DIALECT, options, section)


def entry(record: Record, *, utf8: bool = True) -> str:
    """One entry with its final newline."""
    return entry_of(record, DIALECT, utf8=utf8)


FORMAT = Format(
    media_type="application/x-bibtex",
    write=write,
    options=BiblatexOptions,
    build={"papers.biblatex.bib": {}},
)
"""Read as BibTeX is, which reads both dialects."""
