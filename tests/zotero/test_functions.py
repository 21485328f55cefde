"""What each function of the room makes of values; see ``functions.py``, ``calls.py`` and ``bounds.py`` of ``tests``."""

from collections.abc import Callable

from tests.pinned import bounds, calls
from tests.pinned.functions import table


def test_functions_make_of_texts_what_they_did(golden: Callable[[str, str], None]) -> None:
    golden("functions-zotero.txt", table("zotero"))


def test_calls_give_what_they_did(golden: Callable[[str, str], None]) -> None:
    golden("calls-zotero.txt", calls.table("zotero"))


def test_bounds_are_where_they_were(golden: Callable[[str, str], None]) -> None:
    golden("bounds-zotero.txt", bounds.of_functions("zotero"))
