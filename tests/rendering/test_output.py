"""The registry of forms: each writes any reference list, and what it writes of a small library is kept."""

from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.errors import UsageError
from plbib.rendering import output
from plbib.rendering.listing import ReferenceList
from plbib.rendering.marks import Mark, wrap
from plbib.rendering.output import html, latex, markdown
from plbib.rendering.output.forms import convert, convert_all
from plbib.rendering.references import references
from tests.rendering.listings import ADDRESSES, marked, page, sectioned
from tests.samples import library


@pytest.mark.parametrize("form", output.NAMES)
@pytest.mark.parametrize("listing", [page(), page(""), sectioned((("A",), ()), ((), ("x",)))])
def test_an_empty_list_is_still_a_page(form: str, listing: ReferenceList) -> None:
    assert output.write(listing, form).endswith("\n")


def test_an_unknown_form_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        output.write(page(), "docx")
    assert caught.value.hint == f"forms: {', '.join(output.NAMES)}"


@pytest.mark.parametrize("form", output.NAMES)
def test_a_fragment_is_another_text_in_html_only(form: str) -> None:
    same = output.write(page("x"), form) == output.write(page("x"), form, fragment=True)
    assert same == (form != "html")


@pytest.mark.parametrize("form", [html, markdown, latex])
@given(texts=st.lists(st.tuples(marked, st.sampled_from(ADDRESSES)), min_size=1, max_size=3), before=st.integers(0, 70))
def test_texts_that_are_converted_at_once_do_not_touch_one_another(
    form: ModuleType, texts: list[tuple[str, str]], before: int
) -> None:
    kites = (wrap(Mark.ITALIC, "“Kites - strings,”") + " $x^2$ https://e.example/a_b & c", "")
    texts = [*[kites] * before, *texts, kites]
    assert list(convert_all(texts, form.FORM)) == [convert(text, form.FORM, address) for text, address in texts]


@pytest.mark.parametrize("form", output.NAMES)
def test_the_pages_of_a_small_library(form: str, golden: Callable[[str, bytes | str], None]) -> None:
    golden(f"small-ieee.{form}", output.write(references(library(), "ieee"), form))
