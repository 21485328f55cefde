"""Where a title stands: one file a grammar, each with ``title(lexed) -> Title | None``.

The order is that in which they are asked where nothing is known yet; :mod:`plbib.lists.vote` decides by section.
"""

from collections.abc import Callable
from typing import NamedTuple

from plbib.lists.grammars import (
    bold,
    case,
    identifier,
    italic,
    labelled,
    linked,
    named,
    plain,
    quoted,
    reference,
    tagged,
)
from plbib.lists.lexed import Lexed, Title


class Grammar(NamedTuple):
    """A grammar: its name, what finds a title, and the word of :data:`plbib.io.config.TITLES` for it, if it has one."""

    name: str
    title: Callable[[Lexed], Title | None]
    word: str = ""


LINES = (
    Grammar("identifier", identifier.title),
    Grammar("case", case.title),
    Grammar("labelled", labelled.title, "label"),
    Grammar("tagged", tagged.title, "tag"),
    Grammar("linked", linked.title, "link"),
    Grammar("quoted", quoted.title, "quotes"),
    Grammar("bold", bold.title, "bold"),
    Grammar("reference", reference.title, "names"),
    Grammar("named", named.title, "comma"),
    Grammar("plain", plain.title, "text"),
    Grammar("italic", italic.title, "italic"),
)
GRAMMARS = {line.name: line.title for line in LINES}
BY_WORD = {line.word: line.name for line in LINES if line.word}
"""The grammars that a profile can choose."""
WORDS = {line.name: line.word or line.name for line in LINES}
"""The grammars as profiles and explanations call them."""
