"""What publishers' own exports get wrong: repaired where the repair is certain, reported in any case.

One function a fault, over the raw fields of a .bib entry or over an item from any source; each returns what the value
should be. Applied twice, nothing more changes.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from plbib.findings import Code
from plbib.model import Finding, Item, Name, Place
from plbib.papers.identifiers import is_isbn, is_issn, numbers
from plbib.papers.name_lists import with_ands, with_others, with_people, with_rulers, with_suffixes
from plbib.text import dates, jats
from plbib.text.html import unescape
from plbib.text.patterns import regex


class Repair(Struct, frozen=True, kw_only=True):
    """What was done to a field, as people read it; not ``certain`` if the right value must be looked up."""

    field: str
    what: str
    certain: bool = True


def findings(repairs: list[Repair], *, place: Place | None, key: str) -> list[Finding]:
    """One finding for what was repaired in a record, one for what is doubtful in it."""
    reported: list[Finding] = []
    if not repairs:  # nearly always
        return reported
    for certain, code in ((True, Code.REPAIRED), (False, Code.DOUBTFUL_RECORD)):
        reasons = [f"{repair.field}: {repair.what}" for repair in repairs if repair.certain is certain]
        message = "; ".join(dict.fromkeys(reasons))
        if message:
            reported.append(code.finding(message, place=place, key=key))
    return reported


# Texts, raw or not --------------------------------------------------------------------------------------------------

_ENTITY = regex(
    r"\\?&(?P<amp>(?:amp;|#0*38;|#[xX]0*26;)*)(?P<name>[A-Za-z][A-Za-z0-9]{1,7}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});"
)
_DASH = regex(r"(?<=\w)\s*[–—−]+\s*(?=\w)")
_PAGE = r"[A-Za-z]{0,3}\d+(?::\d+)?"
_PAGES = regex(rf"\s*{_PAGE}\s*-+\s*{_PAGE}(?:\s*,\s*{_PAGE}(?:\s*-+\s*{_PAGE})?)*\s*")
_DOI_ADDRESS = regex(r"^\s*(?:(?:https?://(?:dx\.|www\.)?doi\.org/|doi:)\s*)+", re.IGNORECASE)
_LOW_DOI = regex(r"10\.(?:18653/V1|1162/(?>\w+_A_)|1016/J\.|10(?:07|38)/S\d|1609/AAAI|24963/IJCAI|48550/ARX)[^a-z]*")
"""In capitals what the registrant writes without; others, as IEEE, have capitals of their own."""
_UNDEFINED = "undefined"
_LOST, _HOMONYMS = "“undefined” left out, in place of a letter that was lost", "the number of a homonym removed"
_CHARACTERS, _ENDS = "HTML entities made characters", "blanks at its ends removed"
_BARE, _SMALL = "the address around it removed", "made small letters, which are the same DOI"


def _entities(value: str, write: Callable[[str], str] = str) -> str:
    """``value`` with characters for HTML's entities, however often they were escaped; ``write`` says how."""
    before = None
    while before != value and "&" in value:
        before, value = value, _ENTITY.sub(lambda match: _character(match, write), value)
    return value


def _character(match: re.Match[str], write: Callable[[str], str]) -> str:
    name = match["name"]
    from html.entities import name2codepoint  # takes a while to load

    text = unescape(f"&{name};") if name[0] == "#" or name == "apos" or name in name2codepoint else ""
    # Nobody escapes letters, digits and semicolons; they could only make another entity.
    if text == "\ufffd" or not (text.isprintable() or text.isspace()) or re.fullmatch(r"[0-9A-Za-z;]?", text):
        return f"&{name};" if match["amp"] else match[0]
    return " " if text.isspace() and text != "\u00a0" else write(text)


def _pages(value: str, dash: str) -> str:
    value = _DASH.sub(dash, value)
    return re.sub(r"(?<!\s)\s*-+\s*", dash, value.strip()) if _PAGES.fullmatch(value) else value


