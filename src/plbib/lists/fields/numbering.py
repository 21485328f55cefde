"""Volume, issue and pages, as references print them behind the name of a journal."""

import re

from plbib.lists.lexed import Fields
from plbib.text.patterns import regex

_PAGES = r"[A-Za-z]{0,2}\d+(?::\d+(?=[-–—]+\d+:))?(?:\s?[-–—]{1,2}\s?[A-Za-z]{0,2}\d+(?::\d+)?|\+)?"
_WORDS = (
    (
        "pages",
        regex(
            rf"[\s,;:(]*(?<![^\W\d_])(?:pp|p|pages|page|pgs|(?-i:(?<!\w\.)[SsС](?=\.)|Seiten))\b\.?\s*({_PAGES})\)?",
            re.IGNORECASE,
        ),
    ),
    (
        "issue",
        regex(
            r"[\s,;:(]*(?<![^\W\d_])(?:(?:no|nos|issue|iss|number|num|núm|nr|heft|fasc)\b\.?|n\.?[°º]|(?<![^\W\d_])[nh]\.(?=\s?\d)|№)\s*(\d+(?:\s?[-–/]\s?\d+)?)\)?",
            re.IGNORECASE,
        ),
    ),
    (
        "volume",
        regex(
            r"[\s,;:(]*(?<![^\W\d_])(?:vol|volume|bd|jrg|[tтv](?=\.)|tome|tomo)\b\.?\s*([A-Z]{0,2}\d+)\)?",
            re.IGNORECASE,
        ),
    ),
)
_COMPACT = regex(
    r"[\s,;:.]*(?<![\w(–-])(?P<volume>[A-Z]?\d{1,5})"
    r"(?:\.?\s?\((?P<issue>\d+(?:\s?[-–/]\s?\d+)?(?:,? ?[Ss]uppl\.? ?\d*)?|(?:[Ss]uppl|[Pp]t)\.? ?\d*)\)"
    r"|\s(?P<part>(?:[Ss]uppl|[Pp]t)\b\.?(?: \d+)?(?: \([^()]{1,20}\))?)"
    r"|[.,/]\s?(?P<number>\d{1,5})(?=\s*[:,]\s*[A-Za-z]?\d))?"
    rf"(?:\s*[:,]\s*(?P<pages>{_PAGES}(?:, \d+(?:[-–]\d+)?)*))?[\s,;.]*$"
)
"""``39(10), 1123-1134``, ``12.3: 45-67``, ``36, 7, 53-62``, ``12, 45``, ``12(3)``, ``95 Suppl 1:S144-50``."""
_NO_VOLUME = regex(rf"[\s,;:.]*\((?P<issue>\d{{1,4}})\)\s*:\s*(?P<pages>{_PAGES})[\s,;.]*$")
"""``;(2):CD003543``"""
_PAIR = regex(r"(?<=[A-Za-z.])\s(?P<volume>[A-Z]?\d{1,4}),?\s(?P<pages>[A-Z]?\d{1,7}(?:\s?[-–—]\s?\d+)?)[\s,;.]*$")
"""``JHEP 05 123``, between which the year stood in brackets."""
_DOTTED = regex(r"(?<=[a-z])\s(?P<volume>\d{1,4})\.(?P<issue>\d{1,4})[\s.,;]*$")
"""``Critical Inquiry 45.3``"""
_SPAN = regex(r"[\s,;:.]*(?<![\w(])(\d+\s?[-–—]{1,2}\s?\d+)[\s,;.]*$")
_DOI = regex(r"[\s,;.]*\bdoi\b:?\s*(?:10\.\d{4,9}/\S+)?$", re.IGNORECASE)
_BEHIND = regex(r"[,:]\s?(\d+\s?[-–—]{1,2}\s?\d+)[\s.]*$")
_TOTAL = regex(r"[\s,;.]*\b\d{2,4}\s?(?:pp|pages)\b\.?$")
"""Pages behind a publisher and its place."""
_NAME_BEFORE = regex(r"[^\W\d_]\W*(?:\(\d\)\s*)?$")
_LAWYERS = regex(
    r"\W*(\d{1,4})\s+([A-Z][^\d]{2,60}?)\s+(\d{1,5}(?:\s?[-–—]\s?\d+)?)(?:,\s?(?:n\.\s?)?\d{1,5}(?:\s?[-–—]\s?\d+)?)*\W*$"
)
"""``131 Harv. L. Rev. 1598``: volume, journal, first page."""
_LAW_REVIEW = regex(r"\W*(\d{1,4})\s+([A-Z][^\d]{2,60}?\bL(?:\.|aw) ?(?:Rev(?:iew)?|J(?:ournal)?)\b\.?)()\W*$")
"""The same before it has pages: ``36 Geo. Mason L. Rev.``"""
_SHORTENED = regex(r"[A-Z][\w']*\.|\b(?:Journal|Review|Rev|L|J|LJ)\b|^[A-Z]{3,}$")
_YEAR = regex(r"(?:19|20)\d\d")
_VOLUME_LAST = regex(r"(?<=[^\W\d_])[)\]]?,\s*([A-Z]?\d{1,4})\W*$")
"""``Psychological Science, 22``: what is in italics in references of the APA."""
_ISSUE_FIRST = regex(
    r"\s*\((?P<issue>\d+(?:\s?[-–/]\s?\d+)?(?:,? [Ss]uppl[^()]{0,20})?)\)"
    rf"(?:\s*[:,]\s*(?P<pages>{_PAGES}|[A-Za-z]{{3,4}}\d+))?[\s,;.]*$"
)
"""``(11), 1359–1366`` behind it."""
_ALONE = regex(rf"\W*({_PAGES})\W*$")


