"""``text-case`` (CSL 1.0.2, "Text-case", "Sentence Case Conversion", "Title Case Conversion")."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.rendering.csl import textcase
from plbib.rendering.csl.signs import NOCASE
from tests.rendering.csl.styles import TITLE, html, item, printed

CASED = '<text variable="title" text-case="{}"/>'


def cased(case: str, title: str, language: str = "en-US", of_item: str = "") -> str:
    return printed(CASED.format(case), item(title=title, language=of_item), language)


@pytest.mark.parametrize(
    ("case", "text"),
    [
        ("lowercase", "on kites and bert: a study"),
        ("uppercase", "ON KITES AND BERT: A STUDY"),
        ("capitalize-first", "On kites and BERT: a study"),
        ("capitalize-all", "On Kites And BERT: A Study"),
        ("title", "On Kites and BERT: A Study"),
    ],
)
def test_cases(case: str, text: str) -> None:
    """CSL 1.0.2, "Text-case"."""
    assert cased(case, "on kites and BERT: a study") == text


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("a tale of two kites", "A Tale of Two Kites"),
        ("the kites we fly with", "The Kites We Fly With"),
        ("kites: the hidden story", "Kites: The Hidden Story"),
        ("kites? an answer", "Kites? An Answer"),
        ("few-shot kites", "Few-Shot Kites"),
        ("arXiv and iPhone kites", "arXiv and iPhone Kites"),
        ("LLMs as kites", "LLMs as Kites"),
        ("kites in the wind", "Kites in the Wind"),
        ("what kites are for", "What Kites Are For"),
        ("élan of kites", "Élan of Kites"),
        ("kites vs. strings", "Kites vs. Strings"),
    ],
)
def test_title_case(title: str, text: str) -> None:
    """CSL 1.0.2, "Title Case Conversion": stop words in lower case unless first, last or after a colon."""
    assert cased("title", title) == text


@pytest.mark.parametrize(
    ("title", "text"),
    [("kites fly", "Kites fly"), ("on arXiv: kites", "On arxiv: kites"), ("“kites” fly", "“Kites” fly")],
)
def test_sentence_case(title: str, text: str) -> None:
    """CSL 1.0.2, "Sentence Case Conversion"; as the reference processor has it, capitals inside are lowered."""
    assert cased("sentence", title) == text


@pytest.mark.parametrize("case", ["lowercase", "uppercase", "capitalize-first", "capitalize-all", "sentence", "title"])
def test_protected_text_keeps_its_case(case: str) -> None:
    """CSL 1.0.2, "Text-case" and CSL-JSON: <span class="nocase">."""
    made = cased(case, 'on <span class="nocase">bErT</span> and kites')
    assert "bErT" in made
    assert made.lower() == "on bert and kites"


def test_sub_and_superscripts_keep_their_case() -> None:
    made = html(CASED.format("uppercase"), item(title="h<sub>max</sub> of <sup>th</sup> kites"))
    assert made == "H<sub>max</sub> OF <sup>th</sup> KITES"


@pytest.mark.parametrize(
    ("of_item", "of_style", "changes"),
    [
        ("en", "en-US", True),
        ("de", "en-US", False),
        ("", "de-DE", False),
        ("en-GB", "de-DE", True),
        ("", "en-US", True),
    ],
)
def test_title_case_is_for_english_alone(of_item: str, of_style: str, changes: bool) -> None:
    """CSL 1.0.2, "Title Case Conversion": the language of the item, else the default-locale of the style."""
    made = cased("title", "über die kunst of kites", of_style, of_item)
    assert (made != "über die kunst of kites") is changes


@pytest.mark.parametrize(
    ("case", "language", "title", "text"),
    [
        ("uppercase", "tr-TR", "kitis", "KİTİS"),
        ("lowercase", "tr-TR", "KITIS", "kıtıs"),
        ("uppercase", "en-US", "kitis", "KITIS"),
        ("uppercase", "de-DE", "straße", "STRASSE"),
        ("uppercase", "fr-FR", "élan", "ÉLAN"),
        ("uppercase", "ja-JP", "凧の研究", "凧の研究"),
        ("capitalize-first", "ar", "طائرة ورقية", "طائرة ورقية"),
    ],
)
def test_case_in_other_languages(case: str, language: str, title: str, text: str) -> None:
    """CSL 1.0.2, "Text-case"."""
    assert cased(case, title, language) == text


def test_a_word_with_capitals_of_its_own_is_not_capitalized() -> None:
    """CSL 1.0.2, "Text-case": capitalize-first and capitalize-all touch lower-case words only."""
    assert cased("capitalize-first", "arXiv kites") == "arXiv kites"
    assert cased("capitalize-all", "arXiv kites") == "arXiv Kites"


def test_case_of_a_term_and_a_value() -> None:
    """CSL 1.0.2, "Text": text-case on any text."""
    body = '<text value="+"/><text term="editor" form="verb" text-case="{}"/>'
    assert printed(body.format("uppercase"), item(title="x")) == "+EDITED BY"
    assert printed(body.format("title"), item(title="x")) == "+Edited By"


def test_nothing_happens_without_the_attribute() -> None:
    assert printed(TITLE, item(title="oN KiTES")) == "oN KiTES"


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, range(0xE000, 0xE040))]))


@pytest.mark.parametrize("case", [case for case in textcase.CASES if case])
@given(text=texts)
def test_a_case_changes_nothing_but_case(case: str, text: str) -> None:
    simple = "".join(c for c in text if len(c.upper()) == len(c.lower()) == 1 and c.upper().lower() == c.lower())
    made = textcase.CASES[case](simple)
    assert made.upper() == simple.upper()


@pytest.mark.parametrize("case", [case for case in textcase.CASES if case])
@given(before=texts, kept=texts, after=texts)
def test_protected_text_is_never_touched(case: str, before: str, kept: str, after: str) -> None:
    before = f"x {before}"  # what opens the text is a matter of its own
    made = textcase.CASES[case](f"{before}{NOCASE[0]}{kept}{NOCASE[1]}{after}")
    assert f"{NOCASE[0]}{kept}{NOCASE[1]}" in made


@pytest.mark.parametrize("case", [case for case in textcase.CASES if case])
@given(text=texts)
def test_a_case_holds(case: str, text: str) -> None:
    simple = "".join(c for c in text if c.isascii())
    change = textcase.CASES[case]
    assert change(change(simple)) == change(simple)


@pytest.mark.parametrize(
    ("title", "printed_as"),
    [
        ('<span class="nocase">bert</span> Flies high', "bert flies high"),
        ('<span class="nocase">BERT Flies</span> High', "BERT Flies high"),
        ("kites <sup>NA</sup> Fly", "Kites NA fly"),
    ],
)
def test_sentence_case_leaves_what_is_protected(title: str, printed_as: str) -> None:
    """CSL 1.0.2, "Text-case": nocase, also in the first word."""
    assert printed('<text variable="title" text-case="sentence"/>', item(title=title)) == printed_as
