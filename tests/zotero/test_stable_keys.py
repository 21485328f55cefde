"""Citation keys that are in Zotero stay, whatever is corrected in the list, with a lock and without."""

import pytest

from tests.zotero.desk import Desk

LIST = """# Kites

## Flying
[ICLR'23] [Kites: A Survey](https://arxiv.org/abs/2301.00001), Kite Institute
[ICML'22] [Strings for Kites](https://openreview.net/forum?id=abcdefghij), String Works
"""


def keys(desk: Desk) -> dict[str, str]:
    return {title: item["citationKey"] for title, item in desk.papers().items()}


def test_a_list_without_a_lock_gets_one(desk: Desk) -> None:
    desk.path.write_text(LIST, encoding="utf-8")
    desk.plan()
    assert not (desk.folder / "list.lock.json").exists(), "a dry run writes nothing"
    desk.sync()
    assert (desk.folder / "list.lock.json").exists()
    assert [line for line in desk.said if "list.lock.json" in line]
    desk.settled()


@pytest.mark.parametrize("lock_lost", [False, True])
def test_a_corrected_venue_changes_no_key(desk: Desk, *, lock_lost: bool) -> None:
    desk.path.write_text(LIST, encoding="utf-8")
    desk.sync()
    before = keys(desk)
    if lock_lost:
        (desk.folder / "list.lock.json").unlink()
    for venue in ("ICLR'23", "NeurIPS'22", "ACL'24"):
        desk.path.write_text(LIST.replace("ICLR'23", venue), encoding="utf-8")
        desk.sync()
        assert keys(desk) == before
        assert desk.plan() == ()


def test_a_paper_under_a_new_name_keeps_its_key(desk: Desk) -> None:
    desk.path.write_text(LIST, encoding="utf-8")
    desk.sync()
    old = keys(desk)["Strings for Kites"]
    line = "[ICML'22] [Strings for Kites](https://openreview.net/forum?id=abcdefghij)"
    desk.path.write_text(LIST.replace(line, "[ACL'23] [Strings for a Kite](https://a.org/strings)"), encoding="utf-8")
    (question,) = desk.sync().plan.questions
    desk.sync(same=((question.new, question.old),))
    assert keys(desk)["Strings for a Kite"] == old
    assert desk.plan() == ()
    desk.settled()


def test_a_paper_that_is_published_under_another_name_keeps_its_key(desk: Desk) -> None:
    desk.path.write_text(LIST, encoding="utf-8")
    desk.sync()
    old = keys(desk)["Kites: A Survey"]
    line = "[ICLR'23] [Kites: A Survey](https://arxiv.org/abs/2301.00001)"
    new = "[ACL'24] [On Everything That Flies](https://a.org/x) [arxiv](https://arxiv.org/abs/2301.00001)"
    desk.path.write_text(LIST.replace(line, new), encoding="utf-8")
    done = desk.sync()
    assert not done.plan.questions
    assert len(desk.papers()) == 2
    assert keys(desk)["On Everything That Flies"] == old
    assert desk.plan() == ()
    desk.settled()


def test_two_headings_too_long_for_a_collection_stay_recognisable(desk: Desk) -> None:
    long = "Very long heading " * 17
    desk.path.write_text(LIST + f"\n## {long}\n\n## {long}again\n", encoding="utf-8")
    done = desk.sync()
    assert done.applied is not None
    assert not done.applied.failures
    names = [path.removeprefix("Kites/") for path in desk.collections() if "Very" in path]
    assert len(names) == 2
    assert all(len(name) <= 255 and name.startswith("Very long heading Very") and " … " in name for name in names)
    desk.settled()
    desk.forget()
    assert desk.plan() == ()
