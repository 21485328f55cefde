"""The report about a list: counts and findings, for people (Markdown) and for programs (JSON)."""

from collections import Counter
from functools import cache

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import Severity
from plbib.findings import Code
from plbib.model import CategoryPath, Finding, Library, Status, category_name
from plbib.text import markdown
from plbib.text.counting import count_noun


class SectionCount(Struct, frozen=True, kw_only=True):
    """A category and how many papers it holds."""

    category: CategoryPath
    papers: int


class RecordFrom(Struct, frozen=True, kw_only=True):
    """Where the record of a paper is from, and why it was taken for the paper's."""

    key: str
    sources: tuple[str, ...]
    evidence: str


class Report(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a build found, without clock or machine."""

    title: str
    url: str
    source: str  # the file that lines without another file's name are of
    entries: int  # entries of the list
    lines_unread: int  # lines that look like papers and could not be read
    papers: int  # records written; fewer than entries where the list names a paper twice
    verified: int  # accepted by sources, or settled by a person
    given: int  # as a bibliography has them; no source was asked
    listed_only: int  # of which only the list knows
    sections: tuple[SectionCount, ...]
    years: dict[str, int]
    venues: dict[str, int]
    findings_by_code: dict[str, int]
    findings: tuple[Finding, ...]
    records_from: tuple[RecordFrom, ...] = ()  # of papers whose record plbib looked up


_UNREAD = frozenset(map(str, (Code.UNREAD_LINE, Code.LONG_LINE)))


def report(library: Library, findings: tuple[Finding, ...]) -> Report:
    """Count what is in ``library``; ``findings`` are those of :func:`plbib.checks.check`."""
    papers = Counter(path for record in library.records for path in record.categories)
    paths = dict.fromkeys([*(category.path for category in library.categories), *papers])
    entries = [entry for record in library.records for entry in record.entries]
    years = Counter(
        str(record.item.issued.year) for record in library.records if record.item.issued and record.item.issued.year
    )
    return Report(
        title=library.title,
        url=library.url,
        source=library.source,
        entries=library.entries_read,
        lines_unread=sum(finding.code in _UNREAD for finding in findings),
        papers=len(library.records),
        verified=sum(record.verified for record in library.records),
        given=sum(record.status is Status.GIVEN for record in library.records),
        listed_only=sum(record.listed_only for record in library.records),
        sections=tuple(SectionCount(category=path, papers=papers[path]) for path in paths),
        years=dict(sorted(years.items(), reverse=True)),
        venues=_by_count(Counter(entry.venue for entry in entries if entry.venue)),
        findings_by_code=dict(sorted(Counter(finding.code for finding in findings).items())),
        findings=tuple(replace(finding, edit=None) for finding in findings),
        records_from=tuple(
            RecordFrom(key=record.key, sources=record.sources, evidence=record.evidence)
            for record in library.records
            if record.evidence
        ),
    )


def _by_count(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def to_json(report: Report) -> bytes:
    """The report as JSON: two blanks of indent, keys as in :class:`Report`."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def to_markdown(report: Report) -> str:
    """The report as a Markdown page."""
    lines = [f"# {markdown.escape(report.title)}: report" if report.title else "# Report", ""]
    if report.url:
        lines += [f"List: {markdown.address(report.url)}", ""]
    papers, entries = count_noun(report.papers, "paper"), count_noun(report.entries, "entry", "entries")
    sections = count_noun(len(report.sections), "section")
    lines += [f"{papers} ({_trust(report)}) from {entries} in {sections}.", ""]
    if report.lines_unread:
        more = count_noun(report.lines_unread, "more line looks like a paper", "more lines look like papers")
        lines += [f"{more} and could not be read; see the findings.", ""]
    lines += _table(["Section", "Papers"], [[section_name(row.category), str(row.papers)] for row in report.sections])
    lines += _table(["Year", "Papers"], [[year, str(count)] for year, count in report.years.items()])
    lines += _table(["Venue as tagged in the list", "Entries"], [[venue, str(n)] for venue, n in report.venues.items()])
    if report.records_from:
        rows = [[row.key, ", ".join(row.sources), row.evidence] for row in report.records_from]
        lines += ["## Records", "", *_table(["Paper", "Record from", "Why"], rows)]
    lines += ["## Findings", ""]
    rows = [_row(finding, report.source) for finding in report.findings]
    lines += _table(["Line", "Severity", "Code", "What", "Cure"], rows) if rows else ["None.", ""]
    return "\n".join(lines[:-1]) + "\n"


def section_name(category: CategoryPath) -> str:
    """A category's path as people read it; entries above the first heading stand under no section."""
    return category_name(category) or "(no section)"


def _row(finding: Finding, source: str) -> list[str]:
    place = finding.place
    where = "" if place is None else str(place.line or "") if place.file == source else str(place)
    return [where, finding.severity, finding.code, finding.message, finding.cure]


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    if not rows:
        return []
    lines = [f"| {' | '.join(head)} |", f"|{'|'.join('---' for _ in head)}|"]
    escape = cache(markdown.escape)  # findings are of few codes
    lines += [f"| {' | '.join(map(escape, row))} |" for row in rows]
    return [*lines, ""]


_SEVERITIES = {severity: (severity,) for severity in Severity} | {Severity.INFO: ("info", "info")}
"""The words for findings of each, one and several."""


def summary(report: Report) -> str:
    """A few lines for the end of a build."""
    lines = [f"{count_noun(report.papers, 'paper')}, {count_noun(len(report.sections), 'section')}"]
    if report.papers:
        lines[0] += f", {_trust(report)}"
    if report.lines_unread:
        lines[0] += f", {report.entries:,} of {report.entries + report.lines_unread:,} lines read"
    elif report.entries != report.papers:
        lines[0] += f", from {count_noun(report.entries, 'entry', 'entries')}"
    by_severity = Counter(finding.severity for finding in report.findings)
    if by_severity:
        counts = ((by_severity[severity], severity) for severity in Severity if by_severity[severity])
        counted = ", ".join(count_noun(count, *_SEVERITIES[severity]) for count, severity in counts)
        lines.append(f"{count_noun(len(report.findings), 'finding')} ({counted}):")
        lines += [f"  {count:3}  {code}" for code, count in report.findings_by_code.items()]
    else:
        lines.append("no findings")
    return "\n".join(lines)


def _trust(report: Report) -> str:
    """How far the records can be trusted: ``all verified``, or ``41 verified, 3 as given, 18 only listed``.

    Of one paper, ``verified`` alone.
    """
    counts = {"verified": report.verified, "as given": report.given, "only listed": report.listed_only}
    some = {state: count for state, count in counts.items() if count}
    if len(some) == 1:
        return f"{'all ' if report.papers > 1 else ''}{next(iter(some))}"
    return ", ".join(f"{count:,} {state}" for state, count in some.items()) or "none"
