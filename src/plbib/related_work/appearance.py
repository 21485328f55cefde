"""Where and when a work appeared: the one answer for sentences, items, tables and taxonomies.

The event that the list names decides, or the periodical that the record names; never the date on which proceedings
were put online, and never where a link leads.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from plbib.model import Item, Record
from plbib.papers import venues
from plbib.papers.venues import VenueKind
from plbib.papers.venues.compare import is_preprint
from plbib.text import markup
from plbib.text.patterns import regex
from plbib.text.unicode import clean

MEDIA = """
    conference workshop findings journal volume preprint book thesis report patent online manuscript law unknown
""".split()
"""Kinds of places where works appear; ``volume`` is a book or series of many, ``unknown`` says no preposition."""
EVENTS = frozenset({"conference", "workshop"})
"""Kinds of places at which works are presented."""
PLACES = EVENTS | {"findings", "journal", "volume", "preprint"}
"""Kinds of places that hold works of many; others say what a work is."""


class Appearance(Struct, frozen=True, kw_only=True):
    """Where a work appeared, and in which year; ``""`` and None where nothing says it.

    ``venue`` is what people call the place (``NeurIPS``, ``Findings of ACL``, ``ICML workshop``), ``said`` what a
    sentence puts behind "at", "in" or "on" (``the Symposium on Kites``; of a workshop its conference).
    """

    venue: str = ""
    said: str = ""
    medium: str = "unknown"
    year: int | None = None


def appearance(record: Record) -> Appearance:
    """Where and when the work of ``record`` appeared."""
    fixed = _FIXED.get(record.item.type)
    if fixed and not record.listed_only:
        return _of_kind(record.item, fixed)
    listed = next((entry for entry in record.entries if entry.venue), None)
    type_ = "" if record.listed_only else record.item.type  # a type that a link gave to the record does not count
    for printed, year in _names(record, listed.venue if listed else None, listed.year if listed else None):
        venue, said, medium = _place(printed, type_)
        if medium != "unknown" or venue:
            return Appearance(venue=venue, said=said, medium=medium, year=_year(record, medium, year))
    if is_preprint(record) and not record.listed_only:
        return Appearance(medium="preprint", venue="arXiv", said="arXiv", year=_year(record, "preprint", None))
    return Appearance(year=_year(record, "unknown", None))


def _names(record: Record, tagged: str | None, listed: int | None) -> Iterator[tuple[str, int | None]]:
    """The names of the place, the one to be believed first, each with the year that stands with it."""
    item = record.item
    event = item.event_date.year if item.event_date else None
    titles = [markup.plain(name or "") for name in (item.container_title, item.container_title_short)]
    for name in titles:
        if _FINDINGS.search(name):
            yield name, _tagged_year(name) or event
    if item.type == "article-journal" and not record.listed_only:
        yield from ((name, None) for name in titles if name)
    elif item.event_title:
        called = venues.acronym(record) if _IN_BRACKETS.search(item.event_title) else ""
        yield (called or tagged or item.event_title), _tagged_year(item.event_title) or event or listed
    if tagged:
        yield tagged, event or listed
    yield from ((name, _tagged_year(name) or event) for name in (*reversed(titles), item.event_title) if name)


def _year(record: Record, medium: str, named: int | None) -> int | None:
    """The year: of an event that of the meeting, else that of publication; what only the list says comes last."""
    issued = record.item.issued.year if record.item.issued else None
    listed = next((entry.year for entry in record.entries if entry.year), None)
    return named or issued or listed if medium in (*EVENTS, "findings") else issued or named or listed


# What a name means ---------------------------------------------------------------------------------------------------

_Place = tuple[str, str, str]
"""What people call a place, how a sentence says it, its medium."""
_NOWHERE: _Place = ("", "", "unknown")
_IN_BRACKETS = regex(r"\((?=[^()A-Za-z]*[A-Za-z])[^()]*(?:\b\d{4}|['’]\d\d)\)\s*$")
_TAG = regex(r"\b((?:19|20)\d\d)\b|['’]\s?(\d\d)\b|\b[A-Z]{2,} (\d\d)\b")
_FINDINGS = regex(r"(?i)\bfindings\b")
_HONOUR = regex(
    r"(?i)[\s,/(\[-]*\b(?:best|featured|outstanding|award|oral|spotlight|poster|highlights?|notable|honou?rable|runner|"
    r"short|long|main|accepted|to appear|camera|under review|certification|extended abstract|demos?|tutorial|abstract|"
    r"srw|tiny ?papers|industry|survey|industrial|nier|seip)\b.*$"
)
_NO_VENUE = regex(
    r"(?i)(?:best|oral|spotlight|poster|highlight|website|web ?page|slides?|pdf|code|paper|video|link|openreview|"
    r"manuscript|unpublished|submitted|conference|journal|workshop|proceedings|tbd|n/?a|misc|github|project|demo|"
    r"other|(?:short|long|full|regular) papers?)s?"
)
_OF_NO_NAME = {
    "preprint": regex(r"(?i)(?:preprints?|e-?prints?)"),
    "report": regex(r"(?i)(?:.*\b(?:technical|tech\.?|research)|white)[\s-]*(?:reports?|papers?)\b.*"),
    "thesis": regex(
        r"(?i)(?:ph\.?d\.?|master'?s?|m\.?sc\.?|doctoral|bachelor'?s?)?[\s-]*(?:thesis|dissertation)\b(?:,\s*(?P<of>.+))?"
    ),
    "patent": regex(r"(?i)(?:[a-z]{2,6}\.?\s+)?patents?(?:\s+applications?)?"),
    "online": regex(
        r"(?i)(?:\w+\s+)?(?:blogs?|blog ?posts?)|(?:[a-z0-9-]+\.)+(?:com|org|net|io|ai|edu|gov|dev|co|uk|de)"
    ),
}
"""Words that say what a work is, and not where it appeared."""
_SERVERS = {
    name.lower(): name
    for name in "arXiv bioRxiv medRxiv ChemRxiv PsyArXiv EarthArXiv SSRN TechRxiv HAL Preprints.org".split()
}
_SERVER = regex(rf"(?i)(?<!\w)({'|'.join(map(re.escape, _SERVERS))}|corr)(?!\w)")
_WORKSHOP = regex(r"(?i:\bworkshops?\b)|(?<=[A-Z]{4})W$")
_EVENT = regex(
    r"(?i)\b(?:conference|conf\.|symposium|symp\.|meeting|congress|colloquium|workshop|summit|convention)(?!\w)"
)
_PERIODICAL = regex(
    r"(?i)\b(?:journal|j\.|transactions|trans\.|letters|lett\.|magazine|review|reviews|annals|bulletin|quarterly|"
    r"frontiers|archive|communications|commun|advances|adv\.|proc\.|proceedings|notices|news|queue|opinion|briefings)(?!\w)"
    r"|(?-i:(?<=\w )J(?= [A-Z]))|^(?-i:J) [A-Z]"
)
_MANY = regex(r"(?i)\b(?:lecture notes|LNCS|handbook|encyclop\w+|studies in|series|chapter)\b")
_LEADING = regex(r"(?i)^(?:(?:in|the|proceedings of|proc\. of|proc\.):?\s+)+")
_EXPECTED = regex(
    r"(?i)^(?:to appear|to be published|forthcoming|in press|accepted)\b[\s,:]*(?:(?:in|at|by|to|for|on)\s+)?"
)
_EDITION = regex(r"(?i)^(?:\d{1,3}(?:st|nd|rd|th)\s+)?(?:annual\s+)?")
_DATED = regex(r"[\s,(\[]*(?:['’]\s?\d\d|\b(?:19|20)\d\d)\b[)\]]*")
_VOLUME = regex(
    r"[\s,.:]*(?:\(?\b(?:vol(?:ume)?|no|issue)\b\.?\s*)?(?:(?<![A-Za-z\d])|(?=(?:19|20)\d\d\b))\d[\d.:,()\s–-]*$"
)
_SERIES = regex(r",\s*[A-Z]$")
"""The series of a journal: ``Official Journal of the European Union, L``."""
_BEHIND = regex(r"\(([A-Z][\w&-]*[A-Z][\w&-]*)(?:[ '’]+(?:\d{2}|\d{4}))?\)$")
_ARTICLE = regex(r"[\s:,;]+[a-z]{1,4}\d*$|\s*\.\.\..*$")
_JOURNALS = regex(r"(?:IEEE |ACM )?(?:T(?:[A-Z]{3}|-?[A-Z]{2})|I?J[A-Z]{2,4}|[A-Z]{1,3}J|PACM\w+|SPM|PLoS|PLOS)")
"""Acronyms that journals have: ``TMM``, ``IJCV``, ``JMLR``."""
_SOCIETIES = frozenset("ACM IEEE USENIX SIAM IFIP AAAS NASA MIT CMU IBM".split())
_NO_JOURNALS = frozenset("IJCAI IJCNN IJCNLP IJCAR JCDL TREC TACAS TCC TEI TVX JFLA JURIX TABLEAUX IJCB".split())
_TRACK = regex(r"(?i)[\s,(]+(?:[\w&]+\s+){0,4}track\)?$")
_TAKES_ARTICLE = regex(
    r"(?:(?:Technical|Free|Open|National|Federal) )?University of\b|(?!The\b)(?:[A-Z]\w+ )?(?:Institute|School) of\b"
    r"|(?!The\b)(?:[A-Z][\w&-]+ ){0,3}(?:Journal|Annals|Bulletin|Proceedings|Handbook|Encyclop\w+|Dictionary|Companion)"
    r" (?:of|for|on|to)\b"
)
_LONGEST = 90


@lru_cache(maxsize=16384)  # many works appear in one place
def _place(printed: str, type_: str) -> _Place:
    """What people call the place that is ``printed`` so, how a sentence says it, and its medium.

    ``type_`` is that of the record, which tells places apart that no table knows.
    """
    name = _EXPECTED.sub("", _stripped(clean(markup.plain(printed))))
    for medium, pattern in _OF_NO_NAME.items():
        if match := pattern.fullmatch(name):
            called = _stripped(match.groupdict().get("of") or "")
            return called, _with_article(called), medium
    if server := _SERVER.search(name):
        called = _SERVERS.get(server[1].lower(), "arXiv")
        return called, called, "preprint"
    plain = name if venues.recognise(name) else _TRACK.sub("", _stripped(_HONOUR.sub("", name)))
    if _is_scrap(plain):
        return _NOWHERE
    return next(filter(None, (reader(plain) for reader in _READERS)), None) or _unlisted(plain, type_)


def _stripped(name: str) -> str:
    """``name`` without the signs around it, but for the last stop of ``J. Appl. Phys.``."""
    bare = name.strip(" ,.;:“”\"'-–*_")
    return f"{bare}." if re.search(r"\w\.(?=[\w ])", bare) and f"{bare}." in name else bare


def _is_scrap(name: str) -> bool:
    """Whether ``name`` is no place: empty, an honour, or what reading a list left over."""
    if _NO_VENUE.fullmatch(name) or not any(map(str.isalpha, name)) or len(name) > 2 * _LONGEST:
        return True
    return bool(re.search(r"[<>|{}]|://|^(?:This|These|We|Our)\b", name)) or name.count("(") != name.count(")")


def _beside(name: str) -> _Place | None:
    """A workshop as ``NAIC @ SIGCOMM``."""
    beside = re.search(r"@\s*(\S+)", name)
    host = venues.find(_DATED.sub("", beside[1])) if beside else None
    return (f"{host.acronym} workshop", host.acronym, "workshop") if host else _NOWHERE if beside else None


def _listed(name: str) -> _Place | None:
    """A venue of the table, with or without volume and publisher behind its name."""
    if _WORKSHOP.search(name):
        return None
    forms = (name, _LEADING.sub("", name), _without_volume(name), name.partition(".")[0])
    return next(filter(None, map(_known_venue, forms)), None)


def _known_venue(name: str) -> _Place | None:
    venue = venues.recognise(name) if name else None
    medium = "journal" if venue and venue.kind is VenueKind.JOURNAL else "conference"
    return (venue.acronym, venue.acronym, medium) if venue else None


def _without_volume(name: str) -> str:
    """A name without the year, volume and pages behind it."""
    bare = _SERIES.sub("", clean(_VOLUME.sub("", _DATED.sub(" ", _ARTICLE.sub("", name)))))
    return _stripped(re.sub(r"\(\s*\)", "", bare))


def _findings(name: str) -> _Place | None:
    if not _FINDINGS.search(name):
        return None
    bare = _DATED.sub(" ", _FINDINGS.sub(" ", name))
    long = re.search(r":\s*(.+)$", bare)
    host = clean(long[1] if long else re.sub(r"(?i)\b(?:of|in|the|proceedings)\b", " ", bare)).strip(" -–,:()")
    called = "the ACL" if host.startswith("Association for") else host
    venue = f"Findings of {called}" if called else "Findings"
    return venue, venue, "findings"


def _workshop(name: str) -> _Place | None:
    """A workshop is told by its conference, or, where that is not named, by its own name."""
    if not _WORKSHOP.search(name):
        return None
    bare = _DATED.sub(" ", name)
    own = _BEHIND.search(bare)
    if own and not venues.find(own[1]):
        return own[1], own[1], "conference"
    words = re.findall(r"[A-Z][\w&+]+", re.sub(r"(?<=[A-Z]{4})W$", "", bare.strip()))
    words = [word for word in words if word not in _SOCIETIES and not re.fullmatch(r"(?i)workshops?", word)]
    known = next(filter(None, map(venues.find, words)), None)
    if known and known.names and all("Workshop" in one for one in known.names):  # HotOS is one itself
        return known.acronym, known.acronym, "conference"
    host = known.acronym if known else ""
    words = [word for word in words if sum(map(str.isupper, word)) > 1]
    if not host:
        host = next(
            (word for word in words if re.search(rf"(?:^{re.escape(word)}\s|\bat {re.escape(word)})", bare)), ""
        )
    if host:
        return f"{host} workshop", host, "workshop"
    return _event(clean(bare))


_READERS = (_findings, _beside, _listed, _workshop)
"""What can make a place of a name, the surest first."""


def _event(name: str) -> _Place:
    """An event under its own name, with the article that a long one has."""
    called = re.sub(r" Proceedings$", "", _EDITION.sub("", clean(_LEADING.sub("", name))).strip(" ,.;:-–"))
    article = "the " if _EVENT.search(called) else ""
    return called, f"{article}{called}", "conference"


def _unlisted(name: str, type_: str) -> _Place:
    """A place that no table knows: its words tell whether people meet there or read it."""
    is_event = bool(_EVENT.search(name))
    own = _BEHIND.search(name)
    short = (own[1] if own else venues.short_name(name)) if is_event else ""
    if short and not _NO_VENUE.fullmatch(short):
        return short, short, "conference"
    bare = _without_volume(_LEADING.sub("", name) if is_event else name)
    if not bare or len(bare) > _LONGEST or re.fullmatch(r"[a-z ]+", bare):
        return _NOWHERE
    return _event(bare) if is_event else (bare, _with_article(bare), _medium(name, bare, type_))


def _with_article(name: str) -> str:
    """A name as a sentence says it: ``the University of Delft``, ``the Journal of Kites``."""
    return f"the {name}" if _TAKES_ARTICLE.match(name) else name


def _medium(name: str, bare: str, type_: str) -> str:
    """The kind of a place that is no event by name."""
    if type_ == "paper-conference":
        return "conference" if bare.count(" ") < 3 and not _MANY.search(bare) else "volume"
    if type_ == "chapter" or _MANY.search(bare):
        return "volume"
    is_journal = _PERIODICAL.search(name) or (_JOURNALS.fullmatch(bare) and bare not in _NO_JOURNALS)
    if is_journal or type_ == "article-journal" or type_ in _MAGAZINES:
        return "journal"
    is_acronym = re.fullmatch(r"[A-Z][A-Za-z0-9&+/]{1,10}", bare) and 5 * sum(map(str.isupper, bare)) >= 2 * len(bare)
    return "conference" if is_acronym and bare not in _SOCIETIES else "unknown"


def _tagged_year(name: str) -> int | None:
    """The year in the name of an event: ``(ICLR 2023)``, ``SenSys '21``, ``OSDI 22``."""
    years = [next(filter(None, match.groups())) for match in _TAG.finditer(name)]
    return None if not years else int(years[-1]) if len(years[-1]) == 4 else 2000 + int(years[-1])


# Works that appear by themselves --------------------------------------------------------------------------------------

_MAGAZINES = frozenset({"article-magazine", "article-newspaper", "periodical", "review", "review-book"})
_FIXED = {
    "book": "book",
    "thesis": "thesis",
    "report": "report",
    "patent": "patent",
    "webpage": "online",
    "post": "online",
    "post-weblog": "online",
    "software": "online",
    "dataset": "online",
    "manuscript": "manuscript",
    **dict.fromkeys(("bill", "hearing", "legal_case", "legislation", "regulation", "treaty"), "law"),
}
_OF_NO_PUBLISHER = frozenset({"patent", "manuscript"})


def _of_kind(item: Item, medium: str) -> Appearance:
    """A book is by its publisher, a thesis by its university."""
    publisher = "" if medium in _OF_NO_PUBLISHER else clean(markup.plain(item.publisher or ""))
    said = _with_article(publisher) if medium == "thesis" else publisher
    return Appearance(venue=publisher, said=said, medium=medium, year=item.issued.year if item.issued else None)
