"""Items that people merge in Zotero: the paper has the one that is left, from then on."""

from typing import Any

import pytest

from plbib.app.sync import Decisions, pull
from plbib.zotero.outcome import ActionKind
from tests.zotero.desk import Desk, kinds

LIST = """# Kites

## Flying
[ICLR'23] [Kites: A Survey](https://arxiv.org/abs/2301.00001), Kite Institute [code](https://example.org/kites)
[ICML'22] [Strings for Kites](https://openreview.net/forum?id=abcdefghij), String Works
"""
OWN: dict[str, Any] = {"itemType": "preprint", "title": "Kites, a survey of them", "rights": "free"}


@pytest.fixture
def lab(desk: Desk) -> Desk:
    desk.write(LIST)
    desk.sync()
    return desk


def merge(lab: Desk, **more: Any) -> tuple[str, str]:
    """A person merges the paper's item into one of their own; the keys of theirs and of the paper's."""
    old = lab.paper("Kites: A")["key"]
    (own,) = lab.person.post("/items", [{**OWN, **more}])
    lab.person.merge(own, old)
    return own, old


def test_the_server_shows_what_was_replaced_and_by_which_item(lab: Desk) -> None:
    own, old = merge(lab)
    address = f"http://zotero.org/groups/{lab.group}/items/{old}"
    assert lab.person.item(own)["relations"] == {"dc:replaces": address}
    assert (lab.person.item(old)["deleted"], lab.person.item(old)["relations"]) == (1, {})
    lab.person.delete(f"/items/{old}")
    assert lab.person.item(own)["relations"] == {"dc:replaces": address}, "the trace of a merge outlives the item"


@pytest.mark.parametrize("state_lost", [False, True])
def test_the_item_that_is_left_is_the_paper_s(lab: Desk, *, state_lost: bool) -> None:
    own, old = merge(lab)
    if state_lost:
        lab.forget()
    told = lab.sync().plan.actions
    assert ActionKind.CREATE not in kinds(told)
    item = lab.person.item(own)
    assert item["citationKey"] == lab.person.item(old)["citationKey"]
    assert (item["title"], item["rights"]) == (OWN["title"], "free")
    links = [one for one in lab.person.items().values() if one["itemType"] == "attachment"]
    assert [(one["parentItem"], one["url"]) for one in links] == [(own, "https://example.org/kites")]
    lab.settled()
    lab.write(LIST.replace("Kite Institute", "Kite Factory"))
    lab.sync()
    assert "Affiliation: Kite Factory" in lab.person.item(own)["extra"]
    assert pull(lab.path, Decisions(group=lab.group)).lines == ()
    lab.person.delete(f"/items/{old}")
    lab.sync()
    assert own in {row["key"] for row in lab.papers().values()}
    lab.settled()


def test_a_paper_that_leaves_the_list_leaves_what_people_had(lab: Desk) -> None:
    own, _ = merge(lab)
    lab.sync()
    lab.write("\n".join(LIST.split("\n")[:3] + LIST.split("\n")[4:]))
    lab.sync(prune=True)
    assert "deleted" not in lab.person.item(own)


def test_merges_one_after_another_are_followed(lab: Desk) -> None:
    own, _ = merge(lab)
    (last,) = lab.person.post("/items", [{**OWN, "title": "Kites: a survey"}])
    lab.person.merge(last, own)
    lab.sync()
    assert lab.person.item(last)["citationKey"]
    lab.settled()


def test_two_papers_of_the_list_that_people_take_for_one(lab: Desk) -> None:
    kept, other = lab.paper("Kites: A")["key"], lab.paper("Strings")["key"]
    lab.person.merge(kept, other)
    (told,) = lab.sync().plan.actions
    assert (told.do, told.key) == (ActionKind.KEEP, other)
    lab.settled()
