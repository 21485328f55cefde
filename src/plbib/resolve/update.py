"""What became of papers since their records were taken: the publication of a preprint, a retraction, a correction."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from plbib.io.http.client import Conversation
from plbib.library.assemble import Learnt
from plbib.model import Notice, Record, Status
from plbib.papers.identifiers import identify
from plbib.papers.identity import Agreement
from plbib.papers.venues.compare import is_preprint
from plbib.resolve import local
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.evidence import Judged
from plbib.resolve.match import Decision, ServiceOutcome, decide
from plbib.resolve.merge import merge
from plbib.resolve.run import Desk


class News(Struct, frozen=True, kw_only=True):
    """What services say of a paper that has its record.

    ``published`` is the record of its publication and ``chosen`` where that is from, if it was a preprint; ``notices``
    are all that are known by now. ``unanswered`` are the services without whose answer nobody can say; ``unkept``:
    nobody was to be asked, and nothing was kept. ``doubtful`` are publications of which it is not sure which it is.
    """

    published: Learnt | None = None
    chosen: Judged | None = None
    notices: tuple[Notice, ...] = ()
    unanswered: tuple[str, ...] = ()
    unkept: bool = False
    doubtful: tuple[Judged, ...] = ()


def describe(record: Record) -> Wanted:
    """The paper of a record; of a preprint as who looks for its publication, in whatever venue and year that is."""
    paper = local.wanted_record(record)
    return replace(paper, venue=None, paper=replace(paper.paper, year=None)) if is_preprint(record) else paper


def hear(desk: Desk, record: Record) -> Conversation[News]:
    """Ask who may know: of a preprint everybody, of a publication who has the record of its DOI."""
    paper, doi = describe(record), identify(record.item.doi or "")
    if is_preprint(record):
        held = Candidate(record=record, source=next(iter(record.sources), ""))
        return news(record, (yield from desk.look_up(paper, [held], published=True)))
    if doi and doi.kind == "doi":
        return news(record, (yield from desk.ask_for(paper, doi)))
    return News(notices=record.notices)


def news(record: Record, decision: Decision) -> News:
    """What a decision about the paper of ``record`` says that its record does not."""
    found = _publication(record, decision) if is_preprint(record) else None
    published = local.learnt(found, Status.RESOLVED) if found else None
    if found and published:
        return News(published=published, chosen=found.chosen, notices=published.notices)
    apart = decision.publications if is_preprint(record) else ()
    outcomes = {answer.outcome for answer in decision.answers}
    silent = decision.failed if outcomes == {ServiceOutcome.FAILED} else ()
    unkept = outcomes == {ServiceOutcome.UNKEPT}
    return News(notices=_notices(record.notices, decision), unanswered=silent, unkept=unkept, doubtful=apart)


def _publication(record: Record, decision: Decision) -> Decision | None:
    """The publication of a preprint, by title and people, since it has none of its identifiers; None if unsure."""
    apart = decision.publications
    looked_for = replace(describe(record), paper=replace(describe(record).paper, tokens=frozenset()))
    found = decide(looked_for, [each.candidate for each in apart])
    if found.chosen is None:
        return None
    preprints = (each for each in decision.judged if each.preprint and each.work == apart[0].work)
    return replace(found, judged=(*found.judged, *(replace(each, work=found.chosen.work) for each in preprints)))


def _notices(known: Iterable[Notice], decision: Decision) -> tuple[Notice, ...]:
    """What the records of the paper's own identifiers tell, and what others told before that did not answer now."""
    answered = {answer.source for answer in decision.answers if answer.outcome is ServiceOutcome.FOUND}
    same = tuple(found for found in decision.judged if found.identifiers is Agreement.AGREE)
    told = merge(replace(decision, judged=same)).notices if same else ()
    kept = (notice for notice in known if notice.source not in answered)
    return tuple(sorted({(one.kind, one.name): one for one in (*kept, *told)}.values()))
