"""The characters by which elements tell each other what text alone cannot: formatting, quotes, where punctuation meets.

Those of :mod:`plbib.rendering.marks` are left in the text for the outputs; all others are settled here in the engine.
"""

import re
import unicodedata
from functools import lru_cache

from plbib.rendering.marks import CLOSE as _CLOSE
from plbib.rendering.marks import OPEN as _OPEN
from plbib.rendering.marks import Mark
from plbib.text.patterns import regex

Pair = tuple[str, str]

ITALIC, BOLD, UNDERLINE, SUPERSCRIPT, SUBSCRIPT, SMALL_CAPS, LEFT, RIGHT, BLOCK, INDENT, LINK = (
    (_OPEN[mark], _CLOSE[mark]) for mark in Mark
)
# Ours: text whose case stays; outer and inner quotes, which change places inside other quotes.
NOCASE, QUOTE, INNER = (("\ue030", "\ue031"), ("\ue032", "\ue033"), ("\ue034", "\ue035"))

NODECOR = ("\ue036", "\ue037")  # text without the fonts around it
UPRIGHT, LIGHT, LARGE, PLAIN = ((chr(0xE020 + at), chr(0xE021 + at)) for at in (0, 2, 4, 6))  # not in one of them

INSIDE = "\ue028"  # where marks that come into the quotes of an element stand, which has fonts, too
COMPOSED = "\ue029"  # the end of a field of several pieces, in a mark that others meet even where it has a font
PARENTHESES = ("\ue02a", "\ue02b")  # of groups in notes, which are brackets within others
LEAF = "\ue038"  # the end of formatted text
SUFFIX = "\ue039"  # the end of a suffix
DELIMITER = "\ue03a"  # the start of a delimiter
OWN = "\ue03b"  # the suffix of formatted text
TERM = "\ue03c"  # a term: gets a capital when it opens the entry
APART = "\ue03d"  # between marks of one field or literal, which are meant as they are

_ENDS = frozenset({LEAF, SUFFIX, OWN})
FLIP = "\ue03f"  # before a font of a field, which changes back to the plain one inside the same font

PUNCTUATION = ".:;!?,"
_LONGEST_PREFIX = 12
ANY = "\ue000-\ue03f"
ENDED = {UPRIGHT: ITALIC, LIGHT: BOLD, LARGE: SMALL_CAPS, PLAIN: UNDERLINE}
"""What ends a font for its text, and the font."""
_OWN = (NOCASE, NODECOR, *ENDED)
OPENING = "".join([*_OPEN.values(), *(first for first, _ in _OWN), FLIP])
CLOSING = "".join([*_CLOSE.values(), *(last for _, last in _OWN)])
SEAMS = INSIDE + COMPOSED + LEAF + SUFFIX + DELIMITER + OWN + TERM

FONT = {
    ("font-style", "italic"): ITALIC,
    ("font-style", "oblique"): ITALIC,
    ("font-weight", "bold"): BOLD,
    ("font-variant", "small-caps"): SMALL_CAPS,
    ("text-decoration", "underline"): UNDERLINE,
    ("font-style", "normal"): UPRIGHT,
    ("font-weight", "normal"): LIGHT,
    ("font-weight", "light"): LIGHT,
    ("font-variant", "normal"): LARGE,
    ("text-decoration", "none"): PLAIN,
    ("vertical-align", "sup"): SUPERSCRIPT,
    ("vertical-align", "sub"): SUBSCRIPT,
}
"""The formatting attributes of CSL 1.0.2 and what marks them."""
DISPLAY = {"left-margin": LEFT, "right-inline": RIGHT, "block": BLOCK, "indent": INDENT}

_QUOTING = QUOTE[0] + INNER[0]
_TURNED = str.maketrans("".join(QUOTE + INNER), "".join(INNER + QUOTE))
_SIGNED = str.maketrans("()", "".join(PARENTHESES))
_ANY = regex(f"[{ANY}]")
_SEEN = regex(rf"[^{ANY}\s]")
RAISED = "ª-ºʰ-ˤჼᴬ-ᶿ⁰-ⁿⱽⵯ㆒-㆟ꚜ-ꝰꟲ-ꟹꭜ-ꭩ\U00010781-\U000107ba"
"""Letters and digits that are raised of themselves, and some between them that are not."""
_RAISED = regex(f"[{RAISED}]")
DOUBLED = regex(f"([{PUNCTUATION}])(?=[{PUNCTUATION}])")
"""A punctuation mark right before another."""


def bare(text: str) -> str:
    """``text`` without any sign."""
    return text if text.isascii() else _ANY.sub("", text)


def is_blank(text: str) -> bool:
    """Whether nothing in ``text`` is seen: it holds signs and white space alone."""
    return _SEEN.search(text) is None


def apart(text: str) -> str:
    """``text`` with its own doubled punctuation guarded against being settled."""
    return DOUBLED.sub(rf"\1{APART}", text)


def begun(text: str) -> str:
    """``text`` of an element; a comma at its beginning, or a mark that is all of it, stays beside what stands before.

    So citeproc-js has it: any other mark at its beginning counts as an affix.
    """
    alone = text[:1] == "," or (text[:1] in PUNCTUATION and not text.strip(f"{PUNCTUATION} "))
    return APART + text if alone and text else text


@lru_cache(maxsize=1024)  # most affixes and delimiters of a style come again
def literal(text: str) -> str:
    """Text of a style or locale: doubled punctuation in it is meant, modifier letters (``2ᵉ``) are superscripts."""
    return apart(raised(text))


def raised(text: str) -> str:
    """``text`` with letters and digits that are raised of themselves (``2ᵉ``, ``x²``) as superscripts."""
    return text if text.isascii() else _RAISED.sub(_raised, text)


def _raised(match: re.Match[str]) -> str:
    character = match[0]
    kind, _, code = unicodedata.decomposition(character).partition(" ")
    if kind != "<super>" or " " in code:
        return character
    return SUPERSCRIPT[0] + chr(int(code, 16)) + SUPERSCRIPT[1]


def outward(text: str) -> str:
    """``text`` with outer quotes for inner ones and the other way round, if inner ones come first."""
    first = next((sign for sign in text if sign in _QUOTING), "")
    return text.translate(_TURNED) if first == INNER[0] else text


def in_note(affix: str) -> str:
    """``affix`` with signs for its parentheses."""
    return affix.translate(_SIGNED)


def nested(text: str) -> str:
    """``text`` with its signs for parentheses as such, or as brackets within others."""
    out, depth = [], 0
    for character in text:
        if character == PARENTHESES[0]:
            out.append("[" if depth % 2 else "(")
            depth += 1
        elif character == PARENTHESES[1]:
            out.append(")" if depth % 2 else "]")
            depth -= 1
        else:
            out.append(character)
    return "".join(out)


def without_ends(text: str) -> str:
    """``text`` without the ends of its first and last element, so that what stands around it meets its marks."""
    if text[-1:] in _ENDS:
        text = text[:-1]
    return text[1:] if text[:1] == LEAF else text


def capitalize_term(text: str, brackets: str = "([{") -> str:
    """``text``, with a capital if a term opens it, with nothing, ``brackets`` or a prefix of its own before it."""
    at = text.find(TERM, 0, 6)
    if at < 0 or text[:at].strip(f"{OPENING} {brackets}"):
        return text
    later = text.find(TERM, at + 1, at + _LONGEST_PREFIX)
    if later > 0 and not any(map(str.isalpha, text[at:later])):
        at = later
    return text[:at] + text[at + 1 : at + 2].upper() + text[at + 2 :]
