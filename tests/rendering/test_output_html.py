"""Reference lists as HTML: the structure of citeproc-js, the layout of the style, everything else text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plbib.rendering import output
from plbib.rendering.listing import Layout, ListedSection, Reference, ReferenceList
from plbib.rendering.marks import CLOSE, OPEN, Mark, pieces, plain, wrap
from plbib.rendering.output.html import to_html
from plbib.rendering.output.text import to_text
from tests.readers import Html
from tests.rendering.listings import ADDRESSES, WEB, hostile, labelled, marked, on_the_line, page, sectioned, shown
from tests.samples import HOSTILE, anything

TAGS = {
    "i": {},
    "b": {},
    "sup": {},
    "sub": {},
    "span": {"style": {"text-decoration:underline;", "font-variant:small-caps;"}},
    "div": {"class": {"csl-left-margin", "csl-right-inline", "csl-block", "csl-indent"}},
}


def test_formatting_is_written_as_citeproc_js_writes_it() -> None:
    text = labelled("[1]", wrap(Mark.ITALIC, "A & B") + wrap(Mark.SUPERSCRIPT, "2") + wrap(Mark.SMALL_CAPS, "c"))
    assert to_html(text) == (
        '<div class="csl-left-margin">[1]</div> <div class="csl-right-inline"><i>A &amp; B</i><sup>2</sup>'
        '<span style="font-variant:small-caps;">c</span></div>'
    )
    assert to_html("P." + wrap(Mark.BLOCK, "note")) == 'P. <div class="csl-block">note</div>'
    assert to_html(wrap(Mark.INDENT, "note")) == '<div class="csl-indent">note</div>'


@given(marked, st.sampled_from(ADDRESSES))
def test_html_holds_our_tags_only_and_all_of_the_text(text: str, address: str) -> None:
    seen = Html(to_html(text, address))
    assert "".join(seen.text.split()) == "".join(to_text(on_the_line(text)).split())
    for tag, attributes in seen.tags:
        if tag == "a":
            assert set(attributes) == {"href"}
            assert str(attributes["href"]).startswith(("https://", "http://"))
        else:
            assert set(attributes) == set(TAGS[tag])
            assert all(attributes[name] in values for name, values in TAGS[tag].items())


@given(marked, st.sampled_from(ADDRESSES))
def test_tags_are_nested_closed_and_never_around_nothing(text: str, address: str) -> None:
    stack: list[str] = []
    made = to_html(text, address)
    for end, tag in re.findall(r"<(/?)(\w+)[^>]*>", made):
        if end:
            assert stack.pop() == tag
        else:
            assert tag != "a" or "a" not in stack
            stack.append(tag)
    assert not stack
    assert not re.search(r"<(\w+)[^>]*></\1>", made)


@given(marked)
def test_the_order_of_marks_is_that_of_their_pieces(text: str) -> None:
    """Whatever way is taken through the marks, the outcome is what :func:`plbib.rendering.marks.pieces` says."""
    known = "".join(part if isinstance(part, str) else (OPEN if part[1] else CLOSE)[part[0]] for part in pieces(text))
    assert to_html(text) == to_html(known)


def test_a_marked_link_leads_to_the_address_and_holds_no_other() -> None:
    title = wrap(Mark.LINK, f"Kites of {wrap(Mark.ITALIC, 'https://other.example/x')}")
    assert Html(to_html(title, WEB)).tags == [("a", {"href": WEB}), ("i", {})]
    assert Html(to_html(wrap(Mark.LINK, f"a {title}"), WEB)).tags == [("a", {"href": WEB}), ("i", {})]
    assert to_html(wrap(Mark.LINK, "Kites"), "javascript:alert(1)") == "Kites"
    assert to_html(wrap(Mark.LINK, "Kites")) == "Kites"


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("fragment", [False, True])
def test_hostile_text_is_shown_and_makes_no_tag(text: str, fragment: bool) -> None:
    seen = Html(output.write(hostile(text), "html", fragment=fragment))
    usual = Html(output.write(hostile("tame text"), "html", fragment=fragment))
    assert [(tag, set(values)) for tag, values in seen.tags if tag not in ("i", "a")] == [
        (tag, set(values)) for tag, values in usual.tags if tag not in ("i", "a")
    ]
    assert " ".join(seen.text.split()).count(shown(text)) >= 6


@given(anything)
def test_no_text_makes_a_tag_anywhere_on_a_page(text: str) -> None:
    names = [tag for tag, _ in Html(output.write(hostile(text), "html")).tags if tag not in ("i", "a")]
    assert names == [tag for tag, _ in Html(output.write(hostile("tame"), "html")).tags if tag not in ("i", "a")]


def test_a_page_names_its_language_and_each_entry_its_key() -> None:
    made = output.write(page("x", title="A & B"), "html")
    assert '<html lang="en-US">' in made
    assert '<div class="csl-bib-body">\n<div class="csl-entry" id="ref-k0">x</div>\n</div>' in made
    assert "<h1>A &amp; B</h1>" in made


def test_a_fragment_is_the_entries_under_their_headings() -> None:
    listing = sectioned((("A", "B"), ("x",)), (("A", "C"), ("y",)), (("A",), ("z",)))
    assert output.write(listing, "html", fragment=True) == (
        '<h2>A</h2>\n<h3>B</h3>\n<div class="csl-bib-body" lang="en-US">\n'
        '<div class="csl-entry" id="ref-k0">x</div>\n</div>\n'
        '<h3>C</h3>\n<div class="csl-bib-body" lang="en-US">\n<div class="csl-entry">y</div>\n</div>\n'
        '<h2>A</h2>\n<div class="csl-bib-body" lang="en-US">\n<div class="csl-entry">z</div>\n</div>\n'
    )


@given(st.lists(anything | st.sampled_from(["a b", "a-b", "A b", "a\tb"]), max_size=6))
def test_anchors_are_unique_whatever_the_keys(keys: list[str]) -> None:
    made = ReferenceList(
        title="",
        style="",
        language="en",
        sections=(ListedSection(references=tuple(Reference(key, "x") for key in keys)),),
    )
    ids = [values["id"] for _, values in Html(output.write(made, "html")).tags if "id" in values]
    assert len(ids) == len(set(ids)) >= min(len(keys), 1)
    assert all(" " not in str(anchor) and str(anchor).isprintable() for anchor in ids)


def test_an_entry_without_label_stands_in_line_with_those_that_have_one() -> None:
    made = output.write(page(labelled("[1]", "x"), "y"), "html")
    assert '<div class="csl-left-margin"></div> <div class="csl-right-inline">y</div>' in made
    assert "display: table" in made


@pytest.mark.parametrize(
    ("layout", "rules"),
    [
        (Layout(hanging_indent=True), ("text-indent: -2rem", "line-height: 1.5;", "margin-bottom: 1.5em")),
        (Layout(line_spacing=2, entry_spacing=0), ("line-height: 2;", "margin-bottom: 0em")),
    ],
)
def test_the_page_is_set_as_the_style_says(layout: Layout, rules: tuple[str, ...]) -> None:
    made = output.write(page("x", layout=layout), "html")
    assert [rule for rule in rules if rule not in made] == []
    assert ("text-indent: -2rem" in made) == layout.hanging_indent


def test_marks_in_titles_are_shown_not_obeyed() -> None:
    made = output.write(page("x", title=wrap(Mark.ITALIC, "A")), "html")
    assert "<h1>\\ue000A\\ue001</h1>" in made
    assert plain(wrap(Mark.ITALIC, "A")) == "\ufffdA\ufffd"


def test_entries_in_arabic_and_hebrew_run_from_the_right() -> None:
    made = output.write(page("أحمد. كتاب.", "Berg, A. كتاب.", "דוד, 2001."), "html")
    assert re.findall(r'<div class="csl-entry" id="ref-k(.)"( dir="rtl")?', made) == [
        ("0", ' dir="rtl"'),
        ("1", ""),
        ("2", ' dir="rtl"'),
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", ' lang="de"'),
        ("German", ' lang="de-DE"'),
        ("zh-hans-cn", ' lang="zh-Hans-CN"'),
        ("en-GB", ' lang="en-GB"'),
        ("en-US", ""),
        ("en", ""),
        ("eng", ""),
        ("de-12", ' lang="de"'),
        ("", ""),
        ("Klingon", ""),
        ('de"><script>', ""),
    ],
)
def test_an_entry_in_another_language_than_the_list_says_which(language: str, said: str) -> None:
    listing = page("x")
    sections = (ListedSection(references=(Reference("k", "x", language=language),)),)
    made = output.write(replace(listing, sections=sections), "html")
    assert f'<div class="csl-entry" id="ref-k"{said}>x</div>' in made


@pytest.mark.parametrize(
    "sign", ["\u200b", "\u2060", "\ufeff", "\u061c", "\u00ad", "\u200c", "\u200d", "\u200e", "\u200f"]
)
def test_what_joins_and_turns_letters_stays_what_it_is(sign: str) -> None:
    for form in ("html", "txt", "md", "json"):
        assert f"می{sign}خواهم" in output.write(page(f"می{sign}خواهم"), form)
