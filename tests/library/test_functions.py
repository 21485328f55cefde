"""What each function of the room makes of values of many kinds; see ``tests/pinned/calls.py``."""

from collections.abc import Callable

from tests.pinned import calls


def test_calls_give_what_they_did(golden: Callable[[str, str], None]) -> None:
    golden("calls-library.txt", calls.table("library"))
