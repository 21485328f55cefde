"""What commands print: findings and entries as text, JSON or GitHub annotations."""

from typing import Any

import msgspec

from plbib.errors import Severity
from plbib.model import Entry, Finding
from plbib.text.unicode import visible

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def findings_text(findings: tuple[Finding, ...]) -> str:
    """One finding a paragraph: place, severity, code, what; the cure below it."""
    return "".join(
        f"{visible(str(finding.place or '-'))}: {finding.severity}: {visible(finding.message)} [{finding.code}]\n"
        + (f"    {visible(finding.cure)}\n" if finding.cure else "")
        for finding in findings
    )


def findings_json(findings: tuple[Finding, ...]) -> str:
    """The findings as a JSON array."""
    return msgspec.json.format(msgspec.json.encode(findings), indent=2).decode() + "\n"


def findings_github(findings: tuple[Finding, ...]) -> str:
    """Workflow commands that GitHub shows as annotations at the line."""
    return "".join(_annotation(finding) for finding in findings)


def _annotation(finding: Finding) -> str:
    place = finding.place
    where = {"file": place.file, "line": place.line or None, "col": place.column or None} if place else {}
    properties = {**where, "title": finding.code}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    message = finding.message + (f"\n{finding.cure}" if finding.cure else "")
    return f"::{_GITHUB[finding.severity]} {written}::{_message(message)}\n"


def _message(text: str) -> str:
    lines = [visible(line) for line in text.split("\n")]
    return "%0A".join(line.replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def entries_text(entries: list[Entry]) -> str:
    """One entry a line: its line number, tag and title."""
    return "".join(
        f"{entry.place.line:6}  {visible(' '.join(filter(None, [entry.venue, str(entry.year or '')]))):14}"
        f"  {visible(entry.title)}\n"
        for entry in entries
    )


def entries_json(entries: list[Entry]) -> str:
    """The entries as a JSON array; what the list does not print is null."""
    rows: list[dict[str, Any]] = [
        {
            "line": entry.place.line,
            "end_line": entry.end_line,
            "title": entry.title,
            "venue": entry.venue,
            "year": entry.year,
            "urls": entry.links,
            "authors_text": entry.authors_text,
            "affiliation": entry.affiliation,
            "category_path": entry.category,
        }
        for entry in entries
    ]
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


FINDINGS = {"text": findings_text, "json": findings_json, "github": findings_github}
