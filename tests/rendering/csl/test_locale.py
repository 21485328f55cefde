"""Locales (CSL 1.0.2, "Locale", "Locale Fallback", "Terms"): which text a term has in a language."""

from xml.etree.ElementTree import Element

import pytest
from lxml.etree import fromstring

from plbib.rendering.csl.locale import Locale, dialect
from plbib.rendering.csl.signs import bare
from tests.rendering.csl.styles import compiled, item, locale, on, printed, xml

MARKED = '<text value="+"/><text term="{}" {}/>'


def own(*locales: str, language: str = "en-US") -> Locale:
    return Locale(language, fromstring(xml('<text variable="title"/>', locales="".join(locales))))


@pytest.mark.parametrize(
    ("code", "full"), [("de", "de-DE"), ("fr", "fr-FR"), ("en", "en-US"), ("ar", "ar"), ("xx", "xx")]
)
def test_a_language_alone_has_a_dialect_that_stands_for_it(code: str, full: str) -> None:
    """CSL 1.0.2, "Locale Fallback": primary dialects."""
    assert dialect(code) == full


def test_a_dialect_falls_back_to_the_primary_one_and_then_to_english() -> None:
    """CSL 1.0.2, "Locale Fallback": de-AT, de-DE, en-US."""
    assert own(language="de-AT").term("month-01") == "Jänner"
    assert own(language="de-AT").term("editor", "verb") == own(language="de-DE").term("editor", "verb")
    assert own(language="de-LI").term("and") == "und"
    assert own(language="xx-XX").term("editor", "verb") == "edited by"


def test_the_styles_own_locales_go_from_the_general_to_the_special() -> None:
    """CSL 1.0.2, "Locale Fallback": xml:lang of the dialect, then of the language, then none, then the files."""
    general = locale('<term name="in">g-in</term><term name="and">g-and</term><term name="at">g-at</term>')
    language = locale('<term name="in">de-in</term><term name="and">de-and</term>', "de")
    special = locale('<term name="in">at-in</term>', "de-AT")
    other = locale('<term name="in">fr-in</term>', "fr-FR")
    for order in ((general, language, special, other), (other, special, language, general)):
        made = own(*order, language="de-AT")
        assert [made.term(name) for name in ("in", "and", "at", "et-al")] == ["at-in", "de-and", "g-at", "u.\xa0a."]


@pytest.mark.parametrize(
    ("form", "text"),
    [("long", "L"), ("short", "S"), ("symbol", "S"), ("verb", "V"), ("verb-short", "V"), ("unknown", "L")],
)
def test_forms_fall_back_to_others(form: str, text: str) -> None:
    """CSL 1.0.2, "Terms": symbol to short to long, verb-short to verb to long."""
    said = (("long", "L"), ("short", "S"), ("verb", "V"))
    made = own(locale("".join(f'<term name="guest" form="{name}">{letter}</term>' for name, letter in said)))
    assert made.term("guest", form) == text


def test_a_term_has_a_singular_and_a_plural() -> None:
    """CSL 1.0.2, "Terms": single and multiple."""
    made = own(locale('<term name="page"><single>leaf</single><multiple>leaves</multiple></term>'))
    assert (made.term("page"), made.term("page", plural=True)) == ("leaf", "leaves")


def test_an_empty_term_is_not_a_missing_one() -> None:
    """CSL 1.0.2, "Terms"."""
    made = own(locale('<term name="et-al"/>'))
    assert made.term("et-al") == ""
    assert made.term("no such term") is None


def test_a_set_of_ordinals_replaces_that_of_the_locale() -> None:
    """CSL 1.0.2, "Ordinal Suffixes": a style that brings one brings all."""
    made = own(locale('<term name="ordinal">.</term>'))
    assert [made.ordinal(n) for n in (1, 2, 3, 11)] == ["."] * 4
    assert [own(locale('<term name="in">x</term>')).ordinal(n) for n in (1, 2, 11)] == ["st", "nd", "th"]


def test_two_digits_go_before_one() -> None:
    """CSL 1.0.2, "Ordinal Suffixes": ordinal-10 to ordinal-99 go before ordinal-00 to ordinal-09."""
    made = own(language="en-US")
    suffixes = {n: made.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 101, 111, 113)}
    assert suffixes == {
        1: "st",
        2: "nd",
        3: "rd",
        4: "th",
        11: "th",
        12: "th",
        13: "th",
        21: "st",
        101: "st",
        111: "th",
        113: "th",
    }


def test_options_of_the_style_go_before_those_of_the_locale() -> None:
    """CSL 1.0.2, "Locale Options"."""
    options = '<style-options punctuation-in-quote="false"/>'
    assert own().options["punctuation-in-quote"] == "true"
    assert own(locale("", more=options)).options["punctuation-in-quote"] == "false"
    assert own(language="de-DE").options["punctuation-in-quote"] == "false"


def test_the_default_locale_of_the_style_is_used_unless_another_is_asked_for() -> None:
    """CSL 1.0.2, "Attributes of cs:style": default-locale."""
    body = '<date variable="issued" form="text"/>'
    made = item(title="x", issued=on(2020, 5))
    assert printed(body, made, None, root='default-locale="de-DE"') == "Mai 2020"
    assert printed(body, made, "fr-FR", root='default-locale="de-DE"') == "mai 2020"
    assert printed(body, made, None) == "May 2020"
    assert compiled(xml(body, root='default-locale="de"')).language == "de-DE"


def test_raised_letters_of_terms_are_superscripts() -> None:
    """Modifier letters (2ᵉ) are written as superscripts, as the reference processor does."""
    made = own(locale('<term name="in">nᵒ</term>')).term("in") or ""
    assert made != "nᵒ"
    assert "o" in made


def test_a_missing_form_is_that_of_the_same_language_before_the_english_one() -> None:
    """CSL 1.0.2, "Terms": form fallback; German has no sign for "and"."""
    german = Locale("de-DE", Element("style"))
    assert german.term("and", "symbol") == german.term("and")


def test_ordinals_of_a_language_that_has_none_without_a_gender() -> None:
    portuguese = Locale("pt-PT", Element("style"))
    assert portuguese.long_ordinal(1) == "primeira"
    assert portuguese.long_ordinal(1, "masculine") == "primeiro"
    assert portuguese.long_ordinal(11) is None


def test_markup_in_a_term_is_markup() -> None:
    """As in affixes: styles raise the ending of an ordinal by tags."""
    ordinal = own(locale('<term name="ordinal">&amp;lt;sup&amp;gt;e&amp;lt;/sup&amp;gt;</term>')).ordinal(2)
    assert bare(ordinal) == "e"
    assert ordinal != "e"
