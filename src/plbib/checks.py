"""Findings about how the list and the records agree. One function a check; ``CHECKS`` is the registry."""

from collections import defaultdict
from collections.abc import Callable, Iterator

import msgspec

from plbib.errors import Severity
from plbib.formats import bibtex
from plbib.identifiers import Identifier, address, identify, is_isbn, is_issn, token
from plbib.lock import paper_tokens, record_tokens
from plbib.model import Entry, Finding, Library, Record
from plbib.text.unicode import squeeze
from plbib.venues import Kind
from plbib.venues import find as find_venue

_PAGE = 4
"""More papers than this under one address: a page about them, which is no slip."""
_FINDINGS_OF = "Findings of "


def check(library: Library) -> tuple[Finding, ...]:
    """All findings about ``library``, those of reading it included, in the order of their places."""
    found = list(library.findings)
    for record in library.records:
        for of_record in RECORD_CHECKS:
            found += of_record(record)
        if record.verified:
            for entry in record.entries:
                for of_entry in ENTRY_CHECKS:
                    found += of_entry(entry, record)
    found += shared_links(library)
    return tuple(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    place = finding.place
    return (
        (place.file, place.line, place.column, finding.code, finding.message)
        if place
        else ("", 0, 0, finding.code, finding.message)
    )


def unresolved(record: Record) -> Iterator[Finding]:
    """The lock does not know the paper: the record says no more than the list."""
    if record.entries and not record.verified:
        yield Finding(
            code="unresolved-entry",
            severity=Severity.WARNING,
            message=f"no record of it in the lock; exported with what the list says: {record.item.title}",
            cure="nothing to mend if title and link are right; it stays marked as unverified",
            place=record.place,
            key=record.key,
        )


def without_tex(record: Record) -> Iterator[Finding]:
    """A character has no TeX form, so that the .bib holds it in UTF-8."""
    if msgspec.json.encode(record.item).isascii():
        return
    kept = sorted({character for character in bibtex.entry(record) if not character.isascii()})
    if kept:
        yield Finding(
            code="no-tex-form",
            severity=Severity.INFO,
            message=f"written in UTF-8 into the .bib, as TeX has no command for: {' '.join(kept[:20])}",
            cure="compile with LuaLaTeX or XeLaTeX and a font that has the characters",
            place=record.place,
            key=record.key,
        )


def bad_number(record: Record) -> Iterator[Finding]:
    """An ISBN or ISSN whose check digit does not hold, and which the .bib therefore leaves out."""
    for name, number, holds in (("ISBN", record.item.isbn, is_isbn), ("ISSN", record.item.issn, is_issn)):
        if number and not holds(number):
            yield Finding(
                code="bad-number",
                severity=Severity.WARNING,
                message=f"not an {name}, its check digit does not hold; left out of the .bib: {number}",
                cure="look it up at the publisher's",
                place=record.place,
                key=record.key,
            )


def wrong_link(entry: Entry, record: Record) -> Iterator[Finding]:
    """A link whose identifier is of a kind the record has too, with another value: it leads to another paper."""
    names = {**record.identifiers, **{name.kind: name.value for name in _own(record)}}
    for link in entry.links:
        found = identify(link.url)
        if found is None or link.label != "title" or found.kind not in names:
            continue
        if found.token in record_tokens(record.item) or found.token == Identifier(found.kind, names[found.kind]).token:
            continue
        right = address(found.kind, names[found.kind]) or record.item.url or ""
        yield Finding(
            code="wrong-link",
            severity=Severity.ERROR,
            message=f"the link leads to another paper: {link.url}",
            cure=f"the address of “{record.item.title}” is {right}",
            place=entry.place,
            key=record.key,
        )


def shared_links(library: Library) -> Iterator[Finding]:
    """An unverified paper whose link is another's; an address that is no identifier can be a page about both."""
    holders: dict[str, list[Record]] = defaultdict(list)
    for record in library.records:
        for name in _tokens(record):
            holders[name].append(record)
    told = set()
    for name, records in holders.items():
        page = name.startswith("url:")
        if len(records) == 1 or (page and len(records) > _PAGE):
            continue
        owner = next((record for record in records if record.verified), records[0])
        for record in records:
            if record is not owner and not record.verified and record.id not in told:
                told.add(record.id)
                yield Finding(
                    code="wrong-link",
                    severity=Severity.WARNING if page else Severity.ERROR,
                    message=f"the link of “{record.item.title}” is that of “{owner.item.title}”",
                    cure="give the address of this paper",
                    place=record.place,
                    key=record.key,
                )


def _tokens(record: Record) -> list[str]:
    """What names a paper: a verified one its own identifiers, another the links it is listed with."""
    if record.verified:
        return sorted(paper_tokens(record.item, record.identifiers))
    return sorted({token(link.url) for entry in record.entries for link in entry.links})


def _own(record: Record) -> list[Identifier]:
    return [found for found in (identify(record.item.url or ""), identify(record.item.doi or "")) if found]


def title_differs(entry: Entry, record: Record) -> Iterator[Finding]:
    """The list's title is not the published one."""
    if squeeze(entry.title) != squeeze(record.item.title):
        yield Finding(
            code="title-differs",
            severity=Severity.WARNING,
            message=f"the list says “{entry.title}”, published as “{record.item.title}”",
            cure=f"write “{record.item.title}”",
            place=entry.place,
            key=record.key,
        )


def venue_findings(entry: Entry, record: Record) -> Iterator[Finding]:
    """Tagged as the conference itself, published in its Findings."""
    container = record.item.container_title or ""
    if entry.venue and container.startswith(_FINDINGS_OF) and "findings" not in entry.venue.lower():
        yield Finding(
            code="venue-findings",
            severity=Severity.WARNING,
            message=f"tagged {entry.venue}, published in “{container}”",
            cure=f"write {entry.venue} Findings",
            place=entry.place,
            key=record.key,
        )


def venue_journal(entry: Entry, record: Record) -> Iterator[Finding]:
    """Tagged as a conference, published in a journal."""
    venue = find_venue(entry.venue) if entry.venue else None
    if venue and venue.kind is Kind.CONFERENCE and record.item.type == "article-journal":
        known = squeeze(venue.journal or "") == squeeze(record.item.container_title or "")
        yield Finding(
            code="venue-journal",
            severity=Severity.INFO if known else Severity.WARNING,
            message=f"tagged as the conference {entry.venue}, published in the journal “{record.item.container_title}”",
            cure="nothing to mend: the conference publishes in that journal" if known else "check the tag",
            place=entry.place,
            key=record.key,
        )


def year_differs(entry: Entry, record: Record) -> Iterator[Finding]:
    """The list's year is not that of publication."""
    published = record.item.issued.year if record.item.issued else None
    if entry.year and published and entry.year != published:
        yield Finding(
            code="year-differs",
            severity=Severity.WARNING,
            message=f"the list says {entry.year}, published {published}",
            cure=f"write {published}, unless the year of the conference is meant",
            place=entry.place,
            key=record.key,
        )


RECORD_CHECKS: tuple[Callable[[Record], Iterator[Finding]], ...] = (unresolved, without_tex, bad_number)
ENTRY_CHECKS: tuple[Callable[[Entry, Record], Iterator[Finding]], ...] = (
    wrong_link,
    title_differs,
    venue_findings,
    venue_journal,
    year_differs,
)
