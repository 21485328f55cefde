"""Reference lists as Markdown that CommonMark, GitHub and pandoc read alike."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from plbib.rendering.listing import ReferenceList
from plbib.rendering.marks import CLOSE, OPEN, Mark
from plbib.rendering.output.forms import MarkupForm, convert, line, with_headings
from plbib.rendering.output.writer import Writer
from plbib.text import markdown

_ASTERISKS = {OPEN[mark]: (CLOSE[mark], sign) for mark, sign in ((Mark.ITALIC, "*"), (Mark.BOLD, "**"))}
_ATTRIBUTES = re.compile(r"(>\)?)\{")  # pandoc would take braces behind a link for its attributes
_ENTITY = re.compile(r"&(?=#?\w+;)")
# pandoc's lists also count in letters and Roman numerals, and within brackets.
_COUNTED = re.compile(r"(\(\w{1,9}|[a-z]\w{0,8}|[ivxlcdmIVXLCDM]{2,9})([.)])(?=\s|$)")
_DEEPEST = 6


def _link(address: str) -> tuple[str, str]:
    return "[", f"](<{address.replace('&', '&amp;')}>)"


def _address(shown: str, address: str) -> str:
    if address == shown and not _ENTITY.search(address):
        return f"<{address}>"
    return markdown.escape(shown).join(_link(address))


def _asterisks(texts: Sequence[str], marks: Sequence[str]) -> dict[int, str]:
    """Which marks may be asterisks, by position: those around plain text that CommonMark 0.31 §6.2 cannot mistake."""
    signs: dict[int, str] = {}
    for at, (opened, closed) in enumerate(pairwise(marks)):
        if _ASTERISKS.get(opened, ("", ""))[0] != closed:
            continue
        before = texts[at] or ("" if at else " ")
        after = texts[at + 2] or ("" if at + 2 < len(marks) else " ")
        inside = texts[at + 1]
        if before and after and inside == inside.strip() and _apart(before[-1]) and _apart(after[0]):
            signs |= dict.fromkeys((at, at + 1), _ASTERISKS[opened][1])
    return signs


def _apart(character: str) -> bool:
    """Whether emphasis may begin or end beside ``character``."""
    return character == " " or unicodedata.category(character).startswith("P")


_FORM = MarkupForm(
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
    escape=markdown.escape,
    address=_address,
    signs=_asterisks,
)


def to_markdown(marked: str, address: str = "") -> str:
    """Markdown on one line, addresses and DOIs linked, a :attr:`Mark.LINK` to ``address``."""
    text = _ATTRIBUTES.sub(r"\1\\{", " ".join(convert(marked, _FORM, address).split()))
    return _COUNTED.sub(r"\1\\\2", text, count=1) if _COUNTED.match(text) else text


def _heading(text: str) -> str:
    """The text of a heading; pandoc would take braces at its end for attributes."""
    return markdown.escape(text).replace("{", "\\{")


def page(listing: ReferenceList) -> str:
    """The title as a heading, one paragraph a reference, a heading for each section."""
    paragraphs = [f"# {_heading(line(listing.title))}"]
    for headings, section in with_headings(listing.sections):
        paragraphs += [f"{'#' * min(depth + 1, _DEEPEST)} {_heading(heading)}" for depth, heading in headings]
        paragraphs += [to_markdown(reference.marked, reference.address) for reference in section.references]
    return "\n\n".join(paragraphs) + "\n"


WRITER = Writer(page=page, inline=to_markdown)
