"""Engines under one signature: style, items, locale in; ids and HTML or plain text out, in the style's order."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from plbib.formats import csljson
from plbib.rendering.csl.engine import CslEngine
from plbib.rendering.output.html import to_html

Entries = list[tuple[str, str]]
Render = Callable[[Path, list[dict[str, Any]], str | None], Entries]


def render(style: Path, items: list[dict[str, Any]], locale: str | None = None) -> Entries:
    """What plbib's own engine prints: ``(id, HTML)``."""
    records, findings = csljson.read(msgspec.json.encode(items).decode(), "items")
    if findings:
        raise ValueError(findings[0].message)
    engine = CslEngine(style, locale)
    (references,) = engine.write([engine.sort(records)])
    return [(reference.key, to_html(reference.marked)) for reference in references]


def find(name: str) -> Render:
    """``plbib``, or the function ``render`` of any other module that can be imported."""
    if name == "plbib":
        return render
    found: Render = import_module(name).render
    return found
