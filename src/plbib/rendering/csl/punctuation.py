"""Where punctuation meets: one of two marks is kept, commas and periods go into quotes or out of them.

CSL 1.0.2 leaves this to processors ("punctuation-in-quote" apart); the rules are those of citeproc-js, which depend on
whether a suffix, a delimiter or formatted text ends between the two (:mod:`plbib.rendering.csl.signs`).
"""

import re
from functools import lru_cache, partial

from plbib.rendering.csl import signs
from plbib.rendering.csl.signs import (
    ANY,
    COMPOSED,
    DELIMITER,
    FLIP,
    INNER,
    INSIDE,
    LEAF,
    NODECOR,
    OWN,
    PUNCTUATION,
    QUOTE,
    SUFFIX,
)
from plbib.text.patterns import regex

_KEPT: dict[str, str] = {}
_JOINING = (
    (".", ".", ""),
    (":", ".:", "!?"),
    (";", ".:;", "!?"),
    ("!", ".:!", ""),
    ("?", ".:?", ""),
    (",", ",", ""),
)
"""Of each mark, which marks it absorbs behind it, and which absorb it."""
for _first, _absorbed, _absorbing in _JOINING:
    _KEPT |= {_first + second: _first for second in _absorbed}
    _KEPT |= {_first + second: second for second in _absorbing}
_UNQUOTE = QUOTE[1] + INNER[1]
_CLOSING = signs.CLOSING + signs.SEAMS
_SIGNS = signs.OPENING + _CLOSING + _UNQUOTE
_MEETING = regex(f"([.:;!?,])([{_SIGNS}]*)([.:;!?,])({SUFFIX}?)")
_INTO = regex(  # looked for by its first sign, which is fast: ends with a quote among them
    f"([{_CLOSING}{_UNQUOTE}](?:(?<=[{_UNQUOTE}])|[{_CLOSING}]*[{_UNQUOTE}])[{_CLOSING}{_UNQUOTE}]*)([.,!?])"
)
_OUT = regex(f"([,:;])([{_CLOSING}]*[{_UNQUOTE}][{_CLOSING}{_UNQUOTE}]*)")
_BLANKS = regex(f" ([{_SIGNS}]*) ([{_SIGNS}]*) *")
_QUOTES = regex(f"([{QUOTE[0]}{INNER[0]}{_UNQUOTE}])")
_SETTLED = regex("[\ue020-\ue03f]")
_CHANGING = f"{FLIP}{''.join(NODECOR)}{''.join(map(''.join, signs.ENDED))}"
_OVER = regex(f"(?![{QUOTE[0]}{INNER[0]}{_UNQUOTE}{_CHANGING}])[\ue020-\ue03f]")
"""Signs that nothing asks for once a seam is settled: what is left are those of quotes and of fonts that change."""
_FONTS_CHANGE = regex(f"[{_CHANGING}]")
_MEETS = f"{PUNCTUATION} "
_SEAM = regex(f"([{ANY}][{ANY}{_MEETS}]*)")
_RUN = regex(f"([{ANY}{_MEETS}]+)")
"""What meets, from the first sign on, and wherever; no rule but those of quotes and fonts depends on more."""
_JOINED = "|".join(f"(?<=[{mark}])[{absorbed}{absorbing}]" for mark, absorbed, absorbing in _JOINING)
_ADJACENT = regex(f"[{PUNCTUATION}](?:{_JOINED})")
_CHANGES = signs.TERM
"""Stands at a seam where fonts change, once terms have their capitals."""


def settle(text: str, quotes: tuple[str, str, str, str], inside_quotes: bool) -> str:
    """One entry with its punctuation and blanks settled and its quotes written, outer and inner by turns.

    ``inside_quotes`` is the locale's ``punctuation-in-quote``. Only the marks of the outputs are left.
    """
    pieces = _at_seams(text, _SEAM)
    others = "\0".join(pieces[::2])
    if "  " in others or _ADJACENT.search(others):
        pieces = _at_seams(text, _RUN)
    pieces[1::2] = map(_SEAMS[inside_quotes], pieces[1::2])
    text = _written_quotes("".join(pieces), quotes)
    return _SETTLED.sub("", _flipped(text)) if _CHANGES in text else text


def _at_seams(text: str, seam: re.Pattern[str]) -> list[str]:
    """``text`` cut into what stands between seams, and those, which take what meets at their beginning."""
    pieces = seam.split(text)
    for at in range(0, len(pieces) - 1, 2):
        before = pieces[at]
        if before and before[-1] in _MEETS:
            left = before.rstrip(_MEETS)
            pieces[at], pieces[at + 1] = left, before[len(left) :] + pieces[at + 1]
    return pieces


