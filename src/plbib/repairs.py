"""What publishers' own exports get wrong: repaired where the repair is certain, reported in any case.

One function a fault, over the raw fields of a .bib entry or over an item from any source; each returns what the value
should be. Applied twice, nothing more changes.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import Severity
from plbib.identifiers import identify
from plbib.model import Finding, Item, Name, Place
from plbib.text import dates


class Repair(Struct, frozen=True, kw_only=True):
    """What was done to a field, as people read it; not ``certain`` if the right value must be looked up."""

    field: str
    what: str
    certain: bool = True


def findings(repairs: list[Repair], *, place: Place | None, key: str) -> list[Finding]:
    """One finding for what was repaired in a record, one for what is doubtful in it."""
    made = []
    for certain, code, severity, cure in (
        (True, "repaired", Severity.INFO, "nothing to mend"),
        (False, "doubtful-record", Severity.WARNING, "look it up, and correct it in a file of overrides"),
    ):
        told = [f"{repair.field}: {repair.what}" for repair in repairs if repair.certain is certain]
        if told:
            message = "; ".join(dict.fromkeys(told))
            made.append(Finding(code=code, severity=severity, message=message, cure=cure, place=place, key=key))
    return made


# Raw fields of a .bib -----------------------------------------------------------------------------------------------

_VERBATIM = frozenset({"url", "doi", "eprint", "file", "urldate", "date", "eventdate"})
_PEOPLE = frozenset({"author", "editor", "translator"})
_ENTITY = re.compile(r"\\?&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(r"(?<=[0-9A-Za-z])\s*(?:[–—−]|(?<!-)-(?!-)|\s-{2,}|-{2,}\s|-{3,})\s*(?=[0-9A-Za-z])")
_PAGES = re.compile(r"\s*[A-Za-z]{0,3}\d+\s*[-–—−]+\s*[A-Za-z]{0,3}\d+\s*")
_MONTH_DAYS = re.compile(r"^\W*\d{1,2}\s*(?:-+|–)\s*\d{1,2}\W+([A-Za-z]{3,9})\W*$")
_UNDEFINED = re.compile(r"(?<=\w)undefined\b")
_HOMONYM = re.compile(r"(?<=\w)\s+0\d{3}\b")
_QUOTE = re.compile(r"\{?\\textquoteright\s*\}?(?:\{\})?\s?")
_DOI_ADDRESS = re.compile(r"^\s*(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_ET_AL = re.compile(r"(?:\s+and)?,?\s+et\s+al\.?\s*$", re.IGNORECASE)
_LOW_NAME = re.compile(r"[a-z][a-z.'’-]*(?:[\s,]+[a-z][a-z.'’-]*)+")


def repair_fields(key: str, fields: Mapping[str, str]) -> tuple[dict[str, str], list[Repair]]:
    """The fields of one entry (lower-case name → raw TeX) without the faults that only a .bib has, and what was done."""
    repaired: dict[str, str] = {}
    made: list[Repair] = []
    if _NUMBER.fullmatch(key):
        made.append(Repair(field="key", what=f"{key} is a number, which another file may use, too"))
    for name, value in fields.items():
        if not value.strip():
            made.append(Repair(field=name, what="empty, left out"))
            continue
        for repair in _FIELD_REPAIRS:
            better = repair.mend(name, value)
            if better != value:
                made.append(Repair(field=name, what=repair.what, certain=repair.certain))
                value = better  # noqa: PLW2901 - each fault is mended in what the one before left
        repaired[name] = value
    return repaired, made


class _FieldRepair(Struct, frozen=True):
    what: str
    mend: Callable[[str, str], str]
    certain: bool = True


def _in(names: frozenset[str] | set[str], mend: Callable[[str], str]) -> Callable[[str, str], str]:
    return lambda name, value: mend(value) if name in names else value


def _in_text(mark: str, mend: Callable[[str], str]) -> Callable[[str, str], str]:
    """``mend`` for fields of text that hold ``mark``."""
    return lambda name, value: mend(value) if mark in value and name not in _VERBATIM else value


def _month(value: str) -> str:
    days = _MONTH_DAYS.match(value)
    number = dates.month_number(days[1]) if days else None
    return dates.MONTHS[number - 1] if number else value


def _entities(value: str) -> str:
    return _ENTITY.sub(lambda found: html.unescape(found[0].removeprefix("\\")), value)


def _pages(value: str) -> str:
    return "--".join(part.strip() for part in re.split(r"[-–—−]+", value)) if _PAGES.fullmatch(value) else value


def _persons(value: str) -> str:
    """Names typed without any capital, with one for each word."""
    people = value.split(" and ")
    return " and ".join(_capitalized(person) if _LOW_NAME.fullmatch(person.strip()) else person for person in people)


def _capitalized(name: str) -> str:
    return re.sub(r"(?<![a-z'’])[a-z]", lambda found: found[0].upper(), name)


_FIELD_REPAIRS = (
    _FieldRepair("blanks at its ends removed", lambda name, value: value.strip()),  # noqa: ARG005
    _FieldRepair("a range of days made the month", _in({"month"}, _month)),
    _FieldRepair("the dash made that of BibTeX", _in({"pages"}, _pages)),
    _FieldRepair("HTML entities made characters", _in_text("&", _entities)),
    _FieldRepair("a command for an apostrophe made an apostrophe", _in_text("\\textquoteright", lambda v: _QUOTE.sub("'", v))),
    _FieldRepair("the address around it removed", _in({"doi"}, lambda value: _DOI_ADDRESS.sub("", value))),
    _FieldRepair(
        "“undefined” removed from a name, in place of a lost letter",
        _in(_PEOPLE, lambda value: _UNDEFINED.sub("", value)),
        certain=False,
    ),
    _FieldRepair("the number of a homonym removed", _in(_PEOPLE, lambda value: _HOMONYM.sub("", value))),
    _FieldRepair("et al. made “and others”", _in(_PEOPLE, lambda value: _ET_AL.sub(" and others", value))),
    _FieldRepair("names in lower case given capitals", _in(_PEOPLE, _persons)),
)


# Items --------------------------------------------------------------------------------------------------------------

_TEXTS = ("title", "container_title", "collection_title", "event_title", "event_place", "publisher", "publisher_place")
_SWAPPED = re.compile(r"\bConference on Representation Learning\b")
_MISSPELLED = re.compile(r"\bCuran Associates\b")
_IEEE_DOI = re.compile(r"^10\.1109/", re.IGNORECASE)
_NEURIPS_DOI = re.compile(r"^10\.52202/", re.IGNORECASE)
_BY_ALPHABET = 4
"""Fewer authors can stand in the order of the alphabet by chance."""


def repair_item(item: Item) -> tuple[Item, list[Repair]]:
    """The item without the faults that its source is known for, and what was done; the same item if there is none."""
    made: list[Repair] = []
    for repair in _ITEM_REPAIRS:
        for field, value, what, certain in repair(item):
            made.append(Repair(field=_name(field), what=what, certain=certain))
            if getattr(item, field) != value:
                item = replace(item, **{field: value})
    return item, made


_Change = tuple[str, Any, str, bool]


def _name(field: str) -> str:
    return {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "url": "URL"}.get(field, field.replace("_", "-"))


def _item_text(item: Item) -> Iterator[_Change]:
    for field in _TEXTS:
        value = getattr(item, field)
        if not value:
            continue
        if "&" in value and _entities(value) != value:
            value = _entities(value)
            yield field, value, "HTML entities made characters", True
        if value != value.strip():
            yield field, value.strip(), "blanks at its ends removed", True


def _item_pages(item: Item) -> Iterator[_Change]:
    if item.page and _PAGES.fullmatch(item.page):
        page = re.sub(r"\s*[-–—−]+\s*", "-", item.page.strip())
        if page != item.page:
            yield "page", page, "the dash made a hyphen", True


def _item_doi(item: Item) -> Iterator[_Change]:
    doi = item.doi or ""
    bare = _DOI_ADDRESS.sub("", doi)
    if bare != doi:
        yield "doi", bare, "the address around it removed", True
    letters = [letter for letter in bare if letter.isalpha()]
    if letters and all(letter.isupper() for letter in letters) and len(letters) > 1 and identify(bare):
        yield "doi", bare.lower(), "written in lower case, as it is registered", True


def _item_people(item: Item) -> Iterator[_Change]:
    for field in ("author", "editor", "translator"):
        people: tuple[Name, ...] = getattr(item, field)
        for what, mend, certain in _NAME_REPAIRS:
            better = tuple(mend(name) for name in people)
            if better != people:
                people = better
                yield field, people, what, certain


def _parts(mend: Callable[[str], str]) -> Callable[[Name], Name]:
    def apply(name: Name) -> Name:
        parts = {part: mend(text) for part in ("family", "given", "literal") if (text := getattr(name, part))}
        return replace(name, **parts) if any(getattr(name, part) != text for part, text in parts.items()) else name

    return apply


def _capitals(name: Name) -> Name:
    if not name.family or not name.given or not f"{name.family}{name.given}".isascii():
        return name
    low = f"{name.family} {name.given}"
    if low != low.lower() or name.non_dropping_particle or not _LOW_NAME.fullmatch(low):
        return name
    return replace(name, family=_capitalized(name.family), given=_capitalized(name.given))


_NAME_REPAIRS = (
    (
        "“undefined” removed from a name, in place of a lost letter",
        _parts(lambda text: _UNDEFINED.sub("", text)),
        False,
    ),
    ("the number of a homonym removed", _parts(lambda text: _HOMONYM.sub("", text)), True),
    ("names in lower case given capitals", _capitals, True),
)


def _item_venue(item: Item) -> Iterator[_Change]:
    container = item.container_title or ""
    if _SWAPPED.search(container):
        right = _SWAPPED.sub("Conference on Learning Representations", container)
        yield "container_title", right, "“Representation Learning” made “Learning Representations”", True
    publisher = item.publisher or ""
    if _MISSPELLED.search(publisher):
        yield "publisher", _MISSPELLED.sub("Curran Associates", publisher), "“Curan” made “Curran”", True
    if not publisher and _IEEE_DOI.match(item.doi or ""):
        yield "publisher", "IEEE", "IEEE, as its DOI says", True
    if publisher == "USENIX Association" and item.publisher_place and not item.event_place:
        yield "event_place", item.publisher_place, "the place in the address is the event's", True
        yield "publisher_place", None, "the place in the address is the event's", True


def _item_order(item: Item) -> Iterator[_Change]:
    families = [(name.family or name.literal or "").casefold() for name in item.author]
    if _NEURIPS_DOI.match(item.doi or "") and len(families) >= _BY_ALPHABET and families == sorted(families):
        yield "author", item.author, "in the order of the alphabet, which this publisher's records lose the true one to", False


_ITEM_REPAIRS: tuple[Callable[[Item], Iterator[_Change]], ...] = (
    _item_text,
    _item_pages,
    _item_doi,
    _item_people,
    _item_venue,
    _item_order,
)
