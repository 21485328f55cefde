"""Citations (CSL 1.0.2, "Citation", "Cite Grouping", "Cite Collapsing"), and the cites they are made of."""

from typing import Any

import pytest

from plbib.errors import UsageError
from plbib.model import Item
from plbib.papers.clusters import Cite, Cluster
from plbib.rendering.output import to_text
from tests.rendering.csl.styles import AUTHOR, TITLE, YEAR, cited, compiled, engine, item, on, people, records, xml

NUMBER = '<text variable="citation-number"/>'
SHORT = '<names variable="author"><name form="short"/></names>'
NAMED = f'<group delimiter=" ">{SHORT}{YEAR}</group>'
NUMBERED = [item(title=f"T{at}") for at in range(9)]


def paper(name: str, year: int, title: str = "x") -> Item:
    return item(title=title, author=people(f"{name}, A"), issued=on(year))


PAPERS = [paper("Li", 2019), paper("Berg", 2020), paper("Li", 2020, "y"), paper("Li", 2020, "z"), paper("Li", 2021)]


def numbers(*places: int, citing: str = "") -> str:
    (text,) = cited(NUMBER, *NUMBERED, together=[places], citing=citing)
    return text


def named(*places: int, citing: str = "", **style: str) -> str:
    (text,) = cited(NAMED, *PAPERS, together=[places], citing=citing, **style)
    return text


def test_cites_come_in_the_order_given() -> None:
    """CSL 1.0.2, "Citation"."""
    assert numbers(2, 0, 1) == "312"


@pytest.mark.parametrize(
    ("places", "text"), [((0, 1, 2), "1–3"), ((0, 1), "12"), ((4, 0, 2, 1, 3), "51324"), ((7,), "8")]
)
def test_numbers_in_a_row_collapse(places: tuple[int, ...], text: str) -> None:
    """CSL 1.0.2, "Cite Collapsing": citation-number; three or more in ascending order."""
    assert numbers(*places, citing='collapse="citation-number"') == text


def test_cites_may_be_sorted() -> None:
    """CSL 1.0.2, "Sorting": cites within a citation."""
    keys = '<sort><key variable="issued" sort="descending"/></sort>'
    source = xml(TITLE, citation=NAMED).replace("<citation ><layout>", f'<citation>{keys}<layout delimiter="; ">')
    (text,) = compiled(source).cite(records(*PAPERS), [["k0", "k1", "k4"]])
    assert to_text(text) == "Li 2021; Berg 2020; Li 2019"


def test_the_same_names_in_a_row_are_grouped() -> None:
    """CSL 1.0.2, "Cite Grouping": cite-group-delimiter."""
    assert named(0, 4, 1, citing='cite-group-delimiter=", "') == "Li 2019, Li 2021Berg 2020"


@pytest.mark.parametrize(
    ("collapse", "text"),
    [
        ("year", "Li 2019, 2020a, 2020b, 2021"),
        ("year-suffix", "Li 2019, 2020a, b, 2021"),
        ("year-suffix-ranged", "Li 2019, 2020a, b, 2021"),
    ],
)
def test_years_of_the_same_names_collapse(collapse: str, text: str) -> None:
    """CSL 1.0.2, "Cite Collapsing": year, year-suffix, year-suffix-ranged."""
    citing = f'collapse="{collapse}" disambiguate-add-year-suffix="true" year-suffix-delimiter=", "'
    assert named(0, 2, 3, 4, citing=citing) == text


def test_letters_in_a_row_become_a_range() -> None:
    """CSL 1.0.2, "Cite Collapsing": year-suffix-ranged."""
    made = [paper("Li", 2020, title) for title in "ABCDE"]
    citing = 'collapse="year-suffix-ranged" disambiguate-add-year-suffix="true" year-suffix-delimiter=","'
    assert cited(NAMED, *made, together=[[0, 1, 2, 4], [0, 1]], citing=citing) == ["Li 2020a–c,e", "Li 2020a,b"]


def test_the_delimiter_after_collapsed_cites_may_be_another() -> None:
    """CSL 1.0.2, "Cite Collapsing": after-collapse-delimiter."""
    source = xml(TITLE, citation=NAMED, citing='collapse="year" after-collapse-delimiter="; "')
    (text,) = compiled(source.replace("<layout>", '<layout delimiter=", ">', 1)).cite(
        records(*PAPERS), [["k0", "k4", "k1"]]
    )
    assert to_text(text) == "Li 2019, 2021; Berg 2020"


def test_letters_are_those_of_the_reference_list() -> None:
    """CSL 1.0.2, "Disambiguation": cites and entries have the same year suffixes."""
    assert [named(at, citing='disambiguate-add-year-suffix="true"') for at in (2, 3, 4)] == [
        *("Li 2020a", "Li 2020b", "Li 2021"),
    ]


def test_names_are_added_until_cites_differ() -> None:
    """CSL 1.0.2, "Disambiguation": disambiguate-add-names."""
    name = '<names variable="author"><name form="short" et-al-min="3" et-al-use-first="1"/></names>'
    made = [
        item(title="x", author=people("Li, W", "Berg, A", one, "Reel, R"), issued=on(2020)) for one in ("Q, Q", "S, S")
    ]
    citing = 'disambiguate-add-names="true"'
    assert cited(name, *made, together=[[0], [1]], citing=citing) == ["Li, Berg, Q, et al.", "Li, Berg, S, et al."]


def test_a_key_cited_twice_is_one_cite() -> None:
    assert numbers(1, 1, 0) == "21"


