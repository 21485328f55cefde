"""Reference lists as plain text."""

import re
from collections.abc import Iterator, Sequence

from plbib.rendering.listing import ReferenceList
from plbib.rendering.marks import CLOSE, OPEN, Mark
from plbib.rendering.output.forms import TOGETHER, with_headings, with_readable
from plbib.rendering.output.writer import Writer
from plbib.text.formulas import small
from plbib.text.unicode import on_page

_APART = re.compile(f"[{CLOSE[Mark.LEFT]}{OPEN[Mark.RIGHT]}{OPEN[Mark.BLOCK]}-{CLOSE[Mark.INDENT]}]")
_MARKS = re.compile(f"[{''.join([*OPEN.values(), *CLOSE.values()])}]")
_TAGS = {OPEN[Mark.SUPERSCRIPT]: "sup", OPEN[Mark.SUBSCRIPT]: "sub"}
_CLOSES = f"[{CLOSE[Mark.SUPERSCRIPT]}{CLOSE[Mark.SUBSCRIPT]}]"
_WRITTEN = {mark: " " if _APART.match(mark) else "" for mark in (*OPEN.values(), *CLOSE.values())}
_FONTS = re.compile(f"(?![{''.join(_TAGS)}]|{_CLOSES}){_MARKS.pattern}")
_SCRIPT = re.compile(f"(?<=(\\S))([{''.join(_TAGS)}])([^{_MARKS.pattern[1:-1]}]+){_CLOSES}")
_BETWEEN = frozenset(",–")
"""What stands between raised numbers of citations, and stays."""
_DEEPEST = 4
_UNDERLINES = "=-~"


def to_text(marked: str) -> str:
    """Plain text on one line; what stands apart on the page is apart by a blank."""
    if marked.isprintable() and "$" not in marked:  # no mark, no formula
        return " ".join(marked.split())
    text = _APART.sub(" ", with_readable(marked))
    if any(sign in text for sign in _TAGS):
        text = _FONTS.sub("", text)
        for _ in range(_DEEPEST):
            text = _SCRIPT.sub(_script, text)
    return on_page(" ".join(_MARKS.sub("", text).split()))


def _all_to_text(marked: Sequence[str]) -> Iterator[str]:
    """:func:`to_text` for many texts, of which few have anything raised or lowered."""
    for at in range(0, len(marked), TOGETHER):
        some = marked[at : at + TOGETHER]
        joined = "\n".join([with_readable(text) if "$" in text else text for text in some])
        if joined.count("\n") >= len(some) or any(sign in joined for sign in _TAGS):
            yield from map(to_text, some)
            continue
        for mark, written in _WRITTEN.items():
            joined = joined.replace(mark, written)
        yield from (on_page(" ".join(text.split())) for text in joined.split("\n"))


def _script(match: re.Match[str]) -> str:
    """What is raised or lowered beside a word, in Unicode or as TeX has it; an ordinal and a lone plus are plain."""
    before, opening, inner = match.groups()
    tag = _TAGS[opening]
    if tag == "sup" and (inner == "+" or (before.isdecimal() and inner.isalpha())):
        return inner
    letters = small(tag)
    if letters.keys() >= set(inner) - _BETWEEN:
        return "".join(letters.get(letter, letter) for letter in inner)
    return {"sup": "^", "sub": "_"}[tag] + (inner if len(inner) == 1 else f"({inner})")


def page(listing: ReferenceList) -> str:
    """One reference a paragraph, headings underlined."""
    paragraphs: list[str] = []
    for headings, section in with_headings(listing.sections):
        for depth, heading in headings:
            underline = _UNDERLINES[min(depth, len(_UNDERLINES)) - 1]
            paragraphs.append(f"{heading}\n{underline * len(heading)}")
        paragraphs += _all_to_text([reference.marked for reference in section.references])
    return "\n\n".join(paragraphs) + "\n"


WRITER = Writer(page=page, inline=to_text)
