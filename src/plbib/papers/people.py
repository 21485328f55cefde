"""The people that a list prints beside a title, where the form of the text leaves no doubt.

Forms: ``A. Berg, C. Cole and D. Dunn`` · ``Berg, A., Cole, C., & Dunn, D.`` · ``Berg, Ann; Cole, Carl`` ·
``Berg AB, Cole C`` (Vancouver) · ``Jung, Jourdan, Krebbers`` · ``Berg et al.`` · ``张伟, 李娜``. A text in which one
part is anything else gives no names at all: an absent author is mended by the next source, a wrong one is printed.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from plbib.model import Name
from plbib.papers import venues
from plbib.papers.publishers import is_house
from plbib.text.patterns import regex
from plbib.text.unicode import clean

EDITORS = regex(
    r"(?:\.?,\s*(?:eds?|editors?|hg|hrsg)\.?|\s*\((?:eds?\.?|h(?:rs)?gg?\.|editors?|dir\.|coords?\.|orgs?\.|red\.)\))\.?$",
    re.IGNORECASE,
)
"""Behind names: those of editors."""
OTHERS = Name(literal="others")
"""Says that there are more; BibTeX's ``and others``."""

_MARK = regex(r"<sup>[^<]*</sup>|[*∗⁎＊†‡§¶♠♢♦♥♣✉⁰¹²³⁴-⁹]+|(?<=[^\W\d_])\d{1,2}(?!\w)")
_PLACE = regex(
    r"\s*\([^()]*\)(?=\s*(?:$|[,;&]|and\b|et\.?\s*al\b))|\s*\[(?:[^\[\]]* Collaborations?|[A-Z][A-Z\d+-]{2,15})\]$"
)
_OTHERS = regex(
    r"[\s,;]*(?:(?:\band|&)\s+(?:others|colleagues|[Cc]o-?(?:authors|workers))\b|\bet\.?\s*al\b|等|…|\.\.\.)[\s.]*$"
)
_ROMANCE = r"(?<=[^\W\d_a-z]\.)\s+(?:y|e|i|og|och|en|и)\s+(?=[^\W\d_a-z])"
"""Joins names in other languages; only behind an initial, as families are called ``Ortega y Gasset``, too."""
_HALVES = regex(rf"\s*;\s*(?:(?:and|&)\s+)?|\s*,?\s+(?:and|&|/|und|et)\s+|{_ROMANCE}")
_PARTS = regex(rf"\s*[,、，;]\s*(?:(?:and|&)\s+)?|\s+(?:and|&|/|und|et)\s+|{_ROMANCE}")
_INITIALS = regex(r"[A-ZÀ-ÖØ-Þ][a-z]?\.(?:[\s-]?[A-ZÀ-ÖØ-Þ][a-z]?\.)*(?:\s[a-z]\.)*|[A-ZÀ-ÖØ-Þ](?:[\s-][A-ZÀ-ÖØ-Þ])*")
_LETTER = regex(r"[A-Z]")
_CAPITALS = regex(r"[A-Z](?:-?[A-Z]){0,2}")
_CUT_LAST = regex(r"(?:[A-Z]\.[\s-]?)*[A-Z]")
_CUT_INITIAL = regex(r"(?:^|[\s,])(?:[A-Z]\.[\s-]?)+[A-Za-z]$")
"""The last of several initials without its full stop, as the end of a sentence leaves it: ``Berg, A. B``."""
_COLLECTIVE = regex(
    r"[A-Z][^,;:]*\b(?:Collaboration|Consortium|Collaborators|Investigators|Trialists|Task Force|Team|"
    r"Trial Committees?|(?:Study|Working|Research|Writing|Trial) Group)(?: and Investigators)?"
)
GROUP_LAST = regex(
    rf"(?:;\s+(?:for the |on behalf of the )?|,?\s+(?:for|on behalf of) the )({_COLLECTIVE.pattern})\.?$"
)
"""Behind names: those for whom they write."""
BRACED = regex(r"\{([^{}]*)\}")
_BRACES = "\ue000"
"""Stands for a name in braces, which is one whatever it looks like: ``{Barnes and Noble}``."""
_ORGANISATION = regex(
    r"(?!(?:The|An?) )[A-Z][^,;:.\d]*?\b(?:Organi[sz]ation|Association|Society|Committee|Commission|Ministry|"
    r"Department|Agency|Academ(?:y|ies)|Council|Federation|Foundation|Union|Bureau|Office|Authority|Nations|Cent(?:er|re)s?|"
    r"Institutes?)(?: (?:of|for|on) (?:the )?[A-Z][^,;:.\d]*)?"
)
_JOINED = regex(rf"\s(?:and|&|/|und|et)\s|{_ROMANCE}")
_DOTTED = regex(r"(?:[A-ZÀ-ÖØ-Þ][a-z]?\.-?)+(?<!-)|[A-ZÀ-ÖØ-Þ]")
_PREFIX = r"[dDlL]['’]|[Aa]l-?|[Ee]l-|O['’]|Mc|Mac|Le|La|De|Di|Du|Fitz|Van"
_PREFIXED = regex(rf"(?:{_PREFIX})(?=\w)")
_WORD = regex(
    rf"(?:{_PREFIX})?"
    r"(?![\d_])\w(?:[^\W\d_]|['’ʼ])+(?:[-‐‑](?![\d_])\w(?:[^\W\d_]|['’ʼ])*)*"
)
_INNER = regex(r"(?<=[^\W\d_])[A-Z]")
_HUMP = regex(r"[A-Z][a-z]+[A-Z][a-z]+")
"""``ZiHao``, as given names in two syllables are written, too."""
_HAN = regex(r"[\u3400-\u9fff]{2,3}|[가-힣]{3}")
JAPANESE = regex(r"[\u3400-\u9fff々]{2,6}(?:\s*・\s*[\u3400-\u9fff々]{2,6})+")
"""``山田太郎・鈴木花子``: the dot parts people, of whom at least two are named."""
_SUFFIX = regex(r"(?:Jr|Sr)\.?|II|III|IV")
_PARTICLES = frozenset(
    "van von vom der den de del della di da dos du des do ter ten tot het la le lo zu zum zur af al el op in 't ’t "
    "bin ibn ben".split()
)
_HIGH = frozenset("Van Von De Del Della Dos Dal Der Den".split())
_VIETNAMESE = frozenset(
    "nguyen nguyễn tran trần le lê pham phạm huynh hoang hoàng phan vu vũ vo dang bui do ho ngo duong ly dinh".split()
)
"""Among these names Van is a given name."""
_TITLE_WORD = regex(
    r"(?:a|the|of|for|with|on|from|to|via|towards?|open|oral|spotlight|poster|highlights?|deep|neural|nature|pattern|"
    r"language|large|vision|visual|data|datasets?|models?|networks?|systems?|frameworks?|surveys?|reviews?|methods?|"
    r"learning|training|computing|processing|engineering|reasoning|machines?|intelligence|science|reports?|letters?|"
    r"journals?|transactions|proceedings|conference|workshops?|research|university|institute|college|laborator(?:y|ies)|"
    r"labs?|team|group|inc|corp|company|academy|center|centre|school|department|google|deepmind|meta|facebook|"
    r"microsoft|nvidia|openai|anthropic|amazon|apple|huawei|alibaba|tencent|baidu|intel|samsung|tsinghua|peking|"
    r"stanford|berkeley|harvard|princeton|oxford|cambridge|github|blog|code|paper|project|website|video|slides|"
    r"analysis|security|efficient|fast|throughput|behaviou?rs?|software|hardware|algorithms?|applications?|tools?|"
    r"tasks?|fields?|theory|design|trends?|advances|physics|biology|chemistry|medicine|bioinformatics)"
    r"|\w{3,}(?:tions?|ities|ologies|ology|nesses|ables?|ibles?)",
    re.IGNORECASE,
)
"""No name that stands without initials has such a word."""

