"""``<group>`` (CSL 1.0.2, "Group"): a delimiter between parts, and nothing where every variable is empty."""

import pytest

from tests.rendering.csl.styles import TITLE, item, locale, on, people, printed

KITE = item(title="Kites", volume="7")


def test_the_delimiter_stands_between_what_is_printed() -> None:
    """CSL 1.0.2, "Delimiter"."""
    body = f'<group delimiter=", ">{TITLE}<text variable="issue"/><text variable="volume"/><text value="end"/></group>'
    assert printed(body, KITE) == "Kites, 7, end"


def test_a_group_of_empty_variables_prints_not_even_its_terms() -> None:
    """CSL 1.0.2, "Group": implicit conditional."""
    body = f'{TITLE}<group prefix=" [" suffix="]"><text term="in" suffix=" "/><text variable="publisher"/></group>'
    assert printed(body, KITE) == "Kites"
    assert printed(body, item(title="Kites", publisher="Strings")) == "Kites [in Strings]"


def test_a_group_without_variables_is_printed() -> None:
    """CSL 1.0.2, "Group": only groups that call a variable are suppressed."""
    assert (
        printed(f'{TITLE}<group prefix=" ("><text value="a"/><text value="b" suffix=")"/></group>', KITE)
        == "Kites (ab)"
    )


@pytest.mark.parametrize(
    "variable",
    [
        '<number variable="edition"/>',
        '<date variable="issued" form="text"/>',
        '<names variable="editor"/>',
        '<text macro="publisher"/>',
        '<choose><if type="book"><text variable="title"/></if><else><text variable="publisher"/></else></choose>',
    ],
)
def test_every_kind_of_empty_variable_suppresses_its_group(variable: str) -> None:
    """CSL 1.0.2, "Group": variables called by any element, directly or through macros."""
    body = f'{TITLE}<group><text value=", by "/>{variable}</group>'
    macros = '<macro name="publisher"><text variable="publisher"/></macro>'
    assert printed(body, KITE, macros=macros) == "Kites"


def test_a_nested_group_that_is_suppressed_counts_as_empty() -> None:
    """CSL 1.0.2, "Group": nested groups."""
    inner = '<group delimiter=" "><text value="ed."/><number variable="edition"/></group>'
    assert printed(f'{TITLE}<group prefix=" ("><text value="outer "/>{inner}</group>', KITE) == "Kites"
    assert printed(f'<group delimiter=" ">{TITLE}{inner}</group>', item(title="Kites", edition="2")) == "Kites ed. 2"


def test_a_nested_group_that_prints_fills_the_outer_one() -> None:
    """CSL 1.0.2, "Group": a nested group that is rendered counts as a non-empty variable."""
    empty, inner = '<text variable="issue"/>', '<group><text value="plain"/></group>'
    for body in (f"{empty}{inner}", f"{inner}{empty}"):
        assert printed(f'<group prefix="(">{body}</group>', KITE) == "(plain"


def test_affixes_of_the_group_stand_outside_the_delimiter() -> None:
    """CSL 1.0.2, "Affixes"."""
    body = f'<group prefix="[" suffix="]" delimiter="/">{TITLE}<text variable="volume"/></group>'
    assert printed(body, KITE) == "[Kites/7]"


def test_what_a_choose_prints_is_joined_by_the_groups_delimiter() -> None:
    """CSL 1.0.2, "Delimiter": cs:choose prints its elements as if they stood in its place."""
    branch = '<choose><if variable="volume"><text variable="volume"/><text value="x"/></if></choose>'
    assert printed(f'<group delimiter="; ">{TITLE}{branch}</group>', KITE) == "Kites; 7; x"


def test_a_macro_in_a_group_is_one_part() -> None:
    """CSL 1.0.2, "Macro": its elements are not joined by the delimiter of the group around the call."""
    macros = f'<macro name="m">{TITLE}<text variable="volume"/></macro>'
    assert (
        printed('<group delimiter="; "><text macro="m"/><text value="x"/></group>', KITE, macros=macros) == "Kites7; x"
    )


def test_whether_a_group_prints_is_decided_for_each_entry() -> None:
    """CSL 1.0.2, "Group": one style, several items."""
    body = '<group delimiter=" "><text value="by"/><names variable="author"/></group><text value="."/>'
    assert printed(body, item(title="x", author=people("Berg, Ada"))) == "by Ada Berg."
    assert printed(body, KITE) == "."


def test_a_delimiter_does_not_double_punctuation() -> None:
    """CSL 1.0.2, "Delimiter": processors keep one of two marks that meet."""
    body = f'<group delimiter=". ">{TITLE}<text variable="volume"/></group>'
    assert printed(body, item(title="Kites?", volume="7")) == "Kites? 7"
    assert printed(body, item(title="Kites etc.", volume="7")) == "Kites etc. 7"


def test_terms_alone_do_not_fill_a_group_with_an_empty_date() -> None:
    """CSL 1.0.2, "Group"."""
    own = locale('<term name="in">at</term>')
    body = f'{TITLE}<group><text term="in"/><date variable="issued"><date-part name="month"/></date></group>'
    assert printed(body, item(title="Kites", issued=on(2020)), locales=own) == "Kites"
