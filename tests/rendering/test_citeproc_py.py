"""citeproc-py as an engine: every record is a reference in the style's order, or an error says which one and why."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from plbib.errors import PlbibError, UsageError
from plbib.model import Date, Item, Library, Name
from plbib.rendering import catalog, citeproc_py
from plbib.rendering.listing import Reference
from plbib.rendering.marks import Mark, pieces
from plbib.rendering.output.html import to_html
from plbib.rendering.output.text import to_text
from plbib.rendering.references import references
from tests.conftest import examples
from tests.samples import TYPES, anything, items, libraries, library, record

STYLES = ("ieee", "apa", "acm", "mla", "nature", "chicago")
LI = Name(family="Li", given="Wei")
CSL = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info/>
<citation><layout><text variable="title"/></layout></citation>{}</style>"""


def rendered(made: Library, style: str, locale: str | None = None) -> tuple[Reference, ...]:
    engine = citeproc_py.CiteprocEngine(catalog.find(style), locale)
    (found,) = engine.write([engine.sort(made.records)])
    return found


def texts(made: Library, style: str, locale: str | None = None) -> list[str]:
    return [to_text(found.marked) for found in rendered(made, style, locale)]


def one(style: str, **variables: Any) -> str:
    (text,) = texts(library(record(**variables)), style)
    return text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("ieee", "[1] W. Li, “Kites and BERT”, Journal of Kites, vol. 7, no. 2, pp. 1–16, May 2021."),
        ("apa", "Li, W. (2021). Kites and BERT. Journal of Kites, 7(2), 1–16."),
        ("acm", "[1] Wei Li. 2021. Kites and BERT. Journal of Kites 7, 2 (May 2021), 1–16."),
    ],
)
def test_a_paper_in_the_popular_styles(style: str, text: str) -> None:
    variables = {"container_title": "Journal of Kites", "volume": "7", "issue": "2", "page": "1-16"}
    date = Date(date_parts=((2021, 5),))
    assert one(style, title="Kites and BERT", author=(LI,), issued=date, **variables) == text


@pytest.mark.parametrize("style", STYLES)
def test_every_record_is_a_reference(style: str) -> None:
    found = references(library(), style).references
    assert sorted(reference.key for reference in found) == sorted(paper.key for paper in library().records)
    assert all(to_text(reference.marked) for reference in found)


@pytest.mark.parametrize("style", ["ieee", "acm", "nature"])
def test_the_label_stands_apart_from_the_text(style: str) -> None:
    (found,) = rendered(library(record(title="Kites", author=(LI,))), style)
    parts = pieces(found.marked)
    assert [part for part in parts if part[0] in (Mark.LEFT, Mark.RIGHT)] == [
        (Mark.LEFT, True),
        (Mark.LEFT, False),
        (Mark.RIGHT, True),
        (Mark.RIGHT, False),
    ]
    assert to_text(found.marked).split(" ")[0] in ("[1]", "1.")


def test_the_order_is_the_styles_own() -> None:
    made = library(
        *(
            record(name.lower(), title="Kites", author=(Name(family=name, given="A"),))
            for name in ("Zeta", "Alpha", "Mu")
        )
    )
    orders = {style: [found.key for found in references(made, style).references] for style in STYLES}
    listed, sorted_ = ["zeta", "alpha", "mu"], ["alpha", "mu", "zeta"]
    assert [orders[style] for style in STYLES] == [listed, sorted_, sorted_, sorted_, listed, sorted_]


def test_an_empty_library_is_an_empty_list() -> None:
    assert references(replace(library(), records=()), "apa").references == ()


def test_keys_that_differ_in_case_only_are_two_papers() -> None:
    made = library(record("Kite", title="Upper"), record("kite", title="Lower"))
    found = {reference.key: to_text(reference.marked) for reference in references(made, "ieee").references}
    assert found == {"Kite": "[1] “Upper”.", "kite": "[2] “Lower”."}


@pytest.mark.parametrize(
    ("date", "year"),
    [
        (Date(date_parts=((2021, 5, 3), (2022, 1, 7))), "(2021)"),
        (Date(date_parts=((2021, 21),)), "(2021)"),
        (Date(date_parts=((2021, 2, 99),)), "(2021)"),
        (Date(date_parts=((2021,),), season=2, circa=True), "(ca. 2021)"),
        (Date(literal="in press"), "(in press)"),
        (Date(date_parts=((),)), "(n.d.)"),
        (Date(), "(n.d.)"),
        (None, "(n.d.)"),
    ],
)
def test_a_date_of_any_shape_is_a_year_a_literal_or_none(date: Date | None, year: str) -> None:
    text = one("apa", title="Kites", author=(LI,), issued=date)
    assert text.replace("ca. ", "") == f"Li, W. {year.replace('ca. ', '')}. Kites."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (Name(given="Quill"), "[1] Quill, “Kites”."),
        (Name(family="Quill"), "[1] Quill, “Kites”."),
        (Name(literal="Kites & Sons"), "[1] Kites & Sons, “Kites”."),
        (Name(family="Berg", given="Jan", non_dropping_particle="van der"), "[1] J. van der Berg, “Kites”."),
        (Name(family=" ", given="\u200b"), "[1] “Kites”."),
        (Name(), "[1] “Kites”."),
    ],
)
def test_a_name_of_any_shape_is_said_or_left_out(name: Name, text: str) -> None:
    assert one("ieee", title="Kites", author=(name,)) == text


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>",
        "a <i>b</i> & c &amp; d",
        'x <span class="nocase"> y',
        'x </span> <SPAN CLASS="nocase"> y',
        "{BERT} \\emph{x}",
    ],
)
def test_a_hostile_title_is_text_and_stands_there_once(title: str) -> None:
    assert one("ieee", title=title) == f"[1] “{title}”."
    (found,) = rendered(library(record(title=title)), "ieee")
    assert "<script" not in to_html(found.marked)