@pytest.mark.parametrize("keys", [["nobody"], ["k0", "nobody"]])
def test_an_unknown_key_is_an_error(keys: list[str]) -> None:
    with pytest.raises(UsageError, match="no paper has the citation key nobody") as caught:
        engine(TITLE).cite(records(*NUMBERED), [keys])
    assert caught.value.hint


@pytest.mark.parametrize(
    ("citation", "labels"), [(NUMBER, ["1", "2"]), (NAMED, ["Li 2019", "Berg 2020"]), (AUTHOR, ["A Li", "A Berg"])]
)
def test_references_know_how_they_are_cited(citation: str, labels: list[str]) -> None:
    """CslEngine.write: the label is the cite, without what stands around a citation."""
    (section,) = engine(TITLE, citation=citation).write([records(*PAPERS[:2])], labels=True)
    assert [to_text(reference.label) for reference in section] == labels


def test_no_link_stands_in_a_citation() -> None:
    linked: Any = item(title="Kites", DOI="10.5555/a")
    (text,) = engine(TITLE, citation=TITLE).cite(records(linked), [["k0"]])
    assert text == "Kites"


SEVERAL = [paper("Li", 2019), *(paper("Li", 2020, title) for title in "BCDE"), paper("Berg", 2020)]


@pytest.mark.parametrize(
    ("citing", "text"),
    [
        ('collapse="year-suffix-ranged"', "Li 2019, 2020a–d; Berg 2020"),
        ('collapse="year-suffix"', "Li 2019, 2020a; b; c; d; Berg 2020"),
        ('collapse="year-suffix" cite-group-delimiter=" + "', "Li 2019 + 2020a + b + c + d; Berg 2020"),
        ('collapse="year" cite-group-delimiter=" + "', "Li 2019 + 2020a + 2020b + 2020c + 2020d; Berg 2020"),
        ('cite-group-delimiter=" + "', "Li 2019 + Li 2020a + Li 2020b + Li 2020c + Li 2020d; Berg 2020"),
    ],
)
def test_delimiters_of_a_group_and_of_letters(citing: str, text: str) -> None:
    """CSL 1.0.2, "Cite Grouping", "Cite Collapsing": where citeproc-js has which delimiter."""
    source = xml(TITLE, citation=NAMED, citing=f'{citing} disambiguate-add-year-suffix="true"')
    made = compiled(source.replace("<layout>", '<layout delimiter="; ">', 1))
    (written,) = made.cite(records(*SEVERAL), [[f"k{at}" for at in range(6)]])
    assert to_text(written) == text


def test_what_a_title_follows_is_not_left_out() -> None:
    """A cite that prints more than names, a date and a locator begins anew for the letters after it."""
    body = f'<group delimiter=" ">{SHORT}{TITLE}{YEAR}</group>'
    source = xml(TITLE, citation=body, citing='collapse="year-suffix" disambiguate-add-year-suffix="true"')
    made = compiled(source.replace("<layout>", '<layout delimiter="; ">', 1))
    (written,) = made.cite(records(*SEVERAL), [["k0", "k1", "k5"]])
    assert to_text(written) == "Li x 2019; B 2020; Berg x 2020"


@pytest.mark.parametrize(
    ("suffix", "prefix", "text"),
    [(" more.", "", "A more. B"), ("", ", or ", "A, or B"), (" x", ". Or ", "A x; . Or B")],
)
def test_a_mark_beside_a_cite_takes_the_place_of_the_delimiter(suffix: str, prefix: str, text: str) -> None:
    made = compiled(xml(TITLE, citation=TITLE).replace("<layout>", '<layout delimiter="; ">', 1))
    cites = (Cite(key="k0", suffix=suffix), Cite(key="k1", prefix=prefix))
    ((_, written),) = made.write_clusters(records(item(title="A"), item(title="B")), [Cluster(cites=cites)])
    assert to_text(written) == text


def test_a_cite_without_text_leaves_no_delimiter() -> None:
    made = compiled(xml(TITLE, citation=TITLE).replace("<layout>", '<layout delimiter="; ">', 1))
    (written,) = made.cite(records(item(title="A"), item(publisher="x"), item(title="B")), [["k0", "k1", "k2"]])
    assert to_text(written) == "A; B"


def test_a_term_that_opens_a_note_gets_a_capital() -> None:
    ibid = '<choose><if position="ibid"><text term="ibid"/></if><else><text variable="title"/></else></choose>'
    clusters = [Cluster(cites=(Cite(key="k0", prefix=prefix),)) for prefix in ("", "", "see")]
    for kind, texts in (("note", ["A", "Ibid.", "see ibid."]), ("in-text", ["A", "ibid.", "see ibid."])):
        made = compiled(xml(TITLE, citation=ibid).replace('class="in-text"', f'class="{kind}"'))
        assert [to_text(text) for _, text in made.write_clusters(records(item(title="A")), clusters)] == texts


def test_many_papers_of_one_kind_are_cited_as_few_are() -> None:
    """Functions made for papers that are alike leave out after a cite of the same names what those for any do."""
    made = [paper("Li", 2000 + at, f"T{at}") for at in range(40)]
    places = [(at, at + 1) for at in range(0, 40, 2)]
    body = f'<group delimiter=" ">{SHORT}{YEAR}</group>'
    collapsed = cited(body, *made, together=places, citing='collapse="year"')
    assert collapsed == [f"Li {2000 + at}, {2001 + at}" for at, _ in places]
