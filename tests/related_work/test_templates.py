"""Templates: what they write is escaped, and what is wrong in them is told with file and line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.errors import InputError
from plbib.related_work.templates import Markup, render


def escape(text: str) -> str:
    return text.replace("&", r"\&").replace("%", r"\%")


def filled(template: str, **names: object) -> str:
    return render("own.tex", names, escape, template)


@pytest.mark.parametrize(
    ("template", "made"),
    [
        ("<< text >>", r"a \& b"),
        ("<< markup >>", "a & b"),
        ("<< '5%' >>", r"5\%"),
        ("<< 3 >>", "3"),
        ("<< text ~ markup >>", r"a \& ba \& b"),  # joined text is text
        ("<% macro shown(x) %>&<< x >><% endmacro %><< shown(text) >>", r"&a \& b"),
        ("<% set block %>&<< text >><% endset %><< block >>", r"&a \& b"),
        ("<% for one in [text] recursive %>[<< one >>]<< loop([]) >><% endfor %>", r"[a \& b]"),
        ("<% if text %>\nyes\n<% endif %>\nend\n", "yes\nend\n"),
        ("<# a note #>{{ x }} {% y %} \\#{z} %# \\% <x>\n", "{{ x }} {% y %} \\#{z} %# \\% <x>\n"),
    ],
)
def test_what_comes_out(template: str, made: str) -> None:
    assert filled(template, text="a & b", markup=Markup("a & b")) == made


@given(st.text())
def test_text_is_escaped_whatever_it_is(text: str) -> None:
    assert filled("<< text >>", text=text) == escape(text)


@pytest.mark.parametrize(
    ("template", "where", "what"),
    [
        ("a\n<% if %>", "own.tex:2", "Expected an expression"),
        ("a\n\nb << nothing.here >>", "own.tex:3", "'nothing' is undefined"),
        ("<< 1 / 0 >>", "own.tex:1", "division by zero"),
        ("a\n<% include 'none.j2' %>", "own.tex:2", "no template is called none.j2"),
        ("a\n<% extends '../../../pyproject.toml' %>", "own.tex:2", "no template is called ../../../pyproject.toml"),
        ("a\n<< text|unknown >>", "own.tex:2", "No filter named 'unknown'"),
        ("<% for one in text %>\n<< one.key >>\n<% endfor %>", "own.tex:2", "has no attribute 'key'"),
        ("\n<< text.__class__.__mro__ >>", "own.tex:2", "unsafe"),
        ("<< text.format.__globals__ >>", "own.tex:1", "unsafe"),
        ("<% for one in range(10 ** 9) %>x<% endfor %>", "own.tex:1", "Range too big"),
        ("<% set x = rows.append(1) %>", "own.tex:1", "unsafe"),
        ("a\nb << text", "own.tex:2", "unexpected end of template"),
    ],
)
def test_an_error_names_file_and_line(template: str, where: str, what: str) -> None:
    with pytest.raises(InputError) as raised:
        filled(template, text="text", rows=[])
    assert raised.value.message.startswith(f"{where}: ")
    assert what in raised.value.message


def test_an_error_in_a_template_of_plbibs_is_told_too() -> None:
    with pytest.raises(InputError, match=r"paragraphs\.tex\.j2:\d+: 'sections' is undefined"):
        filled('<% extends "paragraphs.tex.j2" %>')
