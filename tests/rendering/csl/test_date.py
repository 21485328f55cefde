"""``<date>`` (CSL 1.0.2, "Date"): localized and own forms, parts, ranges, what is not known."""

from typing import Any

import pytest

from tests.rendering.csl.styles import TITLE, html, item, listed, locale, on, printed

PARTS = '<date-part name="day"/><date-part name="month"/><date-part name="year"/>'
OWN = f'<date variable="issued" delimiter=" ">{PARTS}</date>'
TEXT = '<date variable="issued" form="text"/>'
NUMERIC = '<date variable="issued" form="numeric"/>'


def date(body: str, *parts: int, language: str = "en-US", until: tuple[int, ...] = (), **style: str) -> str:
    return printed(body, item(title="x", issued=on(*parts, until=until)), language, **style)


@pytest.mark.parametrize(
    ("language", "text", "numeric"),
    [
        ("en-US", "May 3, 2020", "05/03/2020"),
        ("en-GB", "3 May 2020", "03/05/2020"),
        ("de-DE", "3. Mai 2020", "03.05.2020"),
        ("fr-FR", "3 mai 2020", "03/05/2020"),
        ("ja-JP", "2020年5月3日", "2020年5月3日"),
        ("ar", "3 مايو، 2020", "3/5/2020"),
    ],
)
def test_localized_dates(language: str, text: str, numeric: str) -> None:
    """CSL 1.0.2, "Localized Dates"."""
    assert date(TEXT, 2020, 5, 3, language=language) == text
    assert date(NUMERIC, 2020, 5, 3, language=language) == numeric


@pytest.mark.parametrize(
    ("wanted", "text"), [("year-month-day", "May 3, 2020"), ("year-month", "May 2020"), ("year", "2020")]
)
def test_localized_dates_show_the_parts_asked_for(wanted: str, text: str) -> None:
    """CSL 1.0.2, "Localized Dates": date-parts."""
    assert date(f'<date variable="issued" form="text" date-parts="{wanted}"/>', 2020, 5, 3) == text


@pytest.mark.parametrize(
    ("language", "month", "year"),
    [("en-US", "May 2020", "2020"), ("de-DE", "Mai 2020", "2020"), ("ja-JP", "2020年5月", "2020年")],
)
def test_parts_that_are_not_known_leave_no_affixes(language: str, month: str, year: str) -> None:
    """CSL 1.0.2, "Date-part"."""
    assert date(TEXT, 2020, 5, language=language) == month
    assert date(TEXT, 2020, language=language) == year


def test_a_style_may_change_the_form_of_localized_parts_not_their_affixes() -> None:
    """CSL 1.0.2, "Localized Dates"."""
    body = '<date variable="issued" form="text"><date-part name="month" form="short" prefix="!" suffix="!"/></date>'
    assert date(body, 2020, 8, 3) == "Aug. 3, 2020"
    assert date(body, 2020, 8, 3, language="de-DE") == "3. Aug. 2020"


def test_a_localized_date_may_be_the_styles_own() -> None:
    """CSL 1.0.2, "Localized Date Formats"."""
    form = '<date form="text" delimiter="/"><date-part name="year"/><date-part name="month" form="numeric"/></date>'
    assert date(TEXT, 2020, 5, 3, locales=locale("", more=form)) == "2020/5"


def test_own_dates_have_the_order_and_delimiter_of_the_style() -> None:
    """CSL 1.0.2, "Non-localized Dates"."""
    assert date(OWN, 2020, 5, 3) == "3 May 2020"
    assert date(OWN, 2020, 5) == "May 2020"
    assert date(OWN, 2020) == "2020"


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        ('name="day"', "3"),
        ('name="day" form="numeric-leading-zeros"', "03"),
        ('name="day" form="ordinal"', "3rd"),
        ('name="month"', "August"),
        ('name="month" form="short"', "Aug."),
        ('name="month" form="short" strip-periods="true"', "Aug"),
        ('name="month" form="numeric"', "8"),
        ('name="month" form="numeric-leading-zeros"', "08"),
        ('name="month" text-case="uppercase"', "AUGUST"),
        ('name="year"', "2009"),
        ('name="year" form="short"', "09"),
        ('name="year" prefix="(" suffix=")"', "(2009)"),
    ],
)
def test_forms_of_the_parts(attributes: str, text: str) -> None:
    """CSL 1.0.2, "Date-part"."""
    assert date(f'<date variable="issued"><date-part {attributes}/></date>', 2009, 8, 3) == text


