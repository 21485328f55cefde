"""A preprint that is published: the item's type follows with its fields, and what people filled is kept."""

from typing import Any

import pytest

from plbib.zotero.outcome import ActionKind
from tests.zotero.desk import Desk

EARLY = """# Kites

## Flying
[arXiv'22] [Kites that Fly](https://arxiv.org/abs/2210.17323), Kite Institute
"""
PRINTED = EARLY.replace("[arXiv'22]", "[ICLR'23]")
VENUE = "The Eleventh International Conference on Learning Representations"
OWN: dict[str, Any] = {
    "itemType": "preprint",
    "title": "Kites that fly",
    "archiveID": "arXiv:2210.17323",
    "repository": "arXiv.org",
    "genre": "technical note",
    "rights": "free",
}


def settle_published(desk: Desk) -> dict[str, Any]:
    desk.write(PRINTED)
    desk.sync()
    item = desk.paper("Kites that")
    desk.settled()
    assert item["itemType"] == "conferencePaper"
    assert (item["proceedingsTitle"], item["date"]) == (VENUE, "2023")
    assert (item["DOI"], item["publisher"]) == ("", "OpenReview.net"), "none of the preprint"
    assert "container-title:" not in item["extra"]
    return item


def test_the_type_follows(desk: Desk) -> None:
    desk.write(EARLY)
    desk.sync()
    key = desk.paper("Kites")["key"]
    assert settle_published(desk)["key"] == key


def test_what_people_filled_is_kept_in_extra_and_told(desk: Desk) -> None:
    desk.write(EARLY)
    desk.sync()
    desk.person.patch(
        f"/items/{desk.paper('Kites')['key']}", {"genre": "technical note", "series": "Kites", "extra": "x"}
    )
    desk.write(PRINTED)
    told = [one for one in desk.plan() if "kept in Extra" in one.reason]
    assert [(one.do, one.field, one.new) for one in told] == [(ActionKind.CHANGE, "extra.genre", "technical note")]
    item = settle_published(desk)
    assert item["series"] == "Kites"
    assert {"x", "genre: technical note"} <= {*item["extra"].split("\n")}


@pytest.mark.parametrize("state_lost", [False, True])
def test_items_that_people_had_follow_too(desk: Desk, *, state_lost: bool) -> None:
    desk.person.post("/items", [OWN])
    desk.write(EARLY)
    desk.sync()
    desk.settled()
    item = desk.paper("Kites")
    assert (item["repository"], item["genre"], item["rights"]) == ("arXiv.org", "technical note", "free")
    desk.write(PRINTED)
    if state_lost:
        desk.forget()
        desk.sync(ours=True)
    desk.sync()
    item = desk.paper("Kites")
    assert item["itemType"] == "conferencePaper"
    assert item["proceedingsTitle"] == VENUE
    assert (item["publisher"], item["rights"]) == ("OpenReview.net", "free")
    assert {"repository: arXiv.org", "genre: technical note"} <= {*item["extra"].split("\n")}
    desk.settled()


def test_an_item_that_people_have_as_another_type_has_the_list_s_fields_in_its_own(desk: Desk) -> None:
    desk.person.post("/items", [OWN])
    desk.write(PRINTED)
    done = desk.sync()
    (kept,) = (one for one in done.plan.actions if one.field == "itemType")
    assert (kept.do, kept.old, kept.new) == (ActionKind.KEEP, "preprint", "conferencePaper")
    item = desk.paper("Kites")
    assert {f"container-title: {VENUE}", "container-title-short: ICLR"} <= {*item["extra"].split("\n")}
    assert item["itemType"] == "preprint"
    desk.settled()
