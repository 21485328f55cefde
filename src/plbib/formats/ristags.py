"""RIS's tags: the types, how names and dates are written, and one table that is read in both directions."""

import re
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from plbib.formats.bib import languages
from plbib.model import Date, Name
from plbib.text import dates, freedates
from plbib.text.unicode import on_one_line

_OTHERS = "others"
"""The name that stands for more authors."""

_TYPES = (
    ("paper-conference", "CONF"),
    ("article-journal", "JOUR"),
    ("article-magazine", "MGZN"),
    ("article-newspaper", "NEWS"),
    ("article", "UNPB"),
    ("manuscript", "MANSCPT"),
    ("book", "BOOK"),
    ("chapter", "CHAP"),
    ("thesis", "THES"),
    ("report", "RPRT"),
    ("webpage", "ELEC"),
    ("post-weblog", "BLOG"),
    ("software", "COMP"),
    ("dataset", "DATA"),
    ("patent", "PAT"),
    ("entry-encyclopedia", "ENCYC"),
    ("entry-dictionary", "DICT"),
    ("legal_case", "CASE"),
    ("legislation", "STAT"),
    ("bill", "BILL"),
    ("hearing", "HEAR"),
    ("standard", "STAND"),
    ("motion_picture", "VIDEO"),
    ("song", "SOUND"),
    ("musical_score", "MUSIC"),
    ("graphic", "ART"),
    ("figure", "FIGURE"),
    ("map", "MAP"),
    ("pamphlet", "PAMP"),
    ("personal_communication", "PCOMM"),
    ("speech", "SLIDE"),
    ("classic", "CLSWK"),
    ("document", "GEN"),
)
RIS_TYPE = dict(_TYPES)
CSL_TYPE = {written: kind for kind, written in _TYPES} | {
    "CPAPER": "paper-conference",
    "EJOUR": "article-journal",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "JFULL": "article-journal",
    "PREPRINT": "article",
    "WEB": "webpage",
    "ABST": "article-journal",
    "INPR": "article-journal",
    "EDBOOK": "book",
    "SER": "book",
    "CTLG": "book",
    "ANCIENT": "classic",
    "ADVS": "motion_picture",
    "MPCT": "motion_picture",
    "MULTI": "motion_picture",
    "AGGR": "dataset",
    "DBASE": "dataset",
    "CHART": "graphic",
    "EQUA": "figure",
    "GOVDOC": "report",
    "GRANT": "report",
    "ICOMM": "personal_communication",
    "LEGAL": "legislation",
    "UNBILL": "bill",
}


class _TagForm(Struct, frozen=True):
    """How a value becomes lines of one tag, and how these are read."""

    write: Callable[[Any], list[str]]
    read: Callable[[list[str]], Any]


class RisTag(Struct, frozen=True):
    """A row: tag, attribute of :class:`Item`, form, the CSL types it holds for, other tags read as it."""

    tag: str
    attribute: str
    form: _TagForm
    types: frozenset[str]
    also: tuple[str, ...] = ()


def _write_name(name: Name) -> str:
    """``Family, Given, Suffix``; what is no person as EndNote wants it: a comma behind, its own first one twice."""
    family = " ".join(filter(None, [name.dropping_particle, name.non_dropping_particle, name.family]))
    family, given, suffix = (on_one_line(part or "") for part in (family.replace(",", " "), name.given, name.suffix))
    if family and (given or suffix) and not name.literal:
        return ", ".join([family, given, suffix] if suffix else [family, given])
    whole = on_one_line(name.literal or "") or family or " ".join(filter(None, [given, suffix]))
    if whole == _OTHERS:
        return "et al.,"
    return whole.replace(",", ",,", 1) if "," in whole else whole + "," * (" " in whole)


def _read_name(text: str) -> Name:
    if text.rstrip("., ").lower() in ("et al", "and others", _OTHERS):
        return Name(literal=_OTHERS)
    family, *rest = (part.strip() for part in text.split(","))
    if ",," in text or not family or not any(rest):
        return Name(literal=text.replace(",,", ",", 1) if ",," in text else text.strip(", ") or text)
    return Name(family=family, given=rest[0] or None, suffix=", ".join(filter(None, rest[1:])) or None)


def _write_date(date: Date) -> list[str]:
    """``2023/05/01/``, what is not known being empty; only the first day, as the format has no range."""
    first = date.date_parts[0][:3] if date.date_parts else ()
    if not first:
        return [f"///{date.literal}"] if date.literal else []
    if first[0] <= 0:  # the format has no such day
        return [f"///{-first[0]} BCE"]
    return ["/".join([f"{first[0]:04}", *(f"{part:02}" for part in first[1:]), *[""] * (4 - len(first))])]


_COMPACT = re.compile(r"[0-9]{8}", re.ASCII)
_DAY = re.compile(r"([0-9]{4})(?:/(0?[1-9]|1[0-2])(?:/(0?[1-9]|[12][0-9]|3[01]))?)?(?=/|\s|$)", re.ASCII)


