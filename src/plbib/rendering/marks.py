"""Formatting as private-use characters.

An engine joins text that comes from strangers with formatting of its own. The formatting travels as characters that no
text may hold (:func:`plain` takes them out), so that everything else can be escaped once, at the very end.
"""

from enum import StrEnum

from plbib.text.patterns import regex

_FIRST = 0xE000
_LAST = 0xE03F  # engines may use those behind the marks for themselves


class Mark(StrEnum):
    """What a pair of marks stands for."""

    ITALIC = "italic"
    BOLD = "bold"
    UNDERLINE = "underline"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    SMALL_CAPS = "small-caps"
    LEFT = "left"  # the label of an entry, such as [1]
    RIGHT = "right"  # the entry beside its label
    BLOCK = "block"  # on lines of its own
    INDENT = "indent"  # on lines of its own, set in
    LINK = "link"  # leads to the address of the reference


OPEN = {mark: chr(_FIRST + 2 * at) for at, mark in enumerate(Mark)}
CLOSE = {mark: chr(_FIRST + 2 * at + 1) for at, mark in enumerate(Mark)}
_MARK_OF = {character: (mark, True) for mark, character in OPEN.items()}
_MARK_OF |= {character: (mark, False) for mark, character in CLOSE.items()}
_PRIVATE = regex(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_SPLIT = regex(f"([{chr(_FIRST)}-{chr(_FIRST + 2 * len(Mark) - 1)}])")


def plain(text: str) -> str:
    """``text`` without characters that stand for marks; each becomes U+FFFD, so that it is seen to be missing."""
    return text if text.isascii() else _PRIVATE.sub("\ufffd", text)


def wrap(mark: Mark, text: str) -> str:
    """``text`` between the marks."""
    return f"{OPEN[mark]}{text}{CLOSE[mark]}"


def pieces(marked: str) -> list[str | tuple[Mark, bool]]:
    """Text and marks in order; a mark is ``(which, whether it opens)``. Marks come out nested, closed, never empty."""
    parts: list[str | tuple[Mark, bool]] = []
    stack: list[Mark] = []

    def close(mark: Mark) -> None:
        if parts[-1] == (mark, True):
            parts.pop()
        else:
            parts.append((mark, False))

    for piece in _SPLIT.split(marked):
        if piece not in _MARK_OF:
            if piece and parts and isinstance(parts[-1], str):
                parts[-1] += piece
            elif piece:
                parts.append(piece)
            continue
        mark, opens = _MARK_OF[piece]
        if opens:
            stack.append(mark)
            parts.append((mark, True))
        elif mark in stack:
            while stack:
                inner = stack.pop()
                close(inner)
                if inner is mark:
                    break
    while stack:
        close(stack.pop())
    return parts
