"""An entry of the bibliography before it is written: a record, as the style reads it."""

from msgspec import Struct

from plbib.model import Record
from plbib.rendering.csl.context import Context, Shape
from plbib.rendering.csl.item import Variables


class BibliographyEntry(Struct, frozen=True, kw_only=True, gc=False):
    """A record as the style reads it; ``at`` is its place among the records given, from 0."""

    at: int
    record: Record
    item: Variables
    shape: Shape
    english: bool | None
    address: str

    def begin(self, context: Context) -> None:
        """Make ``context`` that of this entry."""
        context.start(self.item, self.shape, self.english, self.at)
