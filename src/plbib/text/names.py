"""People's names as BibTeX writes and reads them."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

from plbib.model import Name
from plbib.text import markup, tex
from plbib.text.patterns import regex

_PARTS = regex(r"[,;&]")
"""What parts a name, and what people write between names."""
_AND = regex(r"(?:^|\s)and(?:$|\s)", re.IGNORECASE)
SUFFIX = r"[JS]r\.?|III?|IV|2nd|3rd|4th"
"""What people write behind a name; a family name that ends so is put in braces."""
_SUFFIXED = regex(rf"\s(?:{SUFFIX})$")
_BREAK = regex(r"([\s\-‐‑]+)")
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


class _NameForm(Struct, frozen=True, eq=False):
    """How parts of names are written: ``word`` for given names and particles, ``family``, ``literal``."""

    word: Callable[[str | None], str]
    family: Callable[[str | None], str]
    literal: Callable[[str], str]


def _form(utf8: bool, bytewise: bool) -> _NameForm:
    label, initial = (_CUT_LABEL, _CUT_WORD) if bytewise else (None, None)

    def family(text: str | None) -> str:
        part = _part(text, utf8, label)
        return _whole(part) if _torn(text or "") or _SUFFIXED.search(text or "") else part

    return _NameForm(
        word=lru_cache(maxsize=65536)(lambda text: _part(text, utf8, initial)),
        family=lru_cache(maxsize=65536)(family),
        literal=lambda text: _part(text, utf8, label, guard=False),
    )


def _bibtex(name: Name, form: _NameForm) -> str:
    if name.family and name.given and not (name.suffix or name.non_dropping_particle or name.dropping_particle):
        family, given = form.family(name.family), form.word(name.given)
        if family and given and not name.literal and "," not in family and "," not in given:
            return f"{family}, {given}"
    return _guarded(name, form)


def _guarded(name: Name, form: _NameForm) -> str:
    """A name with whatever keeps BibTeX and biber from taking it apart in other places."""
    literal = " ".join((name.literal or "").split())
    if literal:
        return _OTHERS if literal == _OTHERS else f"{{{form.literal(literal)}}}"
    family, given, suffix = form.family(name.family), form.word(name.given), form.word(name.suffix)
    particles = [*filter(None, map(form.word, (name.dropping_particle, name.non_dropping_particle)))]
    last = " ".join(filter(None, [*particles, family]))
    whole = ", ".join(filter(None, [last, suffix, given]))
    # Without a given name BibTeX would take the suffix, or the first word of the family name, for one.
    lone = not family or (not given and (suffix or " " in last))
    if lone or whole.count(",") > _MOST_COMMAS:
        return _whole(" ".join(filter(None, [given, *particles, ", ".join(filter(None, [family, suffix]))])))
    return whole


def _whole(name: str) -> str:
    r"""``name`` in braces, unless one pair already holds all of it: ``{\'E}cole Normale`` only starts with one."""
    held = name.startswith("{") and _closing(name) == len(name) - 1
    return f"{{{name}}}" if name and not held else name


def _torn(family: str) -> bool:
    """Whether BibTeX would see a particle in a family name: ``Delpech de`` Saint Guilhem, ``al`` Khatib.

    To BibTeX a hyphen ends a word, and all up to the last word in lower case (but the very last) is the particle.
    """
    return any(map(_is_lower, _BREAK.split(family)[:-1:2]))


def _is_lower(word: str) -> bool:
    """Whether the first letter of a word is a small one, which makes a particle of it."""
    return re.sub(r"[\W\d_]", "", word)[:1].islower()


_CUT_WORD = regex(r"(?:(?<=[\s\-‐‑.'’])|^)[^\x00-\x7f]")
_CUT_LABEL = regex(r"(?:(?<=[\s\-‐‑.'’])|^)[^\s\-]{1,3}")
"""What of a word a style can cut off: its initial; of a family name the three letters of a label."""


def _part(text: str | None, utf8: bool, cut: re.Pattern[str] | None, *, guard: bool = True) -> str:
    """A part of a name; one that holds a comma or the word "and" is put in braces, or BibTeX would split it."""
    text = " ".join((text or "").split())
    if utf8 and cut and not text.isascii():
        text, result, at = unicodedata.normalize("NFC", text), "", 0
        for match in cut.finditer(text):
            result += tex.escape(text[at : match.start()], utf8=True) + tex.escape(match[0])
            at = match.end()
        result += tex.escape(text[at:], utf8=True)
    else:
        result = tex.escape(text, utf8=utf8)
    return f"{{{result}}}" if guard and (_PARTS.search(text) or _AND.search(text)) else result


_FORMS = {(utf8, bytewise): _form(utf8, bytewise) for utf8 in (False, True) for bytewise in (False, True)}


def from_bibtex(text: str) -> tuple[Name, ...]:
    r"""The names in a BibTeX name list, split by BibTeX's own rules; a name all in braces is an organisation.

    Letters are one word with their commands, with or without braces around: ``\v Cern\'y`` is a family name. So is
    what biblatex's ``family=Gogh, given=Vincent, prefix=van`` (manual, 3.4) says.
    """
    return tuple(_name(name) for part in _split(_lettered(text)) if (name := part.strip()))


_DOTLESS = r"\\[ij](?![A-Za-z])\s*"
_LETTER = regex(
    r"(\{(?:[^{}\\]++|\\.|\{(?:[^{}\\]++|\\.|\{(?:[^{}\\]++|\\.)*+\})*+\})*+\})"  # what stands in braces stays
    r"|\\\\|\\(?:(?P<accent>[\"'`^~=.]|[bcdHkrtuv](?![A-Za-z]))\s*"
    rf"(?P<base>\{{\s*(?:[^\W\d_]{{1,2}}|{_DOTLESS})\}}|[^\W\d_]|{_DOTLESS})"
    r"|(?P<sign>aa|AA|ae|AE|oe|OE|ss|dh|DH|dj|DJ|th|TH|ng|NG|[oOlLij])(?![A-Za-z])(?:\s*\{\}|\s*)|(?P<blank>[ \n]))",
    re.DOTALL,
)
r"""A letter that is written with a command: ``\'e``, ``\v C``, ``\L`` with the blank that ends it."""


def _lettered(text: str) -> str:
    """``text`` with braces around the letters written with commands, which BibTeX then takes as letters."""
    return _LETTER.sub(_braced_letter, text) if "\\" in text else text


def _braced_letter(match: re.Match[str]) -> str:
    if match["accent"]:
        blank, base = " " if match["accent"].isalpha() else "", match["base"].strip("{} \n\t")
        return f"{{\\{match['accent']}{blank}{base}}}"
    if match["sign"]:
        return f"{{\\{match['sign']}}}"
    return " " if match["blank"] else match[0]


def _plain(text: str) -> str:
    r"""The text of TeX without fonts, which no style has in names: ``\textsc{Kite}``."""
    return markup.plain(tex.unescape(text))


_KEYED = regex(r'\s*"?\s*(?:family|given|prefix|suffix|useprefix|id)(?:-i)?\s*=', re.IGNORECASE)
_PAIR = regex(r"\s*([A-Za-z-]+)\s*=(.*)", re.DOTALL)


def _of_parts(part: str) -> Name | None:
    """The name in ``family=…, given=…``; None if it has no part of a name."""
    values: dict[str, str] = {}
    for piece in _between(part, _COMMAS):
        pair = _PAIR.fullmatch(piece.strip().removeprefix('"').removesuffix('"'))
        if pair:
            values.setdefault(pair[1].lower(), _plain(pair[2].strip().strip('"')).strip())
    family, given, prefix, suffix = (values.get(name) or None for name in ("family", "given", "prefix", "suffix"))
    dropped = values.get("useprefix", "").lower() == "false"
    if not family:
        return Name(literal=given) if given else None
    return Name(
        family=family,
        given=given,
        dropping_particle=prefix if dropped else None,
        non_dropping_particle=None if dropped else prefix,
        suffix=suffix,
    )


_COMMAS = regex(r"\\.|[{},]", re.DOTALL)


_GROUP = r"\{(?:[^{}\\]++|\\.|\{(?:[^{}\\]++|\\.)*+\})*+\}"
_NAME_WORD = rf"(?:[^\s,{{}}\\~]++|\\[^\s~]|{_GROUP})++"
_FAMILY_FIRST = regex(rf"(?!\{{)({_NAME_WORD}), *+({_NAME_WORD}(?: {_NAME_WORD})*+)(?<!\\)", re.DOTALL)
"""A family name of one word, a comma, given names: nothing is to be split."""


@lru_cache(maxsize=32768)  # people write more than one paper
def _name(part: str) -> Name:
    if "=" in part and _KEYED.match(part) and (keyed := _of_parts(part)):
        return keyed
    if plain := _FAMILY_FIRST.fullmatch(part):
        last, first = map(_plain, plain.groups())
        if last:
            return Name(family=last, given=first or None)
    if part == _OTHERS or (part.startswith("{") and _closing(part) == len(part) - 1):
        return Name(literal=_plain(part))
    from bibtexparser.customization import InvalidName, splitname  # takes a while to load

    try:
        pieces = splitname(part.rstrip("\\"), strict_mode=False)  # it fails on a backslash at the end
    except InvalidName:
        return Name(literal=_plain(part))
    parts = (_plain(" ".join(pieces.get(key, []))) or None for key in ("last", "first", "von", "jr"))
    family, given, von, suffix = parts
    if not family:
        return Name(literal=_plain(part))
    if von and von[0].isupper() and len(_between(part, _COMMAS)) > 1:  # to biber, too, it is all of the family name
        family, von = f"{von} {family}", None
    if von and not _is_lower(von.split(" ")[-1]):  # ibn Musa al-Khwarizmi: a particle ends where capitals begin
        words = von.split(" ")
        end = max((number for number, word in enumerate(words, 1) if _is_lower(word)), default=len(words))
        von, family = " ".join(words[:end]), " ".join([*words[end:], family])
    return Name(family=family, given=given, non_dropping_particle=von, suffix=suffix)


def split_list(text: str) -> list[str]:
    """The members of any of biblatex's lists, as they stand: what "and" parts outside braces."""
    return [part.strip() for part in _split(text)]


def has_and(text: str) -> bool:
    """Whether biblatex would part ``text`` at a word of it."""
    return _AND.search(text) is not None


def _split(text: str) -> list[str]:
    """The names between the words "and" that stand outside braces."""
    if "and" not in text.lower():
        return [text]
    if "\\" not in text or not _ESCAPED.search(text):
        parts = _BETWEEN.split(text)
        if ("{" not in text and "}" not in text) or all(part.count("{") == part.count("}") for part in parts):
            return parts
    return _between(text, _MARKS)


def _between(text: str, marks: re.Pattern[str]) -> list[str]:
    """The pieces between those of ``marks`` that stand outside braces."""
    parts, depth, start = [], 0, 0
    for match in marks.finditer(text):
        mark = match[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        elif depth == 0 and mark[0] != "\\":
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


_BETWEEN = regex(r"\sand(?=\s)", re.IGNORECASE)
_ESCAPED = regex(r"\\[{}\s]")
_MARKS = regex(rf"\\.|[{{}}]|{_BETWEEN.pattern}", re.IGNORECASE | re.DOTALL)


def _closing(text: str) -> int:
    """Position of the brace that closes the one ``text`` opens with, or -1."""
    depth = 0
    for match in re.finditer(r"[{}]", text):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    return -1
