"""What is to be done about one object: its three sides merged, as actions to show, a write to send, a new state."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from plbib.zotero import items
from plbib.zotero.items import Fields, Schema, Value
from plbib.zotero.merge import FieldTurn, Merged, Origin, Rules, Turn, merge, tags_after
from plbib.zotero.objects import Content, Held, Known, Lost, What


class Kind(StrEnum):
    """What a plan can do to an object, or leave."""

    CREATE = "create"
    ADOPT = "adopt"
    CHANGE = "change"
    FILE = "file"
    UNFILE = "unfile"
    TRASH = "trash"
    RESTORE = "restore"
    CONFLICT = "conflict"
    KEEP = "keep"


class Action(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a plan: what is done to which object; ``name`` is a citation key, a category or an address.

    Of a change, a conflict and a field that is kept, ``old`` is what the library holds and ``new`` what the list says.
    """

    do: Kind
    what: What
    key: str
    name: str
    title: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""


class Target(Struct, frozen=True, kw_only=True):
    """An object as the list wants it, and the key it has or is to have."""

    what: What
    id: str
    key: str
    name: str
    title: str = ""
    content: Content
    by: str = ""  # what an item of people was adopted by
    theirs: bool = False  # its key is none that the list gives: people made it


class Write(Struct, frozen=True, kw_only=True):
    """An object to send: only what changes, with the version it was read at; ``leaves`` if it has left the list.

    Its state is ``before`` what the last sync knew, ``interim`` until the answer comes, ``after`` if it is a success.
    """

    target: Target
    version: int
    properties: dict[str, Any]
    before: Known | None
    interim: Known
    after: Known
    leaves: bool = False

    @property
    def body(self) -> dict[str, Any]:
        return {"key": self.target.key, "version": self.version, **self.properties}


class Outcome(Struct, frozen=True, kw_only=True):
    """What becomes of an object; ``known`` is its state now, and None before it exists."""

    actions: tuple[Action, ...] = ()
    write: Write | None = None
    known: Known | None = None


class View(Struct, frozen=True, kw_only=True):
    """What outcomes depend on beside the object: the decisions, the server's schema, how collections are called.

    ``fresh`` are the collections that are made in this run, which nobody can have taken anything out of.
    """

    rules: Rules
    schema: Schema
    names: Mapping[str, str]
    fresh: frozenset[str] = frozenset()


def outcome(target: Target, known: Known | None, held: Held | None, view: View, lost: Lost | None = None) -> Outcome:
    """What is to be done about an object that the list wants; ``held`` is None if the library has none.

    ``lost`` says that people took it out; then it stays out.
    """
    if held and held.trashed and not (known and known.pruned):
        lost = Lost.TRASHED
    if lost:
        row = Known(what=target.what, id=target.id, key=target.key, base=target.content)
        if held and known:  # what the list wanted last is needed once people take it out of the trash
            row = replace(settled(known, held), id=target.id)
        known = replace(row, version=held.version if held else known.version if known else 0, lost=lost)
        return Outcome(actions=(_action(Kind.KEEP, target, reason=_LOST[lost]),), known=known)
    if held is None:
        return _created(target)
    return _merged(target, settled(known, held) if known else None, _keyed(held), view)


_LOST = {Lost.TRASHED: "people moved it to the trash", Lost.DELETED: "people deleted it"}


def settled(known: Known, held: Held) -> Known:
    """``known`` once it is seen whether what was sent has arrived."""
    sent, base = known.pending, known.base
    if sent is None or known.version == held.version:
        return replace(known, pending=None, pruning=False)
    arrived = {name: value for name, value in sent.fields.items() if held.content.fields.get(name, "") == value}
    cleared = {name for name in base.fields if name not in sent.fields and name not in held.content.fields}
    base = Content(
        fields={name: value for name, value in {**base.fields, **arrived}.items() if name not in cleared},
        tags=_settled_members(base.tags, sent.tags, held.content.tags),
        collections=_settled_members(base.collections, sent.collections, held.content.collections),
    )
    return replace(
        known,
        version=known.version or held.version,
        base=base if known.version else sent,
        pending=None,
        pruned=held.trashed and (known.pruned or known.pruning),
        pruning=False,
    )


