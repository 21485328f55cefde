"""Reference lists of one library in several styles, each for a file of its own."""

from collections.abc import Callable, Sequence
from typing import Any

from plbib.app.printed import render_printed
from plbib.app.render import render
from plbib.model import Library
from plbib.rendering import engines
from plbib.rendering.words import PRINTED


def render_in(
    library: Library,
    styles: Sequence[str],
    to: str,
    locale: str | None = None,
    *,
    unprinted: Callable[[Sequence[str], str], None],
    engine: str | None = None,
    **how: Any,
) -> dict[str, str | bytes]:
    """The reference lists by the names of their files, such as ``ieee.html``, which are those of a build.

    ``to`` is a form of output or one of :data:`plbib.rendering.words.PRINTED`, ``how`` as for ``render``. ``unprinted``
    is called with the keys of the papers that a style leaves out, and the style. One that does not exist is reported
    before any list is written.
    """
    stems = engines.file_stems(styles)
    for style in stems:
        engines.load(style, locale, engine)
    write: Callable[..., str | bytes] = render_printed if to in PRINTED else render
    return {
        f"{stem}.{to}": write(
            library, style, to, locale, engine=engine, unprinted=lambda keys, of=style: unprinted(keys, of), **how
        )
        for style, stem in stems.items()
    }
