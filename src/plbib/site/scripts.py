"""Data for the page's script: calls of its functions with JSON, in files that a ``script`` element loads.

Files, not requests, as browsers refuse requests to pages that are opened from a disk.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from plbib.model import CategoryPath
from plbib.site.exports import Copies
from plbib.site.papers import PagePaper, category_text

CHUNK = 200
"""So many papers have their texts in one file."""
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def json_text(value: Any) -> str:
    """``value`` as JSON that ends neither a ``script`` element nor a line of JavaScript."""
    text = msgspec.json.encode(value).decode()
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text


def index(papers: tuple[PagePaper, ...], categories: tuple[CategoryPath, ...], copies: Copies) -> bytes:
    """What search, filters and selection need to know of all papers."""
    numbers = {path: number for number, path in enumerate(categories)}
    rows = [
        (
            paper.key,
            paper.file,
            paper.title,
            ", ".join(paper.authors),
            paper.venue,
            paper.year,
            "; ".join(paper.affiliations),
            [numbers[path] for path in paper.categories],
            list(paper.badges),
            paper.links[0].url if paper.links else "",
        )
        for paper in papers
    ]
    data = {
        "papers": rows,
        "categories": [
            (category_text(path), len(path), [numbers[path[:depth]] for depth in range(1, len(path) + 1)])
            for path in categories
        ],
        "formats": copies.formats,
        "styles": copies.styles,
        "chunk": CHUNK,
    }
    return f"plbib.index({json_text(data)});\n".encode()


def texts(papers: tuple[PagePaper, ...], copies: Copies) -> Iterator[tuple[str, bytes]]:
    """The texts to copy, in files of some papers each, by name."""
    for at in range(0, len(papers), CHUNK):
        part = {paper.key: copies.texts[paper.key] for paper in papers[at : at + CHUNK]}
        yield f"data/texts-{at // CHUNK}.js", f"plbib.texts({at // CHUNK}, {json_text(part)});\n".encode()
