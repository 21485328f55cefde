"""Findings about the Markdown of entries, and about headings below which nothing stands."""

import re
from collections.abc import Iterator

from plbib.checks.source import Texts, text_of
from plbib.findings import Code
from plbib.model import Edit, Entry, Finding, Library, Place, category_name
from plbib.papers.identifiers import identify
from plbib.text.patterns import regex

_APART = regex(r"\]([ \t]+)\((?=(?:https?://|10\.|\./)[^\s()]*\))")
_UNCLOSED = regex(r"\]\((https?://[^\s()\[\]<>]*+)(?=[^()\[\]]*+(?:\[|$))")
_BLANK = regex(r"\]\((https?://[^\s()<>\"]++[ \t]+[^\s()\"'<>][^()\"<>\[\]]*)\)")
_TWICE = regex(r"\]\(((?:https?:/{0,2})+)(?=https?://[^\s/])")
_LINK_END = regex(r"\]\([^\s()]*\)$")
_BRACKET = regex(r"\\.|[\[\]]")
_NOTHING = regex(r"[\s\-=*_]*(?:</?br\s*/?>[\s\-=*_]*)*|\s*<!--.*-->\s*")
_HEADING = regex(r" {0,3}(#{1,6})(?:\s|$)|\s*<h([1-6])\b")


def malformed_link(entry: Entry, texts: Texts) -> Iterator[Finding]:
    """A link that plbib reads, but that is none where the list is shown."""
    for number, start, line in text_of(entry, texts).of(entry):
        if "](" not in line and "] " not in line:
            continue
        for message, at, edit in _faults(number, line, start):
            place = Place(file=entry.place.file, line=number, column=at + 1)
            yield Code.MALFORMED_LINK.finding(message, place=place, edit=edit)


def _faults(number: int, line: str, start: int) -> Iterator[tuple[str, int, Edit | None]]:
    for match in _APART.finditer(line, start):
        edit = Edit(line=number, column=match.start() + 1, old=match[0], new="](")
        yield "a blank between the text of a link and its address: no link", match.start(), edit
    for match in _BLANK.finditer(line, start):
        yield f"a blank in the address of a link: {match[1]}", match.start(1), None
    for match in _TWICE.finditer(line, start):
        edit = Edit(line=number, column=match.start(1) + 1, old=match[1], new="")
        yield "the address of a link begins twice", match.start(1), edit
    for match in _UNCLOSED.finditer(line, start):
        yield f"the address of a link never closes: {match[1]}", match.start(1), _closed(number, match)


def _closed(number: int, match: re.Match[str]) -> Edit | None:
    """The bracket that closes an address, if it is certain where that ends: it names a paper."""
    address = match[1].rstrip(",.;:")
    if identify(address) is None:
        return None
    new = f"{address}){match[1][len(address) :]}"
    return Edit(line=number, column=match.start(1) + 1, old=match[1], new=new)


def open_bracket(entry: Entry, texts: Texts) -> Iterator[Finding]:
    """A bracket around a link that never closes, or was never opened, and is shown."""
    lines = [*text_of(entry, texts).of(entry)]
    if len(lines) != 1 or ("[[" not in lines[0][2] and ")]" not in lines[0][2]):
        return
    number, start, line = lines[0]
    opened, closed = _unmatched(line, start)
    for at in opened:
        if line.startswith("[[", at):
            place = Place(file=entry.place.file, line=number, column=at + 1)
            yield Code.MALFORMED_LINK.finding("a bracket opens here and never closes", "take it out", place)
    for at in closed:
        if _LINK_END.search(line, start, at):
            place = Place(file=entry.place.file, line=number, column=at + 1)
            cure = "take it out, or open it before the link"
            yield Code.MALFORMED_LINK.finding("a bracket closes here that was never opened", cure, place)


def _unmatched(line: str, start: int) -> tuple[list[int], list[int]]:
    """Where brackets open that never close, and where some close that were never opened."""
    opened: list[int] = []
    closed: list[int] = []
    for mark in _BRACKET.finditer(line, start):
        if mark[0] == "[":
            opened.append(mark.start())
        elif mark[0] == "]" and opened:
            opened.pop()
        elif mark[0] == "]":
            closed.append(mark.start())
    return opened, closed


def empty_sections(library: Library, texts: Texts) -> Iterator[Finding]:
    """Headings with nothing at all below them."""
    used = {path[:depth] for record in library.records for path in record.categories for depth in range(len(path) + 1)}
    for category in library.categories:
        file = category.file or library.source
        listing = category.path in used or not category.line or file not in texts
        if not listing and _is_empty(texts[file].lines[category.line - 1 :]):
            yield Code.EMPTY_SECTION.finding(
                f"nothing stands below “{category_name(category.path)}”",
                place=Place(file=file, line=category.line),
            )


def _is_empty(lines: list[str]) -> bool:
    """Whether nothing stands between a heading, the first of ``lines``, and the next one, which is none below it."""
    heading = _HEADING.match(lines[0])
    for line in lines[1:] if heading else ():
        following = _HEADING.match(line)
        if following and heading:
            return _level(following) <= _level(heading)
        if not _NOTHING.fullmatch(line):
            return False
    return heading is not None


def _level(heading: re.Match[str]) -> int:
    return len(heading[1] or "") or int(heading[2])
