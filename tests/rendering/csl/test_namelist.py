"""Lists of names (CSL 1.0.2, "Name": and, delimiters; "Et-al")."""

import pytest

from plbib.model import Name
from tests.rendering.csl.styles import AUTHOR, html, item, locale, people, printed

FIVE = tuple(f"Name{n}, A" for n in range(1, 6))


def names(count: int, attributes: str = "", language: str = "en-US", et_al: str = "", **style: str) -> str:
    body = f'<names variable="author"><name form="short" {attributes}/>{et_al}</names>'
    return printed(body, item(title="x", author=people(*FIVE[:count])), language, **style).replace("Name", "")


@pytest.mark.parametrize(
    ("count", "attributes", "text"),
    [
        (3, "", "1, 2, 3"),
        (3, 'delimiter="; "', "1; 2; 3"),
        (2, 'and="text"', "1 and 2"),
        (3, 'and="text"', "1, 2, and 3"),
        (3, 'and="symbol"', "1, 2, & 3"),
        (2, 'and="text" delimiter-precedes-last="always"', "1, and 2"),
        (3, 'and="text" delimiter-precedes-last="always"', "1, 2, and 3"),
        (3, 'and="text" delimiter-precedes-last="never"', "1, 2 and 3"),
        (2, 'and="text" delimiter-precedes-last="contextual"', "1 and 2"),
        (1, 'and="text"', "1"),
    ],
)
def test_the_last_name_is_joined_by_a_word_or_a_sign(count: int, attributes: str, text: str) -> None:
    """CSL 1.0.2, "Name": and, delimiter, delimiter-precedes-last."""
    assert names(count, attributes) == text


def test_no_delimiter_stands_before_and_in_a_script_without_blanks() -> None:
    """CSL 1.0.2, "Name": delimiter-precedes-last; a word of such a script joins by itself."""
    assert names(3, 'and="text"', "zh-CN") == "1, 2和3"
    assert names(2, 'and="text" delimiter-precedes-last="always"', "zh-CN") == "1, 和2"
    assert names(3, 'and="text" delimiter-precedes-last="always"', "zh-CN") == "1, 2和3", "as citeproc-js has it"


def test_a_delimiter_may_follow_inverted_names_only() -> None:
    """CSL 1.0.2, "Name": delimiter-precedes-last="after-inverted-name"."""
    two = item(title="x", author=people("Li, Wei", "Berg, Ada"))
    body = '<names variable="author"><name and="text" delimiter-precedes-last="after-inverted-name" {}/></names>'
    assert printed(body.format('name-as-sort-order="first"'), two) == "Li, Wei, and Ada Berg"
    assert printed(body.format('name-as-sort-order="all"'), two) == "Li, Wei, and Berg, Ada"
    assert printed(body.format(""), two) == "Wei Li and Ada Berg"


@pytest.mark.parametrize(
    ("count", "least", "first", "text"),
    [
        (2, 3, 1, "1, 2"),
        (3, 3, 1, "1 et al."),
        (5, 3, 2, "1, 2, et al."),
        (3, 3, 3, "1, 2, 3"),
        (5, 4, 3, "1, 2, 3, et al."),
    ],
)
def test_long_lists_are_abbreviated(count: int, least: int, first: int, text: str) -> None:
    """CSL 1.0.2, "Name": et-al-min, et-al-use-first."""
    assert names(count, f'et-al-min="{least}" et-al-use-first="{first}"') == text


@pytest.mark.parametrize(
    ("rule", "one", "two"),
    [
        ("contextual", "1 et al.", "1, 2, et al."),
        ("always", "1, et al.", "1, 2, et al."),
        ("never", "1 et al.", "1, 2 et al."),
    ],
)
def test_the_delimiter_before_et_al(rule: str, one: str, two: str) -> None:
    """CSL 1.0.2, "Name": delimiter-precedes-et-al."""
    attributes = f'et-al-min="3" delimiter-precedes-et-al="{rule}" et-al-use-first='
    assert [names(4, f'{attributes}"{n}"') for n in (1, 2)] == [one, two]


def test_a_delimiter_before_et_al_may_follow_inverted_names_only() -> None:
    """CSL 1.0.2, "Name": delimiter-precedes-et-al="after-inverted-name"."""
    rule = 'delimiter-precedes-et-al="after-inverted-name" et-al-min="3" et-al-use-first'
    body = '<names variable="author"><name {}/></names>'
    three = item(title="x", author=people("Li, Wei", "Berg, Ada", "Quill, Q"))
    assert printed(body.format(f'{rule}="1" name-as-sort-order="first"'), three) == "Li, Wei, et al."
    assert printed(body.format(f'{rule}="2" name-as-sort-order="first"'), three) == "Li, Wei, Ada Berg et al."
    assert printed(body.format(f'{rule}="1"'), three) == "Wei Li et al."


