"""What each function of the room that takes one text makes of texts of many kinds; see ``tests/functions.py``."""

from collections.abc import Callable

from tests.functions import table


def test_functions_make_of_texts_what_they_did(golden: Callable[[str, str], None]) -> None:
    golden("functions-text.txt", table("text"))
