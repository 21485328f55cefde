"""What each piece of evidence says of a record: identifier, title, people, venue, year. Pure.

Two of them that agree make a record the paper's (``spec/metadata-sources.md`` §6.4 and §11); one that is against it is
worth as much as one that is for it.
"""

from collections.abc import Sequence

from msgspec import Struct

from plbib.papers.identity import (
    Agreement,
    Paper,
    compare_identifiers,
    compare_people,
    compare_years,
    share_person,
)
from plbib.papers.venues.compare import are_two_known, compare_version, is_beside, is_preprint
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.titles import TitleEvidence, TitleMatch, is_generic
from plbib.resolve.works import gather

_YEARS_APART = 1
"""Years between what lists print and what records have: a conference in December, its proceedings in January."""
_FORERUN = 4
"""Years from a preprint to its publication at most (§6.6)."""
_LASTING = ("doi:", "arxiv:")
"""Beginnings of identifiers of which a paper has one for good."""
_PRINTED = frozenset({"article-journal", "paper-conference", "chapter"})
"""Types of what appears in something else."""
_REVIEW, _TALK = "review", "speech"
_KINDS = {
    **{kind: kind for kind in ("dataset", "software", "patent", "thesis", _REVIEW, _TALK, "figure", "graphic")},
    "review-book": _REVIEW,
    "peer-review": _REVIEW,
    "motion_picture": _TALK,
    "broadcast": _TALK,
}
"""Types of what may have the title of a paper and is none."""


class Judged(Struct, frozen=True, kw_only=True):
    """A candidate and what each piece of evidence says; ``years`` apart (None: not known), ``work`` by number.

    ``acquainted`` says that at least one author is the same; ``beside``, that one of the venues is a workshop or the
    like, and the other is not; ``apart``, that the venues are known, and are two;
    ``other_name``, that both have a DOI or an arXiv id and share none;
    ``other_kind``, that one is a paper and the other its data, a thesis, a book …;
    ``generic``, that many have its title.
    """

    candidate: Candidate
    title: TitleEvidence
    identifiers: Agreement
    people: Agreement
    venue: Agreement
    years: int | None
    preprint: bool
    acquainted: bool = False
    beside: bool = False
    apart: bool = False
    other_name: bool = False
    other_kind: bool = False
    generic: bool = False
    work: int = 0

    @property
    def in_time(self) -> bool:
        """Whether the years do not speak against it."""
        return self.years is None or abs(self.years) <= _YEARS_APART

    @property
    def placed(self) -> bool:
        """Whether venue and year agree."""
        return self.venue is Agreement.AGREE and self.years is not None and self.in_time

    @property
    def identified(self) -> bool:
        """Whether an identifier and a like title say that it is the paper.

        Not where all authors are others, nor where they printed it elsewhere in another year.
        """
        if self.identifiers is not Agreement.AGREE or self._printed_elsewhere:
            return False
        if self.people is Agreement.DISAGREE and not self._misspelt:
            return False
        supported = self.placed or self.people is Agreement.AGREE
        return self.title.match >= TitleMatch.RENAMED or (supported and self.title.match >= TitleMatch.DISTANT)

    @property
    def titled(self) -> bool:
        """Whether the title and a second witness say that it is the paper, and nothing speaks against it."""
        contradicted = self.people is Agreement.DISAGREE or (
            self.identifiers is Agreement.DISAGREE and not self._renumbered
        )
        if self.title.match < TitleMatch.SHORTENED or contradicted or self.other_kind or self.generic:
            return False
        if self._foreruns:
            return True
        if not self.in_time:
            return False
        if self.title.match is TitleMatch.SHORTENED and self.years:
            return False
        return self.placed or (self.people is Agreement.AGREE and not self._other_version)

    @property
    def _other_version(self) -> bool:
        """Whether another paper or version of the same people is as likely: printed elsewhere, in another year.

        In the same year, a venue that is not known may be the same under another name.
        """
        elsewhere = self.venue is Agreement.DISAGREE
        other = self.beside or self.apart or self.title.match is TitleMatch.SHORTENED
        return elsewhere and (self.years != 0 or other)

    @property
    def _foreruns(self) -> bool:
        """Whether it is the preprint of these people under this very title, and not of years after the printed one."""
        early = self.years is None or -_FORERUN <= self.years <= _YEARS_APART
        return self.preprint and early and self.people is Agreement.AGREE and self.title.match is TitleMatch.EQUAL

    @property
    def _printed_elsewhere(self) -> bool:
        """Whether it is another publication of these people: of another venue and year, and no preprint."""
        elsewhere = self.venue is Agreement.DISAGREE and bool(self.years)
        return elsewhere and self.people is Agreement.AGREE and not self.preprint

    @property
    def _misspelt(self) -> bool:
        """Whether all but the authors is the same, and not all of these are others: names are spelled in many ways."""
        return self.acquainted and self.placed and not self.years and self.title.match is TitleMatch.EQUAL

    @property
    def _renumbered(self) -> bool:
        """Whether all but the identifier is the same: some services number a paper twice (OpenReview)."""
        people = self.people is Agreement.AGREE and not self.other_name
        return people and self.placed and not self.years and self.title.match is TitleMatch.EQUAL

    @property
    def fits(self) -> bool:
        return self.identified or self.titled

    @property
    def standing(self) -> tuple[object, ...]:
        """What the evidence beside the title comes to."""
        return self.identified, self.placed, self.venue, self.years

    def reason(self) -> str:
        """The witnesses in words, those against it after ``but``."""
        title = {
            TitleMatch.EQUAL: "same title",
            TitleMatch.ALIKE: "same title but for a slip",
            TitleMatch.SHORTENED: "same title, one without its subtitle",
        }.get(self.title.match, f"title alike to {self.title.ratio:g} %")
        evidence = (
            ("identifier", self.identifiers),
            ("authors", self.people),
            ("venue", self.venue),
            ("year", _agreement(self.years)),
        )
        agreeing = [f"same {name}" for name, agreement in evidence if agreement is Agreement.AGREE]
        against = [f"other {name}" for name, agreement in evidence if agreement is Agreement.DISAGREE]
        if self.title.match is TitleMatch.OTHER:
            against.insert(0, "another number or part, or one is about the other")
        if self.other_kind:
            against.append(f"its type is {self.candidate.record.item.type}")
        stated = ", ".join([title, *agreeing])
        return f"{stated}; but {', '.join(against)}" if against else stated


