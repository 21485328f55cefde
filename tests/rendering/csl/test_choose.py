"""``<choose>`` (CSL 1.0.2, "Choose"): conditions and how they combine."""

from xml.etree import ElementTree

import pytest

from plbib.rendering.csl import printers
from plbib.rendering.csl.compiler import open_area
from plbib.rendering.csl.context import Shape, missing, nothing
from plbib.rendering.csl.locale import Locale
from plbib.rendering.csl.printers import for_shape
from plbib.rendering.csl.style import Style, children
from plbib.rendering.references import references
from tests.rendering.csl.styles import TITLE, item, listed, on, people, printed, xml
from tests.samples import library

BOOK = item(type="book", title="Kites", volume="7", edition="2nd", issued=on(2020), author=people("Berg, Ada"))


def holds(condition: str, what: object = BOOK) -> bool:
    body = f'<choose><if {condition}><text value="yes"/></if><else><text value="no"/></else></choose>'
    return printed(body, what) == "yes"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ('type="book"', True),
        ('type="chapter"', False),
        ('type="chapter book"', True),
        ('type="chapter book" match="any"', True),
        ('type="chapter thesis" match="none"', True),
        ('type="chapter book" match="none"', False),
        ('variable="volume"', True),
        ('variable="issue"', False),
        ('variable="volume issue"', False),
        ('variable="volume issue" match="any"', True),
        ('variable="issue page" match="none"', True),
        ('variable="volume issue" match="none"', False),
        ('variable="author issued"', True),
        ('variable="citation-number"', False),
        ('variable="year-suffix"', False),
        ('type="book" variable="issue"', False),
        ('type="book" variable="issue" match="any"', True),
        ('is-numeric="volume"', True),
        ('is-numeric="volume edition"', True),
        ('is-numeric="title"', False),
        ('is-numeric="issue"', False),
        ('is-numeric="author"', False),
        ('is-numeric="issued"', False),
        ('is-numeric="citation-number"', False),
        ('is-uncertain-date="issued"', False),
        ('is-uncertain-date="accessed"', False),
        ('has-day="issued"', False),
        ('has-year-only="issued"', True),
        ('has-year-only="accessed"', False),
        ('has-to-month-or-season="issued"', False),
        ('locator="page"', False),
        ('position="first"', False),
        ('disambiguate="true"', False),
    ],
)
def test_conditions(condition: str, expected: bool) -> None:
    """CSL 1.0.2, "Choose": type, variable, is-numeric, is-uncertain-date, locator, position; match all, any, none.

    An item has one type; as in the reference processor several types are alternatives.
    """
    assert holds(condition) is expected


@pytest.mark.parametrize(
    ("edition", "numeric"),
    [("2", True), ("2nd", True), ("2, 3", True), ("2-4", True), ("second", False), ("2nd edition", False)],
)
def test_is_numeric_looks_at_the_content(edition: str, numeric: bool) -> None:
    """CSL 1.0.2, "Choose": is-numeric."""
    assert holds('is-numeric="edition"', item(title="x", edition=edition)) is numeric


@pytest.mark.parametrize(
    ("parts", "season", "expected"),
    [
        ((2020,), None, "has-year-only"),
        ((2020,), "Trinity", "has-to-month-or-season"),
        ((2020, 5), None, "has-to-month-or-season"),
        ((2020, 13), None, "has-to-month-or-season"),
        ((2020, 5, 3), None, "has-day"),
    ],
)
def test_how_far_a_date_goes(parts: tuple[int, ...], season: str | None, expected: str) -> None:
    """CSL-M, an extension of CSL that styles of the Chinese collection use."""
    made = item(title="x", issued=on(*parts, season=season))
    conditions = ("has-year-only", "has-to-month-or-season", "has-day")
    assert [name for name in conditions if holds(f'{name}="issued"', made)] == [expected]
    assert not any(holds(f'{name}="accessed"', made) for name in conditions)


def test_an_uncertain_date_is_one_with_circa() -> None:
    """CSL 1.0.2, "Choose": is-uncertain-date; "Approximate Dates"."""
    assert holds('is-uncertain-date="issued"', item(title="x", issued=on(-50, circa=True)))
    assert not holds('is-uncertain-date="issued"', item(title="x", issued=on(-50)))


def test_the_first_branch_that_holds_is_taken() -> None:
    """CSL 1.0.2, "Choose": if, else-if, else."""
    body = (
        '<choose><if type="thesis"><text value="a"/></if><else-if variable="volume"><text value="b"/></else-if>'
        '<else-if type="book"><text value="c"/></else-if><else><text value="d"/></else></choose>'
    )
    made = [
        printed(body, one)
        for one in (item(type="thesis", title="x", volume="1"), BOOK, item(type="book", title="x"), item(title="x"))
    ]
    assert made == ["a", "b", "c", "d"]


def test_without_a_branch_nothing_is_printed() -> None:
    """CSL 1.0.2, "Choose"."""
    body = '<text variable="title"/><choose><if type="thesis"><text value="a"/></if></choose>'
    assert printed(body, BOOK) == "Kites"


def test_empty_variables_do_not_hold() -> None:
    """CSL 1.0.2, "Choose": variable tests for content, not for the name."""
    assert not holds('variable="author"', item(title="x", author=[]))
    assert not holds('variable="author"', item(title="x", author=[{"family": " "}]))
    assert not holds('variable="issued"', item(title="x", issued={"date-parts": [[None]]}))
    assert not holds('variable="volume"', item(title="x", volume=""))


