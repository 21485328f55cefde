"""What the forms have in common: how marked text is written, and where headings stand."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

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
_SPLIT = regex(f"([{''.join([*OPEN.values(), *CLOSE.values()])}])")


class MarkupForm(Struct, frozen=True, kw_only=True, eq=False):
    """How a form writes things: what stands around the text of a mark, around a link to an address, and text.

    Marks that are not in ``tags`` vanish. ``address`` writes an address found in the text, given as it is shown and
    where it leads. ``escape_all`` does what ``escape`` does for several texts, faster. ``signs`` may give other tags by
    position: it sees the texts, and the marks between them. ``formulas`` stay TeX, or are what people read for them.
    """

    tags: Mapping[Mark, tuple[str, str]]
    link: Callable[[str], tuple[str, str]]
    escape: Callable[[str], str]
    address: Callable[[str, str], str]
    escape_all: Callable[[Sequence[str]], Iterable[str]] | None = None
    signs: Callable[[Sequence[str], Sequence[str]], Mapping[int, str]] | None = None
    formulas: bool = False


class _MarkNesting(Struct, frozen=True):
    """What follows from the order of marks alone; texts are counted from the one before the first mark.

    It is ``sound`` unless marks cross, are not closed, or have a link within a link.
    """

    sound: bool
    leaves: tuple[int, ...] = ()  # texts right between a mark and its end
    linked: frozenset[int] = frozenset()  # texts within a link


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
    marked = marked if form.formulas else with_readable(marked)
    if marked.isprintable() and "/" not in marked and "  " not in marked:  # no mark, no address: most labels
        return form.escape(marked)
    address = links.safe(address) if _LINK_OPEN in marked else ""
    tags, gone = _table(form), _gone(form)
    if address:
        tags = tags.copy()
        tags[_LINK_OPEN], tags[_LINK_CLOSE] = form.link(address)
    elif _LINK_OPEN in marked:
        marked = marked.replace(_LINK_OPEN, "").replace(_LINK_CLOSE, "")
    split = _SPLIT.split(gone.sub("", marked) if gone else marked)
    nesting = _nesting("".join(split[1::2]))
    if not nesting.sound or not all(split[2 * at] for at in nesting.leaves):
        split = _SPLIT.split(_tidy("".join(split)))
        nesting = _nesting("".join(split[1::2]))
    texts, marks = split[::2], split[1::2]
    bare = "".join(texts)
    if "  " in bare or not bare.isprintable():
        texts = [line(text) for text in texts]
    split[1::2] = [tags[mark] for mark in marks]
    if form.signs:
        for at, sign in form.signs(texts, marks).items():
            split[2 * at + 1] = sign
    addressed = [at for at, text in enumerate(texts) if "/" in text and at not in nesting.linked] if "/" in bare else ()
    shown = {at: _with_links(texts[at], form) for at in addressed}
    for at in addressed:
        texts[at] = ""
    split[::2] = form.escape_all(texts) if form.escape_all else map(form.escape, texts)
    for at, text in shown.items():
        split[2 * at] = text
    return "".join(split)


@lru_cache(maxsize=1024)
def _nesting(marks: str) -> _MarkNesting:
    stack: list[str] = []
    leaves, linked = [], set()
    for at, mark in enumerate(marks):
        if mark in _END_OF:
            if mark == _LINK_OPEN and mark in stack:
                return _MarkNesting(sound=False)
            stack.append(mark)
            if marks[at + 1 : at + 2] == _END_OF[mark]:
                leaves.append(at + 1)
        elif not stack or _END_OF[stack.pop()] != mark:
            return _MarkNesting(sound=False)
        if _LINK_OPEN in stack:
            linked.add(at + 1)
    return _MarkNesting(sound=not stack, leaves=tuple(leaves), linked=frozenset(linked))


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
def _table(form: MarkupForm) -> dict[str, str]:
    """The tags of a form by the character of the mark."""
    ends = {CLOSE[mark]: after for mark, (_, after) in form.tags.items()}
    return {OPEN[mark]: before for mark, (before, _) in form.tags.items()} | ends


@cache
def _gone(form: MarkupForm) -> re.Pattern[str] | None:
    """What finds the marks that a form does not know; links are another matter."""
    unknown = "".join(OPEN[mark] + CLOSE[mark] for mark in Mark if mark not in form.tags and mark is not Mark.LINK)
    return re.compile(f"[{unknown}]") if unknown else None


def _with_links(text: str, form: MarkupForm) -> str:
    return "".join(form.address(shown, to) if to else form.escape(shown) for shown, to in links.split(text))


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
