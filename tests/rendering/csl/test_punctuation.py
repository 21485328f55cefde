"""Where punctuation meets (CSL 1.0.2, "Affixes", "Delimiter", "Locale Options": punctuation-in-quote, "Quotes")."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.rendering.csl.punctuation import settle
from plbib.rendering.csl.signs import CLOSING, DELIMITER, INNER, ITALIC, LEAF, OWN, QUOTE, SEAMS, SUFFIX
from tests.rendering.csl.styles import TITLE, html, item, locale, printed

ENGLISH = ("“", "”", "‘", "’")
QUOTED = '<text variable="title" quotes="true" suffix="{}"/>'


@pytest.mark.parametrize(
    ("title", "suffix", "text"),
    [
        ("Kites", ".", "Kites."),
        ("Kites.", ".", "Kites."),
        ("Kites?", ".", "Kites?"),
        ("Kites!", ".", "Kites!"),
        ("Kites?", ",", "Kites?,"),
        ("Kites.", ",", "Kites.,"),
        ("Kites etc.", ";", "Kites etc.;"),
        ("Kites", "?", "Kites?"),
        ("Kites?", "?", "Kites?"),
        ("Kites,", ",", "Kites,"),
        ("Kites:", ".", "Kites:"),
        ("Kites!", ":", "Kites!"),
    ],
)
def test_one_of_two_marks_that_meet_is_kept(title: str, suffix: str, text: str) -> None:
    """CSL 1.0.2, "Affixes": left to the processor; as the reference processor does."""
    assert printed(f'<text variable="title" suffix="{suffix}"/>', item(title=title)) == text


@pytest.mark.parametrize(
    ("text", "made"),
    [("Kites?. In", "Kites? In"), ("a  b", "a b"), (f"a..  {ITALIC[0]}b", f"a. {ITALIC[0]}b"), ("a.,", "a.,")],
)
def test_marks_and_blanks_meet_where_no_sign_is(text: str, made: str) -> None:
    assert settle(text, ENGLISH, inside_quotes=True) == made


@pytest.mark.parametrize("text", ["Kites...", "What?!", "Wait…", "e.g., kites", "A.B.", "“Kites”?", "x :: y", "1,, 2"])
def test_marks_within_a_field_are_meant_as_they_are(text: str) -> None:
    assert printed('<text value="+"/><text variable="note"/>', item(title="x", note=text)) == f"+{text}"


@pytest.mark.parametrize(
    ("suffix", "inside", "outside"),
    [
        (".", "“Kites.”", "“Kites”."),
        (",", "“Kites,”", "“Kites”,"),
        (";", "“Kites”;", "“Kites”;"),
        (":", "“Kites”:", "“Kites”:"),
    ],
)
def test_periods_and_commas_go_into_quotes_where_the_locale_says_so(suffix: str, inside: str, outside: str) -> None:
    """CSL 1.0.2, "Punctuation and Quotation Marks": punctuation-in-quote moves periods and commas."""
    made = item(title="Kites")
    assert printed(QUOTED.format(suffix), made) == inside
    assert printed(QUOTED.format(suffix), made, "en-GB").translate(str.maketrans("‘’", "“”")) == outside
    own = locale("", more='<style-options punctuation-in-quote="false"/>')
    assert printed(QUOTED.format(suffix), made, locales=own) == outside


def test_the_delimiter_goes_into_quotes_too() -> None:
    """CSL 1.0.2, "Punctuation and Quotation Marks"."""
    body = '<group delimiter=", "><text variable="title" quotes="true"/><text variable="volume"/></group>'
    made = item(title="Kites", volume="7")
    assert printed(body, made) == "“Kites,” 7"
    assert printed(body, made, "de-DE") == "„Kites“, 7"


@pytest.mark.parametrize(("title", "text"), [("Kites?", "“Kites?”"), ("Kites!", "“Kites!”"), ("Kites.", "“Kites.”")])
def test_what_ends_with_a_mark_in_quotes_gets_no_second_one(title: str, text: str) -> None:
    assert printed(QUOTED.format("."), item(title=title)) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-US", "“On ‘BERT’ Kites”"),
        ("de-DE", "„On ‚BERT‘ Kites“"),
        ("ja-JP", "「On『BERT』Kites」"),
    ],
)
def test_quotes_within_quotes_are_inner_ones(language: str, text: str) -> None:
    """CSL 1.0.2, "Quotes": open-inner-quote and close-inner-quote in quoted text."""
    made = printed('<text variable="title" quotes="true"/>', item(title='On "BERT" Kites'), language)
    assert made.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("title", ['On "BERT" Kites', "On “BERT” Kites"])
def test_quotes_of_a_field_are_those_of_the_language(title: str) -> None:
    """CSL 1.0.2, "Quotes": straight and curly ones of the title alike."""
    assert printed(TITLE, item(title=title)) == "On “BERT” Kites"
    assert printed('<text variable="title" quotes="true"/>', item(title=title)) == "“On ‘BERT’ Kites”"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Newton's kites", "Newton’s kites"),
        ("the kites' tails", "the kites’ tails"),
        ("rock 'n' roll", "rock ‘n’ roll"),
        ("5' 3\"", "5' 3\""),
    ],
)
def test_apostrophes_are_no_quotes(title: str, text: str) -> None:
    made = printed('<text variable="title" quotes="true"/>', item(title=title))
    assert made.translate(str.maketrans("‘’", "''")) == f"“{text}”".translate(str.maketrans("‘’", "''"))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<group delimiter=";"><text variable="title"/><text variable="volume" prefix="!"/></group>', "K;!7"),
        ('<group delimiter=";"><text variable="title"/><text variable="volume" prefix=";"/></group>', "K;7"),
        ('<group delimiter=";"><text variable="title" suffix="!"/><text variable="volume"/></group>', "K!;7"),
        ('<text variable="title" suffix=";"/><text variable="volume" prefix="!"/>', "K!7"),
        ('<text variable="title" suffix=";"/><text variable="volume" prefix=";" font-style="italic"/>', "K;7"),
        ('<text variable="title" suffix=";"/><text variable="volume" prefix="!" font-style="italic"/>', "K;!7"),
        ('<text value="K;"/><text variable="volume" prefix=";" font-style="italic"/>', "K;;7"),
        (QUOTED.format(".") + '<text variable="volume" prefix="," font-style="italic"/>', "“K.”,7"),
    ],
)  # fmt: skip
def test_marks_of_affixes_and_delimiters_meet_as_in_the_reference_processor(body: str, text: str) -> None:
    """CSL 1.0.2, "Affixes", "Delimiter": what meets is left to the processor."""
    assert printed(body, item(title="K", volume="7")) == text


def test_punctuation_meets_across_fonts() -> None:
    """CSL 1.0.2, "Affixes" and "Formatting"."""
    italic = '<text variable="title" font-style="italic" {}/>'
    body = f'<group delimiter=". ">{italic.format("")}<text variable="volume"/></group>'
    assert html(body, item(title="Kites.", volume="7")) == "<i>Kites.</i> 7"
    assert html(body, item(title="Kites", volume="7")) == "<i>Kites</i>. 7"
    assert html(italic.format('suffix="."'), item(title="Kites.")) == "<i>Kites.</i>"


def test_the_end_of_the_entry_has_one_period() -> None:
    """CSL 1.0.2, "Affixes" of cs:layout."""
    names = '<names variable="author"><name form="short" et-al-min="2" et-al-use-first="1"/></names>'
    made = item(title="x", author=[{"family": "Li", "given": "W"}, {"family": "Berg", "given": "A"}])
    assert printed(names, made, layout='suffix="."') == "Li et al."
    assert printed('<text variable="title" quotes="true"/>', item(title="Kites?"), layout='suffix="."') == "“Kites?”"


def test_blanks_are_single() -> None:
    """Affixes with blanks on either side of an empty element."""
    body = '<text variable="title" suffix=" "/><text variable="issue"/><text variable="volume" prefix=" "/>'
    assert printed(body, item(title="Kites", volume="7")) == "Kites 7"


# The pass itself ------------------------------------------------------------------------------------------------------


def quoted(text: str) -> str:
    return QUOTE[0] + text + QUOTE[1]


def test_quotes_alternate_by_depth() -> None:
    """CSL 1.0.2, "Quotes"."""
    text = quoted("a " + quoted("b " + quoted("c")))
    assert settle(text, ENGLISH, inside_quotes=False) == "“a ‘b “c”’”"
    assert settle(f"{INNER[0]}a{INNER[1]}", ENGLISH, inside_quotes=False) == "‘a’"


pieces = st.lists(
    st.sampled_from([*".,:;!? ", "a", "B", *QUOTE, *INNER, *ITALIC, *map(chr, range(0xE030, 0xE040))])
).map("".join)


@given(pieces, st.booleans())
def test_only_the_marks_of_outputs_are_left(text: str, inside: bool) -> None:
    made = settle(text, ENGLISH, inside)
    assert not [character for character in made if "\ue030" <= character <= "\ue03f"]
    assert [c for c in made if c.isalpha()] == [c for c in text if c.isalpha()]


def test_italics_within_italics_stand_upright() -> None:
    """CSL 1.0.2, "Formatting": font-style; what follows is italic again."""
    body = '<text variable="title" font-style="italic"/>'
    made = html(body, item(title="On <i>E. coli</i> kites"))
    assert made == "<i>On </i>E. coli<i> kites</i>"


@pytest.mark.parametrize(
    ("publisher", "text"), [("Inc.", "<i>Inc.</i>"), ("In!", "<i>In!</i>"), ("Press", "<i>Press</i>.")]
)
def test_the_suffix_of_the_layout_meets_the_mark_of_the_last_element(publisher: str, text: str) -> None:
    body = '<text variable="publisher" font-style="italic"/>'
    assert html(body, item(publisher=publisher), layout='suffix="."') == text


ENDS = (*ITALIC, *QUOTE, *INNER, LEAF, SUFFIX, DELIMITER, OWN, ".", ",", "a", " ")


@given(st.lists(st.sampled_from(ENDS), max_size=12).map("".join))
def test_marks_go_into_quotes_past_the_ends_of_fonts_and_elements(text: str) -> None:
    """As the expression says that tells the ends before the first quote from those behind it."""
    closing, quotes = CLOSING + SEAMS, QUOTE[1] + INNER[1]
    plain = re.compile(f"([{closing}]*)([{quotes}][{closing}{quotes}]*)([.,!?])")

    def into(match: re.Match[str]) -> str:
        return match[0] if OWN + LEAF in match[2] else match[1] + match[3] + match[2]

    before, told = None, text
    while before != told:
        before, told = told, plain.sub(into, told)
    assert settle(text, ENGLISH, inside_quotes=True) == settle(told, ENGLISH, inside_quotes=True)
