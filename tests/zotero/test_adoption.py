"""Items that people had in the group before: found again, filled where they are empty, and otherwise left as they are."""

import json
from typing import Any

import pytest

from desk import Desk
from plbib.zotero.outcome import Action, Kind

KEY, TITLE = "hargreave2021kites", "Kites in the Wind of Large Cities"
PAPER: dict[str, Any] = {
    "id": KEY,
    "type": "paper-conference",
    "title": TITLE,
    "author": [{"family": "Hargreave", "given": "Zoë"}, {"family": "Berg", "given": "Jan"}],
    "container-title": "Proceedings of the Third Conference on Kites",
    "event-title": "Kites 2021",
    "publisher": "String and Sons",
    "issued": {"date-parts": [[2021, 5]]},
    "page": "101-109",
    "DOI": "10.5555/Kite.2021.7",
    "URL": "https://kites.example/papers/7",
}
PREPRINT = {**PAPER, "type": "article", "URL": "https://arxiv.org/abs/2101.00001"} | {"DOI": "10.48550/arXiv.2101.00001"}
"""The same, known by its number at arXiv alone."""
ROOT = "papers"
HARGREAVE = [{"creatorType": "author", "firstName": "Zoe", "lastName": "Hargreave"}]


def listed(desk: Desk, *papers: dict[str, Any]) -> None:
    """Let the desk's list be a bibliography of these papers."""
    desk.path = desk.folder / f"{ROOT}.json"
    desk.path.write_text(json.dumps(papers), encoding="utf-8")


def put(desk: Desk, **fields: Any) -> str:
    """An item of people; its key."""
    (key,) = desk.person.post("/items", [{"itemType": "conferencePaper", "title": TITLE, **fields}])
    return key


def without(paper: dict[str, Any], *fields: str) -> dict[str, Any]:
    return {name: value for name, value in paper.items() if name not in fields}


def of_items(actions: tuple[Action, ...], kind: Kind) -> list[Action]:
    return [action for action in actions if action.what == "item" and action.do is kind]


def regular(desk: Desk) -> dict[str, dict[str, Any]]:
    """The items of people and of the list, without children."""
    return {key: row for key, row in desk.person.items().items() if row["itemType"] not in ("attachment", "note")}


def adopted(desk: Desk, key: str, by: str) -> None:
    """Sync, and assert that this item became the paper, that no second one was made, and that it stays the paper."""
    actions = desk.sync().plan.actions
    assert [(action.key, action.reason) for action in of_items(actions, Kind.ADOPT)] == [(key, f"by {by}")]
    assert not of_items(actions, Kind.CREATE)
    item = desk.person.item(key)
    assert f"plbib-id: {KEY}" in item["extra"].split("\n")
    assert item["collections"] == [desk.collections()[ROOT]]
    desk.settled()
    before = desk.server.snapshot()
    desk.path.with_suffix(".zotero.json").unlink()
    desk.sync()
    assert desk.server.snapshot() == before


def left(desk: Desk, *keys: str) -> None:
    """Sync, and assert that a new item was made for the paper and that these of people are as they were."""
    before = {key: desk.person.item(key) for key in keys}
    actions = desk.sync().plan.actions
    assert not of_items(actions, Kind.ADOPT)
    assert len(of_items(actions, Kind.CREATE)) == 1
    assert {key: desk.person.item(key) for key in keys} == before
    desk.settled()


# By what --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"DOI": "10.5555/Kite.2021.7"},
        {"DOI": "10.5555/KITE.2021.7"},
        {"DOI": "https://doi.org/10.5555/kite.2021.7"},
        {"DOI": "http://dx.doi.org/10.5555/kite.2021.7"},
        {"DOI": "doi:10.5555/kite.2021.7"},
        {"DOI": "DOI: 10.5555/kite.2021.7"},
        {"url": "https://doi.org/10.5555%2Fkite.2021.7"},
        {"url": "https://dl.acm.org/doi/abs/10.5555/kite.2021.7"},
        {"itemType": "book", "extra": "read by Ann\nDOI: 10.5555/KITE.2021.7\nand by Bob"},
    ],
)
def test_by_doi_however_it_is_spelled(desk: Desk, fields: dict[str, Any]) -> None:
    listed(desk, PAPER)
    adopted(desk, put(desk, **{"title": "Another Title", **fields}), "DOI")


