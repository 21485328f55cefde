"""Rows of a table of papers that are no papers: headers printed again, names of groups, rows without a title."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from msgspec import Struct

from plbib.lists import messages, shapes, titles
from plbib.lists.decide import is_coursework
from plbib.lists.entries import Builder
from plbib.lists.lexed import light
from plbib.lists.markdown.blocks import Cell, Row
from plbib.lists.sections import Section
from plbib.model import Finding
from plbib.text.patterns import regex


class Plan(Struct, frozen=True, kw_only=True):
    """How a table is read: the role of each column, which of them holds the title, and whether it lists papers."""

    roles: tuple[str, ...]
    title: int | None
    others: tuple[int, ...] = ()  # further columns of titles
    accepted: bool
    marked: str = ""  # the grammar in which most titles stand, if something marks them
    header: int  # the line of the header, 0 if there is none
    papers: bool = False  # whether the header calls what stands in the column of titles papers


def words(cell: Cell) -> str:
    """What a cell says, empty if it has no word."""
    text = titles.plain(cell.text)
    return "" if light(text) else text


def is_empty(row: Row) -> bool:
    """Whether a row has neither a word nor a link."""
    return not any(words(cell) or "](" in cell.text or "href" in cell.text for cell in row.cells)


def repeated(rows: list[Row], header: int) -> Iterator[int]:
    """The lines of a table's header, which long tables print again."""
    first = next((row for row in rows if row.line == header), None)
    texts = [cell.text for cell in first.cells] if first else None
    return (row.line for row in rows if [cell.text for cell in row.cells] == texts)


def groups(rows: list[Row], plan: Plan) -> Iterator[int]:
    """The lines of rows that name a group of those behind them: one cell without a link is filled.

    Names or a venue alone are none behind the first column. What is as long as a title is none where no row of the
    group follows, in a column of titles that is not the first, or where the table does not begin with a group.
    """
    held = [row for row in rows if plan.accepted and row.line != plan.header and any(map(words, row.cells))]
    begins = bool(held) and _is_lone(held[0], plan)
    for row, after in zip_longest(held, held[1:]):
        if not _is_lone(row, plan):
            continue
        at = next(at for at, cell in enumerate(row.cells) if words(cell))
        text = row.cells[at].text
        short = shapes.titleness(titles.plain(text)) < _TITLE or text.startswith(("*", "_", "<b", "<strong"))
        title = at == plan.title and (at > 0 or not begins)
        followed = not title and after and not _is_lone(after, plan)
        if (short or followed) and not (at and plan.roles[at : at + 1] in _SPEAKING):
            yield row.line


_SPEAKING = (("authors",), ("venue",), ("short",))
"""Columns that say something of papers alone."""


def _is_lone(row: Row, plan: Plan) -> bool:
    if any("](" in cell.text or "href" in cell.text for cell in row.cells):
        return False
    return max(len(row.cells), len(plan.roles)) > 1 and sum(bool(words(cell)) for cell in row.cells) == 1


_TITLE = 3
"""How much a text is like a title that is more than a phrase."""


def unread(row: Row, plan: Plan, section: Section, build: Builder) -> Finding:
    """Why a row among those of papers is no entry: no title where the others have theirs, or the work of students."""
    column = plan.title or 0
    filled = [(at, cell) for at, cell in enumerate(row.cells) if words(cell) or "](" in cell.text]
    at, cell = next((here for here in filled if here[0] == column), (filled or [*enumerate(row.cells)])[0])
    if section.apart:
        return messages.left_out(build.at(cell), section)
    speaks = any(at != column and plan.roles[at : at + 1] in _SPEAKING for at, _ in filled)
    if (at == column and is_coursework(titles.plain(cell.text))) or (column < len(row.cells) and not speaks):
        return messages.row_left_out(build.at(cell))
    return messages.row_unread(column + 1, build.at(cell))


def are_days(body: list[Row], column: int) -> bool:
    """Whether a column of dates has days without a year, on which papers are read: ``03.15``, ``4/28``."""
    return any(_DAY.fullmatch(row.cells[column].text.strip()) for row in body if column < len(row.cells))


_DAY = regex(r"(?:0?[1-9]|1[0-2])[./](?:1[3-9]|2\d|3[01])")


def calls_papers(header: Row, column: int) -> bool:
    """Whether the header of a column says that papers stand in it: ``Paper Title``."""
    return column < len(header.cells) and bool(_PAPER.search(header.cells[column].text))


_PAPER = regex(r"\b(?:papers?|articles?|publications?|preprints?)\b|论文|文献|논문|論文", re.IGNORECASE)