@pytest.mark.parametrize(("day", "text"), [(1, "1<sup>er</sup>"), (2, "2")])
def test_in_french_only_the_first_day_is_an_ordinal(day: int, text: str) -> None:
    """CSL 1.0.2, "Limit Day Ordinals to Day 1"; the gender is that of the month ("Gender-specific Ordinals")."""
    body = '<date variable="issued"><date-part name="day" form="ordinal"/></date>'
    made = html(body, item(title="x", issued=on(2020, 5, day)), "fr-FR")
    assert made.replace("</sup><sup>", "") == text


def test_ordinal_days_have_the_gender_of_the_month() -> None:
    """CSL 1.0.2, "Gender-specific Ordinals"."""
    own = locale(
        '<term name="ordinal">x</term><term name="ordinal-01" gender-form="feminine">a</term>'
        '<term name="ordinal-01" gender-form="masculine">o</term><term name="month-05" gender="feminine">May</term>'
        '<term name="month-06" gender="masculine">June</term>'
    )
    body = '<date variable="issued"><date-part name="day" form="ordinal"/></date>'
    assert [date(body, 2020, month, 1, locales=own) for month in (5, 6, 7)] == ["1a", "1o", "1x"]


@pytest.mark.parametrize(
    ("first", "last", "own", "text"),
    [
        ((2020,), (2021,), "2020–2021", "2020–2021"),
        ((2020, 5), (2020, 7), "May–July 2020", "May–July 2020"),
        ((2020, 5, 3), (2020, 5, 7), "3–7 May 2020", "May 3–7, 2020"),
        ((2020, 5, 3), (2020, 7, 1), "3 May–1 July 2020", "May 3–July 1, 2020"),
        ((2020, 5, 3), (2021, 1, 2), "3 May 2020–2 January 2021", "May 3, 2020–January 2, 2021"),
        ((2020, 5, 3), (2020, 5, 3), "3 May 2020", "May 3, 2020"),
    ],
)
def test_ranges_print_twice_from_the_first_part_that_differs(
    first: tuple[int, ...], last: tuple[int, ...], own: str, text: str
) -> None:
    """CSL 1.0.2, "Date Ranges"."""
    assert date(OWN, *first, until=last) == own
    assert date(TEXT, *first, until=last) == text


def test_the_dash_of_a_range_is_that_of_the_part_that_differs() -> None:
    """CSL 1.0.2, "Date Ranges": range-delimiter."""
    body = OWN.replace('"day"', '"day" range-delimiter="-"').replace('"month"', '"month" range-delimiter=" to "')
    assert date(body, 2020, 5, 3, until=(2020, 5, 7)) == "3-7 May 2020"
    assert date(body, 2020, 5, 3, until=(2020, 6, 7)) == "3 May to 7 June 2020"


@pytest.mark.parametrize(("first", "last"), [((2020, 5, 3), (2020, 5, 7)), ((2020, 5), (2020, 7))])
def test_a_range_within_what_is_shown_is_one_date(first: tuple[int, ...], last: tuple[int, ...]) -> None:
    """CSL 1.0.2, "Date Ranges"."""
    assert date('<date variable="issued"><date-part name="year"/></date>', *first, until=last) == "2020"


@pytest.mark.parametrize(
    ("year", "language", "text"),
    [(-384, "en-US", "384 BC"), (79, "en-US", "79 AD"), (1000, "en-US", "1000"), (-44, "fr-FR", "44av. J.-C.")],
)
def test_early_years_have_their_era(year: int, language: str, text: str) -> None:
    """CSL 1.0.2, "AD and BC"."""
    assert date(OWN, year, language=language) == text


@pytest.mark.parametrize(
    ("season", "language", "text"),
    [(1, "en-US", "Spring 2020"), (4, "en-US", "Winter 2020"), (1, "de-DE", "Frühjahr 2020")],
)
def test_seasons_stand_where_the_month_would(season: int, language: str, text: str) -> None:
    """CSL 1.0.2, "Seasons"."""
    assert printed(OWN, item(title="x", issued=on(2020, season=season)), language) == text
    assert date(OWN, 2020, 12 + season, language=language) == text


