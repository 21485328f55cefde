"""What stands inside the marks of a title beside it: a whole reference, or names before or behind a dash."""

from plbib.lists import bylines, shapes
from plbib.lists.fields.roles import fields
from plbib.lists.grammars import reference
from plbib.lists.lexed import Fields, Title, lex
from plbib.lists.markdown.blocks import Block
from plbib.text.patterns import regex

_DASH = regex(r"\s[-–—]\s")
_LISTED = regex(r"[,&]|\bet al\b|(?<![^\W_])[A-Z]\.")
_PEOPLE = regex(r"&|\bet al\b|(?<![^\W_])[A-Z]\.|^[^\W\d_]\S*, [^\W\d_]\S*$")
_LONG = 60


def taken_apart(title: Title, said: Fields, text: str) -> str:
    """The title in ``text``, which stands inside the marks of ``title``; ``said`` then has what else stands there."""
    if said.authors:
        return text
    if len(title.text) > _LONG and title.said is None:
        block = Block(text=title.text, starts=(0,), lines=(1,), margins=(0,))
        inside = lex(block, {})
        found = reference.title(inside)
        more = fields(inside, found) if found and found.authors else Fields()
        if found and (more.year or more.venue) and _LISTED.search(more.authors or ""):
            _add(more, said)
            return found.text
    return _without_names(text, said, dated=text != title.text)


def _add(more: Fields, said: Fields) -> None:
    for name in ("authors", "venue", "year", "date", "volume", "issue", "pages", "affiliation"):
        if not getattr(said, name):
            setattr(said, name, getattr(more, name))


def _without_names(text: str, said: Fields, *, dated: bool) -> str:
    """``text`` without the names in front of it, or behind it: ``Pearl, Judea - Causality``, ``Paxos - L. Lamport``."""
    dashes = list(_DASH.finditer(text))
    if not dashes:
        return text
    first, last = dashes[0], dashes[-1]
    people, rest = text[: first.start()], text[first.end() :]
    if _PEOPLE.search(people) and shapes.titleness(rest) and bylines.names(people, alone="," in people):
        said.authors = people
        return rest
    rest, people = text[: last.start()], text[last.end() :]
    if shapes.titleness(rest) > 1 and bylines.names(people, alone=dated or bool(_LISTED.search(people))):
        said.authors = people
        return rest
    return text
