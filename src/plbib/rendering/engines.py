"""Which engine runs a style: the compiled one for CSL, citeproc-py if asked for, pybtex or BibTeX for a ``.bst``."""

from importlib import import_module

from plbib.errors import UsageError
from plbib.rendering import catalog
from plbib.rendering.csl.engine import Engine as Compiled
from plbib.rendering.engine import Engine

_CSL = ("csl", "citeproc-py")
_BST = ("pybtex", "bibtex")
NAMES = (*_CSL, *_BST)
"""The engines: the compiled one, citeproc-py; and for ``.bst`` styles pybtex, BibTeX itself."""


def load(style: str, locale: str | None = None, engine: str | None = None) -> Engine:
    """The engine for ``style`` (:func:`catalog.look_up`, or a name that ends with ``.bst``), ready to write.

    ``locale`` is a language code such as ``de-DE``; default is the style's own. Raises :class:`UsageError` for a style,
    language or engine that does not exist or does not fit.
    """
    if engine is not None and engine not in NAMES:
        raise UsageError(f"no engine is called {engine}", f"engines: {', '.join(NAMES)}")
    own = _BST if is_bst(style) else _CSL
    if engine not in (None, *own):
        raise UsageError(f"{engine} does not run {style}", f"engines for it: {', '.join(own)}")
    if own is _BST and locale is not None:
        raise UsageError(f"{style}: BibTeX styles speak one language", "leave the language out, or take a CSL style")
    if own is _BST:
        bst = import_module("plbib.rendering.bst")
        found: Engine = bst.load(bst.find(style), program=engine)
        return found
    if engine != "citeproc-py":
        return compiled(style, locale)
    chosen = catalog.look_up(style)
    run: Engine = import_module("plbib.rendering.citeproc_py").Engine(chosen.path, _language(locale) or chosen.locale)
    return run


def compiled(style: str, locale: str | None = None) -> Compiled:
    """The compiled engine for a CSL style. Raises :class:`UsageError` for another style or an unknown language."""
    if is_bst(style):
        raise UsageError(f"{style}: no CSL style", "give a CSL style, such as apa")
    chosen = catalog.look_up(style)
    return Compiled(chosen.path, _language(locale) or chosen.locale)


def is_bst(style: str) -> bool:
    """Whether a style is one of BibTeX."""
    return style.lower().endswith(".bst")


def _language(locale: str | None) -> str | None:
    return None if locale is None else catalog.locale(locale)
