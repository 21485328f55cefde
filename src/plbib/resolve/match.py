"""Which of the records at hand is the paper that somebody means? Pure: values in, a decision with its reasons out.

A record is accepted by two witnesses (``spec/metadata-sources.md`` §6.4 and §11): an identifier and a like title, or an
equal title and the authors, or an equal title and venue with year. Candidates are gathered into works before they are
counted, since one paper has many records; exactly one work must fit. A person decides where the witnesses disagree.
"""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from plbib.papers.identity import Agreement, compare_identifiers, compare_people, compare_years, named_tokens
from plbib.papers.venues.compare import appeared_beside, compare_venues, names_preprint, stands_back
from plbib.resolve import notices, titles
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.evidence import Judged, weigh
from plbib.resolve.titles import TitleMatch

_NO_PAPER = frozenset({"periodical", "webpage", "collection"})
"""Types of what is no paper: a whole volume (:attr:`Candidate.whole`), a page."""
_INDEXES = frozenset({"openalex", "semanticscholar"})
"""Sources that have records of others only, and mix them up."""
_PROOF = 2
"""So many sources that cover the venue must say that they have no such paper."""


class State(StrEnum):
    """What became of a paper."""

    ACCEPTED = "accepted"
    TITLE_DIFFERS = "title differs"
    PREPRINT = "preprint"
    REVIEW = "review"
    NOT_FOUND = "not found"
    UNAVAILABLE = "source unavailable"
    UNKEPT = "nothing kept"


class ServiceOutcome(StrEnum):
    """What a service said when it was asked for a paper."""

    FOUND = "found"
    EMPTY = "nothing found"
    FAILED = "no answer"
    UNKEPT = "not asked, and no answer was kept"


class ServiceAnswer(Struct, frozen=True, kw_only=True, order=True):
    """How one service answered; ``covers``: papers of this venue are among what it holds. ``detail`` is for people."""

    source: str
    outcome: ServiceOutcome
    covers: bool = True
    detail: str = ""


DECIDED = frozenset({State.ACCEPTED, State.TITLE_DIFFERS, State.PREPRINT})


class Decision(Struct, frozen=True, kw_only=True):
    """What was decided, and why; ``judged`` are all that are worth a look, the likeliest first.

    ``answers`` are those of the services that were asked; ``remarks``, a part of the reason, tell of what does not go
    together and changed nothing.
    """

    state: State
    reason: str
    judged: tuple[Judged, ...] = ()
    remarks: tuple[str, ...] = ()
    answers: tuple[ServiceAnswer, ...] = ()

    @property
    def chosen(self) -> Judged | None:
        """The record that is the paper, if that is decided."""
        return self.judged[0] if self.state in DECIDED else None

    @property
    def choices(self) -> tuple[Judged, ...]:
        """What a person chooses among: of the records of one publication the likeliest, unless they name others."""
        chosen: list[Judged] = []
        for found in self.judged:
            if not any(_is_copy(found, other) for other in chosen):
                chosen.append(found)
        return tuple(chosen)

    @property
    def publications(self) -> tuple[Judged, ...]:
        """The records of publications of the work that was decided for, where that is known by its preprint."""
        work = self.chosen.work if self.chosen else None
        return tuple(found for found in self.judged if found.work == work and found.fits and not found.preprint)

    @property
    def failed(self) -> tuple[str, ...]:
        """The services that did not answer, sorted."""
        return tuple(sorted({answer.source for answer in self.answers if answer.outcome is ServiceOutcome.FAILED}))


def decide(wanted: Wanted, candidates: Sequence[Candidate], answers: Sequence[ServiceAnswer] = ()) -> Decision:
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


def _not_found(answers: Sequence[ServiceAnswer]) -> tuple[State, str]:
    """What it means that nothing was found: one clean empty answer is no proof (§11, 4)."""
    said = [answer for answer in answers if answer.outcome not in (ServiceOutcome.FAILED, ServiceOutcome.UNKEPT)]
    empty = sorted({answer.source for answer in said if answer.covers})
    failed = sorted({answer.source for answer in answers if answer.outcome is ServiceOutcome.FAILED})
    if len(empty) >= _PROOF:
        return State.NOT_FOUND, f"{' and '.join(empty)} have no record with this identifier, or a title like this"
    if any(answer.outcome is ServiceOutcome.UNKEPT for answer in answers):
        return State.UNKEPT, "no service was asked, and no answer about it was kept"
    if failed:
        return State.UNAVAILABLE, f"{' and '.join(failed)} did not answer"
    asked = f"only {empty[0]}" if empty else "no source"
    return State.UNAVAILABLE, f"{asked} that covers the venue could be asked, and one empty answer is no proof"


