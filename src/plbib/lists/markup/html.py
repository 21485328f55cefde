"""A page in HTML as Markdown: its headings, lists, paragraphs and tables; scripts, menus and forms are left out."""

import re
from html.parser import HTMLParser

from plbib.lists.markup.converted import Converted, Position, reading
from plbib.model import Reading
from plbib.text.patterns import regex

_HIDDEN = frozenset("head script style noscript template svg nav footer form button select iframe object".split())
_BLOCKS = frozenset(
    "p div section article main header aside figure figcaption blockquote address pre hr center fieldset body html "
    "details summary".split()
)
_LISTS = frozenset(["ul", "ol", "menu", "dl"])
_ITEMS = frozenset(["li", "dt"])
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "code": "`"}
_CELLS = frozenset(["td", "th"])
_TABLE = regex(r"<(/?)table\b", re.IGNORECASE)
_TITLES = frozenset(["title", "papertitle", "paper-title", "pub-title", "publication-title"])
"""Classes by which a page says which words are the title."""
_SPECIAL = regex(r"\\|\*(?=[\w\\-])|`|\b_|_\b|<")
_ENTITIES = {"<": "&lt;", "`": "&#96;", "_": "&#95;"}
_OPENING = regex(r"^[#>]")
_ENDLESS = regex(r"<(?=[^<>]*(?:<|\Z))")
_MANY = 200
"""Tags with no end before the next one: more than this, and they are none."""
_BREAK = "<br>"
_DEEPEST = 12
"""Levels of lists that are told apart."""
_LONGEST_TITLE = 1000


def markdown(text: str) -> Converted:
    """The page as Markdown."""
    text = _quick(text)
    page = _HtmlPage(text)
    page.feed(text)
    page.close()
    page.end()
    lines, positions = zip(*page.lines, strict=True) if page.lines else ((), ())
    return Converted("\n".join(lines) + "\n", tuple(positions), page.title)


def _quick(text: str) -> str:
    """``text`` without what makes the parser look through all the rest again and again: comments, endless tags."""
    kept, at = [], 0
    while (start := text.find("<!", at)) >= 0:
        mark = "-->" if text.startswith("<!--", start) else ">"
        end = text.find(mark, start + 2)
        end = len(text) if end < 0 else end + len(mark)
        kept += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    text = "".join([*kept, text[at:]])
    return _ENDLESS.sub("&lt;", text) if len(_ENDLESS.findall(text)) > _MANY else text


