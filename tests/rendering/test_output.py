"""The registry of forms: each writes any reference list, and what it writes of a small library is kept."""

from collections.abc import Callable

import pytest

from plbib.errors import UsageError
from plbib.rendering import output
from plbib.rendering.listing import ReferenceList
from plbib.rendering.references import references
from tests.rendering.listings import page, sectioned
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


@pytest.mark.parametrize("form", output.NAMES)
def test_the_pages_of_a_small_library(form: str, golden: Callable[[str, bytes | str], None]) -> None:
    golden(f"small-ieee.{form}", output.write(references(library(), "ieee"), form))
