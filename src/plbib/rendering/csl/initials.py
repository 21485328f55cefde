"""Given names as initials (CSL 1.0.2, "Name": initialize-with, initialize, initialize-with-hyphen)."""

from plbib.rendering.csl.signs import ANY, INNER, QUOTE
from plbib.text.patterns import regex

_TOKEN = regex(r"[^\s.]+\.?|\.")
_SINGLE = regex(r"(?<![\w’])([^\W\d_a-z])\.?(?=[\s\-]|$|(?<=\.)[^\W\d_])")
_BLANK_BETWEEN = regex(r"(?<=\.) (?=[^\W\d_]\.)")
_BLANK_BETWEEN_LETTERS = regex(r"(?<=\b[^\W\d_a-z]) (?=[^\W\d_a-z]\b)")
_HYPHEN_BETWEEN = regex(r"(?<=\.) ?-(?=[A-Z]\.)")

_QUOTES = QUOTE[0] + INNER[0]
_SIGNS = regex(f"([{_QUOTES}][^{QUOTE[1]}{INNER[1]}]*.|[{ANY}]+)")

_AYNS = "ʻʼʽʾʿˈˊ"
"""Letters of transcriptions without case, which no initial is made of."""


def initialize(given: str, mark: str, hyphen: bool) -> str:
    """``Jean-Paul M.`` → ``J.-P. M.`` for the mark ``". "``; words in lower case and abbreviations stay."""
    spaced = mark != mark.rstrip()
    if not given.isascii() and _SIGNS.search(given):
        return _between_signs(given, mark, hyphen=hyphen, spaced=spaced)
    out = ""
    for token in _TOKEN.findall(given):
        word = token.rstrip(".")
        if not word:
            continue
        if token.startswith("-") and out:
            word = token.strip(".-")
            out = out.rstrip() + ("-" if hyphen else " " if spaced else "") + (word[:1] + mark if word else "")
        elif not word[0].isalpha() or word[0].islower() or word[0] in _AYNS:
            out = f"{out.rstrip()} {token} "
        else:
            out += _initial(token, mark, hyphen)
    return " ".join(out.split()) if spaced or " " in out else out


def _between_signs(given: str, mark: str, *, hyphen: bool, spaced: bool) -> str:
    """A given name with fonts, of whose parts each gets short, or with quotes, in which it stays as it is."""
    out = ""
    for at, part in enumerate(_SIGNS.split(given)):
        if at % 2 == 0:
            out += initialize(part, mark, hyphen) + (" " if spaced and part.strip() else "")
        elif part[0] in _QUOTES:
            out = f"{out.rstrip()} {part} "
        else:
            out += part
    return out.strip()


def _initial(token: str, mark: str, hyphen: bool) -> str:
    """One word, which may be hyphenated: ``Ph.`` stays, ``Philippe`` gets short."""
    first, *others = token.rstrip(".").split("-")
    abbreviated = token.endswith(".") and not others and len(first) > 1
    out = (first if abbreviated else _opening(first)) + mark
    for other in others:
        if other and not other[0].islower():
            out = (out.rstrip() + "-" if hyphen else out) + other[0] + mark
    return out


def respace(given: str, mark: str) -> str:
    """``given`` in full (``initialize="false"``); only what are initials already get the mark."""
    if len(given) > 1 and given.isalpha():  # one name, which is none
        return given
    out = _HYPHEN_BETWEEN.sub(" ", _SINGLE.sub(lambda match: match[1] + mark, given))
    if mark != mark.rstrip():
        return " ".join(out.split())
    return (_BLANK_BETWEEN if mark else _BLANK_BETWEEN_LETTERS).sub("", out)


def _opening(word: str) -> str:
    """The first letter; where others in upper case follow, but not to the end, they say that it is a pair (``Yu``)."""
    capitals = 1
    while capitals < len(word) and word[capitals].isupper():
        capitals += 1
    return word[0] + (word[1:capitals].lower() if capitals < len(word) else "")
