"""Corrections to records as people write them: values that a reader makes and :func:`plbib.overrides.apply` uses."""

from typing import Any

from msgspec import Struct

from plbib.errors import Severity
from plbib.model import Finding, Item, Place

VERIFIED, GLOSS = "verified", "gloss"
"""What a person can say of a paper beside its variables."""
_SHOWN = 60


class Override(Struct, frozen=True, kw_only=True):
    """The corrections to one paper: ``fields`` by attribute of :class:`Item`, what is to be absent with its default.

    ``name`` is a citation key, former key, lock id or identifier (``doi:…``); ``item`` finds it where it is none.
    ``year`` and ``month`` are said alone, and leave the rest of the date as it is; month 0 is that there is none.
    """

    name: str
    place: Place
    fields: dict[str, Any]
    verified: bool = False
    gloss: str | None = None
    item: Item | None = None
    identifiers: dict[str, str] = {}
    year: int | None = None
    month: int | None = None


class Overrides(Struct, frozen=True, kw_only=True):
    """A file of corrections, and what was wrong in it."""

    rows: tuple[Override, ...] = ()
    findings: tuple[Finding, ...] = ()


def finding(code: str, severity: Severity, message: str, cure: str, place: Place, key: str = "") -> Finding:
    """A finding about a correction."""
    return Finding(code=code, severity=severity, message=message, cure=cure, place=place, key=key)


def short(text: str) -> str:
    """``text`` as a message shows it."""
    if not text:
        return "nothing"
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"
