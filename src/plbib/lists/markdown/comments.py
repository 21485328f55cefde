"""Lines of a document with what is commented out taken apart, and fenced code left out."""

from collections.abc import Iterator

from msgspec import Struct

from plbib.text.patterns import regex

_FENCE = regex(r"^ {0,3}(`{3,}|~{3,})")


class Unclosed(Struct, frozen=True):
    """A comment or code fence, opened on ``line``, that hides the rest of the file since it never closes."""

    what: str
    line: int


class Line(Struct, frozen=True, kw_only=True, gc=False):
    """A line with its number from 1; what is in comments stands in ``hidden``, blanks elsewhere: columns stay."""

    number: int
    shown: str
    hidden: str


def lines(text: str) -> Iterator[Line | Unclosed]:
    """The lines of ``text``; fenced code is left out, as it is no list."""
    fence, commented, opened = "", False, 0
    for number, line in enumerate(text.split("\n"), 1):
        opening = None if commented or line[:4].lstrip(" ")[:1] not in ("`", "~") else _FENCE.match(line)
        if fence:
            if opening and opening[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            continue
        if opening:
            fence, opened = opening[1], number
            yield Line(number=number, shown="", hidden="")
        elif commented or "<!--" in line:
            opened = opened if commented else number
            shown, hidden, commented = _part(line, commented)
            yield Line(number=number, shown=shown, hidden=hidden)
        else:
            yield Line(number=number, shown="" if line.isspace() else line, hidden="")
    if fence or commented:
        yield Unclosed("code fence" if fence else "comment", opened)


def _part(line: str, commented: bool) -> tuple[str, str, bool]:
    """``line`` as (outside comments, inside comments, whether a comment is open at its end), columns kept by blanks."""
    shown: list[str] = []
    hidden: list[str] = []
    at = 0
    while at < len(line):
        mark = "-->" if commented else "<!--"
        end = line.find(mark, at)
        piece = line[at : end if end >= 0 else len(line)]
        (hidden if commented else shown).append(piece)
        (shown if commented else hidden).append(" " * len(piece))
        if end < 0:
            break
        for side in (shown, hidden):
            side.append(" " * len(mark))
        commented, at = not commented, end + len(mark)
    return "".join(shown).rstrip(), "".join(hidden).rstrip(), commented
