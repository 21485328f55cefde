"""Lists of people in a .bib as people write them although BibTeX has them otherwise."""

import re

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


_SIGN = regex(r"\\(?:[A-Za-z]+|[^A-Za-z])|[,;&](?=[^{}]*\})")
"""What parts no people: a command of TeX, and a sign within braces."""
_SUFFIXED = regex(r"((?:[^\W\d_][^\s,{}]*\s+){1,4})([^\W\d_][^\s,{}]+)\s+([JS]r\.?|II|III|IV)")


def with_suffixes(people: str) -> str:
    """``Sammy Davis Jr.`` as ``Davis, Jr., Sammy``; BibTeX would take ``Jr.`` for the family."""
    if not _SUFFIX.search(people):
        return people
    parts = re.split(r"(\s+and\s+)", people)
    matches = [_SUFFIXED.fullmatch(part.strip()) for part in parts]
    return "".join(
        f"{one[2]}, {one[3]}, {one[1].strip()}" if one else part for one, part in zip(matches, parts, strict=True)
    )


_SUFFIX = regex(r"\s(?:[JS]r\.?|III?|IV)(?:\s|$)")


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
