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
_INDENT = 2


def markdown(text: str) -> Converted:
    """The document as Markdown, with the same lines."""
    lines: list[str] = []
    closing = ""
    for line in text.split("\n"):
        fence = _COMMENT.match(line) or _LITERAL.match(line)
        if closing:
            closing = "" if line.strip() == closing else closing
            lines.append("")
        elif fence:
            closing = line.strip()
            lines.append("")
        else:
            lines.append(_line(line))
    return Converted("\n".join(lines))


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
