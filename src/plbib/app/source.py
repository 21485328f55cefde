"""What is opened: a library and what it was made from, and how files are told apart and named."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from plbib.formats import registry
from plbib.model import Library

if TYPE_CHECKING:
    from plbib.lock import Lock

STDIN = "-"
LOCK = ".lock.json"


class Source(Struct, frozen=True, kw_only=True):
    """A library, and what it was made from: the lock as it would be written and where; no path if it is read-only.

    ``form`` is the format that a bibliography was read in, and ``data`` its file; a list has none. ``styles`` are those
    that come with the list, ``text`` is its Markdown.
    """

    library: Library
    form: str = ""
    data: bytes = b""
    text: str = ""
    styles: tuple[str, ...] = ()
    lock: "Lock | None" = None
    lock_path: Path | None = None


def kind_of(name: str) -> str | None:
    """The format of a bibliography by the name of its file; None for a list."""
    return registry.READ_FROM.get(Path(name).suffix.lower())


def shown(path: Path) -> str:
    """``path`` as places name it: relative where it lies below the current folder, so that outputs do not hold it."""
    whole, here = path.absolute(), Path.cwd()
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else str(path)
