"""Org as Markdown, line by line: headlines, items, links, emphasis, properties; keywords and comments are left out."""

import re

from plbib.lists.markup.converted import Converted, reading
from plbib.lists.sheets.columns import role_of
from plbib.model import Reading
from plbib.papers.identifiers import address, identify
from plbib.text.patterns import regex

_HEADLINE = regex(
    r"^(\*+)[ \t]+(?:(?:TODO|DONE|NEXT|WAITING|READ|READING)[ \t]+)?(?:\[#[A-Z]\][ \t]+)?(.*?)"
    r"(?:[ \t]+(:[\w@#%:]+:))?[ \t]*$"
)
_KEYWORD = regex(r"^[ \t]*#\+([\w-]+):?[ \t]*(.*)$")
_COMMENT = regex(r"^[ \t]*#(?: |$)")
_DRAWER = regex(r"^[ \t]*:([\w-]+):[ \t]*$")
_PROPERTY = regex(r"^[ \t]*:([\w+-]+):[ \t]+(.*)$")
_LINK = regex(r"\[\[([^\[\]]+)\](?:\[((?:[^\[\]]|\[[^\[\]]*\])+)\])?\]")
_BOX = regex(r"^(\s*(?:[-+*]|\d+[.)]) )\[[ Xx-]\] ")
_TERM = regex(r"^(\s*[-+*] .*?) :: ?")
_PLANNED = regex(r"^[ \t]*(?:CLOSED|SCHEDULED|DEADLINE):[ \t]*[<\[]")
_RULE = regex(r"^\s*\|[-+]+\|?\s*$")
_EMPHASIS = {"*": "**", "/": "*", "=": "`", "~": "`", "_": "", "+": ""}
_MARKED = regex(r"(?<![^\s(\[{'\"—–-])([*/=~_+])(?=\S)(.{1,200}?)(?<=\S)\1(?![^\s.,;:!?)\]}'\"—–-])")
_LITERAL = frozenset(["src", "example", "export"])


def markdown(text: str) -> Converted:
    """The document as Markdown, with the same lines."""
    lines = text.split("\n")
    document = _OrgDocument(_pages(lines))
    return Converted("\n".join(document.line(number, line) for number, line in enumerate(lines)))


def _pages(lines: list[str]) -> dict[int, str]:
    """The page of a paper by the number of the headline whose properties name it."""
    pages: dict[int, str] = {}
    headline = -1
    for number, line in enumerate(lines):
        found = _PROPERTY.match(line)
        if _HEADLINE.match(line):
            headline = -1 if "[[" in line else number
        elif found and headline >= 0 and role_of(found[1]) in ("doi", "arxiv", "link") and (page := _page(found[2])):
            pages.setdefault(headline, page)
    return pages


def _page(text: str) -> str:
    """The address that a property gives; empty if it gives none."""
    paper = identify(text)
    return text if "://" in text else (address(paper.kind, paper.value) or "") if paper else ""


class _OrgDocument:
    """Converts line by line; knows whether a drawer or a block is open."""

    def __init__(self, pages: dict[int, str]) -> None:
        self._pages = pages
        self._heads = {*pages.values()}
        self._drawer = ""
        self._block = False

    def line(self, number: int, line: str) -> str:
        """A line as Markdown."""
        keyword = _KEYWORD.match(line)
        if keyword:
            return self._keyword(keyword[1].lower(), keyword[2])
        if self._block:
            return line
        if self._drawer or _DRAWER.match(line):
            return self._in_drawer(line)
        headline = _HEADLINE.match(line)
        if headline:
            title, page = _inline(headline[2]), self._pages.get(number)
            return f"{'#' * min(len(headline[1]) + 1, 6)} {f'[{title}]({page})' if page else title}"
        return _plain(line)

    def _keyword(self, name: str, value: str) -> str:
        if name == "title":
            return f"# {value}"
        if name.startswith("begin_"):
            language = name.removeprefix("begin_")
            self._block = language in _LITERAL
            return f"```{value.split(maxsplit=1)[0] if value.split() else ''}" if self._block else ""
        if name.startswith("end_"):
            fenced, self._block = self._block, False
            return "```" if fenced else ""
        return ""

    def _in_drawer(self, line: str) -> str:
        """Properties of a paper as lines below its headline."""
        mark = _DRAWER.match(line)
        if mark:
            self._drawer = "" if mark[1].upper() == "END" else mark[1]
            return ""
        found = _PROPERTY.match(line)
        if found is None or role_of(found[1]) not in ("authors", "venue", "year", "date", "doi", "arxiv", "link"):
            return ""
        name, page = found[1].capitalize(), _page(found[2])
        if page in self._heads:
            return ""
        return f"[{name}]({page})<br>" if page else f"{name}: {found[2]}<br>"


def _plain(line: str) -> str:
    """A line of text, of a list or a table."""
    if _COMMENT.match(line) or _PLANNED.match(line):
        return ""
    if _RULE.match(line):
        return line.replace("+", "|")
    return _inline(_TERM.sub(r"\1: ", _BOX.sub(r"\1", line)))


def _inline(text: str) -> str:
    markdown_text, at = "", 0
    for link in _LINK.finditer(text):
        markdown_text += _emphasised(text[at : link.start()]) + _linked(link[1], link[2])
        at = link.end()
    return markdown_text + _emphasised(text[at:])


def _linked(target: str, label: str | None) -> str:
    target = target.removeprefix("file:")
    paper = identify(target)
    if paper and "://" not in target:
        target = address(paper.kind, paper.value) or target
    if "://" not in target and not re.search(r"\.\w{2,4}$", target):
        return label or target
    shown = _emphasised(label) if label else ""
    return f"[{shown}]({target})" if shown else f"<{target}>"


def _emphasised(text: str) -> str:
    return _MARKED.sub(lambda found: f"{_EMPHASIS[found[1]]}{found[2]}{_EMPHASIS[found[1]]}", text)


def read(text: str, file: str, _: object) -> Reading:
    """The list in a text of this kind."""
    return reading(markdown(text), file)
