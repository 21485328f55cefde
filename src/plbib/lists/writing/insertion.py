"""A new paper put into the text of a list: among the entries of its category, and nothing else changed."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from plbib.lists.reader import read
from plbib.lists.writing import forms, order
from plbib.lists.writing.writer import EntryWriter, NewEntry
from plbib.model import CategoryPath, Entry, Reading
from plbib.text.patterns import regex

_LINE = regex(r"([^\r\n]*)(\r\n|\r|\n|$)")
_HEADING_RULE = regex(r"^ {0,3}(?:=+|-{3,})[ \t]*$")
_PREFIX = regex(r"^([ \t]*(?:>[ \t]?)*)([-*+•‣◦])([ \t]+)")


class EntryInsertionError(Exception):
    """The list with the new line would not be read as the same list with one paper more."""


class Insertion(Struct, frozen=True):
    """A list with a new paper in it, and the line or lines of the paper."""

    text: str
    line: str


def insert(text: str, reading: Reading, new: NewEntry, category: CategoryPath) -> Insertion:
    """``text`` with ``new`` among the entries of ``category``, in the list's own form.

    It stands behind the last of them; where they are in an order, at its place in that.
    ``reading`` is what was read from ``text``. Line ends, a byte order mark and a missing newline at the end stay.
    Raises :class:`EntryInsertionError`, with the line, if the reader would not see the same entries and the new one.
    """
    line = EntryWriter(text, reading.entries).write(new, category)
    lines = _split(text)
    line = _prefixed(line, forms.lines_of(text), reading.entries, category)
    for at, blanks in dict.fromkeys((_place_in_order(text, reading, category, new), _place(text, reading, category))):
        made = _put(lines, at, blanks, line)
        if _adds_one(reading, read(made, reading.title), category):
            return Insertion(made, line)
    raise EntryInsertionError(line)


def _split(text: str) -> list[tuple[str, str]]:
    """The lines of ``text``, each with its end."""
    rows = [(match[1], match[2]) for match in _LINE.finditer(text)]
    return rows[:-1] if len(rows) > 1 and rows[-1] == ("", "") and rows[-2][1] == "" else rows


def _place_in_order(text: str, reading: Reading, category: CategoryPath, new: NewEntry) -> tuple[int, tuple[int, int]]:
    """As :func:`_place`, in the order of the category's entries."""
    lines = forms.lines_of(text)
    own = sorted(_of(reading, category), key=lambda entry: entry.place.line)
    at = order.position(own, lines, new) if own else 0
    if at == len(own):
        return _place(text, reading, category)
    return forms.span(lines, own[at])[0], (0, _gap(lines, own) if len(own) > 1 else _gap(lines, reading.entries))


def _of(reading: Reading, category: CategoryPath) -> list[Entry]:
    return [entry for entry in reading.entries if entry.category == category]


def _place(text: str, reading: Reading, category: CategoryPath) -> tuple[int, tuple[int, int]]:
    """After how many lines the new one stands, and how many blank ones go before and behind it."""
    lines = forms.lines_of(text)
    own = _of(reading, category)
    if own:
        end = max(forms.span(lines, entry, gloss=True)[1] for entry in own)
        return end, (_gap(lines, own) if len(own) > 1 else _gap(lines, reading.entries), 0)
    heading = next((found.line for found in reading.categories if found.path == category), 0)
    if not heading:
        return len(lines) - (not lines[-1]), (1 if any(lines) else 0, 0)
    while heading < len(lines) and _HEADING_RULE.match(lines[heading]):
        heading += 1
    following = next((at for at in range(heading, len(lines)) if lines[at].strip()), None)
    return heading, (1, 1 if following == heading else 0)


def _gap(lines: Sequence[str], entries: Sequence[Entry]) -> int:
    """The usual number of blank lines between two entries that follow each other."""
    ordered = sorted(entries, key=lambda entry: entry.place.line)
    spans = (forms.span(lines, entry, gloss=True) for entry in ordered)
    between = (lines[end:first] for (_, end), (first, _) in pairwise(spans))
    counts = Counter(len(gap) for gap in between if not any(line.strip() for line in gap))
    return counts.most_common(1)[0][0] if counts else 0


def _prefixed(line: str, lines: Sequence[str], entries: Sequence[Entry], category: CategoryPath) -> str:
    """``line`` with the marker and indentation of its category."""
    own = [lines[entry.place.line - 1] for entry in entries if entry.category == category]
    mine, last = _PREFIX.match(line), _PREFIX.match(own[-1]) if own else None
    if not mine or not last or mine[0] == last[0]:
        return line
    first, *rest = line.split("\n")
    return "\n".join([last[0] + first[mine.end() :], *rest])


def _put(lines: list[tuple[str, str]], at: int, blanks: tuple[int, int], line: str) -> str:
    ends = Counter(end for _, end in lines if end)
    newline = (lines[at - 1][1] if at else "") or (ends.most_common(1)[0][0] if ends else "\n")
    before, after = blanks
    made = [("", newline)] * before + [(row, newline) for row in line.split("\n")] + [("", newline)] * after
    head, tail = lines[:at], lines[at:]
    if head and not head[-1][1] and not tail:  # the list ends without a newline, and goes on to
        head[-1] = (head[-1][0], newline)
        made[-1] = (made[-1][0], "")
    return "".join(text + end for text, end in (*head, *made, *tail))


def _adds_one(before: Reading, after: Reading, category: CategoryPath) -> bool:
    """Whether the entries are the same but for one that is new in ``category``."""
    old, new = Counter(map(_content, before.entries)), Counter(map(_content, after.entries))
    added = new - old
    return not (old - new) and sum(added.values()) == 1 and next(iter(added))[1] == category


def _content(entry: Entry) -> tuple[object, ...]:
    """What an entry says, wherever it stands."""
    return (
        entry.title,
        entry.category,
        entry.venue,
        entry.year,
        entry.date,
        entry.links,
        entry.authors_text,
        entry.affiliation,
        entry.short_name,
        entry.notes,
        entry.tags,
        entry.inherited,
        entry.gloss,
    )
