"""What becomes of many papers, decided by as many processes as there are processors."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing

import msgspec

from plbib.io import processes
from plbib.resolve.candidates import Wanted
from plbib.resolve.match import Decision

_FEW = 200
"""Fewer papers than this are decided about before other processes have begun."""
_AT_ONCE = 25


def decisions(papers: Sequence[Wanted], decide: Callable[[Wanted], Decision]) -> Generator[Decision, None, None]:
    """What ``decide`` says of each of ``papers``, in order."""
    if len(papers) < _FEW:
        yield from map(decide, papers)
        return
    rows = [(decide, papers[at : at + _AT_ONCE]) for at in range(0, len(papers), _AT_ONCE)]
    with closing(processes.in_turn(_packed, rows)) as packed:
        for data in packed:
            yield from _DECODER.decode(data)


def _packed(decide: Callable[[Wanted], Decision], papers: Sequence[Wanted]) -> bytes:
    """Decisions as they are handed to another process."""
    return msgspec.msgpack.encode([decide(paper) for paper in papers])


_DECODER = msgspec.msgpack.Decoder(list[Decision])
