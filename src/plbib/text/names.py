"""People's names as BibTeX writes and reads them."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

from plbib.model import Name
from plbib.text import tex

_AND = re.compile(r"(?:^|\s)and(?:$|\s)", re.IGNORECASE)
_BREAK = re.compile(r"([\s\-‐‑]+)")
_OTHERS = "others"
_MOST_COMMAS = 2
"""Of a name with more, in braces or not, biber leaves out the entry; a name all in braces it takes as it is."""


def to_bibtex(names: tuple[Name, ...], *, utf8: bool = False, bytewise: bool = True) -> str:
    """A BibTeX name list: ``von Family, Suffix, Given and {Organisation} and others``.

    BibTeX counts bytes: with ``utf8`` and ``bytewise`` letters stay as they are only where no style cuts, which is
    after the first of a word, and after the first three of a family name. Biber knows characters.
    """
    form = _FORMS[utf8, bytewise]
    return " and ".join(filter(None, [_bibtex(name, form) for name in names]))


class _Form(Struct, frozen=True, eq=False):
    """How parts of names are written: ``word`` for given names and particles, ``family``, ``literal``."""

    word: Callable[[str | None], str]
    family: Callable[[str | None], str]
    literal: Callable[[str], str]


def _form(utf8: bool, bytewise: bool) -> _Form:
    label, initial = (_CUT_LABEL, _CUT_WORD) if bytewise else (None, None)

    def family(text: str | None) -> str:
        written = _part(text, utf8, label)
        return _whole(written) if _torn(text or "") else written

    return _Form(
        word=lru_cache(maxsize=65536)(lambda text: _part(text, utf8, initial)),
        family=lru_cache(maxsize=65536)(family),
        literal=lambda text: _part(text, utf8, label, guard=False),
    )


def _bibtex(name: Name, form: _Form) -> str:
    if name.family and name.given and not (name.suffix or name.non_dropping_particle or name.dropping_particle):
        family, given = form.family(name.family), form.word(name.given)
        if family and given and not name.literal and "," not in family and "," not in given:
            return f"{family}, {given}"
    return _guarded(name, form)


def _guarded(name: Name, form: _Form) -> str:
    """A name with whatever keeps BibTeX and biber from taking it apart in other places."""
    literal = " ".join((name.literal or "").split())
    if literal:
        return _OTHERS if literal == _OTHERS else f"{{{form.literal(literal)}}}"
    family, given, suffix = form.family(name.family), form.word(name.given), form.word(name.suffix)
    particles = [*filter(None, map(form.word, (name.dropping_particle, name.non_dropping_particle)))]
    last = " ".join(filter(None, [*particles, family]))
    written = ", ".join(filter(None, [last, suffix, given]))
    # Without a given name BibTeX would take the suffix, or the first word of the family name, for one.
    lone = not family or (not given and (suffix or " " in last))
    if lone or written.count(",") > _MOST_COMMAS:
        return _whole(" ".join(filter(None, [given, *particles, ", ".join(filter(None, [family, suffix]))])))
    return written


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


def _part(text: str | None, utf8: bool, cut: re.Pattern[str] | None, *, guard: bool = True) -> str:
    """A part of a name; one that holds a comma or the word "and" is put in braces, or BibTeX would split it."""
    text = " ".join((text or "").split())
    if utf8 and cut and not text.isascii():
        text, written, at = unicodedata.normalize("NFC", text), "", 0
        for found in cut.finditer(text):
            written += tex.escape(text[at : found.start()], utf8=True) + tex.escape(found[0])
            at = found.end()
        written += tex.escape(text[at:], utf8=True)
    else:
        written = tex.escape(text, utf8=utf8)
    return f"{{{written}}}" if guard and ("," in text or _AND.search(text)) else written


_FORMS = {(utf8, bytewise): _form(utf8, bytewise) for utf8 in (False, True) for bytewise in (False, True)}


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
