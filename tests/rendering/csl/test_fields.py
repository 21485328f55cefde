"""Text of items: inline markup and quotes become signs (CSL-JSON; CSL 1.0.2, "Quotes")."""

import re
import sys
from unicodedata import decomposition, normalize

import pytest
from hypothesis import given

from plbib.rendering.csl.fields import mark_field, mark_tags, quotes
from plbib.rendering.csl.signs import (
    APART,
    BOLD,
    FLIP,
    INNER,
    ITALIC,
    NOCASE,
    NODECOR,
    QUOTE,
    SMALL_CAPS,
    SUBSCRIPT,
    SUPERSCRIPT,
    bare,
    raised,
)
from tests.rendering.csl.styles import TITLE, item, printed
from tests.samples import anything


def between(pair: tuple[str, str], text: str) -> str:
    return pair[0] + text + pair[1]


@pytest.mark.parametrize(
    ("tag", "pair"),
    [
        ("<i>{}</i>", ITALIC),
        ("<b>{}</b>", BOLD),
        ("<sub>{}</sub>", SUBSCRIPT),
        ("<sup>{}</sup>", SUPERSCRIPT),
        ("<sc>{}</sc>", SMALL_CAPS),
        ('<span style="font-variant:small-caps;">{}</span>', SMALL_CAPS),
        ('<span class="nocase">{}</span>', NOCASE),
        ('<span class="nodecor">{}</span>', NODECOR),
    ],
)
def test_the_markup_of_csl_json(tag: str, pair: tuple[str, str]) -> None:
    assert mark_field(f"a {tag.format('b')} c").replace(FLIP, "") == f"a {between(pair, 'b')} c"


@pytest.mark.parametrize("text", ["a < b > c", "<i>a", "a</i>", "<u>a</u>", "<script>x</script>", "1<2", "<>"])
def test_any_other_angle_bracket_is_text(text: str) -> None:
    assert bare(mark_field(text)) == text


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ('a "b" c', f"a {between(QUOTE, 'b')} c"),
        ('"a"', between(QUOTE, "a")),
        ("a 'b' c", f"a {between(QUOTE, 'b')} c"),
        ("\"a 'b' c\"", between(QUOTE, f"a {between(INNER, 'b')} c")),
        ("don't", "don’t"),
        ("the '90s", "the ’90s"),
        ('5" disks', '5" disks'),
        ('say "', 'say "'),
    ],
)
def test_straight_quotes_are_told_from_apostrophes(text: str, made: str) -> None:
    """CSL 1.0.2, "Quotes": quotes of the text take part in flipping."""
    shown = mark_field(text)
    if QUOTE[0] not in shown and INNER[0] in shown:
        shown = shown.replace(INNER[0], QUOTE[0]).replace(INNER[1], QUOTE[1])  # the outermost are outer or inner alike
    assert shown == made


def test_quotes_of_the_language_are_found() -> None:
    german = quotes(("„", "“"), ("‚", "‘"))
    assert mark_field("a „b“ c", german) == f"a {between(QUOTE, 'b')} c"
    assert mark_field("„a ‚b‘ c“", german) == between(QUOTE, f"a {between(INNER, 'b')} c")
    assert mark_field("a „b c", german) == "a „b c"


def test_white_space_is_one_blank_and_none_at_the_ends() -> None:
    assert mark_field(" a\n\tb ") == "a b"


def test_doubled_punctuation_is_guarded() -> None:
    assert mark_field("what?!") == f"what?{APART}!"
    assert bare(mark_field("Wait... what?!")) == "Wait... what?!"
    assert mark_field("a. B") == "a. B"


def test_signs_in_a_strangers_text_are_seen_to_be_missing() -> None:
    assert mark_field("a\ue000b\ue032c") == "a\ufffdb\ufffdc"


def test_tags_alone() -> None:
    assert mark_tags('<i>a</i> "b"') == f'{FLIP}{between(ITALIC, "a")} "b"'


@given(anything.map(lambda text: text.replace("<", "‹")))
def test_no_letter_of_a_field_is_lost(text: str) -> None:
    """What is raised of itself is raised by a mark, and may be a letter of its own no longer (``²``, ``ᵉ``)."""
    made = normalize("NFKC", bare(mark_field(text, quotes(("“", "”"), ("‘", "’")))))
    assert [c for c in made if c.isalnum()] == [c for c in normalize("NFKC", text) if c.isalnum()]


def test_quotes_of_chinese_stand_between_letters() -> None:
    """What can be no apostrophe opens and closes anywhere."""
    made = mark_field("论《河渠书》的成书", quotes(("《", "》"), ("〈", "〉")))
    assert made == f"论{between(QUOTE, '河渠书')}的成书"


def test_blanks_inside_quotes_and_behind_them_are_two() -> None:
    assert printed(TITLE, item(title="« Eau » : essai"), "ru-RU") == "« Eau » : essai"


def test_characters_raised_of_themselves_are_superscripts_and_lowered_ones_stay() -> None:
    assert mark_field("x㆒") == f"x{between(SUPERSCRIPT, '一')}"
    raised = mark_field("x² 1ᵉʳ")
    assert raised == f"x{SUPERSCRIPT[0]}2{SUPERSCRIPT[1]} 1" + "".join(
        f"{SUPERSCRIPT[0]}{letter}{SUPERSCRIPT[1]}" for letter in "er"
    )
    assert mark_field("H₂O") == "H₂O"


def test_all_characters_raised_of_themselves_are_known() -> None:
    """Those of one character that Unicode calls <super>."""
    kinds = {one: decomposition(one) for one in map(chr, range(sys.maxunicode))}
    found = {one: chr(int(kind[8:], 16)) for one, kind in kinds.items() if re.fullmatch("<super> \\w+", kind)}
    assert {one: raised(one) for one in found} == {one: shown.join(SUPERSCRIPT) for one, shown in found.items()}
    assert raised("ab¶") == "ab¶"
