"""RIS: what other programs read in it, nothing that begins a record of its own, and the way back."""

from collections.abc import Callable
from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import plbib
from plbib.errors import Severity
from plbib.formats import endnote, registry, ris
from plbib.formats.ristags import RIS_TYPE, TAGS
from plbib.model import Date, Item, Library, Name, Record, Status
from plbib.text.unicode import clean
from tests.conftest import examples
from tests.samples import anything, items, libraries, library, record, said

TYPES = dict(
    zip(
        "paper-conference article-journal article book chapter thesis report webpage software dataset document".split(),
        "CONF JOUR UNPB BOOK CHAP THES RPRT ELEC COMP DATA GEN".split(),
        strict=True,
    )
)
FULL: dict[str, Any] = {name: f"the {name}" for name in Item.__struct_fields__ if name not in {"type", "other"}}
FULL |= dict.fromkeys(["author", "editor", "translator"], (Name(family="Berg", given="Ann"), Name(literal="A B, Inc.")))
FULL |= dict.fromkeys(["issued", "accessed"], Date(date_parts=((2020, 5, 1),)))
FULL |= {"isbn": "978-3-16-148410-0", "issn": "2049-3630", "page": "1-9", "keyword": "wind, tails"}


def written(paper: Record) -> list[tuple[str, str]]:
    """The tags of one record with their values, between its start and its end."""
    lines = [line.split("  - ", 1) for line in ris.write(library(paper)).decode().rstrip().split("\r\n")]
    return [(tag, value) for tag, value in lines[1:-1] if tag != "ID"]


def read_one(text: str) -> Record:
    records, findings = ris.read(text, "f.ris")
    assert not findings
    (only,) = records
    return only


def item_of(*lines: str, kind: str = "JOUR") -> Item:
    return read_one("\n".join([f"TY  - {kind}", *lines, "ER  - "])).item


# Writing ------------------------------------------------------------------------------------------------------------


def test_the_file_of_a_small_library(golden: Callable[[str, bytes | str], None]) -> None:
    golden("small.ris", ris.write(library()))


def test_lines_end_as_the_format_asks_and_a_record_starts_with_its_type() -> None:
    text = ris.write(library()).decode()
    assert text.count("\n") == text.count("\r\n")
    assert [part.strip()[:5] for part in text.split("\r\n\r\n") if part] == ["TY  -"] * 5


def test_a_conference_its_proceedings_and_their_places_stand_where_endnote_and_zotero_look() -> None:
    event = {"event_title": "Kites 2020", "event_place": "Fanø", "container_title": "Proc.", "publisher_place": "Oslo"}
    tags = dict(written(record(type="paper-conference", **event)))
    assert tags == {"T2": "Kites 2020", "C3": "Proc.", "CY": "Fanø", "C1": "Oslo"}
    assert dict(written(record(type="paper-conference", container_title="P"))) == {"C3": "P", "T2": "P"}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (Name(family="Berg", given="Jan", non_dropping_particle="van der"), "van der Berg, Jan"),
        (Name(family="King", given="Martin Luther", suffix="Jr."), "King, Martin Luther, Jr."),
        (Name(family="King", suffix="Jr."), "King, , Jr."),
        (Name(family="Li"), "Li"),
        (Name(given="Quill"), "Quill"),
        (Name(literal="OpenAI"), "OpenAI"),
        (Name(literal="Kite Inc."), "Kite Inc.,"),
        (Name(literal="Kites and Strings, Inc."), "Kites and Strings,, Inc."),
        (Name(literal="others"), "et al.,"),
    ],
)
def test_names_are_written_as_endnote_reads_them(name: Name, line: str) -> None:
    assert written(record(author=(name,))) == [("AU", line)]
    assert said(item_of(f"AU  - {line}").author[0]) == said(name)


@pytest.mark.parametrize(
    ("page", "tags"),
    [
        ("101-9", [("SP", "101"), ("EP", "9")]),
        ("1–16", [("SP", "1"), ("EP", "16")]),
        ("1--16", [("SP", "1"), ("EP", "16")]),
        ("e7", [("SP", "e7")]),
        ("S1-S4, 7", [("SP", "S1-S4, 7")]),
        ("12:1-12:9", [("SP", "12:1-12:9")]),
    ],
)
def test_a_range_of_pages_has_a_first_and_a_last_and_all_else_is_kept_whole(
    page: str, tags: list[tuple[str, str]]
) -> None:
    assert written(record(page=page)) == tags
    assert item_of(*(f"{tag}  - {value}" for tag, value in tags)).page == "-".join(value for _, value in tags)


