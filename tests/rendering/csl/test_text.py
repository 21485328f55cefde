"""``<text>`` (CSL 1.0.2, "Text"): variables, macros, terms and literals."""

import pytest

from plbib.rendering.csl.text import label
from tests.rendering.csl.styles import TITLE, html, item, locale, on, people, printed

KITE = item(title="On Kites", container_title="Journal of Kites", container_title_short="J. Kites", page="12-19")


def test_a_variable_is_printed_with_its_affixes() -> None:
    """CSL 1.0.2, "Text" and "Affixes"."""
    assert printed('<text variable="title" prefix="(" suffix=")"/>', KITE) == "(On Kites)"


def test_affixes_of_an_empty_variable_are_not_printed() -> None:
    """CSL 1.0.2, "Affixes"."""
    body = f'{TITLE}<text variable="volume" prefix=", vol. " suffix="!"/>'
    assert printed(body, KITE) == "On Kites"


def test_the_short_form_of_a_variable_falls_back_to_the_long_one() -> None:
    """CSL 1.0.2, "Text": form="short"."""
    assert printed('<text variable="container-title" form="short"/>', KITE) == "J. Kites"
    assert printed('<text variable="title" form="short"/>', KITE) == "On Kites"
    assert printed('<text variable="title" form="short"/>', item(title="Long", title_short="Brief")) == "Brief"


def test_a_macro_prints_its_elements_one_after_the_other() -> None:
    """CSL 1.0.2, "Macro"."""
    macros = '<macro name="both"><text variable="title"/><text variable="page" prefix=", "/></macro>'
    assert printed('<text macro="both" prefix="[" suffix="]"/>', KITE, macros=macros) == "[On Kites, 12–19]"


def test_an_empty_macro_has_no_affixes() -> None:
    """CSL 1.0.2, "Affixes"."""
    macros = '<macro name="none"><text variable="volume"/></macro>'
    assert printed(f'<text macro="none" prefix="[" suffix="]"/>{TITLE}', KITE, macros=macros) == "On Kites"


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        ("", "editor"),
        ('plural="true"', "editors"),
        ('form="short"', "ed."),
        ('form="short" plural="true"', "eds."),
        ('form="verb"', "edited by"),
        ('form="verb-short"', "ed. by"),
        ('form="symbol"', "ed."),
    ],
)
def test_a_term_has_forms_and_a_plural(attributes: str, text: str) -> None:
    """CSL 1.0.2, "Terms": symbol falls back to short, all to long."""
    assert printed(f'<text value="x: "/><text term="editor" {attributes}/>', KITE) == f"x: {text}"


def test_a_term_opens_an_entry_with_a_capital() -> None:
    assert printed('<text term="in"/>', KITE) == "In"
    assert printed('<text value="in"/>', KITE) == "in"


@pytest.mark.parametrize(
    ("language", "text"),
    [("de-DE", "herausgegeben von"), ("fr-FR", "édité par"), ("ja-JP", "編集者:"), ("ar", "تحقيق")],
)
def test_a_term_is_in_the_language_asked_for(language: str, text: str) -> None:
    """CSL 1.0.2, "Locale"."""
    assert printed('<text value="+"/><text term="editor" form="verb"/>', KITE, language) == f"+{text}"


def test_a_term_may_be_the_styles_own() -> None:
    """CSL 1.0.2, "Locale": terms of the style come first."""
    own = locale('<term name="in">inside</term>', "en")
    assert printed('<text value="x "/><text term="in"/>', KITE, locales=own) == "x inside"


def test_an_empty_term_prints_nothing_around_it() -> None:
    """CSL 1.0.2, "Terms" and "Affixes"."""
    own = locale('<term name="in"/>')
    assert printed(f'<text term="in" prefix="(" suffix=")"/>{TITLE}', KITE, locales=own) == "On Kites"


def test_a_literal_is_printed_as_it_stands() -> None:
    """CSL 1.0.2, "Text": value."""
    assert printed('<text value="a, b; &amp; c"/>', KITE) == "a, b; & c"


def test_pages_follow_the_styles_format_also_as_text() -> None:
    """CSL 1.0.2, "Page Ranges"."""
    assert printed('<text variable="page"/>', KITE, root='page-range-format="minimal"') == "12–9"


def test_the_first_page_is_known_from_the_pages() -> None:
    """CSL 1.0.2, appendix IV: page-first."""
    assert printed('<text variable="page-first"/>', KITE) == "12"
    assert printed('<text variable="page-first"/>', item(title="x", page="S1, S4")) == "S1"


def test_the_citation_number_counts_from_one() -> None:
    """CSL 1.0.2, appendix IV: citation-number."""
    assert printed('<text variable="citation-number" prefix="[" suffix="]"/>', KITE) == "[1]"


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("Berg, Ada",), "Berg17"),
        (("Berg, Ada", "Li, Wei"), "BeLi17"),
        (("Berg, Ada", "Li, Wei", "Quill, Q"), "BeLQ17"),
        (("Berg, Ada", "Li, Wei", "Quill, Q", "Reel, R", "Sail, S"), "BLQR17"),
    ],
)
def test_a_citation_label_is_made_of_names_and_year(names: tuple[str, ...], text: str) -> None:
    """CSL 1.0.2, appendix IV: citation-label; its shape is left to the processor."""
    made = item(title="Kites", author=people(*names), issued=on(2017))
    assert printed('<text variable="citation-label"/>', made) == text


def test_a_citation_label_without_names_is_made_of_the_title() -> None:
    assert label({"type": "book"}) == "00"
    assert label({"type": "book", "title": "The art of knots"}) == "Artk00"


def test_only_a_known_identifier_is_a_link_and_the_title_no_second_one() -> None:
    """CSL 1.0.2, appendix VI "Links": titles lead to the DOI where the entry shows no identifier."""
    paper = item(title="Kites", DOI="10.5555/kites")
    link = '<a href="https://doi.org/10.5555/kites">'
    assert html(TITLE, paper) == f"{link}Kites</a>"
    assert html(f'{TITLE}<text variable="DOI" prefix=", doi:"/>', paper).startswith("Kites, doi:")


def test_a_doi_given_as_an_address_is_printed_bare() -> None:
    for written in ("https://doi.org/10.5555/a", "http://dx.doi.org/10.5555/a", "doi: 10.5555/a", "10.5555/a"):
        assert printed('<text variable="DOI"/>', item(title="x", DOI=written)) == "10.5555/a"


def test_a_label_is_of_the_same_names_on_every_run() -> None:
    """Of several that are neither authors nor editors or translators, those first in the alphabet."""
    made = item(performer=people("Li, Wei"), composer=people("Berg, Ada"), narrator=people("Fu, Bo"))
    assert printed('<text variable="citation-label"/>', made) == "Berg00"
