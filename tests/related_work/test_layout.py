"""How much fits a page: parts of rows, in order, none too large."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from plbib.related_work.layout import batches, lines


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
