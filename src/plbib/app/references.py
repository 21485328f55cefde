"""Reference lists, citations, and the styles there are for them."""

from collections.abc import Sequence

from plbib.errors import UsageError
from plbib.model import Library
from plbib.rendering import catalog, engines, output
from plbib.rendering.references import Arrangement, in_text, references


def render(
    library: Library,
    style: str,
    to: str = "html",
    locale: str | None = None,
    *,
    engine: str | None = None,
    order: str = "style",
    group_by: str | None = None,
    numbering: str = "continue",
    fragment: bool = False,
) -> str:
    """The reference list of ``library`` in a ``style``, as ``html``, ``md``, ``tex``, ``txt`` or ``json``.

    ``style`` is a CSL style (``ieee`` …, or a path to a ``.csl``) or a ``.bst``; ``engine`` one of
    :data:`plbib.rendering.engines.NAMES`. ``order`` is ``style`` or ``list``, ``group_by`` ``category``, ``year`` or
    ``venue``, ``numbering`` ``continue`` or ``restart`` in each group. A ``fragment`` of HTML is no page of its own.
    """
    if to not in output.NAMES:
        raise UsageError(f"reference lists are not written as {to}", f"forms: {', '.join(output.NAMES)}")
    if fragment and to != "html":
        raise UsageError(f"there are no fragments of {to}", "leave --fragment out, or write html")
    arrangement = Arrangement(order=order, group_by=group_by or "", numbering=numbering)
    labels = to == "tex"
    listing = references(library, style, locale, engine=engine, arrangement=arrangement, labels=labels)
    return output.write(listing, to, fragment=fragment)


def cite(library: Library, keys: Sequence[str], style: str, to: str = "txt", locale: str | None = None) -> str:
    """The citation of the papers with these citation ``keys`` in the text: ``[1, 3]``, ``(Frantar et al., 2023)``.

    Numbers and year letters are those of the reference list of the whole ``library``. Written by the compiled CSL
    engine as the first citation of its papers, without locators; ``to`` is ``txt``, ``html``, ``md`` or ``tex``.
    """
    if not keys:
        raise UsageError("no paper is named to be cited", "give citation keys; plbib keys shows them")
    if to not in output.INLINE:
        raise UsageError(f"citations are not written as {to}", f"forms: {', '.join(output.INLINE)}")
    return output.inline(in_text(library, keys, engines.compiled(style, locale)), to)


def styles(words: str = "") -> list[catalog.Style]:
    """The citation styles that match every word, best first (:func:`plbib.rendering.catalog.search`)."""
    return catalog.search(words)
