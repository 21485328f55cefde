"""Is this the same paper? One form of titles, one of identifiers, and the rules that decide, with their reasons.

Whoever looks for a paper (the lock, keys adopted from a .bib, corrections, the difference of two libraries, items of a
Zotero group) has its own way through what it looks in. What it looks up there comes from :func:`names_of`, and whether
what it meets is the paper, from :func:`compare`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Protocol, TypeVar

from msgspec import Struct

from plbib.model import Item, Name
from plbib.papers.identifiers import Identifier, identify, token
from plbib.papers.titles import NOT_WORD, Likeness, compare_titles, fold, normalise

SHARED = 4
"""More papers than this under one address: it is a page about them, and identifies none."""

# Identifiers --------------------------------------------------------------------------------------------------------

_WEAK = frozenset({"url", "year"})
"""Kinds of tokens that need not name one paper: a plain address, a year in place of a link."""
_TIDY = re.compile(r"10\.(?!48550/)\d{4,9}/[^\s?#]*\d|\d{4}\.\d{4,5}")
"""DOIs and arXiv ids in which nothing is to be read otherwise, as most are."""


def record_tokens(item: Item) -> set[str]:
    """The tokens of an item's own DOI and address."""
    return tokens_of(item.doi, item.url, {})


def paper_tokens(item: Item, identifiers: Mapping[str, str]) -> set[str]:
    """The tokens of a record: of its identifiers, its DOI, its address."""
    return tokens_of(item.doi, item.url, identifiers)


def tokens_of(doi: str | None, url: str | None, identifiers: Mapping[str, str]) -> set[str]:
    """The tokens of a DOI, an address and other identifiers."""
    tokens = {_token(kind, value) for kind, value in identifiers.items() if value}
    if url:
        tokens.add(token(url))
    if doi:
        tokens.add(_token("doi", doi))
    return tokens


def _token(kind: str, value: str) -> str:
    """An identifier's token, however its value is spelled: arXiv's own DOIs name what its ids name."""
    spelled = kind in ("doi", "arxiv") and not _TIDY.fullmatch(value)
    return ((identify(value) if spelled else None) or Identifier(kind, value)).token


def named_tokens(tokens: Iterable[str]) -> list[str]:
    """Those that name one paper, sorted: all but plain addresses and years."""
    return sorted(name for name in tokens if _kind(name) not in _WEAK)


def _kind(name: str) -> str:
    return name.partition(":")[0]


# People -------------------------------------------------------------------------------------------------------------

_PARTICLES = frozenset("van von der den de del della di da dos du la le el al bin ibn ter ten jr sr ii iii iv".split())
_LONGER = 2
"""So many letters make a word of a name more than an initial; in other scripts than Latin, one does."""


def _name_words(*parts: str | None) -> list[str]:
    """The words of a name without initials and particles, unless there are no others."""
    words = [word for part in parts if part for word in NOT_WORD.split(fold(part)) if word]
    whole = [word for word in words if (len(word) >= _LONGER or not word.isascii()) and word not in _PARTICLES]
    return whole or words


def surname(authors: tuple[Name, ...]) -> str:
    """The last word of the first author's family name, folded; ``""`` if there is none."""
    words = _name_words(authors[0].family or authors[0].literal) if authors else []
    return words[-1] if words else ""


_OTHERS = "others"
"""The name of those who are not named."""


class _PersonWords(Struct, frozen=True):
    family: frozenset[str]
    words: frozenset[str]
    initials: frozenset[str]


_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
"""What is written where these letters are not at hand: ``Mueller``."""


@lru_cache(maxsize=8192)
def _person(name: Name) -> _PersonWords:
    family, given = _spellings(name.family or name.literal), _spellings(name.given)
    parts = NOT_WORD.split(fold(name.given or ""))
    return _PersonWords(frozenset(family), frozenset([*family, *given]), frozenset(part[0] for part in parts if part))


def _spellings(part: str | None) -> list[str]:
    """The words of a part of a name, in both spellings where it has two."""
    words = _name_words(part)
    if not part or part.isascii():
        return words
    spelled = unicodedata.normalize("NFC", part).lower().translate(_SPELLED_OUT)
    return list(dict.fromkeys([*words, *_name_words(spelled)]))


class Agreement(StrEnum):
    """What one piece of evidence says."""

    AGREE = "agree"
    DISAGREE = "disagree"
    UNKNOWN = "unknown"


def _agreement(agree: bool) -> Agreement:
    return Agreement.AGREE if agree else Agreement.DISAGREE


