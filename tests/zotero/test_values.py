"""Names and dates, as Zotero's fields hold them and as people write them there."""

import pytest

from plbib.model import Date, Name
from plbib.zotero import values


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        (Name(family="Humboldt", given="Alexander", dropping_particle="von"), ("Humboldt", "Alexander von")),
        (Name(family="Hooft", given="Gerard", non_dropping_particle="'t"), ("'t Hooft", "Gerard")),
        (Name(family="King", given="M. L.", suffix="Jr.", comma_suffix=True), ("King", "M. L.,! Jr.")),
        (Name(family="King", suffix="III"), ("King", ", III")),
        (Name(literal="others"), ("others",)),
        (Name(given="Quill"), ("", "Quill")),
        (Name(family='"de la Mare"', given="Jean de"), ('"de la Mare"', "Jean de")),
    ],
)
def test_names_are_parted_as_the_citation_processor_does(name: Name, parts: tuple[str, ...]) -> None:
    assert values.format_name(name) == parts
    assert values.parse_name(parts) == name


def test_a_particle_within_a_name_is_read_as_one() -> None:
    name = Name(family="van den Oord", given="Aäron")
    assert values.parse_name(values.format_name(name)) == Name(
        family="Oord", given="Aäron", non_dropping_particle="van den"
    )
    elided = Name(family="Alembert", given="Jean", non_dropping_particle="d'")
    assert values.parse_name(values.format_name(elided)) == Name(family="d'Alembert", given="Jean")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023-05-01", Date(date_parts=((2023, 5, 1),))),
        ("2023-05/2023-06", Date(date_parts=((2023, 5), (2023, 6)))),
        ("2023~", Date(date_parts=((2023,),), circa=True)),
        ("Autumn 2023", Date(date_parts=((2023,),), season=3)),
        ("-0044-03-15", Date(date_parts=((-44, 3, 15),))),
        ("n.d.", Date(literal="n.d.")),
        ('"2023"', Date(literal="2023")),
    ],
)
def test_dates_as_people_read_them(text: str, date: Date) -> None:
    assert values.format_date(date) == text
    assert values.parse_date(text) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("May 2023", Date(date_parts=((2023, 5),))),
        ("Fall 2023", Date(date_parts=((2023,),), season=3)),
        ("2023/05/01", Date(date_parts=((2023, 5, 1),))),
        ("2023-05-01T10:20:30Z", Date(date_parts=((2023, 5, 1),))),
        ("“soon”", Date(literal="soon")),
    ],
)
def test_dates_as_people_and_the_server_write_them(text: str, date: Date) -> None:
    assert values.parse_date(text) == date
