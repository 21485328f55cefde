"""One function a command: values in, values out, nothing printed. The Python API is the first of them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plbib.app.builds import build, check
    from plbib.app.changes import citation_keys, compare
    from plbib.app.exports import ENCODINGS, cited, export
    from plbib.app.groups import Decisions, Telling, pull, sync
    from plbib.app.references import cite, render, styles
    from plbib.app.source import STDIN
    from plbib.app.sources import category, entries, load, save

__all__ = [
    "ENCODINGS",
    "STDIN",
    "Decisions",
    "Telling",
    "build",
    "category",
    "check",
    "citation_keys",
    "cite",
    "cited",
    "compare",
    "entries",
    "export",
    "load",
    "pull",
    "render",
    "save",
    "styles",
    "sync",
]
_MODULES = {
    "builds": ("build", "check"),
    "changes": ("citation_keys", "compare"),
    "exports": ("ENCODINGS", "cited", "export"),
    "groups": ("Decisions", "Telling", "pull", "sync"),
    "references": ("cite", "render", "styles"),
    "source": ("STDIN",),
    "sources": ("category", "entries", "load", "save"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load what a command needs when it is asked for, and no more."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