@pytest.mark.parametrize(
    "fields",
    [
        {"url": "http://arxiv.org/abs/2101.00001"},
        {"url": "https://arxiv.org/pdf/2101.00001v2"},
        {"url": "https://export.arxiv.org/pdf/2101.00001v3.pdf"},
        {"itemType": "preprint", "archiveID": "arXiv:2101.00001"},
        {"itemType": "preprint", "archiveID": "2101.00001v2"},
        {"itemType": "preprint", "DOI": "10.48550/arXiv.2101.00001"},
        {"itemType": "preprint", "DOI": "https://doi.org/10.48550/ARXIV.2101.00001"},
        {"itemType": "report", "reportNumber": "arXiv:2101.00001v1"},
        {"itemType": "journalArticle", "extra": "arXiv: 2101.00001"},
        {"itemType": "journalArticle", "extra": "arXiv:2101.00001 [cs]"},
        {"itemType": "book", "extra": "DOI: 10.48550/arXiv.2101.00001"},
    ],
)
def test_by_arxiv_id_wherever_it_stands(desk: Desk, fields: dict[str, Any]) -> None:
    listed(desk, PREPRINT)
    adopted(desk, put(desk, **{"title": "Another Title", **fields}), "arXiv id")


@pytest.mark.parametrize("fields", [{"citationKey": KEY}, {"extra": f"Citation Key: {KEY}"}])
def test_by_citation_key_and_title(desk: Desk, fields: dict[str, Any]) -> None:
    listed(desk, PAPER)
    adopted(desk, put(desk, **{"title": "KITES in the wind of large cities.", **fields}), "citation key and title")


def test_not_by_citation_key_where_the_title_is_another(desk: Desk) -> None:
    listed(desk, PAPER)
    left(desk, put(desk, title="Kites and What They Teach Us", citationKey=KEY, creators=HARGREAVE, date="2021"))


def test_by_address_and_title(desk: Desk) -> None:
    paper = {**without(PAPER, "DOI"), "URL": "https://openreview.net/forum?id=kites12345"}
    listed(desk, paper)
    adopted(desk, put(desk, url="https://openreview.net/pdf?id=kites12345"), "address and title")


def test_not_by_address_where_the_title_is_another(desk: Desk) -> None:
    listed(desk, {**without(PAPER, "DOI"), "URL": "https://openreview.net/forum?id=kites12345"})
    left(desk, put(desk, title="The Front Matter", url="https://openreview.net/pdf?id=kites12345"))


@pytest.mark.parametrize("title", [TITLE, "KITES IN THE WIND — OF LARGE CITIES!", "Kites in the Winds of Large Cities"])
@pytest.mark.parametrize("date", ["2021", "2021-05-04", "May 4, 2021"])
def test_by_author_year_and_title(desk: Desk, title: str, date: str) -> None:
    listed(desk, PAPER)
    adopted(desk, put(desk, title=title, creators=HARGREAVE, date=date), "author, year and title")


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Kites in the Wind of Large Towns"},  # 0.94 alike
        {"title": "Kites in the Wind"},
        {"date": "2020"},
        {"date": ""},
        {"creators": [{"creatorType": "author", "firstName": "Zoe", "lastName": "Hargrove"}]},
        {"creators": []},
    ],
)
def test_not_where_title_author_or_year_differs(desk: Desk, fields: dict[str, Any]) -> None:
    listed(desk, PAPER)
    left(desk, put(desk, **{"creators": HARGREAVE, "date": "2021", **fields}))


def test_an_identifier_goes_before_a_title(desk: Desk) -> None:
    other = put(desk, creators=HARGREAVE, date="2021")
    key = put(desk, title="Kites", DOI="10.5555/kite.2021.7")
    listed(desk, PAPER)
    adopted(desk, key, "DOI")
    assert desk.person.item(other)["extra"] == ""


