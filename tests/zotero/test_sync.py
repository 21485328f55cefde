"""A list synced into a group library, over HTTP: what the list says arrives, and what people did stays."""

from plbib.zotero.outcome import ActionKind
from tests.zotero.desk import Desk, kinds, no

LIST = """# Kites and their strings

## Flying
[ICLR'23] [Kites: A Survey](https://arxiv.org/abs/2301.00001), Kite Institute [code](https://example.org/kites)
[ICML'22] [Strings for Kites](https://openreview.net/forum?id=abcdefghij), String Works

## Resting
### On the ground
[ACL'21] [Kites at Rest](https://aclanthology.org/2021.acl-long.1/), Kite Institute

## Empty for now
"""
ROOT = "Kites and their strings"


def test_first_sync_makes_it_all_and_the_second_nothing(desk: Desk) -> None:
    desk.write(LIST)
    done = desk.sync()
    assert set(kinds(done.plan.actions)) == {ActionKind.CREATE}
    assert desk.collections().keys() == {
        ROOT,
        f"{ROOT}/Flying",
        f"{ROOT}/Resting",
        f"{ROOT}/Resting/On the ground",
        f"{ROOT}/Empty for now",
    }
    assert desk.filed("Kites at Rest") == {f"{ROOT}/Resting/On the ground"}
    item = desk.paper("Kites: A Survey")
    assert item["tags"] == [{"tag": "2023", "type": 1}, {"tag": "ICLR", "type": 1}]
    assert "Affiliation: Kite Institute" in item["extra"]
    assert item["citationKey"]
    (link,) = (row for row in desk.person.items().values() if row["itemType"] == "attachment")
    assert (link["url"], link["title"], link["parentItem"]) == ("https://example.org/kites", "code", item["key"])
    desk.settled()


def test_a_dry_run_changes_nothing(desk: Desk) -> None:
    desk.write(LIST)
    before = desk.server.version
    assert desk.plan()
    assert desk.server.version == before
    assert not (desk.folder / "list.zotero.json").exists()
    assert not desk.server.writes


def test_a_declined_plan_changes_nothing(desk: Desk) -> None:
    desk.write(LIST)
    assert desk.sync(agreed=no).applied is None
    assert desk.person.items() == {}


# What people did stays ------------------------------------------------------------------------------------------------


def synced(desk: Desk, text: str = LIST) -> None:
    desk.write(text)
    desk.sync()


def test_the_state_says_once_what_list_and_group_agree_on(desk: Desk) -> None:
    synced(desk)
    state = desk.folder / "list.zotero.json"
    assert '"held"' not in state.read_text(encoding="utf-8")
    desk.person.patch(f"/items/{desk.paper('Strings')['key']}", {"title": "Strings for All Kites"})
    desk.sync()
    assert state.read_text(encoding="utf-8").count('"held"') == 1


def test_a_field_that_a_person_corrected_stays(desk: Desk) -> None:
    synced(desk)
    desk.person.patch(f"/items/{desk.paper('Strings')['key']}", {"title": "Strings for All Kites", "rights": "free"})
    (kept,) = desk.sync().plan.actions
    assert (kept.do, kept.field, kept.old, kept.new) == (
        ActionKind.KEEP,
        "title",
        "Strings for All Kites",
        "Strings for Kites",
    )
    assert desk.paper("Strings for All")["rights"] == "free"
    desk.settled()


def test_what_both_changed_is_a_conflict_until_decided(desk: Desk) -> None:
    synced(desk)
    desk.person.patch(f"/items/{desk.paper('Strings')['key']}", {"title": "Strings for All Kites"})
    desk.write(LIST.replace("Strings for Kites", "Strings for Most Kites"))
    for _ in range(2):
        assert ActionKind.CONFLICT in kinds(desk.sync().plan.actions)
        assert desk.paper("Strings")["title"] == "Strings for All Kites"
    desk.sync(theirs=True)
    assert desk.paper("Strings")["title"] == "Strings for All Kites"
    assert kinds(desk.sync().plan.actions) == [ActionKind.KEEP]


def test_ours_writes_what_the_list_says(desk: Desk) -> None:
    synced(desk)
    desk.person.patch(f"/items/{desk.paper('Strings')['key']}", {"title": "Strings for All Kites"})
    desk.write(LIST.replace("Strings for Kites", "Strings for Most Kites"))
    desk.sync(ours=True)
    assert desk.paper("Strings")["title"] == "Strings for Most Kites"
    desk.settled()


