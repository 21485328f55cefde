"""One function a command: values in, values out, nothing printed. The Python API is the first of them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plbib.app.builds import build, check
    from plbib.app.changes import citation_keys, compare
    from plbib.app.drafts import LOG, PDF, Draft, related_work, typeset
    from plbib.app.exports import ENCODINGS, cited, export
    from plbib.app.groups import Decisions, Telling, pull, sync
    from plbib.app.references import cite, render, styles
    from plbib.app.source import STDIN
    from plbib.app.sources import category, entries, load, save
    from plbib.related_work.options import Options as DraftOptions

__all__ = [
    "ENCODINGS",
    "LOG",
    "PDF",
    "STDIN",
    "Decisions",
    "Draft",
    "DraftOptions",
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
    "related_work",
    "render",
    "save",
    "styles",
    "sync",
    "typeset",
]
_MODULES = {
    "builds": ("build", "check"),
    "changes": ("citation_keys", "compare"),
    "drafts": ("LOG", "PDF", "Draft", "DraftOptions", "related_work", "typeset"),
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
