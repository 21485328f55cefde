"""Corrections to records as people write them: values that a reader makes and :func:`plbib.overrides.apply` uses."""

from typing import Any

from msgspec import Struct

from plbib.model import Finding, Item, Place

VERIFIED, GLOSS, NAME = "verified", "gloss", "name"
"""What a person can set beside the variables of an item."""
_SHOWN = 60


class Override(Struct, frozen=True, kw_only=True):
    """The corrections to one paper: ``fields`` by attribute of :class:`Item`, what is to be absent with its default.

    ``name`` is a citation key, former key, lock id or identifier (``doi:…``); ``item`` finds the paper
    where ``name`` does not.
    ``called`` is what texts call the paper; ``""``: it has no such name.
    ``year`` and ``month`` are set alone, and leave the rest of the date as it is; month 0 removes the month.
    """

    name: str
    place: Place
    fields: dict[str, Any]
    verified: bool = False
    gloss: str | None = None
    called: str | None = None
    item: Item | None = None
    identifiers: dict[str, str] = {}
    year: int | None = None
    month: int | None = None


class Overrides(Struct, frozen=True, kw_only=True):
    """A file of corrections, and what was wrong in it."""

    rows: tuple[Override, ...] = ()
    findings: tuple[Finding, ...] = ()


def short(text: str) -> str:
    """``text`` as a message shows it."""
    if not text:
        return "nothing"
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"
