"""USENIX (https://www.usenix.org): the page of a presentation, with tags and BibTeX (§3.7)."""

from plbib.papers.identifiers import Identifier
from plbib.resolve.sources import paperpages
from plbib.resolve.sources.source import Source

_HOST = "www.usenix.org"


def _path(name: Identifier) -> str:
    conference, _, slug = name.value.partition("/")
    return f"/conference/{conference}/presentation/{slug}"


SOURCE: Source = paperpages.source(
    "usenix", "USENIX", _HOST, "usenix", lambda name: [_path(name)], at_event=True, family=("usenix.org",)
)