_LONGEST = 20_000


def names(text: str) -> tuple[Name, ...]:
    """The people of ``text`` in their order, with :data:`OTHERS` where it says so; ``()`` where the form is doubtful.

    Marks of footnotes and an affiliation in brackets behind a name are left out. Han names stay whole, as only their
    bearers know where they part.
    """
    if len(text) > _LONGEST:
        return ()
    bare = _PLACE.sub("", _MARK.sub("", clean(unicodedata.normalize("NFC", text))))
    cut = _OTHERS.search(bare)
    more = cut is not None
    bare = (bare[: cut.start()] if cut else bare).strip(" ,;")
    bare = bare + "." if _CUT_INITIAL.search(bare) else bare
    if is_house(bare):
        return ()
    group = GROUP_LAST.search(bare)
    if group:
        people = names(bare[: group.start()])
        at = -1 if OTHERS in people else len(people)
        return (*people[:at], Name(literal=group[1]), *people[at:]) if people else ()
    if organisation(bare):
        return (Name(literal=bare), *([OTHERS] if more else []))
    if JAPANESE.fullmatch(bare):
        people = tuple(Name(literal=one.strip()) for one in bare.split("・"))
        return (*people, OTHERS) if more else people
    braced = BRACED.findall(bare)
    bare = BRACED.sub(_BRACES, bare)
    halves = _HALVES.split(bare)
    mixed = ";" in bare and any(", " in half for half in halves)  # a comma parts no people there
    people = (
        _turned_halves(halves)
        or _vancouver(_PARTS.split(bare), more)
        or _turned(bare)
        or _scholar(_PARTS.split(bare))
        or _shouted(_PARTS.split(bare))
        or (() if mixed else _listed(_joined(bare), more or bool(_JOINED.search(bare))))
    )
    if braced:
        people = tuple(Name(literal=braced.pop(0)) if name.literal == _BRACES else name for name in people)
    return (*people, OTHERS) if people and more else people


