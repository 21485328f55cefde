"""AsciiDoc as Markdown, line by line: headings, items, links, emphasis; attributes and comments are left out."""

import re

from plbib.lists.markup.converted import Converted, reading
from plbib.model import Reading
from plbib.text.patterns import regex

_HEADING = regex(r"^(={1,6})[ \t]+(.*?)(?:[ \t]+=+)?[ \t]*$")
_ITEM = regex(r"^[ \t]*(\*{1,5}|-|\.{1,5})[ \t]+(?:\[[ xX*]\][ \t]+)?(?=\S)")
_NOTHING = regex(
    r"^(?::[\w!-]+:.*|//.*|\[.*\]|image::?\S*\[.*\]|\+|'{3,}|<{3,}|\|={3,}|toc::.*|ifdef::.*|endif::.*)\s*$"
)
_COMMENT = regex(r"^/{4,}\s*$")
_LITERAL = regex(r"^(?:-{4,}|\.{4,}|`{3,})\s*$")
_LINK = regex(r"(?:link:|(?<![\w/:]))(\+{0,2})((?:https?://|(?<=link:))[^\s\[\]]+?)\1\[((?:[^\[\]\\]|\\.)*)\]")
_WINDOW = regex(r"(?:\^|,\s*(?:window|role|opts|rel)=.*)+$")
_BOLD = regex(r"(?<![\w*])\*{1,2}(?=\S)([^*\n]{1,300}?)(?<=\S)\*{1,2}(?![\w*])")
_ITALIC = regex(r"(?<![\w_])_{1,2}(?=\S)([^_\n]{1,300}?)(?<=\S)_{1,2}(?![\w_])")
_COLS = regex(r"^\[.*\bcols=\"?([^\"\]]+)\"?.*\]\s*$")
_REPEATED = regex(r"\s*(\d{1,2})\*\S*\s*")
_BAR = regex(r"(?<!\\)\|")
_INDENT = 2


def markdown(text: str) -> Converted:
    """The document as Markdown, with the same lines."""
    lines: list[str] = []
    closing, columns = "", 0
    table: list[str] | None = None  # the lines of the table that is open
    for line in text.split("\n"):
        if table is not None or line.startswith("|==="):
            if table is None:
                table = []
            elif line.startswith("|==="):
                lines += ["", *_rows(table, columns), ""]
                table, columns = None, 0
            else:
                table.append(line)
            continue
        columns = _columns(line) or columns
        fence = _COMMENT.match(line) or _LITERAL.match(line)
        if closing:
            closing = "" if line.strip() == closing else closing
            lines.append("")
        elif fence:
            closing = line.strip()
            lines.append("")
        else:
            lines.append(_line(line))
    if table is not None:
        lines += ["", *_rows(table, columns)]
    return Converted("\n".join(lines))


def _columns(line: str) -> int:
    """How many columns a table has by the line of attributes above it: ``[cols="1,3,2"]``, ``[cols="3*"]``."""
    found = _COLS.match(line)
    repeated = _REPEATED.fullmatch(found[1]) if found else None
    return 0 if found is None else int(repeated[1]) if repeated else found[1].count(",") + 1


def _rows(lines: list[str], columns: int) -> list[str]:
    """The lines of a table with each row on the line of its first cell; dashes stand for the others."""
    shown: list[str] = []
    cells: list[str] = []
    place = 0  # of the row that is open
    for line in lines:
        shown.append("|---|" if cells or any(shown) else "")
        if not line.lstrip().startswith("|"):
            continue
        for cell in _BAR.split(line.lstrip()[1:]):
            place = place if cells else len(shown) - 1
            cells.append(_inline(cell.strip()))
            columns = columns or (line.count("|") if line.count("|") > 1 else 0)
            if len(cells) == columns:
                shown[place] = f"| {' | '.join(cells)} |"
                cells = []
    return shown


def _line(line: str) -> str:
    heading = _HEADING.match(line)
    if heading:
        return f"{'#' * len(heading[1])} {_inline(heading[2])}"
    if _NOTHING.match(line):
        return ""
    item = _ITEM.match(line)
    if item:
        marker = "1." if item[1][0] == "." else item[1][0]
        return f"{' ' * _INDENT * (len(item[1]) - 1)}{marker} {_inline(line[item.end() :])}"
    return _inline(line)


def _inline(text: str) -> str:
    markdown_text, at = "", 0
    for link in _LINK.finditer(text):
        markdown_text += _emphasised(text[at : link.start()]) + _linked(link)
        at = link.end()
    return markdown_text + _emphasised(text[at:])


def _linked(link: re.Match[str]) -> str:
    label = _WINDOW.sub("", link[3]).strip('"')
    return f"[{_emphasised(label)}]({link[2]})" if label else f"<{link[2]}>"


def _emphasised(text: str) -> str:
    return _ITALIC.sub(r"*\1*", _BOLD.sub(r"**\1**", text))


def read(text: str, file: str, _: object) -> Reading:
    """The list in a text of this kind."""
    return reading(markdown(text), file)