BEHIND_JOURNAL = regex(
    r"(?:[\s.,]*;\s*\d[\w()]*(?:\s*:\s*[\w–-]+)?|(?:\s+\d+(?:[.,]\s?\d+|\s?\(\d+\))?)?\s*:\s*[A-Za-z]?\d[\w–-]*"
    r"|(?<=[a-z.] [A-Z])\s+\d{1,3}|(?<=[a-z]{3})\s+\d{1,3})\W*$"
)
"""Volume, issue and pages behind the name of a journal: ``;52(4):R2493-6``, `` 52.4: 1-9``."""
_BIBCODE = regex(
    r"(?P<year>(?:19|20)\d\d)(?P<venue>[A-Za-z][\w&.]{4})(?P<volume>[\w.]{4})(?P<section>[A-Za-z.])(?P<pages>[\d.]{4})[A-Z.:]"
)
"""``2019ApJ...871...12B``: how astronomers call a paper; 19 characters, each field filled up with dots."""


def bibcode(text: str, said: Fields) -> bool:
    """Whether ``text`` is the code of an astronomer, of which ``said`` then has what it lacks."""
    code = _BIBCODE.fullmatch(text)
    if code is None:
        return False
    said.venue = said.venue or code["venue"].strip(".")
    said.year = said.year or int(code["year"])
    _set(said, "volume", code["volume"].strip("."))
    _set(said, "pages", f"{code['section']}{code['pages']}".replace(".", ""))
    return True


def volume_last(text: str, said: Fields) -> str:
    """``text``, a journal in italics, without the volume at its end, which ``said`` then has."""
    match = None if said.volume else _VOLUME_LAST.search(text)
    if match is None:
        return text
    said.volume = match[1]
    return text[: match.start()]


def behind_abbreviation(text: str, said: Fields) -> str:
    """``text`` without the volume behind the shortened name of a journal: ``Phys. Rev. Lett. 120``."""
    match = None if said.volume else _ABBREVIATED_LAST.search(text)
    if match is None:
        return text
    said.volume = match[1]
    return text[: match.start()]


_ABBREVIATED_LAST = regex(r"(?<=[a-z]\.)\s(\d{1,4})$")


def take(text: str, said: Fields) -> str:
    """``text`` without volume, issue and pages, which ``said`` then has."""
    text = _TOTAL.sub("", _DOI.sub("", text))
    if not any(character.isdigit() for character in text):
        return text
    behind = _ISSUE_FIRST.match(text) if said.volume and not said.issue else None
    if behind:
        _set(said, "issue", behind["issue"])
        _set(said, "pages", behind["pages"])
        return ""
    for field, pattern in _WORDS:
        match = pattern.search(text)
        if match:
            _set(said, field, match[1])
            text = text[: match.start()] + text[match.end() :]
    whole = _whole(text, said)
    return _ending(text, said) if whole is None else whole


def _whole(text: str, said: Fields) -> str | None:
    """The journal in a text that is nothing but journal and numbers in the order of lawyers, or numbers alone."""
    lawyers = _LAWYERS.match(text) or _LAW_REVIEW.match(text)
    if lawyers and _SHORTENED.search(lawyers[2]):
        _set(said, "volume", lawyers[1])
        _set(said, "pages", lawyers[3])
        return lawyers[2]
    alone = _ALONE.match(text)
    if alone is None or not said.venue:
        return None
    is_volume = alone[1].isdecimal() and len(alone[1]) <= _LONGEST and not said.volume
    _set(said, "volume" if is_volume else "pages", alone[1])
    return ""


def _ending(text: str, said: Fields) -> str:
    """``text`` without the numbers at its end."""
    match = _NO_VOLUME.search(text)
    if match and not said.volume and _fits(text[: match.start()]):
        _set(said, "issue", match["issue"])
        _set(said, "pages", match["pages"])
        return text[: match.start()]
    match = _COMPACT.search(text)
    if (
        match
        and (match["issue"] or match["part"] or match["pages"] or said.pages or said.issue)
        and _fits(text[: match.start()])
    ):
        for field, value in (
            ("volume", match["volume"]),
            ("issue", match["issue"] or match["part"] or match["number"]),
            ("pages", match["pages"]),
        ):
            _set(said, field, value)
        return text[: match.start()]
    pair = None if said.volume else _PAIR.search(text) or _DOTTED.search(text)
    if pair:
        for field, value in pair.groupdict().items():
            _set(said, field, value)
        return text[: pair.start()]
    behind = _BEHIND.search(text)
    if behind and (said.venue or said.issue or said.volume) and not said.pages:
        _set(said, "pages", behind[1])
        return text[: behind.start()]
    span = _SPAN.search(text)
    if span and not said.pages and not text[: span.start()].strip(" ,.;:()"):
        _set(said, "pages", span[1])
        return text[: span.start()]
    return text


_LONGEST = 4
"""Digits of a volume."""


def _fits(front: str) -> bool:
    """Whether numbers can stand behind ``front``: the name of a journal, or nothing."""
    return not front.strip(" ,.;:()") or bool(_NAME_BEFORE.search(front))


def _set(said: Fields, field: str, value: str | None) -> None:
    if field == "volume" and not said.year and value and _YEAR.fullmatch(value):
        said.year = int(value)  # ``Proc. Kites. 2017: 1-9``
    elif value and not getattr(said, field):
        setattr(said, field, " ".join(value.split()))
