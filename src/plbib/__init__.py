"""plbib: from a Markdown paper list to a bibliography.

>>> import plbib
>>> library = plbib.load("README.md")      # or a .bib, CSL-JSON …, or plbib.DEMO for the list that comes with plbib
>>> print(plbib.export(library, "bibtex"))
>>> print(plbib.render(library, "ieee", "md"))

Errors are subclasses of :class:`plbib.PlbibError`.
"""

TYPE_CHECKING = False  # as that of typing, which takes a while to load
if TYPE_CHECKING:
    from typing import Any

    from plbib.app.citations import Citations
    from plbib.app.cite import cite
    from plbib.app.export import export
    from plbib.app.opening.sources import load
    from plbib.app.render import render
    from plbib.errors import PlbibError
    from plbib.model import Library

__all__ = ["DEMO", "Citations", "Library", "PlbibError", "cite", "export", "load", "render"]
__version__ = "0.1.0"
DEMO = "demo:"
"""As a source: the list that comes with plbib."""

_LAZY = {
    "Citations": "plbib.app.citations",
    "Library": "plbib.model",
    "PlbibError": "plbib.errors",
    "cite": "plbib.app.cite",
    "export": "plbib.app.export",
    "load": "plbib.app.opening.sources",
    "render": "plbib.app.render",
}


def __getattr__(name: str) -> "Any":
    """Load the program behind the API on first use, so that ``plbib --help`` does not."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LAZY[name]), name)
