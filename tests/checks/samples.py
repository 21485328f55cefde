"""Lists to check."""

from plbib.app.opening.lists import of_text
from plbib.checks import check
from plbib.model import Finding

NAME = "list.md"


def found(text: str, *codes: str) -> list[Finding]:
    """The findings about a list, those of some ``codes`` or all but ``unresolved-entry``."""
    opened = of_text(text, NAME)
    findings = check(opened.library, {NAME: text})
    return [one for one in findings if (one.code in codes if codes else one.code != "unresolved-entry")]


def codes_of(text: str) -> list[str]:
    return [finding.code for finding in found(text)]


def mended(text: str, finding: Finding) -> str:
    """``text`` with the edit of a finding made."""
    edit = finding.edit
    assert edit is not None, finding
    lines = text.split("\n")
    line = lines[edit.line - 1]
    at = edit.column - 1
    assert line[at:].startswith(edit.old), (finding, line)
    lines[edit.line - 1] = line[:at] + edit.new + line[at + len(edit.old) :]
    return "\n".join(lines)


def entry(title: str, url: str, rest: str = ", Kite Club") -> str:
    return f"[ICLR'23] [{title}]({url}){rest}\n"
