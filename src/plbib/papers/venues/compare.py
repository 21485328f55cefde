"""Is what a list prints as venue the venue of a record? Acronyms, full names and abbreviations are compared."""

import re
from collections.abc import Iterator
from functools import lru_cache

from plbib.model import Record
from plbib.papers.identity import Agreement
from plbib.papers.titles import fold
from plbib.papers.venues.table import bare_name, recognise, spellings
from plbib.text.patterns import regex
from plbib.text.unicode import squeeze

_WORD = regex(r"[^\W_]+")
_YEAR = regex(r"(?<!\s)\s*(?:['’]\d\d|\(?(?:19|20)\d\d\)?)\s*$")
_PREPRINTS = regex(r"\b(?:corr|arxiv|arxivorg|biorxiv|medrxiv|preprints?|ssrn|submitted to)\b")
_SUBMISSION = regex(r"\bsubmitted to\b")
_SIDE_EVENT = regex(r"\b(?:workshops?|companion|extended abstracts|posters?|demos?|doctoral consortium)\b")
_PRESENTED = regex(r"(?<=\w)[\s,(/–-]+(?:poster|oral|spotlight|highlight)\)?\s*$", re.IGNORECASE)
"""How a paper was presented, which lists print behind the conference."""
_WORKSHOPS = regex(r"([A-Z]{3,})W")
"""The workshops of a conference as lists abbreviate them: ``CVPRW``."""
_SERIES = regex(r"^(?:lecture notes in\b|lncs\b|lnai\b|communications in computer and information science\b|ceur\b)")
"""Series, which have volumes of many conferences: they name none."""
_PART = regex(r"\s*[,:;()\[\]–—]\s*|\s+-\s+|\s+and\s+(?:the\s+)?(?=\d+(?:st|nd|rd|th)\s)")
"""What parts the name of a conference from its acronym, its place, its days, and from another that it is held with."""
_ACRONYM = regex(r"[^\W\d_]*[A-Z][^\W_]*[A-Z0-9]\w*")
"""A word that is no name out of a dictionary: ``ICLR``, ``NeurIPS``."""
_LITTLE = frozenset("a an and at for from in of on the to".split())
_ANY_EVENT = frozenset(
    "acm annual conference congress european ieee international joint meeting national siam symposium usenix".split()
)
"""Words before the name of a conference that its acronym may leave out."""
_SHORTEST = 3
"""Letters of an acronym that may be read as the initials of a name."""
_LONGEST = 2
"""Words of an acronym, such as ``USENIX ATC``; more are a name."""
_PLATFORMS = {"10.2307/": "jstor"}
"""Beginnings of the DOIs of platforms that lists name in place of a venue."""


def names_of(record: Record) -> Iterator[str]:
    """Everything a record says of where the paper appeared."""
    item = record.item
    yield from filter(None, (item.container_title, item.container_title_short, item.event_title))
    yield from filter(None, [_stream(record.identifiers.get("dblp", ""))])
    yield from (name for start, name in _PLATFORMS.items() if (item.doi or "").startswith(start))


def _stream(key: str) -> str:
    """The conference or journal in a key of dblp: ``conf/iclr/FrantarAHA23`` is of ``ICLR``."""
    _, _, rest = key.partition("conf/") if "conf/" in key else key.partition("journals/")
    return rest.partition("/")[0].upper()


def stands_back(record: Record) -> bool:
    """Whether another record of the same work is better: this is a mere submission, or a platform's copy."""
    platform = any((record.item.doi or "").startswith(start) for start in _PLATFORMS)
    return platform or any(_SUBMISSION.search(fold(name)) for name in names_of(record))


def is_preprint(record: Record) -> bool:
    """Whether a record is that of a preprint: its venue says so, or it has none but an arXiv id."""
    named = [*names_of(record)]
    if named:
        return any(names_preprint(name) for name in named)
    return "arxiv" in record.identifiers and record.item.type in ("article", "article-journal", "manuscript")


def is_side_event(venue: str) -> bool:
    """Whether ``venue`` is a workshop, a companion, a session of posters … beside a conference.

    Not where the venue itself was called so.
    """
    named = _SIDE_EVENT.search(fold(venue)) or _WORKSHOPS.fullmatch(_YEAR.sub("", venue))
    return bool(named) and recognise(venue) is None


def names_preprint(venue: str) -> bool:
    """Whether ``venue`` is a place of preprints."""
    return bool(_PREPRINTS.search(fold(venue)))


def compare_venues(printed: str | None, record: Record) -> Agreement:
    """Whether ``printed`` (without or with its year) is a venue of ``record``; a workshop is not its conference.

    A series of volumes is no venue, and says nothing.
    """
    return _compare_names(printed, tuple(names_of(record))) if printed else Agreement.UNKNOWN


@lru_cache(maxsize=32768)  # the venues of many papers are few
def _compare_names(printed: str, names: tuple[str, ...]) -> Agreement:
    named = [name for name in names if not _SERIES.search(fold(name))]
    if not named or _SERIES.search(fold(printed)):
        return Agreement.UNKNOWN
    venue = _YEAR.sub("", _PRESENTED.sub("", printed))
    beside = is_side_event(venue)
    if any(is_side_event(name) for name in named) is not beside:
        return Agreement.DISAGREE
    venue = _WORKSHOPS.sub(r"\1", venue) if beside else venue
    whole = squeeze(printed)
    same = any(whole == squeeze(name) or _is_one(venue, name) or _is_one(name, venue) for name in named)
    return Agreement.AGREE if same else Agreement.DISAGREE


