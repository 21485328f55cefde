"""Where a new paper stands in a list that is in an order: by date, by title, or by its first author."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from plbib.lists.writing import forms
from plbib.lists.writing.filling import NewEntry
from plbib.model import Entry, Inherited
from plbib.papers import people
from plbib.papers.titles import fold

_LEAST, _DISTINCT = 5, 3
"""Entries that show an order, and values that differ among them: fewer stand so by chance."""
_ERRORS = 20
"""One in so many entries may stand elsewhere."""

_Key = tuple[int, ...] | str


def position(entries: Sequence[Entry], lines: Sequence[str], new: NewEntry) -> int:
    """Before which of ``entries`` (those of its category, as they stand) a new one belongs; their number: behind all.

    ``lines`` are those of the list. Numbers that count up are not to be changed, so that the new one stands last; where
    they count down it is the first.
    """
    end = len(entries)
    counted = numbers(lines, entries)
    if len(counted) == end > 1:
        step = [other - one for one, other in pairwise(counted)]
        if all(one < 0 for one in step):
            return 0
        if any(step):
            return end
    if len({entry.place.line for entry in entries}) < end:
        return end
    for own, of_entry in ((_date(new.date, new.year), _entry_date), (_title(new.title), _entry_title), _author(new)):
        keys = [of_entry(entry) for entry in entries]
        sign = _direction([key for key in keys if key]) if own else 0
        if own and sign and sum(map(bool, keys)) * 10 >= end * 9:
            return _best(keys, own, sign)
    return end


def numbers(lines: Sequence[str], entries: Sequence[Entry]) -> list[int]:
    """The numbers of those of ``entries`` that are items of a numbered list."""
    found = (forms.NUMBERED.match(lines[entry.place.line - 1]) for entry in entries)
    return [int(match[2] or match["bracketed"]) for match in found if match]


def _best(keys: Sequence[_Key | None], own: _Key, sign: int) -> int:
    """The place with the fewest entries on its wrong side; behind its equals if the list goes up, else before them."""
    signs = [sign * _compare(key, own) if key else 0 for key in keys]
    wrong = [sum(one > 0 for one in signs[:at]) + sum(one < 0 for one in signs[at:]) for at in range(len(keys) + 1)]
    least = [at for at, count in enumerate(wrong) if count == min(wrong)]
    return least[-1] if sign > 0 else least[0]


def _direction(keys: Sequence[_Key]) -> int:
    """1 where keys go up, -1 where they go down, 0 where they are in no order."""
    if len(keys) < _LEAST or len(set(keys)) < _DISTINCT:
        return 0
    steps = [_compare(other, one) for one, other in pairwise(keys)]
    return next((sign for sign in (1, -1) if sum(step == -sign for step in steps) * _ERRORS <= len(keys)), 0)


def _compare(one: _Key, other: _Key) -> int:
    """-1, 0 or 1; dates are compared as far as both say."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        length = min(len(one), len(other))
        one, other = one[:length], other[:length]
    return (one > other) - (one < other)  # type: ignore[operator]


def _date(date: str | None, year: int | None) -> _Key | None:
    parts = tuple(int(part) for part in (date or "").split("-") if part.isdigit())
    return parts or ((year,) if year else None)


def _title(title: str) -> _Key | None:
    return fold(title) or None


def _entry_date(entry: Entry) -> _Key | None:
    return _date(entry.date, entry.year or (entry.inherited or Inherited()).year)


def _entry_title(entry: Entry) -> _Key | None:
    return _title(entry.title)


def _author(new: NewEntry) -> tuple[_Key | None, Callable[[Entry], _Key | None]]:
    first = next(iter(new.authors), None)
    own = fold(first.family or first.literal or "") if first else ""
    return own or None, _entry_author


def _entry_author(entry: Entry) -> _Key | None:
    names = people.names(entry.authors_text or "")
    return fold(names[0].family or names[0].literal or "") or None if names else None
