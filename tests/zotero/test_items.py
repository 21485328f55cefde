"""Items as Zotero has them: nothing an item says is lost on the way there and back, whatever the server's schema."""

import json
import re
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

import plbib
from plbib.formats import csljson
from plbib.model import TYPES, Date, Item, Name
from plbib.text import dates
from plbib.zotero import extra, fields, items
from plbib.zotero.items import Creator, Schema
from tests import samples
from tests.conftest import DATA

# The server ---------------------------------------------------------------------------------------------------------

KINDS = sorted(fields.CSL_TYPES)
BASES = sorted({name for names in fields.FIELDS.values() for name in names})
EVERYTHING = Schema(
    version=1,
    fields={kind: (*(fields.specific(kind, name) for name in BASES), "extra") for kind in KINDS},
    creators=dict.fromkeys(KINDS, tuple(fields.CREATORS)),
)
NOTHING = Schema(version=1, fields=dict.fromkeys(KINDS, ("extra",)), creators=dict.fromkeys(KINDS, ()))
TALK = Schema(
    version=41,
    fields={
        "conferencePaper": tuple(
            "title abstractNote proceedingsTitle conferenceName publisher place date eventPlace volume pages series "
            "DOI ISBN citationKey url accessDate shortTitle language extra".split()
        ),
        "journalArticle": tuple("title publicationTitle publisher date volume citationKey url extra".split()),
    },
    creators={"conferencePaper": ("author", "editor", "translator"), "journalArticle": ("author", "editor")},
)


def loaded(facts: dict[str, Any]) -> Schema:
    rows = facts["itemTypes"]
    return Schema(
        version=facts["version"],
        fields={row["itemType"]: tuple(field["field"] for field in row["fields"]) for row in rows},
        creators={row["itemType"]: tuple(by["creatorType"] for by in row["creatorTypes"]) for row in rows},
    )


@pytest.fixture(scope="module", params=["own", pytest.param("real", marks=pytest.mark.shared)])
def facts(request: pytest.FixtureRequest) -> Any:
    """The schema of some types in the project's own file, and all of Zotero's."""
    folder = DATA if request.param == "own" else request.getfixturevalue("shared")
    return json.loads((folder / "zotero/schema.json").read_text(encoding="utf-8"))


