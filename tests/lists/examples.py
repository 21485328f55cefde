"""Lines of lists with all that is made of them on the way to an entry, for ``tests/pinned/calls.py``."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy

from plbib.io.config import ProfileConfig
from plbib.lists import headed, rows
from plbib.lists import profile as profiles
from plbib.lists.attach import attach
from plbib.lists.decide import elect
from plbib.lists.document import Document
from plbib.lists.entries import Builder
from plbib.lists.fields.pieces import Piece, all_of
from plbib.lists.grammars import GRAMMARS
from plbib.lists.lexed import Fields, Lexed, Title
from plbib.lists.markdown.blocks import Block, Cell, Row
from plbib.lists.markdown.links import LinkToken, TagToken, Token
from plbib.lists.markdown.runs import Run
from plbib.lists.nodes import Node
from plbib.lists.otherrows import Plan
from plbib.lists.reader import read
from plbib.lists.sections import Section
from plbib.lists.vote import Ballot
from plbib.lists.writing.filling import EntryWords, NewEntry
from plbib.lists.writing.forms import LineForm, Sample, lines_of, samples
from plbib.model import Edit, Entry, Place, Reading
from tests.lists.forms import FORMS, PAPERS, text_of
from tests.lists.test_insertion import OTHERS
from tests.lists.test_variations import LINES, VARIATIONS
from tests.pinned.calls import Values

_PLACE = Place(file="list.md", line=3, column=1)


def _of_node(node: Node, following: Node, document: Document, ballots: Mapping[tuple[int, str], Ballot]) -> Values:
    found = [title for grammar in GRAMMARS.values() if (title := grammar(node.lexed))]
    known = [node.title] if node.title else []
    said = [copy(node.fields), Fields()]
    tails = [node.lexed.text[title.end :] for title in found] + [node.lexed.text[: title.start] for title in found]
    ballot = ballots.get((node.section.index, node.kind))
    return {
        Node: [node, following],
        Block: [node.block, following.block],
        Lexed: [node.lexed, following.lexed],
        Title: [*known, *found],
        Fields: said,
        Section: [node.section],
        Ballot: [ballot] if ballot else [],
        LinkToken: node.links,
        TagToken: [token for token in node.lexed.tokens if isinstance(token, TagToken)],
        Token: node.lexed.tokens,
        Run: node.lexed.runs,
        Piece: all_of(node.lexed),
        Place: [_PLACE],
        Builder: [Builder("list.md")],
        Document: [document],
        ProfileConfig: [profiles.NONE],
        str: [*(text.strip() for text in tails), *(title.text for title in found), node.block.text],
        int: [*(title.start for title in found), *(title.end for title in found), 1, 2],
        bool: [False, True],
    }


def _of_row(row: Row, tables: rows.Tables, section: Section, body: list[Row]) -> Values:
    return {
        Row: body,
        Cell: row.cells,
        Plan: [tables.plans[row.table]],
        rows.Tables: [tables],
        Section: [section],
        Builder: [Builder("list.md")],
        int: [tables.plans[row.table].header],
    }


def of_reading(text: str) -> Iterator[Values]:
    """What is decided of the blocks and rows of a list."""
    document = Document(text)
    events = headed.bodies(attach(document.events, document.references), document)
    nodes = [event.what for event in events if isinstance(event.what, Node)]
    for node in nodes:
        node.type()
    ballots = elect(nodes)
    for node, following in zip(nodes, [*nodes[1:], *nodes[:1]], strict=True):
        yield _of_node(node, following, document, ballots)
    held = [(event.what, event.section) for event in events if isinstance(event.what, Row)]
    body = [row for row, _ in held]
    tables = rows.Tables(body, document.references)
    for at, (row, section) in enumerate(held):
        yield _of_row(row, tables, section, body[at:])


_NEW = [*OTHERS.values()]


def of_writing(text: str, at: int) -> Iterator[Values]:
    """How a list prints its entries, and how it would print a new one."""
    reading = read(text, "list.md")
    lines = lines_of(text)
    found = samples(lines, reading.entries)
    new = [_NEW[at % len(_NEW)], _NEW[(at + 1) % len(_NEW)]]
    if reading.entries:
        first = reading.entries[at % len(reading.entries)]
        yield {
            str: [text, "https://a.org/list.html"],
            Reading: [reading],
            Entry: reading.entries,
            NewEntry: new,
            Sequence[str]: [lines],
            Mapping[int, str]: [{entry.place.line: f"https://a.org/{at}" for entry in reading.entries}],
            Collection[int]: [[first.end_line]],
            Edit: [
                Edit(line=entry.place.line, column=entry.place.column, old=entry.title[:3], new="The")
                for entry in reading.entries
            ],
            tuple[str, ...]: [first.category, ()],
        }
    for sample in found:
        words = EntryWords("Ann Berg", "pdf", "12", "–", "Sept")
        yield {
            Entry: [sample.entry],
            Sample: [sample],
            LineForm: [sample.form],
            NewEntry: new,
            EntryWords: [words, EntryWords()],
            int: [sample.first],
            Sequence[str]: [lines],
        }


_FORMS = 130
"""So many of the forms, so that one more changes nothing here."""


def _texts() -> Iterator[str]:
    ways = [*VARIATIONS.values()]
    for at, form in enumerate([*FORMS.values()][:_FORMS]):
        text = text_of(form, PAPERS[at % 6 : at % 6 + 2])
        yield text
        yield ways[at % len(ways)](text)
    for at, text in enumerate(LINES.values()):
        yield text
        yield ways[at % len(ways)](text)


EXAMPLES = [
    *(values for text in _texts() for values in of_reading(text)),
    *(values for at, text in enumerate([*_texts()][::5]) for values in of_writing(text, at)),
]
