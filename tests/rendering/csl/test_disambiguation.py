"""Telling entries apart (CSL 1.0.2, "Disambiguation")."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.rendering.csl.disambiguation import letters
from plbib.rendering.output.text import to_text
from tests.rendering.csl.styles import AUTHOR, TITLE, YEAR, engine, item, listed, on, people, records

SHORT = '<names variable="author"><name form="short" et-al-min="3" et-al-use-first="1"/></names>'
CITED = f"{SHORT}{YEAR}"
SUFFIXES = {"citation": CITED, "citing": 'disambiguate-add-year-suffix="true"'}
BODY = f'{SHORT}<text value=" "/>{YEAR}<text value=" "/>{TITLE}'


def paper(title: str, *names: str, year: int = 2020) -> Any:
    return item(title=title, author=people(*(names or ("Li, Wei",))), issued=on(year))


def test_letters_go_on_after_z() -> None:
    """CSL 1.0.2, "Disambiguation": disambiguate-add-year-suffix ("z" is followed by "aa")."""
    assert [letters(n) for n in (0, 1, 25, 26, 51, 52, 701, 702)] == ["a", "b", "z", "aa", "az", "ba", "zz", "aaa"]


@given(st.lists(st.integers(0, 5000), unique=True, min_size=2))
def test_no_two_entries_have_the_same_letters(numbers: list[int]) -> None:
    made = [letters(n) for n in sorted(numbers)]
    assert made == sorted(made, key=lambda text: (len(text), text))
    assert len(set(made)) == len(made)


def test_entries_cited_alike_get_letters_in_the_order_of_the_list() -> None:
    """CSL 1.0.2, "Disambiguation": year suffixes follow the order of the bibliography."""
    made = [paper("B"), paper("A"), paper("C", year=2021), paper("D", "Berg, Ada")]
    by_title = listed(BODY, *made, sort='<key variable="title"/>', **SUFFIXES)
    assert by_title == ["Li 2020a A", "Li 2020b B", "Li 2021 C", "Berg 2020 D"]
    assert listed(BODY, *made, **SUFFIXES)[:2] == ["Li 2020a B", "Li 2020b A"]


def test_without_the_option_entries_stay_alike() -> None:
    """CSL 1.0.2, "Disambiguation": off by default."""
    assert listed(BODY, paper("A"), paper("B"), citation=CITED) == ["Li 2020 A", "Li 2020 B"]


def test_the_letter_stands_where_the_style_puts_it() -> None:
    """CSL 1.0.2, "Disambiguation": the suffix follows the year unless cs:text asks for year-suffix."""
    body = f'{TITLE}<text value=" "/>{YEAR}<text variable="year-suffix" prefix="/"/>'
    assert listed(body, paper("A"), paper("B"), paper("C", year=1), **SUFFIXES) == ["A 2020/a", "B 2020/b", "C 1 AD"]


def test_only_the_first_year_takes_the_letter() -> None:
    """CSL 1.0.2, "Disambiguation": the first rendered year."""
    assert listed(f'{YEAR}<text value=" "/>{YEAR}', paper("A"), paper("B"), **SUFFIXES) == ["2020a 2020", "2020b 2020"]


def test_entries_without_a_year_can_have_letters() -> None:
    """CSL 1.0.2, "Disambiguation": an explicit year-suffix works without a date."""
    body = f'{TITLE}<text variable="year-suffix" prefix=" n.d.-"/>'
    made = [item(title=title, author=people("Li, Wei")) for title in ("A", "B")]
    assert listed(body, *made, **SUFFIXES) == ["A n.d.-a", "B n.d.-b"]


def test_names_are_added_until_entries_differ() -> None:
    """CSL 1.0.2, "Disambiguation": disambiguate-add-names."""
    made = [paper("A", "Li, W", "Berg, A", "Quill, Q", "Reel, R"), paper("B", "Li, W", "Berg, A", "Sail, S", "Reel, R")]
    citing = 'disambiguate-add-names="true" disambiguate-add-givenname="true"'
    assert listed(SHORT, *made, citation=CITED, citing=citing) == ["Li, Berg, Quill, et al.", "Li, Berg, Sail, et al."]


def test_names_that_do_not_help_are_not_added() -> None:
    """CSL 1.0.2, "Disambiguation": names are only added if that disambiguates; a suffix is the next means."""
    made = [paper("A", "Li, W", "Berg, A", "Quill, Q"), paper("B", "Li, W", "Berg, A", "Quill, Q")]
    citing = 'disambiguate-add-names="true" disambiguate-add-year-suffix="true"'
    assert listed(f"{SHORT}{YEAR}", *made, citation=CITED, citing=citing) == ["Li et al.2020a", "Li et al.2020b"]


@pytest.mark.parametrize(
    ("rule", "wei_ada", "wei_wu"),
    [
        ("all-names", ["W. Li", "A. Li"], ["Wei Li", "Wu Li"]),
        ("all-names-with-initials", ["W. Li", "A. Li"], ["Li", "Li"]),
        ("primary-name", ["W. Li", "A. Li"], ["Wei Li", "Wu Li"]),
        ("primary-name-with-initials", ["W. Li", "A. Li"], ["Li", "Li"]),
        ("by-cite", ["W. Li", "A. Li"], ["Wei Li", "Wu Li"]),
    ],
)
def test_given_names_tell_persons_apart(rule: str, wei_ada: list[str], wei_wu: list[str]) -> None:
    """CSL 1.0.2, "Disambiguation": givenname-disambiguation-rule; what initials cannot tell apart stays as it was."""
    names = '<names variable="author"><name form="short" initialize-with=". "/></names>'
    style = {
        "citation": names,
        "citing": f'disambiguate-add-givenname="true" givenname-disambiguation-rule="{rule}"',
    }
    assert listed(names, paper("A", "Li, Wei"), paper("B", "Li, Ada"), **style) == wei_ada
    assert listed(names, paper("A", "Li, Wei"), paper("B", "Li, Wu"), **style) == wei_wu


def test_by_cite_given_names_are_shown_only_where_cites_are_alike() -> None:
    """CSL 1.0.2, "Disambiguation": rule "by-cite"."""
    names = '<names variable="author"><name form="short" initialize-with=". "/></names>'
    style = {"citation": f"{names}{YEAR}", "citing": 'disambiguate-add-givenname="true"'}
    made = [paper("A", "Li, Wei"), paper("B", "Li, Ada", year=1999)]
    assert listed(names, *made, **style) == ["Li", "Li"]
    rule = 'disambiguate-add-givenname="true" givenname-disambiguation-rule="all-names"'
    assert listed(names, *made, **{**style, "citing": rule}) == ["W. Li", "A. Li"]


def test_the_condition_is_the_last_means() -> None:
    """CSL 1.0.2, "Disambiguation": disambiguate="true" in cs:choose."""
    condition = f'<choose><if disambiguate="true">{TITLE}</if></choose>'
    cited = f"{SHORT}{condition}"
    body = f'{SHORT}<choose><if disambiguate="true"><text variable="title" prefix=" "/></if></choose>'
    assert listed(body, paper("A"), paper("B"), paper("C", "Berg, Ada"), citation=cited) == ["Li A", "Li B", "Berg"]


def test_a_hundred_entries_alike_are_all_told_apart() -> None:
    made = listed(f"{AUTHOR}{YEAR}", *(paper(f"T{n}") for n in range(100)), **SUFFIXES)
    assert made == [f"Wei Li2020{letters(n)}" for n in range(100)]


def test_entries_are_told_apart_over_all_sections() -> None:
    """CslEngine.write: letters go on from section to section, and an entry keeps its own."""
    one, two, three = records(paper("A"), paper("B"), paper("C"))
    sections = engine(BODY, **SUFFIXES).write([[one], [two, one], [three]])
    assert [[to_text(reference.marked) for reference in section] for section in sections] == [
        ["Li 2020a A"],
        ["Li 2020b B", "Li 2020a A"],
        ["Li 2020c C"],
    ]
