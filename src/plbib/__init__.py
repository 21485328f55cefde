"""plbib: from a Markdown paper list to a bibliography.

>>> import plbib
>>> library = plbib.load("README.md")      # or a .bib, CSL-JSON, or nothing for the list that comes with plbib
>>> print(plbib.export(library, "bibtex"))
>>> print(plbib.render(library, "ieee", "md"))

Errors are subclasses of :class:`plbib.PlbibError`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from plbib.errors import PlbibError

if TYPE_CHECKING:
    from plbib.app import cite, export, load, render
    from plbib.model import Library

__all__ = ["Library", "PlbibError", "cite", "export", "load", "render"]
__version__ = "0.1.0"

_LAZY = {**dict.fromkeys(("cite", "export", "load", "render"), "plbib.app"), "Library": "plbib.model"}


def __getattr__(name: str) -> Any:
    """Load the program behind the API on first use, so that ``plbib --help`` does not."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
