"""Names and dates as Zotero's fields hold them and its citation processor reads them."""

import re
from itertools import takewhile

from plbib.formats.ristags import read_date
from plbib.model import Date, Name
from plbib.text import dates

_REMOVED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def clean_text(text: str) -> str:
    """``text`` as the server keeps it: without control characters and white space at its ends."""
    return _REMOVED.sub("", text).strip(" \t\n")


def clean_line(text: str) -> str:
    """``text`` as the server keeps it, on one line."""
    return clean_text(text).replace("\n", " ")


# Names --------------------------------------------------------------------------------------------------------------

_APOSTROPHES = "'’ʻ"
_SUFFIX = re.compile(r"(.*?) *,(!?) *(.*)", re.DOTALL)
_SEPARATOR = re.compile(r"(?<!\s)\s*\|\|\s*")


def format_name(name: Name) -> tuple[str, ...]:
    """``(last, first)`` of a person, ``(name,)`` of an organisation, ``()`` of an empty name.

    A non-dropping particle stands before the last name, a dropping one behind the first, a suffix behind a comma there
    (``,!`` if a comma belongs before it).
    """
    literal = _trim(clean_line(name.literal or ""))
    if literal:
        return (literal,)
    family, given, particle, dropping, suffix = (
        clean_line(part or "")
        for part in (name.family, name.given, name.non_dropping_particle, name.dropping_particle, name.suffix)
    )
    blank = "" if particle[-1:] in (*_APOSTROPHES, "-") else " "
    last, first = f"{particle}{blank}{family}", f"{given} {dropping}".strip(" ")
    if suffix:
        first += f",! {suffix}" if name.comma_suffix else f", {suffix}"
    parts = (_trim(last), _trim(first))
    return parts if any(parts) else ()


def _trim(text: str) -> str:
    """``text`` as the server keeps a part of a name: nothing invisible at its ends, in any script."""
    seen = [at for at, character in enumerate(text) if character.isprintable() and character != " "]
    return text[seen[0] : seen[-1] + 1] if seen else ""


def parse_name(parts: tuple[str, ...]) -> Name:
    """The name in ``(last, first)`` or ``(name,)``.

    What any citation processor would take for a particle or a suffix is one, whether or not it was one before: words in
    lower case before the last name and behind the first, and what follows a comma. ``d'`` and ``al-`` stay part of the
    last name. Nothing is taken from a last name in quotes.
    """
    if len(parts) == 1:
        return Name(literal=parts[0] or None)
    last, first = parts
    if len(last) > 1 and last[0] == last[-1] == '"':
        return Name(family=last, given=first or None)
    cut = _SUFFIX.fullmatch(first)
    given, comma, suffix = cut.groups() if cut else (first, "", "")
    family, before = _cut(last.split(" "))
    turned, behind = _cut(given.split(" ")[::-1])
    return Name(
        family=" ".join(family) or None,
        given=" ".join(turned[::-1]) or None,
        non_dropping_particle=" ".join(before) or None,
        dropping_particle=" ".join(behind[::-1]) or None,
        suffix=suffix or None,
        comma_suffix=bool(comma and suffix),
    )


def _cut(words: list[str]) -> tuple[list[str], list[str]]:
    """The words of a name, and those before it that are in lower case."""
    low = [*takewhile(lambda word: word.lstrip(f"{_APOSTROPHES}-")[:1].islower(), words[:-1])]
    return words[len(low) :], low


def join_name(parts: tuple[str, ...]) -> str:
    """The parts of a name as a line of Extra: ``Last || First``, or an organisation."""
    return " || ".join(parts).strip(" ")


def split_name(text: str) -> tuple[str, ...]:
    """The parts of a name in a line of Extra."""
    return tuple(_SEPARATOR.split(text, maxsplit=1))


# Dates --------------------------------------------------------------------------------------------------------------

_SEASONS = {"Spring": 1, "Summer": 2, "Fall": 3, "Autumn": 3, "Winter": 4}
_SEASON_NAMES: dict[int | str | None, str] = {number: f"{name} " for name, number in _SEASONS.items()}
_DAY = r"-?[0-9]{4,6}(?:-[0-9]{2}){0,2}"
_DATE = re.compile(rf"(?:({'|'.join(_SEASONS)}) )?({_DAY})(?:/({_DAY}))?(~?)")
_WRITTEN_OUT = re.compile(
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)?[ .]+)?([^\W\d_]{3,9})\.?(?: +([0-9]{1,2})(?:st|nd|rd|th)?)?,? +([0-9]{4})"
    r"|([0-9]{1,2})/([0-9]{4})"
)
_NUMBERS = re.compile(r"^-?[0-9]+|[0-9]+")
_QUOTED = re.compile(r'["“](.+)["”]', re.DOTALL)


def format_date(date: Date) -> str:
    """A date as Zotero parses it: ``2023-05-01``, ``2023-05/2023-06``, ``Spring 2023``, ``2023~`` (circa).

    Anything else is a literal, in quotes if it would be taken for a date.
    """
    days = "/".join(_day(*day) for day in date.date_parts if day)
    if days:
        return f"{_SEASON_NAMES.get(date.season, '')}{days}{'~' * date.circa}"
    literal = clean_line(date.literal or "")
    return literal if not literal or parse_date(literal) == Date(literal=literal) else f'"{literal}"'


def _day(year: int, *rest: int) -> str:
    return f"{'-' * (year < 0)}{abs(year):04}" + "".join(f"-{part:02}" for part in rest)


def parse_date(text: str) -> Date:
    """The date that a person or :func:`format_date` wrote; a literal for any other text."""
    match = _DATE.fullmatch(text)
    if match:
        season, first, last, circa = match.groups()
        days = tuple(tuple(map(int, _NUMBERS.findall(day))) for day in (first, last) if day)
        return Date(date_parts=days, season=_SEASONS.get(season), circa=bool(circa))
    quoted = _QUOTED.fullmatch(text)
    return Date(literal=quoted[1]) if quoted else _written_out(text) or read_date([text]) or Date(literal=text)


def _written_out(text: str) -> Date | None:
    """The date in ``1 May 2023``, ``May 1st, 2023``, ``May 2023`` or ``5/2023``."""
    match = _WRITTEN_OUT.fullmatch(text.strip())
    if match is None or not dates.month_number(match[2] or match[5]):
        return None
    return dates.from_bibtex(match[4] or match[6], match[2] or match[5], "", match[1] or match[3] or "")
