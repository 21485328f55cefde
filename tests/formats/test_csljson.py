"""CSL-JSON: written by the schema with what is ours under ``custom``, read as tolerantly as it is met."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plbib import DEMO, load
from plbib.errors import InputError
from plbib.formats import csljson
from plbib.model import Date, Item, Library, Name, Record, Status
from tests.conftest import examples
from tests.samples import PAPERS, TYPES, anything, items, libraries, library, record

VARIABLES = (
    "type id title author container-title container-title-short collection-title event-title event-place event-date "
    "editor translator edition volume issue number page publisher publisher-place genre version issued accessed DOI "
    "ISBN ISSN URL language abstract keyword note custom"
).split()
"""What we write; all of it names of CSL 1.0.2."""


PARTS: tuple[Any, ...] = ([], [[]], [[2020, None]], [["2020"]], [[2020.0]], [[1], [2], [3]], [[1, 2, 3, 4]], [[True]])
ODD: tuple[Any, ...] = (
    *(None, "", [], {}, 0, 5, True, 1.5, " y ", ["a"], ["a", "b"], [{}], [{"family": "A"}, {}], [{"family": ""}]),
    *([{"family": "A", "x": 1}], [{"family": 3}], [{"family": "A", "comma-suffix": 1}], {"raw": "2020-01"}),
    *({"date-parts": parts} for parts in (*PARTS, [[12345678]], [[0]])),
    *({"date-parts": [[2020]]} | more for more in ({"season": 0}, {"season": "2"}, {"circa": 1}, {"literal": ""})),
    *({"unverified": True}, {"categories": [["a"]], "x": 1}, {"aliases": 1}),
)


def read_one(**row: Any) -> Record:
    records, findings = csljson.read(json.dumps([row]), "f.json")
    assert not findings
    (only,) = records
    return only


def rewritten(made: Library) -> tuple[Record, ...]:
    records, findings = csljson.read(csljson.write(made).decode(), "f.json")
    assert not findings
    return tuple(records)


# Writing ------------------------------------------------------------------------------------------------------------


def test_the_file_is_utf8_of_two_blanks_indent_in_list_order() -> None:
    data = csljson.write(library())
    assert data.startswith(b'[\n  {\n    "id": "hargreave2021kites",\n')
    assert data.endswith(b"}\n]\n")
    assert "∞-Kites" in data.decode()
    assert [row["id"] for row in json.loads(data)] == [paper.key for paper in PAPERS]


def test_an_empty_library_is_an_empty_array() -> None:
    assert json.loads(csljson.write(replace(library(), records=()))) == []


def test_what_is_ours_stands_under_custom() -> None:
    row = json.loads(csljson.write(library()))[0]
    assert row["custom"] == {
        "categories": [["Kites", "Flying"]],
        "identifiers": {"arxiv": "2101.00001", "doi": "10.5555/kite.2021_7"},
        "sources": ["dblp"],
    }
    assert json.loads(csljson.write(library()))[2]["custom"]["unverified"] is True


def conforms(row: dict[str, Any]) -> bool:
    """The rules of the CSL-JSON schema that an item of ours can break."""
    dates = [row[name] for name in ("issued", "accessed", "event-date") if name in row]
    people = [name for role in ("author", "editor", "translator") for name in row.get(role, [])]
    return (
        set(row) <= set(VARIABLES)
        and row["type"] in TYPES
        and isinstance(row["id"], str)
        and isinstance(row["custom"], dict)
        and all(set(date) <= {"date-parts", "literal", "circa", "season"} for date in dates)
        and all(1 <= len(parts) <= 3 for date in dates for parts in date.get("date-parts", [[0]]))
        and all(len(date.get("date-parts", [0])) in (1, 2) for date in dates)
        and all(
            set(name) <= {"family", "given", "suffix", "literal", "dropping-particle", "non-dropping-particle"}
            for name in people
        )
    )


@examples(50)
@given(libraries(items(anything)))
def test_any_library_conforms_to_csl(made: Library) -> None:
    assert all(map(conforms, json.loads(csljson.write(made))))


def test_the_embedded_list_conforms_to_csl() -> None:
    assert all(map(conforms, json.loads(csljson.write(load(DEMO)))))


@pytest.fixture(scope="module")
def schema(shared: Path) -> Any:
    """The official schema, compiled."""
    return jsonschema.Draft7Validator(json.loads((shared / "csl/csl-data.json").read_text(encoding="utf-8")))


@pytest.mark.shared
def test_the_embedded_list_is_valid_by_the_official_schema(schema: Any) -> None:
    schema.validate(json.loads(csljson.write(load(DEMO))))


@pytest.mark.shared
@examples(50)
@given(made=libraries(items(anything)))
def test_any_library_is_valid_by_the_official_schema(schema: Any, made: Library) -> None:
    schema.validate(json.loads(csljson.write(made)))


@pytest.mark.shared
def test_our_types_and_variables_are_those_of_the_official_schema(schema: Any) -> None:
    properties = schema.schema["items"]["properties"]
    assert set(VARIABLES) <= set(properties)
    assert sorted(TYPES) == sorted(properties["type"]["enum"])


# Round trip ---------------------------------------------------------------------------------------------------------


def test_the_small_library_comes_back_whole() -> None:
    assert rewritten(library()) == tuple(_as_read(paper) for paper in PAPERS)


def test_the_embedded_list_comes_back_whole() -> None:
    whole = load(DEMO)
    assert rewritten(whole) == tuple(_as_read(paper) for paper in whole.records)


def _as_read(paper: Record) -> Record:
    """Where a record stood in the list is not CSL-JSON's to tell, nor who settled it."""
    status = Status.UNRESOLVED if paper.listed_only else Status.GIVEN
    return replace(paper, id="", entries=(), status=status)