def test_changes_of_the_list_and_of_people_to_one_item_both_stay(desk: Desk) -> None:
    synced(desk)
    key = desk.paper("Strings")["key"]
    theirs = desk.person.post("/collections", [{"name": "to read"}])[0]
    filed = [*desk.paper("Strings")["collections"], theirs]
    tags = [*desk.paper("Strings")["tags"], {"tag": "important"}]
    extra = "my own line\n" + desk.paper("Strings")["extra"] + "\nRead by: Ann"
    desk.person.patch(f"/items/{key}", {"collections": filed, "tags": tags, "extra": extra, "abstractNote": "Kites."})
    desk.person.post("/items", [{"itemType": "note", "note": "<p>read me</p>", "parentItem": key}])
    desk.write(LIST.replace("[ICML'22] [Strings", "[NeurIPS'21] [Strings").replace("String Works", "Rope Works"))
    desk.sync()
    item = desk.paper("Strings")
    assert item["date"] == "2021"
    assert {*item["collections"]} == {*filed}
    assert {tag["tag"] for tag in item["tags"]} == {"2021", "NeurIPS", "important"}
    assert item["abstractNote"] == "Kites."
    assert item["extra"].startswith("my own line\nAffiliation: Rope Works\n")
    assert item["extra"].endswith("\nRead by: Ann")
    desk.settled()


def test_what_a_person_took_out_stays_out_until_refiled(desk: Desk) -> None:
    synced(desk)
    item = desk.paper("Strings")
    desk.person.patch(f"/items/{item['key']}", {"collections": [], "tags": [{"tag": "ICML", "type": 1}]})
    actions = desk.sync().plan.actions
    assert kinds(actions) == [ActionKind.KEEP, ActionKind.KEEP]
    assert desk.filed("Strings") == set()
    desk.settled()
    desk.sync(refile=True)
    assert desk.filed("Strings") == {f"{ROOT}/Flying"}
    assert {tag["tag"] for tag in desk.paper("Strings")["tags"]} == {"ICML", "2022"}
    desk.settled()


def test_what_a_person_moved_within_the_list_stays_there(desk: Desk) -> None:
    synced(desk)
    ground = desk.collections()[f"{ROOT}/Resting/On the ground"]
    desk.person.patch(f"/items/{desk.paper('Strings')['key']}", {"collections": [ground]})
    desk.sync()
    assert desk.filed("Strings") == {f"{ROOT}/Resting/On the ground"}
    desk.settled()


def test_what_a_person_moved_to_the_trash_is_not_brought_back(desk: Desk) -> None:
    synced(desk)
    key = desk.paper("Strings")["key"]
    desk.person.patch(f"/items/{key}", {"deleted": 1})
    desk.write(LIST.replace("Strings for Kites", "Strings for Most Kites"))
    (kept,) = desk.sync().plan.actions
    assert (kept.do, kept.reason) == (ActionKind.KEEP, "people moved it to the trash")
    assert desk.person.item(key)["deleted"] == 1
    desk.settled()
    desk.forget()
    desk.sync()
    assert desk.paper("Strings")["key"] == key
    assert desk.person.item(key)["deleted"] == 1
    desk.person.patch(f"/items/{key}", {"deleted": 0})
    assert ActionKind.CREATE not in kinds(desk.sync().plan.actions)


def test_what_a_person_deleted_is_not_brought_back(desk: Desk) -> None:
    synced(desk)
    desk.person.delete(f"/items/{desk.paper('Strings')['key']}")
    for lose in (False, True):
        if lose:
            desk.forget()
        (kept,) = desk.sync().plan.actions
        assert (kept.do, kept.reason) == (ActionKind.KEEP, "people deleted it")
        assert len(desk.papers()) == 2
        desk.settled()


def test_a_deleted_collection_stays_deleted_until_refiled(desk: Desk) -> None:
    synced(desk)
    desk.person.delete(f"/collections/{desk.collections()[f'{ROOT}/Resting']}")
    for lose in (False, True):
        if lose:
            desk.forget()
        assert set(kinds(desk.sync().plan.actions)) == {ActionKind.KEEP}
        assert desk.collections().keys() == {ROOT, f"{ROOT}/Flying", f"{ROOT}/Empty for now"}
        desk.settled()
    desk.sync(refile=True)
    assert desk.filed("Kites at Rest") == {f"{ROOT}/Resting/On the ground"}
    desk.settled()


def test_a_new_paper_is_not_put_where_people_deleted_the_collection(desk: Desk) -> None:
    synced(desk)
    desk.person.delete(f"/collections/{desk.collections()[ROOT]}")
    desk.write(LIST.replace("## Resting", "[ACL'23] [New Kites](https://arxiv.org/abs/2301.00009), Here\n\n## Resting"))
    assert set(kinds(desk.sync().plan.actions)) == {ActionKind.KEEP, ActionKind.CONFLICT}
    assert len(desk.papers()) == 3
    assert desk.collections() == {}
    desk.settled()


