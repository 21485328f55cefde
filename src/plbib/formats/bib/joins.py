"""Fields of biblatex that stand in two and are one in CSL: a title and its subtitle, a note and its addendum."""

from collections.abc import Collection, Mapping
from typing import Any

from plbib.text.formulas import as_markup

_PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "title": (("subtitle", ": "), ("titleaddon", ". ")),
    "booktitle": (("booksubtitle", ": "), ("booktitleaddon", ". ")),
    "journaltitle": (("journalsubtitle", ": "), ("journaltitleaddon", ". ")),
    "journal": (("journalsubtitle", ": "), ("journaltitleaddon", ". ")),
    "maintitle": (("mainsubtitle", ": "), ("maintitleaddon", ". ")),
    "issuetitle": (("issuesubtitle", ": "), ("issuetitleaddon", ". ")),
    "eventtitle": (("eventtitleaddon", ". "),),
    "note": (("addendum", ". "),),
    "volume": (("part", "."),),
}
"""Field → the fields that go on, with what CSL and its styles put between."""
PARTS = frozenset(part for parts in _PARTS.values() for part, _ in parts)
_ENDS = (*"?!.:–—…", "--")


def goes_on(part: str, fields: Collection[str]) -> bool:
    """Whether ``part`` goes on one of ``fields``."""
    return any(name in fields for name, parts in _PARTS.items() if part in dict(parts))


def join(left: dict[str, str], taken: Mapping[str, Any]) -> dict[str, str]:
    """Put the parts of each field in ``left`` behind it, but for those ``taken`` otherwise; the parts, as TeX."""
    moved: dict[str, str] = {}
    for name, parts in _PARTS.items():
        for part, between in parts:
            if name in left and part in left and part not in taken and left[part].strip():
                left[name] = left[name].rstrip() + _between(left[name], between) + left[part].strip()
                moved[part] = left.pop(part)
    return moved


def _between(text: str, mark: str) -> str:
    return " " if text.rstrip("} \n").endswith(_ENDS) else mark


def split(name: str, value: Any, held: Mapping[str, str]) -> tuple[Any, dict[str, str]]:
    """``value`` of a field without the kept parts that it ends with, and these."""
    parts: dict[str, str] = {}
    listed = _PARTS.get(name, ()) if isinstance(value, str) else ()
    for number, (part, between) in reversed([*enumerate(listed)]):
        kept = " ".join(held.get(part, "").split())
        before = next((held[earlier] for earlier, _ in reversed(listed[:number]) if earlier in held), "")
        for end in dict.fromkeys((kept, as_markup(kept))):
            if end and value.endswith(end) and (head := _head(value.removesuffix(end), between, before)):
                parts = {part: kept} | parts
                value = head
                break
    return value, parts


def _head(text: str, between: str, before: str) -> str:
    """What stands before a part, ``""`` if nothing parts them; ``before`` is what it ends with, if that is known."""
    heads = [text.removesuffix(between)] if text.endswith(between) else []
    if text.endswith(" ") and text[:-1].endswith(_ENDS):
        heads.append(text.removesuffix(" "))
    return next((head for head in heads if before and head.endswith(before)), heads[0] if heads else "")


def ambiguous(name: str, text: str) -> bool:
    """Whether the end of a field that others go on cannot be told from what is put between."""
    return any(between[0] == text.rstrip()[-1:] for _, between in _PARTS.get(name, ()))
