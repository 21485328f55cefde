"""Dates as people type them, for the ``raw`` dates of CSL-JSON: ``7-9 May 1999``, ``Fall 2001``, ``ca. 44 BC``.

What is read is what citeproc-js reads: any text with a year, whose other words are left out.
"""

from msgspec import Struct

from plbib.model import Date
from plbib.text.dates import MONTHS, edtf, iso
from plbib.text.patterns import regex

_TIME = regex(r"(?<=\d)T\d.*|(?<!\s)\s+\d\d:\d\d(?::\d\d)?.*")
_UNSURE = regex(r"[?~]|(?<![\w.])(?:c|ca|circa)\b|\bc(?=\d{4})")
_SLASHED = regex(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
_YEAR_FIRST = regex(r"\b(\d{4})[/-](\d{1,2})(?:[/-](\d{1,2}))?\b(?!\d)")
_MONTH_YEAR = regex(r"\b(\d{1,2})/(\d{4})\b")
_KANJI = regex(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_BETWEEN = regex(r"(?<!\s)\s*[-–—/]\s*")
_TOKEN = regex(r"-?\d+|[^\W\d_]+\.?(?:[^\W\d_]\.)*")
_LONGEST = 9
"""Digits of a number in a date."""
_YEAR_ALONE = regex(r"-?\d{1,4}")
_DECADE = regex(r"\d{3}0s\b")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_MONTH_OF = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH_OF |= {"spr": 21, "sum": 22, "aut": 23, "fal": 23, "win": 24}
"""Months by their first letters, and seasons, which are months from 21 on (EDTF)."""
_BEFORE, _AFTER = frozenset({"bc", "bce"}), frozenset({"ad", "ce"})


class _Side(Struct):
    """One end of a range, or the date: what is told of it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


def free(text: str) -> Date | None:
    """The date in ``text``; None if it tells no year. Days stand before or behind their month, months before days."""
    text = text.strip()
    if _YEAR_ALONE.fullmatch(text):
        return Date(date_parts=((int(text),),)) if int(text) else None
    whole = iso(text) or edtf(text.replace("/open", "/.."))
    if whole:
        return whole
    plain = _numbered(_TIME.sub("", text)).lower()
    if _DECADE.search(plain):
        return None
    circa = bool(_UNSURE.search(plain))
    sides = [_side(part) for part in _BETWEEN.split(_UNSURE.sub(" ", plain).strip("-–—/ "))]
    if None in sides or len(sides) > 2:
        return None
    dated = [side for side in sides if side and (side.year or side.month or side.day)]
    if not any(side.year for side in dated):
        return None
    parts = _filled(dated)
    is_whole = all(len(part) == len([*filter(None, side)]) for part, side in zip(parts, map(_ymd, dated), strict=False))
    return Date(date_parts=parts, circa=circa) if is_whole else None


def _numbered(text: str) -> str:
    """``text`` with numeric dates as words are: ``2/13/1999`` → ``1999 m2 13``."""
    text = _SLASHED.sub(lambda m: _words(m[3], *((m[2], m[1]) if int(m[1]) > len(MONTHS) else (m[1], m[2]))), text)
    text = _YEAR_FIRST.sub(lambda m: _words(m[1], m[2], m[3]) if int(m[2]) <= len(MONTHS) else m[0], text)
    text = _KANJI.sub(lambda m: _words(m[1], m[2], m[3]), text)
    return _MONTH_YEAR.sub(lambda m: _words(m[2], m[1], None), text)


def _words(year: str, month: str | None, day: str | None) -> str:
    return (
        f" {year} "
        + (MONTHS[int(month) - 1] if month and 1 <= int(month) <= len(MONTHS) else "")
        + f" {int(day or 0) or ''} "
    )


def _side(text: str) -> _Side | None:
    """What one end tells; None if it tells two years, or a number that is neither year nor day."""
    side, number = _Side(), None
    for token in _TOKEN.findall(text):
        word = token.replace(".", "")
        digits = word.lstrip("-")
        if digits.isdecimal():
            is_year = len(digits) == 4
            if len(digits) > _LONGEST or (side.year if is_year else number) is not None:
                return None
            side.year, number = (int(word), number) if is_year else (side.year, int(word))
        elif word in _BEFORE | _AFTER and number:
            side.year, number = (-number if word in _BEFORE else number), None
        elif word not in _ORDINALS:
            side.month = side.month or _MONTH_OF.get(word[:3])
    if number and not 1 <= number <= 31:
        return None
    side.day = number or None
    return side


def _filled(sides: list[_Side]) -> tuple[tuple[int, ...], ...]:
    """The ends as ``date-parts``; what one end does not tell is that of the other."""
    if len(sides) == 2:
        first, last = sides
        for one, other in ((first, last), (last, first)):
            one.year, one.month = one.year or other.year, one.month or other.month
    parts = tuple(_parts(side) for side in sides)
    return parts[:1] if parts[-1] == parts[0] else parts


def _ymd(side: _Side) -> tuple[int | None, ...]:
    return side.year, side.month, side.day


def _parts(side: _Side) -> tuple[int, ...]:
    """The parts from the year on, down to the first that is not told."""
    numbers = _ymd(side)
    return tuple(part for at, part in enumerate(numbers) if part and all(numbers[:at]))