def test_a_collection_that_a_person_renamed_or_moved_keeps_its_name_and_place(desk: Desk) -> None:
    synced(desk)
    names = desk.collections()
    desk.person.patch(f"/collections/{names[f'{ROOT}/Flying']}", {"name": "In the air", "parentCollection": False})
    assert kinds(desk.sync().plan.actions) == [ActionKind.KEEP, ActionKind.KEEP]
    assert desk.filed("Strings") == {"In the air"}
    desk.settled()


def test_a_link_that_a_person_removed_is_not_put_back(desk: Desk) -> None:
    synced(desk)
    (link,) = (row for row in desk.person.items().values() if row["itemType"] == "attachment")
    desk.person.delete(f"/items/{link['key']}")
    for lose in (False, True):
        if lose:
            desk.forget()
        desk.sync()
        assert not [row for row in desk.person.items().values() if row["itemType"] == "attachment"]
        desk.settled()


def test_an_edit_between_reading_and_writing_is_merged(desk: Desk) -> None:
    synced(desk)
    key = desk.paper("Strings")["key"]
    desk.write(LIST.replace("Strings for Kites", "Strings for Most Kites"))

    def edit(plan: object) -> bool:
        desk.person.patch(f"/items/{key}", {"tags": [{"tag": "mine"}], "rights": "free"})
        return plan is not None

    done = desk.sync(agreed=edit)
    item = desk.paper("Strings")
    assert (item["title"], item["rights"], item["tags"]) == ("Strings for Most Kites", "free", [{"tag": "mine"}])
    assert done.applied is not None
    assert not done.applied.failures
    desk.settled()


# What the list changes arrives ----------------------------------------------------------------------------------------


def test_a_renamed_category_renames_its_collection(desk: Desk) -> None:
    synced(desk)
    before = {*desk.collections().values()}
    desk.write(LIST.replace("## Flying", "## In the air").replace("## Resting", "## Down").replace("now", "long"))
    desk.sync()
    assert {*desk.collections().values()} == before
    assert desk.filed("Strings") == {f"{ROOT}/In the air"}
    assert desk.filed("Kites at Rest") == {f"{ROOT}/Down/On the ground"}
    desk.settled()


def test_a_moved_paper_is_refiled(desk: Desk) -> None:
    synced(desk)
    row = "[ICML'22] [Strings for Kites](https://openreview.net/forum?id=abcdefghij), String Works\n"
    desk.write(LIST.replace(row, "") + row)
    assert kinds(desk.sync().plan.actions) == [ActionKind.FILE, ActionKind.UNFILE]
    assert desk.filed("Strings") == {f"{ROOT}/Empty for now"}
    desk.settled()


def test_a_paper_in_two_categories_is_one_item_in_two_collections(desk: Desk) -> None:
    row = "[ICML'22] [Strings for Kites](https://openreview.net/forum?id=abcdefghij), String Works\n"
    synced(desk, LIST + row)
    assert desk.filed("Strings") == {f"{ROOT}/Flying", f"{ROOT}/Empty for now"}
    desk.settled()


def test_a_removed_paper_is_unfiled_and_comes_back(desk: Desk) -> None:
    synced(desk)
    row = "[ICML'22] [Strings for Kites](https://openreview.net/forum?id=abcdefghij), String Works\n"
    key = desk.paper("Strings")["key"]
    desk.write(LIST.replace(row, ""))
    assert kinds(desk.sync().plan.actions) == [ActionKind.UNFILE]
    assert desk.filed("Strings") == set()
    desk.settled()
    desk.write(LIST)
    assert kinds(desk.sync().plan.actions) == [ActionKind.FILE]
    assert desk.paper("Strings")["key"] == key
    assert desk.filed("Strings") == {f"{ROOT}/Flying"}
    desk.settled()


def test_prune_moves_to_the_trash_and_what_comes_back_is_restored(desk: Desk) -> None:
    synced(desk)
    row = "[ICLR'23] [Kites: A Survey](https://arxiv.org/abs/2301.00001), Kite Institute [code](https://example.org/kites)\n"
    key = desk.paper("Kites: A")["key"]
    desk.write(LIST.replace(row, ""))
    assert kinds(desk.sync(prune=True).plan.actions) == [ActionKind.UNFILE, ActionKind.TRASH]
    assert desk.person.item(key)["deleted"] == 1
    desk.settled()
    desk.write(LIST)
    assert ActionKind.RESTORE in kinds(desk.sync().plan.actions)
    assert "deleted" not in desk.person.item(key)
    assert desk.filed("Kites: A") == {f"{ROOT}/Flying"}
    desk.settled()


