"""Text in another markup as Markdown, and a reading of it with the places of the original."""

from msgspec import Struct
from msgspec.structs import replace

from plbib.lists.reader import read
from plbib.model import Category, Entry, Finding, Place, Reading

Position = tuple[int, int]
"""Line and column from 1; column 0 if it is not known."""


class Converted(Struct, frozen=True):
    """Markdown, and for each of its lines the position in the original, or None where they are the same."""

    text: str
    positions: tuple[Position, ...] | None = None
    title: str = ""


def reading(converted: Converted, file: str) -> Reading:
    """The list in ``converted``; places are those of the original."""
    read_as_markdown = read(converted.text, file)
    title = read_as_markdown.title or converted.title
    if converted.positions is None:
        return replace(read_as_markdown, title=title)
    moved = _Moved(converted.positions)
    return replace(
        read_as_markdown,
        title=title,
        entries=tuple(map(moved.entry, read_as_markdown.entries)),
        commented=tuple(map(moved.entry, read_as_markdown.commented)),
        categories=tuple(map(moved.category, read_as_markdown.categories)),
        findings=tuple(map(moved.finding, read_as_markdown.findings)),
    )


class _Moved:
    """Gives places back as the original has them."""

    def __init__(self, positions: tuple[Position, ...]) -> None:
        self._positions = positions

    def _position(self, line: int) -> Position:
        return self._positions[line - 1] if 0 < line <= len(self._positions) else (0, 0)

    def _place(self, place: Place) -> Place:
        line, column = self._position(place.line)
        return replace(place, line=line, column=column)

    def entry(self, entry: Entry) -> Entry:
        """``entry`` at its place in the original."""
        place = self._place(entry.place)
        return replace(entry, place=place, end_line=max(place.line, self._position(entry.end_line)[0]))

    def category(self, category: Category) -> Category:
        """``category`` at its line in the original."""
        return replace(category, line=self._position(category.line)[0])

    def finding(self, finding: Finding) -> Finding:
        """``finding`` at its place in the original."""
        return replace(finding, place=self._place(finding.place)) if finding.place else finding
