"""What belongs to what: details below a candidate, labels above others, and the body of a heading."""

from itertools import zip_longest

from plbib.lists import bylines, dates, named_below, shapes
from plbib.lists.document import Event
from plbib.lists.fields.sentences import sentences
from plbib.lists.lexed import light
from plbib.lists.markdown.links import References
from plbib.lists.markdown.runs import RunStyle
from plbib.lists.nodes import Node, heads_directly, label_of, tagged
from plbib.papers.identifiers import identify
from plbib.text.patterns import regex

_GRAMMARS_OF_MARKS = frozenset(["linked", "quoted", "bold"])


def attach(events: list[Event], references: References) -> list[Event]:
    """``events`` without the blocks that only add to the one before; these are its children."""
    below: dict[int, list[Node]] = {}
    for event in events:
        if isinstance(event.what, Node) and event.what.parent is not None:
            below.setdefault(id(event.what.parent), []).append(event.what)
    parents = {id(event.what): event.what for event in events if isinstance(event.what, Node)}
    whole = named_below.merge({key: parents[key] for key in below if key in parents}, below, references)
    gone = {id(child) for key in whole for child in below[key]}
    kept: list[Event] = []
    last: Node | None = None
    for event, following in zip_longest(events, events[1:]):
        node = event.what
        if not isinstance(node, Node):
            last = None
            kept.append(event)
            continue
        if node.block.commented:
            kept.append(event)
            continue
        if id(node) in gone:
            continue
        if id(node) in whole:
            last = whole[id(node)]
            kept.append(Event(event.section, last))
            continue
        after = following.what if following else None
        owner = None if isinstance(after, Node) and heads_directly(node, after) else _owner(node, last, below)
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
    if parent.block.marker == "<dt>" and _is_title(parent, below.get(id(parent), [])):
        return parent
    if not parent.label and _heads(parent, below.get(id(parent), [])):
        keyed = _is_term(parent, below.get(id(parent), [])) and _is_key(parent.block.text)
        parent.label = "+" if keyed else label_of(parent, bullets=True) or "+"
    siblings = below.get(id(parent), [])
    adds = not parent.label and (_adds(node, parent) or _between_addresses(node, parent, siblings, below))
    return parent if adds else None


def take_key(node: Node) -> None:
    """Give an entry below a term such as ``Berg & Cole (2019)`` the names and year of it, where it has none."""
    term = node.parent
    if term is None or term.label != "+" or node.title is None:
        return
    dated = dates.find(term.block.text)
    if dated is None or not _is_key(term.block.text):
        return
    node.fields.authors = node.fields.authors or term.block.text[: dated.start].strip(" (,")
    node.fields.year = node.fields.year or dated.year


def _is_term(node: Node, below: list[Node]) -> bool:
    """Whether what stands below is described by a node: a term of a definition list, or names above one item."""
    if node.block.marker == "<dt>":
        return True
    dated = dates.find(node.block.text)
    people = node.block.text[: dated.start].strip(" (,") if dated else ""
    return len(below) == 1 and " " in people and bylines.names(people, alone=True)


def _is_title(term: Node, below: list[Node]) -> bool:
    """Whether a term of a definition list is the title, and its one definition says the rest."""
    if len(below) != 1 or term.title is None or term.title.score < 2 or _is_key(term.block.text):
        return False
    own = below[0].title.score if below[0].title else 0
    return below[0].grammar not in _GRAMMARS_OF_MARKS and not (below[0].grammar == "reference" and own > 2)


def _is_key(text: str) -> bool:
    """Whether a term is names and a year, as references are called: ``Berg & Cole 2019``."""
    dated = dates.find(text)
    if dated is None or text[dated.end :].strip(") "):
        return False
    people = text[: dated.start].strip(" (,")
    return bylines.names(people, alone=True) or bylines.families(people, alone=True)


def _adds_to_last(node: Node, last: Node) -> bool:
    """Whether a block that stands in no other only adds to the one before."""
    if node.block.marker == "<dd>" and last.block.marker == "<dt>" and last.title and last.title.score > 1:
        return bool(last.links) or not node.links  # what a term of a definition list is described by
    if node.block.quoted and last.title and not last.block.quoted:
        return _is_byline(node, last)
    if last.title is None or last.title.score < 2 or node.block.quoted or tagged(node) or not node.detail:
        return False
    if node.block.marker:
        marked = last.grammar in _GRAMMARS_OF_MARKS or node.grammar != "identifier"
        return last.kind == "text" and (last.title.score > 2 or node.labelled) and marked
    return _follows(node, after_item=bool(last.block.marker))


