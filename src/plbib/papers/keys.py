"""Citation keys: made by a pattern, unique, ASCII, given once.

A clash is solved by more words of the newcomer's title, then by a number; a key that was given never moves.

A pattern is ``default`` (``frantar2023optq``), ``bbt`` (Better BibTeX: ``frantarOPTQAccurateQuantization2023``),
``acl`` (ACL Anthology: ``frantar-etal-2023-optq``), ``dblp`` (``DBLP:conf/iclr/FrantarAHA23``) or a template of these
names:

==============  ==================================================================================
``{family}``    family name of the first author; else editor; else the venue or the publisher
``{families}``  those of up to three authors; of more, the first and ``etal``
``{initials}``  the first letters of all family names
``{year}``      2023
``{yy}``        23
``{venue}``     acronym of the venue
``{word}``      first word of the title that says something
``{words3}``    the first three of them (or another digit)
``{arxiv}``     the arXiv id, its dot left out
==============  ==================================================================================

A name with a capital (``{Family}``, ``{Word}``) keeps capitals; the others are in lower case.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import count

from plbib.errors import UsageError
from plbib.model import Item, Name
from plbib.text import markup
from plbib.text.patterns import regex
from plbib.text.unicode import ascii_fold

_WORD = regex(r"[A-Za-z0-9]+")
_SYMBOL = regex(r"[^\w\s/–—:.,;&+]|_")
"""What parts no words: those of a compound are one."""
_ASCII_WORDS = {
    code: " " if chr(code).isspace() or chr(code) in "/:.,;&+" else None
    for code in range(128)
    if not chr(code).isalnum()
}
"""ASCII without it, and with a blank in place of what does."""
_NOT_KEY = regex(r"[^a-zA-Z0-9]")
_STOP_WORDS = frozenset(
    "a an the and or but nor of on in at by for from to as is are be via with without into onto over than that".split()
)
_SAFE = regex(r"[A-Za-z0-9:.+/_](?:[A-Za-z0-9:.+/_-]*[A-Za-z0-9:.+/_])?")
_LETTERED = regex(r"[\w:.+/](?:[\w:.+/()-]*[\w:.+/()])?")
_UNSAFE = regex(r"[^A-Za-z0-9:.+/_-]+")
_MAX_LENGTH = 60


@lru_cache(maxsize=65536)  # a key stands in many files
def safe(key: str) -> str:
    """``key`` with only what every BibTeX program takes in a key; ``""`` if nothing is left."""
    return key if _SAFE.fullmatch(key) else _UNSAFE.sub("-", ascii_fold(key)).strip("-")


def keep_letters(key: str) -> str:
    """``key`` as biber takes it in UTF-8, with letters of any script; else as :func:`safe` has it."""
    return key if _LETTERED.fullmatch(key) else safe(key)


def of_its_own(key: str, given: str) -> str:
    """The key that a record was read with (``given``), where it may have letters of any script; else its ``key``."""
    return given if given and keep_letters(given) == given else key


Pattern = Callable[[Item, Mapping[str, str], int], str]
"""A key for an item with these identifiers, longer by so many words of its title than it need be."""


class KeySpace:
    """The keys already given; every key asked for is new among them, upper and lower case being the same."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {key.lower() for key in taken}
        self._next: dict[str, Iterator[int]] = {}
        self._released: dict[str, None] = {}

    def __contains__(self, key: str) -> bool:
        return key.lower() in self._taken

    def reserve(self, key: str) -> None:
        """Take ``key`` as it is."""
        self._taken.add(key.lower())
        self._released.pop(key.lower(), None)

    def release(self, key: str) -> None:
        """Give ``key`` back; where a number must be given, it is the first choice."""
        self._taken.discard(key.lower())
        self._released[key.lower()] = None

    def new(self, item: Item, pattern: Pattern | None = None, identifiers: Mapping[str, str] | None = None) -> str:
        """A key for ``item`` by ``pattern`` (without one: the default), and reserve it."""
        make = pattern or DEFAULT
        first = before = ""
        for more in count():
            key = make(item, identifiers or {}, more)
            if key == before:
                break  # there are no more words
            first = first or key
            if key not in self:
                self.reserve(key)
                return key
            before = key
        return self.reserve_numbered(first)

    def reserve_numbered(self, key: str) -> str:
        """``key``, or where it is taken ``key2``, ``key3`` …; reserve it."""
        if key not in self:
            self.reserve(key)
            return key
        stem = key.lower()
        for low in self._released:
            if low.startswith(stem) and low[len(stem) :].isdigit():
                self.reserve(low)
                return key + low[len(stem) :]
        for number in self._next.setdefault(stem, count(2)):
            candidate = f"{key}{number}"
            if candidate not in self:
                self.reserve(candidate)
                return candidate
        raise AssertionError("count() does not end")


