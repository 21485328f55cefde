"""Marked text as HTML, Markdown, plain text or JSON: the one place where it is escaped."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec

from plbib.errors import UsageError
from plbib.io import packaged
from plbib.rendering.listing import ReferenceList
from plbib.rendering.marks import Mark, pieces
from plbib.text import html, markdown
from plbib.text.unicode import visible

_HTML = {
    Mark.ITALIC: ("<i>", "</i>"),
    Mark.BOLD: ("<b>", "</b>"),
    Mark.UNDERLINE: ('<span style="text-decoration:underline;">', "</span>"),
    Mark.SUPERSCRIPT: ("<sup>", "</sup>"),
    Mark.SUBSCRIPT: ("<sub>", "</sub>"),
    Mark.SMALL_CAPS: ('<span style="font-variant:small-caps;">', "</span>"),
    Mark.LEFT: ('<div class="csl-left-margin">', "</div>"),
    Mark.RIGHT: ('<div class="csl-right-inline">', "</div>"),
}
_MARKDOWN = {
    Mark.ITALIC: ("<i>", "</i>"),
    Mark.BOLD: ("<b>", "</b>"),
    Mark.SUPERSCRIPT: ("<sup>", "</sup>"),
    Mark.SUBSCRIPT: ("<sub>", "</sub>"),
}
_ASTERISKS = {Mark.ITALIC: "*", Mark.BOLD: "**"}
_ADDRESS = re.compile(r"https?://[\w.-]*\w(?::\d+)?(?:[/?#][^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]}'’]|/)?")
_DOI = re.compile(
    r"(?<=doi: )10\.\d{4,9}/[^\s<>\"“”]*[^\s<>\"“”.,;:)\]}]|(?<=doi:)10\.\d{4,9}/[^\s<>\"“”]*[^\s<>\"“”.,;:)\]}]"
)
_LINK = re.compile(f"{_ADDRESS.pattern}|{_DOI.pattern}")


def to_text(marked: str) -> str:
    """Plain text on one line."""
    return visible(" ".join("".join(piece for piece in pieces(marked) if isinstance(piece, str)).split()))


def to_html(marked: str) -> str:
    """HTML with citeproc-js's class names, addresses and DOIs linked."""
    return _written(marked, _HTML, lambda text: _linked(text, html.escape, _html_link))


def to_markdown(marked: str) -> str:
    """Markdown on one line, addresses and DOIs linked."""
    return " ".join(_written(marked, _MARKDOWN, lambda text: _linked(text, markdown.escape, _markdown_link)).split())


def _written(marked: str, tags: dict[Mark, tuple[str, str]], write: Callable[[str], str]) -> str:
    parts = [
        visible(" ".join(re.split(r"\s+", piece))) if isinstance(piece, str) else piece
        for piece in pieces(marked)
        if isinstance(piece, str) or piece[0] in tags
    ]
    signs = _asterisks(parts) if tags is _MARKDOWN else {}
    return "".join(
        write(part) if isinstance(part, str) else signs.get(at) or tags[part[0]][0 if part[1] else 1]
        for at, part in enumerate(parts)
    )


def _asterisks(parts: list[str | tuple[Mark, bool]]) -> dict[int, str]:
    """Which marks may be asterisks, by position: those around plain text that CommonMark 0.31 §6.2 cannot mistake."""
    signs: dict[int, str] = {}
    around = [" ", *parts, " "]
    for at, part in enumerate(parts[:-2]):
        if isinstance(part, str) or not part[1] or part[0] not in _ASTERISKS or parts[at + 2] != (part[0], False):
            continue
        before, inside, after = around[at], around[at + 2], around[at + 4]
        if isinstance(before, str) and isinstance(inside, str) and isinstance(after, str):
            tight = inside == inside.strip()
            if tight and _apart(before[-1]) and _apart(after[0]):
                signs |= dict.fromkeys((at, at + 2), _ASTERISKS[part[0]])
    return signs


def _apart(character: str) -> bool:
    """Whether emphasis may begin or end beside ``character``."""
    return character.isspace() or unicodedata.category(character).startswith("P")


def _linked(text: str, escape: Callable[[str], str], link: Callable[[str, str], str]) -> str:
    parts, at = [], 0
    for found in _LINK.finditer(text):
        shown = found[0]
        address = shown if shown.startswith("http") else f"https://doi.org/{shown}"
        parts += [escape(text[at : found.start()]), link(address, shown)]
        at = found.end()
    return "".join([*parts, escape(text[at:])])


def _html_link(address: str, shown: str) -> str:
    return f'<a href="{html.escape(address)}">{html.escape(shown)}</a>'


def _markdown_link(address: str, shown: str) -> str:
    if address == shown and not re.search(r"[\s<>]", address):
        return f"<{address}>"
    target = address.replace("\\", "%5C").replace("&", "&amp;")  # both act in an address between brackets
    return f"[{markdown.escape(shown)}](<{target}>)"


def html_page(listing: ReferenceList) -> str:
    """A page of its own, by the template ``styles/html/references.html.j2``."""
    rows = [
        {
            "key": reference.key,
            "html": to_html(reference.marked),
            "labelled": (Mark.LEFT, True) in pieces(reference.marked),
        }
        for reference in listing.references
    ]
    page: str = _template().render(listing=listing, rows=rows)
    return page


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(packaged("html")),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("references.html.j2")


def markdown_page(listing: ReferenceList) -> str:
    """A heading and one paragraph a reference."""
    return (
        "\n\n".join([f"# {markdown.escape(listing.title)}", *(to_markdown(r.marked) for r in listing.references)])
        + "\n"
    )


def text_page(listing: ReferenceList) -> str:
    """One reference a paragraph."""
    return "\n\n".join([to_text(reference.marked) for reference in listing.references]) + "\n"


def json_page(listing: ReferenceList) -> str:
    """``[{"id", "text", "html"}]`` in the style's order."""
    rows = [{"id": r.key, "text": to_text(r.marked), "html": to_html(r.marked)} for r in listing.references]
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


_PAGES = {"html": html_page, "md": markdown_page, "txt": text_page, "json": json_page}
NAMES = tuple(_PAGES)


def write(listing: ReferenceList, to: str) -> str:
    """The list in one of the forms of :data:`NAMES`."""
    if to not in _PAGES:
        raise UsageError(f"reference lists are not written as {to}", f"forms: {', '.join(NAMES)}")
    return _PAGES[to](listing)
