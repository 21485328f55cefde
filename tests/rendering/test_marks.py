"""Marks: always nested and closed, whatever text an engine joins, and never part of a text."""

from hypothesis import given
from hypothesis import strategies as st

from plbib.rendering.marks import Mark, pieces, plain, wrap
from tests.samples import anything

_characters = st.sampled_from([*map(chr, range(0xE000, 0xE010)), "a", " ", "<"])


def test_wrapped_text_is_pieces_of_mark_text_and_mark() -> None:
    marked = f"a {wrap(Mark.ITALIC, 'b ' + wrap(Mark.BOLD, 'c'))}."
    assert pieces(marked) == [
        "a ",
        (Mark.ITALIC, True),
        "b ",
        (Mark.BOLD, True),
        "c",
        (Mark.BOLD, False),
        (Mark.ITALIC, False),
        ".",
    ]


def test_marks_that_cross_are_closed_in_order_and_those_around_nothing_vanish() -> None:
    opened, closed = wrap(Mark.ITALIC, "|").split("|")
    other, ended = wrap(Mark.BOLD, "|").split("|")
    crossed = pieces(f"{opened}a{other}b{closed}c{ended}d")
    assert crossed == [(Mark.ITALIC, True), "a", (Mark.BOLD, True), "b", (Mark.BOLD, False), (Mark.ITALIC, False), "cd"]
    assert pieces(f"1{wrap(Mark.ITALIC, wrap(Mark.BOLD, ''))}. {opened}") == ["1. "]


@given(st.lists(_characters, max_size=30).map("".join))
def test_any_characters_come_out_nested_closed_and_never_empty(marked: str) -> None:
    stack: list[Mark] = []
    before: object = None
    for piece in pieces(marked):
        if isinstance(piece, str):
            assert piece
            assert not isinstance(before, str)
        elif piece[1]:
            stack.append(piece[0])
        else:
            assert stack.pop() is piece[0]
            assert before != (piece[0], True)
        before = piece
    assert not stack


@given(st.lists(_characters, max_size=30).map("".join))
def test_no_text_is_lost(marked: str) -> None:
    text = "".join(piece for piece in pieces(marked) if isinstance(piece, str))
    assert text == "".join(character for character in marked if character in "a <")


@given(anything)
def test_plain_text_holds_no_mark_and_shows_where_one_was(text: str) -> None:
    assert pieces(plain(text)) == ([plain(text)] if text else [])
    assert len(plain(text)) == len(text)
