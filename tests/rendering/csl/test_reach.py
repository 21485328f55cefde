"""What a part of a style may ask of an item."""

from xml.etree.ElementTree import fromstring

from plbib.rendering.csl.context import ODD, Shape
from plbib.rendering.csl.reach import Reach
from plbib.rendering.csl.style import Style, children

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
    assert not shape("editor", "title").shows("title")
    assert not shape("title").shows("volume")
    assert shape("title", "volume").shows("volume")
    assert not shape("title-short").shows("title-short", "title")


def test_what_is_used_up_is_substituted_in_its_turn() -> None:
    assert shape("author", "editor", "publisher").shows("publisher")
    assert not shape("editor", "publisher").shows("publisher")


def test_where_a_date_has_no_year_nothing_is_certain() -> None:
    assert shape("author", "title", ODD).hidden is None
    assert not shape("author", "title", ODD).shows("title")
