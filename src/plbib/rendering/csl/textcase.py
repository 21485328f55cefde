"""``text-case`` on text with signs (CSL 1.0.2, "Text-case"; title case as citeproc-js has it)."""

from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from itertools import takewhile

from plbib.rendering.csl.signs import ANY, NOCASE, NODECOR, SMALL_CAPS, SUBSCRIPT, SUPERSCRIPT, bare
from plbib.text.patterns import regex

Case = Callable[[str], str]
STOP_WORDS = frozenset(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via with yet about above "
    "across after against along among around before behind below beneath beside besides between beyond despite during "
    "except inside like near off out per since than through throughout toward towards under underneath until upon "
    "versus vs v within without et al de von van d c ca e l un il lo plus next amid amidst amongst anenst given lest "
    "pro sans circa modulo qua afore alongside apropos apud aside astride athwart atop barring notwithstanding unto "
    "thruout forenenst".split()
)
_WORD = regex(rf"[^\s{ANY}\-–—/.“”\"()\[\]]+")
_BREAKS = frozenset("-–—/.,;?!:[]()'’‘“”\"")
_MARK = regex(rf"[{ANY}\-–—/.,;?!:\[\]()'’‘“”\"]")
_FIRST_WORD = regex(rf"[{ANY}\s]*[^\s{ANY}]+")
_SENTENCE_END = regex(rf"[:?!][{ANY}]*\s+[{ANY}]*[“‘(\[]?$")
_KEEPING, _KEPT = ("".join(signs) for signs in zip(NOCASE, NODECOR, SUPERSCRIPT, SUBSCRIPT, SMALL_CAPS, strict=True))
_AROUND_WORD = ",;:!?'’"
_OPENERS = " “‘\"'([¿¡"


def _spans(text: str) -> list[tuple[int, int]]:
    """Where case stays: first and last index of each stretch of nocase, small capitals, superscript or subscript."""
    if text.isascii() or not any(map(text.__contains__, _KEEPING)):
        return []
    spans, depth, start = [], 0, 0
    for at, character in enumerate(text):
        if character in _KEEPING:
            start = start if depth else at
            depth += 1
        elif character in _KEPT and depth:
            depth -= 1
            if not depth:
                spans.append((start, at))
    return spans


def _outside(text: str, change: Case) -> str:
    spans = _spans(text)
    if not spans:
        return change(text)
    out, at = [], 0
    for first, last in spans:
        out += [change(text[at:first]), text[first : last + 1]]
        at = last + 1
    return "".join([*out, change(text[at:])])


def lower(text: str) -> str:
    """All in lower case."""
    return _outside(text, str.lower)


def upper(text: str) -> str:
    """All in upper case."""
    return _outside(text, str.upper)


def _up(word: str) -> str:
    return word[0].upper() + word[1:]


def _is_within_word(character: str) -> bool:
    return character not in _BREAKS and not character.isspace()


def capitalize_first(text: str) -> str:
    """The first letter in upper case, unless its word has capitals of its own (arXiv)."""
    for at, character in enumerate(text):
        if "\ue000" <= character <= "\ue03f":
            continue
        if character.islower() and not any(first <= at <= last for first, last in _spans(text)):
            word = bare("".join(takewhile(_is_within_word, text[at:])))
            if word == word.lower():
                return text[:at] + character.upper() + text[at + 1 :]
        if character not in _OPENERS:
            return text
    return text


def capitalize_all(text: str) -> str:
    """The first letter of every word in upper case, unless the word has capitals of its own."""
    return _outside(text, lambda part: _WORD.sub(lambda m: _up(m[0]) if m[0].islower() else m[0], part))


def sentence(text: str) -> str:
    """The first letter in upper case, the rest in lower case."""
    first = _FIRST_WORD.match(text)
    if not first:
        return text
    end = next((last + 1 for start, last in _spans(text) if start < first.end() <= last), first.end())
    return capitalize_first(text[:end]) + lower(text[end:])


@lru_cache(maxsize=16384)  # a title stands in the entry, in cites and in sort keys
def title(text: str) -> str:
    """Every word but stop words inside a sentence in upper case; words with capitals of their own stay."""
    spans = _spans(text)
    words = list(_WORD.finditer(text))
    hyphen = _first_hyphen(text)
    out, at = [], 0
    for number, match in enumerate(words):
        word = match[0]
        if not word.islower():
            continue
        start = match.start()
        span = bisect_right(spans, (start, len(text))) - 1
        if span >= 0 and start <= spans[span][1]:
            continue
        place = (number > 0, number == len(words) - 1)
        if match.end() != hyphen and _stays(word.strip(_AROUND_WORD), text[max(0, start - 6) : start], *place):
            continue
        out += [text[at:start], _up(word)]
        at = match.end()
    return "".join([*out, text[at:]])


def _first_hyphen(text: str) -> int:
    """Where a hyphen is the first mark of a text, before which every word gets a capital; -1 if none is."""
    mark = _MARK.search(text) if "-" in text else None
    return mark.start() if mark and mark[0] == "-" else -1


def _stays(word: str, before: str, inside: bool, last: bool) -> bool:
    if not inside:
        return False
    if not last and (word in STOP_WORDS or len(word) == 1) and not _SENTENCE_END.search(before):
        return True
    return (last and len(word) == 1) or word[1:2] in ("’", "'")


def turkish(case: Case) -> Case:
    """``case`` with the dotted and dotless i of Turkish and Azerbaijani."""
    if case is lower:
        return lambda text: lower(text.replace("I", "ı").replace("İ", "i"))
    return lambda text: "".join("İ" if old == "i" and new == "I" else new for old, new in _both(text, case(text)))


def _both(old: str, new: str) -> list[tuple[str, str]]:
    return list(zip(old, new, strict=True)) if len(old) == len(new) else [("", character) for character in new]


CASES: dict[str | None, Case] = {
    "lowercase": lower,
    "uppercase": upper,
    "capitalize-first": capitalize_first,
    "capitalize-all": capitalize_all,
    "sentence": sentence,
    "title": title,
}
"""By the value of the attribute."""
