"""``Ann M. Berg, Title: a subtitle (Press 1980).``: names and title parted by nothing but commas, as lawyers do."""

from plbib.lists import bylines, dates, shapes, titles
from plbib.lists.grammars.plain import inside_journal, peel
from plbib.lists.lexed import Lexed, Title
from plbib.text.patterns import regex

_COMMA = regex(r",\s+(?=[^\W\d_a-z])")
_END = regex(r"\s*\((?=[^()]*(?:1[6-9]|20)\d\d\))|\.\s+(?=[A-Z])|,\s+(?=\d+\s+[A-Z][^\d]{2,60}\d)|\.\s*$|\n|\f|$")
_PERSON = regex(r"[^\W\d_a-z][^\s,]*(?:\s[^\s,]+){1,4}|(?:[A-Z]\.)+[A-Z][a-z]")
_PLACE = regex(
    r", ((?:[^\W\d_a-z][\w&.'’-]*|of|and|the|on|in|for|&)(?: (?:[^\W\d_a-z][\w&.'’-]*|of|and|the|on|in|for|&)){0,4})$"
)
"""Between a title and a year: a venue that no table knows."""
_INITIAL = regex(r"\b[A-Z]\b")
_MOST = 60


def title(lexed: Lexed) -> Title | None:
    """What stands behind the last comma up to which there are only whole names."""
    run = lexed.runs[0] if lexed.runs else None
    if run is None or run.token is not None or run.style:
        return None
    text = run.text.rstrip(" \t[(")
    ends: list[int] = []  # of the names
    for comma in list(_COMMA.finditer(text))[:_MOST]:
        last = text[ends[-1] if ends else 0 : comma.start()].lstrip(", ").removeprefix("and ").removeprefix("& ")
        people = text[: comma.start()]  # ``Jan Peters`` is a name only where others follow
        if not _PERSON.match(last) or not (
            not ends or bylines.names(last, alone=True) or bylines.names(people, alone=True)
        ):
            break
        ends.append(comma.start())
    if not ends or not bylines.names(text[: ends[-1]], alone=True):
        return None
    found = _behind(text, ends[-1])
    if found is None and len(ends) > 1 and not _INITIAL.search(text, *ends[-2:]):
        ends.pop()
        found = _behind(text, ends[-1])  # a title that looks like a name
    if found is None:
        return None
    start, stop, printed = found
    return Title(run.start + start, run.start + stop, printed, 3, None, (run.start, run.start + ends[-1]))


def _behind(text: str, names: int) -> tuple[int, int, str] | None:
    """The title behind names that end at ``names``: where it starts and ends, and as it is printed."""
    start = _COMMA.match(text, names)
    ends = _END.finditer(text, start.end()) if start else ()
    end = next((end for end in ends if not inside_journal(text, *end.span(), names)), None)
    if start is None or end is None:
        return None
    stop = peel(text[: end.start()], start.end())
    place = _PLACE.search(text, start.end(), stop) if dates.find(text[stop : end.start()][:8]) else None
    if place and shapes.titleness(text[start.end() : place.start()]) == _SURE:
        stop = place.start()
    printed = titles.plain(text[start.end() : stop]).strip(" ,;:")
    sure = stop < end.start()  # a venue or a year stands behind it
    if not (sure or end[0]) or shapes.titleness(printed) < _SURE - sure:
        return None
    if (bylines.names(printed) and not sure) or shapes.venue_for_sure(printed):
        return None
    return start.end(), stop, printed


_SURE = 3
