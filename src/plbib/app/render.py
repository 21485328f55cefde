"""Reference lists."""

from collections.abc import Callable, Sequence

from plbib.errors import UsageError
from plbib.model import Library
from plbib.rendering import output
from plbib.rendering.references import Arrangement, references


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
    unprinted: Callable[[Sequence[str]], None] | None = None,
) -> str:
    """The reference list of ``library`` in a ``style``, as one of :data:`plbib.rendering.output.NAMES`.

    ``style`` is a CSL style (``ieee`` …, or a path to a ``.csl``) or a ``.bst``; ``engine`` one of
    :data:`plbib.rendering.engines.NAMES`. ``order`` is ``style`` or ``list``, ``group_by`` ``category``, ``year`` or
    ``venue``, ``numbering`` ``continue`` or ``restart`` in each group. A ``fragment`` of HTML is a part of a page.
    ``unprinted`` is called with the keys of the papers for which the style prints nothing, which are left out.
    """
    form = output.load(to)
    if fragment and form.fragment is None:
        raise UsageError(f"there are no fragments of {to}", f"leave --fragment out, or write {_with_fragments()}")
    arrangement = Arrangement(order=order, group_by=group_by or "", numbering=numbering)
    listing = references(library, style, locale, engine=engine, arrangement=arrangement, labels=form.tex)
    if listing.unprinted and unprinted is not None:
        unprinted(listing.unprinted)
    return output.write(listing, to, fragment=fragment)


def _with_fragments() -> str:
    return " or ".join(name for name in output.NAMES if output.load(name).fragment)
