"""Which of the records at hand is the paper that somebody means? Pure: values in, a decision with its reasons out.

A record is accepted by two witnesses (``spec/metadata-sources.md`` §6.4 and §11): an identifier and a like title, or an
equal title and the authors, or an equal title and venue with year. Candidates are gathered into works before they are
counted, since one paper has many records; exactly one work must fit. A person decides where the witnesses disagree.
"""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from plbib.model import Record
from plbib.papers.identity import (
    Agreement,
    Paper,
    compare_identifiers,
    compare_people,
    compare_years,
    named_tokens,
    paper_of,
    share_person,
)
from plbib.papers.venues import compare_venues, compare_version, is_beside, is_preprint, names_preprint, stands_back
from plbib.resolve import notices, titles
from plbib.resolve.titles import TitleEvidence, TitleMatch
from plbib.resolve.works import gather

_NO_PAPER = frozenset({"periodical", "webpage", "collection"})
"""Types of what is no paper: a whole volume (:attr:`Candidate.whole`), a page."""
_INDEXES = frozenset({"openalex", "semanticscholar"})
"""Sources that have records of others only, and mix them up."""
_PROOF = 2
"""So many sources that cover the venue must say that they have no such paper."""
_YEARS_APART = 1
"""Years between what lists print and what records have: a conference in December, its proceedings in January."""
_FORERUN = 4
"""Years from a preprint to its publication at most (§6.6)."""


class State(StrEnum):
    """What became of a paper."""

    ACCEPTED = "accepted"
    TITLE_DIFFERS = "title differs"
    PREPRINT = "preprint"
    REVIEW = "review"
    NOT_FOUND = "not found"
    UNAVAILABLE = "source unavailable"


class Outcome(StrEnum):
    """What a service said when it was asked for a paper."""

    FOUND = "found"
    EMPTY = "nothing found"
    FAILED = "no answer"


class Answer(Struct, frozen=True, kw_only=True, order=True):
    """How one service answered; ``covers``: papers of this venue are among what it holds. ``detail`` is for people."""

    source: str
    outcome: Outcome
    covers: bool = True
    detail: str = ""


DECIDED = frozenset({State.ACCEPTED, State.TITLE_DIFFERS, State.PREPRINT})


class Wanted(Struct, frozen=True, kw_only=True):
    """What is known of the paper that is looked for: ``titles`` beside its own, and ``venue``, as printed."""

    paper: Paper
    titles: tuple[str, ...] = ()
    venue: str | None = None

    def like(self, candidate: "Candidate") -> TitleEvidence:
        """How far the nearest of its titles is one of a candidate's."""
        own = (candidate.record.item.title, *candidate.titles)
        own = (*own, *map(notices.bare_title, own))
        return max(titles.compare(title, own) for title in (self.paper.title, *self.titles))


class Candidate(Struct, frozen=True, kw_only=True):
    """A record that may be the paper.

    ``source`` names where it is from, ``titles`` are others that it has (in its own language, with its subtitle), and
    ``tokens`` identifiers that it is known by beside its own. ``whole`` says that it is a volume, and no paper in it.
    """

    record: Record
    source: str
    titles: tuple[str, ...] = ()
    tokens: frozenset[str] = frozenset()
    whole: bool = False

    @property
    def paper(self) -> Paper:
        """What the record's paper is recognised by."""
        own = paper_of(self.record)
        return Paper(title=own.title, tokens=own.tokens | self.tokens, authors=own.authors, year=own.year)


