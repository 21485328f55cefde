"""Candidates as entries: their links, fields and places."""

import re

from plbib.lists import messages, shapes, titles
from plbib.lists.fields import pictures
from plbib.lists.fields.link_roles import label_of, role_of
from plbib.lists.lexed import Fields
from plbib.lists.markdown.blocks import Cell
from plbib.lists.markdown.links import LinkToken
from plbib.lists.nodes import Node
from plbib.lists.sections import Section, dated
from plbib.model import CategoryPath, Entry, Finding, Inherited, Link, Place
from plbib.papers.identifiers import address, identify
from plbib.text.patterns import regex
from plbib.text.unicode import clean

_MAX_ADDRESS = 2048
_FILE = regex(
    r"(?:\.{0,2}/)?(?:[\w.%~+-]+/)*[\w.%~+,()-]+"
    r"\.(?:pdf|ps|ps\.gz|djvu|docx?|pptx?|html?|md|ipynb|bib|txt)(?:#\S*)?",
    re.IGNORECASE,
)


class Builder:
    """Makes entries of a file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.findings: list[Finding] = []

    def at(self, cell: Cell) -> Place:
        """The place of a cell."""
        return Place(file=self._file, line=cell.line, column=cell.column)

    def odd(self, findings: list[Finding]) -> None:
        """Keep what is odd about the links of a row."""
        self.findings += findings

    def place(self, node: Node, offset: int) -> Place:
        line, column = node.block.where(offset)
        return Place(file=self._file, line=line, column=column)

    def entry(
        self, node: Node, section: Section, category: CategoryPath, above: str = ""
    ) -> tuple[Entry, list[Finding]]:
        """The entry that ``node`` is, and what is odd about its links; ``above`` is a line that stands above it."""
        title = node.title
        if title is None:
            raise ValueError("a block without a title is no entry")
        links: list[Link] = []
        findings: list[Finding] = []
        alone = node.grammar == "identifier"
        for part in (node, *node.children):
            for link in part.lexed.links:
                label = "title" if link is title.link else label_of(part.lexed, link)
                self.link(link, label, self.place(part, link.start), links, findings)
        if not links:
            blocks = [part.block.text for part in (node, *node.children)]
            links += find_printed(title.text, "title") if alone else find_printed("\n".join(blocks))
        if alone:
            findings.append(messages.title_unknown(title.text, self.place(node, 0)))
        lines = [line for part in (node, *node.children) for line in part.block.lines]
        entry = self.of_parts(
            titles.unquoted(title.text),
            node.fields,
            links,
            self.place(node, 0),
            max(lines),
            section,
            category,
            node.parent.label if node.parent else above,
        )
        return entry, findings

    def link(self, link: LinkToken, label: str, place: Place, links: list[Link], findings: list[Finding]) -> None:
        """Put a link among ``links`` if it leads anywhere, and say what is odd about it."""
        if link.target.startswith("#"):
            return
        url = clean(link.target).replace(" ", "%20")
        if link.nested:
            findings.append(messages.nested(link, place))
        if is_address(url):
            links.append(Link(label=label, url=url, role=role_of(label, url)))
        else:
            findings.append(messages.bad_link(link, place))

    def of_parts(
        self,
        title: str,
        said: Fields,
        links: list[Link],
        place: Place,
        end_line: int,
        section: Section,
        category: CategoryPath,
        above: str = "",
    ) -> Entry:
        """An entry of all that is known of it."""
        tags: list[str] = []
        return Entry(
            title=pictures.trim(title, tags),
            venue=said.venue,
            year=said.year,
            date=said.date,
            links=tuple(links),
            authors_text=said.authors,
            affiliation=said.affiliation,
            short_name=said.short_name,
            volume=said.volume,
            issue=said.issue,
            pages=said.pages,
            notes="; ".join(said.notes) or None,
            tags=tuple(dict.fromkeys([*tags, *said.tags])),
            inherited=inherited(said, section, above),
            category=category,
            place=place,
            end_line=end_line,
        )


def find_printed(text: str, label: str = "") -> list[Link]:
    """The page of the paper whose DOI or arXiv id stands in ``text`` without an address; none or one."""
    match = shapes.printed_identifier(text)
    name = match.lastgroup or "" if match else ""
    paper = identify((match[name] if match else text[:_MAX_ADDRESS]).strip(" .,;"))
    name = name or (paper.kind if paper else "")
    url = address(paper.kind, paper.value) if paper else None
    return [Link(label=label or _SCHEMES.get(name, name), url=url, role="paper")] if url else []


_SCHEMES = {"doi": "doi", "pubmed": "PubMed", "arxiv": "arXiv"}


def inherited(said: Fields, section: Section, above: str) -> Inherited | None:
    """What headings and the item above give of that which is not printed."""
    venue, year = dated(above) if above else (None, None)
    venue = None if said.venue else venue or section.venue
    year = None if said.year else year or section.year
    return Inherited(venue=venue, year=year) if venue or year else None


def is_address(url: str) -> bool:
    """Whether ``url`` leads anywhere: an address of the web, an identifier, or a file beside the list."""
    if len(url) > _MAX_ADDRESS:
        return False
    web = url.lower().startswith(("http://", "https://", "ftp://"))
    return web or bool(_FILE.fullmatch(url)) or identify(url) is not None
