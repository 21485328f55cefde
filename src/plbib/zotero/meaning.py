"""Whether two values of a field mean the same, however people or programs spelled them."""

import re
import unicodedata
from collections.abc import Callable

from plbib.papers import venues
from plbib.papers.identifiers import identify, token
from plbib.text.unicode import squeeze
from plbib.zotero import values
from plbib.zotero.items import Creator, Value

_DATES = frozenset("accessDate date filingDate originalDate".split())
_CODES = frozenset("ISBN ISSN PMCID PMID".split())
_SPELLED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"})
_DASHES = re.compile(r" *-+ *")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)$")


def same(field: str, one: Value, other: Value) -> bool:
    """Whether ``one`` and ``other``, of the canonical field ``field``, mean the same.

    Dates are compared by value, creators role by role, DOIs without resolver and case, addresses as they are encoded,
    venues by what people call them, all else but for the form of quotation marks, dashes, blanks and Unicode.
    """
    if one == other:
        return True
    if not one or not other:
        return False
    if isinstance(one, str) and isinstance(other, str):
        form = _FORMS.get(field, _text)
        return form(one) == form(other) or (field == "publicationTitle" and _is_short(one, other))
    return not isinstance(one, str) and not isinstance(other, str) and _people(one) == _people(other)


def _text(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFC", text).translate(_SPELLED).split())
    return _DASHES.sub("-", plain).removesuffix(".")


def _date(text: str) -> object:
    date = values.parse_date(text)
    return date if date.date_parts else _text(text)


def _doi(text: str) -> str:
    named = identify(text)
    return named.token if named else text.lower()


def _code(text: str) -> str:
    return re.sub(r"[\s-]", "", text).upper()


def _is_short(one: str, other: str) -> bool:
    """Whether one venue is what people call the other."""
    return _calls(one, other) or _calls(other, one)


def _calls(name: str, title: str) -> bool:
    """Whether people call the venue of ``title`` by ``name``; with a year it is the title of that year."""
    known = venues.recognise(name)
    year = _YEAR.search(name)
    if known and year:
        return _text(known.title(int(year[1]))) == _text(title)
    named = known is not None and squeeze(name) in map(squeeze, known.spellings)
    return name == venues.short_name(title) or (named and venues.recognise(title) is known)


def _people(creators: tuple[Creator, ...]) -> dict[str, list[tuple[str, ...]]]:
    by_role: dict[str, list[tuple[str, ...]]] = {}
    for person in creators:
        parts = (person.name or "", person.last_name or "", person.first_name or "")
        by_role.setdefault(person.creator_type, []).append(tuple(map(_text, parts)))
    return by_role


_FORMS: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(_DATES, _date),
    **dict.fromkeys(_CODES, _code),
    **dict.fromkeys(("DOI", "extra.doi"), _doi),
    "url": token,
}