def test_a_season_in_words_stands_there_too() -> None:
    """CSL 1.0.2, "Seasons", has four; a word is another, as of universities."""
    assert printed(OWN, item(title="x", issued=on(2020, season="Trinity"))) == "Trinity 2020"
    assert printed(OWN, item(title="x", issued=on(2020, 5, season="Trinity"))) == "May 2020"
    assert printed(OWN, item(title="x", issued=on(2020, season=5))) == "2020"


def test_a_literal_date_is_printed_as_it_is() -> None:
    """CSL-JSON dates may be literal; the parts of the style do not apply."""
    made = item(title="x", issued={"literal": "in press"})
    assert [printed(body, made) for body in (OWN, TEXT, NUMERIC)] == ["in press"] * 3


@pytest.mark.parametrize("nothing", [None, {}, {"date-parts": [[]]}, {"date-parts": [[None]]}, {"date-parts": []}])
def test_an_empty_date_prints_nothing_around_it(nothing: object) -> None:
    """CSL 1.0.2, "Affixes"."""
    body = f'{TITLE}<date variable="issued" form="text" prefix=" (" suffix=")"/>'
    assert printed(body, item(title="Kites", issued=nothing)) == "Kites"


def test_a_date_has_affixes_and_fonts_as_a_whole() -> None:
    """CSL 1.0.2, "Date" takes affixes and formatting."""
    body = f'<date variable="issued" prefix="(" suffix=")" font-weight="bold" delimiter=" ">{PARTS}</date>'
    assert html(body, item(title="x", issued=on(2020, 5, 3))) == "(<b>3 May 2020</b>)"


def test_other_dates_than_the_year_of_issue() -> None:
    """CSL 1.0.2, appendix IV: date variables."""
    for variable in ("accessed", "event-date", "original-date", "submitted", "available-date"):
        made = item(title="x", **{variable: on(2020, 5, 3)})
        assert printed(OWN.replace("issued", variable), made) == "3 May 2020"


def test_dates_of_one_style_do_not_change_those_of_another() -> None:
    """A style's date attributes hold for that style alone, though both share the locale."""
    changed = '<date variable="issued" form="text"><date-part name="month" form="short"/></date>'
    assert date(changed, 2020, 8, 3) == "Aug. 3, 2020"
    assert date(TEXT, 2020, 8, 3) == "August 3, 2020"
    assert listed(f"{changed}; {TEXT}".replace("; ", '<text value="; "/>'), item(title="x", issued=on(2020, 8))) == [
        "Aug. 2020; August 2020"
    ]


@pytest.mark.parametrize(
    ("parts", "text"),
    [([[2015], [0]], "2015–"), ([[79]], "79AD"), ([[499]], "499AD"), ([[500]], "500"), ([[-44]], "44BC")],
)
def test_eras_and_open_ends_are_those_of_citeproc_js(parts: list[list[int]], text: str) -> None:
    year = '<date variable="issued"><date-part name="year"/></date>'
    assert printed(year, item(issued={"date-parts": parts})).replace(" ", "") == text


@pytest.mark.parametrize(
    ("issued", "text"),
    [
        (on(-100, until=(-50,)), "(100–50) BC"),
        (on(-20, until=(30,)), "(20 BC–30) AD"),
        (on(1999, 21, until=(1999, 22)), "(1999)"),
        ({"literal": "one day"}, "(one day)"),
    ],
)
def test_the_era_stands_behind_the_year_and_once(issued: dict[str, Any], text: str) -> None:
    year = '<date variable="issued"><date-part name="year" prefix="(" suffix=")"/></date>'
    assert printed(year, item(issued=issued)) == text


def test_seasons_are_a_range_and_fonts_of_its_parts_are_their_own() -> None:
    parts = '<date-part name="month" font-style="italic" suffix=" "/><date-part name="year" font-weight="bold"/>'
    body = f'<date variable="issued">{parts}</date>'
    assert html(body, item(issued=on(1999, 21, until=(1999, 22)))) == "<i>Spring</i>–<i>Summer</i> <b>1999</b>"
    assert html(body, item(issued=on(1999, 5, until=(2000, 6)))) == ("<i>May</i> <b>1999</b>–<i>June</i> <b>2000</b>")