def _decide(wanted: Wanted, candidates: Sequence[Candidate]) -> Decision:
    papers = [found for found in candidates if not (_is_no_paper(found) or _is_belied(found, candidates))]
    volumes = frozenset(
        token for candidate in candidates if _is_no_paper(candidate) for token in named_tokens(candidate.paper.tokens)
    )
    judged = [found for found in weigh(wanted, papers, volumes) if _is_worth_a_look(found)]
    judged.sort(key=lambda found: _rank(wanted, found))
    if not judged:
        return Decision(state=State.NOT_FOUND, reason="no record at hand has this identifier, or a title like this")
    fitting = [found for found in judged if found.identified] or [found for found in judged if found.titled]
    works = {found.work for found in fitting}
    if len(works) != 1:
        reason = "several papers fit" if works else judged[0].reason()
        return Decision(state=State.REVIEW, reason=reason, judged=tuple(judged))
    versions = [found for found in judged if found.work in works and _is_version(found, fitting)]
    chosen = min(versions, key=_is_lesser)
    against = next(filter(None, (_objection(found, chosen) for found in versions)), "")
    if against:
        return Decision(state=State.REVIEW, reason=against, judged=tuple(judged))
    others = [found for found in judged if found is not chosen]
    remarks = _namesakes(others, chosen)
    reason = "; ".join([chosen.reason(), *remarks])
    return Decision(state=_state(wanted, chosen), reason=reason, judged=(chosen, *others), remarks=remarks)


def _objection(other: Judged, chosen: Judged) -> str:
    """What another record of the work says against taking ``chosen``; ``""`` if it says nothing."""
    if other is chosen:
        return ""
    if other.fits and _are_other_people(other.candidate, chosen.candidate):
        return f"records of it name other authors: {_shown(chosen)}, and {_shown(other)}"
    return "several versions of it fit" if _is_rival(other, chosen) else ""


def _are_other_people(one: Candidate, other: Candidate) -> bool:
    """Whether two records that both fit differ in at least half of the authors (§6.4); indexes mix them up."""
    people = compare_people(one.record.item.author, other.record.item.author)
    return people is Agreement.DISAGREE and not {one.source, other.source} & _INDEXES


def _shown(judged: Judged) -> str:
    """The first people of a record, for who has to decide."""
    people = [name.family or name.literal or "" for name in judged.candidate.record.item.author]
    return " and ".join([*people[:2], *(["others"] if people[2:] else [])])


def _namesakes(others: Sequence[Judged], chosen: Judged) -> tuple[str, ...]:
    """What is to be told of records that share an identifier with the one chosen, and differ in title or people."""
    own = chosen.candidate
    remarks = set()
    for other in others:
        title = other.candidate.record.item.title
        if compare_identifiers(own.paper.tokens, other.candidate.paper.tokens) is not Agreement.AGREE:
            continue
        if titles.compare(own.record.item.title, (title, *other.candidate.titles)).match < TitleMatch.SHORTENED:
            remarks.add(f"another record of this identifier is “{title}”")
        elif _are_other_people(own, other.candidate):
            remarks.add(f"another record of this identifier is by {_shown(other)}")
    return tuple(sorted(remarks))


def _is_version(found: Judged, fitting: Sequence[Judged]) -> bool:
    """Whether a record of the work that fits may stand for it: it fits, or those that do are worse copies of it."""
    if found.fits:
        return True
    lesser = found.preprint or all(stands_back(other.candidate.record) for other in fitting)
    return lesser and found.title.match >= TitleMatch.SHORTENED and found.in_time


def _is_lesser(found: Judged) -> bool:
    """Whether another version is better: of a workshop and its conference, if neither is printed, the latter."""
    record = found.candidate.record
    return stands_back(record) or (found.venue is Agreement.UNKNOWN and appeared_beside(record))


def _is_copy(found: Judged, other: Judged) -> bool:
    people = compare_people(found.candidate.record.item.author, other.candidate.record.item.author)
    return found.work == other.work and is_same_version(found, other) and people is not Agreement.DISAGREE


def is_same_version(found: Judged, chosen: Judged) -> bool:
    """Whether two records of a work are of one publication: the same year and type, no two DOIs, venues, titles."""
    if found is chosen:
        return False
    item, own = found.candidate.record.item, chosen.candidate.record.item
    dois = {doi.lower() for doi in (item.doi, own.doi) if doi}
    same_year = found.candidate.paper.year == chosen.candidate.paper.year
    alike = same_year and item.type == own.type and found.preprint == chosen.preprint
    if not alike or len(dois) > 1:
        return False
    shared = compare_identifiers(found.candidate.paper.tokens, chosen.candidate.paper.tokens) is Agreement.AGREE
    if not shared:
        return compare_venues(own.container_title, found.candidate.record) is not Agreement.DISAGREE
    title = titles.compare(own.title, (item.title, *found.candidate.titles)).match
    renamed = title >= TitleMatch.RENAMED and compare_people(item.author, own.author) is Agreement.AGREE
    return renamed or title >= TitleMatch.SHORTENED


def _is_rival(found: Judged, chosen: Judged) -> bool:
    """Whether another version is as likely as the one chosen: nothing that is printed tells them apart."""
    one, other = found.candidate, chosen.candidate
    shared = compare_identifiers(one.paper.tokens, other.paper.tokens) is Agreement.AGREE
    apart = any(of(found) != of(chosen) for of in (_is_lesser, lambda one: one.preprint, lambda one: one.standing))
    if shared or apart:
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
