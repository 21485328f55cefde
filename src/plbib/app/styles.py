"""The citation styles there are."""

from plbib.rendering import catalog


def styles(words: str = "") -> list[catalog.CatalogRow]:
    """The citation styles that match every word, best first (:func:`plbib.rendering.catalog.search`)."""
    return catalog.search(words)
