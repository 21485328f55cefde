"""Names made ready (CSL-JSON; CSL 1.0.2, "Name Particles"): parts that were written into others are cut off."""

from collections import Counter

import pytest
from hypothesis import given

from plbib.model import Name
from plbib.rendering.csl.people import NameOrder, Person, person
from tests.samples import anything, names


@pytest.mark.parametrize(
    ("family", "particle", "rest"),
    [
        ("van der Berg", "van der", "Berg"),
        ("de la Cruz", "de la", "Cruz"),
        ("von Humboldt", "von", "Humboldt"),
        ("al-Ghazali", "al-", "Ghazali"),
        ("d’Arc", "d’", "Arc"),
        ("Berg", "", "Berg"),
        ("Vandenberg", "", "Vandenberg"),
        ("van", "", "van"),
        ("Le Cun", "", "Le Cun"),
        ("bell hooks", "bell", "hooks"),
        ("أبو زيد", "", "أبو زيد"),
        ("בן דוד", "", "בן דוד"),
        ("Élan Vital", "", "Élan Vital"),
    ],
)
def test_a_particle_in_the_family_name_is_cut_off(family: str, particle: str, rest: str) -> None:
    """CSL 1.0.2, "Name Particles"; the words at the front in lower case, as the reference processor has it."""
    made = person(Name(family=family, given="Ada"))
    assert made is not None
    assert (made.particle, made.family) == (particle, rest)


def test_what_is_quoted_is_not_cut() -> None:
    """CSL-JSON: a family name in straight quotes is protected; the quotes are not printed."""
    assert person(Name(family='"van der Berg"', given="Ada")) == Person(family="van der Berg", given="Ada")


def test_particles_that_are_given_are_kept() -> None:
    name = Name(family="Berg", given="Ada", non_dropping_particle="van", dropping_particle="de")
    assert person(name) == Person(family="Berg", given="Ada", particle="van", dropping="de")


def test_words_in_lower_case_after_the_given_name_are_dropping_particles() -> None:
    """CSL 1.0.2, "Name Particles": dropping-particle."""
    assert person(Name(family="Humboldt", given="Alexander von")) == Person(
        family="Humboldt", given="Alexander", dropping="von"
    )


def test_a_suffix_after_the_given_name_is_cut_off() -> None:
    assert person(Name(family="King", given="Martin, Jr.")) == Person(family="King", given="Martin", suffix="Jr.")
    assert person(Name(family="King", given="Martin,! Jr.")) != person(Name(family="King", given="Martin, Jr."))
    assert person(Name(family="King", given="Martin, !Jr.")) == Person(
        family="King", given="Martin", suffix="Jr.", comma_suffix=True
    )


@pytest.mark.parametrize("name", [Name(), Name(family=" "), Name(literal=" "), Name(family="", given="\n")])
def test_what_says_nothing_is_nobody(name: Name) -> None:
    assert person(name) is None


def test_one_name_alone_stands_where_a_family_name_does() -> None:
    assert person(Name(family="Plato")) == Person(family="Plato")
    assert person(Name(given="Plato")) == Person(family="Plato", order=NameOrder.LONE)


@pytest.mark.parametrize(
    ("family", "particle", "rest"),
    [
        ("o'Reilly", "o’", "Reilly"),
        ("van 't Hoff", "van ’t", "Hoff"),
        ("de’ Medici", "de’ ", "Medici"),
        ("al-Hakim", "al-", "Hakim"),
        ("Smith-jones", "", "Smith-jones"),
        ("von", "", "von"),
        ("毛 泽", "", "毛 泽"),
    ],
)
def test_words_in_lower_case_and_what_is_joined_to_them_are_particles(family: str, particle: str, rest: str) -> None:
    made = person(Name(family=family, given="Ann"))
    assert made is not None
    assert (made.particle, made.family) == (particle, rest)


def test_a_suffix_in_the_given_name_is_cut_off_before_particles() -> None:
    made = person(Name(family="Aubignac", given="François, abbé d'"))
    assert made == Person(family="Aubignac", given="François", suffix="abbé d’")


def test_organisations_are_whole() -> None:
    assert person(Name(literal="van Kites & Sons, Inc.")) == Person(literal="van Kites & Sons, Inc.")


@pytest.mark.parametrize(
    ("family", "given", "order"),
    [
        ("李", "明", NameOrder.SOLID),
        ("山田", "太郎", NameOrder.SOLID),
        ("김", "민준", NameOrder.SOLID),
        ("Li", "明", NameOrder.BY_STYLE),
        ("Li", "Ming", NameOrder.BY_STYLE),
        ("李", "Ming", NameOrder.STATIC),
    ],
)
def test_scripts_without_blanks_join(family: str, given: str, order: NameOrder) -> None:
    """CSL 1.0.2, "Name-part Order": names in CJK scripts."""
    made = person(Name(family=family, given=given))
    assert made is not None
    assert made.order is order


def test_apostrophes_are_curly() -> None:
    assert person(Name(family="O'Neil", given="Ann")) == Person(family="O’Neil", given="Ann")


@given(names(anything.map(lambda text: text.replace("<", "‹"))))
def test_no_letter_of_a_name_is_lost(name: Name) -> None:
    said = [name.family, name.given, name.dropping_particle, name.non_dropping_particle, name.suffix]
    made = person(name)
    if made is None:
        assert not any((part or "").strip() for part in (name.family, name.given, name.literal))
    elif not made.literal:
        printed = made.family + made.given + made.dropping + made.particle + made.suffix
        assert Counter(filter(str.isalnum, printed)) == Counter(filter(str.isalnum, "".join(filter(None, said))))


@given(names(anything))
def test_no_part_of_a_name_holds_what_the_engine_keeps_for_itself(name: Name) -> None:
    marked = [f"{text}\ue00c\ue020" if text else text for text in (name.family, name.given, name.literal)]
    made = person(
        Name(family=marked[0], given=marked[1], literal=marked[2], suffix="Jr\ue00d", dropping_particle="\ue03f")
    )
    parts = "" if made is None else "".join(part for part in made if isinstance(part, str))
    assert not {"\ue00c", "\ue00d", "\ue020", "\ue03f"} & set(parts)
