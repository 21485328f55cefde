"""Findings about how a list and the records of its papers agree."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import msgspec

from plbib.checks.source import Texts, text_of
from plbib.findings import Code
from plbib.formats.bib import biblatex, bibtex
from plbib.formats.bib.dialect import has_field
from plbib.model import Entry, Finding, NoticeKind, Record
from plbib.papers.identifiers import is_isbn, is_issn, numbers
from plbib.papers.titles import normalise
from plbib.papers.venues import Venue, VenueKind, recognise
from plbib.papers.venues.compare import names_of, names_preprint
from plbib.text import markdown, markup, tex
from plbib.text.patterns import regex
from plbib.text.unicode import squeeze

_FINDINGS_OF = "Findings of "


def check_unresolved(record: Record) -> Iterator[Finding]:
    """Nobody but the list knows the paper."""
    if record.entries and record.listed_only:
        yield Code.UNRESOLVED_ENTRY.finding(
            message=f"not verified, written with what the list says: {record.item.title}",
            place=record.place,
            key=record.key,
        )


def without_tex(record: Record) -> Iterator[Finding]:
    """A character has no TeX form, so that the .bib holds it in UTF-8."""
    if msgspec.json.encode(record.item).isascii():
        return
    text = msgspec.json.encode((record.item, record.categories)).decode()
    if not any(map(_may_stay, {*text} - _PLAIN)):
        return
    kept = sorted({character for character in bibtex.entry(record) if not character.isascii()})
    if kept:
        yield Code.NO_TEX_FORM.finding(
            message=f"written in UTF-8 into the .bib, as TeX has no command for: {' '.join(kept[:20])}",
            place=record.place,
            key=record.key,
        )


def without_field(record: Record) -> Iterator[Finding]:
    """What a work stands in has no field in a .bib of either kind."""
    item = record.item
    if not item.container_title:
        return
    lost = [each.name for each in (bibtex.DIALECT, biblatex.DIALECT) if not has_field(item, each, "container_title")]
    if lost:
        yield Code.NO_BIB_FIELD.finding(
            message=f"left out of the .bib ({', '.join(lost)}): the {item.type} stands in {item.container_title}",
            place=record.place,
            key=record.key,
        )


_PLAIN = frozenset(map(chr, range(128))) - {"$"}
"""What never stays."""


@cache
def _may_stay(character: str) -> bool:
    """Whether a character may come out of TeX as it is: by itself, with those around it, or in a formula."""
    return character == "$" or not tex.escape(character).isascii() or bool(unicodedata.combining(character))


def bad_number(record: Record) -> Iterator[Finding]:
    """An ISBN or ISSN whose check digit does not hold, and which the .bib therefore leaves out."""
    for name, number, holds in (("ISBN", record.item.isbn, is_isbn), ("ISSN", record.item.issn, is_issn)):
        if number and not numbers(number, holds):
            yield Code.BAD_NUMBER.finding(
                message=f"not an {name}, its check digit does not hold; left out of the .bib: {number}",
                place=record.place,
                key=record.key,
            )


_NOTICED = {
    NoticeKind.RETRACTION: (Code.RETRACTED, "the paper was retracted"),
    NoticeKind.WITHDRAWAL: (Code.WITHDRAWN, "the paper was withdrawn"),
    NoticeKind.CORRECTION: (Code.CORRECTED, "there is a correction of the paper"),
}
_SAYS_SO = regex(r"\bretract(?:ed|ion)\b", re.IGNORECASE)


def check_notices(record: Record) -> Iterator[Finding]:
    """The paper was retracted, withdrawn or corrected."""
    listed = " ".join(text for entry in record.entries for text in (entry.title, entry.notes, *entry.tags) if text)
    for notice in record.notices:
        code, what = _NOTICED[notice.kind]
        by = f" (says {notice.source})" if notice.source else ""
        yield code.finding(
            message=f"{what}: {notice.name or record.item.title}{by}",
            place=record.place,
            key=record.key,
            instead=notice.kind is NoticeKind.RETRACTION and bool(_SAYS_SO.search(listed)),
        )


def title_differs(entry: Entry, record: Record, texts: Texts) -> Iterator[Finding]:
    """The list's title is not the published one."""
    if normalise(entry.title) != normalise(record.item.title):
        published = markup.plain(record.item.title)
        yield Code.TITLE_DIFFERS.finding(
            message=f"the list says “{entry.title}”, published as “{record.item.title}”",
            cure=f"write “{record.item.title}”",
            place=entry.place,
            key=record.key,
            edit=text_of(entry, texts).edit(entry, entry.title, markdown.escape(published)),
        )


def venue_findings(entry: Entry, record: Record, texts: Texts) -> Iterator[Finding]:
    """Tagged as the conference itself, published in its Findings."""
    container = record.item.container_title or ""
    if entry.venue and container.startswith(_FINDINGS_OF) and "findings" not in entry.venue.lower():
        yield Code.VENUE_FINDINGS.finding(
            message=f"tagged {entry.venue}, published in “{container}”",
            cure=f"write {entry.venue} Findings",
            place=entry.place,
            key=record.key,
            edit=text_of(entry, texts).edit(entry, entry.venue, f"{entry.venue} Findings", once=True),
        )


def venue_journal(entry: Entry, record: Record, _: Texts) -> Iterator[Finding]:
    """Tagged as a conference, published in a journal."""
    venue = recognise(entry.venue) if entry.venue else None
    if venue and venue.kind is VenueKind.CONFERENCE and record.item.type == "article-journal":
        in_its_journal = _publishes(venue, record.item.container_title or "")
        yield Code.VENUE_JOURNAL.finding(
            instead=not in_its_journal,
            message=f"tagged as the conference {entry.venue}, published in the journal “{record.item.container_title}”",
            cure="nothing to mend: the conference publishes in that journal" if in_its_journal else "check the tag",
            place=entry.place,
            key=record.key,
        )


def _publishes(venue: Venue, container: str) -> bool:
    """Whether a conference's papers appear in a journal, or in proceedings that count as one."""
    own = {squeeze(name) for row in (venue, *venue.journals) for name in (row.title(None), *row.names)}
    return squeeze(container) in own


def venue_differs(entry: Entry, record: Record, _: Texts) -> Iterator[Finding]:
    """The list names a venue, and the record another."""
    printed = entry.venue or ""
    named = [*names_of(record)]
    rows = [row for row in map(recognise, named) if row]
    if not rows or record.item.type == "article-journal":
        return
    listed = recognise(printed)
    preprint = names_preprint(printed) if printed else False
    related = {name for row in rows for name in (row.acronym, row.beside)} | {
        row.acronym for venue in rows for row in venue.journals
    }
    if preprint or (
        listed and listed.acronym not in related and not {row.acronym for row in listed.journals} & related
    ):
        yield Code.VENUE_DIFFERS.finding(
            instead=preprint,
            message=f"the list says {printed}, published in “{record.item.container_title or named[0]}”",
            cure=f"write {rows[0].acronym}",
            place=entry.place,
            key=record.key,
        )


def _related(one: Venue, other: Venue) -> bool:
    """Whether two venues are one, or one is the journal of the other."""
    return one is other or one in other.journals or other in one.journals


def year_differs(entry: Entry, record: Record, _: Texts) -> Iterator[Finding]:
    """The list's year is not that of publication."""
    published = record.item.issued.year if record.item.issued else None
    if entry.year and published and entry.year != published:
        yield Code.YEAR_DIFFERS.finding(
            message=f"the list says {entry.year}, published {published}",
            cure=f"write {published}, unless the year of the conference is meant",
            place=entry.place,
            key=record.key,
        )
