"""How a list was understood: by section where titles stand, how its blocks voted, what was left out and why."""

from collections import Counter, defaultdict

from msgspec import Struct

from plbib.findings import Code
from plbib.lists.document import Document
from plbib.lists.grammars import WORDS
from plbib.lists.otherrows import Plan
from plbib.lists.rows import Tables
from plbib.lists.sections import Section
from plbib.lists.vote import Ballot
from plbib.model import Reading


class Vote(Struct, frozen=True, kw_only=True):
    """The blocks of one kind in one section: where their titles seem to stand, and whether they are papers."""

    blocks: str  # items, paragraphs, headings; "items below items" for deeper ones
    count: int
    titles: dict[str, int]  # by where they stand, as ``titles`` of a profile
    speaking: int  # how many say something of papers: names, a venue, a year, an address of papers
    taken: str  # where the section has its titles; empty if nowhere
    papers: bool


class TableAccount(Struct, frozen=True, kw_only=True):
    """A table: what each column holds, and whether its rows are papers."""

    line: int
    columns: tuple[str, ...]
    papers: bool


class SectionAccount(Struct, frozen=True, kw_only=True):
    """A section with what was read of it."""

    category: tuple[str, ...]
    line: int
    entries: int
    left_out: int
    unread: int
    why: str = ""  # why nothing of it is read
    venue: str | None = None  # what its heading gives to the entries
    year: int | None = None
    votes: tuple[Vote, ...] = ()
    tables: tuple[TableAccount, ...] = ()


class Account(Struct, frozen=True, kw_only=True):
    """A list as it was understood."""

    title: str
    entries: int
    parts: tuple[SectionAccount, ...]


def of_reading(reading: Reading, document: Document, ballots: dict[tuple[int, str], Ballot], tables: Tables) -> Account:
    """The account of a reading; sections without lines that may be papers are none of it, unless their name is why."""
    held: dict[int, list[Ballot]] = defaultdict(list)
    for (index, _), ballot in ballots.items():
        held[index].append(ballot)
    starts = [section.line for section in document.sections]
    counts = _counts(reading, starts)
    plans = defaultdict(list)
    for line, plan in tables.plans.items():
        plans[_at(starts, line)].append((line, plan))
    parts = (
        _part(section, counts[section.index], held[section.index], plans[section.index])
        for section in document.sections
        if section.index not in document.dropped
    )
    return Account(
        title=reading.title,
        entries=len(reading.entries),
        parts=tuple(part for part in parts if part.votes or part.tables or part.entries or part.why),
    )


def _at(starts: list[int], line: int) -> int:
    """The index of the section in which a line stands."""
    return max(index for index, start in enumerate(starts) if start <= line)


def _counts(reading: Reading, starts: list[int]) -> dict[int, Counter[str]]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for entry in reading.entries:
        counts[_at(starts, entry.place.line)]["entries"] += 1
    for finding in reading.findings:
        if finding.place and finding.code in (str(Code.LEFT_OUT_LINE), str(Code.UNREAD_LINE)):
            counts[_at(starts, finding.place.line)][finding.code] += 1
    return counts


def _part(
    section: Section, counts: Counter[str], ballots: list[Ballot], plans: list[tuple[int, Plan]]
) -> SectionAccount:
    return SectionAccount(
        category=section.path,
        line=section.line,
        entries=counts["entries"],
        left_out=counts[str(Code.LEFT_OUT_LINE)],
        unread=counts[str(Code.UNREAD_LINE)],
        why=_why(section),
        venue=section.venue,
        year=section.year,
        votes=tuple(_vote(ballot) for ballot in ballots if ballot.titled),
        tables=tuple(TableAccount(line=line, columns=_columns(plan), papers=plan.accepted) for line, plan in plans),
    )


def _why(section: Section) -> str:
    if section.excluded:
        return "excluded by the profile"
    if section.never:
        return "by its name it lists no papers"
    if section.rarely:
        return "by its name it lists people or events: read only where most are whole references"
    if section.seldom:
        return "by its name it lists tools or the like: read only where most say where they appeared"
    return ""


def _vote(ballot: Ballot) -> Vote:
    grammars = {WORDS[name]: number for name, number in sorted(ballot.grammars.items())}
    return Vote(
        blocks=_KINDS.get(ballot.kind, "items below items"),
        count=ballot.total,
        titles=grammars,
        speaking=ballot.strong,
        taken=WORDS.get(ballot.grammar or "", ""),
        papers=ballot.accepted,
    )


_KINDS = {"item0": "items", "text": "paragraphs", "heading": "headings"}


def _columns(plan: Plan) -> tuple[str, ...]:
    return tuple("title" if at == plan.title else role or "?" for at, role in enumerate(plan.roles))
