"""Which engine runs a style: the compiled one for CSL, citeproc-py if asked for, pybtex or BibTeX for a ``.bst``."""

from plbib.errors import UsageError
from plbib.rendering import bst, catalog, citeproc_py
from plbib.rendering.csl.engine import Engine as Compiled
from plbib.rendering.engine import Engine

CSL, CITEPROC_PY = "csl", "citeproc-py"
NAMES = (CSL, CITEPROC_PY, *bst.PROGRAMS)
"""The engines; the last ones run ``.bst`` styles."""


def load(style: str, locale: str | None = None, engine: str | None = None) -> Engine:
    """The engine for ``style`` (:func:`catalog.look_up`, or a name that ends with ``.bst``), ready to write.

    ``locale`` is a language code such as ``de-DE``; default is the style's own. Raises :class:`UsageError` for a style,
    language or engine that does not exist or does not fit.
    """
    if engine is not None and engine not in NAMES:
        raise UsageError(f"no engine is called {engine}", f"engines: {', '.join(NAMES)}")
    language = catalog.locale(locale) if locale else None
    if style.lower().endswith(".bst"):
        if engine in (CSL, CITEPROC_PY):
            raise UsageError(f"{engine} does not run {style}", f"engines for it: {', '.join(bst.PROGRAMS)}")
        return bst.load(bst.find(style), program=engine)
    if engine in bst.PROGRAMS:
        raise UsageError(f"{engine} does not run {style}", f"give a .bst style, or an engine of {CSL}, {CITEPROC_PY}")
    found = catalog.look_up(style)
    make = citeproc_py.Engine if engine == CITEPROC_PY else Compiled
    return make(found.path, language or found.locale)
