"""What is said in passing beside a title, and is a note: a prize, an edition, a translator, what is to be read."""

import re

from plbib.lists import bylines, shapes
from plbib.lists.fields.sentences import EDGE
from plbib.lists.lexed import Fields
from plbib.text.patterns import regex
from plbib.text.unicode import clean

_PRIZE = regex(
    r"(?<=\d)[\s,]+((?:best|outstanding|distinguished|honou?rable)\b[^,.;()]{0,40}\b(?:award|mention|paper|runner-up)\b)\s*",
    re.IGNORECASE,
)
_REMARK = regex(r"(?<=\d)\)?\s*\(([^\W\d_][\w'’]+ [^()\d]{2,80}|[a-z][^()]+ [^()]{2,80})\)\W*$")
"""Behind the year or the pages of a reference: ``(2017) (skim Part II)``, ``7, 016101 (Editor's pick)``."""
_COMING = regex(
    r"(?<=[\w.])\s*\((forthcoming|to appear|in press|accepted)(?:(?:,| in)?\s((?:19|20)\d\d))?\)", re.IGNORECASE
)
"""Behind a venue: ``L. Rev. (forthcoming 2024)``."""
_BY_OTHERS = regex(
    r"(?:translated|transl?\.|edited|eds?\.|übers\.|trad\.|hg\.|hrsg\.)(?: (?:by|von|par|por|de|di))? ([^:]{3,100})",
    re.IGNORECASE,
)
_EDITION = regex(
    r"[\s,(]*(?<![^\W_])(\d+(?:st|nd|rd|th)\s+ed(?:ition|n)?\b\.?"
    r"|\d+\.,?\s(?:[a-zäöü]+\.?,?\s(?:und\s)?){0,3}Aufl(?:age\b|\.)|\d+\. ed\.|\d+[eª]\.?\s[ée]d(?:ition|ición|ição|\.)"
    r"|(?:\w+ )?(?:Publication|Order|Accession) No\. ?[\w-]+)[\s,)]*"
)
"""What is a note: an edition, and by which number a thesis is ordered."""


def take(text: str, said: Fields) -> str:
    """``text`` without a prize, or what stands in brackets behind its numbers, which are notes of ``said``."""
    text = _noting(_PRIZE, text, said)
    coming = _COMING.search(text)
    if coming:
        said.notes.append(coming[1])
        text = text[: coming.start()] + (f" ({coming[2]})" if coming[2] else "") + text[coming.end() :]
    remark = _REMARK.search(text)
    people = remark[1].removeprefix("with ") if remark and not said.authors else ""
    if remark and people != remark[1] and bylines.names(people, alone=True):
        said.authors, text = people, text[: remark.start()] + ")" * (remark[0][0] == ")")
    elif remark and not (shapes.venue(remark[1]) or shapes.affiliation(remark[1]) or bylines.names(remark[1])):
        said.notes.append(clean(remark[1]))
        text = f"{text[: remark.start()]}{')' if remark[0][0] == ')' else ''}"
    return text


def edition(text: str, said: Fields) -> str:
    """``text`` without the edition in it, which is a note of ``said``."""
    return _noting(_EDITION, text, said)


def behind_others(text: str, said: Fields) -> str:
    """``text`` without who translated or edited before a bracket, a note: ``trans. M. Ek (New York: Dover)``."""
    front = text.partition(" (")[0] if text[:1].isalpha() else text
    if front == text or not is_by_others(front):
        return text
    said.notes.append(clean(front))
    return text[len(front) :].strip(EDGE)


_PORTION = regex(
    r"(?:(?:introduction|preface|conclusion),? (?:and|&) )?(?:chapters?|chps?\.?|chaps?\.?|sections?|parts?|pts?\.)"
    r" (?:\d|[IVX]+\b).{0,200}",
    re.IGNORECASE,
)


def is_portion(text: str) -> bool:
    """Whether ``text`` says what of a book is to be read: ``Chapter 3``, ``Introduction and Chapter 1``."""
    return bool(_PORTION.fullmatch(text))


def is_by_others(text: str) -> bool:
    """Whether ``text`` only says who translated or edited: ``Trans. Li Rongxi``."""
    others = _BY_OTHERS.fullmatch(text)
    return others is not None and bylines.names(others[1], alone=True)


def _noting(pattern: "re.Pattern[str]", text: str, said: Fields) -> str:
    """``text`` without what ``pattern`` finds in it."""
    found = pattern.search(text)
    if not found:
        return text
    said.notes.append(clean(found[1]))
    return f"{text[: found.start()]}{', ' if found.start() else ''}{text[found.end() :]}".strip(EDGE)
