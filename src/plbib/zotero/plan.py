"""The plan of a sync: a pure function of what the list wants, what the last sync knew, and what the library holds."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from plbib.identifiers import token
from plbib.model import CategoryPath
from plbib.zotero import removal
from plbib.zotero.desired import Desired, Paper
from plbib.zotero.items import Fields, Schema
from plbib.zotero.matching import Found, Matches
from plbib.zotero.merge import Rules
from plbib.zotero.objects import Content, Held, Known, Lost, Remote, What, object_key
from plbib.zotero.outcome import Action, Kind, Outcome, Target, View, Write, outcome, settled
from plbib.zotero.tree import ROOT, Tree, path_id


class Options(Struct, frozen=True, kw_only=True):
    """What the user chose: how conflicts are decided, whether what left the list goes to the trash.

    With ``everything`` all items of the library are read, as for a list of those that people added.
    """

    rules: Rules = Rules()
    prune: bool = False
    everything: bool = False


class Unread(Struct, frozen=True, kw_only=True):
    """What must be read before the plan is one: objects by key, children of items, fields of types, or all items."""

    kinds: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.kinds or self.objects or self.families or self.everything)


class Plan(Struct, frozen=True, kw_only=True):
    """What a sync would do: ``actions`` to show, ``writes`` in the order of sending, the state of all else.

    Nothing may be sent while anything is ``unread``.
    """

    actions: tuple[Action, ...]
    writes: tuple[Write, ...]
    known: tuple[Known, ...]
    items: dict[str, str]  # paper's id → key of its item
    collections: dict[str, CategoryPath]
    unread: Unread
    view: View

    @property
    def conflicts(self) -> tuple[Action, ...]:
        return tuple(action for action in self.actions if action.do is Kind.CONFLICT)


class Before(Struct, frozen=True):
    """A group by its number, what the last sync knew of its library, and the server's schema."""

    group: int
    objects: tuple[Known, ...]
    schema: Schema


def plan(wanted: Desired, before: Before, remote: Remote, options: Options) -> Plan:
    """The plan of a sync."""
    there = remote.objects
    rows = tuple(settled(row, there[row.key]) if row.key in there else row for row in before.objects)
    planner = _Planner(wanted, replace(before, objects=rows), remote, options)
    planner.plan()
    return planner.result()


