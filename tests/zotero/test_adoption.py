"""Items that people had in the group before: found, filled where they are empty, and otherwise left as they are."""

import json
from typing import Any

import pytest

from plbib.zotero.outcome import Action, ActionKind
from tests.zotero.desk import Desk

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
PREPRINT = {
    **PAPER,
    "type": "article",
    "URL": "https://arxiv.org/abs/2101.00001",
    "DOI": "10.48550/arXiv.2101.00001",
}
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


def of_items(actions: tuple[Action, ...], kind: ActionKind) -> list[Action]:
    return [action for action in actions if action.what == "item" and action.do is kind]


def regular(desk: Desk) -> dict[str, dict[str, Any]]:
    """The items of people and of the list, without children."""
    return {key: row for key, row in desk.person.items().items() if row["itemType"] not in ("attachment", "note")}


def adopted(desk: Desk, key: str, by: str) -> None:
    """Sync, and assert that this item became the paper, that no second one was made, and that it stays the paper."""
    actions = desk.sync().plan.actions
    assert [(action.key, action.reason) for action in of_items(actions, ActionKind.ADOPT)] == [(key, f"by {by}")]
    assert not of_items(actions, ActionKind.CREATE)
    item = desk.person.item(key)
    assert f"plbib-id: {KEY}" in item["extra"].split("\n")
    assert desk.collections()[ROOT] in item["collections"]
    desk.settled()
    before = desk.server.snapshot()
    desk.path.with_suffix(".zotero.json").unlink()
    desk.sync()
    assert desk.server.snapshot() == before


def left(desk: Desk, *keys: str) -> None:
    """Sync, and assert that a new item was made for the paper and that these of people are as they were."""
    before = {key: desk.person.item(key) for key in keys}
    actions = desk.sync().plan.actions
    assert not of_items(actions, ActionKind.ADOPT)
    assert len(of_items(actions, ActionKind.CREATE)) == 1
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
        {"title": f"{TITLE}, Part II"},
        {"title": f"{TITLE} 2"},
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
    (conflict,) = of_items(done.plan.actions, ActionKind.CONFLICT)
    assert (conflict.name, conflict.key) == (KEY, ", ".join(keys))
    assert {key: desk.person.item(key) for key in keys} == before
    assert [action.name for action in of_items(done.plan.actions, ActionKind.CREATE)] == ["else"]
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
        {
            "itemType": "attachment",
            "linkMode": "linked_url",
            "title": TITLE,
            "url": "https://doi.org/10.5555/kite.2021.7",
        },
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
    actions = desk.sync().plan.actions
    assert [(action.name, action.key) for action in of_items(actions, ActionKind.ADOPT)] == [(KEY, key)]
    assert [action.name for action in of_items(actions, ActionKind.CREATE)] == ["first"]


def test_an_item_with_another_doi_is_another_paper(desk: Desk) -> None:
    key = put(desk, title=f"{TITLE} II", creators=HARGREAVE, date="2021", DOI="10.5555/kite.2021.8")
    listed(desk, {**PAPER, "title": f"{TITLE} I"})
    left(desk, key)


# What becomes of it ---------------------------------------------------------------------------------------------------


def test_what_is_empty_is_filled_and_the_rest_left(desk: Desk) -> None:
    mine = desk.person.post("/collections", [{"name": "mine"}])[0]
    mark = [{"creatorType": "author", "name": "Z. H."}]
    extra = "seen at the library\nRead: twice\n\nlast line"
    given = {"title": "Kites (my copy)", "DOI": "10.5555/kite.2021.7", "creators": mark, "abstractNote": "About kites."}
    key = put(desk, **given, extra=extra, tags=[{"tag": "to read"}], collections=[mine], rights="free")
    note = desk.person.post("/items", [{"itemType": "note", "note": "<p>good</p>", "parentItem": key}])[0]
    before = desk.person.item(note)
    listed(desk, PAPER)
    adopted(desk, key, "DOI")
    item = desk.person.item(key)
    assert desk.person.item(note) == before
    assert {name: item[name] for name in given} == given
    assert (item["rights"], {*item["collections"]}) == ("free", {mine, desk.collections()[ROOT]})
    assert (item["conferenceName"], item["publisher"], item["pages"]) == ("Kites 2021", "String and Sons", "101-109")
    assert (item["date"], item["url"], item["citationKey"]) == ("2021-05", "https://kites.example/papers/7", KEY)
    assert item["extra"] == f"{extra}\nplbib-id: {KEY}"
    assert item["tags"] == [{"tag": "2021", "type": 1}, {"tag": "to read"}]


def test_a_citation_key_that_a_person_pinned_in_extra_is_the_key(desk: Desk) -> None:
    key = put(desk, DOI="10.5555/kite.2021.7", extra="Citation Key: zh21")
    listed(desk, PAPER)
    adopted(desk, key, "DOI")
    item = desk.person.item(key)
    assert (item["citationKey"], item["extra"]) == ("", f"Citation Key: zh21\nplbib-id: {KEY}")


