"""What the raw fields of a .bib entry get wrong: repaired before they are read (see :mod:`plbib.papers.repairs`)."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from msgspec import Struct

from plbib.papers.name_lists import with_ands, with_others, with_people, with_rulers, with_suffixes
from plbib.papers.repairs import (
    BARE,
    CHARACTERS,
    DBLP_NUMBERS,
    DOI_ADDRESS,
    ENDS,
    HOMONYMS,
    LOST,
    LOW_DOI,
    PEOPLE,
    SMALL,
    Repair,
    drop_lost_letters,
    entities,
    pages_with,
)
from plbib.text import dates
from plbib.text.patterns import regex

_VERBATIM = frozenset({"url", "doi", "eprint", "file", "urldate", "date", "eventdate"})
_DAYS = regex(r"\W*\d{1,2}\s*(?:([A-Za-z]{3,9})\W*?[-–]|-+|–)\s*\d{1,2}\W+([A-Za-z]{3,9})\W*")
_HOMONYM = regex(rf"(\{{(?:[^{{}}]|\{{[^{{}}]*\}})*\}})|(?<=[^\s,])(?<!\band){DBLP_NUMBERS}(?=\s*(?:,|$|\sand\s))")
"""dblp's number at the end of a name; in braces it belongs to an organisation."""
_QUOTE = regex(r"\{\\textquote(?:right|single)\s*\}|\\textquote(?:right|single)(?![A-Za-z@])(?:\s*\{\}|\s+)?")
_MARKUP = regex(r"</?(?:conf-loc|city|state|country)>")


def repair_fields(key: str, fields: Mapping[str, str], head: str = "") -> tuple[dict[str, str], list[Repair]]:
    """The fields of one entry (lower-case name → raw TeX) without the faults that only a .bib has; what was done.

    ``head`` is what stands up to the first comma; the value of a month that is a macro is the macro's name.
    """
    repaired: dict[str, str] = {}
    repairs = [Repair(field="key", what=what) for mark, what in _HEADS if mark.search(head)]
    if key.isdecimal():
        repairs.append(
            Repair(field="key", what=f"{key}, a number, may be another paper's elsewhere (kept)", certain=False)
        )
    for name, value in fields.items():
        is_none = name in _PLAIN and not value[:1].isdecimal() and NO_VALUE.fullmatch(value.strip("{} "))
        if not is_none and value.strip(" \t\r\n~{}"):
            repaired[name], done = _repaired(name, value)
            repairs += done
        else:
            repairs.append(Repair(field=name, what="empty, left out"))
    doi, sources = repaired.get("doi", ""), (key, fields.get("biburl", ""), fields.get("bibsource", ""))
    if doi == doi.upper() != doi.lower() and any("dblp" in source.lower() for source in sources):
        repairs.append(Repair(field="doi", what=SMALL))
        repaired["doi"] = doi.lower()
    if {"booktitle", "address", "location"} <= repaired.keys() and "venue" not in repaired:
        repaired["venue"] = repaired.pop("location")
        repairs.append(Repair(field="location", what="taken for the event's place, address for the publisher's"))
    return repaired, repairs


NO_VALUE = regex(r"\W*(?:nil|undefined|n\\?/a|null|nan|none|\(null\))\W*|\W*[-–—?]+\W*", re.IGNORECASE)
"""What programs and people write in a field to say that there is no value."""
_PLAIN = frozenset(
    "pages volume number issue month edition publisher address location series chapter doi url isbn issn year date "
    "eprint".split()
)
"""Fields in which they do."""


def _repaired(name: str, value: str) -> tuple[str, list[Repair]]:
    repairs: list[Repair] = []
    if name not in _OWN_REPAIRS and not any(map(value.__contains__, _MARKS)) and value == value.strip(" \t"):
        return value, repairs  # nearly always
    before = ""
    while before != value:  # what one repair leaves can show the next fault
        before = value
        for row in _rows(name):
            better = row.mend(value) if row.mark in value else value
            if better != value:
                repairs.append(Repair(field=name, what=row.what, certain=row.certain))
                value = better
    return value, repairs


