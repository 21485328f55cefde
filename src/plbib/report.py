"""The report about a list: counts and findings, for people (Markdown) and for programs (JSON)."""

from collections import Counter

import msgspec
from msgspec import Struct

from plbib.errors import Severity
from plbib.model import CategoryPath, Finding, Library
from plbib.text import markdown


class SectionCount(Struct, frozen=True, kw_only=True):
    """A category and how many papers it holds."""

    category: CategoryPath
    papers: int


class Report(Struct, frozen=True, kw_only=True):
    """What a build found, without clock or machine."""

    title: str
    url: str
    source: str  # the file that lines without another file's name are of
    entries: int  # entries of the list
    papers: int  # records written; fewer than entries where the list names a paper twice
    verified: int
    sections: tuple[SectionCount, ...]
    years: dict[str, int]
    venues: dict[str, int]
    findings_by_code: dict[str, int]
    findings: tuple[Finding, ...]


def report(library: Library, findings: tuple[Finding, ...]) -> Report:
    """Count what is in ``library``; ``findings`` are those of :func:`plbib.checks.check`."""
    held = Counter(path for record in library.records for path in record.categories)
    paths = dict.fromkeys([*(category.path for category in library.categories), *held])
    entries = [entry for record in library.records for entry in record.entries]
    years = Counter(
        str(record.item.issued.year) for record in library.records if record.item.issued and record.item.issued.year
    )
    return Report(
        title=library.title,
        url=library.url,
        source=library.source,
        entries=library.entries_read,
        papers=len(library.records),
        verified=sum(record.verified for record in library.records),
        sections=tuple(SectionCount(category=path, papers=held[path]) for path in paths),
        years=dict(sorted(years.items(), reverse=True)),
        venues=_by_count(Counter(entry.venue for entry in entries if entry.venue)),
        findings_by_code=dict(sorted(Counter(finding.code for finding in findings).items())),
        findings=findings,
    )


def _by_count(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def to_json(found: Report) -> bytes:
    """The report as JSON: two blanks of indent, keys as in :class:`Report`."""
    return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"


def to_markdown(found: Report) -> str:
    """The report as a Markdown page."""
    verified = "all verified" if found.verified == found.papers else f"{found.verified} verified"
    lines = [f"# {markdown.escape(found.title)}: report", ""]
    if found.url:
        lines += [f"List: {markdown.address(found.url)}", ""]
    lines += [f"{found.papers} papers ({verified}) from {found.entries} entries in {len(found.sections)} sections.", ""]
    lines += _table(["Section", "Papers"], [[name(row.category), str(row.papers)] for row in found.sections])
    lines += _table(["Year", "Papers"], [[year, str(count)] for year, count in found.years.items()])
    lines += _table(["Venue as tagged in the list", "Entries"], [[venue, str(n)] for venue, n in found.venues.items()])
    lines += ["## Findings", ""]
    rows = [_row(finding, found.source) for finding in found.findings]
    lines += _table(["Line", "Severity", "Code", "What", "Cure"], rows) if rows else ["None.", ""]
    return "\n".join(lines[:-1]) + "\n"


def name(category: CategoryPath) -> str:
    """A category's path as people read it; entries above the first heading stand under no section."""
    return " / ".join(category) or "(no section)"


def _row(finding: Finding, source: str) -> list[str]:
    place = finding.place
    where = "" if place is None else str(place.line or "") if place.file == source else str(place)
    return [where, finding.severity, finding.code, finding.message, finding.cure]


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    if not rows:
        return []
    lines = [f"| {' | '.join(head)} |", f"|{'|'.join('---' for _ in head)}|"]
    lines += [f"| {' | '.join(map(markdown.escape, row))} |" for row in rows]
    return [*lines, ""]


def summary(found: Report) -> str:
    """A few lines for the end of a build."""
    unverified = found.papers - found.verified
    lines = [f"{_counted(found.papers, 'paper')}, {_counted(len(found.sections), 'section')}"]
    if unverified:
        lines[0] += f", {unverified} unverified"
    if found.entries != found.papers:
        lines[0] += f", from {found.entries} entries"
    by_severity = Counter(finding.severity for finding in found.findings)
    if by_severity:
        counted = ", ".join(f"{by_severity[severity]} {severity}" for severity in Severity if by_severity[severity])
        lines.append(f"{_counted(len(found.findings), 'finding')} ({counted}):")
        lines += [f"  {count:3}  {code}" for code, count in found.findings_by_code.items()]
    else:
        lines.append("no findings")
    return "\n".join(lines)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
