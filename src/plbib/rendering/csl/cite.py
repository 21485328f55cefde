"""Single cites: an entry by the style's ``<citation>``, to be compared or joined to a citation."""

from msgspec import Struct

from plbib.rendering.csl.context import Context, Printer, shape_of
from plbib.rendering.csl.distinction import Distinction
from plbib.rendering.csl.entry import BibliographyEntry
from plbib.rendering.csl.namesakes import Namesakes
from plbib.rendering.csl.people import Person
from plbib.rendering.csl.series import Series
from plbib.rendering.csl.signs import bare

FIRST = frozenset({"first"})
SUBSEQUENT = frozenset({"subsequent", "near-note"})
"""Positions of a cite (CSL 1.0.2, "Choose": position)."""


class Where(Struct, frozen=True):
    """What a cite is asked for beside its entry: its position, its locator and what that counts."""

    positions: frozenset[str] = FIRST
    variables: dict[str, str] = {}
    label: str = ""


NOWHERE = Where()


class Cites:
    """Writes cites, one after the other. ``implicit`` if the first year takes the year suffix."""

    def __init__(self, parts: list[Printer], namesakes: Namesakes | None = None, *, implicit: bool = False) -> None:
        self._parts = parts
        self._implicit = implicit
        self._context = Context()
        self._context.namesakes = self.namesakes = namesakes

    def write_plain(self, entry: BibliographyEntry, distinction: Distinction) -> str:
        """The cite as it looks after the first of its entry, which may be shorter; without formatting."""
        self._begin(entry, distinction, SUBSEQUENT)
        return bare(self._text())

    @property
    def leading(self) -> tuple[Person, ...]:
        """The persons by whom the entry is cited that was written last."""
        return self._context.leading

    @property
    def names(self) -> str:
        """The names with signs that the cite written last begins with; empty if it has none."""
        return self._context.names_text or ""

    def write(
        self,
        entry: BibliographyEntry,
        distinction: Distinction,
        number: int,
        *,
        names: bool = True,
        where: Where = NOWHERE,
        series: Series | None = None,
    ) -> str:
        """The cite with signs, by default as the first of its entry, the next of a ``series``.

        Without the names it begins with if not ``names``.
        """
        self._begin(entry, distinction, where.positions)
        if where.variables:
            self._context.item = {**self._context.item, **where.variables}
            self._context.shape = shape_of(self._context.item)
            self._context.locator_label = where.label
        self._context.number = number
        self._context.without_names = not names
        self._context.series = series
        if series is not None:
            series.start()
        self._context.implicit_suffix = distinction.year_suffix if self._implicit else ""
        return self._text()

    def count_names(self, entry: BibliographyEntry, distinction: Distinction) -> tuple[int, int, bool]:
        """How many names the cite shows, how many it could, and whether it knows initials."""
        self.write_plain(entry, distinction)
        return self._context.names_shown

    def _begin(self, entry: BibliographyEntry, distinction: Distinction, positions: frozenset[str]) -> None:
        entry.begin(self._context)
        self._context.distinction = distinction
        self._context.positions = positions

    def _text(self) -> str:
        context = self._context
        return "".join([part(context) for part in self._parts])
