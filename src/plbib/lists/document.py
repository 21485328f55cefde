"""A document as sections and the blocks that may be entries, with what belongs to each of them."""

import re

from msgspec import Struct
from msgspec.structs import replace

from plbib.io.config import ProfileConfig
from plbib.lists import dates, sections, shapes, titles
from plbib.lists import profile as profiles
from plbib.lists.markdown.blocks import MAX_BLOCK, Block, Heading, Row
from plbib.lists.markdown.comments import Unclosed
from plbib.lists.markdown.links import LinkToken, References, TagToken, scan
from plbib.lists.markdown.segment import FOLD, Part, split
from plbib.lists.nodes import Node
from plbib.lists.sections import Section
from plbib.text.patterns import regex

_DEFINITION = regex(r"^ {0,3}\[([^\[\]^]{1,200})\]:[ \t]+<?(\S+?)>?(?:[ \t]+[\"'(][^\n]*)?$", re.MULTILINE)
_TAGGED = regex(r"\[[^\[\]]{1,40}\d\d\]\s*\[")


class Event(Struct):
    """A heading, candidate, row or oddity of the document, in its order."""

    section: Section
    what: Heading | Node | Row | Unclosed | Block


class Document:
    """Reads a document part by part; afterwards ``events`` are in order, and details belong to their candidates."""

    def __init__(self, text: str, profile: ProfileConfig = profiles.NONE) -> None:
        self.title = ""
        self.events: list[Event] = []
        self.sections: list[Section] = [Section(index=0, level=0, name="", line=0, path=(), profile=profile)]
        self.dropped: set[int] = set()
        self.references: References = _references(text)
        self._open: list[Section] = []
        self._items: list[Node] = []  # the list items that are open, outermost first
        parts = list(split(text))
        self._titled = not _is_first_of_many(parts)
        for part in parts:
            if isinstance(part, Heading):
                self._heading(part)
            elif isinstance(part, Block):
                self._block(part)
            else:
                self._items = []
                self._put(part)

    @property
    def _section(self) -> Section:
        return self._open[-1] if self._open else self.sections[0]

    def _put(self, what: Heading | Node | Row | Unclosed | Block) -> None:
        self.events.append(Event(self._section, what))

    def _heading(self, heading: Heading) -> None:
        self._items = []
        if len(heading.text) > MAX_BLOCK:
            self._put(heading)
            return
        name = sections.name_of(heading.text)
        above = self.sections[0]
        if not self.title and heading.level == 1 and len(self.sections) == 1 and self._titled:
            self.title = name
            venue, year = sections.dated(name) if above.profile.heading_dates else (None, None)
            if venue and year:
                self.sections[0] = replace(self.sections[0], venue=venue, year=year)
            self._put(heading)
            return
        while self._open and self._open[-1].level >= heading.level:
            self._open.pop()
        above = self._section
        again = bool(above.path) and name.casefold() == above.path[-1].casefold()
        if heading.level == FOLD and (again or sections.says_nothing(name)):
            name = ""
        section = self._section_below(above, heading, name)
        self.sections.append(section)
        self._open.append(section)
        self._put(heading)

    def _section_below(self, above: Section, heading: Heading, name: str) -> Section:
        profile = above.profile
        path = (*above.path, name) if name else above.path
        excluded = above.excluded or (bool(name) and profiles.names(profile.exclude, path))
        included = not excluded and bool(name) and profiles.names(profile.include, path)
        venue, year = sections.dated(name) if name and profile.heading_dates else (None, None)
        never = above.never or (sections.never(name) and not sections.is_contents(name))
        return Section(
            index=len(self.sections),
            level=heading.level,
            name=name,
            line=heading.line,
            above=above.index,
            path=path,
            never=excluded or (never and not (included or above.included)),
            rarely=(above.rarely or sections.rarely(name)) and not (included or above.included),
            seldom=(above.seldom or sections.seldom(name)) and not (included or above.included),
            papers=above.papers or included or sections.lists_papers(name),
            venue=venue or above.venue,
            year=year or above.year,
            profile=profile,
            excluded=excluded,
            included=above.included or included,
        )

    def above(self, section: Section) -> Section:
        """The section that ``section`` stands in."""
        return self.sections[section.above]

    def drop(self, section: Section) -> None:
        """Take ``section`` for none: its heading is an entry."""
        self.dropped.add(section.index)

    def _block(self, block: Block) -> None:
        if len(block.text) > MAX_BLOCK:
            self._put(block)
            return
        if self._defines(block):
            return
        for piece in _pieces(block):
            parent = self._parent(piece)
            node = Node(piece, self._section, parent, self.references)
            if piece.marker and not piece.commented:
                self._items.append(node)
            self._put(node)

    def _defines(self, block: Block) -> bool:
        """Whether a block only says where the labels of links lead that stand elsewhere; no page shows it."""
        if not self.references or block.marker or not block.text.startswith("["):
            return False
        return all(_DEFINITION.fullmatch(line) for line in block.text.split("\n"))

    def _parent(self, block: Block) -> Node | None:
        if not block.marker:
            if not block.commented and not block.quoted:
                self._items = []
            return None
        while self._items and self._items[-1].block.indent >= block.indent:
            self._items.pop()
        return self._items[-1] if self._items else None


