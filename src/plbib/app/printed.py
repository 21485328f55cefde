"""Reference lists as files that other programs make."""

from typing import Any

from plbib.app.render import render
from plbib.model import Library
from plbib.rendering.printed import make_file
from plbib.rendering.words import PRINTED


def render_printed(library: Library, style: str, to: str, locale: str | None = None, **how: Any) -> bytes:
    """The reference list as a file of one of :data:`plbib.rendering.words.PRINTED`; ``how`` as for ``render``.

    Raises :class:`~plbib.errors.InputError` if the program that makes it is not installed.
    """
    return make_file(render(library, style, PRINTED[to].source, locale, **how), to)
