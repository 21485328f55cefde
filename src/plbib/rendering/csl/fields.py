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
_MARKED = regex(f"[<\"'’“”‘„»«‹›《〈「『ª²³¹ºʰ-ʸᴬ-ᵡ⁰-ⁿ{signs.ANY}\n\t]")
_MEETING = ("?", "!", ":", ";")
_COMPOSED = regex(f"[’{signs.OPENING}{QUOTE[0]}{INNER[0]}]")
_MEETS = regex("[.,:;!? ][.,:;!? ]")
_QUOTED = regex(f"([{QUOTE[1]}{INNER[1]}][{signs.CLOSING}]*)(?=[{signs.PUNCTUATION}])")
Quotes = tuple[tuple[re.Pattern[str], signs.Pair], ...]
"""What finds quoted text, and what marks it."""


def quotes(outer: signs.Pair, inner: signs.Pair) -> Quotes:
    """How text is quoted in a language: in straight quotes or its own (terms ``open-quote`` …)."""
    pairs = ((outer, QUOTE), (inner, INNER))
    return tuple((_between(*map(re.escape, pair)), sign) for pair, sign in pairs if all(pair) and pair[0] not in "\"'")


def _between(first: str, last: str) -> re.Pattern[str]:
    """Quoted text; a mark that can be an apostrophe opens or closes only at the edge of a word."""
    before, after = ("(?<!\\w)", "(?!\\w)") if last in _APOSTROPHES else ("", "")
    return re.compile(rf"{before}{first}((?:(?!{last}).)*?){last}{after}")


def mark_field(text: str, quotes: Quotes = ()) -> str:
    """One field with signs for its markup and quotes; white space is one blank."""
    if (text.isascii() and text.isalnum()) or not (
        _MARKED.search(text) or _MEETS.search(text) or text[:1].isspace() or text[-1:].isspace()
    ):
        return text
    text = mark_tags(" ".join(marks.plain(text).split()) if "\n" in text or "\t" in text else marks.plain(text).strip())
    marked = signs.apart(signs.raised(_QUOTED.sub(rf"\1{signs.APART}", mark_quotes(text, quotes))))
    return marked + signs.COMPOSED if marked[-1:] in _MEETING and _COMPOSED.search(marked) else marked


def mark_quotes(text: str, quotes: Quotes) -> str:
    """``text`` with signs for its quotes: straight ones, and those of ``quotes``."""
    for pattern, sign in quotes:
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
