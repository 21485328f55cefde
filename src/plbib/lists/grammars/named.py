"""``Ann M. Berg, Title: a subtitle (Press 1980).``: names and title parted by nothing but commas, as lawyers do."""

from plbib.lists import bylines, shapes, titles
from plbib.lists.grammars.plain import inside_journal, peel
from plbib.lists.lexed import Lexed, Title
from plbib.text.patterns import regex

_COMMA = regex(r",\s+(?=[^\W\d_a-z])")
_END = regex(r"\s*\((?=[^()]*(?:1[6-9]|20)\d\d\))|\.\s+(?=[A-Z])|,\s+(?=\d+\s+[A-Z][^\d]{2,60}\d)|\.\s*$|\n|\f")
_PERSON = regex(r"[^\W\d_a-z][^\s,]*(?:\s[^\s,]+){1,4}")
_MOST = 8


def title(lexed: Lexed) -> Title | None:
    """What stands behind the last comma up to which there are only whole names."""
    run = lexed.runs[0] if lexed.runs else None
    if run is None or run.token is not None or run.style:
        return None
    text = run.text
    names = 0
    for comma in list(_COMMA.finditer(text))[:_MOST]:
        people = text[: comma.start()].strip()
        last = text[names : comma.start()].lstrip(", ").removeprefix("and ").removeprefix("& ")
        if not _PERSON.match(last) or not bylines.names(people, alone=True):
            break
        names = comma.start()
    if not names:
        return None
    start = _COMMA.match(text, names)
    ends = _END.finditer(text, start.end()) if start else ()
    end = next((end for end in ends if not inside_journal(text, *end.span(), names)), None)
    if start is None or end is None:
        return None
    stop = peel(text[: end.start()], start.end())
    printed = titles.plain(text[start.end() : stop]).strip(" ,;:")
    if shapes.titleness(printed) < 3 or bylines.names(printed) or shapes.venue_for_sure(printed):
        return None
    place = run.start
    return Title(place + start.end(), place + stop, printed, 3, None, (place, place + names))
