"""CSL's markup in titles: what is markup, what is text, and that no character is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.text import markup
from plbib.text.markup import Marked
from tests.samples import anything
from tests.timing import processor_time_below

TAGS = ["<i>", "</i>", "<b>", "</b>", "<sub>", "</sub>", "<sup>", "</sup>", "<sc>", "</sc>"]
NOCASE = ['<span class="nocase">', "</span>"]
pieces = st.lists(st.one_of(st.sampled_from([*TAGS, *NOCASE, "<", ">", "</", "x", " "]), anything), max_size=20)


def deep(inner: str | Marked, levels: int = 20) -> str | Marked:
    return deep(Marked("i", (inner,)), levels - 1) if levels else inner


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("x < y", ("x < y",)),
        ("a<i>b</i>c", ("a", Marked("i", ("b",)), "c")),
        ("H<sub>2</sub>O", ("H", Marked("sub", ("2",)), "O")),
        ('<span class="nocase">de</span>', (Marked("nocase", ("de",)),)),
        ('<span style="font-variant:small-caps;">x</span>', (Marked("sc", ("x",)),)),
        ('<span style="font-variant: small-caps;">x</span>', (Marked("sc", ("x",)),)),
        ("<i>a<b>c</b></i>", (Marked("i", ("a", Marked("b", ("c",)))),)),
        ("<i></i>", (Marked("i", ()),)),
        ("<i>a", ("<i>a",)),
        ("a</i>", ("a</i>",)),
        ("<i>a<b>c</i>d</b>", (Marked("i", ("a<b>c",)), "d</b>")),
        ("<i><i>a</i>", ("<i>", Marked("i", ("a",)))),
        ("<I>a</I> <em>a</em> <i >a</i>", ("<I>a</I> <em>a</em> <i >a</i>",)),
        ("<script>alert(1)</script>", ("<script>alert(1)</script>",)),
        ("<i>" * 20 + "a" + "</i>" * 20, (deep("a"),)),
        ("<i>" * 21 + "a" + "</i>" * 21, (deep("<i>a"), "</i>")),
        ("&lt;i&gt;a&lt;/i&gt;", ("&lt;i&gt;a&lt;/i&gt;",)),
    ],
)
def test_what_is_closed_and_nested_is_markup_and_all_else_text(text: str, parts: tuple[str | Marked, ...]) -> None:
    assert markup.parse(text) == parts


def test_plain_text_has_no_markup_but_keeps_what_is_none() -> None:
    assert markup.plain('A <i>b<sub>c</sub></i> < <b> <span class="nocase">d</span>') == "A bc < <b> d"


@given(pieces.map("".join))
def test_with_its_tags_put_back_a_text_is_as_it_was(text: str) -> None:
    def around(tag: str, inner: str) -> str:
        return f'<span class="nocase">{inner}</span>' if tag == "nocase" else f"<{tag}>{inner}</{tag}>"

    text = text.replace("<span style", "<span")
    assert markup.render(text, lambda part: part, around) == text


@given(pieces.map("".join))
def test_texts_beside_each_other_are_one_and_none_is_empty(text: str) -> None:
    def check(parts: tuple[str | Marked, ...]) -> None:
        assert all(parts)
        assert not any(isinstance(a, str) and isinstance(b, str) for a, b in pairwise(parts))
        for part in parts:
            if isinstance(part, Marked):
                check(part.parts)

    check(markup.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "<i>" * 33_000,
        "</i>" * 25_000,
        "<i>" * 14_000 + "</i>" * 14_000,
        "<i>" * 14_000 + "</b>" * 14_000,
        "<i><b></i>" * 10_000,
        "<" * 100_000,
        '<span class="nocase">' * 5_000,
    ],
)
def test_a_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    with processor_time_below(3):
        assert len(markup.plain(text)) <= len(text)
