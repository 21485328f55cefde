"""People's names as BibTeX writes and reads them."""

import re

from plbib.model import Name
from plbib.text import tex

_AND = re.compile(r"(?:^|\s)and(?:$|\s)", re.IGNORECASE)
_OTHERS = "others"


def to_bibtex(names: tuple[Name, ...]) -> str:
    """A BibTeX name list: ``von Family, Suffix, Given and {Organisation} and others``."""
    return " and ".join(filter(None, map(_bibtex, names)))


def _bibtex(name: Name) -> str:
    if name.literal:
        return _OTHERS if name.literal == _OTHERS else f"{{{tex.escape(name.literal)}}}"
    family, given, suffix = (_part(part) for part in (name.family, name.given, name.suffix))
    if not family:
        return f"{{{given}}}" if given and not given.startswith("{") else given
    particles = [tex.escape(part) for part in (name.dropping_particle, name.non_dropping_particle) if part]
    if not (given or suffix or particles) and " " in family and not family.startswith("{"):
        return f"{{{family}}}"  # else BibTeX would take the first word for the given name
    return ", ".join(filter(None, [" ".join([*particles, family]), suffix, given]))


def _part(text: str | None) -> str:
    """A part of a name; one that holds a comma or the word "and" is put in braces, or BibTeX would split it."""
    if not text:
        return ""
    written = tex.escape(text)
    return f"{{{written}}}" if "," in text or _AND.search(text) else written


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
        pieces = splitname(part, strict_mode=False)
    except InvalidName:
        return Name(literal=tex.unescape(part))
    family, given, von, suffix = (tex.unescape(" ".join(pieces[key])) or None for key in ("last", "first", "von", "jr"))
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
