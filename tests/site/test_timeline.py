"""The timeline of the page: the counts as a picture and as a table, from the same numbers; names are text."""

import re

import pytest
from lxml import etree
from msgspec.structs import replace

from plbib.model import CategoryPath, Date, Item, Library, Record, Status
from plbib.rendering.drawings import Label, year_grid
from plbib.rendering.drawings import _texts as texts
from plbib.site.options import Downloads, SiteOptions
from plbib.site.pages import site
from tests.site.test_pages import HOSTILE, Tags

OPTIONS = SiteOptions(title="Kites", styles=())
SVG = "{http://www.w3.org/2000/svg}"


def papers(*filed: tuple[CategoryPath, int | None]) -> Library:
    records = tuple(
        Record(
            key=f"k{number}",
            id=f"e-{number}",
            status=Status.RESOLVED,
            item=Item(
                type="article-journal",
                title=f"Kite {number}",
                issued=Date(date_parts=((year,),)) if year else None,
            ),
            categories=(path,) if path else (),
        )
        for number, (path, year) in enumerate(filed)
    )
    return Library(title="Kites", records=records)


def page(library: Library) -> str:
    return site(library, OPTIONS, Downloads())["index.html"].decode()


def picture(text: str) -> etree._Element:
    (found,) = re.findall(r"<svg xmlns.*?</svg>", text, re.DOTALL)
    return etree.fromstring(found)


def table(text: str) -> list[list[str]]:
    (found,) = re.findall("<table>.*?</table>", text, re.DOTALL)
    rows = re.findall("<tr>.*?</tr>", found)
    return [[re.sub("<.*?>", "", cell) for cell in re.findall("<t[hd].*?</t[hd]>", row)] for row in rows]


SOME = papers((("Tails",), 2020), (("Tails", "Long"), 2022), (("Strings",), 2022), ((), 2022), (("Strings",), None))


def test_picture_and_table_say_the_same() -> None:
    text = page(SOME)
    assert table(text) == [
        ["Category", "2020", "2021", "2022"],
        ["Tails", "1", "", "1"],
        ["Strings", "", "", "1"],
        ["Other", "", "", "1"],
        ["All papers", "1", "", "3"],
    ]
    svg = picture(text)
    assert svg.findtext(f"{SVG}title") == "Papers by year and category"
    assert svg.findtext(f"{SVG}desc") == (
        "Tails: 1 in 2020, 1 in 2022. Strings: 1 in 2022. Other: 1 in 2022. All papers: 1 in 2020, 3 in 2022."
    )
    assert svg.get("role") == "img"
    shown = [label.text for label in svg.iter(f"{SVG}text")]
    assert shown == ["2020", "2021", "2022", "Tails", "1", "1", "Strings", "1", "Other", "1", "All papers", "1", "3"]
    assert {label.get("fill") for label in svg.iter(f"{SVG}text")} == {
        "currentColor"
    }  # as the page has it, dark or light


def test_rows_lead_to_their_papers_without_a_script() -> None:
    (found,) = re.findall("<table>.*?</table>", page(SOME), re.DOTALL)
    leads = re.findall('href="#([^"]*)"', found)
    assert len(leads) == 3
    assert all(f'id="{place}"' in page(SOME) for place in leads)


@pytest.mark.parametrize(
    ("filed", "is_there"),
    [
        ([(("Tails",), 2020), (("Strings",), 2020)], True),
        ([(("Tails",), 2020), (("Strings",), None)], False),  # one row is the years again
        ([(("Kites", "Tails"), 2020), (("Kites", "Strings"), 2021)], True),  # of one category those below it
        ([(("Kites", "Tails"), 2020), (("Kites", "Tails", "Long"), 2021)], False),
        ([((), 2020)], False),
        ([], False),
    ],
)
def test_a_timeline_tells_two_rows_apart_at_least(filed: list[tuple[CategoryPath, int | None]], is_there: bool) -> None:
    assert ('class="timeline"' in page(papers(*filed))) == is_there


def test_years_before_the_first_column_are_counted_in_it() -> None:
    heads, rows = year_grid([("A", [1990, 2000, 2003]), ("B", []), ("C", [2001])], 3, [1990, 2000, 2003, 2001])
    assert heads == ["≤ 2001", "2002", "2003"]
    assert [(row.label, row.counts) for row in rows] == [("A", (2, 0, 1)), ("C", (1, 0, 0))]
    assert year_grid([("A", [2000, 2002])], 3, [2000, 2002])[0] == ["2000", "2001", "2002"]


@pytest.mark.parametrize(
    ("label", "lines", "is_pressed"),
    [
        ("Tails", 1, False),
        ("x" * 33, 1, False),
        ("x" * 34, 1, True),
        ("凧" * 16, 1, False),
        ("凧" * 17, 1, True),
        ("The tails of kites that stay in the wind for longer than an hour", 2, False),
    ],
)
def test_a_long_label_is_broken_and_a_long_word_pressed(label: str, lines: int, is_pressed: bool) -> None:
    made = [*texts(Label(x=0.3, y=1, text=label, anchor="east", room=0.3))]
    assert len(made) == lines
    assert any("textLength" in line for line in made) == is_pressed
    assert " ".join(re.sub("<.*?>", "", line) for line in made) == label


@pytest.mark.parametrize("text", [*HOSTILE, "</title></svg><script>", "</desc>&amp;", "\x00\x0b", "*/ }", "🪁" * 40])
def test_names_of_categories_are_text(text: str) -> None:
    hostile, tame = (page(papers(((name,), 2020), (("Strings",), 2021))) for name in (f"Tails {text}", "Tails"))
    kinds = [tag for tag, _ in Tags(tame.encode()).elements if tag != "text"]
    assert [tag for tag, _ in Tags(hostile.encode()).elements if tag != "text"] == kinds
    assert sum(count for row in table(hostile)[1:-1] for count in map(int, filter(None, row[1:]))) == 2
    picture(hostile)  # is XML


def test_a_large_list_leads_to_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plbib.site.pages.LARGE", 1)
    files = site(SOME, OPTIONS, Downloads())
    leads = re.findall('<th scope="row"><a href="([^"]*)"', files["index.html"].decode())
    assert len(leads) == 3
    assert {*leads} <= {*files}
    assert not any(b'class="timeline"' in files[name] for name in leads)


def test_dark_mode_follows_the_page() -> None:
    css = site(replace(SOME), OPTIONS, Downloads())["assets/site.css"].decode()
    assert ".timeline svg { width: 100%; height: auto; color: var(--ink);" in css
    assert ".timeline rect { fill: var(--accent); }" in css
