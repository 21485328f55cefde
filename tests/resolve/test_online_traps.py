"""Traps, and references of real papers, asked about at the services' double: nothing else is ever taken.

Which records there are is known from the traps' candidates and from recorded answers; the double answers from them in
each service's shape, lacks some, and has its faults.
"""

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from plbib.resolve.candidates import Candidate, Wanted
from tests.resolve import services, traps
from tests.resolve.online import SEEN, TOKEN, look_up
from tests.resolve.test_traps import OWN
from tests.servers.metadata import Row, World
from tests.servers.metadata.world import plain

KINDS = ("doi", "dblp", "arxiv", "openreview", "acl", "neurips", "mlsys", "usenix")
NONE = dict.fromkeys(("crossref", "dblp", "openalex", "semanticscholar"), 0)


def rows(candidates: Iterable[Candidate]) -> Iterator[Row]:
    """Records as papers of the double: those with people and a year, each once."""
    known: set[tuple[str, ...]] = set()
    for candidate in candidates:
        item, named = candidate.record.item, candidate.record.identifiers
        ids = {kind: named[kind] for kind in KINDS if kind in named}
        if item.doi and not item.doi.lower().startswith("10.48550/"):
            ids["doi"] = item.doi.lower()
        year = item.issued.year if item.issued else None
        name = (plain(item.title), str(year), *sorted(ids.values()))
        if not item.author or not year or not ids or candidate.whole or name in known:
            continue
        known.add(name)
        people = tuple((one.family or one.literal or "", one.given or "") for one in item.author)
        venue = item.container_title or ""
        journal = item.type == "article-journal"
        yield Row(title=item.title, people=people, year=year, venue=venue, short=venue, journal=journal, ids=ids)


def taken(trap: dict[str, Any], seed: int, **options: Any) -> bool | None:
    """Whether the right paper was taken for a trap's entry; None if none was."""
    candidates = traps.candidates(trap)
    run = look_up({0: traps.wanted(trap["entry"])}, World(rows(candidates), seed), **options)
    chosen = run.decisions[0].chosen
    if chosen is None:
        return None
    right = candidates[trap["pick"]] if trap["pick"] is not None else None
    return right is not None and letters(chosen.candidate.record.item.title) in {
        letters(title) for title in (right.record.item.title, *right.titles)
    }


SLIPS = {
    "Real-time patient-sepcific ecg classification by 1-d convolutional neural networks",
    "Splines Models for Observational Data",
}
"""References whose titles are misspelt where they are cited, and that a person found to be the papers taken."""


def is_right(wanted: Wanted, found: Candidate) -> bool:
    """Whether a record has an identifier of a reference, or its title, or a part of it, and its people."""
    if wanted.paper.tokens & found.paper.tokens or services.agrees(wanted, found.record, shortened=True):
        return True
    one, other = letters(wanted.paper.title), letters(found.record.item.title)
    people = [{letters(name.family or "") for name in names} for names in (wanted.paper.authors, found.paper.authors)]
    return (one in other or other in one) and (not people[1] or bool(people[0] & people[1]))


def letters(title: str) -> str:
    """Letters and digits of a title without its markup."""
    return plain(re.sub("<[^>]*>", "", html.unescape(html.unescape(title))))


@pytest.mark.parametrize("trap", OWN, ids=lambda trap: trap["id"])
def test_a_trap_is_no_trap_where_the_services_are_asked(trap: dict[str, Any]) -> None:
    assert [seed for seed in range(3) if taken(trap, seed, lacks=NONE, token=TOKEN) is False] == []


@pytest.mark.heavy
@pytest.mark.shared
def test_shared_traps_where_services_are_asked_under_faults(shared: Path) -> None:
    found = traps.read((shared / "resolving" / "traps.jsonl").read_bytes())
    outcomes = {trap["id"]: [taken(trap, seed, faults=SEEN, token=TOKEN) for seed in range(4)] for trap in found}
    assert [name for name, each in outcomes.items() if False in each] == []


@pytest.mark.heavy
@pytest.mark.shared
def test_references_of_real_papers_where_services_are_asked_under_faults(shared: Path) -> None:
    known = services.references(shared)
    world = World(rows(candidate for _, candidates in known.values() for candidate in candidates), 7)
    papers: dict[int, Wanted] = {number: wanted for number, (wanted, _) in enumerate(known.values())}
    run = look_up(papers, world, SEEN, token=TOKEN)
    chosen = {number: decision.chosen for number, decision in run.decisions.items() if decision.chosen}
    wrong = {
        papers[number].paper.title
        for number, judged in chosen.items()
        if not is_right(papers[number], judged.candidate)
    }
    assert wrong == SLIPS
    assert len(chosen) >= 290
