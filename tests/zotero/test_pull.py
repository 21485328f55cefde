"""``--pull``: what people did in the group comes back as lines of the list and as corrections."""

from pathlib import Path
from typing import Any

from plbib import load
from plbib.app.sync import Decisions, pull
from plbib.zotero.pull import Pulled
from tests.zotero.desk import Desk

LIST = """# Kites

## Flying
[ICLR'23] [Kites: A Survey](https://arxiv.org/abs/2301.00001), Kite Institute </br>
[ICML'22] [Strings for Kites](https://openreview.net/forum?id=abcdefghij), String Works </br>

## Resting
"""
PAPER: dict[str, Any] = {
    "itemType": "conferencePaper",
    "title": "Kites that Rest",
    "proceedingsTitle": "Proceedings of the 59th Meeting on Kites",
    "conferenceName": "59th Meeting on Kites (ACL 2021)",
    "date": "2021",
    "url": "https://aclanthology.org/2021.acl-long.1/",
    "creators": [{"creatorType": "author", "firstName": "Ann", "lastName": "Berg"}],
}


def pulled(desk: Desk) -> Pulled:
    return pull(desk.path, Decisions(group=desk.group))


def test_nothing_was_done(desk: Desk) -> None:
    desk.write(LIST)
    desk.sync()
    assert pulled(desk) == Pulled(lines=(), corrections="")
    assert not desk.server.writes[2:]


def test_a_paper_that_a_person_added_is_a_line_of_the_list(desk: Desk) -> None:
    desk.write(LIST)
    desk.sync()
    resting = desk.collections()["Kites/Resting"]
    desk.person.post("/items", [{**PAPER, "collections": [resting]}, {**PAPER, "title": "Elsewhere"}])
    before = desk.server.snapshot()
    (row,) = pulled(desk).lines
    line = "[ACL'21] [Kites that Rest](https://aclanthology.org/2021.acl-long.1/) </br>"
    assert row == ("Resting", line)
    assert desk.server.snapshot() == before
    desk.write(f"{LIST}{line}\n")  # the maintainer takes it over
    desk.sync()
    assert len(desk.papers()) == 4
    assert pulled(desk).lines == ()


def test_trashed_removed_and_own_papers_are_none_of_them(desk: Desk) -> None:
    desk.write(LIST)
    desk.sync()
    flying = desk.collections()["Kites/Flying"]
    (key,) = desk.person.post("/items", [{**PAPER, "collections": [flying]}])
    desk.person.patch(f"/items/{key}", {"deleted": 1})
    desk.write(
        LIST.replace("[ICML'22] [Strings for Kites]", "[ICML'22] [Other Strings]").replace("abcdefghij", "zzzzzzzzzz")
    )
    desk.sync()
    assert pulled(desk).lines == ()


def test_a_corrected_record_is_a_correction_that_the_overrides_take(desk: Desk, tmp_path: Path) -> None:
    desk.write(LIST)
    desk.sync()
    item = desk.paper("Strings")
    change = {"title": 'Strings "for" Kites', "creators": PAPER["creators"], "date": "2022-07", "abstractNote": "x"}
    desk.person.patch(f"/items/{item['key']}", change)
    found = pulled(desk).corrections
    assert f"[{item['citationKey']}]" in found
    (tmp_path / "corrections.toml").write_text(found, encoding="utf-8")
    (tmp_path / "plbib.toml").write_text('[list]\npath = "list.md"\noverrides = "corrections.toml"\n', encoding="utf-8")
    library = load(desk.path)
    (record,) = (record for record in library.records if record.key == item["citationKey"])
    assert record.item.title == 'Strings "for" Kites'
    assert record.item.author[0].family == "Berg"
    assert record.item.issued is not None
    assert record.item.issued.date_parts == ((2022, 7),)
    assert desk.plan() == ()  # list and group say the same now
    assert pulled(desk).corrections == ""


def test_another_name_of_the_venue_is_no_correction_but_another_venue_is(desk: Desk) -> None:
    address = "https://arxiv.org/abs/2301.00001"
    own = {"title": "Kites: A Survey", "proceedingsTitle": "ICLR", "date": "2023", "url": address}
    desk.person.post("/items", [{"itemType": "conferencePaper", **own}])
    desk.write(LIST)
    desk.sync()
    assert "container-title" not in pulled(desk).corrections
    key = desk.paper("Strings")["key"]
    desk.person.patch(f"/items/{key}", {"proceedingsTitle": "ICML"})
    assert "[icml2022strings]" not in pulled(desk).corrections
    desk.person.patch(f"/items/{key}", {"proceedingsTitle": "Meeting on Strings"})
    assert 'container-title = "Meeting on Strings"\ncontainer-title-short = ""\n' in pulled(desk).corrections


def test_what_the_list_changed_since_the_last_sync_is_no_correction(desk: Desk) -> None:
    desk.write(LIST)
    desk.sync()
    desk.write(LIST.replace("[ICLR'23]", "[ICML'22]").replace("A Survey", "A Long Survey"))
    assert pulled(desk).corrections == ""


def test_a_corrected_record_in_the_trash_is_no_correction(desk: Desk) -> None:
    desk.write(LIST)
    desk.sync()
    item = desk.paper("Strings")
    desk.person.patch(f"/items/{item['key']}", {"title": "Strings"})
    assert pulled(desk).corrections
    desk.person.patch(f"/items/{item['key']}", {"deleted": 1})
    assert pulled(desk).corrections == ""


def test_a_removed_paper_that_a_person_filed_again_is_one_of_them(desk: Desk) -> None:
    desk.write(LIST)
    desk.sync()
    item, flying = desk.paper("Strings"), desk.collections()["Kites/Flying"]
    desk.write(
        LIST.replace(
            "[ICML'22] [Strings for Kites](https://openreview.net/forum?id=abcdefghij), String Works </br>\n", ""
        )
    )
    assert pulled(desk).lines == ()
    desk.sync()
    desk.person.patch(f"/items/{item['key']}", {"collections": [flying]})
    ((_, line),) = pulled(desk).lines
    assert line == "[ICML'22] [Strings for Kites](https://openreview.net/forum?id=abcdefghij), String Works </br>"


def test_hostile_text_stays_one_line(desk: Desk) -> None:
    desk.write(LIST)
    desk.sync()
    flying = desk.collections()["Kites/Flying"]
    title = "Kites](https://evil.example) <script>\n## Heading\n[x"
    desk.person.post("/items", [{**PAPER, "title": title, "collections": [flying]}])
    (row,) = pulled(desk).lines
    assert "\n" not in row[1]
    assert "<script>" not in row[1]


def test_the_links_that_a_person_put_below_a_paper_are_in_its_line(desk: Desk) -> None:
    desk.write(LIST)
    desk.sync()
    paper = {**PAPER, "url": "", "collections": [desk.collections()["Kites/Resting"]]}
    (key,) = desk.person.post("/items", [paper])
    link = {"itemType": "attachment", "linkMode": "linked_url", "parentItem": key, "title": "Page", "url": PAPER["url"]}
    desk.person.post("/items", [link])
    ((_, line),) = pulled(desk).lines
    assert PAPER["url"] in line
