"""Papers that may be ones the list had before under another title and another link: for a person to say.

A preprint is published under a new name, and its line gets both. As a new paper it would have a new id and a new key.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import UsageError
from plbib.findings import Code
from plbib.library.assemble import Assembled
from plbib.library.lock import Lock, LockEntry
from plbib.model import LISTED_ONLY, Finding, Place
from plbib.papers.identity import Paper, paper_of
from plbib.papers.succession import Earlier, Same, successors

_NEARLY = 50.0
"""Least closeness of two titles whose first author is the same: many people share a family name."""


class Question(Struct, frozen=True, kw_only=True):
    """Whether the paper ``new``, at ``place`` of the list, is the paper ``old``, which left it; and why."""

    new: LockEntry
    old: LockEntry
    place: Place | None
    reason: str

    @property
    def message(self) -> str:
        """The question in words."""
        new, old = self.new, self.old
        return f"is “{new.item.title}” ({new.key}) the paper that was “{old.item.title}” ({old.key})? {self.reason}"

    def finding(self) -> Finding:
        """The question as a finding."""
        cure = f"plbib build --same {self.new.key}={self.old.key}, or --same {self.new.key}= if it is another"
        return Code.SAME_PAPER.finding(self.message, cure, self.place, self.new.key)


def questions(before: Lock, after: Assembled) -> tuple[Question, ...]:
    """A question for each paper that is new in ``after`` and may be one of ``before``; the likest pairs first."""
    listed = {record.id: record.place for record in after.library.records}
    old_ids = {entry.id for entry in before.entries}
    new = [entry for entry in after.lock.entries if entry.id not in old_ids and entry.id in listed]
    left = [
        entry for entry in after.lock.entries if entry.id in old_ids and entry.id not in listed and not entry.commented
    ]
    if not new or not left:
        return ()
    pairs = successors(
        {entry.id: _paper(entry) for entry in new}, [Earlier(entry.id, _paper(entry), _NEARLY) for entry in left]
    )
    entries = {entry.id: entry for entry in after.lock.entries}
    return tuple(
        Question(new=entries[one], old=entries[other], place=listed[one], reason=reason)
        for one, (other, reason) in pairs.items()
    )


def _paper(entry: LockEntry) -> Paper:
    """What a paper is recognised by, the links of its lines among it."""
    return replace(paper_of(entry), tokens=frozenset(entry.tokens()))


def settle(new_lock: Lock, asked: Sequence[Question], same: Iterable[Same]) -> Lock:
    """``new_lock`` with what a person said: a new paper has the id and the key of the old one, or stays new.

    Raises :class:`UsageError` for a name that no question has.
    """
    entries = {entry.id: entry for entry in new_lock.entries}
    by_key = {entry.key: entry for entry in new_lock.entries}
    for first, second in same:
        question = next((question for question in asked if question.new.key == first), None)
        old = by_key.get(second) if second else None
        if question is None or (second and (old is None or old.id == question.new.id)):
            raise UsageError(
                f"--same {first}={second}: nothing is asked about {first if question is None else second}",
                "give the key of the new paper and that of the old one, as plbib build shows them",
            )
        if old:
            del entries[question.new.id]
            entries[old.id] = _joined(question.new, old)
    return replace(new_lock, entries=tuple(entries.values()))


def _joined(new: LockEntry, old: LockEntry) -> LockEntry:
    """The old paper as the list has it now: its id and key, and the better of the two records."""
    if new.status in LISTED_ONLY and old.status not in LISTED_ONLY:
        return replace(old, title=new.title, links=new.links)
    provisional = old.provisional and new.status in LISTED_ONLY
    return replace(new, id=old.id, key=old.key, aliases=old.aliases, provisional=provisional)
