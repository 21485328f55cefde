"""Decisions scored against real records: what is wrong (accepted, and another work), found, and first where it is not.

``tests/full/test_resolve_full.py`` holds them to their bounds and, with ``PLBIB_WRITE_RESULTS=1``, writes
``RESULTS.md``.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from plbib.formats import csljson
from plbib.formats.bib import bibtex
from plbib.io import cache, processes
from plbib.lists.reader import read
from plbib.model import Entry, Record, Status
from plbib.papers.identifiers import token
from plbib.papers.identity import Agreement, compare_identifiers, compare_people, named_tokens, paper_of
from plbib.papers.titles import Likeness, compare_titles, normalise
from plbib.papers.venues.compare import compare_venues
from plbib.resolve import local
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.index import Index, pieces
from plbib.resolve.match import Decision
from plbib.resolve.parts import FORM
from tests.resolve import corpora, services

_RECORDED = ("aclanthology", "dblp", "mlsys", "neurips", "openreview", "usenix")


class Case(Struct, frozen=True, kw_only=True):
    """A paper as it is looked for, the records that are of it, and whether something beside the title tells so."""

    wanted: Wanted
    truth: tuple[Record, ...]
    witnessed: bool


class Score(Struct, kw_only=True):
    """Counts of cases; ``wrong`` names what was accepted although it is another work."""

    cases: int = 0
    witnessed: int = 0
    found: int = 0
    first: int = 0
    states: dict[str, int] = {}
    wrong: list[str] = []

    def __str__(self) -> str:
        others = self.cases - self.witnessed
        states = ", ".join(f"{count:,} {state}" for state, count in sorted(self.states.items()))
        return (
            f"{self.cases:,} cases: {len(self.wrong)} wrong; {share(self.found, self.witnessed)} of those with a second"
            f" witness accepted; of the {others:,} others the right one first in {share(self.first, others)}. {states}"
        )


def share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({100 * part / whole:.2f} %)" if whole else "0 of 0"


def score(cases: Iterable[Case], decide: Callable[[Wanted], Decision]) -> Score:
    """What becomes of the cases."""
    made = Score(states={}, wrong=[])
    for case in cases:
        decision = decide(case.wanted)
        right = bool(decision.judged) and is_one_of(decision.judged[0].candidate.record, case.truth)
        made.cases += 1
        made.states[str(decision.state)] = made.states.get(str(decision.state), 0) + 1
        made.witnessed += case.witnessed
        if decision.chosen and not right:
            chosen = decision.chosen.candidate.record
            made.wrong.append(f"{case.wanted.paper.title} | {chosen.key}: {chosen.item.title} | {decision.reason}")
        elif decision.chosen and case.witnessed:
            made.found += 1
        made.first += right and not case.witnessed
    return made


def is_one_of(record: Record, truth: Iterable[Record]) -> bool:
    """Whether a record is of the work of the others: the same row, identifier, or title and people."""
    own = paper_of(record)
    for other in truth:
        paper = paper_of(other)
        if record.key == other.key or compare_identifiers(own.tokens, paper.tokens) is Agreement.AGREE:
            return True
        like = compare_titles(own.title, paper.title) >= Likeness.ALIKE
        if like and compare_people(own.authors, paper.authors) is Agreement.AGREE:
            return True
    return False


def whole_index(shared: Path) -> Index:
    """All corpora, indexed once and kept."""
    folder = shared / "corpora"
    files = sorted(folder.glob("*.gz"))
    code = Path(corpora.__file__)
    name = cache.digest(code, str(FORM), *(f"{file.name} {file.stat().st_size}" for file in files))
    rows = (Candidate(record=record, source="") for record in corpora.records(folder))
    kept = cache.find("tests", name) or cache.keep(
        "tests", name, lambda path: Index.make(path, pieces(rows), pipe=processes.map_ahead)
    )
    index = Index.open(kept, "corpora")
    assert index is not None
    return index


def part_index(shared: Path, part: int) -> Index:
    """One work in ``part`` of those of the corpora, in memory; all records of a title are in it or none."""
    records = corpora.records(shared / "corpora")
    chosen = (record for record in records if crc32(normalise(record.item.title).encode()) % part == 0)
    return Index.of((Candidate(record=record, source="") for record in chosen), "corpora")


def of_lists(shared: Path, index: Index) -> Iterator[Case]:
    """Entries of the shown lists that the corpora hold, as if without links; every third title is disturbed."""
    number = 0
    for path in sorted((shared / "lists" / "raw").glob("*.md")):
        for entry in read(path.read_text(encoding="utf-8"), path.name).entries:
            truth = known(entry, index)
            if truth:
                yield hidden(entry, truth, number)
                number += 1


def known(entry: Entry, index: Index) -> tuple[Record, ...]:
    """The records of an entry's paper: by its link with a like title, or by its exact title and year."""
    paper = local.describe(entry)
    named = frozenset(named_tokens(token(link.url) for link in entry.links))
    found = [candidate.record for candidate in index.find_named(paper)]
    linked = [record for record in found if compare_identifiers(named, paper_of(record).tokens) is Agreement.AGREE]
    like = [record for record in linked if compare_titles(record.item.title, entry.title) >= Likeness.ALIKE]
    if like:
        return tuple(record for record in found if is_one_of(record, like))
    form, year = normalise(entry.title), paper.paper.year
    dated = [record for record in found if normalise(record.item.title) == form and paper_of(record).year == year]
    if not dated or year is None or not all(is_one_of(record, dated[:1]) for record in dated):
        return ()
    return tuple(record for record in found if is_one_of(record, dated))


