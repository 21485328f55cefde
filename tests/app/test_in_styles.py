"""Reference lists in several styles at once, and styles that are kept ready."""

from pathlib import Path

import pytest

import plbib
from plbib.app.in_styles import render_in
from plbib.errors import UsageError
from plbib.model import Name
from plbib.rendering import engines
from tests.rendering.csl.styles import TITLE, YEAR, xml
from tests.samples import library, record

MADE = library(record("a", title="Kites", author=(Name(family="Li", given="Wei"),)))


def test_lists_in_several_styles_are_those_in_each() -> None:
    made = render_in(MADE, ("ieee", "apa", "IEEE"), "html", unprinted=print)
    assert made == {
        "apa.html": plbib.render(MADE, "apa", "html"),
        "IEEE.html".lower(): plbib.render(MADE, "IEEE", "html"),
    }


def test_each_style_says_what_it_leaves_out(tmp_path: Path) -> None:
    style = tmp_path / "years.csl"
    style.write_text(xml(YEAR))
    said: list[object] = []
    render_in(MADE, (str(style), "apa"), "txt", unprinted=lambda keys, of: said.append((*keys, of)))
    assert said == [("a", str(style))]


def test_a_style_that_does_not_exist_is_reported_first() -> None:
    with pytest.raises(UsageError, match="no style is called nothing-such"):
        render_in(MADE, ("ieee", "nothing-such"), "txt", unprinted=print)


def test_a_style_is_kept_until_its_file_says_something_else(tmp_path: Path) -> None:
    style = tmp_path / "own.csl"
    style.write_text(xml(TITLE, layout='suffix="!"'))
    first = engines.compiled(str(style))
    assert plbib.render(MADE, str(style), "txt") == "Kites!\n"
    assert engines.compiled(str(style)) is first
    assert engines.compiled(str(style), "de-DE") is not first
    style.write_text(xml(TITLE, layout='suffix="?"'))
    assert plbib.render(MADE, str(style), "txt") == "Kites?\n"
