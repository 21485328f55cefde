"""Records that stand as fenced BibTeX in a Markdown list: of papers that it names, and of others."""

from bisect import bisect_right
from collections.abc import Iterator

from msgspec.structs import replace

from plbib.formats import registry
from plbib.library.assemble import Learnt
from plbib.lists import messages
from plbib.lists.fences import SectionLines
from plbib.lists.sections import Section
from plbib.model import Category, CategoryPath, Entry, Finding, Item, Link, Name, Place, Reading, Record, Status
from plbib.papers.identifiers import address
from plbib.papers.titles import Likeness, compare_titles, normalise
from plbib.resolve import local
from plbib.resolve.index import Index
from plbib.resolve.match import decide
from plbib.text import markup

Joined = tuple[Reading, dict[Place, Learnt]]
"""A reading, and records by the places of its entries."""


def with_fences(reading: Reading, text: str, fenced: str, name: str) -> Joined:
    """``reading`` of a Markdown ``text`` with the papers of its fences of BibTeX, whose text is ``fenced``.

    The record of a paper that an entry names is that entry's; another is an entry of its own. Under a heading such as
    Citation, where a list says how it is cited itself, a fence holds no paper of the list.
    """
    records, findings = registry.read(fenced.encode(), name, "bibtex")
    headings = SectionLines(text)
    wanted, left_out = [], []
    for record in records:
        section = headings.above(record.origin.line if record.origin else 0)
        if section.never:
            left_out.append(messages.left_out(_place(record, name), section))
        else:
            wanted.append(record)
    return _joined(reading, wanted, (*findings, *left_out), headings, name)


def _joined(
    reading: Reading, records: list[Record], findings: tuple[Finding, ...], headings: SectionLines, name: str
) -> Joined:
    learnt: dict[Place, Learnt] = {}
    taken: set[Place | None] = set()
    entries = []
    candidates = Index.of(local.of_bibliography(records), name)
    below = _below(reading, records, headings)
    for entry in reading.entries:
        paper = local.describe(entry)
        decision = decide(paper, candidates.find(paper))
        record = below.get(entry.place) or (decision.chosen.candidate.record if decision.chosen else None)
        if record:
            taken.add(record.origin)
            learnt[entry.place] = _learnt(record, name)
        entries.append(replace(entry, key=entry.key or record.key or None) if record else entry)
    for record in records:
        if record.origin not in taken:
            place = _place(record, name)
            entries.append(_entry(record, place, headings))
            learnt[place] = _learnt(record, name)
    whole = replace(
        reading,
        entries=tuple(sorted(entries, key=lambda entry: (entry.place.line, entry.place.column))),
        categories=_categories(reading, entries, headings),
        findings=(*reading.findings, *findings),
    )
    return whole, learnt


def _below(reading: Reading, records: list[Record], headings: SectionLines) -> dict[Place, Record]:
    """The records that stand right below an entry with a like title, by the place of that entry."""
    starts = [entry.place.line for entry in reading.entries]
    below: dict[Place, Record] = {}
    for record in records:
        line = record.origin.line if record.origin else 0
        at = bisect_right(starts, line) - 1
        if at < 0 or headings.above(line) is not headings.above(starts[at]):
            continue
        entry = reading.entries[at]
        if compare_titles(entry.title, markup.plain(record.item.title)) >= Likeness.MENDED:
            below.setdefault(entry.place, record)
    return below


def _place(record: Record, name: str) -> Place:
    return record.origin or Place(file=name)


def _learnt(record: Record, name: str) -> Learnt:
    return Learnt(
        status=Status.GIVEN,
        item=record.item,
        identifiers=record.identifiers,
        sources=(name,),
        provenance={},
        evidence="",
    )


def _entry(record: Record, place: Place, headings: SectionLines) -> Entry:
    """The entry that a record in a fence is."""
    item = record.item
    return Entry(
        title=markup.plain(item.title),
        venue=item.container_title_short or item.container_title,
        year=item.issued.year if item.issued else None,
        authors_text=", ".join(map(_printed, item.author)) or None,
        links=tuple(_links(item, record.identifiers)),
        key=record.key or None,
        category=_category(item, headings.above(place.line)),
        place=place,
        end_line=place.line,
    )


def _printed(name: Name) -> str:
    parts = (name.given, name.dropping_particle, name.non_dropping_particle, name.family, name.suffix)
    return name.literal or " ".join(filter(None, parts))


def _category(item: Item, section: Section) -> CategoryPath:
    """The headings above a fence, without one that is the paper's title."""
    own = section.name and normalise(section.name) == normalise(markup.plain(item.title))
    return section.path[:-1] if own else section.path


def _categories(reading: Reading, entries: list[Entry], headings: SectionLines) -> tuple[Category, ...]:
    """The categories of ``reading``, with those of fences, and without headings that only say a paper's title."""
    titles = {normalise(entry.title) for entry in entries}
    held = {entry.category for entry in entries}
    paths = {category.path for category in reading.categories}
    kept = [
        category
        for category in reading.categories
        if category.path in held or normalise(category.path[-1]) not in titles
    ]
    new = {
        entry.category: Category(path=entry.category, line=headings.above(entry.place.line).line)
        for entry in reversed(entries)
        if entry.category and entry.category not in paths
    }
    return tuple(sorted([*kept, *new.values()], key=lambda category: category.line))


def _links(item: Item, identifiers: dict[str, str]) -> Iterator[Link]:
    urls = [item.url, address("doi", item.doi) if item.doi else None]
    urls += [address(kind, value) for kind, value in identifiers.items()]
    yield from (Link(label="title", url=url) for url in dict.fromkeys(filter(None, urls)))
