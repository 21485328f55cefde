"""The Proceedings of Machine Learning Research (https://proceedings.mlr.press): the page of a paper (§3.14)."""

from plbib.resolve.sources import paperpages
from plbib.resolve.sources.source import Source

SOURCE: Source = paperpages.source(
    "pmlr",
    "Proceedings of Machine Learning Research",
    "proceedings.mlr.press",
    "pmlr",
    lambda name: [f"/{name.value}.html"],
    kind="paper-conference",
    unproven="its BibTeX has been recorded, but no page of it",
)
