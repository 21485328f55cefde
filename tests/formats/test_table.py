"""CSV and TSV: what spreadsheets see, and tables of others read."""

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import plbib
from plbib.errors import InputError
from plbib.formats import table
from plbib.model import LISTED_ONLY, Date, Item, Library, Name, Record, Status
from tests.samples import HOSTILE, library, record

STARTS = "=+-@\t\r\n＝＋－＠"
"""What a cell begins with that spreadsheets take for a formula, or pass over before one."""


def cells(made: Library, form: str = "csv") -> list[dict[str, str]]:
    """The rows as Python's own reader has them."""
    row = {"csv": table.CSV, "tsv": table.TSV}[form]
    text = row.write(made).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter={"csv": ",", "tsv": "\t"}[form]))


def read_all(text: str | bytes) -> list[Record]:
    assert table.CSV.read
    records, findings = table.CSV.read(text if isinstance(text, bytes) else text.encode(), "f.csv")
    assert not findings
    return records


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_the_file_of_a_small_library(form: str, golden: Callable[[str, bytes | str], None]) -> None:
    golden(f"small.{form}", {"csv": table.CSV, "tsv": table.TSV}[form].write(library()))


@pytest.mark.parametrize("form", ["csv", "tsv"])
@given(texts=st.lists(st.lists(st.sampled_from([*HOSTILE, *STARTS, "'", '"', "cmd|' /C calc'!A0"])), min_size=1))
def test_no_cell_begins_a_formula_or_another_row(form: str, texts: list[list[str]]) -> None:
    made = library(*(record(f"k{n}", title=text, volume=text, abstract=text, note=text, genre=text, language=text,
        author=(Name(literal=text),), keyword=text) for n, text in enumerate(map("".join, texts))))  # fmt: skip
    rows = cells(made, form)
    assert [row["key"] for row in rows] == [one.key for one in made.records]
    assert not [cell for row in rows for cell in row.values() if cell and (cell[0] in STARTS or "\n" in cell)]


@given(st.text("'=+-@ax", max_size=5))
def test_an_apostrophe_before_a_formula_is_taken_away_again(title: str) -> None:
    (again,) = read_all(table.CSV.write(library(record(title=title))))
    assert again.item.title == title


def test_lines_end_as_rfc_4180_has_it_and_quotes_are_doubled() -> None:
    text = table.CSV.write(library(record(title='A "kite", flown'))).decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n") == 2
    assert ',"A ""kite"", flown",' in text


def test_excel_takes_it_for_utf_8() -> None:
    assert table.CSV.write(library()).startswith(b"\xef\xbb\xbf")


def test_the_embedded_list_comes_back_but_for_what_has_no_column() -> None:
    whole = plbib.load(plbib.DEMO)
    for before, after in zip(whole.records, read_all(table.CSV.write(whole)), strict=True):
        assert (after.key, after.categories, after.status) == (before.key, before.categories, Status.GIVEN)
        kept = ("author", "issued", "container_title", "page", "doi", "url", "publisher", "event_title", "event_place")
        assert [getattr(after.item, name) for name in kept] == [getattr(before.item, name) for name in kept]
        assert after.identifiers.get("arxiv") == before.identifiers.get("arxiv")


@pytest.mark.parametrize("status", Status)
def test_whether_only_the_list_knows_a_record_comes_back(status: Status) -> None:
    paper = replace(record(title="Kites"), status=status)
    (row,), (again,) = cells(library(paper)), read_all(table.CSV.write(library(paper)))
    assert row["status"] == status
    assert again.status == (Status.UNRESOLVED if status in LISTED_ONLY else Status.GIVEN)


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        (Name(family="Berg", given="Ann"), "Berg, Ann"),
        (Name(family="Berg", given="Jan", non_dropping_particle="van der"), "van der Berg, Jan"),
        (Name(family="King", given="M.", suffix="Jr."), "King, M., Jr."),
        (Name(family="King", suffix="Jr."), "King, , Jr."),
        (Name(given="Quill"), "Quill"),
        (Name(literal="Kites and Strings, Inc."), "{Kites and Strings, Inc.}"),
        (Name(literal="A; B"), "{A; B}"),
        (Name(family="A; B", given="C"), "{C A; B}"),
        (Name(literal="a {b}"), "a (b)"),
        (Name(literal="{"), "("),
        (Name(), ""),
    ],
)
def test_names_in_a_cell(name: Name, cell: str) -> None:
    (row,) = cells(library(record(author=(name, Name(literal="Li")))))
    assert row["authors"] == "; ".join(filter(None, [cell, "Li"]))
    (again,) = read_all(table.CSV.write(library(record(title="x", author=(name, Name(literal="Li"))))))
    assert len(again.item.author) == 1 + bool(cell)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff", "\r\n"])
