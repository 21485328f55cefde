r"""Formulas as people read them in a reference list: with CSL's markup and Unicode's letters, ``√s``, ``b̄``, ``½``.

The way back is not asked for, so that more has such a form than :mod:`plbib.text.formulas` gives. What has none stays
TeX, between its dollars.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from plbib.text import mathematics
from plbib.text.formulas import NAMED, apart, as_markup, of_commands, sign
from plbib.text.patterns import regex

_TOKEN = regex(r"\\[A-Za-z]+|\\.|[{}^_]|[A-Za-z]|\s+|.", re.DOTALL)
_OVER = {
    **dict.fromkeys(("hat", "widehat"), "\u0302"),
    **dict.fromkeys(("tilde", "widetilde"), "\u0303"),
    **dict.fromkeys(("vec", "overrightarrow"), "\u20d7"),
    "bar": "\u0304",
    "overline": "\u0305",
    "underline": "\u0332",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
    "breve": "\u0306",
    "acute": "\u0301",
    "grave": "\u0300",
    "mathring": "\u030a",
    "not": "\u0338",
}
"""Accents of formulas → the character that does the same to the letter before it."""
_ALONG = frozenset({"overline", "underline", "bar"})
"""Those that stand at each letter of several."""
_UPRIGHT = frozenset("mathrm text textrm mbox operatorname textit textbf mathit mathsf mathtt".split())
_LETTERS = frozenset("mathcal mathbb mathfrak mathscr".split())
_BOLD = frozenset("mathbf boldsymbol bm pmb".split())
_UNSEEN = frozenset("left right displaystyle textstyle scriptstyle".split())
_FRACTIONS = frozenset("frac tfrac dfrac".split())
_DOTS = {"cdots": "⋯", "ldots": "…", "dots": "…", "quad": " ", "qquad": " ", "colon": ":", "lbrace": "{", "rbrace": "}"}
_SPACES = frozenset(["\\,", "\\;", "\\:", "\\ "])
_SCRIPTS = {"^": "sup", "_": "sub"}


def readable(text: str, of_formula: Callable[[str], str] = str) -> str:
    """``text`` with its formulas as they are read, each through ``of_formula``; in an address there are none."""
    if text.count("$") < 2:
        return text
    pieces: list[str] = []
    for part, is_math in mathematics.split(text):
        if is_math and not _IN_ADDRESS.search(pieces[-1]):
            pieces.append(of_formula(_printed(part)))
        else:
            pieces.append(f"${part}$" if is_math else part)
    return "".join(pieces)


_IN_ADDRESS = regex(r"://\S*$")


def protect(text: str) -> str:
    """``text`` with its formulas as they are, marked as what no style changes the case of."""
    if text.count("$") < 2:
        return text
    parts = mathematics.split(text)
    return "".join(f'<span class="nocase">${part}$</span>' if is_math else part for part, is_math in parts)


@lru_cache(maxsize=4096)
def _printed(formula: str) -> str:
    whole = f"${formula}$"
    marked = as_markup(whole)
    if marked != whole:
        return marked
    tokens = [token for token in _TOKEN.findall(formula) if not token.isspace()]
    text = _row(tokens)
    return whole if text is None or tokens else re.sub("</i><i>", "", text)


def _row(tokens: list[str], *, upright: bool = False) -> str | None:
    """What stands up to the brace that ends a group, or to the end; None if a part has no form."""
    pieces: list[str] = []
    while tokens and tokens[0] != "}":
        if tokens[0] == "\\rm":
            upright = True
            tokens.pop(0)
            continue
        is_named = tokens[0][1:] in NAMED
        piece = _piece(tokens, upright=upright)
        if piece is None:
            return None
        pieces.append(apart(pieces, piece, tokens[0] if tokens else "") if is_named else piece)
    return "".join(pieces)


def _piece(tokens: list[str], *, upright: bool) -> str | None:
    mark = tokens.pop(0)
    if mark == "{":
        inner = _row(tokens, upright=upright)
        return inner if inner is not None and tokens and tokens.pop(0) == "}" else None
    if mark in _SCRIPTS:
        inner = _piece(tokens, upright=True) if tokens else None
        return inner and f"<{_SCRIPTS[mark]}>{inner}</{_SCRIPTS[mark]}>"
    if mark in _SPACES:
        return " "
    if mark == "\\!":
        return ""
    if mark.startswith("\\"):
        return _command(mark[1:], tokens, upright=upright)
    return mark if upright or not mark.isalpha() else f"<i>{mark}</i>"


def _command(name: str, tokens: list[str], *, upright: bool) -> str | None:
    """What a command prints with the arguments that it takes off ``tokens``."""
    if name in _UNSEEN:
        if tokens[:1] == ["."]:
            tokens.pop(0)
        return ""
    if name in _UPRIGHT or name in _LETTERS or name in _BOLD:
        return _in_font(name, _argument(tokens, upright=True))
    if name in _OVER:
        return _accented(name, _argument(tokens, upright=upright))
    if name == "sqrt":
        inner = _argument(tokens, upright=upright)
        return inner and f"√{_held(inner)}"
    if name in _FRACTIONS:
        above, below = _argument(tokens, upright=upright), _argument(tokens, upright=upright)
        return f"{_held(above)}/{_held(below)}" if above and below else None
    return _DOTS.get(name) or sign(f"\\{name}") or (name if not name.isalpha() else None)


def _argument(tokens: list[str], *, upright: bool) -> str | None:
    return _piece(tokens, upright=upright) if tokens else None


def _in_font(name: str, inner: str | None) -> str | None:
    if not inner or name in _UPRIGHT:
        return inner
    if name in _BOLD:
        return f"<b>{inner}</b>"
    letters = [of_commands(f"\\{name}{{{letter}}}") for letter in inner]
    return "".join(letters) if inner.isalnum() and all(len(letter) == 1 for letter in letters) else None


def _accented(name: str, inner: str | None) -> str | None:
    """One letter with an accent, or each of several."""
    letters = _plain(inner or "")
    if not inner or not letters.isalnum() or "<su" in inner or (len(letters) > 1 and name not in _ALONG):
        return None
    text = unicodedata.normalize("NFC", "".join(letter + _OVER[name] for letter in letters))
    return f"<i>{text}</i>" if inner.startswith("<i>") else text


def _held(inner: str) -> str:
    """What stands beside a sign, in brackets if it is more than one number or letter."""
    letters = [letter for letter in _plain(inner) if not unicodedata.combining(letter)]
    alone = len(letters) == 1 or "".join(letters).isdecimal()
    return inner if alone else f"({inner})"


def _plain(text: str) -> str:
    return re.sub(r"</?(?:i|b|sub|sup)>", "", text)