@pytest.mark.parametrize("kind", ["book", "thesis"])
def test_one_page_of_what_is_counted_in_pages_is_no_number_of_pages(kind: str) -> None:
    paper = record(type=kind, page="7")
    for form in (ris.FORMAT, endnote.FORMAT):
        (back,), _ = form.read(form.write(Library(title="Books", source="x.bib", records=(paper,))), "x")  # type: ignore[misc]
        assert (back.item.page, back.item.other) == ("7", {})


# Other readers ------------------------------------------------------------------------------------------------------


def test_rispy_reads_the_same_papers() -> None:
    whole = plbib.load(plbib.DEMO)
    for paper, row in zip(whole.records, rispy.loads(ris.write(whole).decode()), strict=True):
        assert row["id"] == paper.key
        assert row["type_of_reference"] == TYPES[paper.item.type]
        assert row["title"] == clean(paper.item.title)
        assert row["authors"] == [said_last(name) for name in paper.item.author]
        assert row["year"] == str(paper.item.issued and paper.item.issued.year)
        assert row.get("doi") == paper.item.doi
        assert row.get("urls") == (paper.item.url and [paper.item.url])
        assert paper.item.container_title in (row.get("custom3"), row.get("secondary_title"))
        assert "unknown_tag" not in row


def said_last(name: Name) -> str:
    return ", ".join(filter(None, [name.family, name.given, name.suffix]))


@examples(60)
@given(libraries(items(anything)), st.dictionaries(st.sampled_from(["ER", "TY", "ID", "ZZ"]), st.lists(anything)))
def test_no_text_in_any_field_begins_or_ends_a_record(made: Library, kept: dict[str, list[str]]) -> None:
    records = tuple(replace(paper, item=replace(paper.item, other={"custom": {"ris": kept}})) for paper in made.records)
    text = ris.write(replace(made, records=records)).decode()
    keys = [paper.key for paper in made.records]
    assert [row["id"] for row in rispy.loads(text)] == keys
    again, findings = ris.read(text, "f.ris")
    assert [paper.key for paper in again] == keys
    assert not findings


@pytest.mark.parametrize(
    "hostile", ["x\nER  - \nTY  - BOOK\nTI  - y", "TI  - y", "ER  - ", "x\u2028AU  - y", "x\r\rTY  - "]
)
def test_a_value_that_looks_like_a_record_is_one_value(hostile: str) -> None:
    text = ris.write(library(record(hostile, title=hostile, author=(Name(literal=hostile),)))).decode()
    (row,) = rispy.loads(text)
    assert row["title"] == clean(hostile) == read_one(text).item.title
    assert row["id"] == clean(hostile)


@pytest.mark.parametrize(
    "custom", [5, "x", {"ris": 5}, {"ris": {"N9": "text"}}, {"ris": {"N9": 5}}, {"ris": {"n9": ["x"]}}]
)
def test_custom_of_others_does_not_stop_the_writer(custom: Any) -> None:
    assert written(record(title="K", other={"custom": custom})) == [("TI", "K")]


# Round trip ---------------------------------------------------------------------------------------------------------


def without_what_ris_has_no_tag_for(paper: Record) -> Record:
    """A record as RIS can tell it: no days of the event, one status, ids that its links name; headings are keywords."""
    keyword = ", ".join(dict.fromkeys(heading for path in paper.categories for heading in path))
    known = {kind: name for kind, name in paper.identifiers.items() if kind == "arxiv"}
    item = replace(paper.item, event_date=None, keyword=keyword)
    return Record(key=paper.key, item=item, status=Status.GIVEN, identifiers=known)


def test_the_embedded_list_survives_ris_but_for_what_ris_has_no_tag_for() -> None:
    whole = plbib.load(plbib.DEMO)
    records, findings = ris.read(ris.write(whole).decode(), "papers.ris")
    assert not findings
    for before, after in zip(whole.records, records, strict=True):
        arxiv = {kind: name for kind, name in after.identifiers.items() if kind == "arxiv"}
        assert replace(after, identifiers=arxiv) == without_what_ris_has_no_tag_for(before)


@pytest.mark.parametrize(
    "kind", [*TYPES, "article-magazine", "article-newspaper", "manuscript", "patent", "legal_case"]
)
def test_every_type_and_the_variables_it_has_tags_for_come_back(kind: str) -> None:
    known = kind if kind in RIS_TYPE else "document"  # generic
    tagged = {row.attribute for row in TAGS if known in row.types} | {"page", "isbn", "issn", "keyword", "number"}
    before = record(type=kind, **{name: value for name, value in FULL.items() if name in tagged})
    text = ris.write(library(before)).decode()
    after = read_one(text)
    assert text.startswith(f"TY  - {TYPES.get(kind, '')}")
    assert after.item == replace(before.item, type=known)
    assert ris.write(library(after)).decode() == text


