"""``<label>`` outside of names (CSL 1.0.2, "Label")."""

import pytest

from tests.rendering.csl.styles import TITLE, item, printed


def label(attributes: str, **variables: str) -> str:
    return printed(f'<text value="+"/><label {attributes}/>', item(title="x", **variables))


@pytest.mark.parametrize(
    ("attributes", "value", "text"),
    [
        ("", "1-16", "pages"),
        ("", "7", "page"),
        ('form="short"', "7", "p."),
        ('form="short"', "7-9", "pp."),
        ('form="symbol"', "7-9", "pp."),
        ('plural="never"', "7-9", "page"),
        ('plural="always"', "7", "pages"),
    ],
)
def test_the_plural_follows_the_content_unless_told_otherwise(attributes: str, value: str, text: str) -> None:
    """CSL 1.0.2, "Label": form and plural."""
    assert label(f'variable="page" {attributes}', page=value) == f"+{text}"


@pytest.mark.parametrize(("value", "text"), [("1", "1 volume"), ("2", "2 volumes")])
def test_counts_are_plural_by_their_value(value: str, text: str) -> None:
    """CSL 1.0.2, "Label": number-of-pages, number-of-volumes."""
    body = '<number variable="number-of-volumes"/><label variable="number-of-volumes" prefix=" "/>'
    assert printed(body, item(title="x", number_of_volumes=value)) == text


def test_a_label_in_a_group_goes_with_its_variable() -> None:
    """CSL 1.0.2, "Group": the label of a missing variable is not printed."""
    body = f'{TITLE}<group prefix=", "><label variable="volume" form="short"/><number variable="volume"/></group>'
    assert printed(body, item(title="Kites", volume="7")) == "Kites, vol.7"
    assert printed(body, item(title="Kites")) == "Kites"


def test_a_label_takes_affixes_case_and_loses_periods() -> None:
    """CSL 1.0.2, "Label": affixes, text-case, strip-periods."""
    attributes = 'variable="page" form="short" text-case="capitalize-first" strip-periods="true" prefix="(" suffix=")"'
    assert label(attributes, page="1-2") == "+(Pp)"


def test_a_label_speaks_the_language_of_the_style() -> None:
    """CSL 1.0.2, "Label" and "Locale"."""
    body = '<label variable="page"/><text variable="page" prefix=" "/>'
    made = {language: printed(body, item(title="x", page="7-9"), language) for language in ("de-DE", "fr-FR", "ja-JP")}
    assert made == {"de-DE": "Seiten 7–9", "fr-FR": "pages 7\u20119", "ja-JP": "ページ 7–9"}
