"""``"Title"``: the title stands in quotation marks."""

from plbib.lists import shapes
from plbib.lists.grammars.linked import lead_of, leads
from plbib.lists.grammars.styled import group
from plbib.lists.lexed import Lexed, Title
from plbib.lists.runs import RunStyle


def title(lexed: Lexed) -> Title | None:
    """The first quotation of more than one word, if no sentence leads to it."""
    if not lexed.styles & RunStyle.QUOTED:
        return None
    for found in group(lexed, RunStyle.QUOTED):
        if found.score > 1:
            lead = lead_of(lexed, found.start)
            named = shapes.names(lead) or (lead.rstrip().endswith(",") and shapes.families(lead, alone=True))
            return found if leads(lead) or named else None
    return None
