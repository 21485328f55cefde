"""A person's word is final: what they settled once is not asked, told or undone again."""

from typing import Any

import pytest

from plbib.app.sync import Decisions, accept
from plbib.errors import UsageError
from plbib.zotero.outcome import ActionKind
from tests.zotero.desk import Desk, kinds

SURVEY = "[ICLR'23] [Kites: A Survey](https://arxiv.org/abs/2301.00001), Kite Institute [code](https://example.org/k)\n"
LIST = f"""# Kites

## Flying
{SURVEY}[ICML'22] [Strings for Kites](https://openreview.net/forum?id=abcdefghij), String Works

## Resting
[ACL'21] [Kites at Rest](https://aclanthology.org/2021.acl-long.1/), Kite Institute
"""


@pytest.fixture
def lab(desk: Desk) -> Desk:
    desk.write(LIST)
    desk.sync()
    return desk


def edit(lab: Desk, beginning: str, /, **fields: Any) -> dict[str, Any]:
    item = lab.paper(beginning)
    lab.person.patch(f"/items/{item['key']}", fields)
    return item


def accepted(lab: Desk, *scope: str) -> tuple[Any, ...]:
    return accept(lab.path, Decisions(group=lab.group, scope=scope))


def test_what_is_restored_is_not_pruned_again(lab: Desk) -> None:
    key = lab.paper("Kites: A")["key"]
    for _ in range(2):
        lab.write(LIST.replace(SURVEY, ""))
        lab.sync(prune=True)
        lab.person.patch(f"/items/{key}", {"deleted": 0})
        for _ in range(2):
            assert ActionKind.TRASH not in kinds(lab.sync(prune=True).plan.actions)
        assert "deleted" not in lab.person.item(key)
        lab.write(LIST)  # and when it was in the list between
        lab.sync()


def test_what_is_accepted_is_told_no_more(lab: Desk) -> None:
    edit(lab, "Strings", title="Strings for All Kites", tags=[], collections=[])
    lab.person.delete(f"/collections/{lab.collections()['Kites/Resting']}")
    before, version = lab.sync().plan.actions, lab.server.version
    assert set(kinds(before)) == {ActionKind.KEEP}
    assert accepted(lab) == before
    assert lab.server.version == version
    assert lab.plan() == ()
    assert lab.sync().plan.actions == ()
    lab.settled()
    edit(lab, "Strings", title="Strings for Some Kites")
    assert [one.field for one in lab.sync().plan.actions] == ["title"], "it has changed since"


def test_one_field_can_be_accepted_by_itself(lab: Desk) -> None:
    item = edit(lab, "Strings", title="Strings for All Kites", date="2021")
    lab.sync()
    accepted(lab, f"{item['citationKey']}:title")
    assert [one.field for one in lab.plan()] == ["date"]
    with pytest.raises(UsageError, match="nothing is called nobody"):
        accepted(lab, "nobody")


def test_differences_of_adopted_items_are_told_once(desk: Desk) -> None:
    own = {"itemType": "preprint", "title": "KITES: a survey!", "archiveID": "arXiv:2301.00001", "date": "2021"}
    desk.person.post("/items", [own])
    desk.write(LIST)
    assert {"title", "date", "itemType"} <= {one.field for one in desk.sync().plan.actions}
    assert desk.plan() == ()


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_conflict_is_decided_by_item_or_field(lab: Desk, side: str) -> None:
    first = edit(lab, "Strings", title="Strings for All Kites", date="2019")
    second = edit(lab, "Kites at", title="Kites that Rest")
    changed = LIST.replace("Strings for Kites", "Strings for Most Kites").replace("ICML'22", "ICML'21")
    lab.write(changed.replace("Kites at Rest", "Kites at Complete Rest"))
    decided: dict[str, Any] = {side: True}
    lab.sync(**decided, scope=(f"{first['citationKey']}:title",))
    assert {(one.key, one.field) for one in lab.plan() if one.do is ActionKind.CONFLICT} == {
        (first["key"], "date"),
        (second["key"], "title"),
    }
    expected = "Strings for Most Kites" if side == "ours" else "Strings for All Kites"
    assert lab.person.item(first["key"])["title"] == expected
    lab.sync(**decided, scope=(second["key"],))
    assert [one.field for one in lab.plan() if one.do is ActionKind.CONFLICT] == ["date"]


def test_what_people_have_otherwise_is_overwritten_only_by_name(lab: Desk) -> None:
    item = edit(lab, "Strings", title="Strings for All Kites")
    lab.sync(ours=True)
    assert lab.paper("Strings")["title"] == "Strings for All Kites"
    lab.sync(ours=True, scope=(item["citationKey"],))
    assert lab.paper("Strings")["title"] == "Strings for Kites"
    assert lab.plan() == ()


@pytest.mark.parametrize("for_good", [True, False])
def test_what_people_took_out_comes_back_by_name_alone(lab: Desk, *, for_good: bool) -> None:
    item = lab.paper("Kites: A")
    if for_good:
        lab.person.delete(f"/items/{item['key']}")
    else:
        lab.person.patch(f"/items/{item['key']}", {"deleted": 1})
    lab.sync()
    lab.sync(refile=True)
    assert "Kites: A Survey" not in [one["title"] for one in lab.papers().values() if not one.get("deleted")]
    lab.sync(refile=True, scope=(item["citationKey"],))
    assert lab.filed("Kites: A") == {"Kites/Flying"}
    assert "deleted" not in lab.paper("Kites: A")
    links = [one for one in lab.person.items().values() if one["itemType"] == "attachment"]
    assert [one["url"] for one in links if not one.get("deleted")] == ["https://example.org/k"]
    assert lab.plan() == ()
    lab.settled()


def test_a_collection_comes_back_by_name(lab: Desk) -> None:
    for name in ("Flying", "Resting"):
        lab.person.delete(f"/collections/{lab.collections()[f'Kites/{name}']}")
    lab.sync(refile=True, scope=("Flying",))
    assert lab.collections().keys() == {"Kites", "Kites/Flying"}
    assert lab.filed("Strings") == {"Kites/Flying"}
    lab.settled()


def test_a_correction_that_the_list_took_is_no_conflict(lab: Desk) -> None:
    people = [
        {"creatorType": "editor", "firstName": "Eve", "lastName": "Dahl"},
        {"creatorType": "author", "firstName": "Ann", "lastName": "Berg"},
    ]
    key = edit(lab, "Strings", date="May 2023", DOI="https://doi.org/10.5555/KITE.1", creators=people)["citationKey"]
    (lab.folder / "corrections.toml").write_text(
        f'[{key}]\nissued = "2023-05"\nDOI = "10.5555/kite.1"\nauthor = ["Berg, Ann"]\neditor = ["Dahl, Eve"]\n',
        encoding="utf-8",
    )
    (lab.folder / "plbib.toml").write_text(
        '[list]\npath = "list.md"\noverrides = "corrections.toml"\n', encoding="utf-8"
    )
    assert [one for one in lab.sync().plan.actions if one.field != "tags"] == []
    assert lab.plan() == ()
