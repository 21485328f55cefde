"""Reference lists as plain text."""

import re

from plbib.rendering.listing import ReferenceList
from plbib.rendering.marks import CLOSE, OPEN, Mark
from plbib.rendering.output.forms import with_headings
from plbib.rendering.output.writer import Writer
from plbib.text.unicode import visible

_APART = re.compile(f"[{CLOSE[Mark.LEFT]}{OPEN[Mark.RIGHT]}{OPEN[Mark.BLOCK]}-{CLOSE[Mark.INDENT]}]")
_MARKS = re.compile(f"[{''.join([*OPEN.values(), *CLOSE.values()])}]")
_UNDERLINES = "=-~"


def to_text(marked: str) -> str:
    """Plain text on one line; what stands apart on the page is apart by a blank."""
    return visible(" ".join(_MARKS.sub("", _APART.sub(" ", marked)).split()))


def page(listing: ReferenceList) -> str:
    """One reference a paragraph, headings underlined."""
    paragraphs: list[str] = []
    for headings, section in with_headings(listing.sections):
        for depth, heading in headings:
            underline = _UNDERLINES[min(depth, len(_UNDERLINES)) - 1]
            paragraphs.append(f"{heading}\n{underline * len(heading)}")
        paragraphs += [to_text(reference.marked) for reference in section.references]
    return "\n\n".join(paragraphs) + "\n"


WRITER = Writer(page=page, inline=to_text)
