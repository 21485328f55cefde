"""Reference lists as HTML with the class names of citeproc-js: a page, or what goes into one."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from io import StringIO
from string import Template

from plbib.formats.bib import languages
from plbib.io.files import find_packaged, read_text
from plbib.rendering.listing import Reference, ReferenceList
from plbib.rendering.marks import OPEN, Mark, wrap
from plbib.rendering.output.forms import MarkupForm, convert, convert_all, line, with_headings
from plbib.rendering.output.writer import Writer
from plbib.text import html
from plbib.text.unicode import visible

_BLANKS = re.compile("   *")  # where blocks meet
_DEEPEST = 6
_BODY = "\0"
"""Stands in the page where the entries come; no text holds it."""
_LINE_HEIGHT = 1.5  # what reads well on a screen where the style has single spacing


def _link(address: str) -> tuple[str, str]:
    return f'<a href="{html.escape(address)}">', "</a>"


FORM = MarkupForm(
    tags={
        Mark.ITALIC: ("<i>", "</i>"),
        Mark.BOLD: ("<b>", "</b>"),
        Mark.UNDERLINE: ('<span style="text-decoration:underline;">', "</span>"),
        Mark.SUPERSCRIPT: ("<sup>", "</sup>"),
        Mark.SUBSCRIPT: ("<sub>", "</sub>"),
        Mark.SMALL_CAPS: ('<span style="font-variant:small-caps;">', "</span>"),
        Mark.LEFT: ('<div class="csl-left-margin">', "</div>"),
        Mark.RIGHT: (' <div class="csl-right-inline">', "</div>"),
        Mark.BLOCK: (' <div class="csl-block">', "</div> "),
        Mark.INDENT: (' <div class="csl-indent">', "</div> "),
    },
    link=_link,
    escape=html.escape,
    addresses=lambda found: [html.escape(shown).join(_link(address)) for shown, address in found],
)


def to_html(marked: str, address: str = "") -> str:
    """HTML with citeproc-js's class names; addresses and DOIs are links, a :attr:`Mark.LINK` leads to ``address``."""
    return _on_page(convert(marked, FORM, address))


def all_to_html(marked: Sequence[tuple[str, str]]) -> Iterator[str]:
    """:func:`to_html` for many texts, each with its address."""
    return map(_on_page, convert_all(marked, FORM))


def _on_page(text: str) -> str:
    return _BLANKS.sub(" ", text).strip() if "  " in text else text.strip()


def fragment(listing: ReferenceList) -> str:
    """A ``div`` of class ``csl-bib-body`` for each section, under its headings from ``h2`` on.

    An entry has the id ``ref-<key>`` where it stands first; a record of several sections has one anchor. One that
    begins in Arabic, Hebrew and the like runs from the right to the left, and one of a paper in another language than
    the list says which.
    """
    return "".join(_lines(listing, f' lang="{html.escape(visible(listing.language))}"'))


def page(listing: ReferenceList) -> str:
    """A page of its own, by ``styles/html/references.html``, set as the style's layout says."""
    height = max(_LINE_HEIGHT, listing.layout.line_spacing)
    around = _page().substitute(
        title=html.escape(line(listing.title)),
        style=html.escape(line(listing.style)),
        language=html.escape(visible(listing.language)),
        line_height=height,
        layout=_layout(listing, f"{height * listing.layout.entry_spacing}em"),
        body=_BODY,
    )
    before, _, after = around.partition(_BODY)
    text = StringIO()  # which takes half the memory of lines that are joined
    text.write(before)
    text.writelines(_lines(listing))
    text.write(after)
    return text.getvalue()


@cache
def _page() -> Template:
    return Template(read_text(find_packaged("html") / "references.html"))


def _layout(listing: ReferenceList, distance: str) -> str:
    """The CSS of entries: in two columns where they have labels, else with a hanging indent if the style has one."""
    if _in_columns(listing):
        return _COLUMNS.replace("DISTANCE", distance)
    hanging = " padding-left: 2rem; text-indent: -2rem;" if listing.layout.hanging_indent else ""
    return f".csl-entry {{ margin-bottom: {distance};{hanging} }}"


_COLUMNS = """\
.csl-bib-body { display: table; border-collapse: collapse; }
.csl-entry { display: table-row; }
.csl-left-margin, .csl-right-inline { display: table-cell; vertical-align: baseline; padding-bottom: DISTANCE; }
.csl-left-margin { padding-right: .6rem; text-align: right; overflow-wrap: normal; }
.csl-right-inline { width: 100%; }"""


def _in_columns(listing: ReferenceList) -> bool:
    """Whether labels stand beside the entries."""
    return any(OPEN[Mark.RIGHT] in reference.marked for reference in listing.references)


def _lines(listing: ReferenceList, attributes: str = "") -> Iterator[str]:
    columns = _in_columns(listing)
    anchors: set[str] = set()
    empty = True
    for headings, section in with_headings(listing.sections):
        for depth, heading in headings:
            level = min(depth + 1, _DEEPEST)
            yield f"<h{level}>{html.escape(heading)}</h{level}>\n"
        if section.references:
            yield f'<div class="csl-bib-body"{attributes}>\n'
            yield from _entries(section.references, columns, anchors, listing.language)
            yield "</div>\n"
        empty = empty and not (headings or section.references)
    if empty:
        yield f'<div class="csl-bib-body"{attributes}></div>\n'


def _entries(references: Sequence[Reference], columns: bool, anchors: set[str], language: str) -> Iterator[str]:
    """Entries on a line each; among some with labels, one without gets an empty one, so that all line up."""
    labels = [_NO_LABEL if columns and OPEN[Mark.LEFT] not in one.marked else "" for one in references]
    marked = [
        (wrap(Mark.RIGHT, one.marked) if label else one.marked, one.address)
        for one, label in zip(references, labels, strict=True)
    ]
    for one, label, text in zip(references, labels, all_to_html(marked), strict=True):
        anchor = "ref-" + "-".join(visible(one.key).split())
        given = "" if anchor in anchors else f' id="{html.escape(anchor)}"'
        anchors.add(anchor)
        attributes = f"{given}{_spoken(one.language, language)}{_direction(one.marked)}"
        yield f'<div class="csl-entry"{attributes}>{label}{text}</div>\n'


_NO_LABEL = '<div class="csl-left-margin"></div> '


def _spoken(own: str, language: str) -> str:
    """The attribute of an entry whose paper is in another language than the list; ``en`` holds ``en-US``."""
    tag = languages.tag(own) if own else ""
    both = sorted((f"{tag.lower()}-", f"{language.lower()}-"), key=len) if tag else ["", ""]
    return "" if both[1].startswith(both[0]) else f' lang="{html.escape(tag)}"'


def _direction(text: str) -> str:
    """The attribute of an entry that begins in a script written from the right to the left."""
    if text.isascii():
        return ""
    strong = (unicodedata.bidirectional(one) for one in text if one.isalpha())
    return ' dir="rtl"' if next(strong, "") in ("R", "AL") else ""


WRITER = Writer(page=page, inline=to_html, fragment=fragment)