class _Remedy(Struct, frozen=True):
    """``mend`` for ``fields`` (none: all of text) that hold ``mark``."""

    what: str
    fields: tuple[str, ...]
    mend: Callable[[str], str]
    mark: str = ""
    certain: bool = True


@lru_cache(maxsize=256)
def _rows(name: str) -> tuple[_Remedy, ...]:
    return tuple(row for row in _FIELD_REPAIRS if (name in row.fields if row.fields else name not in _VERBATIM))


_HEADS = (
    (regex(r"\n"), "put on the line on which its entry begins"),
    (regex(r"[ \t][{(]"), "the blank before its brace removed"),
)


def _named_month(value: str) -> str:
    """``June`` and ``6`` as BibTeX's macro; of more than a month nothing is lost."""
    number = dates.month_number(value) if _ONE_MONTH.fullmatch(value) else None
    return dates.MONTHS[number - 1] if number else value


_ONE_MONTH = regex(r"\s*(?:[A-Za-z]{3,9}\.?|\d{1,2})\s*")


def _month(value: str) -> str:
    """The month in which a range of days begins; of one over the end of a year the year would not be certain."""
    days = _DAYS.fullmatch(value)
    first, last = (dates.month_number(name or days[2]) for name in days.groups()) if days else (None, None)
    return dates.MONTHS[first - 1] if first and last and first <= last else value


def _place(value: str) -> str:
    plain = _MARKUP.sub("", value)
    return ", ".join(filter(None, map(str.strip, plain.split(",")))) if plain != value else value


_TEX = {"%": "\\%", "#": "\\#", "$": "\\$", "_": "\\_", "\\": "{\\textbackslash}", "~": "{\\textasciitilde}"}
_TEX |= {"{": "{\\textbraceleft}", "}": "{\\textbraceright}", "^": "{\\textasciicircum}", "`": "{\\textasciigrave}"}
"""What TeX would read otherwise, as :func:`plbib.text.tex.escape` has it; loading that takes a while."""
_FIELD_REPAIRS = (
    _Remedy(CHARACTERS, (), lambda text: entities(text, lambda sign: _TEX.get(sign, sign)), "&"),
    _Remedy(CHARACTERS, ("doi",), entities, "&"),
    _Remedy("a command for an apostrophe made an apostrophe", (), lambda text: _QUOTE.sub("'", text), "\\textquote"),
    _Remedy(BARE, ("doi",), lambda doi: DOI_ADDRESS.sub("", doi)),
    _Remedy(SMALL, ("doi",), lambda doi: doi.lower() if LOW_DOI.fullmatch(doi) else doi),
    _Remedy("a range of days made the month it begins in", ("month",), _month),
    _Remedy("made BibTeX's macro", ("month",), _named_month),
    _Remedy("the dash made that of BibTeX", ("pages",), lambda pages: pages_with(pages, "--")),
    _Remedy("the publisher's markup removed", ("address", "location", "venue"), _place, "<"),
    _Remedy(LOST, PEOPLE, drop_lost_letters, "undefined", certain=False),
    _Remedy("et al. made “and others”", PEOPLE, with_others),
    _Remedy("an “and” with nobody beside it removed", PEOPLE, with_people),
    _Remedy("“;” or “&” between people made “and”", PEOPLE, with_ands),
    _Remedy("the name of a pope or king put in braces", PEOPLE, with_rulers),
    _Remedy("the part of a name behind the family set before the given name", PEOPLE, with_suffixes),
    _Remedy(HOMONYMS, PEOPLE, lambda people: _HOMONYM.sub(lambda match: match[1] or "", people), "0"),
    _Remedy(ENDS, (), lambda text: text.strip(" \t")),
)
_MARKS = [row.mark for row in _FIELD_REPAIRS if row.mark and not row.fields]
"""What shows that there may be something to repair in a field without repairs of its own."""
_OWN_REPAIRS = frozenset(name for row in _FIELD_REPAIRS for name in row.fields)