def _settled(text: str, *, inside_quotes: bool) -> str:
    """A seam, settled but for quotes."""
    if QUOTE[1] in text or INNER[1] in text:
        text = _into_quotes(text) if inside_quotes else _OUT.sub(r"\2\1", text)
    at = 0
    while match := _MEETING.search(text, at):
        met = _met(*match.groups())
        if met is None:
            at = match.start(3)
        else:
            text, at = text[: match.start()] + met + text[match.end() :], match.start()
    text = _BLANKS.sub(r" \1\2", text)
    return (_CHANGES if _FONTS_CHANGE.search(text) else "") + _OVER.sub("", text)


_SEAMS = tuple(lru_cache(maxsize=4096)(partial(_settled, inside_quotes=inside)) for inside in (False, True))
"""What settles seams, outside quotes and inside, with a memory: most come in every entry."""


def _met(first: str, between: str, second: str, suffix: str) -> str | None:
    """What two marks become: all rules inside an element, only that equal ones join between elements; None for both."""
    if COMPOSED in between and QUOTE[1] not in between and second in ".:":
        pass
    elif between and first != second:
        if LEAF in between or OWN in between or (SUFFIX in between and DELIMITER in between):
            return None
    elif LEAF in between and not any(end in between for end in (DELIMITER, SUFFIX, OWN)):
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


def _into(match: re.Match[str]) -> str:
    """The mark before the quotes; a quoted leaf and the prefix of a formatted one beside it stay apart."""
    ends, mark = match.groups()
    quotes = ends.lstrip(_CLOSING)
    if OWN + LEAF in quotes or SUFFIX + LEAF in quotes:
        return match[0]
    if (
        mark == "," and OWN not in ends and match.string[match.start() - 1 : match.start()] == "."
    ):  # into quotes of a field goes one
        return match[0]
    before = ends.removesuffix(quotes)
    inside, sign, behind = before.partition(INSIDE)
    return f"{inside}{mark}{sign}{behind}{quotes}" if sign else before + mark + quotes


def _written_quotes(text: str, quotes: tuple[str, str, str, str]) -> str:
    """Quotes as they are written: outer ones within outer ones are inner ones, and so on."""
    if text.count(QUOTE[0]) < 2 and INNER[0] not in text and INNER[1] not in text:  # nothing within quotes
        return text.replace(QUOTE[0], quotes[0]).replace(QUOTE[1], quotes[1])
    pieces = _QUOTES.split(text)
    inner: list[bool] = []
    for at in range(1, len(pieces), 2):
        if pieces[at] in _UNQUOTE:
            pieces[at] = quotes[3 if inner and inner.pop() else 1]
        else:
            inner.append(not inner[-1] if inner else pieces[at] == INNER[0])
            pieces[at] = quotes[2 if inner[-1] else 0]
    return "".join(pieces)


def _flipped(text: str) -> str:
    """The fonts that hold where some are ended: by the style, by ``nodecor``, by a field within the same font.

    CSL 1.0.2, "Formatting": font-style. What is closed in between is opened again, so that fonts stay nested.
    """
    out: list[str] = []
    stack: list[str] = []  # the fonts that hold now, as they were opened
    waiting: list[tuple[str, list[str]]] = []  # the end of each that is open, and the fonts that hold again behind it
    flip = False
    for piece in _FONTS.split(text):
        if piece == FLIP:
            flip = True
        elif piece in _ENDS:
            waiting.append((_ENDS[piece], stack))
            if piece == NODECOR[0]:
                stack = _change(stack, [one for one in stack if one == signs.UNDERLINE[0]], out)
            elif piece in _ENDED or (flip and piece in stack):
                stack = _change(stack, [one for one in stack if one != _ENDED.get(piece, piece)], out)
            else:
                stack = _change(stack, [*stack, piece], out)
            flip = False
        elif waiting and piece == waiting[-1][0]:
            stack = _change(stack, waiting.pop()[1], out)
        elif piece not in _STARTS:
            out.append(piece)
    return "".join(out)


def _change(before: list[str], after: list[str], out: list[str]) -> list[str]:
    """Close the fonts that hold and open those that shall, but for the ones both begin with."""
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    out += [*map(_ENDS.__getitem__, reversed(before[same:])), *after[same:]]
    return after


_ENDED = {ending[0]: font[0] for ending, font in signs.ENDED.items()}
_ENDS = dict((signs.ITALIC, signs.BOLD, signs.SMALL_CAPS, signs.UNDERLINE, NODECOR, *signs.ENDED))
_STARTS = {end: start for start, end in _ENDS.items()}
_FONTS = regex(f"([{FLIP}{''.join(_ENDS)}{''.join(_STARTS)}])")