def kept(text: str) -> str:
    """A text as the server gives it back."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f]", "", text.strip(" \t\n\r\x00\x0b"))


def visible(text: str) -> str:
    """A text without separators and other invisible characters at its ends, as the server keeps parts of names."""
    while text and not (text[0] + text[-1]).replace(" ", "\n").isprintable():
        text = text[1:] if text[0] == " " or not text[0].isprintable() else text[:-1]
    return text


def stored(sent: dict[str, Any], schema: Schema) -> dict[str, Any]:
    """The item that the server makes of what was sent; it takes nothing that the type does not have."""
    kind = sent["itemType"]
    assert {*sent} <= {"itemType", "creators", *schema.fields[kind]}
    assert {row["creatorType"] for row in sent.get("creators", ())} <= {*schema.creators[kind]}
    day = sent.get("accessDate", "2023-05-01")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
    assert dates.to_iso(csljson.date(day) or Date()) == day
    texts = {name: kept(value) for name, value in sent.items() if name != "creators"}
    creators = [{part: visible(kept(text)) for part, text in row.items()} for row in sent.get("creators", ())]
    own = {"key": "ABCD2345", "version": 7, "tags": [], "collections": [], "relations": {}, "dateAdded": "2023-05-01"}
    return {**own, **dict.fromkeys(schema.fields[kind], ""), **texts, "creators": creators}


def there(
    item: Item, schema: Schema, key: str = "", extra: dict[str, str] | None = None, kind: str | None = None
) -> dict[str, Any]:
    """The ``data`` of the item that the server holds after ``item`` was sent."""
    wanted = items.fields(item, key, schema, extra, kind=kind)
    data = stored(items.data(wanted, str(wanted["itemType"])), schema)
    assert items.canonical(data) == wanted
    return data


def back(item: Item, schema: Schema) -> Item:
    return items.item(there(item, schema))


# What comes back ----------------------------------------------------------------------------------------------------

part = st.sampled_from(["Ada", "Zoë", "J.-P.", "Martin Luther", "李", "Mary  Ann"])
last = st.sampled_from(
    ["Łoś", "d'Alché-Buc", "Wortman Vaughan", "Al-Rfou", "al-Khatib", "O’Neil", '"van Berg"', "E. on"]
)
none = st.none()
people = st.one_of(
    st.builds(
        Name,
        family=last.filter(lambda text: '"' not in text),
        given=part,
        non_dropping_particle=none | st.sampled_from(["van der", "de", "'t"]),
        dropping_particle=none | st.sampled_from(["von", "de la"]),
        suffix=none | st.sampled_from(["Jr.", "III"]),
    ),
    st.builds(Name, family=last, given=part | none),
    st.builds(Name, family=last, suffix=st.just("Jr."), comma_suffix=st.just(True)).filter(
        lambda name: '"' not in str(name)
    ),
    st.builds(Name, given=part),
    st.builds(Name, literal=samples.anything.filter(lambda text: "||" not in text)),
)
literal = st.sampled_from(["2023", '"in press"', "Spring 2023", "May 2023", "2023-05-01 (v2)", "/", "٢٠٢٣", "ca. 1850"])
days = st.one_of(
    samples.dates,
    st.builds(lambda year, day: Date(date_parts=((year, 2, day),)), st.integers(-9999, 99999), st.integers(1, 30)),
    st.builds(lambda text: Date(literal=text), literal),
    st.builds(lambda year, circa: Date(date_parts=((year,),), season=3, circa=circa), samples.years, st.booleans()),
)
KNOWN = {field.encode_name for field in msgspec.structs.fields(Item)}
OTHERS = sorted(fields.VARIABLES - KNOWN - {"citation-key"})


def rows(role: str) -> st.SearchStrategy[Any]:
    """What CSL-JSON has for a variable that plbib does not use itself."""
    if role in fields.NAMES:
        return st.lists(people, min_size=1, max_size=2).map(lambda names: json.loads(msgspec.json.encode(names)))
    if role in fields.DATES:
        return days.map(lambda date: json.loads(msgspec.json.encode(date)))
    return samples.anything


others = st.lists(st.sampled_from(OTHERS), max_size=4, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: rows(name) for name in names})
)
works = st.builds(
    replace,
    samples.items(samples.anything),
    author=st.lists(people, max_size=3).map(tuple),
    editor=st.lists(people, max_size=3).map(tuple),
    translator=st.lists(people, max_size=2).map(tuple),
    issued=none | days,
    accessed=none | days,
    event_date=none | days,
    other=others,
)
schemas = st.builds(
    lambda names, creators: Schema(
        version=1,
        fields={kind: (*(fields.specific(kind, name) for name in sorted(names)), "extra") for kind in KINDS},
        creators=dict.fromkeys(KINDS, tuple(creators)),
    ),
    st.sets(st.sampled_from(BASES)),
    st.lists(st.sampled_from(sorted(fields.CREATORS)), unique=True),
)


def tidy(value: Any) -> Any:
    """A value but for white space, control characters and what is invisible at its ends; None if nothing is left."""
    if isinstance(value, str):
        return visible(" ".join(kept(value).split())) or None
    if isinstance(value, dict):
        return {name: told for name, inner in value.items() if (told := tidy(inner))}
    return [told for inner in value if (told := tidy(inner))] if isinstance(value, list | tuple) else value


def told(item: Item) -> Any:
    return tidy(csljson.variables(replace(item, abstract=None, keyword=None)))


@given(works, schemas | st.sampled_from([EVERYTHING, NOTHING]))
def test_an_item_comes_back_as_it_was(work: Item, schema: Schema) -> None:
    assert told(back(work, schema)) == told(work)


def letters(names: tuple[Name, ...]) -> list[str]:
    return sorted(filter(str.isalnum, "".join(map(samples.said, names))))


@given(samples.items(samples.anything), schemas)
def test_any_names_at_all_are_accepted_and_lose_no_letter(work: Item, schema: Schema) -> None:
    after = back(work, schema)
    for role in ("author", "editor", "translator"):
        assert letters(getattr(after, role)) == letters(getattr(work, role))


@given(works)
def test_what_comes_back_is_sent_in_the_same_form(work: Item) -> None:
    data = there(work, EVERYTHING)
    again = there(items.item(data), EVERYTHING)
    assert again == data


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_type_comes_back(kind: str) -> None:
    assert back(Item(type=kind, title="Kites"), EVERYTHING).type == kind


# What people see ----------------------------------------------------------------------------------------------------

KITES = replace(samples.PAPERS[0].item, event_date=Date(date_parts=((2021, 5, 3), (2021, 5, 7))))


def test_a_conference_paper_as_people_see_it() -> None:
    wanted = items.fields(KITES, "hargreave2021kites", TALK, {"plbib-id": "e-1", "affiliation": "Fanø\nLab"})
    assert items.data(wanted, "conferencePaper") == {
        "itemType": "conferencePaper",
        "title": KITES.title,
        "creators": [
            {"creatorType": "author", "firstName": "Zoë", "lastName": "Hargreave"},
            {"creatorType": "author", "firstName": "Jan", "lastName": "van der Berg"},
            {"creatorType": "author", "firstName": "Martin Luther, Jr.", "lastName": "King"},
            {"creatorType": "author", "name": "Kites and Strings, Inc."},
            {"creatorType": "editor", "firstName": "Ada", "lastName": "Łoś"},
        ],
        "proceedingsTitle": "Proceedings of the 3rd Conference on Kites",
        "conferenceName": "Kites 2021",
        "eventPlace": "Fanø, Denmark",
        "series": "Kites in Science",
        "publisher": "String & Sons",
        "volume": "12",
        "pages": "101-9",
        "date": "2021-05-03/2021-05-07",
        "DOI": "10.5555/kite.2021_7",
        "ISBN": "978-3-16-148410-0",
        "url": "https://kites.example/a_b?c=50%25&d=~e#f",
        "citationKey": "hargreave2021kites",
        "extra": "Affiliation: Fanø Lab\nevent-date: 2021-05-03/2021-05-07\nplbib-id: e-1",
    }


def test_a_type_that_a_person_chose_keeps_all_that_is_known() -> None:
    wanted = items.fields(KITES, "k", TALK, kind="journalArticle")
    assert wanted["publicationTitle"] == KITES.container_title
    assert wanted["extra.doi"] == KITES.doi
    assert "extra.type" not in wanted
    assert items.item(stored(items.data(wanted, "journalArticle"), TALK)) == replace(KITES, type="article-journal")


def test_a_type_that_zotero_lacks_is_the_nearest_one_and_named_in_extra() -> None:
    wanted = items.fields(Item(type="review-book", title="Kites, read"), "k", TALK)
    assert (wanted["itemType"], wanted["extra.type"]) == ("journalArticle", "review-book")


@pytest.mark.parametrize(
    ("kind", "genre", "zotero"),
    [
        ("broadcast", None, "tvBroadcast"),
        ("broadcast", "Podcast episode", "podcast"),
        ("personal_communication", "e-mail", "email"),
        ("article", "e-mail", "preprint"),
        ("no type of CSL", None, "document"),
    ],
)
def test_the_type_of_an_item(kind: str, genre: str | None, zotero: str) -> None:
    assert items.item_type(Item(type=kind, genre=genre)) == zotero
    assert zotero in items.ITEM_TYPES


def test_names_of_roles_that_a_type_lacks_stand_in_extra_one_a_line() -> None:
    work = replace(KITES, editor=(), type="article-journal", translator=KITES.author)
    data = there(work, TALK)
    assert [line for line in data["extra"].split("\n") if line.startswith("translator")] == [
        "translator: Hargreave || Zoë",
        "translator: van der Berg || Jan",
        "translator: King || Martin Luther, Jr.",
        "translator: Kites and Strings, Inc.",
    ]


@pytest.mark.parametrize("parts", [((2023,),), ((2023, 5),), ((2023, 5, 1), (2023, 5, 3)), ((2023, 2, 30),)])
def test_a_day_of_access_that_is_none_stands_in_extra(parts: tuple[tuple[int, ...], ...]) -> None:
    data = there(Item(type="webpage", accessed=Date(date_parts=parts)), EVERYTHING)
    assert data["accessDate"] == ""
    assert items.item(data).accessed == Date(date_parts=parts)


# What people write --------------------------------------------------------------------------------------------------


def test_people_and_their_text_in_extra() -> None:
    data = there(KITES, TALK, "k", {"plbib-id": "e-1"}) | {"abstractNote": "On kites.", "callNumber": "K 1"}
    data["creators"].append({"creatorType": "commenter", "name": "A reader"})
    data["extra"] = "Read again!\nOriginal Date: 1999\nEditor: Not || Me\nTLDR: good\n" + data["extra"]
    read = items.item(data)
    said = {"original-date": {"date-parts": [[1999]]}, "call-number": "K 1"}
    assert read == replace(KITES, abstract="On kites.", other=said)


def test_changes_touch_only_what_changed() -> None:
    before = "Read again!\n\nplbib-ID:e-1\nEvent Date: 2021"
    changes: items.Fields = {
        "title": "Kite",
        "creators": "",
        "number": "",
        "extra.event-date": "",
        "extra.doi": "10.1/x",
    }
    assert items.data(changes, "preprint", before) == {
        "title": "Kite",
        "creators": [],
        "archiveID": "",
        "extra": "Read again!\n\nplbib-ID:e-1\nDOI: 10.1/x",
    }
    assert items.data({"creators": (Creator(creator_type="author", name="Kite Inc."),)}, "book", before) == {
        "creators": [{"creatorType": "author", "name": "Kite Inc."}]
    }


def test_what_is_not_for_zotero_is_not_sent() -> None:
    other = {"custom": {"gloss": "x"}, "score": 1.5, "annote": ["not", "text"], "composer": 7, "shortTitle": "Kites"}
    work = Item(type="book", title="Kites", keyword="K", other=other)
    assert items.fields(work, "", EVERYTHING) == {"itemType": "book", "title": "Kites", "shortTitle": "Kites"}


def test_the_fields_that_a_type_can_have() -> None:
    assert items.possible("journalArticle", TALK) == {
        *("itemType", "creators", "title", "publicationTitle", "publisher", "date", "volume", "citationKey", "url")
    }
    assert "publicationTitle" in items.possible("conferencePaper", TALK)


# The facts ----------------------------------------------------------------------------------------------------------


def test_the_tables_agree_with_the_model() -> None:
    assert {*fields.TYPES} == TYPES
    assert {*fields.TYPES.values()} | items.ITEM_TYPES <= {*fields.CSL_TYPES}
    assert {extra.label(name) for name in fields.VARIABLES} & {"type", "affiliation", "plbib-id"} == set()


def test_the_tables_are_the_facts_of_the_schema(facts: dict[str, Any]) -> None:
    types = {kind: name for name, kinds in facts["csl"]["types"].items() for kind in kinds}
    for row in facts["itemTypes"]:
        kind = row["itemType"]
        assert fields.CSL_TYPES.get(kind, "document") == types.get(kind, "document")
        for field in row["fields"]:
            base = field.get("baseField", field["field"])
            assert (fields.base(kind, field["field"]), fields.specific(kind, base)) == (base, field["field"])
    texts, days = facts["csl"]["fields"]["text"], facts["csl"]["fields"]["date"]
    said = {name: tuple(names) for name, names in texts.items() if name not in {"note", "shortTitle"}}
    said["container-title-short"] = said.pop("journalAbbreviation")
    said |= {name: (field,) for name, field in days.items()}
    there = {name for names in said.values() for name in names}
    ours = {name: tuple(field for field in names if field in there) for name, names in fields.FIELDS.items()}
    assert {name: names for name, names in ours.items() if names} == said
    assert facts["csl"]["names"].items() <= fields.CREATORS.items()


def test_the_papers_of_the_list_come_back(facts: dict[str, Any]) -> None:
    for record in plbib.load(plbib.DEMO).records:
        assert back(record.item, loaded(facts)) == record.item


@pytest.mark.shared
def test_the_verified_facts_of_the_list_come_back(facts: dict[str, Any], records: dict[int, dict[str, Any]]) -> None:
    assert len(records) == 71
    for row in records.values():
        item = csljson.item(row["csl"])
        assert back(item, loaded(facts)) == item


@pytest.mark.heavy
@given(work=works)
def test_an_item_comes_back_with_a_real_schema(facts: dict[str, Any], work: Item) -> None:
    schema = loaded(facts)
    assume(items.item_type(work) in schema.fields)
    assert told(back(work, schema)) == told(work)
