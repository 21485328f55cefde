"""Fonts of styles, names and fields within each other (CSL 1.0.2, "Formatting"); the texts are those of citeproc-js."""

import pytest

from tests.oracles.marked import marked
from tests.rendering.csl.styles import html, item, people

WORK = item(title="Knots", author=people("Berg, Ann", "Knot Group", "Cole, Bo"), editor=people("Aas, Bo"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ('<name font-variant="small-caps"/>', "<sc>Ann Berg</sc>, <sc>Knot Group</sc>, <sc>Bo Cole</sc>"),
        ('<name font-weight="bold" form="short" and="text"/>', "<b>Berg</b>, <b>Knot Group</b>, and <b>Cole</b>"),
        ('<name font-weight="bold" et-al-min="2" et-al-use-first="1"/>', "<b>Ann Berg et al.</b>"),
        ('<name et-al-min="2" et-al-use-first="1"/><et-al font-style="italic"/>', "Ann Berg <i>et al.</i>"),
        (
            '<name font-style="italic" et-al-min="2" et-al-use-first="1" et-al-use-last="true"/>',
            "<i>Ann Berg</i> … <i>Bo Cole</i>",
        ),
        ('<name prefix="[" suffix="]"/>', "[Ann Berg], Knot Group, [Bo Cole]"),
        (
            '<name><name-part name="family" font-variant="small-caps"/></name>',
            "Ann <sc>Berg</sc>, <sc>Knot Group</sc>, Bo <sc>Cole</sc>",
        ),
        (
            '<name name-as-sort-order="all"><name-part name="family" prefix="("/></name>',
            "(Berg, Ann, Knot Group, (Cole, Bo",
        ),
    ],
)
def test_names_in_fonts(name: str, text: str) -> None:
    """CSL 1.0.2, "Name", "Name-part Formatting", "Et-al"."""
    assert marked(html(f'<names variable="author">{name}</names>', WORK)) == text


def test_labels_have_fonts_of_their_own() -> None:
    names = '<name font-weight="bold"/><label form="short" font-style="italic" prefix=" (" suffix=")"/>'
    assert marked(html(f'<names variable="editor">{names}</names>', WORK)) == "<b>Bo Aas</b> (<i>ed.</i>)"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("On <i>Homo</i> sapiens", "<i>On</i> Homo <i>sapiens</i>"),
        ("A <b>bold <i>x</i></b> one", "<i>A </i><b><i>bold</i></b><b> x</b> <i>one</i>"),
        ('Berg <span class="nodecor">v.</span> Cole', "<i>Berg</i> v. <i>Cole</i>"),
        ("H<sub>2</sub>O", "<i>H</i><i><sub>2</sub></i><i>O</i>"),
    ],
)
def test_fonts_of_a_field_turn_within_the_same_font(title: str, text: str) -> None:
    assert marked(html('<text variable="title" font-style="italic"/>', item(title=title))) == text


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ('<text variable="title" font-style="italic"/>', "<i>In Knots</i>"),
        ('<text variable="title" font-weight="bold"/>', "<i>In </i><b><i>Knots</i></b>"),
        ('<text variable="title" font-style="normal"/>', "<i>In</i> Knots"),
    ],
)
def test_fonts_of_a_style_add_up_unless_they_say_normal(inner: str, text: str) -> None:
    group = f'<group font-style="italic" delimiter=" "><text value="In"/>{inner}</group>'
    assert marked(html(group, WORK)) == text


def test_quotes_stand_outside_the_font_of_their_text() -> None:
    title = '<text variable="title" quotes="true" font-style="italic" suffix="."/>'
    assert marked(html(title, WORK)) == "“<i>Knots.</i>”"  # marks that come into them stand in the font


@pytest.mark.parametrize(
    ("title", "text"), [("吶喊", "吶喊"), ("Call 吶喊", "<i>Call 吶喊</i>"), ("كتاب", "<i>كتاب</i>")]
)
def test_han_alone_is_not_set_in_italics(title: str, text: str) -> None:
    assert marked(html('<text variable="title" font-style="italic"/>', item(title=title))) == text
