"""Blocks of lines: which lines belong together, and that none is lost or misplaced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.lists.markdown.blocks import Block, Heading, Row
from plbib.lists.markdown.comments import Unclosed
from plbib.lists.markdown.segment import split

ENTRY = "[ICLR'23] [Kites](https://a.org/k), Somewhere"
PROSE = [
    "  * nested",
    "> quoted",
    "1. first",
    "**bold** prose",
    "prose",
    "- ",
    "\t- tabbed",
    "| a | b |",
    "--- | ---",
    "`code`",
]
TITLES = ["# Title", "## Part ##", "   ### Deep", "#hashtag", "##"]
VISIBLE = st.sampled_from([ENTRY, f"{ENTRY} </br>", f"- {ENTRY}", "[OSDI'22]", *PROSE, *TITLES])
HIDDEN = st.sampled_from(
    [
        ["", "   "],
        ["```", "code", ENTRY, "```"],
        ["~~~ md", "# code", "~~~~"],
        [f"<!-- {ENTRY} -->"],
        ["<!--", ENTRY, "", "x -->"],
    ]
)
CHUNKS = st.lists(VISIBLE.map(lambda line: (True, [line])) | HIDDEN.map(lambda lines: (False, lines)), max_size=15)


def blocks(text: str) -> list[Block]:
    return [part for part in split(text) if isinstance(part, Block)]


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[A'21] a\n[B'22] b", ["[A'21] a", "[B'22] b"]),
        ("[A'21] a\nstill a\n[B'22] b", ["[A'21] a\nstill a", "[B'22] b"]),
        ("[A'21] a </br>\nplain b", ["[A'21] a </br>", "plain b"]),
        ("[A'21] a <br />\nplain b", ["[A'21] a <br />", "plain b"]),
        ("a<br>\nb", ["a<br>\nb"]),
        ("[A'21] a\n> b\n> c", ["[A'21] a", "b\nc"]),
        ("> [A'21] a\n> b", ["[A'21] a\nb"]),
        ("a\n\nb", ["a", "b"]),
        ("- a\n- b\n  more b", ["a", "b\nmore b"]),
        ("1. a\n2) b\n**c**", ["a", "b", "**c**"]),
        ("[A'21]\n[Kites](u)", ["[A'21]\n[Kites](u)"]),
        ("a\n<!-- between -->\nb", ["a\nb", "between"]),
    ],
)
def test_block_ends_where_the_next_entry_begins(text: str, parts: list[str]) -> None:
    assert sorted(texts(text)) == sorted(parts)


@pytest.mark.parametrize(
    ("line", "level", "text"),
    [
        ("# Kites", 1, "Kites"),
        ("###### Kites", 6, "Kites"),
        ("   ## Kites ##  ", 2, "Kites"),
        ("## Kites #1", 2, "Kites #1"),
        ("## C#", 2, "C#"),
        ("## ##", 2, ""),
        ("##", 2, ""),
        ("##\tKites", 2, "Kites"),
        ("Kites\n=====", 1, "Kites"),
    ],
)
def test_heading(line: str, level: int, text: str) -> None:
    assert list(split(line)) == [Heading(level=level, text=text, line=1)]


@pytest.mark.parametrize("line", ["#Kites", "####### Kites", "    # Kites"])
def test_no_heading(line: str) -> None:
    assert all(isinstance(part, Block) for part in split(line))


def test_heading_directly_after_an_entry() -> None:
    first, second = split(f"{ENTRY}\n## Part")
    assert isinstance(first, Block)
    assert second == Heading(level=2, text="Part", line=2)


def test_comment_is_a_block_of_its_own() -> None:
    shown, hidden = blocks(f"a <!-- {ENTRY} --> b")
    assert (shown.commented, hidden.commented) == (False, True)
    assert " ".join(shown.text.split()) == "a b"
    assert hidden.text == ENTRY
    assert hidden.where(0) == (1, 8)


def test_fenced_code_is_no_list() -> None:
    assert texts(f"```\n{ENTRY}\n~~~\n```\nafter") == ["after"]
    assert texts(f"```\n{ENTRY}") == []


@given(CHUNKS)
def test_every_visible_line_is_in_exactly_one_part(chunks: list[tuple[bool, list[str]]]) -> None:
    lines = [(shown, line) for shown, chunk in chunks for line in chunk]
    wanted = [number for number, (shown, line) in enumerate(lines, 1) if shown and line.strip()]
    found: list[int] = []
    for part in split("\n".join(line for _, line in lines)):
        if isinstance(part, Unclosed):
            continue
        if isinstance(part, Heading | Row):
            found.append(part.line)
        elif not part.commented:
            found.extend(part.lines)
    assert sorted(found) == wanted


@given(
    CHUNKS.map(lambda chunks: "\n".join(line for _, lines in chunks for line in lines))
    | st.text(alphabet="[]<!-> #a\n")
)
def test_places_lead_back_to_the_source(text: str) -> None:
    source = text.split("\n")
    for block in blocks(text):
        for piece in (block, *block.cut(len(block.text) // 2)):
            for offset, char in enumerate(piece.text):
                if char != "\n":
                    line, column = piece.where(offset)
                    assert source[line - 1][column - 1] == char


@given(st.text() | st.text(alphabet="[]<!-> #`=a\n"))
def test_any_text_is_taken(text: str) -> None:
    list(split(text))
