"""What a person reads of a plan."""

import pytest

from plbib.zotero.items import Schema
from plbib.zotero.merge import Rules
from plbib.zotero.objects import ObjectKind
from plbib.zotero.outcome import Action, ActionKind, View
from plbib.zotero.plan import SyncPlan
from plbib.zotero.report import plan_text
from plbib.zotero.sides import Unread

VIEW = View(rules=Rules(), schema=Schema(version=1, fields={}, creators={}), names={})
LONG = "On the quantization of kites and their strings in the wind of large cities by the sea"


def shown(old: str, new: str) -> str:
    action = Action(
        do=ActionKind.CHANGE, what=ObjectKind.ITEM, key="K", name="berg2023kites", field="title", old=old, new=new
    )
    plan = SyncPlan(actions=(action,), writes=(), known=(), items={}, collections={}, unread=Unread(), view=VIEW)
    return plan_text(plan).split("\n")[0].partition("title: ")[2]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (f"{LONG}, revisited", ("…cities by the sea", "…cities by the sea, revisited")),
        (
            LONG.replace("wind", "storm"),
            ("…strings in the wind of large cities…", "…strings in the storm of large cities…"),
        ),
        (LONG.replace("On the", "Of the"), ("On the quantization…", "Of the quantization…")),
    ],
)
def test_long_titles_are_shown_where_they_differ(new: str, expected: tuple[str, str]) -> None:
    assert tuple(shown(LONG, new).split(" → ")) == expected


def test_short_values_are_shown_whole() -> None:
    assert shown("Kites", "") == "Kites → (nothing)"
    assert shown("Kites", "Kites and More") == "Kites → Kites and More"
