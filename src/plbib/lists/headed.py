"""Headings that are entries: each with its links, names and summary below it."""

from collections import Counter, defaultdict

from msgspec import Struct

from plbib.lists import shapes, titles
from plbib.lists.document import Document, Event
from plbib.lists.markdown.blocks import Block, Heading, Row
from plbib.lists.markdown.segment import FOLD
from plbib.lists.nodes import Node, speaks_by_links
from plbib.lists.sections import Section
from plbib.text.patterns import regex

_SHARE = 0.6
_LEAST = 3
_MOST = 40
"""Blocks below a heading; more are no description of one paper."""
_LONG = 400
"""Characters of a paragraph that is a summary and no entry."""


class _Headed(Struct):
    """A heading and what stands below it up to the next."""

    heading: Heading
    section: Section
    body: list[Event]
    parent: bool = False  # whether a deeper heading follows directly
    labels: frozenset[str] = frozenset()  # that begin lines below most headings, and so say something of their papers


def bodies(events: list[Event], document: Document) -> list[Event]:
    """``events`` with the headings that are entries as candidates, and what stands below these as their details."""
    all_headed = _split(events)
    levels = _levels(all_headed, document)
    if not levels:
        return events
    found: list[Event] = []
    starts = {id(headed.heading): headed for headed in all_headed}
    inside = False
    for event in events:
        what = event.what
        if isinstance(what, Heading):
            headed = starts.get(id(what))
            inside = bool(inside and what.level == FOLD and not headed)
            if headed and what.level in levels and not headed.section.apart:
                node = None if _lists(headed, 4) else _candidate(headed, document)
                if node:
                    document.drop(headed.section)
                    found.append(Event(node.section, node))
                    inside = True
                    continue
        if not inside:
            found.append(event)
    return found


def _split(events: list[Event]) -> list[_Headed]:
    """The headings with their bodies; the summary of a folded part belongs to the body around it."""
    found: list[_Headed] = []
    for event in events:
        if isinstance(event.what, Heading) and (
            event.what.level != FOLD or shapes.titleness(titles.plain(event.what.text)) > 1
        ):
            if found and event.what.level > found[-1].heading.level:
                found[-1].parent = True
            found.append(_Headed(event.what, event.section, []))
        elif found:
            found[-1].body.append(event)
    labels = _repeated(found)
    for headed in found:
        headed.labels = labels
    return found


_LABEL = regex(r"\W*([^\W\d_][\w /-]{1,29}?)[*_ ]*[:：]")


def _label(node: Node) -> str:
    """The words before the colon with which a block begins: ``**Datasets:** CoQA``."""
    found = _LABEL.match(node.block.text)
    return found[1].lower() if found else ""


def _repeated(all_headed: list[_Headed]) -> frozenset[str]:
    """The labels with which lines begin below most of the headings that have something below them."""
    below = [{_label(node) for node in _nodes(headed)} - {""} for headed in all_headed if headed.body]
    counts = Counter(label for labels in below for label in labels)
    return frozenset(label for label, count in counts.items() if count >= max(_LEAST, _SHARE * len(below)))


def _nodes(headed: _Headed) -> list[Node]:
    """The blocks below a heading that are shown."""
    return [event.what for event in headed.body if isinstance(event.what, Node) and not event.what.block.commented]


def _levels(all_headed: list[_Headed], document: Document) -> set[int]:
    """The levels whose headings are entries: most of them are like titles and speak of one paper each."""
    held: dict[int, list[_Headed | None]] = defaultdict(list)
    for headed in all_headed:
        if headed.section.apart or headed.parent or headed.section.index == 0:
            continue
        held[headed.heading.level].append(None if headed.heading.level == 1 or _lists(headed) else headed)
    if document.sections[0].profile.entries == "headings":
        return {level for level, voters in held.items() if any(voters)}
    return {level for level, voters in held.items() if _win(voters, document)}


def _win(voters: list[_Headed | None], document: Document) -> bool:
    """Whether enough of the headings of a level speak of one paper each; they are read only if enough can."""
    possible = [headed for headed in voters if headed]
    if len(voters) < _LEAST:  # so few are read only where each says who wrote it, and where or when it appeared
        return len(possible) == len(voters) and all(_says_all(_candidate(headed, document)) for headed in possible)
    least = max(_LEAST, _SHARE * len(voters))
    if len(possible) < least:
        return False
    nodes = (_candidate(headed, document) for headed in possible)
    return sum(node is not None and node.strong for node in nodes) >= least


def _says_all(node: Node | None) -> bool:
    """Whether a heading is like a title, and names and a venue or year stand below it."""
    if node is None or node.title is None or node.title.score < _SURE:
        return False
    return bool(node.fields.authors and (node.fields.venue or node.fields.year))


_SURE = 3
"""How much a text is like a title that is more than a phrase."""


def _lists(headed: _Headed, most: int = 1) -> bool:
    """Whether several entries stand below a heading."""
    nodes = _nodes(headed)
    if len(nodes) > _MOST:
        return True
    own = [
        node
        for node in nodes
        if node.title
        and node.title.score > 1
        and not node.detail
        and len(node.block.text) < _LONG
        and not (_label(node) in headed.labels and node.title.authors is None)
    ]
    if any(_is_dated_reference(node) or _is_whole(node) for node in own):
        return True
    marked = [node for node in own if node.grammar in ("tagged", "linked", "quoted", "bold") or node.block.marker]
    return len(marked) > most or sum(isinstance(event.what, Row) for event in headed.body) > 3


def _is_whole(node: Node) -> bool:
    """Whether an item has a linked title, names and venue or year, and so is an entry below a heading."""
    if not node.block.marker or node.grammar != "linked" or node.title is None or node.title.score < _SURE:
        return False
    node.type()
    return bool(node.fields.authors and (node.fields.venue or node.fields.year))


def _is_dated_reference(node: Node) -> bool:
    """Whether a block is a whole reference with the year behind its names, and so an entry of its own."""
    title = node.title
    if title is None or title.authors is None or title.score < _SURE:
        return False
    return bool(_YEAR.search(node.block.text, title.authors[1], title.start))


_NUMBER = regex(r"\d{1,3}[.)]\s+(?=\S)")
_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _candidate(headed: _Headed, document: Document) -> Node | None:
    heading = headed.heading
    if not heading.text or len(heading.text) > 1000:
        return None
    number = _NUMBER.match(heading.text)
    at = number.end() if number else 0
    block = Block(text=heading.text[at:], starts=(0,), lines=(heading.line,), margins=(heading.level + 1 + at,))
    node = Node(block, document.above(headed.section), None, document.references)
    node.kind = "heading"
    node.children = _nodes(headed)
    nested = [child for node_ in node.children for child in node_.children]
    node.children += nested
    node.children.sort(key=lambda child: child.block.lines[0])
    node.type()
    if node.title and not node.fields.informative and not speaks_by_links(node.links):
        node.strong = False
    return node if node.title and node.title.score > 1 else None
