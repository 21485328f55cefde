"""Reference lists as Markdown that CommonMark, GitHub and pandoc read alike."""

import re
import unicodedata

from plbib.rendering.listing import ReferenceList
from plbib.rendering.marks import CLOSE, OPEN, Mark
from plbib.rendering.output.forms import MARKS, MarkupForm, convert, convert_all, line, with_headings
from plbib.rendering.output.writer import Writer
from plbib.text import markdown

_ASTERISKS = {Mark.ITALIC: ("\ue020", "*"), Mark.BOLD: ("\ue021", "**")}
"""What stands for asterisks while text is escaped, and these."""
_SIGNS = {OPEN[mark]: (CLOSE[mark], sign) for mark, (sign, _) in _ASTERISKS.items()}
_AROUND_TEXT = re.compile(
    f"[{''.join(_SIGNS)}](?! )[^{MARKS}]*[^{MARKS} ][{''.join(CLOSE[mark] for mark in _ASTERISKS)}]"
)
_ATTRIBUTES = re.compile(r"(>\)?)\{")  # pandoc would take braces behind a link for its attributes
_ENTITY = re.compile(r"&(?=#?\w+;)")
# pandoc's lists also count in letters and Roman numerals, and within brackets.
_COUNTED = re.compile(r"(\(\w{1,9}|[a-z]\w{0,8}|[ivxlcdmIVXLCDM]{2,9})([.)])(?=\s|$)")
_BLANKS = re.compile("   *")
_DEEPEST = 6


def _link(address: str) -> tuple[str, str]:
    return "[", f"](<{address.replace('&', '&amp;')}>)"


def _address(shown: str, address: str) -> str:
    if address == shown and not _ENTITY.search(address):
        return f"<{address}>"
    return markdown.escape(shown).join(_link(address))


def _asterisks(texts: str) -> str:
    """``texts`` with signs for marks around plain text that CommonMark 0.31 §6.2 cannot mistake as asterisks."""
    return _AROUND_TEXT.sub(_sign, texts)


def _sign(match: re.Match[str]) -> str:
    texts, start, end = match.string, match.start(), match.end()
    closed, sign = _SIGNS[texts[start]]
    if texts[end - 1] == closed and _apart(texts[start - 1 : start]) and _apart(texts[end : end + 1]):
        return f"{sign}{match[0][1:-1]}{sign}"
    return match[0]


def _apart(character: str) -> bool:
    """Whether emphasis may begin or end beside ``character``, or, where there is none, a line."""
    return character in " \n" or unicodedata.category(character).startswith("P")


FORM = MarkupForm(
    tags={
        Mark.ITALIC: ("<i>", "</i>"),
        Mark.BOLD: ("<b>", "</b>"),
        Mark.SUPERSCRIPT: ("<sup>", "</sup>"),
        Mark.SUBSCRIPT: ("<sub>", "</sub>"),
        Mark.LEFT: ("", " "),
        Mark.RIGHT: (" ", ""),
        Mark.BLOCK: (" ", " "),
        Mark.INDENT: (" ", " "),
    },
    link=_link,
    escape=markdown.escape_apart,
    addresses=lambda found: [_address(shown, address) for shown, address in found],
    signs=_asterisks,
    signed=dict(_ASTERISKS.values()),
)


def to_markdown(marked: str, address: str = "") -> str:
    """Markdown on one line, addresses and DOIs linked, a :attr:`Mark.LINK` to ``address``."""
    return _on_page(convert(marked, FORM, address))


def _on_page(converted: str) -> str:
    text = (_BLANKS.sub(" ", converted) if "  " in converted else converted).strip()
    text = _ATTRIBUTES.sub(r"\1\\{", text) if "{" in text else text
    return _COUNTED.sub(r"\1\\\2", text, count=1) if _COUNTED.match(text) else text


def _heading(text: str) -> str:
    """The text of a heading; pandoc would take braces at its end for attributes."""
    return markdown.escape(text).replace("{", "\\{")


def page(listing: ReferenceList) -> str:
    """The title as a heading, one paragraph a reference, a heading for each section."""
    paragraphs = [f"# {_heading(line(listing.title))}"]
    for headings, section in with_headings(listing.sections):
        paragraphs += [f"{'#' * min(depth + 1, _DEEPEST)} {_heading(heading)}" for depth, heading in headings]
        marked = [(reference.marked, reference.address) for reference in section.references]
        paragraphs += map(_on_page, convert_all(marked, FORM))
    return "\n\n".join(paragraphs) + "\n"


WRITER = Writer(page=page, inline=to_markdown)
