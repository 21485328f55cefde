"""biblatex: its entry types and fields, each only where its data model has it (``biber --validate-datamodel``)."""

from plbib.formats import bibdocument
from plbib.formats.dialect import UNVERIFIED, Dialect, Field
from plbib.formats.dialect import entry as entry_of
from plbib.formats.forms import (
    BIBER_NAMES,
    DATE,
    DOI,
    ISBN,
    ISSN,
    KEYS,
    PAGES,
    STATE,
    TEXT,
    TITLE,
    UNDATED,
    URL,
    WORD,
    constant,
    of_table,
    thesis,
)
from plbib.formats.profiles import Options
from plbib.model import Item, Library, Record

_TYPES = (
    ("paper-conference", "inproceedings"),
    ("article-journal", "article"),
    ("article-magazine", "article"),
    ("article-newspaper", "article"),
    ("book", "book"),
    ("chapter", "incollection"),
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
    "collection": {"type": "book"},
    "reference": {"type": "book"},
    "mvbook": {"type": "book"},
    "inreference": {"type": "chapter"},
    "electronic": {"type": "webpage"},
    "www": {"type": "webpage"},
}


def _refine(item: Item, entry_type: str) -> str:
    """A book that only has editors is a collection."""
    return "collection" if entry_type == "book" and item.editor and not item.author else entry_type


_LANGUAGES = {
    "ar": "arabic", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "en-gb": "british",
    "en-us": "american", "es": "spanish", "fi": "finnish", "fr": "french", "he": "hebrew", "hu": "hungarian",
    "it": "italian", "ja": "japanese", "ko": "korean", "la": "latin", "nl": "dutch", "no": "norsk", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish", "uk": "ukrainian",
    "vi": "vietnamese", "zh": "chinese",
}  # fmt: skip
"""Codes of languages as babel calls them (``langid``)."""

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
_PLACED = _IN_BOOK | _BOOK | _THESIS | _REPORT | _MISC | _DATASET | _UNPUBLISHED | _PATENT
_EDITED = _ARTICLE | _IN_BOOK | _BOOK | _MISC | _DATASET | _ONLINE
_VOLUMES = _ARTICLE | _IN_BOOK | _BOOK
_PAGED = _VOLUMES | _THESIS | _REPORT

_FIELDS = (
    Field("ids", "aliases", KEYS),
    Field("author", "author", BIBER_NAMES),
    Field("title", "title", TITLE),
    Field("shorttitle", "title-short", TITLE),
    Field("booktitle", "container_title", TEXT, _IN_BOOK),
    Field("journaltitle", "container_title", TEXT, _ARTICLE),
    Field("howpublished", "container_title", TEXT, _MISC | _UNPUBLISHED),
    Field("titleaddon", "container_title", TEXT, _ONLINE | _THESIS | _REPORT | _DATASET | _BOOK | _PATENT),
    Field("shortjournal", "container_title_short", TEXT, _ARTICLE),
    Field("series", "collection_title", TEXT, _VOLUMES | _DATASET),
    Field("eventtitle", "event_title", TEXT, _INPROCEEDINGS | _UNPUBLISHED),
    Field("eventdate", "event_date", DATE, _INPROCEEDINGS | _UNPUBLISHED),
    Field("venue", "event_place", TEXT, _INPROCEEDINGS | _UNPUBLISHED),
    Field("edition", "edition", TEXT, frozenset({"incollection"}) | _BOOK | _DATASET),
    Field("editor", "editor", BIBER_NAMES, _EDITED),
    Field("translator", "translator", BIBER_NAMES, _ARTICLE | _BOOK | {"incollection"}),
    Field("volume", "volume", TEXT, _VOLUMES),
    Field("number", "issue", TEXT, _ARTICLE | _IN_BOOK),
    Field("number", "number", TEXT, _REPORT | _BOOK | _DATASET | _PATENT),
    Field("number", "collection-number", TEXT, _IN_BOOK | _BOOK),
    Field("pages", "page", PAGES, _PAGED),
    Field("pagetotal", "number-of-pages", TEXT, _BOOK | _THESIS | _REPORT),
    Field("eid", "number", TEXT, _ARTICLE | _IN_BOOK),
    Field("location", "publisher_place", TEXT, _PLACED),
    Field("publisher", "publisher", TEXT, _IN_BOOK | _BOOK | _DATASET),
    Field("institution", "publisher", TEXT, _THESIS | _REPORT),
    Field("organization", "publisher", TEXT, _ONLINE | _MISC),
    Field("type", "thesis", thesis({"PhD thesis": "phdthesis", "Master's thesis": "mathesis"}), _THESIS),
    Field("type", "genre", TEXT, _REPORT | _MISC | _DATASET | _UNPUBLISHED | _PATENT),
    Field("version", "version", TEXT, _ARTICLE | _MISC | _DATASET | _ONLINE | _REPORT | _PATENT),
    Field("date", "issued", DATE),
    Field("pubstate", "state", STATE),
    Field("year", "undated", UNDATED),
    Field("doi", "doi", DOI),
    Field("isbn", "isbn", ISBN, _IN_BOOK | _BOOK),
    Field("issn", "issn", ISSN, _ARTICLE),
    Field("url", "url", URL),
    Field("urldate", "accessed", DATE),
    Field("eprint", "arxiv", WORD),
    Field("eprinttype", "arxiv", constant("arxiv")),
    Field("eprintclass", "archive_collection", WORD),
    Field("langid", "language", of_table(_LANGUAGES)),
    Field("keywords", "keywords", TEXT),
    Field("abstract", "abstract", TEXT),
    Field("note", "note", TEXT),
    Field("annotation", "unverified", UNVERIFIED),
)
DIALECT = Dialect(name="biblatex", types=_TYPES, also=_ALSO, fields=_FIELDS, refine=_refine)


def write(library: Library, options: Options = Options(), section: str = "") -> bytes:  # noqa: B008 - it is frozen
    """The library as a .bib file for biblatex; ``section`` names the part of the list it is, if it is one."""
    return bibdocument.write(library, DIALECT, options, section)


def entry(record: Record, *, utf8: bool = True) -> str:
    """One entry with its final newline."""
    return entry_of(record, DIALECT, utf8=utf8)
