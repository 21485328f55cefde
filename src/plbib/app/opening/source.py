"""What is opened: a library and what it was made from, and how files are named."""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from plbib.io import files
from plbib.io.config import ProfileConfig
from plbib.model import Library
from plbib.text.patterns import regex

if TYPE_CHECKING:
    from plbib.library.doubt import Question
    from plbib.library.lock import Lock
    from plbib.resolve.index import Index

STDIN = "-"
LISTS = (".md", ".markdown", ".mdx", ".qmd", ".rmd", ".rst", ".org", ".adoc", ".asciidoc", ".wiki", ".mediawiki")
"""Ends of names of the files in which a folder is searched for lists."""
LOCK = ".lock.json"
DATA = (".csv", ".tsv", ".tab", ".json", ".yml", ".yaml")
"""Ends of names of files that can be a bibliography or a list."""
GITHUB, RAW, GITLAB = "github.com", "raw.githubusercontent.com", "gitlab.com"
HOSTS = (GITHUB, f"www.{GITHUB}", RAW, GITLAB)
"""Hosts whose addresses are understood without ``https://``."""
_SHORT = regex(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}")
SUFFIX = regex(r"(?i)\.(md|markdown|mdx|qmd|rmd|rst|org|html?|csv|tsv|tab|json|ya?ml|bib|ris|xml|jsonl|txt)")
"""What ends the name of a file, and that of no project."""
EMBEDDED = Path(__file__).resolve().parents[2] / "data"
"""The folder of the list that comes with plbib, and of its records."""
EMBEDDED_LOCK = "papers.lock.json"
COMMON = "plbib"
"""How several lists are called that have no name in common, and their lock and other files beside them."""


def is_short(name: str) -> bool:
    """Whether an address is no more than ``OWNER/REPO``, as a path could be."""
    return name.count("/") == 1 and bool(_SHORT.fullmatch(name))


def is_address(name: str) -> bool:
    """Whether a SOURCE is an address; what lies here under such a name is no address."""
    if name.lower().startswith(("https://", "http://")):
        return True
    head = name.partition("/")[0]
    is_host = head.lower() in HOSTS
    if not is_host and (not is_short(name) or SUFFIX.fullmatch(PurePosixPath(name).suffix)):
        return False
    return not Path(name if is_host else head).exists()


class Selection(Struct, frozen=True, kw_only=True):
    """Lists or bibliographies by their names; ``globs`` say which files of a folder among them are meant."""

    names: tuple[str, ...]
    globs: tuple[str, ...] = ()


Sources = str | Path | Sequence[str | Path] | Selection | None
"""A source as a caller names it: one, several, a folder with its patterns, or None for the one that lies here."""


def selection(source: Sources) -> Selection:
    """``source`` by its names; none for None."""
    if isinstance(source, Selection):
        return source
    if source is None or isinstance(source, str | Path):
        return Selection(names=() if source is None else (str(source),))
    return Selection(names=tuple(dict.fromkeys(map(str, source))))


class Opened(Struct, frozen=True, kw_only=True):
    """A library, and what it was made from: the lock as it would be written and where; no path if it is read-only.

    ``form`` is the format that a bibliography was read in, and ``data`` its file; a list has none. ``styles`` are those
    that come with the list, ``texts`` are its files of Markdown by their names, ``given`` the records in which its
    papers were looked up. ``questions`` are asked about papers of the list that may be ones of the lock;
    ``profile`` is what the project says of the list, ``address`` where it lies if that is not here.
    """

    library: Library
    form: str = ""
    data: bytes = b""
    texts: dict[str, str] = {}
    styles: tuple[str, ...] = ()
    given: tuple["Index", ...] = ()
    profile: ProfileConfig = ProfileConfig()
    lock: "Lock | None" = None
    lock_path: Path | None = None
    lock_data: bytes | None = None  # what was read there
    questions: "tuple[Question, ...]" = ()
    address: str = ""

    @property
    def text(self) -> str:
        """The list's Markdown, of several files that of the first."""
        return next(iter(self.texts.values()), "")


def decode(data: bytes, name: str) -> str:
    """The text of a file called ``name``: UTF-8, or of HTML what the page declares. Raises :class:`InputError`."""
    if name.lower().endswith((".html", ".htm")):
        declared = re.search(rb"charset=[\"']?([\w-]+)", data[:2048])
        try:
            data.decode()
        except UnicodeDecodeError:
            with suppress(LookupError, UnicodeDecodeError, ValueError):
                return data.decode(declared[1].decode()) if declared else files.decode(data, name)
    return files.decode(data, name)


def shown_path(path: Path) -> str:
    """``path`` as places name it: relative where it lies below the current folder, so that outputs do not hold it."""
    whole, here = path.absolute(), Path.cwd()
    below = whole.relative_to(here) if whole.is_relative_to(here) else None
    return files.printable_name(path) if below is None else files.printable_name(below).replace(os.sep, "/")
