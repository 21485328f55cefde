"""Entries whose first line is only a short name with links, and whose reference stands in the one item below it.

``* ResNet [[Paper](u)]`` and below it ``* He, Zhang, Ren, Deep Residual Learning, CVPR, 2016.``
"""

from msgspec.structs import replace

from plbib.lists import shapes, titles
from plbib.lists.decide import MARKED
from plbib.lists.lexed import Title
from plbib.lists.markdown.links import References
from plbib.lists.nodes import Node
from plbib.text.patterns import regex

_WORD = regex(r"[^\W_]+")
_MOST = 6
"""Words of a name with the place it comes from."""
_LEAST = 2
"""Entries of this form, for it to be one."""


def merge(parents: dict[int, Node], below: dict[int, list[Node]], references: References) -> dict[int, Node]:
    """The entries of this form, by the ``id`` of the item that names them."""
    found: dict[int, Node] = {}
    for key, parent in parents.items():
        children = below.get(key, [])
        if len(children) == 1 and id(children[0]) not in below and _fits(parent, children[0]):
            found[key] = _joined(parent, children[0], references)
    return found if len(found) >= _LEAST else {}


def _fits(parent: Node, child: Node) -> bool:
    name, title = _name(parent), child.title
    if not parent.block.marker or not parent.links or child.links or title is None or not name:
        return False
    if parent.grammar in MARKED or not all(titles.is_role(link.label) for link in parent.links):
        return False
    if len(_WORD.findall(name)) > _MOST or _squeezed(name) == _squeezed(title.text):
        return False
    own = shapes.titleness(title.text) > 2 - (child.grammar == "reference") or _squeezed(title.text) in _squeezed(name)
    if not own:
        return False
    parent.type()
    child.type()
    said, printed = child.fields, parent.fields
    if printed.informative and _squeezed(printed.venue or "") != _squeezed(name):
        return False  # a name in capitals is like a venue: ``LSTM``
    return bool(said.venue or (said.authors and said.year))


def _name(node: Node) -> str:
    """What an item prints before its links."""
    return titles.plain(node.block.text[: node.lexed.tokens[0].start].rstrip(" [(") if node.lexed.tokens else "")


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text.lower()))


def _joined(parent: Node, child: Node, references: References) -> Node:
    """One candidate of both items, with the fields of the second."""
    first, second = parent.block, child.block
    by = len(first.text) + 1
    block = replace(
        first,
        text=f"{first.text}\n{second.text}",
        starts=(*first.starts, *(start + by for start in second.starts)),
        lines=first.lines + second.lines,
        margins=first.margins + second.margins,
    )
    node = Node(block, parent.section, parent.parent, references)
    said = child.fields
    said.short_name = said.short_name or _name(parent)
    if child.grammar and child.title:
        title = Title(by, len(block.text), child.title.text, child.title.score, None, said=said)
        node.choose(child.grammar, title)
    return node
