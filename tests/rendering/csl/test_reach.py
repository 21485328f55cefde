"""What a part of a style may ask of an item."""

from xml.etree.ElementTree import fromstring

import pytest

from plbib.rendering.csl.context import ODD, Shape
from plbib.rendering.csl.reach import Reach
from plbib.rendering.csl.style import Style, children


def reach_of(body: str, macros: str = "") -> Reach:
    text = f"<style xmlns='http://purl.org/net/xbiblio/csl'>{macros}<bibliography><layout>{body}</layout></bibliography></style>"
    style = Style(fromstring(text))  # noqa: S314
    return Reach(style, children(style.bibliography))


STYLE = Style(
    fromstring(  # noqa: S314
        """<style xmlns="http://purl.org/net/xbiblio/csl">
        <macro name="name"><text variable="title" form="short"/></macro>
        <macro name="else"><text variable="genre"/></macro>
        <bibliography><layout>
          <names variable="author"><substitute><names variable="editor"/><text macro="name"/></substitute></names>
          <names variable="editor"><substitute><text variable="publisher"/></substitute></names>
          <number variable="volume"/><text variable="publisher"/>
        </layout></bibliography></style>"""
    )
)
REACH = Reach(STYLE, children(STYLE.bibliography))


def shape(*names: str) -> Shape:
    return REACH.narrowed(Shape("book", frozenset(names)))


def test_only_variables_that_are_named_count() -> None:
    found = shape("author", "title-short", "title", "volume", "genre", "DOI")
    assert found.variables == frozenset({"author", "title-short", "title", "volume"})


def test_what_stands_in_for_names_may_be_used_up_where_they_are_missing() -> None:
    assert shape("author", "editor", "title").shows("title")
    assert not shape("title").shows("title")
    assert shape("editor", "title").shows("title")
    assert not shape("title").shows("volume")
    assert shape("title", "volume").shows("volume")
    assert not shape("title-short").shows("title-short", "title")


def test_what_is_used_up_is_substituted_in_its_turn() -> None:
    assert shape("author", "editor", "publisher").shows("publisher")
    assert not shape("editor", "publisher").shows("publisher")


def test_where_a_date_has_no_year_nothing_is_certain() -> None:
    assert shape("author", "title", ODD).hidden is None
    assert not shape("author", "title", ODD).shows("title")


def test_only_branches_that_an_item_may_take_count() -> None:
    """Titles stand for composers of songs alone."""
    names = '<names variable="composer"><substitute><text variable="title"/></substitute></names>'
    reach = reach_of(f'<choose><if type="song">{names}</if></choose><text variable="title"/>')
    assert reach.narrowed(Shape("book", frozenset({"title"}))).shows("title")
    assert not reach.narrowed(Shape("song", frozenset({"title"}))).shows("title")


TITLE = '<names variable="author"/><text variable="title"/>'


@pytest.mark.parametrize(
    ("body", "shows"),
    [
        (f'<names variable="composer"><substitute>{TITLE}</substitute></names>', True),
        (f'<names variable="composer"><substitute><text variable="title"/>{TITLE}</substitute></names>', False),
        (f'<names variable="composer"><name form="count"/><substitute>{TITLE}</substitute></names>', False),
        (f'<names variable="composer"><et-al/><substitute>{TITLE}</substitute></names>' * 2, False),
        ('<text macro="twice"/><text macro="twice"/>', False),
        ('<text macro="twice"/>', True),
        ('<choose><if position="first"><text macro="twice"/></if><else><text macro="twice"/></else></choose>', True),
        ('<choose><if position="first"><text macro="twice"/></if></choose><text macro="twice"/>', False),
    ],
)
def test_behind_names_that_an_item_has_nothing_stands_in_where_they_are_not_used_up(body: str, shows: bool) -> None:
    macro = f'<macro name="twice"><names variable="composer"><substitute>{TITLE}</substitute></names></macro>'
    found = reach_of(f'{body}<text variable="title"/>', macro).narrowed(Shape("book", frozenset({"author", "title"})))
    assert found.shows("title") is shows
    assert not found.shows("author")


def test_macros_substitute_by_themselves_or_through_others() -> None:
    style = Style(
        fromstring(  # noqa: S314
            """<style xmlns="http://purl.org/net/xbiblio/csl">
            <macro name="outer"><group><text macro="inner"/></group></macro>
            <macro name="inner"><names variable="author"><substitute><text macro="title"/></substitute></names></macro>
            <macro name="title"><text variable="title"/></macro>
            </style>"""
        )
    )
    assert style.substituting == {"outer", "inner"}
