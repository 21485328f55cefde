"""Small styles of our own for the compiled engine, and what it prints with them.

A style is given by the inside of its ``<bibliography><layout>``, and by name whatever else it has: ``layout``,
``options`` and ``root`` are attributes of ``<layout>``, ``<bibliography>`` and ``<style>``, ``sort`` holds keys,
``macros`` and ``locales`` whole elements, ``citation`` the inside of a citation's layout and ``citing`` its attributes.
"""

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from plbib.formats import csljson
from plbib.model import Item, Record, Status
from plbib.rendering.csl.engine import CslEngine
from plbib.rendering.output.html import to_html
from plbib.rendering.output.text import to_text

TITLE = '<text variable="title"/>'
AUTHOR = '<names variable="author"/>'
YEAR = '<date variable="issued"><date-part name="year"/></date>'


def xml(
    body: str,
    *,
    layout: str = "",
    options: str = "",
    root: str = "",
    sort: str = "",
    macros: str = "",
    locales: str = "",
    citation: str = '<text variable="citation-number"/>',
    citing: str = "",
) -> str:
    """A whole style."""
    keys = f"<sort>{sort}</sort>" if sort else ""
    return (
        f'<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" {root}>'
        f"<info><title>Own</title><id>own</id><updated>2000-01-01T00:00:00Z</updated></info>{locales}{macros}"
        f"<citation {citing}><layout>{citation}</layout></citation>"
        f"<bibliography {options}>{keys}<layout {layout}>{body}</layout></bibliography></style>"
    )


def locale(terms: str, language: str = "", more: str = "") -> str:
    """A ``<locale>`` of a style with these terms (whole ``<term>`` elements)."""
    spoken = f' xml:lang="{language}"' if language else ""
    return f"<locale{spoken}>{more}<terms>{terms}</terms></locale>"


@cache
def compiled(source: str, language: str | None = None) -> CslEngine:
    """The engine of a style given as text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.csl"
        path.write_text(source, encoding="utf-8")
        return CslEngine(path, language)


def engine(body: str, language: str | None = "en-US", **style: str) -> CslEngine:
    """The engine of a style in a language."""
    return compiled(xml(body, **style), language)


def item(**variables: Any) -> Item:
    """An item by CSL-JSON variables (``container_title`` for ``container-title``); an article if nothing is said."""
    return csljson.item({"type": "article-journal", **{name.replace("_", "-"): v for name, v in variables.items()}})


def people(*names: str) -> list[dict[str, str]]:
    """Names for an item: ``Family, Given`` is a person, anything without a comma an organisation."""
    return [
        {"family": name.partition(", ")[0], "given": name.partition(", ")[2]} if ", " in name else {"literal": name}
        for name in names
    ]


def on(*parts: int, until: Sequence[int] = (), **more: Any) -> dict[str, Any]:
    """A date for an item: year, month, day; with ``until`` a range."""
    return {"date-parts": [list(parts), *([list(until)] if until else [])], **more}


def records(*items: Item) -> list[Record]:
    """Records with the keys ``k0``, ``k1`` …."""
    return [Record(key=f"k{at}", item=one, status=Status.PINNED) for at, one in enumerate(items)]


def printed(body: str, what: Item, language: str | None = "en-US", **style: str) -> str:
    """An entry as plain text."""
    ((made,),) = engine(body, language, **style).write([records(what)])
    return to_text(made.marked)


def html(body: str, what: Item, language: str | None = "en-US", **style: str) -> str:
    """An entry as HTML."""
    ((made,),) = engine(body, language, **style).write([records(what)])
    return to_html(made.marked, made.address)


def listed(body: str, *items: Item, language: str | None = "en-US", **style: str) -> list[str]:
    """The entries of a list in the style's order, as plain text."""
    made = engine(body, language, **style)
    (section,) = made.write([made.sort(records(*items))])
    return [to_text(reference.marked) for reference in section]


def cited(citation: str, *items: Item, together: Sequence[Sequence[int]], **style: str) -> list[str]:
    """Citations as plain text, each of the items at some places."""
    made = engine(TITLE, citation=citation, **style)
    keys = [[f"k{at}" for at in places] for places in together]
    return [to_text(text) for text in made.cite(records(*items), keys)]
