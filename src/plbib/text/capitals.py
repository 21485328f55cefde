"""Which capitals of a title a style must not lower, as braces for BibTeX: those and no others."""

import re
from functools import cache, lru_cache
from importlib.resources import files

from plbib.text import tex

_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")  # letters with their accents
_PLURAL = re.compile(r"^([A-Z][A-Z0-9]+)(s)$")
_SHOUTED = 4
"""A title of at least this many words without one lower-case letter is written in capitals, and holds no names."""


def protect(title: str) -> str:
    """``title`` as TeX, with braces around capitals that belong to a name or an acronym.

    Braced are words with a capital after the first letter (``{MoE}``, ``{BERT}``), the acronym of its plural
    (``{LLM}s``), words with a capital and a digit (``{T5}``), and the first letters of names in
    ``data/proper-names.txt`` (``{A}rabic``). Ordinary Title Case stays free.
    """
    words = _WORD.findall(title)
    if len(words) >= _SHOUTED and title.upper() == title:
        return tex.escape(title)
    names = {start for found in _names().finditer(title) for start in _starts(found)}
    pieces, at = [], 0
    for found in _WORD.finditer(title):
        if found.start() < at:
            continue
        word = _braced(found[0], found.start() in names)
        if word is not None:
            pieces += [tex.escape(title[at : found.start()]), word]
            at = found.end()
    return "".join(pieces) + tex.escape(title[at:])


@lru_cache(maxsize=8192)
def _braced(word: str, named: bool) -> str | None:
    """``word`` with its braces, or None if it needs none."""
    rest = word[1:]
    if not named and (not rest or (rest.isalpha() and rest.islower())):
        return None  # an ordinary word
    plural = _PLURAL.match(word)
    if plural:
        return f"{{{tex.escape(plural[1])}}}{plural[2]}"
    inner = any(letter.isupper() for letter in rest)
    if inner or (word[0].isupper() and any(letter.isdigit() for letter in word)):
        return f"{{{tex.escape(word)}}}"
    if named and word[0].isupper():
        return f"{{{tex.escape(word[0])}}}{tex.escape(word[1:])}"
    return None


def _starts(found: re.Match[str]) -> list[int]:
    return [found.start() + word.start() for word in _WORD.finditer(found[0])]


@cache
def _names() -> re.Pattern[str]:
    lines = files("plbib").joinpath("data/proper-names.txt").read_text(encoding="utf-8").splitlines()
    names = sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")
