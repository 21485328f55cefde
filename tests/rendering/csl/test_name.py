"""Single names (CSL 1.0.2, "Name", "Name-part Order", "Name-part Formatting", "Name Particles")."""

from typing import Any

import pytest

from tests.rendering.csl.styles import AUTHOR, html, item, people, printed

GOGH = {"family": "Gogh", "given": "Vincent Willem", "non-dropping-particle": "van"}
HUMBOLDT = {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"}
KING = {"family": "King", "given": "Martin Luther", "suffix": "Jr.", "comma-suffix": True}


def name(person: dict[str, Any], attributes: str = "", parts: str = "", language: str = "en-US", **style: str) -> str:
    body = f'<names variable="author"><name {attributes}>{parts}</name></names>'
    return printed(body, item(title="x", author=[person]), language, **style)


@pytest.mark.parametrize(
    ("person", "text"),
    [
        (GOGH, "Vincent Willem van Gogh"),
        (HUMBOLDT, "Alexander von Humboldt"),
        (KING, "Martin Luther King, Jr."),
        ({"family": "Ray", "given": "Bob", "suffix": "III"}, "Bob Ray III"),
        ({"family": "Plato"}, "Plato"),
        ({"given": "Plato"}, "Plato"),
        ({"literal": "Kites & Sons"}, "Kites & Sons"),
        ({"family": "d’Arc", "given": "Jeanne"}, "Jeanne d’Arc"),
        ({"family": "Hôpital", "given": "Guillaume", "non-dropping-particle": "l’"}, "Guillaume l’Hôpital"),
        ({"family": "Ghazali", "given": "Abu", "non-dropping-particle": "al-"}, "Abu al-Ghazali"),
    ],
)
def test_names_in_their_display_order(person: dict[str, Any], text: str) -> None:
    """CSL 1.0.2, "Name-part Order": given, dropping particle, non-dropping particle, family, suffix."""
    assert name(person) == text


@pytest.mark.parametrize(
    ("person", "demote", "text"),
    [
        (GOGH, "never", "van Gogh, Vincent Willem"),
        (GOGH, "sort-only", "van Gogh, Vincent Willem"),
        (GOGH, "display-and-sort", "Gogh, Vincent Willem van"),
        (HUMBOLDT, "never", "Humboldt, Alexander von"),
        (HUMBOLDT, "display-and-sort", "Humboldt, Alexander von"),
        (KING, "never", "King, Martin Luther, Jr."),
        ({"literal": "Kites & Sons"}, "never", "Kites & Sons"),
    ],
)
def test_inverted_names(person: dict[str, Any], demote: str, text: str) -> None:
    """CSL 1.0.2, "Name-part Order": name-as-sort-order and demote-non-dropping-particle."""
    root = f'demote-non-dropping-particle="{demote}"'
    assert name(person, 'name-as-sort-order="all"', root=root) == text


@pytest.mark.parametrize(
    ("person", "text"),
    [(GOGH, "van Gogh"), (HUMBOLDT, "Humboldt"), (KING, "King"), ({"literal": "Kites Inc"}, "Kites Inc")],
)
def test_the_short_form_is_the_family_name_with_its_particle(person: dict[str, Any], text: str) -> None:
    """CSL 1.0.2, "Name": form="short"."""
    assert name(person, 'form="short"') == text


def test_the_sort_separator_stands_between_inverted_parts() -> None:
    """CSL 1.0.2, "Name": sort-separator."""
    assert name(GOGH, 'name-as-sort-order="all" sort-separator=" / "') == "Gogh / Vincent Willem van"
    assert name(GOGH, 'name-as-sort-order="all" sort-separator=" " initialize-with=""') == "Gogh VW van"


def test_initials_in_either_order() -> None:
    """CSL 1.0.2, "Name": initialize-with."""
    assert name(GOGH, 'initialize-with="."') == "V.W. van Gogh"
    assert name(GOGH, 'initialize-with=". " name-as-sort-order="all"') == "Gogh, V. W. van"


@pytest.mark.parametrize(
    ("given", "language", "text"),
    [
        ('Ann "Bo"', "en-US", "Berg, A. “Bo,” no"),
        ("Ann “Bo”", "en-US", "Berg, A. “Bo,” no"),
        ('Ann "Bo" X.', "en-US", "Berg, A. “Bo” X., no"),
        ('Ann "Bo"', "de-DE", "Berg, A. „Bo“, no"),
        ('Ann 5"', "en-US", 'Berg, A. 5", no'),
    ],
)
def test_a_name_in_quotes_within_a_given_name_has_those_of_the_language(given: str, language: str, text: str) -> None:
    """CSL 1.0.2, "Quotes", "Locale Options": punctuation-in-quote."""
    names = '<names variable="author" suffix=", "><name name-as-sort-order="all" initialize-with=". "/></names>'
    made = item(title="no", author=[{"family": "Berg", "given": given}])
    assert printed(f'{names}<text variable="title"/>', made, language) == text


def test_initials_only_of_what_are_initials_where_initialize_is_false() -> None:
    """CSL 1.0.2, "Name": initialize="false"."""
    ray = {"family": "Ray", "given": "Bob A. C."}
    assert name(ray, 'initialize="false" initialize-with="."') == "Bob A.C. Ray"
    assert name(ray, 'initialize="false" initialize-with=". "') == "Bob A. C. Ray"


@pytest.mark.parametrize(("hyphen", "text"), [("true", "J.-L. Berg"), ("false", "J.L. Berg")])
def test_hyphens_between_initials_are_a_matter_of_the_style(hyphen: str, text: str) -> None:
    """CSL 1.0.2, "Hyphenation of Initialized Names"."""
    berg = {"family": "Berg", "given": "Jean-Luc"}
    assert name(berg, 'initialize-with="."', root=f'initialize-with-hyphen="{hyphen}"') == text


def test_parts_of_a_name_are_formatted_apart() -> None:
    """CSL 1.0.2, "Name-part Formatting"."""
    parts = '<name-part name="family" text-case="uppercase"/><name-part name="given" text-case="lowercase"/>'
    assert name({"family": "Li", "given": "Wei"}, "", parts) == "wei LI"
    assert name({"family": "Li", "given": "Wei"}, 'name-as-sort-order="all"', parts) == "LI, wei"


def test_fonts_of_a_name_part_reach_the_particles() -> None:
    """CSL 1.0.2, "Name-part Formatting": family with non-dropping particle, given with dropping particle."""
    parts = '<name-part name="family" font-variant="small-caps"/><name-part name="given" font-style="italic"/>'
    body = f'<names variable="author"><name>{parts}</name></names>'
    small = '<span style="font-variant:small-caps;">'
    assert html(body, item(title="x", author=[GOGH])) == f"<i>Vincent Willem</i> {small}van Gogh</span>"
    assert html(body, item(title="x", author=[HUMBOLDT])) == f"<i>Alexander</i> <i>von</i> {small}Humboldt</span>"


@pytest.mark.parametrize(
    ("person", "text"),
    [
        ({"family": "李", "given": "明"}, "李明"),
        ({"family": "山田", "given": "太郎"}, "山田太郎"),
        ({"family": "김", "given": "민준"}, "김민준"),
    ],
)
@pytest.mark.parametrize("attributes", ["", 'initialize-with="."', 'name-as-sort-order="all" initialize-with=". "'])
def test_names_in_chinese_characters_and_the_like_are_whole(person: dict[str, Any], text: str, attributes: str) -> None:
    """CSL 1.0.2, "Name-part Order": non-Latin names have the order family, given, and are not initialized."""
    assert name(person, attributes) == text


def test_names_in_cyrillic_and_greek_go_as_latin_ones() -> None:
    """CSL 1.0.2, "Name-part Order": names in Latin, Greek and Cyrillic scripts."""
    assert name({"family": "Толстой", "given": "Лев"}, 'initialize-with="."') == "Л. Толстой"
    assert name({"family": "Παπαδόπουλος", "given": "Νίκος"}, 'initialize-with="."') == "Ν. Παπαδόπουλος"


def test_affixes_of_a_name_stand_around_each_name() -> None:
    """CSL 1.0.2, "Name" takes affixes."""
    body = '<names variable="author"><name prefix="(" suffix=")" delimiter="; "/></names>'
    assert printed(body, item(title="x", author=people("Li, Wei", "Berg, Ada"))) == "(Wei Li); (Ada Berg)"


def test_options_of_names_are_inherited_from_the_area_and_the_style() -> None:
    """CSL 1.0.2, "Inheritable Name Options"."""
    two = item(title="x", author=people("Li, Wei", "Berg, Ada"))
    inherited = 'initialize-with="." and="text" name-delimiter="; "'
    assert printed(AUTHOR, two, options=inherited) == "W. Li and A. Berg"
    assert printed(AUTHOR, two, root=inherited) == "W. Li and A. Berg"
    assert printed(AUTHOR, two, root=inherited, options='initialize-with=""') == "W Li and A Berg"
    own = '<names variable="author"><name and="symbol" initialize-with="*"/></names>'
    assert printed(own, two, options=inherited) == "W* Li & A* Berg"
    assert printed(AUTHOR, two, options='name-form="short"') == "Li, Berg"
