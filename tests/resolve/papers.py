"""Invented papers and records for tests of matching."""

import re
from typing import Any

from plbib.model import Date, Item, Name, Record, Status
from plbib.papers.identity import Paper
from plbib.resolve.candidates import Candidate, Wanted

KITES = "Kites: Flying Small Networks on Long Strings"


def people(*families: str) -> tuple[Name, ...]:
    return tuple(Name(family=family, given="A.") for family in families)


def record(
    title: str = KITES,
    *,
    authors: tuple[str, ...] = ("Lind", "Petrov"),
    year: int | None = 2023,
    venue: str | None = "International Conference on Learning Representations",
    kind: str = "paper-conference",
    doi: str | None = None,
    **identifiers: str,
) -> Record:
    item = Item(
        type=kind,
        title=title,
        author=people(*authors),
        container_title=venue,
        issued=Date(date_parts=((year,),)) if year else None,
        doi=doi,
    )
    return Record(key="k", item=item, status=Status.GIVEN, identifiers=identifiers)


def candidate(*arguments: str, source: str = "papers.bib", whole: bool = False, **fields: object) -> Candidate:
    return Candidate(record=record(*arguments, **fields), source=source, whole=whole)  # type: ignore[arg-type]


def wanted(
    title: str = KITES,
    *tokens: str,
    authors: tuple[str, ...] = (),
    year: int | None = None,
    venue: str | None = None,
) -> Wanted:
    paper = Paper(title=title, tokens=frozenset(tokens), authors=people(*authors), year=year)
    return Wanted(paper=paper, venue=venue)


def of_corpus(found: dict[str, Any]) -> Record:
    """A record of the corpora of real ones."""
    people = [re.sub(r" \d{4}$", "", author).strip() for author in found.get("authors", ())]
    venue, arxiv = found.get("venue"), found.get("arxiv")
    item = Item(
        type="paper-conference",
        title=re.sub("[{}]", "", found["title"]),
        author=tuple(_name(person) for person in people),
        container_title=re.sub("[{}]", "", venue) if venue else None,
        issued=Date(date_parts=((found["year"],),)) if found.get("year") else None,
        doi=found.get("doi"),
        url=found.get("url"),
    )
    return Record(key=found["id"], item=item, status=Status.GIVEN, identifiers={"arxiv": arxiv} if arxiv else {})


def _name(person: str) -> Name:
    family, comma, given = person.partition(", ")
    if not comma:
        given, _, family = person.rpartition(" ")
    return Name(family=family, given=given or None)
