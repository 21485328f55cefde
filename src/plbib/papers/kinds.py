"""What sort of publication a list means, by the venue it prints and the addresses it gives."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from plbib.model import Name
from plbib.papers import venues
from plbib.papers.identifiers import identify
from plbib.text import dates
from plbib.text.patterns import regex

_TYPES = {venues.VenueKind.CONFERENCE: "paper-conference", venues.VenueKind.JOURNAL: "article-journal"}
_UNKNOWN = "document"

_HOSTING = regex(r"(?i)git ?hub|git ?lab|hugging ?face|kaggle|zenodo|figshare|website|web|link|page")
"""Words for where a file lies, which do not name a venue."""
_THESIS = regex(r"(?i)\b(?:thesis|dissertation)\b")
_NAMED = (
    ("paper-conference", regex(r"(?i)\bworkshops?\b")),
    ("thesis", _THESIS),
    ("dataset", regex(r"(?i)(?:open )?data ?sets?")),
    ("software", regex(r"(?i)software|source code")),
    ("patent", regex(r"(?i)(?:u\.?s\.? )?patents?(?: application)?")),
    ("report", regex(r"(?i)\b(?:tech(?:nical|\.)?|research) rep(?:ort|\.)|\bwhite ?paper\b|\bworking paper\b")),
    ("speech", regex(r"(?i)(?:invited |plenary |keynote )?(?:talk|lecture)|keynote|tutorial")),
    (
        "book",
        regex(
            r"(?i)books?(?:, .+)?|o['’]reilly(?: media)?|(?:[\w.&'’-]+ )*(?:press|verlag|books|publish(?:ers?|ing))"
            r"|(?:[\w .'’-]+: )?(?:springer(?:[- ]verlag)?|elsevier|(?:john )?wiley(?: (?:&|and) sons)?|routledge|sage"
            r"|pearson|mcgraw[- ]hill|addison[- ]wesley|prentice[- ]hall|penguin|norton|palgrave(?: macmillan)?|brill"
            r"|de gruyter|verso|macmillan|apress|manning|taylor (?:&|and) francis)"
        ),
    ),
    ("book", regex(r"[A-Z][\w.'’-]+(?:,? [A-Z][\w.'’-]*){0,3}: [A-Z](?:[\w.&'’-]| (?=[A-Z&]|(?:of|and|the) ))+")),
    (
        "chapter",
        regex(
            r"(?i)^(?:in:? )?(?:the )?(?:[\w-]+ ){0,3}(?:hand(?:book|buch)|encyclop[æa]?e?dia|companion|lexikon)"
            r"(?: (?:of|to|for|on|der|des|zur|zum)\b.*)?$"
        ),
    ),
    ("book", regex(r"[\u4e00-\u9fff]{2,6}[:：]\s*[\u4e00-\u9fff]*(?:出版社|出版集团|书局|书店|书社|印书馆)")),
    ("thesis", regex(r"^[\u4e00-\u9fff]{2,6}[:：]\s*[\u4e00-\u9fff]*(?:大学|学院|研究院|科学院)$")),
    ("post-weblog", regex(r"(?i)\bblog(?: ?post)?s?\b|\bsubstack\b|^medium$")),
    ("webpage", regex(r"(?i)web ?(?:site|page)s?")),
    ("article", regex(r"(?i)\b(?:arxiv|corr|(?:bio|med|chem|tech|psy)r?xiv|ssrn|pre-?prints?)\b")),
    (
        "article-journal",
        regex(
            r"(?i:^(?:(?:the )?(?:international |european |american )?journal of\b"
            r"|(?:ieee|acm)(?:/acm)? trans(?:actions|\.)"
            r"|transactions (?:on|of)\b|trans\. |phys(?:ical|\.) rev(?:iew|\.)|annual review of\b"
            r"|annals of\b|frontiers in\b"
            r"|proceedings of the national academy|pnas\b|plos |science (?:advances|robotics)$)|\bjournal$"
            r"|\b(?:letters|lett\.?|quarterly|bulletin|reviews?|rev\.?)$)"
            r"|^(?:BMC|npj|PLo?S|JAMA|BMJ|The Lancet|Lancet|The Annals of)\b"
            r"|^(?!.*(?:Univ|Dep|Inst|Google|Microsoft|Meta|Workshop|Conf|Symp|Proc))[A-Z].* (?:Reports|Biology"
            r"|Medicine|Methods|Sciences?|Physics|Chemistry|Psychology|Bioinformatics|Genetics|Ecology|Economics|Statistics)$"
            r"|(?:^|\s)J\.?\s[A-Z]|^(?!Proc\. (?:[A-Z][a-z]*\. )*(?:Conf|Symp|Work))(?:[A-Z][a-z]*\.[\s&]*){2,}"
            r"|^(?:Nature|Science|Cell)(?: [A-Z]\w+){0,3}$"
        ),
    ),
    ("paper-conference", regex(r"(?i)\b(?:proceedings|proc\.|conference|symposium)")),
)
"""Types by words of the venue, in this order: those of one word by itself stand for the whole venue."""
_WHOLE = frozenset({"dataset", "software", "book", "webpage", "patent", "speech"})

_PLACES = (
    ("dataset", regex(r"(?i)^(?:huggingface\.co/datasets|kaggle\.com/datasets?)/.")),
    ("software", regex(r"(?i)^(?:github|gitlab)\.com/[^/]+/[^/]+/?$")),
    ("post-weblog", regex(r"(?i)^(?:blog\.|[^/]+\.substack\.com/|(?:[^/]+\.)?medium\.com/|[^/]+/(?:.*/)?blogs?/.)")),
    ("article", regex(r"(?i)^openreview\.net/(?:forum|pdf)|^(?:bio|med)rxiv\.org/content/")),
)
"""Types by the only address of an entry without a venue (without scheme and ``www.``)."""


def kind_of(venue: str | None, urls: Sequence[str], year: int | None = None, *, counted: bool = False) -> str:
    """The CSL type of what is printed with ``venue`` and ``year`` and links to ``urls``; ``document`` if nothing tells.

    A venue decides before any address: most conferences' papers link to arXiv. What is ``counted`` by volume and pages
    and is nothing else is a journal.
    """
    printed = (venue or "").strip()
    if printed and not _HOSTING.fullmatch(printed):
        row = venues.recognise(printed)
        if row:
            return _TYPES[venues.VenueKind.JOURNAL if row.journal_of(year) else row.kind]
        named = _by_name(printed)
        if counted and named in ("", "book"):
            return "article-journal"
        return named or _by_conference(printed) or _by_archive(urls) or _UNKNOWN
    places = [_place(url) for url in urls]
    kinds = {next((kind for kind, form in _PLACES if form.search(place)), "") for place in places}
    return _by_archive(urls) or (kinds.pop() if len(kinds) == 1 else "") or _UNKNOWN


def _by_conference(printed: str) -> str:
    """The type of a track of a conference that the table knows: ``EMNLP Findings``, ``CVPR (Oral)``, ``Kites@ACL``."""
    words = _WORDS.split(printed)
    rows = [venues.find(word) for word in (words[0], words[-1] if len(words) < _MOST else "") if word]
    return "paper-conference" if any(row and row.kind is venues.VenueKind.CONFERENCE for row in rows) else ""


_WORDS = regex(r"[\s(),:@]+")
_MOST = 5
_VENUE_IS = {"book": "publisher", "dataset": "publisher", "software": "publisher", "speech": "event_title"}
_GENRES = {"thesis": _THESIS, "report": regex(r"(?i)\breport|\brep\.|paper")}
"""Types whose venue says what they are, and by which word."""
_BOOK = regex(r"(?:[Bb]ooks?, )?(?:(?P<place>[^:]+): )?(?P<publisher>.+)")


_SHORT = 20
"""Characters of what is printed for a venue and can stand for its official name."""


def venue_fields(kind: str, venue: str | None, year: int | None = None) -> dict[str, str]:
    """A printed venue as variables of an item of the type ``kind``, by their Python names.

    It is the container or the publisher, of a book with its place (``London: Verso``); of a thesis or report what it is
    (``genre``) and, parted by a comma, its publisher. A
    conference or journal that the table of venues knows has its official title of that year.
    """
    if not venue:
        return {}
    book = _BOOK.fullmatch(venue) if kind == "book" else None
    if book:
        place = {"publisher_place": book["place"]} if book["place"] else {}
        return {"publisher": book["publisher"]} | place
    if kind == "patent":
        return {"genre": venue}
    if kind not in _GENRES:
        return _official(venue, year) if kind in _TYPES.values() else {_VENUE_IS.get(kind, "container_title"): venue}
    parts = venue.split(", ")
    genres = [part for part in parts if _GENRES[kind].search(part)]
    where = [part for part in parts if not _GENRES[kind].search(part)]
    genre = {"genre": ", ".join(genres)} if genres else {}
    return genre | ({"publisher": ", ".join(where)} if where else {})


def _official(venue: str, year: int | None) -> dict[str, str]:
    """The title of the volume or journal in which papers of a venue appear, and what people call it."""
    row = venues.recognise(venue)
    title = (row.journal_of(year) or row).title(year) if row else ""
    if not row or not title or title == venue:
        return {"container_title": venue}
    return {"container_title": title, "container_title_short": venue if len(venue) <= _SHORT else row.acronym}


def volume_fields(kind: str, venue: str | None, year: int | None) -> dict[str, str]:
    """What the table of venues knows of the volume in which papers of a venue and year appear, by Python names.

    The volume's number, its series, publisher and ISSN; of a workshop or a track that the table does not know, nothing.
    """
    own = venues.recognise(venue) if venue and year and kind in _TYPES.values() else None
    if not own or not year:
        return {}
    row = own.journal_of(year) or own
    if not row.title(year):
        return {}
    facts = {
        "volume": row.volume_of(year),
        "collection_title": row.series,
        "publisher": row.publisher,
        "issn": ", ".join(row.issn),
    }
    return {name: value for name, value in facts.items() if value}


def meeting_fields(kind: str, venue: str | None, year: int | None) -> dict[str, Any]:
    """What the table of venues knows of the meeting at which papers of a venue and year were read, by Python names.

    Its place and days, and the editors of its proceedings.
    """
    own = venues.recognise(venue) if venue and year and kind == "paper-conference" else None
    meeting = own.meeting_of(year) if own else None
    if meeting is None:
        return {}
    names = (text.partition(", ") for text in meeting.editors)
    facts = {
        "event_place": meeting.place,
        "event_date": dates.edtf(meeting.dates),
        "editor": tuple(Name(family=family, given=given or None) for family, _, given in names),
    }
    return {name: value for name, value in facts.items() if value}


def _by_name(venue: str) -> str:
    for kind, form in _NAMED:
        if form.fullmatch(venue) if kind in _WHOLE else form.search(venue):
            return kind
    return ""


def _by_archive(urls: Sequence[str]) -> str:
    return "article" if any(name and name.kind == "arxiv" for name in map(identify, urls)) else ""


def _place(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        return (parts.hostname or "").removeprefix("www.") + parts.path + ("?" + parts.query if parts.query else "")
    except ValueError:
        return ""