def test_prune_leaves_what_holds_anything_of_people(desk: Desk) -> None:
    synced(desk)
    desk.person.post("/items", [{"itemType": "note", "note": "<p>n</p>", "parentItem": desk.paper("Strings")["key"]}])
    desk.person.patch(f"/items/{desk.paper('Kites at')['key']}", {"abstractNote": "At rest."})
    desk.person.patch(f"/items/{desk.paper('Kites: A')['key']}", {"extra": desk.paper("Kites: A")["extra"] + "\nhm"})
    desk.write("# Kites and their strings\n\n## Flying\n[ACL'20] [Else](https://arxiv.org/abs/2001.00001), X\n")
    kept = [
        action
        for action in desk.sync(prune=True).plan.actions
        if action.do is ActionKind.KEEP and action.what == "item"
    ]
    assert [action.reason for action in sorted(kept, key=lambda action: action.title)] == [
        "people edited it",
        "people edited it",
        "it has notes or attachments of people",
    ]
    assert not [row for row in desk.person.items().values() if row.get("deleted")]
    desk.settled()


def test_a_replaced_link_replaces_the_attachment(desk: Desk) -> None:
    synced(desk)
    desk.write(LIST.replace("https://example.org/kites", "https://example.org/better"))
    assert sorted(kinds(desk.sync().plan.actions)) == [ActionKind.CREATE, ActionKind.TRASH]
    links = [row for row in desk.person.items().values() if row["itemType"] == "attachment"]
    assert [row["url"] for row in links if not row.get("deleted")] == ["https://example.org/better"]
    desk.settled()
    desk.write(LIST)
    desk.sync()
    links = [row for row in desk.person.items().values() if row["itemType"] == "attachment"]
    assert [row["url"] for row in links if not row.get("deleted")] == ["https://example.org/kites"]
    desk.settled()


# What people had before -----------------------------------------------------------------------------------------------


def test_items_of_people_are_adopted_filled_and_otherwise_left(desk: Desk) -> None:
    desk.person.post(
        "/items",
        [
            {"itemType": "preprint", "title": "kites: a survey", "archiveID": "arXiv:2301.00001", "rights": "free"},
            {"itemType": "book", "title": "Another Book"},
        ],
    )
    synced(desk)
    assert len(desk.papers()) == 4
    item = desk.paper("kites")
    assert item["itemType"] == "preprint"
    assert item["rights"] == "free"
    assert item["citationKey"]
    assert desk.filed("kites") == {f"{ROOT}/Flying"}
    desk.settled()
    desk.forget()
    assert ActionKind.CREATE not in kinds(desk.sync().plan.actions)


def test_several_items_that_may_be_the_paper_are_for_a_person(desk: Desk) -> None:
    same = {"itemType": "journalArticle", "title": "Kites: A Survey", "url": "https://arxiv.org/abs/2301.00001"}
    desk.person.post("/items", [same, same])
    desk.write(LIST)
    conflicts = [action for action in desk.sync().plan.actions if action.do is ActionKind.CONFLICT]
    assert len(conflicts) == 1
    assert len(desk.person.items()) == 4  # nothing was made for it


def test_the_state_can_be_lost(desk: Desk) -> None:
    synced(desk)
    before = desk.server.snapshot()
    desk.forget()
    assert desk.sync().plan.actions == ()
    assert desk.server.snapshot() == before
    desk.settled()


def test_edits_survive_the_loss_of_the_state(desk: Desk) -> None:
    synced(desk)
    key = desk.paper("Strings")["key"]
    desk.person.patch(f"/items/{key}", {"title": "Strings", "date": "", "collections": [], "tags": []})
    desk.forget()
    assert {*kinds(desk.sync().plan.actions)} == {ActionKind.CONFLICT, ActionKind.KEEP}
    item = desk.person.item(key)
    assert (item["title"], item["date"], item["collections"], item["tags"]) == ("Strings", "", [], [])
    desk.sync(ours=True, refile=True)
    assert desk.paper("Strings")["title"] == "Strings for Kites"
    desk.settled()


def test_a_stale_state_is_no_harm(desk: Desk) -> None:
    synced(desk)
    old = (desk.folder / "list.zotero.json").read_bytes()
    desk.write(LIST.replace("Strings for Kites", "Strings for Most Kites"))
    desk.sync()
    desk.person.patch(f"/items/{desk.paper('Kites at')['key']}", {"tags": [{"tag": "mine"}]})
    before = desk.server.snapshot()
    (desk.folder / "list.zotero.json").write_bytes(old)
    desk.sync()
    assert desk.server.snapshot() == before
    desk.settled()


def test_two_lists_share_an_item_of_one_group(desk: Desk) -> None:
    synced(desk)
    other = desk.folder / "other.md"
    other.write_text(LIST.replace(ROOT, "Another list"), encoding="utf-8")
    desk.path = other
    desk.sync()
    assert desk.filed("Strings") == {f"{ROOT}/Flying", "Another list/Flying"}
    desk.settled()
