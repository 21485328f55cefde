"""Dates as lists print them, and what is left of a text without its date."""

import re
from functools import lru_cache

from msgspec import Struct

from plbib.papers import venues
from plbib.text.dates import month_number
from plbib.text.patterns import regex

_APOSTROPHE = "'’‘`´ʼ"
_CENTURY_PIVOT = 69  # POSIX strptime: '69 to '99 are of the last century
_YEAR = r"(?:19[3-9]\d|20\d\d)"
_ANY_YEAR = r"(?:1[6-9]|20)\d\d"  # beside a month
MONTH = (
    r"(?:jan(?:uary)?|febr?(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_RANGE = rf"{_DAY}(?:\s?[-–—]+\s?{_DAY})?"
_TO = r"\s?[-–—]+\s?"
_DATE = regex(
    rf"\b(?:(?P<b1>{_DAY})\s+(?P<c1>{MONTH})\.?(?:,?\s*{_ANY_YEAR})?{_TO})?(?P<d1>{_RANGE})\s+(?:of\s+)?(?P<m1>{MONTH})\.?,?\s*(?P<y1>{_ANY_YEAR})\b"
    rf"|\b(?:(?P<c2>{MONTH})\.?\s+(?P<b2>{_DAY}){_TO})?(?P<m2>{MONTH})\.?\s+(?P<d2>{_RANGE}),?\s+(?P<y2>{_ANY_YEAR})\b"
    rf"|\b(?P<m3>{MONTH})\.?(?:\s?[-–/]\s?{MONTH})?\.?,?\s*[{_APOSTROPHE}]?(?P<y3>{_ANY_YEAR})\b"
    rf"|\b(?P<y4>{_YEAR}),?\s+(?P<m4>{MONTH})\b\.?(?:\s+(?P<d4>{_DAY})\b(?!\s*[-–(]))?"
    rf"|(?<![\d/.-])(?<![\d)]:)(?P<y5>{_YEAR})(?P<sep>[-/.])(?P<m5>1[0-2]|0?[1-9])(?:(?P=sep)(?P<d5>3[01]|[12]\d|0?[1-9]))?(?![\d/]|[-.]\d(?!\d{5}))"
    rf"|(?<![\d/.-])(?P<d6>3[01]|[12]\d|0?[1-9])(?P<sep2>[-/.])(?P<m6>1[0-2]|0?[1-9])(?P=sep2)(?P<y6>{_YEAR})(?![\d/]|[-.]\d)"
    rf"|\b(?P<m7>{MONTH})[{_APOSTROPHE}]\s?(?P<s7>\d\d)\b",
    re.IGNORECASE,
)
_BARE = regex(
    rf"[{_APOSTROPHE}]\s?(?P<short>\d\d)\b(?!\d)"
    rf"|(?<![\d.:/])(?<![:.]\d{{4}}[-–])(?<![:.] \d{{4}}[-–])"
    rf"[{_APOSTROPHE}]?(?P<full>{_YEAR}|(?<=\()1[6-9]\d\d(?=\))|(?<=[^\W\d_], )1[6-9]\d\d(?=\W*$))"
    rf"年?(?![\d:/]|\.\d|[-–]\d)",
    re.IGNORECASE,
)
_SEASON = regex(
    r"(?:^|(?<=[(\[,;.]\s)|(?<=[(\[,;.]))(?:spring|summer|autumn|fall|winter)(?: term| semester| quarter)?,?\s*$",
    re.IGNORECASE,
)
"""Before a year."""
_DIGITS = regex(r"\d+")
_ACRONYM_YEAR = regex(
    r"\W*(?=\w*[A-Z]\w*[A-Z])[A-Z][\w&/+-]{2,14}(?:\s[A-Z][a-z]+|\s?\([A-Z][a-z]+\))?\s(?P<short>1[1-9]|2\d|69|[7-9]\d)\W*"
)
"""``FAST 20``: nothing but an acronym and two digits."""
_JOINED = regex(
    r"\W*(?P<name>[A-Z][A-Za-z]*[A-Z])-?(?P<short>[012]\d|9\d)(?:\s?\(?(?:Findings|Oral|Spotlight|Poster)\)?)?\W*"
)
"""``CVPR20``: nothing but a venue that is known and two digits."""
_YEAR_ACRONYM = regex(r"\W*(?P<short>[0-2]\d|[89]\d)-(?=\w*[A-Z]\w*[A-Z])[A-Z][\w&/+]{1,14}\W*")
"""``16-ATC``: nothing but two digits and an acronym."""
_REPORT = regex(rf"\W*(?:(?:IACR |Cryptology )?e-?Print(?: Archive)?,?\s(?:Report )?)?(?P<full>{_YEAR})/\d{{3,5}}\W*")
"""``2019/953``, ``ePrint 2019/953``: nothing but the number of a report of that year."""
_ARCHIVED = regex(r"\W*(?:ar|bio|med|chem)xiv,?\s(?P<short>[12]\d)[/.-](?:0[1-9]|1[0-2])\W*", re.IGNORECASE)
"""``arXiv 23/03``: nothing but an archive, the year and the month."""


_DIGIT = regex(r"\d")
_MONTH_FIRST = regex(rf"\W*(?P<month>0?[1-9]|1[0-2])/(?P<full>{_YEAR})\W*")
"""``04/2022``: nothing but a month and the year."""
_OLD = regex(r"\W*(?P<full>1[6-9]\d\d)\W*")
"""``1916``: nothing but a year before those that are looked for within a text."""


class Dated(Struct, frozen=True, gc=False):
    """A year, the ISO date if more is printed, and the span of the text that says so."""

    year: int
    date: str | None
    start: int
    end: int


@lru_cache(maxsize=8192)
def find(text: str) -> Dated | None:
    """The date in ``text``; of several the most exact one, else the last year."""
    if not _DIGIT.search(text):
        return None
    match = _DATE.search(text)
    if match:
        return _exact(match)
    last = None
    for last in _BARE.finditer(text):
        if last["short"] and not text[: last.start()].strip(" ([{,"):
            break
    if last is None:
        return _whole(text) if len(text) < _SHORT else None
    year = int(last["full"]) if last["full"] else century(int(last["short"]))
    season = _SEASON.search(text, 0, last.start())
    return Dated(year, None, season.start() if season else last.start(), last.end())


def _whole(text: str) -> Dated | None:
    """The year in a text that is only a venue with two digits, or the number of a report."""
    joined = _JOINED.fullmatch(text)
    known = joined if joined and venues.find(joined["name"]) else None
    meeting = known or _ACRONYM_YEAR.fullmatch(text) or _ARCHIVED.fullmatch(text)
    if meeting:
        end = len(text) if "/" in text else meeting.end("short")
        return Dated(century(int(meeting["short"])), None, meeting.start("short"), end)
    led = _YEAR_ACRONYM.fullmatch(text)
    if led:
        return Dated(century(int(led["short"])), None, led.start("short"), led.end("short") + 1)
    month = _MONTH_FIRST.fullmatch(text)
    if month:
        year = int(month["full"])
        return Dated(year, f"{year:04}-{int(month['month']):02}", month.start("month"), month.end("full"))
    report = _REPORT.fullmatch(text) or _OLD.fullmatch(text)
    return Dated(int(report["full"]), None, report.start("full"), len(text)) if report else None


_SHORT = 40


def _exact(match: re.Match[str]) -> Dated:
    parts = {name[0]: value for name, value in match.groupdict().items() if value and name not in ("sep", "sep2")}
    year = int(parts["y"]) if "y" in parts else century(int(parts["s"]))
    first = parts.get("c", parts["m"])
    month = int(first) if first.isdecimal() else month_number(first[:3])
    date = f"{year:04}-{month:02}"
    day = _DIGITS.match(parts.get("b", parts.get("d", "")))
    if day:
        date += f"-{int(day[0]):02}"
    return Dated(year, date, match.start(), match.end())


def century(two_digits: int) -> int:
    """The year that two digits mean."""
    return two_digits + (1900 if two_digits >= _CENTURY_PIVOT else 2000)
