"""Is what a list prints as venue the venue of a record? Acronyms, full names and abbreviations are compared."""

import re
from collections.abc import Iterator

from plbib.model import Record
from plbib.papers.identity import Agreement
from plbib.papers.titles import fold
from plbib.papers.venues.table import recognise, spellings
from plbib.text.patterns import regex
from plbib.text.unicode import squeeze

_WORD = regex(r"[^\W_]+")
_YEAR = regex(r"\s*(?:['’]\d\d|\(?(?:19|20)\d\d\)?)\s*$")
_PREPRINTS = regex(r"\b(?:corr|arxiv|arxivorg|biorxiv|medrxiv|preprints?|ssrn|submitted to)\b")
_SUBMISSION = regex(r"\bsubmitted to\b")
_SIDE_EVENT = regex(r"\b(?:workshops?|companion|extended abstracts|posters?|demos?|doctoral consortium)\b")
_WORKSHOPS = regex(r"([A-Z]{3,})W")
"""The workshops of a conference as lists abbreviate them: ``CVPRW``."""
_LITTLE = frozenset("a an and at for from in of on the to".split())
_SHORTEST = 3
"""Letters of an acronym that may be read as the initials of a name."""
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
    """Whether ``printed`` (without or with its year) is a venue of ``record``; a workshop is not its conference."""
    named = [*names_of(record)]
    if not printed or not named:
        return Agreement.UNKNOWN
    venue = _YEAR.sub("", printed)
    if any(is_side_event(name) for name in named):
        if not is_side_event(venue):
            return Agreement.DISAGREE
        venue = _WORKSHOPS.sub(r"\1", venue)
    whole = squeeze(printed)
    same = any(whole == squeeze(name) for name in named) or any(
        _is_name(spelling, name) for spelling in spellings(venue) for name in named
    )
    return Agreement.AGREE if same else Agreement.DISAGREE


def compare_version(printed: str | None, record: Record) -> Agreement:
    """Whether a venue is that of a record; whoever names a place of preprints says nothing of the later publication."""
    if printed and names_preprint(printed) and not is_preprint(record):
        return Agreement.UNKNOWN
    return compare_venues(printed, record)


def is_beside(printed: str | None, record: Record) -> bool:
    """Whether one of two venues is a workshop or the like, and the other is not."""
    named = [*names_of(record)]
    return bool(printed and named) and is_side_event(printed or "") != any(map(is_side_event, named))


def _is_name(venue: str, name: str) -> bool:
    short, long = squeeze(venue), squeeze(name)
    return bool(short) and (
        short == long or _stands_in(venue, name) or _has_initials(short, name) or _abbreviates(venue, name)
    )


def _stands_in(acronym: str, name: str) -> bool:
    """Whether an acronym stands in a name: ``ICLR`` in ``… Representations, {ICLR} 2023``; not ``FAST`` in ``fast``."""
    words = [re.sub(r"\d+$", "", word) for word in _WORD.findall(name.replace("{", "").replace("}", ""))]
    wanted = _WORD.findall(acronym)
    runs = (words[n : n + len(wanted)] for n in range(len(words) - len(wanted) + 1))
    spelled = [word.casefold() for word in wanted]
    return any(
        [word.casefold() for word in run] == spelled and (run == wanted or not any(map(str.islower, run)))
        for run in runs
    )


def _has_initials(acronym: str, name: str) -> bool:
    """Whether ``acronym`` are the first letters of words that follow each other in ``name``.

    It may have an ``o`` for ``of`` or ``on``, and end in the ``j`` of a journal.
    """
    initials = "".join(word[0] for word in _WORD.findall(fold(name)) if word not in _LITTLE and not word[0].isdigit())
    forms = {acronym, *(acronym[:n] + acronym[n + 1 :] for n, letter in enumerate(acronym) if letter == "o")}
    whole = acronym.endswith("j") and initials == acronym[:-1]
    return whole or any(len(form) >= _SHORTEST and form in initials for form in forms)


def _abbreviates(one: str, other: str) -> bool:
    """Whether two names have the same words, some of them cut: ``Phys. Rev. Lett.``, ``Physical Review Letters``."""
    words, others = ([word for word in _WORD.findall(fold(name)) if word not in _LITTLE] for name in (one, other))
    return len(words) == len(others) > 1 and all(
        a.startswith(b) or b.startswith(a) for a, b in zip(words, others, strict=True)
    )
