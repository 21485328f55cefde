"""Where punctuation meets: one of two marks is kept, commas and periods go into quotes or out of them.

CSL 1.0.2 leaves this to processors ("punctuation-in-quote" apart); the rules are those of citeproc-js, which depend on
whether a suffix, a delimiter or formatted text ends between the two (:mod:`plbib.rendering.csl.signs`).
"""

import re

from plbib.rendering.csl import signs
from plbib.rendering.csl.signs import DELIMITER, INNER, LEAF, OWN, QUOTE, SUFFIX

_KEPT: dict[str, str] = {}
for _first, _absorbed, _absorbing in (
    (".", ".", ""),
    (":", ".:", "!?"),
    (";", ".:;", "!?"),
    ("!", ".:!", ""),
    ("?", ".:?", ""),
    (",", ",", ""),
):
    _KEPT |= {_first + second: _first for second in _absorbed}
    _KEPT |= {_first + second: second for second in _absorbing}
_UNQUOTE = QUOTE[1] + INNER[1]
_CLOSING = signs.CLOSING + signs.SEAMS
_SIGNS = signs.OPENING + _CLOSING + _UNQUOTE
_MEETING = re.compile(f"([.:;!?,])([{_SIGNS}]*)([.:;!?,])({SUFFIX}?)")
_INTO = re.compile(f"([{_CLOSING}]*[{_UNQUOTE}][{_CLOSING}{_UNQUOTE}]*)([.,!?])")
_OUT = re.compile(f"([,:;])([{_CLOSING}]*[{_UNQUOTE}][{_CLOSING}{_UNQUOTE}]*)")
_BLANKS = re.compile(f" ([{_SIGNS}]*) ([{_SIGNS}]*) *")
_QUOTES = re.compile(f"[{QUOTE[0]}{INNER[0]}{_UNQUOTE}]")
_NESTED_ITALIC = re.compile(f"{signs.ITALIC[0]}[^{signs.ITALIC[1]}]*{signs.ITALIC[0]}")
_ITALICS = re.compile(f"[{signs.ITALIC[0]}{signs.ITALIC[1]}]")
_SETTLED = re.compile("[\ue030-\ue03f]")


def settle(text: str, quotes: tuple[str, str, str, str], inside_quotes: bool) -> str:
    """One entry with its punctuation and blanks settled and its quotes written, outer and inner by turns.

    ``inside_quotes`` is the locale's ``punctuation-in-quote``. Only the marks of the outputs are left.
    """
    if QUOTE[1] in text or INNER[1] in text:
        text = _into_quotes(text) if inside_quotes else _OUT.sub(r"\2\1", text)
    at = 0
    while found := _MEETING.search(text, at):
        met = _met(*found.groups())
        if met is None:
            at = found.start(3)
        else:
            text, at = text[: found.start()] + met + text[found.end() :], found.start()
    text = _BLANKS.sub(r" \1\2", text)
    if _QUOTES.search(text):
        text = _written_quotes(text, quotes)
    if _NESTED_ITALIC.search(text):
        text = _flipped(text)
    return _SETTLED.sub("", text)


def _met(first: str, between: str, second: str, suffix: str) -> str | None:
    """What two marks become: all rules inside an element, only that equal ones join between elements; None for both."""
    if between and first != second:
        if LEAF in between or OWN in between or (SUFFIX in between and DELIMITER in between):
            return None
    elif LEAF in between and DELIMITER not in between:
        return None
    kept = _KEPT.get(first + second)
    if kept is None:
        return None
    return kept + between + (suffix if kept != first or SUFFIX in between else "")


def _into_quotes(text: str) -> str:
    before = None
    while before != text:
        before, text = text, _INTO.sub(_into, text)
    return text


def _into(found: re.Match[str]) -> str:
    """The mark before the quotes; a quoted leaf and the prefix of a formatted one beside it stay apart."""
    return found[0] if OWN + LEAF in found[1] else found[2] + found[1]


def _written_quotes(text: str, quotes: tuple[str, str, str, str]) -> str:
    """Quotes as they are written: outer ones within outer ones are inner ones, and so on."""
    inner: list[bool] = []

    def one(found: re.Match[str]) -> str:
        if found[0] in _UNQUOTE:
            return quotes[3 if inner and inner.pop() else 1]
        inner.append(not inner[-1] if inner else found[0] == INNER[0])
        return quotes[2 if inner[-1] else 0]

    return _QUOTES.sub(one, text)


def _flipped(text: str) -> str:
    """Italics within italics stand upright (CSL 1.0.2, "Formatting": font-style)."""
    depth = 0

    def one(found: re.Match[str]) -> str:
        nonlocal depth
        depth += 1 if found[0] == signs.ITALIC[0] else -1
        return signs.ITALIC[0 if depth % 2 else 1]

    return _ITALICS.sub(one, text)
