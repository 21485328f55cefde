"""MediaWiki as Markdown, line by line: headings, items, links, emphasis; templates and categories are left out."""

from plbib.lists.markup.converted import Converted, reading
from plbib.model import Reading
from plbib.text.patterns import regex

_HEADING = regex(r"^(={1,6})[ \t]*([^=].*?)[ \t]*\1[ \t]*$")
_ITEM = regex(r"^([*#:;]+)[ \t]*")
_NOTHING = regex(r"^(?:__[A-Z]+__|\[\[(?:Category|File|Image):.*\]\]|-{4,}|\{\{[^{}]*\}\})\s*$")
_LINK = regex(r"(?<!\[)\[(https?://[^\s\[\]]+)(?:[ \t]+([^\[\]]+))?\]")
_PAGE = regex(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_REFERENCE = regex(r"<ref\b[^<>]*/>|</?ref\b[^<>]*>")
_INDENT = 2


def markdown(text: str) -> Converted:
    """The document as Markdown, with the same lines."""
    return Converted("\n".join(map(_line, text.split("\n"))))


def _line(line: str) -> str:
    heading = _HEADING.match(line)
    if heading:
        return f"{'#' * len(heading[1])} {_inline(heading[2])}"
    if _NOTHING.match(line):
        return ""
    item = _ITEM.match(line)
    if item:
        marker = "1." if item[1][-1] == "#" else "*"
        return f"{' ' * _INDENT * (len(item[1]) - 1)}{marker} {_inline(line[item.end() :])}"
    return _inline(line)


def _inline(text: str) -> str:
    text = _PAGE.sub(r"\1", _REFERENCE.sub(" ", text))
    text = _LINK.sub(lambda link: f"[{link[2]}]({link[1]})" if link[2] else f"<{link[1]}>", text)
    return text.replace("'''", "**").replace("''", "*")


def read(text: str, file: str, _: object) -> Reading:
    """The list in a text of this kind."""
    return reading(markdown(text), file)
