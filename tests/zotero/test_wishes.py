"""What a lab asks for: abstracts, tags, an order, a personal library, a report, papers taken over from the group."""

from pathlib import Path

import pytest

from plbib import load
from plbib.app.sync import Decisions, pull, status, sync
from plbib.app.zotero_session import group_number
from plbib.errors import UsageError
from plbib.zotero.report import status_text
from tests.servers.zotero import Person
from tests.zotero.desk import QUICK, Desk, yes

LIST = """# Kites

## Flying
[ICLR'23] `theory` [Kites: A Survey](https://arxiv.org/abs/2301.00001), Kite Institute [code](https://example.org/k)

## Resting
[ACL'21] [Kites at Rest](https://aclanthology.org/2021.acl-long.1/), Kite Institute
"""
BIB = """@article{kites, title={Kites}, author={Berg, Ann}, journal={Kite Letters}, year={2021}, language={english},
  abstract={On kites.}, keywords={wind; strings, paper}}
"""


def test_a_bibliography_s_abstract_language_and_keywords(desk: Desk) -> None:
    desk.path = desk.folder / "papers.bib"
    desk.path.write_text(BIB, encoding="utf-8")
    desk.sync()
    item = desk.paper("Kites")
    assert (item["abstractNote"], item["language"][:2]) == ("On kites.", "en")
    assert {tag["tag"] for tag in item["tags"]} == {"2021", "wind", "strings", "paper"}
    desk.person.patch(f"/items/{item['key']}", {"abstractNote": "On kites, by a person."})
    desk.sync()
    assert desk.paper("Kites")["abstractNote"] == "On kites, by a person."


def test_tags_and_links_of_the_list(desk: Desk) -> None:
    desk.write(LIST)
    tags = {tag for record in load(desk.path).records for entry in record.entries for tag in entry.tags}
    assert tags
    desk.sync()
    assert tags <= {tag["tag"] for tag in desk.paper("Kites: A")["tags"]}
    (link,) = (one for one in desk.person.items().values() if one["itemType"] == "attachment")
    assert (link["title"], link["url"]) == ("code", "https://example.org/k")


def configure(desk: Desk, text: str) -> None:
    (desk.folder / "plbib.toml").write_text(f'[list]\npath = "list.md"\n{text}', encoding="utf-8")


def test_the_order_of_the_list_is_the_call_number(desk: Desk) -> None:
    configure(desk, "[zotero]\norder = true\n")
    desk.write(LIST)
    desk.sync()
    assert desk.paper("Kites: A")["callNumber"] < desk.paper("Kites at")["callNumber"]
    new = "[ACL'23] [New Kites](https://arxiv.org/abs/2301.00009), Here\n"
    desk.write(LIST.replace("## Flying\n", f"## Flying\n{new}"))
    desk.sync()
    numbers = [desk.paper(title)["callNumber"] for title in ("New", "Kites: A", "Kites at")]
    assert numbers == sorted(numbers)
    assert numbers[2] == "002.0001", "a new paper moves those of its own category alone"
    desk.settled()


@pytest.mark.parametrize(
    "given", [123, "123", "https://www.zotero.org/groups/123/our_lab/library", "zotero.org/groups/123"]
)
def test_a_group_s_number_is_in_its_address(given: int | str) -> None:
    assert group_number(given) == 123


@pytest.mark.parametrize("given", [0, "", "our lab", "zotero.org/groups/our_lab", "evil.com/groups/123", "-5"])
def test_what_names_no_group(given: int | str) -> None:
    with pytest.raises(UsageError):
        group_number(given)


def test_a_personal_library(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    key = desk.server.own_library()
    monkeypatch.setenv("ZOTERO_API_KEY", key)
    desk.write(LIST)
    for count in (6, 0):
        done = sync(desk.path, Decisions(user=True), yes, patience=QUICK)
        assert done.applied is not None
        assert (done.applied.written, done.applied.failures) == (count, ())
    assert desk.papers() == {}, "nothing in the group"
    assert isinstance(done.group, str)
    assert done.group.startswith("users/")
    _, _, rows = Person(desk.server.url, desk.group, key).get(f"/{done.group}/items/top")
    assert {row["data"]["title"] for row in rows} == {"Kites: A Survey", "Kites at Rest"}


def test_the_status(desk: Desk) -> None:
    desk.write(LIST)
    first = status_text(status(desk.path, Decisions(group=desk.group)))
    assert "not synced yet" in first
    assert "2 papers in the list: none there yet" in first
    desk.sync()
    desk.person.patch(f"/items/{desk.paper('Kites at')['key']}", {"deleted": 1})
    desk.sync()
    version = desk.server.version
    shown = status_text(status(desk.path, Decisions(group=desk.group)))
    assert "2 papers in the list: 1 there, 1 in the trash" in shown
    assert "1 kept as people have it" in shown
    assert desk.server.version == version


def test_pull_writes_lines_into_their_category_and_corrections_into_their_file(desk: Desk) -> None:
    configure(desk, 'overrides = "corrections.toml"\n')
    (desk.folder / "corrections.toml").write_text("", encoding="utf-8")
    desk.write(LIST)
    desk.sync()
    flying, item = desk.collections()["Kites/Flying"], desk.paper("Kites at")
    (desk.folder / "corrections.toml").write_text(
        f'# ours\n[{item["citationKey"]}]\npage = "7" # by hand\n', encoding="utf-8"
    )
    new = {"itemType": "preprint", "title": "New Kites", "archiveID": "arXiv:2301.00009", "date": "2023"}
    (key,) = desk.person.post("/items", [{**new, "repository": "arXiv", "collections": [flying]}])
    desk.person.patch(f"/items/{item['key']}", {"title": "Kites that Rest"})
    done = pull(desk.path, Decisions(group=desk.group), write=True)
    assert {Path(name).name for name in done.changed} == {"list.md", "corrections.toml"}
    assert (done.lines, done.corrections) == ((), "")
    text = desk.path.read_text(encoding="utf-8")
    assert text.index("New Kites") < text.index("## Resting")
    assert "# ours\n" in (desk.folder / "corrections.toml").read_text(encoding="utf-8")
    assert 'title = "Kites that Rest"' in (desk.folder / "corrections.toml").read_text(encoding="utf-8")
    desk.sync()
    assert {one["key"] for one in desk.papers().values()} >= {key, item["key"]}
    assert len(desk.papers()) == 3
    assert [one for one in desk.plan() if one.field not in ("pages", "extra.page")] == []
    assert pull(desk.path, Decisions(group=desk.group)).lines == ()


def test_pull_write_needs_a_file_for_corrections(desk: Desk) -> None:
    desk.write(LIST)
    desk.sync()
    desk.person.patch(f"/items/{desk.paper('Kites at')['key']}", {"title": "Kites that Rest"})
    with pytest.raises(UsageError, match="no file that corrections"):
        pull(desk.path, Decisions(group=desk.group), write=True)
    assert desk.path.read_text(encoding="utf-8") == LIST