@examples(50)
@given(libraries(items(anything)))
def test_any_library_comes_back_but_for_empty_values(made: Library) -> None:
    assert rewritten(made) == tuple(replace(paper, item=_said(paper.item)) for paper in made.records)


def _said(item: Item) -> Item:
    """The item without empty values, which are as good as none, and without names that say nothing."""
    empty = {name: None for name in item.__struct_fields__ if getattr(item, name) == "" and name != "title"}
    people = {role: tuple(name for name in getattr(item, role) if name != Name()) for role in ("author", "editor")}
    people["translator"] = tuple(name for name in item.translator if name != Name())
    return replace(item, **empty, **people)


@given(libraries(items(anything)))
def test_what_keeps_to_the_schema_is_what_tolerant_reading_makes_of_it(made: Library) -> None:
    text = csljson.write(made).decode()
    for row, read in zip(json.loads(text), csljson.read(text, "f.json")[0], strict=True):
        assert read == csljson._record(row)  # noqa: SLF001


@given(st.lists(st.tuples(st.sampled_from(VARIABLES), st.sampled_from(ODD)), max_size=3), st.booleans())
def test_a_row_with_anything_odd_in_it_is_read_tolerantly(values: list[tuple[str, Any]], plain: bool) -> None:
    row = {"type": "book", "id": "a", "title": "x", "issued": {"date-parts": [[2021]]}, **dict(values)}
    records, _ = csljson.read(json.dumps([row, *[{"id": "b", "x": 1}] * plain]), "f.json")
    assert records[0] == csljson._record(row)  # noqa: SLF001


def test_unknown_variables_are_kept_and_written_back() -> None:
    row = {
        "id": "k",
        "type": "book",
        "composer": [{"family": "Li"}],
        "title-short": "Kites",
        "x": {"deep": [1]},
        "custom": {"theirs": 1},
    }
    assert json.loads(csljson.write(library(read_one(**row)))) == [row]


# Reading ------------------------------------------------------------------------------------------------------------


def test_null_and_empty_values_are_absent() -> None:
    paper = read_one(id=None, type=None, title=None, volume="", author=[], issued=None, note=[""])
    assert (paper.key, paper.item) == ("", Item(type="document"))


def test_numbers_and_lists_of_one_are_texts() -> None:
    item = read_one(id=7, volume=12, title=["Kites"], page=3).item
    assert (item.volume, item.title, item.page) == ("12", "Kites", "3")