def title_words(title: str) -> list[str]:
    """The words of a title that keys are made of: lower-case ASCII, without stop words unless there are no others.

    A compound is one word (``LIMU-BERT`` → ``limubert``); a symbol is none, though ASCII has a name for it (``∞``).
    """
    return [word.lower() for word in _words(title)]


@lru_cache(maxsize=1024)  # a clash asks for it again
def _words(title: str) -> tuple[str, ...]:
    """The same with the capitals of the title."""
    text = markup.plain(title)
    plain = text.translate(_ASCII_WORDS) if text.isascii() else ascii_fold(_SYMBOL.sub("", text))
    words = plain.split() if text.isascii() else _WORD.findall(plain)
    return tuple([word for word in words if word.lower() not in _STOP_WORDS] or words)


# Patterns -----------------------------------------------------------------------------------------------------------


def pattern(text: str) -> Pattern:
    """The pattern called ``text``, or the template it is. Raises :class:`UsageError` for anything else."""
    if text in _PATTERNS:
        return _PATTERNS[text]
    if "{" not in text:
        from difflib import get_close_matches

        near = get_close_matches(text, _PATTERNS, n=1)
        hint = (
            f"did you mean {near[0]}?" if near else f"give one of {', '.join(_PATTERNS)}, or {{family}}{{year}}{{word}}"
        )
        raise UsageError(f"no pattern of keys is called {text}", hint)
    return _template(text)