def _defined(text: str) -> str:
    """A name without what stands for a lost letter, beside a letter, unless nothing else is in it."""
    left: list[str] = []
    joint = -1  # where one was left out
    for at, letter in enumerate(text, 1):
        left.append(letter)
        start = len(left) - len(_UNDEFINED)
        if letter == _UNDEFINED[-1] and start >= 0 and "".join(left[start:]) == _UNDEFINED:
            before, behind = "".join(left[start - 1 : start]), text[at : at + 1]
            if start == joint or before.isalpha() or (before != "\\" and behind.isalpha()):
                del left[start:]
                joint = start
    return "".join(left) if "".join(left).strip() else text


# Raw fields of a .bib -----------------------------------------------------------------------------------------------

_VERBATIM = frozenset({"url", "doi", "eprint", "file", "urldate", "date", "eventdate"})
_PEOPLE = ("author", "editor", "translator")
_DAYS = regex(r"\W*\d{1,2}\s*(?:([A-Za-z]{3,9})\W*?[-–]|-+|–)\s*\d{1,2}\W+([A-Za-z]{3,9})\W*")
_NUMBERS = r"(?<!\s0\d{3})(?:\s+0\d{3})+"
_HOMONYM = regex(rf"(\{{(?:[^{{}}]|\{{[^{{}}]*\}})*\}})|(?<=[^\s,])(?<!\band){_NUMBERS}(?=\s*(?:,|$|\sand\s))")
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
        if not (name in _PLAIN and NO_VALUE.fullmatch(value.strip("{} "))) and value.strip(" \t\r\n~{}"):
            repaired[name], done = _repaired(name, value)
            repairs += done
        else:
            repairs.append(Repair(field=name, what="empty, left out"))
    doi, sources = repaired.get("doi", ""), (key, fields.get("biburl", ""), fields.get("bibsource", ""))
    if doi == doi.upper() != doi.lower() and any("dblp" in source.lower() for source in sources):
        repairs.append(Repair(field="doi", what=_SMALL))
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
    repairs, before = [], ""
    while before != value:  # what one repair leaves can show the next fault
        before = value
        for row in _rows(name):
            better = row.mend(value) if row.mark in value else value
            if better != value:
                repairs.append(Repair(field=name, what=row.what, certain=row.certain))
                value = better
    return value, repairs


class _Row(Struct, frozen=True):
    """``mend`` for ``fields`` (none: all of text) that hold ``mark``."""

    what: str
    fields: tuple[str, ...]
    mend: Callable[[str], str]
    mark: str = ""
    certain: bool = True


@lru_cache(maxsize=256)
def _rows(name: str) -> tuple[_Row, ...]:
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
    _Row(_CHARACTERS, (), lambda text: _entities(text, lambda sign: _TEX.get(sign, sign)), "&"),
    _Row(_CHARACTERS, ("doi",), _entities, "&"),
    _Row("a command for an apostrophe made an apostrophe", (), lambda text: _QUOTE.sub("'", text), "\\textquote"),
    _Row(_BARE, ("doi",), lambda doi: _DOI_ADDRESS.sub("", doi)),
    _Row(_SMALL, ("doi",), lambda doi: doi.lower() if _LOW_DOI.fullmatch(doi) else doi),
    _Row("a range of days made the month it begins in", ("month",), _month),
    _Row("made BibTeX's macro", ("month",), _named_month),
    _Row("the dash made that of BibTeX", ("pages",), lambda pages: _pages(pages, "--")),
    _Row("the publisher's markup removed", ("address", "location", "venue"), _place, "<"),
    _Row(_LOST, _PEOPLE, _defined, "undefined", certain=False),
    _Row("et al. made “and others”", _PEOPLE, with_others),
    _Row("an “and” with nobody beside it removed", _PEOPLE, with_people),
    _Row("“;” or “&” between people made “and”", _PEOPLE, with_ands),
    _Row("the name of a pope or king put in braces", _PEOPLE, with_rulers),
    _Row("the part of a name behind the family set before the given name", _PEOPLE, with_suffixes),
    _Row(_HOMONYMS, _PEOPLE, lambda people: _HOMONYM.sub(lambda match: match[1] or "", people), "0"),
    _Row(_ENDS, (), lambda text: text.strip(" \t")),
)


# Items --------------------------------------------------------------------------------------------------------------

_Change = tuple[str, str, dict[str, Any], bool]
"""The field, what was done, what the item is to hold (where it is left so, nothing), whether that is certain."""


