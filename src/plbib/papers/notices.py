"""What a record says of the paper's standing: whether it was retracted."""

from typing import Any

from plbib.model import Item
from plbib.text.markup import plain
from plbib.text.patterns import regex

_TITLE = regex(
    r"\W*(?:retracted|withdrawn)(?:\s+(?:article|paper|chapter|publication))?\s*(?:[:\]]|[.\u2013\u2014-]\s)"
)
_NOTE = regex(
    r"(?:retracted|withdrawn|(?:this|the) (?:article|paper|publication) (?:has been|was|is) (?:retracted|withdrawn))\b"
)
_WORD = regex(r"retracted(?:\s+(?:publication|article|paper))?")
_TAKEN_BACK = frozenset({"retraction", "withdrawal", "removal", "retracted", "withdrawn"})


def is_retracted(item: Item) -> bool:
    """Whether the record says that the paper itself was taken back; a notice about another one is none.

    Publishers write it before the title; Crossref lists it among ``updated-by``, OpenAlex as ``is_retracted``, PubMed
    as the type "Retracted Publication", biblatex can as ``pubstate``, and people write it into notes and keywords.
    """
    other = item.other
    if _TITLE.match(plain(item.title).lower()) or _NOTE.match((item.note or "").strip().lower()):
        return True
    words = [item.genre or "", *(item.keyword or "").replace(";", ",").split(",")]
    if any(_WORD.fullmatch(word.strip().lower()) for word in words):
        return True
    if any(other.get(name) is True for name in ("is_retracted", "is-retracted", "retracted")):
        return True
    states = (other.get("status", ""), _kept(other, "pubstate"))
    return any(str(state).lower() in _TAKEN_BACK for state in states) or any(
        map(_takes_back, _list(other.get("updated-by")))
    )


def _kept(other: Any, field: str) -> Any:
    """What a .bib said in a field for which CSL has no variable."""
    for name in ("custom", "bibtex", field):
        other = other.get(name, "") if isinstance(other, dict) else ""
    return other


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _takes_back(update: Any) -> bool:
    return isinstance(update, dict) and str(update.get("type", "")).lower() in _TAKEN_BACK
