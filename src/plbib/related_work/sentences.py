"""Sentences as values, before they are TeX or Markdown: text and citations."""

from msgspec import Struct


class Cite(Struct, frozen=True):
    r"""A citation of works by their keys; ``textual`` where it is part of the sentence (``\textcite``, ``@key``)."""

    keys: tuple[str, ...]
    textual: bool = False


class Quoted(Struct, frozen=True):
    """A title in quotation marks; it may hold CSL's markup."""

    text: str

    @property
    def inner(self) -> str:
        """The title as it stands within quotation marks: its own become single ones."""
        return self.text.translate(_SINGLE)


_SINGLE = str.maketrans("“”", "‘’")
Part = str | Quoted | Cite
"""Plain text, a quoted title, a citation."""


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence; ``id`` names it lastingly: it stays as works are added to it, and no other has it.

    ``opens``: a new paragraph begins with it.
    """

    id: str
    parts: tuple[Part, ...]
    opens: bool = False

    @property
    def cited(self) -> tuple[str, ...]:
        return tuple(key for part in self.parts if isinstance(part, Cite) for key in part.keys)
