"""Reference lists as plain text and as JSON."""

import json

import pytest
from hypothesis import given

from plbib.rendering import output
from plbib.rendering.marks import Mark, wrap
from plbib.rendering.output.text import to_text
from plbib.text.unicode import on_page
from tests.rendering.listings import WEB, hostile, labelled, marked, page, sectioned, shown
from tests.samples import HOSTILE, anything


@given(marked)
def test_text_is_one_printable_line(text: str) -> None:
    assert to_text(text).isprintable()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (labelled("[1]", f"A {wrap(Mark.ITALIC, 'b')}c"), "[1] A bc"),
        (f"P.{wrap(Mark.BLOCK, 'note')}more", "P. note more"),
        (f"a\u202e{wrap(Mark.BOLD, 'b')}\x1b", "a\\u202eb\\x1b"),
        ("\ue03f", "\\ue03f"),
        (
            f"x{wrap(Mark.SUBSCRIPT, 'i')} 10{wrap(Mark.SUPERSCRIPT, '-3')} 2{wrap(Mark.SUPERSCRIPT, 'nd')}",
            "xᵢ 10⁻³ 2nd",
        ),
        (f"x{wrap(Mark.SUBSCRIPT, 'i' + wrap(Mark.SUBSCRIPT, 'j'))}{wrap(Mark.SUPERSCRIPT, 'θ, 1')}", "x_(iⱼ)^(θ, 1)"),
        (f"so{wrap(Mark.SUPERSCRIPT, '1,2')} {wrap(Mark.SUPERSCRIPT, '1')}", "so¹,² 1"),
        (r"At $\sqrt{s}$ and $x_{ab}$, $\binom{n}{k}$", r"At √s and x_(ab), $\binom{n}{k}$"),
    ],
)
def test_what_stands_apart_on_a_page_is_apart_in_the_text(text: str, line: str) -> None:
    assert to_text(text) == line


def test_headings_are_underlined() -> None:
    made = output.write(sectioned((("A", "Bb"), ("x", "y")), ((), ("z",))), "txt")
    assert made == "A\n=\n\nBb\n--\n\nx\n\ny\n\nz\n"


@pytest.mark.parametrize("form", ["txt", "json"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_one_printable_line_each_time(text: str, form: str) -> None:
    made = output.write(hostile(text), form)
    assert all(on_page(line) == line for line in made.splitlines())
    if form == "txt":
        assert " ".join(made.split()).count(shown(text)) >= 6
    else:
        assert all(row["text"].count(shown(text)) >= 2 for row in json.loads(made))


def test_json_holds_key_text_and_html_in_the_order_of_the_style() -> None:
    made = json.loads(output.write(page(wrap(Mark.ITALIC, "b"), wrap(Mark.LINK, "a")), "json"))
    assert made == [
        {"id": "k0", "text": "b", "html": "<i>b</i>"},
        {"id": "k1", "text": "a", "html": f'<a href="{WEB.replace("&", "&amp;")}">a</a>'},
    ]


def test_json_says_the_section_where_there_are_sections() -> None:
    made = json.loads(output.write(sectioned((("A", "B"), ("x",)), ((), ("y",))), "json"))
    assert [row["section"] for row in made] == [["A", "B"], []]


@given(anything)
def test_any_text_makes_json(text: str) -> None:
    assert len(json.loads(output.write(hostile(text), "json"))) == 2