def _settled_members(base: tuple[str, ...], sent: tuple[str, ...], held: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``base`` but for what was given up and is gone, and those sent that are there."""
    gone = {*base} - {*sent} - {*held}
    return tuple(sorted(({*base} - gone) | ({*sent} & {*held})))


def _keyed(held: Held) -> Held:
    """``held`` with the citation key that a person gave it in Extra, from where Zotero moves it one day."""
    fields = held.content.fields
    key = fields.get("citationKey") or fields.get("extra.citation-key")
    return replace(held, content=replace(held.content, fields={**fields, "citationKey": key})) if key else held


def _created(target: Target) -> Outcome:
    after = Known(what=target.what, id=target.id, key=target.key, base=target.content)
    properties = _PROPERTIES[target.what](target.content.fields, None)
    if target.what is What.ITEM:
        properties["tags"] = [{"tag": tag, "type": 1} for tag in target.content.tags]
        properties["collections"] = list(target.content.collections)
    interim = replace(after, base=Content(), pending=after.base)
    write = Write(target=target, version=0, properties=properties, before=None, interim=interim, after=after)
    return Outcome(actions=(_action(Kind.CREATE, target),), write=write)


def _merged(target: Target, known: Known | None, held: Held, view: View) -> Outcome:
    origin = Origin.SYNCED if known else Origin.ADOPTED if target.by else Origin.FOUND
    base = known.base if known else Content()
    if origin is Origin.FOUND:
        filed = tuple(key for key in target.content.collections if key not in view.fresh)
        base = Content(tags=target.content.tags, collections=filed)
    merged = _typed_merge(target, base, held, origin, view)
    actions = _actions(target, held, merged, view)
    if origin is Origin.ADOPTED:
        actions = (_action(Kind.ADOPT, target, reason=f"by {target.by}"), *actions)
    if held.trashed:
        actions = (_action(Kind.RESTORE, target, reason="it is in the list again"), *actions)
    adopted = known.adopted if known else target.theirs
    after = _state(target, merged.base, _afterwards(held, merged), held.version, adopted)
    if not (merged.writes or held.trashed):
        return Outcome(actions=actions, known=after)
    interim = known or _state(target, _unwritten(merged), held.content, held.version, adopted)
    write = Write(
        target=target,
        version=held.version,
        properties=_properties(target, held, merged),
        before=known,
        interim=replace(interim, pending=merged.base),
        after=after,
    )
    return Outcome(actions=actions, write=write, known=known)


def _properties(target: Target, held: Held, merged: Merged) -> dict[str, Any]:
    """What is sent of an object that is there: the parts that change, each whole."""
    properties = _PROPERTIES[target.what](merged.changes, held)
    if merged.tags.added or merged.tags.removed:
        properties["tags"] = [{"tag": tag.tag, "type": tag.type} for tag in tags_after(held, merged.tags)]
    if merged.collections.added or merged.collections.removed:
        properties["collections"] = list(merged.collections.kept)
    if held.trashed:
        properties["deleted"] = 0
    return properties


def _afterwards(held: Held, merged: Merged) -> Content:
    return Content(
        fields={**held.content.fields, **merged.changes}, tags=merged.tags.kept, collections=merged.collections.kept
    )


def _unwritten(merged: Merged) -> Content:
    """What the list is known to have wanted as long as the changes have not arrived."""
    base = merged.base
    return Content(
        fields={name: value for name, value in base.fields.items() if name not in merged.changes},
        tags=tuple(sorted({*base.tags} - {*merged.tags.added})),
        collections=tuple(sorted({*base.collections} - {*merged.collections.added})),
    )


def _state(target: Target, base: Content, held: Content, version: int, adopted: bool) -> Known:
    """The state of an object that holds ``held``, of which the parts are kept that the list has a say in."""
    names = sorted(base.fields.keys() | target.content.fields.keys())
    there = Content(
        fields={name: value for name in names if (value := held.fields.get(name))},
        tags=tuple(sorted({*held.tags} & {*base.tags})),
        collections=tuple(sorted({*held.collections} & {*base.collections})),
    )
    base = Content(
        fields=dict(sorted(base.fields.items())),
        tags=tuple(sorted(base.tags)),
        collections=tuple(sorted(base.collections)),
    )
    return Known(
        what=target.what,
        id=target.id,
        key=target.key,
        version=version,
        base=base,
        held=None if there == base else there,
        disputed={name: value for name, value in target.content.fields.items() if base.fields.get(name) != value},
        adopted=adopted,
    )


def _typed_merge(target: Target, base: Content, held: Held, origin: Origin, view: View) -> Merged:
    """The merge, with the fields that the object's type has then; it keeps its type where people would lose a field."""
    if target.what is not What.ITEM:
        return merge(base, target.content, held, origin, view.rules, target.content.fields.keys() | base.fields.keys())
    kind, now = target.content.text("itemType"), held.content.text("itemType")
    possible = items.possible(kind, view.schema)
    made = merge(base, target.content, held, origin, view.rules, possible)
    theirs = held.content.fields.keys() - base.fields.keys()
    if kind == now or ("itemType" in made.changes and not any(_dropped(name, possible) for name in theirs)):
        return made
    return merge(base, target.content, held, origin, view.rules, items.possible(now, view.schema) - {"itemType"})


def _dropped(name: str, possible: frozenset[str]) -> bool:
    return name not in possible and not name.startswith("extra.")


def _actions(target: Target, held: Held, merged: Merged, view: View) -> tuple[Action, ...]:
    actions = [_field_action(target, turn) for turn in merged.fields]
    tags = merged.tags
    if tags.added or tags.removed:
        before, after = (", ".join(sorted(names)) for names in (held.content.tags, tags.kept))
        actions.append(_action(Kind.CHANGE, target, field="tags", old=before, new=after))
    actions += [
        _action(Kind.KEEP, target, field="tags", new=tag, reason=f"people took the tag {tag} off")
        for tag in tags.missed
    ]
    filed = merged.collections
    shown = {key: view.names.get(key, key) for members in (filed.added, filed.removed, filed.missed) for key in members}
    actions += [_action(Kind.FILE, target, new=shown[key]) for key in filed.added]
    actions += [_action(Kind.UNFILE, target, old=shown[key]) for key in filed.removed]
    actions += [
        _action(Kind.KEEP, target, new=shown[key], reason=f"people took it out of {shown[key]}") for key in filed.missed
    ]
    return tuple(actions)


_DO = {Turn.WRITE: Kind.CHANGE, Turn.KEEP: Kind.KEEP, Turn.CONFLICT: Kind.CONFLICT}
_REASONS = {
    Turn.WRITE: "",
    Turn.KEEP: "people have it otherwise",
    Turn.CONFLICT: "list and people changed it; --theirs or --ours decides",
}


def _field_action(target: Target, turn: FieldTurn) -> Action:
    return _action(
        _DO[turn.turn],
        target,
        field=turn.field,
        old=shown(turn.held),
        new=shown(turn.wanted),
        reason=_REASONS[turn.turn],
    )


def _action(do: Kind, target: Target, **more: str) -> Action:
    return Action(do=do, what=target.what, key=target.key, name=target.name, title=target.title, **more)


def shown(value: Value) -> str:
    """A field's value as people read it."""
    if isinstance(value, str):
        return value
    names = (
        (person.name or ", ".join(filter(None, [person.last_name, person.first_name])), person.creator_type)
        for person in value
    )
    return "; ".join(name if kind == "author" else f"{name} ({kind})" for name, kind in names)


def _item_properties(changes: Fields, held: Held | None) -> dict[str, Any]:
    kind = changes.get("itemType") or (held.content.text("itemType") if held else "")
    return items.data(changes, str(kind), held.extra if held else "")


def _link_properties(changes: Fields, held: Held | None) -> dict[str, Any]:
    new = {"itemType": "attachment", "linkMode": "linked_url", "tags": [], "relations": {}}
    return {**({} if held else new), **changes}


def _collection_properties(changes: Fields, held: Held | None) -> dict[str, Any]:  # noqa: ARG001
    parent = {"parentCollection": changes["parentCollection"] or False} if "parentCollection" in changes else {}
    return {**changes, **parent}


_PROPERTIES: dict[What, Callable[[Fields, Held | None], dict[str, Any]]] = {
    What.COLLECTION: _collection_properties,
    What.ITEM: _item_properties,
    What.LINK: _link_properties,
}
