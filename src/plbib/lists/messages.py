"""Findings of the reader."""

from plbib.findings import Code
from plbib.lists import titles
from plbib.lists.markdown.links import LinkToken
from plbib.lists.sections import Section
from plbib.model import Entry, Finding, Place
from plbib.papers.identifiers import identify
from plbib.text.unicode import clean


def is_paper(link: LinkToken) -> bool:
    """Whether an address names a paper."""
    return identify(link.target) is not None


def unread(place: Place) -> Finding:
    """A line that looks like a paper, or a sibling of entries, from which no title could be read."""
    return Code.UNREAD_LINE.finding(
        message="looks like a paper, but no title could be read from it: not in the bibliography",
        place=place,
    )


def row_unread(column: int, place: Place) -> Finding:
    """A row among those of papers that has nothing, or nothing like a title, where the others have theirs."""
    return Code.UNREAD_LINE.finding(
        message=f"no title in column {column}, where the rows around it have theirs: not in the bibliography",
        cure=f"write the title into column {column}; give the row as many cells as the header has",
        place=place,
    )


def row_left_out(place: Place) -> Finding:
    """A row among those of papers that names none: what students have to do, a day without reading."""
    return Code.LEFT_OUT_LINE.finding(
        message="a row that names no paper: not in the bibliography",
        cure="write a title where the rows around it have theirs, if it is a paper",
        place=place,
    )


def title_unknown(name: str, place: Place) -> Finding:
    """An entry that is only an identifier, which stands for its title until it is resolved."""
    return Code.TITLE_UNKNOWN.finding(
        message=f"title unknown: the line holds only {clean(name)}",
        place=place,
    )


def left_out(place: Place, section: Section) -> Finding:
    """A line under a heading that by its name, or by the profile of the list, holds no papers."""
    if section.excluded:
        return Code.LEFT_OUT_LINE.finding(
            message=f"under “{section.name}”, which the profile of the list leaves out: not in the bibliography",
            cure="take the heading out of exclude in [list.profile], if these are papers",
            place=place,
        )
    return Code.LEFT_OUT_LINE.finding(
        message=f"under “{section.name}”, which by its name lists no papers: not in the bibliography",
        place=place,
    )


def unclosed(what: str, place: Place) -> Finding:
    """A comment or code fence that never closes."""
    return Code.UNCLOSED_BLOCK.finding(
        message=f"a {what} opens here and never closes: what follows is not read",
        place=place,
    )


def nested(link: LinkToken, place: Place) -> Finding:
    """A link inside the address of a link."""
    return Code.NESTED_LINK.finding(
        message=f"a link stands inside the address of a link; read as {clean(link.target)}",
        cure=f"write [{titles.plain(link.label)}]({clean(link.target)})",
        place=place,
    )


def bad_link(link: LinkToken, place: Place) -> Finding:
    """An address that leads nowhere."""
    return Code.BAD_LINK.finding(
        message=f"not a web address: {clean(link.target)[:80] or '(empty)'}",
        place=place,
    )


def commented(entry: Entry) -> Finding:
    """An entry inside a comment."""
    return Code.COMMENTED_ENTRY.finding(
        message=f"an entry inside an HTML comment is not listed: {entry.title}",
        place=entry.place,
    )


def sample(place: Place) -> Finding:
    """A sample of the list's format."""
    return Code.FORMAT_SAMPLE.finding(
        message="shows the format of an entry; not read as one",
        place=place,
    )


def too_long(length: int, place: Place) -> Finding:
    """A block too long to be an entry."""
    return Code.LONG_LINE.finding(
        message=f"{length:,} characters without a break; not read",
        place=place,
    )
