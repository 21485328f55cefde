"""What the forms have in common: how marked text is written, and where headings stand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain

from msgspec import Struct

from plbib.rendering.listing import ListedSection
from plbib.rendering.marks import CLOSE, OPEN, Mark, pieces, wrap
from plbib.rendering.output import links
from plbib.text import markup
from plbib.text.patterns import regex
from plbib.text.readable import readable
from plbib.text.unicode import on_page

_BLANKS = regex(r"\s+")
_LINK_OPEN, _LINK_CLOSE = OPEN[Mark.LINK], CLOSE[Mark.LINK]
_END_OF = {OPEN[mark]: CLOSE[mark] for mark in Mark}
MARKS = "".join([*_END_OF, *_END_OF.values()])
"""All marks, for a class of a pattern."""
_TEXT = regex(f"[^{MARKS}]+")
_TEXT_WITHIN_LINE = regex(f"([^{MARKS}\n]+)")
_PRINTABLE = bytes(range(0x20, 0x7F))
_SPECIAL = regex("[/$]|  ")
_HELD = chr(0xE03F)  # stands for an address while the texts around it are escaped
TOGETHER = 64
"""So many texts are converted at once: a step takes all of them in one go, and they fit a processor's cache."""


class MarkupForm(Struct, frozen=True, kw_only=True, eq=False):
    """How a form writes things: what stands around the text of a mark, around a link to an address, and text.

    Marks that are not in ``tags`` vanish. ``escape`` takes texts with marks, other private-use characters and line ends
    between them, which stay. ``addresses`` writes those found in texts, each given as it is shown and where it leads.
    ``signs`` may put characters that ``signed`` explains in place of marks, before texts are escaped. ``formulas`` stay
    TeX, or are what people read for them.
    """

    tags: Mapping[Mark, tuple[str, str]]
    link: Callable[[str], tuple[str, str]]
    escape: Callable[[str], str]
    addresses: Callable[[Sequence[tuple[str, str]]], list[str]]
    signs: Callable[[str], str] = str
    signed: Mapping[str, str] = {}
    formulas: bool = False


def line(text: str) -> str:
    """``text`` with single blanks, and with escapes for what could turn or end the line."""
    return text if text.isprintable() and "  " not in text else on_page(_BLANKS.sub(" ", text))


_MARK_OF = {"i": Mark.ITALIC, "b": Mark.BOLD, "sup": Mark.SUPERSCRIPT, "sub": Mark.SUBSCRIPT}


def with_readable(marked: str) -> str:
    """``marked`` with its formulas as people read them."""
    return readable(marked, lambda formula: markup.render(formula, str, lambda tag, inner: wrap(_MARK_OF[tag], inner)))


def convert(marked: str, form: MarkupForm, address: str = "") -> str:
    """``marked`` as ``form`` has it, tags nested and never around nothing, text not split where a mark vanishes.

    A :attr:`Mark.LINK` leads to ``address`` if that is one of the web. Inside it no other address is a link.
    """
    if marked.isprintable() and not _SPECIAL.search(marked):  # no mark, no address, no formula: most labels
        return form.escape(marked)
    return _convert([(marked, address)], form)[0]


def convert_all(marked: Sequence[tuple[str, str]], form: MarkupForm) -> Iterator[str]:
    """:func:`convert` for many texts, each with its address, in a fraction of the time."""
    for at in range(0, len(marked), TOGETHER):
        yield from _convert(marked[at : at + TOGETHER], form)


