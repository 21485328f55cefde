"""Citation keys: ``family + year + first title word``, unique, ASCII, given once.

A clash is solved by more words of the newcomer's title, then by a number; a key that was given never moves.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import count

from plbib.model import Item
from plbib.text.unicode import ascii_fold

_WORD = re.compile(r"[a-z0-9]+")
_JOINER = re.compile(r"(?<=\w)['’\-‐‑](?=\w)")
_SYMBOL = re.compile(r"[^\w\s/–—:.,;&+]|_")
_NOT_KEY = re.compile(r"[^a-z0-9]")
_STOP_WORDS = frozenset(
    "a an the and or but nor of on in at by for from to as is are be via with without into onto over than that".split()
)
_UNSAFE = re.compile(r"[^A-Za-z0-9:.+/_-]+")
_MAX_LENGTH = 60


def safe(key: str) -> str:
    """``key`` with only what every BibTeX program takes in a key; ``""`` if nothing is left."""
    return _UNSAFE.sub("-", ascii_fold(key)).strip("-")


class KeySpace:
    """The keys already given; every key asked for is new among them, upper and lower case being the same."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {key.lower() for key in taken}
        self._next: dict[str, Iterator[int]] = {}

    def __contains__(self, key: str) -> bool:
        return key.lower() in self._taken

    def reserve(self, key: str) -> None:
        """Take ``key`` as it is."""
        self._taken.add(key.lower())

    def new(self, item: Item) -> str:
        """A key for ``item`` by the default pattern, and reserve it."""
        words = title_words(item.title)
        key = stem = _stem(item)
        for word in words:
            key = (key + word)[:_MAX_LENGTH]
            if key not in self._taken:
                self._taken.add(key)
                return key
            if len(key) == _MAX_LENGTH:
                break
        return self.numbered((stem + "".join(words[:1]))[:_MAX_LENGTH])

    def numbered(self, key: str) -> str:
        """``key``, or where it is taken ``key2``, ``key3`` …; reserve it."""
        if key not in self:
            self.reserve(key)
            return key
        for number in self._next.setdefault(key.lower(), count(2)):
            candidate = f"{key}{number}"
            if candidate not in self:
                self.reserve(candidate)
                return candidate
        raise AssertionError("count() does not end")


def _stem(item: Item) -> str:
    """Family name and year; without authors, venue and year. It starts with a letter, or is followed by the title."""
    year = str(item.issued.year) if item.issued and item.issued.year is not None else ""
    if item.author:
        first = item.author[0]
        who = first.literal or f"{first.non_dropping_particle or ''}{first.family or first.given or ''}"
    else:
        who = item.container_title_short or item.container_title or item.publisher or ""
    folded = _NOT_KEY.sub("", ascii_fold(who).lower())[: _MAX_LENGTH // 2].lstrip("0123456789")
    return (folded or "anon") + _NOT_KEY.sub("", year)


def title_words(title: str) -> list[str]:
    """The words of a title that keys are made of: lower-case ASCII, without stop words unless there are no others.

    A compound is one word (``LIMU-BERT`` → ``limubert``); a symbol is none, though ASCII has a name for it (``∞``).
    """
    letters = _SYMBOL.sub("", _JOINER.sub("", title))
    words = _WORD.findall(ascii_fold(letters).lower())
    return [word for word in words if word not in _STOP_WORDS] or words
