"""What a form of output is: the row that each form's file exports as ``WRITER``."""

from collections.abc import Callable
from typing import NamedTuple

from plbib.rendering.listing import ReferenceList


class Writer(NamedTuple):
    """A form of reference lists: the whole list as a text that ends with a line break.

    ``inline`` writes marked text within a line, and is the one place where it is escaped; ``fragment`` what goes into
    a page of one's own. ``tex``: citations are LaTeX's, so references need labels, and what TeX has no command for is
    worth naming.
    """

    page: Callable[[ReferenceList], str]
    inline: Callable[[str], str] | None = None
    fragment: Callable[[ReferenceList], str] | None = None
    tex: bool = False
