"""Reference lists as JSON."""

from typing import Any

import msgspec

from plbib.rendering.listing import ReferenceList
from plbib.rendering.output.html import all_to_html
from plbib.rendering.output.text import to_text
from plbib.rendering.output.writer import Writer
from plbib.text.unicode import visible


def page(listing: ReferenceList) -> str:
    """``[{"id", "text", "html"}]`` in order; each with its ``"section"``, the headings, where the list has some."""
    named = any(section.path for section in listing.sections)
    rows: list[dict[str, Any]] = []
    for section in listing.sections:
        where = {"section": [*map(visible, section.path)]} if named else {}
        pages = all_to_html([(one.marked, one.address) for one in section.references])
        rows += [
            {"id": visible(one.key), "text": to_text(one.marked), "html": html, **where}
            for one, html in zip(section.references, pages, strict=True)
        ]
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


WRITER = Writer(page=page)
