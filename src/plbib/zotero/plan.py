"""The plan of a sync: a pure function of what the list wants, what the last sync knew, and what the library holds."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from plbib.model import CategoryPath, category_name
from plbib.papers.identifiers import token
from plbib.papers.succession import Same
from plbib.zotero import remarks, removal
from plbib.zotero.acceptance import accept, without
from plbib.zotero.desired import Desired, DesiredPaper, collection_name
from plbib.zotero.items import Fields, Schema
from plbib.zotero.matching import Matches
from plbib.zotero.merge import Rules
from plbib.zotero.objects import Accepted, Content, Held, Known, LibraryId, Lost, ObjectKind, Remote, object_key
from plbib.zotero.outcome import Action, ActionKind, ObjectOutcome, Target, View, Write, outcome, settle
from plbib.zotero.questions import ItemQuestion
from plbib.zotero.scope import Scope, rules_for, unknown
from plbib.zotero.sides import Sides, Unread
from plbib.zotero.survivors import follow, newly_out
from plbib.zotero.tree import ROOT, CollectionTree, path_id


class PlanOptions(Struct, frozen=True, kw_only=True):
    """What the user chose: how conflicts are decided, and on what (``scope``); whether what left the list is pruned.

    With ``everything`` all items of the library are read, as for a list of those that people added.
    """

    rules: Rules = Rules()
    same: tuple[Same, ...] = ()
    scope: Scope = ()
    prune: bool = False
    everything: bool = False


class SyncPlan(Struct, frozen=True, kw_only=True):
    """What a sync would do: ``actions`` to show, ``writes`` in the order of sending, the state of all else.

    Nothing may be sent while anything is ``unread``.
    """

    actions: tuple[Action, ...]
    writes: tuple[Write, ...]
    known: tuple[Known, ...]
    items: dict[str, str]  # paper's id → key of its item
    collections: dict[str, CategoryPath]  # but for those that people took out
    unread: Unread
    view: View
    questions: tuple[ItemQuestion, ...] = ()
    accepted: tuple[Accepted, ...] = ()  # what is not among the actions, since a person accepts it
    unknown: tuple[str, ...] = ()  # names that the user gave, which nothing has

    @property
    def conflicts(self) -> tuple[Action, ...]:
        return tuple(action for action in self.actions if action.do is ActionKind.CONFLICT)

    @property
    def pruned(self) -> int:
        """How many items go to the trash."""
        return sum(action.do is ActionKind.TRASH and action.what is ObjectKind.ITEM for action in self.actions)

    @property
    def prunes_many(self) -> bool:
        """Whether so many items go to the trash that it may be a mistake, such as a list that was cut off."""
        items = sum(row.what is ObjectKind.ITEM and not row.lost for row in self.known)
        return self.pruned > _MANY or (self.pruned > 1 and self.pruned * _SHARE > items)


_MANY, _SHARE = 25, 4


class LastSync(Struct, frozen=True):
    """A group by its number, what the last sync knew of its library, the server's schema, what is accepted."""

    group: LibraryId
    objects: tuple[Known, ...]
    schema: Schema
    accepted: tuple[Accepted, ...] = ()


def plan(wanted: Desired, before: LastSync, remote: Remote, options: PlanOptions) -> SyncPlan:
    """The plan of a sync."""
    there = remote.objects
    rows = tuple(settle(row, there[row.key]) if row.key in there else row for row in before.objects)
    planner = _Planner(wanted, replace(before, objects=follow(rows, remote)), remote, options)
    planner.plan()
    return planner.result()


