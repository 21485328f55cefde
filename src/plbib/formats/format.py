"""What a format of bibliographies is: the row that each format's file exports as ``FORMAT``."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from plbib.model import Finding, Record

Read = tuple[list[Record], list[Finding]]
"""The records of a file, in its order, and findings about what is wrong in it."""


class Format(Struct, frozen=True, kw_only=True):
    """A format of bibliographies. Its name, title and ends of file names stand in the registry's line.

    ``write`` takes a library and, if the format has ``options``, a value of that type, whose defaults are the format's;
    it writes UTF-8, every record once, in the order of the library. ``read`` takes a file's bytes and its name in
    findings; a format that is only written has none. ``starts`` tells by the start of a text, without byte order mark
    and blanks, whether it is of this format. ``repairs``: ``read`` mends what exports get wrong by itself, as it knows
    the lines. ``whole``: the format holds all that a record says. ``build`` are the files of a build by name, each with
    the options that differ from the defaults.
    """

    media_type: str
    write: Callable[..., bytes]
    read: Callable[[bytes, str], Read] | None = None
    starts: Callable[[str], bool] = lambda _: False
    options: type[Struct] | None = None
    repairs: bool = False
    whole: bool = False
    build: dict[str, dict[str, Any]]