class Judged(Struct, frozen=True, kw_only=True):
    """A candidate and what each piece of evidence says; ``years`` apart (None: not known), ``work`` by number.

    ``acquainted`` says that at least one author is the same; ``beside``, that one of the venues is a workshop or the
    like, and the other is not; ``other_doi``, that both have one and share none.
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
    other_doi: bool = False
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
        if self.title.match < TitleMatch.SHORTENED or contradicted:
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
        """Whether another paper or version of the same people is as likely: printed elsewhere, in another year."""
        elsewhere = self.venue is Agreement.DISAGREE
        return elsewhere and (self.years != 0 or self.title.match is TitleMatch.SHORTENED or self.beside)

    @property
    def _foreruns(self) -> bool:
        """Whether it is the preprint of these people under this very title, and not of years after the printed one."""
        early = self.years is None or -_FORERUN <= self.years <= _YEARS_APART
        return self.preprint and early and self.people is Agreement.AGREE and self.title.match is TitleMatch.EQUAL

    @property
    def _printed_elsewhere(self) -> bool:
        """Whether it is another publication of these people: of another venue and years away, and no preprint."""
        elsewhere = self.venue is Agreement.DISAGREE and not self.in_time
        return elsewhere and self.people is Agreement.AGREE and not self.preprint

    @property
    def _misspelt(self) -> bool:
        """Whether all but the authors is the same, and not all of these are others: names are spelled in many ways."""
        return self.acquainted and self.placed and not self.years and self.title.match is TitleMatch.EQUAL

    @property
    def _renumbered(self) -> bool:
        """Whether all but the identifier is the same: some services number a paper twice (OpenReview)."""
        people = self.people is Agreement.AGREE and not self.other_doi
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
        stated = ", ".join([title, *agreeing])
        return f"{stated}; but {', '.join(against)}" if against else stated


def _agreement(years: int | None) -> Agreement:
    if years is None:
        return Agreement.UNKNOWN
    return Agreement.AGREE if abs(years) <= _YEARS_APART else Agreement.DISAGREE


class Decision(Struct, frozen=True, kw_only=True):
    """What was decided, and why; ``judged`` are all that are worth a look, the likeliest first.

    ``answers`` are those of the services that were asked.
    """

    state: State
    reason: str
    judged: tuple[Judged, ...] = ()
    answers: tuple[Answer, ...] = ()

    @property
    def chosen(self) -> Judged | None:
        """The record that is the paper, if that is decided."""
        return self.judged[0] if self.state in DECIDED else None

    @property
    def failed(self) -> tuple[str, ...]:
        """The services that did not answer, sorted."""
        return tuple(sorted({answer.source for answer in self.answers if answer.outcome is Outcome.FAILED}))


def decide(wanted: Wanted, candidates: Sequence[Candidate], answers: Sequence[Answer] = ()) -> Decision:
    """Which of ``candidates`` is the paper ``wanted``; their order does not matter.

    ``answers`` are those of services, none where only records at hand were searched. A service that did not answer
    never makes a paper of what was no paper: where nothing is found, the paper may be what it holds.
    """
    decision = _decide(wanted, candidates)
    if decision.state is State.NOT_FOUND and answers:
        state, reason = _not_found(answers)
        decision = Decision(state=state, reason=reason)
    elif decision.state is State.REVIEW and (failed := replace(decision, answers=tuple(answers)).failed):
        decision = replace(decision, reason=f"{decision.reason}; {' and '.join(failed)} did not answer")
    return replace(decision, answers=tuple(sorted(answers)))


def _not_found(answers: Sequence[Answer]) -> tuple[State, str]:
    """What it means that nothing was found: one clean empty answer is no proof (§11, 4)."""
    empty = sorted({answer.source for answer in answers if answer.outcome is not Outcome.FAILED and answer.covers})
    failed = sorted({answer.source for answer in answers if answer.outcome is Outcome.FAILED})
    if len(empty) >= _PROOF:
        return State.NOT_FOUND, f"{' and '.join(empty)} have no record with this identifier, or a title like this"
    if failed:
        return State.UNAVAILABLE, f"{' and '.join(failed)} did not answer"
    asked = f"only {empty[0]}" if empty else "no source"
    return State.UNAVAILABLE, f"{asked} that covers the venue could be asked, and one empty answer is no proof"


def _decide(wanted: Wanted, candidates: Sequence[Candidate]) -> Decision:
    papers = [found for found in candidates if not (_is_no_paper(found) or _is_belied(found, candidates))]
    volumes = frozenset(
        token for candidate in candidates if _is_no_paper(candidate) for token in named_tokens(candidate.paper.tokens)
    )
    judged = [found for found in _judged(wanted, papers, volumes) if _is_worth_a_look(found)]
    judged.sort(key=lambda found: _rank(wanted, found))
    if not judged:
        return Decision(state=State.NOT_FOUND, reason="no record at hand has this identifier, or a title like this")
    fitting = [found for found in judged if found.identified] or [found for found in judged if found.titled]
    works = {found.work for found in fitting}
    if len(works) != 1:
        reason = "several papers fit" if works else judged[0].reason()
        return Decision(state=State.REVIEW, reason=reason, judged=tuple(judged))
    versions = [found for found in judged if found.work in works and _is_version(found, fitting)]
    chosen = min(versions, key=lambda found: stands_back(found.candidate.record))
    if any(_is_rival(found, chosen) for found in versions if found is not chosen):
        return Decision(state=State.REVIEW, reason="several versions of it fit", judged=tuple(judged))
    others = [found for found in judged if found is not chosen]
    return Decision(state=_state(wanted, chosen), reason=chosen.reason(), judged=(chosen, *others))


def _is_version(found: Judged, fitting: Sequence[Judged]) -> bool:
    """Whether a record of the work that fits may stand for it: it fits, or those that do are worse copies of it."""
    if found.fits:
        return True
    lesser = found.preprint or all(stands_back(other.candidate.record) for other in fitting)
    return lesser and found.title.match >= TitleMatch.SHORTENED and found.in_time


def _is_rival(found: Judged, chosen: Judged) -> bool:
    """Whether another version is as likely as the one chosen: nothing that is printed tells them apart."""
    one, other = found.candidate, chosen.candidate
    shared = compare_identifiers(one.paper.tokens, other.paper.tokens) is Agreement.AGREE
    if shared or found.preprint != chosen.preprint or found.standing != chosen.standing:
        return False
    elsewhere = compare_venues(one.record.item.container_title, other.record) is Agreement.DISAGREE
    return elsewhere or compare_years(one.paper.year, other.paper.year) is Agreement.DISAGREE


def _is_no_paper(candidate: Candidate) -> bool:
    return candidate.whole or candidate.record.item.type in _NO_PAPER


def _is_belied(found: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Whether an index has a DOI under the title of another paper (§11, 14): who gives the DOI says otherwise."""
    doi = (found.record.item.doi or "").lower()
    if not doi or found.source not in _INDEXES:
        return False
    others = (other for other in candidates if other.source not in _INDEXES)
    givers = [other for other in others if (other.record.item.doi or "").lower() == doi]
    own = (found.record.item.title, *found.titles)
    return bool(givers) and all(
        titles.compare(title, (other.record.item.title, *other.titles)).match <= TitleMatch.UNLIKE
        for other in givers
        for title in own
    )