def DEFAULT(item: Item, identifiers: Mapping[str, str], more: int) -> str:  # noqa: N802, ARG001
    """``frantar2023optq``: family name, year, first word of the title."""
    words = title_words(item.title)
    return _cut(_who(item)[: _MAX_LENGTH // 2].lower() + _year(item) + "".join(words[: 1 + more]))


def _bbt(item: Item, identifiers: Mapping[str, str], more: int) -> str:  # noqa: ARG001
    words = [word[0].upper() + word[1:] for word in _words(item.title)]
    return _cut(_who(item)[: _MAX_LENGTH // 3].lower() + "".join(words[: 3 + more])[: _MAX_LENGTH // 2] + _year(item))


def _acl(item: Item, identifiers: Mapping[str, str], more: int) -> str:  # noqa: ARG001
    families = [family.lower() for family in _families(item)]
    names = families if len(families) <= 2 else [families[0], "etal"]
    return _cut("-".join(filter(None, [*names, _year(item), *title_words(item.title)[: 1 + more]])))


def _dblp(item: Item, identifiers: Mapping[str, str], more: int) -> str:
    named = safe(identifiers.get("dblp", ""))
    return f"DBLP:{named}" if named and not more else DEFAULT(item, identifiers, max(more - 1, 0) if named else more)


_PATTERNS: dict[str, Pattern] = {"default": DEFAULT, "bbt": _bbt, "acl": _acl, "dblp": _dblp}


def _cut(key: str) -> str:
    """``key`` as long as a key may be, starting with a letter."""
    key = key[:_MAX_LENGTH].rstrip("-:._/+")
    return key if key[:1].isalpha() else f"k{key}"[:_MAX_LENGTH]


def _year(item: Item) -> str:
    return _NOT_KEY.sub("", str(item.issued.year)) if item.issued and item.issued.year is not None else ""


@lru_cache(maxsize=4096)  # many papers appear in one place
def _plain(text: str) -> str:
    return _NOT_KEY.sub("", ascii_fold(text))


def _family(name: Name) -> str:
    return _plain(name.literal or f"{name.non_dropping_particle or ''}{name.family or name.given or ''}")


def _families(item: Item) -> list[str]:
    return [*filter(None, map(_family, item.author or item.editor))] or [_who(item)]


def _who(item: Item) -> str:
    """The family name of the first author, else editor; without people, the venue or the publisher; a letter first."""
    venue = item.container_title_short or item.container_title or item.publisher or ""
    people = item.author or item.editor
    return (_family(people[0]) if people else _plain(venue)).lstrip("0123456789") or "anon"


# Templates ----------------------------------------------------------------------------------------------------------

_PLACE = regex(r"\{([A-Za-z]+)(\d?)\}")
_ACRONYM = regex(r"\((?=[^()A-Za-z]*[A-Za-z])([^()]*)\d{4}\)\s*$")
_TELLING = frozenset({"family", "families", "initials", "word", "words"})
"""Without one of these, all keys of a year would be equal."""


def _several(item: Item) -> str:
    families = _families(item)
    return "".join(families) if len(families) <= 3 else f"{families[0]}EtAl"


def _venue(item: Item) -> str:
    match = _ACRONYM.search(item.event_title or "")
    tag = "" if " " in (item.container_title or " ") else item.container_title
    return _plain(match[1] if match else re.sub(r"['’]?\d+", "", item.container_title_short or tag or ""))


_VALUES: dict[str, Callable[[Item, Mapping[str, str]], str]] = {
    "family": lambda item, identifiers: _who(item),  # noqa: ARG005
    "families": lambda item, identifiers: _several(item),  # noqa: ARG005
    "initials": lambda item, identifiers: "".join(family[0] for family in _families(item)),  # noqa: ARG005
    "year": lambda item, identifiers: _year(item),  # noqa: ARG005
    "yy": lambda item, identifiers: _year(item)[-2:],  # noqa: ARG005
    "venue": lambda item, identifiers: _venue(item),  # noqa: ARG005
    "arxiv": lambda item, identifiers: _plain(identifiers.get("arxiv", "")),  # noqa: ARG005
}


def _template(text: str) -> Pattern:
    """The pattern of a template; its names are those of the table above."""
    places = list(_PLACE.finditer(text))
    names = [place[1].lower() for place in places]
    allowed = (*_VALUES, "word", "words")
    for name in names:
        if name not in allowed:
            from difflib import get_close_matches

            near = get_close_matches(name, allowed, n=1)
            hint = f"did you mean {{{near[0]}}}?" if near else f"known are: {', '.join(allowed)}"
            raise UsageError(f"{text}: a key has no {{{name}}}", hint)
    rest = _PLACE.sub("", text)
    numbered = [place[0] for place in places if place[2] and (place[2] == "0" or place[1].lower() != "words")]
    if numbered:
        raise UsageError(f"{text}: a key has no {numbered[0]}", "only words take a number, from 1: {words3}")
    if safe(f"a{rest}a") != f"a{rest}a" or _TELLING.isdisjoint(names):
        raise UsageError(
            f"{text}: no template of keys",
            "use letters, digits, : . + / _ - and names in braces, {family} or {word} among them",
        )
    last = [place for place in places if place[1].lower() in ("word", "words")][-1:]

    def make(item: Item, identifiers: Mapping[str, str], more: int) -> str:
        words = _words(item.title)

        def value(match: re.Match[str]) -> str:
            name, number = match[1].lower(), int(match[2] or 1)
            if name in ("word", "words"):
                extra = more if last and match.start() == last[0].start() else 0
                filling = "".join(word[0].upper() + word[1:] for word in words[: number + extra])
            else:
                filling = _VALUES[name](item, identifiers)
            return filling if match[1][0].isupper() else filling.lower()

        tail = "" if last else "".join(words[:more]).lower()
        return _cut(re.sub(r"([:.+/_-])[:.+/_-]+", r"\1", _PLACE.sub(value, text)).strip("-:._/+") + tail)

    return make
