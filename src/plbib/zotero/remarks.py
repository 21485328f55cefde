"""The lines of a plan about papers that get no item, or not all their collections, and why."""

from collections.abc import Iterable

from plbib.zotero.desired import DesiredPaper
from plbib.zotero.matching import PossibleItems
from plbib.zotero.objects import ObjectKind
from plbib.zotero.outcome import Action, ActionKind
from plbib.zotero.questions import ItemQuestion


def several(paper: DesiredPaper, candidate: PossibleItems) -> Action:
    """More than one item may be the paper."""
    keys = ", ".join(item.key for item in candidate.items)
    return Action(
        do=ActionKind.CONFLICT,
        what=ObjectKind.ITEM,
        key=keys,
        name=paper.key,
        title=paper.title,
        reason=f"several items are this paper by {candidate.by}: {keys}; merge them in Zotero",
    )


def remark_unfiled(paper: DesiredPaper, key: str, collections: Iterable[str], *, homeless: bool) -> list[Action]:
    """People took out collections that the paper is to be put into; one without any does not come into the group."""
    do = ActionKind.CONFLICT if homeless else ActionKind.KEEP
    return [
        Action(
            do=do,
            what=ObjectKind.ITEM,
            key=key,
            name=paper.key,
            title=paper.title,
            new=name,
            reason=f"people took {name} out of the group; --refile puts it back, and this paper into it",
        )
        for name in sorted(collections)
    ]


def question(asked: ItemQuestion) -> Action:
    """The paper may be one that the list had before."""
    old = asked.old
    reason = f"the same paper as {old}? {asked.reason}; --same {asked.new}={old}, or --same {asked.new}= if not"
    return Action(
        do=ActionKind.ASK,
        what=ObjectKind.ITEM,
        key=asked.row,
        name=asked.new,
        title=asked.new_title,
        old=asked.old_title,
        new=asked.new_title,
        reason=reason,
    )
