"""Answers of another shape than today's: no crash, a lower state, never another work."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from plbib.papers.identity import named_tokens
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.match import State, decide
from plbib.resolve.sources import read
from plbib.resolve.sources.source import Answer, Query, Reply
from tests.resolve.sources.mutations import mutated
from tests.resolve.sources.recordings import Recording, recordings
from tests.resolve.sources.twins import TWINS, Twin, request

STANDING = [State.UNAVAILABLE, State.NOT_FOUND, State.REVIEW, State.PREPRINT, State.TITLE_DIFFERS, State.ACCEPTED]


def wanted(found: Candidate) -> Wanted:
    """The paper of a candidate, as a list that knows all about it would look for it."""
    item = found.record.item
    return Wanted(paper=found.paper, titles=found.titles, venue=item.container_title)


def check(sent: Query, body: bytes, luck: random.Random, times: int) -> Iterator[Reply]:
    """Read mutants of a body, and compare what is decided with what its own shape comes to."""
    whole = read(sent, Answer(status=200, body=body))
    papers = [(wanted(found), decide(wanted(found), whole.candidates)) for found in whole.candidates[:3]]
    every = {token for found in whole.candidates for token in found.paper.tokens}
    for _ in range(times):
        changed = mutated(body, luck)
        reply = read(sent, Answer(status=200, body=changed))
        for paper, before in papers:
            after = decide(paper, reply.candidates)
            if after.chosen and before.chosen:
                own = {*named_tokens(after.chosen.candidate.paper.tokens)}
                assert own <= every, f"{own - every} are of another work, in {changed!r}"
                assert not own or own & before.chosen.candidate.paper.tokens, changed
            assert STANDING.index(after.state) <= STANDING.index(before.state) or before.state in (
                State.REVIEW,
                State.PREPRINT,
            ), f"{before.state}, then {after.state}: {changed!r}"
        yield reply


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.file)
def test_mutants_of_twins(twin: Twin) -> None:
    luck = random.Random(twin.file)  # noqa: S311 (the same mutants each time)
    replies = [*check(request(twin.source, **twin.request), twin.body, luck, 25)]
    assert len(replies) == 25


@pytest.mark.shared
def test_mutants_of_recorded_answers(shared: Path) -> None:
    luck = random.Random(16)  # noqa: S311
    every = [*recordings(shared)]
    sample: list[Recording] = luck.sample(every, 100)
    assert sum(1 for one in sample for _ in check(one.request, one.body, luck, 3)) == 300