def repair_item(item: Item) -> tuple[Item, list[Repair]]:
    """The item without the faults that its source is known for, and what was done to it."""
    repairs: list[Repair] = []
    for repair in _ITEM_REPAIRS:
        for field, what, values, certain in repair(item):
            name = "DOI" if field == "doi" else field.replace("_", "-")
            repairs.append(Repair(field=name, what=what, certain=certain))
            item = replace(item, **values) if values else item
    return item, repairs


_SWAPPED = regex(r"(?<=International Conference on )Representation Learning\b(?! (?:and|for|from|in|of|on)\b)")
_TEXTS = (
    *("title", "container_title", "container_title_short", "collection_title", "event_title", "event_place"),
    *("publisher", "publisher_place", "genre", "abstract", "keyword", "note"),
)
_BLANKS = regex(r"\s*[\r\n]\s+|[ \t]{2,}")
_TEXT_REPAIRS: tuple[tuple[str, tuple[str, ...], Callable[[str], str]], ...] = (
    (_CHARACTERS, _TEXTS, _entities),
    ("the publisher's tags made those of CSL", _TEXTS, jats.cleaned),
    (_ENDS, _TEXTS, str.strip),
    ("line ends and blanks made a blank", _TEXTS[:-3], lambda text: _BLANKS.sub(" ", text)),
    ("the dash made a hyphen", ("page",), lambda page: _pages(page, "-")),
    (_BARE, ("doi",), lambda doi: _DOI_ADDRESS.sub("", doi)),
    (_SMALL, ("doi",), lambda doi: doi.lower() if _LOW_DOI.fullmatch(doi) else doi),
    ("the words made “Learning Representations”", ("container_title",), lambda text: _SWAPPED.sub(_RIGHT, text)),
    ("“Curan” made “Curran”", ("publisher",), lambda name: re.sub(r"^Curan(?=$| Associates)", "Curran", name)),
)
_RIGHT = "Learning Representations"


def _texts(item: Item) -> Iterator[_Change]:
    if _sound(item):
        return
    for what, fields, mend in _TEXT_REPAIRS:
        for field in fields:
            value = getattr(item, field)
            if value and (better := mend(value)) != value:
                item = replace(item, **{field: better})
                yield field, what, {field: better}, True


_texts_of = attrgetter(*_TEXTS)


def _sound(item: Item) -> bool:
    """Whether no text holds what any of :data:`_TEXT_REPAIRS` looks for."""
    texts: list[str] = [text for text in _texts_of(item) if text]
    joined = "\n".join(texts)
    return (
        "&" not in joined
        and jats.cleaned(joined) == joined
        and joined == "\n".join(map(str.strip, texts))
        and ("  " not in joined and joined.count("\n") < len(texts))
        and "Representation Learning" not in joined
        and "Curan" not in joined
        and (not item.page or (item.page.isascii() and _SOUND_PAGE.fullmatch(item.page) is not None))
        and (not item.doi or (_SOUND_DOI.match(item.doi) is not None and not _LOW_DOI.fullmatch(item.doi)))
    )


_SOUND_PAGE = regex(r"\w+(?:-\w+)?")
_SOUND_DOI = regex(r"10\.")


def _people(item: Item) -> Iterator[_Change]:
    repairs = _NAME_REPAIRS if (item.container_title or "").startswith(_NEURIPS) else _NAME_REPAIRS[:-1]
    for field in _PEOPLE:
        people: tuple[Name, ...] = getattr(item, field)
        if all(map(_faultless, people)):
            continue
        for what, mend, certain in repairs:
            better = tuple(mend(name) for name in people)
            if better != people:
                people = better
                yield field, what, {field: people}, certain
        for doubt in filter(None, map(_doubt, people)):
            yield field, doubt, {}, False


@lru_cache(maxsize=20_000)
def _faultless(name: Name) -> bool:
    """Whether nothing is to be done to a name, nor to be said of it; most come again and again."""
    family = name.family or ""
    if family[:1].isupper() and family[1:2].islower():  # so that no repair of capitals has anything to do
        parts = f"{family} {name.given} {name.literal}"
        if "&" not in parts and "0" not in parts and "undefined" not in parts:
            return True
    return not _doubt(name) and all(mend(name) is name for _, mend, _ in _NAME_REPAIRS)


