"""Regular expressions that are compiled when they are first used.

A command uses a part of those that the modules it loads bring along; to compile all of them takes a fifth of the time
in which it writes a list of 70 papers.
"""

import re
from typing import Any, AnyStr, cast


class _Pattern:
    """Stands for a pattern: what is asked of it is taken from the pattern once, and then its own."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, value)
        return value


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile(source, flags)``, at first use; a wrong expression raises :class:`re.error` only then."""
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))
