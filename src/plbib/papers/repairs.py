"""What publishers' own exports get wrong: repaired where the repair is certain, reported in any case.

Here in items from any source; :mod:`plbib.papers.field_repairs` has what only a .bib gets wrong. One function a fault;
each returns what the value should be. Applied twice, nothing more changes.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from plbib.findings import Code
from plbib.model import Finding, Item, Name, Place
from plbib.papers.identifiers import is_isbn, is_issn, numbers
from plbib.text import jats
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
DOI_ADDRESS = regex(r"^\s*(?:(?:https?://(?:dx\.|www\.)?doi\.org/|doi:)\s*)+", re.IGNORECASE)
LOW_DOI = regex(r"10\.(?:18653/V1|1162/(?>\w+_A_)|1016/J\.|10(?:07|38)/S\d|1609/AAAI|24963/IJCAI|48550/ARX)[^a-z]*")
"""In capitals what the registrant writes without; others, as IEEE, have capitals of their own."""
_UNDEFINED = "undefined"
PEOPLE = ("author", "editor", "translator")
DBLP_NUMBERS = r"(?<!\s0\d{3})(?:\s+0\d{3})+"
"""dblp's numbers at the end of names."""
LOST, HOMONYMS = "“undefined” left out, in place of a letter that was lost", "the number of a homonym removed"
CHARACTERS, ENDS = "HTML entities made characters", "blanks at its ends removed"
BARE, SMALL = "the address around it removed", "made small letters, which are the same DOI"


def entities(value: str, write: Callable[[str], str] = str) -> str:
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


def pages_with(value: str, dash: str) -> str:
    """Pages with ``dash`` in ranges."""
    first, _, last = value.partition(dash)
    if first.isdecimal() and last.isdecimal():  # nearly always
        return value
    value = _DASH.sub(dash, value)
    return re.sub(r"(?<!\s)\s*-+\s*", dash, value.strip()) if _PAGES.fullmatch(value) else value


def drop_lost_letters(text: str) -> str:
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
    (CHARACTERS, _TEXTS, entities),
    ("the publisher's tags made those of CSL", _TEXTS, jats.clean),
    (ENDS, _TEXTS, str.strip),
    ("line ends and blanks made a blank", _TEXTS[:-3], lambda text: _BLANKS.sub(" ", text)),
    ("the dash made a hyphen", ("page",), lambda page: pages_with(page, "-")),
    (BARE, ("doi",), lambda doi: DOI_ADDRESS.sub("", doi)),
    (SMALL, ("doi",), lambda doi: doi.lower() if LOW_DOI.fullmatch(doi) else doi),
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
        ("&" not in joined or _ENTITY.search(joined) is None)
        and jats.clean(joined) == joined
        and joined == "\n".join(map(str.strip, texts))
        and ("  " not in joined and joined.count("\n") < len(texts))
        and "Representation Learning" not in joined
        and "Curan" not in joined
        and (not item.page or (item.page.isascii() and _SOUND_PAGE.fullmatch(item.page) is not None))
        and (not item.doi or (_SOUND_DOI.match(item.doi) is not None and not LOW_DOI.fullmatch(item.doi)))
    )


_SOUND_PAGE = regex(r"\w+(?:-\w+)?")
_SOUND_DOI = regex(r"10\.")


def _people(item: Item) -> Iterator[_Change]:
    for field in PEOPLE:
        people: tuple[Name, ...] = getattr(item, field)
        if not people or all(map(_faultless, people)):
            continue
        repairs = _NAME_REPAIRS if (item.container_title or "").startswith(_NEURIPS) else _NAME_REPAIRS[:-1]
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
    if not full.islower() or full != f"{name.given} {family}" or full in _BY_CHOICE or " " in family:
        return name
    if not _LOW_NAME.fullmatch(full):
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
    (CHARACTERS, _parts(entities, "&", "family", "given", "literal"), True),
    (LOST, _parts(drop_lost_letters, "undefined", "family", "given", "literal"), False),
    (HOMONYMS, _parts(lambda text: re.sub(rf"(?<=\w){DBLP_NUMBERS}$", "", text), "0", "family", "given"), True),
    ("names typed in small letters given capitals", _capitalized, True),
)


def _doubt(name: Name) -> str:
    """What is odd about a name, but may be its bearer's will."""
    full = _full_name(name)
    if "undefined" in (name.family, name.given, name.literal):
        return "“undefined” in place of a name that was lost"
    if full.islower() and " " in full and max(full) < "\u0250" and full not in _BY_CHOICE:  # Latin script only
        return f"no capital in {full} (left so, for some people write themselves so)"
    family = name.family or ""
    if name.given and family.isupper() and _HIGH.fullmatch(family):
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