def collective(text: str) -> bool:
    """Whether ``text`` is an author that is many people: ``Planck Collaboration``."""
    return bool(_COLLECTIVE.fullmatch(text)) and len(text.split()) < 9


def organisation(text: str) -> bool:
    """Whether a text is the name of an organisation such as writes reports: ``World Health Organization``."""
    return len(text.split()) in range(2, 9) and bool(_ORGANISATION.fullmatch(text))


def single(text: str) -> tuple[Name, ...]:
    """One word as the author it stands for, family name or organisation, where it is known that names are meant."""
    word = text.strip()
    return (Name(literal=word),) if _ONE_WORD.fullmatch(word) and not _TITLE_WORD.fullmatch(word) else ()


_ONE_WORD = regex(r"[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*")


def _joined(text: str) -> list[tuple[str, str | None]]:
    """The parts between commas and "and", each with the suffix that a comma parts from it."""
    parts: list[tuple[str, str | None]] = []
    for part in _PARTS.split(text):
        if _SUFFIX.fullmatch(part) and parts and not parts[-1][1]:
            parts[-1] = parts[-1][0], part
        else:
            parts.append((part, None))
    return parts


def _turned_halves(halves: Sequence[str]) -> tuple[Name, ...]:
    """``Berg, Ann; Cole, Carl``: one comma in each of several."""
    people = []
    for half in halves:
        if half == _BRACES and len(halves) > 1:
            people.append(Name(literal=half))
            continue
        family, comma, given = half.partition(", ")
        if not comma or len(halves) < 2 or not (parted := _family(family)) or not _is_given(given):
            return ()
        people.append(_with_given(parted, given))
    return tuple(people)


def _turned(text: str) -> tuple[Name, ...]:
    """``Berg, Ann B.``: one person, the family name first."""
    family, comma, given = text.partition(", ")
    if not comma or _JOINED.search(text) or " " in family or "," in given or not _is_given(given):
        return ()
    name = _family(family)
    return (_with_given(name, given),) if name else ()


def _vancouver(parts: Sequence[str], more: bool) -> tuple[Name, ...]:
    """``Berg AB, Cole C``; not ``Wei WU, Ann LI``, where capitals are family names."""
    people, certain = [], False
    for part in parts:
        front, _, last = part.rpartition(" ")
        suffix = last if _SUFFIX.fullmatch(last) else None
        family, _, given = (front if suffix else part).removesuffix(".").rpartition(" ")
        if not _CAPITALS.fullmatch(given) or not (parted := _family(family)):
            return ()
        certain |= given not in _SHORT_FAMILIES and (len(given) < 3 or not set(given) & set("AEIOUYN"))
        people.append(_suffixed(_with_given(parted, _dotted(given)), suffix))
    return tuple(people) if certain and (more or len(people) > 1 or len(parts[0].split()) == 2) else ()


