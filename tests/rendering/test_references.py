"""Reference lists in order and in sections; citations beside them."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

import plbib
from plbib.errors import UsageError
from plbib.model import Category, Date, Library, Name
from plbib.outputs.table import outputs
from plbib.rendering import engines
from plbib.rendering.output.text import to_text
from plbib.rendering.references import Arrangement, references
from plbib.rendering.words import GROUPINGS, NUMBERINGS, ORDERS
from tests.conftest import ROOT
from tests.samples import library, record

LI, BERG = Name(family="Li", given="Wei"), Name(family="Berg", given="Ann")


def dated(year: int) -> Date:
    return Date(date_parts=((year,),))


def papers() -> Library:
    made = library(
        record("z", title="Zeppelins", author=(LI,), issued=dated(2021), container_title_short="J. Kites"),
        record("a", title="Airships", author=(BERG,), issued=dated(2023), container_title_short="Strings"),
        record("b", title="Balloons", author=(LI,), issued=dated(2021), container_title_short="J. Kites"),
        record("n", title="Nothing"),
    )
    categories = {"z": (("Flying",), ("Light",)), "a": (("Flying",),), "b": (("Light",),), "n": ()}
    records = tuple(replace(one, categories=categories[one.key]) for one in made.records)
    return replace(made, records=records, categories=(Category(path=("Light",)), Category(path=("Flying",))))


def sections(style: str, engine: str | None = None, **arranged: str) -> dict[tuple[str, ...], list[str]]:
    found = references(papers(), style, engine=engine, arrangement=Arrangement(**arranged)).sections
    return {section.path: [reference.key for reference in section.references] for section in found}


def labels(style: str, engine: str | None = None, **arranged: str) -> list[list[str]]:
    found = references(papers(), style, engine=engine, arrangement=Arrangement(**arranged)).sections
    return [[to_text(reference.marked).split()[0] for reference in section.references] for section in found]


def test_the_order_is_the_styles_or_the_lists() -> None:
    assert sections("apa") == {(): ["a", "b", "z", "n"]}
    assert sections("apa", order="list") == {(): ["z", "a", "b", "n"]}
    assert sections("ieee") == {(): ["z", "a", "b", "n"]}


def test_categories_stand_in_the_order_of_the_list_and_a_paper_in_each_of_its_own() -> None:
    assert sections("apa", group_by="category") == {("Light",): ["b", "z"], ("Flying",): ["a", "z"], ("Other",): ["n"]}


def test_years_begin_with_the_newest_and_venues_with_the_first_of_the_alphabet() -> None:
    assert sections("apa", group_by="year") == {("2023",): ["a"], ("2021",): ["b", "z"], ("Undated",): ["n"]}
    assert sections("apa", group_by="venue") == {("J. Kites",): ["b", "z"], ("Strings",): ["a"], ("Other",): ["n"]}


@pytest.mark.parametrize("engine", ["csl", "citeproc-py"])
def test_numbers_go_on_or_begin_anew(engine: str) -> None:
    assert labels("ieee", engine, group_by="category") == [["[1]", "[2]"], ["[1]", "[3]"], ["[4]"]]
    assert labels("ieee", engine, group_by="category", numbering="restart") == [["[1]", "[2]"], ["[1]", "[2]"], ["[1]"]]


def test_years_are_told_apart_over_all_sections() -> None:
    found = references(papers(), "apa", arrangement=Arrangement(group_by="category"))
    texts = {reference.key: to_text(reference.marked) for reference in found.references}
    assert "(2021a)" in texts["b"]
    assert "(2021b)" in texts["z"]


@pytest.mark.heavy
@pytest.mark.parametrize("engine", ["csl", "citeproc-py"])
@pytest.mark.parametrize("group_by", ["", *GROUPINGS])
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("numbering", NUMBERINGS)
def test_no_paper_is_lost_however_they_are_arranged(engine: str, group_by: str, order: str, numbering: str) -> None:
    arranged = Arrangement(order=order, group_by=group_by, numbering=numbering)
    found = references(library(), "apa", engine=engine, arrangement=arranged)
    assert {reference.key for reference in found.references} == {paper.key for paper in library().records}
    assert all(to_text(reference.marked) for reference in found.references)


def test_our_own_style_prints_the_venue_as_people_call_it() -> None:
    paper = record(
        title="Kites",
        type="paper-conference",
        author=(LI,),
        issued=dated(2023),
        container_title="Proceedings of the Third Conference on Kites",
        event_title="Third Conference on Kites (KITES 2023)",
    )
    (found,) = references(library(paper), "reading-list").references
    assert to_text(found.marked) == "Kites. Li. KITES 2023."
    (other,) = references(library(paper), "ieee").references
    assert "Proceedings of the Third Conference on Kites" in to_text(other.marked)


@pytest.mark.parametrize("word", ["order", "group_by", "numbering"])
def test_an_unknown_arrangement_is_told(word: str) -> None:
    with pytest.raises(UsageError, match="not arranged by sideways"):
        references(papers(), "ieee", arrangement=Arrangement(**{word: "sideways"}))


# Engines ------------------------------------------------------------------------------------------------------------


def test_an_engine_that_does_not_fit_the_style_is_told() -> None:
    with pytest.raises(UsageError, match="bibtex does not run ieee"):
        engines.load("ieee", engine="bibtex")
    with pytest.raises(UsageError, match=r"csl does not run plain\.bst"):
        engines.load("plain.bst", engine="csl")
    with pytest.raises(UsageError, match="no engine is called word"):
        engines.load("ieee", engine="word")
    with pytest.raises(UsageError, match="no language is called xx-YY"):
        engines.load("ieee", "xx-YY")


def test_a_style_without_a_reference_list_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cites.csl"
    path.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>C</title><id>c</id>'
        "<updated>2025-01-01T00:00:00+00:00</updated></info>"
        '<citation><layout><text variable="title"/></layout></citation></style>',
        encoding="utf-8",
    )
    with pytest.raises(UsageError, match="formats citations only"):
        engines.load(str(path))


def test_what_a_style_does_not_print_is_named_and_left_out() -> None:
    letter = record("mail", type="personal_communication", title="On knots")
    made = replace(papers(), records=(*papers().records, letter))
    listing = references(made, "apa")
    assert listing.unprinted == ("mail",)
    assert "mail" not in [one.key for one in listing.references]
    named: list[str] = []
    assert "mail" not in plbib.render(made, "apa", "txt", unprinted=named.extend)
    assert named == ["mail"]
    assert outputs(made, ("apa", "ieee")).unprinted == {"apa": ("mail",)}, "a build names it, too"
    del named[:]
    plbib.Citations(made, "apa").document("As in [@mail].", unprinted=named.extend)
    assert named == ["mail"]


# Citations ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "to", "text"),
    [
        ("apa", "txt", "(Li, 2021a, 2021b)"),
        ("ieee", "txt", "[1], [3]"),
        ("nature", "html", "<sup>1,3</sup>"),
        ("apa", "tex", "(Li, 2021a, 2021b)"),
        ("chicago", "md", "(Li 2021a, 2021b)"),
    ],
)
def test_a_citation_is_written_as_the_style_has_it(style: str, to: str, text: str) -> None:
    assert plbib.cite(papers(), ["b", "z"], style, to) == text


def test_a_citation_of_a_key_that_is_not_there_is_told() -> None:
    with pytest.raises(UsageError, match="no paper has the citation key nobody"):
        plbib.cite(papers(), ["nobody"], "apa")


def test_a_citation_of_nothing_and_a_fragment_of_text_are_told() -> None:
    with pytest.raises(UsageError, match="no paper is named to be cited"):
        plbib.cite(papers(), [], "apa")
    with pytest.raises(UsageError, match="there are no fragments of md"):
        plbib.render(papers(), "apa", "md", fragment=True)


def test_a_bibtex_style_has_one_language() -> None:
    with pytest.raises(UsageError, match=r"plain\.bst: BibTeX styles speak one language"):
        engines.load("plain.bst", "de-DE")


def test_a_citation_in_a_form_or_style_that_has_none_is_told() -> None:
    with pytest.raises(UsageError, match="citations are not written as json"):
        plbib.cite(papers(), ["a"], "apa", "json")
    with pytest.raises(UsageError, match=r"plain\.bst: no CSL style"):
        plbib.cite(papers(), ["a"], "plain.bst")


# Building -----------------------------------------------------------------------------------------------------------


def test_styles_spelt_twice_are_built_once_and_files_that_differ_in_case_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (ROOT / "docs" / "reference-lists.md").read_text(encoding="utf-8")
    (source,) = re.findall(r"^```xml\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    for name in ("own.csl", "Own.csl"):
        (tmp_path / name).write_text(source, encoding="utf-8")
    files = outputs(papers(), ("ieee", "IEEE", "own.csl", "./own.csl", "Own.csl")).files
    pages = [name for name in files if name.startswith("references/") and name.endswith(".html")]
    assert len(pages) == 4, "ieee, the two files, and the overview"
