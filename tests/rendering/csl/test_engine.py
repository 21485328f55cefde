"""The engine as a whole: numbers, sections, layout, links; one engine for many threads."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plbib.errors import UsageError
from plbib.model import Record
from plbib.rendering.csl.engine import CslEngine
from plbib.rendering.listing import Layout, Reference
from plbib.rendering.marks import CLOSE, OPEN, Mark
from plbib.rendering.output.html import to_html
from plbib.rendering.output.text import to_text
from tests.rendering.csl.styles import AUTHOR, TITLE, YEAR, engine, item, listed, on, people, printed, records, xml

NUMBERED = f'<text variable="citation-number" prefix="[" suffix="] "/>{TITLE}'
ITEMS = [item(title=title) for title in "ABCD"]


def texts(sections: list[tuple[Reference, ...]]) -> list[list[str]]:
    return [[to_text(reference.marked) for reference in section] for section in sections]


def test_numbers_go_on_from_section_to_section() -> None:
    """CSL 1.0.2, appendix IV: citation-number is the index of the entry in the reference list."""
    made = records(*ITEMS)
    sections = engine(NUMBERED).write([made[:2], [], made[2:]])
    assert texts(sections) == [["[1] A", "[2] B"], [], ["[3] C", "[4] D"]]
    assert [reference.label for section in sections for reference in section] == ["1", "2", "3", "4"]


def test_numbers_may_restart_with_every_section() -> None:
    made = records(*ITEMS)
    sections = engine(NUMBERED).write([made[:2], made[2:]], restart=True)
    assert texts(sections) == [["[1] A", "[2] B"], ["[1] C", "[2] D"]]
    assert [reference.label for section in sections for reference in section] == ["1", "2", "1", "2"]


def test_a_record_of_several_sections_keeps_its_number() -> None:
    one, two, three, _ = records(*ITEMS)
    sections = engine(NUMBERED).write([[one, two], [two, three], [one]])
    assert texts(sections) == [["[1] A", "[2] B"], ["[2] B", "[3] C"], ["[1] A"]]
    assert texts(engine(NUMBERED).write([[one, two], [two]], restart=True)) == [["[1] A", "[2] B"], ["[1] B"]]


def test_nothing_is_left_out_and_the_order_is_that_given() -> None:
    made = [*reversed(records(*ITEMS))]
    (section,) = engine(NUMBERED, sort='<key variable="title"/>').write([made])
    assert [reference.key for reference in section] == ["k3", "k2", "k1", "k0"]


def test_nothing_makes_nothing() -> None:
    assert engine(NUMBERED).write([]) == []
    assert engine(NUMBERED).write([[]]) == [()]
    assert engine(NUMBERED, sort='<key variable="title"/>').sort([]) == []


def test_only_styles_that_cite_by_number_have_labels() -> None:
    made = engine(TITLE, citation=AUTHOR)
    assert not made.numeric
    assert made.write([records(*ITEMS)])[0][0].label == ""
    assert engine(
        TITLE, citation='<text macro="n"/>', macros='<macro name="n"><text variable="citation-number"/></macro>'
    ).numeric


def test_what_a_style_does_not_print_has_no_text() -> None:
    ((made,),) = engine('<text variable="publisher"/>').write([records(item(type="thesis", title="Kites"))])
    assert (made.key, made.marked) == ("k0", "")


def test_a_style_without_a_bibliography_writes_citations_alone(tmp_path: Path) -> None:
    """CSL 1.0.2, "Root Element": cs:bibliography is optional."""
    path = tmp_path / "notes.csl"
    source = xml(TITLE)
    path.write_text(source[: source.index("<bibliography")] + "</style>", encoding="utf-8")
    alone = CslEngine(path)
    (kites,) = records(item(title="Kites"))
    assert alone.sort([kites]) == [kites]
    assert alone.cite([kites], [["k0"]]) == ["1"]
    with pytest.raises(UsageError, match="notes: the style formats citations only") as caught:
        alone.write([[kites]])
    assert caught.value.hint


@pytest.mark.parametrize(
    ("options", "layout"),
    [
        ("", Layout()),
        ('hanging-indent="true"', Layout(hanging_indent=True)),
        ('hanging-indent="false"', Layout()),
        ('second-field-align="flush"', Layout(second_field_align=True)),
        ('second-field-align="margin"', Layout(second_field_align=True)),
        ('entry-spacing="0" line-spacing="2"', Layout(entry_spacing=0, line_spacing=2)),
        ('entry-spacing="x"', Layout()),
    ],
)
def test_layout(options: str, layout: Layout) -> None:
    """CSL 1.0.2, "Whitespace"."""
    assert engine(TITLE, options=options).layout == layout


@pytest.mark.parametrize("align", ["flush", "margin"])
def test_the_first_field_stands_beside_the_rest(align: str) -> None:
    """CSL 1.0.2, "Whitespace": second-field-align."""
    ((made,),) = engine(NUMBERED, options=f'second-field-align="{align}"', layout='suffix="."').write(
        [records(ITEMS[0])]
    )
    assert to_html(made.marked) == '<div class="csl-left-margin">[1]</div> <div class="csl-right-inline">A.</div>'
    assert to_text(made.marked) == "[1] A."


# Links ----------------------------------------------------------------------------------------------------------------


def reference(body: str, **variables: str) -> Reference:
    ((made,),) = engine(body).write([records(item(title="Kites", **variables))])
    return made


def links(made: Reference) -> bool:
    return OPEN[Mark.LINK] in made.marked


@pytest.mark.parametrize(
    ("body", "variables", "linked"),
    [
        (TITLE, {"DOI": "10.5555/a"}, True),
        (TITLE, {"URL": "https://e.example"}, True),
        (TITLE, {"PMID": "7"}, True),
        (TITLE, {}, False),
        (f'{TITLE}<text variable="DOI"/>', {"DOI": "10.5555/a"}, False),
        (f'{TITLE}<text variable="URL"/>', {"DOI": "10.5555/a"}, True),
        (f'<text variable="URL"/>{TITLE}', {"URL": "https://e.example"}, False),
        ('<text variable="volume"/>', {"DOI": "10.5555/a", "volume": "7"}, False),
    ],
)
def test_the_title_leads_to_the_paper_where_no_identifier_is_printed(
    body: str, variables: dict[str, str], linked: bool
) -> None:
    """CSL 1.0.2, appendix VI "Links"."""
    assert links(reference(body, **variables)) is linked


def test_the_address_is_known_even_where_nothing_leads_there() -> None:
    assert reference('<text variable="DOI"/>', DOI="10.5555/a").address == "https://doi.org/10.5555/a"


def test_only_the_web_is_linked_in_the_output() -> None:
    made = reference(TITLE, URL="javascript:alert(1)")
    assert "<a " not in to_html(made.marked, made.address)


def test_marks_come_in_pairs() -> None:
    body = '<group font-style="italic"><text variable="title" quotes="true" font-weight="bold"/></group>'
    made = reference(body, DOI="10.5555/a").marked
    assert all(made.count(OPEN[mark]) == made.count(CLOSE[mark]) for mark in Mark)
    assert to_html(made, "https://e.example") == '<i>“<b><a href="https://e.example">Kites</a></b>”</i>'


# Sharing --------------------------------------------------------------------------------------------------------------


def crowd(count: int) -> list[Record]:
    return records(
        *(
            item(
                title=f"Kites {at}", author=people(f"Name{at % 7}, Ada", f"Name{at % 3}, Wei"), issued=on(2000 + at % 5)
            )
            for at in range(count)
        )
    )


def test_eight_threads_share_one_engine() -> None:
    made = engine(
        f'<names variable="author"><name and="text" initialize-with=". "/></names>{YEAR}{TITLE}',
        sort='<key variable="author"/><key variable="issued"/>',
        citation=f"{AUTHOR}{YEAR}",
        citing='disambiguate-add-year-suffix="true" disambiguate-add-names="true" disambiguate-add-givenname="true"',
        options='subsequent-author-substitute="—"',
    )
    lists = [crowd(60 + 5 * at) for at in range(8)]

    def work(at: int) -> list[tuple[Reference, ...]]:
        return made.write([made.sort(lists[at])])

    alone = [work(at) for at in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, [*range(8)] * 4)) == alone * 4


def test_an_engine_keeps_nothing_between_calls() -> None:
    made = engine(f"{AUTHOR}{TITLE}", options='subsequent-author-substitute="—"')
    first = made.write([crowd(5)])
    made.write([crowd(30)])
    assert made.write([crowd(5)]) == first


def test_records_are_left_as_they_were() -> None:
    made, before = crowd(9), crowd(9)
    engine(NUMBERED, sort='<key variable="author"/>').write([engine(NUMBERED).sort(made)])
    assert made == before


@pytest.mark.parametrize("branches", [0, 3, 20])
def test_macros_that_call_each_other_too_deep_are_an_error(tmp_path: Path, branches: int) -> None:
    """Far beyond what styles of the repository do; never a traceback, also where a branch is compiled late."""
    before, after = "<choose><if type='book'>" * branches, "</if></choose>" * branches
    calls = [f'<macro name="m{at}">{before}<text macro="m{at + 1}"/>{after}</macro>' for at in range(400)]
    path = tmp_path / "deep.csl"
    macros = "".join([*calls, f'<macro name="m400">{TITLE}</macro>'])
    path.write_text(xml('<text macro="m0"/>', macros=macros), encoding="utf-8")
    with pytest.raises(UsageError, match="its macros call each other too deep"):
        CslEngine(path)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ('prefix="(" suffix=")"', ["(A B)", "Kites"]),
        ('font-style="italic" prefix="by "', ["by A B", "Kites"]),
    ],
)
def test_what_stands_in_for_names_looks_like_them_if_it_is_names(names: str, text: list[str]) -> None:
    """CSL 1.0.2, "Substitute"; affixes of text instead of names are its own, as citeproc-js has it."""
    inside = f'<name/><substitute><names variable="editor"/>{TITLE}</substitute>'
    body = f'<names variable="author" {names}>{inside}</names>'
    assert listed(body, item(editor=people("B, A")), item(title="Kites")) == text


def test_abstracts_and_keywords_are_printed_where_a_style_asks_for_them() -> None:
    body = f'{TITLE}<text variable="abstract" prefix=": "/><text variable="keyword" prefix=" (" suffix=")"/>'
    assert printed(body, item(title="Kites", abstract="They fly.", keyword="sky, wind")) == (
        "Kites: They fly. (sky, wind)"
    )


@pytest.mark.parametrize("options", ["", 'second-field-align="flush"'])
def test_a_term_behind_the_number_of_the_entry_gets_a_capital(options: str) -> None:
    number = '<text variable="citation-number" prefix="[" suffix="]"/>'
    body = f'{number}<group delimiter=" " prefix=" "><text term="in"/>{TITLE}</group>'
    assert printed(body, item(title="Kites"), options=options) == "[1] In Kites"
