"""Papers looked up in the services' double under a clock that jumps, and what became of them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
from msgspec import Struct

from plbib.io.http.answers import Answers
from plbib.io.http.client import Client
from plbib.io.http.credentials import Identity
from plbib.lists.reader import read
from plbib.model import Date, Entry, Item, Name, Record, Status
from plbib.papers.identifiers import identify
from plbib.resolve import local
from plbib.resolve.candidates import Wanted
from plbib.resolve.match import Decision
from plbib.resolve.run import Desk, credentials
from tests.resolve.scores import Case, is_one_of, of_seed
from tests.servers.metadata import Contract, Faults, Row, World
from tests.servers.metadata.world import of_corpora, of_gold, plain
from tests.servers.simulation import SimulatedWire

TOKEN = "token-of-a-test"  # noqa: S105 (no secret)
SEEN = Faults(rate=12, asleep=frozenset({"api.openalex.org"}))
"""What goes wrong on an ordinary day."""


class Run(Struct, frozen=True, kw_only=True):
    """The decisions by the names of the papers, the seconds it took, and the requests that were sent."""

    decisions: dict[int, Decision]
    seconds: float
    sent: int
    contract: Contract


def look_up(
    papers: Mapping[int, Wanted],
    world: World,
    faults: Faults | None = None,
    *,
    token: str = "",
    keys: Mapping[str, str] = {},
    **options: Any,
) -> Run:
    """Ask the double about papers; it takes no request that is not documented."""
    contract = Contract(world, faults, token=token, **options)
    wire = SimulatedWire(contract)
    identity = Identity(credentials(), {"PLBIB_MAILTO": "me@example.org", "OPENREVIEW_TOKEN": token, **keys})
    client = Client(wire, Answers(None), identity=identity)
    desk = Desk(papers.values(), identity.has_key)
    decisions = dict(client.run({name: desk.look_up(paper) for name, paper in papers.items()}))
    assert not contract.violations, contract.violations[:9]
    return Run(decisions=decisions, seconds=wire.now(), sent=client.sent, contract=contract)


def record(row: Row) -> Record:
    """A paper of the double as a record."""
    ids = {kind: value for kind, value in row.ids.items() if kind != "published"}
    item = Item(
        type="document",
        title=row.title,
        author=tuple(Name(family=family, given=given) for family, given in row.people),
        issued=Date(date_parts=((row.year,),)),
    )
    return Record(key=row.title, item=item, status=Status.GIVEN, identifiers=ids)


def wrong(cases: Mapping[int, Case], run: Run) -> list[str]:
    """What was accepted although it is another work."""
    return [
        f"{case.wanted.paper.title} | {chosen.candidate.record.item.title} | {chosen.reason()}"
        for name, case in cases.items()
        if (chosen := run.decisions[name].chosen) and not is_one_of(chosen.candidate.record, case.truth)
    ]


def decided(run: Run) -> int:
    return sum(decision.chosen is not None for decision in run.decisions.values())


def seed_world(shared: Path, part: int, seed: int) -> World:
    """The papers of the embedded list among others."""
    return World([*of_gold(shared / "records.json"), *of_corpora(shared / "corpora", part)], seed)


def list_world(shared: Path, part: int, seed: int) -> World:
    """Papers of the shown lists among others; those that are listed by an id of arXiv are there, too."""
    entries = {plain(entry.title): entry for entry in _entries(shared)}
    rows = [*of_corpora(shared / "corpora", part, entries)]
    preprints = {
        name.value: Row(title=row.title, people=row.people, year=row.year, ids={"arxiv": name.value})
        for row in rows
        if (entry := entries.get(plain(row.title)))
        for link in entry.links
        if (name := identify(link.url)) and name.kind == "arxiv"
    }
    return World([*rows, *preprints.values()], seed)


def _entries(shared: Path) -> Iterator[Entry]:
    """The entries of the shown lists, in an order without meaning."""
    entries = [
        entry
        for path in sorted((shared / "lists" / "raw").glob("*.md"))
        for entry in read(path.read_text(encoding="utf-8"), path.name).entries
    ]
    yield from sorted(entries, key=lambda entry: crc32(str(entry.place).encode()))


def seed_cases(shared: Path) -> dict[int, Case]:
    return dict(enumerate(of_seed(shared)))


def list_cases(shared: Path, world: World, most: int) -> dict[int, Case]:
    """Entries of the shown lists whose titles the double has, as the lists print them, with their links."""
    held: dict[str, list[Row]] = {}
    for row in world.rows:
        held.setdefault(plain(row.title), []).append(row)
    cases: dict[int, Case] = {}
    for entry in _entries(shared):
        rows = held.get(plain(entry.title), [])
        near = [row for row in rows if entry.year is None or abs(row.year - entry.year) <= 1]
        if near and len(cases) < most:
            wanted, truth = local.describe(entry), tuple(map(record, near))
            cases[len(cases)] = Case(wanted=wanted, truth=truth, witnessed=entry.year is not None)
    return cases


def twin() -> World:
    """A small world of our own."""
    rows = msgspec.json.decode((Path(__file__).parent / "twin.json").read_bytes())
    return World([Row(**{**row, "people": tuple(map(tuple, row["people"]))}) for row in rows], 3)
