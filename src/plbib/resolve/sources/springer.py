"""Springer's pages (https://link.springer.com), for what Crossref lacks of a DOI of theirs (§3.14)."""

from plbib.papers.identifiers import Identifier
from plbib.resolve.sources import paperpages
from plbib.resolve.sources.source import Source

_PREFIX = "10.1007/"
_OF_BOOK = "978-"


def _paths(name: Identifier) -> list[str]:
    if not name.value.startswith(_PREFIX):
        return []
    return [f"/{'chapter' if _OF_BOOK in name.value else 'article'}/{name.value}"]


SOURCE: Source = paperpages.source("springer", "Springer", "link.springer.com", "doi", _paths)
