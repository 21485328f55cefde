"""The verified records that come with plbib, in which the papers of any list are looked up."""

from collections.abc import Sequence
from functools import cache

from plbib.app.opening.source import EMBEDDED, EMBEDDED_LOCK
from plbib.io import files
from plbib.library import lock
from plbib.library.assemble import Learnt
from plbib.model import Entry, Status
from plbib.resolve import local
from plbib.resolve.index import Index


@cache
def records() -> Index:
    """All of them, loaded once a paper is looked for."""
    return local.of_lock(lock.load(files.read_bytes(EMBEDDED / EMBEDDED_LOCK), EMBEDDED_LOCK).entries)


def learn(entry: Entry, others: Sequence[Index] = ()) -> Learnt | None:
    """The record that is certainly the paper of ``entry``: among them, else among ``others``, in order."""
    learnt = local.learn(entry, records(), Status.RESOLVED)
    return learnt or next(filter(None, (local.learn(entry, index, Status.GIVEN) for index in others)), None)
