"""A document as it is searched for citations, and what was found in it."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import PurePath

from msgspec import Struct

from plbib.model import Finding, Place

Load = Callable[[str], str | None]
"""The text of a file by its name; None if there is no such file."""

ALL = "*"


class CitedKey(Struct, frozen=True):
    """A key that is cited, and where first."""

    key: str
    place: Place


class DocumentCitations(Struct, frozen=True, kw_only=True):
    r"""The keys of a document, a file after the one that includes it; ``everything`` if it holds ``\nocite{*}``."""

    citations: tuple[CitedKey, ...]
    everything: bool = False
    findings: tuple[Finding, ...] = ()


class DocumentFile(Struct, frozen=True, kw_only=True):
    """A file to read: the names it may have, best first; ``folder`` is where what it includes is sought."""

    names: tuple[str, ...]
    folder: PurePath
    place: Place | None = None


class ScannedText(Struct, frozen=True, kw_only=True):
    """A file as it is scanned: ``masked`` is ``text`` with blanks for what holds no citation."""

    name: str
    text: str
    masked: str
    starts: tuple[int, ...]
    folder: PurePath
    root: PurePath  # the main file's folder

    def place(self, at: int) -> Place:
        line = bisect_right(self.starts, at)
        return Place(file=self.name, line=line, column=at - self.starts[line - 1] + 1)


class DocumentKind(Struct, frozen=True):
    """How the citations of a kind of document are found."""

    mask: Callable[[str], str]
    citations: Callable[[ScannedText], Iterator[tuple[str, int]]]
    includes: Callable[[ScannedText], Iterator[DocumentFile]] = lambda _: iter(())


_CONTROL = re.compile(r"(?:REVTEX|aps|aip|achemso|IEEE)\S*[Cc]ontrol")


def blank_out(match: re.Match[str]) -> str:
    """Blanks in place of the match, as many as it has characters, so that places stay."""
    return re.sub(r"[^\n]", " ", match[0])


def split_keys(group: str, at: int) -> Iterator[tuple[str, int]]:
    """The keys between commas, each with its place; entries that only hold a style's settings are left out."""
    for match in re.finditer(r"[^,\s](?:[^,]*[^,\s])?", group):
        key = " ".join(match[0].split())
        if not _CONTROL.fullmatch(key):
            yield key, at + match.start()
