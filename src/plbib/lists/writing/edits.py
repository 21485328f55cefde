"""Changes made in the text of a list: some characters of some lines, or whole lines taken out; nothing else moves."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from plbib.model import Edit
from plbib.text.patterns import regex

_LINE = regex(r"([^\r\n]*)(\r\n|\r|\n|$)")


def apply(text: str, edits: Iterable[Edit], removed: Collection[int] = ()) -> str:
    """``text`` with ``edits``, and without the lines whose numbers are ``removed``.

    An edit whose ``old`` does not stand where it says, or that overlaps one behind it, is not made. Line ends and a
    byte order mark stay.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = [(match[1], match[2]) for match in _LINE.finditer(text.removeprefix("\ufeff"))]
    by_line: dict[int, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_line[edit.line].append(edit)
    made = [mark]
    for number, (line, end) in enumerate(lines, 1):
        if number not in removed:
            made.append((_edited(line, by_line[number]) if number in by_line else line) + end)
    return "".join(made)


def _edited(line: str, edits: list[Edit]) -> str:
    """A line with its edits, the last one first, so that none moves another."""
    first = len(line) + 1
    for edit in sorted(edits, key=lambda edit: (edit.column, len(edit.old)), reverse=True):
        start, end = edit.column - 1, edit.column - 1 + len(edit.old)
        if start >= 0 and end <= min(first, len(line)) and line[start:end] == edit.old:
            line, first = line[:start] + edit.new + line[end:], start
    return line


def lines_of(text: str) -> list[str]:
    """The lines of ``text`` without their ends, as edits count them."""
    return [match[1] for match in _LINE.finditer(text.removeprefix("\ufeff"))]
