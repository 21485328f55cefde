"""What a document is made of, as the segmenter gives it: headings, blocks of lines, rows of tables."""

from bisect import bisect_right

from msgspec import Struct
from msgspec.structs import replace

MAX_BLOCK = 100_000
"""Characters; a longer block is no entry anybody wrote, and is reported instead of scanned."""


class Heading(Struct, frozen=True, kw_only=True, gc=False):
    """A heading's level (1 to 6; 7 for the summary of a folded part), its raw text, and its line."""

    level: int
    text: str
    line: int


class Block(Struct, frozen=True, kw_only=True, gc=False):
    """Lines that belong together, joined by newlines and without their list marker.

    ``marker`` is that of a list item (``-``, ``*``, ``1``), else empty; ``indent`` the column it stands in.
    ``commented`` if in a comment, ``quoted`` if the first line is marked as a quotation.
    """

    text: str
    starts: tuple[int, ...]  # offset in ``text`` at which each line starts
    lines: tuple[int, ...]  # number of each line, from 1
    margins: tuple[int, ...]  # characters taken off the front of each line
    marker: str = ""
    indent: int = 0
    after_blank: bool = True  # whether a blank line or heading stands before it
    commented: bool = False
    quoted: bool = False

    def where(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character of ``text``."""
        row = bisect_right(self.starts, offset) - 1
        return self.lines[row], offset - self.starts[row] + self.margins[row] + 1

    def cut(self, offset: int) -> tuple["Block", "Block"]:
        """The block before and from ``offset``, both with their places."""
        row = bisect_right(self.starts, offset) - 1
        inside = offset > self.starts[row]
        head = replace(
            self,
            text=self.text[:offset].rstrip(),
            starts=self.starts[: row + inside],
            lines=self.lines[: row + inside],
            margins=self.margins[: row + inside],
        )
        tail = replace(
            self,
            text=self.text[offset:],
            starts=(0, *(start - offset for start in self.starts[row + 1 :])),
            lines=self.lines[row:],
            margins=(self.margins[row] + offset - self.starts[row], *self.margins[row + 1 :]),
        )
        return head, tail


class Cell(Struct, frozen=True, gc=False):
    """A cell of a table: its raw text, its place, and whether a cell above spans into it."""

    text: str
    line: int
    column: int
    spanned: bool = False


class Row(Struct, frozen=True, kw_only=True, gc=False):
    """A row of a table; ``table`` is the line the table starts on, ``header`` if it names the columns."""

    cells: tuple[Cell, ...]
    line: int
    end_line: int
    table: int
    header: bool = False