def _is_first_of_many(parts: list[Part]) -> bool:
    """Whether the first heading is one of several of the highest level, and papers are listed right below it."""
    tops = [at for at, part in enumerate(parts) if isinstance(part, Heading) and part.level == 1]
    if len(tops) < _SEVERAL:
        return False
    names = {part.text.partition(" ")[0] for part in parts if isinstance(part, Heading) and part.level == 1}
    if len(names) == 1:
        return True  # ``# Week 1``, ``# Week 2``
    body: list[Part] = []
    for part in parts[tops[0] + 1 :]:
        if isinstance(part, Heading):
            break
        body.append(part)
    return any(isinstance(part, Block) and part.marker and "](#" not in part.text for part in body)


_SEVERAL = 3


def _references(text: str) -> References:
    """The addresses that ``[label]: address`` defines."""
    if "]:" not in text:
        return {}
    found = _DEFINITION.findall(text)
    return {" ".join(label.lower().split()): address for label, address in reversed(found)}


_TWO = 2


def _pieces(block: Block) -> list[Block]:
    """``block``, cut where a second ``[Venue'YY] [Title](address)`` begins on a line, or line by line."""
    text = block.text
    if "](" not in text:
        return [block]
    lines = text.split("\n")
    if len(lines) > 1 and not block.marker and all("](" in line for line in lines):
        dated = all(dates.find(line.partition("](")[0]) for line in lines)
        if len(lines) > 2 or dated:
            return _by_line(block)
    if text.count("[") < 2 * _TWO or len(_TAGGED.findall(text)) < _TWO:
        return [block]
    starts = _entries_of(text)
    pieces: list[Block] = []
    for start in reversed(starts):
        block, tail = block.cut(start)
        pieces.insert(0, tail)
    return [block, *pieces]


def _by_line(block: Block) -> list[Block]:
    pieces: list[Block] = []
    for start in reversed(block.starts[1:]):
        block, tail = block.cut(start)
        pieces.insert(0, tail)
    return [block, *pieces]


def _entries_of(text: str) -> list[int]:
    """Where the second and later entries of a line begin: a tag with venue and year, directly before a title link."""
    starts: list[int] = []
    titled, tag = False, None
    for token in scan(text):
        if isinstance(token, TagToken):
            tag = token if _VENUED.search(token.text) and shapes.venue_year(titles.plain(token.text)) else None
            continue
        if (
            isinstance(token, LinkToken)
            and tag
            and not text[tag.end : token.start].strip()
            and not titles.is_role(token.label)
        ):
            starts += [tag.start] if titled else []
            titled = True
        tag = None
    return starts


_VENUED = regex(r"[^\W\d_]")
