"""Names in BibTeX: written so that BibTeX splits them where we would, and read by its rules."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.model import Name
from plbib.text import names as names_of
from plbib.text.names import from_bibtex, to_bibtex
from plbib.text.unicode import clean
from tests.samples import folded, legible, names, said


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
        ("Ortega y Gasset, Jos{\\'e}", Name(family="Ortega y Gasset", given="José")),
        ("{\\'A}vila de la Kite, Jr, Ann", Name(family="Ávila de la Kite", given="Ann", suffix="Jr")),
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


# Split by bibtexparser or not at all --------------------------------------------------------------------------------

WORDS = (
    "Li van O'Neil {van} {A B} {\\'E}va Zo{\\\"e} {a {b} c} M. \\'Eva {\\o}re and , ~ { } \\ \\~o d'Or {x,y} --".split(
        " "
    )
)


@given(st.lists(st.sampled_from([*WORDS, "", ", ", " "]), max_size=7).map(" ".join))
def test_a_name_that_is_not_split_is_as_bibtexparser_splits_it(text: str) -> None:
    for written in (text, text.replace("  ", " ").replace(" ,", ",")):
        with pytest.MonkeyPatch.context() as patch:
            read = names_of.from_bibtex(written)
            patch.setattr(names_of, "_FAMILY_FIRST", re.compile(r"(?!)"))
            names_of._name.cache_clear()  # noqa: SLF001
            assert names_of.from_bibtex(written) == read
            names_of._name.cache_clear()  # noqa: SLF001


@given(st.lists(st.sampled_from([*WORDS, " and ", "\\{", "and", "\nAND "]), max_size=8).map("".join))
def test_names_are_parted_where_no_brace_is_open(text: str) -> None:
    depth, at, parts = 0, 0, [""]
    while at < len(text):
        word = re.match(r"\sand(?=\s)", text[at:], re.IGNORECASE)
        step = 2 if text[at] == "\\" else len(word[0]) if word and not depth else 1
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        parts = [*parts, ""] if word and not depth else [*parts[:-1], parts[-1] + text[at : at + step]]
        at += step
    assert names_of._split(text) == parts  # noqa: SLF001


def fields(name: Name) -> tuple[str | None, ...]:
    return (name.family, name.given, name.dropping_particle, name.non_dropping_particle, name.suffix, name.literal)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("family=Gogh, given=Vincent, prefix=van", ("Gogh", "Vincent", None, "van", None, None)),
        ("family=Gogh, given=Vincent, prefix=van, useprefix=false", ("Gogh", "Vincent", "van", None, None, None)),
        ("family=Gogh, prefix=van, useprefix=true", ("Gogh", None, None, "van", None, None)),
        ("given=Quill, id=x", (None, None, None, None, None, "Quill")),
        ("family=King, suffix=Jr.", ("King", None, None, None, "Jr.", None)),
        ('"family={G, H}", given=A, family=B', ("G, H", "A", None, None, None, None)),
        ("id=x", ("id=x", None, None, None, None, None)),
        ("Van Gogh, V", ("Van Gogh", "V", None, None, None, None)),
        ("Van de Gogh", ("Gogh", "Van", None, "de", None, None)),
        ("De Gogh, A, B", ("De Gogh", "B", None, None, "A", None)),
        ("{A} {B}", ("B", "A", None, None, None, None)),
        ("A{B}", ("AB", None, None, None, None, None)),
        ("x {", (None, None, None, None, None, "x ")),
        (r"\'E A", ("A", "É", None, None, None, None)),
        (r"\v Cern\'y", ("Černý", None, None, None, None, None)),
    ],
)
def test_the_parts_of_a_name(written: str, parts: tuple[str | None, ...]) -> None:
    assert [*map(fields, from_bibtex(written))] == [parts]


@pytest.mark.parametrize(
    ("name", "ascii_only", "bytewise", "free"),
    [
        (Name(family="Łódź", given="Ég"), r"{\L}{\'o}d{\'z}, {\'E}g", r"{\L}{\'o}dź, {\'E}g", "Łódź, Ég"),
        (
            Name(family="Ångström", given="Örjan Ärlig"),
            r"{\r{A}}ngstr{\"o}m, {\"O}rjan {\"A}rlig",
            r"{\r{A}}ngström, {\"O}rjan {\"A}rlig",
            "Ångström, Örjan Ärlig",
        ),
        (Name(literal="École x École"), r"{{\'E}cole x {\'E}cole}", r"{{\'E}cole x {\'E}cole}", "{École x École}"),
    ],
)
def test_what_a_style_may_cut_is_ascii_where_bytes_count(name: Name, ascii_only: str, bytewise: str, free: str) -> None:
    assert to_bibtex((name,)) == ascii_only
    assert to_bibtex((name,), utf8=True) == bytewise
    assert to_bibtex((name,), utf8=True, bytewise=False) == free


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name(family="Delpech de Saint", given="C"), "{Delpech de Saint}, C"),
        (Name(family="al-Khatib", given="A"), "{al-Khatib}, A"),
        (Name(family="Khatib al", given="A"), "Khatib al, A"),  # the last word is never a particle
        (Name(family="A", given="B", suffix="C, D"), "{B A, {C, D}}"),
        (Name(family="A; B", given="C"), "{A; B}, C"),
        (Name(family="A", given="B", non_dropping_particle="x", dropping_particle="y"), "y x A, B"),
        (Name(family="A", given="B", suffix="C", non_dropping_particle="x"), "x A, C, B"),
        (Name(given="B", suffix="C"), "{B C}"),
        (Name(literal="a  b"), "{a b}"),
    ],
)
def test_what_bibtex_would_split_elsewhere_is_held_together(name: Name, written: str) -> None:
    assert to_bibtex((name,)) == written


def test_lists_are_parted_at_and_outside_braces() -> None:
    assert names_of.split_list("A and {B and C} AND D") == ["A", "{B and C}", "D"]
    assert [names_of.has_and(text) for text in ("a and b", "and b", "a and", "sand b", "a andy")] == [True] * 3 + [
        False
    ] * 2


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("Ann Berg AND Bo Cole", ["Berg", "Cole"]),
        ("Ann Bergand", ["Bergand"]),
        ("Ann Berg} and Bo Cole", ["Bo Cole"]),  # the brace closes nothing, so that nobody parts them
    ],
)
def test_what_parts_names_is_looked_for_in_any_case_and_outside_braces(text: str, families: list[str]) -> None:
    assert [name.family for name in from_bibtex(text)] == families
