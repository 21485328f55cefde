"""Lists of people in a .bib as people write them although BibTeX has them otherwise."""

import re

from plbib.text.names import SUFFIX
from plbib.text.patterns import regex

_OTHER_ANDS = regex(r"(\{(?:[^{}]|\{[^{}]*\})*\})|\s*(?:;|\\?&)\s*(?:and\s+)?")
_PERSON = regex(r"[^,;&]*[^\W\d_]{2}[^,;&]*(?:,[^,;&]*){0,2}")


def with_ands(people: str) -> str:
    """A list in which ``;`` or ``&`` stands between people, each of at least a name, as BibTeX has it."""
    if not (";" in people or "&" in people):
        return people
    parts = _OTHER_ANDS.sub(lambda match: match[1] or "\n", people).split("\n")
    whole = [part.strip() for part in parts if part.strip()]
    fit = len(whole) > 1 and all(_PERSON.fullmatch(_SIGN.sub("", part)) for part in whole)
    return " and ".join(whole) if fit and ("," in people or all(" " in part for part in whole)) else people


def with_people(people: str) -> str:
    """A list without an "and" that nobody stands before or behind."""
    if "and" not in people:
        return people
    before = _STRAY.match(people)
    people = people[before.end() :] if before else people
    behind = _STRAY_BACKWARDS.match(people[::-1])
    return people[: -behind.end()] if behind else people


_STRAY, _STRAY_BACKWARDS = regex(r"\s*(?:and\s+)+(?=\S)"), regex(r"\s*(?:dna\s+)+(?=\S)")
"""The end is looked at backwards: from the front, each run of "and" would be tried from each of its words."""
_SIGN = regex(r"\\(?:[A-Za-z]+|[^A-Za-z])|[,;&](?=[^{}]*\})")
"""What parts no people: a command of TeX, and a sign within braces."""
_WORD = r"(?:[^\s,{}]|\{[^{}\s,]*\})+"
_WORDS = rf"{_WORD}(?:\s+{_WORD})*?"
_SUFFIXED = regex(
    rf"((?=[^\W\d_]|\{{)(?:{_WORD}\s+){{1,4}})((?=[^\W\d_]|\{{){_WORD}),?\s+({SUFFIX})"
    rf"|({_WORDS}),\s*({_WORDS}),\s*({SUFFIX})"
    rf"|({_WORDS})\s+({SUFFIX}),\s*({_WORDS})"
)
"""Names whose suffix stands where BibTeX has none: behind both others, behind the given, or behind the family name."""


def with_suffixes(people: str) -> str:
    """``Sammy Davis Jr.`` as ``Davis, Jr., Sammy``; BibTeX would take ``Jr.`` for the family, or for a given name."""
    if not _SUFFIX_WORD.search(people):
        return people
    parts = re.split(r"(\s+and\s+)", people)
    return "".join(_suffixed(part) for part in parts)


def _suffixed(person: str) -> str:
    found = _SUFFIXED.fullmatch(person.strip())
    if not found:
        return person
    first, second, third = (part.strip() for part in found.groups() if part)
    given, family, suffix = (
        (first, second, third) if found[1] else (second, first, third) if found[4] else (third, first, second)
    )
    return f"{family}, {suffix}, {given}"


_SUFFIX_WORD = regex(rf"\s(?:{SUFFIX})(?=[,\s]|$)")


def with_rulers(people: str) -> str:
    """Names of popes and kings, ``John Paul II`` or ``Henry VIII``, in braces: there is no family in them."""
    if not _NUMERAL.search(people):
        return people
    parts = re.split(r"(\s+and\s+)", people)
    return "".join(f"{{{part.strip()}}}" if _RULER.fullmatch(part.strip()) else part for part in parts)


_NUMERAL = regex(r"\s[IVX]{2,5}(?:\s|$)")
_REGNAL = (
    "Adolf|Alexander|August|Benedict|Carl|Charles|Christian|Clement|Edward|Elizabeth|Emm?anuele?|Ferdinand|Franz|Frederick"
    "|Friedrich|George|Gregory|Gustav|Haakon|Harald|Henry|Innocent|James|John|Joseph|Julius|Karl|Leo|Leopold|Louis"
    "|Napoleon|Nicholas|Olav|Otto|Paul|Philip|Pius|Richard|Sixtus|Urban|Victor|Vittorio|Wilhelm|William"
)
"""Names of kings and popes; of any other name a numeral may be the family's, as in Chinese: ``Li XI``."""
_RULER = regex(rf"(?:{_REGNAL})(?: (?:{_REGNAL}))?\s+[IVX]{{2,5}}")


_ET_AL = regex(r"(?<!\s)(?:\s+and)?,?\s+et\s+al\.?", re.IGNORECASE)


def with_others(people: str) -> str:
    """A list of people that ends in "et al.", once or more, as BibTeX ends it."""
    start = end = len(people.rstrip())
    if people[:end].rstrip(".")[-2:].lower() != "al":  # nearly always
        return people
    for match in reversed([*_ET_AL.finditer(people)]):
        if match.end() != start:
            break
        start = match.start()
    return people if start == end else f"{people[:start]} and others"
