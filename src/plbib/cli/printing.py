"""What commands print: findings and entries as text, JSON or GitHub annotations."""

from collections.abc import Callable, Iterable
from itertools import groupby
from textwrap import indent
from typing import TYPE_CHECKING, Any

import click

from plbib.errors import Severity
from plbib.text.unicode import visible

if TYPE_CHECKING:  # what a command does not print it need not load
    from plbib.compare import Difference
    from plbib.findings import Rule
    from plbib.library.rekey import KeyChange
    from plbib.model import Entry, Finding, Library
    from plbib.rendering.catalog import CatalogRow

_MENDABLE = (Severity.ERROR, Severity.WARNING)
_ANNOTATIONS = 10
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_SHADES = {severity: click.style(severity, fg=colour) for severity, colour in _COLOURS.items()}
"""The words for severities; where no terminal shows colours, click leaves them out (see :mod:`plbib.cli.program`)."""
_CHANGES = {"+": "green", "-": "red", "=": "cyan", "~": "yellow"}
_NAME_WIDTH, _LEAST_TITLE = 40, 12


def _json(value: Any) -> str:
    """``value`` as JSON: two blanks of indent."""
    import msgspec  # what shows the names of these functions need not load it

    return escape(msgspec.json.format(msgspec.json.encode(value), indent=2).decode()) + "\n"


def escape(text: str) -> str:
    """JSON in which what could move a cursor or turn a line is written by its number, which means the same."""
    if text.isascii() and "\x7f" not in text:
        return text
    import json

    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)


def findings_text(findings: "tuple[Finding, ...]") -> str:
    """One finding a paragraph: place, severity, code, what; the cure below it."""
    return "".join(
        f"{click.style(visible(str(finding.place or '-')), bold=True)}: {_SHADES[finding.severity]}: "
        f"{visible(finding.message)} [{finding.code}]\n" + (f"    {visible(finding.cure)}\n" if finding.cure else "")
        for finding in findings
    )


def findings_json(findings: "tuple[Finding, ...]") -> str:
    """The findings as a JSON array."""
    return _json(findings)


def findings_github(findings: "tuple[Finding, ...]") -> str:
    """Workflow commands that GitHub shows as annotations at the line: what can be mended, the worst first.

    GitHub shows ten of a step; how many more there are is a plain line of the step's log.
    """
    from plbib.findings import worst_first  # explaining a style needs none of it

    mendable = [finding for finding in worst_first(findings) if finding.severity in _MENDABLE]
    more = len(mendable) - _ANNOTATIONS
    rest = f"and {more:,} more; plbib check names them\n" if more > 0 else ""
    return "".join(map(_annotation, mendable[:_ANNOTATIONS])) + rest


def _annotation(finding: "Finding") -> str:
    place = finding.place
    where = {"file": place.file, "line": place.line or None, "col": place.column or None} if place else {}
    properties = {**where, "title": finding.code}
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    message = finding.message + (f"\n{finding.cure}" if finding.cure else "")
    return f"::{finding.severity} {shown}::{_message(message)}\n"


