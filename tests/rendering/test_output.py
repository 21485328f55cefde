"""Reference lists as HTML, Markdown, text and JSON: formatting where the style set it, everything else text."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.errors import UsageError
from plbib.rendering import output
from plbib.rendering.listing import Reference, ReferenceList, Section
from plbib.rendering.marks import Mark, plain, wrap
from plbib.rendering.output import to_html, to_markdown, to_text
from plbib.rendering.references import references
from readers import Html, Markdown
from samples import HOSTILE, anything, library

TAGS = {
    "i": {},
    "b": {},
    "sup": {},
    "sub": {},
    "span": {"style": {"text-decoration:underline;", "font-variant:small-caps;"}},
    "div": {"class": {"csl-left-margin", "csl-right-inline"}},
}
MARKUP = {"paragraph", "em", "strong", "link", "<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", "<sub>", "</sub>"}
marked = st.lists(
    st.one_of(anything.map(plain), st.builds(wrap, st.sampled_from(Mark), anything.map(plain))), max_size=4
).map("".join)


def page(*texts: str, title: str = "Kites") -> ReferenceList:
    made = tuple(Reference(f"k{number}", text) for number, text in enumerate(texts))
    return ReferenceList(title=title, style="ieee", language="en-US", sections=(Section(references=made),))


def listed(text: str) -> ReferenceList:
    return page(wrap(Mark.LEFT, "[1]") + " " + wrap(Mark.RIGHT, f"A. {wrap(Mark.ITALIC, plain(text))}."), title=text)


# HTML ---------------------------------------------------------------------------------------------------------------


def test_formatting_is_written_as_citeproc_js_writes_it() -> None:
    text = wrap(Mark.LEFT, "[1]") + " " + wrap(Mark.RIGHT, wrap(Mark.ITALIC, "A & B") + wrap(Mark.SUPERSCRIPT, "2"))
    assert to_html(text) == (
        '<div class="csl-left-margin">[1]</div> <div class="csl-right-inline"><i>A &amp; B</i><sup>2</sup></div>'
    )


@given(marked)
def test_html_holds_our_tags_only_and_all_of_the_text(text: str) -> None:
    seen = Html(to_html(text))
    assert seen.text.split() == to_text(text).split()
    for tag, attributes in seen.tags:
        if tag == "a":
            assert set(attributes) == {"href"}
            assert str(attributes["href"]).startswith(("https://", "http://"))
        else:
            assert set(attributes) == set(TAGS[tag])
            assert all(attributes[name] in values for name, values in TAGS[tag].items())


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("see https://e.example/a_(b)?c=1&d=2.", "https://e.example/a_(b)?c=1&d=2"),
        ("https://e.example.", "https://e.example"),
        ("(https://e.example/x)", "https://e.example/x"),
        ("doi: 10.5555/x_y-1.", "https://doi.org/10.5555/x_y-1"),
        ("doi:10.5555/x", "https://doi.org/10.5555/x"),
    ],
)
def test_addresses_and_dois_are_linked(text: str, href: str) -> None:
    seen = Html(to_html(text))
    assert seen.tags == [("a", {"href": href})]
    assert seen.text == text
    assert Markdown(to_markdown(text)).links == [href]


@pytest.mark.parametrize("text", ["javascript:alert(1)", "data:text/html,x", "10.5555/x", "http://", "ftp://e.example"])
def test_nothing_else_is_linked(text: str) -> None:
    assert Html(to_html(text)).tags == []
    assert Markdown(to_markdown(text)).links == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_shows_hostile_text_and_gains_no_tag_by_it(text: str) -> None:
    seen, plain_page = Html(output.write(listed(text), "html")), Html(output.write(listed("plain"), "html"))
    tags = [(tag, values) for tag, values in seen.tags if tag != "a"]
    usual = [(tag, values) for tag, values in plain_page.tags if tag not in ("i", "a")]
    assert [pair for pair in tags if pair[0] != "i"] == usual
    assert " ".join(to_text(f"A. {plain(text)}.").split()) in " ".join(seen.text.split())


def test_a_page_names_its_language_and_each_entry_its_key() -> None:
    made = output.write(page("x", title="A & B"), "html")
    assert '<html lang="en-US">' in made
    assert '<div class="csl-entry plain" id="ref-k0">x</div>' in made
    assert "<h1>A &amp; B</h1>" in made


# Markdown -----------------------------------------------------------------------------------------------------------


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
        (f"{wrap(Mark.LEFT, '1.')} {wrap(Mark.RIGHT, 'Li')}", "1\\. Li"),
    ],
)
def test_emphasis_is_asterisks_where_every_reader_takes_them_so(text: str, written: str) -> None:
    assert to_markdown(text) == written


@given(marked)
def test_markdown_holds_our_markup_only_and_all_of_the_text(text: str) -> None:
    seen = Markdown(to_markdown(text))
    assert seen.text.split() == to_text(text).split()
    assert seen.markup <= MARKUP
    assert all(link.startswith(("https://", "http://")) for link in seen.links)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_markdown_page_is_a_heading_and_one_paragraph_a_reference(text: str) -> None:
    seen = Markdown(output.write(listed(text), "md"))
    assert seen.markup - MARKUP == {"heading"}


# Text and JSON ------------------------------------------------------------------------------------------------------


@given(marked)
def test_text_is_one_printable_line(text: str) -> None:
    assert to_text(text).isprintable()


def test_json_holds_key_text_and_html_in_the_order_of_the_style() -> None:
    made = json.loads(output.write(page(wrap(Mark.ITALIC, "b"), "a"), "json"))
    assert made == [{"id": "k0", "text": "b", "html": "<i>b</i>"}, {"id": "k1", "text": "a", "html": "a"}]


@pytest.mark.parametrize("form", output.NAMES)
def test_an_empty_list_is_still_a_page(form: str) -> None:
    assert output.write(page(), form).endswith("\n")


def test_an_unknown_form_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        output.write(page(), "docx")
    assert caught.value.hint == "forms: html, md, txt, json"


@pytest.mark.parametrize("form", output.NAMES)
def test_the_pages_of_a_small_library(form: str, golden: Callable[[str, bytes | str], None]) -> None:
    golden(f"small-ieee.{form}", output.write(references(library(), "ieee"), form))
