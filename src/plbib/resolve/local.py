"""Records that people have, and those that come with plbib, to be searched for the papers of a list."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from plbib.library.assemble import Learnt
from plbib.library.lock import LockEntry
from plbib.model import Entry, Inherited, Name, Record, Status
from plbib.papers.identifiers import token
from plbib.papers.identity import Paper, paper_of
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.index import Index
from plbib.resolve.match import Decision, State, decide
from plbib.resolve.merge import merge
from plbib.text.patterns import regex

BUNDLED = "plbib"
"""The source of the records that come with plbib."""
_ET_AL = regex(r"\bet\.?\s+al\b\.?|\bothers\b|…|\.\.\.")
_BETWEEN_NAMES = regex(r"\s*[;,&]\s*|\s+and\s+")


def learn(entry: Entry, records: Index, status: Status) -> Learnt | None:
    """The record among ``records`` that is the paper of ``entry``, with ``status``; None where that is not certain."""
    paper = describe(entry)
    return learnt(settle(paper, [records]), status) if records.has_like(paper) else None


def learnt(decision: Decision, status: Status) -> Learnt | None:
    """What a decision comes to, as the lock keeps it."""
    if decision.chosen is None:
        return None
    merged = merge(decision)
    return Learnt(
        status=status,
        item=merged.item,
        identifiers=merged.identifiers,
        sources=merged.sources,
        provenance=merged.provenance,
        evidence=decision.reason if decision.state is State.ACCEPTED else f"{decision.state}: {decision.reason}",
        others=merged.others,
        related=merged.related,
        notices=merged.notices,
    )


def settle(paper: Wanted, sources: Sequence[Index]) -> Decision:
    """Which record of ``sources`` is the paper; titles like its own are looked for where its own settles nothing."""
    named = [candidate for records in sources for candidate in records.find_named(paper)]
    exact = decide(paper, named)
    if exact.chosen:
        return exact
    alike = [candidate for records in sources for candidate in records.alike(paper)]
    return decide(paper, [*named, *alike]) if alike else exact


def describe(entry: Entry) -> Wanted:
    """What the list says about a paper, as it is looked for."""
    tokens = frozenset(token(link.url) for link in entry.links)
    authors = tuple(printed_names(entry.authors_text or ""))
    above = entry.inherited or Inherited()
    paper = Paper(title=entry.title, tokens=tokens, authors=authors, year=entry.year or above.year)
    titles = (f"{entry.short_name}: {entry.title}",) if entry.short_name else ()
    return Wanted(paper=paper, titles=titles, venue=entry.venue or above.venue)


def wanted_record(record: Record) -> Wanted:
    """The paper of a record, as it is looked for in others."""
    return Wanted(
        paper=paper_of(record), venue=record.item.container_title or record.item.event_title, type=record.item.type
    )


def printed_names(text: str) -> Iterator[Name]:
    """People as a list prints them; to compare, it does not matter which part of a name is which."""
    for name in _BETWEEN_NAMES.split(_ET_AL.sub("", text)):
        given, _, family = name.strip().rpartition(" ")
        if family:
            yield Name(family=family, given=given or None)


def of_lock(entries: Iterable[LockEntry]) -> Index:
    """The verified records of a lock. Links of its list lead to the papers, too."""
    return Index.of(
        Candidate(
            record=Record(
                key=entry.key,
                item=entry.item,
                status=entry.status,
                identifiers=entry.identifiers,
                sources=(BUNDLED, *entry.sources),
            ),
            source=BUNDLED,
            tokens=frozenset(entry.links),
        )
        for entry in entries
        if entry.status is Status.RESOLVED
    )


def of_bibliography(records: Iterable[Record], source: str = "") -> Iterator[Candidate]:
    """The records of a bibliography called ``source``, without those of which only a list knew."""
    given = (record for record in records if record.status is Status.GIVEN)
    return (Candidate(record=replace(record, sources=()), source=source) for record in given)