@pytest.mark.parametrize(
    ("count", "least", "first", "text"),
    [
        (5, 3, 1, "1 … 5"),
        (5, 5, 3, "1, 2, 3, … 5"),
        (5, 5, 4, "1, 2, 3, … 5"),
        (5, 4, 3, "1, 2, … 5"),
        (5, 4, 2, "1, 2, … 5"),
        (3, 3, 1, "1 … 3"),
        (3, 3, 2, "1 … 3"),
    ],
)
def test_the_last_name_may_follow_an_ellipsis(count: int, least: int, first: int, text: str) -> None:
    """CSL 1.0.2, "Name": et-al-use-last; at least two names must be left out."""
    assert names(count, f'et-al-min="{least}" et-al-use-first="{first}" et-al-use-last="true"') == text


def test_et_al_may_be_another_term_in_another_font() -> None:
    """CSL 1.0.2, "Et-al"."""
    rule = 'et-al-min="2" et-al-use-first="1"'
    assert names(3, rule, et_al='<et-al term="and others"/>') == "1 and others"
    body = f'<names variable="author"><name form="short" {rule}/><et-al font-style="italic"/></names>'
    assert html(body, item(title="x", author=people(*FIVE))) == "Name1 <i>et al.</i>"


def test_an_empty_et_al_leaves_the_names_alone() -> None:
    """CSL 1.0.2, "Et-al"."""
    own = locale('<term name="et-al"/>')
    assert names(3, 'et-al-min="2" et-al-use-first="1"', locales=own) == "1"


@pytest.mark.parametrize(
    ("language", "both", "some"),
    [("de-DE", "1 und 2", "1 u. a."), ("fr-FR", "1 et 2", "1 et al."), ("ar", "1 و 2", "1 وآخرون")],
)
def test_the_words_between_names_are_the_languages(language: str, both: str, some: str) -> None:
    """CSL 1.0.2, "Name": and; "Et-al": terms of the locale."""
    assert names(2, 'and="text"', language) == both
    assert names(3, 'et-al-min="2" et-al-use-first="1"', language).replace("\xa0", " ") == some


def test_japanese_words_need_no_blanks() -> None:
    two = item(title="x", author=[{"family": "山田", "given": "太郎"}, {"family": "李", "given": "明"}])
    assert printed('<names variable="author"><name and="text"/></names>', two, "ja-JP") == "山田太郎と李明"
    rule = '<names variable="author"><name et-al-min="2" et-al-use-first="1"/></names>'
    assert printed(rule, two, "ja-JP") == "山田太郎ほか"


def test_only_the_first_name_may_be_inverted() -> None:
    """CSL 1.0.2, "Name": name-as-sort-order="first"."""
    two = item(title="x", author=people("Li, Wei", "Berg, Ada"))
    assert printed('<names variable="author"><name name-as-sort-order="first"/></names>', two) == "Li, Wei, Ada Berg"


def test_et_al_is_inherited_and_needs_both_numbers() -> None:
    """CSL 1.0.2, "Inheritable Name Options": et-al-min and et-al-use-first."""
    three = item(title="x", author=people(*FIVE[:3]))
    assert printed(AUTHOR, three, options='et-al-min="3" et-al-use-first="1" name-form="short"') == "Name1 et al."
    assert printed(AUTHOR, three, root='et-al-min="3" et-al-use-first="1" name-form="short"') == "Name1 et al."


def test_a_thousand_names_are_all_printed() -> None:
    crowd = [f"Name{n}, A" for n in range(1000)]
    made = printed(AUTHOR, item(title="x", author=people(*crowd)))
    assert made.split(", ") == [f"A Name{n}" for n in range(1000)]


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        ("", "Li et al."),
        ('and="text"', "Li et al."),
        ('et-al-min="2" et-al-use-first="1"', "Li et al."),
        ('et-al-min="2" et-al-use-first="1" et-al-use-last="true"', "Li et al."),
    ],
)
def test_a_list_that_is_not_whole_ends_with_et_al(attributes: str, text: str) -> None:
    """``and others`` of BibTeX is no person."""
    one = item(title="x", author=(*people("Li, Wei"), Name(literal="others")))
    assert printed(f'<names variable="author"><name form="short" {attributes}/></names>', one) == text
    several = item(title="x", author=(*people("Li, Wei", "Berg, Ada"), Name(literal="others")))
    both = printed(f'<names variable="author"><name form="short" {attributes}/></names>', several)
    assert both == (text if "min" in attributes else "Li, Berg, et al.")
