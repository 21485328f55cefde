"""Where a title stands: one file a grammar, each with ``title(lexed) -> Title | None``.

The order is that in which they are asked where nothing is known yet; :mod:`plbib.lists.vote` decides by section.
"""

from collections.abc import Callable

from plbib.lists.grammars import bold, identifier, italic, labelled, linked, named, plain, quoted, reference, tagged
from plbib.lists.lexed import Lexed, Title

GRAMMARS: dict[str, Callable[[Lexed], Title | None]] = {
    "identifier": identifier.title,
    "labelled": labelled.title,
    "tagged": tagged.title,
    "linked": linked.title,
    "quoted": quoted.title,
    "bold": bold.title,
    "reference": reference.title,
    "named": named.title,
    "plain": plain.title,
    "italic": italic.title,
}
