"""People's names as BibTeX writes and reads them."""

import re
import unicodedata
from functools import lru_cache

from plbib.model import Name
from plbib.text import tex

_AND = re.compile(r"(?:^|\s)and(?:$|\s)", re.IGNORECASE)
_BREAK = re.compile(r"([\s\-‐‑]+)")
_OTHERS = "others"
_MOST_COMMAS = 2
"""Of a name with more, in braces or not, biber leaves out the entry; a name all in braces it takes as it is."""


def to_bibtex(names: tuple[Name, ...], *, utf8: bool = False) -> str:
    """A BibTeX name list: ``von Family, Suffix, Given and {Organisation} and others``.

    BibTeX counts bytes: with ``utf8`` letters stay as they are only where no style cuts, which is after the first of
    a word, and after the first three of a family name.
    """
    return " and ".join(filter(None, [_bibtex(name, utf8) for name in names]))


def _bibtex(name: Name, utf8: bool) -> str:
    if name.family and name.given and not (name.suffix or name.non_dropping_particle or name.dropping_particle):
        family, given = _family(name.family, utf8), _word(name.given, utf8)
        if family and given and not name.literal and "," not in family and "," not in given:
            return f"{family}, {given}"
    return _guarded(name, utf8)


def _guarded(name: Name, utf8: bool) -> str:
    """A name with whatever keeps BibTeX and biber from taking it apart in other places."""
    literal = " ".join((name.literal or "").split())
    if literal:
        return _OTHERS if literal == _OTHERS else f"{{{_part(literal, utf8, _CUT_LABEL, guard=False)}}}"
    family, given, suffix = _family(name.family, utf8), _word(name.given, utf8), _word(name.suffix, utf8)
    parts = (name.dropping_particle, name.non_dropping_particle)
    particles = [*filter(None, (_word(part, utf8) for part in parts))]
    last = " ".join(filter(None, [*particles, family]))
    written = ", ".join(filter(None, [last, suffix, given]))
    # Without a given name BibTeX would take the suffix, or the first word of the family name, for one.
    lone = not family or (not given and (suffix or " " in last))
    if lone or written.count(",") > _MOST_COMMAS:
        return _whole(" ".join(filter(None, [given, *particles, ", ".join(filter(None, [family, suffix]))])))
    return written


@lru_cache(maxsize=65536)
def _family(text: str | None, utf8: bool) -> str:
    written = _part(text, utf8, _CUT_LABEL)
    return _whole(written) if _torn(text or "") else written


@lru_cache(maxsize=65536)
def _word(text: str | None, utf8: bool) -> str:
    return _part(text, utf8, _CUT_WORD)


def _whole(written: str) -> str:
    r"""``written`` in braces, unless one pair already holds all of it: ``{\'E}cole Normale`` only starts with one."""
    held = written.startswith("{") and _closing(written) == len(written) - 1
    return f"{{{written}}}" if written and not held else written


def _torn(family: str) -> bool:
    """Whether BibTeX would see a particle that ends in a hyphen, and print ``al-Khatib`` as ``al Khatib``.

    To BibTeX a hyphen ends a word, and all up to the last word in lower case (but the very last) is the particle.
    """
    words = _BREAK.split(family)
    low = [place for place in range(0, len(words) - 1, 2) if re.sub(r"[\W\d_]", "", words[place])[:1].islower()]
    return bool(low) and not words[low[-1] + 1].isspace()


_CUT_WORD = re.compile(r"(?:(?<=[\s\-‐‑.'’])|^)[^\x00-\x7f]")
_CUT_LABEL = re.compile(r"(?:(?<=[\s\-‐‑.'’])|^)[^\s\-]{1,3}")
"""What of a word a style can cut off: its initial; of a family name the three letters of a label."""


def _part(text: str | None, utf8: bool, cut: re.Pattern[str], *, guard: bool = True) -> str:
    """A part of a name; one that holds a comma or the word "and" is put in braces, or BibTeX would split it."""
    text = " ".join((text or "").split())
    if utf8 and not text.isascii():
        text, written, at = unicodedata.normalize("NFC", text), "", 0
        for found in cut.finditer(text):
            written += tex.escape(text[at : found.start()], utf8=True) + tex.escape(found[0])
            at = found.end()
        written += tex.escape(text[at:], utf8=True)
    else:
        written = tex.escape(text)
    return f"{{{written}}}" if guard and ("," in text or _AND.search(text)) else written


def from_bibtex(text: str) -> tuple[Name, ...]:
    """The names in a BibTeX name list, split by BibTeX's own rules; a name all in braces is an organisation."""
    return tuple(_name(part) for part in _split(text) if part.strip())


def _name(part: str) -> Name:
    from bibtexparser.customization import InvalidName, splitname

    part = part.strip()
    if part == _OTHERS:
        return Name(literal=_OTHERS)
    if part.startswith("{") and _closing(part) == len(part) - 1:
        return Name(literal=tex.unescape(part))
    try:
        pieces = splitname(part.rstrip("\\"), strict_mode=False)  # it fails on a backslash at the end
    except InvalidName:
        return Name(literal=tex.unescape(part))
    parts = (tex.unescape(" ".join(pieces.get(key, []))) or None for key in ("last", "first", "von", "jr"))
    family, given, von, suffix = parts
    if not family:
        return Name(literal=tex.unescape(part))
    return Name(family=family, given=given, non_dropping_particle=von, suffix=suffix)


def _split(text: str) -> list[str]:
    """The names between the words "and" that stand outside braces."""
    parts, depth, start = [], 0, 0
    for found in re.finditer(r"\\.|[{}]|\sand(?=\s)", text, re.IGNORECASE | re.DOTALL):
        mark = found[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        elif depth == 0 and mark[0] != "\\":
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def _closing(text: str) -> int:
    """Position of the brace that closes the one ``text`` opens with, or -1."""
    depth = 0
    for found in re.finditer(r"[{}]", text):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.start()
    return -1
