"""A record as a new entry of a list: in the list's words for the venue, with an address as the list has them."""

from collections import Counter
from collections.abc import Sequence

from plbib.lists.fields.pictures import is_picture
from plbib.lists.writing.labels import main_link
from plbib.lists.writing.writer import NewEntry
from plbib.model import Entry, Record
from plbib.papers import venues
from plbib.papers.identifiers import address, identify
from plbib.papers.identity import Agreement
from plbib.papers.venues.compare import appeared_beside, compare_venues, is_preprint, names_preprint
from plbib.text.dates import to_iso
from plbib.text.patterns import regex


def new_entry(record: Record, entries: Sequence[Entry], url: str = "") -> NewEntry:
    """``record`` as ``entries`` of a list say it; ``url`` is the address it was asked for by, if there is one."""
    item = record.item
    date = to_iso(item.issued) if item.issued and item.issued.month else None
    return NewEntry(
        title=item.title,
        url=url or _address(record, entries),
        venue=_venue(record, entries),
        year=item.issued.year if item.issued else None,
        date=date.partition("/")[0] if date else None,
        authors=item.author,
        volume=item.volume,
        issue=item.issue,
        pages=item.page,
        tags=_tags(item.keyword or "", entries),
    )


def _tags(keywords: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    """Those of a record's keywords that the list has as tags."""
    known = {tag for entry in entries for tag in entry.tags if not is_picture(tag)}
    return tuple(word for word in dict.fromkeys(map(str.strip, _BETWEEN.split(keywords))) if word in known)


_BETWEEN = regex(r"[,;]")


def _address(record: Record, entries: Sequence[Entry]) -> str:
    """An address of the kind that most entries have, else the record's own."""
    names = dict(record.identifiers)
    for own in (identify(record.item.url or ""), identify(record.item.doi or "")):
        if own:
            names.setdefault(own.kind, own.value)
    kinds = Counter(own.kind for entry in entries if (link := main_link(entry)) and (own := identify(link.url)))
    own = identify(record.item.url or "")
    for kind, _ in kinds.most_common():
        if own and own.kind == kind:
            break
        if kind in names and (home := address(kind, names[kind])):
            return home
    homes = (address(kind, value) for kind, value in names.items())
    return record.item.url or next(filter(None, homes), "")


def _venue(record: Record, entries: Sequence[Entry]) -> str | None:
    """The venue as most entries of it print it; else its acronym, else its name."""
    printed = Counter(entry.venue for entry in entries if entry.venue)
    for venue, _ in printed.most_common():
        if is_preprint(record):
            if names_preprint(venue):
                return venue
        elif not names_preprint(venue) and compare_venues(venue, record) is Agreement.AGREE:
            return venue
    if is_preprint(record):
        return None
    named = [name for name in (record.item.container_title, record.item.event_title) if name]
    short = next(filter(None, map(venues.short_name, named)), "")
    if short and venues.recognise(short) and appeared_beside(record):  # a workshop is not the conference it is part of
        short = f"{short} Workshop" if any("workshop" in name.lower() for name in named) else ""
    return short or venues.acronym(record) or next(iter(named), None)
