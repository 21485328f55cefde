"""Traps: an entry of a list, candidates, and which of them it means; read from JSON Lines."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from plbib.model import Date, Item, Name, Record, Status
from plbib.papers.identifiers import token
from plbib.papers.identity import Paper
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.local import printed_names
from plbib.resolve.match import ServiceAnswer, ServiceOutcome, decide


def read(data: bytes) -> list[dict[str, Any]]:
    return msgspec.json.decode(b"[" + b",".join(data.splitlines()) + b"]", type=list[dict[str, Any]])


def outcome(trap: dict[str, Any]) -> tuple[str, int | None]:
    """The state that a trap's entry ends in, and the place of the candidate taken."""
    own = candidates(trap)
    decision = decide(wanted(trap["entry"]), own, [*_answers(trap.get("answers", {}))])
    taken = own.index(decision.chosen.candidate) if decision.chosen else None
    return decision.state, taken


def candidates(trap: dict[str, Any]) -> list[Candidate]:
    """The records that a trap's entry may mean."""
    return [_candidate(found) for found in trap["candidates"]]


def _answers(answers: dict[str, str]) -> Iterator[ServiceAnswer]:
    """What services said, by the beginnings of their answers: their status."""
    for source, answer in answers.items():
        yield ServiceAnswer(
            source=source, outcome=ServiceOutcome.EMPTY if answer.startswith("200") else ServiceOutcome.FAILED
        )


def expected(trap: dict[str, Any]) -> tuple[str, int | None]:
    return trap["decision"].replace("accepted-title", "title").replace("-", " "), trap["pick"]


def wanted(entry: dict[str, Any]) -> Wanted:
    """What a trap's entry says, as it is looked for."""
    printed = re.fullmatch(r"(.*?)\s*(?:['’](\d\d)|(\d{4}))", entry.get("venue") or "")
    venue = printed[1] if printed else entry.get("venue")
    year = int(printed[3] or f"20{printed[2]}") if printed else entry.get("year")
    tokens = frozenset([token(entry["link"])] if "link" in entry else [])
    people = tuple(name for author in entry.get("authors", ()) for name in printed_names(author))
    return Wanted(paper=Paper(title=entry["title"], tokens=tokens, authors=people, year=year), venue=venue)


def _candidate(found: dict[str, Any]) -> Candidate:
    title = found["title"].removesuffix(".") if found["source"] == "dblp" else found["title"]
    whole = f"{title}: {found['subtitle']}" if "subtitle" in found else title
    related = [other["id"] for others in found.get("relation", {}).values() for other in others]
    item = Item(
        type=found["type"],
        title=whole,
        author=tuple(_people(found)),
        container_title=found["venue"],
        issued=Date(date_parts=((found["year"],),)) if found["year"] else None,
        doi=found.get("doi"),
    )
    return Candidate(
        record=Record(key="", item=item, status=Status.GIVEN, identifiers=_identifiers(found)),
        source=found["source"],
        titles=(title, *found.get("original_title", ())),
        tokens=frozenset(token(f"https://doi.org/{doi}") for doi in related),
        whole=found["type"] == "proceedings",
    )


def _people(found: dict[str, Any]) -> list[Name]:
    authors = found["authors"]
    listed = [authors["text"]] if isinstance(authors, dict) else authors
    return [name for author in listed for name in printed_names(re.sub(r" \d{4}$", "", author))]


def _identifiers(found: dict[str, Any]) -> dict[str, str]:
    names = {"dblp": found.get("key"), found["source"]: re.sub(r"v\d+$", "", found.get("id", ""))}
    if "hex" in found:
        names["mlsys"] = f"{found['year']}/{found['hex']}"
    return {kind: value for kind, value in names.items() if value}
