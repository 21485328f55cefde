"""What citeproc-py 0.11.1 does wrong, number by number of what was found in it: the compiled engine does it right."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from plbib.model import Item
from plbib.rendering.output.html import to_html
from plbib.rendering.output.text import to_text
from tests.rendering.csl.styles import (
    AUTHOR,
    TITLE,
    YEAR,
    engine,
    html,
    item,
    listed,
    locale,
    on,
    people,
    printed,
    records,
)

LI = people("Li, Wei")
NOTHING = {"date-parts": [[None]]}


def test_01_fields_are_escaped() -> None:
    """citeproc-py #27, #97: markup in titles and names came out raw."""
    hostile = item(title="<script>x</script> & Co", author=[{"family": "<img src=x onerror=y>", "given": "A"}])
    made = html(f"{AUTHOR}{TITLE}", hostile)
    assert "<script" not in made
    assert "<img" not in made
    assert "&amp; Co" in made


def test_02_the_number_stands_apart_from_the_text() -> None:
    body = f'<text variable="citation-number" prefix="[" suffix="]"/>{TITLE}'
    ((made,),) = engine(body, options='second-field-align="flush"').write([records(item(title="Kites"))])
    assert to_text(made.marked) == "[1] Kites"
    assert '<div class="csl-left-margin">[1]</div>' in to_html(made.marked)


def test_03_commas_go_into_quotes() -> None:
    body = '<group delimiter=", "><text variable="title" quotes="true"/><text variable="volume"/></group>'
    assert printed(body, item(title="On need", volume="7")) == "“On need,” 7"


@pytest.mark.parametrize(
    ("title", "text"), [("Kites?", "Li et al. Kites?"), ("Kites!", "Li et al. Kites!"), ("Kites.", "Li et al. Kites.")]
)
def test_04_no_mark_is_doubled(title: str, text: str) -> None:
    names = '<names variable="author"><name form="short" et-al-min="2" et-al-use-first="1"/></names>'
    body = f'<group delimiter=". ">{names}<text variable="title" font-style="italic"/></group>'
    assert printed(body, item(title=title, author=people("Li, Wei", "Berg, Ada")), layout='suffix="."') == text


def test_05_names_stay_whole_where_initialize_is_false() -> None:
    body = '<names variable="author"><name initialize="false" initialize-with=". "/></names>'
    assert printed(body, item(title="x", author=people("Li, Wei B."))) == "Wei B. Li"


def test_06_same_author_and_year_get_letters() -> None:
    made = [item(title=title, author=LI, issued=on(2020)) for title in "AB"]
    cited = {"citation": f"{AUTHOR}{YEAR}", "citing": 'disambiguate-add-year-suffix="true"'}
    assert listed(f'{TITLE}<text value=" "/>{YEAR}', *made, **cited) == ["A 2020a", "B 2020b"]


@pytest.mark.parametrize(
    ("page", "text"), [("1-25", "1–25"), ("9-12", "9–12"), ("101-109", "101–9"), ("95-105", "95–105")]
)
def test_07_pages_are_the_right_ones(page: str, text: str) -> None:
    for form in ("minimal", "chicago", "chicago-16"):
        assert (
            printed('<text variable="page"/>', item(title="x", page=page), root=f'page-range-format="{form}"') == text
        )


def test_08_keys_differ_in_case_ranges_are_printed_and_what_is_no_date_is_none() -> None:
    made = [
        record_of("Kite", item(title="Upper", issued=on(2020, 5, until=(2020, 7)))),
        record_of("kite", item(title="Lower", issued=NOTHING)),
    ]
    date = '<date variable="issued" form="text" prefix=" "/>'
    body = f'{TITLE}<choose><if variable="issued">{date}</if><else><text value=" (n.d.)"/></else></choose>'
    (section,) = engine(body).write([made])
    assert [(one.key, to_text(one.marked)) for one in section] == [
        ("Kite", "Upper May–July 2020"),
        ("kite", "Lower (n.d.)"),
    ]


def record_of(key: str, what: Item) -> Any:
    (made,) = records(what)
    return type(made)(key=key, item=what, status=made.status)


@pytest.mark.parametrize(
    "body",
    [
        f'<text macro="m" text-case="uppercase"/>{TITLE}',
        '<text variable="citation-number" text-case="uppercase"/>',
        f'<number variable="citation-number" text-case="title" form="ordinal"/>{TITLE}',
        f'<date variable="issued" form="text"/><names variable="author"/>{TITLE}',
    ],
)
def test_09_nothing_crashes_on_case_of_joined_text_numbers_and_empty_fields(body: str) -> None:
    macros = '<macro name="m"><text variable="volume"/><names variable="author"/></macro>'
    for made in (
        item(title="Kites", issued=NOTHING),
        item(title="Kites", author=[], issued={}),
        Item(type="", title="x"),
    ):
        assert printed(body, made, macros=macros)


@pytest.mark.parametrize(
    ("family", "given", "text"),
    [("李", "明", "李明"), ("الغزالي", "محمد", "م. الغزالي"), ("hooks", "bell", "bell hooks"), ("Li", "Wei", "W. Li")],
)
def test_10_initials_of_any_script(family: str, given: str, text: str) -> None:
    body = '<names variable="author"><name initialize-with=". "/></names>'
    assert printed(body, item(title="x", author=[{"family": family, "given": given}])) == text