def test_tables_of_other_programs_are_read(sign: str, end: str, start: str) -> None:
    rows = (
        ("Key", "Item Type", "Publication Year", "Author", "Title", "DOI", "Shelf", "", "Publication Title"),
        ("A1", "journalArticle", "2020", "Berg, Ann; Li, Wei; others", "Kites", "10.5555/x", "7", "?", "Strings"),
        ("", "", "", "", "", "", "", "", ""),
        ("A2", "nonsense", "in press", "", "Boats"),
    )
    text = start + end.join(sign.join(f'"{cell}"' for cell in row) for row in rows) + end
    first, second = read_all(text)
    assert first.item == Item(
        type="article-journal",
        title="Kites",
        author=(Name(family="Berg", given="Ann"), Name(family="Li", given="Wei"), Name(literal="others")),
        issued=Date(date_parts=((2020,),)),
        container_title="Strings",
        doi="10.5555/x",
        other={"custom": {"table": {"Shelf": "7"}}},
    )
    assert (first.key, first.identifiers) == ("A1", {"doi": "10.5555/x"})
    kept = {"custom": {"table": {"Item Type": "nonsense"}}}
    assert second.item == Item(type="document", title="Boats", issued=Date(literal="in press"), other=kept)
    assert first.origin
    assert text.replace("\r\n", "\n").split("\n")[first.origin.line - 1].startswith('"A1"')


def test_a_cell_of_several_lines_is_one_and_places_count_them() -> None:
    first, second = read_all('title,note\n"Kites\nand strings","a\n\nb"\nBoats,\n')
    assert (first.item.title, first.item.note) == ("Kites and strings", "a b")
    assert second.origin
    assert second.origin.line == 6


def test_a_row_with_too_many_cells_is_a_finding_with_its_line() -> None:
    assert table.CSV.read
    records, (finding,) = table.CSV.read(b"title,year\nKites, a story,2020\nBoats,2021,,\n", "f.csv")
    assert [one.item.title for one in records] == ["Boats"]
    assert (finding.code, str(finding.place)) == ("not-an-item", "f.csv:2")


def test_a_table_without_titles_is_no_table_of_papers() -> None:
    for text in (b"", b"a,b\n1,2\n", b"year,doi\n2020,\n", b"title\nKites\n"):
        with pytest.raises(InputError, match=r"f\.csv: no table of papers"):
            table.CSV.read(text, "f.csv")  # type: ignore[misc]


def test_a_quote_that_never_closes_swallows_no_paper_in_silence() -> None:
    for text in (b'title,year\nA,1\n"Kites,2020\nBoats,2021\n', b'title,year\n"Kites" and more,2020\n'):
        with pytest.raises(InputError, match=r"f\.csv:[234]: "):
            table.CSV.read(text, "f.csv")  # type: ignore[misc]


def test_cells_without_a_variable_and_those_said_twice_are_kept_and_written_back() -> None:
    text = "title,year,date,author,authors,Shelf,Shelf,=x\nKites,2020,soon,A,B,7,8,'=1\n"
    (paper,) = read_all(text)
    assert paper.item.issued == Date(date_parts=((2020,),))
    assert paper.item.other == {"custom": {"table": {"date": "soon", "authors": "B", "Shelf": "7; 8", "=x": "=1"}}}
    (row,) = cells(library(paper))
    assert (row["Shelf"], row["'=x"]) == ("7; 8", "'=1")
    assert read_all(table.CSV.write(library(paper)))[0].item == paper.item


@pytest.mark.parametrize("custom", [5, {"table": 5}, {"table": {"": "x", "a": 5, "\x00": "y", "b\n": "z"}}])
def test_custom_of_others_does_not_stop_the_writer(custom: object) -> None:
    (row,) = cells(library(record(title="K", other={"custom": custom})))
    assert row["title"] == "K"


@pytest.mark.parametrize(
    ("cell", "parts"), [("May 2020", (2020, 5)), ("2020-05-03", (2020, 5, 3)), ("2020/5/3", (2020, 5, 3))]
)
def test_dates_of_people_are_read(cell: str, parts: tuple[int, ...]) -> None:
    (paper,) = read_all(f"title,date\nKites,{cell}\n")
    assert paper.item.issued == Date(date_parts=(parts,))


def test_a_small_table_sets_no_limit_to_a_later_one() -> None:
    read_all("title,year\nK,1\n")
    crowd = tuple(Name(family=f"Family{number}", given="Given") for number in range(20_000))
    (paper,) = read_all(table.CSV.write(library(record(title="K", author=crowd))))
    assert len(paper.item.author) == 20_000
