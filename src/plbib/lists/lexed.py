"""A block with its links and runs, as grammars look at it."""

from msgspec import Struct

from plbib.lists.markdown.blocks import Block
from plbib.lists.markdown.links import LinkToken, References, TagToken, Token, scan
from plbib.lists.markdown.runs import Run, runs
from plbib.text.patterns import regex


class Fields(Struct, gc=False):
    """What is printed beside a title, filled piece by piece."""

    venue: str | None = None
    year: int | None = None
    date: str | None = None
    authors: str | None = None
    affiliation: str | None = None
    short_name: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    notes: list[str] = []
    tags: list[str] = []

    @property
    def informative(self) -> bool:
        """Whether something here is said of papers alone."""
        return bool(self.venue or self.year or self.authors)


class Title(Struct, frozen=True, gc=False):
    """A title: the span of the block that holds it, as printed, and how much it is like one (1 to 3).

    ``said`` are the fields around it where its grammar knows them all.
    """

    start: int
    end: int
    text: str
    score: int
    link: LinkToken | None = None
    authors: tuple[int, int] | None = None  # the span of names that a reference begins with
    said: Fields | None = None


class Lexed:
    """A block, its tokens and links; its runs, and the styles that occur in them, are found when asked for."""

    __slots__ = ("_runs", "_styles", "block", "links", "text", "tokens")

    def __init__(self, block: Block, tokens: tuple[Token, ...]) -> None:
        self.block = block
        self.text = block.text
        self.tokens = tokens
        self.links = [token for token in tokens if isinstance(token, LinkToken)]
        self._runs: list[Run] | None = None
        self._styles = 0

    @property
    def runs(self) -> list[Run]:
        """What is bold, italic, in quotes, a link, a tag, or none of these."""
        if self._runs is None:
            self._runs = runs(self.text, self.tokens)
            for run in self._runs:
                self._styles |= run.style
        return self._runs

    @property
    def styles(self) -> int:
        """All styles that occur."""
        return self._styles if self.runs else 0


def lex(block: Block, references: References) -> Lexed:
    """``block`` taken apart."""
    text = block.text
    return Lexed(block, scan(text, references) if "[" in text or "://" in text or "<" in text else ())


_LIGHT = regex(r":(?=[\d+-]*[a-z])[a-z0-9+-]+:|[^\w:]+|:")


def light(text: str) -> bool:
    """Whether ``text`` has no word in it: blanks, punctuation, emoji, and codes of these (``:star:``)."""
    return not _LIGHT.sub("", text.replace("_", ""))


def is_tag(run: Run) -> bool:
    """Whether a run is a bracket that is no link."""
    return isinstance(run.token, TagToken)