def test_the_marks_of_the_engine_are_no_text() -> None:
    assert one("ieee", title="\ue000Kites\ue001\ue00c") == "[1] “\ufffdKites\ufffd\ufffd”."


@pytest.mark.heavy
@pytest.mark.parametrize("style", STYLES)
def test_every_type_has_a_text_even_where_the_style_prints_none(style: str) -> None:
    made = library(*(record(kind, type=kind, title="Kites", author=(LI,)) for kind in (*TYPES, "nonsense")))
    found = rendered(made, style)
    assert len(found) == len(TYPES) + 1
    assert all("Kites" in to_text(item.marked) or not item.marked for item in found)


def test_a_reference_the_style_does_not_print_has_no_text() -> None:
    assert one("apa", type="personal_communication", title="Kites") == ""


@pytest.mark.heavy
@pytest.mark.parametrize("style", STYLES)
@examples(15)
@given(made=libraries(items(anything)))
def test_any_items_are_rendered_whatever_is_missing(style: str, made: Library) -> None:
    found = rendered(made, style)
    assert sorted(reference.key for reference in found) == sorted(paper.key for paper in made.records)
    assert all(to_text(reference.marked) for reference in found)


# Languages and styles -----------------------------------------------------------------------------------------------


def editor(style: str, locale: str | None = None) -> str:
    item = Item(type="chapter", title="Kites", author=(LI,), editor=(LI,), container_title="Strings")
    made = replace(library(), records=(replace(record(), item=item),))
    return to_text(references(made, style, locale).references[0].marked)


def test_a_language_changes_the_words_of_a_style() -> None:
    assert "(ed.)" in editor("apa").lower()
    assert "(hrsg.)" in editor("apa", "de-DE").lower()
    assert references(library(), "apa", "de-DE").language == "de-DE"


def test_a_dependent_style_speaks_its_own_language() -> None:
    assert references(library(), "ains").language == "de-DE"


@pytest.mark.parametrize("engine", ["csl", "citeproc-py"])
@pytest.mark.parametrize("locale", ["xx-XX", "", "../de-DE", "german"])
def test_an_unknown_language_is_an_error_not_english(locale: str, engine: str) -> None:
    with pytest.raises(UsageError, match="no language is called") as caught:
        references(library(), "apa", locale, engine=engine)
    assert caught.value.hint


@pytest.mark.parametrize("content", ["", "not xml", "<a/>", "<!doctype html><p>x", CSL.replace("style", "stile", 1)])
def test_what_is_no_style_is_an_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "own.csl"
    path.write_text(content)
    with pytest.raises(UsageError, match="not a citation style"):
        citeproc_py.CiteprocEngine(path).write([library().records])


def test_a_style_for_citations_only_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "own.csl"
    path.write_text(CSL.format(""))
    with pytest.raises(UsageError, match="own: the style formats citations only"):
        citeproc_py.CiteprocEngine(path).write([library().records])


@pytest.mark.parametrize(
    ("bibliography", "message"),
    [
        ('<layout><text macro="none"/></layout>', "own: the reference key cannot be written: citeproc-py: IndexError"),
        (
            '<sort><key macro="none"/></sort><layout><text variable="title"/></layout>',
            "own: the list cannot be put in order: citeproc-py: IndexError",
        ),
    ],
)
def test_where_the_engine_fails_the_error_names_style_record_and_cause(
    tmp_path: Path, bibliography: str, message: str
) -> None:
    path = tmp_path / "own.csl"
    path.write_text(CSL.format(f"<bibliography>{bibliography}</bibliography>"))
    engine = citeproc_py.CiteprocEngine(path)
    with pytest.raises(PlbibError) as caught:
        engine.write([engine.sort([record(title="Kites")])])
    assert caught.value.message.startswith(message)
    assert isinstance(caught.value.__cause__, IndexError)
    assert caught.value.hint


def test_the_library_is_left_as_it_was() -> None:
    made, before = library(), library()
    for style in STYLES:
        rendered(made, style)
    assert made == before