def test_an_object_alone_is_a_list_of_one() -> None:
    records, _ = csljson.read('{"id": "k", "title": "Kites"}', "f.json")
    assert [paper.key for paper in records] == ["k"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ([{"family": "Li", "given": "Wei"}], (Name(family="Li", given="Wei"),)),
        (
            [{"family": "Li", "given": None, "non-dropping-particle": "de"}],
            (Name(family="Li", non_dropping_particle="de"),),
        ),
        ("Kites Inc.", (Name(literal="Kites Inc."),)),
        (["Kites Inc.", {}], (Name(literal="Kites Inc."),)),
        ({"family": "Li"}, (Name(family="Li"),)),
    ],
)
def test_names_are_read_from_objects_and_strings(written: Any, read: tuple[Name, ...]) -> None:
    assert read_one(author=written).item.author == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"date-parts": [[2021, 5, 3]]}, Date(date_parts=((2021, 5, 3),))),
        ({"date-parts": [["2021", "05", " 3 "]]}, Date(date_parts=((2021, 5, 3),))),
        ({"date-parts": [[2021, None, None]]}, Date(date_parts=((2021,),))),
        ({"date-parts": [[2021], [2022]]}, Date(date_parts=((2021,), (2022,)))),
        ({"date-parts": [[2021], [None]]}, Date(date_parts=((2021,),))),
        ({"date-parts": [[2021, "--5"]]}, Date(date_parts=((2021,),))),
        ({"date-parts": [[-50]]}, Date(date_parts=((-50,),))),
        ({"date-parts": [], "literal": "n.d."}, Date(literal="n.d.")),
        ({"raw": "2021-05"}, Date(date_parts=((2021, 5),))),
        ({"raw": "last May"}, Date(literal="last May")),
        ("2021-05-03", Date(date_parts=((2021, 5, 3),))),
        ("in press", Date(literal="in press")),
        ({"date-parts": [[2021]], "season": "2", "circa": "true"}, Date(date_parts=((2021,),), season=2, circa=True)),
        ({"date-parts": [[2021]], "season": "Fall"}, Date(date_parts=((2021,),), season=3)),
        ({"date-parts": [[2021]], "season": " Trinity "}, Date(date_parts=((2021,),), season="Trinity")),
        ({"date-parts": [[2021]], "season": True}, Date(date_parts=((2021,),))),
    ],
)
def test_dates_are_read_in_the_forms_programs_write(written: Any, read: Date) -> None:
    assert read_one(issued=written).item.issued == read


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("issued", {"date-parts": 2021}),
        ("issued", True),
        ("author", [5]),
        ("author", [None]),
        ("title", {"en": "Kites"}),
        ("volume", True),
        ("ISBN", ["1", "2"]),
    ],
)
def test_a_value_of_an_unknown_shape_is_kept_as_it_is(name: str, value: Any) -> None:
    paper = read_one(id="k", **{name: value})
    assert paper.item.other == {name: value}
    assert json.loads(csljson.write(library(paper)))[0][name] == value


def test_older_names_of_variables_are_understood() -> None:
    assert read_one(event="Kites 2021", journalAbbreviation="J. Kites").item == Item(
        type="document", event_title="Kites 2021", container_title_short="J. Kites"
    )


@pytest.mark.parametrize("custom", [{"identifiers": 5, "x": 1}, {"categories": "Kites"}, "text", [1]])
def test_custom_of_others_does_not_stop_the_reader(custom: Any) -> None:
    paper = read_one(id="k", custom=custom)
    kept = custom if isinstance(custom, dict) else {"custom": custom}
    assert json.loads(csljson.write(library(paper)))[0]["custom"] == kept


@pytest.mark.parametrize(
    "text", ["", "Kites", '"Kites"', "5", "null", "[{]", "[" * 5000, '[{"title": "\\ud800"}]', "[{}]x"]
)
def test_what_is_no_csl_json_is_an_error_with_a_hint(text: str) -> None:
    with pytest.raises(InputError, match=r"^f\.json: ") as caught:
        csljson.read(text, "f.json")
    assert caught.value.hint


def test_a_number_in_a_name_costs_no_author() -> None:
    people = read_one(id="k", author=[{"family": "X", "given": 5}, {"family": "Y", "given": {"x": 1}}]).item.author
    assert people == (Name(family="X", given="5"), Name(family="Y"))


def test_what_is_no_object_in_the_array_is_reported() -> None:
    records, findings = csljson.read('[1, {"id": "k"}, null, [], "x"]', "f.json")
    assert [paper.key for paper in records] == ["k"]
    assert [finding.message.split(" of")[0] for finding in findings] == [f"element {n}" for n in (1, 3, 4, 5)]


