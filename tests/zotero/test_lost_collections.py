"""Collections that people deleted or moved to the trash: what was in them is in them no more, until asked for."""

import pytest

from plbib.zotero.outcome import ActionKind
from tests.zotero.desk import Desk, kinds

LIST = """# Kites

## Flying
[ICLR'23] [Kites: A Survey](https://arxiv.org/abs/2301.00001), Kite Institute
[ICML'22] [Strings for Kites](https://openreview.net/forum?id=abcdefghij), String Works

## Resting
[ACL'21] [Kites at Rest](https://aclanthology.org/2021.acl-long.1/), Kite Institute
"""
NEW = "[ACL'23] [New Kites](https://arxiv.org/abs/2301.00009), Here\n"


def take_out(desk: Desk, path: str, *, for_good: bool) -> None:
    """A person deletes a collection: at once for good, or first to the trash."""
    key = desk.collections()[path]
    if for_good:
        desk.person.delete(f"/collections/{key}")
    else:
        desk.person.patch(f"/collections/{key}", {"deleted": True})


@pytest.fixture
def lab(desk: Desk) -> Desk:
    desk.write(LIST)
    desk.sync()
    return desk


def test_the_server_drops_membership_without_a_new_version(lab: Desk) -> None:
    before = lab.paper("Strings")
    take_out(lab, "Kites/Flying", for_good=True)
    after = lab.paper("Strings")
    assert (after["collections"], after["version"]) == ([], before["version"])


@pytest.mark.parametrize("for_good", [True, False])
@pytest.mark.parametrize("path", ["Kites/Flying", "Kites"])
@pytest.mark.parametrize("synced_between", [True, False])
def test_refile_files_again(lab: Desk, path: str, *, for_good: bool, synced_between: bool) -> None:
    take_out(lab, path, for_good=for_good)
    if synced_between:
        told = lab.sync().plan.actions
        assert set(kinds(told)) == {ActionKind.KEEP}
        assert all(action.what == "collection" for action in told), "one line for each collection, none for its papers"
        lab.settled()
    lab.sync(refile=True)
    assert lab.filed("Strings") == lab.filed("Kites: A") == {"Kites/Flying"}
    assert lab.filed("Kites at Rest") == {"Kites/Resting"}
    assert not [one for one in lab.person.collections().values() if one.get("deleted")]
    assert lab.plan() == ()
    lab.settled()


@pytest.mark.parametrize("for_good", [True, False])
def test_a_new_paper_of_such_a_category_is_told_with_how_to_get_it_in(lab: Desk, *, for_good: bool) -> None:
    take_out(lab, "Kites/Flying", for_good=for_good)
    lab.write(LIST.replace("## Resting", f"{NEW}\n## Resting"))
    for _ in range(2):
        (told,) = (action for action in lab.sync().plan.actions if action.what == "item")
        assert (told.do, told.title) == (ActionKind.CONFLICT, "New Kites")
        assert "--refile" in told.reason
        assert "Flying" in told.reason
    assert len(lab.papers()) == 3
    lab.sync(refile=True)
    assert lab.filed("New Kites") == lab.filed("Strings") == {"Kites/Flying"}
    assert lab.plan() == ()


def test_a_paper_that_moves_into_such_a_category_is_told(lab: Desk) -> None:
    take_out(lab, "Kites/Flying", for_good=True)
    row = "[ACL'21] [Kites at Rest](https://aclanthology.org/2021.acl-long.1/), Kite Institute\n"
    lab.write(LIST.replace(row, "").replace("## Resting", f"{row}\n## Resting"))
    assert ActionKind.CONFLICT in kinds(lab.sync().plan.actions)
    lab.sync(refile=True)
    assert lab.filed("Kites at Rest") == {"Kites/Flying"}


def test_the_loss_of_the_state_tells_no_more(lab: Desk) -> None:
    take_out(lab, "Kites/Flying", for_good=True)
    lab.forget()
    for _ in range(2):
        assert [action.what for action in lab.sync().plan.actions] == ["collection"]
    lab.sync(refile=True)
    assert lab.filed("Strings") == {"Kites/Flying"}
