"""BibTeX: its entry types and fields.

ASCII with TeX escapes, or UTF-8 where LaTeX knows the character; ``url``, ``doi`` and ``eprint`` verbatim.
"""

import re
from collections.abc import Mapping

from plbib.formats.bib import biblatex, document
from plbib.formats.bib.dialect import UNVERIFIED, Dialect, Field
from plbib.formats.bib.dialect import entry as entry_of
from plbib.formats.bib.forms import (
    DATE,
    DOI,
    EPRINT,
    ISBN,
    ISSN,
    KEYED,
    LANGUAGE_CODE,
    MONTH,
    NAMES,
    NUMBER,
    PAGES,
    TEXT,
    TITLE,
    URL,
    VOLUME,
    WORD,
    WORDS,
    YEAR,
    constant,
    thesis,
)
from plbib.formats.bib.profiles import Options, Profile
from plbib.formats.format import Format
from plbib.model import Finding, Item, Library, Record

_TYPES = (
    ("paper-conference", "inproceedings"),
    ("article-journal", "article"),
    ("article-magazine", "article"),
    ("article-newspaper", "article"),
    ("review", "article"),
    ("review-book", "article"),
    ("book", "book"),
    ("chapter", "incollection"),
    ("entry-encyclopedia", "incollection"),
    ("entry-dictionary", "incollection"),
    ("thesis", "phdthesis"),
    ("report", "techreport"),
    ("manuscript", "unpublished"),
    ("document", "misc"),
    ("article", "misc"),
    ("webpage", "misc"),
    ("software", "misc"),
    ("dataset", "misc"),
)
_ALSO = {
    "conference": {"type": "paper-conference", "like": "inproceedings"},
    "inbook": {"type": "chapter", "like": "incollection"},
    "proceedings": {"type": "book", "like": "book"},
    "booklet": {"type": "pamphlet", "like": "misc"},
    "manual": {"type": "book"},
    "phdthesis": {"type": "thesis", "genre": "PhD thesis"},
    "mastersthesis": {"type": "thesis", "genre": "Master's thesis"},
}
_MASTER = re.compile(r"\b(?:master|m\.?\s?sc|magister|diplom)", re.IGNORECASE)


def _refine(item: Item, entry_type: str) -> str:
    """The thesis that an item's genre says it is; ``unpublished`` only with the note that styles ask of it."""
    if entry_type == "phdthesis" and _MASTER.search(item.genre or ""):
        return "mastersthesis"
    return "misc" if entry_type == "unpublished" and not item.note else entry_type


_ARTICLE = frozenset({"article"})
_IN_BOOK = frozenset({"inproceedings", "incollection"})
_THESIS = frozenset({"phdthesis", "mastersthesis"})
_REPORT = frozenset({"techreport"})
_MISC = frozenset({"misc", "unpublished"})
_BOOK = frozenset({"book"})
_MANUAL = frozenset({"manual"})
_PUBLISHED = _ARTICLE | _BOOK | _MISC | _IN_BOOK

