"""Which capitals of a title a style must not lower, as braces for BibTeX: those and no others."""

import re
from functools import cache, lru_cache, partial
from importlib.resources import files

from plbib.text import markup, tex

_WORD = re.compile(r"([^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*)")  # letters with their accents, digits
_ASCII_WORD = re.compile(r"([a-z0-9]*[A-Z][A-Za-z0-9]*)")
_PLURAL = re.compile(r"^([A-Z][A-Z0-9]+)(s)$")
_NO_NAME = frozenset("AO")
"""Capitals that are words by themselves: the article, the exclamation."""
_SHOUTED = 4
"""A title of at least this many words without one lower-case letter is written in capitals, and holds no names."""


def protect(title: str, *, utf8: bool = False) -> str:
    """``title`` as TeX, with braces around capitals that belong to a name or an acronym.

    Braced are words with a capital after the first letter (``{MoE}``, ``{BERT}``), the acronym of its plural
    (``{LLM}s``), words with a capital and a digit (``{T5}``), a capital alone (``{U}-Net``, ``Plan {B}``; not ``A``),
    one after an apostrophe (``d'{A}lembert``), and the first letters of names in ``data/proper-names.txt``
    (``{A}rabic``). Ordinary Title Case stays free. Markup and math are as in :func:`plbib.text.tex.formatted`.
    """
    if title.upper() == title and len(_WORD.findall(title)) >= _SHOUTED:
        return tex.formatted(title, utf8=utf8)
    if "<" not in title and "$" not in title:
        return _protect(title, utf8)
    return markup.render(title, partial(tex.with_math, write=partial(_protect, utf8=utf8)), tex.marked)


def _protect(title: str, utf8: bool) -> str:
    """``title``, which holds neither markup nor math."""
    if "'" not in title and "’" not in title:
        pieces: list[str] = (_ASCII_WORD if title.isascii() else _WORD).split(title)  # a word at every odd place
        words = [_braced(word, utf8) for word in pieces[1::2]]
        if "" not in words:
            if not tex.is_plain(title):
                pieces = [piece if piece == " " else _escaped(piece, utf8) for piece in pieces]
            pieces[1::2] = [braced or word for braced, word in zip(words, pieces[1::2], strict=True)]
            return "".join(pieces)
    return _protect_in_context(title, utf8)


def _protect_in_context(title: str, utf8: bool) -> str:
    """The same where the neighbours of a word decide about it."""
    pieces, at, harmless, apostrophes = [], 0, tex.is_plain(title), "'" in title or "’" in title
    for found in (_ASCII_WORD if title.isascii() else _WORD).finditer(title):
        start = found.start()
        if start < at:
            continue
        word = _braced(found[0], utf8)
        if word is None and not (apostrophes and found[0][0].isupper()):
            continue
        if not word:  # it depends on what stands around it
            end, word = _in_place(title, start, found.end(), utf8)
        else:
            end = found.end()
        if word:
            between = title[at:start]
            pieces += [between if harmless else tex.escape(between, utf8=utf8), word]
            at = end
    rest = title[at:]
    return "".join(pieces) + (rest if harmless else tex.escape(rest, utf8=utf8))


@lru_cache(maxsize=16384)
def _escaped(piece: str, utf8: bool) -> str:
    return tex.escape(piece, utf8=utf8)


@lru_cache(maxsize=16384)
def _braced(word: str, utf8: bool) -> str | None:
    """``word`` with its braces; None if it is ordinary, ``""`` if its neighbours decide."""
    rest = word[1:]
    if not rest:
        return "" if word.isupper() else None
    if not rest.isalpha() or not rest.islower():
        plural = _PLURAL.match(word)
        if plural:
            return f"{{{plural[1]}}}{plural[2]}"
        inner = any(letter.isupper() for letter in rest)
        if inner or (word[0].isupper() and any(letter.isdigit() for letter in word)):
            return f"{{{tex.escape(word, utf8=utf8)}}}"
    if word in _names():
        return "" if _names()[word] else _first_braced(word, utf8)
    return None


def _in_place(title: str, start: int, end: int, utf8: bool) -> tuple[int, str]:
    """Where a word ends that its neighbours decide about, and it with its braces, ``""`` if it is ordinary."""
    word = title[start:end]
    joined = _JOINED.match(title, start - 2) if start > 1 else None
    if len(word) == 1:
        after = title[end : end + 1]
        alone = word in _NO_NAME or start == 0 or title[max(start - 2, 0) : start] in (": ", "? ", "! ", ". ")
        named = after in _TIES or title[start - 1 : start] in ("-", "‐", "‑", "/") or not alone
        return end, f"{{{tex.escape(word, utf8=utf8)}}}" if named and not (word == "A" and after == ".") else ""
    for phrase in _names().get(word, ()):
        if title.startswith(phrase, start) and not title[start + len(phrase) : start + len(phrase) + 1].isalnum():
            return start + len(phrase), " ".join(_first_braced(part, utf8) for part in phrase.split())
    return end, _first_braced(word, utf8) if joined or word in _single_names() else ""


_JOINED = re.compile(r"[^\W\d_]['’](?=[^\W\d_])")
_TIES = ("-", "‐", "‑", "/", "+", "#", "'", "’")


def _first_braced(word: str, utf8: bool) -> str:
    return f"{{{tex.escape(word[0], utf8=utf8)}}}{tex.escape(word[1:], utf8=utf8)}" if word[0].isupper() else word


@cache
def _lines() -> frozenset[str]:
    lines = files("plbib").joinpath("data/proper-names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """The first word of each name → the names of several words that start with it."""
    names: dict[str, tuple[str, ...]] = {}
    for line in sorted(_lines(), key=lambda line: (-len(line), line)):
        first = line.split()[0]
        names[first] = (*names.get(first, ()), *([line] if " " in line else []))
    return names


@cache
def _single_names() -> frozenset[str]:
    return frozenset(line for line in _lines() if " " not in line)