class _Planner:
    """The plan as it grows: collections, items, their links, and at last what left the list."""

    def __init__(self, wanted: Desired, before: Before, remote: Remote, options: Options) -> None:
        self._wanted, self._group, self._remote, self._options = wanted, before.group, remote, options
        self._by_id = {(row.what, row.id): row for row in before.objects}
        self._by_key = {row.key: row for row in before.objects}
        self._tree = tree = Tree(wanted, before.group, before.objects, remote)
        fresh = frozenset(key for key in tree.keys.values() if key not in tree.held)
        names = {key: " / ".join(path) or wanted.name for path, key in tree.keys.items()}
        names |= {key: held.content.text("name") for key, held in tree.held.items() if key not in names}
        self._view = View(rules=options.rules, schema=before.schema, names=names, fresh=fresh)
        self._families_held: dict[str, list[Held]] = defaultdict(list)
        for held in remote.objects.values():
            self._families_held[held.parent].append(held)
        self._own_links = frozenset(row.key for row in before.objects if row.what is What.LINK)
        self._actions: list[Action] = []
        self._writes: list[Write] = []
        self._known: dict[str, Known] = {}
        self._items: dict[str, str] = {}  # paper's id → key of its item
        self._kinds: set[str] = set()
        self._objects: set[str] = set()
        self._families: set[str] = set()
        self._everything = options.everything and not remote.everything
        if options.everything:
            self._objects |= {
                row.key for row in before.objects if row.what is not What.COLLECTION and self._unread(row)
            }
        self._done: set[str] = set()

    def plan(self) -> None:
        self._collections()
        new = [paper for paper in self._wanted.papers if (What.ITEM, paper.id) not in self._by_id]
        self._everything |= any(map(self._has_home, new)) and not self._remote.everything
        matches = Matches(self._wanted.papers, self._group, self._by_key.values(), self._remote)
        new = [paper for paper in new if matches.items.get(paper.id) not in self._by_key]
        homeless = {paper.id: paper for paper in new if not self._has_home(paper)}
        self._actions += map(_homeless, homeless.values())
        self._actions += [_several(paper, found) for paper, found in matches.several if paper.id not in homeless]
        self._items = {name: key for name, key in matches.items.items() if name not in homeless}
        papers = [paper for paper in self._wanted.papers if paper.id in self._items]
        for paper in papers:
            self._item(paper, matches.adopted.get(paper.id, ""))
        for paper in papers:
            self._links(paper)
        self._leave()

    def result(self) -> Plan:
        unread = Unread(
            kinds=frozenset(self._kinds),
            objects=frozenset(self._objects),
            families=frozenset(self._families),
            everything=self._everything,
        )
        return Plan(
            actions=tuple(self._actions),
            writes=tuple(self._writes),
            known=tuple(self._known.values()),
            items=self._items,
            collections={key: path for path, key in self._tree.keys.items()},
            unread=unread,
            view=self._view,
        )

    # Collections -----------------------------------------------------------------------------------------------------

    def _collections(self) -> None:
        for path in (ROOT, *self._wanted.categories):
            key = self._tree.keys[path]
            known, lost = self._by_key.get(key), self._tree.lost.get(key)
            if lost is Lost.DELETED and self._options.rules.refile:
                known, lost = None, None
            self._everything |= not (known or self._remote.everything)
            target = Target(
                what=What.COLLECTION, id=path_id(path), key=key, name=self._view.names[key], content=self._heading(path)
            )
            self._take(outcome(target, known, self._tree.held.get(key), self._view, lost))

    def _heading(self, path: tuple[str, ...]) -> Content:
        """What a category's collection is to say; the name of a root that was given by key is left alone."""
        if path != ROOT:
            return Content(fields={"name": path[-1], "parentCollection": self._tree.keys[path[:-1]]})
        return Content(fields={} if self._tree.by_key else {"name": self._wanted.name})

    # Items -----------------------------------------------------------------------------------------------------------

    def _item(self, paper: Paper, adopted_by: str) -> None:
        key = self._items[paper.id]
        known, held, lost = self._by_key.get(key), self._held(key), self._lost(key)
        if held and (kind := held.content.text("itemType")) not in self._view.schema.fields:
            self._kinds.add(kind)
            return
        filed = (self._tree.keys[path] for path in paper.paths)
        there = {collection for collection in filed if self._there(collection, known)}
        target = Target(
            what=What.ITEM,
            id=paper.id,
            key=key,
            name=paper.key,
            title=paper.title,
            content=Content(fields=paper.fields, tags=paper.tags, collections=tuple(sorted(there))),
            by=adopted_by,
            theirs=key != object_key(self._group, What.ITEM, paper.id),
        )
        self._take(outcome(target, known, held, self._view, lost))

    def _has_home(self, paper: Paper) -> bool:
        """Whether a new paper can be filed anywhere: people may have taken out the collections that it belongs in."""
        return any(self._there(self._tree.keys[path], None) for path in paper.paths)

    def _unread(self, row: Known) -> bool:
        known_lost = row.lost is Lost.DELETED or not row.version
        return not known_lost and row.key not in self._remote.objects and row.key not in self._remote.deleted

    def _there(self, collection: str, known: Known | None) -> bool:
        """Whether an item is to be in a collection of its paper: unless people took that out and it was not in it."""
        lost = self._tree.lost.get(collection)
        back = lost is Lost.DELETED and self._options.rules.refile
        return lost is None or back or bool(known and collection in known.base.collections)

    def _held(self, key: str) -> Held | None:
        """An object as it is in the library: as read, else as known if it has not changed since."""
        if key in self._remote.objects:
            return self._remote.objects[key]
        known = self._by_key.get(key)
        if known is None or key in self._remote.deleted or known.lost is Lost.DELETED:
            return None
        if self._remote.versions.get(key, known.version) != known.version:
            self._objects.add(key)
        return known.as_held() if known.version else None

    def _lost(self, key: str) -> Lost | None:
        known = self._by_key.get(key)
        gone = key in self._remote.deleted or (known and known.lost is Lost.DELETED)
        return Lost.DELETED if gone and key not in self._remote.objects else None

    # Links -----------------------------------------------------------------------------------------------------------

    def _links(self, paper: Paper) -> None:
        parent = self._items[paper.id]
        held, item = self._held(parent), self._known.get(parent)
        out = item is not None and item.lost is not None
        for link in paper.links:
            name = f"{parent}\n{token(link.url)}"
            known = self._by_id.get((What.LINK, name))
            key = known.key if known else object_key(self._group, What.LINK, name)
            if out or (not known and self._has_link(parent, held, key, link.url)):
                self._take(Outcome(known=known))
                continue
            fields: Fields = {"title": link.title, "url": link.url, "parentItem": parent}
            target = Target(
                what=What.LINK, id=name, key=key, name=link.url, title=paper.title, content=Content(fields=fields)
            )
            self._take(outcome(target, known, self._held(key), self._view, self._lost(key)))

    def _read_family(self, parent: str) -> bool:
        """Whether the children of an item have been read; if not, they are to be."""
        if not self._remote.everything and parent not in self._remote.families:
            self._families.add(parent)
            return False
        return True

    def _has_link(self, parent: str, held: Held | None, key: str, url: str) -> bool:
        """Whether an item has a child with this address already, which people gave it; or is to be asked for it."""
        if held is None or key in self._remote.objects:
            return False
        if not self._read_family(parent):
            return True
        return any(token(child.content.text("url")) == token(url) for child in self._families_held[parent])

    # What left the list ----------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        out = {row.key for row in self._known.values() if row.lost}
        listed = {*self._items.values()} - out
        for row in self._by_key.values():
            if row.key in self._done:
                continue
            held = self._held(row.key) or self._tree.held.get(row.key)
            if held is None:
                self._take(Outcome(known=replace(row, lost=Lost.DELETED) if row.version else None))
            elif row.what is What.COLLECTION:
                self._take(removal.collection(row))
            elif row.what is What.LINK:
                gone = row.id.partition("\n")[0] in listed and not row.removed
                if gone and not held.whole:
                    self._objects.add(row.key)
                self._take(removal.link(row, held) if gone else Outcome(known=row))
            else:
                self._take(self._left(row, held))

    def _left(self, row: Known, held: Held) -> Outcome:
        children: Iterable[Held] | None = None
        if self._options.prune and not held.trashed and self._read_family(row.key):
            children = self._families_held[row.key]
        if self._options.prune and not held.whole and not held.trashed:
            self._objects.add(row.key)
        return removal.item(row, held, children, self._own_links, self._view)

    # Both ------------------------------------------------------------------------------------------------------------

    def _take(self, made: Outcome) -> None:
        """Add an outcome; what cannot be written for want of a whole object is to be read."""
        self._actions += made.actions
        self._done |= {row.key for row in (made.known, made.write and made.write.after) if row}
        if made.known:
            self._known[made.known.key] = made.known
        if made.write:
            key = made.write.target.key
            held = self._remote.objects.get(key)
            if made.write.version and made.write.target.what is not What.COLLECTION and not (held and held.whole):
                self._objects.add(key)
            self._writes.append(made.write)


_HOMELESS = "people took its collections out of the group; --refile puts them back"


def _homeless(paper: Paper) -> Action:
    return Action(do=Kind.KEEP, what=What.ITEM, key="", name=paper.key, title=paper.title, reason=_HOMELESS)


def _several(paper: Paper, found: Found) -> Action:
    keys = ", ".join(item.key for item in found.items)
    return Action(
        do=Kind.CONFLICT,
        what=What.ITEM,
        key=keys,
        name=paper.key,
        title=paper.title,
        reason=f"several items are this paper by {found.by}: {keys}; merge them in Zotero",
    )
