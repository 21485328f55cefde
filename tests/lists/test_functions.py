"""What each function of the room makes of texts and other values; see ``tests/pinned``."""

from collections.abc import Callable

from tests.pinned import calls
from tests.pinned.functions import table


def test_functions_make_of_texts_what_they_did(golden: Callable[[str, str], None]) -> None:
    golden("functions-lists.txt", table("lists"))


def test_calls_give_what_they_did(golden: Callable[[str, str], None]) -> None:
    golden("calls-lists.txt", calls.table("lists"))
