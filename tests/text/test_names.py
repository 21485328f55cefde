"""Names in BibTeX: written so that BibTeX splits them where we would, and read by its rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.model import Name
from plbib.text.names import from_bibtex, to_bibtex
from plbib.text.unicode import clean
from samples import folded, legible, names, said


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name(family="Hargreave", given="Zoë"), 'Hargreave, Zo{\\"e}'),
        (Name(family="Berg", given="Jan", non_dropping_particle="van der"), "van der Berg, Jan"),
        (Name(family="Gogh", given="Vincent", dropping_particle="van"), "van Gogh, Vincent"),
        (Name(family="King", given="Martin Luther", suffix="Jr."), "King, Jr., Martin Luther"),
        (Name(family="García Márquez", given="Gabriel"), "Garc{\\'i}a M{\\'a}rquez, Gabriel"),
        (Name(family="Li"), "Li"),
        (Name(family="Kim Il"), "{Kim Il}"),
        (Name(family="Gogh", non_dropping_particle="van"), "{van Gogh}"),
        (Name(family="King", suffix="Jr."), "{King, Jr.}"),
        (Name(given="Quill"), "{Quill}"),
        (Name(literal="Kites and Strings, Inc."), "{Kites and Strings, Inc.}"),
        (Name(family="Sands and Sons", given="A"), "{Sands and Sons}, A"),
        (Name(family="Smith, the Elder", given="A"), "{Smith, the Elder}, A"),
        (Name(literal="others"), "others"),
        (Name(family=" ", given=""), ""),
    ],
)
def test_a_name_is_written_so_that_bibtex_splits_it_right(name: Name, written: str) -> None:
    assert to_bibtex((name,)) == written


def test_names_are_joined_by_and() -> None:
    people = (Name(family="Li", given="Wei"), Name(), Name(literal="Kites Inc."), Name(literal="others"))
    assert to_bibtex(people) == "Li, Wei and {Kites Inc.} and others"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('Zo{\\"e} Hargreave', Name(family="Hargreave", given="Zoë")),
        ("Jan van der Berg", Name(family="Berg", given="Jan", non_dropping_particle="van der")),
        ("van der Berg, Jan", Name(family="Berg", given="Jan", non_dropping_particle="van der")),
        ("King, Jr., Martin Luther", Name(family="King", given="Martin Luther", suffix="Jr.")),
        ("{Kites and Strings, Inc.}", Name(literal="Kites and Strings, Inc.")),
        ("{\\'E}mile Zola", Name(family="Zola", given="Émile")),
        ("Plato", Name(family="Plato")),
        ("others", Name(literal="others")),
        (",", Name(literal=",")),
        ("Kite\\", Name(family="Kite")),
        ("A, B, C, D", Name(family="A", given="C D", suffix="B")),
    ],
)
def test_a_name_is_read_by_the_rules_of_bibtex(written: str, name: Name) -> None:
    assert from_bibtex(written) == (name,)


def test_only_the_word_and_outside_braces_separates_names() -> None:
    read = from_bibtex("Anders Andersson and {Sand and Sons} AND Rand, A\n and Brandy Land")
    assert [said(name) for name in read] == ["Anders Andersson", "Sand and Sons", "A Rand", "Brandy Land"]


@given(st.lists(names(legible.map(clean)), max_size=4))
def test_names_read_back_as_they_are_said_but_for_curly_apostrophes(people: list[Name]) -> None:
    read = from_bibtex(to_bibtex(tuple(people)))
    assert [clean(said(name)) for name in read] == [*filter(None, (folded(said(name)) for name in people))]