# Who cannot be it -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [{"DOI": "10.5555/kite.2021.7"}, {"creators": HARGREAVE, "date": "2021"}])
def test_several_candidates_are_for_a_person(desk: Desk, fields: dict[str, Any]) -> None:
    keys = sorted(put(desk, **fields) for _ in range(2))
    before = desk.person.items()
    listed(desk, PAPER, {**PAPER, "id": "else", "title": "Another One", "DOI": "10.5555/other"})
    done = desk.sync()
    (conflict,) = of_items(done.plan.actions, Kind.CONFLICT)
    assert (conflict.name, conflict.key) == (KEY, ", ".join(keys))
    assert {key: desk.person.item(key) for key in keys} == before
    assert [action.name for action in of_items(done.plan.actions, Kind.CREATE)] == ["else"]
    # A person decides: the other goes to the trash, and the one that is left is the paper.
    desk.person.patch(f"/items/{keys[0]}", {"deleted": 1})
    adopted(desk, keys[1], conflict.reason.split(" by ")[1].partition(":")[0])


def test_a_candidate_in_the_trash_is_none(desk: Desk) -> None:
    key = put(desk, DOI="10.5555/kite.2021.7")
    desk.person.patch(f"/items/{key}", {"deleted": 1})
    listed(desk, PAPER)
    left(desk, key)


def test_children_notes_and_files_are_no_candidates(desk: Desk) -> None:
    parent = put(desk, title="A Volume of Kites")
    rows = [
        {"itemType": "note", "note": "<p>10.5555/kite.2021.7</p>"},
        {"itemType": "note", "note": f"<p>{TITLE}</p>", "parentItem": parent},
        {"itemType": "attachment", "linkMode": "linked_url", "title": TITLE, "url": "https://doi.org/10.5555/kite.2021.7"},
    ]
    keys = desk.person.post("/items", [*rows, {**rows[2], "parentItem": parent}])
    listed(desk, PAPER)
    left(desk, parent, *keys)


def test_the_item_of_another_paper_is_no_candidate(desk: Desk) -> None:
    listed(desk, PAPER)
    desk.sync()
    (key,) = regular(desk)
    listed(desk, PAPER, {**PAPER, "id": "second", "title": "Kites, the Other Paper of This Number"})
    left(desk)
    assert len(regular(desk)) == 2
    assert f"plbib-id: {KEY}" in desk.person.item(key)["extra"]


def test_an_identifier_claims_an_item_before_the_title_of_another_paper(desk: Desk) -> None:
    key = put(desk, title="Kites in the Wind of Large Cities II", creators=HARGREAVE, date="2021", DOI="10.5555/ii")
    first = {**without(PAPER, "DOI"), "id": "first", "title": "Kites in the Wind of Large Cities I"}
    listed(desk, first, {**PAPER, "title": "Kites in the Wind of Large Cities II", "DOI": "10.5555/ii"})
    adopted(desk, key, "DOI") if False else None
    actions = desk.sync().plan.actions
    assert [(action.name, action.key) for action in of_items(actions, Kind.ADOPT)] == [(KEY, key)]
    assert [action.name for action in of_items(actions, Kind.CREATE)] == ["first"]


# What becomes of it ---------------------------------------------------------------------------------------------------


def test_what_is_empty_is_filled_and_the_rest_left(desk: Desk) -> None:
    mine = desk.person.post("/collections", [{"name": "mine"}])[0]
    key = put(
        desk,
        title="Kites (my copy)",
        DOI="10.5555/kite.2021.7",
        creators=[{"creatorType": "author", "name": "Z. H."}],
        extra="seen at the library\nCitation Key: zh21\n\nlast line",
        tags=[{"tag": "to read"}],
        collections=[mine],
        abstractNote="About kites.",
        rights="free",
    )
    note = desk.person.post("/items", [{"itemType": "note", "note": "<p>good</p>", "parentItem": key}])[0]
    before = desk.person.item(note)
    listed(desk, PAPER)
    adopted(desk, key, "DOI")
    item = desk.person.item(key) | {"collections": [mine]}
    assert desk.person.item(note) == before
    assert (item["title"], item["DOI"], item["rights"]) == ("Kites (my copy)", "10.5555/kite.2021.7", "free")
    assert (item["creators"], item["abstractNote"]) == ([{"creatorType": "author", "name": "Z. H."}], "About kites.")
    assert (item["conferenceName"], item["publisher"], item["pages"]) == ("Kites 2021", "String and Sons", "101-109")
    assert (item["date"], item["url"]) == ("2021-05", "https://kites.example/papers/7")
    assert item["extra"].startswith("seen at the library\nCitation Key: zh21\n\nlast line\n")
    assert {"tag": "to read"} in item["tags"]
