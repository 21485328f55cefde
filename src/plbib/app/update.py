"""Records looked up once more: the publications of preprints, retractions and corrections. No key changes."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plbib.app.opening.source import Sources
from plbib.app.opening.sources import bibliography_form, open_source
from plbib.app.questions import lock_of
from plbib.app.saved_files import save_lock
from plbib.app.services import Services
from plbib.compare import Difference, difference
from plbib.library.assemble import adopt, fill_link, of_lock
from plbib.library.lock import LockEntry
from plbib.model import LISTED_ONLY, Library, Notice, Place, Record, Status
from plbib.resolve.evidence import Judged
from plbib.resolve.update import News


class Updated(Struct, frozen=True, kw_only=True):
    """What is new of one paper: where its publication was found, and whether that is its record now; new notices.

    ``doubtful`` are publications of which a person must say which it is, if any.
    """

    key: str
    title: str
    place: Place | None
    published: Judged | None = None
    taken: bool = False
    notices: tuple[Notice, ...] = ()
    unanswered: tuple[str, ...] = ()
    doubtful: tuple[Judged, ...] = ()


class Update(Struct, frozen=True, kw_only=True):
    """The papers of which there is news, or nobody answered; how many were asked about; what changes by it.

    Of so many as ``unkept`` no answer was kept, and nobody was to be asked.
    ``completed`` is the bibliography that was asked about, with its news; a list has its lock.
    """

    papers: tuple[Updated, ...]
    asked: int
    unkept: int
    difference: Difference
    completed: Library | None = None


def update(source: Sources, services: Services, *, dry_run: bool = False, abstracts: bool = False) -> Update:
    """Ask services what became of the papers of a list that have records, and write it into the lock.

    A preprint that ``resolve`` found gets the record of its publication; one that a person chose or gave is only told
    of. With ``dry_run`` nothing is written. Raises :class:`KeyboardInterrupt` again once what was learnt is written.
    """
    opened = open_source(source, look_ups=lambda _: lambda _: None, use=services.use)
    held = lock_of(opened)
    entries = {entry.id: entry for entry in held.entries}
    records = {
        record.id: _of_lock(record, entries[record.id])
        for record in opened.library.records
        if entries[record.id].status not in LISTED_ONLY
    }
    heard: dict[str, News] = {}
    interrupted = False
    try:
        services.hear(records, heard)
    except KeyboardInterrupt:
        interrupted = True
    new_lock = replace(
        held,
        entries=tuple(_with_news(entry, heard.get(entry.id), abstracts=abstracts) for entry in held.entries),
    )
    if not dry_run:
        save_lock(opened, new_lock)
    if interrupted:
        raise KeyboardInterrupt
    name = opened.library.source
    return Update(
        papers=_to_tell(records, heard, taken=Status.RESOLVED),
        asked=len(records),
        unkept=sum(news.unkept for news in heard.values()),
        difference=difference(of_lock(held, name), of_lock(new_lock, name)),
    )


def update_bibliography(source: str | Path, services: Services, *, abstracts: bool = False) -> Update:
    """Ask the same about the records of a bibliography; nothing is written."""
    before = open_source(source, use=services.use).library
    records = {record.key: record for record in before.records}
    heard = services.hear(records)
    after = tuple(_record_with_news(record, heard[record.key], abstracts=abstracts) for record in before.records)
    completed = replace(before, records=after)
    return Update(
        papers=_to_tell(records, heard, taken=Status.GIVEN),
        asked=len(records),
        unkept=sum(news.unkept for news in heard.values()),
        difference=difference(before, completed),
        completed=completed,
    )


def is_bibliography(source: Sources, services: Services) -> bool:
    """Whether SOURCE is one bibliography, and no list."""
    return isinstance(source, str) and bibliography_form(source, services.use) is not None


def _of_lock(record: Record, entry: LockEntry) -> Record:
    """A record of the list as its lock has it, without the corrections of the project."""
    return replace(record, item=entry.item, identifiers=entry.identifiers, notices=entry.notices)


def _with_news(entry: LockEntry, news: News | None, *, abstracts: bool) -> LockEntry:
    if news is None:
        return entry
    published = news.published
    if published is None or entry.status is not Status.RESOLVED:
        return replace(entry, notices=entry.notices if published else news.notices)
    item = published.item if abstracts else replace(published.item, abstract=None)
    return replace(adopt(entry, published), item=fill_link(item, entry.item))


def _record_with_news(record: Record, news: News, *, abstracts: bool) -> Record:
    """A record of a bibliography; what people put beside the paper's data (notes, keywords) stays."""
    published = news.published
    if published is None:
        return replace(record, notices=news.notices)
    own = record.item
    abstract = own.abstract or (published.item.abstract if abstracts else None)
    item = replace(published.item, note=own.note, keyword=own.keyword, abstract=abstract)
    return replace(record, item=item, identifiers={**record.identifiers, **published.identifiers}, notices=news.notices)


def _to_tell(records: Mapping[str, Record], heard: Mapping[str, News], taken: Status) -> tuple[Updated, ...]:
    """The papers of which there is something to tell, in their order."""
    papers = (
        Updated(
            key=record.key,
            title=record.item.title,
            place=record.place,
            published=heard[name].chosen,
            taken=heard[name].chosen is not None and record.status is taken,
            notices=tuple(one for one in heard[name].notices if one not in record.notices),
            unanswered=heard[name].unanswered,
            doubtful=heard[name].doubtful,
        )
        for name, record in records.items()
    )
    return tuple(one for one in papers if one.published or one.notices or one.unanswered or one.doubtful)
