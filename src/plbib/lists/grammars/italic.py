"""``*Title*``: the title is set in italics."""

from plbib.lists import bylines, shapes
from plbib.lists.grammars.styled import group
from plbib.lists.lexed import Lexed, Title
from plbib.lists.markdown.runs import RunStyle


def title(lexed: Lexed) -> Title | None:
    """The first text in italics that is like a title and neither names nor a venue."""
    if not lexed.styles & RunStyle.ITALIC:
        return None
    for found in group(lexed, RunStyle.ITALIC):
        if found.score > 1 and not bylines.names(found.text, alone=True) and not shapes.venue(found.text):
            return found
    return None
