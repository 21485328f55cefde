"""Papers that may be ones the list had before under another title and another link: for a person to say.

A preprint is published under a new name, and its line gets both. As a new paper it would have a new id and a new key.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import UsageError
from plbib.findings import Code
from plbib.library.assemble import Assembled
from plbib.library.lock import Lock, LockEntry
from plbib.model import LISTED_ONLY, Finding, Place
from plbib.papers.identity import Agreement, compare_identifiers, surname
from plbib.papers.titles import NOT_WORD, closeness, fold, normalise
from plbib.text.patterns import regex

_ALIKE = 85.0
"""Least closeness of two titles for the question; the slips that need none are closer (:mod:`plbib.papers.titles`)."""
_NEARLY = 50.0
"""Least closeness of two titles whose first author is the same: many people share a family name."""
_SYSTEM = regex(r"^([^\s:]{2,30}):\s")
_MANY = 200
"""More papers than this that are new and that left are another list, not one that changed."""

Same = tuple[str, str]
"""Two keys of one paper, the new one and that of the lock; the second is empty for a paper that is none before."""


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
    if min(len(new), len(left)) > _MANY:
        return ()
    pairs = ((score, reason, one, other) for one in new for other in left for score, reason in _evidence(one, other))
    asked: dict[str, Question] = {}
    taken: set[str] = set()
    for _, reason, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[2].id, pair[3].id)):
        if one.id not in asked and other.id not in taken:
            taken.add(other.id)
            asked[one.id] = Question(new=one, old=other, place=listed[one.id], reason=reason)
    return tuple(asked.values())


def _evidence(new: LockEntry, old: LockEntry) -> Iterator[tuple[float, str]]:
    """How likely two papers are one, from 0 to 100, and what speaks for it; nothing if nothing does."""
    one, other = (entry.item.issued.year if entry.item.issued else None for entry in (new, old))
    near = one is not None and other is not None and abs(one - other) <= 1
    ratio = closeness(normalise(new.item.title), normalise(old.item.title))
    tokens = (frozenset(entry.tokens()) for entry in (new, old))
    if compare_identifiers(*tokens) is Agreement.AGREE:
        yield 100.0, "they share an identifier"
    elif ratio >= _ALIKE:
        yield ratio, "their titles are alike"
    elif near and _system(new.item.title) and _system(new.item.title) == _system(old.item.title):
        yield 80.0, "their titles begin with the same name"
    elif (
        near and ratio >= _NEARLY and surname(new.item.author) and surname(new.item.author) == surname(old.item.author)
    ):
        yield ratio, "their first author is the same, and the year nearly"


def _same_author(new: LockEntry, old: LockEntry) -> bool:
    """Whether the first authors have one family name."""
    return bool(surname(new.item.author)) and surname(new.item.author) == surname(old.item.author)


def _system(title: str) -> str:
    """The name that a title begins with, folded: ``GPTQ: Accurate …`` → ``gptq``; ``""`` if it begins with none."""
    match = _SYSTEM.match(title)
    return NOT_WORD.sub("", fold(match[1])) if match else ""


def settled(new_lock: Lock, asked: Sequence[Question], same: Iterable[Same]) -> Lock:
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
