"""Text of an item: CSL's inline markup and quotes become signs, so that styles can flip and settle them."""

import re

from plbib.rendering import marks
from plbib.rendering.csl import signs
from plbib.rendering.csl.signs import QUOTE
from plbib.text import markup
from plbib.text.markup import Marked

_TAGS = {
    "i": signs.ITALIC,
    "b": signs.BOLD,
    "sub": signs.SUBSCRIPT,
    "sup": signs.SUPERSCRIPT,
    "sc": signs.SMALL_CAPS,
    "nocase": signs.NOCASE,
}
_DOUBLE = re.compile(r'(?<![\w”])"(?=\S)([^"]*\S)"(?!\w)')
_SINGLE = re.compile(r"(?<![\w’.])'(?=\S)([^']*(?:\w'\w[^']*)*\S)'(?!\w)")
_APOSTROPHE = re.compile(r"(?<=[\w.,])'(?=[\w\s]|$)|'(?=\d\ds?\b)|(?<=\s)'(?=[a-z]\b)")
_NEEDS_WORK = re.compile(f"[<\"'“”‘„»«{signs.ANY}]|[.,:;!? ][.,:;!? ]|\\s$|^\\s|[\n\t]")


def quoted(opening: str, closing: str) -> re.Pattern[str] | None:
    """What finds text in the locale's own outer quotes; None where those are more than a character."""
    if len(opening) != 1 or len(closing) != 1:
        return None
    first, last = re.escape(opening), re.escape(closing)
    return re.compile(rf"(?<!\w){first}((?:(?!{last}).)*?){last}(?!\w)")


def marked(text: str, outer: re.Pattern[str] | None = None) -> str:
    """One field with signs for its markup and quotes; white space is one blank."""
    if not _NEEDS_WORK.search(text):
        return text
    text = tagged(" ".join(marks.plain(text).split()) if "\n" in text or "\t" in text else marks.plain(text).strip())
    if '"' in text:
        text = _DOUBLE.sub(_quote, text)
    if outer is not None:
        text = outer.sub(_quote, text)
    if "'" in text:
        text = _APOSTROPHE.sub("’", _SINGLE.sub(_quote, text))
    return signs.apart(text)


def _quote(found: re.Match[str]) -> str:
    return f"{QUOTE[0]}{found[1]}{QUOTE[1]}"


def tagged(text: str) -> str:
    """``text`` with signs for its inline markup."""
    return "".join(map(_written, markup.parse(text))) if "<" in text else text


def _written(part: str | Marked) -> str:
    if isinstance(part, str):
        return part
    opening, closing = _TAGS[part.tag]
    return f"{opening}{''.join(map(_written, part.parts))}{closing}"