@lru_cache(maxsize=32768)  # the venues of many papers are few
def _is_one(short: str, long: str) -> bool:
    """Whether a venue called ``short`` is that of the longer name ``long``, by the table or by spelling."""
    venue, other = recognise(short), recognise(_PART.split(long)[0])
    if venue and other and venue is not other and not (venue.beside or other.beside):
        return other in venue.journals
    return any(_is_name(spelling, long) for spelling in spellings(short)) or _is_part(_head(short), long)


def _head(name: str) -> str:
    """The name or acronym of a conference before its place and days; ``""`` if it is all, or tells nothing."""
    head, *rest = _PART.split(name)
    bare = bare_name(head)
    is_name = len(_WORD.findall(bare)) > _LONGEST or _ACRONYM.fullmatch(bare)
    return head if rest and is_name and bare.casefold() not in _ANY_EVENT else ""


def compare_version(printed: str | None, record: Record) -> Agreement:
    """Whether a venue is that of a record; whoever names a place of preprints says nothing of the later publication."""
    if printed and names_preprint(printed) and not is_preprint(record):
        return Agreement.UNKNOWN
    return compare_venues(printed, record)


def are_two_known(printed: str | None, record: Record) -> bool:
    """Whether the table knows the venue ``printed`` and one of the record, and they are two."""
    if not printed or compare_version(printed, record) is not Agreement.DISAGREE:
        return False
    known = recognise(_YEAR.sub("", _PRESENTED.sub("", printed)))
    return known is not None and any(recognise(_PART.split(name)[0]) for name in names_of(record))


def appeared_beside(record: Record) -> bool:
    """Whether a record is of a workshop or the like."""
    return any(map(is_side_event, names_of(record)))


def is_beside(printed: str | None, record: Record) -> bool:
    """Whether one of two venues is a workshop or the like, and the other is not."""
    named = bool(printed and [*names_of(record)])
    return named and is_side_event(_PRESENTED.sub("", printed or "")) != appeared_beside(record)


def _is_name(venue: str, name: str) -> bool:
    short = squeeze(venue)
    return bool(short) and (
        short == squeeze(name)
        or _stands_in(venue, name)
        or _is_part(venue, name)
        or _has_initials(short, name)
        or _abbreviates(venue, name)
    )


def _stands_in(acronym: str, name: str) -> bool:
    """Whether an acronym stands in a name: ``ICLR`` in ``… Representations, {ICLR} 2023``; not ``FAST`` in ``fast``."""
    words = [re.sub(r"\d+$", "", word) for word in _WORD.findall(name.replace("{", "").replace("}", ""))]
    wanted = _WORD.findall(acronym)
    runs = (words[n : n + len(wanted)] for n in range(len(words) - len(wanted) + 1))
    spelled = [word.casefold() for word in wanted]
    return any(
        [word.casefold() for word in run] == spelled
        and (run == wanted or not any(map(str.islower, run)))
        and len(run) <= _LONGEST
        and any(map(_ACRONYM.fullmatch, (*run, *wanted)))
        for run in runs
    )


def _is_part(venue: str, name: str) -> bool:
    """Whether ``venue`` is a whole part of a name: not ``Nature`` of ``Nature Methods``, nor ``Machine Learning``."""
    form = squeeze(bare_name(venue))
    return any(squeeze(bare_name(part)) == form for part in _PART.split(name)) if form else False


def _has_initials(acronym: str, name: str) -> bool:
    """Whether ``acronym`` are the first letters of the words of ``name``, or of a part of it.

    It may have an ``o`` for ``of`` or ``on``, and end in the ``j`` of a journal.
    """
    forms = {acronym, *(acronym[:n] + acronym[n + 1 :] for n, letter in enumerate(acronym) if letter == "o")}
    forms = {form for form in forms if len(form) >= _SHORTEST}
    initials = _initials(name)
    if initials in forms or (acronym.endswith("j") and initials == acronym[:-1]):
        return True
    return any(forms & {*_short_forms(bare_name(part))} for part in _PART.split(name))


def _short_forms(name: str) -> Iterator[str]:
    """The initials of a name, also without the words before it that any conference has."""
    words = [word for word in _WORD.findall(fold(name)) if word not in _LITTLE]
    for place, word in enumerate(words):
        yield _initials(" ".join(words[place:]))
        if word not in _ANY_EVENT:
            return


def _initials(name: str) -> str:
    return "".join(word[0] for word in _WORD.findall(fold(name)) if word not in _LITTLE and not word[0].isdigit())


def _abbreviates(one: str, other: str) -> bool:
    """Whether two names have the same words, some of them cut: ``Phys. Rev. Lett.``, ``Physical Review Letters``."""
    words, others = ([word for word in _WORD.findall(fold(name)) if word not in _LITTLE] for name in (one, other))
    return len(words) == len(others) > 1 and all(
        a.startswith(b) or b.startswith(a) for a, b in zip(words, others, strict=True)
    )