def _agreement(years: int | None) -> Agreement:
    if years is None:
        return Agreement.UNKNOWN
    return Agreement.AGREE if abs(years) <= _YEARS_APART else Agreement.DISAGREE


def weigh(wanted: Wanted, candidates: Sequence[Candidate], volumes: frozenset[str]) -> list[Judged]:
    """Each candidate with its evidence; ``volumes`` are names of whole volumes, and name no paper in them."""
    paper = wanted.paper
    tokens = paper.tokens - volumes
    papers = [candidate.paper for candidate in candidates]
    works = gather(papers)
    return [
        _judged(wanted, candidate, own, tokens, work)
        for candidate, own, work in zip(candidates, papers, works, strict=True)
    ]


def _judged(wanted: Wanted, candidate: Candidate, own: Paper, tokens: frozenset[str], work: int) -> Judged:
    paper, record = wanted.paper, candidate.record
    venue = compare_version(wanted.venue, record)
    return Judged(
        candidate=candidate,
        title=wanted.like(candidate),
        identifiers=_compare_identifiers(tokens, own, paper.year),
        people=compare_people(paper.authors, own.authors),
        venue=venue,
        years=None if paper.year is None or own.year is None else own.year - paper.year,
        preprint=is_preprint(record),
        acquainted=share_person(paper.authors, own.authors),
        beside=is_beside(wanted.venue, record),
        apart=venue is Agreement.DISAGREE and are_two_known(wanted.venue, record),
        other_name=compare_identifiers(_lasting(tokens), _lasting(own.tokens)) is Agreement.DISAGREE,
        other_kind=_are_other_kinds(wanted.type, record.item.type),
        generic=is_generic(paper.title),
        work=work,
    )


def _compare_identifiers(tokens: frozenset[str], own: Paper, year: int | None) -> Agreement:
    """Whether identifiers name one paper: not where one is shared, one of another kind differs, and so do years."""
    shared = compare_identifiers(tokens, own.tokens)
    if compare_years(year, own.year) is not Agreement.DISAGREE:
        return shared
    kinds = (frozenset(name for name in _lasting(tokens) if name.startswith(kind)) for kind in _LASTING)
    others = any(compare_identifiers(names, own.tokens) is Agreement.DISAGREE for names in kinds)
    return Agreement.DISAGREE if others else shared


def _are_other_kinds(wanted: str, given: str) -> bool:
    """Whether two types are of different things; what a list has is a paper or a book."""
    if wanted and "book" in (wanted, given):
        return wanted != given and {wanted, given} <= {"book", *_PRINTED}
    return _KINDS.get(wanted, "") != _KINDS.get(given, "")


def _lasting(tokens: frozenset[str]) -> frozenset[str]:
    """Those of which a paper has one for good."""
    return frozenset(name for name in tokens if name.startswith(_LASTING))
