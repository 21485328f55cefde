"""Text of an item: CSL's inline markup and quotes become signs, so that styles can flip and settle them."""

import re
from collections.abc import Callable

from plbib.rendering import marks
from plbib.rendering.csl import signs
from plbib.rendering.csl.signs import INNER, QUOTE
from plbib.text import markup
from plbib.text.markup import Marked
from plbib.text.patterns import regex

_TAGS = {
    "i": signs.ITALIC,
    "b": signs.BOLD,
    "sub": signs.SUBSCRIPT,
    "sup": signs.SUPERSCRIPT,
    "sc": signs.SMALL_CAPS,
    "nocase": signs.NOCASE,
    "nodecor": signs.NODECOR,
}
_FLIPPED = frozenset({"i", "b", "sc"})
_DOUBLE = regex(r'(?<![\w”])"(?=\S)([^"]*\S)"(?!\w)')
_SINGLE = regex(r"(?<![\w’.])'(?=\S)([^']*(?:\w'\w[^']*)*\S)'(?!\w)")
_APOSTROPHE = regex(r"(?<=[\w.,])'(?=[\w\s]|$)|'(?=\d\ds?\b)|(?<=\s)'(?=[a-z]\b)")
_APOSTROPHES = "'’‘"
_MARKED = regex(f"[<\"'’“”‘„»«‹›《〈「『{signs.RAISED}{signs.ANY}\n\t]")
_IN_ASCII = "<\"'\n\t"
_MOST_KEPT = 4096
_MEETING = ("?", "!", ":", ";")
_COMPOSED = regex(f"[’{signs.OPENING}{QUOTE[0]}{INNER[0]}]")
_QUOTED = regex(f"([{QUOTE[1]}{INNER[1]}][{signs.CLOSING}]*)(?=[{signs.PUNCTUATION}])")
Quotes = tuple[tuple[str, re.Pattern[str], signs.Pair], ...]
"""How quoted text begins, what finds it, and what marks it."""


def quotes(outer: signs.Pair, inner: signs.Pair) -> Quotes:
    """How text is quoted in a language: in straight quotes or its own (terms ``open-quote`` …)."""
    pairs = ((outer, QUOTE), (inner, INNER))
    told = [(pair, sign) for pair, sign in pairs if all(pair) and pair[0] not in "\"'"]
    return tuple((pair[0], _between(*map(re.escape, pair)), sign) for pair, sign in told)


def _between(first: str, last: str) -> re.Pattern[str]:
    """Quoted text; a mark that can be an apostrophe opens or closes only at the edge of a word."""
    before, after = ("(?<!\\w)", "(?!\\w)") if last in _APOSTROPHES else ("", "")
    return re.compile(rf"{before}{first}((?:(?!{last}).)*?){last}{after}")


class MarkedTexts(dict[str, str]):
    """Texts that come again and again, such as names of venues, as :func:`mark_field` has them, each marked once."""

    def __init__(self, quotes: Quotes = ()) -> None:
        super().__init__()
        self.quotes = quotes

    def __missing__(self, text: str) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        marked = self[text] = mark_field(text, self.quotes)
        return marked


def mark_field(text: str, quotes: Quotes = ()) -> str:
    """One field with signs for its markup and quotes; white space is one blank."""
    if _is_plain(text):
        return text
    text = marks.plain(text)
    text = mark_tags(" ".join(text.split()) if "\n" in text or "\t" in text else text.strip())
    text = mark_quotes(text, quotes)
    if QUOTE[1] in text or INNER[1] in text:
        text = _QUOTED.sub(rf"\1{signs.APART}", text)
    marked = signs.apart(signs.raised(text))
    return marked + signs.COMPOSED if marked[-1:] in _MEETING and _COMPOSED.search(marked) else marked


def _is_plain(text: str) -> bool:
    """Whether there is nothing to mark in a field."""
    if text.isascii():
        if text.isalnum():
            return True
        for sign in _IN_ASCII:  # which takes half as long as an expression
            if sign in text:
                return False
    elif _MARKED.search(text):
        return False
    return text == text.strip() and signs.DOUBLED.search(text) is None


def mark_quotes(text: str, quotes: Quotes) -> str:
    """``text`` with signs for its quotes: straight ones, and those of ``quotes``."""
    for opening, pattern, sign in quotes:
        if opening in text:
            text = pattern.sub(_wrap(sign), text)
    return _straight(text) if '"' in text or "'" in text else text


def _straight(text: str) -> str:
    """Straight quotes: the kind that comes first is the outer one."""
    double, single = _DOUBLE.search(text), _SINGLE.search(text)
    single_first = single is not None and (double is None or single.start() < double.start())
    outer, inner = (_SINGLE, _DOUBLE) if single_first else (_DOUBLE, _SINGLE)
    return _APOSTROPHE.sub("’", inner.sub(_wrap(INNER), outer.sub(_wrap(QUOTE), text)))


def _wrap(sign: signs.Pair) -> Callable[[re.Match[str]], str]:
    """What marks quoted text; a blank before the closing mark is another than the one behind it."""
    return lambda match: f"{sign[0]}{match[1]}{signs.APART if match[1][-1:] == ' ' else ''}{sign[1]}"


def mark_tags(text: str) -> str:
    """``text`` with signs for its inline markup."""
    return "".join(map(_mark_part, markup.parse(text))) if "<" in text else text


def _mark_part(part: str | Marked) -> str:
    if isinstance(part, str):
        return part
    opening, closing = _TAGS[part.tag]
    flip = signs.FLIP if part.tag in _FLIPPED else ""
    return f"{flip}{opening}{''.join(map(_mark_part, part.parts))}{closing}"