def _convert(marked: Sequence[tuple[str, str]], form: MarkupForm) -> list[str]:
    addresses = [links.safe(address) if _LINK_OPEN in text else "" for text, address in marked]
    texts = [text for text, _ in marked]
    if not form.formulas:
        texts = [with_readable(text) if "$" in text else text for text in texts]
    for at, address in enumerate(addresses):
        if not address and _LINK_OPEN in texts[at]:
            texts[at] = texts[at].replace(_LINK_OPEN, "").replace(_LINK_CLOSE, "")
    parts = links.split(form.signs(_on_lines(texts, _gone(form))))
    text = form.escape("".join([_HELD if to else shown for shown, to in parts]))
    for mark, tag in _tags(form):
        text = text.replace(mark, tag)
    if _HELD in text:
        shown = form.addresses([part for part in parts if part[1]])
        text = "".join(chain.from_iterable(zip(text.split(_HELD), [*shown, ""], strict=True)))
    lines = text.split("\n")
    for at, address in enumerate(addresses):
        if address:
            before, after = form.link(address)
            lines[at] = lines[at].replace(_LINK_OPEN, before).replace(_LINK_CLOSE, after)
    return lines


def _on_lines(texts: Sequence[str], gone: str) -> str:
    """``texts`` without the marks ``gone``, a line each: marks nested, closed, around something, no link in a link."""
    text = "\n".join(texts)
    for mark in gone:
        text = text.replace(mark, "")
    if _is_sound(text, len(texts)):
        return text
    lines = (_tidy("".join([mark for mark in text if mark not in gone])) for text in texts)
    return "\n".join([_TEXT.sub(lambda found: line(found[0]), text) for text in lines])


def _is_sound(text: str, lines: int) -> bool:
    """Whether ``text`` has so many lines, all with marks and texts as they are to be."""
    telling = text.encode("utf-8", "surrogatepass").translate(None, _PRINTABLE).decode("utf-8", "surrogatepass")
    parts = _TEXT_WITHIN_LINE.split(telling)  # a few characters of each line
    rows = "".join(parts[::2]).split("\n")
    if len(rows) != lines or "  " in text or not "".join(parts[1::2]).isprintable():
        return False
    leaves = list(map(_leaves, set(rows)))
    return None not in leaves and not any(pair in text for pair in set(chain.from_iterable(filter(None, leaves))))


@lru_cache(maxsize=1024)
def _leaves(marks: str) -> tuple[str, ...] | None:
    """The marks that end right where they begin; None if some cross, are not closed, or are a link within a link."""
    stack: list[str] = []
    for mark in marks:
        if mark in _END_OF:
            if mark == _LINK_OPEN and mark in stack:
                return None
            stack.append(mark)
        elif not stack or _END_OF[stack.pop()] != mark:
            return None
    return None if stack else tuple(pair for pair in map("".join, _END_OF.items()) if pair in marks)


def _tidy(marked: str) -> str:
    """``marked`` with its marks nested, closed and around something, and with no link within a link."""
    texts: list[str] = []
    depth = 0
    for piece in pieces(marked):
        if isinstance(piece, str):
            texts.append(piece)
            continue
        mark, opens = piece
        if mark is Mark.LINK:
            depth += 1 if opens else -1
            if depth != opens:
                continue
        texts.append((OPEN if opens else CLOSE)[mark])
    return "".join(texts)


@cache
def _tags(form: MarkupForm) -> tuple[tuple[str, str], ...]:
    """What a form writes for a character."""
    opening = {OPEN[mark]: before for mark, (before, _) in form.tags.items()}
    closing = {CLOSE[mark]: after for mark, (_, after) in form.tags.items()}
    return (*opening.items(), *closing.items(), *form.signed.items())


@cache
def _gone(form: MarkupForm) -> str:
    """The marks that a form does not know; links are another matter."""
    return "".join(OPEN[mark] + CLOSE[mark] for mark in Mark if mark not in form.tags and mark is not Mark.LINK)


def with_headings(sections: Sequence[ListedSection]) -> Iterator[tuple[list[tuple[int, str]], ListedSection]]:
    """Each section with the headings before it as ``(depth from 1, text)``: those that the one before has not had.

    A section that comes back to an outer heading repeats it, so that its references do not seem to belong to the inner.
    """
    before: tuple[str, ...] = ()
    for section in sections:
        path = section.path
        same = 0
        while same < min(len(path), len(before)) and path[same] == before[same]:
            same += 1
        if same == len(path) < len(before):
            same -= 1
        yield [(depth + 1, line(path[depth])) for depth in range(max(same, 0), len(path))], section
        before = path
