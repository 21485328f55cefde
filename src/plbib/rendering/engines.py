"""Which engine runs a style: the compiled one for CSL, citeproc-py if asked for, pybtex or BibTeX for a ``.bst``.

A new engine is a file that fulfils :class:`plbib.rendering.engine.Engine`, a function here that loads it, and a line.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from plbib.errors import UsageError
from plbib.io.stylefiles import BST, KEPT, is_style_file
from plbib.text.unicode import slugs

if TYPE_CHECKING:  # a command line that only shows names loads none of it
    from pathlib import Path

    from plbib.rendering.csl.engine import CslEngine
    from plbib.rendering.engine import Engine


def load(style: str, locale: str | None = None, engine: str | None = None) -> "Engine":
    """The engine for ``style`` (:func:`catalog.look_up`, or a name that ends with ``.bst``), ready to write.

    ``locale`` is a language code such as ``de-DE``; default is the style's own. Raises :class:`UsageError` for a style,
    language or engine that does not exist or does not fit.
    """
    if engine is not None and engine not in NAMES:
        raise UsageError(f"no engine is called {engine}", f"engines: {', '.join(NAMES)}")
    fitting = [line.name for line in LINES if line.bst == is_bst(style)]
    if engine not in (None, *fitting):
        raise UsageError(f"{engine} does not run {style}", f"engines for it: {', '.join(fitting)}")
    if is_bst(style) and locale is not None:
        raise UsageError(f"{style}: BibTeX styles speak one language", "leave the language out, or take a CSL style")
    return _BY_NAME[engine or fitting[0]].load(style, locale)


def file_stems(styles: Iterable[str]) -> dict[str, str]:
    """The names of the files in which lists in ``styles`` are written, without their ends; each style once."""
    return slugs(list({_same_spelling(style): style for style in styles}.values()))


def _same_spelling(style: str) -> str:
    """A style in one spelling: case does not count in names, a leading ``./`` not in paths."""
    return style.removeprefix("./") if is_style_file(style) else style.lower()


def compiled(style: str, locale: str | None = None) -> "CslEngine":
    """The compiled engine for a CSL style. Raises :class:`UsageError` for another style or an unknown language.

    It is kept for the next call, as long as the file of the style stays the same.
    """
    if is_bst(style):
        raise UsageError(f"{style}: no CSL style", "give a CSL style, such as apa")
    from plbib.rendering import catalog, stylexml

    chosen = catalog.look_up(style)
    return _compiled(chosen.path, _language(locale) or chosen.locale, stylexml.load(chosen.path))


@lru_cache(maxsize=KEPT)
def _compiled(path: "Path", locale: str | None, _root: object) -> "CslEngine":
    from plbib.rendering.csl.engine import CslEngine

    return CslEngine(path, locale)


def _listing(style: str, locale: str | None) -> "Engine":
    engine = compiled(style, locale)
    engine.checked_body()
    return engine


def _citeproc_py(style: str, locale: str | None) -> "Engine":
    from plbib.rendering import catalog
    from plbib.rendering.citeproc_py import CiteprocEngine

    chosen = catalog.look_up(style)
    return CiteprocEngine(chosen.path, _language(locale) or chosen.locale)


def _pybtex(style: str, _locale: str | None) -> "Engine":
    from plbib.rendering import bst

    return bst.load(bst.find(style), program="pybtex")


def _bibtex(style: str, _locale: str | None) -> "Engine":
    from plbib.rendering import bst

    return bst.load(bst.find(style), program="bibtex")


def _language(locale: str | None) -> str | None:
    from plbib.rendering import catalog

    return None if locale is None else catalog.locale(locale)


def is_bst(style: str) -> bool:
    """Whether a style is one of BibTeX."""
    return is_style_file(style, BST)


class EngineLine(NamedTuple):
    """An engine: its name, what makes it ready for a style and a language, whether it runs BibTeX's styles or CSL's."""

    name: str
    load: "Callable[[str, str | None], Engine]"
    bst: bool = False


LINES = (
    EngineLine("csl", _listing),
    EngineLine("citeproc-py", _citeproc_py),
    EngineLine("pybtex", _pybtex, bst=True),
    EngineLine("bibtex", _bibtex, bst=True),
)
"""The engines; the first that fits a style is taken where none is asked for."""
NAMES = tuple(line.name for line in LINES)
_BY_NAME = {line.name: line for line in LINES}
