"""Rows of tables and the roles of their columns."""

import pytest

from plbib.lists.markdown.blocks import Row
from plbib.lists.markdown.segment import split
from plbib.lists.markdown.tables import HtmlTable, pipe_row
from plbib.lists.reader import read
from plbib.lists.rows import Tables


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| a | b |", [("a", 3), ("b", 7)]),
        ("a | b", [("a", 1), ("b", 5)]),
        ("| a | b", [("a", 3), ("b", 7)]),
        ("a | b |", [("a", 1), ("b", 5)]),
        ("| | b |", [("", 3), ("b", 5)]),
        ("| a | |", [("a", 3), ("", 7)]),
        (" | b", [("b", 4)]),
        ("|", [("", 2)]),
        (r"| a \| b | c |", [(r"a \| b", 3), ("c", 12)]),
    ],
)
def test_bars_at_the_ends_make_no_cells(line: str, cells: list[tuple[str, int]]) -> None:
    assert [(cell.text, cell.column) for cell in pipe_row(line, 1, 1).cells] == cells


@pytest.mark.parametrize(("columns", "kept"), [(39, 39), (40, 40), (41, 40)])
def test_a_row_has_forty_cells_at_most(columns: int, kept: int) -> None:
    assert len(pipe_row("| a " * columns + "|", 1, 1).cells) == kept


@pytest.mark.parametrize(
    ("cells", "is_header"),
    [("<th>a<th>b", True), ("<th>a<td>b", False), ("<td>a<td>b", False)],
)
def test_a_row_of_html_is_a_header_where_all_its_cells_are(cells: str, is_header: bool) -> None:
    table = HtmlTable(1)
    for number, line in enumerate(["<table>", "<tr><td>x<td>y</tr>", f"<tr>{cells}</tr>", "</table>"], 1):
        table.add(number, line)
    first, second = table.rows()
    assert (first.header, second.header) == (True, is_header)  # the first of a table is one however it is printed


def plan(text: str) -> tuple[tuple[str, ...], int | None, bool, int]:
    rows = [part for part in split(text) if isinstance(part, Row)]
    (made,) = Tables(rows, {}).plans.values()
    return made.roles, made.title, made.accepted, made.header


@pytest.mark.parametrize(
    ("header", "is_header"),
    [
        ("Title | Venue", True),
        ("Title | Foo", True),  # half of the cells say what a column holds
        ("Study | Foo | Bar", True),  # a few words in each cell, and longer ones below
        ("Specimen | Foo | Bar", True),  # at most a third as long as the longest below
        ("Specimens | Foo | Bar", False),
        ("In a Wind | Foo | Bar", False),
        ("A B C | Foo | Bar", True),
        ("A B C D | Foo | Bar", False),
        ("Study 1 | Foo | Bar", False),
        ("Kites on Very Long Strings | Venue", False),  # it is itself the title of a paper
        ("Title of the Paper in Question | Venue", True),
        (" | ", False),
    ],
)
def test_a_header_says_what_half_of_the_columns_hold_or_is_short(header: str, is_header: bool) -> None:
    row = "Strings for Kites in Wind | ICML 2022 | x"
    assert bool(plan(f"{header}\n--- | --- | ---\n{row}\n")[3]) is is_header


def test_a_table_without_venue_names_date_or_paper_link_is_no_list_of_papers() -> None:
    head = "| Title | Code |\n|---|---|\n"
    assert not read(f"# L\n\n{head}| Kites on Long Strings | [x](https://github.com/a/b) |\n", "l.md").entries
    assert read(f"# L\n\n{head}| Kites on Long Strings | [x](https://arxiv.org/abs/2101.00001) |\n", "l.md").entries


def rows(strong: int, weak: int) -> str:
    lines = [
        f"| Kites on Strings of Length {number} | {'ICLR' if number < strong else ''} |"
        for number in range(strong + weak)
    ]
    return "\n".join(["| Title | Venue |", "|---|---|", *lines])


@pytest.mark.parametrize(("strong", "weak", "accepted"), [(2, 3, True), (1, 2, False), (1, 0, True), (0, 1, False)])
def test_two_fifths_of_the_rows_must_speak_of_papers(strong: int, weak: int, accepted: bool) -> None:
    assert plan(rows(strong, weak))[2] is accepted


_HEAD = "| Venue | Year | Title | Authors |\n|---|---|---|---|\n| ICLR | 2020 | Flying Kites in the Dark | Ann Berg |\n"
_TAIL = "| ICML | 2021 | Boats that Sail by Night | Carl Cole |\n"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("| ICML | 2021 |", "unread-line"),  # too few cells
        ("| ICML | 2021 | Nets that Catch Boats |", None),  # enough of them for a title
        ("| NeurIPS | 2022 | | Dora Dunn |", "unread-line"),
        ("| | | | Dora Dunn |", "unread-line"),
        ("| | 2022 | | |", None),
        ("| 7 | 2022 | | |", "unread-line"),
        ("| | | Assignment 1 due | Dora Dunn |", "left-out-line"),
        ("| **Kites and their strings** |", None),
        ("| Venue | Year | Title | Authors |", None),
        ("| --- | --- | | |", None),
        ("| | | | |", None),
    ],
)
def test_a_row_among_papers_is_read_or_told(row: str, code: str | None) -> None:
    reading = read(f"# L\n\n{_HEAD}{row}\n{_TAIL}", "list.md")
    told = [finding.code for finding in reading.findings if finding.place and finding.place.line == 6]
    assert told == ([code] if code else [])
    assert [entry.place.line for entry in reading.entries if entry.place.line != 6] == [5, 7]


def test_a_lone_cell_is_a_title_where_no_group_follows() -> None:
    lone = "Words on Kites and Rain"
    table = f"| Title | Authors |\n|---|---|\n| {lone} | |\n| Flying Kites in the Dark | Ann Berg |\n| {lone} 2 | |\n"
    entries = read(f"# L\n\n{table}", "list.md").entries
    assert [(entry.title, entry.category) for entry in entries] == [
        ("Flying Kites in the Dark", (lone,)),
        (f"{lone} 2", (lone,)),
    ]


def test_a_lone_title_in_a_table_without_groups_is_a_paper() -> None:
    rows = "| Flying Kites in the Dark | Ann Berg |\n| Words on Kites and Rain | |\n| Nets at Sea | Carl Cole |\n"
    entries = read(f"# L\n\n| Title | Authors |\n|---|---|\n{rows}", "list.md").entries
    assert [(entry.place.line, entry.category) for entry in entries] == [(5, ()), (6, ()), (7, ())]


def test_a_week_without_reading_is_left_out() -> None:
    weeks = (
        "| Week | Topic | Reading |\n|---|---|---|\n"
        "| 1 | Wind | [Flying Kites in the Dark](https://arxiv.org/abs/2001.00001) |\n| 2 | Holidays | |\n"
    )
    (finding,) = read(f"# L\n\n{weeks}", "list.md").findings
    assert (finding.code, finding.severity, finding.place and finding.place.line) == ("left-out-line", "info", 6)
