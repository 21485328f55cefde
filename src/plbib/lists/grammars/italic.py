"""``*Title*``: the title is set in italics."""

from msgspec.structs import replace

from plbib.lists import bylines, shapes
from plbib.lists.grammars.styled import group
from plbib.lists.lexed import Lexed, Title, is_tag
from plbib.lists.markdown.runs import RunStyle
from plbib.papers import venues
from plbib.text.patterns import regex

_BRACKET = regex(r"[*_]*\s*[(\[]([^()\[\]]{3,60})[)\]]")
"""Behind the name of a system, which alone is its title: ``*KiteHAR* (IMWUT'21)``."""


def title(lexed: Lexed) -> Title | None:
    """The first text in italics that is like a title, no names and no venue; or a system's name before a venue."""
    if not lexed.styles & RunStyle.ITALIC:
        return None
    for found in group(lexed, RunStyle.ITALIC):
        venue = shapes.venue(found.text) and not (found.score > 2 and _appears_elsewhere(lexed))
        if found.score > 1 and not bylines.names(found.text, alone=True) and not venue:
            return found
        behind = _BRACKET.match(lexed.text, found.end)
        if behind and shapes.venue_year(behind[1]) and shapes.acronym(found.text) and not venues.find(found.text):
            return replace(found, score=1)
    return None


def _appears_elsewhere(lexed: Lexed) -> bool:
    """Whether a span of code or a tag says where a paper appeared, so that no text in italics has to."""
    return any((run.style & RunStyle.CODE or is_tag(run)) and shapes.venue_year(run.text) for run in lexed.runs)