def test_the_year_suffix_holds_where_entries_are_told_apart() -> None:
    """CSL 1.0.2, "Choose": disambiguate; "Disambiguation": the condition is the last means."""
    body = (
        '<text variable="title"/>'
        '<choose><if disambiguate="true"><text value=" *"/></if><else><text value=" -"/></else></choose>'
    )
    cited = '<names variable="author"/><choose><if disambiguate="true"><text variable="title"/></if></choose>'
    alike = [item(title=title, author=people("Li, Wei")) for title in ("A", "B")]
    other = item(title="C", author=people("Berg, Ada"))
    assert listed(body, *alike, other, citation=cited) == ["A *", "B *", "C -"]


_OF_BOOKS = '<choose><if type="book"><text variable="title"/></if></choose>'


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (_OF_BOOKS, {"book"}),
        (
            f'<group>{_OF_BOOKS}<choose><if type="thesis chapter"><text value="a"/></if></choose></group>',
            {"book", "thesis", "chapter"},
        ),
        (f'<group><group>{_OF_BOOKS}</group></group>', {"book"}),
        (f'<choose><if type="book thesis">{_OF_BOOKS}</if></choose>', {"book"}),
        (f'<choose><if variable="title">{_OF_BOOKS}</if></choose>', {"book"}),
        ('<choose><if type="book" match="none"><text value="a"/></if></choose>', {"thesis", "chapter"}),
        ('<choose><if type="book"/><else-if type="book thesis"><text value="a"/></else-if></choose>', {"thesis"}),
        ('<choose><if type="book" variable="volume" match="any"><text value="a"/></if></choose>', {
            "book", "thesis", "chapter"
        }),
        ('<text macro="m" prefix="("/>', {"book"}),
    ],
)  # fmt: skip
def test_what_never_prints_for_a_type_is_left_out_for_it(body: str, kinds: set[str]) -> None:
    """Most conditions of large styles test the type alone: nothing is run for those that cannot hold."""
    style = Style(ElementTree.XML(xml(body, macros=f'<macro name="m">{_OF_BOOKS}</macro>')))
    scope = open_area(style, Locale("en-US", style.root), "bibliography")
    assert scope is not None
    (part,) = children(children(style.area("bibliography"), "layout")[0])
    printer = scope.compile(part)
    assert {kind for kind in ("book", "thesis", "chapter") if for_shape(printer, Shape(kind)) is not nothing} == kinds


@pytest.mark.parametrize(
    ("body", "variables", "printed_by"),
    [
        ('<group><text value="a"/><text variable="volume"/></group>', "title", missing),
        ('<group><text value="a"/><group><number variable="volume"/></group></group>', "title", missing),
        ('<group><label variable="volume"/><text variable="volume"/></group>', "title", missing),
        ('<names variable="author"><substitute><names variable="editor"/></substitute></names>', "title", missing),
        ('<choose><if variable="volume issue" match="any"><text value="a"/></if></choose>', "title", nothing),
        ('<choose><if variable="volume" match="none"/><else><text value="a"/></else></choose>', "title", nothing),
        ('<choose><if is-numeric="volume"><text value="a"/></if></choose>', "title", nothing),
    ],
)
def test_what_asks_only_for_variables_that_items_lack_is_left_out(
    body: str, variables: str, printed_by: object
) -> None:
    style = Style(ElementTree.XML(xml(body)))
    scope = open_area(style, Locale("en-US", style.root), "bibliography")
    assert scope is not None
    (part,) = children(children(style.area("bibliography"), "layout")[0])
    assert for_shape(scope.compile(part), Shape("book", frozenset({"type", *variables.split()}))) is printed_by


@pytest.mark.parametrize("style", ["apa", "ieee", "chicago-author-date"])
def test_many_items_of_one_shape_are_printed_as_few_are(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    for common in (10**9, 1):
        monkeypatch.setattr(printers, "_COMMON", common)
        shown.append(references(library(), style, labels=True))
    assert shown[0] == shown[1]


def test_items_of_each_type_are_printed_as_if_there_were_no_others() -> None:
    """An engine keeps what it has left out for one type apart from what it needs for another."""
    body = (
        '<group delimiter=". "><choose><if type="book" match="none" variable="issue"><text value="a"/></if>'
        '<else-if type="thesis chapter"><text value="b"/></else-if><else><text value="c"/></else></choose>'
        f'{_OF_BOOKS}<choose><if type="chapter" variable="volume"><text value="d"/></if></choose></group>'
    )
    book, thesis = item(type="book", title="x"), item(type="thesis", issue="1")
    other = (item(type="chapter", volume="1"), item(type="chapter", issue="1"), item(title="x"))
    assert [printed(body, one) for one in (book, thesis, *other, book)] == ["c. x", "b", "a. d", "b", "a", "c. x"]


def test_macros_that_call_each_other_print_once_each() -> None:
    """A style with such macros is compiled as a whole; in others, branches wait for items that take them."""
    calls = '<choose><if type="book"><text macro="{}" prefix="{} "/></if></choose>'
    macros = "".join(f'<macro name="{one}">{calls.format(other, one)}</macro>' for one, other in ("ab", "ba"))
    body = f'{TITLE}<text macro="a"/><text macro="b"/><text value="!"/>'
    assert listed(body, item(type="book", title="Kites"), macros=macros) == ["Kites!"]
    deep = "".join(f'<macro name="m{at}"><text macro="m{at + 1}"/></macro>' for at in range(80))
    made = listed('<text macro="m0"/>', item(title="Kites"), macros=f'{deep}<macro name="m80">{TITLE}</macro>')
    assert made == ["Kites"]
