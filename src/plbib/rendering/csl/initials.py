"""Given names as initials (CSL 1.0.2, "Name": initialize-with, initialize, initialize-with-hyphen)."""

import re

from plbib.rendering.csl.signs import bare

_TOKEN = re.compile(r"[^\s.]+\.?|\.")
_SINGLE = re.compile(r"(?<![\w’])([^\W\d_a-z])\.?(?=[\s\-]|$|(?<=\.)[^\W\d_])")
_BLANK_BETWEEN = re.compile(r"(?<=\.) (?=[^\W\d_]\.)")
_BLANK_BETWEEN_LETTERS = re.compile(r"(?<=\b[^\W\d_a-z]) (?=[^\W\d_a-z]\b)")
_HYPHEN_BETWEEN = re.compile(r"(?<=\.) ?-(?=[A-Z]\.)")


def initialized(given: str, mark: str, hyphen: bool) -> str:
    """``Jean-Paul M.`` → ``J.-P. M.`` for the mark ``". "``; words in lower case and abbreviations stay."""
    spaced = mark != mark.rstrip()
    out = ""
    for token in _TOKEN.findall(bare(given)):
        word = token.rstrip(".")
        if not word:
            continue
        if token.startswith("-") and out:
            word = token.strip(".-")
            out = out.rstrip() + ("-" if hyphen else " " if spaced else "") + (word[:1] + mark if word else "")
        elif not word[0].isalpha() or word[0].islower():
            out = f"{out.rstrip()} {token} "
        else:
            out += _initial(token, mark, hyphen)
    return " ".join(out.split()) if spaced or " " in out else out


def _initial(token: str, mark: str, hyphen: bool) -> str:
    """One word, which may be hyphenated: ``Ph.`` stays, ``Philippe`` gets short."""
    first, *others = token.rstrip(".").split("-")
    abbreviated = token.endswith(".") and not others and len(first) > 1 and not first.isupper()
    out = (first if abbreviated else first[0]) + mark
    for other in others:
        if other and not other[0].islower():
            out = (out.rstrip() + "-" if hyphen else out) + other[0] + mark
    return out


def respaced(given: str, mark: str) -> str:
    """``given`` in full (``initialize="false"``); only what are initials already get the mark."""
    out = _HYPHEN_BETWEEN.sub(" ", _SINGLE.sub(lambda found: found[1] + mark, given))
    if mark != mark.rstrip():
        return " ".join(out.split())
    return (_BLANK_BETWEEN if mark else _BLANK_BETWEEN_LETTERS).sub("", out)
