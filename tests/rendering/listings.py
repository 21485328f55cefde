"""Reference lists for tests: small ones, and arbitrary marked text."""

from hypothesis import strategies as st

from plbib.rendering.listing import Layout, ListedSection, Reference, ReferenceList
from plbib.rendering.marks import CLOSE, OPEN, Mark, plain, wrap
from plbib.text.unicode import on_page
from tests.samples import anything

WEB = "https://e.example/paper?a=1&b=2"
ADDRESSES = ("", WEB, "http://e.example", "javascript:alert(1)", "https://", 'https://e.example/"onmouseover="x', "x")

marked = st.lists(
    st.one_of(
        anything.map(plain),
        st.builds(wrap, st.sampled_from(Mark), anything.map(plain)),
        st.builds(lambda one, two, text: wrap(one, wrap(two, text)), *[st.sampled_from(Mark)] * 2, anything.map(plain)),
        st.sampled_from([chr(0xE000 + at) for at in range(2 * len(Mark))]),
    ),
    max_size=4,
).map("".join)
"""Text with marks, also such as cross or are not closed."""


def page(*texts: str, title: str = "Kites", layout: Layout | None = None) -> ReferenceList:
    """A list of one section; its references have the keys ``k0``, ``k1`` …."""
    return sectioned(((), texts), title=title, layout=layout)


def sectioned(
    *sections: tuple[tuple[str, ...], tuple[str, ...]], title: str = "Kites", layout: Layout | None = None
) -> ReferenceList:
    """A list of several sections, each with its headings and texts; keys begin with ``k0`` in each."""
    made = tuple(
        ListedSection(
            path=path, references=tuple(Reference(f"k{at}", text, f"L{at}", WEB) for at, text in enumerate(texts))
        )
        for path, texts in sections
    )
    return ReferenceList(title=title, style="ieee", language="en-US", layout=layout or Layout(), sections=made)


def labelled(label: str, text: str) -> str:
    """An entry as numeric styles have it."""
    return wrap(Mark.LEFT, label) + wrap(Mark.RIGHT, text)


def hostile(text: str) -> ReferenceList:
    """A list with ``text`` wherever strangers' text may stand; what it holds of marks is taken out as engines do."""
    text = plain(text)
    entry = labelled("[1]", f"A. {wrap(Mark.ITALIC, text)}, {wrap(Mark.LINK, text)}.")
    return ReferenceList(
        title=text,
        style=text,
        language=text,
        sections=(
            ListedSection(path=(text, "in it"), references=(Reference(text, entry, text, WEB),)),
            ListedSection(path=("else", text), references=(Reference("k", entry, "1", f"https://e.example/{text}"),)),
        ),
    )


def shown(text: str) -> str:
    """What a reader sees of ``text`` in such a list, white space aside."""
    return " ".join(on_page(" ".join(plain(text).split())).split())


def on_the_line(marked: str) -> str:
    """``marked`` with nothing raised or lowered, which plain text tells by other characters."""
    return marked.translate(
        {ord(signs[mark]): None for signs in (OPEN, CLOSE) for mark in (Mark.SUPERSCRIPT, Mark.SUBSCRIPT)}
    )
