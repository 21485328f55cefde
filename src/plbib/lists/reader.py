"""A Markdown list to its entries, categories and what is odd about it. No line that looks like a paper is lost."""

from collections.abc import Iterator

from msgspec.structs import replace

from plbib.io.config import ProfileConfig
from plbib.lists import bylines, headed, messages, rows, sections, shapes
from plbib.lists import profile as profiles
from plbib.lists.account import Account, of_reading
from plbib.lists.attach import attach, take_key
from plbib.lists.decide import chosen, contents, elect, is_news, is_sample, left_out, sibling
from plbib.lists.document import Document, Event
from plbib.lists.entries import Builder
from plbib.lists.lexed import light
from plbib.lists.markdown.blocks import Heading, Row
from plbib.lists.markdown.comments import Unclosed
from plbib.lists.markdown.links import LinkToken, scan
from plbib.lists.nodes import SPEECH, Node, heads_directly, label_of, tagged
from plbib.lists.sections import Section
from plbib.lists.vote import Ballot
from plbib.model import Category, CategoryPath, Entry, Finding, Place, Reading
from plbib.papers.identifiers import identify
from plbib.text.patterns import regex
from plbib.text.unicode import clean

_WIDE = regex(r"（([^（）()\n]{0,60}(?:19|20)\d\d[^（）()\n]{0,20})[）)]")
"""A date in the brackets of Chinese and Japanese typesetting."""
_START = r"(?m:^)\s*(?:(?:[-*+|]|\d{1,4}[.)、])\s*)?[*_]{0,2}(?:\[[^\[\]\n]{1,40}\]\s*){0,3}"
_LENTICULAR = regex(rf"({_START})【([^【】\n]{{1,40}})】")
_NAMED = regex(rf"({_START})《([^《》\n]{{2,200}})》")


def read(text: str, file: str, profile: ProfileConfig = profiles.NONE) -> Reading:
    """The list in ``text``; ``file`` is how places name it. Line ends may be LF, CRLF or CR.

    ``profile`` is what a person says of the list.
    """
    return _read(text, file, profile).reading()


def account(text: str, file: str, profile: ProfileConfig = profiles.NONE) -> Account:
    """How the list in ``text`` is understood, section by section."""
    reader = _read(text, file, profile)
    return of_reading(reader.reading(), reader.document, reader.ballots, reader.tables)


def _read(text: str, file: str, profile: ProfileConfig) -> "_EntryDecider":
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    document = Document(_western(text), profile)
    reader = _EntryDecider(document, file)
    reader.run()
    return reader


def _western(text: str) -> str:
    """``text`` with the brackets of Chinese and Japanese typesetting around dates, tags and titles as Latin ones."""
    if "（" in text:
        text = _WIDE.sub(lambda found: f"({found[1]})", text)
    if "【" in text:
        text = _LENTICULAR.sub(lambda found: f"{found[1]}[{found[2]}]", text)
    if "《" in text:
        text = _NAMED.sub(lambda found: f"{found[1]}“{found[2]}”", text)
    return text


_DATED = regex(r"[^()\n]{3,100}\((?:19|20)\d\d[a-z]?\)[.:,]?\s")
"""Begins a reference, among others that were read."""
_PAPER_FIRST = regex(r"(?i)\W{0,3}(?:paper|manuscript|preprint|article|publication)s?\W{0,3}[:：]\W*https?://")
"""Begins a line that leads to a paper and does not say what it is called."""
_FEW = 2
_WORD = 30
_LONG = 600


_LINKED = regex(r"(?i)(?:\W*(?:see|also|cf|code|paper|video|slides|blog)\b)*\W*!?\[[^\[\]]*\](?:\s*\(|\s*\W*\[)")
"""A quotation that begins with a link, or with a tag and a link, as an entry does; any other is a gloss."""


def _begins_alike(node: Node, ballot: Ballot) -> bool:
    """Whether a paragraph begins in italics or bold with what is like a title, as entries of its section do."""
    title, block = node.title, node.block
    if title is None or title.score < 2 or node.grammar != ballot.grammar or block.marker or block.quoted or node.links:
        return False
    marked = block.text[:1] in ("*", "_") and title.start < _MARK
    return marked and bool(node.fields.year or node.fields.venue or node.fields.authors) and not is_news(node)


_MARK = 4
_SIGNED = regex(r"\W{0,2}[^\W\d_]\S* +.*?\S(?:,| [-–—]| by) ([^\W\d_][^,\n]{4,60}?)\.?")
"""A phrase with a name behind it: ``Against All Kites, Ann Berg``."""