class _Planner:
    """The plan as it grows: collections, items, their links, and at last what left the list."""

    def __init__(self, wanted: Desired, before: LastSync, remote: Remote, options: PlanOptions) -> None:
        self._wanted, self._group, self._options = wanted, before.group, options
        self._tree = tree = CollectionTree(wanted, before.group, before.objects, remote)
        self._sides = Sides(before.objects, remote, tree.gone)
        names = {key: category_name(path) or wanted.name for path, key in tree.keys.items()}
        names |= {key: held.content.text("name") for key, held in tree.held.items() if key not in names}
        lost = frozenset(key for key in tree.lost if not self._refiles(key, names[key]))
        fresh = frozenset(key for key in tree.keys.values() if key not in tree.held) - lost
        self._view = View(
            rules=options.rules, scope=options.scope, schema=before.schema, names=names, fresh=fresh, lost=lost
        )
        self._own_links = frozenset(row.key for row in before.objects if row.what is ObjectKind.LINK)
        self._actions: list[Action] = []
        self._writes: list[Write] = []
        self._known: dict[str, Known] = {}
        self._items: dict[str, str] = {}  # paper's id → key of its item
        self._before_accepted = before.accepted
        self._accepted: set[Accepted] = set()
        self._adopted: dict[str, str] = {}
        self._questions: tuple[ItemQuestion, ...] = ()
        self._remade: set[str] = set()
        self._done: set[str] = set()
        if options.everything:
            self._sides.read_everything()
            self._sides.read_known()
        if newly_out(before.objects, remote):  # what people took out can have been merged into anything that changed
            self._sides.read_changed()

    def _refiles(self, *names: str) -> bool:
        """Whether the user wants back an object of these names."""
        return rules_for(self._options.rules, self._options.scope, names).refile

    def _is_asked_for(self, paper: DesiredPaper) -> bool:
        """Whether the user wants back a paper by its name, which is how even one that people deleted comes back."""
        return bool(self._options.scope) and self._refiles(paper.key, self._items[paper.id])

    def plan(self) -> None:
        self._collections()
        self._match()
        papers = [paper for paper in self._wanted.papers if paper.id in self._items]
        for paper in papers:
            self._item(paper)
        for paper in papers:
            self._links(paper)
        self._remove_absent()

    def _match(self) -> None:
        """Find the items of papers; of those that cannot have one yet, say why."""
        sides, rows = self._sides, self._sides.rows
        new = [paper for paper in self._wanted.papers if (ObjectKind.ITEM, paper.id) not in sides.by_id]
        if any(map(self._has_home, new)):
            sides.read_everything()
        same = self._options.same
        matches = Matches(self._wanted.papers, self._group, rows.values(), sides.remote, self._tree.keys, same)
        there = rows.keys() | sides.remote.objects.keys()
        new = [paper for paper in new if matches.items.get(paper.id) not in there]
        homeless = {paper.id: paper for paper in new if not self._has_home(paper)}
        for paper in homeless.values():
            self._actions += remarks.remark_unfiled(paper, "", map(self._name, paper.paths), homeless=True)
        self._actions += [remarks.several(paper, one) for paper, one in matches.several if paper.id not in homeless]
        self._actions += map(remarks.question, matches.questions)
        self._questions = tuple(matches.questions)
        for question in self._questions:  # the old item is left as it is
            self._take(ObjectOutcome(known=rows[question.row]))
        self._items = {name: key for name, key in matches.items.items() if name not in homeless}
        self._adopted = matches.adopted

    def _name(self, path: CategoryPath) -> str:
        return self._view.names[self._tree.keys[path]]

    def result(self) -> SyncPlan:
        names = {paper.key for paper in self._wanted.papers} | {*self._items.values()}
        names |= {*self._tree.keys.values(), *self._view.names.values()}
        return SyncPlan(
            actions=without(self._actions, self._before_accepted),
            questions=self._questions,
            accepted=tuple(sorted({*self._before_accepted, *self._accepted})),
            unknown=tuple(unknown(self._options.scope, names)),
            writes=tuple(self._writes),
            known=tuple(self._known.values()),
            items=self._items,
            collections={key: path for path, key in self._tree.keys.items() if key not in self._view.lost},
            unread=self._sides.unread(),
            view=self._view,
        )

    # Collections -----------------------------------------------------------------------------------------------------

    def _collections(self) -> None:
        for path in (ROOT, *self._wanted.categories):
            key = self._tree.keys[path]
            known, lost = self._sides.rows.get(key), self._tree.lost.get(key)
            back = bool(lost) and key not in self._view.lost  # a deleted one is made anew, a trashed one restored
            if back:
                known, lost = known if lost is Lost.TRASHED else None, None
            if not known:
                self._sides.read_everything()
            target = Target(
                what=ObjectKind.COLLECTION,
                id=path_id(path),
                key=key,
                name=self._view.names[key],
                content=self._heading(path),
                restore=back,
            )
            self._take(outcome(target, known, self._tree.held.get(key), self._view, lost))

    def _heading(self, path: tuple[str, ...]) -> Content:
        """What a category's collection is to say; the name of a root that was given by key is left alone."""
        if path != ROOT:
            name = collection_name(path[-1])
            return Content(fields={"name": name, "parentCollection": self._tree.keys[path[:-1]]})
        return Content(fields={} if self._tree.by_key else {"name": self._wanted.name})

    # Items -----------------------------------------------------------------------------------------------------------

    def _item(self, paper: DesiredPaper) -> None:
        key, sides = self._items[paper.id], self._sides
        known, held, lost = sides.rows.get(key), sides.find(key), sides.lost(key)
        back = self._is_asked_for(paper) and bool(lost or (held and held.trashed))
        if back and lost:
            self._remade.add(key)
            known, lost = None, None
        if known:
            known = self._without_what_comes_back(known)
        if held and (kind := held.content.text("itemType")) not in self._view.schema.fields:
            sides.read_kind(kind)
            return
        by = self._adopted.get(paper.id, "")
        content, as_held = self._contents(paper, known, held, by)
        target = Target(
            what=ObjectKind.ITEM,
            id=paper.id,
            key=key,
            name=paper.key,
            title=paper.title,
            content=content,
            as_held=as_held,
            by=by,
            theirs=key != object_key(self._group, ObjectKind.ITEM, paper.id),
            restore=back,
        )
        result = outcome(target, known, held, self._view, lost)
        if not lost:
            left = [path for path in paper.paths if self._tree.keys[path] not in content.collections]
            homeless = not content.collections
            self._actions += remarks.remark_unfiled(paper, key, map(self._name, left), homeless=homeless)
        self._take(result)
        if by:  # what people had before is told once
            self._accepted |= {*accept(result.actions)}

    def _without_what_comes_back(self, known: Known) -> Known:
        """What was in a collection that comes back is to be put into it again."""
        again = {*self._tree.lost} - self._view.lost
        left = tuple(one for one in known.base.collections if one not in again)
        return replace(known, base=replace(known.base, collections=left))

    def _contents(
        self, paper: DesiredPaper, known: Known | None, held: Held | None, by: str
    ) -> tuple[Content, Content | None]:
        """What a paper's item is to be, and the same in fields of the type that it has, if that is not the list's."""
        is_found_again = known is None and held is not None and not by
        filed = {self._tree.keys[path] for path in paper.paths}
        there = {one for one in filed if is_found_again or self._is_open(one, known)}
        content = Content(fields=paper.fields, tags=paper.tags, collections=tuple(sorted(there)))
        kind = held.content.text("itemType") if held else ""
        if not kind or kind == paper.fields["itemType"]:
            return content, None
        as_held = replace(content, fields=paper.fields_of(kind, self._view.schema))
        return (as_held, None) if paper.untyped else (content, as_held)

    def _has_home(self, paper: DesiredPaper) -> bool:
        """Whether a new paper can be filed anywhere: people may have taken out the collections that it belongs in."""
        return any(self._is_open(self._tree.keys[path], None) for path in paper.paths)

    def _is_open(self, collection: str, known: Known | None) -> bool:
        """Whether an item is to be in a collection of its paper: unless people took that out and it was not in it."""
        return collection not in self._view.lost or bool(known and collection in known.base.collections)

    # Links -----------------------------------------------------------------------------------------------------------

    def _links(self, paper: DesiredPaper) -> None:
        parent = self._items[paper.id]
        held, item = self._sides.find(parent), self._known.get(parent)
        out = item is not None and item.lost is not None
        for link in paper.links:
            name = f"{parent}\n{token(link.url)}"
            known = self._sides.by_id.get((ObjectKind.LINK, name))
            key = known.key if known else object_key(self._group, ObjectKind.LINK, name)
            lost, there = self._sides.lost(key), self._sides.find(key)
            if parent in self._remade:  # with an item that was deleted its links were
                known, lost, there = None, None, None
            if out or (not known and self._has_link(parent, held, key, link.url)):
                self._take(ObjectOutcome(known=known))
                continue
            fields: Fields = {"title": link.title, "url": link.url, "parentItem": parent}
            target = Target(
                what=ObjectKind.LINK, id=name, key=key, name=link.url, title=paper.title, content=Content(fields=fields)
            )
            self._take(outcome(target, known, there, self._view, lost))

    def _has_link(self, parent: str, held: Held | None, key: str, url: str) -> bool:
        """Whether an item has a child with this address already, which people gave it; or is to be asked for it."""
        if held is None or key in self._sides.remote.objects:
            return False
        children = self._sides.children(parent)
        return children is None or any(token(child.content.text("url")) == token(url) for child in children)

    # What left the list ----------------------------------------------------------------------------------------------

    def _remove_absent(self) -> None:
        out = {row.key for row in self._known.values() if row.lost}
        listed = {*self._items.values()} - out
        for row in self._sides.rows.values():
            if row.key in self._done:
                continue
            held = self._sides.find(row.key) or self._tree.held.get(row.key)
            if held is None:
                self._take(ObjectOutcome(known=replace(row, lost=Lost.DELETED) if row.version else None))
            elif row.what is ObjectKind.COLLECTION:
                self._take(removal.collection(row))
            elif row.what is ObjectKind.LINK:
                gone = row.id.partition("\n")[0] in listed and not row.removed
                if gone:
                    self._sides.read_whole(row.key)
                self._take(removal.link(row, held) if gone else ObjectOutcome(known=row))
            else:
                self._take(self._remove_item(row, held))

    def _remove_item(self, row: Known, held: Held) -> ObjectOutcome:
        children: Iterable[Held] | None = None
        if self._options.prune and not held.trashed:
            children = self._sides.children(row.key)
            self._sides.read_whole(row.key)
        return removal.item(row, held, children, self._own_links, self._view)

    # Both ------------------------------------------------------------------------------------------------------------

    def _take(self, result: ObjectOutcome) -> None:
        """Add an outcome; what cannot be written for want of a whole object is to be read."""
        self._actions += result.actions
        self._done |= {row.key for row in (result.known, result.write and result.write.after) if row}
        if result.known:
            self._known[result.known.key] = result.known
        if result.write:
            if result.write.version and result.write.target.what is not ObjectKind.COLLECTION:
                self._sides.read_whole(result.write.target.key)
            self._writes.append(result.write)
