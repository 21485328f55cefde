"""What commands print: findings and entries as text, JSON or GitHub annotations."""

from typing import TYPE_CHECKING, Any

import msgspec

from plbib.errors import Severity
from plbib.model import Entry, Finding, Library
from plbib.text.unicode import visible

if TYPE_CHECKING:  # what a command does not print it need not load
    from plbib.difference import Difference
    from plbib.rekey import KeyChange
    from plbib.rendering.catalog import Style

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_NAME_WIDTH, _LEAST_TITLE = 40, 12


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
            "gloss": entry.gloss,
            "category_path": entry.category,
        }
        for entry in entries
    ]
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


def keys_text(library: Library) -> str:
    """One paper a line: its citation key, title and former keys."""
    return "".join(
        f"{record.key:24}  {visible(record.item.title)}{_former(record.aliases)}\n" for record in library.records
    )


def _former(aliases: tuple[str, ...]) -> str:
    return f"  (formerly {visible(', '.join(aliases))})" if aliases else ""


def keys_json(library: Library) -> str:
    """The keys as a JSON array of objects with ``key``, ``aliases`` and ``title``."""
    rows = [{"key": paper.key, "aliases": paper.aliases, "title": paper.item.title} for paper in library.records]
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


def key_changes_text(changes: "tuple[KeyChange, ...]") -> str:
    """One change a line: the old key, the new one, the title."""
    return "".join(f"{change.old} → {change.new}  {visible(change.title)}\n" for change in changes)


def key_changes_json(changes: "tuple[KeyChange, ...]") -> str:
    """The changes as a JSON array."""
    return msgspec.json.format(msgspec.json.encode(changes), indent=2).decode() + "\n"


def difference_text(found: "Difference") -> str:
    """``+`` added, ``-`` removed, ``=`` renamed, ``~`` changed, one paper a line, its fields below it."""
    lines = [f"+ {paper.key}  {paper.title}" for paper in found.added]
    lines += [f"- {paper.key}  {paper.title}" for paper in found.removed]
    lines += [f"= {paper.old} → {paper.new}  {paper.title}" for paper in found.renamed]
    for paper in found.changed:
        lines.append(f"~ {paper.key}  {paper.title}")
        lines += [f"    {change.field}: {change.old or '(none)'} → {change.new or '(none)'}" for change in paper.fields]
    return "".join(f"{visible(line)}\n" for line in lines or ["no difference"])


def difference_json(found: "Difference") -> str:
    """The difference as a JSON object of lists."""
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"


def styles_text(styles: "list[Style]", width: int | None = None) -> str:
    """One style a line: name, title, how it cites, fields, what it stands for; titles are cut to fit ``width``."""
    longest = min(max((len(style.name) for style in styles), default=0), _NAME_WIDTH)
    return "".join(f"{visible(_style_line(style, longest, width))}\n" for style in styles)


def _style_line(style: "Style", longest: int, width: int | None) -> str:
    fields = ", ".join(field.replace("_", " ") for field in style.fields)
    notes = [part for part in (style.format, fields, style.parent and f"same as {style.parent}") if part]
    start, end = f"{style.name:{longest}}  ", f"  [{'; '.join(notes)}]" if notes else ""
    title = style.title
    if width is not None:
        room = max(width - len(start) - len(end), _LEAST_TITLE)
        title = title if len(title) <= room else title[: room - 1].rstrip() + "…"
    return f"{start}{title}{end}"


def styles_json(styles: "list[Style]", width: int | None = None) -> str:  # noqa: ARG001
    """The styles as a JSON array; ``parent`` is what a dependent style stands for."""
    return msgspec.json.format(msgspec.json.encode(styles), indent=2).decode() + "\n"


STYLES = {"text": styles_text, "json": styles_json}
DIFFERENCES = {"text": difference_text, "json": difference_json}
KEYS = {"text": keys_text, "json": keys_json}
KEY_CHANGES = {"text": key_changes_text, "json": key_changes_json}
FINDINGS = {"text": findings_text, "json": findings_json, "github": findings_github}