def _parts(mend: Callable[[str], str], mark: str, *parts: str) -> Callable[[Name], Name]:
    """What mends the parts of a name that hold ``mark``; a name without a fault is returned itself."""

    def mended(name: Name) -> Name:
        held = {part: text for part in parts if (text := getattr(name, part)) and mark in text}
        better = {part: new for part, text in held.items() if (new := mend(text)) != text}
        return replace(name, **better) if better else name

    return mended


def _full_name(name: Name) -> str:
    return " ".join(filter(None, [name.given, name.dropping_particle, name.non_dropping_particle, name.family]))


def _capitalized(name: Name) -> Name:
    full, family = _full_name(name), name.family or ""
    if full != f"{name.given} {family}" or full in _BY_CHOICE or not _LOW_NAME.fullmatch(full) or " " in family:
        return name
    given = re.sub(r"\b[a-z]", lambda match: match[0].upper(), name.given or "")
    return replace(name, given=given, family=family.capitalize())


_NEURIPS = "Advances in Neural Information Processing Systems"
"""Its authors type their names themselves, some without capitals."""
_BY_CHOICE = frozenset({"bell hooks", "danah boyd"})
_LOW_NAME = regex(r"[a-z]+(?:[ .-]+[a-z]+)*\.? (?!mac|mc)[a-z]{2,}")
"""Given names and a family name that has one capital for certain, its first."""
_HIGH = regex(r"(?![IVX]+$)[A-ZÀ-ÖØ-Þ]{3,}(?:[ '’-][A-ZÀ-ÖØ-Þ]+)*")
_NAME_REPAIRS = (
    (_CHARACTERS, _parts(_entities, "&", "family", "given", "literal"), True),
    (_LOST, _parts(_defined, "undefined", "family", "given", "literal"), False),
    (_HOMONYMS, _parts(lambda text: re.sub(rf"(?<=\w){_NUMBERS}$", "", text), "0", "family", "given"), True),
    ("names typed in small letters given capitals", _capitalized, True),
)


def _doubt(name: Name) -> str:
    """What is odd about a name, but may be its bearer's will."""
    full = _full_name(name)
    if "undefined" in (name.family, name.given, name.literal):
        return "“undefined” in place of a name that was lost"
    if full.islower() and " " in full and max(full) < "\u0250" and full not in _BY_CHOICE:  # Latin script only
        return f"no capital in {full} (left so, for some people write themselves so)"
    if name.given and _HIGH.fullmatch(name.family or ""):
        return f"capitals in {full}, which do not tell how the name is written (left so)"
    return ""


_PUBLISHERS_CITY = regex(r"Berkeley\b|USA$|United States")


def _publisher(item: Item) -> Iterator[_Change]:
    if item.author and not item.publisher and (item.doi or "").startswith("10.1109/"):  # not what a list alone says
        yield "publisher", "IEEE, as its DOI says", {"publisher": "IEEE"}, True
    place = "" if item.event_place else item.publisher_place
    if item.publisher == "USENIX Association" and place and not _PUBLISHERS_CITY.match(place):
        what = "the event's, not the publisher's: made event-place"
        yield "publisher_place", what, {"event_place": place, "publisher_place": None}, True


def _order(item: Item) -> Iterator[_Change]:
    if not (item.doi or "").startswith("10.52202/") or "neurips.cc/" in (item.url or ""):
        return  # the proceedings themselves have the true order
    families = [(name.family or name.literal or "").casefold() for name in item.author]
    if len(families) > 3 and families == sorted(families):  # fewer can stand so by chance
        what = "in the order of the alphabet, in which this publisher registers them whatever the true order is"
        yield "author", what, {}, False


def _numbers(item: Item) -> Iterator[_Change]:
    if item.isbn and not item.issn and not numbers(item.isbn, is_isbn) and numbers(item.isbn, is_issn):
        yield "isbn", "an ISSN, moved to its field", {"isbn": None, "issn": item.isbn}, True


_ITEM_REPAIRS = (_texts, _people, _publisher, _order, _numbers)
