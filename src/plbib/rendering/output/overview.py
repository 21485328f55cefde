"""A page that shows a few papers in several styles side by side, with links to the lists in each style."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from plbib.io.files import find_packaged
from plbib.rendering.listing import ReferenceList
from plbib.rendering.output.forms import line
from plbib.rendering.output.html import to_html
from plbib.text.unicode import visible


class Shown(Struct, frozen=True, kw_only=True):
    """A list to be shown, and its files by what they are called (``HTML`` → ``ieee.html``)."""

    listing: ReferenceList
    files: dict[str, str]


def overview(shown: Sequence[Shown], papers: dict[str, str], home: str = "") -> str:
    """The page; ``papers`` are citation keys with what the paper is called there. It leads back to ``home``."""
    rows = []
    for one in shown:
        entries = {reference.key: reference for reference in one.listing.references}
        cells = [to_html(entries[key].marked, entries[key].address) for key in papers if key in entries]
        rows.append(
            {
                "style": line(one.listing.style),
                "lang": visible(one.listing.language),
                "cells": cells,
                "files": one.files,
            }
        )
    page: str = (
        html_templates("html")
        .get_template("overview.html.j2")
        .render(
            title=line(shown[0].listing.title) if shown else "",
            papers=list(map(line, papers.values())),
            rows=rows,
            home=home,
        )
    )
    return page


def html_templates(folder: str) -> Any:
    """The Jinja2 environment of the templates in a folder of ``styles``: all that they write is escaped for HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(find_packaged(folder)),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
