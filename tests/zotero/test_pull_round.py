"""What ``--pull`` prints is read back to the same papers, and these are the items that it was printed from."""

from typing import Any

import pytest

from plbib.app.sync import Decisions, pull
from plbib.zotero.outcome import ActionKind
from plbib.zotero.report import pulled_text
from tests.zotero.desk import Desk

LIST = """# Kites

## Flying
[ICLR'23] [Kites: A Survey](https://arxiv.org/abs/2301.00001), Kite Institute </br>
[ICML'22] [Strings for Kites](https://openreview.net/forum?id=abcdefghij), String Works </br>

## Resting
"""
TALKS = "Proceedings of the 29th Symposium on Operating Systems Principles"
LONG = "The Eleventh International Conference on Learning Representations, ICLR 2023, Kigali, Rwanda, May 1-5, 2023"
ITEMS: list[tuple[dict[str, Any], str]] = [
    ({"itemType": "conferencePaper", "proceedingsTitle": LONG, "url": "https://openreview.net/forum?id=p1"}, "ICLR'23"),
    ({"itemType": "conferencePaper", "proceedingsTitle": TALKS, "DOI": "10.1145/3600006.3613165"}, "SOSP'23"),
    ({"itemType": "conferencePaper", "conferenceName": "ICLR 2023", "url": "https://a.org/x"}, "ICLR'23"),
    (
        {"itemType": "journalArticle", "publicationTitle": "Kite Letters", "url": "https://a.org/a[1](b)?x=[y]"},
        "Kite Letters'23",
    ),
    ({"itemType": "preprint", "repository": "arXiv", "archiveID": "arXiv:2303.00001"}, "arXiv'23"),
    (
        {"itemType": "thesis", "university": "MIT", "thesisType": "PhD thesis", "url": "https://a.org/t.pdf"},
        "PhD thesis, MIT'23",
    ),
    ({"itemType": "book", "publisher": "MIT Press"}, "MIT Press'23"),
    ({"itemType": "report", "institution": "Kite Institute", "url": "https://a.org/r"}, "2023"),
    ({"itemType": "journalArticle"}, "2023"),
]


@pytest.fixture
def lab(desk: Desk) -> Desk:
    desk.write(LIST)
    desk.sync()
    return desk


def test_lines_are_read_back_to_the_same_papers_and_items(lab: Desk) -> None:
    resting = lab.collections()["Kites/Resting"]
    titles = [f"On the {word} of [kites] & $n$" for word in "abcdefghi"]
    rows = [
        {**row, "title": title, "date": "2023", "collections": [resting]}
        for (row, _), title in zip(ITEMS, titles, strict=True)
    ]
    keys = {*lab.person.post("/items", rows)}
    lines = pull(lab.path, Decisions(group=lab.group)).lines
    assert [line.partition("] ")[0].lstrip("[") for _, line in lines] == [tag for _, tag in ITEMS]
    lab.write(LIST + "".join(f"{line}\n" for _, line in lines))
    actions = lab.sync().plan.actions
    assert [one.title for one in actions if one.do is ActionKind.CREATE] == []
    assert {one.key for one in actions if one.do is ActionKind.ADOPT} == keys
    assert {one["title"] for key, one in lab.person.items().items() if key in keys} == {*titles}
    assert not any(len(tag["tag"]) > 20 for one in lab.papers().values() for tag in one["tags"])
    assert pull(lab.path, Decisions(group=lab.group)).lines == ()
    lab.settled()


def test_items_without_a_year(lab: Desk) -> None:
    resting = lab.collections()["Kites/Resting"]
    page = {"itemType": "webpage", "title": "Kites Online", "websiteTitle": "Kite Site", "url": "https://a.org/k"}
    nothing = {"itemType": "journalArticle", "title": "Kites Alone"}
    lab.person.post("/items", [{**row, "collections": [resting]} for row in (page, nothing)])
    done = pull(lab.path, Decisions(group=lab.group))
    ((_, line),), ((_, unread),) = done.lines, done.unread
    assert "Kites Alone" in unread
    assert "not read as papers" in pulled_text(done)
    lab.write(f"{LIST}{line}\n")
    actions = lab.sync().plan.actions
    assert [one.title for one in actions if one.do is ActionKind.CREATE] == []
    assert [one.title for one in actions if one.do is ActionKind.ADOPT] == ["Kites Online"]


def test_what_is_filed_in_no_category_is_shown_even_if_it_cannot_be_written(lab: Desk) -> None:
    root = lab.collections()["Kites"]
    book = {"itemType": "book", "title": "Kites in Print", "publisher": "MIT Press", "date": "2020"}
    lab.person.post("/items", [{**book, "collections": [root]}])
    for write in (False, True):
        done = pull(lab.path, Decisions(group=lab.group), write=write)
        assert [category for category, _ in done.lines] == [""]
        assert (done.unread, done.changed) == ((), ())
    assert "## (no category)\n[MIT Press'20] " in pulled_text(done)
    assert lab.path.read_text(encoding="utf-8") == LIST


def test_an_item_of_another_type_is_corrected_by_what_people_did_alone(lab: Desk) -> None:
    key = lab.paper("Strings")["key"]
    lab.person.patch(f"/items/{key}", {"itemType": "journalArticle", "volume": "3"})
    (table,) = pull(lab.path, Decisions(group=lab.group)).corrections.split("\n\n")
    fields = [line.partition(" = ")[0] for line in table.strip().split("\n") if " = " in line]
    assert sorted(fields) == ["type", "volume"]


def test_a_move_to_another_category_is_told(lab: Desk) -> None:
    names = lab.collections()
    own = lab.person.post("/collections", [{"name": "to read"}])
    lab.person.patch(f"/items/{lab.paper('Strings')['key']}", {"collections": [names["Kites/Resting"], *own]})
    (move,) = pull(lab.path, Decisions(group=lab.group)).moves
    assert (move.title, move.removed, move.added) == ("Strings for Kites", ("Flying",), ("Resting",))
    assert "Strings for Kites: Flying → Resting" in pulled_text(pull(lab.path, Decisions(group=lab.group)))


def test_what_people_deleted_collections_of_is_not_offered(lab: Desk) -> None:
    key = lab.collections()["Kites/Resting"]
    lab.person.post("/items", [{"itemType": "book", "title": "B", "date": "2023", "collections": [key]}])
    lab.person.patch(f"/collections/{key}", {"deleted": True})
    assert pull(lab.path, Decisions(group=lab.group)).lines == ()