def hidden(entry: Entry, truth: tuple[Record, ...], number: int) -> Case:
    """The entry without its links; its title as lists disturb titles, each third."""
    title = corpora.disturbed(entry.title, number // 3) if number % 3 == 0 else entry.title
    paper = local.describe(replace(entry, title=title, links=()))
    people = any(compare_people(paper.paper.authors, record.item.author) is Agreement.AGREE for record in truth)
    placed = any(placed_alike(paper, record) for record in truth)
    return Case(wanted=paper, truth=truth, witnessed=people or placed)


def placed_alike(paper: Wanted, record: Record) -> bool:
    """Whether venue and year of a record are those that are printed."""
    year = record.item.issued.year if record.item.issued else None
    near = year is not None and paper.paper.year is not None and abs(year - paper.paper.year) <= 1
    return near and compare_venues(paper.venue, record) is Agreement.AGREE


def of_seed(shared: Path) -> Iterator[Case]:
    """The entries of the list that comes with plbib, those in comments too, with the records that people verified."""
    reading = read((shared / "papers.md").read_text(encoding="utf-8"), "papers.md")
    entries = {entry.place.line: entry for entry in (*reading.entries, *reading.commented)}
    for row in msgspec.json.decode((shared / "records.json").read_bytes()):
        item = csljson.item(row["csl"])
        truth = Record(key="", item=item, status=Status.GIVEN, identifiers=row["identifiers"])
        yield Case(wanted=local.describe(entries[row["line"]]), truth=(truth,), witnessed=True)


def recorded(shared: Path) -> list[Index]:
    """The recorded answers of services in BibTeX, each as an index."""
    files = sorted(file for folder in _RECORDED for file in (shared / "payloads" / folder).glob("*.bib"))
    records = ((file.stem, bibtex.read(file.read_bytes(), file.name)[0]) for file in files)
    return [Index.of(local.of_bibliography(found, name), name) for name, found in records]


def of_references(found: services.References) -> Iterator[Case]:
    """References of real papers; they have a second witness where an answer holds title, year and an author."""
    for wanted, candidates in found.values():
        records = [candidate.record for candidate in candidates]
        truth = tuple(record for record in records if services.agrees(wanted, record, shortened=True))
        exact = any(services.agrees(wanted, record) for record in records)
        yield Case(wanted=wanted, truth=truth, witnessed=exact)


def of_corpora(index: Index, size: int, seed: int) -> Iterator[Case]:
    """Records of the corpora as lists print them: by venue and year, by two authors, or by the title alone."""
    usable = [found for found in index if found.record.item.author and found.record.item.container_title]
    for number, found in enumerate(random.Random(seed).sample(usable, size)):  # noqa: S311 - a sample, no secret
        item = found.record.item
        title = corpora.disturbed(item.title, number // 9) if number % 3 == 0 else item.title
        own = replace(found.paper, title=title, tokens=frozenset())
        how = number // 3 % 3
        papers = (
            Wanted(paper=replace(own, authors=()), venue=item.container_title),
            Wanted(paper=replace(own, authors=item.author[:2], year=None)),
            Wanted(paper=replace(own, authors=(), year=None)),
        )
        yield Case(wanted=papers[how], truth=(found.record,), witnessed=how < 2)
