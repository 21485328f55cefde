"""Which capitals of a title a style must not lower, as braces for BibTeX: those and no others."""

from functools import cache, lru_cache, partial
from importlib.resources import files

from plbib.text import markup, tex
from plbib.text.patterns import regex

_WORD = regex(r"([^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*)")  # letters with their accents, digits
_ASCII_WORD = regex(r"(?<![A-Za-z0-9])([a-z0-9]*[A-Z][A-Za-z0-9]*)")
_PLURAL = regex(r"^([A-Z][A-Z0-9]+)(s)$")
_STRESSED = frozenset("ARE DOES HOW NOT THE WHAT WHY WITH YOU YOUR".split())
"""Words that are stressed where they stand in capitals, and no acronyms."""
_LOUD_WORDS = _STRESSED | frozenset("AND AS AT BY FOR FROM IN INTO IS OF ON OR TO USING VIA".split())
_SHOUTED = 4
"""A title of at least this many words, all in capitals or nearly so, is shouted: they tell nothing of names."""


def protect(title: str, *, utf8: bool = False) -> str:
    """``title`` as TeX, with braces around capitals that belong to a name or an acronym.

    Braced are words with a capital after the first letter (``{MoE}``, ``{BERT}``), the acronym of its plural
    (``{LLM}s``), words with a capital and a digit (``{T5}``), a capital alone (``{U}-Net``, ``Plan {B}``, ``as {I}
    say``; ``A`` and ``O`` only where they are no words: ``Hepatitis {A}``, ``{O}(n)``), one after an apostrophe
    (``d'{A}lembert``), and the first letters of names in ``data/proper-names.txt`` (``{A}rabic``, ``{G}aussians``).
    Ordinary Title Case stays free, and so do words that are only shouted (``Kites Are NOT Planes``). Markup and math
    are as in :func:`plbib.text.tex.escape_marked`.
    """
    utf8 = utf8 and not title.isascii()
    if "<" not in title and "$" not in title:
        return _protect(title, utf8)
    begun, shouted = title.startswith("$"), is_shouted(markup.plain(title))

    def escaped(part: str) -> str:
        nonlocal begun
        before, begun = begun, True
        return _protect_in_context(part, utf8, begun=before, shouted=shouted)

    return markup.render(title, partial(tex.with_math, write=escaped), tex.mark)


def is_shouted(title: str) -> bool:
    """Whether at least four of five words are in capitals, not counting single letters."""
    words = [word for word in _WORD.findall(title) if not word.isdigit()]
    quiet = sum(len(word) > 1 and not word.isupper() for word in words)
    return len(words) >= _SHOUTED and (not quiet or (quiet * 5 <= len(words) and not _LOUD_WORDS.isdisjoint(words)))


@lru_cache(maxsize=32768)  # a title stands in several files
def _protect(title: str, utf8: bool) -> str:
    """``title``, which holds neither markup nor math."""
    if "'" not in title and "’" not in title:
        pieces: list[str] = (_ASCII_WORD if title.isascii() else _WORD).split(title)  # a word at every odd place
        words = [_braced(word, utf8) for word in pieces[1::2]]
        loud = len(words) - words.count(None) >= _SHOUTED and is_shouted(title)
        if "" not in words and not loud:
            if not tex.is_plain(title):
                pieces = [piece if piece == " " else _escaped(piece, utf8) for piece in pieces]
            pieces[1::2] = [braced or word for braced, word in zip(words, pieces[1::2], strict=True)]
            return "".join(pieces)
    else:
        loud = is_shouted(title)
    return _protect_in_context(title, utf8, shouted=loud)


def _protect_in_context(title: str, utf8: bool, *, begun: bool = False, shouted: bool = False) -> str:
    """The same where the neighbours of a word decide about it, and for a part of a title that has ``begun`` before."""
    pieces, at, harmless, apostrophes = [], 0, tex.is_plain(title), "'" in title or "’" in title
    for match in (_ASCII_WORD if title.isascii() else _WORD).finditer(title):
        start = match.start()
        if start < at or (shouted and match[0].isupper()):
            continue
        word = _braced(match[0], utf8)
        if word is None and not (apostrophes and match[0][0].isupper()):
            continue
        if not word:  # it depends on what stands around it
            end, word = _in_place(title, start, match.end(), utf8, begun)
        else:
            end = match.end()
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
    """``word`` with its braces; None if it is in lower case or Title Case, ``""`` if its neighbours decide."""
    rest = word[1:]
    if not rest:
        return "" if word.isupper() else None
    if not rest.isalpha() or not rest.islower():
        if word in _STRESSED:
            return word
        plural = _PLURAL.match(word)
        if plural:
            return f"{{{plural[1]}}}{plural[2]}"
        inner = any(letter.isupper() for letter in rest)
        if inner or (word[0].isupper() and any(letter.isdigit() for letter in word)):
            return f"{{{tex.escape(word, utf8=utf8)}}}"
    if word in _names():
        return "" if _names()[word] else _first_braced(word, utf8)
    return _first_braced(word, utf8) if word.removesuffix("s") in _single_names() else None


def _in_place(title: str, start: int, end: int, utf8: bool, begun: bool) -> tuple[int, str]:
    """Where a word ends that its neighbours decide about, and it with its braces, ``""`` if it is ordinary."""
    word = title[start:end]
    if end - start == 1:
        return end, f"{{{tex.escape(word, utf8=utf8)}}}" if _is_name(title, start, begun) else ""
    for phrase in _names().get(word, ()):
        last = start + len(phrase)
        if title[start:last].translate(_AS_BLANK) == phrase and not title[last : last + 1].isalnum():
            return last, "".join(_first_braced(part, utf8) for part in _BETWEEN.split(title[start:last]))
    joined = _JOINED.match(title, start - 2) if start > 1 else None
    return end, _first_braced(word, utf8) if joined or word in _single_names() else ""


def _is_name(title: str, start: int, begun: bool) -> bool:
    """Whether a capital that stands alone is more than the article, the exclamation or the first word."""
    letter, before, after = title[start], title[start - 1 : start], title[start + 1 : start + 2]
    if (after and after in _TIES) or (before and before in "-‐‑/"):
        return not (letter == "A" and after == ".")
    if start == 0:
        return begun or (letter == "O" and after == "(")
    if letter == "A":
        return not (after.isspace() or after == ".")
    return letter != "O" or after == "("


_JOINED = regex(r"[^\W\d_]['’](?=[^\W\d_])")
_TIES = "-‐‑/+#*'’"
_AS_BLANK = str.maketrans("-‐‑\u00a0", "    ")
_BETWEEN = regex("([ ‐‑\u00a0-])")


def _first_braced(word: str, utf8: bool) -> str:
    first, rest = tex.escape(word[0], utf8=utf8), tex.escape(word[1:], utf8=utf8)
    return f"{{{first}}}{rest}" if word[0].isupper() else first + rest


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
