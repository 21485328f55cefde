"""Changes in the text of a list: what is asked for is made, and nothing else moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.lists.writing.edits import apply, lines_of
from plbib.model import Edit

texts = st.text(st.sampled_from("ab[]() \r\n\ufeffé"), max_size=60)


def test_edits_of_one_line_do_not_move_each_other() -> None:
    changes = [Edit(line=2, column=1, old="b", new="xyz"), Edit(line=2, column=3, old="d", new="")]
    assert apply("a\r\nb d\rc", changes) == "a\r\nxyz \rc"


@pytest.mark.parametrize("edit", [Edit(line=1, column=2, old="a", new="x"), Edit(line=9, column=1, old="a", new="x")])
def test_edit_of_what_does_not_stand_there_is_not_made(edit: Edit) -> None:
    assert apply("a\n", [edit]) == "a\n"


def test_lines_are_taken_out_with_their_ends() -> None:
    assert apply("\ufeffa\r\nb\r\nc", (), {2}) == "\ufeffa\r\nc"


@given(texts, st.data())
def test_nothing_else_moves(text: str, data: st.DataObject) -> None:
    lines = lines_of(text)
    number = data.draw(st.integers(1, len(lines)))
    line = lines[number - 1]
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    made = apply(text, [Edit(line=number, column=start + 1, old=line[start:end], new="NEW")])
    assert made.count("NEW") == 1
    before, after = made.split("NEW")
    assert text.startswith(before)
    assert text.endswith(after)
    assert len(text) - len(before) - len(after) == end - start
    assert apply(text, ()) == text
