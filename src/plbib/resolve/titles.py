"""How far the title that a list prints is the title of a record, beyond what one form of both can tell."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache

from msgspec import Struct

from plbib.papers.titles import NOT_WORD, Likeness, closeness, compare_titles, fold, normalise, numbers_of
from plbib.text import markup
from plbib.text.patterns import regex

_NEAR = 85.0
"""With an equal identifier this is the same paper whatever else is printed (``spec/metadata-sources.md`` §6.4)."""
CANDIDATE = 80.0
"""Below it, a record is not worth a look (§6.2)."""
_SHARED_WORDS = 0.6
"""The part of the words of the shorter title that a renamed paper keeps at least (§6.4)."""
_SUBTITLE = regex(r":\s+|\s+[-–—/=]+\s+|[.?!]\s+|—")
_CUT = regex("[-–—/=:.?!]")
"""A sign that stands in it: most titles have none."""
_NAME = regex(r"([^\s:]*[A-Z][^\s:]*[A-Z0-9][^\s:]*):\s+(?=\S)")
"""The name of a system before what it is: ``LIFT: …``."""
_SESSIONS = frozenset(
    "poster demo demonstration tutorial slides talk keynote panel video data dataset abstract".split()
)
"""What stands there of something beside a paper, and may be shouted."""
_QUALIFIER = regex(
    r"\s*[(\[](?:(?:(?:extended|full|student|short|long|journal|conference)?\s*(?:version|abstract|paper|report)"
    r"|oral|spotlight|poster|best paper(?: award)?|arxiv|preprint)"
    r"|(?-i:(?![IVX]+[)\]])[A-Z][\w-]*[A-Z][\w-]*))[)\]]\s*$",
    re.IGNORECASE,
)
"""What some sources put behind a title, and others do not: what version it is, the name of its system."""
_ABOUT = regex(
    r"^[\W_]*(?:(?:a|an|the|author|publisher|editorial) )?"
    r"(re(?=:\s)|reply|response|rejoinder|comments?|commentary|discussion|errat(?:um|a)|corrigend(?:um|a)|corrections?"
    r"|addendum|retract(?:ion|ed)|withdrawn|review|supplement\w*|appendix)"
    r"(?: (?:note|notice|article|materials?|information))?(?: (?:to|on|of|for)\b|\s*[:.])",
)
"""The beginning of a title of something about another paper."""
_BESIDE = regex(
    r"\W((?:supplement(?:ary|al)?|supporting) (?:materials?|information)|(?:online )?appendix|errat(?:um|a)"
    r"|corrigend(?:um|a)|(?<=[:—–(\[-] |.[:—–(\[-])(?:reply|response|rejoinder|comments?|discussion|corrections?))\W*$"
)
"""The end of one."""
_GENERIC = frozenset(
    normalise(title)
    for title in """
        Abstract, Abstracts, Acknowledgments, Announcement, Announcements, Book Review, Book Reviews, Call for Papers,
        Chair's Message, Comment, Commentary, Conclusion, Conclusions, Contents, Contributors, Corrections, Corrigendum,
        Discussion, Editor's Note, Editorial, Editorial Board, Editors' Introduction, Epilogue, Errata, Erratum,
        Foreword, Front Matter, Guest Editorial, Guest Editors' Introduction, In Memoriam, In This Issue, Index,
        Introduction, Introduction to the Special Issue, Keynote, Letter to the Editor, Letters to the Editor,
        Message from the Chairs, News, Obituary, Overview, Panel, Postscript, Preface, Prologue, References, Reply,
        Response, Retraction, Review, Special Issue, Summary, Table of Contents, Title Page, Welcome
    """.split(",")
)
"""Titles that a thing of every volume has."""
_SPELLED = 4
"""Letters with which a word begins as it should, if one is another (no ``micro`` for ``macro``), or two of many are."""
_MOST_SLIPS = 2
_LOST = frozenset("bcdefghijklmnopqrstuvwxyz")
"""What may be lost before a word: one letter, which is not the ``a`` of ``asymmetric``."""
LITTLE = frozenset("a an and at by for from in into is of on or the to towards via with".split())


_REMEMBERED = 4096


class TitleMatch(IntEnum):
    """How far two titles agree, from that of another work to the same."""

    OTHER = 0
    """Another number or part, or one is about the other (a reply, an erratum)."""
    UNLIKE = 1
    DISTANT = 2
    """Worth a look: another paper as a rule."""
    RENAMED = 3
    """The same subtitle, or most of the words."""
    NEAR = 4
    SHORTENED = 5
    """One is the other without its subtitle or a mark such as “(Extended Version)”."""
    ALIKE = 6
    """Different by a slip, with the same numbers."""
    EQUAL = 7


class TitleEvidence(Struct, frozen=True, order=True):
    """The agreement, and the closeness of the forms from 0 to 100."""

    match: TitleMatch
    ratio: float


def compare(printed: str, titles: Iterable[str]) -> TitleEvidence:
    """How far ``printed`` is one of the ``titles`` of a record; the nearest counts."""
    return max(_compare(printed, title) for title in titles)


@lru_cache(_REMEMBERED)  # a paper's record is met again
def _compare(printed: str, title: str) -> TitleEvidence:
    one, other = normalise(printed), normalise(title)
    if not one or not other:
        return TitleEvidence(TitleMatch.UNLIKE, 0.0)
    if one == other:
        return TitleEvidence(TitleMatch.EQUAL, 100.0)
    return TitleEvidence(_near(printed, title, ratio := closeness(one, other)), round(ratio, 1))


def _near(printed: str, title: str, ratio: float) -> TitleMatch:
    """The agreement of two titles of which the forms differ: the first rule that fits."""
    if about(printed) != about(title):
        return TitleMatch.OTHER
    if _is_shortened(printed, title) or _is_shortened(title, printed):
        return TitleMatch.SHORTENED
    if numbers_of(printed) != numbers_of(title):
        return TitleMatch.OTHER if ratio >= CANDIDATE else TitleMatch.UNLIKE
    if compare_titles(printed, title) is Likeness.ALIKE and _are_slips(printed, title):
        return TitleMatch.ALIKE
    if ratio >= _NEAR:
        return TitleMatch.NEAR
    distant = TitleMatch.DISTANT if ratio >= CANDIDATE else TitleMatch.UNLIKE
    return TitleMatch.RENAMED if _is_renamed(printed, title) else distant


def _are_slips(one: str, other: str) -> bool:
    """Whether two titles differ by slips alone: no word of one is missing in the other, or another word there."""
    words, others = ([word for word in NOT_WORD.split(fold(title)) if word] for title in (one, other))
    names = _acronyms(one) | _acronyms(other)
    changes = SequenceMatcher(None, words, others, autojunk=False).get_opcodes()
    return all(
        tag == "equal" or (names.isdisjoint(words[a:b] + others[c:d]) and _is_slip(words[a:b], others[c:d]))
        for tag, a, b, c, d in changes
    )


def _acronyms(title: str) -> set[str]:
    """The words in capitals, in which each letter counts; none if all are."""
    words = [word for word in NOT_WORD.split(title) if word]
    return set() if title.isupper() else {fold(word) for word in words if len(word) > 1 and word.isupper()}


def _is_slip(words: list[str], others: list[str]) -> bool:
    """Whether one word was meant and is spelled otherwise: ``netwrok``, but no ``unsupervised`` or ``explicit``."""
    if {*words} ^ {*others} <= LITTLE:
        return True
    one, other = sorted(("".join(words), "".join(others)), key=len)
    if not one or (other.endswith(one) and other.removesuffix(one) not in _LOST and other not in LITTLE):
        return False
    from rapidfuzz.distance import OSA, Prefix  # takes a while to load

    slips = OSA.distance(one, other)
    begun = Prefix.similarity(one, other)
    if slips == 1:
        return len(one) < len(other) or sorted(one) == sorted(other) or begun >= _SPELLED
    return slips == _MOST_SLIPS and begun >= _SPELLED and one[-1] == other[-1] and len(one) >= 2 * _SPELLED


@lru_cache(_REMEMBERED)
def about(title: str) -> str:
    """What a title says that its paper is to another one (``reply``, ``erratum`` …), or ``""``."""
    text = fold(markup.plain(title))
    kind = _ABOUT.match(text) or _BESIDE.search(text)
    return kind[1].rstrip("s") if kind else ""


def is_generic(title: str) -> bool:
    """Whether a title tells one paper from no other: ``Preface``, ``Editorial``."""
    return normalise(title) in _GENERIC


def _is_shortened(short: str, long: str) -> bool:
    """Whether ``short`` is ``long`` without its subtitle, the name of its system, or a mark of a version."""
    form = normalise(short)
    unmarked = _QUALIFIER.sub("", long)
    if unmarked != long and normalise(unmarked) == normalise(_QUALIFIER.sub("", short)):
        return True
    name = _NAME.match(long)
    if name and name[1].casefold() not in _SESSIONS and normalise(long[name.end() :]) == form:
        return True
    return form not in _GENERIC and any(normalise(head) == form for head in heads(long))


def heads(title: str) -> list[str]:
    """``title`` without its subtitle, for each place where one may begin."""
    return [title[: cut.start()] for cut in _SUBTITLE.finditer(title)] if _CUT.search(title) else []


def _is_renamed(one: str, other: str) -> bool:
    """Whether two titles have the same subtitle, or share most of their words."""
    tails = [_SUBTITLE.split(title, maxsplit=1)[1:] for title in (one, other)]
    if all(tails) and normalise(tails[0][0]) == normalise(tails[1][0]):
        return True
    words, others = ({*re.findall(r"\w+", fold(title))} - LITTLE for title in (one, other))
    return len(words & others) >= _SHARED_WORDS * max(len(words), len(others), 1)
