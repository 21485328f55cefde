"""What each function of the room makes of values; see ``functions.py``, ``calls.py`` and ``bounds.py`` of ``tests``."""

from collections.abc import Callable

from tests.pinned import bounds, calls
from tests.pinned.functions import table


def test_functions_make_of_texts_what_they_did(golden: Callable[[str, str], None]) -> None:
    golden("functions-text.txt", table("text"))


def test_calls_give_what_they_did(golden: Callable[[str, str], None]) -> None:
    golden("calls-text.txt", calls.table("text"))


def test_bounds_are_where_they_were(golden: Callable[[str, str], None]) -> None:
    golden("bounds-text.txt", bounds.of_functions("text"))