def test_an_unverified_record_stays_unverified_and_an_arxiv_id_an_id() -> None:
    paper = replace(record(type="article"), status=Status.UNRESOLVED, identifiers={"arxiv": "math.GT/0309136"})
    after = read_one(ris.write(library(paper)).decode())
    assert (after.status, after.identifiers, after.item.other) == (paper.status, paper.identifiers, {})


def test_tags_without_a_variable_are_kept_and_written_back() -> None:
    paper = read_one("TY  - JOUR\nUR  - https://a.example\nUR  - https://b.example\nL1  - a.pdf\nZ9  - x\nER  - ")
    assert paper.item.other == {"custom": {"ris": {"UR": ["https://b.example"], "L1": ["a.pdf"], "Z9": ["x"]}}}
    assert read_one(ris.write(library(paper)).decode()).item == paper.item


# Reading ------------------------------------------------------------------------------------------------------------


def test_the_variants_of_endnote_and_mendeley_are_read() -> None:
    lines = [
        "T1  - Kites",
        "A1  - Berg,Ann",
        "A1  - Li, W.",
        "Y1  - 2020/05//",
        "JO  - J. Kites",
        "JF  - Kites",
        "M1  - 4",
    ]
    assert item_of(*lines, "N2  - High.", "SP  - 101-109", "SN  - 2049-3630", "VL  -", "KW  - wind\ntails") == Item(
        type="article-journal",
        title="Kites",
        author=(Name(family="Berg", given="Ann"), Name(family="Li", given="W.")),
        issued=Date(date_parts=((2020, 5),)),
        container_title="Kites",
        container_title_short="J. Kites",
        issue="4",
        abstract="High.",
        page="101-109",
        issn="2049-3630",
        keyword="wind, tails",
    )