def _scholar(parts: Sequence[str]) -> tuple[Name, ...]:
    """``M Berg, AL Cole, S Dunn``, as Google Scholar has it: capitals first, of which some are one letter."""
    halves = [part.partition(" ") for part in parts]
    if len(parts) < 2 or not any(len(given) == 1 for given, _, _ in halves):
        return ()
    people = [_family(family) if _CAPITALS.fullmatch(given) else None for given, _, family in halves]
    names = [_with_given(name, _dotted(given)) for name, (given, _, _) in zip(people, halves, strict=True) if name]
    return tuple(names) if len(names) == len(parts) else ()


_SHORT_FAMILIES = frozenset(
    "AI AN BI BO BU DU FU GE GU HA HE HO HU IM JI JU KE KO KU LE LI LO LU LY MA MI MO MU NA NI NO NU OH OU PU QI QU RO "
    "RU SU TU UM VO VU WU XI XU YA YE YI YU ZU".split()
)
"""Two capitals that are somebody's family name as likely as initials."""


def _dotted(capitals: str) -> str:
    """Capitals as initials, of which BibTeX would see only the first: ``T. H.``, ``J.-P.``."""
    return _LETTER.sub(r"\g<0>. ", capitals).replace(" -", "-").strip()


def _listed(parts: Sequence[tuple[str, str | None]], more: bool) -> tuple[Name, ...]:
    """Whole names, families with initials behind a comma, families alone, Han names."""
    if all(_HAN.fullmatch(part) for part, _ in parts):
        return tuple(Name(literal=part) for part, _ in parts)
    alone = [_family(part) for part, _ in parts]
    if more or len(parts) > 2:
        one_each = [name for name, (part, _) in zip(alone, parts, strict=True) if name and _is_lone(name, part)]
        if len(one_each) == len(parts):
            return tuple(one_each)
    return _first_turned(parts, alone) or _one_by_one(parts, alone, more)


def _first_turned(parts: Sequence[tuple[str, str | None]], alone: Sequence[Name | None]) -> tuple[Name, ...]:
    """``Berg, Ann, Carl Cole and Dan Dunn``, as the MLA has it: only the first name is turned round."""
    rest = [_whole(part) for part, _ in parts[2:]]
    family, given = alone[0], parts[1][0] if rest else ""
    people = [name for name in rest if name]
    if not family or " " in parts[0][0] or not _is_given(given) or _whole(given) or len(people) < len(rest):
        return ()
    return (_with_given(family, given), *people)


def _one_by_one(parts: Sequence[tuple[str, str | None]], alone: Sequence[Name | None], more: bool) -> tuple[Name, ...]:
    """Whole names and families with initials behind a comma."""
    people: list[Name] = []
    at = 0
    while at < len(parts):
        part, suffix = parts[at]
        follows, late = parts[at + 1] if at + 1 < len(parts) else ("", None)
        if follows and _INITIALS.fullmatch(follows):
            name = alone[at]
            name = _with_given(name, follows) if name else None
            suffix, at = suffix or late, at + 2
        else:
            name = Name(literal=part) if part == _BRACES or collective(part) else _whole(part)
            at += 1
        if name is None:
            return ()
        people.append(_suffixed(name, suffix))
    lone = len(people) == 1 and not more
    doubtful = lone and (venues.find(parts[0][0]) or _INNER.search(people[0].given or ""))
    return () if doubtful else tuple(people)


def _is_lone(name: Name, part: str) -> bool:
    """Whether a part is one family name and no more."""
    return " " not in (name.family or "") and not _TITLE_WORD.fullmatch(part)


def _suffixed(name: Name, suffix: str | None) -> Name:
    if not suffix or name.suffix:
        return name
    return Name(
        family=name.family,
        given=name.given,
        non_dropping_particle=name.non_dropping_particle,
        suffix=suffix,
        comma_suffix=True,
    )


