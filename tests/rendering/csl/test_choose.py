"""``<choose>`` (CSL 1.0.2, "Choose"): conditions and how they combine."""

import pytest

from csl.styles import item, listed, on, people, printed

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
        ('variable="citation-number"', True),
        ('variable="year-suffix"', False),
        ('type="book" variable="issue"', False),
        ('type="book" variable="issue" match="any"', True),
        ('is-numeric="volume"', True),
        ('is-numeric="volume edition"', True),
        ('is-numeric="title"', False),
        ('is-numeric="issue"', False),
        ('is-numeric="author"', False),
        ('is-numeric="issued"', False),
        ('is-numeric="citation-number"', True),
        ('is-uncertain-date="issued"', False),
        ('is-uncertain-date="accessed"', False),
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
