"""A list and its group through months of work: what each sync says and leaves in the group, golden."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import json

from plbib.zotero.report import applied_text, as_json, plan_text
from tests.zotero.desk import Desk

LIST = """# Kites

## Flying
[ICLR'23] [Kites: A Survey](https://arxiv.org/abs/2301.00001), Kite Institute [code](https://github.com/kites/survey)
[ICML'22] [Strings for Kites](https://openreview.net/forum?id=abcdefghij), String Works
[Nature'19] [Winds aloft](https://doi.org/10.1000/winds), University of Oslo

### Tails
[ACL'21] [Kites at Rest](https://aclanthology.org/2021.acl-long.1/), Kite Institute [slides](https://a.org/s.pdf)

## Resting
[VLDB'20] [Spools that Never Tangle](https://a.org/spools)
[KDD'18] [Knots and their undoing](https://a.org/knots)
"""

Event = Callable[[Desk], None]


def change(old: str, new: str) -> Event:
    """The maintainer writes ``new`` for ``old``."""
    return lambda desk: desk.write(desk.path.read_text(encoding="utf-8").replace(old, new))


def edit(title: str, /, **fields: Any) -> Event:
    """A person changes the item in whose title this stands."""

    def edited(desk: Desk) -> None:
        (key,) = (row["key"] for name, row in desk.papers().items() if title in name)
        desk.person.patch(f"/items/{key}", fields)

    return edited


def shelve(path: str, /, **fields: Any) -> Event:
    """A person changes a collection."""
    return lambda desk: desk.person.patch(f"/collections/{desk.collections()[path]}", fields)


def remove(kind: str) -> Event:
    """A person deletes for good the first item of a kind, by title and address: keys are given by chance."""

    def removed(desk: Desk) -> None:
        rows = desk.person.items()
        keys = [key for key, row in rows.items() if row["itemType"] == kind]
        first = min(keys, key=lambda key: (rows[key]["title"], rows[key].get("url", "")))
        desk.person.delete(f"/items/{first}")

    return removed


def add_by_hand(desk: Desk) -> None:
    desk.person.post(
        "/items", [{"itemType": "conferencePaper", "title": "New kites", "DOI": "10.1000/new", "date": "2020"}]
    )


def both(*events: Event) -> Event:
    def happened(desk: Desk) -> None:
        for event in events:
            event(desk)

    return happened


_LAST = "[KDD'18] [Knots and their undoing](https://a.org/knots)\n"
_NEW = "[ACL'20] [New kites](https://doi.org/10.1000/new)\n"
EVENTS: dict[str, tuple[Event, dict[str, Any]]] = {
    "the first sync": (lambda _: None, {}),
    "nothing": (lambda _: None, {}),
    "a title, a year and a place in the list": (
        both(change("A Survey", "A Longer Survey"), change("ICML'22", "ICML'24"), change("String Works", "Works")), {},
    ),
    "a title by a person": (edit("Strings", title="Strings for all Kites"), {}),
    "the same title in the list": (change("Strings for Kites", "Strings for all Kites"), {}),
    "a title by both": (both(edit("inds", title="Winds below"), change("Winds aloft", "Winds above")), {}),
    "theirs": (lambda _: None, {"theirs": True}),
    "ours": (edit("inds", title="No winds", date="1999"), {"ours": True}),
    "tags and a note": (edit("Kites at", tags=[{"tag": "read"}], extra="mine: 1\nplbib-id: none"), {}),
    "another kind of item": (edit("Spools", itemType="journalArticle", volume="7"), {}),
    "a paper more, that a person has": (both(add_by_hand, change(_LAST, f"{_LAST}{_NEW}")), {}),
    "a paper less": (change(_LAST, ""), {}),
    "a paper less, and pruned": (lambda _: None, {"prune": True}),
    "the paper again": (change("## Resting\n", f"## Resting\n{_LAST}"), {}),
    "another heading": (change("## Resting", "## At rest"), {}),
    "a heading more": (change("## At rest\n", "## At rest\n### On poles\n"), {}),
    "a collection with another name": (shelve("Kites/Flying", name="Aloft"), {}),
    "a collection elsewhere": (shelve("Kites/Aloft/Tails", parentCollection=False), {}),
    "a collection in the trash": (shelve("Kites/At rest", deleted=True), {}),
    "filed again": (lambda _: None, {"refile": True}),
    "an item out of all collections": (edit("inds", collections=[]), {}),
    "an item in the trash": (edit("inds", deleted=1), {}),
    "a link gone": (remove("attachment"), {}),
    "an item gone": (remove("conferencePaper"), {}),
    "links in the list": (change(" [code](https://github.com/kites/survey)", " [video](https://a.org/v)"), {}),
    "a very long heading": (change("### On poles", f"### {'On long poles ' * 30}"), {}),
    "the state lost": (lambda desk: desk.forget(), {}),
    "only one category": (both(change("ICLR'23", "ICLR'25"), change("VLDB'20", "VLDB'22")), {"scope": ("At rest",)}),
    "the rest": (lambda _: None, {}),
}  # fmt: skip
"""What happens before a sync, and what is asked of it."""
_PASSING = frozenset({"key", "version", "dateAdded", "dateModified", "relations", "accessDate"})


def _group(desk: Desk) -> Iterator[str]:
    names = {key: path for path, key in desk.collections().items()}
    items = desk.person.items()
    for row in items.values():
        held = {name: value for name, value in row.items() if value and name not in _PASSING}
        if "collections" in held:
            held["collections"] = sorted(names.get(key, "?") for key in held["collections"])
        if "parentItem" in held:
            held["parentItem"] = items[held["parentItem"]]["title"]
        yield json.encode(held, order="sorted").decode()
    for key, path in names.items():
        yield path + (" (in the trash)" if desk.person.collections()[key].get("deleted") else "")


def test_each_sync_says_and_does_what_it_did(desk: Desk, golden: Callable[[str, str], None]) -> None:
    desk.write(LIST)
    before: set[str] = set()
    told: list[str] = []
    lines: list[str] = []
    for name, (event, decisions) in EVENTS.items():
        event(desk)
        done = desk.sync(**decisions)
        now = set(_group(desk))
        plan = plan_text(done.plan).splitlines()
        lines += [f"==== {name}", *(line for line in plan if line not in told)]
        lines += [applied_text(done.applied).rstrip()] if done.applied else []
        lines += [f"- {line}" for line in sorted(before - now)] + [f"+ {line}" for line in sorted(now - before)]
        before, told = now, plan
    golden("group-story.txt", re.sub(r"\b[A-Z2-9]{8}\b", "KEY", "\n".join(lines)) + "\n")
    assert json.decode(as_json(desk.sync()))["plan"] == json.decode(as_json(desk.sync(agreed=None)))["plan"]
