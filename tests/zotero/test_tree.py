"""Collections for categories, where people put one into another crosswise."""

from plbib.zotero.desired import Desired
from plbib.zotero.objects import Content, Known, ObjectKind, Remote
from plbib.zotero.tree import CollectionTree


def test_collections_that_lie_in_each_other_have_an_end() -> None:
    def row(name: str, key: str, parent: str) -> Known:
        base = Content(fields={"name": name, "parentCollection": parent})
        return Known(what=ObjectKind.COLLECTION, id=name, key=key, version=3, base=base)

    rows = (row("", "AAAAAAAA", ""), row("Flying", "BBBBBBBB", "CCCCCCCC"), row("Resting", "CCCCCCCC", "BBBBBBBB"))
    wanted = Desired(name="Kites", categories=(("Flying",), ("Resting",)), papers=())
    tree = CollectionTree(wanted, 1, rows, Remote(version=3, versions={}, objects={}))
    assert tree.keys == {(): "AAAAAAAA", ("Flying",): "BBBBBBBB", ("Resting",): "CCCCCCCC"}
    assert tree.held.keys() == {"AAAAAAAA", "BBBBBBBB", "CCCCCCCC"}
    gone = CollectionTree(wanted, 1, rows, Remote(version=4, versions={}, objects={}, deleted=frozenset({"CCCCCCCC"})))
    assert gone.held.keys() == {"AAAAAAAA"}