_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3000, 3000) | st.text(max_size=5) | st.sampled_from(["2020-05", "--5"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from("date-parts literal raw season circa family given x".split()), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*VARIABLES, "event", "x"]), _values, max_size=6))
def test_any_json_is_read_and_comes_back_the_same(row: dict[str, Any]) -> None:
    paper = read_one(**{"id": "k", **row})
    assert rewritten(library(paper)) == (paper,)


def test_former_keys_survive() -> None:
    paper = replace(record(title="Kites"), aliases=("old", "older"))
    records, _ = csljson.read(csljson.write(library(paper)).decode(), "f.json")
    assert records[0].aliases == ("old", "older")


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({"title": ["Kites", "Drachen"], "subtitle": ["A View"]}, {"title": "Kites: A View"}),
        ({"title": "Kites: A View", "subtitle": "A view"}, {"title": "Kites: A View"}),
        ({"container-title": ["Journal", "J"], "short-container-title": ["J."]}, {"container-title-short": "J."}),
        ({"publisher-location": "Rome"}, {"publisher-place": "Rome"}),
        ({"article-number": "e12"}, {"number": "e12"}),
        ({"article-number": "e12", "page": "1-9"}, {"number": None, "page": "1-9"}),
        ({"journal-issue": {"issue": "7"}}, {"issue": "7"}),
        ({"journal-issue": {"issue": "7"}, "issue": "8"}, {"issue": "8"}),
        ({"published-online": {"date-parts": [[2019, 4]]}}, {"issued": {"date-parts": [[2019, 4]]}}),
        (
            {"published-print": {"date-parts": [[2018]]}, "issued": {"date-parts": [[2019]]}},
            {"issued": {"date-parts": [[2019]]}},
        ),
        ({"issued": {"date-parts": [2020, 5, 3]}}, {"issued": {"date-parts": [[2020, 5, 3]]}}),
        ({"issued": {"date-parts": [[None]]}}, {"issued": None}),
        ({"issued": 2020}, {"issued": {"date-parts": [[2020]]}}),
        ({"keyword": ["a", "b"]}, {"keyword": "a, b"}),
        ({"author": [{"name": "Kite Lab", "sequence": "first"}]}, {"author": [{"literal": "Kite Lab"}]}),
        (
            {"event": {"name": "Kite Day", "location": "Rome", "start": {"date-parts": [[2020, 5, 1]]}}},
            {"event-title": "Kite Day", "event-place": "Rome", "event-date": {"date-parts": [[2020, 5, 1]]}},
        ),
        ({"event": "Kite Day"}, {"event-title": "Kite Day"}),
        ({"shortTitle": "K"}, {"title-short": "K"}),
        ({"URL": "https://arxiv.org/abs/2301.00001"}, {"custom": {"identifiers": {"arxiv": "2301.00001"}}}),
        (
            {"archive": "arXiv", "archive_location": "2301.00001"},
            {"custom": {"identifiers": {"arxiv": "2301.00001"}}},
        ),
        ({"URL": "https://example.org/arxiv"}, {"custom": {}}),
    ],
)
def test_names_and_shapes_of_other_programs_are_read(given: Any, read: Any) -> None:
    (written,) = json.loads(csljson.write(library(read_one(id="k", type="article", **given))))
    assert {name: written.get(name) for name in read} == read


def test_a_string_among_names_is_one_of_them() -> None:
    berg = Name(family="Berg", given="Ann")
    assert csljson.names(["Kite Club", {"family": "Berg", "given": "Ann"}]) == (Name(literal="Kite Club"), berg)
    assert csljson.names([{"family": "Berg", "given": "Ann"}, "Kite Club"]) == (berg, Name(literal="Kite Club"))
    assert csljson.names(["Kite Club", 5]) is None


def test_what_is_no_item_is_told_by_its_number() -> None:
    records, findings = csljson.read(
        '[{"type":"book","title":"A","id":"a"},5,{"type":"book","title":"B","id":"b"},6]', "x.json"
    )
    assert [record.item.title for record in records] == ["A", "B"]
    assert [finding.message.partition(" of")[0] for finding in findings] == ["element 2", "element 4"]
