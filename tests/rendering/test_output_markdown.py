"""Reference lists as Markdown: the same visible text for every reader, formatting where all take it so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.rendering import output
from plbib.rendering.marks import Mark, wrap
from plbib.rendering.output.markdown import to_markdown
from plbib.rendering.output.text import to_text
from tests.readers import Markdown
from tests.rendering.listings import ADDRESSES, WEB, hostile, labelled, marked, on_the_line, page, sectioned, shown
from tests.samples import HOSTILE, anything

MARKUP = {"paragraph", "em", "strong", "link", "<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", "<sub>", "</sub>"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (f"In {wrap(Mark.ITALIC, 'Proc. of Kites')}, 2021.", "In *Proc. of Kites*, 2021."),
        (f"{wrap(Mark.ITALIC, 'J')}, {wrap(Mark.BOLD, '7')}(2)", "*J*, **7**(2)"),
        (f"J{wrap(Mark.ITALIC, 'x')}", "J<i>x</i>"),
        (wrap(Mark.ITALIC, "Kites ") + "2", "<i>Kites </i>2"),
        (wrap(Mark.ITALIC, f"a {wrap(Mark.BOLD, 'b')}"), "<i>a <b>b</b></i>"),
        (f"a{wrap(Mark.ITALIC, '')}b{wrap(Mark.SMALL_CAPS, 'c')}", "abc"),
        (f"x{wrap(Mark.SUBSCRIPT, '2')}", "x<sub>2</sub>"),
        (labelled("1.", "Li"), "1\\. Li"),
        (labelled("(1)", "Li"), "(1\\) Li"),
        (labelled("iv.", "Li"), "iv\\. Li"),
        ("A. Li", "A. Li"),
        (f"P.{wrap(Mark.BLOCK, 'note')}", "P. note"),
        (f"&{wrap(Mark.SMALL_CAPS, 'amp')};", "\\&amp;"),
        ("see https://e.example/x{.a}", "see [https://e.example/x{.a](<https://e.example/x%7B.a>)}"),
    ],
)
def test_emphasis_is_asterisks_where_every_reader_takes_them_so(text: str, written: str) -> None:
    assert to_markdown(text) == written


@given(marked, st.sampled_from(ADDRESSES))
def test_markdown_holds_our_markup_only_and_all_of_the_text(text: str, address: str) -> None:
    seen = Markdown(to_markdown(text, address))
    assert "".join(seen.text.split()) == "".join(to_text(on_the_line(text)).split())
    assert seen.markup <= MARKUP
    assert all(link.startswith(("https://", "http://")) for link in seen.links)


def test_a_marked_link_leads_to_the_address_and_what_follows_is_no_attribute() -> None:
    made = to_markdown(wrap(Mark.LINK, "Kites [x] https://other.example") + "{.x}", WEB)
    assert made == "[Kites \\[x\\] https://other.example](<https://e.example/paper?a=1&amp;b=2>)\\{.x}"
    assert Markdown(made).links == [WEB]
    assert to_markdown(wrap(Mark.LINK, "Kites"), "javascript:alert(1)") == "Kites"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is_in_headings_and_paragraphs(text: str) -> None:
    seen = Markdown(output.write(hostile(text), "md"))
    assert seen.markup - MARKUP == {"heading"}
    assert " ".join(seen.text.split()).count(shown(text)) >= 3


@given(anything)
def test_a_page_has_one_block_for_each_heading_and_reference(text: str) -> None:
    made = output.write(hostile(text), "md")
    assert len(made.split("\n\n")) == 7
    assert Markdown(made).markup - MARKUP == {"heading"}


def test_sections_are_under_headings() -> None:
    made = output.write(sectioned((("A {x}",), ("x",)), (("A {x}", "B"), ("y", "z"))), "md")
    assert made == "# Kites\n\n## A \\{x}\n\nx\n\n### B\n\ny\n\nz\n"


def test_a_page_is_a_heading_and_one_paragraph_a_reference() -> None:
    assert output.write(page("x", "- y", title="A*"), "md") == "# A\\*\n\nx\n\n\\- y\n"
