"""Rows of tables: pipe tables as GitHub reads them, and HTML tables with cells that span rows."""

import re
from collections.abc import Iterator

from plbib.lists.markdown.blocks import Cell, Row
from plbib.text.patterns import regex

DASHES = regex(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_BAR = regex(r"(?<!\\)\|")
_PIECE = regex(r"<(/?)(tr|td|th|table)\b([^<>]*)>", re.IGNORECASE)
_SPAN = regex(r"\b(row|col)span\s*=\s*[\"']?(\d{1,4})", re.IGNORECASE)
_MOST_COLUMNS = 40


def pipe_row(text: str, number: int, table: int, *, header: bool = False) -> Row:
    """A line with bars as a row."""
    cells: list[Cell] = []
    at = 0
    for piece in _BAR.split(text):
        cells.append(Cell(piece.strip(), number, at + len(piece) - len(piece.lstrip()) + 1))
        at += len(piece) + 1
    if cells and not cells[0].text and text.lstrip()[:1] == "|":
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].text and text.rstrip()[-1:] == "|":
        cells = cells[:-1]
    return Row(cells=tuple(cells[:_MOST_COLUMNS]), line=number, end_line=number, table=table, header=header)


class HtmlTable:
    """Collects the lines of a ``<table>`` and gives its rows, cells that span rows repeated in each."""

    def __init__(self, line: int) -> None:
        self._line = line
        self._lines: list[tuple[int, str]] = []

    def add(self, number: int, text: str) -> None:
        self._lines.append((number, text))

    def rows(self) -> Iterator[Row]:
        above: dict[int, tuple[int, Cell]] = {}  # by column: how many rows are left, and the cell
        first = True
        for start, end, given, marked in self._raw():
            cells: list[Cell] = []
            left = [*given]
            while left or len(cells) in above:
                column = len(cells)
                if column >= _MOST_COLUMNS:
                    break
                if column in above:
                    rest, cell = above.pop(column)
                    cells.append(cell)
                    if rest > 1:
                        above[column] = (rest - 1, cell)
                    continue
                cell, spans = left.pop(0)
                if spans > 1:
                    cell = Cell(cell.text, cell.line, cell.column, spanned=True)
                    above[column] = (spans - 1, cell)
                cells.append(cell)
            yield Row(cells=tuple(cells), line=start, end_line=end, table=self._line, header=marked or first)
            first = False

    def _raw(self) -> Iterator[tuple[int, int, list[tuple[Cell, int]], bool]]:
        """Each row as printed: first and last line, cells and how many rows each spans, whether it is a header."""
        row: list[tuple[Cell, int]] | None = None
        heads = 0
        start = self._line
        text, place, spans = "", (0, 0), 1
        inside = False
        for number, line in self._lines:
            at = 0
            for piece in _PIECE.finditer(line):
                if inside:
                    text += line[at : piece.start()]
                at = piece.end()
                closing, name = bool(piece[1]), piece[2].lower()
                if inside and row is not None:
                    row.append((Cell(text.strip(), *place), spans))
                    inside = False
                if name in ("tr", "table"):
                    if row:
                        yield start, number, row, heads == len(row)
                    row, heads, start = ([], 0, number) if name == "tr" and not closing else (None, 0, number)
                elif not closing:
                    row = [] if row is None else row
                    span = {match[1].lower(): int(match[2]) for match in _SPAN.finditer(piece[3])}
                    heads += name == "th"
                    text, place, spans, inside = "", (number, piece.end() + 1), min(span.get("row", 1), 1000), True
            if inside:
                text += line[at:] + "\n"
        if row:
            yield start, self._lines[-1][0], row, False
