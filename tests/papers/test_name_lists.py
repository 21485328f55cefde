"""Lists of people as people write them: what is a list of several is parted, what may be one is left alone."""

import pytest

from plbib.papers.name_lists import with_ands, with_people, with_rulers, with_suffixes


@pytest.mark.parametrize(
    ("people", "parted"),
    [
        ("Ann Berg; Wei Li", "Ann Berg and Wei Li"),
        (r"Ann Berg \& Wei Li", "Ann Berg and Wei Li"),
        ("Berg, Ann; Li, Wei; and Vik, Ola", "Berg, Ann and Li, Wei and Vik, Ola"),
        ("Ann Berg;", "Ann Berg;"),  # one person
        ("Kite; String", "Kite; String"),  # two families, or anything
        ("Kite; Ann Berg", "Kite; Ann Berg"),
        ("Kite, A.; String, B.", "Kite, A. and String, B."),
        ("Ann Berg; X", "Ann Berg; X"),  # a letter is no name
        ("{Kite & Sons}", "{Kite & Sons}"),
        ("{Kite & Sons} & Ann Berg", "{Kite & Sons} and Ann Berg"),
        ("Ann Berg and Wei Li", "Ann Berg and Wei Li"),
    ],
)
def test_people_are_parted_where_each_part_is_a_whole_name(people: str, parted: str) -> None:
    assert with_ands(people) == parted
    assert with_ands(parted) == parted


@pytest.mark.parametrize(
    ("people", "whole"),
    [
        ("Kite, Ann and ", "Kite, Ann"),
        (" and Kite, Ann", "Kite, Ann"),
        ("Kite, Ann and Anders, Bo", "Kite, Ann and Anders, Bo"),
        ("Kite Brand", "Kite Brand"),
        ("and", "and"),
    ],
)
def test_an_and_with_nobody_beside_it_is_none(people: str, whole: str) -> None:
    assert with_people(people) == whole


@pytest.mark.parametrize(
    ("people", "turned"),
    [
        ("Sammy Davis Jr.", "Davis, Jr., Sammy"),
        ("Ann Berg and Hal Daum III", "Ann Berg and Daum, III, Hal"),
        ("Davis Jr.", "Davis Jr."),  # no given name
        ("Sammy Davis, Jr.", "Davis, Jr., Sammy"),
        ("Davis, Sammy, Jr.", "Davis, Jr., Sammy"),
        ("Davis, Sammy D., III", "Davis, III, Sammy D."),
        ("Davis Jr., Sammy and Berg, Ann", "Davis, Jr., Sammy and Berg, Ann"),
        (r"Hal Daum{\'e} III", r"Daum{\'e}, III, Hal"),
        ("Davis, Jr., Sammy", "Davis, Jr., Sammy"),
        ("{Davis Jr.}, Sammy", "{Davis Jr.}, Sammy"),  # the family, as somebody wants it
        ("Davis, Jr.", "Davis, Jr."),
        ("Sammy Davis", "Sammy Davis"),
    ],
)
def test_a_suffix_stands_behind_the_family(people: str, turned: str) -> None:
    assert with_suffixes(people) == turned


@pytest.mark.parametrize(
    ("people", "braced"),
    [("John Paul II", "{John Paul II}"), ("Ann Berg and Henry VIII", "Ann Berg and {Henry VIII}"), ("Ann V", "Ann V")],
)
def test_rulers_have_no_family(people: str, braced: str) -> None:
    assert with_rulers(people) == braced
