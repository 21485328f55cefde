"""From what a source says of a paper to a candidate, the same way for all: checked, repaired, nothing else kept."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any
from urllib.parse import quote

import msgspec
from msgspec.structs import replace

from plbib.formats import csljson
from plbib.model import Date, Item, Name, Notice, NoticeKind, Record, Status
from plbib.papers import venues
from plbib.papers.identifiers import Identifier, address, identify, is_isbn, is_issn, numbers
from plbib.papers.kinds import venue_fields
from plbib.papers.repairs import repair_item
from plbib.resolve.candidates import Candidate
from plbib.resolve.sources.source import Outcome, Query, Reply
from plbib.text import names
from plbib.text.html import unescape
from plbib.text.patterns import regex

_YEARS = range(1400, 2200)
_WEB = regex(r"https?://[^\s<>\"\\^`{|}]{4,2000}")
_SUFFIX = regex(r"(.+?),?\s+(Jr\.?|Sr\.?|II|III|IV)")
_MARKS = regex(r"\s*\([^()]*\)$|\s+\d{4}$|\s*[*†‡§¶]+$|(?<=[a-z])\d$")
"""Affiliations and footnotes behind a name, and the number by which dblp tells namesakes apart."""
_SEVERAL = regex(r"\s(?:and|&)\s|[;{}\\]", re.IGNORECASE)
"""What no name of one person holds."""
_LONGEST = 20_000
"""Characters of an abstract."""


def candidate(
    source: str,
    row: Mapping[str, Any],
    identifiers: Iterable[Identifier | None] = (),
    *,
    key: str = "",
    titles: Iterable[str] = (),
    tokens: Iterable[str] = (),
    notices: Iterable[Notice] = (),
    whole: bool = False,
) -> Candidate | None:
    """The candidate in ``row``, which has CSL's variables; None without a title.

    ``identifiers`` are its own, beside its DOI; further ``titles`` and ``tokens`` it may be found by. ``notices`` say
    that it was retracted or corrected.
    """
    own = {name.kind: name.value for name in identifiers if name}
    item = csljson.item({name: value for name, value in row.items() if value})
    told = tuple(sorted({*notices}))
    record = Record(key=key, item=item, status=Status.GIVEN, identifiers=own, notices=told)
    return of_record(source, record, titles=titles, tokens=tokens, whole=whole)


def of_record(
    source: str, record: Record, *, titles: Iterable[str] = (), tokens: Iterable[str] = (), whole: bool = False
) -> Candidate | None:
    """The candidate that a record is, with nothing but what a source is asked for; None without a title."""
    item = _checked(record.item)
    if not item.title:
        return None
    identifiers = {kind: value for kind, value in record.identifiers.items() if kind != "doi" and _is(kind, value)}
    own = replace(record, item=item, identifiers=identifiers, id="", sources=(), origin=None)
    named_as = frozenset(token for token in (*tokens, *_told_by(item.doi)) if _is(*token.split(":", 1)))
    others = dict.fromkeys(title for title in titles if title and title != item.title)
    return Candidate(record=own, source=source, titles=tuple(others), tokens=named_as, whole=whole)


def _told_by(doi: str | None) -> Iterator[str]:
    """The tokens of identifiers that a DOI holds: numbers of AAAI and IJCAI, ids of the ACL Anthology."""
    for kind, form in _IN_DOIS.items():
        if match := form.fullmatch(doi or ""):
            yield Identifier(kind, match[1].upper() if "." not in match[1] else match[1]).token


_IN_DOIS = {
    "aaai": regex(r"10\.1609/aaai\.v\d+i\d+\.(\d+)"),
    "ijcai": regex(r"10\.24963/ijcai\.(\d{4}/\d+)"),
    "acl": regex(r"10\.18653/v1/(\d{4}\.[\w-]+\.\d+|[a-z]\d{2}-\d{4})"),
}
_FORMS = {
    "arxiv": regex(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}"),
    "dblp": regex(r"[a-z]+(?:/[\w.+-]+){1,4}"),
    "acl": regex(r"\d{4}\.[\w-]+\.\d+|[A-Z]\d{2}-\d{4}"),
    "openreview": regex(r"[\w-]{5,64}"),
    "pmid": regex(r"\d{3,9}"),
    "pmcid": regex(r"PMC\d{3,9}"),
    "s2": regex(r"[0-9a-f]{40}"),
}
"""What identifiers look like that services give as such, and not within an address."""


def _is(kind: str, value: str) -> bool:
    """Whether a value has the form of its kind."""
    form = _FORMS.get(kind)
    return form is None or form.fullmatch(value) is not None


_NOTICES = {
    "retraction": NoticeKind.RETRACTION,
    "removal": NoticeKind.RETRACTION,
    "withdrawal": NoticeKind.WITHDRAWAL,
    "correction": NoticeKind.CORRECTION,
    "corrigendum": NoticeKind.CORRECTION,
    "erratum": NoticeKind.CORRECTION,
    "addendum": NoticeKind.CORRECTION,
}
"""What services call notices, by their first word."""


def notice(source: str, kind: str, name: str = "") -> list[Notice]:
    """The notice that a source calls so (``retraction``, ``Retraction in``, ``ErratumIn``); none for other words."""
    word = _FIRST.match(kind)
    meant = _NOTICES.get(word[0].lower()) if word else None
    return [Notice(kind=meant, name=name, source=source)] if meant else []


_FIRST = regex(r"[A-Za-z][a-z]+")


def reply(candidates: Iterable[Candidate | None], requests: Iterable[Query] = ()) -> Reply:
    """The reply of a source that answered; where it sent records and none can be read, it is not that it has none."""
    sent = tuple(candidates)
    found = tuple(candidate for candidate in sent if candidate)
    further = tuple(requests)
    outcome = Outcome.FOUND if found or further else Outcome.FAILED if sent else Outcome.EMPTY
    return Reply(outcome=outcome, candidates=found, requests=further)


def _checked(item: Item) -> Item:
    """``item`` repaired, without values that are no such thing: years, DOIs, addresses."""
    doi = identify(item.doi) if item.doi else None
    own = doi.value.lower() if doi and doi.kind == "doi" else None
    preprint = f"10.48550/arXiv.{doi.value}" if doi and doi.kind == "arxiv" else None
    item = replace(
        item,
        doi=own or preprint,
        url=find_landing_page(item.url) if item.url and _WEB.fullmatch(item.url) else None,
        issued=_dated(item.issued),
        event_date=_dated(item.event_date),
        isbn=", ".join(numbers(item.isbn, is_isbn)) or None if item.isbn else None,
        issn=", ".join(numbers(item.issn, is_issn)) or None if item.issn else None,
        abstract=item.abstract if item.abstract and len(item.abstract) <= _LONGEST else None,
        keyword=None,
        note=None,
        accessed=None,
        other={},
    )
    repaired, _ = repair_item(item)
    return repaired


def find_landing_page(url: str) -> str:
    """The page of the paper that an address names, where it is that of a file, or of the page under an older host."""
    name = identify(url)
    if name is None:
        return url
    if name.kind in _PAGED:
        return address(name.kind, name.value) or url
    for mark, page in _PAGES.get(name.kind, ()):
        url = mark.sub(page, url)
    return url


_PAGED = frozenset({"openreview", "acl", "arxiv", "pmid", "pmcid"})
"""Kinds whose pages follow from the identifier."""
_PAGES = {
    "neurips": (
        (
            regex(r"^https?://(?:proceedings\.nips|papers\.neurips|papers\.nips|proceedings\.neurips)\.cc/paper/"),
            "https://proceedings.neurips.cc/paper_files/paper/",
        ),
        (
            regex(r"^https?://(?:proceedings\.nips|papers\.neurips|papers\.nips)\.cc/"),
            "https://proceedings.neurips.cc/",
        ),
        (regex(r"/file/([0-9a-f]{32})-Paper(.*)\.pdf$"), r"/hash/\1-Abstract\2.html"),
    ),
    "mlsys": ((regex(r"/file/([0-9a-f]{32})-Paper(.*)\.pdf$"), r"/hash/\1-Abstract\2.html"),),
    "pmlr": ((regex(r"^http:"), "https:"), (regex(r"/([a-z-]+\d{2}[a-z]*)/\1\.pdf$"), r"/\1.html")),
    "cvf": ((regex(r"^http:"), "https:"), (regex(r"/papers/([^/]+)\.pdf$"), r"/html/\1.html")),
}
"""By kind, how the address of its page comes from that of a file, or of a former host."""


def _dated(date: Date | None) -> Date | None:
    """``date`` if it has years of printed papers, up to where it is in the calendar; no season, nothing in words."""
    if date is None or not date.date_parts or any(day[0] not in _YEARS for day in date.date_parts):
        return None
    return Date(date_parts=tuple(_in_calendar(day) for day in date.date_parts))


def _in_calendar(day: tuple[int, ...]) -> tuple[int, ...]:
    """The leading parts of a day that there can be."""
    most = (_YEARS.stop, 12, 31)
    lasting = takewhile(lambda pair: 1 <= pair[0] <= pair[1], zip(day, most, strict=False))
    return tuple(part for part, _ in lasting)


def day(*parts: object) -> dict[str, Any]:
    """A date of CSL of the leading ``parts`` that are there: year, month, day."""
    given: list[Any] = []
    for value in parts:
        if not value:
            break
        given.append(value)
    return {"date-parts": [given]} if given else {}


def iso(text: str) -> dict[str, Any]:
    """A date of CSL for ``2023``, ``2023-05``, ``2023/5/1``, ``2023-05-01T…``; an empty one for anything else."""
    match = _DAY.match(text)
    return day(*(int(number) for number in match.groups() if number)) if match else {}


_DAY = regex(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?![\d-])")


def person(text: str) -> list[dict[str, Any]]:
    """The name in ``Ada Lind``, ``Lind, Ada`` or ``Ada van Lind Jr.``, as CSL has it; none for an empty text."""
    text = _MARKS.sub("", unescape(unescape(text))).strip(" ,")
    if not text:
        return []
    suffixed = _SUFFIX.fullmatch(text)
    known = [] if _SEVERAL.search(text) else list(names.from_bibtex(suffixed[1] if suffixed else text))
    if len(known) != 1:
        return [{"literal": text}]
    name: Name = replace(known[0], suffix=suffixed[2]) if suffixed else known[0]
    return [msgspec.to_builtins(name)]


def people(texts: Iterable[str]) -> list[dict[str, Any]]:
    """The names in a list of texts, one each or, parted by semicolons, several."""
    return [name for text in texts for part in text.split(";") for name in person(part)]


def venue(kind: str, printed: str, year: int | None) -> dict[str, str]:
    """Where a paper of the type ``kind`` appeared, for sources that say what people call it: ``ICLR``, ``ACL (1)``.

    What the table of venues knows of that year's volume: its official title, publisher and number.
    """
    name = _PART.sub("", printed)
    official = venue_fields(kind, name, year)
    known = venues.recognise(name)
    has_volume = known and kind == "paper-conference" and year and year >= _SURE and known.title(year)
    return {
        "container-title": official.get("container_title", ""),
        "container-title-short": official.get("container_title_short", ""),
        **({"publisher": known.publisher, "volume": known.volume_of(year)} if known and year and has_volume else {}),
    }


_PART = regex(r" \(\d{1,2}\)$")
"""The part of several volumes, behind the name of a conference."""
_SURE = 2018
"""The first year in which the publishers in the table of venues are those of all volumes."""


def pages(first: str, last: str) -> str:
    """A span of pages, or the one that is known."""
    return f"{first}-{last}" if first and last and first != last else first or last


def parse(token: str) -> Identifier:
    """The identifier in a token such as ``doi:10.1145/…``."""
    kind, _, value = token.partition(":")
    return Identifier(kind, value)


def read_identifier(text: str, kind: str | None = None) -> Identifier | None:
    """The identifier that an address or a bare DOI names, if it is of ``kind``."""
    found = identify(text) if text else None
    return found if found and kind in (None, found.kind) else None


def path(text: str) -> str:
    """A path of an address, percent-encoded where it is not yet."""
    return quote(_LONE.sub("%25", text), safe="/%:@!$&'()*+,;=~-._")


_LONE = regex(r"%(?![0-9A-Fa-f]{2})")
