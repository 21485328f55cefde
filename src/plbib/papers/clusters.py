"""Citations as a document asks for them: several papers together, with what is said of each."""

from msgspec import Struct


class Cite(Struct, frozen=True, kw_only=True):
    """One paper in a citation: its key, words before and after it, and where in it.

    ``label`` says what the ``locator`` counts, as CSL has it (``page``, ``chapter``, ``section`` …).
    """

    key: str
    prefix: str = ""
    suffix: str = ""
    locator: str = ""
    label: str = "page"
    suppress_author: bool = False
    author_only: bool = False


class Cluster(Struct, frozen=True, kw_only=True):
    """A citation: papers cited together. ``textual`` if its first authors stand in the sentence: ``Berg (2020)``.

    ``note`` is the number of the note it stands in, 0 for the text itself; in a note style each has a note of its own.
    """

    cites: tuple[Cite, ...]
    textual: bool = False
    note: int = 0
