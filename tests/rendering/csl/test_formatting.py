"""What all elements share (CSL 1.0.2, "Formatting", "Affixes", "Display", "Strip-periods", "Quotes")."""

import pytest

from plbib.rendering.marks import Mark, pieces
from tests.rendering.csl.styles import TITLE, engine, html, item, printed, records

KITE = item(title="Kites", volume="7", publisher="Strings & Co.")


@pytest.mark.parametrize(
    ("attribute", "tag"),
    [
        ('font-style="italic"', "<i>{}</i>"),
        ('font-style="oblique"', "<i>{}</i>"),
        ('font-style="normal"', "{}"),
        ('font-weight="bold"', "<b>{}</b>"),
        ('font-weight="light"', "{}"),
        ('font-variant="small-caps"', '<span style="font-variant:small-caps;">{}</span>'),
        ('text-decoration="underline"', '<span style="text-decoration:underline;">{}</span>'),
        ('vertical-align="sup"', "<sup>{}</sup>"),
        ('vertical-align="sub"', "<sub>{}</sub>"),
        ('vertical-align="baseline"', "{}"),
    ],
)
def test_fonts(attribute: str, tag: str) -> None:
    """CSL 1.0.2, "Formatting"."""
    assert html(f'<text variable="title" {attribute}/>', KITE) == tag.format("Kites")


def test_affixes_stand_outside_the_font() -> None:
    """CSL 1.0.2, "Affixes": formatting does not apply to affixes."""
    assert html('<text variable="title" font-style="italic" prefix="(" suffix=")"/>', KITE) == "(<i>Kites</i>)"
    body = f'<group font-style="italic" prefix="(" suffix=")">{TITLE}</group>'
    assert html(body, KITE) == "(<i>Kites</i>)"


def test_affixes_stand_outside_the_quotes() -> None:
    """CSL 1.0.2, "Quotes": affixes are outside, but for punctuation-in-quote."""
    assert printed('<text variable="title" quotes="true" prefix="(" suffix=")"/>', KITE) == "(“Kites”)"


def test_fonts_of_a_macro_and_a_group_nest() -> None:
    """CSL 1.0.2, "Formatting"."""
    macros = f'<macro name="m">{TITLE}<text variable="volume" font-weight="bold" prefix=" "/></macro>'
    assert html('<text macro="m" font-style="italic"/>', KITE, macros=macros) == "<i>Kites <b>7</b></i>"


def test_text_of_items_and_styles_is_escaped() -> None:
    hostile = item(title="<script>alert(1)</script> & <img src=x onerror=y>", volume="7")
    made = html(f'{TITLE}<text variable="volume" prefix=" &amp;lt;u&amp;gt; "/>', hostile)
    assert "<script" not in made
    assert "<img" not in made
    assert "<u>" not in made
    assert "&amp;" in made


@pytest.mark.parametrize(
    ("text", "stripped"), [("Strings & Co.", "Strings & Co"), ("U.S.A.", "USA"), ("v1.2", "v1.2"), ("a.b.", "a.b")]
)
def test_periods_are_stripped_but_inside_numbers(text: str, stripped: str) -> None:
    """CSL 1.0.2, "Strip-periods"."""
    made = printed('<text variable="publisher" strip-periods="true"/>', item(title="x", publisher=text))
    assert made == stripped


def test_periods_of_affixes_stay() -> None:
    """CSL 1.0.2, "Strip-periods": affixes are not touched."""
    assert printed('<text variable="publisher" strip-periods="true" suffix="."/>', KITE) == "Strings & Co."


@pytest.mark.parametrize(
    ("display", "mark"),
    [("block", Mark.BLOCK), ("left-margin", Mark.LEFT), ("right-inline", Mark.RIGHT), ("indent", Mark.INDENT)],
)
def test_display(display: str, mark: Mark) -> None:
    """CSL 1.0.2, "Display"."""
    body = f'<text variable="title" display="{display}"/>'
    ((made,),) = engine(body).write([records(KITE)])
    shown = [piece for piece in pieces(made.marked) if piece[0] is not Mark.LINK]
    assert shown == [(mark, True), "Kites", (mark, False)]


def test_the_suffix_of_the_layout_goes_into_the_last_block() -> None:
    """CSL 1.0.2, "Display"."""
    body = '<text variable="volume" display="left-margin"/><text variable="title" display="right-inline"/>'
    made = html(body, KITE, layout='suffix="."')
    assert made == '<div class="csl-left-margin">7</div> <div class="csl-right-inline">Kites.</div>'


def test_layout_has_affixes_and_fonts() -> None:
    """CSL 1.0.2, "Layout"."""
    assert html(TITLE, KITE, layout='prefix="[" suffix="]" font-weight="bold"') == "<b>[Kites]</b>"


def test_markup_of_a_field_is_shown() -> None:
    """CSL-JSON: inline markup."""
    made = item(title="<i>E. coli</i>, H<sub>2</sub>O, 10<sup>3</sup>, <b>bold</b>, <sc>caps</sc>")
    assert html(TITLE, made) == (
        "<i>E. coli</i>, H<sub>2</sub>O, 10<sup>3</sup>, <b>bold</b>, "
        '<span style="font-variant:small-caps;">caps</span>'
    )