def read_date(lines: list[str]) -> Date | None:
    """The date in a value: in the form of the format, in that of ISO, or a year and perhaps a month in words."""
    text = lines[0].strip()
    known = dates.iso(text) or dates.before_ours(text.strip("/ "))
    found, years = _DAY.match(text), re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", text)
    if known:
        return known
    if found and ("/" in text or text == found[0]):
        return Date(date_parts=(tuple(int(part) for part in found.groups() if part),))
    if _COMPACT.fullmatch(text) and (day := dates.iso(f"{text[:4]}-{text[4:6]}-{text[6:]}")):
        return day
    if len(years) == 1 and not text.startswith("/"):
        if "/" not in text and (told := freedates.free(text)):
            return told
        month = dates.month_number(text)
        return Date(date_parts=((int(years[0]), month) if month else (int(years[0]),),))
    return Date(literal=text.strip("/ ")) if text.strip("/ ") else None


def _parted(lines: list[str]) -> list[str]:
    """Names, of which somebody has put several in a line: ``Kite, Ann; Bow, Cy``."""
    parts = [name for line in lines for name in (line.split(";") if _SEVERAL.fullmatch(line) else [line])]
    return [part.strip() for part in parts if part.strip()]


_SEVERAL = re.compile(r"[^,;]+,[^,;]+(?:;[^,;]+,[^,;]+)+;?")
_TEXT = _TagForm(lambda text: [text], lambda lines: lines[0])
_PEOPLE = _TagForm(lambda names: list(map(_write_name, names)), lambda lines: tuple(map(_read_name, _parted(lines))))
_LANGUAGE = _TagForm(lambda code: [code], lambda lines: languages.code(lines[0]) or lines[0])
_DATE = _TagForm(_write_date, read_date)
_ALL = frozenset(kind for kind, _ in _TYPES)
TALK, _BOOK = frozenset({"paper-conference"}), frozenset({"book"})
_PART = TALK | {
    "chapter",
    "entry-encyclopedia",
    "entry-dictionary",
    "article-journal",
    "article-magazine",
    "article-newspaper",
}
WHOLE = _BOOK | {"thesis", "report", "pamphlet", "classic"}
"""What has a number of pages, and stands on none."""
REPORT, _PROGRAM = frozenset({"report", "patent"}), frozenset({"software", "dataset"})
_UNPRINTED = _BOOK | {"article", "manuscript"}

# As EndNote's and Zotero's tables have them: T2 is the conference and C3 its proceedings, CY where it was held and C1
# where they were published; T2 is the series of a book, A3 its editor; SN is the number of a report.
TAGS = (
    RisTag("AU", "author", _PEOPLE, _ALL, ("A1",)),
    RisTag("TI", "title", _TEXT, _ALL - _UNPRINTED, ("T1", "CT")),
    RisTag("TI", "title", _TEXT, _UNPRINTED, ("T1", "CT", "BT")),
    RisTag("C3", "container_title", _TEXT, TALK, ("JF", "BT", "JO")),
    RisTag("T2", "event_title", _TEXT, TALK),
    RisTag("T2", "container_title", _TEXT, _ALL - TALK - _BOOK, ("JF", "BT", "JO")),
    RisTag("T2", "collection_title", _TEXT, _BOOK, ("T3",)),
    RisTag("T3", "collection_title", _TEXT, _ALL - _BOOK),
    RisTag("J2", "container_title_short", _TEXT, _ALL, ("JA", "J1", "JO")),
    RisTag("ST", "title-short", _TEXT, _ALL),
    RisTag("CY", "event_place", _TEXT, TALK),
    RisTag("C1", "publisher_place", _TEXT, TALK, ("PP",)),
    RisTag("CY", "publisher_place", _TEXT, _ALL - TALK, ("PP",)),
    RisTag("A2", "editor", _PEOPLE, _ALL - _BOOK, ("ED",)),
    RisTag("A3", "editor", _PEOPLE, _BOOK, ("ED", "A2")),
    RisTag("A4", "translator", _PEOPLE, _ALL),
    RisTag("ET", "edition", _TEXT, _ALL - _PROGRAM),
    RisTag("ET", "version", _TEXT, _PROGRAM),
    RisTag("VL", "volume", _TEXT, _ALL),
    RisTag("M1", "collection-number", _TEXT, _BOOK),
    RisTag("IS", "issue", _TEXT, _PART | _BOOK, ("M1",)),
    RisTag("C7", "number", _TEXT, _PART | _BOOK),
    RisTag("IS", "number", _TEXT, _ALL - _PART - _BOOK - REPORT, ("M1",)),
    RisTag("NV", "number-of-volumes", _TEXT, _BOOK | {"chapter"}),
    RisTag("SE", "chapter-number", _TEXT, _BOOK | {"chapter"}),
    RisTag("PB", "publisher", _TEXT, _ALL),
    RisTag("M3", "genre", _TEXT, _ALL),
    RisTag("DA", "issued", _DATE, _ALL),
    RisTag("Y2", "accessed", _DATE, _ALL),
    RisTag("DO", "doi", _TEXT, _ALL),
    RisTag("UR", "url", _TEXT, _ALL, ("LK",)),
    RisTag("LA", "language", _LANGUAGE, _ALL),
    RisTag("AB", "abstract", _TEXT, _ALL, ("N2",)),
    RisTag("N1", "note", _TEXT, _ALL),
)
SEVERAL = frozenset(row.tag for row in TAGS if row.form is _PEOPLE) | {"A1", "ED"}
"""Tags that stand in a line for each name."""
