"""``<sort>`` (CSL 1.0.2, "Sorting"): variables, macros, directions, what has no value."""

from typing import Any

import pytest

from plbib.rendering.csl.sort import sort_entries
from tests.rendering.csl.styles import AUTHOR, TITLE, YEAR, engine, item, listed, on, people, records

BY_AUTHOR = '<key variable="author"/>'
TITLED = [item(title=title) for title in ("Kites", "apples", "Éclairs", "zebras")]


def titles(*names: str, sort: str, **style: str) -> str:
    """The order of entries by one author each."""
    made = [item(title=name, author=people(name)) for name in names]
    return "; ".join(listed(TITLE, *made, sort=sort, **style))


def test_titles_are_sorted_case_and_accents_aside() -> None:
    """CSL 1.0.2, "Sorting Variables": as the locale compares strings."""
    assert listed(TITLE, *TITLED, sort='<key variable="title"/>') == ["apples", "Éclairs", "Kites", "zebras"]


def test_a_key_may_descend() -> None:
    """CSL 1.0.2, "Sorting": sort="descending"."""
    key = '<key variable="title" sort="descending"/>'
    assert listed(TITLE, *TITLED, sort=key) == ["zebras", "Kites", "Éclairs", "apples"]


def test_without_keys_the_order_is_that_of_the_records() -> None:
    """CSL 1.0.2, "Sorting": in the order of citation."""
    assert listed(TITLE, *TITLED) == ["Kites", "apples", "Éclairs", "zebras"]


@pytest.mark.parametrize("direction", ["ascending", "descending"])
def test_entries_without_a_value_come_last_in_either_direction(direction: str) -> None:
    """CSL 1.0.2, "Sorting": items with an empty sort key value are placed at the end."""
    made = [item(title="none"), item(title="old", issued=on(1990)), item(title="new", issued=on(2020))]
    order = ["old", "new"] if direction == "ascending" else ["new", "old"]
    assert listed(TITLE, *made, sort=f'<key variable="issued" sort="{direction}"/>') == [*order, "none"]
    key = f'<key macro="year" sort="{direction}"/>'
    assert listed(TITLE, *made, sort=key, macros=f'<macro name="year">{YEAR}</macro>') == [*order, "none"]


def test_the_second_key_decides_where_the_first_is_equal() -> None:
    """CSL 1.0.2, "Sorting": multiple keys; ties stay in the order of the records."""
    made = [
        item(title=title, author=people(f"{name}, A"), issued=on(year))
        for title, name, year in (("c", "Li", 2020), ("b", "Li", 1999), ("a", "Berg", 2021), ("d", "Li", 1999))
    ]
    assert listed(TITLE, *made, sort=f'{BY_AUTHOR}<key variable="issued"/>') == ["a", "b", "d", "c"]
    assert listed(TITLE, *made, sort=f'{BY_AUTHOR}<key variable="issued" sort="descending"/>') == ["a", "c", "b", "d"]


def test_names_sort_by_family_then_given() -> None:
    """CSL 1.0.2, "Sorting Variables": name variables are inverted, whatever the style prints."""
    assert titles("Li, Wei", "Li, Ada", "Berg, Zoë", "Žižek, A", "Zander, B", sort=BY_AUTHOR) == (
        "Berg, Zoë; Li, Ada; Li, Wei; Zander, B; Žižek, A"
    )


