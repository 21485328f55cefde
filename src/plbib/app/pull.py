"""What people did in a Zotero library put into the list and its file of corrections (``plbib sync --pull --write``)."""

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from plbib.app.list import in_order
from plbib.app.opening.source import Opened
from plbib.errors import InputError, UsageError
from plbib.io import files
from plbib.lists.reader import read
from plbib.lists.writing.insertion import EntryInsertionError, insert
from plbib.lists.writing.writer import EntryWriter
from plbib.model import Reading, category_name
from plbib.overrides import insertion as overrides
from plbib.zotero.pull import Addition

_BOM = "\ufeff"


Lines = tuple[tuple[str, str], ...]
"""Categories and lines of papers."""


def as_lines(opened: Opened, additions: Iterable[Addition]) -> tuple[Lines, Lines]:
    """Papers as lines of the list, and those that would not be read there, for want of a year or a link.

    What people filed in no category, but in the collection of the list, can be read in any.
    """
    entries = in_order(opened.library)
    entries = [one for one in entries if one.place.file == entries[0].place.file]  # those of ``text``
    writer, reading = EntryWriter(opened.text, entries), read(opened.text, opened.library.title, opened.profile)
    lines: list[tuple[str, str]] = []
    unread: list[tuple[str, str]] = []
    for one in additions:
        line, whole = writer.write(one.entry, one.category), bool(one.entry.year and one.entry.url)
        home = one.category or (entries[0].category if entries else ())
        fits = whole or bool(opened.form) or _fits(opened.text, reading, replace(one, category=home))
        (lines if fits else unread).append((category_name(one.category), line))
    return tuple(lines), tuple(unread)


def _fits(text: str, reading: Reading, addition: Addition) -> bool:
    try:
        insert(text, reading, addition.entry, addition.category)
    except EntryInsertionError:
        return False
    return True


def with_papers(opened: Opened, additions: Iterable[Addition]) -> tuple[dict[Path, bytes], list[Addition]]:
    """The list with each paper in its category, as a file to write, and the papers that could not be put into it."""
    path = Path(opened.library.source)
    places = {entry.place.file for record in opened.library.records for entry in record.entries}
    if opened.form or not files.exists(path) or len(places) > 1:
        raise UsageError(f"{opened.library.source}: no list that papers can be put into", "name one Markdown list")
    before = files.read_bytes(path).decode("utf-8")
    bom = _BOM if before.startswith(_BOM) else ""
    text, left = before.removeprefix(_BOM), []
    for one in additions:
        try:
            text = insert(text, read(text, opened.library.title, opened.profile), one.entry, one.category).text
        except EntryInsertionError:
            left.append(one)
    return ({path: (bom + text).encode()} if bom + text != before else {}), left


def with_corrections(tables: str, name: str) -> dict[Path, bytes]:
    """The file of corrections ``name`` with ``tables`` in it, as a file to write."""
    if not tables:
        return {}
    if not name or name.lower().endswith(".bib"):
        raise UsageError(
            "no file that corrections can be put into", 'set list.overrides = "corrections.toml" in plbib.toml'
        )
    path = Path(name)
    before = files.read_text(path) if files.exists(path) else ""
    try:
        return {path: overrides.insert(before, tables).encode()}
    except overrides.CorrectionInsertionError as error:
        raise InputError(f"{name}: the corrections do not fit in", "put them in by hand: plbib sync --pull") from error
