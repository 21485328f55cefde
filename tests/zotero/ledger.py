"""What a list says and what people did to a group, noted side by side: what the group must hold by both.

A small model of its own, which looks at no plan: after each sync it is compared with the group. Of the program's state
file it reads the keys alone, to know which object stands for which paper and which category.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plbib import load
from plbib.model import CategoryPath
from plbib.papers.identifiers import token
from plbib.text.unicode import squeeze
from plbib.zotero.apply import Synced
from plbib.zotero.outcome import ActionKind
from tests.zotero.desk import Desk

_CONTAINERS = ("proceedingsTitle", "publicationTitle")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the list says of a paper; ``id`` is the program's name for it."""

    id: str
    fields: dict[str, str]
    tags: frozenset[str]
    links: frozenset[str]
    homes: frozenset[CategoryPath]


def said(path: Path) -> list[Said]:
    """What the list says now."""
    return [
        Said(
            id=record.id,
            fields={
                "title": record.entries[0].title,
                "date": str(record.entries[0].year or ""),
                "venue": record.item.container_title or "",
                "url": record.entries[0].links[0].url,
                "affiliation": next((entry.affiliation for entry in record.entries if entry.affiliation), ""),
            },
            tags=frozenset({entry.venue for entry in record.entries if entry.venue} | {str(record.entries[0].year)}),
            links=frozenset(
                link.url
                for entry in record.entries
                for link in entry.links
                if token(link.url) != token(record.entries[0].links[0].url)
            ),
            homes=frozenset(entry.category for entry in record.entries),
        )
        for record in load(path).records
    ]


def fields_of(item: dict[str, Any]) -> dict[str, str]:
    """The same fields as an item of the group holds them."""
    lines = dict(line.split(": ", 1) for line in item["extra"].split("\n") if ": " in line)
    container = next((item[name] for name in _CONTAINERS if name in item), lines.get("container-title", ""))
    return {
        "title": item["title"],
        "date": item["date"],
        "venue": container,
        "url": item["url"],
        "affiliation": lines.get("Affiliation", ""),
    }


@dataclass(kw_only=True)
class Decided:
    """The options of a sync that decide."""

    ours: bool = False
    theirs: bool = False
    refile: bool = False
    prune: bool = False


@dataclass
class Three:
    """Values: what the list is known to have wanted, and what the group must hold."""

    base: dict[str, str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    disputed: set[str] = field(default_factory=set)

    def want(self, wanted: dict[str, str], decided: Decided) -> None:
        """The list's turn: its changes arrive but where people changed the same."""
        self.disputed.clear()
        for name, new in wanted.items():
            was, now = self.base.get(name, ""), self.held.get(name, "")
            if now in (new, was) or (new != was and decided.ours):
                self.base[name] = self.held[name] = new
            elif new != was and decided.theirs:
                self.base[name] = new
            elif new != was:
                self.disputed.add(name)


@dataclass
class Members:
    """The same of a set: of tags, of collections."""

    base: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)

    def want(self, wanted: set[str], *, refile: bool) -> None:
        added = wanted if refile else wanted - self.base
        self.held = (self.held - (self.base - wanted)) | added
        self.base = set(wanted)


@dataclass
class Paper:
    """A paper that is or was in the list."""

    key: str = ""
    fields: Three = field(default_factory=Three)
    tags: Members = field(default_factory=Members)
    homes: Members = field(default_factory=Members)
    links: dict[str, str] = field(default_factory=dict)  # address → "" there, "people", "list": who took it out
    own: dict[str, Any] = field(default_factory=dict)  # fields that are people's alone
    gone: str = ""  # "trash", "deleted", or "pruned"
    visited: bool = False  # whether people put children below it

    @property
    def of_people(self) -> bool:
        """Whether people left anything in it."""
        return bool(
            self.own
            or self.visited
            or self.homes.held
            or self.tags.held - self.tags.base
            or self.fields.held != self.fields.base
        )