def compare_people(one: tuple[Name, ...], other: tuple[Name, ...]) -> Agreement:
    """Whether two lists of authors are one: the first is the same, or more than half of the shorter list is.

    Half is where two sources are held to disagree (§6.4). A person is recognised by a word of the family name, in
    whichever part of the name it stands, since depositors swap them.
    """
    people, others = _people(one), _people(other)
    if not people or not others:
        return Agreement.UNKNOWN
    if _same_person(people[0], others[0]):
        return Agreement.AGREE
    if 1 in (len(people), len(others)):  # a mere family name is that of the first
        return _agreement(any(_same_person(a, b, mere=False) for a in people for b in others))
    shared = min(_shared(people, others), _shared(others, people))
    return _agreement(2 * shared > min(len(people), len(others)))


def share_person(one: tuple[Name, ...], other: tuple[Name, ...]) -> bool:
    """Whether anybody is among both lists of authors."""
    return _shared(_people(one), _people(other)) > 0


def is_whole(authors: tuple[Name, ...]) -> bool:
    """Whether all authors are named, and the last is not ``and others``."""
    return bool(authors) and authors[-1].literal != _OTHERS


def _people(authors: tuple[Name, ...]) -> list[_PersonWords]:
    return [_person(name) for name in authors if name.literal != _OTHERS]


def _shared(people: list[_PersonWords], others: list[_PersonWords]) -> int:
    """How many of ``people`` are among the ``others``."""
    families = frozenset(word for person in others for word in person.family)
    words = frozenset(word for person in others for word in person.words)
    return sum(bool(person.family & words or person.words & families) for person in people)


def _same_person(one: _PersonWords, other: _PersonWords, *, mere: bool = True) -> bool:
    """Whether two people have a family name in common, and an initial of the given names.

    ``mere``: where one has no given name, the family name is enough. Parts of names are swapped by depositors.
    """
    swapped = one.family & (other.words - other.family) or other.family & (one.words - one.family)
    if swapped or not one.family & other.family:
        return bool(swapped)
    return bool(one.initials & other.initials) or (mere and not (one.initials and other.initials))


# Papers -------------------------------------------------------------------------------------------------------------


class Paper(Struct, frozen=True, kw_only=True):
    """What a paper is recognised by: its title as printed, the tokens of what names it, authors and year."""

    title: str
    tokens: frozenset[str] = frozenset()
    authors: tuple[Name, ...] = ()
    year: int | None = None


class Described(Protocol):
    """Whatever has a record of a paper."""

    @property
    def item(self) -> Item: ...
    @property
    def identifiers(self) -> dict[str, str]: ...


_Described = TypeVar("_Described", bound=Described)


def paper_of(record: Described) -> Paper:
    """What the paper of a record is recognised by."""
    item = record.item
    return Paper(
        title=item.title,
        tokens=frozenset(paper_tokens(item, record.identifiers)),
        authors=item.author,
        year=item.issued.year if item.issued else None,
    )


def names_of(paper: Paper) -> list[str]:
    """What a paper can be looked up by, the surest name first: identifiers; title, year and first author, or without.

    Equal names are no proof: what only shares title and year is another paper if :func:`compare` says so.
    """
    return [*named_tokens(paper.tokens), *titles_of(paper)]


def titles_of(paper: Paper) -> list[str]:
    """The names of a paper that has a title: of title, year and first author, and without the author."""
    if not paper.title:
        return []
    name, author = f"title:{normalise(paper.title)} {paper.year or ''}", surname(paper.authors)
    return [f"{name} by {author}", name] if author else [name]


def title_alone(paper: Paper) -> list[str]:
    """The name of a paper of any year, if it has a title: for whom :func:`find_undated` then tells the papers apart."""
    return [f"title:{normalise(paper.title)}"] if paper.title else []


def find_undated(paper: Paper, records: Sequence[_Described]) -> list[_Described]:
    """Those of ``records``, found by title alone, that may be ``paper`` because one of the two has no year."""
    years = ((record, compare_years(paper.year, paper_of(record).year)) for record in records)
    return possible(paper, [record for record, agreement in years if agreement is Agreement.UNKNOWN])


class Verdict(StrEnum):
    """What the evidence comes to."""

    SAME = "same"
    LIKELY = "likely"
    UNSURE = "unsure"
    """A person must decide, or whoever asks knows more (that two lines stand side by side; that a row corrects)."""
    OTHER = "other"


