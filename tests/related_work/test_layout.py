"""How much fits a page: parts of rows, in order, none too large."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from plbib.related_work.layout import batches, lines, widest_word, width


@given(st.lists(st.integers(1, 50)), st.integers(1, 60))
def test_parts_hold_all_rows_and_are_no_larger_than_asked(sizes: list[int], most: int) -> None:
    parts = batches(sizes, sizes, most)
    assert [size for part in parts for size in part] == sizes
    assert all(part and (sum(part) <= most or len(part) == 1) for part in parts)
    assert all(sum(before) + after[0] > most for before, after in pairwise(parts))


@given(st.integers(0, 5000), st.floats(0.5, 200))
def test_lines_grow_with_text(characters: int, width: float) -> None:
    assert 1 <= lines(characters, width) <= lines(characters + 10, width)
    assert lines(characters, width) * max(width, 1) >= characters


def test_texts_are_as_wide_as_their_letters() -> None:
    assert width("WWW") > 3 * width("iii")
    assert width("<i>ab</i>") == width("ab") == width("áb\u0301")
    assert width("凧") == 1.0
    assert widest_word("a wide Word") == max(width("wide"), width("Word"))


@given(st.text(max_size=40), st.text(max_size=40))
def test_widths_add_up(one: str, other: str) -> None:
    if not set("<>$\\") & set(one + other):
        assert abs(width(one + other) - width(one) - width(other)) < 0.01