def test_an_item_of_another_type_keeps_its_type_and_gets_what_that_has(desk: Desk) -> None:
    journal = {"itemType": "journalArticle", "publicationTitle": "Kite Letters"}
    key = put(desk, **journal, DOI="10.5555/kite.2021.7", title="Kites")
    listed(desk, PAPER)
    adopted(desk, key, "DOI")
    item = desk.person.item(key)
    assert (item["itemType"], item["title"], item["publicationTitle"]) == ("journalArticle", "Kites", "Kite Letters")
    assert (item["pages"], item["date"], item["publisher"]) == ("101-109", "2021-05", "String and Sons")
    assert "conferenceName" not in item
    assert item["extra"] == f"event-title: Kites 2021\nplbib-id: {KEY}"


def test_a_change_of_the_list_reaches_an_adopted_item_where_the_list_filled_it(desk: Desk) -> None:
    key = put(desk, DOI="10.5555/kite.2021.7", title="Kites")
    listed(desk, PAPER)
    desk.sync()
    listed(desk, {**PAPER, "title": "Kites in the Wind of Cities", "page": "1-9", "publisher": "Strings"})
    desk.sync()
    item = desk.person.item(key)
    assert (item["title"], item["pages"], item["publisher"]) == ("Kites", "1-9", "Strings")


def test_an_attachment_that_is_the_link_already_is_not_made_again(desk: Desk) -> None:
    text = "# Kites\n\n## Flying\n[ICLR'23] [Kites: A Survey](https://arxiv.org/abs/2301.00001), Here {links}\n"
    links = "[code](https://github.com/kites/kites/) [slides](https://kites.example/slides.pdf)"
    key = put(desk, title="Kites: A Survey", url="https://arxiv.org/abs/2301.00001v1")
    link = {"itemType": "attachment", "linkMode": "linked_url", "title": "the code", "parentItem": key}
    mine = desk.person.post("/items", [{**link, "url": "http://www.github.com/kites/kites"}])[0]
    before = desk.person.item(mine)
    desk.write(text.format(links=links))
    desk.sync()
    children = [row for row in desk.person.items().values() if row.get("parentItem") == key]
    assert sorted(row["title"] for row in children) == ["slides", "the code"]
    desk.settled()
    desk.write(text.format(links=""))
    desk.sync()
    assert desk.person.item(mine) == before
    desk.settled()


@pytest.mark.parametrize("lose", [False, True])
def test_an_adopted_item_is_never_pruned(desk: Desk, lose: bool) -> None:
    key = put(desk, DOI=PAPER["DOI"])
    listed(desk, PAPER)
    desk.sync()
    if lose:
        desk.path.with_suffix(".zotero.json").unlink()
        desk.sync()
    else_by = [{"family": "Else", "given": "Some"}]
    listed(desk, {**PAPER, "id": "else", "title": "Another One", "DOI": "10.5555/other", "author": else_by})
    (kept,) = of_items(desk.sync(prune=True).plan.actions, ActionKind.KEEP)
    assert kept.reason == "people had put it into the group"
    item = desk.person.item(key)
    assert "deleted" not in item
    assert item["collections"] == []
    desk.settled()


def test_an_adopted_item_that_a_person_moved_to_the_trash_stays_there(desk: Desk) -> None:
    key = put(desk, DOI="10.5555/kite.2021.7")
    listed(desk, PAPER)
    desk.sync()
    desk.person.patch(f"/items/{key}", {"deleted": 1})
    for lose in (False, True):
        if lose:
            desk.path.with_suffix(".zotero.json").unlink()
        (kept,) = desk.sync().plan.actions
        assert (kept.do, kept.key, kept.reason) == (ActionKind.KEEP, key, "people moved it to the trash")
        assert [*regular(desk)] == [key]
        desk.settled()
    desk.person.patch(f"/items/{key}", {"deleted": 0})
    desk.sync()
    assert [*regular(desk)] == [key]
    desk.settled()


def test_the_marks_of_two_items_are_for_a_person(desk: Desk) -> None:
    """As where somebody duplicated an item, with its mark, in Zotero."""
    listed(desk, PAPER)
    desk.sync()
    (key,) = regular(desk)
    copied = {name: value for name, value in desk.person.item(key).items() if name not in ("key", "version")}
    copy = desk.person.post("/items", [copied])[0]
    before = desk.server.snapshot()
    desk.sync()
    desk.path.with_suffix(".zotero.json").unlink()
    desk.sync()
    assert desk.server.snapshot() == before
    assert {*regular(desk)} == {key, copy}


def test_a_collection_of_people_of_the_same_name_is_taken(desk: Desk) -> None:
    root = desk.person.post("/collections", [{"name": "Kites"}])[0]
    flying = desk.person.post("/collections", [{"name": "Flying", "parentCollection": root}, {"name": "Flying"}])[0]
    key = put(desk, title="A Book", collections=[flying])
    desk.write("# Kites\n\n## Flying\n[ICLR'23] [Kites: A Survey](https://arxiv.org/abs/2301.00001), Here\n")
    desk.sync()
    assert desk.paper("Kites")["collections"] == [flying]
    assert desk.person.item(key)["collections"] == [flying]
    assert len(desk.collections()) == 3
    desk.settled()