class _HtmlPage(HTMLParser):
    """Writes Markdown line by line, with the position at which each begins."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[str, Position]] = []
        self.title = ""
        self._hidden: list[str] = []  # elements that are left out and open
        self._in_title = False
        self._layout = _tables_around_tables(text)
        self._tables: list[bool] = []  # those that are open; whether they hold papers
        self._in_table = 0  # how many of them do
        self._seen = 0
        self._lists = 0
        self._heading = 0
        self._prefix = ""
        self._defined = False  # whether the open block is a definition of its own
        self._linked = False  # whether the open block has a link
        self._parts: list[str] = []
        self._begun: Position | None = None
        self._link: tuple[str, int] | None = None  # the address of the open link, and where its label begins
        self._closing: list[tuple[str, str]] = []  # elements and the marks that end them

    # Elements

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title |= tag == "title" and not self._tables
        if tag in _HIDDEN:
            self._hidden.append(tag)
        if not self._hidden:
            self._open(tag, {name: value or "" for name, value in attrs})

    def _open(self, tag: str, given: dict[str, str]) -> None:
        if tag == "br":
            self._cut()
        elif tag == "a":
            self._open_link(given)
        elif tag == "img" and self._link and given.get("alt"):
            self.handle_data(given["alt"])
        elif tag == "table":
            self._open_table()
        elif tag == "tr" or tag in _CELLS:
            self._open_cell(tag, given)
        elif re.fullmatch(r"h[1-6]", tag):
            self._open_block("#" * int(tag[1]) + " ")
            self._heading = int(tag[1])
        elif tag in _LISTS:
            self._flush()
            self._lists = min(self._lists + 1, _DEEPEST)
        elif tag in _ITEMS:
            self._open_block("  " * max(self._lists - 1, 0) + "- ")
        elif tag == "dd":
            self._open_definition()
        elif tag in _BLOCKS:
            self._open_paragraph()
        elif mark := _MARKS.get(tag) or ("**" if _TITLES & {*given.get("class", "").lower().split()} else ""):
            self._mark(tag, mark)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
            return
        if not self._hidden:
            self._shut(tag)

    def _shut(self, tag: str) -> None:
        if tag == "a":
            self._close_link()
        elif tag == "table" and self._tables:
            self._close_table()
        elif tag in _CELLS and self._in_table:
            self._close_marks()
            self._flush()
        elif tag in _LISTS:
            self._flush()
            self._lists = max(self._lists - 1, 0)
        elif tag == "li" or re.fullmatch(r"h[1-6]", tag):
            self._flush()
            self._heading = 0
        elif tag in _BLOCKS:
            self._open_paragraph()
        elif self._closing and self._closing[-1][0] == tag:
            self._close_mark()

    def handle_data(self, data: str) -> None:
        if self._in_title and len(self.title) < _LONGEST_TITLE:
            self.title = " ".join((self.title + data).split())
        if self._hidden or not data:
            return
        if data.strip() and self._begun is None:
            self._begun = self.getpos()
        if self._begun is not None:
            escaped = re.sub(r"&(?=#?\w+;)", "&amp;", re.sub(r"\s+", " ", data))
            self._parts.append(_SPECIAL.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), escaped))

    def end(self) -> None:
        """Write what is open at the end of the page."""
        self._flush()
        while self._tables:
            self._close_table()

    # Blocks

    def _write(self, text: str, position: Position | None = None) -> None:
        line, column = position or self.getpos()
        self.lines.append((text, (line, column + 1)))

    def _flush(self) -> None:
        """Write the block that is open; a link and emphasis that are open go on in the next one."""
        self._close_marks()
        address = self._link[0] if self._link else ""
        self._close_link()
        text = "".join(self._parts).strip().removesuffix(_BREAK)
        if text and self._begun:
            if not self._prefix and not self._in_table:
                text = _OPENING.sub(r"\\\g<0>", text)
                self._write("", self._begun)
            for number, part in enumerate(text.split("\n")):
                indent = " " * (len(self._prefix) - len(self._prefix.lstrip()) + 2) if self._prefix else ""
                self._write((indent if number else self._prefix) + part.strip(), self._begun)
            if not self._prefix or self._prefix[0] == "#":
                self._write("", self._begun)
        self._parts, self._begun, self._prefix = [], None, ""
        self._defined = self._linked = False
        if address:
            self._link = (address, 0)

    def _open_block(self, prefix: str) -> None:
        self._flush()
        if self._in_table:
            return
        self._prefix, self._begun = prefix, self.getpos()

    def _open_definition(self) -> None:
        """What stands below a term: its next line if the term is a link, else an item below it."""
        if self._linked and self._prefix and not self._defined:
            self._cut()
        else:
            self._open_block("  " * self._lists + "- ")
            self._defined = True

    def _open_paragraph(self) -> None:
        """A paragraph of its own, or within an item or a cell, its next line."""
        if self._prefix or self._heading or self._in_table:
            self._cut()
        else:
            self._flush()

    def _cut(self) -> None:
        if any(part.strip() for part in self._parts):
            self._parts.append(f"{_BREAK} " if self._heading or self._in_table else f"{_BREAK}\n")

    # Inline

    def _mark(self, tag: str, mark: str) -> None:
        if self._begun is not None or self._link is not None:
            self._begun = self._begun or self.getpos()
        self._closing.append((tag, mark))
        self._begun = self._begun or self.getpos()
        self._parts.append(mark)

    def _close_mark(self) -> None:
        _, mark = self._closing.pop()
        last = self._parts[-1] if self._parts else ""
        if last == mark:
            self._parts.pop()
        elif last:
            self._parts[-1:] = [last.rstrip(), mark, " " if last[-1] == " " else ""]

    def _close_marks(self) -> None:
        while self._closing:
            self._close_mark()

    def _open_link(self, given: dict[str, str]) -> None:
        self._close_link()
        address = given.get("href", "").strip()
        if address and not address.lower().startswith(("#", "javascript:", "mailto:")):
            self._begun = self._begun or self.getpos()
            self._link = (address, len(self._parts))

    def _close_link(self) -> None:
        if self._link is None:
            return
        (address, start), self._link = self._link, None
        label = "".join(self._parts[start:]).strip()
        escaped = re.sub(r"[\s()<>]", lambda found: f"%{ord(found[0]):02X}", address)
        if label:
            self._parts[start:] = [f"[{label}]({escaped})"]
            self._linked = True

    # Tables

    def _open_table(self) -> None:
        self._flush()
        holds = self._seen not in self._layout
        self._seen += 1
        self._tables.append(holds)
        self._in_table += holds
        if holds:
            self._write("<table>")

    def _close_table(self) -> None:
        self._flush()
        if self._tables.pop():
            self._in_table -= 1
            self._write("</table>")
            self._write("")

    def _open_cell(self, tag: str, given: dict[str, str]) -> None:
        self._flush()
        if self._tables and self._tables[-1]:
            spans = "".join(
                f' {name}="{given[name]}"' for name in ("rowspan", "colspan") if given.get(name, "").isdigit()
            )
            self._write(f"<{tag}{spans}>")


def _tables_around_tables(text: str) -> set[int]:
    """Which tables, counted from 0, hold other tables: they only lay out the page."""
    opened: list[int] = []
    around: set[int] = set()
    number = 0
    for found in _TABLE.finditer(text):
        if found[1]:
            del opened[-1:]
            continue
        around |= {*opened[-1:]}
        opened.append(number)
        number += 1
    return around


def read(text: str, file: str, _: object) -> Reading:
    """The list in a text of this kind."""
    return reading(markdown(text), file)