class _EntryDecider:
    """Decides which candidates are entries, and collects the reading."""

    def __init__(self, document: Document, file: str) -> None:
        self.document = document
        self._file = file
        self._entries: list[Entry] = []
        self._commented: list[Entry] = []
        self._findings: list[Finding] = []
        self._build = Builder(file)
        self._glossed = 0  # the line on which the gloss of the last entry would stand
        self._label: tuple[int, int, str] | None = None

    def run(self) -> None:
        events = headed.bodies(attach(self.document.events, self.document.references), self.document)
        nodes = [event.what for event in events if isinstance(event.what, Node)]
        for node in nodes:
            node.type()
        for node in contents(nodes, (section.name for section in self.document.sections)):
            node.label = "+"
        self.ballots = ballots = elect(nodes)
        for node in nodes:
            take_key(node)
        self._listing = {index for (index, _), ballot in ballots.items() if ballot.accepted and ballot.strong > _FEW}
        read = {index for (index, _), ballot in ballots.items() if ballot.accepted}
        unread = {node.section.index for node in nodes if node.section.path and not node.section.apart} - read
        self._silent = unread if read else set()
        self.tables = tables = rows.Tables(
            [event.what for event in events if isinstance(event.what, Row)],
            self.document.references,
            self.document.sections[0].profile,
        )
        for at, event in enumerate(events):
            what = event.what
            if isinstance(what, Node):
                self._node(what, event.section, ballots, events[at + 1 : at + 2])
            elif isinstance(what, Row):
                self._row(what, event.section, tables)
            elif isinstance(what, Heading):
                self._heading(what)
            elif isinstance(what, Unclosed):
                self._findings.append(messages.unclosed(what.what, Place(file=self._file, line=what.line)))
            else:
                line, column = what.where(0)
                self._findings.append(
                    messages.too_long(len(what.text), Place(file=self._file, line=line, column=column))
                )

    def _heading(self, heading: Heading) -> None:
        self._label = None
        place = Place(file=self._file, line=heading.line)
        if len(heading.text) > 100_000:
            self._findings.append(messages.too_long(len(heading.text), place))
        elif "](" in heading.text:
            links = [token for token in scan(heading.text) if isinstance(token, LinkToken)]
            if any(identify(link.target) for link in links):
                self._findings.append(messages.unread(place))

    def _row(self, row: Row, section: Section, tables: "rows.Tables") -> None:
        for part in tables.each(row):
            outcome = tables.entry(part, section, self._build, self._path(section))
            if isinstance(outcome, Entry):
                self._entries.append(outcome)
            else:
                self._findings.extend(outcome)

    def _path(self, section: Section, node: Node | None = None) -> CategoryPath:
        path = [name for name in section.path if not sections.is_contents(name)] or [*section.path]
        if self._label and self._label[0] == section.index:
            path.append(self._label[2])
        parents: list[str] = []
        parent = node.parent if node else None
        while parent is not None:
            if parent.label and parent.label != "+":
                parents.insert(0, parent.label)
            parent = parent.parent
        return tuple(path + parents)

    def _node(
        self, node: Node, section: Section, ballots: dict[tuple[int, str], Ballot], following: list[Event]
    ) -> None:
        block = node.block
        if block.quoted and not block.commented and block.lines[0] == self._glossed and not _LINKED.match(block.text):
            self._entries[-1] = replace(self._entries[-1], gloss=clean(block.text), end_line=block.lines[-1])
        elif block.commented:
            self._hidden(node, section)
        elif not node.label and (block.marker or not self._labels(node, section, following)):
            self._candidate(node, section, ballots.get((node.section.index, node.kind)))

    def _candidate(self, node: Node, section: Section, ballot: Ballot | None) -> None:
        """An entry, or what says that a line is none."""
        place = self._build.place(node, 0)
        if is_sample(node):
            self._findings += [messages.sample(place)] if node.strong else []
        elif not chosen(node, ballot):
            self._unread(node, ballot, section)
        elif left_out(section, ballot):
            self._findings.append(messages.left_out(place, section))
        else:
            label = self._label[2] if self._label and self._label[0] == section.index else ""
            entry, findings = self._build.entry(node, section, self._path(section, node), label)
            self._findings.extend(findings)
            if entry.authors_text and not any(map(str.isalnum, entry.authors_text)):
                entry = replace(entry, authors_text=self._entries[-1].authors_text if self._entries else None)
            self._entries.append(entry)
            self._glossed = 0 if node.block.quoted else entry.end_line + 1

    def _labels(self, node: Node, section: Section, following: list[Event]) -> bool:
        """Whether a short line is a label of the blocks that follow it."""
        after = following[0].what if following else None
        if isinstance(after, Row) or (isinstance(after, Node) and (after.block.marker or after.title)):
            name = label_of(node, bullets=isinstance(after, Node) and heads_directly(node, after))
            if name and not (isinstance(after, Node) and after.kind == node.kind and after.grammar == node.grammar):
                self._label = (section.index, node.block.lines[0], name)
                return True
        return False

    def _hidden(self, node: Node, section: Section) -> None:
        if node.title is not None and node.strong and not section.apart and not is_sample(node):
            entry, _ = self._build.entry(node, section, self._path(section, node))
            self._commented.append(entry)
            self._findings.append(messages.commented(entry))

    def _unread(self, node: Node, ballot: Ballot | None, section: Section) -> None:
        """A finding for each line that links to a paper in a block that is no entry, or for a sibling of entries."""
        lines = [
            part.block.where(link.start)
            for part in (node, *node.children)
            for link in part.lexed.links
            if identify(link.target)
        ]
        if (
            not lines
            and ballot
            and ballot.accepted
            and sibling(node, ballot)
            and (node.links or (node.block.marker and not light(node.block.text)))
        ):
            lines = [node.block.where(0)]
        if not lines and (
            self._stands_out(node)
            or (ballot and ballot.accepted and _begins_alike(node, ballot))
            or any(part.grammar == "identifier" for part in (node, *node.children))
            or (node.block.marker and node.prints_identifier)
            or (node.title is None and (tagged(node) or (node.links and _PAPER_FIRST.match(node.block.text))))
            or (ballot and ballot.accepted and ballot.grammar == "reference" and _DATED.match(node.block.text))
        ):
            lines = [node.block.where(0)]
        first_of = dict(reversed(lines))
        for line in sorted(first_of):
            place = Place(file=self._file, line=line, column=first_of[line])
            self._findings.append(messages.left_out(place, section) if section.apart else messages.unread(place))

    def _stands_out(self, node: Node) -> bool:
        """Whether a block of another kind than the entries of its section, or of a list, may be one."""
        block = node.block
        silent = node.section.index in self._silent
        listing = silent or node.section.index in self._listing
        if not listing or node.links or node.anchored or node.title is None:
            return False
        weak = node.title.score < 3 and not (silent and block.marker)
        if weak or is_news(node) or SPEECH.match(block.text) or block.quoted:
            return False
        if silent and block.marker:
            signed = _SIGNED.fullmatch(block.text)
            return signed is not None and bylines.names(signed[1], alone=True)
        if block.marker:
            return len(block.text) > _WORD and block.text.rstrip()[-1:] not in ".:!"
        if silent and block.text.rstrip()[-1:] not in ".:!?":
            said = bool(node.fields.year and not node.fields.date)
            return said or (shapes.headline(block.text) and ". " not in block.text)
        return bool(node.fields.year and (node.fields.authors or node.fields.venue)) and len(block.text) < _LONG

    def reading(self) -> Reading:
        self._findings.extend(self._build.findings)
        self._entries.sort(key=lambda entry: (entry.place.line, entry.place.column))
        return Reading(
            title=self.document.title,
            entries=tuple(self._entries),
            commented=tuple(self._commented),
            categories=tuple(self._used()),
            findings=tuple(sorted(self._findings, key=lambda found: found.place.line if found.place else 0)),
        )

    def _used(self) -> Iterator[Category]:
        """Categories that hold entries or are empty leaves; a heading that only groups others is in their paths.

        A table of contents is none, unless somebody lists papers in it.
        """
        first: dict[CategoryPath, int] = {}
        for section in self.document.sections[1:]:
            if section.name and not section.apart and section.index not in self.document.dropped:
                first.setdefault(self._path(section), section.line)
        holding = {entry.category: entry.place.line for entry in reversed(self._entries)}
        for path, line in holding.items():
            if path:
                first.setdefault(path, line)
        parents = {path[:depth] for path in first for depth in range(len(path))}
        for path, line in sorted(first.items(), key=lambda row: row[1]):
            if path in holding or not (sections.is_contents(path[-1]) or path in parents):
                yield Category(path=path, line=line)
