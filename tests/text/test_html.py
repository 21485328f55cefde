"""Text in HTML stays text."""

from hypothesis import given

from plbib.text.html import escape
from tests.readers import Html
from tests.samples import anything


@given(anything)
def test_escaped_text_is_text_and_attribute_value_and_nothing_else(text: str) -> None:
    seen = Html(f'<p title="{escape(text)}">{escape(text)}</p>')
    assert seen.text == text
    assert seen.tags == [("p", {"title": text})]
