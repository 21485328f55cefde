"""Sentences as values, before they are TeX or Markdown: text and citations."""

from msgspec import Struct


class Mention(Struct, frozen=True):
    r"""A citation of works by their keys; ``textual`` where it is part of the sentence (``\textcite``, ``@key``)."""

    keys: tuple[str, ...]
    textual: bool = False


_SINGLE = str.maketrans("„“”", "‚‘’")


class Quoted(Struct, frozen=True):
    """A title in quotation marks; it may hold CSL's markup."""

    text: str

    @property
    def inner(self) -> str:
        """The title as it stands within quotation marks: its own become single ones."""
        text = self.text
        return text.translate(_SINGLE) if "“" in text or "”" in text or "„" in text else text


class CodeSpan(Struct, frozen=True):
    """A piece of code within a sentence."""

    text: str


class Tick(Struct, frozen=True):
    """The sign that says yes."""


Part = str | Quoted | Mention | CodeSpan | Tick
"""Plain text, a quoted title, a citation, a piece of code, a tick."""


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence; ``id`` names it lastingly: it stays as works are added to it, and no other has it.

    ``opens``: a new paragraph begins with it. ``abstracts``: keys of works, with what stands as a comment above.
    """

    id: str
    parts: tuple[Part, ...]
    opens: bool = False
    abstracts: tuple[tuple[str, str], ...] = ()

    @property
    def cited(self) -> tuple[str, ...]:
        return tuple(key for part in self.parts if isinstance(part, Mention) for key in part.keys)
