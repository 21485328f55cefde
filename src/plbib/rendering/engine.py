"""What every engine offers: a style made ready, then records in and references out."""

from collections.abc import Sequence
from typing import Protocol

from plbib.model import Record
from plbib.rendering.listing import Layout, Reference


class Engine(Protocol):
    """A style, ready to write references. What it writes depends on the call alone."""

    @property
    def language(self) -> str:
        """The language of its terms, such as ``en-US``."""

    @property
    def numeric(self) -> bool:
        """Whether the style cites by number."""

    @property
    def layout(self) -> Layout:
        """How entries stand on the page."""

    def sort(self, records: Sequence[Record]) -> list[Record]:
        """``records`` in the order of the style's reference list; as they come if it has none."""

    def write(
        self, sections: Sequence[Sequence[Record]], *, restart: bool = False, labels: bool = False
    ) -> list[tuple[Reference, ...]]:
        """The references of each section, in the order given, no record left out; ``labels`` if they are needed.

        That of a record for which the style prints nothing has no text.

        Numbers go on from section to section, and a record that stands in several keeps its number; with ``restart``
        every section begins at 1. Entries are told apart (2020a, 2020b) over all sections.
        """
