"""The title of a cell of a table."""

from plbib.lists import shapes, titles
from plbib.lists.grammars import GRAMMARS
from plbib.lists.lexed import Lexed, Title
from plbib.text.patterns import regex


def best(lexed: Lexed) -> Title | None:
    """The title of a cell."""
    weak: Title | None = None
    for name, grammar in GRAMMARS.items():
        found = grammar(lexed) if name != "reference" else None
        if found and found.score > 1:
            return found
        weak = weak or found
    return weak


def find_name(lexed: Lexed) -> Title | None:
    """A title that could be a venue, too, in a row that says who wrote it."""
    link = next(iter(lexed.links), None)
    text = titles.plain(link.label if link else lexed.text)
    if not shapes.acronym(text) or titles.is_role(text):
        return None
    return Title(link.start if link else 0, link.end if link else len(lexed.text), text, 1, link)


def behind_names(lexed: Lexed) -> Title | None:
    """The title of a cell that holds a whole reference: names with initials before it."""
    whole = GRAMMARS["reference"](lexed)
    return whole if whole and whole.authors and _INITIAL.search(lexed.text[slice(*whole.authors)]) else None


_INITIAL = regex(r"(?<!\w)[A-Z](?:\.|$)")
