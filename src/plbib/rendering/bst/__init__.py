"""``.bst`` styles as an engine: :func:`find` one, :func:`load` it, then write references or the .bbl itself."""

from plbib.rendering.bst.style import PROGRAMS, BstStyle, find, load

__all__ = ["PROGRAMS", "BstStyle", "find", "load"]
