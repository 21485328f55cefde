"""Persons with one family name (CSL 1.0.2, "Disambiguation": givenname-disambiguation-rule)."""

import pytest
from lxml.etree import fromstring

from plbib.rendering.csl.namesakes import Level, Namesakes
from plbib.rendering.csl.people import Person
from plbib.rendering.csl.style import Style
from tests.rendering.csl.styles import TITLE, xml

WEI, WU, ADA = (Person(family="Li", given=given) for given in ("Wei", "Wu", "Ada"))
BERG = Person(family="Berg", given="Ada")


def met(rule: str, *entries: tuple[Person, ...], root: str = "") -> Namesakes:
    made = Namesakes(Style(fromstring(xml(TITLE, citing=f'givenname-disambiguation-rule="{rule}"', root=root))))
    for at, people in enumerate(entries):
        made.meet(at, people)
    return made


def shown(namesakes: Namesakes, person: Person, at: int = 0, *, initials: bool = True) -> Level:
    return namesakes.level(0, person, at, Level.FAMILY, Level.FAMILY, initials=initials)


def test_who_is_alone_with_a_family_name_needs_no_more() -> None:
    assert shown(met("all-names", (WEI,), (BERG,)), WEI) is Level.FAMILY


@pytest.mark.parametrize(
    ("other", "initials", "level"),
    [(ADA, True, Level.INITIALS), (ADA, False, Level.FULL), (WU, True, Level.FULL), (WEI, True, Level.FAMILY)],
)
def test_initials_if_they_tell_apart_else_the_name_in_full(other: Person, initials: bool, level: Level) -> None:
    """CSL 1.0.2, rule "all-names": initials where the style has them and they are enough."""
    assert shown(met("all-names", (WEI,), (other,)), WEI, initials=initials) is level


def test_some_rules_stop_at_initials() -> None:
    """CSL 1.0.2, rules "all-names-with-initials", "primary-name-with-initials"."""
    assert shown(met("all-names-with-initials", (WEI,), (ADA,)), WEI) is Level.INITIALS
    assert shown(met("all-names-with-initials", (WEI,), (WU,)), WEI) is Level.FAMILY
    assert shown(met("primary-name-with-initials", (WEI,), (ADA,)), WEI) is Level.INITIALS


def test_primary_names_are_the_first_ones_only() -> None:
    """CSL 1.0.2, rule "primary-name"."""
    assert shown(met("primary-name", (WEI,), (ADA,)), WEI) is Level.INITIALS
    assert shown(met("primary-name", (WEI,), (BERG, ADA)), WEI) is Level.FAMILY
    assert shown(met("primary-name", (BERG, WEI), (ADA,)), WEI, at=1) is Level.FAMILY
    assert shown(met("all-names", (WEI,), (BERG, ADA)), WEI) is Level.INITIALS


def test_organisations_have_no_given_name() -> None:
    kites = Person(literal="Kites")
    assert shown(met("all-names", (kites,), (Person(literal="Kites"),)), kites) is Level.FAMILY


def test_a_particle_makes_another_family_name_where_it_is_never_demoted() -> None:
    """CSL 1.0.2, "Name Particles": demote-non-dropping-particle."""
    particle = Person(family="Li", given="Ada", particle="van")
    never = 'demote-non-dropping-particle="never"'
    assert shown(met("all-names", (WEI,), (particle,), root=never), WEI) is Level.FAMILY
    assert shown(met("all-names", (WEI,), (particle,)), WEI) is Level.INITIALS


def test_by_cite_the_persons_of_an_entry_are_compared_however_late_they_are_met() -> None:
    namesakes = met("by-cite", (WEI,), (WU,))
    assert namesakes.level(0, WEI, 0, Level.INITIALS, Level.FAMILY, initials=True) is Level.INITIALS
    namesakes.meet(0, (WU,))
    namesakes.meet(1, (BERG,))
    other = namesakes.copy()
    other.meet(1, (WEI,))
    for known, level in ((namesakes, Level.INITIALS), (other, Level.FULL)):
        assert known.level(0, WEI, 0, Level.INITIALS, Level.FAMILY, initials=True) is Level.FULL
        assert known.level(1, WU, 0, Level.INITIALS, Level.FAMILY, initials=True) is level


@pytest.mark.parametrize("rule", ["by-cite", "all-names", "all-names-with-initials", "primary-name"])
@pytest.mark.parametrize("people", [(WEI, BERG), (WEI, WU), (WEI, Person(family=" Li.", given="Ada"))])
def test_what_is_usual_for_an_entry_is_so_for_each_of_its_names(rule: str, people: tuple[Person, ...]) -> None:
    namesakes = met(rule, people)
    for usual in Level:
        for requested in Level:
            levels = {namesakes.level(0, one, 0, usual, requested, initials=True) for one in people}
            assert levels == {usual} or not namesakes.are_usual(0, usual, requested)


def test_most_entries_have_no_namesakes() -> None:
    assert met("by-cite", (WEI, BERG)).are_usual(0, Level.INITIALS, Level.FAMILY)
    assert not met("by-cite", (WEI, WU)).are_usual(0, Level.INITIALS, Level.FAMILY)
    assert met("by-cite", (WEI, WU)).are_usual(0, Level.FULL, Level.FAMILY)