def test_the_variants_of_publishers_are_read() -> None:
    springer = item_of(
        "T2  - Kites 2020", "CY  - Cham", "SN  - 978-3-16-148410-0", "SN  - 978-0-306-40615-7", kind="CPAPER"
    )
    assert (springer.container_title, springer.event_title) == ("Kites 2020", None)
    assert (springer.publisher_place, springer.event_place, springer.isbn) == ("Cham", None, "978-3-16-148410-0")
    assert springer.other["custom"]["ris"] == {"SN": ["978-0-306-40615-7"]}
    assert item_of("BT  - Kites", "A3  - Ed, Ada", kind="BOOK").title == "Kites"
    assert item_of("SN  - TR-18-2", kind="RPRT").number == "TR-18-2"


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["DA  - 2020/05/01/", "PY  - 2020"], (2020, 5, 1)),
        (["PY  - 2020", "DA  - 2020/5/1"], (2020, 5, 1)),
        (["DA  - 2020-05-01"], (2020, 5, 1)),
        (["PY  - 2020///"], (2020,)),
        (["Y1  - 2020/05/01/Spring"], (2020, 5, 1)),
        (["DA  - 2020/00/00"], (2020,)),
        (["DA  - 2020/13/41"], (2020,)),
        (["PY  - 1948", "DA  - July"], (1948, 7)),
        (["PY  - 2020", "Y1  - June 14 2020"], (2020, 6, 14)),
        (["PY  - 2020", "DA  - 14 June"], (2020, 6, 14)),
        (["PY  - 2020", "DA  - 20200614"], (2020, 6, 14)),
        (["PY  - 2020", "DA  - 20201314"], (2020,)),
        (["PY  - " + "9" * 5000], None),
        (["DA  - ///in press"], None),
    ],
)
def test_dates_are_read_in_every_form(lines: list[str], date: tuple[int, ...] | None) -> None:
    issued = item_of(*lines).issued
    assert issued is not None
    assert issued.date_parts == ((date,) if date else ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff", "\n\n"])
def test_any_line_ends_a_byte_order_mark_and_folded_lines_are_read(start: str, end: str) -> None:
    text = start + "TY  - JOUR\nTI  - On\n  kites\nAB  -\n\nHigh,\n\nhigher.\nN1 - one blank\nVL  -3\nER  -\n"
    item = read_one(text.replace("\n", end)).item
    assert (item.title, item.abstract, item.note, item.volume) == ("On kites", "High, higher.", "one blank", "3")


def test_a_record_without_its_end_is_read() -> None:
    records, findings = ris.read("TY  - JOUR\nTI  - a\nTY  - BOOK\nTI  - b", "f.ris")
    assert [(paper.item.type, paper.item.title) for paper in records] == [("article-journal", "a"), ("book", "b")]
    assert not findings


def test_what_is_in_no_record_is_one_finding_with_its_line() -> None:
    lost = "TI  - b\nAU  - c\nER  -\nER  -\n"
    records, findings = ris.read(f"Provider: Kites\nContent: text\n\nTY  - JOUR\nER  -\n\n{lost}TY  - BOOK\n", "f.ris")
    assert len(records) == 2
    assert [(str(found.place), found.severity) for found in findings] == [
        ("f.ris:1:1", Severity.WARNING),
        ("f.ris:7:1", Severity.ERROR),
    ]


@given(st.lists(st.sampled_from(["TY  - JOUR", "ER  - ", "TI  - a", "", "text", "KW  - x", "TY", "SN  - ", "EP  - 3"])))
def test_every_start_is_a_record_whatever_stands_around_it(lines: list[str]) -> None:
    records, _ = ris.read("\n".join(lines), "f.ris")
    assert len(records) == lines.count("TY  - JOUR")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Kite, Ann, Jr", Name(family="Kite", given="Ann", suffix="Jr")),
        ("Kite,, String, and Sons", Name(literal="Kite, String, and Sons")),
        ("Kite,, String,, and Sons", Name(literal="Kite, String,, and Sons")),  # only its first comma stands twice
        ("Kite Institute,", Name(literal="Kite Institute")),
    ],
)
def test_a_comma_of_an_organisation_stands_twice(written: str, name: Name) -> None:
    records, _ = ris.read(f"TY  - JOUR\nAU  - {written}\nTI  - Kites\nER  - \n", "f.ris")
    assert records[0].item.author == (name,)


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        ("TY  - JOUR\nM3  - 10.5555/x", {"doi": "10.5555/x", "genre": None}),
        ("TY  - JOUR\nM3  - 10.5555/x\nDO  - 10.5555/y", {"doi": "10.5555/y", "genre": "10.5555/x"}),
        ("TY  - THES\nM3  - Habilitation", {"doi": None, "genre": "Habilitation"}),
        ("TY  - RPRT\nIS  - 7", {"number": "7"}),
        ("TY  - RPRT\nIS  - 7\nSN  - TR-7", {"number": "TR-7"}),
        ("TY  - PAT\nM1  - US7", {"number": "US7"}),
        ("TY  - JOUR\nLA  - eng", {"language": "en"}),
        ("TY  - JOUR\nLA  - Klingon", {"language": "Klingon"}),
        ("TY  - JOUR\nUR  - https://arxiv.org/abs/2301.00001", {"type": "article"}),
        ("TY  - JOUR\nT2  - Kites\nUR  - https://arxiv.org/abs/2301.00001", {"type": "article-journal"}),
    ],
)
def test_fields_that_stand_elsewhere_are_read(lines: str, read: dict[str, str | None]) -> None:
    (paper,), _ = registry.read(f"{lines}\nTI  - x\nER  - \n".encode(), "f.ris", "ris")
    assert {name: getattr(paper.item, name) for name in read} == read


@pytest.mark.parametrize(
    ("line", "families"),
    [
        ("Kite, Ann; Bow, Cy", ["Kite", "Bow"]),
        ("Kite, Ann;Bow, Cy;", ["Kite", "Bow"]),
        ("Kite, Ann", ["Kite"]),
        ("Kites; Strings and Tails,", ["Kites; Strings and Tails"]),
    ],
)
def test_several_names_in_a_line_are_parted(line: str, families: list[str]) -> None:
    people = item_of(f"AU  - {line}").author
    assert [name.family or name.literal for name in people] == families


def test_variables_with_tags_of_their_own_come_back() -> None:
    read = item_of("ST  - W", "NV  - 3", "SE  - 4", kind="BOOK")
    assert read.other == {"title-short": "W", "number-of-volumes": "3", "chapter-number": "4"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("AU  - Berg, Ann\nER  - \n", "a record without a type: left out"),
        ("Kites in the wind\n", "text outside any record: left out"),
    ],
)
def test_what_is_left_out_is_called_what_it_is(text: str, told: str) -> None:
    _, findings = ris.read(text + "TY  - JOUR\nTI  - Kites\nER  - \n", "x.ris")
    assert [found.message for found in findings] == [told]


@pytest.mark.parametrize(("value", "date"), [("//", None), ("/ /", None), ("/soon/", Date(literal="soon"))])
def test_a_date_of_nothing_but_slashes_is_none(value: str, date: Date | None) -> None:
    (record,), _ = ris.read(f"TY  - JOUR\nTI  - Kites\nDA  - {value}\nER  - \n", "x.ris")
    assert record.item.issued == date
