"""What belongs to what: details below a candidate, labels above others, and the body of a heading."""

from plbib.lists import shapes
from plbib.lists.document import Event
from plbib.lists.nodes import Node, label_of, tagged

_GRAMMARS_OF_MARKS = frozenset(["linked", "quoted", "bold"])


def attach(events: list[Event]) -> list[Event]:
    """``events`` without the blocks that only add to the one before; these are its children."""
    below: dict[int, list[Node]] = {}
    for event in events:
        if isinstance(event.what, Node) and event.what.parent is not None:
            below.setdefault(id(event.what.parent), []).append(event.what)
    kept: list[Event] = []
    last: Node | None = None
    for event in events:
        node = event.what
        if not isinstance(node, Node):
            last = None
            kept.append(event)
            continue
        if node.block.commented:
            kept.append(event)
            continue
        owner = _owner(node, last, below)
        if owner is not None:
            owner.children.append(node)
            continue
        kept.append(event)
        last = node
    return kept


def _owner(node: Node, last: Node | None, below: dict[int, list[Node]]) -> Node | None:
    """The candidate that ``node`` only adds to, if there is one."""
    parent = node.parent
    while parent is not None and parent.label == "+":
        parent = parent.parent
    if parent is None:
        return last if last is not None and _adds_to_last(node, last) else None
    if not parent.label and _heads(parent, below.get(id(parent), [])):
        parent.label = label_of(parent, bullets=True) or "+"
    return parent if not parent.label and _adds(node, parent) else None


def _adds_to_last(node: Node, last: Node) -> bool:
    """Whether a block that stands in no other only adds to the one before."""
    if node.block.marker == "<dd>" and last.block.marker == "<dt>" and last.title and last.title.score > 1:
        return bool(last.links) or not node.links  # what a term of a definition list is described by
    if last.title is None or last.title.score < 2 or node.block.quoted or not node.detail or tagged(node):
        return False
    if node.block.marker:
        marked = last.grammar in _GRAMMARS_OF_MARKS or node.grammar != "identifier"
        return last.kind == "text" and last.title.score > 2 and marked
    return _follows(node)


def _heads(parent: Node, children: list[Node]) -> bool:
    """Whether a list item only heads the items below it."""
    schemes = [
        child.title.text.partition(":")[0] for child in children if child.title and child.grammar == "identifier"
    ]
    if parent.bare and len({*schemes}) < len(schemes):
        parent.type()
        return not parent.strong  # two DOIs are two papers
    titled = [child for child in children if not child.detail]
    if not titled or not parent.bare:
        return parent.title is None and not parent.links and bool(titled)
    linked = sum(bool(child.links) for child in titled)
    whole = sum(child.grammar == "reference" for child in titled)
    papers = linked * 2 > len(titled) or (whole > 0 and whole * 2 >= len(titled))
    return papers or parent.title is None or parent.title.score < 2


def _adds(node: Node, parent: Node) -> bool:
    """Whether an item below another says something of it, and is no entry itself."""
    if node.detail or parent.title is None:
        return parent.title is not None
    if node.grammar != parent.grammar:
        return True
    parent.type()
    node.type()
    return not node.strong


def _follows(node: Node) -> bool:
    """Whether a paragraph says names, a venue or links by their roles, and is no sentence of its own."""
    text = node.block.text.strip("*_ \n")
    return (
        shapes.names(text.rstrip("."), alone=True) or shapes.venue_year(text) or (bool(node.links) and len(text) < 1000)
    )