def _is_worth_a_look(found: Judged) -> bool:
    return found.title.match >= TitleMatch.DISTANT or found.identifiers is Agreement.AGREE


def _state(wanted: Wanted, chosen: Judged) -> State:
    if chosen.preprint:
        return State.PREPRINT
    own = titles.compare(wanted.paper.title, [notices.bare_title(chosen.candidate.record.item.title)])
    return State.ACCEPTED if own.match is TitleMatch.EQUAL else State.TITLE_DIFFERS


def _judged(wanted: Wanted, candidates: Sequence[Candidate], volumes: frozenset[str]) -> list[Judged]:
    """Each candidate with its evidence; what names a volume names no paper in it."""
    paper = wanted.paper
    tokens = paper.tokens - volumes
    papers = [candidate.paper for candidate in candidates]
    return [
        Judged(
            candidate=candidate,
            title=wanted.like(candidate),
            identifiers=compare_identifiers(tokens, own.tokens),
            people=compare_people(paper.authors, own.authors),
            venue=compare_version(wanted.venue, candidate.record),
            years=None if paper.year is None or own.year is None else own.year - paper.year,
            preprint=is_preprint(candidate.record),
            acquainted=share_person(paper.authors, own.authors),
            beside=is_beside(wanted.venue, candidate.record),
            other_doi=compare_identifiers(_dois(tokens), _dois(own.tokens)) is Agreement.DISAGREE,
            work=work,
        )
        for candidate, own, work in zip(candidates, papers, gather(papers), strict=True)
    ]


def _dois(tokens: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in tokens if name.startswith("doi:"))


def _rank(wanted: Wanted, found: Judged) -> tuple[object, ...]:
    """The likeliest first; equal evidence is ordered by what the records say, not by where they stood."""
    item = found.candidate.record.item
    published = not found.preprint or names_preprint(wanted.venue or "")
    return (
        not found.fits,
        not found.placed,
        not (found.identified and found.venue is not Agreement.AGREE),
        not published,
        -found.title.match,
        found.people is Agreement.DISAGREE,
        abs(found.years or 0),
        not item.doi,
        found.candidate.source != "dblp",
        -found.title.ratio,
        -sum(bool(value) for value in (item.author, item.page, item.container_title, item.volume, item.issued)),
        item.title,
        item.doi or "",
        found.candidate.source,
        found.candidate.record.key,
    )