def _message(text: str) -> str:
    lines = [visible(line) for line in text.split("\n")]
    return "%0A".join(line.replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def findings_sarif(findings: "tuple[Finding, ...]") -> str:
    """The findings as a log of SARIF 2.1.0."""
    from plbib.cli import sarif

    return _json(sarif.log(findings))


def rules_text(rules: "list[Rule]") -> str:
    """One code a line: code, severity, meaning."""
    longest = max(len(rule.code) for rule in rules)
    return "".join(f"{rule.code:{longest}}  {rule.severity:7}  {rule.sentence}\n" for rule in rules)


def rule_text(rule: "Rule") -> str:
    """A code with its meaning, its cure and the files of its example."""
    parts = [f"{rule.code} ({rule.severity}): {rule.sentence}", f"Cure: {rule.cure}"]
    if isinstance(rule.example, str):
        parts.append(f"Example: {rule.example}")
    else:
        parts.append(f"Example: {rule.example.command}")
        parts += [f"{name}:\n{indent(text.strip(), '    ')}" for name, text in rule.example.files.items()]
    return "\n\n".join(parts) + "\n"


def rules_json(rules: "list[Rule] | Rule") -> str:
    """One rule as a JSON object, or several as an array of them."""
    return _json(rules)


def entries_text(entries: "list[Entry]") -> str:
    """One entry a line: its line number, tag and title; of several files below the name of each."""
    several = len({entry.place.file for entry in entries}) > 1
    return "".join(
        f"{visible(name)}:\n{lines}" if several else lines
        for name, lines in ((name, _lines(held)) for name, held in groupby(entries, lambda entry: entry.place.file))
    )


def _lines(entries: Iterable["Entry"]) -> str:
    return "".join(
        f"{entry.place.line:6}  {visible(' '.join(filter(None, [entry.venue, str(entry.year or '')]))):14}"
        f"  {visible(entry.title)}\n"
        for entry in entries
    )


def entries_json(entries: "list[Entry]") -> str:
    """The entries as a JSON array; what the list does not print is null. Of several files each names its own."""
    several = len({entry.place.file for entry in entries}) > 1
    rows: list[dict[str, Any]] = [
        {
            **({"file": entry.place.file} if several else {}),
            "line": entry.place.line,
            "end_line": entry.end_line,
            "title": entry.title,
            "venue": entry.venue,
            "year": entry.year,
            "date": entry.date,
            "inherited": entry.inherited,
            "urls": entry.links,
            "authors_text": entry.authors_text,
            "affiliation": entry.affiliation,
            "short_name": entry.short_name,
            "volume": entry.volume,
            "issue": entry.issue,
            "pages": entry.pages,
            "notes": entry.notes,
            "tags": entry.tags,
            "gloss": entry.gloss,
            "category_path": entry.category,
        }
        for entry in entries
    ]
    return _json(rows)


def keys_text(library: "Library") -> str:
    """One paper a line: its citation key, title and former keys."""
    return "".join(
        f"{record.key:24}  {visible(record.item.title)}{_former(record.aliases)}\n" for record in library.records
    )


def _former(aliases: tuple[str, ...]) -> str:
    return f"  (formerly {visible(', '.join(aliases))})" if aliases else ""


def keys_json(library: "Library") -> str:
    """The keys as a JSON array of objects with ``key``, ``aliases`` and ``title``."""
    rows = [{"key": paper.key, "aliases": paper.aliases, "title": paper.item.title} for paper in library.records]
    return _json(rows)


def key_changes_text(changes: "tuple[KeyChange, ...]") -> str:
    """One change a line: the old key, the new one, the title."""
    return "".join(f"{change.old} → {change.new}  {visible(change.title)}\n" for change in changes)


def key_changes_json(changes: "tuple[KeyChange, ...]") -> str:
    """The changes as a JSON array."""
    return _json(changes)


def difference_text(difference: "Difference") -> str:
    """``+`` added, ``-`` removed, ``=`` renamed, ``~`` changed, one paper a line, its fields below it."""
    lines = [f"+ {paper.key}  {paper.title}" for paper in difference.added]
    lines += [f"- {paper.key}  {paper.title}" for paper in difference.removed]
    lines += [f"= {paper.old} → {paper.new}  {paper.title}" for paper in difference.renamed]
    for paper in difference.changed:
        lines.append(f"~ {paper.key}  {paper.title}")
        lines += [f"    {change.field}: {change.old or '(none)'} → {change.new or '(none)'}" for change in paper.fields]
    shown = (click.style(visible(line), fg=_CHANGES.get(line[:1])) for line in lines or ["no difference"])
    return "".join(f"{line}\n" for line in shown)


def difference_json(difference: "Difference") -> str:
    """The difference as a JSON object of lists."""
    return _json(difference)


def styles_text(styles: "list[CatalogRow]", width: int | None = None) -> str:
    """One style a line: name, title, how it cites, fields, what it stands for; titles are cut to fit ``width``."""
    longest = min(max((len(style.name) for style in styles), default=0), _NAME_WIDTH)
    return "".join(f"{visible(_style_line(style, longest, width))}\n" for style in styles)


def _style_line(style: "CatalogRow", longest: int, width: int | None) -> str:
    fields = ", ".join(field.replace("_", " ") for field in style.fields)
    notes = [part for part in (style.format, fields, style.parent and f"same as {style.parent}") if part]
    start, end = f"{style.name:{longest}}  ", f"  [{'; '.join(notes)}]" if notes else ""
    title = style.title
    if width is not None:
        room = max(width - len(start) - len(end), _LEAST_TITLE)
        title = title if len(title) <= room else title[: room - 1].rstrip() + "…"
    return f"{start}{title}{end}"


def styles_json(styles: "list[CatalogRow]", width: int | None = None) -> str:  # noqa: ARG001
    """The styles as a JSON array; ``parent`` is what a dependent style stands for."""
    return _json(styles)


RULE: "dict[str, Callable[[Rule], str]]" = {"text": rule_text, "json": rules_json}
RULES: "dict[str, Callable[[list[Rule]], str]]" = {"text": rules_text, "json": rules_json}
STYLES = {"text": styles_text, "json": styles_json}
DIFFERENCES = {"text": difference_text, "json": difference_json}
KEYS = {"text": keys_text, "json": keys_json}
KEY_CHANGES = {"text": key_changes_text, "json": key_changes_json}
FINDINGS = {"text": findings_text, "json": findings_json, "github": findings_github, "sarif": findings_sarif}
JOINED = frozenset(["text", "sarif"])
"""Forms of findings in which one stands for many, unless each is asked for."""