@pytest.mark.parametrize(
    ("demote", "order"),
    [
        ("never", ["Turing", "van Gogh"]),
        ("sort-only", ["van Gogh", "Turing"]),
        ("display-and-sort", ["Gogh", "Turing"]),
    ],
)
def test_particles_sort_as_the_style_says(demote: str, order: list[str]) -> None:
    """CSL 1.0.2, "Name Particles": demote-non-dropping-particle."""
    made = [
        item(title="x", author=[{"family": "Turing", "given": "Alan"}]),
        item(title="y", author=[{"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}]),
    ]
    body = '<names variable="author"><name name-as-sort-order="all"/></names>'
    root = f'demote-non-dropping-particle="{demote}"'
    assert [text.split(",")[0] for text in listed(body, *made, sort=BY_AUTHOR, root=root)] == order


def test_a_macro_sorts_by_what_it_prints_with_names_inverted() -> None:
    """CSL 1.0.2, "Sorting Macros"."""
    macros = f'<macro name="m"><names variable="author"><substitute>{TITLE}</substitute></names></macro>'
    made = [
        item(title="Kites", author=people("Li, Ada")),
        item(title="Kites"),
        item(title="x", author=people("Berg, Z")),
    ]
    body = f"{AUTHOR}{TITLE}"
    assert listed(body, *made, sort='<key macro="m"/>', macros=macros) == ["Z Bergx", "Kites", "Ada LiKites"]


def test_words_between_names_do_not_sort() -> None:
    """CSL 1.0.2, "Sorting Macros": "and" and "et al." are no part of a sort key."""
    name = '<name and="text" et-al-min="3" et-al-use-first="1"/>'
    macros = f'<macro name="m"><names variable="author">{name}</names></macro>'
    names = {"et al.": ("Li, A", "Berg, B", "Quill, C"), "and": ("Li, A", "Berg, A"), "one": ("Li, A",)}
    made = [item(title=title, author=people(*said)) for title, said in names.items()]
    assert listed(TITLE, *made, sort='<key macro="m"/>', macros=macros) == ["et al.", "one", "and"]
    assert listed(TITLE, *reversed(made), sort='<key macro="m"/>', macros=macros) == ["one", "et al.", "and"]


def test_a_key_may_have_its_own_number_of_names() -> None:
    """CSL 1.0.2, "Sorting": names-min, names-use-first."""
    made = [
        item(title="b", author=people("Li, A", "Zander, B")),
        item(title="a", author=people("Li, A", "Zoe, B")),
        item(title="c", author=people("Li, A", "Berg, B")),
    ]
    rest = '<key variable="title"/>'
    assert listed(TITLE, *made, sort=f"{BY_AUTHOR}{rest}") == ["c", "b", "a"]
    short = '<key variable="author" names-min="2" names-use-first="1"/>'
    assert listed(TITLE, *made, sort=f"{short}{rest}") == ["a", "b", "c"]


def test_dates_sort_by_time() -> None:
    """CSL 1.0.2, "Sorting Variables": dates as YYYYMMDD, less precise ones first."""
    dates = {"d": on(2020, 5, 3), "c": on(2020, 5), "b": on(2020), "e": on(2020, 12, 1), "a": on(-44, 3, 15)}
    made = [item(title=title, issued=date) for title, date in dates.items()]
    assert listed(TITLE, *made, sort='<key variable="issued"/>') == ["a", "b", "c", "d", "e"]


def test_a_date_in_a_macro_sorts_by_the_parts_it_shows() -> None:
    """CSL 1.0.2, "Sorting Macros": only the date-parts of the macro count."""
    made = [item(title="late", issued=on(2020, 12)), item(title="early", issued=on(2020, 1))]
    macros = f'<macro name="year">{YEAR}</macro>'
    assert listed(TITLE, *made, sort='<key macro="year"/>', macros=macros) == ["late", "early"]
    month = YEAR.replace("</date>", '<date-part name="month"/></date>')
    macros = f'<macro name="year">{month}</macro>'
    assert listed(TITLE, *made, sort='<key macro="year"/>', macros=macros) == ["early", "late"]


def test_numbers_sort_by_value() -> None:
    """CSL 1.0.2, "Sorting Variables": numbers as integers."""
    made = [item(title=volume, volume=volume) for volume in ("10", "9", "100", "1")]
    assert listed(TITLE, *made, sort='<key variable="volume"/>') == ["1", "9", "10", "100"]
    macros = '<macro name="m"><number variable="volume"/></macro>'
    assert listed(TITLE, *made, sort='<key macro="m"/>', macros=macros) == ["1", "9", "10", "100"]


def test_the_number_of_the_entry_can_be_turned_round() -> None:
    """CSL 1.0.2, "Sorting": citation-number."""
    made = engine(TITLE, sort='<key variable="citation-number" sort="descending"/>')
    assert [record.key for record in made.sort(records(*TITLED))] == ["k3", "k2", "k1", "k0"]


def test_markup_and_quotes_do_not_sort() -> None:
    """CSL 1.0.2, "Sorting": keys are compared without formatting."""
    made = [item(title=title) for title in ("<i>Mu</i>", "“Beta”", "Alpha", "Zeta")]
    assert listed(TITLE, *made, sort='<key variable="title"/>') == ["Alpha", "“Beta”", "Mu", "Zeta"]


def test_a_date_without_a_year_sorts_last_whatever_stands_for_it() -> None:
    """CSL 1.0.2, "Sorting": an empty value; "n.d." and a date that is only text are none."""
    macro = (
        f'<macro name="y"><choose><if variable="issued">{YEAR}</if><else><text term="no date"/></else></choose></macro>'
    )
    made = [
        item(title="none"),
        item(title="soon", issued={"literal": "forthcoming"}),
        item(title="old", issued=on(1990)),
    ]
    for direction in ("ascending", "descending"):
        key = f'<key macro="y" sort="{direction}"/><key variable="title"/>'
        assert listed(TITLE, *made, sort=key, macros=macro) == ["old", "none", "soon"]


def test_words_beside_a_date_do_not_sort() -> None:
    """CSL 1.0.2, "Sorting Macros": dates sort by their digits."""
    circa = '<choose><if is-uncertain-date="issued"><text term="circa" suffix=" "/></if></choose>'
    made = [
        item(title="b", issued={**on(1507), "circa": True}),
        item(title="a", issued=on(1490)),
        item(title="c", issued=on(2000)),
    ]
    assert listed(TITLE, *made, sort='<key macro="y"/>', macros=f'<macro name="y">{circa}{YEAR}</macro>') == [
        "a",
        "b",
        "c",
    ]


def test_years_and_full_dates_of_one_macro_sort_together() -> None:
    """CSL 1.0.2, "Sorting": YYYYMMDD, with zeros for what is not shown."""
    full = f'{YEAR[: -len("</date>")]}<date-part name="month"/></date>'
    macro = f'<macro name="y"><choose><if type="book">{full}</if><else>{YEAR}</else></choose></macro>'
    made = [
        item(title="b", type="book", issued=on(2020, 5)),
        item(title="c", issued=on(2021)),
        item(title="a", issued=on(2020)),
    ]
    assert listed(TITLE, *made, sort='<key macro="y"/>', macros=macro) == ["a", "b", "c"]


def test_names_that_differ_in_accents_only_sort_by_the_next_key() -> None:
    """CSL 1.0.2, "Sorting": the second key decides between those equal by the first."""
    made = [
        item(title="b", author=people("Muller, A"), issued=on(2021)),
        item(title="a", author=people("Müller, A"), issued=on(2020)),
    ]
    assert listed(TITLE, *made, sort=f'{BY_AUTHOR}<key variable="issued"/>') == ["a", "b"]


def test_entries_without_names_have_none_of_them() -> None:
    """CSL 1.0.2, "Name": form="count" is a number, here 0, not an empty value."""
    macro = '<macro name="n"><names variable="author"><name form="count"/></names></macro>'
    made = [
        item(title="one", author=people("Li, A")),
        item(title="none"),
        item(title="two", author=people("Li, A", "Li, B")),
    ]
    assert listed(TITLE, *made, sort='<key macro="n"/>', macros=macro) == ["none", "one", "two"]


def test_persons_told_apart_everywhere_sort_as_they_are_printed() -> None:
    """CSL 1.0.2, "Disambiguation": givenname-disambiguation-rule, other than by-cite."""
    names = '<names variable="author"><name initialize-with="." name-as-sort-order="all"/></names>'
    body, macros = f"{names}{YEAR}", f'<macro name="a">{names}</macro>'
    made = [item(author=people(name), issued=on(year)) for name, year in (("Wang, Jue", 2019), ("Wang, Jiapeng", 2020))]
    citing = 'disambiguate-add-givenname="true" givenname-disambiguation-rule="all-names"'
    sort = '<key macro="a"/><key variable="issued"/>'
    assert listed(body, *made, sort=sort, macros=macros) == ["Wang, J.2019", "Wang, J.2020"]
    assert listed(body, *made, sort=sort, macros=macros, citing=citing, citation=body) == [
        "Wang, Jiapeng2020",
        "Wang, Jue2019",
    ]


def test_entries_are_sorted_by_their_citation_label() -> None:
    """CSL 1.0.2, appendix IV: citation-label is a variable as others are."""
    made = [item(title=name, author=people(f"{name}, A"), issued=on(2000)) for name in ("Li", "Berg")]
    assert listed(TITLE, *made, sort='<key variable="citation-label"/>') == ["Berg", "Li"]


def test_a_particle_with_an_apostrophe_is_a_word_of_its_own() -> None:
    """CSL 1.0.2, "Name Particles": with demote-non-dropping-particle="never" it counts in sorting."""
    made = [
        item(title="a", author=[{"family": "Courcy", "given": "A", "non-dropping-particle": "de"}]),
        item(title="b", author=[{"family": "Estaing", "given": "V", "non-dropping-particle": "d’"}]),
    ]
    root = 'demote-non-dropping-particle="never"'
    assert listed(TITLE, *made, sort='<key variable="author"/>', root=root) == ["b", "a"]


def test_a_key_is_asked_only_of_entries_that_those_before_leave_equal() -> None:
    asked: list[Any] = []

    def second(entry: Any) -> str:
        asked.append(entry)
        return str(entry[1])

    first = lambda entry: entry[0]  # noqa: E731
    context_of: Any = lambda entry: entry  # noqa: E731
    entries = ["bx", "ax", "ay", "cx", "ay"]
    assert sort_entries(entries, [(first, False), (second, True)], context_of) == ["ay", "ay", "ax", "bx", "cx"]
    assert asked == ["ax", "ay", "ay"]