class Match(Struct, frozen=True, kw_only=True):
    """How far two papers agree in each piece of evidence, and the rule that decides.

    ``strangers``: both have authors, and nobody is among those of both.
    """

    title: Likeness
    identifiers: Agreement
    years: Agreement
    people: Agreement
    strangers: bool = False

    @property
    def verdict(self) -> Verdict:
        return self._rule.verdict

    @property
    def reason(self) -> str:
        """Why, in words."""
        return self._rule.reason

    @property
    def _rule(self) -> "_AgreementRule":
        return next(rule for rule in _RULES if rule.fits(self))


_ANY = frozenset(Agreement)
_YES, _NO, _OPEN = (frozenset({agreement}) for agreement in Agreement)


class _AgreementRule(Struct, frozen=True, kw_only=True):
    """What a row asks of the evidence: titles at least so alike, and each agreement one of these."""

    reason: str
    verdict: Verdict
    title: Likeness = Likeness.UNLIKE
    identifiers: frozenset[Agreement] = _ANY
    years: frozenset[Agreement] = _ANY
    people: frozenset[Agreement] = _ANY
    strangers: bool = False

    def fits(self, match: Match) -> bool:
        return (
            match.title >= self.title
            and match.identifiers in self.identifiers
            and match.years in self.years
            and match.people in self.people
            and (match.strangers or not self.strangers)
        )


_RULES = (
    _AgreementRule(reason="same identifier, other authors", verdict=Verdict.UNSURE, identifiers=_YES, strangers=True),
    _AgreementRule(reason="same identifier", verdict=Verdict.SAME, title=Likeness.MENDED, identifiers=_YES),
    _AgreementRule(reason="same identifier, another title", verdict=Verdict.UNSURE, identifiers=_YES),
    _AgreementRule(reason="other identifier and other authors", verdict=Verdict.OTHER, identifiers=_NO, people=_NO),
    _AgreementRule(
        reason="same title, year and authors",
        verdict=Verdict.SAME,
        title=Likeness.EQUAL,
        identifiers=_OPEN,
        years=_YES,
        people=_YES,
    ),
    _AgreementRule(
        reason="same title and year",
        verdict=Verdict.LIKELY,
        title=Likeness.EQUAL,
        identifiers=_OPEN,
        years=_YES,
        people=_OPEN,
    ),
    _AgreementRule(
        reason="like title, same year and authors",
        verdict=Verdict.LIKELY,
        title=Likeness.ALIKE,
        identifiers=_OPEN,
        years=_YES,
        people=_YES,
    ),
    _AgreementRule(reason="same title, and something differs", verdict=Verdict.UNSURE, title=Likeness.EQUAL),
    _AgreementRule(reason="like title, same authors", verdict=Verdict.UNSURE, title=Likeness.ALIKE, people=_YES),
    _AgreementRule(reason="nothing says that it is", verdict=Verdict.OTHER),
)
"""The first row that fits decides: two witnesses for a paper make it the same (§6.4), two against it another."""


def possible(paper: Paper, records: Sequence[_Described]) -> list[_Described]:
    """Those of ``records``, found under a name of ``paper``, that are not known to be another paper.

    More than :data:`SHARED` are too many to tell apart one by one, and all stay.
    """
    if len(records) > SHARED:
        return list(records)
    return [record for record in records if not _is_other(paper, paper_of(record))]


def _is_other(one: Paper, other: Paper) -> bool:
    """Whether the verdict on two papers is that they are two; where they share an identifier, no rule says so."""
    shared = compare_identifiers(one.tokens, other.tokens) is Agreement.AGREE
    return not shared and compare(one, other).verdict is Verdict.OTHER


def compare_identifiers(one: frozenset[str], other: frozenset[str]) -> Agreement:
    """Whether two papers share an identifier; they disagree where one kind has other values and nothing is shared."""
    named, others = frozenset(named_tokens(one)), frozenset(named_tokens(other))
    if named & others:
        return Agreement.AGREE
    kinds = frozenset(map(_kind, named)) & frozenset(map(_kind, others))
    return Agreement.DISAGREE if kinds else Agreement.UNKNOWN


def compare_years(one: int | None, other: int | None) -> Agreement:
    """Whether two years are the same, where both are known."""
    return Agreement.UNKNOWN if one is None or other is None else _agreement(one == other)


def compare(one: Paper, other: Paper) -> Match:
    """What speaks for and against two papers being one; it is the same whichever of them comes first."""
    people = compare_people(one.authors, other.authors)
    return Match(
        title=compare_titles(one.title, other.title),
        identifiers=compare_identifiers(one.tokens, other.tokens),
        years=compare_years(one.year, other.year),
        people=people,
        strangers=people is Agreement.DISAGREE and not share_person(one.authors, other.authors),
    )