_FIELDS = (
    Field("author", "author", NAMES),
    Field("key", "unsigned", WORDS),
    Field("title", "title", TITLE),
    Field("shorttitle", "title-short", TITLE),
    Field("booktitle", "container_title", TEXT, _IN_BOOK),
    Field("journal", "container_title", TEXT, _ARTICLE),
    Field("howpublished", "container_title", TEXT, _MISC),
    Field("series", "collection_title", TEXT),
    Field("edition", "edition", TEXT),
    Field("editor", "editor", NAMES),
    Field("translator", "translator", NAMES),
    Field("volume", "volume", VOLUME),
    Field("number", "issue", NUMBER, _ARTICLE, also=("issue",)),
    Field("number", "issue", NUMBER, _IN_BOOK, unless="volume"),
    Field("issue", "issue", NUMBER, _IN_BOOK, unless="number"),
    Field("number", "number", TEXT, _REPORT | _MISC),
    Field("number", "number", TEXT, _BOOK, unless="volume"),
    Field("number", "collection-number", TEXT, _IN_BOOK | _BOOK, unless="volume", beside="series"),
    Field("pages", "page", PAGES),
    Field("numpages", "number-of-pages", TEXT),
    Field("articleno", "number", TEXT, _ARTICLE | _IN_BOOK),
    Field("address", "publisher_place", TEXT),
    Field("address", "event_place", TEXT),
    Field("chapter", "chapter-number", TEXT),
    Field("volumes", "number-of-volumes", TEXT, _BOOK | _IN_BOOK),
    Field("publisher", "publisher", TEXT, _PUBLISHED, also=("organization", "institution", "school")),
    Field("organization", "publisher", TEXT, _MANUAL, also=("publisher", "institution")),
    Field("school", "publisher", TEXT, _THESIS, also=("institution", "publisher", "organization")),
    Field("institution", "publisher", TEXT, _REPORT, also=("organization", "publisher", "school")),
    Field("type", "thesis", thesis({"PhD thesis": "", "Master's thesis": ""}), _THESIS),
    Field("type", "genre", KEYED, _REPORT | _MISC | _ARTICLE | _IN_BOOK | _BOOK),
    Field("version", "version", TEXT),
    Field("year", "issued", YEAR),
    Field("month", "issued", MONTH),
    Field("doi", "doi", DOI),
    Field("isbn", "isbn", ISBN),
    Field("issn", "issn", ISSN),
    Field("url", "url", URL),
    Field("urldate", "accessed", DATE),
    Field("eprint", "arxiv", EPRINT),
    Field("archiveprefix", "arxiv", constant("arXiv"), also=("eprinttype",)),
    Field("pmid", "pubmed", WORD),
    Field("pmcid", "PMCID", WORD),
    # from here on, what is biblatex's and no style of BibTeX reads
    Field("bookauthor", "container-author", NAMES, _IN_BOOK),
    Field("origdate", "original-date", DATE, _BOOK | _IN_BOOK | _ARTICLE),
    Field("origtitle", "original-title", TEXT, _BOOK | _IN_BOOK | _ARTICLE),
    Field("origpublisher", "original-publisher", TEXT, _BOOK | _IN_BOOK | _ARTICLE),
    Field("origlocation", "original-publisher-place", TEXT, _BOOK | _IN_BOOK | _ARTICLE),
    Field("primaryclass", "eprintclass", WORD, also=("eprintclass",)),
    Field("language", "language", LANGUAGE_CODE),
    Field("keywords", "keywords", TEXT),
    Field("abstract", "abstract", TEXT),
    Field("note", "note", TEXT),
    Field("unverified", "unverified", UNVERIFIED),
    Field("annote", "annote", TEXT, also=("annotation",)),
)
DIALECT = Dialect(name="bibtex", types=_TYPES, also=_ALSO, fields=_FIELDS, refine=_refine)


def write(
    library: Library,
    options: Options = Options(),  # noqa: B008 - it is frozen
    section: str = "",
    entries: Mapping[str, str] | None = None,
) -> bytes:
    """The library as a .bib file (:func:`plbib.formats.bib.document.write`)."""
    return document.write(library, DIALECT, options, section, entries)


def entry(record: Record, *, utf8: bool = False) -> str:
    """One entry with its final newline."""
    return entry_of(record, DIALECT, utf8=utf8)


def read(data: bytes | str, source: str) -> tuple[list[Record], list[Finding]]:
    """The records of a .bib of either dialect, and a finding with its place for all that is wrong in it."""
    return document.read(data, source, DIALECT, biblatex.DIALECT)


_START = re.compile(r"(?:\s|%[^\n]*\n)*@\s*[A-Za-z]+\s*[{(]")
"""An entry, after comments at most."""
FORMAT = Format(
    media_type="application/x-bibtex",
    write=write,
    read=read,
    starts=lambda text: bool(_START.match(text)),
    options=Options,
    repairs=True,
    build={"papers.bib": {}, "papers.short.bib": {"profile": Profile.SHORT}},
)