@dataclass
class Heading:
    """The collection of a category that is or was in the list."""

    fields: Three = field(default_factory=Three)
    gone: str = ""


class Ledger:
    """The book of one group. People act through it; ``sync`` runs the program and compares."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.person = desk, desk.person
        self.papers: dict[str, Paper] = {}  # by the title they had first
        self.headings: dict[str, Heading] = {}  # by key
        self.bound: dict[CategoryPath, str] = {}
        self.names: dict[str, str] = {}  # squeezed title or token of an address → first title
        self.foreign: dict[str, dict[str, Any]] = {}  # objects of people alone, as they left them
        self.listed: dict[str, Said] = {}

    # The list's turn --------------------------------------------------------------------------------------------------

    def sync(self, decided: Decided | None = None, **more: Any) -> Synced:
        """Sync, note what the list wanted, and compare."""
        decided = decided or Decided()
        done = self.desk.sync(**vars(decided), **more)
        self.note(decided)
        self.check(done)
        return done

    def note(self, decided: Decided) -> None:
        """Note a sync that is done."""
        state = json.loads((self.desk.folder / "list.zotero.json").read_text(encoding="utf-8"))
        (group,) = state["groups"].values()
        rows = {(row["what"], row["id"]): row["key"] for row in group["objects"]}
        self._note_headings(rows, decided)
        self._identify()
        for name, paper in self.papers.items():
            self._note_paper(paper, self.listed.get(name), rows, decided)

    def _note_headings(self, rows: dict[tuple[str, str], str], decided: Decided) -> None:
        library = load(self.desk.path)
        outer = (one.path[:depth] for one in library.categories for depth in range(len(one.path) + 1))
        paths = dict.fromkeys([(), *outer])
        before, self.bound = self.bound, {path: rows["collection", "\n".join(path)] for path in paths}
        assert len({*self.bound.values()}) == len(self.bound), "two categories are one collection"
        stable = {path for path in before if path in self.bound}
        assert {path: self.bound[path] for path in stable} == {path: before[path] for path in stable}
        for path, key in self.bound.items():
            heading = self.headings.setdefault(key, Heading())
            named = {"name": path[-1], "parent": self.bound[path[:-1]]} if path else {}
            wanted = named or {"name": library.title, "parent": ""}
            if heading.gone == "deleted" and decided.refile:
                heading = self.headings[key] = Heading()
            if not heading.gone:
                heading.fields.want(wanted, decided)

    def _identify(self) -> None:
        """Which paper each entry is about: that of the same title, else that of the same address."""
        self.listed = {}
        for one in said(self.desk.path):
            title, address = squeeze(one.fields["title"]), token(one.fields["url"])
            name = self.names.get(title) or self.names.get(address) or one.fields["title"]
            assert name not in self.listed, f"two entries of {name}"
            self.listed[name] = one
            self.names[title] = self.names[address] = name
            self.papers.setdefault(name, Paper())

    def _note_paper(self, paper: Paper, one: Said | None, rows: dict[tuple[str, str], str], decided: Decided) -> None:
        if one is None:
            if paper.key and not paper.gone:
                paper.homes.want(set(), refile=False)
                if decided.prune and not paper.of_people:
                    paper.gone = "pruned"
            return
        open_homes = {key for path in one.homes if not self.headings[key := self.bound[path]].gone}
        if not paper.key and not open_homes:
            return
        key = rows["item", one.id]
        assert paper.key in ("", key), f"{one.fields['title']} is another item than before"
        paper.key = key
        if paper.gone == "pruned":
            paper.gone = ""
        if paper.gone:
            return
        paper.fields.want(one.fields, decided)
        paper.tags.want({*one.tags}, refile=decided.refile)
        kept = {key for path in one.homes if (key := self.bound[path]) in paper.homes.base}
        paper.homes.want(open_homes | kept, refile=decided.refile)
        paper.homes.held -= {key for key, heading in self.headings.items() if heading.gone == "deleted"}
        for url in one.links:
            if paper.links.get(url) != "people":
                paper.links[url] = ""
        for url in paper.links.keys() - one.links:
            paper.links[url] = paper.links[url] or "list"

    # Comparing --------------------------------------------------------------------------------------------------------

    def check(self, done: Synced | None = None) -> None:
        """Assert that the group holds what it must; with ``done``, that conflicts were told as such, and only they."""
        items, collections = self.person.items(), self.person.collections()
        assert {key: one for key, one in {**items, **collections}.items() if key in self.foreign} == self.foreign
        self._check_headings(collections)
        by_key = {paper.key: paper for paper in self.papers.values() if paper.key}
        regular = {key for key, one in items.items() if one["itemType"] not in ("attachment", "note")}
        there = {key for key, paper in by_key.items() if paper.gone != "deleted"}
        assert regular - self.foreign.keys() == there, "an item too much or too few"
        for key in there:
            self._check_paper(by_key[key], items)
        if done:
            fields = (one for one in done.plan.actions if one.do is ActionKind.CONFLICT and one.field)
            assert {one.key for one in fields} == {*self._disputed()}

    def _disputed(self) -> Iterable[str]:
        listed = (self.papers[name] for name in self.listed)
        yield from (paper.key for paper in listed if paper.fields.disputed and not paper.gone)
        headings = (key for key in self.bound.values() if not self.headings[key].gone)
        yield from (key for key in headings if self.headings[key].fields.disputed)

    def _check_headings(self, collections: dict[str, dict[str, Any]]) -> None:
        there = {key for key, heading in self.headings.items() if heading.gone != "deleted"}
        assert collections.keys() - self.foreign.keys() == there, "a collection too much or too few"
        for key in there:
            one, heading = collections[key], self.headings[key]
            assert {"name": one["name"], "parent": one["parentCollection"] or ""} == heading.fields.held
            assert bool(one.get("deleted")) == (heading.gone == "trash")

    def _check_paper(self, paper: Paper, items: dict[str, dict[str, Any]]) -> None:
        item = items[paper.key]
        assert fields_of(item) == paper.fields.held
        assert {tag["tag"] for tag in item["tags"]} == paper.tags.held
        assert {*item["collections"]} == paper.homes.held
        assert bool(item.get("deleted")) == bool(paper.gone)
        for name, value in paper.own.items():
            assert value in item["extra"].split("\n") if name == "extra" else item[name] == value
        children = [one for key, one in items.items() if one.get("parentItem") == paper.key and key not in self.foreign]
        live = sorted(one["url"] for one in children if not one.get("deleted"))
        assert live == sorted(url for url, out in paper.links.items() if not out)

    def settled(self) -> None:
        """Assert that another run changes nothing."""
        self.desk.settled()
        self.check()

    # People's turns ---------------------------------------------------------------------------------------------------

    def correct(self, paper: Paper, name: str, value: str) -> None:
        """A person corrects a field that the list fills, or clears it."""
        item = self.person.item(paper.key)
        if name == "affiliation":
            kept = [line for line in item["extra"].split("\n") if line and not line.startswith("Affiliation: ")]
            sent = {"extra": "\n".join([*kept, *([f"Affiliation: {value}"] if value else [])])}
        else:
            sent = {next(one for one in _CONTAINERS if one in item) if name == "venue" else name: value}
        self.person.patch(f"/items/{paper.key}", sent)
        paper.fields.held[name] = value

    def annotate(self, paper: Paper, name: str, value: str) -> None:
        """A person fills a field that is theirs alone, or adds a line to Extra."""
        if name == "extra":
            value_sent = "\n".join(filter(None, [self.person.item(paper.key)["extra"], value]))
        else:
            value_sent = value
        self.person.patch(f"/items/{paper.key}", {name: value_sent})
        paper.own[name] = value

    def attach(self, paper: Paper, child: dict[str, Any]) -> None:
        """A person puts a note or a file below an item."""
        (key,) = self.person.post("/items", [{**child, "parentItem": paper.key}])
        self.foreign[key] = self.person.item(key)
        paper.visited = True

    def tag(self, paper: Paper, tags: set[str]) -> None:
        """A person sets the tags of an item."""
        kept = [tag for tag in self.person.item(paper.key)["tags"] if tag["tag"] in tags]
        new = [{"tag": tag} for tag in sorted(tags - {tag["tag"] for tag in kept})]
        self.person.patch(f"/items/{paper.key}", {"tags": kept + new})
        paper.tags.held = set(tags)

    def file(self, paper: Paper, keys: set[str]) -> None:
        """A person sets the collections of an item."""
        self.person.patch(f"/items/{paper.key}", {"collections": sorted(keys)})
        paper.homes.held = set(keys)

    def trash(self, paper: Paper) -> None:
        self.person.patch(f"/items/{paper.key}", {"deleted": 1})
        paper.gone = "trash"

    def restore(self, paper: Paper) -> None:
        self.person.patch(f"/items/{paper.key}", {"deleted": 0})
        paper.gone = ""

    def delete(self, paper: Paper) -> None:
        """A person deletes an item for good, with all that is below it."""
        for key in [key for key, one in self.foreign.items() if one.get("parentItem") == paper.key]:
            del self.foreign[key]
        self.person.delete(f"/items/{paper.key}")
        paper.gone = "deleted"

    def take_link(self, paper: Paper, url: str, *, for_good: bool) -> None:
        """A person takes out a link."""
        children = self.person.items().items()
        (key,) = (key for key, one in children if one.get("parentItem") == paper.key and one.get("url") == url)
        if for_good:
            self.person.delete(f"/items/{key}")
        else:
            self.person.patch(f"/items/{key}", {"deleted": 1})
        paper.links[url] = "people"

    def own_item(self, title: str, keys: Iterable[str] = ()) -> str:
        """A person puts an item of their own into the group."""
        row = {"itemType": "book", "title": title, "collections": sorted(keys)}
        (key,) = self.person.post("/items", [row])
        self.foreign[key] = self.person.item(key)
        return key

    def own_collection(self, name: str, parent: str = "") -> str:
        (key,) = self.person.post("/collections", [{"name": name, "parentCollection": parent or False}])
        self.foreign[key] = self.person.collection(key)
        return key

    def rename(self, key: str, name: str) -> None:
        self.person.patch(f"/collections/{key}", {"name": name})
        self.headings[key].fields.held["name"] = name

    def move(self, key: str, parent: str) -> None:
        self.person.patch(f"/collections/{key}", {"parentCollection": parent or False})
        self.headings[key].fields.held["parent"] = parent

    def trash_collection(self, key: str) -> None:
        self.person.patch(f"/collections/{key}", {"deleted": True})
        self.headings[key].gone = "trash"

    def delete_collection(self, key: str) -> None:
        """A person deletes a collection, with all that lies below it."""
        self.person.delete(f"/collections/{key}")
        left = self.person.collections().keys()
        for other in self.headings.keys() - left:
            self.headings[other].gone = "deleted"
        for other in [other for other, one in self.foreign.items() if "itemType" not in one and other not in left]:
            del self.foreign[other]
        for paper in self.papers.values():
            paper.homes.held &= {*left}
        for other in [other for other, one in self.foreign.items() if one.get("collections")]:
            self.foreign[other] = self.person.item(other)

    # Who is there -----------------------------------------------------------------------------------------------------

    def present(self) -> list[Paper]:
        """The papers whose items are there and not in the trash."""
        return [paper for paper in self.papers.values() if paper.key and not paper.gone]

    def open_headings(self) -> list[str]:
        """The keys of the list's collections that are there, but for the root."""
        root = self.bound[()]
        return [key for key in dict.fromkeys(self.bound.values()) if key != root and not self.headings[key].gone]