def _with_given(name: Name, given: str) -> Name:
    given = given if not _CUT_LAST.fullmatch(given) else f"{given}."
    return Name(family=name.family, given=given, non_dropping_particle=name.non_dropping_particle)


@lru_cache(maxsize=8192)  # many people have the same name, and names are looked at in several ways
def _is_word(word: str) -> bool:
    """Whether ``word`` is written as names are: one capital, or those that a prefix or a hyphen allows."""
    if not _WORD.fullmatch(word) or word.isupper() or _TITLE_WORD.fullmatch(word):
        return False
    prefix = _PREFIXED.match(word)
    plain = word[prefix.end() :] if prefix and word[prefix.end()].isupper() else word
    pieces = re.split(r"[-‐‑]|(?<=[a-z])['’ʼ](?=[A-Z])", plain)
    return pieces[0][:1].isupper() and all(not any(letter.isupper() for letter in piece[1:]) for piece in pieces)


def _is_given(text: str) -> bool:
    words = text.split()
    return 0 < len(words) < 5 and all(
        _DOTTED.fullmatch(word) or _is_word(word) or (_HUMP.fullmatch(word) and not _TITLE_WORD.fullmatch(word))
        for word in words
    )


def _family(text: str) -> Name | None:
    """``van der Berg`` or ``Garcia Lopez`` as a family name, its particles apart."""
    words = text.split()
    if text.isupper() and len(text) > _INITIALS_AT_MOST:
        words = _in_small(words)
    low = next((at for at, word in enumerate(words) if word not in _PARTICLES), len(words))
    rest = words[low:]
    if not 0 < len(rest) < 4 or not all(_is_word(word) for word in rest):
        return None
    return Name(family=" ".join(rest), non_dropping_particle=" ".join(words[:low]) or None)


_INITIALS_AT_MOST = 3
_OF = frozenset("van von vom der den de del della di da dos du des do ter ten zu zum zur".split())


def _in_small(words: Sequence[str]) -> list[str]:
    """Words in capitals as names are written else: ``de la Tour``."""
    small = [at + 1 < len(words) and word.lower() in (_PARTICLES if at else _OF) for at, word in enumerate(words)]
    return [word.lower() if is_small else word.title() for word, is_small in zip(words, small, strict=True)]


def _shouted(parts: Sequence[str]) -> tuple[Name, ...]:
    """``DURAND Pierre, LE GOFF Jacques``, ``Pierre DURAND``: the family name of each is the part in capitals."""
    people = [_shouted_name(part.split()) for part in parts]
    return tuple(name for name in people if name) if all(people) else ()


def _shouted_name(words: Sequence[str]) -> Name | None:
    loud = [len(word) > 1 and word.isupper() and "." not in word and not _SUFFIX.fullmatch(word) for word in words]
    count = sum(loud)
    if not 0 < count < len(words) or all(len(word) < _INITIALS_AT_MOST for word in words if word.isupper()):
        return None
    if all(loud[:count]):
        family, given = words[:count], " ".join(words[count:])
    elif all(loud[-count:]):
        family, given = words[-count:], " ".join(words[:-count])
    else:
        return None
    name = _family(" ".join(_in_small(family)))
    people = name is not None and _is_given(given) and given not in _PRESSES
    return _with_given(name, given) if name and people else None


_PRESSES = frozenset(["Press", "Books", "Verlag"])


def _whole(text: str) -> Name | None:
    """``Ann B. van der Berg Jr.``: given names, particles, a family name of one word, a suffix."""
    words = text.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else None
    if not 1 < len(words) < 7:
        return None
    low = next((at for at, word in enumerate(words) if at and word in _PARTICLES), 0)
    start = low or next((at for at in range(1, len(words) - 1) if words[at] in _HIGH), 0) or len(words) - 1
    if not low and words[start] == "Van" and any(word.lower() in _VIETNAMESE for word in words):
        start = len(words) - 1
    family = _family(" ".join(words[start:]))
    given = " ".join(words[:start])
    if family is None or not _is_given(given):
        return None
    return Name(family=family.family, given=given, non_dropping_particle=family.non_dropping_particle, suffix=suffix)
