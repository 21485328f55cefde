"""``"Title"``: the title stands in quotation marks."""

from msgspec.structs import replace

from plbib.lists import bylines
from plbib.lists.grammars.linked import lead_of, leads
from plbib.lists.grammars.styled import group
from plbib.lists.lexed import Lexed, Title
from plbib.lists.markdown.runs import RunStyle
from plbib.papers import venues
from plbib.text.patterns import regex


def title(lexed: Lexed) -> Title | None:
    """The first quotation of more than one word, if no sentence leads to it."""
    if not lexed.styles & RunStyle.QUOTED:
        return None
    for found in group(lexed, RunStyle.QUOTED):
        lead = lead_of(lexed, found.start)
        body = _BODY.search(lexed.text[: found.start])
        if found.score > 1 and body and not venues.find(body[1]):
            return replace(found, authors=body.span(1))
        if (
            found.score
            and lexed.text.startswith(lead)
            and _FAMILIES.search(lead)
            and bylines.families(lead, alone=True)
        ):
            return replace(found, score=max(found.score, 2), authors=(0, len(lead.rstrip(" ,"))))
        if found.score > 1:
            begun = _BEGUN.search(lead)
            return found if (leads(lead) and not begun) or bylines.names(lead) or _LED.fullmatch(lead) else None
    return None


_BEGUN = regex(r"(?:19|20)\d\d[a-z]?\)?[.,:]\s+[^\W\d_][^.,:;]*\s$")
"""A title that has begun behind the year of a reference: ``Berg, A. (2010). Kites "in the wind" and``."""
_LED = regex(r"\W*(?:[Rr]e-?)?[Rr]ead(?:ing)?\s+|\s*\(with [^()]{3,100}\)\s*")
"""As diaries say, or pages of one author: ``(with Ann Berg) "Title"``."""
_BODY = regex(r"^(?:\W*\d+\W+)?([A-Z]{3,8}), [\"“]?$")
"""``NIST, "Title"``"""
_FAMILIES = regex(r"^[^\W\d_a-z][^A-Z\n]+[^\n]*,\s*$")
"""``Turing, "Title"``; the name of a system has capitals inside, or a colon behind it."""
