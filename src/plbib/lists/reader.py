"""A Markdown list to its entries, categories and what is odd about it. No line that looks like a paper is lost."""

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import Severity
from plbib.identifiers import identify
from plbib.lists import titles
from plbib.lists.blocks import MAX_BLOCK, Block, Heading, Unclosed, split
from plbib.lists.fields import VenueYear, trailing, venue_year
from plbib.lists.links import LinkToken, TagToken, Token, image_label, scan
from plbib.model import Category, CategoryPath, Entry, Finding, Link, Place, Reading
from plbib.text.unicode import clean

_NO_LIST = frozenset(["content", "contents", "tableofcontents", "toc"])
_MAX_ADDRESS = 2048
_WORD = re.compile(r"[^\W_]")


def read(text: str, file: str) -> Reading:
    """The list in ``text``; ``file`` is how places name it. Line ends may be LF, CRLF or CR."""
    reader = _Reader(file)
    for part in split(text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")):
        if isinstance(part, Heading):
            reader.heading(part)
        elif isinstance(part, Unclosed):
            reader.unclosed(part)
        else:
            reader.block(part)
    return reader.reading()


class _Read(Struct, frozen=True, kw_only=True):
    """What one block turned out to be: an entry, an explanation, or (neither) prose."""

    entry: Entry | None = None
    findings: tuple[Finding, ...] = ()


class _Reader:
    """Collects a reading: the open headings, and what the blocks under them hold."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._title = ""
        self._headings: list[Heading] = []
        self._categories: dict[CategoryPath, Category] = {}
        self._entries: list[Entry] = []
        self._commented: list[Entry] = []
        self._findings: list[Finding] = []
        self._glossed = 0  # the line on which the gloss of the last entry would stand

    def heading(self, heading: Heading) -> None:
        place = Place(file=self._file, line=heading.line)
        if len(heading.text) > MAX_BLOCK:
            self._findings.append(_too_long(len(heading.text), place))
            return
        links = _links(scan(heading.text)) if "](" in heading.text else []
        if any(identify(link.target) for link in links):
            self._findings.append(_unread_at(place))
        name = _linkless(heading.text, links)
        if not self._title and heading.level == 1 and not self._categories:
            self._title = name
            return
        while self._headings and self._headings[-1].level >= heading.level:
            self._headings.pop()
        self._headings.append(Heading(level=heading.level, text=name, line=heading.line))
        path = self._path()
        if path:
            self._categories.setdefault(path, Category(path=path, line=heading.line))

    def unclosed(self, part: Unclosed) -> None:
        self._findings.append(
            Finding(
                code="unclosed-block",
                severity=Severity.WARNING,
                message=f"a {part.what} opens here and never closes: what follows is not read",
                cure="close it",
                place=Place(file=self._file, line=part.line),
            )
        )

    def _path(self) -> CategoryPath:
        return tuple(heading.text for heading in self._headings if heading.text)

    def block(self, block: Block) -> None:
        if block.quoted and not block.commented and block.lines[0] == self._glossed and "](" not in block.text:
            self._entries[-1] = replace(self._entries[-1], gloss=clean(block.text), end_line=block.lines[-1])
            return
        for piece in _pieces(block):
            read = _read_block(piece, self._path(), self._file)
            if not block.commented:
                self._findings.extend(read.findings)
            if read.entry and block.commented:
                self._commented.append(read.entry)
                self._findings.append(_commented(read.entry))
            elif read.entry:
                self._entries.append(read.entry)
                self._glossed = 0 if block.quoted else read.entry.end_line + 1

    def reading(self) -> Reading:
        return Reading(
            title=self._title,
            entries=tuple(self._entries),
            commented=tuple(self._commented),
            categories=tuple(self._used()),
            findings=tuple(self._findings),
        )

    def _used(self) -> Iterator[Category]:
        """Categories that hold entries or are empty leaves; a heading that only groups others is in their paths.

        A table of contents is none, unless somebody lists papers in it.
        """
        parents = {path[:depth] for path in self._categories for depth in range(len(path))}
        holding = {entry.category for entry in self._entries}
        for path, category in self._categories.items():
            contents = "".join(path[-1].lower().split()) in _NO_LIST
            if path in holding or not (contents or path in parents):
                yield category


class _Part(Struct, frozen=True):
    """A block with the links in it, and the name of its file."""

    block: Block
    links: list[LinkToken]
    file: str

    def place(self, offset: int) -> Place:
        line, column = self.block.where(offset)
        return Place(file=self.file, line=line, column=column)


def _pieces(block: Block) -> list[Block]:
    """``block``, cut where a second ``[Venue'YY] [Title](address)`` begins on the same line."""
    starts: list[int] = []
    titled, tag = False, None
    for token in scan(block.text) if len(block.text) <= MAX_BLOCK and block.text.count("](") > 1 else ():
        if isinstance(token, TagToken):
            said = venue_year(token.text)
            tag = token if said and said.venue and said.year else None
            continue
        if tag and not block.text[tag.end : token.start].strip() and not titles.is_role(token.label):
            starts += [tag.start] if titled else []
            titled = True
        tag = None
    pieces: list[Block] = []
    for start in reversed(starts):
        block, tail = block.cut(start)
        pieces.insert(0, tail)
    return [block, *pieces]


def _links(tokens: tuple[Token, ...]) -> list[LinkToken]:
    return [token for token in tokens if isinstance(token, LinkToken)]


def _linkless(text: str, links: list[LinkToken]) -> str:
    """The name that a heading prints: the labels of its links without their addresses, and without badges."""
    shown, at = "", 0
    for link in links:
        shown += text[at : link.start] + ("" if image_label(link.label) is not None else link.label)
        at = link.end
    return titles.plain(shown + text[at:])


def _read_block(block: Block, category: CategoryPath, file: str) -> _Read:
    if len(block.text) > MAX_BLOCK:
        place = _Part(block, [], file).place(0)
        return _Read(findings=(_too_long(len(block.text), place),))
    if "[" not in block.text and "http" not in block.text:
        return _Read()
    tokens = scan(block.text)
    links = [link for link in _links(tokens) if not link.target.startswith("#")]
    part = _Part(block, links, file)
    tagged = _venue_tag(block.text, tokens)
    title_link = _title_link(block.text, tokens, tagged is not None)
    if title_link is None and tagged is None:
        return _Read(findings=_unread(part, certain=_resembles(block.text, tokens)))
    if _is_sample(block.text, title_link):
        return _Read(findings=(_sample(part),))
    return _entry(part, title_link, tagged or _Tagged(VenueYear(None, None), 0), category)


class _Tagged(Struct, frozen=True):
    """A venue and year, and where in the block the tag that says so ends."""

    said: VenueYear
    end: int


def _venue_tag(text: str, tokens: tuple[Token, ...]) -> _Tagged | None:
    """The tag in front of the title, such as ``[ICLR'23]``, also where one of its brackets is missing.

    It stands before all words or directly before a bracket; elsewhere in prose a ``[Name 2017]`` is a citation.
    """
    leads, at = True, 0
    for token in tokens:
        leads = leads and not _WORD.search(text, at, token.start)
        at = token.end
        if isinstance(token, TagToken):
            said = venue_year(token.text)
            if said and (leads or text[at : at + 8].lstrip(" *_\n").startswith("[")):
                return _Tagged(said, at)
        elif not text[: token.start].strip(" \t\n[]"):
            return None
        else:
            said = venue_year(text[: token.start]) if text.startswith("[") else None
            return _Tagged(said, token.start) if said else None
    return None


def _title_link(text: str, tokens: tuple[Token, ...], tagged: bool) -> LinkToken | None:
    """The link whose label is the title: the first that is no role word and has only tags before it."""
    at = 0
    for token in tokens:
        if isinstance(token, LinkToken):
            if titles.is_role(token.label):
                continue
            leads = not text[at : token.start].strip(' \t\n*_"“:,.|-–—')
            return token if tagged or (leads and identify(token.target)) else None
        at = token.end
    return None


def _resembles(text: str, tokens: tuple[Token, ...]) -> bool:
    """Whether prose has the shape of an entry: ``[Tag] [Title](address)``, or ``[Title](address), Venue Year``."""
    link = next((link for link in _links(tokens) if not titles.is_role(link.label)), None)
    if link is None:
        return False
    before, first = text[: link.start].strip(" *_\n"), tokens[0]
    if isinstance(first, TagToken) and before == text[first.start : first.end]:
        return len(_WORD.findall(first.text)) > 1  # else a box to tick
    after = text[link.end : link.end + 200].lstrip()
    return not before and after.startswith(",") and venue_year(after[1:].partition("[")[0]) is not None


def _is_sample(text: str, link: LinkToken | None) -> bool:
    """Whether the block shows the format of an entry instead of being one."""
    if link and titles.is_placeholder(titles.plain(link.label)):
        return True
    head = text[:40].lower().lstrip("*_ ")
    return head.startswith(("example:", "format:", "template:")) and not (link and identify(link.target))


def _entry(part: _Part, title_link: LinkToken | None, tagged: _Tagged, category: CategoryPath) -> _Read:
    block, links = part.block, part.links
    if title_link:
        title, rest = titles.title(title_link.label), _text_after(block.text, title_link.end, links)
    else:  # no link carries a title: it is the text up to the first link or the end
        until = min([link.start for link in links if link.start >= tagged.end], default=len(block.text))
        title, rest = titles.title(_printed(block.text[tagged.end : until])), None
    if not title:
        return _Read(findings=_unread(part, certain=True))
    said = tagged.said
    if said.year is None and rest:
        after, _, remainder = rest.partition(",")
        later = venue_year(after)
        if later:
            said, rest = later, remainder.strip() or None
    addresses, findings = _addresses(part, title_link)
    entry = Entry(
        title=title,
        venue=said.venue,
        year=said.year,
        links=addresses,
        affiliation=rest,
        category=category,
        place=part.place(0),
        end_line=block.lines[-1],
    )
    return _Read(entry=entry, findings=findings)


def _printed(text: str) -> str:
    return (trailing(text) or "").rstrip("[( ")


def _text_after(text: str, start: int, links: list[LinkToken]) -> str | None:
    """The text behind a title up to the next link, or, where none follows, to the end."""
    following = min((link.start for link in links if link.start >= start), default=len(text))
    return trailing(text[start:following].rstrip("[( "))


def _addresses(part: _Part, title_link: LinkToken | None) -> tuple[tuple[Link, ...], tuple[Finding, ...]]:
    addresses: list[Link] = []
    findings: list[Finding] = []
    for link in part.links:
        name = "title" if link is title_link else titles.label(link)
        url = clean(link.target).replace(" ", "%20")
        if link.nested:
            findings.append(_nested(part, link))
        if _is_address(url):
            addresses.append(Link(label=name, url=url))
        else:
            findings.append(_bad_link(part, link))
    return tuple(addresses), tuple(findings)


def _is_address(url: str) -> bool:
    return len(url) <= _MAX_ADDRESS and (url.lower().startswith(("http://", "https://")) or identify(url) is not None)


def _unread(part: _Part, certain: bool = False) -> tuple[Finding, ...]:
    """A finding for each line that links to a paper in a block that is no entry; prose is none."""
    places = [part.place(link.start) for link in part.links if identify(link.target)]
    if not places and certain:
        places = [part.place(0)]
    first_of = {place.line: place for place in reversed(places)}
    return tuple(_unread_at(first_of[line]) for line in sorted(first_of))


def _unread_at(place: Place) -> Finding:
    return Finding(
        code="unread-line",
        severity=Severity.WARNING,
        message="looks like a paper, but no title could be read from it: not in the bibliography",
        cure="write it as [Venue'YY] [Title](address), Affiliation",
        place=place,
    )


def _nested(part: _Part, link: LinkToken) -> Finding:
    return Finding(
        code="nested-link",
        severity=Severity.WARNING,
        message=f"a link stands inside the address of a link; read as {clean(link.target)}",
        cure=f"write [{titles.plain(link.label)}]({clean(link.target)})",
        place=part.place(link.start),
    )


def _bad_link(part: _Part, link: LinkToken) -> Finding:
    return Finding(
        code="bad-link",
        severity=Severity.WARNING,
        message=f"not a web address: {clean(link.target)[:80] or '(empty)'}",
        cure="write an address that starts with https://",
        place=part.place(link.start),
    )


def _commented(entry: Entry) -> Finding:
    return Finding(
        code="commented-entry",
        severity=Severity.INFO,
        message=f"an entry inside an HTML comment is not listed: {entry.title}",
        cure="take it out of the comment, or delete it",
        place=entry.place,
    )


def _sample(part: _Part) -> Finding:
    return Finding(
        code="format-sample",
        severity=Severity.INFO,
        message="shows the format of an entry; not read as one",
        place=part.place(0),
    )


def _too_long(length: int, place: Place) -> Finding:
    return Finding(
        code="long-line",
        severity=Severity.ERROR,
        message=f"{length:,} characters without a break; not read",
        cure="put each entry on a line of its own",
        place=place,
    )
