"""MediaWiki as Markdown, line by line: headings, items, links, emphasis, templates that cite; others are left out."""

import re

from plbib.lists.markup.converted import Converted, reading
from plbib.model import Reading
from plbib.text.patterns import regex

_HEADING = regex(r"^(={1,6})[ \t]*([^=].*?)[ \t]*\1[ \t]*$")
_ITEM = regex(r"^([*#:;]+)[ \t]*")
_NOTHING = regex(r"^(?:__[A-Z]+__|\[\[(?:Category|File|Image):.*\]\]|-{4,}|\{\{(?!\s*[Cc]it)[^{}]*\}\})\s*$")
_LINK = regex(r"(?<!\[)\[(https?://[^\s\[\]]+)(?:[ \t]+([^\[\]]+))?\]")
_PAGE = regex(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_REFERENCE = regex(r"<ref\b[^<>]*/>|</?ref\b[^<>]*>")
_CITED = regex(r"\{\{\s*[Cc]it(?:e|ation)\b[^{}|]*\|([^{}]*)\}\}")
_INDENT = 2
_DASHES = "|---|"
_CELL = regex(r"\|\||!!")
_ATTRIBUTES = regex(r"^(?:\s*[a-z]+\s*=\s*(?:\"[^\"]*\"|[^\s|\"]+))+\s*\|\s*", re.IGNORECASE)


def markdown(text: str) -> Converted:
    """The document as Markdown, with the same lines."""
    lines = text.split("\n")
    return Converted("\n".join(_tabled(lines) if any(line.startswith("{|") for line in lines) else map(_line, lines)))


def _tabled(lines: list[str]) -> list[str]:
    """``lines`` converted, the rows of tables on the line of their first cell, dashes on their other lines."""
    shown: list[str] = []
    rows: dict[int, list[str]] | None = None  # of the table that is open, by line
    at = 0  # the line of the row that is open
    for number, line in enumerate(lines):
        mark = line.lstrip()[:2]
        if mark == "{|":
            rows, at = {}, 0
            shown.append("")
        elif rows is None:
            shown.append(_line(line))
        elif mark == "|}":
            shown.append("")
            for place, cells in rows.items():
                shown[place] = f"| {' | '.join(cells)} |"
            rows = None
        else:
            shown.append(_DASHES if rows else "")
            at = _cells(line, mark, number, at, rows)
    return shown


def _cells(line: str, mark: str, number: int, at: int, rows: dict[int, list[str]]) -> int:
    """Put the cells of a line of a table to their row; the line of the row that is open then, 0 if none is."""
    if mark in ("|-", "|+"):
        return 0
    if mark[:1] not in ("|", "!"):
        if at in rows and line.strip():
            rows[at][-1] += f" {_inline(line.strip())}"
        return at
    at = at or number
    pieces = _CELL.split(line.lstrip()[1:])
    rows.setdefault(at, []).extend(_inline(_ATTRIBUTES.sub("", piece.strip())).replace("|", "\\|") for piece in pieces)
    return at


def _line(line: str) -> str:
    heading = _HEADING.match(line)
    if heading:
        return f"{'#' * len(heading[1])} {_inline(heading[2])}"
    if _NOTHING.match(line):
        return ""
    item = _ITEM.match(line)
    if not item and _CITED.fullmatch(line.strip()):
        return f"* {_inline(line.strip())}"
    if item:
        marker = "1." if item[1][-1] == "#" else "*"
        return f"{' ' * _INDENT * (len(item[1]) - 1)}{marker} {_inline(line[item.end() :])}"
    return _inline(line)


def _reference(template: re.Match[str]) -> str:
    """``{{cite journal |last=Berg |first=Ann |title=Kites |journal=Kite Letters |year=2020}}`` as a whole reference."""
    said = {name.strip(): value.strip() for name, _, value in (part.partition("=") for part in template[1].split("|"))}
    people = []
    for number in ("", *map(str, range(1, 100))):
        family, given = said.get(f"last{number}", ""), said.get(f"first{number}", "")
        if name := f"{family}, {given}" if family and given else family or said.get(f"author{number}", ""):
            people.append(name)
    where = next((said[name] for name in ("journal", "conference", "book-title", "publisher") if said.get(name)), "")
    year = said.get("year") or said.get("date", "")
    title = f"[{said.get('title', '')}]({said['url']})" if said.get("url") else said.get("title", "")
    return f'{"; ".join(people)}{". " if people else ""}"{title}". ' + ", ".join(filter(None, (where, year)))


def _inline(text: str) -> str:
    text = _CITED.sub(_reference, text)
    text = _PAGE.sub(r"\1", _REFERENCE.sub(" ", text))
    text = _LINK.sub(lambda link: f"[{link[2]}]({link[1]})" if link[2] else f"<{link[1]}>", text)
    return text.replace("'''", "**").replace("''", "*")


def read(text: str, file: str, _: object) -> Reading:
    """The list in a text of this kind."""
    return reading(markdown(text), file)