def test_11_labels_have_their_case_and_go_with_a_variable() -> None:
    label = '<label form="short" text-case="capitalize-first" prefix=" (" suffix=")"/>'
    body = f'<names variable="editor"><name form="short"/>{label}</names>'
    assert printed(body, item(title="x", editor=people("Li, Wei", "Berg, Ada"))) == "Li, Berg (Eds.)"
    group = f'{TITLE}<group><label variable="volume" prefix=", "/><text variable="volume" prefix=" "/></group>'
    assert printed(group, item(title="Kites")) == "Kites"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("arXiv: few-shot kites", "arXiv: Few-Shot Kites"),
        ("kites via strings onto roofs", "Kites via Strings onto Roofs"),
        ('the <span class="nocase">bert</span> kite', "The bert Kite"),
    ],
)
def test_12_title_case_minds_capitals_hyphens_stop_words_and_protected_words(title: str, text: str) -> None:
    assert printed('<text variable="title" text-case="title"/>', item(title=title)) == text


def test_13_dates_have_the_delimiter_of_the_locale_and_leave_it_alone() -> None:
    parts = '<date-part name="year"/><date-part name="month" form="short"/><date-part name="day"/>'
    own = locale("", more=f'<date form="text" delimiter=" ">{parts}</date>')
    made = item(title="x", issued=on(2015, 5, 28))
    assert printed('<date variable="issued" form="text"/>', made, locales=own) == "2015 May 28"
    changed = '<date variable="issued" form="text"><date-part name="month" form="numeric"/></date>'
    assert printed(changed, made) == "5 28, 2015"
    assert printed('<date variable="issued" form="text"/>', made) == "May 28, 2015"


def test_14_names_sort_without_words_and_accents_and_with_particles_demoted() -> None:
    macros = (
        '<macro name="m"><names variable="author"><name and="text" et-al-min="3" et-al-use-first="1"/></names></macro>'
    )
    names = ({"family": "Žižek", "given": "A"}, {"family": "Zander", "given": "B"}, {"family": "Zz", "given": "C"})
    gogh = {"family": "Gogh", "given": "V", "non-dropping-particle": "van"}
    made = [item(title=name["family"], author=[name]) for name in (*names, gogh, {"family": "Hals", "given": "F"})]
    assert listed(TITLE, *made, sort='<key macro="m"/>', macros=macros) == ["Gogh", "Hals", "Zander", "Žižek", "Zz"]
    three = item(title="three", author=people("Ada, A", "Berg, B", "Cox, C"))
    both = item(title="both", author=people("Ada, A", "Zoe, Z"))
    assert listed(TITLE, both, three, sort='<key macro="m"/>', macros=macros) == ["three", "both"]


def test_15_repeated_authors_become_a_dash() -> None:
    body = f'<names variable="author" suffix=". "/>{TITLE}'
    made = [item(title=title, author=LI) for title in "AB"]
    assert listed(body, *made, options='subsequent-author-substitute="———"') == ["Wei Li. A", "———. B"]


def test_16_a_group_is_suppressed_by_entry() -> None:
    """GB/T 7714: [M] for a book, [J/OL] for an article online."""
    medium = '<choose><if variable="URL"><text value="/OL"/></if></choose>'
    kind = f'<choose><if type="book"><text value="M"/></if><else><text value="J"/></else></choose>{medium}'
    body = f'{TITLE}<group prefix="[" suffix="]"><text macro="kind"/></group>'
    macros = f'<macro name="kind">{kind}</macro>'
    assert printed(body, item(type="book", title="A"), macros=macros) == "A[M]"
    assert printed(body, item(title="B", URL="https://e.example"), macros=macros) == "B[J/OL]"


def test_17_an_empty_ordinal_is_empty() -> None:
    body = '<number variable="edition" form="ordinal" suffix=" 版"/>'
    assert printed(body, item(title="x", edition="2"), locales=locale('<term name="ordinal"/>')) == "2 版"
    assert printed(body, item(title="x", edition="2"), "zh-CN").startswith("2")
    assert "nd" not in printed(body, item(title="x", edition="2"), "zh-CN")


def test_18_inner_quotes_are_flipped_and_straight_ones_curled() -> None:
    assert printed('<text variable="title" quotes="true"/>', item(title='The "big" kite')) == "“The ‘big’ kite”"
    assert printed(TITLE, item(title='The "big" kite')) == "The “big” kite"


def test_19_particles_in_the_family_name_are_split_and_protected_names_are_bare() -> None:
    body = '<names variable="author"><name name-as-sort-order="all"/></names>'
    assert printed(body, item(title="x", author=people("van der Berg, Ada"))) == "Berg, Ada van der"
    assert printed(body, item(title="x", author=people('"van der Berg", Ada'))) == "van der Berg, Ada"


def test_20_threads_share_a_style() -> None:
    made = engine(f"{AUTHOR}{YEAR}{TITLE}", options='subsequent-author-substitute="—"')
    lists = [records(*(item(title=f"T{n}", author=LI, issued=on(2000 + n)) for n in range(at + 20))) for at in range(8)]
    work: Callable[[Any], Any] = lambda one: made.write([one])  # noqa: E731
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, lists * 5)) == [work(one) for one in lists] * 5