def _is_byline(node: Node, last: Node) -> bool:
    """Whether a quotation right below an entry without names begins with names: ``> Ann Berg, Bo Ek. ICML 2019.``."""
    text, lines = node.block.text, node.block.lines
    if lines[0] != last.block.lines[-1] + 1 or len(text) > _LINE or not last.links or len(lines) > 1:
        return False
    last.type()
    first = next(iter(sentences(text)))
    others = _OTHERS.search(first)
    first = first[: others.end()] if others else first
    listed = others or first == text or "," in first or " and " in first
    return not last.fields.authors and bool(listed) and bylines.names(first, alone=True)


_LINE = 1000
_OTHERS = regex(r"\bet\.? al\b\.?")


def _heads(parent: Node, children: list[Node]) -> bool:
    """Whether a list item only heads the items below it."""
    schemes = [
        child.title.text.partition(":")[0] for child in children if child.title and child.grammar == "identifier"
    ]
    if parent.bare and len({*schemes}) < len(schemes):
        parent.type()
        return not parent.strong  # two DOIs are two papers
    titled = [child for child in children if not child.detail]
    if not titled or not (parent.bare or _is_described(parent)):
        return parent.title is None and not parent.links and bool(titled)
    linked = sum(bool(child.links) for child in titled)
    whole = sum(child.grammar == "reference" and not child.is_prose for child in titled)
    papers = linked * 2 > len(titled) or (whole > 0 and whole * 2 >= len(titled))
    return papers or parent.title is None or parent.title.score < 2


def _is_described(parent: Node) -> bool:
    """Whether an item is one line set apart from a description below it, without links: ``**Jets**`` and a sentence."""
    first, _, rest = parent.block.text.partition("\n")
    return bool(rest) and not parent.links and len(first) < _LABEL and first.startswith(("**", "__", "<b>"))


_LABEL = 120
"""Characters of a line that may name a category."""


def _adds(node: Node, parent: Node) -> bool:
    """Whether an item below another says something of it, and is no entry itself."""
    if node.detail or parent.title is None or _is_labelled_links(node):
        return parent.title is not None
    node.type()
    if (node.grammar != parent.grammar and not _is_whole(node)) or (_is_aside(node) and not _is_aside(parent)):
        return True
    parent.type()
    return not (node.strong if node.grammar == parent.grammar else _is_whole(parent))


def _is_whole(node: Node) -> bool:
    """Whether an item says itself all that an entry does: a title, by whom or where, when, and a link."""
    said, title = node.fields, node.title
    signed = bool((said.authors or said.venue) and said.year and node.lexed.links)
    return title is not None and title.score > 1 and signed


def _is_aside(node: Node) -> bool:
    """Whether a block is one text in italics without links, as remarks are set."""
    runs = [run for run in node.lexed.runs if not light(run.text)]
    return not node.links and len(runs) == 1 and bool(runs[0].style & RunStyle.ITALIC)


def _between_addresses(node: Node, parent: Node, siblings: list[Node], below: dict[int, list[Node]]) -> bool:
    """Whether the links of an entry stand below it as items of their own: the items beside them are of it, too."""
    if parent.links or parent.title is None or parent.title.score < 2 or node.links or id(node) in below:
        return False
    linked = [sibling for sibling in siblings if sibling.lexed.links]
    return bool(linked) and all(_is_address(sibling) for sibling in linked)


def _is_address(node: Node) -> bool:
    """Whether a block is nothing but one address."""
    link = node.lexed.links[0]
    return len(node.lexed.links) == 1 and light(
        node.block.text[: link.start] + link.label + node.block.text[link.end :]
    )


_LABEL_OF_LINKS = regex(r"[*_]{0,2}[^\W\d_][\w /-]{1,29}[*_ ]*[:：]\s*\[")


def _is_labelled_links(node: Node) -> bool:
    """Whether a block is a label and links none of which is a paper: ``ExpEnv: [Atari](u), [DMLab](u)``."""
    labelled = bool(_LABEL_OF_LINKS.match(node.block.text))
    return labelled and not any(identify(link.target) for link in node.lexed.links)


def _follows(node: Node, after_item: bool) -> bool:
    """Whether a paragraph says names, a venue or links by their roles, and is no sentence of its own."""
    text = node.block.text.strip("*_ \n")
    if text.isdecimal() and (after_item or node.block.text[0] == "*"):
        return False  # a year in bold heads what stands below it
    return (
        bylines.names(text.rstrip("."), alone=True)
        or shapes.venue_year(text)
        or (bool(node.links) and len(text) < 1000)
    )
