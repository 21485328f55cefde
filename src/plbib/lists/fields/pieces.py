"""What a block prints beside its title, piece by piece."""

import re
from collections.abc import Iterator

from msgspec import Struct

from plbib.lists import bylines, titles
from plbib.lists.lexed import Lexed, Title, light
from plbib.lists.markdown.links import LinkToken, TagToken
from plbib.lists.markdown.runs import BREAK, Run, RunStyle
from plbib.text.html import resolve_references
from plbib.text.patterns import regex


class Piece(Struct):
    """A text beside the title, with the style it is set in and the token it is the label of."""

    text: str
    style: int = RunStyle.PLAIN
    token: LinkToken | TagToken | None = None
    lead: bool = False


def beside(lexed: Lexed, title: Title) -> Iterator[Piece]:
    """The runs outside the title; a line end is a break where the title ends its line."""
    text = lexed.text
    if "\n" in text and "\n" not in text[title.start : title.end].strip():
        rest = text[title.end :]
        ends = light(rest.partition("\n")[0]) or light(text[title.end : title.end + 30].split("\n")[0])
    else:
        ends = False
    for run in lexed.runs:
        if run.end <= title.start:
            yield Piece(resolve_references(run.text), run.style, run.token, lead=True)
        elif run.start >= title.end:
            shown = resolve_references(run.text)
            yield Piece(broken(shown) if ends and run.token is None else shown, run.style, run.token)
        elif run.token is None:
            yield from _around(run, title, ends)


def _around(run: Run, title: Title, ends: bool) -> Iterator[Piece]:
    """What of a run stands before and behind the title that it holds."""
    lead = max(0, title.start - run.start)
    if lead and run.start < title.start:
        yield Piece(resolve_references(run.text[:lead]), run.style, lead=True)
    left = run.end - title.end
    if left > 0:
        behind = resolve_references(run.text[-left:] if left < len(run.text) else run.text)
        yield Piece(broken(behind) if ends else behind, run.style)


def broken(text: str) -> str:
    """``text`` with its line ends as breaks."""
    return text.replace("\n", BREAK) if "\n" in text else text


def all_of(lexed: Lexed) -> list[Piece]:
    """Everything in a block that has no title of its own; each of its lines stands by itself."""
    return [Piece(broken(resolve_references(run.text)), run.style, run.token) for run in lexed.runs]


def labelled(piece: Piece, after: list[Piece]) -> str:
    """A bold text with the colon behind it, as in ``**Authors**: Ann Berg``."""
    return piece.text + (after[0].text.lstrip()[:1] if after and after[0].token is None else "")


def goes_on(piece: Piece, before: str, after: list[Piece], *, named: bool) -> bool:
    """Whether a styled text is part of what is around it: the own name among those of authors, a bold volume.

    Where people have been ``named`` already, no more names are to be expected.
    """
    if piece.text.strip().isdecimal() or (before and _ET_AL.fullmatch(piece.text.rstrip(" ,."))):
        return True
    if before[-1:] == " " and (_PLANNED.search(before) or _MEETING.search(before)):
        return True
    behind = after[0].text if after and after[0].token is None else ""
    if _ET_AL.match(behind) and bylines.names(piece.text, alone=True):
        return True
    if named or not piece.style & (RunStyle.BOLD | RunStyle.UNDERLINED) or not bylines.names(piece.text, alone=True):
        return False
    return before.rstrip().endswith((",", " and", "&", ";")) or behind.lstrip().startswith(
        (",", ";", "&", "et al", "and ")
    )


_ET_AL = regex(r"\s*,?\s*et\.? al\b")
_PLANNED = regex(
    r"\b(?:in (?:preparation|submission|review|revision)|submitted|under review) (?:to|for|at|with)\s+$",
    re.IGNORECASE,
)
"""Where a paper may appear one day."""
_MEETING = regex(r"\b(?:proc(?:eedings|\b\.)?(?: of(?: the)?)?|\d+(?:st|nd|rd|th))\s+$", re.IGNORECASE)
"""Begins the name of a meeting that goes on in italics: ``Proc. 16th *Conference on Kites*``."""


def leads_in(before: str) -> bool:
    """Whether a text in italics behind ``before`` is what a paper stands in: ``In``, ``In A. Berg (eds.),``."""
    return bool(_WITHIN.search(before))


_WITHIN = regex(r"(?:^|\s)in:?$|\bin\b.*\beds?\.\)?,?$")


def text_between(lexed: Lexed, start: int, end: int) -> str:
    """What is printed between two places of a block."""
    inside = (
        f"[{run.text}]"
        if isinstance(run.token, TagToken)
        else run.text[max(0, start - run.start) : max(0, end - run.start)]
        for run in lexed.runs
        if run.start < end and run.end > start
    )
    return titles.plain("".join(inside))
